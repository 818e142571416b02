// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/rsa_test.hpp"

namespace redoubt::crypto::testing {
namespace {

TEST_F(Rsa, MakesAndVerifiesSignaturesOfOpenssl) {
  const psa_key_id_t small = pair(kPkcs1);
  const psa_key_id_t large = import(all(kPair), hex(kRsa4096Private));
  const struct {
    psa_key_id_t key;
    Buffer signature;
  } cases[] = {{small, hex(kRsa2048Pkcs1Signature)}, {large, hex(kRsa4096Pkcs1Signature)}};
  for (const auto& each : cases) {
    Buffer made(each.signature.size());
    ASSERT_EQ(psa_sign_message(each.key, kPkcs1, message_.data(), message_.size(), made.data(), made.size(),
                               &length_),
              PSA_SUCCESS);
    EXPECT_EQ(made, each.signature);
    EXPECT_EQ(length_, made.size());
    EXPECT_EQ(psa_sign_message(each.key, kPkcs1, message_.data(), message_.size(), made.data(),
                               made.size() - 1, &length_),
              PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_EQ(length_, 0u);
    ASSERT_EQ(sign_hash(each.key, kPkcs1, hash_, 600), PSA_SUCCESS);
    EXPECT_EQ(signature_, each.signature);
    EXPECT_EQ(verify_message(each.key, kPkcs1, each.signature), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(each.key, kPkcs1, hash_, each.signature), PSA_SUCCESS);
  }
  EXPECT_EQ(verify_message(public_key(kPkcs1), kPkcs1, hex(kRsa2048Pkcs1Signature)), PSA_SUCCESS);
}

TEST_F(Rsa, SaltsOfPss) {
  const psa_key_id_t strict = public_key(kPss);
  const psa_key_id_t any = public_key(kPssAnySalt);
  EXPECT_EQ(verify_message(strict, kPss, hex(kRsaPssSalt32)), PSA_SUCCESS);
  EXPECT_EQ(verify_message(strict, kPss, hex(kRsaPssSalt0)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify_message(strict, kPss, hex(kRsaPssSalt222)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify_message(strict, kPssAnySalt, hex(kRsaPssSalt0)), PSA_ERROR_NOT_PERMITTED);
  for (const std::string_view good : {kRsaPssSalt0, kRsaPssSalt32, kRsaPssSalt222})
    EXPECT_EQ(verify_message(any, kPssAnySalt, hex(good)), PSA_SUCCESS);
}

TEST_F(Rsa, PssIsRandom) {
  for (const psa_algorithm_t algorithm : {kPss, kPssAnySalt}) {
    const psa_key_id_t key = pair(algorithm);
    ASSERT_EQ(sign_hash(key, algorithm, hash_), PSA_SUCCESS);
    const Buffer first = signature_;
    ASSERT_EQ(sign_hash(key, algorithm, hash_), PSA_SUCCESS);
    EXPECT_NE(signature_, first);
    for (const Buffer& each : {first, signature_}) {
      EXPECT_EQ(verify_hash(key, algorithm, hash_, each), PSA_SUCCESS);
      EXPECT_EQ(verify_hash(public_key(kPss), kPss, hash_, each),
                PSA_SUCCESS);  // its salt is the hash's size
    }
  }
}

// With 512 bits there is room for 30 bytes of salt, as the specification has it: the largest that fits.
TEST_F(Rsa, PssInAShortKey) {
  const psa_key_id_t key = import(all(kPair, kPss), hex(kRsa512Private));
  ASSERT_EQ(sign_hash(key, kPss, hash_, 64), PSA_SUCCESS);
  EXPECT_EQ(verify_hash(key, kPss, hash_, signature_), PSA_SUCCESS);
}

TEST_F(Rsa, EveryBitOfASignatureCounts) {
  for (const auto& [algorithm, good] :
       {std::pair(kPkcs1, hex(kRsa2048Pkcs1Signature)), std::pair(kPssAnySalt, hex(kRsaPssSalt0))}) {
    const psa_key_id_t key = public_key(algorithm);
    for (std::size_t i = 0; i < good.size(); i += 5) {
      Buffer bad = good;
      bad[i] ^= static_cast<std::uint8_t>(1u << i % 8);
      EXPECT_EQ(verify_hash(key, algorithm, hash_, bad), PSA_ERROR_INVALID_SIGNATURE) << i;
    }
    Buffer bad_hash = hash_;
    bad_hash[31] ^= 1;
    EXPECT_EQ(verify_hash(key, algorithm, bad_hash, good), PSA_ERROR_INVALID_SIGNATURE);
    for (const std::size_t size : {0u, 1u, 255u, 257u, 512u, 513u, 5000u})
      EXPECT_EQ(verify_hash(key, algorithm, hash_, Buffer(size, 1)), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(verify_hash(key, algorithm, hash_, Buffer(kSize, 0)), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(verify_hash(key, algorithm, hash_, Buffer(kSize, 0xFF)), PSA_ERROR_INVALID_SIGNATURE);
  }
}

// What only the owner of the key could sign, and nobody should take: the forgeries that lenient verifiers
// took.
TEST_F(Rsa, PaddingOfSignatures) {
  const psa_key_id_t key = public_key(kPkcs1);
  const Buffer info = hex("3031300d060960864801650304020105000420");
  const auto digest_info = [&](std::string_view head) {
    Buffer data = hex(head);
    append(data, hash_);
    return data;
  };
  const auto verify = [&](Buffer block) {
    block.resize(kSize, 0x42);
    return verify_hash(key, kPkcs1, hash_, raw(block, true));
  };
  Buffer good = info;
  append(good, hash_);
  EXPECT_EQ(verify(pkcs1_block(1, kSize - 3 - good.size(), 0xFF, good)), PSA_SUCCESS);
  EXPECT_EQ(verify(pkcs1_block(2, kSize - 3 - good.size(), 0xFF, good)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify(pkcs1_block(0, kSize - 3 - good.size(), 0xFF, good)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify(pkcs1_block(1, kSize - 3 - good.size(), 0xFE, good)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify(pkcs1_block(1, 8, 0xFF, good)), PSA_ERROR_INVALID_SIGNATURE);  // rubbish behind
  EXPECT_EQ(verify(pkcs1_block(1, kSize - 3 - hash_.size(), 0xFF, hash_)), PSA_ERROR_INVALID_SIGNATURE);
  for (const std::string_view head : {"302f300b0609608648016503040201"
                                      "0420",                                    // no NULL
                                      "3031300d060960864801650304020205000420",  // another hash
                                      "308131300d060960864801650304020105000420"}) {
    const Buffer other = digest_info(head);
    EXPECT_EQ(verify(pkcs1_block(1, kSize - 3 - other.size(), 0xFF, other)), PSA_ERROR_INVALID_SIGNATURE);
  }
}

// The encoded message of a signature without salt: maskedDB, whose last byte hides 01, the hash, BC.
TEST_F(Rsa, PaddingOfPss) {
  const psa_key_id_t key = public_key(kPssAnySalt);
  const Buffer good = raw(hex(kRsaPssSalt0), false);
  const struct {
    std::size_t at;
    std::uint8_t change;
  } changes[] = {{kSize - 1, 0xBC},  {kSize - 1, 0x01}, {kSize - 34, 0x01}, {kSize - 34, 0x02},
                 {kSize - 35, 0x01}, {1, 0x04},         {kSize - 33, 0x80}};
  EXPECT_EQ(verify_hash(key, kPssAnySalt, hash_, raw(good, true)), PSA_SUCCESS);
  for (const auto& each : changes) {
    Buffer block = good;
    block[each.at] ^= each.change;
    EXPECT_EQ(verify_hash(key, kPssAnySalt, hash_, raw(block, true)), PSA_ERROR_INVALID_SIGNATURE) << each.at;
  }
}

TEST_F(Rsa, RawSignatures) {
  const psa_key_id_t key = pair(kRaw);
  const psa_key_id_t any = pair(PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH));
  Buffer info = hex("3031300d060960864801650304020105000420");
  append(info, hash_);
  ASSERT_EQ(sign_hash(key, kRaw, info), PSA_SUCCESS);
  EXPECT_EQ(signature_, hex(kRsa2048Pkcs1Signature));
  EXPECT_EQ(verify_hash(any, kPkcs1, hash_, signature_), PSA_SUCCESS);
  for (const std::size_t size : {0u, 1u, 128u, 129u, 245u}) {
    const Buffer data(size, 0x33);
    ASSERT_EQ(sign_hash(any, kRaw, data), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(key, kRaw, data, signature_), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(key, kRaw, Buffer(size + 1, 0x33), signature_),
              size == 245 ? PSA_ERROR_INVALID_ARGUMENT : PSA_ERROR_INVALID_SIGNATURE);
  }
  for (const std::size_t size : {246u, 256u, 257u, 5000u})
    EXPECT_EQ(sign_hash(key, kRaw, Buffer(size)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_sign_message(key, kRaw, message_.data(), message_.size(), output_.data(), 0, &length_),
            PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Rsa, WhatIsRefusedBeforeItIsSigned) {
  const psa_key_id_t key = pair(kPss);
  const psa_key_id_t verifier = public_key(kPss);
  const psa_key_id_t ecc = import(attributes(kP256Pair, kAll, kPss), hex(kP256Private));
  const psa_key_id_t for_ecdsa = pair(PSA_ALG_ECDSA(PSA_ALG_SHA_256));
  const psa_key_id_t for_none = pair(PSA_ALG_RSA_PSS(0));
  const psa_key_id_t unknown = pair(PSA_ALG_RSA_PSS(PSA_ALG_AES_MMO_ZIGBEE));
  EXPECT_EQ(sign_hash(verifier, kPss, hash_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(ecc, kPss, hash_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(for_ecdsa, PSA_ALG_ECDSA(PSA_ALG_SHA_256), hash_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(for_none, PSA_ALG_RSA_PSS(0), hash_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(unknown, PSA_ALG_RSA_PSS(PSA_ALG_AES_MMO_ZIGBEE), Buffer(16)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(sign_hash(key, kPss, Buffer(31)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_sign_hash(key, kPss, hash_.data(), 31, hash_.data(), 1, &length_), PSA_ERROR_INVALID_ARGUMENT)
      << "which counts before the room for the signature";
  EXPECT_EQ(sign_hash(key, kPss, Buffer(129)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(key, PSA_ALG_RSA_PSS(PSA_ALG_ANY_HASH), hash_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(key, kPkcs1, hash_), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(sign_hash(key, kPss, hash_, kSize - 1), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(sign_hash(key, kPss, hash_, 0), PSA_ERROR_BUFFER_TOO_SMALL);
  // 19 bytes before the digest, 32 of it, and 11 of padding just fit into 512 bits.
  const psa_key_id_t small = import(all(kPair), hex(kRsa512Private));
  EXPECT_EQ(sign_hash(small, kPkcs1, hash_, 64), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
