// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/cmac.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::size_t kLongestKey = 32;

// Twice the number in GF(2^128), big endian; the bit that falls out selects the polynomial without a branch.
void double_number(MutableBytes number) {
  unsigned carry = (0u - (number[0] >> 7u)) & 0x87u;
  for (std::size_t i = number.size(); i-- > 0;) {
    const unsigned doubled = (unsigned{number[i]} << 1u) ^ carry;
    number[i] = static_cast<std::uint8_t>(doubled);
    carry = doubled >> 8u;
  }
}

}  // namespace

Status Cmac::start(psa_key_type_t type, Source key) {
  chain_.fill(0);
  used_ = 0;
  std::array<std::uint8_t, kLongestKey> bytes;
  const WipeOnExit wipe_bytes(bytes);
  if (key.size() > bytes.size() || !BlockCipher::supports(type, 8 * key.size()))
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return cipher_.start(type, key.read(bytes));
}

Status Cmac::update(Bytes data) {
  for (const std::uint8_t byte : data) {
    if (used_ == kSize) {
      REDOUBT_TRY(encrypt_chain());
      used_ = 0;
    }
    chain_[used_++] ^= byte;
  }
  return {};
}

// The last block is whole, or padded with a bit that is set; a subkey of its own tells which.
Status Cmac::finish(MutableBytes mac) {
  std::array<std::uint8_t, kSize> subkey{};
  const WipeOnExit wipe_subkey(subkey);
  REDOUBT_TRY(cipher_.encrypt(subkey, subkey));
  double_number(subkey);
  if (used_ != kSize) {
    double_number(subkey);
    chain_[used_] ^= 0x80;
  }
  for (std::size_t i = 0; i < kSize; ++i) chain_[i] ^= subkey[i];
  return cipher_.encrypt(chain_, mac.first(kSize));
}

}  // namespace redoubt::crypto
