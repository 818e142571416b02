// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

namespace {

Out signature_output(uint8_t* signature, size_t size, size_t* length) {
  return small_output(signature, size, length, PSA_SIGNATURE_MAX_SIZE);
}

// Whether a context is none at all, which is no different from an empty one; or one that the algorithm has no
// place for.
bool is_no_context(size_t length) { return length == 0; }
bool is_misplaced(psa_algorithm_t alg, size_t length) {
  return length != 0 && !PSA_ALG_SIGN_SUPPORTS_CONTEXT(alg);
}

}  // namespace

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                              size_t input_length, uint8_t* signature, size_t signature_size,
                              size_t* signature_length) {
  return call<crypto::SignMessage>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                   signature_output(signature, signature_size, signature_length));
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                size_t input_length, const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyMessage>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                     In{signature, signature_length});
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                           uint8_t* signature, size_t signature_size, size_t* signature_length) {
  return call<crypto::SignHash>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                signature_output(signature, signature_size, signature_length));
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash, size_t hash_length,
                             const uint8_t* signature, size_t signature_length) {
  return call<crypto::VerifyHash>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                  In{signature, signature_length});
}

psa_status_t psa_sign_message_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                           size_t input_length, const uint8_t* context, size_t context_length,
                                           uint8_t* signature, size_t signature_size,
                                           size_t* signature_length) {
  if (is_no_context(context_length))
    return psa_sign_message(key, alg, input, input_length, signature, signature_size, signature_length);
  const Out out = signature_output(signature, signature_size, signature_length);
  if (is_misplaced(alg, context_length)) return PSA_ERROR_INVALID_ARGUMENT;
  return call<crypto::SignMessageWithContext>(crypto::KeyAlgorithmRequest{key, alg}, In{input, input_length},
                                              In{context, context_length}, out);
}

psa_status_t psa_verify_message_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* input,
                                             size_t input_length, const uint8_t* context,
                                             size_t context_length, const uint8_t* signature,
                                             size_t signature_length) {
  if (is_no_context(context_length))
    return psa_verify_message(key, alg, input, input_length, signature, signature_length);
  if (is_misplaced(alg, context_length)) return PSA_ERROR_INVALID_ARGUMENT;
  return call<crypto::VerifyMessageWithContext>(crypto::KeyAlgorithmRequest{key, alg},
                                                In{input, input_length}, In{context, context_length},
                                                In{signature, signature_length});
}

psa_status_t psa_sign_hash_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash,
                                        size_t hash_length, const uint8_t* context, size_t context_length,
                                        uint8_t* signature, size_t signature_size, size_t* signature_length) {
  if (is_no_context(context_length))
    return psa_sign_hash(key, alg, hash, hash_length, signature, signature_size, signature_length);
  const Out out = signature_output(signature, signature_size, signature_length);
  if (is_misplaced(alg, context_length)) return PSA_ERROR_INVALID_ARGUMENT;
  return call<crypto::SignHashWithContext>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                           In{context, context_length}, out);
}

psa_status_t psa_verify_hash_with_context(psa_key_id_t key, psa_algorithm_t alg, const uint8_t* hash,
                                          size_t hash_length, const uint8_t* context, size_t context_length,
                                          const uint8_t* signature, size_t signature_length) {
  if (is_no_context(context_length))
    return psa_verify_hash(key, alg, hash, hash_length, signature, signature_length);
  if (is_misplaced(alg, context_length)) return PSA_ERROR_INVALID_ARGUMENT;
  return call<crypto::VerifyHashWithContext>(crypto::KeyAlgorithmRequest{key, alg}, In{hash, hash_length},
                                             In{context, context_length}, In{signature, signature_length});
}

psa_status_t psa_sign_setup(psa_sign_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg) {
  return setup<crypto::SignSetup>(operation, crypto::KeyAlgorithmRequest{key, alg});
}

psa_status_t psa_sign_set_context(psa_sign_operation_t* operation, const uint8_t* context,
                                  size_t context_length) {
  return call<crypto::SetContext>(crypto::OperationRequest{operation->private_handle},
                                  In{context, context_length});
}

psa_status_t psa_sign_update(psa_sign_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call<crypto::SignatureUpdate>(crypto::OperationRequest{operation->private_handle},
                                       In{input, input_length});
}

psa_status_t psa_sign_finish(psa_sign_operation_t* operation, uint8_t* signature, size_t signature_size,
                             size_t* signature_length) {
  return finish(operation,
                call<crypto::SignFinish>(crypto::OperationRequest{operation->private_handle},
                                         signature_output(signature, signature_size, signature_length)));
}

psa_status_t psa_sign_abort(psa_sign_operation_t* operation) { return abort_operation(operation); }

psa_status_t psa_verify_setup(psa_verify_operation_t* operation, psa_key_id_t key, psa_algorithm_t alg,
                              const uint8_t* signature, size_t signature_length) {
  return setup<crypto::VerifySetup>(operation, crypto::KeyAlgorithmRequest{key, alg},
                                    In{signature, signature_length});
}

psa_status_t psa_verify_set_context(psa_verify_operation_t* operation, const uint8_t* context,
                                    size_t context_length) {
  return call<crypto::SetContext>(crypto::OperationRequest{operation->private_handle},
                                  In{context, context_length});
}

psa_status_t psa_verify_update(psa_verify_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call<crypto::SignatureUpdate>(crypto::OperationRequest{operation->private_handle},
                                       In{input, input_length});
}

psa_status_t psa_verify_finish(psa_verify_operation_t* operation) {
  return finish(operation, call<crypto::VerifyFinish>(crypto::OperationRequest{operation->private_handle}));
}

psa_status_t psa_verify_abort(psa_verify_operation_t* operation) { return abort_operation(operation); }
