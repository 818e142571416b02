// SPDX-License-Identifier: BSD-3-Clause
// Message authentication codes (section 10.4), and the pseudorandom functions of key derivation: HMAC.
#pragma once

#include <psa/crypto.h>

#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {

class UsableKey;

// start(), update() any number of times, finish() once. Copying clones. Whoever owns it wipes it.
class Mac {
 public:
  // With PSA_ALG_HMAC(hash), whatever the type.
  Status start(psa_key_type_t, psa_algorithm_t algorithm, Source key) {
    return hmac_.start(PSA_ALG_GET_HASH(algorithm), key);
  }
  Status update(Bytes data) { return hmac_.update(data); }
  // Whole; `mac` has room for HashLimits::kSize.
  Status finish(MutableBytes mac) { return hmac_.finish(mac); }

 private:
  Hmac hmac_;
};

// Between setup and finish.
struct MacOperation {
  Mac mac;
  psa_key_id_t key;  // as its client named it: destroying the key ends the operation
  std::uint8_t size;
  std::uint8_t is_verification;
};

// The size of a MAC. PSA_ERROR_INVALID_ARGUMENT: not a MAC, not for this key type, or longer than the whole
// MAC; PSA_ERROR_NOT_SUPPORTED: no driver has it, or below 4 bytes.
Result<std::size_t> mac_size(psa_key_type_t type, psa_algorithm_t algorithm);
Status start_mac(MacOperation& operation, const UsableKey& key, psa_algorithm_t algorithm);

}  // namespace redoubt::crypto
