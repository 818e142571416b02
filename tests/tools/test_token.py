# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt token` and token_independent.py agree on what a valid token is; tokens are built by cbor2 and cryptography."""
import json
import random
import subprocess
import sys
import unittest

import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from tool import BOARD, ROOT, ToolTest, point, sha256

INDEPENDENT = ROOT / "tests" / "token_independent.py"
NONCE = bytes(range(32))


def claims_of(key, **changes):
    claims = {
        10: NONCE, 256: b"\1" + sha256(point(key)), 265: "tag:psacertified.org,2023:psa#tfm", 268: b"s" * 32, 2394: -1,
        2395: 0x3000, 2396: b"i" * 32, 2398: "1234567890123-12345",
        2399: [{1: "SPE", 2: b"m" * 32, 4: "1.0.0+0", 5: b"k" * 32}, {1: "NSPE", 2: b"n" * 32, 5: b"l" * 32, 6: "sha-256"}],
        2400: "https://verifier.example",
    }
    for name, value in changes.items():
        claims[int(name[1:])] = value
        if value is None:
            del claims[int(name[1:])]
    return claims


def sign(key, payload, protected=None, tag=18):
    protected = cbor2.dumps({1: -7}) if protected is None else protected
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    r, s = decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256())))
    message = [protected, {}, payload, r.to_bytes(32, "big") + s.to_bytes(32, "big")]
    return cbor2.dumps(cbor2.CBORTag(tag, message) if tag else message)


class Token(ToolTest):
    def setUp(self):
        super().setUp()
        self.key, _ = self.make_key("attestation")
        self.public = self.scratch / "public.pem"
        self.public.write_bytes(self.key.public_key().public_bytes(serialization.Encoding.PEM,
                                                                   serialization.PublicFormat.SubjectPublicKeyInfo))
        self.file = self.scratch / "token.bin"
        self.good = sign(self.key, cbor2.dumps(claims_of(self.key)))
        self.file.write_bytes(self.good)

    def verify(self, status, *more, key=None):
        return self.expect(status, "token", "verify", "--key", key or self.public, self.file, *more)

    def independent(self, *more):
        return subprocess.run([sys.executable, INDEPENDENT, self.file, self.public, *more], capture_output=True, check=False)

    def both_refuse(self, token, why):
        self.file.write_bytes(token)
        _, complaint = self.verify(1)
        self.assertIn("NOT valid", complaint)
        self.assertEqual(self.independent().returncode, 1, f"the independent verifier accepts {why}")

    def test_valid(self):
        out, _ = self.verify(0, "--nonce", NONCE.hex(), "--require-secured")
        self.assertTrue(out.startswith(f"token is valid: signed by device 01{sha256(point(self.key)).hex()}\n"))
        for word in ("SECURED", "tag:psacertified.org,2023:psa#tfm", NONCE.hex(), "SPE 1.0.0+0", "NSPE", (b"m" * 32).hex(),
                     (b"k" * 32).hex(), (b"i" * 32).hex(), "1234567890123-12345", "https://verifier.example", "-1 (non-secure)"):
            self.assertIn(word, out)
        self.assertEqual(self.independent("--nonce", NONCE.hex()).returncode, 0)

    def test_json_is_what_the_independent_verifier_reads(self):
        out, _ = self.verify(0, "--json", "--nonce", NONCE.hex())
        verified = json.loads(out)
        self.assertIs(verified["valid"], True)
        self.assertIs(verified["nonce_checked"], True)
        shown = json.loads(self.expect(0, "token", "show", "--json", self.file)[0])
        self.assertEqual(shown, verified["claims"])
        self.assertEqual(shown.pop("psa-security-lifecycle-name"), "SECURED")
        self.assertEqual(shown, json.loads(self.independent().stdout))

    def test_show_needs_no_key_and_says_so(self):
        out, _ = self.expect(0, "token", "show", self.file)
        self.assertIn("NOT verified", out)
        self.assertIn(NONCE.hex(), out)

    def test_hexadecimal_and_standard_input(self):
        text = "\n".join(self.good.hex()[i:i + 64] for i in range(0, len(self.good) * 2, 64)).upper() + "\r\n"
        self.file.write_text(text, encoding="ascii")
        self.verify(0)
        for stdin in (self.good, text.encode()):
            self.expect(0, "token", "show", "-", stdin=stdin)
            self.expect(0, "token", "verify", "--key", self.public, "-", stdin=stdin)
        self.expect(1, "token", "show", "-", stdin=b"")

    def test_only_mandatory_claims(self):
        self.file.write_bytes(sign(self.key, cbor2.dumps(claims_of(self.key, c268=None, c2398=None, c2400=None))))
        self.verify(0)
        self.assertEqual(self.independent().returncode, 0)

    def test_wrong_key(self):
        _, other = self.make_key("other")
        self.assertIn("signature", self.verify(1, key=other)[1])

    def test_wrong_nonce(self):
        self.assertIn("nonce", self.verify(1, "--nonce", "00" * 32)[1])
        self.assertEqual(self.independent("--nonce", "00" * 32).returncode, 1)
        for wrong in ("00", "zz" * 32, "0" * 63):
            self.verify(2, "--nonce", wrong)

    def test_not_secured(self):
        for lifecycle in (0x0000, 0x1000, 0x2000, 0x4000, 0x5000, 0x6000):
            self.file.write_bytes(sign(self.key, cbor2.dumps(claims_of(self.key, c2395=lifecycle))))
            self.verify(0)
            self.assertIn("not secured", self.verify(1, "--require-secured")[1])
        self.file.write_bytes(sign(self.key, cbor2.dumps(claims_of(self.key, c2395=0x30FF))))
        self.verify(0, "--require-secured")

    def test_of_a_device(self):
        self.expect(0, "provision", "--board", BOARD, "--device", "device")
        self.assertIn("another device", self.verify(1, "--device", "device/device.json")[1])
        mine = {"board": "x", "instance_id": "01" + sha256(point(self.key)).hex(), "implementation_id": (b"i" * 32).hex(),
                "lifecycle": "secured", "lifecycle_value": 0x3000}
        file = self.scratch / "mine.json"
        file.write_text(json.dumps(mine), encoding="utf-8")
        self.verify(0, "--device", file)
        file.write_text(json.dumps(mine | {"implementation_id": "00" * 32}), encoding="utf-8")
        self.assertIn("implementation id", self.verify(1, "--device", file)[1])
        for broken in ("", "{", "[]", "{}", '{"instance_id": 1}'):
            file.write_text(broken, encoding="utf-8")
            self.verify(1, "--device", file)

    def test_every_flipped_bit_is_refused(self):
        dice = random.Random(2)
        for place in sorted({0, 1, 2, len(self.good) - 1, *dice.sample(range(len(self.good)), 60)}):
            bad = bytearray(self.good)
            bad[place] ^= 1 << dice.randrange(8)
            with self.subTest(place=place):
                self.file.write_bytes(bad)
                self.verify(1)
        bad = bytearray(self.good)
        bad[100] ^= 1
        self.both_refuse(bytes(bad), "an altered token")

    def test_malformed(self):
        payload = cbor2.dumps(claims_of(self.key))
        self.both_refuse(self.good + b"\0", "trailing bytes")
        self.both_refuse(self.good[:-1], "a cut token")
        self.both_refuse(sign(self.key, payload, tag=None), "no tag")
        self.both_refuse(sign(self.key, payload, tag=17), "the tag of COSE_Mac0")
        self.both_refuse(sign(self.key, payload, protected=cbor2.dumps({1: -35})), "ES384")
        self.both_refuse(sign(self.key, payload, protected=cbor2.dumps({})), "no algorithm")
        self.both_refuse(sign(self.key, payload + b"\0"), "bytes after the claims")
        self.both_refuse(sign(self.key, b"\x80"), "claims that are no map")

    def test_wrong_claims_though_signed(self):
        for name in ("c10", "c256", "c265", "c2394", "c2395", "c2396", "c2399"):
            self.both_refuse(sign(self.key, cbor2.dumps(claims_of(self.key, **{name: None}))), f"{name} missing")
        components = claims_of(self.key)[2399]
        for change in ({"c10": b"n" * 31}, {"c10": "n" * 32}, {"c256": b"\1" + b"x" * 32}, {"c256": b"\2" + sha256(point(self.key))},
                       {"c265": "http://arm.com/psa/2.0.0"}, {"c2394": 0}, {"c2394": "one"}, {"c2395": 0x3100},
                       {"c2395": 0x7000}, {"c2395": -1}, {"c2396": b"i" * 31}, {"c2399": []}, {"c2399": [{}]}, {"c2399": 7},
                       {"c268": b"s" * 7}, {"c268": b"s" * 33}, {"c2399": [components[0] | {2: b"m" * 20}]},
                       {"c2399": [{1: "SPE", 2: b"m" * 32}]}):
            with self.subTest(change=change):
                self.both_refuse(sign(self.key, cbor2.dumps(claims_of(self.key, **change))), change)

    def test_terminal_escapes_are_shown_not_sent(self):
        components = [{1: "SPE\x1b[2J\x9b31m\r\n", 2: b"m" * 32, 5: b"k" * 32}]
        self.file.write_bytes(sign(self.key, cbor2.dumps(claims_of(self.key, c2399=components, c2400="x\x07\x7fé"))))
        result = self.run_tool("token", "show", self.file)
        self.assertEqual(result.returncode, 0)
        self.assertEqual([byte for byte in result.stdout if not 0x20 <= byte <= 0x7E and byte != 0x0A], [])
        self.assertIn(b"SPE\\x1b[2J", result.stdout)

    def test_garbage(self):
        dice = random.Random(3)
        for size in (1, 2, 10, 100, 1000):
            self.file.write_bytes(dice.randbytes(size))
            self.verify(1)
            self.expect(1, "token", "show", self.file)
        self.file.write_bytes(b"\x84" * 4000)
        self.verify(1)
        self.expect(1, "token", "show", "missing.bin")


if __name__ == "__main__":
    unittest.main()
