// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/rsa_test.hpp"

namespace redoubt::crypto::testing {
namespace {

TEST_F(Rsa, DecryptsWhatOpensslEncrypted) {
  const psa_key_id_t pkcs1 = pair(kCrypt);
  const psa_key_id_t oaep = pair(kOaep);
  const struct {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    std::string_view ciphertext, label, message;
  } cases[] = {{pkcs1, kCrypt, kRsaPkcs1Ciphertext, "", "sample"},
               {pkcs1, kCrypt, kRsaPkcs1Empty, "", ""},
               {oaep, kOaep, kRsaOaepCiphertext, "", "sample"},
               {oaep, kOaep, kRsaOaepLabelled, "label", "sample"},
               {oaep, kOaep, kRsaOaepEmpty, "", ""}};
  for (const auto& each : cases) {
    const Buffer ciphertext = hex(each.ciphertext);
    const Buffer label = text(each.label);
    for (const std::size_t room : {each.message.size(), std::size_t{256}, std::size_t{5000}}) {
      ASSERT_EQ(decrypt(each.key, each.algorithm, ciphertext, label, room), PSA_SUCCESS);
      EXPECT_EQ(output_, text(each.message));
    }
    if (!each.message.empty()) {
      EXPECT_EQ(decrypt(each.key, each.algorithm, ciphertext, label, each.message.size() - 1),
                PSA_ERROR_BUFFER_TOO_SMALL);
    }
    Buffer changed = ciphertext;
    changed[100] ^= 1;
    EXPECT_EQ(decrypt(each.key, each.algorithm, changed, label), PSA_ERROR_INVALID_PADDING);
    if (each.algorithm == kOaep) {
      EXPECT_EQ(decrypt(each.key, each.algorithm, ciphertext, text("other")), PSA_ERROR_INVALID_PADDING);
    }
  }
}

TEST_F(Rsa, EncryptsUpToWhatFits) {
  const struct {
    psa_algorithm_t algorithm;
    std::size_t longest;
    Buffer label;
  } cases[] = {{kCrypt, kSize - 11, {}}, {kOaep, kSize - 66, {}}, {kOaep, kSize - 66, Buffer(1000, 7)}};
  for (const auto& each : cases) {
    const psa_key_id_t owner = pair(each.algorithm);
    const psa_key_id_t peer = public_key(each.algorithm);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, each.longest}) {
      const Buffer message(size, 0);
      ASSERT_EQ(encrypt(peer, each.algorithm, message, each.label), PSA_SUCCESS);
      const Buffer first = output_;
      ASSERT_EQ(encrypt(owner, each.algorithm, message, each.label), PSA_SUCCESS);
      EXPECT_NE(output_, first);
      ASSERT_EQ(decrypt(owner, each.algorithm, first, each.label), PSA_SUCCESS);
      EXPECT_EQ(output_, message);
    }
    for (const std::size_t size : {each.longest + 1, kSize, kSize + 1, std::size_t{5000}})
      EXPECT_EQ(encrypt(peer, each.algorithm, Buffer(size), each.label), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(encrypt(peer, each.algorithm, message_, each.label, kSize - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    for (const std::size_t size : {0u, 255u, 257u, 5000u})
      EXPECT_EQ(decrypt(owner, each.algorithm, Buffer(size), each.label), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(decrypt(owner, each.algorithm, Buffer(kSize, 0xFF), each.label), PSA_ERROR_INVALID_PADDING);
    EXPECT_EQ(decrypt(peer, each.algorithm, Buffer(kSize), each.label), PSA_ERROR_INVALID_ARGUMENT);
  }
}

TEST_F(Rsa, PaddingOfPkcs1Encryption) {
  const psa_key_id_t key = pair(kCrypt);
  const auto decrypted = [&](Buffer block, std::size_t room = kSize) {
    block.resize(kSize, 0x42);
    return decrypt(key, kCrypt, raw(block, false), {}, room);
  };
  EXPECT_EQ(decrypted(pkcs1_block(2, 8, 0xFF, {})), PSA_SUCCESS);
  EXPECT_EQ(length_, kSize - 11);
  EXPECT_EQ(decrypted(pkcs1_block(2, 253, 0x01, {})), PSA_SUCCESS);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(decrypted(pkcs1_block(2, 8, 0xFF, {}), kSize - 12), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(decrypted(pkcs1_block(2, 7, 0xFF, {})), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(pkcs1_block(2, 0, 0xFF, {})), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(pkcs1_block(1, 8, 0xFF, {})), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(pkcs1_block(2, 7, 0xFF, {}), 0), PSA_ERROR_INVALID_PADDING);
  Buffer without_end(kSize, 0xFF);
  without_end[0] = 0;
  without_end[1] = 2;
  EXPECT_EQ(decrypted(without_end), PSA_ERROR_INVALID_PADDING);
  Buffer first = pkcs1_block(2, 20, 0xFF, {});
  first[0] = 1;
  EXPECT_EQ(decrypted(first), PSA_ERROR_INVALID_PADDING);
}

TEST_F(Rsa, PaddingOfOaep) {
  const psa_key_id_t key = pair(kOaep);
  const Buffer empty_hash = hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto decrypted = [&](std::uint8_t first, const Buffer& label, std::size_t zeros, const Buffer& rest) {
    Buffer block = {first};
    block.resize(33, 0x11);
    append(block, label);
    block.insert(block.end(), zeros, 0);
    append(block, rest);
    block.resize(kSize, 0x42);
    const MutableBytes seed = MutableBytes(block).subspan(1, 32);
    const MutableBytes data = MutableBytes(block).subspan(33);
    EXPECT_TRUE(rsa_add_mask(PSA_ALG_SHA_256, seed, data));
    EXPECT_TRUE(rsa_add_mask(PSA_ALG_SHA_256, data, seed));
    return decrypt(key, kOaep, raw(block, false));
  };
  EXPECT_EQ(decrypted(0, empty_hash, 0, {1}), PSA_SUCCESS);
  EXPECT_EQ(length_, kSize - 66);
  EXPECT_EQ(decrypted(0, empty_hash, kSize - 66, {1}), PSA_SUCCESS);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(decrypted(1, empty_hash, 0, {1}), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(0, empty_hash, 0, {2}), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(0, empty_hash, 5, {3}), PSA_ERROR_INVALID_PADDING);
  EXPECT_EQ(decrypted(0, empty_hash, kSize - 65, {}), PSA_ERROR_INVALID_PADDING);
  for (const std::size_t i : {0u, 31u}) {
    Buffer other = empty_hash;
    other[i] ^= 0x80;
    EXPECT_EQ(decrypted(0, other, 0, {1}), PSA_ERROR_INVALID_PADDING);
  }
}

TEST_F(Rsa, WhatIsRefusedBeforeItIsEncrypted) {
  const psa_key_id_t key = pair(kCrypt);
  const psa_key_id_t signer = pair(kPkcs1);
  const psa_key_id_t oaep = pair(PSA_ALG_RSA_OAEP(PSA_ALG_AES_MMO_ZIGBEE));
  const psa_key_id_t aes = import(attributes(PSA_KEY_TYPE_AES, kAll, kCrypt), Buffer(16));
  const psa_key_id_t ecc = import(attributes(kP256Pair, kAll, kCrypt), hex(kP256Private));
  const psa_key_id_t plain = import(attributes(kPair, 0, kCrypt), hex(kRsa2048Private));
  const Buffer one(1);
  const Buffer block(kSize, 1);
  EXPECT_EQ(encrypt(key, kCrypt, one, one), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(decrypt(key, kCrypt, block, one), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(signer, kPkcs1, one), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(signer, kCrypt, one), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(oaep, PSA_ALG_RSA_OAEP(PSA_ALG_AES_MMO_ZIGBEE), one), PSA_ERROR_NOT_SUPPORTED);
  for (const psa_key_id_t other : {aes, ecc}) {
    EXPECT_EQ(encrypt(other, kCrypt, one), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(decrypt(other, kCrypt, block), PSA_ERROR_INVALID_ARGUMENT);
  }
  EXPECT_EQ(encrypt(plain, kCrypt, one), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(decrypt(plain, kCrypt, block), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(12345, kCrypt, one), PSA_ERROR_INVALID_HANDLE);
  be(kOtherApp);
  EXPECT_EQ(decrypt(key, kCrypt, hex(kRsaPkcs1Ciphertext)), PSA_ERROR_INVALID_HANDLE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
