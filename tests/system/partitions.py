# SPDX-License-Identifier: BSD-3-Clause
"""partitions.py BOARD [SYSTEM]: a secure partition breaks a rule (services/faulty, in the system faulty or another). One report
names the partition, what it did and where, and the device resets with its stored data intact. The next boot's NSPE is told the same."""
import re
import subprocess
import sys

import rig
import steps

steps.SYSTEM = sys.argv[2] if len(sys.argv) > 2 else "faulty"  # before anything is built: this test's images have folders of their own

HANDLE = 0x40000107
REPORT = re.compile(r"\[SPM\] FAULT: partition FAULTY \(6\) (?P<what>.*?)(?: at (?P<address>0x[0-9A-F]{8}))?(?:, value 0x[0-9A-F]{8})?"
                    r", (?:before )?instruction (?P<instruction>0x[0-9A-F]{8})(?: \(CFSR 0x[0-9A-F]{8} SFSR 0x[0-9A-F]{8}\))?")
# request type (services/faulty/faulty.h): what the report says, and the address that it names: a memory, a number or None
FAULTS = {
    1: ("read memory that it has no right to", 0),
    2: ("wrote memory that it has no right to", "spe_code"),
    3: ("wrote memory that it has no right to", "spe_code"),
    4: ("executed memory that is not for code", None),
    5: ("left the secure side by a branch that is no exit", None),
    6: ("overflowed its stack", None),
    7: ("executed an undefined instruction", None),
    8: ("divided by zero", None),
    9: ("used a coprocessor or the FPU, which is off", None),
    10: ("wrote memory that it has no right to", "handoff"),
    11: ("called psa_panic()", None),
    12: ("used a message handle that is not its current message's", None),
    13: ("wrote more than the client's vector holds", None),
    14: ("gave a buffer that is not its memory", None),
    15: ("called a service with a handle that it may not use", None),
}
SVCS = range(16, 21)  # the SPM's own
FLOATING_POINT = 9
JUMPS = (4, 5)  # the report names where they went


def in_place(device, address, place):
    if address is None:
        return False
    if isinstance(place, int):
        return int(address, 0) == place
    base, size = device.memory(place)
    return base <= int(address, 0) < base + size


def told_right(fault, seen, report):
    """What the NSPE was told is what the console said."""
    if fault is None or (fault["name"], fault["partition"], fault["nonsecure"], fault["count"]) != ("FAULTY", 6, 0, 1):
        return False
    registers, pointers = rig.registers(report, "r0"), rig.registers(report, "EXC_RETURN")
    told = all(fault[name] == value for name, value in registers.items())
    told = told and all(fault[name.lower()] == value for name, value in pointers.items()) and len(pointers) == 6
    told = told and fault["instruction"] == int(seen["instruction"], 0)
    is_misuse = "before instruction" in seen[0]
    told = told and fault["kind"] == is_misuse and (seen["address"] is None or fault["address"] == int(seen["address"], 0))
    # A misuse has them where the partition enters the SPM by an exception, a stack that overflowed where there was room.
    told = told and (bool(registers) or is_misuse or "overflowed" in seen["what"])
    return told and f"0x{fault['stack_ns'][8]:08X}" in report[-1]


def explained(board, lines):
    """The console with functions, files and lines."""
    return subprocess.run([steps.TOOL, "fault", "--elf", steps.folder(board, "spe") / "spe.elf"], input="\n".join(lines) + "\n",
                          capture_output=True, text=True, check=True).stdout.splitlines()


def test(checks, board, scratch):
    with rig.building(board):
        steps.build_secure(board, steps.SYSTEM)
    device = rig.new_device(board, scratch)
    status, lines = rig.attack(device, "records", 0, 3)
    checks.expect("something is stored", status == 0, lines[-6:])
    status, lines = rig.attack(device, "partition", HANDLE, 0, 0)
    checks.expect("the partition works", status == 0, lines[-6:])
    for request in SVCS:
        FAULTS[request] = ("raised an exception that it has no handler for" if steps.SYSTEM == "faulty"
                           else "asked the SPM for something that does not exist", None)
    code, size = device.memory("spe_code")
    for request, (what, place) in FAULTS.items():
        if request == FLOATING_POINT and steps.SYSTEM == "faulty" and device.description.get("fpu", "none") != "none":
            continue  # privileged code reaches the FPU that the gate saves for the NSPE
        status, lines = rig.attack(device, "partition", HANDLE, request, device.memory("nspe_ram")[0] + 0x1000, timeout=30,
                                   then_report=True)
        after = rig.after_begin(lines)
        report, nothing_else = rig.report_of(after)
        reports = [match for match in map(REPORT.fullmatch, after) if match]
        right = len(reports) == 1 and reports[0]["what"] == what
        right = right and (place is None or in_place(device, reports[0]["address"], place))
        checks.expect(f"request {request}: partition FAULTY (6) {what}", right, after or lines[-6:])
        if request not in JUMPS:
            checks.expect(f"request {request}: by an instruction of the SPE",
                          right and code <= int(reports[0]["instruction"], 0) < code + size, after)
            checks.expect(f"request {request}: of services/faulty", any(
                "services/faulty/server.cpp:" in line for line in explained(board, after) if line.startswith("        in ")), after)
        checks.expect(f"request {request}: then the device resets", status == 0 and nothing_else, after or lines[-6:])
        checks.expect(f"request {request}: the next boot is told", right and told_right(rig.told_fault(lines), reports[0], report),
                      after or lines[-6:])
    status, lines = rig.attack(device, "records", 3, 0)
    kept = [line for line in lines if line.startswith("RECORD ") and " operation " in line]
    checks.expect("after all of it the stored data is intact", status == 0 and len(kept) == 3, lines[-10:])


if __name__ == "__main__":
    rig.main(test, at_least=94)
