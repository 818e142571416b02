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
MARK 0x50 cpu0 total=3006 delta=1 BL2=0 S=0 NS=1 other=0
MARK 0x40 cpu0 total=4000 delta=994 BL2=0 S=494 NS=500 other=0
MARK 0x41 cpu0 total=10000086 delta=9996086 BL2=0 S=9990000 NS=6086 other=0
EXIT - cpu0 total=10000100 delta=14 BL2=0 S=0 NS=14 other=0
"""
# Two interrupts, each first without and then with a call: 104 and 2 instructions later.
WAITS = "".join(f"MARK {name} cpu0 total={total} delta={delta} BL2=0 S=0 NS={delta} other=0\n" for name, total, delta in (
    ("0x42", 10000090, 4), ("0x43", 10000110, 20), ("0x42", 10000120, 10), ("0x43", 10000244, 124),
    ("0x42", 10000250, 6), ("0x43", 10000271, 21), ("0x42", 10000280, 9), ("0x43", 10000303, 23)))
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

    def test_max_masked(self):
        self.add(0, MARKS + WAITS)
        self.assertEqual(self.report()["demo@mps2_an521"]["max_masked"], 104)
        waits = WAITS.splitlines(keepends=True)
        for wrong in (waits[:2], waits[:3], waits[1:], waits[::2], waits[:1] + waits[2:]):
            self.add(1, MARKS + "".join(wrong))

    def test_overhead(self):
        self.add(0, cases="BENCH direct_x\nBENCH x\n")
        figures = {"boot_to_spe": 1000, "boot_to_nspe": 2500, "overhead_x": 9996081, "x": 9996085}
        self.assertEqual(self.report(), {"demo@mps2_an521": figures})
        self.add(1, cases="BENCH x\nBENCH direct_x\n")
        self.add(1, cases="BENCH direct_x\nBENCH y\n")

    def test_view(self):
        self.add(0)
        self.add(0, cases=CASES.replace("empty", "other"), system="sfn2@mps2_an521")
        out, _ = self.expect(0, "bench", "-o", "bench.json")
        rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
        self.assertEqual(rows, {"mps2_an521": ["demo", "sfn2"], "empty": ["4", "-"], "other": ["-", "4"],
                                "boot_to_spe": ["1,000", "1,000"], "boot_to_nspe": ["2,500", "2,500"],
                                "sign_p256": ["9,996,085", "9,996,085"]})
        self.add(0, system="demo@mps2_an505")
        tables = self.expect(0, "bench", "-o", "bench.json")[0].split("\n\n")
        self.assertEqual([table.splitlines()[0].split() for table in tables], [["mps2_an505", "demo"], ["mps2_an521", "demo", "sfn2"]])
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
