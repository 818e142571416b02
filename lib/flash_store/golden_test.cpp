// SPDX-License-Identifier: BSD-3-Clause
// Memories as released versions wrote them: every later version must read them, and go on in them. (They
// agree with docs/storage-format.md: a reader written from it alone, in another language, has read them.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

#include "lib/flash_store/device.hpp"

namespace redoubt::flash_store {
namespace {

// Version 1; 3 sectors of 256 bytes, unit 4. Written in two sessions.
constexpr std::string_view kVersion1 =
    "52524653010428000001000001000000010000002e7616f80000000003000001ffffffff01000000000000002c1f6550"
    "101112a70cd282ff0000000000000101ffffffff02000000000000004b4d2d6a4b4d2d6a000000002800008005000000"
    "f0debc9a7856341243255ecc202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40414243"
    "444546473e705f5a000000000a00018005000000f0debc9a785634122b9acec148494a4b4c4d4e4f50514f1be471ffff"
    "000000000800060205000000f0debc9a78563412d48595e33200000000000000250c6cd800000000ffffffffffffffff"
    "ffffffffffffffffffffffffffffffff5252465301042800000100000200000001000000cd7199760000000004000201"
    "ffffffff03000000000000008924d70e303132332ff4b2200000000000000003ffffffff0300000000000000e819d45b"
    "e819d45b0000000007000401ffffffff0100000000000000b0dcf89d40414243444546dc4434a1ff00000000ffffffff"
    "0200000109000000090000000000000009966b3461623ef12d56ffff00000000";

std::vector<std::uint8_t> sequence(std::uint8_t first, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = first++;
  return bytes;
}

class GoldenTest : public testing::Test {
 protected:
  GoldenTest() : device_({768, 256, 4}, 16) {
    for (std::size_t i = 0; i < kVersion1.size() / 2; ++i) {
      const std::string digits(kVersion1.substr(i * 2, 2));
      device_.flash.memory()[i] = static_cast<std::uint8_t>(std::stoul(digits, nullptr, 16));
    }
  }

  void expect(const Key& key, const Value& expected) {
    Value value;
    const auto found = device_.read(key, value);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ(value, expected);
  }

  Device device_;
};

TEST_F(GoldenTest, Reads) {
  ASSERT_TRUE(device_.reboot());
  expect({-1, 1}, {sequence(0x40, 7), 4});
  expect({-1, 2}, {{}, 1});
  expect({5, 0x123456789ABCDEF0}, {sequence(0x20, 50), 6});
  expect({9, 9}, {{0x61, 0x62}, 0});
  EXPECT_EQ(device_.store().info({-1, 3}).status(), PSA_ERROR_DOES_NOT_EXIST);
}

TEST_F(GoldenTest, TheSameWorkWritesTheSameBytes) {
  Device again({768, 256, 4}, 16);
  ASSERT_TRUE(again.reboot());
  ASSERT_TRUE(again.store().set({-1, 1}, 0, sequence(0x10, 3)));
  ASSERT_TRUE(again.store().set({-1, 2}, 1, Bytes{}));
  ASSERT_TRUE(again.store().set({5, 0x123456789ABCDEF0}, 6, sequence(0x20, 50)));
  ASSERT_TRUE(again.store().set({-1, 3}, 2, sequence(0x30, 4)));
  ASSERT_TRUE(again.store().remove({-1, 3}));
  ASSERT_TRUE(again.store().set({-1, 1}, 4, sequence(0x40, 7)));
  ASSERT_TRUE(again.reboot());
  ASSERT_TRUE(again.store().set({9, 9}, 0, sequence(0x61, 2)));
  EXPECT_EQ(again.flash.memory(), device_.flash.memory());
}

}  // namespace
}  // namespace redoubt::flash_store
