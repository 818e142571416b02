// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/cipher.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::size_t kNonceSize = 12;     // of ChaCha20
constexpr std::size_t kCcmNonceSize = 13;  // leaves two bytes for the message's size

bool is_chosen(psa_algorithm_t algorithm) {
  switch (algorithm) {
    case PSA_ALG_CTR:
      return config::kCryptoCtr;
    case PSA_ALG_CFB:
      return config::kCryptoCfb;
    case PSA_ALG_OFB:
      return config::kCryptoOfb;
    case PSA_ALG_CCM_STAR_NO_TAG:
      return config::kCryptoCcmStarNoTag;
    case PSA_ALG_ECB_NO_PADDING:
      return config::kCryptoEcbNoPadding;
    case PSA_ALG_CBC_NO_PADDING:
      return config::kCryptoCbcNoPadding;
    case PSA_ALG_CBC_PKCS7:
      return config::kCryptoCbcPkcs7;
    case PSA_ALG_STREAM_CIPHER:
      return config::kCryptoStreamCipher;
    default:
      return false;
  }
}

constexpr bool kHasBlockModes =
    config::kCryptoEcbNoPadding || config::kCryptoCbcNoPadding || config::kCryptoCbcPkcs7;

// Whether every byte of input gives one of output.
bool is_stream(psa_algorithm_t algorithm) { return !kHasBlockModes || PSA_ALG_IS_STREAM_CIPHER(algorithm); }

bool is_driven(const CipherOperation& operation) {
  return config::kCryptoStreamCipher && operation.algorithm == PSA_ALG_STREAM_CIPHER;
}

// The last block of a padded message is held back.
bool holds_back(const CipherOperation& operation) {
  return config::kCryptoCbcPkcs7 && operation.algorithm == PSA_ALG_CBC_PKCS7 && !operation.is_encryption;
}

// A big endian number; CCM*'s, which is smaller, does not overflow.
void increment(CipherOperation::Block& counter) {
  for (std::size_t i = counter.size(); i-- > 0;) {
    if (++counter[i] != 0) return;
  }
}

Status next_key_stream(CipherOperation& operation) {
  operation.used = 0;
  REDOUBT_TRY(operation.cipher.encrypt(operation.chain, operation.block));
  if (config::kCryptoOfb && operation.algorithm == PSA_ALG_OFB) operation.chain = operation.block;
  if (operation.algorithm == PSA_ALG_CTR || operation.algorithm == PSA_ALG_CCM_STAR_NO_TAG)
    increment(operation.chain);
  return {};
}

Status crypt_stream(CipherOperation& operation, Bytes in, MutableBytes out) {
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (operation.used == kCipherBlock) REDOUBT_TRY(next_key_stream(operation));
    out[i] = in[i] ^ operation.block[operation.used];
    if (config::kCryptoCfb && operation.algorithm == PSA_ALG_CFB)
      operation.chain[operation.used] = operation.is_encryption ? out[i] : in[i];
    ++operation.used;
  }
  return {};
}

void add(MutableBytes to, Bytes other) {
  for (std::size_t i = 0; i < kCipherBlock; ++i) to[i] ^= other[i];
}

// The block that is waiting.
Status crypt_block(CipherOperation& operation, MutableBytes out) {
  operation.used = 0;
  if (config::kCryptoEcbNoPadding && operation.algorithm == PSA_ALG_ECB_NO_PADDING) {
    return operation.is_encryption ? operation.cipher.encrypt(operation.block, out)
                                   : operation.cipher.decrypt(operation.block, out);
  }
  if (operation.is_encryption) {
    add(operation.chain, operation.block);
    REDOUBT_TRY(operation.cipher.encrypt(operation.chain, operation.chain));
    std::copy(operation.chain.begin(), operation.chain.end(), out.begin());
    return {};
  }
  REDOUBT_TRY(operation.cipher.decrypt(operation.block, out));
  add(out, operation.chain);
  operation.chain = operation.block;
  return {};
}

Status crypt_blocks(CipherOperation& operation, Bytes in, MutableBytes out) {
  for (const std::uint8_t byte : in) {
    if (operation.used == kCipherBlock) {  // held back until now
      REDOUBT_TRY(crypt_block(operation, out.first(kCipherBlock)));
      out = out.subspan(kCipherBlock);
    }
    operation.block[operation.used++] = byte;
    if (operation.used == kCipherBlock && !holds_back(operation)) {
      REDOUBT_TRY(crypt_block(operation, out.first(kCipherBlock)));
      out = out.subspan(kCipherBlock);
    }
  }
  return {};
}

// How much of a block is not padding (RFC 5652, 6.3); more than that: it is wrong. Which it is, and where,
// takes the same time.
std::size_t unpadded_size(const CipherOperation::Block& block) {
  const unsigned padding = block.back();
  unsigned wrong = (padding - 1) >> 4 & 0xFF;  // not 1 to 16
  for (unsigned i = 0; i < kCipherBlock; ++i) {
    const unsigned is_padding = (kCipherBlock - 1 - i - padding) >> 8 & 0xFF;  // all bits or none
    wrong |= is_padding & (block[i] ^ padding);
  }
  return kCipherBlock - padding + 256 * ((wrong + 0xFFFF) >> 16 & 1);
}

Result<std::size_t> remove_padding(CipherOperation& operation, CipherOperation::Block& out) {
  if (operation.used != kCipherBlock) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  REDOUBT_TRY(crypt_block(operation, out));
  const std::size_t size = unpadded_size(out);
  if (size < kCipherBlock) return size;
  wipe(out);
  return Failure{PSA_ERROR_INVALID_PADDING};
}

Result<std::size_t> add_padding(CipherOperation& operation, CipherOperation::Block& out) {
  const auto padding = static_cast<std::uint8_t>(kCipherBlock - operation.used);
  std::fill(operation.block.begin() + operation.used, operation.block.end(), padding);
  REDOUBT_TRY(crypt_block(operation, out));
  return kCipherBlock;
}

// Whether a nonce of ChaCha20 has a counter before it.
bool has_counter(Bytes iv) { return iv.size() == sizeof(std::uint32_t) + kNonceSize; }

Status set_nonce(CipherOperation& operation, Bytes iv) {
  std::uint32_t counter = 0;
  if (has_counter(iv)) {
    for (std::size_t i = sizeof counter; i-- > 0;) counter = counter << 8 | iv[i];
  }
  return operation.stream.set_nonce(iv.last(kNonceSize), counter);
}

bool suits(const CipherOperation& operation, Bytes iv) {
  const std::size_t size = cipher_iv_size(operation);
  if (is_driven(operation) && has_counter(iv)) return true;
  return iv.size() == size || (operation.algorithm == PSA_ALG_CTR && iv.size() - 1 < size);
}

}  // namespace

Status check_cipher(psa_algorithm_t algorithm) {
  const bool is_one = PSA_ALG_IS_CIPHER(algorithm) && !PSA_ALG_IS_WILDCARD(algorithm);
  return Status(is_one ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status check_cipher_key(psa_algorithm_t algorithm, psa_key_type_t type) {
  if (!is_chosen(algorithm)) return Failure{PSA_ERROR_NOT_SUPPORTED};
  const bool is_suitable = config::kCryptoStreamCipher && algorithm == PSA_ALG_STREAM_CIPHER
                               ? type == PSA_KEY_TYPE_CHACHA20
                               : BlockCipher::supports(type, 0);
  return Status(is_suitable ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status start_cipher(CipherOperation& operation, const KeyMaterial& key, psa_algorithm_t algorithm,
                    bool is_encryption) {
  operation.algorithm = algorithm;
  operation.type = key.type;
  operation.is_encryption = is_encryption;
  operation.has_iv = algorithm == PSA_ALG_ECB_NO_PADDING;
  operation.used = is_stream(algorithm) ? kCipherBlock : 0;
  operation.left = UINT16_MAX;
  if (is_driven(operation)) return operation.stream.start(key.bytes);
  if (!is_encryption && !is_stream(algorithm)) return operation.cipher.start_decryption(key.type, key.bytes);
  return operation.cipher.start(key.type, key.bytes);
}

std::size_t cipher_iv_size(const CipherOperation& operation) {
  return PSA_CIPHER_IV_LENGTH(operation.type, operation.algorithm);
}

Status set_cipher_iv(CipherOperation& operation, Bytes iv) {
  if (operation.has_iv) return Failure{PSA_ERROR_BAD_STATE};
  if (!suits(operation, iv)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  operation.has_iv = true;
  if (is_driven(operation)) return set_nonce(operation, iv);
  const bool is_ccm = config::kCryptoCcmStarNoTag && operation.algorithm == PSA_ALG_CCM_STAR_NO_TAG;
  operation.chain.fill(0);
  std::copy(iv.begin(), iv.end(), operation.chain.begin() + (is_ccm ? 1 : 0));
  if (is_ccm) {  // SP 800-38C, A.3: how many bytes the counter has, and its first value that is used
    operation.chain.front() = kCipherBlock - 1 - kCcmNonceSize - 1;
    operation.chain.back() = 1;
  }
  return {};
}

Status check_cipher_iv(const CipherOperation& operation) {
  return Status(operation.has_iv ? PSA_SUCCESS : PSA_ERROR_BAD_STATE);
}

std::size_t cipher_update_size(const CipherOperation& operation, std::size_t input) {
  if (is_stream(operation.algorithm)) return input;
  const std::size_t kept = holds_back(operation) && input != 0 ? 1 : 0;
  const std::size_t whole = input + operation.used - kept;
  return input == 0 ? 0 : whole - whole % kCipherBlock;
}

Status update_cipher(CipherOperation& operation, Bytes in, MutableBytes out) {
  if (config::kCryptoCcmStarNoTag && operation.algorithm == PSA_ALG_CCM_STAR_NO_TAG) {
    if (in.size() > operation.left) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    operation.left = static_cast<std::uint16_t>(operation.left - in.size());
  }
  if (is_driven(operation)) return operation.stream.crypt(in, out);
  if (!is_stream(operation.algorithm)) return crypt_blocks(operation, in, out);
  return crypt_stream(operation, in, out);
}

Result<std::size_t> finish_cipher(CipherOperation& operation, CipherOperation::Block& out) {
  if (is_stream(operation.algorithm)) return std::size_t{0};
  if (config::kCryptoCbcPkcs7 && operation.algorithm == PSA_ALG_CBC_PKCS7)
    return operation.is_encryption ? add_padding(operation, out) : remove_padding(operation, out);
  if (operation.used != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return std::size_t{0};
}

}  // namespace redoubt::crypto
