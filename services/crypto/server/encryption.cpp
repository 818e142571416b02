// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/random.hpp"
#include "services/crypto/rsa.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

// All that is asked before the data: PSA_ERROR_INVALID_ARGUMENT for no such algorithm, a salt that it does
// not take, a key that it cannot use.
Status open(UsableKey& key, ClientId client, const KeyAlgorithmRequest& request, psa_key_usage_t usage,
            const Input& salt) {
  const psa_algorithm_t algorithm = request.algorithm;
  if (!PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const bool has_hash = PSA_ALG_IS_RSA_OAEP(algorithm);
  if (!has_hash && salt.size() != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  REDOUBT_TRY(key.open(client, request.key, usage, algorithm));
  const psa_key_type_t type = key.attributes().type;
  if (!PSA_KEY_TYPE_IS_RSA(type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (usage == PSA_KEY_USAGE_DECRYPT && !PSA_KEY_TYPE_IS_KEY_PAIR(type))
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return Status(has_hash && hash_size(PSA_ALG_GET_HASH(algorithm)) == 0 ? PSA_ERROR_NOT_SUPPORTED
                                                                        : PSA_SUCCESS);
}

Status encrypt(ClientId client, const KeyAlgorithmRequest& request, Input message, Input salt, Output out) {
  UsableKey key;
  REDOUBT_TRY(open(key, client, request, PSA_KEY_USAGE_ENCRYPT, salt));
  RsaBlock buffer;
  const WipeOnExit wipe_buffer(buffer);
  const MutableBytes block = MutableBytes(buffer).first(rsa_block_size(key.material()));
  if (out.capacity() < block.size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  Source message_source(message);
  Source salt_source(salt);
  REDOUBT_TRY(seed_random());
  REDOUBT_TRY(rsa_encrypt(key.material(), request.algorithm, message_source, salt_source, block));
  out.write(block);
  return {};
}

Status decrypt(ClientId client, const KeyAlgorithmRequest& request, Input ciphertext, Input salt,
               Output out) {
  UsableKey key;
  REDOUBT_TRY(open(key, client, request, PSA_KEY_USAGE_DECRYPT, salt));
  RsaBlock buffer;
  const WipeOnExit wipe_buffer(buffer);
  const MutableBytes block = MutableBytes(buffer).first(rsa_block_size(key.material()));
  if (ciphertext.size() != block.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  Source ciphertext_source(ciphertext);
  static_cast<void>(ciphertext_source.read(block));
  Source salt_source(salt);
  REDOUBT_TRY(seed_random());
  const std::size_t size =
      REDOUBT_TRY(rsa_decrypt(key.material(), request.algorithm, salt_source, out.capacity(), block));
  out.write(block.last(size));
  return {};
}

}  // namespace

constinit const protocol::Family kEncryptionFamily =
    protocol::Dispatcher<On<AsymmetricEncrypt, encrypt>, On<AsymmetricDecrypt, decrypt>>::kFamily;

}  // namespace redoubt::crypto
