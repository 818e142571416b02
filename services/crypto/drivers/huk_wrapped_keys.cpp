// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/huk_wrapped_keys.hpp"

#include <algorithm>
#include <array>

#include "lib/hardened/verdict.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/drivers/mbedtls_ccm.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

// Separates this use of the HUK from every other. Another form of blobs gets another label.
constexpr std::uint8_t kLabel[] = {'R', 'e', 'd', 'o', 'u', 'b', 't', ' ', 'w', 'r', 'a', 'p', '1'};

using Tag = std::array<std::uint8_t, HukWrappedKeys::kTagSize>;

// A blob: the key, encrypted; a random nonce; the tag. Nonces of 104 bits repeat after 2^52 blobs of a
// client.
struct Parts {
  explicit Parts(MutableBytes blob)
      : key(blob.first(blob.size() - HukWrappedKeys::kOverhead)),
        nonce(blob.subspan(key.size(), HukWrappedKeys::kNonceSize)),
        tag(blob.last(HukWrappedKeys::kTagSize)) {}
  MutableBytes key, nonce, tag;
};

// En- or decrypts the key in place and computes its tag.
Status crypt(ClientId owner, Bytes identity, const Parts& parts, bool is_encryption, MutableBytes tag) {
  std::array<std::uint8_t, kBuiltinKeySize> wrapping_key;
  const WipeOnExit wipe_key(wrapping_key);
  REDOUBT_TRY(derive_from_huk(kLabel, owner, wrapping_key));
  MbedtlsCcm ccm;
  REDOUBT_TRY(ccm.start(PSA_KEY_TYPE_AES, wrapping_key,
                        {is_encryption, parts.nonce, identity.size(), parts.key.size(), tag.size()}));
  REDOUBT_TRY(ccm.authenticate(identity));
  REDOUBT_TRY(ccm.crypt(parts.key, parts.key));
  return ccm.finish(tag);
}

}  // namespace

Status HukWrappedKeys::close(ClientId owner, Bytes identity, MutableBytes blob) {
  const Parts parts(blob);
  REDOUBT_TRY(random_bytes(parts.nonce));
  return crypt(owner, identity, parts, true, parts.tag);
}

Status HukWrappedKeys::open(ClientId owner, Bytes identity, MutableBytes blob) {
  const Parts parts(blob);
  Tag tag;  // of a forged blob it is what the forger lacks
  const WipeOnExit wipe_tag(tag);
  REDOUBT_TRY(crypt(owner, identity, parts, false, tag));
  return Status(hardened::equal(parts.tag, tag).is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

}  // namespace redoubt::crypto
