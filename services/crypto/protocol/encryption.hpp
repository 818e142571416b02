// SPDX-License-Identifier: BSD-3-Clause
// Asymmetric encryption.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using AsymmetricEncrypt = Operation<kEncryption + 0, KeyAlgorithmRequest, 2, 1>;  // message, salt
using AsymmetricDecrypt = Operation<kEncryption + 1, KeyAlgorithmRequest, 2, 1>;  // ciphertext, salt

}  // namespace redoubt::crypto
