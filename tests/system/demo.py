# SPDX-License-Identifier: BSD-3-Clause
"""demo.py BOARD: examples/demo as an outside project: a copy of it and a moved copy of the SDK, in a folder that knows nothing
of this repository. It runs three times on one device; its token is decoded and verified by python3-cbor2 and
python3-cryptography alone, and says what images really run."""
import hashlib
import re
import shutil
import subprocess

import cbor2
import rig
import steps
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from device import Device, challenge_file

# RFC 9783, section 4
NONCE, INSTANCE, PROFILE, CLIENT, LIFECYCLE, IMPLEMENTATION, BOOT_SEED, COMPONENTS = 10, 256, 265, 2394, 2395, 2396, 268, 2399
MEASUREMENT, VERSION, SIGNER = 2, 4, 5


def build_outside(board, scratch, name):
    """Copies the example and the SDK, builds there, and leaves nothing that points back."""
    sdk, project = scratch / "some sdk", scratch / "project"
    if not sdk.exists():
        shutil.copytree(steps.folder(board, "sdk"), sdk)
        shutil.copytree(steps.ROOT / "examples", project)
    build = scratch / f"build-{name}"
    package = sdk / "lib" / "cmake" / "Redoubt"
    for command in (["cmake", "-S", project / name, "-B", build, f"-DCMAKE_TOOLCHAIN_FILE={package}/toolchain.cmake",
                     f"-DRedoubt_DIR={package}", "-DCMAKE_BUILD_TYPE=MinSizeRel"], ["cmake", "--build", build, "--verbose"]):
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise rig.Failed(f"the outside project does not build:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
        if str(steps.ROOT / "include") in result.stdout or str(steps.ROOT / "client") in result.stdout:
            raise rig.Failed("the outside project takes something from the repository")
    return build / f"{name}.bin"


def signed_hash(image):
    """What an image's signature covers, found by its header alone."""
    header = int.from_bytes(image[8:10], "little")
    protected = int.from_bytes(image[10:12], "little")
    size = int.from_bytes(image[12:16], "little")
    return hashlib.sha256(image[:header + size + protected]).digest()


def key_hash(path):
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    return hashlib.sha256(key.public_key().public_bytes(serialization.Encoding.DER,
                                                        serialization.PublicFormat.SubjectPublicKeyInfo)).digest()


def check_token(checks, device, token, challenge, images):
    public = serialization.load_pem_public_key(device.public_key.read_bytes())
    message = cbor2.loads(token)
    checks.expect("the token is a tagged COSE_Sign1", message.tag == 18 and len(message.value) == 4)
    protected, _, payload, signature = message.value
    checks.expect("signed by ES256", cbor2.loads(protected) == {1: -7})
    to_be_signed = cbor2.dumps(["Signature1", protected, b"", payload])
    der = utils.encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    public.verify(der, to_be_signed, ec.ECDSA(hashes.SHA256()))
    try:
        public.verify(der, to_be_signed[:-1] + bytes([to_be_signed[-1] ^ 1]), ec.ECDSA(hashes.SHA256()))
        checks.expect("an altered token does not verify", False)
    except InvalidSignature:
        checks.expect("an altered token does not verify", True)
    claims = cbor2.loads(payload)
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    checks.expect("nonce", claims[NONCE] == challenge)
    checks.expect("profile", claims[PROFILE] == "tag:psacertified.org,2023:psa#tfm", [claims])
    checks.expect("instance id of the key", claims[INSTANCE] == b"\1" + hashlib.sha256(point).digest(), [claims])
    checks.expect("the caller is the NSPE", claims[CLIENT] < 0, [claims])
    checks.expect("lifecycle", claims[LIFECYCLE] == 0x2000, [claims])
    checks.expect("boot seed and implementation id", len(claims[BOOT_SEED]) in range(8, 33) and len(claims[IMPLEMENTATION]) == 32, [claims])
    for slot, component, image in zip(("spe", "nspe"), claims[COMPONENTS], images):
        checks.expect(f"{slot}: measurement, signer and version are the image's", component[MEASUREMENT] == signed_hash(image)
                      and component[SIGNER] == key_hash(device.key(slot)) and component[VERSION].startswith("0.1.0"), [component])
    return claims[BOOT_SEED]


def run_demo(checks, device, images, number, scratch):
    challenge = challenge_file(scratch / "challenge")
    status, lines = device.run(challenge=scratch / "challenge", timeout=60)
    app = [line for line in lines if line.startswith("[APP]")]
    checks.expect(f"run {number}: the demo succeeds", status == 0 and app[-1:] == ["[APP] demo finished"], lines[-12:])
    checks.expect(f"run {number}: it counts", any(f"boot {number} of this device" in line for line in app), app)
    token = bytes.fromhex("".join(re.findall(r"^TOKEN ([0-9a-f]+)$", "\n".join(lines), re.M)))
    return check_token(checks, device, token, challenge, images)


def test(checks, board, scratch):
    device = Device(board, scratch / "device")
    device.path.mkdir()
    device.make_keys()
    binary = build_outside(board, scratch, "demo")
    images = [device.sign("spe", rig.spe(board)), device.sign("nspe", binary)]
    device.provision(*images)
    contents = [image.read_bytes() for image in images]
    seeds = {run_demo(checks, device, contents, number, scratch) for number in (1, 2, 3)}
    checks.expect("each boot has its own seed", len(seeds) == 3)
    device.update_images(images[0], device.sign("nspe", build_outside(board, scratch, "demo_cpp")))
    status, lines = device.run(timeout=60)
    checks.expect("the C++ demo runs too, on storage of another app", status == 1 and "[APP] PSA_ERROR_DATA_INVALID" in lines, lines[-6:])
    device.path = scratch / "device2"
    device.nv = device.path / "nv.img"
    device.path.mkdir()
    shutil.copytree(scratch / "device" / "keys", device.path / "keys")
    device.provision(images[0], device.sign("nspe", scratch / "build-demo_cpp" / "demo_cpp.bin"))
    status, lines = device.run(timeout=60)
    checks.expect("the C++ demo on a device of its own", status == 0 and "[APP] demo finished" in lines, lines[-8:])


if __name__ == "__main__":
    rig.main(test, at_least=38)
