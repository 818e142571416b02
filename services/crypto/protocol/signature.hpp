// SPDX-License-Identifier: BSD-3-Clause
// Signatures.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using SignMessage = Operation<kSignature + 0, KeyAlgorithmRequest, 1, 1>;
using VerifyMessage = Operation<kSignature + 1, KeyAlgorithmRequest, 2>;  // message, signature
using SignHash = Operation<kSignature + 2, KeyAlgorithmRequest, 1, 1>;
using VerifyHash = Operation<kSignature + 3, KeyAlgorithmRequest, 2>;  // hash, signature
// Multi-part.
using SignSetup = Operation<kSignature + 4, KeyAlgorithmRequest, 0, 0, OperationReply>;
using VerifySetup = Operation<kSignature + 5, KeyAlgorithmRequest, 1, 0, OperationReply>;  // signature
using SetContext = Operation<kSignature + 6, OperationRequest, 1>;
using SignatureUpdate = Operation<kSignature + 7, OperationRequest, 1>;
using SignFinish = Operation<kSignature + 8, OperationRequest, 0, 1>;
using VerifyFinish = Operation<kSignature + 9, OperationRequest>;
// With a context that is not empty, which no algorithm that there is takes; the client knows. Message or
// hash, context, signature.
using SignMessageWithContext = Operation<kSignature + 10, KeyAlgorithmRequest, 2, 1>;
using VerifyMessageWithContext = Operation<kSignature + 11, KeyAlgorithmRequest, 3>;
using SignHashWithContext = Operation<kSignature + 12, KeyAlgorithmRequest, 2, 1>;
using VerifyHashWithContext = Operation<kSignature + 13, KeyAlgorithmRequest, 3>;

}  // namespace redoubt::crypto
