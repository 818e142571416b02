// SPDX-License-Identifier: BSD-3-Clause
// What one client can do to another: nothing.
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);

class Ownership : public Crypto {
 protected:
  Buffer out_ = Buffer(128, 0xEE);
  std::size_t length_ = 0;
};

TEST_F(Ownership, KeysOfOthersAreNotThere) {
  constexpr psa_key_usage_t kAll = 0xFF07;
  const psa_key_id_t aes = import(attributes(PSA_KEY_TYPE_AES, kAll, PSA_ALG_CCM), Buffer(16, 1));
  const psa_key_id_t hmac = import(attributes(PSA_KEY_TYPE_HMAC, kAll, kHmac), Buffer(16, 1));
  const psa_key_id_t derive =
      import(attributes(PSA_KEY_TYPE_DERIVE, kAll, PSA_ALG_HKDF(PSA_ALG_SHA_256)), Buffer(16, 1));
  const psa_key_id_t pair =
      import(attributes(kP256Pair, kAll, PSA_ALG_ECDSA(PSA_ALG_SHA_256)), hex(kP256Private));
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  for (const std::int32_t client : {kOtherApp, kPartition, kAttestation, 1}) {
    be(client);
    psa_key_id_t copy = 1;
    psa_mac_operation_t mac = PSA_MAC_OPERATION_INIT;
    psa_key_derivation_operation_t derivation = PSA_KEY_DERIVATION_OPERATION_INIT;
    for (const psa_key_id_t key : {aes, hmac, derive, pair}) {
      EXPECT_EQ(psa_get_key_attributes(key, &found), PSA_ERROR_INVALID_HANDLE);
      EXPECT_EQ(psa_export_key(key, out_.data(), 128, &length_), PSA_ERROR_INVALID_HANDLE);
      EXPECT_EQ(psa_export_public_key(key, out_.data(), 128, &length_), PSA_ERROR_INVALID_HANDLE);
      EXPECT_EQ(psa_copy_key(key, &found, &copy), PSA_ERROR_INVALID_HANDLE);
      EXPECT_EQ(psa_purge_key(key), PSA_ERROR_INVALID_HANDLE);
      EXPECT_EQ(psa_destroy_key(key), PSA_ERROR_INVALID_HANDLE);
    }
    EXPECT_EQ(psa_aead_encrypt(aes, PSA_ALG_CCM, out_.data(), 13, nullptr, 0, nullptr, 0, out_.data(), 16,
                               &length_),
              PSA_ERROR_INVALID_HANDLE);
    EXPECT_EQ(psa_mac_compute(hmac, kHmac, nullptr, 0, out_.data(), 32, &length_), PSA_ERROR_INVALID_HANDLE);
    EXPECT_EQ(psa_mac_sign_setup(&mac, hmac, kHmac), PSA_ERROR_INVALID_HANDLE);
    EXPECT_EQ(psa_sign_hash(pair, PSA_ALG_ECDSA(PSA_ALG_SHA_256), out_.data(), 32, out_.data(), 64, &length_),
              PSA_ERROR_INVALID_HANDLE);
    ASSERT_EQ(psa_key_derivation_setup(&derivation, PSA_ALG_HKDF(PSA_ALG_SHA_256)), PSA_SUCCESS);
    EXPECT_EQ(psa_key_derivation_input_key(&derivation, PSA_KEY_DERIVATION_INPUT_SECRET, derive),
              PSA_ERROR_INVALID_HANDLE);
  }
  be(kApp);
  for (const psa_key_id_t key : {aes, hmac, derive, pair})
    EXPECT_EQ(psa_get_key_attributes(key, &found), PSA_SUCCESS);
  EXPECT_THAT(out_, ::testing::Each(0xEE));
}

TEST_F(Ownership, OperationsOfOthersAreNotThere) {
  psa_hash_operation_t mine = PSA_HASH_OPERATION_INIT;
  ASSERT_EQ(psa_hash_setup(&mine, PSA_ALG_SHA_256), PSA_SUCCESS);
  for (const std::int32_t client : {kOtherApp, kPartition}) {
    be(client);
    psa_hash_operation_t stolen = mine;
    psa_hash_operation_t target = PSA_HASH_OPERATION_INIT;
    EXPECT_EQ(psa_hash_update(&stolen, out_.data(), 1), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(psa_hash_clone(&stolen, &target), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(psa_hash_finish(&stolen, out_.data(), 32, &length_), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(psa_hash_abort(&stolen), PSA_SUCCESS);
  }
  be(kApp);
  ASSERT_EQ(psa_hash_finish(&mine, out_.data(), 32, &length_), PSA_SUCCESS);
  out_.resize(32);
  EXPECT_EQ(out_, hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

TEST_F(Ownership, OneClientCannotTakeAllKeys) {
  psa_key_id_t key = 0;
  psa_key_id_t last = 0;
  const psa_key_attributes_t small = attributes(PSA_KEY_TYPE_RAW_DATA, 0, 0);
  while (psa_import_key(&small, out_.data(), 1, &key) == PSA_SUCCESS) last = key;
  EXPECT_EQ(psa_import_key(&small, out_.data(), 1, &key), PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(psa_generate_key(&small, &key), PSA_ERROR_INVALID_ARGUMENT) << "what is wrong is said first";
  be(kPartition);
  EXPECT_EQ(psa_import_key(&small, out_.data(), 1, &key), PSA_SUCCESS);
  EXPECT_EQ(psa_destroy_key(last), PSA_ERROR_INVALID_HANDLE);
  be(kApp);
  EXPECT_EQ(psa_destroy_key(last), PSA_SUCCESS);
  EXPECT_EQ(psa_import_key(&small, out_.data(), 1, &key), PSA_SUCCESS)
      << "what is given back can be had again";
}

TEST_F(Ownership, OneClientCannotTakeAllMemory) {
  psa_key_id_t key = 0;
  const psa_key_attributes_t raw = attributes(PSA_KEY_TYPE_RAW_DATA, 0, 0);
  for (std::size_t size = 4096; size > 0; size /= 2) {
    const Buffer data(size);
    while (psa_import_key(&raw, data.data(), size, &key) == PSA_SUCCESS) {
    }
  }
  const std::size_t taken = key_bytes();
  const Buffer data(taken);
  be(kPartition);
  ASSERT_EQ(psa_import_key(&raw, data.data(), taken, &key), PSA_SUCCESS) << "another client has as much";
}

TEST_F(Ownership, OneClientCannotTakeAllOperations) {
  psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
  while (psa_hash_setup(&operation, PSA_ALG_SHA_256) == PSA_SUCCESS) operation = psa_hash_operation_init();
  EXPECT_EQ(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_ERROR_INSUFFICIENT_MEMORY);
  be(kPartition);
  EXPECT_EQ(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_SUCCESS);
}

TEST_F(Ownership, WhatAnOperationKeepsCannotBeNamed) {
  psa_key_derivation_operation_t derivation = PSA_KEY_DERIVATION_OPERATION_INIT;
  ASSERT_EQ(psa_key_derivation_setup(&derivation, PSA_ALG_HKDF(PSA_ALG_SHA_256)), PSA_SUCCESS);
  const psa_key_id_t before = import(attributes(PSA_KEY_TYPE_RAW_DATA, 0, 0), {1});
  ASSERT_EQ(psa_key_derivation_input_bytes(&derivation, PSA_KEY_DERIVATION_INPUT_INFO, out_.data(), 9),
            PSA_SUCCESS);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  for (psa_key_id_t id = before + 1; id < before + 0x400; ++id) {
    EXPECT_EQ(psa_get_key_attributes(id, &found), PSA_ERROR_INVALID_HANDLE);
    EXPECT_EQ(psa_destroy_key(id), PSA_ERROR_INVALID_HANDLE);
  }
  EXPECT_EQ(key_bytes(), 10u);
  EXPECT_EQ(psa_key_derivation_abort(&derivation), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 1u);
}

}  // namespace
}  // namespace redoubt::crypto::testing
