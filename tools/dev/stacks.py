# SPDX-License-Identifier: BSD-3-Clause
"""stacks.py BOARD [SYSTEM]: how much of its stack each partition used while the bench and the demo ran, into
build/report/stacks.json: {"SYSTEM@BOARD": {PARTITION or "SPM ...": {"size": bytes, "used": bytes}}}.

The device itself does nothing for it. It is stopped at the secure image's first instruction, when nobody has used a stack
yet, and each is filled with a pattern; at the program's end what is left of the pattern at a stack's low end was never used.
No interrupt falls into these runs: one of the non-secure side stacks 72 bytes more (with floating point 208) wherever it does."""
import json
import struct
import sys
import tempfile
from pathlib import Path

import gdbstub
import steps
from device import Device, challenge_file
from steps import BUILD, ROOT, StepFailed

REPORT = BUILD / "report" / "stacks.json"
PATTERN = 0xA5
APPS = {"bench": ROOT / "bench" / "app", "demo": ROOT / "examples" / "demo"}
UNIT = 32        # stacks are whole units of protection
SEAL = 8         # above the SPM's own stacks
SEMIHOSTING = struct.pack("<H", 0xBEAB)  # BKPT 0xAB
SYS_EXIT_EXTENDED = 0x20
MOST_STEPS = 64  # from an entry point into code that may read all stacks


def linked(board, scratch):
    """The audit of the image: where its stacks are, and its entry points."""
    folder = steps.folder(board, "spe")
    report = scratch / "audit.json"
    steps.redoubt("audit", "--add", folder / "generated" / "audit.json", "--elf", folder / "spe.elf",
                  "--map", folder / "spe.map", "-o", report, log=f"{board}-stacks")
    (audit,) = json.loads(report.read_text(encoding="utf-8")).values()
    return audit


def stacks_of(audit):
    """(name, base, size as it counts, bytes to fill) of each stack."""
    found = []
    for partition in audit["partitions"]:
        for place in partition["memory"]:
            if place["what"] == "stack":
                room = -(-partition["stack_size"] // UNIT) * UNIT
                found.append((partition["name"], int(place["base"], 0), partition["stack_size"],
                              min(room, int(place["size"], 0))))
    for place in audit["spm"]["memory"]:
        if place["what"].endswith("stack"):
            size = int(place["size"], 0) - SEAL
            found.append((f"SPM {place['what']}", int(place["base"], 0), size, size))
    if len([name for name, *_ in found if not name.startswith("SPM ")]) != len(audit["partitions"]):
        raise StepFailed("the image does not say where each partition's stack is")
    return found


def exits(device, image):
    """Where the program may end: each semihosting call in it, and harmless look-alikes among its data."""
    code = Path(image).read_bytes()
    base = device.memory("nspe_code")[0] + int(device.description["image_header_size"], 0)
    return [base + at for at in range(0, len(code) - 1, 2) if code[at:at + 2] == SEMIHOSTING]


def wait_for_exit(stub):
    """Until the program asks the emulator to end; returns its exit status."""
    while True:
        stub.go_on()
        if stub.register(0) == SYS_EXIT_EXTENDED:
            return struct.unpack("<II", stub.read(stub.register(1), 8))[1]
        stub.step()


def enter_secure_side(stub, audit, address):
    """The non-secure side cannot read the stacks, nor can a debugger while it runs: so it calls an entry point,
    up to where the secure side can."""
    stub.set_register(gdbstub.PC, int(audit["entry_points"][0]["address"], 0))
    for _ in range(MOST_STEPS):
        stub.step()
        try:
            stub.read(address, 4)
            return
        except gdbstub.Refused:
            pass
    raise StepFailed("the secure side's memory could not be read")


def used(memory):
    untouched = len(memory) - len(memory.lstrip(bytes([PATTERN])))
    return len(memory) - untouched


def last_lines(console):
    text = console.read_text(encoding="utf-8", errors="replace") if console.exists() else ""
    return "\n".join(text.splitlines()[-20:])


def run(device, audit, images, scratch, challenge=None):
    """Boots the device and returns what of each stack its program used. `images`: the secure one and the program."""
    stacks, name = stacks_of(audit), Path(images[1]).stem
    if challenge is None:
        challenge_file(challenge := scratch / "challenge.bin")
    entry = struct.unpack_from("<I", Path(images[0]).read_bytes(), 4)[0] & ~1
    try:
        with gdbstub.running(device, scratch, challenge=challenge) as stub:
            stub.stop_at(entry, *exits(device, images[1]))
            stub.go_on()
            for _, base, _, room in stacks:
                stub.write(base, bytes([PATTERN]) * room)
            status = wait_for_exit(stub)
            enter_secure_side(stub, audit, stacks[0][1])
            result = {stack: {"size": size, "used": min(size, used(stub.read(base, room)))}
                      for stack, base, size, room in stacks}
    except (gdbstub.Refused, OSError) as problem:
        raise StepFailed(f"the {name} did not come to its end under the debugger: {problem}\n"
                         + last_lines(scratch / "console")) from None
    if status != 0:
        raise StepFailed(f"the {name} ended with status {status} under the debugger")
    return result


def run_app(board, audit, name, source):
    spe = steps.folder(board, "spe") / "spe.bin"
    app = steps.build_nonsecure(board, source, name) / f"{name}.bin"
    with tempfile.TemporaryDirectory(prefix="redoubt-stacks-") as scratch:
        scratch = Path(scratch)
        device = Device(board, scratch / "device")
        device.path.mkdir()
        device.make_keys()
        device.provision(device.sign("spe", spe), device.sign("nspe", app))
        return run(device, audit, (spe, app), scratch)


def measure(board, apps=None):
    """Measures steps.SYSTEM on the board, unless its images are those of the last time."""
    apps = APPS if apps is None else apps
    inputs = [steps.folder(board, "bl2") / "bl2.elf", steps.folder(board, "spe") / "spe.bin"]
    inputs += [steps.build_nonsecure(board, source, name) / f"{name}.bin" for name, source in apps.items()]
    stamp = BUILD / "report" / f"stacks-{steps.SYSTEM}-{board}.sha256"
    current = steps.digest(*inputs)
    if REPORT.exists() and steps.is_current(stamp, current):
        return
    with tempfile.TemporaryDirectory(prefix="redoubt-audit-") as scratch:
        audit = linked(board, Path(scratch))
    most = {}
    for name, source in apps.items():
        for stack, figures in run_app(board, audit, name, source).items():
            if stack not in most or figures["used"] > most[stack]["used"]:
                most[stack] = figures
    report = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    report[f"{steps.SYSTEM}@{board}"] = most
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    steps.write_json(REPORT, report)
    stamp.write_text(current, encoding="utf-8")


def main():
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1] not in steps.BOARDS:
        print(f"usage: stacks.py {'|'.join(steps.BOARDS)} [SYSTEM]", file=sys.stderr)
        return 2
    steps.SYSTEM = sys.argv[2] if len(sys.argv) == 3 else steps.SYSTEM
    try:
        measure(sys.argv[1])
        print(json.dumps(json.loads(REPORT.read_text(encoding="utf-8"))[f"{steps.SYSTEM}@{sys.argv[1]}"], indent=2))
        return 0
    except StepFailed as failure:
        print(f"stacks.py: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
