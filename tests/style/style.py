# SPDX-License-Identifier: BSD-3-Clause
"""style.py format | files | tidy BUILD: clang-format, rules for every file, clang-tidy over the host's compilations."""
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = re.compile(r"\.(c|h|cpp|hpp)$")
WANTS_SPDX = re.compile(r"(\.(c|h|cpp|hpp|S|cmake|py|sh|ld|in|md|config|svg|toml)|CMakeLists\.txt|Kconfig)$")
CONDITIONAL = re.compile(r"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif)\b")
GUARD = re.compile(r"^#ifndef \w+_H\s*$|^#ifdef __cplusplus\s*$")


def tracked():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True,
                             text=True, check=True)
    return [name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def check_format():
    names = [name for name in tracked() if SOURCE.search(name)]
    return subprocess.run(["clang-format", "--dry-run", "-Werror", *names], cwd=ROOT, check=False).returncode


def check_files():
    failures, lines, conditionals = [], 0, 0
    for name in tracked():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if WANTS_SPDX.search(name) and "/testdata/" not in name and "SPDX-License-Identifier: BSD-3-Clause" not in text[:300]:
            failures.append(f"{name}: no SPDX line")
        if SOURCE.search(name):
            own = text.splitlines()
            lines += len(own)
            conditionals += sum(bool(CONDITIONAL.match(line)) and not GUARD.match(line) for line in own)
            if len(own) > 500 and not name.startswith("include/psa/"):
                failures.append(f"{name}: {len(own)} lines, more than 500")
    if lines and conditionals * 1000 > 5 * lines:
        failures.append(f"{conditionals} preprocessor conditionals in {lines} lines: more than 5 in 1000")
    print("\n".join(failures))
    return 1 if failures else 0


def tidy(folder, name):
    # A unit is .cpp files, included.
    checks = ["--checks=-bugprone-suspicious-include"] if "/Unity/" in name else []
    return subprocess.run(["clang-tidy", "--quiet", "-p", folder, *checks, name], capture_output=True, text=True, check=False)


def check_tidy(build):
    """Every compilation of our sources, but tests: those of one file, and those that CMake makes of a target's files."""
    # Without the tests' precompiled headers, all of which would be looked through each time.
    commands = re.sub(r"-Winvalid-pch (-Xclang \S+ )+", "", (Path(build) / "compile_commands.json").read_text(encoding="utf-8"))
    files = {entry["file"] for entry in json.loads(commands) if not entry["file"].endswith(("_test.cpp", "_test.c"))}
    names = sorted(name for name in files if "/Unity/" in name or (
        Path(name).is_relative_to(ROOT) and not Path(name).is_relative_to(ROOT / "build")))
    names.sort(key=lambda name: "/Unity/" not in name)  # the long ones first
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        (Path(folder) / "compile_commands.json").write_text(commands, encoding="utf-8")
        results = list(pool.map(lambda name: tidy(folder, name), names))
    bad = [result for result in results if result.returncode != 0]
    for result in bad:
        print(result.stdout)
    print(f"clang-tidy: {len(names)} files, {len(bad)} with findings")
    return 1 if bad or not names else 0


def main():
    checks = {"format": check_format, "files": check_files, "tidy": lambda: check_tidy(sys.argv[2])}
    return checks[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
