// SPDX-License-Identifier: BSD-3-Clause
// HMAC (RFC 2104, FIPS 198-1) over any hash driver.
#pragma once

#include "services/crypto/hash.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// start() with the key, update() any number of times, finish() once. Whoever owns it wipes it.
class Hmac {
 public:
  // PSA_ERROR_NOT_SUPPORTED: no driver has the hash.
  Status start(psa_algorithm_t algorithm, Source key);
  Status update(Bytes data) { return inner_.update(data); }
  // Into the first hash_size() bytes of `mac`.
  Status finish(MutableBytes mac);
  std::size_t size() const { return inner_.size(); }
  psa_algorithm_t hash() const { return inner_.algorithm(); }

 private:
  Status absorb_key(std::uint8_t pad);

  HashState inner_;
  // The key, padded with zeros to a block.
  std::array<std::uint8_t, HashLimits::kBlockSize> key_;
};

}  // namespace redoubt::crypto
