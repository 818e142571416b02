# SPDX-License-Identifier: BSD-3-Clause
"""`redoubt tamper` flips the one bit that it names, in the place that it was told."""
import re
import unittest

from tool import BOARD, ToolTest, area, program


class Tamper(ToolTest):
    def setUp(self):
        super().setUp()
        _, self.key = self.make_key("signer")
        (self.scratch / "program.bin").write_bytes(program())
        self.images = {slot: self.sign(self.key, "program.bin", f"{slot}.bin", slot=slot) for slot in ("spe", "nspe")}
        self.expect(0, "provision", "--board", BOARD, "--device", "device", "--spe-key", self.key, "--nspe-key", self.key,
                    "--spe", self.images["spe"], "--nspe", self.images["nspe"])
        self.nv = self.scratch / "device" / "nv.img"

    def flipped(self, file, *arguments):
        """Tampers and returns the place of the one byte that changed, which bit, and what the tool said."""
        before = file.read_bytes()
        out, _ = self.expect(0, "tamper", *arguments)
        after = file.read_bytes()
        self.assertEqual(len(before), len(after))
        changed = [i for i in range(0, len(before), 4096) if before[i:i + 4096] != after[i:i + 4096]]
        self.assertEqual(len(changed), 1, "not one place changed")
        places = [i for i in range(changed[0], min(changed[0] + 4096, len(before))) if before[i] != after[i]]
        self.assertEqual(len(places), 1, "not one byte changed")
        difference = before[places[0]] ^ after[places[0]]
        self.assertEqual(difference & (difference - 1), 0, "not one bit changed")
        said = re.match(r"flipped bit (\d) of byte (0x[0-9a-f]+) of ", out)
        self.assertEqual(1 << int(said[1]), difference)
        return places[0], int(said[2], 16), out

    def test_images(self):
        for what, slot in (("secure", "spe"), ("nonsecure", "nspe")):
            start, _ = area(f"slot_{slot}")
            place, said, _ = self.flipped(self.nv, what, self.nv, "--board", BOARD)
            self.assertEqual(place, start + said)
            image = self.scratch / "tampered.bin"
            size = self.images[slot].stat().st_size
            self.assertTrue(0x400 <= said < size)
            image.write_bytes(self.nv.read_bytes()[start:start + size])
            verify = ("image", "verify", "--board", BOARD, "--slot", slot, "--key", self.key, image)
            self.assertIn("altered", self.expect(1, *verify)[1])
            self.flipped(self.nv, what, self.nv, "--board", BOARD)  # the same bit: as it was
            image.write_bytes(self.nv.read_bytes()[start:start + size])
            self.expect(0, *verify)

    def test_a_chosen_bit(self):
        place, said, _ = self.flipped(self.nv, "secure", self.nv, "--board", BOARD, "--bit", 8 * 100 + 3)
        self.assertEqual((place, said), (area("slot_spe")[0] + 100, 100))
        before = self.nv.read_bytes()
        self.expect(2, "tamper", "secure", self.nv, "--board", BOARD, "--bit", 8 * 0x100000)
        self.expect(2, "tamper", "secure", self.nv, "--board", BOARD, "--bit", "-1")
        self.assertEqual(self.nv.read_bytes(), before)

    def test_token(self):
        token = self.scratch / "token.bin"
        token.write_bytes(bytes(range(200)))
        place, said, _ = self.flipped(token, "token", token)
        self.assertEqual(place, said)
        self.flipped(token, "token", token, "--board", BOARD, "--bit", 0)
        token.write_text("00ff" * 50 + "\n", encoding="ascii")
        self.expect(0, "tamper", "token", token, "--bit", 8)
        self.assertEqual(token.read_text(encoding="ascii"), "00fe" + "00ff" * 49 + "\n")
        token.write_bytes(b"")
        self.expect(2, "tamper", "token", token)

    def test_nothing_there(self):
        self.expect(1, "tamper", "storage", self.nv, "--board", BOARD)
        self.expect(0, "provision", "--board", BOARD, "--device", "empty")
        before = (self.scratch / "empty" / "nv.img").read_bytes()
        self.expect(1, "tamper", "secure", "empty/nv.img", "--board", BOARD)
        self.expect(1, "tamper", "storage", "empty/nv.img", "--board", BOARD)
        self.assertEqual((self.scratch / "empty" / "nv.img").read_bytes(), before)
        self.expect(1, "tamper", "secure", "missing.img", "--board", BOARD)
        self.expect(1, "tamper", "secure", self.nv, "--board", "missing.json")


if __name__ == "__main__":
    unittest.main()
