# SPDX-License-Identifier: BSD-3-Clause
"""run.py PROGRAM SUITE: runs a suite of Mbed TLS; its cases pass, are skipped for what is not chosen, or are in exceptions.toml."""
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent


def outcomes(program, data):
    """(function and arguments' name, outcome, detail) of each case."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "outcomes"
        result = subprocess.run([program, data], env={**os.environ, "MBEDTLS_TEST_OUTCOME_FILE": str(file)}, capture_output=True,
                                text=True, check=False, timeout=280)
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    return result, [line.split(";")[3:6] for line in lines]


def main():
    program, suite = sys.argv[1], sys.argv[2]
    result, cases = outcomes(program, Path.cwd() / f"test_suite_{suite}.datax")
    exceptions = [entry for entry in tomllib.loads((HERE / "exceptions.toml").read_text(encoding="utf-8"))["exception"]
                  if entry["suite"] == suite]
    failures, excepted, matched = [], 0, set()
    for name, outcome, detail in cases:
        found = [index for index, entry in enumerate(exceptions) if re.fullmatch(entry["cases"], name)
                 and re.search(entry.get("detail", ""), detail)]
        if outcome == "FAIL" and found:
            matched.update(found)
            excepted += 1
        elif outcome == "FAIL":
            failures.append(f"{name}: {detail}")
        failures += [f"{name} passes, but is an exception: {exceptions[index]['cases']}" for index in found
                     if outcome == "PASS" and "detail" not in exceptions[index]]
    failures += [f"an exception that no failing case needs: {entry['cases']}" for index, entry in enumerate(exceptions)
                 if index not in matched]
    if result.returncode not in (0, 1) or not cases:
        failures.append(f"the program ended with {result.returncode}: {result.stdout[-2000:]}{result.stderr[-4000:]}")
    print("\n".join(failures))
    count = {outcome: sum(case[1] == outcome for case in cases) for outcome in ("PASS", "SKIP")}
    print(f"{suite}: {count['PASS']} passed, {count['SKIP']} skipped, {excepted} excepted, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
