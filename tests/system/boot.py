# SPDX-License-Identifier: BSD-3-Clause
"""boot.py BOARD: the rollback counter moves only when the non-secure app has confirmed; a SECURED device runs silently and
refuses the tests' keys, which every reader of this repository has."""
import hashlib
import zlib

import rig
import steps
from device import DEBUG_HALT_MAGIC
from images import load_key, public_der

SECURED = "secured"
REDACTED = 1 << 4  # include/redoubt/platform.h
PROVISIONED_SIZE, BOOT_KEY_HASH = 300, 148  # lib/provisioning/provisioning.hpp


def install(device, counter_spe, counter_nspe):
    device.update_images(device.sign("spe", rig.spe(device.board), "1.0.0", counter_spe),
                         device.sign("nspe", rig.app(device.board) / "attack.bin", "1.0.0", counter_nspe))


def boots(device, name):
    status, lines = rig.attack(device, name, timeout=30)
    return status == 0 and f"{rig.ENDS} 0" in lines, lines


def refused(device, who):
    status, lines = rig.attack(device, "idle", timeout=30)
    reason = f"[BL2] {who} refused: older security counter: rollback"
    return status is None and reason in lines and rig.BEGINS not in lines, lines


def test_rollback(checks, board, scratch):
    device = rig.new_device(board, scratch, name="rollback")
    checks.expect("version with counters 1", *boots(device, "idle"))
    install(device, 3, 4)
    checks.expect("update to counters 3 and 4 boots", *boots(device, "idle"))
    install(device, 1, 1)
    checks.expect("it did not confirm: the way back is open", *boots(device, "idle"))
    install(device, 3, 4)
    checks.expect("the update again, confirmed now", *boots(device, "confirm"))
    checks.expect("it boots again", *boots(device, "idle"))
    install(device, 2, 4)
    checks.expect("older SPE", *refused(device, "SPE"))
    install(device, 3, 3)
    checks.expect("older NSPE", *refused(device, "NSPE"))
    install(device, 3, 4)
    checks.expect("the same counters still boot", *boots(device, "confirm"))
    install(device, 5, 9)
    checks.expect("one newer", *boots(device, "idle"))
    install(device, 3, 4)
    checks.expect("not confirmed, so the confirmed one boots", *boots(device, "confirm"))


def silent(lines):
    return not any(line.startswith(("[BL2]", "[SPM]")) for line in lines)


def test_secured(checks, board, scratch):
    device = rig.new_device(board, scratch, "--lifecycle", SECURED, name="secured")
    status, lines = rig.attack(device, "idle", timeout=30)
    checks.expect("a SECURED device boots images of its own keys", status == 0 and f"{rig.ENDS} 0" in lines, lines)
    checks.expect("and says nothing", silent(lines), lines)
    ram = device.memory("spe_ram")[0]
    record, length = device.memory("fault_record")
    halt = ["-device", f"loader,addr={record + length - 4:#x},data={DEBUG_HALT_MAGIC:#x},data-len=4"]
    status, lines = rig.attack(device, "read", ram, 4, timeout=30)
    checks.expect("a fault resets it", status == 0 and rig.after_begin(lines) == [], lines)
    checks.expect("without a report", silent(lines), lines)
    status, lines = rig.attack(device, "read", ram, 4, timeout=30, then_report=True)
    fault = rig.told_fault(lines) or {}
    checks.expect("the next boot is told who and what", status == 0 and fault.get("nonsecure") == 1 and fault.get("sfsr") == 8, lines)
    own = ("size", "count", "flags", "nonsecure", "exception", "instruction", "cfsr", "hfsr", "sfsr")
    checks.expect("and nothing of the inside", fault and not any(value for name, value in fault.items() if name not in (*own, "name", "stack_ns"))
                  and fault["flags"] == REDACTED and not any(fault["stack_ns"]), [str(fault)])
    status, lines = rig.attack(device, "read", ram, 4, timeout=30, extra=halt)
    checks.expect("nor does it halt for a debugger", status == 0 and rig.after_begin(lines) == [], lines)
    with open(device.nv, "r+b") as nv:
        offset = int(device.description["nv"]["areas"]["slot_nspe"]["offset"], 0) + 0x500
        nv.seek(offset)
        byte = nv.read(1)
        nv.seek(offset)
        nv.write(bytes([byte[0] ^ 1]))
    status, lines = rig.attack(device, "idle", timeout=10)
    checks.expect("an altered image does not run", status is None and lines[:-1] == [], lines)
    later = rig.new_device(board, scratch, "--lifecycle", "non_psa_rot_debug", name="later")
    status, lines = rig.attack(later, "idle", timeout=30)
    checks.expect("a device of a later lifecycle is as silent", status == 0 and f"{rig.ENDS} 0" in lines and silent(lines), lines)


def trust_test_keys(device):
    """What the tool refuses to do: a factory's mistake, made by hand in the provisioned area. Returns the keys' files."""
    keys = [steps.ROOT / "tests" / "keys" / f"{slot}_test_key.pem" for slot in ("spe", "nspe")]
    with open(device.nv, "r+b") as nv:
        area = bytearray(nv.read(PROVISIONED_SIZE))
        for number, key in enumerate(keys):
            at = BOOT_KEY_HASH + 32 * number
            area[at:at + 32] = hashlib.sha256(public_der(load_key(key))).digest()
        area[-4:] = zlib.crc32(area[:-4]).to_bytes(4, "little")
        nv.seek(0)
        nv.write(area)
    return keys


def test_test_keys(checks, board, scratch):
    for lifecycle, may_run in (("psa_rot_provisioning", True), (SECURED, False)):
        device = rig.new_device(board, scratch, "--lifecycle", lifecycle, name=f"test-keys-{lifecycle}")
        for slot, key in zip(("spe", "nspe"), trust_test_keys(device)):
            device.key(slot).write_bytes(key.read_bytes())
        install(device, 1, 1)
        status, lines = rig.attack(device, "idle", timeout=10)
        ran = status == 0 and f"{rig.ENDS} 0" in lines
        checks.expect(f"the tests' keys in lifecycle {lifecycle}: {'run' if may_run else 'refused in silence'}",
                      ran if may_run else status is None and lines[:-1] == [], lines)
    device.nv.unlink()
    try:
        device.provision(device.path / "spe.signed.bin", device.path / "nspe.signed.bin", "--lifecycle", SECURED)
        message = "it made one"
    except steps.StepFailed as failure:
        message = str(failure)
    checks.expect("the tool makes no SECURED device with them", "must not trust the tests' fixed keys" in message, [message])


def test(checks, board, scratch):
    test_rollback(checks, board, scratch)
    test_secured(checks, board, scratch)
    test_test_keys(checks, board, scratch)


if __name__ == "__main__":
    rig.main(test, at_least=18)
