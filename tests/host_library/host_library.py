# SPDX-License-Identifier: BSD-3-Clause
"""Installs the host library, builds an outside C program against it (pkg-config and CMake, shared and static) and has it
do what a user's program would, and what it must not get away with."""
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import steps

HERE = Path(__file__).resolve().parent
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
NONCE = "a5" * 32


class Checks:
    def __init__(self):
        self.done = self.failed = 0

    def expect(self, what, condition, *evidence):
        self.done += 1
        if condition:
            return
        self.failed += 1
        print(f"FAILED: {what}", *evidence, sep="\n    ", flush=True)


def command(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True, **options).stdout


class Program:
    """The outside program, with a device of its own."""

    def __init__(self, path, storage, library=None):
        self.path = path
        self.environment = {**os.environ, "REDOUBT_STORAGE": str(storage)}
        if library:
            self.environment["LD_LIBRARY_PATH"] = str(library)

    def __call__(self, *words, binary=False, **environment):
        line = [str(self.path), *map(str, words)]
        return subprocess.run(line, capture_output=True, text=not binary, check=False, stdin=subprocess.DEVNULL, timeout=120,
                              env={**self.environment, **environment})

    def start(self, *words):
        return subprocess.Popen([str(self.path), *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                env=self.environment)


def install(scratch):
    prefix = scratch / "a prefix"
    command("cmake", "--install", steps.BUILD / "tools", "--prefix", prefix)
    return prefix


def pkg_config(prefix, *words):
    path = prefix / "lib" / "pkgconfig"
    folder = next(prefix.rglob("redoubt.pc")).parent
    assert folder == path or folder.name == "pkgconfig"
    text = command("pkg-config", *words, "redoubt", env={**os.environ, "PKG_CONFIG_PATH": str(folder)})
    return [word.replace("\\", "") for word in re.findall(r"(?:\\.|\S)+", text)]


def build_all(prefix, scratch):
    """name -> program, each built in another way."""
    source = HERE / "program.c"
    library = next(prefix.rglob("libredoubt.a")).parent
    base = ["cc", "-std=gnu11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", source, "-pthread"]
    shared, archive = scratch / "shared", scratch / "static"
    command(*base, "-o", shared, *pkg_config(prefix, "--cflags", "--libs"))
    command(*base, "-o", archive, *pkg_config(prefix, "--cflags"), library / "libredoubt.a")
    programs = {"shared": (shared, library), "static": (archive, None)}
    for name, options in (("cmake", []), ("cmake-static", ["-DREDOUBT_STATIC=ON"])):
        project = scratch / name
        project.mkdir()
        shutil.copy(HERE / "project.cmake", project / "CMakeLists.txt")
        shutil.copy(source, project)
        command("cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}", *options)
        command("cmake", "--build", project / "build")
        programs[name] = (project / "build" / "program", None)
    return programs, library


def check_use(checks, program, storage):
    for number in (1, 2, 3):
        result = program("count")
        checks.expect(f"counter at run {number}", (result.returncode, result.stdout) == (0, f"run {number}\n"), result)
    checks.expect("SHA-256", program("hash").stdout == ABC + "\n")
    first, second = program("random").stdout, program("random").stdout
    checks.expect("random numbers of two runs differ", len(first) == 33 and len(second) == 33 and first != second, first, second)
    result = program("threads")
    checks.expect("four threads at once", result.returncode == 0, result)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in storage.iterdir()}
    checks.expect("the secrets are the user's alone", modes.get("nv.img") == 0o600, modes)
    checks.expect("nothing else is left", set(modes) == {"nv.img", "lock", "attestation_public_key.pem"}, modes)


def check_token(checks, program, storage, scratch):
    result = program("token", binary=True)
    token = scratch / "token"
    token.write_bytes(result.stdout)
    verify = [os.environ["REDOUBT_TOOL"], "token", "verify", "--key", storage / "attestation_public_key.pem", "--nonce"]
    good = subprocess.run([*map(str, verify), NONCE, token], capture_output=True, text=True, check=False)
    checks.expect("the token verifies", good.returncode == 0, good)
    bad = subprocess.run([*map(str, verify), "5a" * 32, token], capture_output=True, text=True, check=False)
    checks.expect("not with another challenge", bad.returncode == 1, bad)


def check_two_processes(checks, program):
    holder = program.start("hold")
    holder.stdout.readline()
    result = program("count")
    checks.expect("a second process is refused", result.returncode == 1 and "another process uses this device" in result.stderr, result)
    holder.stdin.close()
    holder.wait()
    checks.expect("and not when the first has ended", program("count").returncode == 0)
    result = program("fork")
    lines = result.stdout.split()
    checks.expect("the child of a fork gets no random number, its parent goes on",
                  result.returncode == 0 and len(lines) == 5 and lines[1:3] == ["psa_generate_random", "returned"]
                  and len(lines[0]) == len(lines[4]) == 32 and lines[0] != lines[4], result)


def check_kill(checks, program, rounds=30):
    """SIGKILL at any moment: the record has the last value that was said to be in, or the next one."""
    number = 1
    for round_ in range(rounds):
        writer = program.start("write", number)
        said = writer.stdout.readline()
        time.sleep(round_ % 7 * 0.003)
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.read()
        writer.wait()
        last = int(said.splitlines()[-1]) if said.endswith("\n") else int((said.splitlines() or ["0"])[-2])
        result = program("read")
        found = int(result.stdout) if result.returncode == 0 else None
        checks.expect(f"kill {round_}: value {last} or {last + 1}, not {found}", found in (last, last + 1), result)
        number = last + 2


def check_refusals(checks, program, storage, scratch):
    nv = storage / "nv.img"
    nv.chmod(0o644)
    result = program("count")
    checks.expect("a device that others can read is refused", result.returncode == 1 and "mode 0600" in result.stderr, result)
    nv.chmod(0o600)
    content = nv.read_bytes()
    nv.write_bytes(content[:-1])
    result = program("count")
    checks.expect("a device of another size is refused", result.returncode == 1 and "no device" in result.stderr, result)
    nv.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    result = program("token")
    checks.expect("a damaged identity is refused", result.returncode == 1, result)
    nv.write_bytes(content)
    checks.expect("the same device again", program("count").returncode == 0)
    (scratch / "file").write_text("", encoding="utf-8")
    result = program("count", REDOUBT_STORAGE=str(scratch / "file"))
    checks.expect("a file where the folder should be", result.returncode == 1 and result.stderr.startswith("redoubt: "), result)
    nowhere = {"REDOUBT_STORAGE": "", "XDG_STATE_HOME": "", "HOME": ""}
    result = program("count", **nowhere)
    checks.expect("no place for a device", result.returncode == 1 and "REDOUBT_STORAGE" in result.stderr, result)
    result = program("count", **{**nowhere, "XDG_STATE_HOME": str(scratch / "state" / "deep")})
    checks.expect("XDG_STATE_HOME", result.stdout == "run 1\n" and (scratch / "state" / "deep" / "redoubt" / "nv.img").exists(), result)
    result = program("count", **{**nowhere, "HOME": str(scratch / "home")})
    checks.expect("HOME", result.stdout == "run 1\n" and (scratch / "home/.local/state/redoubt/nv.img").exists(), result)


def check_interrupted_provisioning(checks, program, scratch):
    storage = scratch / "interrupted"
    storage.mkdir()
    (storage / "nv.img.new").write_bytes(b"half")
    result = program("count", REDOUBT_STORAGE=str(storage))
    checks.expect("half a device is made anew", result.stdout == "run 1\n" and not (storage / "nv.img.new").exists(), result)


def check_symbols(checks, library):
    own = re.compile(r"(psa|redoubt)_[a-z0-9_]+$")
    for words in (["nm", "-D", "--defined-only", library / "libredoubt.so"], ["nm", "-g", "--defined-only", library / "libredoubt.a"]):
        names = [line.split()[-1] for line in command(*words).splitlines() if len(line.split()) == 3]
        foreign = [name for name in names if not own.match(name)]
        checks.expect(f"{Path(words[-1]).name} shows nothing but its API", names and not foreign, foreign)
        checks.expect("its API is there", {"psa_its_set", "psa_hash_compute", "psa_initial_attest_get_token"} <= set(names), names)
        inside = [name for name in names if re.match(r"psa_(read|write|skip|panic|set_rhandle)$|redoubt_(enter|leave|spm)", name)]
        checks.expect("what is for partitions is not", not inside, inside)
    needed = command("readelf", "-d", library / "libredoubt.so")
    libraries = set(re.findall(r"NEEDED.*\[(.*?)\.so", needed))
    checks.expect("it needs the C library alone", libraries <= {"libc", "libgcc_s", "ld-linux-x86-64", "libm"}, libraries)


def check_headers(checks, prefix, scratch):
    names = [path.relative_to(prefix / "include").as_posix() for path in sorted((prefix / "include").rglob("*.h"))]
    checks.expect("headers are installed", "psa/crypto.h" in names and "psa/client.h" in names, names)
    for name in names:
        source = scratch / "include.c"
        source.write_text(f"#include <{name}>\n#include <{name}>\nint unused;\n", encoding="utf-8")
        for compiler in (["gcc", "-std=c99"], ["clang", "-std=c11"], ["g++", "-x", "c++", "-std=c++11"], ["clang++", "-x", "c++", "-std=c++20"]):
            result = subprocess.run([*compiler, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", prefix / "include", "-fsyntax-only",
                                     source], capture_output=True, text=True, check=False)
            checks.expect(f"{name} alone with {compiler[0]}", result.returncode == 0, result.stderr)


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="redoubt-host-") as scratch:
        scratch = Path(scratch)
        prefix = install(scratch)
        programs, library = build_all(prefix, scratch)
        for name, (path, library_path) in programs.items():
            storage = scratch / f"device-{name}"
            program = Program(path, storage, library_path)
            check_use(checks, program, storage)
            check_token(checks, program, storage, scratch)
        check_two_processes(checks, program)
        check_kill(checks, program)
        check_refusals(checks, program, storage, scratch)
        check_interrupted_provisioning(checks, program, scratch)
        check_symbols(checks, library)
        check_headers(checks, prefix, scratch)
    print(f"{checks.done} checks, {checks.failed} failed")
    return 1 if checks.failed or checks.done < 90 else 0


if __name__ == "__main__":
    sys.exit(main())
