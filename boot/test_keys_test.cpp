// SPDX-License-Identifier: BSD-3-Clause
// The tests' fixed keys: good for development, refused by every other device.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "boot/primitives.hpp"
#include "boot/test_device.hpp"

namespace redoubt::boot {
namespace {

using test::Buffer;
using test::Device;
using test::Key;
using ::testing::HasSubstr;

Buffer decode_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Buffer out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t value = digits.find(c);
    if (value == std::string::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) out.push_back(static_cast<std::uint8_t>(bits >> (count -= 8)));
  }
  return out;
}

// SEC1 ECPrivateKey as openssl writes it: the scalar at 7, the public point at 57.
Key read_key(const std::string& name) {
  std::ifstream file(std::string(REDOUBT_TEST_KEYS) + "/" + name);
  std::string line;
  std::string base64;
  while (std::getline(file, line))
    if (line.rfind("-----", 0) != 0) base64 += line;
  const Buffer der = decode_base64(base64);
  if (der.size() != 121) throw std::runtime_error(name + " is not a P-256 key as openssl writes it");
  std::array<std::uint8_t, 32> scalar{};
  std::copy(der.begin() + 7, der.begin() + 39, scalar.begin());
  Buffer public_key = Key::generate().public_key();
  std::copy(der.begin() + 57, der.end(), public_key.begin() + 27);
  return Key::from_pem_scalar(scalar, public_key);
}

class TestKeys : public ::testing::Test {
 protected:
  TestKeys() {
    const Key keys[2] = {read_key("spe_test_key.pem"), read_key("nspe_test_key.pem")};
    for (std::uint32_t index = 0; index < 2; ++index) {
      device_.identity.key_hash[index] = keys[index].hash();
      device_.store(index, make_image(keys[index], {index == 0 ? test::kSpeAddress : test::kNspeAddress}));
    }
  }
  Device device_;
};

TEST_F(TestKeys, BootInDevelopment) {
  ASSERT_TRUE(device_.boot().is_accepted());
  EXPECT_THAT(device_.log, HasSubstr("(published test key)"));
}

TEST_F(TestKeys, AreRefusedElsewhere) {
  for (const std::uint32_t lifecycle : {test::kSecured, 0u, 0x4000u, 0x5000u, 0x6000u}) {
    device_.identity.lifecycle = lifecycle;
    EXPECT_FALSE(device_.boot().is_accepted());
    EXPECT_THAT(device_.log, HasSubstr("[BL2] SPE refused: " + std::string(text(image::Reason::kTestKey))));
    EXPECT_THAT(device_.log, HasSubstr("[BL2] NSPE refused: " + std::string(text(image::Reason::kTestKey))));
  }
}

TEST(OwnKeys, BootOnSecuredDevices) {
  Device device;
  device.identity.lifecycle = test::kSecured;
  EXPECT_TRUE(device.boot().is_accepted());
}

}  // namespace
}  // namespace redoubt::boot
