# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt key`: what it makes openssl's library reads, and the other way round."""
import hashlib
import unittest

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from tool import ToolTest, spki, write_private


class Key(ToolTest):
    def hash_of(self, file):
        return self.expect(0, "key", "hash", file)[0].strip()

    def test_generated_keys_are_read_by_others(self):
        self.expect(0, "key", "generate", "--out", "a.pem", "--public", "a.pub")
        private = load_pem_private_key((self.scratch / "a.pem").read_bytes(), None)
        public = load_pem_public_key((self.scratch / "a.pub").read_bytes())
        self.assertIsInstance(private.curve, ec.SECP256R1)
        self.assertEqual(spki(private), spki(public))
        expected = hashlib.sha256(spki(private)).hexdigest()
        self.assertEqual(self.hash_of("a.pem"), expected)
        self.assertEqual(self.hash_of("a.pub"), expected)

    def test_private_keys_are_private_and_different(self):
        for name in ("a.pem", "b.pem"):
            self.expect(0, "key", "generate", "--out", name)
            self.assertEqual((self.scratch / name).stat().st_mode & 0o777, 0o600)
        self.assertNotEqual(self.hash_of("a.pem"), self.hash_of("b.pem"))

    def test_no_key_is_replaced_by_accident(self):
        self.expect(0, "key", "generate", "--out", "a.pem", "--public", "a.pub")
        before = (self.scratch / "a.pem").read_bytes()
        self.expect(1, "key", "generate", "--out", "a.pem")
        self.expect(1, "key", "generate", "--out", "b.pem", "--public", "a.pub")
        self.assertEqual((self.scratch / "a.pem").read_bytes(), before)
        self.assertFalse((self.scratch / "b.pem").exists())
        self.expect(0, "key", "generate", "--out", "a.pem", "--force")
        self.assertNotEqual((self.scratch / "a.pem").read_bytes(), before)

    def test_all_common_encodings_are_read(self):
        key = ec.generate_private_key(ec.SECP256R1())
        expected = hashlib.sha256(spki(key)).hexdigest()
        for form in (serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL):
            for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER):
                with self.subTest(form=form, encoding=encoding):
                    file = write_private(self.scratch / "key", key, form, encoding)
                    self.assertEqual(self.hash_of(file), expected)
        (self.scratch / "public.der").write_bytes(spki(key))
        self.assertEqual(self.hash_of("public.der"), expected)

    def test_other_keys_are_refused(self):
        write_private(self.scratch / "p384.pem", ec.generate_private_key(ec.SECP384R1()))
        write_private(self.scratch / "rsa.pem", rsa.generate_private_key(65537, 2048))
        key = ec.generate_private_key(ec.SECP256R1())
        encrypted = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                      serialization.BestAvailableEncryption(b"x"))
        (self.scratch / "encrypted.pem").write_bytes(encrypted)
        (self.scratch / "empty.pem").write_bytes(b"")
        (self.scratch / "cut.pem").write_bytes(encrypted[:90])
        off_curve = bytearray(spki(key))
        off_curve[-1] ^= 1
        (self.scratch / "off_curve.der").write_bytes(off_curve)
        for name in ("p384.pem", "rsa.pem", "encrypted.pem", "empty.pem", "cut.pem", "off_curve.der", "missing.pem", "."):
            with self.subTest(name=name):
                _, complaint = self.expect(1, "key", "hash", name)
                self.assertIn(name, complaint)


if __name__ == "__main__":
    unittest.main()
