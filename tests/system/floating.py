# SPDX-License-Identifier: BSD-3-Clause
"""floating.py BOARD SYSTEM...: a non-secure thread with a pattern in each register of the FPU (and of MVE) calls a service, a
non-secure interrupt whose handler uses the FPU too comes at every instant. All registers are what they were."""
import sys

import rig
import steps

NULL = 0x40000106


def test(checks, board, scratch):
    for system in sys.argv[2:]:
        steps.SYSTEM = system
        with rig.building(board):
            steps.build_secure(board, system)
        device = rig.new_device(board, scratch, name=system)
        mve = device.description.get("fpu") == "mve"
        status, lines = rig.attack(device, "floating", NULL, int(mve), 1, icount=True, timeout=240)
        checks.expect(f"{system}: every register is as it was", status == 0 and f"{rig.ENDS} 0" in lines, lines[-14:])
        checks.expect(f"{system}: interrupts came while the secure side ran",
                      (rig.number(lines, "interrupts of the secure side") or 0) > 5, lines[-14:])
        print(system, [line for line in lines if "points" in line or "interrupts" in line])


if __name__ == "__main__":
    rig.main(test, at_least=2 * len(sys.argv[2:]))
