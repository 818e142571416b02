# SPDX-License-Identifier: BSD-3-Clause
"""What a board's secure image is audited by: measured stacks, build/report/audit.json, a picture, the policies."""
import stacks
import steps
from steps import BUILD, ROOT

REPORT = BUILD / "report" / "audit.json"


def policies(system):
    """Those that the build checks as well (spm/audit.cmake); here the measured stacks are known."""
    return [path for path in (ROOT / "systems" / f"{name}.policy.json" for name in ("default", system)) if path.is_file()]


def report(board):
    """Measures and audits steps.SYSTEM on the board. A rule that is broken is a failure."""
    stacks.measure(board)
    folder = steps.folder(board, "spe")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    steps.redoubt("audit", "--add", folder / "generated" / "audit.json", "--elf", folder / "spe.elf",
                  "--map", folder / "spe.map", "--stacks", stacks.REPORT, "-o", REPORT,
                  "--svg", BUILD / "report" / f"{steps.SYSTEM}-{board}.svg", "--policy", *policies(steps.SYSTEM),
                  log=f"{board}-audit")
