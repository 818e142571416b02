// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

psa_status_t psa_pake_setup(psa_pake_operation_t* operation, psa_key_id_t password_key,
                            const psa_pake_cipher_suite_t* cipher_suite) {
  return setup<crypto::PakeSetup>(operation, crypto::PakeSetupRequest{password_key, *cipher_suite});
}

psa_status_t psa_pake_set_role(psa_pake_operation_t* operation, psa_pake_role_t role) {
  return call<crypto::PakeSetRole>(crypto::PakeRoleRequest{operation->private_handle, role});
}

psa_status_t psa_pake_set_user(psa_pake_operation_t* operation, const uint8_t* user_id, size_t user_id_len) {
  return call<crypto::PakeSetUser>(crypto::OperationRequest{operation->private_handle},
                                   In{user_id, user_id_len});
}

psa_status_t psa_pake_set_peer(psa_pake_operation_t* operation, const uint8_t* peer_id, size_t peer_id_len) {
  return call<crypto::PakeSetPeer>(crypto::OperationRequest{operation->private_handle},
                                   In{peer_id, peer_id_len});
}

psa_status_t psa_pake_set_context(psa_pake_operation_t* operation, const uint8_t* context,
                                  size_t context_len) {
  return call<crypto::PakeSetContext>(crypto::OperationRequest{operation->private_handle},
                                      In{context, context_len});
}

psa_status_t psa_pake_output(psa_pake_operation_t* operation, psa_pake_step_t step, uint8_t* output,
                             size_t output_size, size_t* output_length) {
  return call<crypto::PakeOutput>(crypto::PakeStepRequest{operation->private_handle, step},
                                  small_output(output, output_size, output_length, PSA_PAKE_OUTPUT_MAX_SIZE));
}

psa_status_t psa_pake_input(psa_pake_operation_t* operation, psa_pake_step_t step, const uint8_t* input,
                            size_t input_length) {
  return call<crypto::PakeInput>(crypto::PakeStepRequest{operation->private_handle, step},
                                 In{input, input_length});
}

psa_status_t psa_pake_get_shared_key(psa_pake_operation_t* operation, const psa_key_attributes_t* attributes,
                                     psa_key_id_t* key) {
  return finish(operation, create_key<crypto::PakeGetSharedKey>(
                               key, crypto::OutputKeyRequest{operation->private_handle, *attributes}));
}

psa_status_t psa_pake_abort(psa_pake_operation_t* operation) { return abort_operation(operation); }
