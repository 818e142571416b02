# SPDX-License-Identifier: BSD-3-Clause
"""restart.py BOARD: with CONFIG_SPM_RESTART_PARTITIONS a partition that faults is started anew (system restart). Its client gets an
error, it serves the next request, the others go on, and what is stored stays."""
import re

import rig
import steps

steps.SYSTEM = "restart"  # before anything is built: this test's images have folders of their own

FAULTY, NULL = 0x40000107, 0x40000106
FPUS = ["none", "fp", "mve"]
REPORT = re.compile(r"\[SPM\] FAULT: partition FAULTY \(6\) .*")
ANEW = "[SPM] partition FAULTY is started anew"


def test(checks, board, scratch):
    with rig.building(board):
        steps.build_secure(board, steps.SYSTEM)
    device = rig.new_device(board, scratch)
    status, lines = rig.attack(device, "records", 0, 3)
    checks.expect("something is stored", status == 0, lines[-6:])
    requests = 22
    fpu = FPUS.index(device.description.get("fpu", "none"))
    faults = 2 * (requests - 1) - 1 if fpu else requests - 1  # also by a thread that uses the FPU, but for one that needs an input
    status, lines = rig.attack(device, "restarts", FAULTY, requests, device.memory("nspe_ram")[0] + 0x1000, NULL, fpu, timeout=60)
    after = rig.after_begin(lines)
    checks.expect("all clients got their error, the partitions went on", status == 0 and f"{rig.ENDS} 0" in lines, after or lines[-6:])
    checks.expect("each fault was reported", sum(bool(REPORT.fullmatch(line)) for line in after) == faults, after)
    checks.expect("each time the partition was started anew", after.count(ANEW) == faults, after)
    checks.expect("the device did not reset", "[SPM] the device resets" not in after, after[-6:])
    status, lines = rig.attack(device, "records", 3, 0)
    kept = [line for line in lines if line.startswith("RECORD ") and " operation " in line]
    checks.expect("after all of it the stored data is intact", status == 0 and len(kept) == 3, lines[-10:])


if __name__ == "__main__":
    rig.main(test, at_least=6)
