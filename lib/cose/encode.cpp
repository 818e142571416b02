// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cose/cose.hpp"

namespace redoubt::cose {

namespace {

// Tag 18, an array of 4, the protected header {1 (alg): -7 (ES256)} as a byte string, and an unprotected one
// that is empty: always the same bytes.
constexpr std::uint8_t kSign1[] = {0xD2, 0x84, 0x43, 0xA1, 0x01, 0x26, 0xA0};

// An array of 4, the context as a text, the protected header, and no external data.
constexpr std::uint8_t kToBeSigned[] = {0x84, 0x6A, 'S', 'i',  'g',  'n',  'a',  't', 'u',
                                        'r',  'e',  '1', 0x43, 0xA1, 0x01, 0x26, 0x40};

void begin(cbor::Encoder& to, Bytes constant, std::size_t payload_size) {
  to.raw(constant);
  to.bytes_head(payload_size);
}

}  // namespace

void begin_sign1(cbor::Encoder& to, std::size_t payload_size) { begin(to, kSign1, payload_size); }
void end_sign1(cbor::Encoder& to, Bytes signature) { to.bytes(signature); }
void begin_to_be_signed(cbor::Encoder& to, std::size_t payload_size) { begin(to, kToBeSigned, payload_size); }

void begin_sig_structure(cbor::Encoder& to, std::size_t protected_size) {
  to.array(4);
  to.text("Signature1");
  to.bytes_head(protected_size);
}

void begin_sig_payload(cbor::Encoder& to, std::size_t payload_size) {
  to.bytes({});  // external data: none
  to.bytes_head(payload_size);
}

}  // namespace redoubt::cose
