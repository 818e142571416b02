// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/signature.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

template <auto kFunction>
Status sign(ClientId client, const KeyAlgorithmRequest& request, Input data, Output signature) {
  Source source(data);
  Sink sink(signature);
  return kFunction(client, request.key, request.algorithm, source, sink);
}

template <auto kFunction>
Status verify(ClientId client, const KeyAlgorithmRequest& request, Input data, Input signature) {
  Source source(data);
  Source signature_source(signature);
  return kFunction(client, request.key, request.algorithm, source, signature_source);
}

Result<OperationReply> on_sign_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<SignatureOperation>(client, [&](SignatureOperation& operation) {
    return sign_setup(client, operation, request.key, request.algorithm);
  });
}

Result<OperationReply> on_verify_setup(ClientId client, const KeyAlgorithmRequest& request, Input signature) {
  Source source(signature);
  return setup_operation<SignatureOperation>(client, [&](SignatureOperation& operation) {
    return verify_setup(client, operation, request.key, request.algorithm, source);
  });
}

Status on_set_context(ClientId client, const OperationRequest& request, Input context) {
  return with_operation<SignatureOperation>(client, request.operation, [&](SignatureOperation& operation) {
    return set_signature_context(operation, Source(context));
  });
}

Status on_update(ClientId client, const OperationRequest& request, Input data) {
  return with_operation<SignatureOperation>(client, request.operation, [&](SignatureOperation& operation) {
    operation.is_begun = true;
    return update(operation, data);
  });
}

Status on_sign_finish(ClientId client, const OperationRequest& request, Output signature) {
  Sink sink(signature);
  return finish_operation<SignatureOperation>(client, request.operation, [&](SignatureOperation& operation) {
    return sign_finish(client, operation, sink);
  });
}

Status on_verify_finish(ClientId client, const OperationRequest& request) {
  return finish_operation<SignatureOperation>(client, request.operation, [&](SignatureOperation& operation) {
    return verify_finish(client, operation);
  });
}

template <class Operation, auto kHandler>
using OnMultipart = OnIf<config::kCryptoMultipartSignature, Operation, kHandler>;

}  // namespace

constinit const protocol::Family kSignatureFamily =
    protocol::Dispatcher<On<SignMessage, sign<sign_message>>, On<VerifyMessage, verify<verify_message>>,
                         On<SignHash, sign<sign_hash>>, On<VerifyHash, verify<verify_hash>>,
                         OnMultipart<SignSetup, on_sign_setup>, OnMultipart<VerifySetup, on_verify_setup>,
                         OnMultipart<SetContext, on_set_context>, OnMultipart<SignatureUpdate, on_update>,
                         OnMultipart<SignFinish, on_sign_finish>,
                         OnMultipart<VerifyFinish, on_verify_finish>>::kFamily;

}  // namespace redoubt::crypto
