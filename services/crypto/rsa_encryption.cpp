// SPDX-License-Identifier: BSD-3-Clause
// RSAES-PKCS1-v1_5 and RSAES-OAEP (RFC 8017, section 7). What a forged ciphertext decrypts to is the secret
// that Bleichenbacher's and Manger's attacks ask for, one bit at a time: of it nothing decides what is done
// next, or where memory is read, until all of it has been looked at and the verdict is what the client is
// told anyway.
#include "lib/hardened/verdict.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/rsa.hpp"

namespace redoubt::crypto {
namespace {

// Truths are words of all ones or all zeros; the compiler knows nothing of them.
std::uint32_t from_top_bit(std::uint32_t word) { return 0u - (hardened::opaque(word) >> 31); }
std::uint32_t is_zero(std::uint32_t word) { return from_top_bit(~word & (word - 1)); }
// Of numbers below 2^31.
std::uint32_t is_less(std::uint32_t a, std::uint32_t b) { return from_top_bit(a - b); }
std::uint32_t select(std::uint32_t condition, std::uint32_t a, std::uint32_t b) {
  return (a & condition) | (b & ~condition);
}

// Finds the first byte for which `is_end` says yes.
struct End {
  std::uint32_t found = 0;
  std::uint32_t at = 0;
  void look(std::uint32_t is_end, std::size_t index) {
    at |= static_cast<std::uint32_t>(index) & is_end & ~found;
    found |= is_end;
  }
};

Result<std::size_t> decide(std::uint32_t is_wrong, std::uint32_t size, std::size_t capacity) {
  const auto room = static_cast<std::uint32_t>(std::min<std::size_t>(capacity, kRsaMaxBits));
  const std::uint32_t status =
      select(is_wrong, static_cast<std::uint32_t>(PSA_ERROR_INVALID_PADDING),
             is_less(room, size) & static_cast<std::uint32_t>(PSA_ERROR_BUFFER_TOO_SMALL));
  const auto decided = static_cast<psa_status_t>(hardened::opaque(status));
  if (decided != PSA_SUCCESS) return Failure{decided};
  return std::size_t{size};
}

constexpr std::size_t kPkcs1Padding = 11;  // 00 02, 8 bytes that are not 0, 00

Status encode_pkcs1(Source& message, MutableBytes block) {
  if (message.size() > block.size() || block.size() - message.size() < kPkcs1Padding)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t message_at = block.size() - message.size();
  block[0] = 0;
  block[1] = 2;
  const MutableBytes padding = block.first(message_at - 1).subspan(2);
  REDOUBT_TRY(random_bytes(padding));
  for (std::uint8_t& byte : padding) {
    while (byte == 0) REDOUBT_TRY(random_bytes({&byte, 1}));
  }
  block[message_at - 1] = 0;
  static_cast<void>(message.read(block.subspan(message_at)));
  return {};
}

Result<std::size_t> decode_pkcs1(Bytes block, std::size_t capacity) {
  End end;
  for (std::size_t i = 2; i < block.size(); ++i) end.look(is_zero(block[i]), i);
  const std::uint32_t difference = block[0] | (block[1] ^ 2u);
  const std::uint32_t is_wrong = ~is_zero(difference) | ~end.found | is_less(end.at, kPkcs1Padding - 1);
  return decide(is_wrong, static_cast<std::uint32_t>(block.size()) - 1 - end.at, capacity);
}

using Digest = std::array<std::uint8_t, HashLimits::kSize>;

// OAEP's encoded message: a zero byte, then these.
struct Oaep {
  psa_algorithm_t hash;
  Digest label;
  MutableBytes seed;
  MutableBytes data;  // the label's hash, zeros, 01, the message
};

Status make_oaep(psa_algorithm_t algorithm, Source& label, MutableBytes block, Oaep& oaep) {
  oaep.hash = PSA_ALG_GET_HASH(algorithm);
  const std::size_t size = hash_size(oaep.hash);
  if (block.size() < 2 * size + 2) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  oaep.seed = block.subspan(1, size);
  oaep.data = block.subspan(1 + size);
  HashState state;
  Status status = state.start(oaep.hash);
  if (status) status = update_with(state, label);
  return status ? state.finish(oaep.label) : status;
}

Status encode_oaep(psa_algorithm_t algorithm, Source& message, Source& label, MutableBytes block) {
  Oaep oaep;
  REDOUBT_TRY(make_oaep(algorithm, label, block, oaep));
  const std::size_t size = oaep.seed.size();
  if (message.size() > oaep.data.size() - size - 1) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const MutableBytes text = oaep.data.last(message.size());
  wipe(block);
  std::memcpy(oaep.data.data(), oaep.label.data(), size);
  oaep.data[oaep.data.size() - text.size() - 1] = 1;
  static_cast<void>(message.read(text));
  REDOUBT_TRY(random_bytes(oaep.seed));
  REDOUBT_TRY(rsa_add_mask(oaep.hash, oaep.seed, oaep.data));
  return rsa_add_mask(oaep.hash, oaep.data, oaep.seed);
}

Result<std::size_t> decode_oaep(Oaep& oaep, std::uint8_t first, std::size_t capacity) {
  REDOUBT_TRY(rsa_add_mask(oaep.hash, oaep.data, oaep.seed));
  REDOUBT_TRY(rsa_add_mask(oaep.hash, oaep.seed, oaep.data));
  const std::size_t size = oaep.seed.size();
  std::uint32_t difference = first;
  for (std::size_t i = 0; i < size; ++i)
    difference |= static_cast<std::uint32_t>(oaep.data[i] ^ oaep.label[i]);
  End end;
  std::uint32_t is_wrong = ~is_zero(difference);
  for (std::size_t i = size; i < oaep.data.size(); ++i) {
    const std::uint32_t is_end = ~is_zero(oaep.data[i]);
    is_wrong |= is_end & ~end.found & ~is_zero(oaep.data[i] ^ 1u);
    end.look(is_end, i);
  }
  return decide(is_wrong | ~end.found, static_cast<std::uint32_t>(oaep.data.size()) - 1 - end.at, capacity);
}

// A ciphertext that is not less than the modulus is none of this key's.
Status decrypt_block(const KeyMaterial& key, MutableBytes block) {
  const Status done = rsa_private_operation(key, block);
  return done.status() == PSA_ERROR_INVALID_ARGUMENT ? Status(PSA_ERROR_INVALID_PADDING) : done;
}

constexpr bool is_pkcs1(psa_algorithm_t algorithm) {
  return config::kCryptoRsaPkcs1v15Crypt && algorithm == PSA_ALG_RSA_PKCS1V15_CRYPT;
}
constexpr bool is_oaep(psa_algorithm_t algorithm) {
  return config::kCryptoRsaOaep && PSA_ALG_IS_RSA_OAEP(algorithm);
}

}  // namespace

Status rsa_encrypt(const KeyMaterial& key, psa_algorithm_t algorithm, Source& message, Source& label,
                   MutableBytes block) {
  Status status = Failure{PSA_ERROR_NOT_SUPPORTED};
  if (is_pkcs1(algorithm)) status = encode_pkcs1(message, block);
  if (is_oaep(algorithm)) status = encode_oaep(algorithm, message, label, block);
  return status ? rsa_public_operation(key, block) : status;
}

Result<std::size_t> rsa_decrypt(const KeyMaterial& key, psa_algorithm_t algorithm, Source& label,
                                std::size_t capacity, MutableBytes block) {
  if (is_pkcs1(algorithm)) {
    REDOUBT_TRY(decrypt_block(key, block));
    return decode_pkcs1(block, capacity);
  }
  if (!is_oaep(algorithm)) return Failure{PSA_ERROR_NOT_SUPPORTED};
  Oaep oaep;
  REDOUBT_TRY(make_oaep(algorithm, label, block, oaep));
  REDOUBT_TRY(decrypt_block(key, block));
  return decode_oaep(oaep, block[0], capacity);
}

}  // namespace redoubt::crypto
