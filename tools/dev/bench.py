# SPDX-License-Identifier: BSD-3-Clause
"""Counts the instructions of the bench NSPE's cases on one board and adds them to build/report/bench.json."""
import tempfile
from pathlib import Path

import steps
from device import Device
from steps import BUILD, ROOT, SYSTEM, StepFailed

PLUGIN = BUILD / "tools" / "bench" / "plugin" / "libicount.so"


def ranges(device):
    """Address ranges of the three images' code, as the counter's buckets."""
    text = ""
    for name, region in (("BL2", "bl2_code"), ("S", "spe_code"), ("NS", "nspe_code")):
        base, size = device.memory(region)
        text += f",range={name}:{base:x}:{base + size:x}"
    return text


def measure(board):
    app = steps.build_nonsecure(board, ROOT / "bench" / "app", "bench") / "bench.bin"
    inputs = [steps.folder(board, "bl2") / "bl2.elf", steps.folder(board, "spe") / "spe.bin", app, PLUGIN]
    report = BUILD / "report" / "bench.json"
    stamp = BUILD / "report" / f"bench-{SYSTEM}-{board}.sha256"
    current = steps.digest(*inputs)
    if report.exists() and steps.is_current(stamp, current):
        return
    with tempfile.TemporaryDirectory(prefix="redoubt-bench-") as scratch:
        scratch = Path(scratch)
        device = Device(board, scratch / "device")
        device.path.mkdir()
        device.make_keys()
        device.provision(device.sign("spe", inputs[1]), device.sign("nspe", app))
        marks = scratch / "marks"
        status, lines = device.run(plugin=f"{PLUGIN},out={marks}{ranges(device)}", timeout=240)
        if status != 0:
            raise StepFailed("the bench did not finish; its output:\n" + "\n".join(lines[-20:]))
        cases = scratch / "cases"
        cases.write_text("\n".join(lines) + "\n", encoding="utf-8")
        report.parent.mkdir(parents=True, exist_ok=True)
        steps.redoubt("bench", "--add", f"{SYSTEM}@{board}", "--marks", marks, "--cases", cases, "-o", report,
                      log=f"{board}-bench")
    stamp.write_text(current, encoding="utf-8")
