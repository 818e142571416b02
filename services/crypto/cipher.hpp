// SPDX-License-Identifier: BSD-3-Clause
// Unauthenticated ciphers (section 10.3): the modes of block ciphers, and stream ciphers by a driver.
#pragma once

#include <algorithm>

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

// What an update gives at most beyond the size of its input, and all that finish can give.
inline constexpr std::size_t kCipherBlock = 16;

// Between setup and finish.
struct CipherOperation {
  using Block = std::array<std::uint8_t, kCipherBlock>;

  psa_key_id_t key;  // as its client named it: destroying the key ends the operation
  psa_algorithm_t algorithm;
  psa_key_type_t type;
  // Booleans.
  std::uint8_t is_encryption;
  std::uint8_t has_iv;
  std::uint8_t used;   // of the block below
  std::uint16_t left;  // CCM*: bytes that may still come
  Block block;         // a stream: of the key stream; else input that waits for more
  Block chain;         // the counter, or the block before
  union {
    BlockCipher cipher;
    StreamCipher stream;
  };
};

// PSA_ERROR_INVALID_ARGUMENT: not a cipher algorithm, or a wildcard.
Status check_cipher(psa_algorithm_t algorithm);
// PSA_ERROR_NOT_SUPPORTED: not chosen; PSA_ERROR_INVALID_ARGUMENT: not for this key.
Status check_cipher_key(psa_algorithm_t algorithm, psa_key_type_t type);
// After check_cipher_key().
Status start_cipher(CipherOperation& operation, const KeyMaterial& key, psa_algorithm_t algorithm,
                    bool is_encryption);

// Of an IV that is made here; 0: the algorithm has none.
std::size_t cipher_iv_size(const CipherOperation& operation);
// PSA_ERROR_BAD_STATE: there is one, or the algorithm has none; PSA_ERROR_INVALID_ARGUMENT: its size.
Status set_cipher_iv(CipherOperation& operation, Bytes iv);

// PSA_ERROR_BAD_STATE: an IV is missing.
Status check_cipher_iv(const CipherOperation& operation);
// What an update with so much input gives, exactly.
std::size_t cipher_update_size(const CipherOperation& operation, std::size_t input);
// PSA_ERROR_INVALID_ARGUMENT: more than the algorithm takes. In and out do not overlap.
Status update_cipher(CipherOperation& operation, Bytes in, MutableBytes out);
// What is left, at most a block; its size. PSA_ERROR_INVALID_ARGUMENT: not a size that the algorithm has;
// PSA_ERROR_INVALID_PADDING.
Result<std::size_t> finish_cipher(CipherOperation& operation, CipherOperation::Block& out);

}  // namespace redoubt::crypto
