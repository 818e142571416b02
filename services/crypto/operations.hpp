// SPDX-License-Identifier: BSD-3-Clause
// Multi-part operations between their calls. The client holds a handle; a handle that is not its own, of
// another family, or of an operation that has ended names nothing. Each client has a share that it can fill
// but not exceed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "lib/protocol/protocol.hpp"
#include "services/crypto/aead.hpp"
#include "services/crypto/cipher.hpp"
#include "services/crypto/derivation.hpp"
#include "services/crypto/mac.hpp"
#include "services/crypto/multipart_signature.hpp"
#include "services/crypto/pake.hpp"

namespace redoubt::crypto {

namespace detail {
template <class List>
struct Families;
template <class... Ts>
struct Families<DriverList<Ts...>> {
  static constexpr std::size_t kSize = std::max({sizeof(Ts)...});
  static constexpr std::size_t kAlignment = std::max({alignof(std::size_t), alignof(Ts)...});
  // The family's place in the list, from 1; 0 if it is not there.
  template <class T>
  static constexpr std::uint8_t kNumber = [] {
    std::uint8_t place = 0;
    const bool is_there = ((++place, std::is_same_v<T, Ts>) || ...);
    return is_there ? place : std::uint8_t{0};
  }();
};
}  // namespace detail

// What may be under way; a family that is not chosen takes no room.
using OperationFamilies = detail::Families<Concatenate<
    DriverList<HashState, MacOperation, Derivation>, DriverIf<config::kCryptoAeadMultipart, AeadOperation>,
    DriverIf<config::kCryptoCipher, CipherOperation>, DriverIf<config::kCryptoJpake, Pake>,
    DriverIf<config::kCryptoMultipartSignature, SignatureOperation>>>;

class OperationPool {
 public:
  // Handles are never 0.
  template <class T>
  struct Created {
    std::uint32_t handle;
    T* operation;
  };

  // An operation with all bytes zero, or PSA_ERROR_INSUFFICIENT_MEMORY.
  template <class T>
  Result<Created<T>> create(ClientId owner) {
    if constexpr (kFamily<T> == 0) {
      return Failure{PSA_ERROR_NOT_SUPPORTED};
    } else {
      Slot* const slot = reserve(owner, kFamily<T>);
      if (slot == nullptr) return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
      return Created<T>{slot->handle, slot->state.template as<T>()};
    }
  }

  // Null: the client has no such operation of this family.
  template <class T>
  T* find(ClientId owner, std::uint32_t handle) {
    if constexpr (kFamily<T> != 0) {
      Slot* const slot = find_slot(owner, handle);
      if (slot != nullptr && slot->family == kFamily<T>) return slot->state.template as<T>();
    }
    return nullptr;
  }

  // Ends and wipes the operation, if there is one.
  void destroy(ClientId owner, std::uint32_t handle);

  // How many there are, of all clients.
  std::size_t used() const {
    return static_cast<std::size_t>(
        std::count_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.family != 0; }));
  }

  // Calls f(operation, handle) for all of the client's operations of a family.
  template <class T, class F>
  void for_each(ClientId owner, F f) {
    if constexpr (kFamily<T> != 0) {
      for (Slot& slot : slots_) {
        if (slot.family == kFamily<T> && slot.owner == owner) f(*slot.state.template as<T>(), slot.handle);
      }
    }
  }

 private:
  // 0: none, or one that is not chosen.
  template <class T>
  static constexpr std::uint8_t kFamily = OperationFamilies::kNumber<T>;

  struct Slot {
    Opaque<OperationFamilies::kSize, OperationFamilies::kAlignment> state;
    std::uint32_t handle;  // the slot's place in the lowest 8 bits, a count of operations above
    ClientId owner;
    std::uint8_t family;
  };
  static constexpr std::size_t kSlots = config::kCryptoOperations;
  static constexpr std::size_t kSlotsPerClient = kSlots / config::kCryptoClients;
  static_assert(kSlots <= 255 && kSlotsPerClient >= 1);

  Slot* reserve(ClientId owner, std::uint8_t family);
  Slot* find_slot(ClientId owner, std::uint32_t handle);

  std::array<Slot, kSlots> slots_{};
  std::uint32_t made_ = 0;
};

}  // namespace redoubt::crypto
