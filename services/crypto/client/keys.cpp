// SPDX-License-Identifier: BSD-3-Clause
#include <redoubt/crypto.h>

#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_crypto_init(void) { return call<crypto::Init>(); }

psa_status_t psa_generate_random(uint8_t* output, size_t output_size) {
  return call<crypto::GenerateRandom>(Out{output, output_size});
}

psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t* attributes) {
  const psa_status_t status = call<crypto::GetKeyAttributes>(crypto::KeyRequest{key}, *attributes);
  if (status != PSA_SUCCESS) psa_reset_key_attributes(attributes);
  return status;
}

psa_status_t psa_check_key_usage(psa_key_id_t key, psa_algorithm_t alg, psa_key_usage_t usage) {
  return call<crypto::CheckKeyUsage>(crypto::CheckUsageRequest{key, alg, usage});
}

// A key longer than the service takes is refused for its size alone; its bytes are not sent.
psa_status_t psa_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                            psa_key_id_t* key) {
  return create_key<crypto::ImportKey>(key, *attributes, In{data, std::min(data_length, kLargestKey)});
}

psa_status_t psa_attach_key(const psa_key_attributes_t* attributes, const uint8_t* label, size_t label_length,
                            psa_key_id_t* key) {
  return create_key<crypto::AttachKey>(key, *attributes, In{label, std::min(label_length, kLargestKey)});
}

psa_status_t redoubt_get_key_label(psa_key_id_t key, uint8_t* label, size_t label_size,
                                   size_t* label_length) {
  return call<crypto::GetKeyLabel>(crypto::KeyRequest{key},
                                   small_output(label, label_size, label_length, kLargestKey));
}

psa_status_t psa_generate_key(const psa_key_attributes_t* attributes, psa_key_id_t* key) {
  return create_key<crypto::GenerateKey>(key, *attributes);
}

psa_status_t psa_generate_key_custom(const psa_key_attributes_t* attributes,
                                     const psa_custom_key_parameters_t* custom, const uint8_t* custom_data,
                                     size_t custom_data_length, psa_key_id_t* key) {
  if (custom->flags == 0 && custom_data_length == 0) return psa_generate_key(attributes, key);
  return create_key<crypto::GenerateKeyCustom>(key, crypto::GenerateCustomRequest{*attributes, custom->flags},
                                               In{custom_data, custom_data_length});
}

psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t* attributes,
                          psa_key_id_t* target_key) {
  return create_key<crypto::CopyKey>(target_key, crypto::CopyKeyRequest{source_key, *attributes});
}

psa_status_t psa_destroy_key(psa_key_id_t key) { return call<crypto::DestroyKey>(crypto::KeyRequest{key}); }

psa_status_t psa_purge_key(psa_key_id_t key) { return call<crypto::PurgeKey>(crypto::KeyRequest{key}); }

psa_status_t psa_export_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length) {
  return call<crypto::ExportKey>(crypto::KeyRequest{key},
                                 small_output(data, data_size, data_length, kLargestKey));
}

psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t* data, size_t data_size, size_t* data_length) {
  return call<crypto::ExportPublicKey>(crypto::KeyRequest{key},
                                       small_output(data, data_size, data_length, kLargestKey));
}
