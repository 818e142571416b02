// SPDX-License-Identifier: BSD-3-Clause
// Keys that outlive a reset (sections 9.3, 9.4), and those that every device has.
#include "services/crypto/crypto_test.hpp"
#include "services/crypto/fake_its.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kUsage = PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_SIGN_MESSAGE;
constexpr psa_key_id_t kId = 0x1234;

class PersistentKeys : public Crypto {
 protected:
  psa_key_id_t key_ = 1;
  Buffer out_ = Buffer(300, 0xEE);
  std::size_t length_ = 99;

  static psa_key_attributes_t persistent(psa_key_id_t id, psa_key_usage_t usage = kUsage) {
    psa_key_attributes_t made = attributes(PSA_KEY_TYPE_HMAC, usage, kHmac, 256);
    psa_set_key_id(&made, id);
    return made;
  }
  psa_status_t try_import(const psa_key_attributes_t& wanted, const Buffer& data = Buffer(32, 7)) {
    return psa_import_key(&wanted, data.data(), data.size(), &key_);
  }
  psa_status_t try_export(psa_key_id_t key) {
    return psa_export_key(key, out_.data(), out_.size(), &length_);
  }
  Buffer exported() const { return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(length_)}; }
  static std::size_t stored() { return fake_its::storage().records.size(); }
};

TEST_F(PersistentKeys, OutliveAReset) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  EXPECT_EQ(key_, kId);
  for (int boot = 0; boot < 2; ++boot) {
    reset();
    psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
    ASSERT_EQ(psa_get_key_attributes(kId, &found), PSA_SUCCESS);
    EXPECT_EQ(psa_get_key_id(&found), kId);
    EXPECT_EQ(psa_get_key_lifetime(&found), PSA_KEY_LIFETIME_PERSISTENT);
    EXPECT_EQ(psa_get_key_type(&found), PSA_KEY_TYPE_HMAC);
    EXPECT_EQ(psa_get_key_bits(&found), 256u);
    EXPECT_EQ(psa_get_key_usage_flags(&found), kUsage);
    EXPECT_EQ(psa_get_key_algorithm(&found), kHmac);
    ASSERT_EQ(try_export(kId), PSA_SUCCESS);
    EXPECT_EQ(exported(), Buffer(32, 7));
  }
  ASSERT_EQ(psa_destroy_key(kId), PSA_SUCCESS);
  EXPECT_EQ(stored(), 0u);
  EXPECT_EQ(try_export(kId), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_destroy_key(kId), PSA_ERROR_INVALID_HANDLE);
}

// The record as docs/storage-format.md has it: every later release reads these bytes.
TEST_F(PersistentKeys, TheStoredFormIsFixed) {
  const Buffer golden =
      hex("0114001180000000"
          "03040000"
          "09008003"
          "01000000"
          "a1a2a3a4a5a6a7a8a9aaabacadaeafb0");
  psa_key_attributes_t wanted = attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac);
  psa_set_key_id(&wanted, 0x3fffffff);
  ASSERT_EQ(try_import(wanted, Buffer(golden.begin() + 20, golden.end())), PSA_SUCCESS);
  ASSERT_EQ(stored(), 1u);
  EXPECT_EQ(fake_its::storage().records.begin()->first, 0xFFFFFFFF'3FFFFFFFu);  // client -1
  EXPECT_EQ(fake_its::storage().records.begin()->second, golden);
}

TEST_F(PersistentKeys, WhatIsNoKeyIsSaid) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  Buffer& record = fake_its::storage().records.begin()->second;
  const Buffer good = record;
  const std::pair<std::size_t, std::uint8_t> damages[] = {
      {0, 2}, {0, 0}, {1, 24}};  // version, size of the header
  for (const auto& [place, value] : damages) {
    reset();
    record = good;
    record[place] = value;
    EXPECT_EQ(try_export(kId), PSA_ERROR_DATA_INVALID);
  }
  record = Buffer(good.begin(), good.begin() + 19);
  EXPECT_EQ(try_export(kId), PSA_ERROR_DATA_INVALID);
  EXPECT_EQ(try_import(persistent(kId)), PSA_ERROR_ALREADY_EXISTS);
  EXPECT_EQ(psa_destroy_key(kId), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(PersistentKeys, AttributesThatNoKeyCanHave) {
  struct Case {
    psa_key_id_t id;
    psa_key_lifetime_t lifetime;
    psa_status_t status;
  };
  const psa_key_lifetime_t elsewhere =
      PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(PSA_KEY_PERSISTENCE_DEFAULT, 0x7fffff);
  const Case cases[] = {
      {PSA_KEY_ID_NULL, PSA_KEY_LIFETIME_PERSISTENT, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_ID_USER_MAX + 1, PSA_KEY_LIFETIME_PERSISTENT, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_ID_VENDOR_MAX, PSA_KEY_LIFETIME_PERSISTENT, PSA_ERROR_INVALID_ARGUMENT},
      {UINT32_MAX, PSA_KEY_LIFETIME_PERSISTENT, PSA_ERROR_INVALID_ARGUMENT},
      {REDOUBT_KEY_ID_IAK, PSA_KEY_LIFETIME_PERSISTENT, PSA_ERROR_INVALID_ARGUMENT},
      {kId, PSA_KEY_PERSISTENCE_READ_ONLY, PSA_ERROR_INVALID_ARGUMENT},
      {kId, elsewhere, PSA_ERROR_INVALID_ARGUMENT},
      {kId, 2, PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_ID_USER_MAX, PSA_KEY_LIFETIME_PERSISTENT, PSA_SUCCESS},
      {PSA_KEY_ID_USER_MIN, PSA_KEY_LIFETIME_PERSISTENT, PSA_SUCCESS},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(&c - cases);
    psa_key_attributes_t wanted = persistent(c.id);
    psa_set_key_lifetime(&wanted, c.lifetime);
    EXPECT_EQ(try_import(wanted), c.status);
    EXPECT_EQ(key_, c.status == PSA_SUCCESS ? c.id : PSA_KEY_ID_NULL);
    EXPECT_EQ(psa_generate_key(&wanted, &key_),
              c.status == PSA_SUCCESS ? PSA_ERROR_ALREADY_EXISTS : c.status);
  }
}

TEST_F(PersistentKeys, BelongToTheClientThatMadeThem) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  for (const std::int32_t client : {kOtherApp, kPartition, 1}) {
    be(client);
    EXPECT_EQ(try_export(kId), PSA_ERROR_INVALID_HANDLE);
    EXPECT_EQ(psa_destroy_key(kId), PSA_ERROR_INVALID_HANDLE);
    ASSERT_EQ(try_import(persistent(kId), Buffer(32, 9)), PSA_SUCCESS);
    ASSERT_EQ(try_export(kId), PSA_SUCCESS);
    EXPECT_EQ(exported(), Buffer(32, 9));
    ASSERT_EQ(psa_destroy_key(kId), PSA_SUCCESS);
  }
  be(kApp);
  ASSERT_EQ(try_export(kId), PSA_SUCCESS);
  EXPECT_EQ(exported(), Buffer(32, 7));
}

// Without the permission to cache it, no copy is left once a call is over; with it, until it is purged.
TEST_F(PersistentKeys, CopiesInMemory) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
  ASSERT_EQ(try_export(kId), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
  ASSERT_EQ(try_import(persistent(kId + 1, kUsage | PSA_KEY_USAGE_CACHE)), PSA_SUCCESS);
  EXPECT_GT(key_bytes(), 0u);
  ASSERT_EQ(psa_purge_key(kId + 1), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
  ASSERT_EQ(try_export(kId + 1), PSA_SUCCESS);
  EXPECT_GT(key_bytes(), 0u);
  EXPECT_EQ(psa_purge_key(kId + 2), PSA_ERROR_INVALID_HANDLE);
}

// More keys may be cached than there is room for: each makes room for the next, and for volatile ones.
TEST_F(PersistentKeys, CachedCopiesMakeRoom) {
  constexpr psa_key_id_t kMany = 300;
  for (psa_key_id_t id = 1; id <= kMany; ++id)
    ASSERT_EQ(
        try_import(persistent(id, kUsage | PSA_KEY_USAGE_CACHE), Buffer(32, static_cast<std::uint8_t>(id))),
        PSA_SUCCESS);
  for (psa_key_id_t id = 1; id <= kMany; ++id) {
    ASSERT_EQ(try_export(id), PSA_SUCCESS);
    EXPECT_EQ(exported(), Buffer(32, static_cast<std::uint8_t>(id)));
  }
  const psa_key_attributes_t transient = attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac);
  EXPECT_EQ(try_import(transient), PSA_SUCCESS);
}

// Whatever call of the storage fails: the key is there whole or not at all, and nothing is left in memory.
TEST_F(PersistentKeys, FailuresOfTheStorage) {
  for (const psa_status_t error : {PSA_ERROR_STORAGE_FAILURE, PSA_ERROR_INSUFFICIENT_STORAGE,
                                   PSA_ERROR_DATA_CORRUPT, PSA_ERROR_GENERIC_ERROR}) {
    for (int calls = 0; calls < 8; ++calls) {
      fake_its::storage() = {};
      fake_its::storage().calls_until_failure = calls;
      fake_its::storage().error = error;
      const psa_status_t made = try_import(persistent(kId));
      fake_its::storage().calls_until_failure = -1;
      EXPECT_EQ(made == PSA_SUCCESS, stored() == 1);
      EXPECT_EQ(key_bytes(), 0u);
      EXPECT_EQ(try_export(kId), made == PSA_SUCCESS ? PSA_SUCCESS : PSA_ERROR_INVALID_HANDLE);
      if (made != PSA_SUCCESS) continue;
      fake_its::storage().calls_until_failure = calls;
      const psa_status_t read = try_export(kId);
      const psa_status_t destroyed = psa_destroy_key(kId);
      fake_its::storage().calls_until_failure = -1;
      EXPECT_EQ(destroyed == PSA_SUCCESS, stored() == 0);
      EXPECT_TRUE(read == PSA_SUCCESS || destroyed != PSA_SUCCESS);
    }
  }
}

TEST_F(PersistentKeys, CopyBetweenLifetimes) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  psa_key_id_t transient = 0;
  const psa_key_attributes_t to_volatile = attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac);
  ASSERT_EQ(psa_copy_key(kId, &to_volatile, &transient), PSA_SUCCESS);
  EXPECT_GE(transient, PSA_KEY_ID_VENDOR_MIN);
  const psa_key_attributes_t to_persistent = persistent(kId + 1);
  ASSERT_EQ(psa_copy_key(transient, &to_persistent, &key_), PSA_SUCCESS);
  EXPECT_EQ(key_, kId + 1);
  EXPECT_EQ(psa_copy_key(transient, &to_persistent, &key_), PSA_ERROR_ALREADY_EXISTS);
  reset();
  ASSERT_EQ(try_export(kId + 1), PSA_SUCCESS);
  EXPECT_EQ(exported(), Buffer(32, 7));
}

// Destroying the key ends what was begun with it, though no copy of it was there any more.
TEST_F(PersistentKeys, DestroyingEndsOperations) {
  ASSERT_EQ(try_import(persistent(kId)), PSA_SUCCESS);
  psa_mac_operation_t mac = PSA_MAC_OPERATION_INIT;
  ASSERT_EQ(psa_mac_sign_setup(&mac, kId, kHmac), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(kId), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_update(&mac, out_.data(), 1), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
}

// HKDF from the built-in key: the same for one client at each boot, different for two.
TEST_F(PersistentKeys, EachClientHasAKeyOfItsOwn) {
  std::vector<Buffer> derived;
  for (const std::int32_t client : {kApp, kApp, kOtherApp, kPartition}) {
    reset();
    be(client);
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    ASSERT_EQ(psa_key_derivation_setup(&operation, PSA_ALG_HKDF(PSA_ALG_SHA_256)), PSA_SUCCESS);
    ASSERT_EQ(
        psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, REDOUBT_KEY_ID_CLIENT),
        PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_INFO, nullptr, 0),
              PSA_SUCCESS);
    derived.emplace_back(32);
    ASSERT_EQ(psa_key_derivation_output_bytes(&operation, derived.back().data(), 32), PSA_SUCCESS);
  }
  EXPECT_EQ(derived[0], derived[1]);
  EXPECT_NE(derived[0], derived[2]);
  EXPECT_NE(derived[0], derived[3]);
  EXPECT_EQ(try_export(REDOUBT_KEY_ID_CLIENT), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_destroy_key(REDOUBT_KEY_ID_CLIENT), PSA_ERROR_NOT_PERMITTED);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  ASSERT_EQ(psa_get_key_attributes(REDOUBT_KEY_ID_CLIENT, &found), PSA_SUCCESS);
  EXPECT_EQ(psa_get_key_lifetime(&found), PSA_KEY_PERSISTENCE_READ_ONLY);
  EXPECT_EQ(psa_get_key_usage_flags(&found), PSA_KEY_USAGE_DERIVE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
