// SPDX-License-Identifier: BSD-3-Clause
// What the unit tests share: client and server in one process, joined by the loopback.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <psa/crypto.h>
#include <redoubt/crypto.h>

#include <string_view>
#include <vector>

#include "lib/base/bytes.hpp"

namespace redoubt::crypto::testing {

using Buffer = std::vector<std::uint8_t>;

Buffer hex(std::string_view digits);
Buffer text(std::string_view characters);

inline constexpr std::int32_t kApp = -1;
inline constexpr std::int32_t kOtherApp = -2;
inline constexpr std::int32_t kPartition = 40;
inline constexpr std::int32_t kAttestation = 3;

// RFC 6979, A.2.5
inline constexpr std::string_view kP256Private =
    "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
inline constexpr std::string_view kP256Public =
    "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
    "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

inline constexpr psa_key_type_t kP256Pair = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1);
inline constexpr psa_key_type_t kP256PublicKey = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1);

psa_key_attributes_t attributes(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                                std::size_t bits = 0);

// Every test starts with an empty service and as client kApp.
class Crypto : public ::testing::Test {
 protected:
  Crypto();

  static void reset();
  static void be(std::int32_t client);
  static psa_key_id_t import(const psa_key_attributes_t& attributes, const Buffer& data);
  // What the service holds, to show that nothing is left over.
  static std::size_t key_bytes();
  static std::size_t operations();
};

}  // namespace redoubt::crypto::testing
