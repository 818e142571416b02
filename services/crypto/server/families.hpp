// SPDX-License-Identifier: BSD-3-Clause
// The tables of operations, one a family; each is defined in the file of its name.
#pragma once

#include "lib/protocol/server.hpp"

namespace redoubt::crypto {

extern const protocol::Family kKeysFamily, kHashFamily, kMacFamily, kCipherFamily, kAeadFamily,
    kDerivationFamily, kSignatureFamily, kEncryptionFamily, kAgreementFamily, kPakeFamily,
    kEncapsulationFamily;

}  // namespace redoubt::crypto
