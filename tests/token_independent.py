#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""token_independent.py TOKEN PUBLIC_KEY.pem [--nonce HEX]: verifies a PSA attestation token (RFC 9783) with cbor2 and
cryptography, sharing nothing with Redoubt. Prints the claims as JSON; exit status 1 and a sentence if anything is wrong."""
import argparse
import hashlib
import io
import json
import sys
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

PROFILE = "tag:psacertified.org,2023:psa#tfm"
HASH_SIZES = (32, 48, 64)
# key: (name, type, mandatory, sizes of byte strings)
CLAIMS = {
    10: ("eat_nonce", bytes, True, HASH_SIZES),
    256: ("ueid", bytes, True, (33,)),
    265: ("eat_profile", str, True, None),
    268: ("bootseed", bytes, False, range(8, 33)),
    2394: ("psa-client-id", int, True, None),
    2395: ("psa-security-lifecycle", int, True, None),
    2396: ("psa-implementation-id", bytes, True, (32,)),
    2398: ("psa-certification-reference", str, False, None),
    2399: ("psa-software-components", list, True, None),
    2400: ("psa-verification-service-indicator", str, False, None),
}
COMPONENT = {
    1: ("measurement-type", str, False, None),
    2: ("measurement-value", bytes, True, HASH_SIZES),
    4: ("version", str, False, None),
    5: ("signer-id", bytes, True, HASH_SIZES),
    6: ("measurement-desc", str, False, None),
}


class Invalid(Exception):
    """The token is not valid; the message says why."""


def require(condition, sentence):
    if not condition:
        raise Invalid(sentence)


def decode(data, what):
    """One CBOR item with nothing behind it, no key of a map twice."""
    stream = io.BytesIO(data)
    try:
        item = cbor2.CBORDecoder(stream).decode()
    except Exception as error:  # cbor2 has many
        raise Invalid(f"{what} is not CBOR: {error}") from error
    require(stream.read() == b"", f"bytes follow {what}")
    return item


def check_map(content, rules, what):
    """A map's known keys, checked and by name."""
    require(isinstance(content, dict), f"{what} is no map")
    found = {}
    for key, (name, kind, mandatory, sizes) in rules.items():
        if key not in content:
            require(not mandatory, f"{name} is missing in {what}")
            continue
        value = content[key]
        require(type(value) is kind, f"{name} has the wrong type")  # a bool is no int here
        require(sizes is None or len(value) in sizes, f"{name} has the wrong size")
        found[name] = value
    return found


def check_signature(token, public_key):
    message = decode(token, "the token")
    require(isinstance(message, cbor2.CBORTag) and message.tag == 18, "the token is not tagged as COSE_Sign1")
    require(isinstance(message.value, list) and len(message.value) == 4, "the token is no COSE_Sign1")
    protected, unprotected, payload, signature = message.value
    require(isinstance(protected, bytes) and decode(protected, "the protected header").get(1) == -7, "the algorithm is not ES256")
    require(isinstance(unprotected, dict) and isinstance(payload, bytes), "the token is no COSE_Sign1")
    require(isinstance(signature, bytes) and len(signature) == 64, "the signature is not 64 bytes")
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    numbers = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        public_key.verify(encode_dss_signature(*numbers), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise Invalid("the signature is not that of the key") from error
    return payload


def check_claims(payload, public_key, nonce):
    claims = check_map(decode(payload, "the payload"), CLAIMS, "the token")
    point = public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    require(claims["eat_profile"] == PROFILE, "the profile is another one")
    require(claims["ueid"] == b"\x01" + hashlib.sha256(point).digest(), "the instance id is not that of the key")
    require(nonce is None or claims["eat_nonce"] == nonce, "the nonce is another one")
    require(claims["psa-client-id"] != 0, "the client id is 0")
    lifecycle = claims["psa-security-lifecycle"]
    require(0 <= lifecycle <= 0x60FF and lifecycle & 0x0F00 == 0, "the lifecycle is none of RFC 9783")
    components = claims["psa-software-components"]
    require(components, "there is no software component")
    claims["psa-software-components"] = [check_map(component, COMPONENT, "a software component") for component in components]
    return claims


def verify(token, public_key, nonce=None):
    """The claims by name; raises Invalid."""
    return check_claims(check_signature(token, public_key), public_key, nonce)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("token", type=Path)
    parser.add_argument("public_key", type=Path)
    parser.add_argument("--nonce", type=bytes.fromhex)
    options = parser.parse_args()
    public_key = serialization.load_pem_public_key(options.public_key.read_bytes())
    try:
        claims = verify(options.token.read_bytes(), public_key, options.nonce)
    except Invalid as reason:
        print(f"token_independent: not valid: {reason}", file=sys.stderr)
        return 1
    print(json.dumps(claims, indent=2, default=bytes.hex))
    return 0


if __name__ == "__main__":
    sys.exit(main())
