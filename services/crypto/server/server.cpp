// SPDX-License-Identifier: BSD-3-Clause
// The service's entry: from a message to its family's table. A family that no Kconfig symbol asks for is not
// linked.
#include <array>
#include <iterator>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/protocol.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

struct Choice {
  bool is_offered;
  const protocol::Family* family;
};

// In the order of their numbers (protocol/common.hpp).
constexpr Choice kAll[] = {
    {true, &kKeysFamily},
    {true, &kHashFamily},
    {config::kCryptoMac, &kMacFamily},
    {config::kCryptoCipher, &kCipherFamily},
    {config::kCryptoAead, &kAeadFamily},
    {config::kCryptoDerivation, &kDerivationFamily},
    {config::kCryptoEcdsa || config::kCryptoRsaSignature || config::kCryptoLms, &kSignatureFamily},
    {config::kCryptoRsaEncryption, &kEncryptionFamily},
    {config::kCryptoAgreement, &kAgreementFamily},
    {config::kCryptoJpake, &kPakeFamily},
    {false, nullptr},
    {config::kCryptoEcies, &kEncapsulationFamily},
};

// Up to the last one that is offered.
constexpr auto kFamilies = [] {
  constexpr std::size_t kCount = [] {
    std::size_t count = std::size(kAll);
    while (!kAll[count - 1].is_offered) --count;
    return count;
  }();
  std::array<const protocol::Family*, kCount> families{};
  for (std::size_t i = 0; i < kCount; ++i) families[i] = kAll[i].is_offered ? kAll[i].family : nullptr;
  return families;
}();

}  // namespace
}  // namespace redoubt::crypto

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg) {
  return redoubt::protocol::dispatch(redoubt::crypto::kFamilies, *msg);
}
