# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt fault`: functions, files and lines below a device's report, and records in words."""
import os
import struct
import subprocess
import unittest

from tool import BOARD, TOOL, ToolTest

SOURCE = """static inline __attribute__((always_inline)) void fault(void) {
  __asm__ volatile("udf #0");
}
__attribute__((noinline)) int callee(int a) {
  __asm__ volatile("" : "+r"(a));
  fault();
  return a;
}
int caller(int a) {
  return callee(a) + 1;
}
"""
FORMAT = "<III4Bi16s5Ii8I6I9I"


def record(kind=0, exception=6, misuse=0, flags=2, instruction=0, link=0, cfsr=1 << 25):
    """A struct redoubt_fault (include/redoubt/platform.h)."""
    return struct.pack(FORMAT, struct.calcsize(FORMAT), 1, flags, kind, 0, exception, misuse, 6, b"FAULTY", instruction, 0, cfsr,
                       0, 0, 0, 0, 0, 0, 0, 0, link, 0, 0, 0xFFFFFFFD, 0, 0, 0, 0, 0, *[0] * 9)


class Fault(ToolTest):
    def setUp(self):
        super().setUp()
        (self.scratch / "code.c").write_text(SOURCE, encoding="utf-8")
        subprocess.run(["arm-none-eabi-gcc", "-mcpu=cortex-m33", "-mthumb", "-O1", "-g", "-nostdlib", "-Wl,-Ttext=0x10010000",
                        "-Wl,--entry=caller", "code.c", "-o", "code.elf"], cwd=self.scratch, check=True)
        listing = subprocess.run(["arm-none-eabi-objdump", "-d", "code.elf"], cwd=self.scratch, capture_output=True, text=True,
                                 check=True).stdout
        self.undefined = next(int(line.split(":")[0], 16) for line in listing.splitlines() if "udf" in line)
        self.call = next(int(line.split(":")[0], 16) for line in listing.splitlines() if "\tbl\t" in line)

    def explain(self, log, *options, status=0):
        return self.expect(status, "fault", "--elf", "code.elf", *options, stdin=log.encode())

    def test_report(self):
        log = ("[APP] attack begins\r\n"
               f"[SPM] FAULT: partition FAULTY (6) divided by zero, instruction {self.undefined:#010x} (CFSR 0x02000000 SFSR 0x0)\r\n"
               f"[SPM]   r0 0x00000000 r1 0x0 r2 0x0 r3 0x0 r12 0x0 lr {self.call + 5:#010x} pc {self.undefined:#010x} xpsr 0x0\r\n"
               "[SPM] the device resets\r\n")
        out, _ = self.explain(log)
        lines = out.splitlines()
        self.assertEqual([line for line in lines if line.startswith("[")], log.splitlines())
        self.assertTrue(lines[2].startswith("        in ") and "code.c:2, inlined into callee at code.c:6" in lines[2], lines[2])
        self.assertEqual(lines[4], "        called from caller at code.c:10")

    def test_misuse_names_the_call(self):
        out, _ = self.explain(f"[SPM] FAULT: partition A (1) called psa_panic(), before instruction {self.call + 4:#010x}\n")
        self.assertIn("in caller at code.c:10", out)

    def test_unknown_code(self):
        log = "[SPM] FAULT: the non-secure side read secure memory, instruction 0x00100000 (CFSR 0x0 SFSR 0x8)\n"
        self.assertEqual(self.explain(log)[0], log)
        log = "[SPM] FAULT: the SPM itself divided by zero, instruction unknown (CFSR 0x0 SFSR 0x8)\n"
        self.assertEqual(self.explain(log)[0], log)

    def test_log_file(self):
        log = f"[SPM] FAULT: x, instruction {self.undefined:#x} (CFSR 0x0)\n"
        (self.scratch / "log").write_text(log, encoding="utf-8")
        self.assertIn("code.c:2", self.expect(0, "fault", "--elf", "code.elf", "log")[0])
        self.expect(1, "fault", "nowhere")

    def test_record_in_the_log(self):
        data = record(instruction=self.undefined, link=self.call + 5).hex()
        lines = [f"FAULT {data[at:at + 64]}" for at in range(0, len(data), 64)]
        out, _ = self.explain("\n".join(["before", *lines, "after"]) + "\n")
        self.assertIn("partition FAULTY (6) divided by zero\n", out)
        self.assertIn("inlined into callee at code.c:6", out)
        self.assertIn("caller at code.c:10", out)
        self.assertTrue(out.endswith("after\n"))
        out, _ = self.explain("\n".join([*lines[:2], "something else", *lines]) + "\n")
        self.assertEqual(out.count("divided by zero"), 1, "the first one was cut short")

    def test_record_from_a_file(self):
        (self.scratch / "record").write_bytes(record(kind=1, misuse=0, instruction=self.call + 4))
        out, _ = self.expect(0, "fault", "--elf", "code.elf", "--record", "record")
        self.assertIn("partition FAULTY (6) called psa_panic()", out)
        self.assertIn("caller at code.c:10", out)
        out, _ = self.expect(0, "fault", "--record", "-", stdin=record(exception=26))
        self.assertIn("raised interrupt 10", out)
        out, _ = self.expect(0, "fault", "--board", BOARD, "--record", "-", stdin=record(exception=26))
        self.assertIn("touched a peripheral of the secure side", out)

    def test_wrong_records(self):
        for data in (b"", b"\0" * 152, record()[:-1], record() + b"x", b"RRFT" + bytes(252)):
            self.expect(1, "fault", "--record", "-", stdin=data)

    def test_without_addr2line(self):
        log = f"[SPM] FAULT: x, instruction {self.undefined:#x} (CFSR 0x0)\n"
        result = subprocess.run([TOOL, "fault", "--elf", "code.elf"], input=log.encode(), capture_output=True, check=False,
                                cwd=self.scratch, env=dict(os.environ, PATH="/nonexistent"))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.decode(), log, "the line itself goes through")
        self.assertIn("arm-none-eabi-addr2line is not on the PATH", result.stderr.decode())
        result = subprocess.run([TOOL, "fault"], input=log.encode(), capture_output=True, check=False, cwd=self.scratch,
                                env=dict(os.environ, PATH="/nonexistent"))
        self.assertEqual((result.returncode, result.stdout.decode()), (0, log), "without ELF files nothing is run")
        self.explain(log, "--addr2line", "false", status=1)


if __name__ == "__main__":
    unittest.main()
