// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/rsa_test.hpp"

namespace redoubt::crypto::testing {
namespace {

using ::testing::ElementsAreArray;

TEST_F(Rsa, KeysComeAndGoAsDer) {
  const struct {
    std::size_t bits;
    std::string_view pair, public_key;
  } keys[] = {{2048, kRsa2048Private, kRsa2048Public}, {4096, kRsa4096Private, kRsa4096Public}};
  for (const auto& each : keys) {
    const psa_key_id_t pair = import(all(kPair), hex(each.pair));
    const psa_key_id_t public_key = import(all(kPublic, kPkcs1, each.bits), hex(each.public_key));
    for (const psa_key_id_t key : {pair, public_key}) {
      psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
      ASSERT_EQ(psa_get_key_attributes(key, &found), PSA_SUCCESS);
      EXPECT_EQ(psa_get_key_bits(&found), each.bits);
      EXPECT_EQ(exported(psa_export_public_key, key), hex(each.public_key));
    }
    EXPECT_EQ(exported(psa_export_key, pair), hex(each.pair));
    EXPECT_EQ(exported(psa_export_key, public_key), hex(each.public_key));
    Buffer data(3000);
    for (const psa_key_id_t key : {pair, public_key}) {
      const std::size_t size = each.public_key.size() / 2;
      EXPECT_EQ(psa_export_public_key(key, data.data(), size - 1, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
      EXPECT_EQ(psa_export_public_key(key, data.data(), size, &length_), PSA_SUCCESS);
    }
    EXPECT_EQ(psa_destroy_key(pair), PSA_SUCCESS);
    EXPECT_EQ(psa_destroy_key(public_key), PSA_SUCCESS);
  }
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Rsa, AKeyHasOneEncoding) {
  for (const auto& [type, good] :
       {std::pair(kPair, hex(kRsa2048Private)), std::pair(kPublic, hex(kRsa2048Public))}) {
    for (std::size_t size = 1; size < good.size(); ++size)
      ASSERT_EQ(try_import(all(type), Buffer(good.begin(), good.begin() + std::ptrdiff_t(size))),
                PSA_ERROR_INVALID_ARGUMENT)
          << size;
    Buffer longer = good;
    longer.push_back(0);
    EXPECT_EQ(try_import(all(type), longer), PSA_ERROR_INVALID_ARGUMENT);
    const psa_key_type_t other = type == kPair ? kPublic : kPair;
    EXPECT_EQ(try_import(all(other), good), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(try_import(all(type, kPkcs1, 2040), good), PSA_ERROR_INVALID_ARGUMENT);
  }
  // 30 82 xx xx 02 82 01 01 00 N… 02 03 01 00 01: a change at an offset of the public key's.
  const struct {
    std::size_t at;
    std::uint8_t value;
  } changes[] = {{0, 0x31}, {1, 0x80}, {1, 0x83}, {4, 0x03}, {5, 0x81}, {8, 0x80}};
  for (const auto& change : changes) {
    Buffer data = hex(kRsa2048Public);
    data[change.at] = change.value;
    EXPECT_EQ(try_import(all(kPublic), data), PSA_ERROR_INVALID_ARGUMENT) << change.at;
  }
  // Small ones: sizes in more bytes than they need, zeros before a number, no number, a negative one.
  for (const std::string_view bad :
       {"3081060201030201", "30820006020103020103", "300702020003020103", "3006020100020103",
        "30050200020103", "3006020183020103", "3006020103020183", "3000", "30", "3080", "30030201",
        "300602810103020103"}) {
    EXPECT_EQ(try_import(all(kPublic), hex(bad)), PSA_ERROR_INVALID_ARGUMENT) << bad;
  }
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Rsa, NumbersThatAreNoKey) {
  const Buffer good = hex(kRsa2048Private);
  // The last byte of each number, in which only its lowest bit but one changes.
  std::size_t at = 7;
  for (int number = 0; number < 8; ++number) {
    const std::size_t header = good[at + 1] < 0x80 ? 2 : good[at + 1] == 0x81 ? 3 : 4;
    std::size_t size = good[at + 1];
    if (header == 3) size = good[at + 2];
    if (header == 4) size = std::size_t{good[at + 2]} << 8 | good[at + 3];
    at += header + size;
    Buffer bad = good;
    bad[at - 1] ^= 2;
    EXPECT_EQ(try_import(all(kPair), bad), PSA_ERROR_INVALID_ARGUMENT) << number;
  }
  EXPECT_EQ(at, good.size());
  for (const std::uint8_t exponent : Buffer{0x00, 0x02}) {  // 65536, 65538
    Buffer bad = hex(kRsa2048Public);
    bad.back() = exponent;
    EXPECT_EQ(try_import(all(kPublic), bad), PSA_ERROR_INVALID_ARGUMENT);
  }
  Buffer even = hex(kRsa2048Public);
  even[even.size() - 6] ^= 1;
  EXPECT_EQ(try_import(all(kPublic), even), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(key_bytes(), 0u);
}

Buffer modulus_of(std::size_t bits) {
  Buffer modulus((bits + 7) / 8, 0xFF);
  modulus[0] = static_cast<std::uint8_t>(0xFF >> (modulus.size() * 8 - bits));
  return modulus;
}

Buffer element(std::uint8_t tag, const Buffer& content) {
  const auto high = static_cast<std::uint8_t>(content.size() >> 8);
  const auto low = static_cast<std::uint8_t>(content.size());
  Buffer data = {tag};
  append(data, content.size() < 0x80    ? Buffer{low}
               : content.size() < 0x100 ? Buffer{0x81, low}
                                        : Buffer{0x82, high, low});
  append(data, content);
  return data;
}
Buffer public_der(Buffer modulus) {
  if (modulus[0] >= 0x80) modulus.insert(modulus.begin(), 0);
  Buffer content = element(2, modulus);
  append(content, element(2, {3}));
  return element(0x30, content);
}

TEST_F(Rsa, SizesOfKeys) {
  const struct {
    std::size_t bits;
    psa_status_t expected;
  } sizes[] = {{504, PSA_ERROR_NOT_SUPPORTED},
               {512, PSA_SUCCESS},
               {1016, PSA_SUCCESS},
               {1023, PSA_ERROR_NOT_SUPPORTED},
               {1025, PSA_ERROR_NOT_SUPPORTED},
               {4096, PSA_SUCCESS},
               {4104, PSA_ERROR_NOT_SUPPORTED}};
  for (const auto& each : sizes) {
    EXPECT_EQ(try_import(all(kPublic), public_der(modulus_of(each.bits))), each.expected) << each.bits;
  }
  EXPECT_EQ(try_import(all(kPair), hex(kRsa512Private)), PSA_SUCCESS);
  EXPECT_EQ(try_import(all(kPair), hex(kRsa1022Private)), PSA_ERROR_NOT_SUPPORTED);
}

TEST_F(Rsa, GeneratesKeys) {
  for (const auto& [bits, exponent] :
       {std::pair(1024u, Buffer{}), std::pair(1032u, Buffer{3}), std::pair(1024u, Buffer{1, 2, 0, 0, 0})}) {
    const psa_key_attributes_t wanted = all(kPair, kPkcs1, bits);
    const psa_custom_key_parameters_t custom = PSA_CUSTOM_KEY_PARAMETERS_INIT;
    ASSERT_EQ(psa_generate_key_custom(&wanted, &custom, exponent.data(), exponent.size(), &key_),
              PSA_SUCCESS);
    const Buffer der = exported(psa_export_key, key_);
    EXPECT_EQ(key_bytes(), der.size());
    const Buffer public_key = exported(psa_export_public_key, key_);
    const Buffer expected = exponent.empty()       ? Buffer{2, 3, 1, 0, 1}
                            : exponent.size() == 1 ? Buffer{2, 1, 3}
                                                   : Buffer{2, 2, 2, 1};
    EXPECT_THAT(Buffer(public_key.end() - std::ptrdiff_t(expected.size()), public_key.end()),
                ElementsAreArray(expected));
    psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
    ASSERT_EQ(psa_get_key_attributes(key_, &found), PSA_SUCCESS);
    EXPECT_EQ(psa_get_key_bits(&found), bits);
    const psa_key_id_t again = import(wanted, der);
    const psa_key_id_t verifier = import(all(kPublic), public_key);
    ASSERT_EQ(sign_hash(key_, kPkcs1, hash_), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(again, kPkcs1, hash_, signature_), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(verifier, kPkcs1, hash_, signature_), PSA_SUCCESS);
    for (const psa_key_id_t key : {key_, again, verifier}) EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Rsa, KeysInStorage) {
  psa_key_attributes_t stored = all(kPair);
  psa_set_key_id(&stored, 5);
  ASSERT_EQ(try_import(stored, hex(kRsa2048Private)), PSA_SUCCESS);
  psa_set_key_id(&stored, 6);
  psa_set_key_bits(&stored, 1024);
  ASSERT_EQ(psa_generate_key(&stored, &key_), PSA_SUCCESS);
  const Buffer generated = exported(psa_export_key, 6);
  reset();
  EXPECT_EQ(exported(psa_export_key, 5), hex(kRsa2048Private));
  EXPECT_EQ(exported(psa_export_key, 6), generated);
  ASSERT_EQ(sign_hash(5, kPkcs1, hash_), PSA_SUCCESS);
  EXPECT_EQ(signature_, hex(kRsa2048Pkcs1Signature));
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  ASSERT_EQ(psa_get_key_attributes(6, &found), PSA_SUCCESS);
  EXPECT_EQ(psa_get_key_bits(&found), 1024u);
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Rsa, CopiesAndOwners) {
  const psa_key_id_t key = import(attributes(kPair, kAll | PSA_KEY_USAGE_COPY, kPkcs1), hex(kRsa2048Private));
  const psa_key_attributes_t wanted = all(kPair, kPkcs1, 2048);
  ASSERT_EQ(psa_copy_key(key, &wanted, &key_), PSA_SUCCESS);
  EXPECT_EQ(exported(psa_export_key, key_), hex(kRsa2048Private));
  be(kOtherApp);
  EXPECT_EQ(sign_hash(key, kPkcs1, hash_), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_export_public_key(key, signature_.data(), 0, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
}

TEST_F(Rsa, WhatCannotBeGenerated) {
  const psa_custom_key_parameters_t usual = PSA_CUSTOM_KEY_PARAMETERS_INIT;
  const psa_custom_key_parameters_t flagged = {1};
  const struct {
    psa_key_type_t type;
    std::size_t bits;
    const psa_custom_key_parameters_t& custom;
    Buffer data;
    psa_status_t expected;
  } cases[] = {
      {kPair, 0, usual, {3}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 0, usual, {}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1016, usual, {}, PSA_ERROR_NOT_SUPPORTED},
      {kPair, 1028, usual, {}, PSA_ERROR_NOT_SUPPORTED},
      {kPair, 4104, usual, {}, PSA_ERROR_NOT_SUPPORTED},
      {kPublic, 1024, usual, {}, PSA_ERROR_INVALID_ARGUMENT},
      {kPublic, 1024, usual, {3}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, flagged, {}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, flagged, {3}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {0}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {1}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {1, 0, 0, 0, 0, 0}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {2}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {2, 0, 0, 0, 0, 1}, PSA_ERROR_INVALID_ARGUMENT},
      {kPair, 1024, usual, {3, 0, 0, 0x80}, PSA_ERROR_NOT_SUPPORTED},
      {kPair, 1024, usual, {1, 0, 0, 0, 1}, PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_AES, 128, usual, {3}, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_AES, 128, flagged, {}, PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, 256, usual, {3}, PSA_ERROR_INVALID_ARGUMENT},
  };
  for (const auto& each : cases) {
    const psa_key_attributes_t wanted = attributes(each.type, 0, 0, each.bits);
    key_ = 1;
    EXPECT_EQ(psa_generate_key_custom(&wanted, &each.custom, each.data.data(), each.data.size(), &key_),
              each.expected)
        << each.type << ' ' << each.bits << ' ' << each.data.size();
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
  const psa_key_attributes_t aes = attributes(PSA_KEY_TYPE_AES, 0, 0, 128);
  EXPECT_EQ(psa_generate_key_custom(&aes, &usual, nullptr, 0, &key_), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
