# SPDX-License-Identifier: BSD-3-Clause
"""tickers.py BOARD SYSTEM...: a secure partition's interrupt at every instant of calls, handled at first level in either model and
at second level by a partition that is more urgent than the called service, or less. Then a partition that leaves to non-secure
code with its stack pointer in another's memory before its interrupt comes. SYSTEM: a configuration, or :sfn or :ipc behind it for half of it."""
import sys
from pathlib import Path

import rig
import steps

TICKER = Path(__file__).resolve().parent / "ticker"
# The first level in the SFN model with the second one at a high priority, and so on: each board has these timers but no third.
HALVES = {"sfn": ["flih", "high"], "ipc": ["flih_ipc", "low"]}
SERVICES = ["ipc", "sfn"]
FIRST_LEVEL, SECOND_LEVEL = 0, 1
STACK_MISUSE = 23  # Misuse::kStack
NONSECURE_OFFSET = 300
GRAIN = {"mps3_an547": 4}  # ticker/timer.h


def build(board, system, half):
    others = [*HALVES[half], *SERVICES, *(["counter"] if board == "mps3_an547" else [])]
    # Stacks of level 1 lie in the other order. The relay's has to be above the one that is left for it: below it, setting SP faults.
    steps.PARTITIONS = [TICKER / name for name in (["relay", *others] if system == "ticker1" else [*others, "relay"])]
    rig.build(board, system)


def sweep(checks, device, what, level, offset, step):
    grain = GRAIN.get(device.board, 1)
    status, lines = rig.attack(device, "ticker", level, 1, step, offset, grain, icount=True, timeout=400)
    after = rig.after_begin(lines)
    count = {name: rig.number(lines, name) or 0
             for name in ("points", "interrupts", "of them between the owner's acts",
                          "handled during the request", "non-secure interrupts")}
    checks.expect(f"{what}: all is as without an interrupt", status == 0 and f"{rig.ENDS} 0" in lines, after or lines[-12:])
    checks.expect(f"{what}: thousands of points", count["points"] > 5000 / step, after)
    checks.expect(f"{what}: interrupts came", count["interrupts"] > 4000 / step, after)
    checks.expect(f"{what}: while the secure side ran", count["of them between the owner's acts"] > 500 / step, after)
    if offset:
        checks.expect(f"{what}: non-secure interrupts came too", count["non-secure interrupts"] > count["points"] // 2, after)
    print(f"{what}: {count}")
    return count["points"], count["handled during the request"]


def sweeps(checks, device, name, half, step):
    """Where the second level is the more urgent one, some interrupts are handled while the service has a request; else none."""
    points = 0
    for level in (FIRST_LEVEL, SECOND_LEVEL):
        for offset in (0, NONSECURE_OFFSET):
            what = f"{name}: {HALVES[half][level]}{', and non-secure interrupts' if offset else ''}"
            some, meanwhile = sweep(checks, device, what, level, offset, step if offset == 0 else 7 * step)
            points += some
            urgent = (half, level) == ("sfn", SECOND_LEVEL)
            checks.expect(f"{what}: by priority", (meanwhile > 100 / step / (7 if offset else 1)) if urgent else meanwhile == 0,
                          [f"{meanwhile} handled during the request"])
    return points


def escape(checks, device, name):
    """The SPM says that the partition has no such stack, and has written nothing there."""
    again = rig.copy_device(device, device.path.with_name(f"{device.path.name}-escape"))
    status, lines = rig.attack(again, "escape", 2000, then_again=True, icount=True, timeout=60)
    after = rig.after_begin(lines)
    report, complete = rig.report_of(after[1:])
    checks.expect(f"{name}: escape: one report, then a reset", complete and report[0].startswith("[SPM] FAULT: partition TICKER_FLIH"),
                  after)
    checks.expect(f"{name}: escape: for its stack, and the hardware found no fault",
                  bool(report) and "overflowed its stack" in report[0] and "CFSR" not in report[0], after)
    checks.expect(f"{name}: escape: nothing was written there", status == 0 and "[APP] words that are not painted 0" in lines,
                  lines[-12:])
    told = rig.copy_device(device, device.path.with_name(f"{device.path.name}-told"))
    status, lines = rig.attack(told, "escape", 2000, then_report=True, icount=True, timeout=60)
    fault = rig.told_fault(lines)
    checks.expect(f"{name}: escape: the record", fault is not None and (fault["name"], fault["misuse"]) == ("TICKER_FLIH", STACK_MISUSE),
                  lines[-12:])


def test(checks, board, scratch):
    points = 0
    for argument in sys.argv[2:]:
        system, _, only = argument.partition(":")
        for half in [only] if only else HALVES:
            build(board, system, half)
            name = f"{system}-{half}"
            device = rig.new_device(board, scratch, name=name)
            points += sweeps(checks, device, name, half, 1)
            escape(checks, device, name)
    print(f"{points} points")


if __name__ == "__main__":
    rig.main(test, at_least=26 * len(sys.argv[2:]))
