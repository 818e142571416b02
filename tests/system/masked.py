# SPDX-License-Identifier: BSD-3-Clause
"""masked.py BOARD SYSTEM...: how long a non-secure interrupt may have to wait (bench/README.md) does not depend on how much is
copied for a client in one call."""
import json
import sys

import bench
import rig
import steps

SIZES = [767, 1023]  # three pieces and four (kPiece in spm/gate/svc.cpp): a first, others, a last


def longest(board, scratch, size):
    with rig.building(board):
        app = steps.build_nonsecure(board, steps.ROOT / "bench" / "app", "bench") / "bench.bin"
    marks, cases, report = (scratch / f"{size}.{name}" for name in ("marks", "cases", "json"))
    bench.run(board, [rig.spe(board), app], marks, cases, size)
    steps.redoubt("bench", "--add", f"test@{board}", "--marks", marks, "--cases", cases, "-o", report, log="masked")
    return json.loads(report.read_text(encoding="utf-8"))[f"test@{board}"]["max_masked"]


def test(checks, board, scratch):
    for system in sys.argv[2:]:
        rig.build(board, system)
        masked = {size: longest(board, scratch, size) for size in SIZES}
        print(system, masked)
        checks.expect(f"{system}: the size of a vector does not matter", len(set(masked.values())) == 1 and masked[SIZES[0]] > 0,
                      [str(masked)])


if __name__ == "__main__":
    rig.main(test, at_least=len(sys.argv[2:]))
