// SPDX-License-Identifier: BSD-3-Clause
// Unauthenticated ciphers.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using CipherEncrypt = Operation<kCipher + 0, KeyAlgorithmRequest, 1, 1>;  // message; IV and ciphertext
using CipherDecrypt = Operation<kCipher + 1, KeyAlgorithmRequest, 1, 1>;  // IV and ciphertext; message
using CipherEncryptSetup = Operation<kCipher + 2, KeyAlgorithmRequest, 0, 0, OperationReply>;
using CipherDecryptSetup = Operation<kCipher + 3, KeyAlgorithmRequest, 0, 0, OperationReply>;
using CipherGenerateIv = Operation<kCipher + 4, OperationRequest, 0, 1>;
using CipherSetIv = Operation<kCipher + 5, OperationRequest, 1>;
using CipherUpdate = Operation<kCipher + 6, OperationRequest, 1, 1>;
using CipherFinish = Operation<kCipher + 7, OperationRequest, 0, 1>;

}  // namespace redoubt::crypto
