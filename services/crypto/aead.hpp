// SPDX-License-Identifier: BSD-3-Clause
// Authenticated encryption (section 10.5).
#pragma once

#include "services/crypto/asymmetric.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

struct AeadInput {
  psa_algorithm_t algorithm;
  Bytes nonce;
  Source& additional;
  Source& message;  // of decryption: with its tag
};

// PSA_ERROR_INVALID_ARGUMENT: not an AEAD algorithm, or a wildcard.
Status check_aead(psa_algorithm_t algorithm);

// The errors of psa_aead_encrypt() and psa_aead_decrypt(), but for those of finding the key.
Status aead_encrypt(const KeyMaterial& key, const AeadInput& input, Sink& ciphertext);
Status aead_decrypt(const KeyMaterial& key, const AeadInput& input, Sink& plaintext);

}  // namespace redoubt::crypto
