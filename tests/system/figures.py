# SPDX-License-Identifier: BSD-3-Clause
"""figures.py BOARD: what calls cost (build/report/bench.json, which ./test makes before) and may cost at most."""
import json

import bench
import rig
import steps

# mps2_an521: a call with no vector, and with 64 bytes in and 64 out
LIMITS = {
    "sfn1": (130, 340),
    "sfn2": (170, 400),
    "sfn3": (170, 400),
    "ipc2": (320, 560),
    "ipc3": (340, 580),
}
# How long an interrupt of the non-secure side may have to wait: a piece of a vector is copied (kPiece in spm/gate/svc.cpp).
# Where partitions are plain functions nothing is masked at all.
MASKED = {"demo": 0, "sfn1": 0, **{system: 400 for system in ("sfn2", "sfn3", "ipc1", "ipc2", "ipc3")}}


def test(checks, board, _scratch):
    report = json.loads(bench.REPORT.read_text(encoding="utf-8"))
    for system, limit in MASKED.items():
        figures = report.get(f"{system}@{board}", {})
        checks.expect(f"{system} has figures", figures.get("null_0_0", 0) > 0, [str(figures)])
        checks.expect(f"{system}: an interrupt waits at most {limit} instructions", figures.get("max_masked", limit + 1) <= limit,
                      [str(figures)])
    for system, limits in LIMITS.items() if board == "mps2_an521" else ():
        figures = report.get(f"{system}@{board}", {})
        for case, limit in zip(("null_0_0", "null_64_64"), limits):
            checks.expect(f"{system}: {case} takes at most {limit} instructions", 0 < figures.get(case, 0) <= limit, [str(figures)])


if __name__ == "__main__":
    rig.main(test, at_least=2 * len(MASKED))
