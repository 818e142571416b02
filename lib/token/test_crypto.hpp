// SPDX-License-Identifier: BSD-3-Clause
// For tests: real SHA-256 and ECDSA with one fixed key, and psa_generate_random() as a counter.
#pragma once

#include "lib/token/token.hpp"

namespace redoubt::token::test {

// The public point of the test key: 65 bytes.
Bytes point();
const Primitives& primitives();
std::array<std::uint8_t, 32> sha256(std::span<const Bytes> pieces);
std::array<std::uint8_t, 64> sign(const std::array<std::uint8_t, 32>& digest);

// What psa_generate_random() answers from now on.
void set_random_status(psa_status_t status);

}  // namespace redoubt::token::test
