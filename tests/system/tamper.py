# SPDX-License-Identifier: BSD-3-Clause
"""tamper.py BOARD: images that must not run, each with the exact reason that the bootloader gives; then good ones, built
by this test's own signer. The images are written straight into the device's memory, past every check of the tool."""
import struct

import rig
from images import ECDSA_SIG, KEYHASH, PUBKEY, SEC_CNT, SHA256, Image, flip, load_key, public_der, put_in_slot, tlv
from cryptography.hazmat.primitives.asymmetric import ec

SLOTS = {"spe": ("SPE", "slot_spe", "spe_code"), "nspe": ("NSPE", "slot_nspe", "nspe_code")}


def last_tlv(image, end):
    """Where the signature's begins: what looks like one may also lie inside of it."""
    return next(at for at in range(end, len(image))
                if struct.unpack_from("<HH", image, at) == (ECDSA_SIG, len(image) - at - 4))


def cases(make, good, other_key, capacity, other_address):
    """(what it is, the image's bytes, the reason of the refusal). make(**lies) builds a signed image."""
    size = len(good)
    payload = make.payload_size
    end = 0x400 + payload  # of header and payload
    counter_tlv = tlv(SEC_CNT, b"\1\0\0\0")
    yield "altered header", flip(good, 20), "altered: hash does not match"
    yield "altered first instruction", flip(good, 0x400 + 8), "altered: hash does not match"
    yield "altered last byte", flip(good, end - 1, 0x80), "altered: hash does not match"
    yield "altered padding of the header", flip(good, 0x3FF), "altered: hash does not match"
    yield "altered security counter", flip(good, end + 8), "altered: hash does not match"
    yield "altered hash", flip(good, good.rindex(tlv(SHA256, b"", 32)) + 4), "altered: hash does not match"
    yield "altered signature", flip(good, size - 1), "signature does not match"
    yield "malformed signature", flip(good, last_tlv(good, end) + 4), "malformed signature"
    yield "truncated at the end", good[:size - 10], "signature does not match"
    yield "truncated in the TLVs", good[:end + 12], "truncated"
    yield "truncated in the payload", good[:0x400 + payload // 2], "truncated"
    yield "oversized payload", make(stated_payload_size=capacity), "oversized for its slot"
    yield "oversized payload, wrapping", make(stated_payload_size=0xFFFFFFF0), "oversized for its slot"
    yield "payload size one too large", make(stated_payload_size=payload + 1), "sizes lie: no TLVs where the image should end"
    yield "payload size one too small", make(stated_payload_size=payload - 1), "sizes lie: no TLVs where the image should end"
    yield "payload too short", make(stated_payload_size=4), "too short"
    yield "unsigned", make(sign=False), "unsigned"
    yield "no public key", make(with_key=False), "no public key"
    yield "wrong key", make(key=other_key), "signature is not by the provisioned key"
    yield "key of another, signed by ours", swap_key(make, other_key), "signature is not by the provisioned key"
    yield "wrong slot", make(load_address=other_address), "wrong slot"
    yield "load address one word off", make(load_address=make.load_address + 4), "wrong slot"
    yield "older counter", make(counter=4), "older security counter: rollback"
    yield "no counter", make(counter_tlv=b""), "no security counter"
    yield "counter of 2 bytes", make(counter_tlv=tlv(SEC_CNT, b"\1\0")), "TLV lengths lie"
    yield "two counters", make(extra_protected=counter_tlv), "a TLV occurs twice"
    yield "counter that nothing signs", make(extra_tlvs=tlv(SEC_CNT, b"\xff\0\0\0")), \
        "security counter is not signed"
    yield "second hash", make(extra_tlvs=tlv(SHA256, bytes(32))), "a TLV occurs twice"
    yield "unknown TLV that nothing signs", make(extra_tlvs=tlv(0x77, b"x")), "a TLV in the wrong area"
    yield "TLV longer than its area", make(sizes={ECDSA_SIG: 0xFFFF}), "TLV lengths lie"
    yield "TLV shorter than it is", make(sizes={KEYHASH: 16}), "TLV lengths lie"
    yield "hash TLV of no length", make(sizes={SHA256: 0}), "TLV lengths lie"
    yield "public key TLV too long", make(sizes={PUBKEY: 0x400}), "TLV lengths lie"
    yield "counter TLV too long", make(sizes={SEC_CNT: 8}), "TLV lengths lie"
    yield "TLV area too long", make(tlv_area_size=0xFFFF), "TLV lengths lie"
    yield "TLV area one too short", make(tlv_area_size=200), "TLV lengths lie"
    yield "TLV area of 3 bytes", make(tlv_area_size=3), "TLV lengths lie"
    yield "protected area lies", make(protected_area_size=0x7000), "TLV lengths lie"
    yield "protected size of the header lies", make(stated_protected_size=16), "sizes lie: no TLVs where the image should end"
    yield "protected size of the header 0", make(stated_protected_size=0), "sizes lie: no TLVs where the image should end"
    yield "header size 0", make(stated_header_size=0), "header size lies"
    yield "header size below the header", make(stated_header_size=28), "header size lies"
    yield "header size odd", make(stated_header_size=0x401), "header size lies"
    yield "header size 0xFFFC", make(stated_header_size=0xFFFC), "truncated"
    yield "header size 32, sizes moved to fit", make(header_size=0x20), "header size lies"
    yield "bad magic", make(magic=0x96F3B83C), "not an image, bad magic"
    yield "flags for no RAM load", make(flags=0), "unsupported flags"
    yield "flags for encryption", make(flags=0x24), "unsupported flags"
    yield "nothing at all", b"", "no image"
    yield "all zeroes", bytes(0x1000), "not an image, bad magic"


def swap_key(make, other_key):
    """Our signature and hash, but another key in the image."""
    mine, other = make(), public_der(other_key)
    place = mine.rindex(tlv(PUBKEY, b"", len(other))) + 4
    return mine[:place] + other + mine[place + len(other):]


class Maker:
    def __init__(self, payload, load_address, key, counter):
        self.payload_size, self.load_address = len(payload), load_address
        self.defaults = {"payload": payload, "load_address": load_address, "key": key, "counter": counter}

    def __call__(self, **lies):
        return Image(**{**self.defaults, **lies}).build()


def refusal(lines, who):
    found = [line for line in lines if line.startswith(f"[BL2] {who} refused: ")]
    return found[0][len(f"[BL2] {who} refused: "):] if len(found) == 1 else None


def try_slot(checks, device, slot, payload, counter):
    who, area, memory = SLOTS[slot]
    other = "nspe" if slot == "spe" else "spe"
    make = Maker(payload, device.memory(memory)[0], load_key(device.key(slot)), counter)
    good = make()
    capacity = int(device.description["nv"]["areas"][area]["size"], 0)
    other_key = ec.generate_private_key(ec.SECP256R1())
    for what, data, reason in cases(make, good, other_key, capacity, device.memory(SLOTS[other][2])[0]):
        put_in_slot(device, area, data)
        status, lines = rig.attack(device, "idle", timeout=30)
        given = refusal(lines, who)
        checks.expect(f"{who}, {what}: refused because: {reason}", given == reason, lines[-8:])
        checks.expect(f"{who}, {what}: nothing runs after the refusal",
                      status is None and not any(line.startswith(("[APP]", "[SPM]")) for line in lines), lines[-8:])
    put_in_slot(device, area, good)
    status, lines = rig.attack(device, "idle", timeout=30)
    checks.expect(f"{who}: a good image by a foreign signer boots", status == 0 and rig.ENDS + " 0" in lines, lines[-8:])


def test(checks, board, scratch):
    device = rig.new_device(board, scratch, counter=5)
    # The counters move to 5 with this.
    status, lines = rig.attack(device, "confirm")
    checks.expect("the first images confirm themselves", status == 0, lines[-8:])
    try_slot(checks, device, "spe", rig.spe(board).read_bytes(), 5)
    try_slot(checks, device, "nspe", (rig.app(board) / "attack.bin").read_bytes(), 5)


if __name__ == "__main__":
    rig.main(test, at_least=200)
