// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/header_test.c"  // NOLINT: the same text as C++

#include <gtest/gtest.h>

extern "C" int crypto_header_c(void);

TEST(Headers, SameInBothLanguages) {
  EXPECT_EQ(crypto_header_c(), 0);
  EXPECT_EQ(crypto_header_cpp(), 0);
}
