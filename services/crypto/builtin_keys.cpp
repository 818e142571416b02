// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/builtin_keys.hpp"

#include <algorithm>

#include "redoubt_config/crypto.hpp"
#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {
namespace {

constexpr psa_key_type_t kP256Pair = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1);
constexpr BuiltinKey kIak = {REDOUBT_KEY_ID_IAK, kP256Pair, 256, PSA_ALG_ECDSA(PSA_ALG_SHA_256)};
constexpr BuiltinKey kClientKey = {REDOUBT_KEY_ID_CLIENT, PSA_KEY_TYPE_DERIVE, 256,
                                   PSA_ALG_HKDF(PSA_ALG_SHA_256)};

// Separates this use of the HUK from every other.
constexpr std::uint8_t kClientKeyLabel[] = {'R', 'e', 'd', 'o', 'u', 'b', 't',
                                            ' ', 'c', 'l', 'i', 'e', 'n', 't'};

}  // namespace

Status derive_from_huk(Bytes label, ClientId client, MutableBytes key) {
  std::array<std::uint8_t, kBuiltinKeySize> huk;
  const WipeOnExit wipe_huk(huk);
  REDOUBT_TRY(read_huk(huk));
  Hmac hmac;
  const WipeOnExit wipe_hmac(hmac);
  std::uint8_t id[4];
  store(id, static_cast<std::uint32_t>(client));
  REDOUBT_TRY(hmac.start(PSA_ALG_SHA_256, Source(Bytes(huk))));
  REDOUBT_TRY(hmac.update(label));
  REDOUBT_TRY(hmac.update(id));
  return hmac.finish(key);
}

const BuiltinKey* find_builtin_key(psa_key_id_t id) {
  if (config::kCryptoP256 && id == kIak.id) return &kIak;
  if (config::kCryptoClientKey && id == kClientKey.id) return &kClientKey;
  return nullptr;
}

psa_key_usage_t builtin_key_usage(const BuiltinKey& key, ClientId client) {
  if (&key == &kClientKey) return PSA_KEY_USAGE_DERIVE;
  return may_sign_with_iak(client) ? PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_SIGN_MESSAGE : 0;
}

Status read_builtin_key(const BuiltinKey& key, ClientId client, MutableBytes material) {
  return config::kCryptoClientKey && &key == &kClientKey ? derive_from_huk(kClientKeyLabel, client, material)
                                                         : read_iak(material);
}

}  // namespace redoubt::crypto
