# SPDX-License-Identifier: BSD-3-Clause
"""./test: builds everything and runs every test: unit tests under sanitizers, fuzz targets, system tests, style."""
import argparse
import os
import re
import subprocess
import sys

import audit
import bench
import steps
from steps import BOARDS, BUILD, ROOT, StepFailed, step


def arguments():
    parser = argparse.ArgumentParser(prog="./test", description="Builds Redoubt and runs all its tests. "
                                     "Exit status: 0 all passed, 1 a test or the build failed, 2 wrong usage.")
    parser.add_argument("-R", "--only", metavar="REGEX", help="run only the tests whose name matches")
    parser.add_argument("-L", "--label", metavar="REGEX", help="run only the tests of these groups: unit fuzz system tools style")
    parser.add_argument("--list", action="store_true", help="list the tests and stop")
    return parser.parse_args()


def build():
    with step("host tool and library"):
        steps.build_host("tools")
    with step("unit tests"):
        steps.build_host("tests")
    with step("fuzz targets"):
        steps.build_host("fuzz")
    for board in BOARDS:
        with step(f"images for {board}"):
            steps.build_secure(board)
            steps.build_nonsecure(board, ROOT / "examples" / "demo", "demo")
            steps.add_size_report(board)
    with step("instruction counts of all systems on all boards"):
        bench.measure(*BOARDS)
    for board in BOARDS:
        with step(f"stacks on {board}"):
            audit.report(board)


def ctest_command(folder, options):
    command = ["ctest", "--test-dir", str(BUILD / folder), "-j", str(os.cpu_count() or 2), "--output-on-failure",
               "--no-tests=ignore"]
    if options.only:
        command += ["-R", options.only]
    if options.label:
        command += ["-L", options.label]
    return command


def run_tests(folder, options):
    """Runs one build folder's tests, shows those that took long or failed, and returns (passed, failed)."""
    passed = failed = 0
    log = open(BUILD / "log" / f"ctest-{folder}.log", "w", encoding="utf-8")
    with log, subprocess.Popen(ctest_command(folder, options), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               stdin=subprocess.DEVNULL, text=True, errors="replace") as process:
        showing = False
        for line in process.stdout:
            log.write(line)
            match = re.match(r"\s*(\d+)/(\d+) Test\s+#\d+: (\S+) \.*\s*(.*?)\s+([\d.]+) sec", line)
            if not match:
                if showing and not re.match(r"\s*Start\s+\d+:", line):
                    print("    " + line.rstrip(), flush=True)
                continue
            number, total, name, result, took = match.groups()
            showing = "Passed" not in result
            passed += not showing
            failed += showing
            if showing or float(took) >= 5 or int(number) % 50 == 0:
                print(f"  [{number}/{total}] {name}: {'FAILED' if showing else 'passed'} ({float(took):.0f} s)", flush=True)
        code = process.wait()
    if code != 0 and failed == 0:
        raise StepFailed(f"ctest failed; see build/log/ctest-{folder}.log")
    return passed, failed


def main():
    options = arguments()
    try:
        steps.set_up(for_tests=True)
        build()
        if options.list:
            for folder in ("tests", "fuzz"):
                subprocess.run([*ctest_command(folder, options), "-N"], check=True)
            return 0
        results = [run_tests(folder, options) for folder in ("tests", "fuzz")]
        passed, failed = (sum(column) for column in zip(*results))
        if passed + failed == 0:
            raise StepFailed("no test has that name")
        print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0
    except StepFailed as failure:
        print(f"./test: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
