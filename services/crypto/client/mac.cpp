// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

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
