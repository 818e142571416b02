// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cose/cose.hpp"

namespace redoubt::cose {

void begin_sign1(cbor::Encoder& to, std::size_t payload_size) {
  to.tag(kTagSign1);
  to.array(4);
  to.bytes(kProtectedEs256);
  to.map(0);
  to.bytes_head(payload_size);
}

void end_sign1(cbor::Encoder& to, Bytes signature) { to.bytes(signature); }

void begin_sig_structure(cbor::Encoder& to, std::size_t protected_size) {
  to.array(4);
  to.text("Signature1");
  to.bytes_head(protected_size);
}

void begin_sig_payload(cbor::Encoder& to, std::size_t payload_size) {
  to.bytes({});  // external_aad: none
  to.bytes_head(payload_size);
}

}  // namespace redoubt::cose
