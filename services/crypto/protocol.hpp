// SPDX-License-Identifier: BSD-3-Clause
// The wire protocol of the crypto service: one line for each operation, from which client and server derive.
#pragma once

#include "services/crypto/protocol/aead.hpp"
#include "services/crypto/protocol/agreement.hpp"
#include "services/crypto/protocol/cipher.hpp"
#include "services/crypto/protocol/derivation.hpp"
#include "services/crypto/protocol/encapsulation.hpp"
#include "services/crypto/protocol/encryption.hpp"
#include "services/crypto/protocol/hash.hpp"
#include "services/crypto/protocol/keys.hpp"
#include "services/crypto/protocol/mac.hpp"
#include "services/crypto/protocol/pake.hpp"
#include "services/crypto/protocol/signature.hpp"
#include "services/crypto/protocol/xof.hpp"
