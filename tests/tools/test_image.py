# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt image`, checked against another implementation of the format and of ECDSA."""
import json
import random
import struct
import unittest

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from tool import BOARD, ImageView, ToolTest, base_of, is_signed, program, sha256, spki


def build(key, payload, load_address, counter=7, header_size=0x400):
    """An image of our own, signed by cryptography with a random nonce."""
    header = struct.pack("<IIHHIIBBHII", 0x96F3B83D, load_address, header_size, 12, len(payload), 0x20, 1, 2, 3, 4, 0)
    covered = header.ljust(header_size, b"\0") + payload + struct.pack("<HHHHI", 0x6908, 12, 0x50, 4, counter)
    signature = key.sign(sha256(covered), ec.ECDSA(utils.Prehashed(hashes.SHA256())))
    tlvs = b"".join(struct.pack("<HH", kind, len(value)) + value for kind, value in (
        (0x10, sha256(covered)), (0x01, sha256(spki(key))), (0x02, spki(key)), (0x22, signature)))
    return covered + struct.pack("<HH", 0x6907, 4 + len(tlvs)) + tlvs


class Image(ToolTest):
    def setUp(self):
        super().setUp()
        self.key, self.pem = self.make_key("signer")
        self.source = self.scratch / "program.bin"
        self.source.write_bytes(program())

    def verify(self, status, image, *more, slot="spe", key=None):
        return self.expect(status, "image", "verify", "--board", BOARD, "--slot", slot, "--key", key or self.pem, *more, image)

    def test_every_field_of_a_signed_image(self):
        view = ImageView(self.sign(self.pem, self.source).read_bytes())
        self.assertEqual((view.magic, view.flags, view.header_size), (0x96F3B83D, 0x20, 0x400))
        self.assertEqual((view.major, view.minor, view.revision, view.build), (1, 2, 3, 4))
        self.assertEqual(view.load_address, base_of("spe_code"))
        self.assertEqual(view.payload, self.source.read_bytes())
        self.assertEqual(view.protected, {0x50: struct.pack("<I", 7)})
        self.assertEqual(set(view.tlvs), {0x10, 0x01, 0x02, 0x22})
        self.assertEqual(view.tlvs[0x10], sha256(view.covered))
        self.assertEqual(view.tlvs[0x01], sha256(spki(self.key)))
        self.assertEqual(view.tlvs[0x02], spki(self.key))
        self.assertTrue(is_signed(self.key.public_key(), sha256(view.covered), view.tlvs[0x22]))

    def test_signing_is_reproducible(self):
        first = self.sign(self.pem, self.source, "first.bin").read_bytes()
        self.assertEqual(first, self.sign(self.pem, self.source, "second.bin").read_bytes())

    def test_slots_differ(self):
        image = self.sign(self.pem, self.source, slot="nspe")
        self.assertEqual(ImageView(image.read_bytes()).load_address, base_of("nspe_code"))
        self.verify(0, image, slot="nspe")
        self.assertIn("wrong slot", self.verify(1, image)[1])

    def test_extreme_versions_and_counters(self):
        for version, numbers in (("0", (0, 0, 0, 0)), ("255.255.65535+4294967295", (255, 255, 65535, 0xFFFFFFFF)),
                                 ("1.2", (1, 2, 0, 0)), ("1+9", (1, 0, 0, 9))):
            view = ImageView(self.sign(self.pem, self.source, version=version, counter=0xFFFFFFFF).read_bytes())
            self.assertEqual((view.major, view.minor, view.revision, view.build), numbers)
            self.assertEqual(view.protected[0x50], b"\xff" * 4)

    def test_wrong_usage(self):
        def sign(**changes):
            given = {"--board": BOARD, "--slot": "spe", "--key": self.pem, "--version": "1", "--security-counter": 1} | changes
            words = [word for option, value in given.items() for word in (option, value)]
            return self.expect(2, "image", "sign", *words, self.source, "out.bin")
        for version in ("", "x", "256", "1.256", "1.1.65536", "1.1.1+4294967296", "1.1.1.1", "1.", "1.2.3+", "-1", " 1", "1 "):
            with self.subTest(version=version):
                sign(**{"--version": version})
        for counter in ("-1", "4294967296", "x", "1.5"):
            with self.subTest(counter=counter):
                sign(**{"--security-counter": counter})
        sign(**{"--slot": "bl2"})
        self.assertFalse((self.scratch / "out.bin").exists())

    def test_programs_that_do_not_fit(self):
        for content in (b"", b"1234567", bytes(0x100000)):
            self.source.write_bytes(content)
            self.expect(1, "image", "sign", "--board", BOARD, "--slot", "spe", "--key", self.pem, "--version", "1",
                        "--security-counter", "1", self.source, "out.bin")
            self.assertFalse((self.scratch / "out.bin").exists())

    def test_largest_image(self):
        capacity = 0xF0000
        overhead = 0x400 + 12 + 4 + (4 + 32) * 2 + (4 + 91) + 4  # all but program and signature
        self.source.write_bytes(program(capacity - overhead - 72))
        image = self.sign(self.pem, self.source)
        self.assertLessEqual(image.stat().st_size, capacity)
        self.verify(0, image)

    def test_warns_of_a_program_that_cannot_start(self):
        self.source.write_bytes(program(load_address=0x20000000))
        _, complaint = self.expect(0, "image", "sign", "--board", BOARD, "--slot", "spe", "--key", self.pem, "--version", "1",
                                   "--security-counter", "1", self.source, "out.bin")
        self.assertIn("reset vector", complaint)

    def test_verify(self):
        image = self.sign(self.pem, self.source)
        out, _ = self.verify(0, image, "--minimum-counter", 7)
        self.assertIn("1.2.3+4", out)
        self.assertIn(sha256(ImageView(image.read_bytes()).covered).hex(), out)
        self.assertIn("rollback", self.verify(1, image, "--minimum-counter", 8)[1])
        key_hash = sha256(spki(self.key)).hex()
        base = ("image", "verify", "--board", BOARD, "--slot", "spe")
        self.expect(0, *base, "--key-hash", key_hash, image)
        self.expect(0, *base, "--key-hash", key_hash.upper(), image)
        self.expect(1, *base, "--key-hash", "00" * 32, image)
        for wrong in ("00", "0" * 63, "zz" * 32, ""):
            self.expect(2, *base, "--key-hash", wrong, image)
        self.expect(2, *base, image)
        self.expect(2, *base, "--key", self.pem, "--key-hash", key_hash, image)
        self.expect(1, *base, "--key", self.pem, "missing.bin")

    def test_wrong_key(self):
        _, other = self.make_key("other")
        image = self.sign(self.pem, self.source)
        self.assertIn("not by the provisioned key", self.verify(1, image, key=other)[1])

    def test_images_of_another_signer(self):
        image = self.scratch / "foreign.bin"
        for counter in (0, 7, 0xFFFFFFFF):
            image.write_bytes(build(self.key, self.source.read_bytes(), base_of("spe_code"), counter))
            self.verify(0, image)
            self.expect(0, "image", "info", image)
        image.write_bytes(build(self.key, self.source.read_bytes(), base_of("spe_code"), header_size=0x200))
        self.assertIn("header size", self.verify(1, image)[1])

    def test_every_flipped_bit_is_refused(self):
        image = self.sign(self.pem, self.source)
        good = image.read_bytes()
        dice = random.Random(1)
        edges = list(range(0, 32, 3)) + [0x3FF, 0x400] + list(range(0x400 + 3000 - 1, len(good), 11)) + [len(good) - 1]
        for place in edges + [dice.randrange(len(good)) for _ in range(16)]:
            bad = bytearray(good)
            bad[place] ^= 1 << dice.randrange(8)
            image.write_bytes(bad)
            with self.subTest(place=place):
                self.verify(1, image)

    def test_truncated_and_extended(self):
        image = self.sign(self.pem, self.source)
        good = image.read_bytes()
        for size in (0, 1, 31, 32, 0x400, 0x400 + 2999, 0x400 + 3000 + 3, len(good) - 1):
            image.write_bytes(good[:size])
            with self.subTest(size=size):
                self.verify(1, image)
                self.expect(1, "image", "info", image)
        image.write_bytes(good + b"\xff")
        self.assertIn("follow", self.verify(1, image)[1])

    def test_test_keys_are_for_development(self):
        keys = sorted((BOARD.parents[2] / "tests" / "keys").glob("*.pem"))
        self.assertGreaterEqual(len(keys), 2)
        for key in keys:
            image = self.sign(key, self.source)
            self.verify(0, image, key=key)
            self.assertIn("test key", self.verify(1, image, "--secured", key=key)[1])

    def test_info(self):
        image = self.sign(self.pem, self.source)
        view = ImageView(image.read_bytes())
        text, _ = self.expect(0, "image", "info", image)
        for word in ("1.2.3+4", "RAM_LOAD", "SEC_CNT", "SHA256", "KEYHASH", "PUBKEY", "ECDSA_SIG", "matches"):
            self.assertIn(word, text)
        info = json.loads(self.expect(0, "image", "info", "--json", image)[0])
        self.assertEqual(info["header"]["version"], "1.2.3+4")
        self.assertEqual(info["header"]["payload_size"], 3000)
        self.assertEqual(info["security_counter"], 7)
        self.assertEqual(info["hash"], sha256(view.covered).hex())
        self.assertEqual(info["signer"], sha256(spki(self.key)).hex())
        self.assertEqual({(tlv["type"], tlv["value"]) for tlv in info["tlvs"]},
                         {(kind, value.hex()) for kind, value in (view.tlvs | view.protected).items()})
        self.assertNotIn("refused", info)

    def test_info_of_an_altered_image(self):
        image = self.sign(self.pem, self.source)
        bad = bytearray(image.read_bytes())
        bad[0x500] ^= 1
        image.write_bytes(bad)
        info = json.loads(self.expect(0, "image", "info", "--json", image)[0])
        self.assertIn("altered", info["hash_check"])
        self.assertIn("does not match", info["signature"])
        bad[-1] ^= 1  # of the signature; the length before it makes the file too short for its TLVs then
        bad[image.stat().st_size - 72 - 2] ^= 0xFF
        image.write_bytes(bad)
        self.expect(1, "image", "info", "--json", image)


if __name__ == "__main__":
    unittest.main()
