// SPDX-License-Identifier: BSD-3-Clause
// Keys of the location REDOUBT_KEY_LOCATION_WRAPPED (sections 9.6, 9.9.1): what they do, what is kept of
// them, and what becomes of labels that somebody has changed.
#include <algorithm>

#include "services/crypto/core.hpp"
#include "services/crypto/crypto_test.hpp"
#include "services/crypto/fake_its.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kUsage = PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_SIGN_MESSAGE;
constexpr psa_key_lifetime_t kVolatile = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(
    PSA_KEY_PERSISTENCE_VOLATILE, REDOUBT_KEY_LOCATION_WRAPPED);
constexpr psa_key_lifetime_t kPersistent =
    PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(PSA_KEY_PERSISTENCE_DEFAULT, REDOUBT_KEY_LOCATION_WRAPPED);
constexpr psa_key_id_t kId = 0x1234;

bool contains(Bytes all, const Buffer& part) {
  return std::search(all.begin(), all.end(), part.begin(), part.end()) != all.end();
}

class KeyLocations : public Crypto {
 protected:
  const Buffer kKey = hex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
  psa_key_id_t key_ = 1;
  std::size_t length_ = 99;

  static psa_key_attributes_t wrapped(psa_key_usage_t usage = kUsage, psa_algorithm_t algorithm = kHmac,
                                      psa_key_type_t type = PSA_KEY_TYPE_HMAC, std::size_t bits = 0) {
    psa_key_attributes_t made = attributes(type, usage, algorithm, bits);
    psa_set_key_lifetime(&made, kVolatile);
    return made;
  }
  static psa_key_attributes_t persistent(psa_key_id_t id) {
    psa_key_attributes_t made = wrapped();
    psa_set_key_lifetime(&made, kPersistent);
    psa_set_key_id(&made, id);
    return made;
  }
  static psa_status_t mac(psa_key_id_t key, Buffer* out = nullptr) {
    Buffer made(32);
    std::size_t length = 0;
    const psa_status_t status =
        psa_mac_compute(key, kHmac, made.data(), made.size(), made.data(), made.size(), &length);
    if (out != nullptr) *out = made;
    return status;
  }
  // What the key computes as one of local storage.
  Buffer expected_mac() {
    Buffer out;
    const psa_key_id_t plain = import(attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac), kKey);
    EXPECT_EQ(mac(plain, &out), PSA_SUCCESS);
    EXPECT_EQ(psa_destroy_key(plain), PSA_SUCCESS);
    return out;
  }
  void expect_works(psa_key_id_t key) {
    Buffer out;
    EXPECT_EQ(mac(key, &out), PSA_SUCCESS);
    EXPECT_EQ(out, expected_mac());
  }
  static Buffer label(psa_key_id_t key) {
    Buffer made(400);
    std::size_t length = 0;
    EXPECT_EQ(redoubt_get_key_label(key, made.data(), made.size(), &length), PSA_SUCCESS);
    made.resize(length);
    return made;
  }
  psa_status_t attach(const Buffer& name, const psa_key_attributes_t& wanted) {
    return psa_attach_key(&wanted, name.data(), name.size(), &key_);
  }
  static Bytes memory() { return bytes_of(core.keys); }
  // A label of a key that is no longer there.
  Buffer kept_label(const psa_key_attributes_t& made) {
    const psa_key_id_t key = import(made, kKey);
    Buffer name = label(key);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
    return name;
  }
};

TEST_F(KeyLocations, KeysWorkAsThoseOfLocalStorageDo) {
  const psa_key_id_t key = import(wrapped(), kKey);
  expect_works(key);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  ASSERT_EQ(psa_get_key_attributes(key, &found), PSA_SUCCESS);
  EXPECT_EQ(psa_get_key_lifetime(&found), kVolatile);
  EXPECT_EQ(psa_get_key_bits(&found), 256u);
  EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(KeyLocations, AKeyIsNeverInMemoryBetweenCalls) {
  const psa_key_id_t key = import(wrapped(), kKey);
  EXPECT_EQ(key_bytes(), kKey.size() + 29);
  EXPECT_FALSE(contains(memory(), Buffer(kKey.begin(), kKey.begin() + 8)));
  ASSERT_EQ(mac(key), PSA_SUCCESS);
  EXPECT_EQ(mac(key + 1), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_purge_key(key), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), kKey.size() + 29);
  EXPECT_FALSE(contains(memory(), Buffer(kKey.begin(), kKey.begin() + 8)));
}

TEST_F(KeyLocations, EveryWayToMakeAKey) {
  psa_key_attributes_t pair =
      wrapped(PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, kEcdsa, kP256Pair, 256);
  ASSERT_EQ(psa_generate_key(&pair, &key_), PSA_SUCCESS);
  Buffer hash(32, 1), signature(64), public_key(65);
  ASSERT_EQ(psa_sign_hash(key_, kEcdsa, hash.data(), 32, signature.data(), 64, &length_), PSA_SUCCESS);
  EXPECT_EQ(psa_verify_hash(key_, kEcdsa, hash.data(), 32, signature.data(), 64), PSA_SUCCESS);
  EXPECT_EQ(psa_export_public_key(key_, public_key.data(), 65, &length_), PSA_SUCCESS);
  EXPECT_EQ(psa_export_key(key_, public_key.data(), 65, &length_), PSA_ERROR_NOT_PERMITTED);

  psa_key_derivation_operation_t derivation = PSA_KEY_DERIVATION_OPERATION_INIT;
  const psa_key_id_t secret =
      import(wrapped(PSA_KEY_USAGE_DERIVE, PSA_ALG_HKDF(PSA_ALG_SHA_256), PSA_KEY_TYPE_DERIVE), kKey);
  ASSERT_EQ(psa_key_derivation_setup(&derivation, PSA_ALG_HKDF(PSA_ALG_SHA_256)), PSA_SUCCESS);
  ASSERT_EQ(psa_key_derivation_input_key(&derivation, PSA_KEY_DERIVATION_INPUT_SECRET, secret), PSA_SUCCESS);
  ASSERT_EQ(psa_key_derivation_input_bytes(&derivation, PSA_KEY_DERIVATION_INPUT_INFO, nullptr, 0),
            PSA_SUCCESS);
  psa_key_id_t derived = 0;
  const psa_key_attributes_t hmac = wrapped(kUsage, kHmac, PSA_KEY_TYPE_HMAC, 256);
  ASSERT_EQ(psa_key_derivation_output_key(&hmac, &derivation, &derived), PSA_SUCCESS);
  EXPECT_EQ(psa_key_derivation_abort(&derivation), PSA_SUCCESS);
  EXPECT_EQ(mac(derived), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 3u * (32 + 29));
}

TEST_F(KeyLocations, AnRsaKeyWhoseSizeIsKnownAtItsEnd) {
  psa_key_attributes_t pair = wrapped(PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_COPY,
                                      PSA_ALG_RSA_PKCS1V15_SIGN_RAW, PSA_KEY_TYPE_RSA_KEY_PAIR, 1024);
  ASSERT_EQ(psa_generate_key(&pair, &key_), PSA_SUCCESS);
  const std::size_t used = key_bytes();
  Buffer hash(32, 1), signature(128), again(128);
  ASSERT_EQ(
      psa_sign_hash(key_, PSA_ALG_RSA_PKCS1V15_SIGN_RAW, hash.data(), 32, signature.data(), 128, &length_),
      PSA_SUCCESS);
  Buffer name(1000);
  ASSERT_EQ(redoubt_get_key_label(key_, name.data(), name.size(), &length_), PSA_SUCCESS);
  name.resize(length_);
  EXPECT_EQ(name.size(), used + 16);
  EXPECT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
  ASSERT_EQ(attach(name, pair), PSA_SUCCESS);
  ASSERT_EQ(psa_sign_hash(key_, PSA_ALG_RSA_PKCS1V15_SIGN_RAW, hash.data(), 32, again.data(), 128, &length_),
            PSA_SUCCESS);
  EXPECT_EQ(again, signature);
}

TEST_F(KeyLocations, ExportAndCopiesNeedTheirFlags) {
  const psa_key_id_t kept = import(wrapped(), kKey);
  const psa_key_id_t free = import(wrapped(kUsage | PSA_KEY_USAGE_EXPORT), kKey);
  Buffer out(32);
  EXPECT_EQ(psa_export_key(kept, out.data(), out.size(), &length_), PSA_ERROR_NOT_PERMITTED);
  ASSERT_EQ(psa_export_key(free, out.data(), out.size(), &length_), PSA_SUCCESS);
  EXPECT_EQ(out, kKey);

  const psa_key_attributes_t local = attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac);
  EXPECT_EQ(psa_copy_key(kept, &local, &key_), PSA_ERROR_NOT_PERMITTED);
  ASSERT_EQ(psa_copy_key(free, &local, &key_), PSA_SUCCESS);
  expect_works(key_);
  const psa_key_attributes_t inside = wrapped();
  psa_key_id_t copy = 0;
  ASSERT_EQ(psa_copy_key(kept, &inside, &copy), PSA_SUCCESS);
  expect_works(copy);
  ASSERT_EQ(psa_copy_key(key_, &inside, &copy), PSA_SUCCESS);
  expect_works(copy);
}

TEST_F(KeyLocations, LocationsThatAreNotThere) {
  for (const psa_key_location_t location :
       {psa_key_location_t{1}, psa_key_location_t{0x7FFFFF}, REDOUBT_KEY_LOCATION_WRAPPED + 1}) {
    psa_key_attributes_t made = wrapped();
    psa_set_key_lifetime(&made, PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(0, location));
    EXPECT_EQ(psa_import_key(&made, kKey.data(), kKey.size(), &key_), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(attach(Buffer(100), made), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
}

TEST_F(KeyLocations, PersistentKeysAreStoredEncrypted) {
  ASSERT_EQ(import(persistent(kId), kKey), kId);
  ASSERT_EQ(fake_its::storage().records.size(), 1u);
  const Buffer& record = fake_its::storage().records.begin()->second;
  EXPECT_EQ(record.size(), 20 + kKey.size() + 29);
  EXPECT_FALSE(contains(record, Buffer(kKey.begin(), kKey.begin() + 8)));
  reset();
  expect_works(kId);
  EXPECT_EQ(key_bytes(), 0u);
  const psa_key_attributes_t wanted = wrapped();
  ASSERT_EQ(attach(label(kId), wanted), PSA_SUCCESS);
  expect_works(key_);
  EXPECT_EQ(psa_destroy_key(kId), PSA_SUCCESS);
}

// Who can write to the storage cannot change a key's policy, nor put one key in another's place.
TEST_F(KeyLocations, StoredBlobsAreBoundToTheirRecords) {
  ASSERT_EQ(import(persistent(kId), kKey), kId);
  ASSERT_EQ(import(persistent(kId + 1), Buffer(32, 9)), kId + 1);
  auto& records = fake_its::storage().records;
  const Buffer first = records.begin()->second;
  const Buffer second = records.rbegin()->second;
  for (std::size_t i = 0; i < first.size(); ++i) {
    records.begin()->second = first;
    records.begin()->second[i] ^= 1;
    const psa_status_t status = mac(kId);
    const bool means_nothing = i == 6 || i == 7;  // reserved
    EXPECT_EQ(status == PSA_SUCCESS, means_nothing) << i;
  }
  records.begin()->second = second;
  EXPECT_EQ(mac(kId), PSA_ERROR_DATA_CORRUPT);
  records.begin()->second = first;
  expect_works(kId);
  // A version of a local key with what is a blob: not a key of this release.
  records.begin()->second[0] = 1;
  EXPECT_EQ(mac(kId), PSA_ERROR_DATA_INVALID);
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(KeyLocations, ALabelMakesTheKeyAgain) {
  const Buffer name = kept_label(wrapped());
  EXPECT_EQ(name.size(), REDOUBT_KEY_LABEL_SIZE(kKey.size()));
  EXPECT_FALSE(contains(name, Buffer(kKey.begin(), kKey.begin() + 8)));
  reset();
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(attach(name, wrapped()), PSA_SUCCESS);
    expect_works(key_);
  }
  psa_key_attributes_t unnamed = wrapped(kUsage, kHmac, PSA_KEY_TYPE_NONE);
  ASSERT_EQ(attach(name, unnamed), PSA_SUCCESS);
  expect_works(key_);
}

// A label as docs/storage-format.md has it, made by another implementation of AES-CCM and HMAC: every later
// release takes it.
TEST_F(KeyLocations, TheFormOfLabelsIsFixed) {
  const Buffer golden =
      hex("01000000001100010204000009008003"
          "F0463DC5D1C3D56712A945C3334DA1319C30C1ADA45D60C67CB330DD19610467"
          "A0A1A2A3A4A5A6A7A8A9AAABACAC22EB61223249CD6EB82061A1895BCD");
  ASSERT_EQ(attach(golden, wrapped(kUsage, kHmac, PSA_KEY_TYPE_NONE)), PSA_SUCCESS);
  expect_works(key_);
}

TEST_F(KeyLocations, HundredsOfKeysOutside) {
  std::vector<Buffer> names;
  for (std::uint8_t i = 0; i < 200; ++i) {
    const psa_key_id_t key = import(wrapped(), Buffer(32, i));
    names.push_back(label(key));
    ASSERT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
  for (std::uint8_t i = 0; i < 200; ++i) {
    ASSERT_EQ(attach(names[i], wrapped()), PSA_SUCCESS);
    Buffer out, expected;
    ASSERT_EQ(mac(key_, &out), PSA_SUCCESS);
    ASSERT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
    const psa_key_id_t plain = import(attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac), Buffer(32, i));
    ASSERT_EQ(mac(plain, &expected), PSA_SUCCESS);
    EXPECT_EQ(out, expected);
    ASSERT_EQ(psa_destroy_key(plain), PSA_SUCCESS);
  }
}

TEST_F(KeyLocations, BothPoliciesApplyToAnAttachedKey) {
  const Buffer name = kept_label(wrapped());
  ASSERT_EQ(attach(name, wrapped(PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_EXPORT)), PSA_SUCCESS);
  expect_works(key_);
  Buffer out(100);
  EXPECT_EQ(psa_export_key(key_, out.data(), out.size(), &length_), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(redoubt_get_key_label(key_, out.data(), out.size(), &length_), PSA_ERROR_NOT_PERMITTED);
  ASSERT_EQ(attach(name, wrapped(PSA_KEY_USAGE_COPY)), PSA_SUCCESS);
  EXPECT_EQ(mac(key_), PSA_ERROR_NOT_PERMITTED);

  // The label of a key with less allows no more than that.
  ASSERT_EQ(attach(label(key_), wrapped()), PSA_SUCCESS);
  EXPECT_EQ(mac(key_), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(attach(name, wrapped(kUsage, PSA_ALG_HMAC(PSA_ALG_SHA_224))), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(attach(name, wrapped(kUsage, kHmac, PSA_KEY_TYPE_DERIVE)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(attach(name, wrapped(kUsage, kHmac, PSA_KEY_TYPE_HMAC, 128)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(attach(name, wrapped(0x80000000)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(attach(name, persistent(kId)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(attach(name, attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(key_, PSA_KEY_ID_NULL);
}

TEST_F(KeyLocations, AChangedLabelNamesNothing) {
  const Buffer name = kept_label(wrapped());
  for (std::size_t bit = 0; bit < 8 * name.size(); ++bit) {
    Buffer changed = name;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_EQ(attach(changed, wrapped(kUsage, kHmac, PSA_KEY_TYPE_NONE)), PSA_ERROR_DOES_NOT_EXIST) << bit;
  }
  for (std::size_t size = 0; size < name.size(); ++size) {
    EXPECT_EQ(attach(Buffer(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(size)), wrapped()),
              PSA_ERROR_DOES_NOT_EXIST)
        << size;
  }
  Buffer longer = name;
  longer.push_back(0);
  EXPECT_EQ(attach(longer, wrapped()), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(attach(Buffer(0xFFFF), wrapped()), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  EXPECT_EQ(key_bytes(), 0u);
  EXPECT_EQ(attach(name, wrapped()), PSA_SUCCESS);
}

TEST_F(KeyLocations, ALabelIsItsOwnersOnly) {
  const Buffer name = kept_label(wrapped());
  for (const std::int32_t other : {kOtherApp, kPartition, kAttestation}) {
    be(other);
    EXPECT_EQ(attach(name, wrapped()), PSA_ERROR_DOES_NOT_EXIST);
  }
  be(kApp);
  EXPECT_EQ(attach(name, wrapped()), PSA_SUCCESS);
}

TEST_F(KeyLocations, LabelsNeedTheFlagTheRoomAndTheLocation) {
  Buffer out(REDOUBT_KEY_LABEL_SIZE(32));
  const psa_key_id_t local = import(attributes(PSA_KEY_TYPE_HMAC, kUsage, kHmac), kKey);
  const psa_key_id_t kept = import(wrapped(PSA_KEY_USAGE_SIGN_MESSAGE), kKey);
  const psa_key_id_t key = import(wrapped(), kKey);
  const auto get = [&](psa_key_id_t id, std::size_t room) {
    return redoubt_get_key_label(id, out.data(), room, &length_);
  };
  EXPECT_EQ(get(local, out.size()), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(get(kept, out.size()), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(get(REDOUBT_KEY_ID_IAK, out.size()), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(get(PSA_KEY_ID_NULL, out.size()), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(get(key, out.size() - 1), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(get(key, 0), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(get(key, out.size()), PSA_SUCCESS);
  EXPECT_EQ(length_, out.size());
  be(kOtherApp);
  EXPECT_EQ(get(key, out.size()), PSA_ERROR_INVALID_HANDLE);
}

// The blob of a key in memory that was hit by a fault gives no other key.
TEST_F(KeyLocations, ADamagedBlobIsDetected) {
  const psa_key_id_t key = import(wrapped(), kKey);
  core.keys.material(*core.keys.find(ClientId{kApp}, key))[5] ^= 1;
  EXPECT_EQ(mac(key), PSA_ERROR_CORRUPTION_DETECTED);
  EXPECT_EQ(key_bytes(), kKey.size() + 29);
}

// Without room for what is in the blob nothing happens, and nothing is left over.
TEST_F(KeyLocations, NoRoomToOpenAKey) {
  const std::size_t share = config::kCryptoKeyMemory / config::kCryptoClients;
  const psa_key_attributes_t big = wrapped(kUsage, kHmac);
  const psa_key_id_t key = import(big, Buffer(share - 100, 3));
  const std::size_t used = key_bytes();
  EXPECT_EQ(mac(key), PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(key_bytes(), used);
  EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
