// SPDX-License-Identifier: BSD-3-Clause
// A service without a driver for any of these knows nothing of them and says NOT_SUPPORTED to all: which
// error it is otherwise is found here.
#include "services/crypto/client/common.hpp"

namespace crypto = redoubt::crypto;
using namespace redoubt::crypto::client;

namespace {

// Nothing to ask for of an operation that was never set up.
template <class Operation, class... Data>
psa_status_t call_active(const psa_xof_operation_t* operation, const Data&... data) {
  const crypto::OperationRequest request = {operation->private_handle};
  return request.operation == 0 ? PSA_ERROR_BAD_STATE : call<Operation>(request, data...);
}

}  // namespace

psa_status_t psa_xof_setup(psa_xof_operation_t* operation, psa_algorithm_t alg) {
  if (operation->private_handle == 0 && !PSA_ALG_IS_XOF(alg)) return PSA_ERROR_INVALID_ARGUMENT;
  return setup<crypto::XofSetup>(operation, crypto::AlgorithmRequest{alg});
}

psa_status_t psa_xof_set_context(psa_xof_operation_t* operation, const uint8_t* context,
                                 size_t context_length) {
  return call_active<crypto::XofSetContext>(operation, In{context, context_length});
}

psa_status_t psa_xof_update(psa_xof_operation_t* operation, const uint8_t* input, size_t input_length) {
  return call_active<crypto::XofUpdate>(operation, In{input, input_length});
}

psa_status_t psa_xof_output(psa_xof_operation_t* operation, uint8_t* output, size_t output_length) {
  return call_active<crypto::XofOutput>(operation, Out{output, output_length});
}

psa_status_t psa_xof_abort(psa_xof_operation_t* operation) { return abort_operation(operation); }
