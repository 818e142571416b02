# SPDX-License-Identifier: BSD-3-Clause
"""bench.py [BOARD...]: counts the instructions of the bench NSPE's cases into build/report/bench.json, for the demo and for the
systems that show what each model and isolation level costs. Systems are built and measured at the same time, if they changed."""
import concurrent.futures
import os
import struct
import sys
import tempfile
from pathlib import Path

import steps
from device import Device
from steps import BUILD, ROOT, StepFailed

PLUGIN = BUILD / "tools" / "bench" / "plugin" / "libicount.so"
REPORT = BUILD / "report" / "bench.json"
SYSTEMS = ["sfn1", "sfn2", "sfn3", "ipc1", "ipc2", "ipc3"]
SWEEPS = b"RDSWEEPS"  # the application has interrupts come at every instant of calls too


def ranges(device):
    """Address ranges of the three images' code, as the counter's buckets."""
    text = ""
    for name, region in (("BL2", "bl2_code"), ("S", "spe_code"), ("NS", "nspe_code")):
        base, size = device.memory(region)
        text += f",range={name}:{base:x}:{base + size:x}"
    return text


def run(board, images, marks, cases, size=0):
    """Boots the bench with the counter. `images`: the secure and the non-secure one. `size`: of the vectors of the one call that
    interrupts come into, 0: they come into all."""
    with tempfile.TemporaryDirectory(prefix="redoubt-bench-") as scratch:
        scratch = Path(scratch)
        device = Device(board, scratch / "device")
        device.path.mkdir()
        device.make_keys()
        device.provision(device.sign("spe", images[0]), device.sign("nspe", images[1]))
        (scratch / "command").write_bytes(SWEEPS + struct.pack("<I", size))
        status, lines = device.run(plugin=f"{PLUGIN},out={marks}{ranges(device)}", icount=True, challenge=scratch / "command",
                                   timeout=240)
    if status != 0:
        raise StepFailed("the bench did not finish; its output:\n" + "\n".join(lines[-20:]))
    cases.write_text("\n".join(lines) + "\n", encoding="utf-8")


def count(board, system):
    """A process of its own does this for each system: what it leaves are two files, and whether they are new."""
    steps.SYSTEM = system
    if system != "demo":
        steps.BOOTLOADER = "demo"
        steps.build_secure(board, system)
    folder = steps.build_nonsecure(board, ROOT / "bench" / "app", "bench")
    images = [steps.folder(board, "spe") / "spe.bin", folder / "bench.bin"]
    marks, cases, stamp = folder / "marks", folder / "cases", folder / "counted.sha256"
    current = steps.digest(steps.bootloader(board), *images, PLUGIN, steps.TOOL)
    if steps.is_current(stamp, current):
        return marks, cases, False
    run(board, images, marks, cases)
    stamp.write_text(current, encoding="utf-8")
    return marks, cases, True


def measure(*boards):
    """The images of the demo are built already."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    known = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        started = [(f"{system}@{board}", pool.submit(count, board, system)) for board in boards for system in ("demo", *SYSTEMS)]
        for name, future in started:
            marks, cases, is_new = future.result()
            if is_new or f'"{name}"' not in known:
                steps.redoubt("bench", "--add", name, "--marks", marks, "--cases", cases, "-o", REPORT, log="bench")


def main():
    try:
        measure(*(sys.argv[1:] or steps.BOARDS))
        return 0
    except StepFailed as failure:
        print(f"bench.py: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
