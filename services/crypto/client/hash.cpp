// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

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

psa_status_t psa_hash_suspend(psa_hash_operation_t* operation, uint8_t* hash_state, size_t hash_state_size,
                              size_t* hash_state_length) {
  return finish(operation,
                call<crypto::HashSuspend>(crypto::OperationRequest{operation->private_handle},
                                          small_output(hash_state, hash_state_size, hash_state_length,
                                                       PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE)));
}

psa_status_t psa_hash_resume(psa_hash_operation_t* operation, const uint8_t* hash_state,
                             size_t hash_state_length) {
  if (operation->private_handle != 0) return PSA_ERROR_BAD_STATE;
  crypto::OperationReply reply{};
  const psa_status_t status = call<crypto::HashResume>(reply, In{hash_state, hash_state_length});
  if (status == PSA_SUCCESS) operation->private_handle = reply.operation;
  return status;
}
