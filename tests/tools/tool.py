# SPDX-License-Identifier: BSD-3-Clause
"""What the tests of the host CLI share: running it, keys, and a reader of images that is not the tool's own."""
import hashlib
import json
import os
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

ROOT = Path(__file__).resolve().parents[2]
TOOL = os.environ["REDOUBT_TOOL"]
BOARD = ROOT / "boards" / "mps2_an521" / "board.json"
DESCRIPTION = json.loads(BOARD.read_text(encoding="utf-8"))


def area(name):
    place = DESCRIPTION["nv"]["areas"][name]
    return int(place["offset"], 0), int(place["size"], 0)


def base_of(memory):
    return int(DESCRIPTION["memory"][memory]["base"], 0)


def spki(key):
    """DER SubjectPublicKeyInfo of a private or public key."""
    public = key.public_key() if hasattr(key, "public_key") else key
    return public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def point(key):
    public = key.public_key() if hasattr(key, "public_key") else key
    return public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def write_private(path, key, form=serialization.PrivateFormat.PKCS8, encoding=serialization.Encoding.PEM):
    path.write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    return path


def sha256(data):
    return hashlib.sha256(data).digest()


def is_signed(key, digest, signature):
    """Whether cryptography accepts a DER signature over a SHA-256 digest."""
    try:
        key.verify(signature, digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
        return True
    except Exception:  # pylint: disable=broad-except
        return False


def program(size=3000, load_address=None):
    """A program that could run: stack pointer, reset vector, anything."""
    start = (base_of("spe_code") if load_address is None else load_address) + 0x400
    return struct.pack("<II", 0x38001000, start + 9) + os.urandom(size - 8)


class ImageView:
    """An image as MCUboot's documentation describes it."""

    def __init__(self, data):
        (self.magic, self.load_address, self.header_size, self.protected_size, self.payload_size, self.flags, self.major,
         self.minor, self.revision, self.build) = struct.unpack_from("<IIHHIIBBHI", data)
        end = self.header_size + self.payload_size
        self.payload = data[self.header_size:end]
        self.covered = data[:end + self.protected_size]
        self.protected, after = self.area(data, end, 0x6908) if self.protected_size else ({}, end)
        self.tlvs, self.end = self.area(data, after, 0x6907)

    @staticmethod
    def area(data, at, magic):
        found, size = struct.unpack_from("<HH", data, at)
        assert found == magic, hex(found)
        tlvs, end, at = {}, at + size, at + 4
        while at < end:
            kind, length = struct.unpack_from("<HH", data, at)
            assert kind not in tlvs
            tlvs[kind] = data[at + 4:at + 4 + length]
            at += 4 + length
        assert at == end
        return tlvs, end


class ToolTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="redoubt-cli-")
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)

    def run_tool(self, *arguments, stdin=b""):
        return subprocess.run([TOOL, *map(str, arguments)], input=stdin, capture_output=True, check=False, timeout=120,
                              cwd=self.scratch)

    def expect(self, status, *arguments, stdin=b""):
        """Runs the tool, checks its exit status, and returns its output and its complaint."""
        result = self.run_tool(*arguments, stdin=stdin)
        out, complaint = result.stdout.decode(), result.stderr.decode()
        self.assertEqual(result.returncode, status, f"redoubt {' '.join(map(str, arguments))}\n{out}{complaint}")
        if status != 0:
            self.assertNotEqual(complaint.strip(), "", "a failure without a word")
        return out, complaint

    def make_key(self, name):
        """A key made by cryptography, not by the tool."""
        key = ec.generate_private_key(ec.SECP256R1())
        return key, write_private(self.scratch / f"{name}.pem", key)

    def sign(self, key, source, name="image.bin", slot="spe", version="1.2.3+4", counter=7, *more):
        out = self.scratch / name
        self.expect(0, "image", "sign", "--board", BOARD, "--slot", slot, "--key", key, "--version", version,
                    "--security-counter", counter, *more, source, out)
        return out
