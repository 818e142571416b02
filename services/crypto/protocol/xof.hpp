// SPDX-License-Identifier: BSD-3-Clause
// Extendable-output functions. No driver offers one.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using XofSetup = Operation<kXof + 0, AlgorithmRequest, 0, 0, OperationReply>;
using XofSetContext = Operation<kXof + 1, OperationRequest, 1>;
using XofUpdate = Operation<kXof + 2, OperationRequest, 1>;
using XofOutput = Operation<kXof + 3, OperationRequest, 0, 1>;

}  // namespace redoubt::crypto
