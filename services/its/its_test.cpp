// SPDX-License-Identifier: BSD-3-Clause
// The public API through client, protocol and server to a store in memory, as the specification's text has
// it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <psa/internal_trusted_storage.h>

#include <numeric>
#include <vector>

#include "lib/flash_store/memory_flash.hpp"
#include "lib/protocol/client.hpp"
#include "lib/protocol/loopback.hpp"
#include "psa_manifest/sid.h"
#include "services/its/server.hpp"

namespace redoubt::its {
namespace {

using flash_store::IndexEntry;
using flash_store::MemoryFlash;
using protocol::loopback::attach;
using protocol::loopback::set_client;

constexpr std::uint32_t kSector = 4096;
std::array<std::uint8_t, 16 * kSector> memory;
MemoryFlash flash(memory, kSector, 4);
std::array<IndexEntry, 64> index_words;
Its test_its(flash, index_words);

psa_status_t service(const psa_msg_t* msg) { return Server<test_its>::Operations::dispatch(*msg); }

std::vector<std::uint8_t> pattern(std::size_t size, std::uint8_t first = 1) {
  std::vector<std::uint8_t> data(size);
  std::iota(data.begin(), data.end(), first);
  return data;
}

class ItsTest : public testing::Test {
 protected:
  ItsTest() {
    memory.fill(0xFF);
    reboot();
    attach(ITS_HANDLE, service);
    set_client(-1);
  }
  static void reboot() {
    std::destroy_at(&test_its);
    std::construct_at(&test_its, flash, index_words);
  }
  static psa_status_t set(psa_storage_uid_t uid, const std::vector<std::uint8_t>& data,
                          std::uint32_t flags = 0) {
    return psa_its_set(uid, data.size(), data.data(), flags);
  }
  static std::vector<std::uint8_t> get(psa_storage_uid_t uid, std::size_t offset = 0,
                                       std::size_t size = 60000) {
    std::vector<std::uint8_t> data(size, 0xAA);
    std::size_t length = 0;
    EXPECT_EQ(psa_its_get(uid, offset, size, data.data(), &length), PSA_SUCCESS);
    EXPECT_TRUE(std::all_of(data.begin() + static_cast<std::ptrdiff_t>(length), data.end(),
                            [](std::uint8_t byte) { return byte == 0xAA; }));
    data.resize(length);
    return data;
  }
  static psa_status_t try_get(psa_storage_uid_t uid, std::size_t offset, std::size_t size) {
    std::vector<std::uint8_t> data(size + 1);
    std::size_t length = 12345;
    const psa_status_t status = psa_its_get(uid, offset, size, data.data(), &length);
    if (status != PSA_SUCCESS) {
      EXPECT_EQ(length, 12345u);
    }
    return status;
  }
};

TEST_F(ItsTest, KeepsValuesAcrossReboots) {
  for (const std::size_t size : {1u, 3u, 64u, 65u, 227u, 228u, 229u, 456u, 457u, 4096u, 20000u}) {
    ASSERT_EQ(set(size, pattern(size)), PSA_SUCCESS) << size;
    EXPECT_EQ(get(size), pattern(size)) << size;
    reboot();
    EXPECT_EQ(get(size), pattern(size)) << size;
    ASSERT_EQ(psa_its_remove(size), PSA_SUCCESS);
    reboot();
    EXPECT_EQ(try_get(size, 0, 1), PSA_ERROR_DOES_NOT_EXIST);
  }
}

TEST_F(ItsTest, OverwritesGrowAndShrink) {
  for (const std::size_t size : {10u, 5000u, 4000u, 0u, 300u, 200u, 9000u, 9000u, 1u}) {
    ASSERT_EQ(set(1, pattern(size, 7)), PSA_SUCCESS) << size;
    EXPECT_EQ(get(1), pattern(size, 7)) << size;
  }
}

TEST_F(ItsTest, UidZeroIsInvalid) {
  psa_storage_info_t info{};
  std::size_t length;
  std::uint8_t byte = 0;
  EXPECT_EQ(psa_its_set(0, 1, &byte, 0), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_set(0, 1, &byte, 0x80000000), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_get(0, 0, 1, &byte, &length), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_get_info(0, &info), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_remove(0), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(ItsTest, AllOtherUidsAreGood) {
  for (const psa_storage_uid_t uid : {psa_storage_uid_t{1}, psa_storage_uid_t{UINT32_MAX},
                                      psa_storage_uid_t{1} << 32, psa_storage_uid_t{UINT64_MAX}}) {
    ASSERT_EQ(set(uid, pattern(8, static_cast<std::uint8_t>(uid >> 31))), PSA_SUCCESS);
  }
  EXPECT_EQ(get(1), pattern(8, 0));
  EXPECT_EQ(get(UINT32_MAX), pattern(8, 1));
  EXPECT_EQ(get(psa_storage_uid_t{1} << 32), pattern(8, 2));
  EXPECT_EQ(get(UINT64_MAX), pattern(8, 255));
}

TEST_F(ItsTest, Missing) {
  psa_storage_info_t info{};
  EXPECT_EQ(try_get(5, 0, 1), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(try_get(5, 100, 0), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(psa_its_get_info(5, &info), PSA_ERROR_DOES_NOT_EXIST);
  EXPECT_EQ(psa_its_remove(5), PSA_ERROR_DOES_NOT_EXIST);
}

TEST_F(ItsTest, OffsetsAndSizes) {
  ASSERT_EQ(set(9, pattern(100)), PSA_SUCCESS);
  EXPECT_EQ(get(9, 0, 10), pattern(10));
  EXPECT_EQ(get(9, 40, 10), pattern(10, 41));
  EXPECT_EQ(get(9, 95, 10), pattern(5, 96));
  EXPECT_EQ(get(9, 99, 1), pattern(1, 100));
  EXPECT_EQ(get(9, 100, 10), pattern(0));
  EXPECT_EQ(get(9, 50, 0), pattern(0));
  EXPECT_EQ(try_get(9, 101, 0), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(try_get(9, 101, 10), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(try_get(9, UINT32_MAX, 10), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(try_get(9, SIZE_MAX, 10), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(ItsTest, OffsetsIntoALargeValue) {
  const std::vector<std::uint8_t> data = pattern(5000);
  ASSERT_EQ(set(9, data), PSA_SUCCESS);
  for (const std::size_t offset : {0u, 1u, 227u, 228u, 229u, 1000u, 4999u, 5000u}) {
    for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 300u, 5000u, 6000u}) {
      const std::size_t expected = std::min<std::size_t>(size, data.size() - offset);
      EXPECT_EQ(get(9, offset, size), pattern(expected, static_cast<std::uint8_t>(offset + 1)))
          << offset << ' ' << size;
    }
  }
  EXPECT_EQ(try_get(9, 5001, 1), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(ItsTest, NullWithoutLengthIsNoData) {
  psa_storage_info_t info{1, 1, 1};
  std::size_t length = 99;
  ASSERT_EQ(psa_its_set(3, 0, nullptr, PSA_STORAGE_FLAG_NONE), PSA_SUCCESS);
  ASSERT_EQ(psa_its_get_info(3, &info), PSA_SUCCESS);
  EXPECT_EQ(info.size, 0u);
  EXPECT_EQ(info.capacity, 0u);
  EXPECT_EQ(info.flags, 0u);
  EXPECT_EQ(psa_its_get(3, 0, 0, nullptr, &length), PSA_SUCCESS);
  EXPECT_EQ(length, 0u);
  EXPECT_EQ(try_get(3, 1, 0), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(ItsTest, NullWithALengthIsRefused) {
  std::size_t length;
  std::uint8_t byte;
  EXPECT_EQ(psa_its_set(3, 1, nullptr, 0), PSA_ERROR_INVALID_ARGUMENT);
  ASSERT_EQ(set(3, pattern(4)), PSA_SUCCESS);
  EXPECT_EQ(psa_its_get(3, 0, 1, nullptr, &length), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_get(3, 0, 1, &byte, nullptr), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_its_get_info(3, nullptr), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(ItsTest, FlagsAreKept) {
  psa_storage_info_t info{};
  for (std::uint32_t flags = 0; flags <= kFlags; ++flags) {
    ASSERT_EQ(set(100 + flags, pattern(300 * flags), flags), PSA_SUCCESS);
    ASSERT_EQ(psa_its_get_info(100 + flags, &info), PSA_SUCCESS);
    EXPECT_EQ(info.flags, flags);
    EXPECT_EQ(info.size, 300 * flags);
    EXPECT_EQ(info.capacity, 300 * flags);
  }
}

TEST_F(ItsTest, UnknownFlagsAreRefused) {
  for (int bit = 3; bit < 32; ++bit) EXPECT_EQ(set(4, pattern(1), 1u << bit), PSA_ERROR_NOT_SUPPORTED) << bit;
  EXPECT_EQ(try_get(4, 0, 1), PSA_ERROR_DOES_NOT_EXIST);
  // Flags are looked at before what is stored is.
  ASSERT_EQ(set(4, pattern(1), PSA_STORAGE_FLAG_WRITE_ONCE), PSA_SUCCESS);
  EXPECT_EQ(set(4, pattern(1), 8), PSA_ERROR_NOT_SUPPORTED);
}

TEST_F(ItsTest, WriteOnce) {
  for (const std::size_t size : {0u, 10u, 1000u}) {
    const psa_storage_uid_t uid = size + 1;
    ASSERT_EQ(set(uid, pattern(size), PSA_STORAGE_FLAG_WRITE_ONCE), PSA_SUCCESS);
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(set(uid, pattern(size), PSA_STORAGE_FLAG_WRITE_ONCE), PSA_ERROR_NOT_PERMITTED);
      EXPECT_EQ(set(uid, pattern(3)), PSA_ERROR_NOT_PERMITTED);
      EXPECT_EQ(psa_its_set(uid, 0, nullptr, 0), PSA_ERROR_NOT_PERMITTED);
      EXPECT_EQ(psa_its_remove(uid), PSA_ERROR_NOT_PERMITTED);
      EXPECT_EQ(get(uid), pattern(size));
      reboot();
    }
  }
  // It can become write-once, not stop being so.
  ASSERT_EQ(set(77, pattern(5)), PSA_SUCCESS);
  ASSERT_EQ(set(77, pattern(6), PSA_STORAGE_FLAG_WRITE_ONCE), PSA_SUCCESS);
  EXPECT_EQ(set(77, pattern(7)), PSA_ERROR_NOT_PERMITTED);
}

TEST_F(ItsTest, ClientsDoNotSeeEachOther) {
  for (const std::int32_t client : {-1, -2, 1, 2, INT32_MIN, INT32_MAX}) {
    set_client(client);
    EXPECT_EQ(try_get(1, 0, 1), PSA_ERROR_DOES_NOT_EXIST);
    EXPECT_EQ(psa_its_remove(1), PSA_ERROR_DOES_NOT_EXIST);
    ASSERT_EQ(set(1, pattern(16, static_cast<std::uint8_t>(client))), PSA_SUCCESS);
  }
  for (const std::int32_t client : {-1, -2, 1, 2, INT32_MIN, INT32_MAX}) {
    set_client(client);
    EXPECT_EQ(get(1), pattern(16, static_cast<std::uint8_t>(client)));
  }
}

TEST_F(ItsTest, TooMuchIsRefusedAndNothingChanges) {
  ASSERT_EQ(set(1, pattern(100)), PSA_SUCCESS);
  const std::vector<std::uint8_t> huge(sizeof memory);
  EXPECT_EQ(set(1, huge), PSA_ERROR_INSUFFICIENT_STORAGE);
  EXPECT_EQ(set(2, huge), PSA_ERROR_INSUFFICIENT_STORAGE);
  EXPECT_EQ(get(1), pattern(100));
  EXPECT_EQ(try_get(2, 0, 1), PSA_ERROR_DOES_NOT_EXIST);
}

TEST_F(ItsTest, MessagesOfTheWrongShape) {
  std::array<std::uint8_t, 16> request{};
  const psa_invec in{request.data(), 15};
  EXPECT_EQ(psa_call(ITS_HANDLE, Set::kType, &in, 1, nullptr, 0), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(psa_call(ITS_HANDLE, 0, nullptr, 0, nullptr, 0), PSA_ERROR_NOT_SUPPORTED);
}

// A store of another version, perhaps a later release's, is left alone.
TEST_F(ItsTest, AForeignStoreIsNotTouched) {
  ASSERT_EQ(set(1, pattern(100)), PSA_SUCCESS);
  auto* header = reinterpret_cast<flash_store::SectorHeader*>(memory.data());
  header->version = 2;
  header->crc = crc32(bytes_of(*header).first(offsetof(flash_store::SectorHeader, crc)));
  const auto before = memory;
  reboot();
  EXPECT_EQ(try_get(1, 0, 1), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_EQ(set(1, pattern(1)), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_EQ(psa_its_remove(1), PSA_ERROR_STORAGE_FAILURE);
  EXPECT_EQ(memory, before);
}

}  // namespace
}  // namespace redoubt::its
