// SPDX-License-Identifier: BSD-3-Clause
// Signatures.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using SignMessage = Operation<kSignature + 0, KeyAlgorithmRequest, 1, 1>;
using VerifyMessage = Operation<kSignature + 1, KeyAlgorithmRequest, 2>;  // message, signature
using SignHash = Operation<kSignature + 2, KeyAlgorithmRequest, 1, 1>;
using VerifyHash = Operation<kSignature + 3, KeyAlgorithmRequest, 2>;  // hash, signature

}  // namespace redoubt::crypto
