# SPDX-License-Identifier: BSD-3-Clause
"""faults.py BOARD: the non-secure side reaches for what is not its own, once per boot. Each attempt ends in exactly one
report, with the right words, address and instruction, and a reset; nothing after the attempt is executed."""
import re
import subprocess
from dataclasses import dataclass

import rig
import steps

REPORT = re.compile(r"\[SPM\] FAULT: (?P<who>the non-secure side|the SPM itself|partition \S+ \(\d+\)) (?P<what>.*?)"
                    r"(?: at (?P<address>0x[0-9A-F]{8}))?, instruction (?P<instruction>0x[0-9A-F]{8}|unknown) \(CFSR .*\)$")
NON_SECURE = "the non-secure side"
EITHER = f"{NON_SECURE}|the SPM itself"  # the hardware takes some of these faults on the secure side
UNDEFINED, SECURE_GATEWAY, BXNS, BLXNS, TTA, TT = range(6)


@dataclass
class Case:
    what: str            # of the report, a regular expression
    attack: str
    arguments: tuple
    name: str
    at: object = None    # the instruction's symbol or address; None: not to be told
    address: int = None  # what the report must say was touched, where the hardware tells
    who: str = NON_SECURE


def memory_cases(device):
    """Every kind of access to every place that is not the NSPE's."""
    ram, code, ram_alias, uart1, _, nv = rig.secure_places(device)
    alias = int(device.description["secure_alias"], 0)
    bl2, bl2_ram = device.memory("bl2_code")[0], device.memory("handoff")[0]
    nspe_code, nspe_ram = device.memory("nspe_code"), device.memory("nspe_ram")
    places = {"secure RAM": ram, "the bootloader's code": bl2 + 0x100, "the SPE's code": code, "the hand-off": bl2_ram,
              "secure RAM by its non-secure alias": ram_alias, "secure code by its non-secure alias": code & ~alias,
              "its own code by the secure alias": nspe_code[0] | alias, "its own RAM by the secure alias": nspe_ram[0] | alias,
              "a secure peripheral": uart1, "the security controller": 0x50080000, "the non-volatile memory": nv,
              "the slot of the SPE": nv + int(device.description["nv"]["areas"]["slot_spe"]["offset"], 0),
              "behind the end of its RAM": sum(nspe_ram)}
    for place, address in places.items():
        yield Case("read secure memory", "read", (address, 4), f"reads {place}", "insn_read")
        yield Case("wrote secure memory", "write", (address, 4, 0xFFFFFFFF), f"writes {place}", "insn_write")
    yield Case("read secure memory", "read", (ram + 3, 1), "reads a byte of secure RAM", "insn_read_byte")
    yield Case("read secure memory", "read", (ram - 0x400 + 2, 4), "reads secure RAM misaligned", "insn_read")
    yield Case("wrote secure memory", "write", (ram + 1, 1, 0), "writes a byte of secure RAM", "insn_write_byte")
    yield Case("(wrote|touched) secure memory", "write", (sum(nspe_ram) - 2, 4, 0), "writes over the end of its RAM", "insn_write")
    nowhere = 0x4F000000
    yield Case("read memory that is secure or does not exist", "read", (nowhere, 4), "reads where nothing is", "insn_read", nowhere)


def peripheral_cases(device):
    """By the non-secure alias the access goes through to the peripheral's guard, which tells by an interrupt."""
    uart1 = rig.PERIPHERALS[device.board]["uart1"]
    for number, attack, word in ((0, "read", "reads"), (1, "write", "writes")):
        yield Case("(touched|read|wrote) a peripheral of the secure side", attack, (uart1, 4, 0x55),
                   f"{word} UART1 by its non-secure alias", None)


def jump_cases(device, veneers):
    branched = "branched into secure memory where there is no entry point"
    ram, code, ram_alias, _, _, nv = rig.secure_places(device)
    gate = min(veneers.values())
    bl2 = device.memory("bl2_code")[0]
    targets = {"the SPE's code": code | 1, "the bootloader": bl2 + 0x101, "secure RAM": ram | 1, "the middle of an entry": gate + 4 | 1,
               "behind the last entry": max(veneers.values()) + 0x21, "secure RAM by its non-secure alias": ram_alias | 1,
               "the non-volatile memory": nv | 1}
    for place, target in targets.items():
        for way, word in ((0, "jumps"), (1, "calls")):
            yield Case(branched, "jump", (target, way), f"{word} into {place}", target & ~1)
    yield Case(branched, "jump", (gate & ~1, 0), "enters without the Thumb bit", gate & ~1)


def instruction_cases(device):
    code = rig.secure_places(device)[1]
    undefined = "executed an undefined instruction"
    yield Case(undefined, "instruction", (UNDEFINED, 0), "executes UDF", "insn_undefined")
    yield Case(undefined, "instruction", (BXNS, code | 1), "executes BXNS", "insn_bxns")
    yield Case(undefined, "instruction", (BLXNS, code | 1), "executes BLXNS", "insn_blxns+2")
    yield Case(undefined, "instruction", (TTA, code), "executes TTA", "insn_test_target_alternate")


def return_cases():
    """EXC_RETURN, forged by a handler: S (bit 6) a secure frame, ES (bit 0) a secure exception, SPSEL (bit 2) the process
    stack, DCRS (bit 5) all registers stacked. From an interrupt of the NSPE itself, then from one of a call, where
    0xFFFFFFF8 and 0xFFFFFFFC lead to the true frame."""
    frame = "returned to the secure side through a forged stack frame"
    value = "returned from an exception with a forged return value"
    for ticks, when in ((0, "its own code"), (170, "a secure call")):
        for forged in (0xFFFFFFF8, 0xFFFFFFFC) if ticks == 0 else ():
            yield Case(frame, "exception_return", (forged, ticks), f"forges EXC_RETURN {forged:#x}, interrupting {when}", who=EITHER)
        for forged in (0xFFFFFFD8, 0xFFFFFFDC, 0xFFFFFFB9, 0xFFFFFFF9, 0xFFFFFFFD, 0xFFFFFFF1):
            yield Case(f"{value}|{frame}", "exception_return", (forged, ticks), f"forges EXC_RETURN {forged:#x}, interrupting {when}",
                       who=EITHER)
    for forged in (0xFEFFFFFF, 0xFEFFFFFE):
        yield Case("returned .*", "jump", (forged, 0), f"forges FNC_RETURN {forged:#x}", who=EITHER)


def place_of(elf, at):
    if isinstance(at, int):
        return at
    name, _, offset = at.partition("+")
    return rig.symbol(elf, name) + int(offset or 0)


def told_right(fault, seen, report):
    """What the next boot's NSPE was told is what the console said."""
    if fault is None or fault["kind"] != 0 or fault["count"] != 1 or fault["nonsecure"] != (seen["who"] == NON_SECURE):
        return False
    registers = rig.registers(report, "r0")
    told = all(fault[name] == value for name, value in registers.items())
    told = told and fault["instruction"] == (0 if seen["instruction"] == "unknown" else int(seen["instruction"], 0))
    return told and (seen["address"] is None or fault["address"] == int(seen["address"], 0))


def check(checks, device, case, elf):
    status, lines = rig.attack(device, case.attack, *case.arguments, icount=case.attack == "exception_return", timeout=30,
                               then_report=True)
    after = rig.after_begin(lines)
    report, nothing_else = rig.report_of(after)
    reports = [match for match in map(REPORT.match, after) if match]
    right = len(reports) == 1 and re.fullmatch(case.what, reports[0]["what"]) and re.fullmatch(case.who, reports[0]["who"])
    if right and case.at is not None:
        right = reports[0]["instruction"] == f"0x{place_of(elf, case.at):08X}"
    if right and case.address is not None:
        right = reports[0]["address"] == f"0x{case.address:08X}"
    checks.expect(f"{case.name}: {case.who} {case.what}", right, after or lines[-6:])
    checks.expect(f"{case.name}: then the device resets and nothing else happens", status == 0 and nothing_else, after or lines[-6:])
    checks.expect(f"{case.name}: the next boot is told", right and told_right(rig.told_fault(lines), reports[0], report),
                  after or lines[-6:])


def veneers_of(board):
    listing = subprocess.run(["arm-none-eabi-nm", steps.folder(board, "spe") / "veneers.o"], capture_output=True, text=True, check=True)
    return {line.split()[2]: int(line.split()[0], 16) & ~1 for line in listing.stdout.splitlines() if len(line.split()) == 3}


def test(checks, board, scratch):
    device = rig.new_device(board, scratch)
    elf = rig.app(board) / "attack"
    cases = [*memory_cases(device), *peripheral_cases(device), *jump_cases(device, veneers_of(board)), *instruction_cases(device),
             *return_cases(), Case("(wrote|touched|stacked into) .*", "stack_overflow", (), "overflows its stack")]
    for case in cases:
        check(checks, device, case, elf)
    for operand, name in ((SECURE_GATEWAY, "SG in its own code"), (TT, "TT of secure memory")):
        status, lines = rig.attack(device, "instruction", operand, rig.secure_places(device)[0], timeout=30)
        checks.expect(f"executes {name}: no effect, nothing learned", status == 0 and f"{rig.ENDS} 0" in lines, lines[-6:])
    left_behind = 0
    for ticks in range(40, 400, 24):
        status, lines = rig.attack(device, "abandon", ticks, icount=True, timeout=30)
        checks.expect(f"leaves a call behind after {ticks} ticks: refused until the next reset", status == 0, lines[-6:])
        left_behind += rig.number(lines, "calls left behind") or 0
    checks.expect("some calls were left behind in the secure side", left_behind > 3)


if __name__ == "__main__":
    rig.main(test, at_least=220)
