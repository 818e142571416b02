# SPDX-License-Identifier: BSD-3-Clause
"""calls.py BOARD: calls that lie (vectors, counts, types, handles), every entry with nonsense in all registers, and calls
from a handler."""
import rig

BUSY = -131


def expect_clean(checks, device, name, *arguments, **options):
    status, lines = rig.attack(device, name, *arguments, **options)
    checks.expect(f"{name}: every call has the right outcome", status == 0 and f"{rig.ENDS} 0" in lines, lines[-20:])
    checks.expect(f"{name}: no fault", not any("fault" in line for line in rig.after_begin(lines)), lines[-20:])
    return lines


def test(checks, board, scratch):
    device = rig.new_device(board, scratch)
    places = rig.secure_places(device)
    lines = expect_clean(checks, device, "vectors", *places)
    checks.expect("vectors: hundreds of calls", (rig.number(lines, "calls checked") or 0) > 300, lines[-4:])
    lines = expect_clean(checks, device, "entries", *places, timeout=120)
    checks.expect("entries: there are some, all tried", (rig.number(lines, "entries") or 0) >= 3, lines[-8:])
    expect_clean(checks, device, "handler_call", -BUSY)
    expect_clean(checks, device, "settings")


if __name__ == "__main__":
    rig.main(test, at_least=10)
