// SPDX-License-Identifier: BSD-3-Clause
#include "services/attestation/fake_crypto.hpp"

#include <redoubt/crypto.h>

#include <algorithm>
#include <vector>

#include "lib/token/test_crypto.hpp"

namespace redoubt::attestation::fake {

namespace {

std::size_t failing_call = SIZE_MAX;
std::size_t call_count = 0;
int open = 0;
std::vector<std::uint8_t> hashed;

bool fails() { return call_count++ == failing_call; }

}  // namespace

void fail_at(std::size_t call) {
  failing_call = call;
  call_count = 0;
}
std::size_t calls() { return call_count; }
int open_operations() { return open; }

}  // namespace redoubt::attestation::fake

using namespace redoubt::attestation::fake;
using redoubt::Bytes;

extern "C" {

psa_status_t psa_hash_setup(psa_hash_operation_t* operation, psa_algorithm_t alg) {
  if (operation->private_handle != 0) return PSA_ERROR_BAD_STATE;
  if (fails()) return PSA_ERROR_INSUFFICIENT_MEMORY;
  if (alg != PSA_ALG_SHA_256) return PSA_ERROR_NOT_SUPPORTED;
  operation->private_handle = 1;
  ++open;
  hashed.clear();
  return PSA_SUCCESS;
}

psa_status_t psa_hash_update(psa_hash_operation_t* operation, const uint8_t* input, size_t input_length) {
  if (operation->private_handle == 0) return PSA_ERROR_BAD_STATE;
  if (fails()) return PSA_ERROR_CORRUPTION_DETECTED;
  hashed.insert(hashed.end(), input, input + input_length);
  return PSA_SUCCESS;
}

psa_status_t psa_hash_finish(psa_hash_operation_t* operation, uint8_t* hash, size_t hash_size,
                             size_t* hash_length) {
  if (operation->private_handle == 0) return PSA_ERROR_BAD_STATE;
  if (fails()) return PSA_ERROR_CORRUPTION_DETECTED;
  if (hash_size < 32) return PSA_ERROR_BUFFER_TOO_SMALL;
  const std::array<Bytes, 1> pieces{hashed};
  std::ranges::copy(redoubt::token::test::sha256(pieces), hash);
  *hash_length = 32;
  operation->private_handle = 0;
  --open;
  return PSA_SUCCESS;
}

psa_status_t psa_hash_abort(psa_hash_operation_t* operation) {
  if (operation->private_handle != 0) --open;
  operation->private_handle = 0;
  return PSA_SUCCESS;
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                           uint8_t* signature, size_t signature_size, size_t* signature_length) {
  if (fails()) return PSA_ERROR_CORRUPTION_DETECTED;
  if (key != REDOUBT_KEY_ID_IAK) return PSA_ERROR_INVALID_HANDLE;
  if (alg != PSA_ALG_ECDSA(PSA_ALG_SHA_256) || hash_length != 32) return PSA_ERROR_INVALID_ARGUMENT;
  if (signature_size < 64) return PSA_ERROR_BUFFER_TOO_SMALL;
  std::array<std::uint8_t, 32> digest;
  std::copy_n(hash, 32, digest.begin());
  std::ranges::copy(redoubt::token::test::sign(digest), signature);
  *signature_length = 64;
  return PSA_SUCCESS;
}
}
