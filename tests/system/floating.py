# SPDX-License-Identifier: BSD-3-Clause
"""floating.py BOARD SYSTEM...: calls by a non-secure thread with a pattern in each register of the FPU (and of MVE), and by one
that does not use them; a non-secure interrupt whose handler uses the FPU too comes at every instant. All registers are what
they were. In systems floatingN the services (floating/) use the FPU as well: theirs are, too, and nobody sees another's; then
the interrupt is a partition's, whose first-level handler uses it too."""
import re
import subprocess
import sys
from pathlib import Path

import rig
import steps

NULL = 0x40000106
GRAIN = {"mps3_an547": 4}  # ticker/timer.h
SFN, IPC, FLIH = 0x40000109, 0x4000010A, 0x4000010B  # FLOAT_SFN_HANDLE and so on
FOLDER = Path(__file__).resolve().parent


def sweep(checks, device, system, what, handle, request, uses, owner=0):
    mve = device.description.get("fpu") == "mve"
    status, lines = rig.attack(device, "floating", handle, int(mve), GRAIN.get(device.board, 1) if owner else 1, request, int(uses), owner, icount=True, timeout=240)
    name = f"{system}: {what}, by a thread that {'uses' if uses else 'does not use'} the FPU"
    checks.expect(f"{name}: every register is as it was", status == 0 and f"{rig.ENDS} 0" in lines, lines[-14:])
    inside = rig.number(lines, "taken" if owner else "interrupts of the secure side") or 0
    checks.expect(f"{name}: interrupts came while the secure side ran", inside > (500 if owner else 5), lines[-14:])
    print(f"{name}: {rig.number(lines, 'points')} points, {inside} interrupts of the secure side")


def hardware_loops(checks, board, system):
    """Where FPSCR.LTPSIZE is what the NSPE made it, LE faults, in a fault's handler for good."""
    code = subprocess.run(["arm-none-eabi-objdump", "-d", steps.folder(board, "spe") / "spe.elf"], capture_output=True, text=True,
                          check=True).stdout
    checks.expect(f"{system}: the secure image has code, and no hardware loop in it",
                  re.search(r"\tsvc\t|\tbxns\t", code) and not re.search(r"\t(le|letp)\t", code), re.findall(r".*\tletp?\t.*", code)[:5])


def test(checks, board, scratch):
    for system in sys.argv[2:]:
        floats = system.startswith("floating")
        counter = ["ticker/counter"] if board == "mps3_an547" else []
        steps.PARTITIONS = [FOLDER / name for name in ["floating/sfn", "floating/ipc", "floating/flih", *counter]] if floats else []
        rig.build(board, system)
        device = rig.new_device(board, scratch, name=system)
        if not floats:
            hardware_loops(checks, board, system)
        for uses in (True, False):
            if floats:
                sweep(checks, device, system, "SFN", SFN, 0, uses)
                sweep(checks, device, system, "SFN that calls IPC", SFN, 1, uses)
                sweep(checks, device, system, "IPC", IPC, 0, uses)
                sweep(checks, device, system, "first-level handler in SFN that calls IPC", SFN, 1, uses, FLIH)
            else:
                sweep(checks, device, system, "a call", NULL, 0, uses)


if __name__ == "__main__":
    rig.main(test, at_least=4 * len(sys.argv[2:]))
