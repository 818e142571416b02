# SPDX-License-Identifier: BSD-3-Clause
"""A device: a folder with its non-volatile memory, keys and identity, and the emulator that runs it."""
import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import steps

CHALLENGE_MAGIC = b"RDCHALNG"
DEBUG_HALT_MAGIC = 0x4744424D


class Device:
    """`path` holds nv.img, keys/{spe,nspe}.pem, attestation_public_key.pem and device.json."""

    def __init__(self, board, path):
        self.board = board
        self.path = Path(path)
        self.nv = self.path / "nv.img"
        self.description = json.loads(steps.board_file(board).read_text(encoding="utf-8"))
        self.public_key = self.path / "attestation_public_key.pem"

    def key(self, slot):
        return self.path / "keys" / f"{slot}.pem"

    def exists(self):
        return self.nv.exists()

    def make_keys(self):
        """Development keys: made at the first use, this device's own, never tracked by git."""
        for slot in ("spe", "nspe"):
            if not self.key(slot).exists():
                self.key(slot).parent.mkdir(parents=True, exist_ok=True)
                steps.redoubt("key", "generate", "--out", self.key(slot), log="key")

    def sign(self, slot, binary, version="0.1.0", counter=1):
        image = self.path / f"{slot}.signed.bin"
        steps.sign(self.board, slot, self.key(slot), binary, image, version, counter)
        return image

    def provision(self, spe, nspe, *options):
        """A new device with these signed images in its slots."""
        steps.redoubt("provision", "--board", steps.board_file(self.board), "--device", self.path, "--out", self.nv,
                      "--spe-key", self.key("spe"), "--nspe-key", self.key("nspe"), "--spe", spe, "--nspe", nspe,
                      *options, log="provision")

    def update_images(self, spe, nspe):
        steps.redoubt("provision", "--board", steps.board_file(self.board), "--update-images", self.nv,
                      "--spe", spe, "--nspe", nspe, log="update-images")

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)

    def memory(self, name):
        region = self.description["memory"][name]
        return int(region["base"], 0), int(region["size"], 0)

    def command(self, *, plugin=None, reboot=False, challenge=None, gdb_port=None, icount=False, bl2=None, extra=()):
        """The emulator's command line. `challenge`: a file with magic and 32 bytes, placed at the end of the NSPE's RAM.
        `icount`: time goes by instructions, as many as the board executes; a plugin alone has one a nanosecond."""
        qemu = self.description["qemu"]
        size = qemu["memory_backend_size"]
        line = ["qemu-system-arm", "-M", qemu["machine"], "-display", "none", "-monitor", "none",
                "-chardev", "stdio,mux=on,id=console,signal=off", "-serial", "chardev:console", "-serial", "chardev:console",
                "-semihosting-config", "enable=on,target=native",
                "-object", f"memory-backend-file,id=nv,size={size},mem-path={self.nv},share=on",
                "-machine", "memory-backend=nv",
                "-kernel", bl2 or steps.bootloader(self.board)]
        if not reboot:
            line.append("-no-reboot")
        if challenge:
            base, length = self.memory("nspe_ram")
            line += ["-device", f"loader,file={challenge},addr={self.secure_alias(base) + length - 64:#x},force-raw=on"]
        if gdb_port:
            base, length = self.memory("fault_record")
            line += ["-gdb", f"tcp:127.0.0.1:{gdb_port}", "-S",
                     "-device", f"loader,addr={base + length - 4:#x},data={DEBUG_HALT_MAGIC:#x},data-len=4"]
        if plugin:
            line += ["-plugin", plugin]
        if icount or plugin:
            line += ["-icount", f"shift={qemu['icount_shift'] if icount else 0},sleep=off"]
        return [str(word) for word in [*line, *extra]]

    def secure_alias(self, address):
        return address | int(self.description["secure_alias"], 0)

    def run(self, *, timeout=60, stop_at=("[BL2] halted",), on_line=None, **options):
        """Runs until the emulator ends, a line starts with one of `stop_at`, or the time is over.
        Returns (exit status or None when it was stopped, lines)."""
        lines = []
        with subprocess.Popen(self.command(**options), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT) as process:
            timer = threading.Timer(timeout, process.kill)
            timer.start()
            stopped = False
            try:
                for raw in process.stdout:
                    line = raw.decode("utf-8", "replace").rstrip("\r\n")
                    lines.append(line)
                    if on_line:
                        on_line(line)
                    if line.startswith(tuple(stop_at)):
                        stopped = True
                        process.terminate()
                        break
                process.wait()
            finally:
                timed_out = not timer.is_alive()
                timer.cancel()
                if process.poll() is None:
                    process.kill()
        if timed_out:
            lines.append(f"(stopped after {timeout} s)")
        return (None if stopped or timed_out else process.returncode), lines


def challenge_file(path, challenge=None):
    """Writes a fresh 32-byte challenge for the attestation token and returns it."""
    challenge = challenge or os.urandom(32)
    Path(path).write_bytes(CHALLENGE_MAGIC + challenge)
    return challenge


def temporary_device(board):
    return Device(board, tempfile.mkdtemp(prefix=f"redoubt-{board}-"))
