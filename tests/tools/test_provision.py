# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt provision`: what is in a new device's memory, byte by byte, and who may see it."""
import json
import struct
import unittest
import zlib

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from tool import BOARD, DESCRIPTION, ROOT, ToolTest, area, point, program, sha256, spki

PROVISIONED = "<IHHII32s32s33s3x32s32s32s20s64sI"
TEST_KEYS = ROOT / "tests" / "keys"


class Provision(ToolTest):
    def provision(self, name="device", *more, status=0):
        return self.expect(status, "provision", "--board", BOARD, "--device", name, *more)

    def memory(self, name="device"):
        return (self.scratch / name / "nv.img").read_bytes()

    def provisioned(self, name="device"):
        offset, _ = area("provisioned")
        names = ("magic version size lifecycle flags huk iak instance_id implementation_id spe_key nspe_key "
                 "certification_reference verification_service crc").split()
        return dict(zip(names, struct.unpack_from(PROVISIONED, self.memory(name), offset)))

    def part(self, name, device="device"):
        offset, size = area(name)
        return self.memory(device)[offset:offset + size]

    def test_the_provisioned_area(self):
        key, pem = self.make_key("spe")
        other, other_pem = self.make_key("nspe")
        self.provision("device", "--spe-key", pem, "--nspe-key", other_pem, "--certification-reference", "1234567890123-12345",
                       "--verification-service", "https://verifier.example", "--implementation-id", "ab" * 32)
        got = self.provisioned()
        self.assertEqual((got["magic"], got["version"], got["size"], got["flags"]), (0x56505252, 1, 300, 0))
        self.assertEqual(got["lifecycle"], 0x2000)
        self.assertEqual(got["crc"], zlib.crc32(self.part("provisioned")[:296]))
        self.assertEqual((got["spe_key"], got["nspe_key"]), (sha256(spki(key)), sha256(spki(other))))
        self.assertEqual(got["implementation_id"], b"\xab" * 32)
        self.assertEqual(got["certification_reference"].rstrip(b"\0"), b"1234567890123-12345")
        self.assertEqual(got["verification_service"].rstrip(b"\0"), b"https://verifier.example")
        self.assertEqual(self.part("provisioned")[300:].strip(b"\xff"), b"")

    def test_what_verifiers_get(self):
        self.provision()
        got = self.provisioned()
        public = load_pem_public_key((self.scratch / "device" / "attestation_public_key.pem").read_bytes())
        private = ec.derive_private_key(int.from_bytes(got["iak"], "big"), ec.SECP256R1())
        self.assertEqual(point(private), point(public))
        self.assertEqual(got["instance_id"], b"\1" + sha256(point(public)))
        device = json.loads((self.scratch / "device" / "device.json").read_text(encoding="utf-8"))
        self.assertEqual(device, {"board": "mps2_an521", "instance_id": got["instance_id"].hex(), "lifecycle_value": 0x2000,
                                  "implementation_id": got["implementation_id"].hex(), "lifecycle": "psa_rot_provisioning"})
        for secret in ("huk", "iak"):
            for file in (self.scratch / "device").rglob("*.json"):
                self.assertNotIn(got[secret].hex(), file.read_text(encoding="utf-8"))

    def test_no_two_devices_are_alike(self):
        self.provision("one")
        self.provision("two")
        one, two = self.provisioned("one"), self.provisioned("two")
        for name in ("huk", "iak", "instance_id", "spe_key", "nspe_key"):
            self.assertNotEqual(one[name], two[name], name)
            self.assertNotEqual(one[name].strip(b"\0\xff"), b"", name)
        self.assertNotEqual(one["spe_key"], one["nspe_key"])
        self.assertEqual(one["implementation_id"], two["implementation_id"])
        self.assertNotEqual(self.part("system", "one"), self.part("system", "two"), "the same entropy seed")

    def test_files_are_private_sparse_and_erased_where_used(self):
        self.provision()
        file = self.scratch / "device" / "nv.img"
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(file.parent.stat().st_mode & 0o777, 0o700)
        self.assertEqual(file.stat().st_size, int(DESCRIPTION["nv"]["size"], 0))
        self.assertLess(file.stat().st_blocks * 512, 4 << 20)
        for name in ("its", "slot_spe", "slot_nspe"):
            self.assertEqual(self.part(name).strip(b"\xff"), b"", name)
        for key in ("spe", "nspe"):
            self.assertEqual((self.scratch / "device" / "keys" / f"{key}.pem").stat().st_mode & 0o777, 0o600)
        self.assertEqual(sorted(path.name for path in file.parent.iterdir()),
                         ["attestation_public_key.pem", "device.json", "keys", "nv.img"])

    def test_the_emulator_finds_as_much_memory_as_it_maps(self):
        board = ROOT / "boards" / "mps3_an547" / "board.json"
        self.expect(0, "provision", "--board", board, "--device", "device")
        file = self.scratch / "device" / "nv.img"
        self.assertEqual(file.stat().st_size, 2 << 30)
        self.assertLess(file.stat().st_blocks * 512, 4 << 20)

    def test_a_device_is_not_replaced_by_accident(self):
        self.provision()
        before = self.memory()
        self.provision(status=1)
        self.provision("other", "--out", self.scratch / "device" / "nv.img", status=1)
        self.assertEqual(self.memory(), before)
        self.provision("device", "--force")
        self.assertNotEqual(self.memory(), before)

    def test_the_device_keeps_its_boot_keys(self):
        self.provision()
        before = self.provisioned()
        self.provision("device", "--force")
        self.assertEqual(self.provisioned()["spe_key"], before["spe_key"])
        self.assertNotEqual(self.provisioned()["huk"], before["huk"])

    def test_a_failure_leaves_nothing(self):
        (self.scratch / "big.bin").write_bytes(bytes(0x100001))
        self.provision("device", "--nspe", "big.bin", status=1)
        self.provision("device", "--spe", "missing.bin", status=1)
        self.provision("device", "--spe-key", "missing.pem", status=1)
        left = [path for path in (self.scratch / "device").rglob("*") if path.is_file() and path.parent.name != "keys"]
        self.assertEqual(left, [])

    def test_lifecycles(self):
        for name, value in (("assembly_and_test", 0x1000), ("psa_rot_provisioning", 0x2000), ("secured", 0x3000),
                            ("non_psa_rot_debug", 0x4000), ("recoverable_psa_rot_debug", 0x5000), ("decommissioned", 0x6000)):
            self.provision(name, "--lifecycle", name)
            self.assertEqual(self.provisioned(name)["lifecycle"], value)

    def test_secured_devices_refuse_the_published_keys(self):
        keys = sorted(TEST_KEYS.glob("*.pem"))
        self.assertGreaterEqual(len(keys), 2)
        _, mine = self.make_key("mine")
        for index, key in enumerate(keys):
            for option, other in (("--spe-key", "--nspe-key"), ("--nspe-key", "--spe-key")):
                name = f"secured{index}{option}"
                _, complaint = self.provision(name, "--lifecycle", "secured", option, key, other, mine, status=1)
                self.assertIn("test", complaint)
                self.assertFalse((self.scratch / name / "nv.img").exists())
        self.provision("development", "--spe-key", keys[0], "--nspe-key", keys[1])
        self.provision("secured", "--lifecycle", "secured", "--spe-key", mine, "--nspe-key", mine)

    def test_seeded_devices_are_for_tests(self):
        _, pem = self.make_key("any")
        keys = ("--spe-key", pem, "--nspe-key", pem)
        self.provision("one", "--seed", "00ff", *keys)
        self.provision("two", "--seed", "00FF", *keys)
        self.provision("three", "--seed", "00fe", *keys)
        self.assertEqual(self.memory("one"), self.memory("two"))
        self.assertNotEqual(self.provisioned("one")["huk"], self.provisioned("three")["huk"])
        self.assertNotEqual(self.provisioned("one")["iak"], self.provisioned("three")["iak"])

    def test_images(self):
        _, pem = self.make_key("signer")
        (self.scratch / "program.bin").write_bytes(program())
        spe = self.sign(pem, "program.bin", "spe.bin")
        nspe = self.sign(pem, "program.bin", "nspe.bin", slot="nspe")
        _, complaint = self.provision("device", "--spe-key", pem, "--nspe-key", pem, "--spe", spe, "--nspe", nspe)
        self.assertEqual(complaint, "")
        for slot, image in (("slot_spe", spe), ("slot_nspe", nspe)):
            content = image.read_bytes()
            self.assertEqual(self.part(slot)[:len(content)], content)
            self.assertEqual(self.part(slot)[len(content):].strip(b"\xff"), b"")
        _, complaint = self.provision("warned", "--spe-key", pem, "--nspe-key", pem, "--spe", nspe)
        self.assertIn("wrong slot", complaint)
        self.provision("strict", "--spe-key", pem, "--nspe-key", pem, "--minimum-counter", 8, "--spe", spe)

    def test_update_images(self):
        self.provision()
        before = self.memory()
        (self.scratch / "long.bin").write_bytes(b"\x5a" * 5000)
        (self.scratch / "short.bin").write_bytes(b"\xa5" * 10)
        base = ("provision", "--board", BOARD, "--update-images", "device/nv.img")
        self.expect(0, *base, "--spe", "long.bin")
        self.assertEqual(self.part("slot_spe").rstrip(b"\xff"), b"\x5a" * 5000)
        self.expect(0, *base, "--spe", "short.bin", "--nspe", "long.bin")
        self.assertEqual(self.part("slot_spe").rstrip(b"\xff"), b"\xa5" * 10, "the older image shows through")
        self.assertEqual(self.part("slot_nspe").rstrip(b"\xff"), b"\x5a" * 5000)
        start = area("slot_spe")[0]
        self.assertEqual(self.memory()[:start], before[:start], "an update touched more than slots")

    def test_update_images_refuses(self):
        self.provision()
        (self.scratch / "big.bin").write_bytes(bytes(0xF0001))
        (self.scratch / "small.img").write_bytes(bytes(1000))
        self.expect(1, "provision", "--board", BOARD, "--update-images", "device/nv.img", "--spe", "big.bin")
        self.expect(1, "provision", "--board", BOARD, "--update-images", "missing.img", "--spe", "big.bin")
        self.expect(1, "provision", "--board", BOARD, "--update-images", "small.img", "--spe", "small.img")
        self.assertEqual((self.scratch / "small.img").read_bytes(), bytes(1000))

    def test_bad_boards(self):
        (self.scratch / "board.json").write_text("{", encoding="utf-8")
        for board in ("missing.json", "board.json", "."):
            self.expect(1, "provision", "--board", board, "--device", "device")


if __name__ == "__main__":
    unittest.main()
