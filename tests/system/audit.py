# SPDX-License-Identifier: BSD-3-Clause
"""audit.py BOARD: stacks are measured on the running image, and the audit of it keeps its policy."""
import json
import struct
import subprocess

import rig
import stacks
import steps


def expect_measurement(checks, board, audit):
    """What was written to build/report by the build."""
    measured = json.loads(stacks.REPORT.read_text(encoding="utf-8"))[f"{steps.SYSTEM}@{board}"]
    for partition in audit["partitions"]:
        name, size = partition["name"], partition["stack_size"]
        figures = measured[name]
        checks.expect(f"{name} used some of its stack, and not all", 32 < figures["used"] < figures["size"] == size, [figures])
    for name in ("SPM gate stack", "SPM handler stack"):
        checks.expect(f"{name} was used, and not all of it", 32 < measured[name]["used"] < measured[name]["size"], [measured])
    return measured


def expect_depth_to_show(checks, board, audit, scratch, measured):
    """A program that calls nothing uses less: the figures are the program's, not the pattern's."""
    idle = scratch / "idle.command"
    idle.write_bytes(struct.pack("<8s32s6I", b"RDATTACK", b"idle", *[0] * 6))
    images = rig.spe(board), rig.app(board) / "attack.bin"
    little = stacks.run(rig.new_device(board, scratch), audit, images, scratch, idle)
    checks.expect("signing takes more stack than no call", little["CRYPTO"]["used"] < measured["CRYPTO"]["used"],
                  [little["CRYPTO"], measured["CRYPTO"]])


def expect_policy(checks, board, scratch):
    line = [steps.TOOL, "audit", "--add", steps.folder(board, "spe") / "generated" / "audit.json",
            "--elf", steps.folder(board, "spe") / "spe.elf", "--map", steps.folder(board, "spe") / "spe.map",
            "--stacks", stacks.REPORT, "-o", scratch / "audit.json", "--policy"]
    default = steps.ROOT / "systems" / "default.policy.json"
    kept = subprocess.run([*line, default], capture_output=True, text=True, check=False)
    checks.expect("the image keeps the policy of all systems, stacks included",
                  kept.returncode == 0 and "0 not checked" in kept.stdout, [kept.stdout, kept.stderr])
    strict = scratch / "strict.json"
    strict.write_text('{"rules": [\n{"rule": "half is spare", "check": "stack_use", "at_most_percent": 50}]}', encoding="utf-8")
    broken = subprocess.run([*line, strict], capture_output=True, text=True, check=False)
    checks.expect("a stricter one is broken, with its line",
                  broken.returncode == 1 and f"{strict}:2: half is spare: " in broken.stderr, [broken.stderr])


def test(checks, board, scratch):
    audit = stacks.linked(board, scratch)
    measured = expect_measurement(checks, board, audit)
    expect_depth_to_show(checks, board, audit, scratch, measured)
    expect_policy(checks, board, scratch)


if __name__ == "__main__":
    rig.main(test, at_least=10)
