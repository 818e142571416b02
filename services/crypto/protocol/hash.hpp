// SPDX-License-Identifier: BSD-3-Clause
// Hashes.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using HashCompute = Operation<kHash + 0, AlgorithmRequest, 1, 1>;
using HashCompare = Operation<kHash + 1, AlgorithmRequest, 2>;  // message, hash
using HashSetup = Operation<kHash + 2, AlgorithmRequest, 0, 0, OperationReply>;
using HashUpdate = Operation<kHash + 3, OperationRequest, 1>;
using HashFinish = Operation<kHash + 4, OperationRequest, 0, 1>;
using HashVerify = Operation<kHash + 5, OperationRequest, 1>;
using HashClone = Operation<kHash + 6, OperationRequest, 0, 0, OperationReply>;
using HashSuspend = Operation<kHash + 7, OperationRequest, 0, 1>;
using HashResume = Operation<kHash + 8, None, 1, 0, OperationReply>;

}  // namespace redoubt::crypto
