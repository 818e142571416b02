// SPDX-License-Identifier: BSD-3-Clause
// Message authentication codes (section 10.4), and the pseudorandom functions of key derivation: HMAC and
// CMAC.
#pragma once

#include <psa/crypto.h>

#include <type_traits>

#include "services/crypto/cmac.hpp"
#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {

class UsableKey;

// Stand for CMAC and its flag where it is not chosen: no room, no code.
struct NoCmac {
  static Status start(psa_key_type_t, const Source&) { return Failure{PSA_ERROR_NOT_SUPPORTED}; }
  static Status update(Bytes) { return Failure{PSA_ERROR_NOT_SUPPORTED}; }
  static Status finish(MutableBytes) { return Failure{PSA_ERROR_NOT_SUPPORTED}; }
};
struct Never {
  constexpr Never& operator=(bool) { return *this; }
  constexpr operator bool() const { return false; }
};

// start(), update() any number of times, finish() once. Copying clones. Whoever owns it wipes it.
class Mac {
 public:
  // PSA_ALG_HMAC(hash), whatever the type; PSA_ALG_CMAC with the type of a block cipher.
  Status start(psa_key_type_t type, psa_algorithm_t algorithm, Source key) {
    is_cmac_ = PSA_ALG_IS_BLOCK_CIPHER_MAC(algorithm);
    return is_cmac_ ? cmac_.start(type, key) : hmac_.start(PSA_ALG_GET_HASH(algorithm), key);
  }
  Status update(Bytes data) { return is_cmac_ ? cmac_.update(data) : hmac_.update(data); }
  // Whole; `mac` has room for HashLimits::kSize.
  Status finish(MutableBytes mac) { return is_cmac_ ? cmac_.finish(mac) : hmac_.finish(mac); }

 private:
  union {
    Hmac hmac_;
    std::conditional_t<config::kCryptoCmac, Cmac, NoCmac> cmac_;
  };
  [[no_unique_address]] std::conditional_t<config::kCryptoCmac, bool, Never> is_cmac_;
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
