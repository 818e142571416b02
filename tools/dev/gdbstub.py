# SPDX-License-Identifier: BSD-3-Clause
"""QEMU's gdbstub over a UNIX socket: stop where wanted, read and write memory and registers as the stopped core sees them."""
import contextlib
import socket
import struct
import subprocess
import time

PC = 15
CHUNK = 0x400


class Refused(Exception):
    """The emulator answered with an error, or ended."""


class Stub:
    """A device that runs under the debugger. Begins stopped, before its first instruction."""

    def __init__(self, connection):
        self.connection = connection
        self.received = b""
        self.ask("QStartNoAckMode")
        self.connection.sendall(b"+")
        self.ask("qXfer:features:read:target.xml:0,ffb")  # single registers are for those who have read it

    def send(self, text):
        data = text.encode("ascii")
        self.connection.sendall(b"$" + data + f"#{sum(data) % 256:02x}".encode("ascii"))

    def reply(self):
        """The next packet; acknowledgements are skipped."""
        while True:
            start, end = self.received.find(b"$"), self.received.find(b"#")
            if 0 <= start < end and len(self.received) >= end + 3:
                text = self.received[start + 1:end].decode("ascii")
                self.received = self.received[end + 3:]
                return text
            more = self.connection.recv(65536)
            if not more:
                raise Refused("the emulator ended")
            self.received += more

    def ask(self, text):
        self.send(text)
        answer = self.reply()
        if answer.startswith("E"):
            raise Refused(f"{text.split(',', maxsplit=1)[0]}: {answer}")
        return answer

    def read(self, address, size):
        data = b""
        while len(data) < size:
            data += bytes.fromhex(self.ask(f"m{address + len(data):x},{min(CHUNK, size - len(data)):x}"))
        return data

    def write(self, address, data):
        for at in range(0, len(data), CHUNK):
            part = data[at:at + CHUNK]
            self.ask(f"M{address + at:x},{len(part):x}:{part.hex()}")

    def register(self, number):
        return struct.unpack("<I", bytes.fromhex(self.ask(f"p{number:x}")))[0]

    def set_register(self, number, value):
        self.ask(f"P{number:x}={struct.pack('<I', value).hex()}")

    def stop_at(self, *addresses):
        for address in addresses:
            self.ask(f"Z1,{address:x},2")

    def go_on(self):
        """Runs until the next stop."""
        answer = self.ask("c")
        if answer[:1] not in "ST":
            raise Refused(f"the device did not stop where it was to: {answer}")

    def step(self):
        self.ask("s")


def connect(path, process, timeout):
    """QEMU makes the socket soon after its start."""
    end = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(path))
            connection.settimeout(timeout)
            return connection
        except OSError:
            connection.close()
            if process.poll() is not None or time.monotonic() > end:
                raise Refused("the emulator does not answer") from None
            time.sleep(0.05)


@contextlib.contextmanager
def running(device, scratch, timeout=240, **options):
    """The device under the debugger, its console in scratch/console; yields the stub."""
    path = scratch / "gdb"
    command = device.command(extra=["-gdb", f"unix:{path},server=on,wait=off", "-S"], **options)
    with open(scratch / "console", "wb") as out, subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out,
                                                      stderr=subprocess.STDOUT) as process:
        try:
            with connect(path, process, timeout) as connection:
                yield Stub(connection)
        finally:
            process.kill()
