// SPDX-License-Identifier: BSD-3-Clause
// What an exception means, in words that follow the name of who caused it: "partition CRYPTO (2) …".
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/fault/record.hpp"

namespace redoubt::fault {

// The exceptions that the protection controllers raise for what they refused, as IPSR has them.
struct GuardExceptions {
  std::uint32_t memory;      // 16 + the MPC's interrupt
  std::uint32_t peripheral;  // 16 + the PPC's
};

namespace detail {

struct Meaning {
  std::uint32_t bit;
  std::string_view text;
};

// SFSR
inline constexpr Meaning kSecureFaults[] = {
    {1u << 0, "branched into secure memory where there is no entry point"},
    {1u << 1, "returned to the secure side through a forged stack frame"},
    {1u << 2, "returned from an exception with a forged return value"},
    {1u << 3, "touched secure memory"},
    {1u << 4, "left the secure side by a branch that is no exit"},
    {1u << 5, "failed to preserve floating-point state"},
    {1u << 7, "failed to preserve floating-point state"},
};
// CFSR
inline constexpr Meaning kOtherFaults[] = {
    {1u << 20, "overflowed its stack"},
    {1u << 0, "executed memory that is not for code"},
    {1u << 1, "touched memory that it has no right to"},
    {1u << 3, "unstacked from memory that it has no right to"},
    {1u << 4, "stacked into memory that it has no right to"},
    {1u << 8, "executed memory that it has no right to"},
    {1u << 9, "touched memory that is secure or does not exist"},
    {1u << 10, "touched memory that is secure or does not exist, some instructions before"},
    {1u << 11, "unstacked from memory that is secure or does not exist"},
    {1u << 12, "stacked into memory that is secure or does not exist"},
    {1u << 16, "executed an undefined instruction"},
    {1u << 17, "branched to an address that is no Thumb code"},
    {1u << 18, "returned from an exception in an invalid way"},
    {1u << 19, "used a coprocessor or the FPU, which is off"},
    {1u << 24, "touched memory at an address that is not aligned"},
    {1u << 25, "divided by zero"},
};

template <std::size_t N>
constexpr std::string_view meaning(const Meaning (&table)[N], std::uint32_t bits) {
  for (const Meaning& entry : table) {
    if ((bits & entry.bit) != 0) return entry.text;
  }
  return {};
}

}  // namespace detail

// "touched" at the beginning is to be replaced by "read" or "wrote" where that is known.
constexpr std::string_view what_happened(const Record& record, const GuardExceptions& guards) {
  if (record.exception == guards.memory) return "touched memory that is secure";
  if (record.exception == guards.peripheral) return "touched a peripheral of the secure side";
  if (record.exception >= 16) return "raised a secure interrupt that nobody owns";
  std::string_view text = detail::meaning(detail::kSecureFaults, record.sfsr);
  if (text.empty()) text = detail::meaning(detail::kOtherFaults, record.cfsr);
  if (text.empty() && (record.hfsr & 1u << 1) != 0) return "has a vector table that cannot be read";
  return text.empty() ? "raised an exception that it has no handler for" : text;
}

}  // namespace redoubt::fault
