// SPDX-License-Identifier: BSD-3-Clause
// psa/crypto.h as calls of the crypto service. Everything is checked by the service; here arguments are only
// brought into form.
#include <psa/crypto.h>
#include <psa_manifest/sid.h>

#include <algorithm>
#include <cstring>

#include "lib/protocol/client.hpp"
#include "services/crypto/protocol.hpp"

namespace crypto = redoubt::crypto;
using redoubt::protocol::In;
using redoubt::protocol::Out;

namespace {

template <class Operation, class... Arguments>
psa_status_t call(Arguments&&... arguments) {
  return redoubt::protocol::call<Operation>(CRYPTO_HANDLE, arguments...);
}

// Sizes that the wire has 32 bits for; a larger one is refused like the largest.
std::uint32_t saturate(std::size_t value) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(value, UINT32_MAX));
}

// An output whose size is known to be small. A caller may say more than it has room for (SIZE_MAX, say), so
// long as what comes back fits; the SPM would refuse such a vector.
Out small_output(std::uint8_t* data, std::size_t size, std::size_t* length, std::size_t largest) {
  *length = 0;
  return {data, std::min(size, largest), length};
}

// The largest key that psa_export_key() can return: a Kconfig limit of the service, 64 KiB at most.
constexpr std::size_t kLargestKey = 0x10000;

template <class Operation, class Request>
psa_status_t create_key(psa_key_id_t* key, const Request& request) {
  crypto::KeyReply reply{};
  const psa_status_t status = call<Operation>(request, reply);
  *key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}

template <class Operation, class State, class Request>
psa_status_t setup(State* state, const Request& request) {
  if (state->private_handle != 0) return PSA_ERROR_BAD_STATE;
  crypto::OperationReply reply{};
  const psa_status_t status = call<Operation>(request, reply);
  if (status == PSA_SUCCESS) state->private_handle = reply.operation;
  return status;
}

// After an error the handle stays and names nothing: every further call but abort gets PSA_ERROR_BAD_STATE.
template <class State>
psa_status_t finish(State* state, psa_status_t status) {
  if (status == PSA_SUCCESS) state->private_handle = 0;
  return status;
}

// The service has nothing to do for an operation that was never set up.
template <class State>
psa_status_t abort_operation(State* state) {
  const crypto::OperationRequest request = {state->private_handle};
  state->private_handle = 0;
  return request.operation == 0 ? PSA_SUCCESS : call<crypto::Abort>(request);
}

}  // namespace

psa_status_t psa_crypto_init(void) { return call<crypto::Init>(); }

psa_status_t psa_generate_random(uint8_t* output, size_t output_size) {
  return call<crypto::GenerateRandom>(Out{output, output_size});
}

psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t* attributes) {
  const psa_status_t status = call<crypto::GetKeyAttributes>(crypto::KeyRequest{key}, *attributes);
  if (status != PSA_SUCCESS) psa_reset_key_attributes(attributes);
  return status;
}

// A key longer than the service takes is refused for its size alone; its bytes are not sent.
psa_status_t psa_import_key(const psa_key_attributes_t* attributes, const uint8_t* data, size_t data_length,
                            psa_key_id_t* key) {
  crypto::KeyReply reply{};
  const psa_status_t status =
      call<crypto::ImportKey>(*attributes, reply, In{data, std::min(data_length, kLargestKey)});
  *key = status == PSA_SUCCESS ? reply.key : PSA_KEY_ID_NULL;
  return status;
}

psa_status_t psa_generate_key(const psa_key_attributes_t* attributes, psa_key_id_t* key) {
  return create_key<crypto::GenerateKey>(key, *attributes);
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

psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t* input, size_t input_length, uint8_t* hash,
                              size_t hash_size, size_t* hash_length) {
  return call<crypto::HashCompute>(crypto::AlgorithmRequest{alg}, In{input, input_length},
                                   small_output(hash, hash_size, hash_length, PSA_HASH_MAX_SIZE));
}

psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                              const uint8_t* hash, size_t hash_length) {
  return call<crypto::HashCompare>(crypto::AlgorithmRequest{alg}, In{input, input_length},
                                   In{hash, hash_length});
}

psa_status_t psa_hash_setup(psa_hash_operation_t* operation, psa_algorithm_t alg) {
  return setup<crypto::HashSetup>(operation, crypto::AlgorithmRequest{alg});
}

psa_status_t psa_hash_update(psa_hash_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call<crypto::HashUpdate>(crypto::OperationRequest{operation->private_handle},
                                  In{input, input_length});
}

psa_status_t psa_hash_finish(psa_hash_operation_t* operation, uint8_t* hash, size_t hash_size,
                             size_t* hash_length) {
  return finish(operation,
                call<crypto::HashFinish>(crypto::OperationRequest{operation->private_handle},
                                         small_output(hash, hash_size, hash_length, PSA_HASH_MAX_SIZE)));
}

psa_status_t psa_hash_verify(psa_hash_operation_t* operation, const uint8_t* hash, size_t hash_length) {
  return finish(operation, call<crypto::HashVerify>(crypto::OperationRequest{operation->private_handle},
                                                    In{hash, hash_length}));
}

psa_status_t psa_hash_abort(psa_hash_operation_t* operation) { return abort_operation(operation); }

psa_status_t psa_hash_clone(const psa_hash_operation_t* source_operation,
                            psa_hash_operation_t* target_operation) {
  return setup<crypto::HashClone>(target_operation,
                                  crypto::OperationRequest{source_operation->private_handle});
}

psa_status_t psa_mac_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                             uint8_t* mac, size_t mac_size, size_t* mac_length) {
  return call<crypto::MacCompute>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                  small_output(mac, mac_size, mac_length, PSA_MAC_MAX_SIZE));
}

psa_status_t psa_mac_verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input, size_t input_length,
                            const uint8_t* mac, size_t mac_length) {
  return call<crypto::MacVerify>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                 In{mac, mac_length});
}

psa_status_t psa_mac_sign_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg) {
  return setup<crypto::MacSignSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_mac_verify_setup(psa_mac_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg) {
  return setup<crypto::MacVerifySetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_mac_update(psa_mac_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call<crypto::MacUpdate>(crypto::OperationRequest{operation->private_handle},
                                 In{input, input_length});
}

psa_status_t psa_mac_sign_finish(psa_mac_operation_t* operation, uint8_t* mac, size_t mac_size,
                                 size_t* mac_length) {
  return finish(operation,
                call<crypto::MacSignFinish>(crypto::OperationRequest{operation->private_handle},
                                            small_output(mac, mac_size, mac_length, PSA_MAC_MAX_SIZE)));
}

psa_status_t psa_mac_verify_finish(psa_mac_operation_t* operation, const uint8_t* mac, size_t mac_length) {
  return finish(operation, call<crypto::MacVerifyFinish>(crypto::OperationRequest{operation->private_handle},
                                                         In{mac, mac_length}));
}

psa_status_t psa_mac_abort(psa_mac_operation_t* operation) { return abort_operation(operation); }

namespace {

crypto::AeadRequest aead_request(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                                 size_t nonce_length) {
  crypto::AeadRequest request = {key, alg, saturate(nonce_length), {}};
  if (nonce_length != 0 && nonce_length <= sizeof request.nonce)
    std::memcpy(request.nonce, nonce, nonce_length);
  return request;
}

}  // namespace

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* plaintext,
                              size_t plaintext_length, uint8_t* ciphertext, size_t ciphertext_size,
                              size_t* ciphertext_length) {
  return call<crypto::AeadEncrypt>(aead_request(key, alg, nonce, nonce_length),
                                   In{additional_data, additional_data_length},
                                   In{plaintext, plaintext_length},
                                   small_output(ciphertext, ciphertext_size, ciphertext_length,
                                                PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length)));
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* nonce,
                              size_t nonce_length, const uint8_t* additional_data,
                              size_t additional_data_length, const uint8_t* ciphertext,
                              size_t ciphertext_length, uint8_t* plaintext, size_t plaintext_size,
                              size_t* plaintext_length) {
  return call<crypto::AeadDecrypt>(aead_request(key, alg, nonce, nonce_length),
                                   In{additional_data, additional_data_length},
                                   In{ciphertext, ciphertext_length},
                                   small_output(plaintext, plaintext_size, plaintext_length,
                                                PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length)));
}

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

// More than any algorithm's capacity is refused for its size alone, whatever the buffer: it is not sent.
psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t* operation, uint8_t* output,
                                             size_t output_length) {
  constexpr std::size_t kLargestCapacity = 255 * PSA_HASH_MAX_SIZE;
  return call<crypto::DerivationOutputBytes>(
      crypto::OutputBytesRequest{operation->private_handle, saturate(output_length)},
      Out{output, output_length <= kLargestCapacity ? output_length : 0});
}

psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                           psa_key_derivation_operation_t* operation, psa_key_id_t* key) {
  return create_key<crypto::DerivationOutputKey>(
      key, crypto::OutputKeyRequest{operation->private_handle, *attributes});
}

psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t* operation) {
  return abort_operation(operation);
}

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                              size_t input_length, uint8_t* signature, size_t signature_size,
                              size_t* signature_length) {
  return call<crypto::SignMessage>(
      crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
      small_output(signature, signature_size, signature_length, PSA_SIGNATURE_MAX_SIZE));
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyMessage>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                     In{signature, signature_length});
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                           uint8_t* signature, size_t signature_size, size_t* signature_length) {
  return call<crypto::SignHash>(
      crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
      small_output(signature, signature_size, signature_length, PSA_SIGNATURE_MAX_SIZE));
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                             const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyHash>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                  In{signature, signature_length});
}
