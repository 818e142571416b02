// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t* operation, psa_algorithm_t alg) {
  return setup<crypto::DerivationSetup>(operation, crypto::AlgorithmRequest{alg});
}

psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t* operation,
                                             size_t* capacity) {
  crypto::CapacityReply reply{};
  const psa_status_t status =
      call<crypto::DerivationGetCapacity>(crypto::OperationRequest{operation->private_handle}, reply);
  *capacity = status == PSA_SUCCESS ? reply.capacity : 0;
  return status;
}

psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t* operation, size_t capacity) {
  if (capacity != saturate(capacity)) {  // more than there can be
    const psa_status_t status = psa_key_derivation_get_capacity(operation, &capacity);
    return status == PSA_SUCCESS ? PSA_ERROR_INVALID_ARGUMENT : status;
  }
  return call<crypto::DerivationSetCapacity>(
      crypto::CapacityRequest{operation->private_handle, saturate(capacity)});
}

psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t* operation,
                                            psa_key_derivation_step_t step, const uint8_t* data,
                                            size_t data_length) {
  return call<crypto::DerivationInputBytes>(crypto::InputRequest{operation->private_handle, step},
                                            In{data, data_length});
}

psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t* operation,
                                              psa_key_derivation_step_t step, uint64_t value) {
  return call<crypto::DerivationInputInteger>(
      crypto::InputIntegerRequest{operation->private_handle, step, static_cast<std::uint32_t>(value),
                                  static_cast<std::uint32_t>(value >> 32)});
}

psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t* operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key) {
  return call<crypto::DerivationInputKey>(crypto::InputKeyRequest{operation->private_handle, step, key});
}

psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t* operation, uint8_t* output,
                                             size_t output_length) {
  return call<crypto::DerivationOutputBytes>(
      crypto::OutputBytesRequest{operation->private_handle, saturate(output_length)},
      Out{output, crypto::is_size(output_length) ? output_length : 0});
}

psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                           psa_key_derivation_operation_t* operation, psa_key_id_t* key) {
  return create_key<crypto::DerivationOutputKey>(
      key, crypto::OutputKeyRequest{operation->private_handle, *attributes});
}

// No key type has parameters.
psa_status_t psa_key_derivation_output_key_custom(const psa_key_attributes_t* attributes,
                                                  psa_key_derivation_operation_t* operation,
                                                  const psa_custom_key_parameters_t* custom,
                                                  const uint8_t* custom_data, size_t custom_data_length,
                                                  psa_key_id_t* key) {
  static_cast<void>(custom_data);
  if (custom->flags == 0 && custom_data_length == 0)
    return psa_key_derivation_output_key(attributes, operation, key);
  *key = PSA_KEY_ID_NULL;
  return PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t* operation,
                                             const uint8_t* expected_output, size_t output_length) {
  return call<crypto::DerivationVerifyBytes>(
      crypto::OutputBytesRequest{operation->private_handle, saturate(output_length)},
      In{expected_output, crypto::is_size(output_length) ? output_length : 0});
}

psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t* operation, psa_key_id_t expected) {
  return call<crypto::DerivationVerifyKey>(crypto::VerifyKeyRequest{operation->private_handle, expected});
}

psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t* operation) {
  return abort_operation(operation);
}
