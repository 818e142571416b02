// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/aead.hpp"

#include "lib/hardened/verdict.hpp"

namespace redoubt::crypto {
namespace {

using Tag = std::array<std::uint8_t, PSA_AEAD_TAG_MAX_SIZE>;

AeadMessage describe(const AeadInput& input, bool is_encryption, std::size_t size) {
  return {is_encryption, input.nonce, input.additional.size(), size,
          PSA_AEAD_TAG_LENGTH(0, 0, input.algorithm)};
}

template <AeadDriver D>
Status begin(D& driver, const KeyMaterial& key, const AeadInput& input, const AeadMessage& message) {
  const Status started = driver.start(key.type, key.bytes, message);
  if (!started) return started;
  return for_each_piece(input.additional, [&](Bytes piece) { return driver.authenticate(piece); });
}

template <AeadDriver D>
Status encrypt(const KeyMaterial& key, const AeadInput& input, Sink& ciphertext) {
  const AeadMessage message = describe(input, true, input.message.size());
  if (const Status checked = D::check(message); !checked) return checked;
  if (ciphertext.capacity() < message.tag_size || ciphertext.capacity() - message.tag_size < message.size) {
    return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  }
  D driver;
  Status status = begin(driver, key, input, message);
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  while (status && input.message.size() != 0) {
    const MutableBytes piece = MutableBytes(buffer).first(input.message.read(buffer).size());
    status = driver.crypt(piece, piece);
    if (status) ciphertext.write(piece);
  }
  Tag tag;
  if (status) status = driver.finish(MutableBytes(tag).first(message.tag_size));
  if (status) ciphertext.write(Bytes(tag).first(message.tag_size));
  return status;
}

// Decrypts into `plaintext`, of the message's size, and compares the tags.
template <AeadDriver D>
Status decrypt_into(MutableBytes plaintext, const KeyMaterial& key, const AeadInput& input,
                    const AeadMessage& message) {
  D driver;
  Status status = begin(driver, key, input, message);
  static_cast<void>(input.message.read(plaintext));
  Tag expected;
  Tag tag;  // of a forged message it is what the forger lacks
  const WipeOnExit wipe_tag(tag);
  const MutableBytes computed = MutableBytes(tag).first(message.tag_size);
  const Bytes received = input.message.read(MutableBytes(expected).first(message.tag_size));
  if (status) status = driver.crypt(plaintext, plaintext);
  if (status) status = driver.finish(computed);
  if (!status) return status;
  const hardened::Verdict verdict = hardened::equal(received, computed);
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

// The message is read once and stays here until its tag is verified: a client could change it between two
// readings.
template <AeadDriver D>
Status decrypt(const KeyMaterial& key, const AeadInput& input, Sink& plaintext) {
  const std::size_t tag_size = PSA_AEAD_TAG_LENGTH(0, 0, input.algorithm);
  const std::size_t total = input.message.size();
  const AeadMessage message = describe(input, false, total < tag_size ? 0 : total - tag_size);
  if (const Status checked = D::check(message); !checked) return checked;
  if (total < tag_size) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  if (plaintext.capacity() < message.size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  std::array<std::uint8_t, config::kCryptoAeadDecryptMax> buffer;
  if (message.size > buffer.size()) return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  const MutableBytes room = MutableBytes(buffer).first(message.size);
  const Status status = decrypt_into<D>(room, key, input, message);
  if (status) plaintext.write(room);
  wipe(room);
  return status;
}

}  // namespace

Status check_aead(psa_algorithm_t algorithm) {
  const bool is_one = PSA_ALG_IS_AEAD(algorithm) && !PSA_ALG_IS_WILDCARD(algorithm);
  return Status(is_one ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status aead_encrypt(const KeyMaterial& key, const AeadInput& input, Sink& ciphertext) {
  return with_aead(key, input.algorithm,
                   [&]<class D>(std::type_identity<D>) { return encrypt<D>(key, input, ciphertext); });
}

Status aead_decrypt(const KeyMaterial& key, const AeadInput& input, Sink& plaintext) {
  return with_aead(key, input.algorithm,
                   [&]<class D>(std::type_identity<D>) { return decrypt<D>(key, input, plaintext); });
}

}  // namespace redoubt::crypto
