# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt audit` as its users meet it, on the services of the tree and the image of the unit tests; and the policies of the
tree, which must fit their systems."""
import json
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

from tool import BOARD, ROOT, ToolTest

IMAGE = ROOT / "tools" / "redoubt" / "audit" / "testdata" / "spe.elf"


class Audit(ToolTest):
    def setUp(self):
        super().setUp()
        (self.scratch / ".config").write_text('CONFIG_SYSTEM="demo"\n', encoding="utf-8")
        self.compose(["attestation", "crypto", "its", "null", "platform"])

    def compose(self, services):
        manifests = [ROOT / "services" / name / "manifest.json" for name in services]
        self.expect(0, "compose", "--board", BOARD, "--config", ".config", "--out", "gen", "--manifest", *manifests)

    def add(self, status=0, *more):
        return self.expect(status, "audit", "--add", "gen/audit.json", "--elf", IMAGE, "--map", IMAGE.with_suffix(".map"),
                           "-o", "report/audit.json", *more)

    def policy(self, text, name="p.json"):
        path = self.scratch / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_an_entry_is_added_and_shown(self):
        table = self.add()[0]
        self.assertRegex(table, r"demo@mps2_an521, isolation level 1\npartition +model +type")
        self.assertRegex(table, r"CRYPTO +SFN +PSA +privileged +NORMAL .* NSPE ATTESTATION\n")
        self.assertEqual(self.expect(0, "audit", "-o", "report/audit.json")[0], table)
        report = json.loads((self.scratch / "report" / "audit.json").read_text(encoding="utf-8"))
        self.assertEqual(list(report), ["demo@mps2_an521"])
        self.assertEqual(json.loads(self.expect(0, "audit", "-o", "report/audit.json", "--json")[0]), report)
        self.assertEqual(report["demo@mps2_an521"]["entry_points"], [{"name": "redoubt_gate_call", "address": "0x10010440"}])

    def test_systems_stand_beside_each_other(self):
        self.add()
        (self.scratch / ".config").write_text('CONFIG_SYSTEM="other"\n', encoding="utf-8")
        self.compose(["its"])
        self.assertNotIn("demo@", self.add()[0])
        both = self.expect(0, "audit", "-o", "report/audit.json")[0]
        self.assertEqual([line.split(",")[0] for line in both.splitlines() if "isolation level" in line],
                         ["demo@mps2_an521", "other@mps2_an521"])
        self.assertNotIn("demo@", self.expect(0, "audit", "-o", "report/audit.json", "--system", "other@mps2_an521")[0])
        self.expect(1, "audit", "-o", "report/audit.json", "--system", "none@mps2_an521")
        self.expect(2, "audit", "-o", "report/audit.json", "--svg", "x.svg")

    def test_the_image_is_as_the_elf_tools_see_it(self):
        """Every section that takes memory is in the report, once."""
        self.add()
        (entry,) = json.loads((self.scratch / "report" / "audit.json").read_text(encoding="utf-8")).values()
        owners = [*entry["partitions"], entry["spm"], entry["shared"]]
        ranges = sorted((int(r["base"], 0), int(r["size"], 0)) for owner in owners for r in owner["memory"]
                        if r["what"] not in ("initial values", "boot record", "fault record"))
        for (base, size), (after, _) in zip(ranges, ranges[1:]):
            self.assertLessEqual(base + size, after, "two owners")
        listing = subprocess.run(["arm-none-eabi-readelf", "-SW", IMAGE], capture_output=True, text=True, check=True).stdout
        sections = [line.split("]", 1)[1].split() for line in listing.splitlines() if re.search(r"\] .* (A|AX|WA) +\d", line)]
        self.assertEqual(sum(size for _, size in ranges), sum(int(section[4], 16) for section in sections))

    def test_a_violation_is_an_error_with_its_line(self):
        policy = self.policy('{"rules": [\n{"rule": "only attestation may use keys", "check": "callers",\n'
                             '"service": "CRYPTO", "allow": ["ATTESTATION"]},\n'
                             '{"rule": "no memory is both writable and executable", "check": "no_writable_code"},\n'
                             '{"rule": "level 2", "check": "isolation", "at_least": 2}]}\n')
        _, complaint = self.add(1, "--policy", policy)
        self.assertEqual(complaint.splitlines(),
                         [f"redoubt: {policy}:2: only attestation may use keys: NSPE may call CRYPTO",
                          f"redoubt: {policy}:5: level 2: the level is 1", "redoubt: 2 of 3 rules violated"])
        # Of a report alike.
        self.assertEqual(self.expect(1, "audit", "-o", "report/audit.json", "--policy", policy)[1], complaint)

    def test_rules_that_cannot_be_checked_are_told(self):
        policy = self.policy('{"rules": [{"rule": "spare", "check": "stack_use", "at_most_percent": 90}]}')
        out = self.add(0, "--policy", policy)[0]
        self.assertEqual(out, f"not checked: {policy}:1: spare: no stack was measured\n0 rules kept, 1 not checked\n")
        stacks = {p: {"size": s, "used": s // 2} for p, s in
                  [("ATTESTATION", 0x600), ("CRYPTO", 0xA80), ("ITS", 0x500), ("NULL_TEST", 0x200), ("PLATFORM", 0x600)]}
        (self.scratch / "stacks.json").write_text(json.dumps({"demo@mps2_an521": stacks}), encoding="utf-8")
        self.assertEqual(self.add(0, "--stacks", "stacks.json", "--policy", policy)[0], "1 rules kept, 0 not checked\n")
        stacks["ITS"]["used"] = 0x500
        (self.scratch / "stacks.json").write_text(json.dumps({"demo@mps2_an521": stacks}), encoding="utf-8")
        self.assertIn("spare: ITS used 1280 of 1280 bytes", self.add(1, "--stacks", "stacks.json", "--policy", policy)[1])

    def test_unknown_names_and_files_of_another_kind_are_errors(self):
        policy = self.policy('{"rules": [\n{"rule": "r", "check": "callers", "service": "CRYPTO",\n"allow": ["NOBODY"]}]}')
        self.assertEqual(self.add(1, "--policy", policy)[1], f"redoubt: {policy}:3: the system has no partition \"NOBODY\"\n")
        self.expect(1, "audit", "--add", policy, "-o", "report/audit.json")
        self.expect(1, "audit", "--add", "gen/audit.json", "--elf", policy, "-o", "report/audit.json")
        before = "precious"
        (self.scratch / "mine").write_text(before, encoding="utf-8")
        self.expect(1, "audit", "--add", "gen/audit.json", "-o", "mine")
        self.assertEqual((self.scratch / "mine").read_text(encoding="utf-8"), before)

    def test_usage(self):
        self.expect(2, "audit", "--elf", IMAGE)
        self.expect(2, "audit", "--add", "gen/audit.json", "--map", IMAGE.with_suffix(".map"))
        self.expect(2, "audit", "--add", "no/such")
        self.expect(2, "audit", "--policy", "no/such")
        self.assertEqual(self.expect(1, "audit")[1], "redoubt: build/report/audit.json: cannot be read\n")

    def test_the_picture_is_the_same_everywhere(self):
        self.add(0, "--svg", "a.svg")
        first = (self.scratch / "a.svg").read_bytes()
        copy = self.scratch / "a copy"
        shutil.copytree(self.scratch / "gen", copy)
        self.expect(0, "audit", "--add", copy / "audit.json", "--elf", IMAGE, "--map", IMAGE.with_suffix(".map"), "-o", "r.json",
                    "--svg", "b.svg")
        self.assertEqual((self.scratch / "b.svg").read_bytes(), first)
        root = xml.etree.ElementTree.fromstring(first)
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("demo on mps2_an521", texts)
        for name in ("NSPE", "SPM", "CRYPTO", "NULL_CONNECTION"):
            self.assertIn(name, texts)


class Policies(ToolTest):
    """Every policy of the tree fits its system: no name in it is unknown, no rule is broken."""

    def audit_of(self, system):
        subprocess.run([ROOT / "tools" / "kconfig.py", "--kconfig", ROOT / "Kconfig", "--defconfig",
                        ROOT / "systems" / f"{system}.config", "--set-board", "mps2_an521", "--out", self.scratch / "gen"],
                       capture_output=True, check=True, timeout=60)
        config = (self.scratch / "gen" / ".config").read_text(encoding="utf-8")
        services = [path for path in sorted((ROOT / "services").glob("*/manifest.json"))
                    if f"CONFIG_SERVICE_{path.parent.name.upper()}=y\n" in config]
        self.expect(0, "compose", "--board", BOARD, "--config", "gen/.config", "--out", "gen", "--manifest", *services)
        return self.scratch / "gen" / "audit.json"

    def test_policies_of_the_tree(self):
        policies = [path for path in sorted((ROOT / "systems").glob("*.policy.json")) if path.name != "default.policy.json"]
        self.assertTrue(policies)
        for policy in policies:
            system = policy.name.removesuffix(".policy.json")
            with self.subTest(system):
                self.expect(0, "audit", "--add", self.audit_of(system), "-o", "r.json", "--policy", policy,
                            ROOT / "systems" / "default.policy.json")

    def test_one_caller_more_breaks_a_rule(self):
        audit = self.audit_of("demo")
        entry = json.loads(audit.read_text(encoding="utf-8"))
        its = next(p for p in entry["partitions"] if p["name"] == "ITS")
        its["services"][0]["callers"].append("NULL_TEST")
        audit.write_text(json.dumps(entry), encoding="utf-8")
        _, complaint = self.expect(1, "audit", "--add", audit, "-o", "r.json", "--policy", ROOT / "systems" / "demo.policy.json")
        self.assertRegex(complaint, r"demo.policy.json:\d+: storage is the NSPE's, and that of the keys: NULL_TEST may call ITS")


if __name__ == "__main__":
    unittest.main()
