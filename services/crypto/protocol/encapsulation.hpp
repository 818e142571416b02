// SPDX-License-Identifier: BSD-3-Clause
// Key encapsulation.
#pragma once

#include "services/crypto/protocol/agreement.hpp"

namespace redoubt::crypto {

using Encapsulate = Operation<kEncapsulation + 0, AgreedKeyRequest, 0, 1, KeyReply>;  // out: ciphertext
using Decapsulate = Operation<kEncapsulation + 1, AgreedKeyRequest, 1, 0, KeyReply>;  // ciphertext

}  // namespace redoubt::crypto
