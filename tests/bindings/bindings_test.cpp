// SPDX-License-Identifier: BSD-3-Clause
// The C++ bindings of include/redoubt against psa_* functions that only keep books: what is owned is given
// back exactly once, and every status and size arrives.
#include <gmock/gmock.h>
#include <redoubt/attestation.hpp>
#include <redoubt/crypto.hpp>
#include <redoubt/storage.hpp>

#include <map>
#include <set>
#include <vector>

namespace {

std::multiset<psa_key_id_t> live_keys;
psa_key_id_t next_key = 1;
psa_status_t next_status = PSA_SUCCESS;
int live_hashes = 0;
std::map<psa_storage_uid_t, std::vector<std::uint8_t>> stored;

}  // namespace

extern "C" {

psa_status_t psa_generate_key(const psa_key_attributes_t* attributes, psa_key_id_t* key) {
  if (psa_get_key_bits(attributes) != 256) return PSA_ERROR_INVALID_ARGUMENT;
  if (next_status != PSA_SUCCESS) return next_status;
  live_keys.insert(*key = next_key++);
  return PSA_SUCCESS;
}
psa_status_t psa_import_key(const psa_key_attributes_t*, const uint8_t* data, size_t data_length,
                            psa_key_id_t* key) {
  if (data == nullptr || data_length != 3) return PSA_ERROR_INVALID_ARGUMENT;
  live_keys.insert(*key = next_key++);
  return PSA_SUCCESS;
}
psa_status_t psa_destroy_key(psa_key_id_t key) {
  if (key == PSA_KEY_ID_NULL) return PSA_SUCCESS;
  EXPECT_EQ(live_keys.erase(key), 1u) << "destroyed twice, or never made";
  return PSA_SUCCESS;
}
psa_status_t psa_hash_setup(psa_hash_operation_t* operation, psa_algorithm_t) {
  operation->private_handle = 1;
  ++live_hashes;
  return PSA_SUCCESS;
}
psa_status_t psa_hash_update(psa_hash_operation_t*, const uint8_t*, size_t input_length) {
  return input_length == 3 ? PSA_SUCCESS : PSA_ERROR_BAD_STATE;
}
psa_status_t psa_hash_finish(psa_hash_operation_t* operation, uint8_t*, size_t hash_size,
                             size_t* hash_length) {
  if (hash_size < 32) return PSA_ERROR_BUFFER_TOO_SMALL;
  operation->private_handle = 0;
  --live_hashes;
  *hash_length = 32;
  return PSA_SUCCESS;
}
psa_status_t psa_hash_abort(psa_hash_operation_t* operation) {
  if (operation->private_handle != 0) --live_hashes;
  operation->private_handle = 0;
  return PSA_SUCCESS;
}
psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void* p_data,
                         psa_storage_create_flags_t) {
  const auto* bytes = static_cast<const std::uint8_t*>(p_data);
  stored[uid].assign(bytes, bytes + data_length);
  return PSA_SUCCESS;
}
psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void* p_data,
                         size_t* p_data_length) {
  if (stored.count(uid) == 0) return PSA_ERROR_DOES_NOT_EXIST;
  const auto& data = stored[uid];
  if (data_offset > data.size()) return PSA_ERROR_INVALID_ARGUMENT;
  *p_data_length = std::min(data_size, data.size() - data_offset);
  std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(data_offset), *p_data_length,
              static_cast<std::uint8_t*>(p_data));
  return PSA_SUCCESS;
}
psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t* p_info) {
  if (stored.count(uid) == 0) return PSA_ERROR_DOES_NOT_EXIST;
  *p_info = {};
  p_info->size = stored[uid].size();
  return PSA_SUCCESS;
}
psa_status_t psa_its_remove(psa_storage_uid_t uid) {
  return stored.erase(uid) == 1 ? PSA_SUCCESS : PSA_ERROR_DOES_NOT_EXIST;
}
psa_status_t psa_initial_attest_get_token(const uint8_t* auth_challenge, size_t challenge_size,
                                          uint8_t* token_buf, size_t token_buf_size, size_t* token_size) {
  if (token_buf_size < 10) return PSA_ERROR_BUFFER_TOO_SMALL;
  std::fill_n(token_buf, 10, auth_challenge[challenge_size - 1]);
  *token_size = 10;
  return PSA_SUCCESS;
}
}

namespace redoubt::psa {
namespace {

using Octets = std::vector<std::uint8_t>;

Result<Key> make_key() { return Key::generate(KeyAttributes().bits(256)); }

TEST(Bindings, KeysEndWithTheirScope) {
  {
    auto key = make_key();
    ASSERT_TRUE(key);
    EXPECT_EQ(live_keys.count(key->id()), 1u);
    const std::uint8_t material[] = {1, 2, 3};
    const auto imported = Key::import(KeyAttributes(), material);
    ASSERT_TRUE(imported);
    EXPECT_EQ(live_keys.size(), 2u);
  }
  EXPECT_TRUE(live_keys.empty());
}

TEST(Bindings, MovedKeysAreDestroyedOnce) {
  {
    auto made = make_key();
    ASSERT_TRUE(made);
    Key first = *std::move(made);
    Key second = std::move(first);
    EXPECT_EQ(first.id(), PSA_KEY_ID_NULL);  // NOLINT: a moved-from key is null, that is promised
    auto other = make_key();
    ASSERT_TRUE(other);
    second = *std::move(other);  // what it held is destroyed
    EXPECT_EQ(live_keys.size(), 1u);
    Key& same = second;
    second = std::move(same);
    EXPECT_EQ(live_keys.count(second.id()), 1u);
  }
  EXPECT_TRUE(live_keys.empty());
}

TEST(Bindings, ReleasedKeysLiveOn) {
  psa_key_id_t id = PSA_KEY_ID_NULL;
  {
    auto key = make_key();
    ASSERT_TRUE(key);
    id = key->release();
  }
  EXPECT_EQ(live_keys.count(id), 1u);
  { const Key owner(id); }
  EXPECT_TRUE(live_keys.empty());
}

TEST(Bindings, FailuresCarryTheirStatusAndOwnNothing) {
  next_status = PSA_ERROR_INSUFFICIENT_MEMORY;
  const auto key = make_key();
  next_status = PSA_SUCCESS;
  EXPECT_FALSE(key);
  EXPECT_EQ(key.status(), Status::kInsufficientMemory);
  EXPECT_EQ(key->id(), PSA_KEY_ID_NULL);
  EXPECT_TRUE(live_keys.empty());
}

TEST(Bindings, HashesAreAbortedUnlessFinished) {
  const std::uint8_t data[] = {1, 2, 3};
  {
    Hash hash;
    EXPECT_TRUE(hash.start(PSA_ALG_SHA_256));
    EXPECT_TRUE(hash.update(data));
    EXPECT_EQ(live_hashes, 1);
  }
  EXPECT_EQ(live_hashes, 0);
  Hash hash;
  EXPECT_TRUE(hash.start(PSA_ALG_SHA_256));
  Sha256 digest;
  const auto size = hash.finish(digest);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, 32u);
  EXPECT_EQ(live_hashes, 0);
}

TEST(Bindings, StorageOfBytesAndObjects) {
  stored.clear();
  const Octets data{1, 2, 3, 4, 5};
  EXPECT_TRUE(its::set(1, data));
  std::uint8_t out[3] = {};
  const auto size = its::get(1, out, 4);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, 1u);
  EXPECT_EQ(out[0], 5);
  EXPECT_EQ(its::info(1)->size, 5u);
  EXPECT_EQ(its::get_object<std::uint32_t>(1).status(), Status::kDataInvalid);  // five bytes are no uint32_t
  EXPECT_TRUE(its::set_object<std::uint32_t>(2, 0x01020304));
  EXPECT_EQ(*its::get_object<std::uint32_t>(2), 0x01020304u);
  EXPECT_EQ(its::get_object<std::uint32_t>(3).status(), Status::kDoesNotExist);
  EXPECT_TRUE(its::remove(2));
  EXPECT_EQ(its::remove(2).status(), Status::kDoesNotExist);
}

// A span is stored as its bytes, never as pointer and size; what has padding or pointers is no object.
struct Padded {
  std::uint8_t a;
  std::uint32_t b;
};
static_assert(!its::Storable<Padded> && !its::Storable<const char*> &&
              its::Storable<std::array<std::uint8_t, 7>>);
TEST(Bindings, SpansAreStoredAsTheirBytes) {
  Octets data{9, 8, 7};
  EXPECT_TRUE(its::set(1, std::span<std::uint8_t>(data)));
  EXPECT_EQ(stored[1], data);
}

TEST(Bindings, TokensArePartOfTheMemoryGiven) {
  std::array<std::uint8_t, 32> challenge;
  challenge.fill(7);
  std::array<std::uint8_t, 64> memory{};
  const auto token = attest(std::span<const std::uint8_t, 32>(challenge), memory);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->data(), memory.data());
  EXPECT_THAT(*token, testing::ElementsAreArray(Octets(10, 7)));
  EXPECT_EQ(attest(std::span<const std::uint8_t, 32>(challenge), std::span(memory).first(9)).status(),
            Status::kBufferTooSmall);
}

TEST(Bindings, StatusesOfServicesSurvive) {
  EXPECT_EQ(Result<>{psa_status_t{-4711}}.status(), Status{-4711});
  EXPECT_FALSE(Result<>{psa_status_t{1}});
}

}  // namespace
}  // namespace redoubt::psa
