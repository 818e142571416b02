// SPDX-License-Identifier: BSD-3-Clause
// MACs.
#pragma once

#include "services/crypto/protocol/common.hpp"

namespace redoubt::crypto {

using MacCompute = Operation<kMac + 0, KeyAlgorithmRequest, 1, 1>;
using MacVerify = Operation<kMac + 1, KeyAlgorithmRequest, 2>;  // message, MAC
using MacSignSetup = Operation<kMac + 2, KeyAlgorithmRequest, 0, 0, OperationReply>;
using MacVerifySetup = Operation<kMac + 3, KeyAlgorithmRequest, 0, 0, OperationReply>;
using MacUpdate = Operation<kMac + 4, OperationRequest, 1>;
using MacSignFinish = Operation<kMac + 5, OperationRequest, 0, 1>;
using MacVerifyFinish = Operation<kMac + 6, OperationRequest, 1>;

}  // namespace redoubt::crypto
