// SPDX-License-Identifier: BSD-3-Clause
// Byte strings, and loads and stores of a given byte order at any alignment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace redoubt {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

template <class T>
Bytes bytes_of(const T& object) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const std::uint8_t*>(&object), sizeof object};
}

template <class T>
MutableBytes mutable_bytes_of(T& object) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<std::uint8_t*>(&object), sizeof object};
}

// Little endian, as every target of Redoubt is: memcpy compiles to plain loads and stores.
template <class T>
T load(const std::uint8_t* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store(std::uint8_t* to, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::memcpy(to, &value, sizeof value);
}

#ifdef __arm__
extern "C" void redoubt_wipe(void* memory, std::size_t size);  // lib/runtime
#endif

// A wipe that the optimiser may not drop. Of nothing, too, wherever that is.
inline void wipe(void* memory, std::size_t size) {
#ifdef __arm__
  redoubt_wipe(memory, size);
#else
  if (size != 0) std::memset(memory, 0, size);
  __asm__ volatile("" : : "r"(memory) : "memory");
#endif
}
inline void wipe(MutableBytes memory) { wipe(memory.data(), memory.size()); }

// Wipes an object on every way out of a scope.
template <class T>
class [[nodiscard]] WipeOnExit {
 public:
  explicit WipeOnExit(T& object) : object_(object) {}
  WipeOnExit(const WipeOnExit&) = delete;
  WipeOnExit& operator=(const WipeOnExit&) = delete;
  ~WipeOnExit() { wipe(&object_, sizeof object_); }

 private:
  T& object_;
};

}  // namespace redoubt
