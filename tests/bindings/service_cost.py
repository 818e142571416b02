# SPDX-License-Identifier: BSD-3-Clause
"""service_cost.py: redoubt/service.hpp costs nothing. One service written by hand in C (cost/by_hand.c) and with it (cost/typed.cpp)
are compiled for the device; no function of the second may be larger, and nothing but the framework's functions may be called."""
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLAGS = ["-mcpu=cortex-m33", "-mthumb", "-Wall", "-Wextra", "-Werror", "-isystem", HERE.parents[1] / "include", "-c"]
LANGUAGES = {"by_hand.c": ["arm-none-eabi-gcc", "-std=c11"],
             "typed.cpp": ["arm-none-eabi-g++", "-std=c++20", "-fno-exceptions", "-fno-rtti"]}
FUNCTIONS = ["counter_sfn", "echo_main"]


def compiled(name, optimisation, scratch):
    """The sizes of the functions, and what they need of others."""
    out = Path(scratch) / f"{name}.o"
    subprocess.run([*LANGUAGES[name], *FLAGS, optimisation, HERE / "cost" / name, "-o", out], check=True)
    rows = [line.split() for line in subprocess.run(["arm-none-eabi-nm", "-S", out], capture_output=True, text=True,
                                                    check=True).stdout.splitlines()]
    sizes = {row[3]: int(row[1], 16) for row in rows if len(row) == 4 and row[2] in "tTwW"}
    return sizes, {row[1] for row in rows if len(row) == 2 and row[0] == "U"}


def main():
    failures = 0
    with tempfile.TemporaryDirectory(prefix="redoubt-cost-") as scratch:
        for optimisation in ("-Os", "-O2"):
            by_hand, wants = compiled("by_hand.c", optimisation, scratch)
            typed, uses = compiled("typed.cpp", optimisation, scratch)
            for name in FUNCTIONS:
                print(f"{name} with {optimisation}: {by_hand[name]} bytes by hand, {typed[name]} typed")
                failures += typed[name] > by_hand[name]
            failures += sorted(typed) != sorted(FUNCTIONS) or uses != wants
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
