// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/operations.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint32_t kPlaceMask = 0xFF;
constexpr unsigned kPlaceBits = 8;

}  // namespace

OperationPool::Slot* OperationPool::reserve(ClientId owner, std::uint8_t family) {
  Slot* free = nullptr;
  std::size_t owned = 0;
  for (Slot& slot : slots_) {
    if (slot.family == 0) {
      free = &slot;
    } else if (slot.owner == owner) {
      ++owned;
    }
  }
  if (free == nullptr || owned >= kSlotsPerClient) return nullptr;
  made_ += 1u << kPlaceBits;
  free->handle = made_ | (static_cast<std::uint32_t>(free - slots_.data()) + 1);
  free->owner = owner;
  free->family = family;
  return free;
}

OperationPool::Slot* OperationPool::find_slot(ClientId owner, std::uint32_t handle) {
  const std::uint32_t place = handle & kPlaceMask;
  if (place == 0 || place > kSlots) return nullptr;
  Slot& slot = slots_[place - 1];
  return slot.family != 0 && slot.handle == handle && slot.owner == owner ? &slot : nullptr;
}

void OperationPool::destroy(ClientId owner, std::uint32_t handle) {
  Slot* const slot = find_slot(owner, handle);
  if (slot != nullptr) wipe(slot, sizeof *slot);
}

}  // namespace redoubt::crypto
