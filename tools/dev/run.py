# SPDX-License-Identifier: BSD-3-Clause
"""./run: builds Redoubt, provisions a device, boots the demo on it and verifies its attestation token."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import steps
from device import Device, challenge_file
from steps import BUILD, ROOT, StepFailed, step

TAMPER = ["secure", "nonsecure", "token", "storage"]
# What must be seen on the console for a refusal to be the right one.
REFUSAL = {
    "secure": ("[BL2] SPE refused", "the bootloader refused the secure image"),
    "nonsecure": ("[BL2] NSPE refused", "the bootloader refused the non-secure image"),
    "storage": ("PSA_ERROR_DATA_CORRUPT", "internal trusted storage refused the damaged record"),
}
GDB_PORT = 1234
DEMO = ROOT / "examples" / "demo"


def arguments():
    parser = argparse.ArgumentParser(
        prog="./run", description="Builds Redoubt, makes a device, boots the demo on it and verifies its attestation token. "
        "Installs what it needs at the first use. Exit status: 0 every step succeeded, 1 a step failed, 2 wrong usage.")
    parser.add_argument("--board", choices=[*steps.BOARDS, "host"], default="mps2_an505",
                        help="the emulated board, or host: the same demo as a Linux program (default: %(default)s)")
    parser.add_argument("--fresh", action="store_true", help="start with a new device: new keys, new identity, empty storage")
    parser.add_argument("--gdb", action="store_true",
                        help=f"wait for a debugger on localhost:{GDB_PORT}; a fault then halts instead of resetting")
    parser.add_argument("--tamper", choices=TAMPER, metavar="|".join(TAMPER),
                        help="flip one bit there and show the refusal; exit status 0 when the refusal is the right one")
    parser.add_argument("--system", metavar="NAME", default=steps.SYSTEM,
                        help="build and boot systems/NAME.config, or a file NAME.config of your own (default: %(default)s)")
    parser.add_argument("--partition", metavar="FOLDER", type=Path, action="append", default=[],
                        help="add a secure partition of your own: a folder with a manifest and C or C++ sources, or an archive")
    parser.add_argument("--app", metavar="FOLDER", type=Path, default=DEMO,
                        help="the project that makes the non-secure image (default: examples/demo)")
    options = parser.parse_args()
    if options.board == "host" and options.tamper in ("secure", "nonsecure"):
        parser.error("the host board has no boot chain: --tamper takes token or storage there")
    if options.gdb and options.board == "host":
        parser.error("--gdb is for the emulated boards; on the host use gdb itself")
    if options.gdb and options.tamper:
        parser.error("--gdb and --tamper do not go together")
    options.app = options.app.resolve()
    options.partition = [folder.resolve() for folder in options.partition]
    options.is_demo = options.system == steps.SYSTEM and options.app == DEMO and not options.partition
    if options.board == "host" and not options.is_demo:
        parser.error("--system, --app and --partition are for the emulated boards")
    if options.tamper and not options.is_demo:
        parser.error("--tamper is for the demo")
    if not steps.system_file(options.system).is_file():
        parser.error(f"there is no {options.system if options.system.endswith('.config') else f'systems/{options.system}.config'}")
    for folder in options.partition:
        if not folder.is_dir():
            parser.error(f"--partition: there is no folder {folder}")
    if not (options.app / "CMakeLists.txt").is_file():
        parser.error(f"{options.app} has no CMakeLists.txt")
    return options


class Console:
    """Shows what the device prints and keeps what the host needs of it: the token. Below reports of faults it shows functions,
    files and lines, where `images` (ELF files) have them."""

    def __init__(self, images=()):
        self.token = ""
        self.lines = []
        self.images = [word for image in images for word in ("--elf", image)]

    def line(self, text):
        self.lines.append(text)
        if text.startswith("TOKEN "):
            self.token += text[6:].strip()
        elif text.strip() and not text.startswith("FAULT "):
            print("  " + text, flush=True)
            if self.images and text.startswith(("[SPM] FAULT: ", "[SPM]   ")):
                self.explain(text)

    def explain(self, text):
        result = subprocess.run([steps.TOOL, "fault", *self.images], input=text + "\n", capture_output=True, text=True, check=False)
        for line in result.stdout.splitlines()[1:] + result.stderr.splitlines():
            print("  " + line, flush=True)

    def saw(self, text):
        return any(text in line for line in self.lines)


def app_name(app):
    """The build folder of a non-secure project."""
    return "demo" if app == DEMO else f"app-{app.name}"


def build(options):
    board = options.board
    with step("host tool"):
        steps.build_host("tools")
    if board == "host":
        with step("demo for the host"):
            steps.call(["cmake", "--install", BUILD / "tools", "--prefix", BUILD / "demo" / "host" / "sdk"], "host-install")
            steps.build_image(ROOT / "examples" / "demo", BUILD / "demo" / "host" / "demo",
                              [f"-DCMAKE_PREFIX_PATH={BUILD / 'demo' / 'host' / 'sdk'}"], "host-demo")
        return
    with step(f"bootloader, SPE and SDK for {board}"):
        steps.build_secure(board, options.system)
    with step("demo (NSPE)" if options.app == DEMO else f"{options.app.name} (NSPE)"):
        steps.build_nonsecure(board, options.app, app_name(options.app))


def nonsecure_image(board, app):
    """The image that the project made: its redoubt_nspe_image(TARGET) names it."""
    folder = steps.folder(board, app_name(app))
    images = [file for file in folder.glob("*.bin") if not file.name.endswith(".signed.bin")]
    if len(images) != 1:
        raise StepFailed(f"{app}/CMakeLists.txt must make one image by redoubt_nspe_image(TARGET); it makes {len(images)}")
    return images[0]


def elf_files(device, app):
    """The images with their symbols: what redoubt_nspe_image() made .bin of is beside it, with or without a suffix."""
    nspe = nonsecure_image(device.board, app).with_suffix("")
    return [steps.folder(device.board, "spe") / "spe.elf", *(file for file in (nspe, nspe.with_suffix(".elf")) if file.is_file())]


def prepare(device, app=DEMO):
    """Signs the images with the device's keys and puts them into its slots; makes the device at the first use."""
    images = [steps.folder(device.board, "spe") / "spe.bin", nonsecure_image(device.board, app)]
    stamp = device.path / "images.sha256"
    current = steps.digest(*images)
    if device.exists() and steps.is_current(stamp, current):
        return
    with step("signing both images" if device.exists() else "keys, signatures and a new device"):
        device.make_keys()
        spe, nspe = device.sign("spe", images[0]), device.sign("nspe", images[1])
        if device.exists():
            device.update_images(spe, nspe)
        else:
            device.provision(spe, nspe)
        stamp.write_text(current, encoding="utf-8")


def run_emulated(device, console, options, scratch):
    challenge = challenge_file(scratch / "challenge.bin")
    if options.gdb:
        elf = steps.folder(device.board, "spe") / "spe.elf"
        print(f"  waiting for a debugger: gdb-multiarch {elf.relative_to(ROOT)} -ex 'target remote localhost:{GDB_PORT}'")
    status, _ = device.run(timeout=None if options.gdb else 120, on_line=console.line, challenge=scratch / "challenge.bin",
                           gdb_port=GDB_PORT if options.gdb else None, extra=["-serial", "chardev:console"])  # UART2's too
    return status, challenge


def run_host(device, console, scratch):
    challenge = challenge_file(scratch / "challenge.bin")
    environment = dict(os.environ, REDOUBT_STORAGE=str(device.path), REDOUBT_LOG="1",
                       REDOUBT_DEMO_CHALLENGE=str(scratch / "challenge.bin"))
    with subprocess.Popen([BUILD / "demo" / "host" / "demo" / "demo"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=environment) as process:
        for raw in process.stdout:
            console.line(raw.decode("utf-8", "replace").rstrip("\r\n"))
        return process.wait(), challenge


def tamper(what, file, board):
    """Flips one bit and says which."""
    result = subprocess.run([steps.TOOL, "tamper", what, file, "--board", steps.board_file(board)], capture_output=True, text=True,
                            check=False)
    if result.returncode != 0:
        raise StepFailed(result.stderr.strip() or "redoubt tamper failed")
    print("  " + result.stdout.strip())


def run_demo(device, options, scratch):
    console = Console([] if device.board == "host" else elf_files(device, options.app))
    print()
    if device.board == "host":
        status, challenge = run_host(device, console, scratch)
    else:
        status, challenge = run_emulated(device, console, options, scratch)
    print()
    return status, challenge, console


def verify_token(device, console, challenge, scratch, show=True):
    token = scratch / "token.bin"
    if show:
        if not console.token:
            raise StepFailed("the device sent no attestation token")
        token.write_bytes(bytes.fromhex(console.token))
        shutil.copy(token, device.path / "token.bin")
    command = [steps.TOOL, "token", "verify", "--key", device.public_key, "--nonce", challenge.hex(), token]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in (result.stdout + result.stderr).splitlines():
        print("  " + line)
    return result.returncode


def working_copy(device, scratch):
    """Tampering happens to a copy: the device itself stays as it is."""
    copy = Device(device.board, scratch / "tampered")
    if device.board == "host":
        shutil.copytree(device.path, copy.path)
    else:
        copy.path.mkdir()
        subprocess.run(["cp", "--sparse=always", device.nv, copy.nv], check=True)
        shutil.copy(device.public_key, copy.public_key)
    return copy


def run_tampered(device, options, scratch):
    what = options.tamper
    if what in ("token", "storage"):
        print("  first an untouched run:")
        status, challenge, console = run_demo(device, options, scratch)
        if status != 0:
            raise StepFailed("the untouched device did not finish the demo")
    copy = working_copy(device, scratch)
    if what == "token":
        (scratch / "token.bin").write_bytes(bytes.fromhex(console.token))
        tamper("token", scratch / "token.bin", device.board)
        if verify_token(copy, console, challenge, scratch, show=False) != 1:
            raise StepFailed("the altered token was not refused")
        print("refused, as it must be: the verifier rejects the altered token")
        return
    tamper(what, copy.nv, device.board)
    status, _, console = run_demo(copy, options, scratch)
    sign, sentence = REFUSAL[what]
    if status == 0 or not console.saw(sign):
        raise StepFailed(f"the altered device was not refused as it must be (expected: {sign})")
    print(f"refused, as it must be: {sentence}")


def check_end(status, console, options):
    """The demo says that it has finished; of other programs the exit status is known, which a reset leaves 0."""
    if status is None:
        raise StepFailed("the device did not reach the end of the demo" if options.is_demo else "the program did not end")
    if status != 0:
        raise StepFailed("the demo failed" if options.is_demo else f"the program ended with status {status}")
    if console.saw("[SPM] the device resets") or (options.app == DEMO and not console.saw("[APP] demo finished")):
        raise StepFailed("the device reset itself before the demo ended" if options.is_demo else "the device reset itself")


def add_figures(board):
    """Leaves size.json, bench.json and audit.json; measures again only when an image changed."""
    steps.add_size_report(board)
    import audit  # pylint: disable=import-outside-toplevel
    import bench  # pylint: disable=import-outside-toplevel
    bench.measure(board)
    audit.report(board)


def main():
    options = arguments()
    steps.SYSTEM, steps.PARTITIONS = options.system, options.partition
    try:
        steps.set_up()
        build(options)
        device = Device(options.board, BUILD / "devices" / options.board)
        if options.fresh:
            device.remove()
        device.path.mkdir(parents=True, exist_ok=True)
        if options.board != "host":
            prepare(device, options.app)
        with tempfile.TemporaryDirectory(prefix="redoubt-run-") as scratch:
            scratch = Path(scratch)
            if options.tamper:
                run_tampered(device, options, scratch)
                return 0
            status, challenge, console = run_demo(device, options, scratch)
            check_end(status, console, options)
            if options.app == DEMO or console.token:
                if verify_token(device, console, challenge, scratch) != 0:
                    raise StepFailed("the attestation token is not valid")
        if options.board != "host" and options.is_demo and not options.gdb:
            with step("figures (redoubt size, redoubt bench, redoubt audit)"):
                add_figures(options.board)
        return 0
    except StepFailed as failure:
        print(f"./run: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("./run: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
