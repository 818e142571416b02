# SPDX-License-Identifier: BSD-3-Clause
"""What the system tests share: the hostile NSPE (app/), devices to run it on, and expectations with a name."""
import contextlib
import fcntl
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import steps
from device import Device

APP = Path(__file__).resolve().parent / "app"
PLUGIN = steps.BUILD / "tools" / "bench" / "plugin" / "libicount.so"
BEGINS, ENDS = "[APP] attack begins", "[APP] attack ends"
SURVIVED = 10


class Failed(Exception):
    """An expectation was not met."""


class Checks:
    """Counts what was expected, shows what was not met, and gives the exit status."""

    def __init__(self):
        self.passed = self.failed = 0

    def expect(self, what, condition, evidence=()):
        if condition:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED: {what}")
        for line in evidence:
            print(f"    {line}")
        sys.stdout.flush()

    def finish(self, at_least):
        """`at_least`: a run that checked less has a fault of its own."""
        print(f"{self.passed} as expected, {self.failed} not")
        if self.passed + self.failed < at_least:
            print(f"FAILED: only {self.passed + self.failed} checks were made, at least {at_least} were to be")
            return 1
        return 1 if self.failed else 0


@contextlib.contextmanager
def building(board):
    """Tests that run at the same time build in the same folders: one after the other."""
    folder = steps.folder(board, "attack").parent
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "building.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def app(board):
    """Builds the hostile NSPE, once, however many tests ask at the same time."""
    with building(board):
        return steps.build_nonsecure(board, APP, "attack")


def build(board, system):
    """Has the test boot that system from now on. The bootloader is the demo's, which ./test has built, as is the demo."""
    steps.SYSTEM, steps.BOOTLOADER = system, None if system == "demo" else "demo"
    if system != "demo":
        with building(board):
            steps.build_secure(board, system)


def spe(board):
    return steps.folder(board, "spe") / "spe.bin"


def new_device(board, scratch, *options, name="device", version="0.1.0", counter=1):
    """A device of its own keys with the hostile NSPE in it."""
    device = Device(board, Path(scratch) / name)
    device.path.mkdir(parents=True)
    device.make_keys()
    device.provision(device.sign("spe", spe(board), version, counter),
                     device.sign("nspe", app(board) / "attack.bin", version, counter), *options)
    return device


def copy_device(device, path):
    """Its memory in another state: the same keys and identity."""
    twin = Device(device.board, path)
    twin.path.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "--sparse=always", device.nv, twin.nv], check=True)
    return twin


def attack(device, name, *arguments, then_report=False, then_again=False, **options):
    """Boots the device with a command for its hostile NSPE; returns exit status and lines. `then_report`: after a fault the
    device starts again, and its NSPE shows what the platform service knows of that. `then_again`: it gets the same command."""
    words = [value & 0xFFFFFFFF for value in arguments] + [0] * (6 - len(arguments))
    with tempfile.NamedTemporaryFile(dir=device.path, suffix=".command") as command:
        command.write(struct.pack("<8s32s6I", b"RDREPORT" if then_report else b"RDATTACK", name.encode(), *words))
        command.flush()
        return device.run(challenge=command.name, reboot=then_report or then_again, **options)


def after_begin(lines):
    """What was said since the attack began."""
    return lines[lines.index(BEGINS) + 1:] if BEGINS in lines else []


RESETS = "[SPM] the device resets"


def report_of(after):
    """The lines of a fault's report, and whether nothing else was said until the reset."""
    end = after.index(RESETS) if RESETS in after else len(after)
    return after[:end], end < len(after) and end > 1 and all(line.startswith("[SPM]   ") for line in after[1:end])


def registers(report, first):
    """The values of the report's line that begins with the register `first`, by name."""
    found = [line.split()[1:] for line in report if line.startswith(f"[SPM]   {first} ")]
    return {name: int(value, 16) for name, value in zip(found[0][::2], found[0][1::2])} if len(found) == 1 else {}


FAULT_FORMAT = "<III4Bi16s5Ii8I6I9I"
FAULT_FIELDS = ("size count flags kind nonsecure exception misuse partition name instruction address cfsr hfsr sfsr detail r0 r1 r2 r3"
                " r12 lr pc xpsr exc_return msp psp msp_ns psp_ns control_ns").split()


def told_fault(lines):
    """The struct redoubt_fault that the NSPE got, by member; stack_ns: a list. None: it got none, or was not started."""
    record = bytes.fromhex("".join(line[6:] for line in lines if line.startswith("FAULT ")))
    if len(record) != struct.calcsize(FAULT_FORMAT):
        return None
    values = struct.unpack(FAULT_FORMAT, record)
    fault = dict(zip(FAULT_FIELDS, values), stack_ns=list(values[len(FAULT_FIELDS):]))
    fault["name"] = fault["name"].rstrip(b"\0").decode()
    return fault


def number(lines, what):
    """The number in "[APP] <what> <number>", or None."""
    prefix = f"[APP] {what} "
    found = [line for line in lines if line.startswith(prefix)]
    return int(found[-1][len(prefix):]) if found else None


def symbol(elf, name):
    listing = subprocess.run(["arm-none-eabi-nm", elf], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        address, _, found = line.split(maxsplit=2) if line.count(" ") >= 2 else ("0", "", "")
        if found == name:
            return int(address, 16) & ~1
    raise Failed(f"{elf} has no symbol {name}")


def secure_places(device):
    """Addresses that are not the NSPE's: secure RAM and code, RAM by its NS alias, a secure and a non-secure peripheral,
    and the non-volatile memory."""
    ram, code = device.memory("spe_ram")[0], device.memory("spe_code")[0]
    alias = int(device.description["secure_alias"], 0)
    peripherals = PERIPHERALS[device.board]
    return ram + 0x400, code + 0x400, (ram & ~alias) + 0x400, peripherals["uart1_secure"], peripherals["uart0"], \
        int(device.description["nv"]["base"], 0)


PERIPHERALS = {
    "mps2_an505": {"uart0": 0x40200000, "uart1": 0x40201000, "uart1_secure": 0x50201000},
    "mps2_an521": {"uart0": 0x40200000, "uart1": 0x40201000, "uart1_secure": 0x50201000},
    "mps3_an547": {"uart0": 0x49303000, "uart1": 0x49304000, "uart1_secure": 0x59304000},
}


def main(test, at_least):
    """Runs test(checks, board, scratch) for the board that the command line names."""
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="redoubt-system-") as scratch:
        try:
            test(checks, sys.argv[1], Path(scratch))
        except (Failed, steps.StepFailed) as failure:
            print(f"FAILED: {failure}")
            sys.exit(1)
    sys.exit(checks.finish(at_least))
