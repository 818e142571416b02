// SPDX-License-Identifier: BSD-3-Clause
// Verification of Leighton-Micali signatures (RFC 8554, with SP 800-208's parameters). It is made of nothing
// but hashes, so any driver's serve. A signature is read in order, never kept: it may be longer than all
// memory that is left.
#pragma once

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// PSA_ERROR_INVALID_ARGUMENT: not a public key; PSA_ERROR_NOT_SUPPORTED: its hash is not chosen.
Status check_lms_key(Bytes key);

// One signature's verification: open(), start(), the message to the hash, verify().
class LmsVerification {
 public:
  static std::size_t signature_size(Bytes key);
  // Reads what stands before the message.
  void open(Bytes key, Source& signature);
  Status start(Bytes key, HashState& hash) const;
  // PSA_ERROR_INVALID_SIGNATURE.
  Status verify(Bytes key, Bytes digest, Source& signature) const;

 private:
  static constexpr std::size_t kHashMax = 32;
  static constexpr std::size_t kNumber = 4;  // bytes of one
  std::array<std::uint8_t, 2 * kNumber + kHashMax> head_{};
};

}  // namespace redoubt::crypto
