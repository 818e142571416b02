// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/encapsulation.hpp"

#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

using PublicKey = std::array<std::uint8_t, KeyPairLimits::kCurvePublicSize>;
using Number = std::array<std::uint8_t, KeyPairLimits::kCurveSize>;

// SEC 1, section 5.1.3, steps 1 to 4. Our curves' cofactor is 1, or X25519 and X448 have it in their numbers.
Status agree_with(const KeyMaterial& receiver, MutableBytes secret, MutableBytes ciphertext) {
  PublicKey buffer;
  const psa_key_type_t pair = PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(receiver.group().type);
  Number ephemeral;
  const WipeOnExit wipe_ephemeral(ephemeral);
  const MutableBytes number = MutableBytes(ephemeral).first(receiver.group().size());
  REDOUBT_TRY(seed_random());
  const std::size_t size = REDOUBT_TRY(public_key(receiver, buffer));
  REDOUBT_TRY(generate_private_key(pair, receiver.bits, number));
  const KeyMaterial sender = {pair, receiver.bits, number};
  REDOUBT_TRY(public_key(sender, ciphertext));
  return agree(sender, Bytes(buffer).first(size), secret);
}

}  // namespace

Status check_encapsulation(psa_algorithm_t algorithm) {
  if (!PSA_ALG_IS_KEY_ENCAPSULATION(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return Status(algorithm == PSA_ALG_ECIES_SEC1 ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

Result<psa_key_id_t> encapsulate(ClientId client, const KeyMaterial& key,
                                 const psa_key_attributes_t& attributes, Sink& ciphertext) {
  if (!PSA_KEY_TYPE_IS_ECC(key.type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t size = key.group().public_size();
  if (ciphertext.capacity() < size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  PublicKey sent;
  Number secret;
  const WipeOnExit wipe_secret(secret);
  const MutableBytes agreed = MutableBytes(secret).first(key.group().size());
  REDOUBT_TRY(agree_with(key, agreed, MutableBytes(sent).first(size)));
  const psa_key_id_t made = REDOUBT_TRY(make_shared_key(client, attributes, agreed));
  ciphertext.write(Bytes(sent).first(size));
  return made;
}

Result<psa_key_id_t> decapsulate(ClientId client, const KeyMaterial& key,
                                 const psa_key_attributes_t& attributes, Source& ciphertext) {
  REDOUBT_TRY(check_agreement_key(key, PSA_ALG_ECDH));
  REDOUBT_TRY(seed_random());
  PublicKey received;
  Number secret;
  const WipeOnExit wipe_secret(secret);
  const MutableBytes agreed = MutableBytes(secret).first(key.group().size());
  if (ciphertext.size() > received.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  REDOUBT_TRY(agree(key, ciphertext.read(received), agreed));
  return make_shared_key(client, attributes, agreed);
}

}  // namespace redoubt::crypto
