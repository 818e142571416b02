// SPDX-License-Identifier: BSD-3-Clause
#include "spm/arch/armv8m/access.hpp"

#include <gtest/gtest.h>

namespace redoubt::spm {
namespace {

// Encodings by arm-none-eabi-as.
TEST(Access, LoadsStoresAndOthers) {
  const std::uint16_t loads[] = {0x4802, 0x5688, 0x5888, 0x5a88, 0x5c88, 0x5e88, 0x6848, 0x7908,
                                 0x8888, 0x9801, 0xc806, 0xbd01, 0xe8bd, 0xe9d2, 0xf8d1, 0xf931};
  const std::uint16_t stores[] = {0x5088, 0x5288, 0x5488, 0x6048, 0x7108, 0x8088, 0x9001,
                                  0xc006, 0xb501, 0xe92d, 0xe9c2, 0xf8c1, 0xf801};
  const std::uint16_t others[] = {0x1840, 0x4640, 0x4770, 0xa801, 0xe7fe,
                                  0xf7ff, 0xfb01, 0xde00, 0xb100, 0x0000};
  for (const std::uint16_t first : loads) EXPECT_EQ(decode_access(first), Access::kLoad) << std::hex << first;
  for (const std::uint16_t first : stores)
    EXPECT_EQ(decode_access(first), Access::kStore) << std::hex << first;
  for (const std::uint16_t first : others)
    EXPECT_EQ(decode_access(first), Access::kUnknown) << std::hex << first;
}

}  // namespace
}  // namespace redoubt::spm
