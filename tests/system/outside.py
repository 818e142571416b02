# SPDX-License-Identifier: BSD-3-Clause
"""outside.py BOARD: examples/partition as a partition from outside the repository: from a copy of its sources, and as an archive
that was built with a moved copy of the partition SDK alone. Then folders that are no partitions, each with its sentence."""
import contextlib
import shutil
import subprocess
from pathlib import Path

import rig
import steps
from device import Device

EXAMPLE = steps.ROOT / "examples" / "partition"
SENT = "[UART2] sent by a secure partition, twice"


def boots(checks, board, scratch, partition, what):
    """Builds the example's product with the partition in that folder, and runs its application."""
    steps.SYSTEM, steps.PARTITIONS = str(EXAMPLE / "product.config"), [partition]
    with rig.building(board):
        steps.build_secure(board, steps.SYSTEM)
        app = steps.build_nonsecure(board, EXAMPLE / "app", "serial_app") / "serial_app.bin"
    device = Device(board, Path(scratch) / f"device-{what}")
    device.path.mkdir(parents=True)
    device.make_keys()
    device.provision(device.sign("spe", rig.spe(board)), device.sign("nspe", app))
    status, lines = device.run(timeout=30, extra=["-serial", "chardev:console"])
    checks.expect(f"{what}: its line is sent", status == 0 and SENT in lines, lines[-8:])


def build_with_sdk(sdk, project, build):
    package = sdk / "lib" / "cmake" / "RedoubtPartition"
    for command in (["cmake", "-S", project, "-B", build, f"-DCMAKE_TOOLCHAIN_FILE={package}/toolchain.cmake",
                     f"-DRedoubtPartition_DIR={package}"], ["cmake", "--build", build, "--verbose"]):
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise rig.Failed(f"the archive is not built:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
        if str(steps.ROOT) in result.stdout:
            raise rig.Failed(f"the archive takes something from the repository:\n{result.stdout[-2000:]}")


def build_archive(board, scratch):
    """As a vendor does: the example and the SDK in folders of their own; returns the folder of the partition."""
    sdk, project, build = scratch / "partition sdk", scratch / "vendor", scratch / "vendor-build"
    shutil.copytree(steps.folder(board, "sdk") / "partition", sdk)
    shutil.copytree(EXAMPLE, project)
    build_with_sdk(sdk, project / "archive", build)
    return (build / "serial").rename(scratch / "archived serial")


CALLEE = """{"psa_framework_version": 1.1, "name": "CALLEE", "type": "APPLICATION-ROT", "priority": "LOW", "model": "SFN", "stack_size": "0x200",
 "services": [{"name": "SOMETHING", "sid": "0xF0003000", "non_secure_clients": false}]}"""
CALLER = """{"psa_framework_version": 1.1, "name": "CALLER", "type": "APPLICATION-ROT", "priority": "LOW", "model": "SFN", "stack_size": "0x200",
 "entry_init": "caller_init", "dependencies": ["SOMETHING"]}"""
# Headers under the names that FF-M gives them; SERIAL is in the system already.
CALLER_CODE = """#include <psa_manifest/callee_psa.h>
#include <psa_manifest/caller_psa.h>
#include <psa_manifest/pid.h>
#include <psa_manifest/serial.h>
#include <psa_manifest/sid.h>
_Static_assert(CALLEE > 255 && CALLER > 255 && CALLEE != CALLER && SERIAL > 255 && SERIAL_SENT_SIGNAL != 0, "");
psa_status_t caller_init(void) {
  psa_close(psa_connect(SOMETHING_SID, SOMETHING_VERSION));
  return something_sfn(NULL);
}
"""
CALLER_PROJECT = """cmake_minimum_required(VERSION 3.25)
project(caller LANGUAGES C)
find_package(RedoubtPartition REQUIRED)
redoubt_add_partition(MANIFEST caller_psa.json WITH callee_psa.json SOURCES caller.c)
"""


def test_two_together(checks, scratch):
    """An archive of a partition that calls another one, which is not in the system of the SDK."""
    project = scratch / "caller"
    project.mkdir()
    for name, text in (("callee_psa.json", CALLEE), ("caller_psa.json", CALLER), ("caller.c", CALLER_CODE), ("CMakeLists.txt", CALLER_PROJECT)):
        (project / name).write_text(text, encoding="utf-8")
    build_with_sdk(scratch / "partition sdk", project, scratch / "caller-build")
    archive = scratch / "caller-build" / "caller" / "libpartition_caller.a"
    checks.expect("an archive of two partitions that come together", archive.exists(), [archive])


def refused(checks, board, folder, sentence):
    steps.PARTITIONS = [folder]
    try:
        with rig.building(board):
            steps.build_secure(board, steps.SYSTEM)
        message = "it was built"
    except steps.StepFailed as failure:
        message = str(failure)
    checks.expect(f"{folder.name}: {sentence}", sentence in " ".join(message.split()), [message])


def test_refusals(checks, board, scratch):
    folders = {name: scratch / f"refused-{name}" for name in ("empty", "two", "bare", "other", "nowhere")}
    for name in ("empty", "two", "bare", "other"):
        folders[name].mkdir()
    manifest = (EXAMPLE / "serial" / "serial.json").read_text(encoding="utf-8")
    (folders["empty"] / "settings.json").write_text("{}", encoding="utf-8")
    for name in ("one.json", "other.json"):
        (folders["two"] / name).write_text(manifest, encoding="utf-8")
    (folders["bare"] / "serial.json").write_text(manifest, encoding="utf-8")
    (folders["other"] / "serial.json").write_text(manifest, encoding="utf-8")
    (folders["other"] / "CMakeLists.txt").write_text("add_library(something STATIC x.c)\n", encoding="utf-8")
    (folders["other"] / "x.c").write_text("int x;\n", encoding="utf-8")
    refused(checks, board, folders["empty"], "must have one manifest, a *.json with \"psa_framework_version\"; it has 0.")
    refused(checks, board, folders["two"], "must have one manifest, a *.json with \"psa_framework_version\"; it has 2.")
    refused(checks, board, folders["bare"], "has a manifest, but neither sources nor an archive nor a CMakeLists.txt.")
    refused(checks, board, folders["other"], "must define the static library partition_serial.")
    refused(checks, board, folders["nowhere"], "there is no folder")


def test(checks, board, scratch):
    sources = scratch / "copy of serial"
    shutil.copytree(EXAMPLE / "serial", sources)
    try:
        boots(checks, board, scratch, sources, "sources")
        boots(checks, board, scratch, build_archive(board, scratch), "archive")
        checks.expect("the SDK of the non-secure side has the partitions' ids",
                      (steps.folder(board, "sdk") / "include" / "psa_manifest" / "pid.h").exists())
        test_two_together(checks, scratch)
        test_refusals(checks, board, scratch)
    finally:
        for folder in (sources, scratch / "archived serial", scratch / "refused-nowhere", *scratch.glob("refused-*")):
            steps.PARTITIONS = [folder]
            made = steps.folder(board, "spe").parent
            shutil.rmtree(made, ignore_errors=True)
            with contextlib.suppress(OSError):  # other boards' tests may have theirs beside it
                made.parent.rmdir()


if __name__ == "__main__":
    rig.main(test, at_least=9)
