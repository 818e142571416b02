// SPDX-License-Identifier: BSD-3-Clause
// psa/service.h, what it does for the active partition. The SPM's own record of a call decides; the message
// that the partition holds is never read. Each function is used once in an image, by the gate that it has.
// `where`: the address in the partition's code, for the report of a PROGRAMMER ERROR.
#pragma once

#include "spm/call.hpp"

namespace redoubt::spm {

// One of the messages that an IPC partition has got and not answered, by the place that its handle names.
[[gnu::noinline]] inline Call& require_delivered(psa_handle_t handle, const void* where) {
  const std::uint32_t place = static_cast<std::uint32_t>(handle) >> 1 & 63;
  if (config::kSpmIpc && place < kCallCount) {
    Call& call = redoubt_calls[place];
    if (call.handle == handle && call.partition == redoubt_spm.active) return call;
  }
  stop_partition(Misuse::kMessageHandle, where, handle);
}

// A message that was delivered to the active partition and not answered yet.
[[gnu::always_inline]] inline Call& require_message(psa_handle_t handle, const void* where) {
  Call* const served = config::kSpmDirect ? redoubt_spm.call
                       : config::kSpmIpc  ? redoubt_spm.active->state->latest
                                          : redoubt_spm.active->state->serving;
  return served != nullptr && served->handle == handle ? *served : require_delivered(handle, where);
}

[[gnu::noinline]] inline void require_buffer_elsewhere(std::uintptr_t base, std::size_t size, bool to_write,
                                                       const void* where) {
  const arch::OtherSide side(active_partition());
  const bool right = to_write ? side.template may<arch::OtherSide::kMayWrite>(base, size)
                              : side.template may<arch::OtherSide::kMayRead>(base, size);
  if (!right) stop_partition(Misuse::kBuffer, where, 0);
}

enum Use : bool { kToRead, kToWrite };

// The partition's own buffer, of size > 0: mostly in its stack, else the hardware is asked.
template <Use How>
[[gnu::always_inline]] inline void require_buffer(const void* buffer, std::size_t size, const void* where) {
  const auto base = reinterpret_cast<std::uintptr_t>(buffer);
  if constexpr (config::kSpmDirect) {
    constexpr std::uint32_t kRights =
        How == kToWrite ? arch::PartitionView::kMayWrite : arch::PartitionView::kMayRead;
    if (!arch::PartitionView::may<kRights>(base, size)) stop_partition(Misuse::kBuffer, where, 0);
    return;
  }
  const PartitionDescriptor& partition = *redoubt_spm.active;
  const auto low = reinterpret_cast<std::uintptr_t>(partition.stack_limit);
  const std::uintptr_t room = reinterpret_cast<std::uintptr_t>(partition.message) - low;
  const std::uintptr_t offset = base - low;
  if (offset < room && size <= room - offset) return;
  require_buffer_elsewhere(base, size, How == kToWrite, where);
}

// A vector index that the message does not have: an error, or a vector that is just not there.
[[gnu::noinline]] inline void require_absent(const Call& call, std::uint32_t index, const void* where) {
  if (call.type < 0) stop_partition(Misuse::kNoRequest, where, call.type);
  if (index >= PSA_MAX_IOVEC) stop_partition(Misuse::kVectorIndex, where, static_cast<std::int32_t>(index));
}

inline constexpr std::uint32_t kFirstOutput = 4;  // vectors are counted: inputs 0 to 3, outputs 4 to 7

// A vector is used in one way only: read or written by steps, or mapped.
[[gnu::always_inline]] inline void set_use(Call& call, std::uint32_t vector, bool right, VectorUse next,
                                           const void* where) {
  if (!right) stop_partition(Misuse::kMapping, where, call.handle);
  call.vectors.each.use = static_cast<std::uint16_t>(call.vectors.each.use | next << 2 * vector);
}
inline std::uint32_t use_of(const Call& call, std::uint32_t vector) {
  return call.vectors.each.use >> 2 * vector & 3u;
}
[[gnu::always_inline]] inline void use_by_copy(Call& call, std::uint32_t vector, const void* where) {
  if constexpr (config::kSpmMmIovec) set_use(call, vector, use_of(call, vector) < kMapped, kCopied, where);
}

// The steps of reading: how much of `buffer` will be filled, and from where; copy() does it.
[[gnu::always_inline]] inline Checked* readable(psa_handle_t handle, std::uint32_t index, const void* where) {
  Call& call = require_message(handle, where);
  if (index < call.vectors.each.in_count) {
    use_by_copy(call, index, where);
    return &call.slot[index].checked;
  }
  require_absent(call, index, where);
  return nullptr;
}

[[gnu::always_inline]] inline std::size_t read(psa_handle_t handle, std::uint32_t index, void* buffer,
                                               std::size_t size, const void* where) {
  Checked* const input = readable(handle, index, where);
  if (input == nullptr || size == 0) return 0;
  require_buffer<kToWrite>(buffer, size, where);
  if (size > input->left()) size = input->left();
  input->read(buffer, size);
  return size;
}

[[gnu::always_inline]] inline std::size_t skip(psa_handle_t handle, std::uint32_t index, std::size_t size,
                                               const void* where) {
  Checked* const input = readable(handle, index, where);
  return input == nullptr ? 0 : input->skip(size);
}

// nullptr: there is nothing to write.
[[gnu::always_inline]] inline Checked* writable(psa_handle_t handle, std::uint32_t index, std::size_t size,
                                                const void* where) {
  Call& call = require_message(handle, where);
  std::size_t room = 0;
  Checked* output = nullptr;
  if (index < call.vectors.each.out_count) {
    use_by_copy(call, kFirstOutput + index, where);
    output = &call.slot[PSA_MAX_IOVEC - 1 - index].checked;
    room = output->left();
  } else {
    require_absent(call, index, where);
  }
  if (size > room) stop_partition(Misuse::kWriteTooMuch, where, static_cast<std::int32_t>(index));
  return size != 0 ? output : nullptr;
}

[[gnu::always_inline]] inline void write(psa_handle_t handle, std::uint32_t index, const void* buffer,
                                         std::size_t size, const void* where) {
  Checked* const output = writable(handle, index, size, where);
  if (output == nullptr) return;
  require_buffer<kToRead>(buffer, size, where);
  output->write(buffer, size);
}

[[gnu::always_inline]] inline void set_rhandle(psa_handle_t handle, void* rhandle, const void* where) {
  const Call& call = require_message(handle, where);
  if (call.connection == nullptr) stop_partition(Misuse::kRhandle, where, call.type);
  call.connection->rhandle = rhandle;
}

// ---- mapped vectors (FF-M 1.1, MM-IOVEC) ----

[[gnu::noinline]] inline Call& require_mappable(psa_handle_t handle, std::uint32_t index, const void* where) {
  Call& call = require_message(handle, where);
  require_absent(call, index, where);
  if ((call.service->flags & kMappedVectors) == 0) stop_partition(Misuse::kMapping, where, handle);
  return call;
}

inline Checked& vector_of(Call& call, std::uint32_t index, std::uint32_t first) {
  return call.slot[first == 0 ? index : PSA_MAX_IOVEC - 1 - index].checked;
}

// `first`: 0 for inputs, kFirstOutput. An empty or absent vector cannot be mapped, nor one that was used.
[[gnu::noinline]] inline Checked& map(Call& call, std::uint32_t index, std::uint32_t first,
                                      const void* where) {
  const std::uint32_t count = first == 0 ? call.vectors.each.in_count : call.vectors.each.out_count;
  Checked& vector = vector_of(call, index, first);
  const bool right = index < count && vector.left() != 0 && use_of(call, first + index) == kUnused;
  set_use(call, first + index, right, kMapped, where);
  return vector;
}

[[gnu::noinline]] inline Checked& unmap(Call& call, std::uint32_t index, std::uint32_t first,
                                        const void* where) {
  set_use(call, first + index, use_of(call, first + index) == kMapped, kUnmapped, where);
  return vector_of(call, index, first);
}

[[gnu::always_inline]] inline void unmap_output(Call& call, std::uint32_t index, std::size_t written,
                                                const void* where) {
  Checked& output = unmap(call, index, kFirstOutput, where);
  if (written > output.left()) {
    stop_partition(Misuse::kWriteTooMuch, where, static_cast<std::int32_t>(index));
  }
  output.skip(written);
}

}  // namespace redoubt::spm
