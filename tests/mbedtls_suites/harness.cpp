// SPDX-License-Identifier: BSD-3-Clause
#include <psa_manifest/sid.h>

#include <algorithm>

#include "lib/protocol/loopback.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/core.hpp"
// After what it redefines.
#include "harness.h"

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg);

namespace redoubt::crypto {

bool may_sign_with_iak(ClientId) { return false; }
Status read_iak(MutableBytes key) {
  std::fill(key.begin(), key.end(), std::uint8_t{1});
  return {};
}
Status read_huk(MutableBytes key) { return read_iak(key); }

}  // namespace redoubt::crypto

namespace {

// Before main(): some cases call the API before psa_crypto_init().
const bool kAttached = [] {
  redoubt::protocol::loopback::attach(CRYPTO_HANDLE, crypto_sfn);
  return true;
}();

}  // namespace

void mbedtls_psa_crypto_free() { redoubt::crypto::core = {}; }

void mbedtls_psa_get_stats(mbedtls_psa_stats_t* stats) {
  *stats = {};
  stats->volatile_slots = redoubt::crypto::core.keys.used();
  stats->locked_slots = redoubt::crypto::core.operations.used();
}

psa_status_t psa_destroy_persistent_key(psa_key_id_t id) { return psa_destroy_key(id); }

int psa_is_key_present_in_storage(psa_key_id_t id) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  return psa_get_key_attributes(id, &attributes) == PSA_SUCCESS;
}

psa_status_t psa_open_key(psa_key_id_t id, psa_key_handle_t* handle) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  const psa_status_t status = psa_get_key_attributes(id, &attributes);
  *handle = status == PSA_SUCCESS ? id : PSA_KEY_HANDLE_INIT;
  return status == PSA_ERROR_INVALID_HANDLE ? PSA_ERROR_DOES_NOT_EXIST : status;
}

psa_status_t psa_close_key(psa_key_handle_t handle) {
  if (handle == 0) return PSA_SUCCESS;
  return psa_key_id_is_volatile(handle) ? psa_destroy_key(handle) : psa_purge_key(handle);
}

psa_status_t psa_generate_key_ext(const psa_key_attributes_t* attributes,
                                  const psa_key_production_parameters_t* parameters, size_t data_length,
                                  psa_key_id_t* key) {
  const psa_custom_key_parameters_t custom = {parameters->flags};
  return psa_generate_key_custom(attributes, &custom, parameters->data, data_length, key);
}

psa_status_t psa_key_derivation_output_key_ext(const psa_key_attributes_t* attributes,
                                               psa_key_derivation_operation_t* operation,
                                               const psa_key_production_parameters_t* parameters,
                                               size_t data_length, psa_key_id_t* key) {
  const psa_custom_key_parameters_t custom = {parameters->flags};
  return psa_key_derivation_output_key_custom(attributes, operation, &custom, parameters->data, data_length,
                                              key);
}
