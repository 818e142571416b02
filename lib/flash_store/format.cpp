// SPDX-License-Identifier: BSD-3-Clause
#include "lib/flash_store/format.hpp"

#include "lib/base/crc32.hpp"

namespace redoubt::flash_store {

// CRCs are linear: what a flipped bit adds to the CRC depends on its distance from the end alone, and is
// found by clocking the CRC's register once per bit, from the last bit to the first.
bool check_and_correct(MutableBytes block) {
  const std::size_t size = block.size() - 4;
  const std::uint32_t crc = crc32(block.first(size));
  const std::uint32_t difference = crc ^ load<std::uint32_t>(block.data() + size);
  if ((difference & (difference - 1)) == 0) {  // no bit, or one of the CRC itself
    store(block.data() + size, crc);
    return true;
  }
  std::uint32_t effect = 1;
  for (std::size_t bit = size * 8; bit-- != 0;) {
    effect = (effect >> 1) ^ ((effect & 1) != 0 ? 0xEDB88320u : 0);
    if (effect == difference) {
      block[bit / 8] = static_cast<std::uint8_t>(block[bit / 8] ^ (1u << bit % 8));
      return true;
    }
  }
  return false;
}

}  // namespace redoubt::flash_store
