# SPDX-License-Identifier: BSD-3-Clause
"""Every subcommand explains itself, and answers wrong usage with exit status 2."""
import unittest

from tool import BOARD, ToolTest

COMMANDS = [
    [], ["compose"], ["size"], ["bench"], ["provision"], ["fault"],
    ["key"], ["key", "generate"], ["key", "hash"],
    ["image"], ["image", "sign"], ["image", "verify"], ["image", "info"],
    ["token"], ["token", "show"], ["token", "verify"],
    ["tamper"], ["tamper", "secure"], ["tamper", "nonsecure"], ["tamper", "token"], ["tamper", "storage"],
]

WRONG = [
    ["nonsense"],
    ["key"], ["image"], ["token"], ["tamper"],
    ["key", "generate"], ["key", "hash"], ["key", "hash", "a", "b"],
    ["image", "info"], ["token", "show"], ["token", "verify", "x"],
    ["provision"], ["provision", "--board", BOARD],
    ["provision", "--board", BOARD, "--device", "d", "--lifecycle", "happy"],
    ["provision", "--board", BOARD, "--device", "d", "--implementation-id", "00"],
    ["provision", "--board", BOARD, "--device", "d", "--implementation-id", "xy" * 32],
    ["provision", "--board", BOARD, "--device", "d", "--certification-reference", "0" * 20],
    ["provision", "--board", BOARD, "--device", "d", "--verification-service", "h" * 64],
    ["provision", "--board", BOARD, "--device", "d", "--lifecycle", "secured", "--seed", "00"],
    ["provision", "--board", BOARD, "--device", "d", "--seed", "0"],
    ["provision", "--board", BOARD, "--device", "d", "--minimum-counter", "-1"],
    ["provision", "--board", BOARD, "--update-images", "nv.img"],
    ["provision", "--board", BOARD, "--update-images", "nv.img", "--device", "d", "--spe", "x"],
    ["tamper", "storage", "nv.img"], ["tamper", "everything", "nv.img", "--board", BOARD],
    ["bench", "--add", "demo@mps2_an521"],
    ["fault", "--elf", "nowhere.elf"], ["fault", "--record", "x", "log"],
]


class Usage(ToolTest):
    def test_help(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                out, complaint = self.expect(0, *command, "--help")
                self.assertIn("Usage: redoubt", out)
                self.assertIn("--help", out)
                self.assertEqual(complaint, "")

    def test_unknown_option(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                self.expect(2, *command, "--no-such-option")

    def test_wrong_usage(self):
        for arguments in WRONG:
            with self.subTest(arguments=arguments):
                self.expect(2, *arguments)
        self.assertEqual(list(self.scratch.glob("*.img")), [], "wrong usage left a device behind")


if __name__ == "__main__":
    unittest.main()
