// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

namespace redoubt::board {

inline std::uint32_t read_register(std::uint32_t address) {
  return *reinterpret_cast<const volatile std::uint32_t*>(address);
}
inline void write_register(std::uint32_t address, std::uint32_t value) {
  *reinterpret_cast<volatile std::uint32_t*>(address) = value;
}

// A memory-mapped register at a fixed address.
template <std::uint32_t Address>
struct Mmio {
  static constexpr std::uint32_t kAddress = Address;
  static std::uint32_t read() { return read_register(Address); }
  static void write(std::uint32_t value) { write_register(Address, value); }
};

}  // namespace redoubt::board
