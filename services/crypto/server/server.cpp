// SPDX-License-Identifier: BSD-3-Clause
// The service's entry: from a message to its family's table. A family that no Kconfig symbol asks for is not
// linked.
#include "redoubt_config.hpp"
#include "services/crypto/protocol.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

constexpr const protocol::Family* chosen(bool is_offered, const protocol::Family& family) {
  return is_offered ? &family : nullptr;
}

// In the order of their numbers (protocol/common.hpp).
constexpr const protocol::Family* kFamilies[] = {
    &kKeysFamily,
    &kHashFamily,
    chosen(config::kCryptoHmac, kMacFamily),
    nullptr,
    chosen(config::kCryptoCcm, kAeadFamily),
    chosen(config::kCryptoHkdf, kDerivationFamily),
    chosen(config::kCryptoP256, kSignatureFamily),
};

}  // namespace
}  // namespace redoubt::crypto

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg) {
  return redoubt::protocol::dispatch(redoubt::crypto::kFamilies, *msg);
}
