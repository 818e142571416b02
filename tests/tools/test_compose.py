# SPDX-License-Identifier: BSD-3-Clause
"""From Kconfig to generated code and sizes: tools/kconfig.py, `redoubt compose`, `redoubt size`, as the build calls them."""
import json
import re
import shutil
import subprocess
import unittest

from tool import BOARD, ROOT, ToolTest

KCONFIG = """
config LEVEL
	int "level"
	range 1 3
	default 2
menuconfig SERVICE_A
	bool "a"
config A_SIZE
	hex "size"
	depends on SERVICE_A
	default 0x40
config A_TEXT
	string "text"
	default "a \\"b\\" ; $x"
config FORCED
	bool "forced"
config FORCING
	bool
	default y
	select FORCED
config HIDDEN
	bool
"""


class Kconfig(ToolTest):
    def configure(self, defconfig, tree=KCONFIG):
        (self.scratch / "Kconfig").write_text(tree, encoding="utf-8")
        (self.scratch / "sys.config").write_text(defconfig, encoding="utf-8")
        return subprocess.run([ROOT / "tools" / "kconfig.py", "--kconfig", self.scratch / "Kconfig", "--defconfig", "sys.config",
                               "--set-board", "some_board", "--out", "out"], cwd=self.scratch, capture_output=True, text=True,
                              check=False, timeout=60)

    def test_every_symbol_is_in_both_files(self):
        result = self.configure("CONFIG_SERVICE_A=y\nCONFIG_LEVEL=3\n", KCONFIG + 'config BOARD\n\tstring\n\tdefault "$(REDOUBT_BOARD)"\n')
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        self.assertEqual((self.scratch / "out" / ".config").read_text(encoding="utf-8"),
                         '# Made by tools/kconfig.py.\nCONFIG_LEVEL=3\nCONFIG_SERVICE_A=y\nCONFIG_A_SIZE=0x40\n'
                         'CONFIG_A_TEXT="a \\"b\\" ; $x"\nCONFIG_FORCED=y\nCONFIG_FORCING=y\n# CONFIG_HIDDEN is not set\n'
                         'CONFIG_BOARD="some_board"\n')
        cmake = (self.scratch / "out" / "config.cmake").read_text(encoding="utf-8")
        (self.scratch / "show.cmake").write_text(cmake + 'message("${CONFIG_A_TEXT}|${CONFIG_HIDDEN}|${CONFIG_A_SIZE}")\n',
                                                 encoding="utf-8")
        shown = subprocess.run(["cmake", "-P", "show.cmake"], cwd=self.scratch, capture_output=True, text=True, check=True)
        self.assertEqual(shown.stderr.strip(), 'a "b" ; $x|n|0x40')

    def test_what_depends_on_something_off_is_there_without_a_value(self):
        self.assertEqual(self.configure("").returncode, 0)
        self.assertIn("CONFIG_A_SIZE=0\n", (self.scratch / "out" / ".config").read_text(encoding="utf-8"))

    def test_lines_without_effect_are_errors(self):
        for defconfig, complaint in [
                ("\nCONFIG_NOPE=y\n", "sys.config:2: CONFIG_NOPE is not known"),
                ("# CONFIG_NOPE is not set\n", "sys.config:1: CONFIG_NOPE is not known"),
                ("CONFIG_A_SIZE=0x20\n", "sys.config:1: CONFIG_A_SIZE needs SERVICE_A"),
                ("CONFIG_LEVEL=4\n", "sys.config:1: CONFIG_LEVEL=4 is not between 1 and 3"),
                ("CONFIG_LEVEL=y\n", "sys.config:1: CONFIG_LEVEL=y is not between 1 and 3"),
                ("CONFIG_SERVICE_A=m\n", "sys.config:1: CONFIG_SERVICE_A=m must be y or n"),
                ("# CONFIG_FORCED is not set\n", "sys.config:1: CONFIG_FORCED=n is impossible: other symbols select it"),
                ("CONFIG_HIDDEN=y\n", "sys.config:1: CONFIG_HIDDEN is set by others and cannot be chosen"),
                ("CONFIG_LEVEL=1\nCONFIG_LEVEL=1\n", "sys.config:2: CONFIG_LEVEL was set before, in line 1"),
                ("CONFIG_LEVEL 1\n", "sys.config:1: this is no CONFIG_NAME=value: CONFIG_LEVEL 1")]:
            with self.subTest(defconfig):
                result = self.configure(defconfig)
                self.assertEqual((result.returncode, result.stderr), (1, complaint + "\n"))
                self.assertFalse((self.scratch / "out").exists())

    def test_warnings_of_the_tree_are_errors(self):
        result = self.configure("", 'config A\n\tint "a"\n\tdefault y\n')
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"symbol A \(defined at .*Kconfig:1\)")

    def test_systems_of_the_tree_configure_for_every_board(self):
        systems = sorted(path.stem for path in (ROOT / "systems").glob("*.config"))
        self.assertLessEqual({"demo", "host"}, set(systems))
        for system in systems:
            board = "host" if system == "host" else "mps2_an521"
            result = subprocess.run([ROOT / "tools" / "kconfig.py", "--kconfig", ROOT / "Kconfig", "--defconfig",
                                     ROOT / "systems" / f"{system}.config", "--set-board", board, "--out", self.scratch / system],
                                    capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((result.returncode, result.stderr), (0, ""), system)

    def test_usage_errors_are_2(self):
        result = subprocess.run([ROOT / "tools" / "kconfig.py"], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 2)


class Compose(ToolTest):
    def setUp(self):
        super().setUp()
        (self.scratch / ".config").write_text("CONFIG_SYSTEM=\"demo\"\nCONFIG_X=y\n", encoding="utf-8")

    def compose(self, status=0, board=BOARD, manifests=None, out="gen", more=()):
        # null_ipc is null in the other model: a system has one of them.
        if manifests is None:
            manifests = sorted(path for path in (ROOT / "services").glob("*/manifest.json") if path.parent.name != "null_ipc")
        return self.expect(status, "compose", "--board", board, "--config", ".config", "--out", out,
                           *(["--manifest", *manifests] if manifests else []), *more)

    def test_services_of_the_tree_compose_on_every_board(self):
        boards = sorted((ROOT / "boards").glob("*/board.json"))
        self.assertGreaterEqual(len(boards), 4)
        for board in boards:
            self.compose(board=board, out=self.scratch / board.parent.name)
            with open(self.scratch / board.parent.name / "audit.json", encoding="utf-8") as file:
                self.assertEqual(json.load(file)["board"], board.parent.name)

    def test_stored_identities_are_fixed(self):
        """Ids own stored data and handles are compiled into NSPEs: neither may change between releases."""
        out, _ = self.compose(more=["--json"])
        audit = json.loads(out)
        ids = {p["name"]: p["id"] for p in audit["partitions"]}
        self.assertEqual(ids, {**ids, "CRYPTO": 1, "ITS": 2, "ATTESTATION": 3, "PLATFORM": 4})
        self.assertLess(max(ids.values()), 256, "a manifest without an id")
        handles = {s["name"]: s.get("handle") for p in audit["partitions"] for s in p["services"]}
        self.assertEqual(handles, {**handles, "CRYPTO": "0x40000100", "ITS": "0x40000102", "ATTESTATION": "0x40000103",
                                   "PLATFORM": "0x40000105", "NULL_CONNECTION": None})

    def test_second_run_touches_nothing(self):
        self.assertNotIn(" 0 of ", self.compose()[0])
        before = {path: path.stat().st_mtime_ns for path in (self.scratch / "gen").rglob("*")}
        self.assertRegex(self.compose()[0], r": \d+ partitions, 0 of \d+ files changed in gen\n")
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in (self.scratch / "gen").rglob("*")})

    def test_output_does_not_depend_on_where_the_sources_are(self):
        self.compose(out="here")
        copy = self.scratch / "a copy" / "services"
        shutil.copytree(ROOT / "services", copy, ignore=shutil.ignore_patterns("*.cpp", "*.hpp"))
        self.compose(out="there", manifests=sorted(
            path for path in copy.glob("*/manifest.json") if path.parent.name != "null_ipc"))
        self.assertEqual(subprocess.run(["diff", "-r", "here", "there"], cwd=self.scratch, check=False).returncode, 0)

    def test_a_refusal_leaves_nothing(self):
        bad = self.scratch / "bad.json"
        bad.write_text("{\n\"psa_framework_version\": 2.0}\n", encoding="utf-8")
        _, complaint = self.compose(status=1, manifests=[bad])
        self.assertEqual(complaint, f"redoubt: {bad}:2: \"psa_framework_version\" must be 1.0 or 1.1\n")
        self.assertFalse((self.scratch / "gen").exists())

    def test_usage(self):
        self.expect(2, "compose")
        self.expect(2, "compose", "--board", "no/such", "--config", ".config", "--out", "gen")
        self.expect(2, "compose", "--board", BOARD, "--config", ".config", "--out", "gen", "--manifest", "no/such")
        self.expect(2, "compose", "--board", BOARD, "--config", ".config", "--out", "gen", "--colour")
        self.assertIn("--manifest", self.expect(0, "compose", "--help")[0])


class Size(ToolTest):
    MAP = ROOT / "tools" / "redoubt" / "size" / "testdata" / "spe.map"

    def test_entries_are_added_and_shown(self):
        for name in ("demo@one", "demo@two", "demo@one"):
            self.expect(0, "size", "--add", name, "--bl2", self.MAP, "--spe", self.MAP, "-o", "report/size.json")
        report = json.loads(self.expect(0, "size", "--json", "-o", "report/size.json")[0])
        self.assertEqual(report, json.loads((self.scratch / "report" / "size.json").read_text(encoding="utf-8")))
        self.assertEqual(set(report), {"demo@one", "demo@two"})
        spe = report["demo@one"]["spe"]
        for kind in ("flash", "ram"):
            self.assertEqual(sum(cost[kind] for cost in spe["components"].values()), spe[kind])
        table = self.expect(0, "size", "-o", "report/size.json")[0]
        self.assertRegex(table, r"demo@two +flash +RAM\n +bl2 +1088 +896\n")

    def test_its_place_is_where_the_build_leaves_it(self):
        self.assertEqual(self.expect(1, "size")[1], "redoubt: build/report/size.json: cannot be read\n")
        self.expect(0, "size", "--add", "demo@one", "--bl2", self.MAP, "--spe", self.MAP)
        self.assertIn("demo@one", self.expect(0, "size")[0])

    def test_flash_is_the_binary_image(self):
        """What objcopy makes of an image without gaps is as large as the report says."""
        binary = self.scratch / "spe.bin"
        subprocess.run(["arm-none-eabi-objcopy", "-O", "binary", self.MAP.with_suffix(".elf"), binary], check=True)
        self.expect(0, "size", "--add", "a@b", "--bl2", self.MAP, "--spe", self.MAP, "-o", "r.json")
        report = json.loads((self.scratch / "r.json").read_text(encoding="utf-8"))
        self.assertEqual(report["a@b"]["spe"]["flash"], binary.stat().st_size)

    def test_images_of_two_builds_are_refused(self):
        shutil.copy(self.MAP, self.scratch / "mixed.map")
        text = self.MAP.read_text(encoding="utf-8")
        self.assertEqual(len(re.findall(r"^\.bss +0x\w+ +0x68", text, re.M)), 1)
        (self.scratch / "mixed.map").write_text(re.sub(r"^(\.bss +0x\w+ +)0x68", r"\g<1>0x64", text, flags=re.M), encoding="utf-8")
        shutil.copy(self.MAP.with_suffix(".elf"), self.scratch / "mixed.elf")
        _, complaint = self.expect(1, "size", "--add", "a@b", "--bl2", self.MAP, "--spe", "mixed.map")
        self.assertIn("mixed.map: section .bss of the ELF file is not in the map", complaint)

    def test_usage(self):
        self.expect(2, "size", "--add", "a@b")
        self.expect(2, "size", "--bl2", self.MAP)
        self.expect(2, "size", "--add", "demo", "--bl2", self.MAP, "--spe", self.MAP)
        self.expect(2, "size", "--add", "a@b", "--bl2", self.MAP, "--spe", "no/such.map")
        self.expect(2, "size", "--add", "a@b", "--bl2", self.MAP.with_suffix(".elf"), "--spe", self.MAP)
        (self.scratch / "bad.json").write_text("[1]", encoding="utf-8")
        self.assertEqual(self.expect(1, "size", "-o", "bad.json")[1], "redoubt: bad.json: is no size report\n")


if __name__ == "__main__":
    unittest.main()
