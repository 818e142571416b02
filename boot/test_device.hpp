// SPDX-License-Identifier: BSD-3-Clause
// A device for tests: two slots, execution memory, keys that sign for real, and a log that is kept.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "boot/chain.hpp"
#include "lib/image/build.hpp"

namespace redoubt::boot::test {

using Buffer = std::vector<std::uint8_t>;

inline constexpr std::uint32_t kSpeAddress = 0x10010000;
inline constexpr std::uint32_t kNspeAddress = 0x00100000;
inline constexpr std::uint16_t kHeaderSize = 0x80;
inline constexpr std::uint32_t kSlotSize = 0x800;
inline constexpr std::uint32_t kDevelopment = 0x2000;
inline constexpr std::uint32_t kSecured = 0x3000;

class Key {
 public:
  static Key generate();
  static Key from_pem_scalar(const std::array<std::uint8_t, 32>& scalar, const Buffer& public_key);
  [[nodiscard]] Buffer sign(const image::Digest& digest) const;  // DER
  [[nodiscard]] const Buffer& public_key() const { return public_key_; }
  [[nodiscard]] image::Digest hash() const;

 private:
  std::array<std::uint8_t, 32> scalar_{};
  Buffer public_key_;
};

struct ImageOptions {
  std::uint32_t load_address;
  std::uint32_t counter = 5;
  std::uint16_t header_size = kHeaderSize;
  std::uint32_t reset_offset = 0x11;  // from the payload's start
  std::size_t payload_size = 256;
  std::uint32_t capacity = kSlotSize;
};
Buffer make_image(const Key& key, const ImageOptions& options);

struct Device {
  Device();
  // Puts an image into its slot, which is erased otherwise.
  void store(std::uint32_t index, const Buffer& image);
  // Runs the chain with a log in which all lines end up. Execution memory is filled with rubbish before.
  hardened::Verdict boot();

  Key keys[2] = {Key::generate(), Key::generate()};
  Buffer slots[2];
  alignas(4) std::array<std::uint8_t, kSlotSize> execution[2];
  Identity identity{};
  handoff::Handoff handoff{};
  bool silent = false;
  std::string log;
};

bool is_wiped(Bytes memory);

}  // namespace redoubt::boot::test
