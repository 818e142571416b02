// SPDX-License-Identifier: BSD-3-Clause
// CMAC (SP 800-38B, RFC 4493) over a block cipher of 16 bytes.
#pragma once

#include "services/crypto/composition.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// start() with the key, update() any number of times, finish() once. Whoever owns it wipes it.
class Cmac {
 public:
  static constexpr std::size_t kSize = 16;

  // PSA_ERROR_INVALID_ARGUMENT: the type is not that of a block cipher, or has no such keys.
  Status start(psa_key_type_t type, Source key);
  Status update(Bytes data);
  // Into the first kSize bytes of `mac`.
  Status finish(MutableBytes mac);

 private:
  Status encrypt_chain() { return cipher_.encrypt(chain_, chain_); }

  BlockCipher cipher_;
  std::array<std::uint8_t, kSize> chain_;  // what is encrypted, with the bytes of the block that is not yet
  std::uint8_t used_;                      // of those; the last block, whole or not, waits for finish()
};

}  // namespace redoubt::crypto
