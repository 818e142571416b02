# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt bench`: figures from the counter's output, refused when names and spans do not fit together."""
import json
import unittest

from tool import ToolTest

MARKS = """FIRST BL2 cpu0 total=0
FIRST S cpu0 total=1000
FIRST NS cpu0 total=2500
MARK 0x40 cpu0 total=3000 delta=3000 BL2=1000 S=1500 NS=500 other=0
MARK 0x41 cpu0 total=3005 delta=5 BL2=0 S=0 NS=5 other=0
MARK 0x42 cpu0 total=3006 delta=1 BL2=0 S=0 NS=1 other=0
MARK 0x40 cpu0 total=4000 delta=994 BL2=0 S=494 NS=500 other=0
MARK 0x41 cpu0 total=10000086 delta=9996086 BL2=0 S=9990000 NS=6086 other=0
EXIT - cpu0 total=10000100 delta=14 BL2=0 S=0 NS=14 other=0
"""
CASES = "[BL2] booting\r\nBENCH empty\r\n[APP] BENCH is not a case here\nBENCH sign_p256\r\n[APP] bench finished\n"


class Bench(ToolTest):
    def add(self, status, marks=MARKS, cases=CASES, system="demo@mps2_an521"):
        (self.scratch / "marks").write_text(marks, encoding="utf-8")
        (self.scratch / "cases").write_text(cases, encoding="utf-8")
        return self.expect(status, "bench", "--add", system, "--marks", "marks", "--cases", "cases", "-o", "bench.json")

    def report(self):
        return json.loads((self.scratch / "bench.json").read_text(encoding="utf-8"))

    def test_add(self):
        out, _ = self.add(0)
        figures = {"boot_to_spe": 1000, "boot_to_nspe": 2500, "empty": 4, "sign_p256": 9996085}
        self.assertEqual(self.report(), {"demo@mps2_an521": figures})
        self.assertIn("9,996,085", out)
        self.add(0, system="sfn2@mps2_an521")
        self.add(0, MARKS.replace("delta=5 ", "delta=6 "))
        self.assertEqual(self.report(), {"demo@mps2_an521": figures | {"empty": 5}, "sfn2@mps2_an521": figures})

    def test_view(self):
        self.add(0)
        self.add(0, cases=CASES.replace("empty", "other"), system="sfn2@mps2_an521")
        out, _ = self.expect(0, "bench", "-o", "bench.json")
        rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
        self.assertEqual(rows["instructions"], ["demo@mps2_an521", "sfn2@mps2_an521"])
        self.assertEqual(rows["empty"], ["4", "-"])
        self.assertEqual(rows["other"], ["-", "4"])
        self.assertEqual(rows["boot_to_nspe"], ["2,500", "2,500"])
        self.assertEqual(json.loads(self.expect(0, "bench", "--json", "-o", "bench.json")[0]), self.report())

    def test_what_does_not_fit(self):
        self.add(0)
        before = self.report()
        lines = MARKS.splitlines(keepends=True)
        for wrong in ("", MARKS.replace("0x41", "0x42"), MARKS.replace("0x40", "0x42"), "".join(lines[1:2] + lines[3:]),
                      "".join(lines[:1] + lines[2:]), "".join(lines[:-2]), MARKS.replace("delta=", "detla="),
                      MARKS.replace("FIRST NS cpu0 total=2500", "FIRST NS cpu0 total=-1")):
            self.add(1, marks=wrong)
        for wrong in ("", "BENCH one\n", "BENCH a\nBENCH b\nBENCH c\n", "BENCH a\nBENCH a\n"):
            self.add(1, cases=wrong)
        self.assertEqual(self.report(), before, "a failure changed the report")

    def test_wrong_usage(self):
        for system in ("demo", "@board", "demo@", ""):
            self.add(2, system=system)
        (self.scratch / "marks").write_text(MARKS, encoding="utf-8")
        self.expect(2, "bench", "--add", "a@b", "--marks", "marks", "-o", "bench.json")
        self.expect(2, "bench", "--marks", "marks")
        self.expect(1, "bench", "-o", "missing.json")

    def test_no_other_file_is_overwritten(self):
        for content in ("", "[]", "precious", '{"a": 1}', '{"a": {"b": -1}}', '{"a": {"b": "c"}}'):
            (self.scratch / "bench.json").write_text(content, encoding="utf-8")
            self.add(1)
            self.assertEqual((self.scratch / "bench.json").read_text(encoding="utf-8"), content)


if __name__ == "__main__":
    unittest.main()
