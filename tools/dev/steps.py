# SPDX-License-Identifier: BSD-3-Clause
"""The steps between a clean clone and a device: set-up, builds, provisioning. Used by run.py and test.py."""
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
BOARDS = ["mps2_an505", "mps2_an521", "mps3_an547"]
SYSTEM = "demo"  # systems/SYSTEM.config, or the path of a file *.config
PARTITIONS = []  # folders of partitions from outside the repository
BOOTLOADER = None  # the system whose bootloader is booted, which is built already; None: that of SYSTEM
TOOL = BUILD / "tools" / "tools" / "redoubt" / "redoubt"


class StepFailed(Exception):
    """A step failed; the message is a sentence for the person at the terminal."""


def system_name():
    """Partitions from outside make another system of it."""
    return "+".join([Path(SYSTEM).stem, *(path.name for path in PARTITIONS)])


def folder(board, part):
    """Where a part of the system is built."""
    return BUILD / system_name() / board / part


def bootloader(board):
    return BUILD / (BOOTLOADER or system_name()) / board / "bl2" / "bl2.elf"


def system_file(system):
    return Path(system).resolve() if system.endswith(".config") else ROOT / "systems" / f"{system}.config"


@contextlib.contextmanager
def step(title):
    """Shows a step while it runs, and how long it took when that was noticeable."""
    live = sys.stdout.isatty()
    if live:
        print(f"  {title} ...", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"\r  {title}: failed" if live else f"  {title}: failed", flush=True)
        raise
    took = time.monotonic() - began
    if live:
        print(f"\r  {title}: {took:.0f} s    " if took >= 1 else "\r" + " " * (len(title) + 8) + "\r",
              end="\n" if took >= 1 else "", flush=True)
    elif took >= 1:
        print(f"  {title}: {took:.0f} s", flush=True)


def environment(is_image=False):
    """What is compiled is kept. Images share it, whatever their folder: a file that many systems have alike is compiled once."""
    cache = {"CMAKE_C_COMPILER_LAUNCHER": "ccache", "CMAKE_CXX_COMPILER_LAUNCHER": "ccache", "CCACHE_DIR": str(BUILD / "ccache"),
             "CCACHE_SLOPPINESS": "pch_defines,time_macros"}
    if is_image:
        cache.update({"CCACHE_BASEDIR": str(ROOT), "CCACHE_NOHASHDIR": "1"})
    return {**os.environ, **(cache if shutil.which("ccache") else {})}


def call(command, log, cwd=ROOT, is_image=False):
    """Runs a command quietly; its output goes to build/log/LOG.log (of other systems than the demo to a folder there), the end
    of which is shown on failure."""
    path = BUILD / "log" / ("" if system_name() == "demo" else system_name()) / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write("$ " + " ".join(map(str, command)) + "\n")
        out.flush()
        result = subprocess.run(list(map(str, command)), cwd=cwd, stdout=out, stderr=subprocess.STDOUT,
                                stdin=subprocess.DEVNULL, env=environment(is_image), check=False)
    if result.returncode != 0:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        errors = [n for n, line in enumerate(lines) if "error" in line.lower() or "FAILED" in line]
        first = errors[0] if errors else max(0, len(lines) - 20)
        # The redoubt tool says what is wrong in one sentence: then what ninja and CMake add about it only hides that.
        sentences = [line.strip() for line in lines if line.strip().startswith("redoubt: ")]
        told = [line for line in lines[first:] if " -o " not in line]  # the compiler's and linker's commands do not help
        tail = "\n".join(sentences or told[:20])
        raise StepFailed(f"{Path(str(command[0])).name} failed (whole log: {path.relative_to(ROOT)}):\n{tail}")


def redoubt(*arguments, log="redoubt"):
    call([TOOL, *arguments], log)


def set_up(for_tests=False):
    result = subprocess.run([ROOT / "tools" / "setup.sh", *(["test"] if for_tests else [])], stdin=subprocess.DEVNULL,
                            check=False)
    if result.returncode != 0:
        raise StepFailed("the set-up failed")


def mbedtls_options():
    source = os.environ.get("REDOUBT_MBEDTLS_SOURCE")
    return [f"-DREDOUBT_MBEDTLS_SOURCE={source}"] if source else []


def build_host(preset):
    if not (BUILD / preset / "build.ninja").exists():
        call(["cmake", "--preset", preset, *mbedtls_options()], f"{preset}-configure")
    call(["cmake", "--build", "--preset", preset], f"{preset}-build")


def build_image(source, target, options, log, board=None):
    """Configures (once for the same source, options and board.json) and builds a CMake project that makes one image."""
    flags = [digest(board_file(board))] if board else []  # CMake keeps those of a toolchain until it starts afresh
    stamp, wanted = target / "options.txt", "\n".join(map(str, [source, *options, *flags]))
    if not (target / "build.ninja").exists() or not is_current(stamp, wanted):
        call(["cmake", "--fresh", "-G", "Ninja", "-S", source, "-B", target, "-DCMAKE_BUILD_TYPE=MinSizeRel", *options], f"{log}-configure", is_image=True)
        stamp.write_text(wanted, encoding="utf-8")
    call(["cmake", "--build", target], f"{log}-build", is_image=True)


def build_secure(board, system=SYSTEM):
    """Bootloader, SPE and the SDKs for one board."""
    options = [f"-DREDOUBT_BOARD={board}", f"-DREDOUBT_SYSTEM={system_file(system) if system.endswith('.config') else system}", f"-DREDOUBT_TOOL={TOOL}",
               f"-DCMAKE_TOOLCHAIN_FILE={ROOT}/tools/cmake/arm-none-eabi.cmake", *mbedtls_options()]
    if BOOTLOADER is None:
        build_image(ROOT / "boot", folder(board, "bl2"), options, f"{board}-bl2", board)
    sdk = folder(board, "sdk")
    partitions = ";".join(str(path.resolve()) for path in PARTITIONS)
    build_image(ROOT / "spm", folder(board, "spe"),
                [*options, f"-DCMAKE_INSTALL_PREFIX={sdk}", f"-DREDOUBT_PARTITIONS={partitions}"], f"{board}-spe", board)
    call(["cmake", "--install", folder(board, "spe")], f"{board}-sdk")


def build_nonsecure(board, source, name):
    """An NSPE project, built against nothing but the board's SDK. Its image is NAME.bin in the returned folder."""
    sdk = folder(board, "sdk")
    target = folder(board, name)
    build_image(source, target, [f"-DCMAKE_PREFIX_PATH={sdk}", f"-DRedoubt_DIR={sdk}/lib/cmake/Redoubt",
                                 f"-DCMAKE_TOOLCHAIN_FILE={sdk}/lib/cmake/Redoubt/toolchain.cmake", *mbedtls_options()],
                f"{board}-{name}", board)
    return target


def board_file(board):
    return ROOT / "boards" / board / "board.json"


def sign(board, slot, key, binary, image, version="0.1.0", counter=1):
    redoubt("image", "sign", "--board", board_file(board), "--slot", slot, "--key", key, "--version", version,
            "--security-counter", counter, binary, image, log=f"{board}-sign-{slot}")


def digest(*paths):
    total = hashlib.sha256()
    for path in paths:
        total.update(Path(path).read_bytes())
    return total.hexdigest()


def is_current(stamp, value):
    return stamp.exists() and stamp.read_text(encoding="utf-8") == value


def add_size_report(board, system=SYSTEM):
    report = BUILD / "report" / "size.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    redoubt("size", "--add", f"{system}@{board}", "--bl2", folder(board, "bl2") / "bl2.map",
            "--spe", folder(board, "spe") / "spe.map", "-o", report, log=f"{board}-size")


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
