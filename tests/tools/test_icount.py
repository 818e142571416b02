# SPDX-License-Identifier: BSD-3-Clause
"""test_icount.py libicount.so: the instruction counter counts a program whose every instruction is known, and cuts the power
at exactly the instruction that it was told."""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PLUGIN = Path(sys.argv.pop(1)).resolve()
CUT = 86
# Memory at 0x80000000 is the file. Before the first marker: 3 instructions; the first span: 3; the loop: 4 a turn, 1000 turns.
PROGRAM = """
  .syntax unified
  .thumb
  .word 0x38001000, start + 1
start:
  movs r0, #0
  movs r1, #0x80
  lsls r1, r1, #24
  .inst.w 0xf3af8040
  nop
  bl callee
  .inst.w 0xf3af8041
  .inst.w 0xf3af8040
loop:
  adds r0, #1
  str r0, [r1]
  cmp.w r0, #1000
  bne loop
  .inst.w 0xf3af8041
  movs r0, #0x18
  ldr r1, =0x20026
  bkpt 0xab
  .ltorg
  .org 0x100
callee:
  bx lr
"""


class Counter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="redoubt-icount-")
        cls.scratch = Path(cls.folder.name)
        (cls.scratch / "program.S").write_text(PROGRAM, encoding="ascii")
        subprocess.run(["arm-none-eabi-gcc", "-mcpu=cortex-m33", "-nostdlib", "-Wl,-Ttext=0x10000000", "-Wl,--entry=0x10000009",
                        cls.scratch / "program.S", "-o", cls.scratch / "program.elf"], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_program(self, *options):
        """Returns QEMU's status, the counter's lines and the last number that the program stored."""
        memory, out = self.scratch / "memory", self.scratch / "out"
        memory.write_bytes(b"")
        with open(memory, "r+b") as file:
            file.truncate(16 << 20)
        plugin = ",".join([str(PLUGIN), f"out={out}", "range=LOW:10000000:10000100", "range=CALLEE:10000100:10000200", *options])
        result = subprocess.run(
            ["qemu-system-arm", "-M", "mps2-an521", "-display", "none", "-monitor", "none", "-serial", "null",
             "-semihosting-config", "enable=on,target=native", "-icount", "shift=0,sleep=off",
             "-object", f"memory-backend-file,id=nv,size=16M,mem-path={memory},share=on", "-machine", "memory-backend=nv",
             "-kernel", self.scratch / "program.elf", "-plugin", plugin],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        with open(memory, "rb") as file:
            stored = int.from_bytes(file.read(4), "little")
        return result.returncode, out.read_text(encoding="ascii").splitlines() if out.exists() else [], stored

    def test_every_figure(self):
        status, lines, stored = self.run_program()
        self.assertEqual((status, stored), (0, 1000))
        self.assertEqual(lines[:6], [
            "FIRST LOW cpu0 total=0",
            "MARK 0x40 cpu0 total=3 delta=3 LOW=3 CALLEE=0 other=0",
            "FIRST CALLEE cpu0 total=6",
            "MARK 0x41 cpu0 total=7 delta=4 LOW=3 CALLEE=1 other=0",
            "MARK 0x40 cpu0 total=8 delta=1 LOW=1 CALLEE=0 other=0",
            "MARK 0x41 cpu0 total=4009 delta=4001 LOW=4001 CALLEE=0 other=0",
        ])
        self.assertRegex(lines[6], r"^EXIT - cpu0 total=401[23] ")

    def test_cut_after_a_total(self):
        # The store of turn n is instruction 9 + 4 (n - 1) + 1, counted from 0: it has happened when one more was counted.
        for total in (1, 8, 9, 10, 11, 12, 14, 15, 16, 2000, 4008):
            status, lines, stored = self.run_program(f"cut_after={total}")
            with self.subTest(total=total):
                self.assertEqual(status, CUT)
                self.assertRegex(lines[-1], rf"^CUT - cpu0 total={total} ")
                self.assertEqual(stored, max(0, (total - 11 + 4) // 4))

    def test_cut_after_the_first_begin(self):
        for count in (1, 2, 3, 4, 5, 7, 8, 500):
            status, lines, stored = self.run_program(f"cut={count}")
            with self.subTest(count=count):
                self.assertEqual(status, CUT)
                self.assertEqual(int(re.search(r"total=(\d+)", lines[-1])[1]), 4 + count)
                self.assertEqual(stored, max(0, (4 + count - 11 + 4) // 4))

    def test_a_cut_that_is_never_reached(self):
        status, lines, stored = self.run_program("cut_after=100000")
        self.assertEqual((status, stored), (0, 1000))
        self.assertFalse(any(line.startswith("CUT") for line in lines))

    def test_wrong_options(self):
        for option in ("cut=0", "cut=-1", "cut=x", "cut=", "cut_after=0", "range=A:2:1", "range=A:1:1", "range=A:1", "range=A:1:2:3",
                       "range=A:g:h", "range=:1:2", "out=/nonexistent/folder/file", "unknown=1", "cut=99999999999999999999"):
            with self.subTest(option=option):
                status, _, stored = self.run_program(option)
                self.assertEqual((status, stored), (1, 0))


if __name__ == "__main__":
    unittest.main()
