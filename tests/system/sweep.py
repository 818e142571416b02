# SPDX-License-Identifier: BSD-3-Clause
"""sweep.py BOARD SYSTEM...: a non-secure interrupt at every instant of a call. Its handler makes a PSA call itself, or changes
what the call works on, or another thread runs that calls too. Under icount the instants are exact and each run is the same."""
import sys

import rig

BUSY = 131
# name: (number in the app, step in ticks). A tick is less than an instruction: step 1 leaves out none. The longest calls are
# swept in steps that have no factor in common with their loops.
CALLS = {"psa_framework_version": (0, 1), "psa_version": (1, 1), "null_0_0": (2, 1), "null_64_64": (3, 1),
         "null with four vectors": (4, 1), "bad handle": (5, 1), "connect, call, close": (6, 1)}
SERVICES = {"psa_generate_random": (16, 7), "psa_hash_compute": (17, 11), "psa_its_get": (18, 1), "psa_its_set": (19, 7)}
SYSTEMS = {"demo": CALLS | SERVICES, "unprivileged": CALLS | {"psa_its_get": (18, 3), "psa_its_set": (19, 23)}}
SECURE_AT_LEAST = {"psa_framework_version": 1}  # it has 3 instructions there
CHANGES = ["data", "input's address", "input's length", "output's address", "output's length", "all of these"]


def sweep_calls(checks, device, system):
    points = inside = 0
    for name, (number, step) in SYSTEMS.get(system, CALLS).items():
        status, lines = rig.attack(device, "sweep", number, 1, step, BUSY, icount=True, timeout=300)
        checks.expect(f"{system}: sweep of {name}", status == 0 and f"{rig.ENDS} 0" in lines, lines[-16:])
        points += rig.number(lines, "points") or 0
        secure = rig.number(lines, "interrupts of the secure side") or 0
        checks.expect(f"{system}: sweep of {name}: interrupts came while the secure side ran",
                      secure >= SECURE_AT_LEAST.get(name, 10), lines[-16:])
        inside += secure
    return points, inside


def sweep_races(checks, device, system):
    points, secret = 0, device.memory("spe_ram")[0] + 0x400
    for number, name in enumerate(CHANGES):
        status, lines = rig.attack(device, "race", number, secret, 1, 1, icount=True, timeout=120)
        checks.expect(f"{system}: race: {name} changed during the call", status == 0 and f"{rig.ENDS} 0" in lines, lines[-12:])
        points += rig.number(lines, "points") or 0
        if name == "data" and system == "demo":  # elsewhere the copy of so few bytes is not interrupted
            checks.expect("race: some results were half old, half new",
                          (rig.number(lines, "results half old, half new") or 0) > 0, lines[-12:])
    return points


def sweep_threads(checks, device, system):
    points = 0
    for name, (number, step) in CALLS.items():
        if name == "psa_framework_version":
            continue
        status, lines = rig.attack(device, "threads", number, 1, step, icount=True, timeout=300)
        checks.expect(f"{system}: threads: another one calls in the middle of {name}", status == 0 and f"{rig.ENDS} 0" in lines,
                      lines[-12:])
        checks.expect(f"{system}: threads: it was refused in {name}",
                      (rig.number(lines, "calls of the other thread that were refused") or 0) > 30, lines[-12:])
        points += rig.number(lines, "points") or 0
    return points


def test(checks, board, scratch):
    for system in sys.argv[2:]:
        rig.build(board, system)
        device = rig.new_device(board, scratch, name=system)
        points, inside = sweep_calls(checks, device, system)
        points += sweep_races(checks, device, system) + sweep_threads(checks, device, system)
        print(f"{system}: {points} points, {inside} interrupts of the secure side")
        checks.expect(f"{system}: thousands of points", points > 10000)


if __name__ == "__main__":
    rig.main(test, at_least=(4 * len(CALLS) + len(CHANGES) - 1) * len(sys.argv[2:]))
