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

}  // namespace

constinit const protocol::Family kSignatureFamily =
    protocol::Dispatcher<On<SignMessage, sign<sign_message>>, On<VerifyMessage, verify<verify_message>>,
                         On<SignHash, sign<sign_hash>>, On<VerifyHash, verify<verify_hash>>>::kFamily;

}  // namespace redoubt::crypto
