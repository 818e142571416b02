# SPDX-License-Identifier: BSD-3-Clause
"""Images in MCUboot's format, built without Redoubt's own code, so that a fault of that cannot hide itself, and with
every lie that a test wants to tell."""
import hashlib
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

MAGIC, TLV_MAGIC, PROTECTED_MAGIC, RAM_LOAD = 0x96F3B83D, 0x6907, 0x6908, 0x20
KEYHASH, PUBKEY, SHA256, ECDSA_SIG, SEC_CNT = 0x01, 0x02, 0x10, 0x22, 0x50


def load_key(path):
    return serialization.load_pem_private_key(path.read_bytes(), None)


def public_der(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def tlv(kind, value, size=None):
    return struct.pack("<HH", kind, len(value) if size is None else size) + value


@dataclass
class Image:
    """What is left None has its true value."""
    payload: bytes
    load_address: int
    key: ec.EllipticCurvePrivateKey
    counter: int = 1
    version: tuple = (1, 0, 0, 0)
    header_size: int = 0x400
    magic: int = MAGIC
    flags: int = RAM_LOAD
    stated_header_size: int = None
    stated_payload_size: int = None
    stated_protected_size: int = None
    tlv_area_size: int = None       # of the unprotected area, in its info
    protected_area_size: int = None  # in the protected area's info
    counter_tlv: bytes = None
    sign: bool = True
    with_key: bool = True
    extra_tlvs: bytes = b""
    extra_protected: bytes = b""
    sizes: dict = field(default_factory=dict)  # TLV type -> stated size

    def covered(self):
        counter = self.counter_tlv if self.counter_tlv is not None else \
            tlv(SEC_CNT, struct.pack("<I", self.counter), self.sizes.get(SEC_CNT))
        body = counter + self.extra_protected
        true_size = len(body) + 4
        protected = struct.pack("<HH", PROTECTED_MAGIC, choose(self.protected_area_size, true_size)) + body
        header = struct.pack("<IIHHIIBBHII", self.magic, self.load_address, choose(self.stated_header_size, self.header_size),
                             choose(self.stated_protected_size, true_size),
                             choose(self.stated_payload_size, len(self.payload)), self.flags, *self.version, 0)
        return header.ljust(self.header_size, b"\0") + self.payload + protected

    def build(self):
        covered = self.covered()
        digest = hashlib.sha256(covered).digest()
        public = public_der(self.key)
        body = tlv(SHA256, digest, self.sizes.get(SHA256))
        body += tlv(KEYHASH, hashlib.sha256(public).digest(), self.sizes.get(KEYHASH))
        if self.with_key:
            body += tlv(PUBKEY, public, self.sizes.get(PUBKEY))
        if self.sign:
            signature = self.key.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
            body += tlv(ECDSA_SIG, signature, self.sizes.get(ECDSA_SIG))
        body += self.extra_tlvs
        return covered + struct.pack("<HH", TLV_MAGIC, choose(self.tlv_area_size, len(body) + 4)) + body


def choose(stated, true):
    return true if stated is None else stated


def flip(data, at, mask=1):
    changed = bytearray(data)
    changed[at] ^= mask
    return bytes(changed)


def put_in_slot(device, area, data):
    """Writes raw bytes into a slot of the device's memory, the rest of it erased."""
    place = device.description["nv"]["areas"][area]
    offset, size = int(place["offset"], 0), int(place["size"], 0)
    with open(device.nv, "r+b") as nv:
        nv.seek(offset)
        nv.write(data[:size])
        nv.write(b"\xff" * min(size - len(data[:size]), 0x2000))
