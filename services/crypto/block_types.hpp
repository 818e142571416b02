// SPDX-License-Identifier: BSD-3-Clause
// Which key types are those of a block cipher that is chosen.
#pragma once

#include <psa/crypto.h>

#include "redoubt_config/crypto.hpp"

namespace redoubt::crypto {

constexpr bool has_block_cipher(psa_key_type_t type) {
  return config::kCryptoBlock &&
         (type == PSA_KEY_TYPE_AES || (config::kCryptoAria && type == PSA_KEY_TYPE_ARIA) ||
          (config::kCryptoCamellia && type == PSA_KEY_TYPE_CAMELLIA));
}

}  // namespace redoubt::crypto
