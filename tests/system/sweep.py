# SPDX-License-Identifier: BSD-3-Clause
"""sweep.py BOARD: a non-secure interrupt at every instant of a call. Its handler makes a PSA call itself, or changes what
the call works on. Under icount the instants are exact and each run is the same."""
import rig

BUSY = 131
# (number in the app, name, ticks of the first point, step in ticks). A tick is less than an instruction: step 1 leaves
# out none. The longest calls are swept in steps that have no factor in common with their loops.
CALLS = [(0, "psa_framework_version", 1, 1), (1, "psa_version", 1, 1), (2, "null_0_0", 1, 1), (3, "null_64_64", 1, 1),
         (4, "null with four vectors", 1, 1), (5, "bad handle", 1, 1), (6, "psa_generate_random", 1, 7),
         (7, "psa_hash_compute", 1, 11), (8, "psa_its_get", 1, 1), (9, "psa_its_set", 1, 7)]
SECURE_AT_LEAST = {"psa_framework_version": 1}  # it has 3 instructions there
CHANGES = ["data", "input's address", "input's length", "output's address", "output's length", "all of these"]


def test(checks, board, scratch):
    device = rig.new_device(board, scratch)
    points = inside = 0
    for number, name, first, step in CALLS:
        status, lines = rig.attack(device, "sweep", number, first, step, BUSY, icount=True, timeout=300)
        checks.expect(f"sweep of {name}", status == 0 and f"{rig.ENDS} 0" in lines, lines[-16:])
        points += rig.number(lines, "points") or 0
        inside += rig.number(lines, "interrupts of the secure side") or 0
        checks.expect(f"sweep of {name}: interrupts came while the secure side ran",
                      (rig.number(lines, "interrupts of the secure side") or 0) >= SECURE_AT_LEAST.get(name, 10), lines[-16:])
    secret = device.memory("spe_ram")[0] + 0x400
    for number, name in enumerate(CHANGES):
        status, lines = rig.attack(device, "race", number, secret, 1, 1, icount=True, timeout=120)
        checks.expect(f"race: {name} changed during the call", status == 0 and f"{rig.ENDS} 0" in lines, lines[-12:])
        if name == "data":
            checks.expect("race: some results were half old, half new",
                          (rig.number(lines, "results half old, half new") or 0) > 0, lines[-12:])
        points += rig.number(lines, "points") or 0
    print(f"{points} points, {inside} interrupts of the secure side")
    checks.expect("thousands of points", points > 5000)


if __name__ == "__main__":
    rig.main(test, at_least=2 * len(CALLS) + len(CHANGES) + 2)
