// SPDX-License-Identifier: BSD-3-Clause
// The host as a board: a folder of files is the device. What differs from silicon: no second world protects
// the secrets from the process that links the library; only file permissions protect them from other users.
#pragma once

#include <cstdint>
#include <string_view>

#include "hal/flash.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::board {

inline constexpr std::string_view kName = "host";

// Opens the device: the folder that REDOUBT_STORAGE names, else $XDG_STATE_HOME/redoubt, else
// $HOME/.local/state/redoubt. It is made, with identity keys of its own, where there is none, and locked
// against other processes until this one ends. Cheap when called again; the caller serialises calls.
// Errors, each with one sentence on stderr:
//   PSA_ERROR_NOT_PERMITTED   another process has the folder, others may read it, or this process is the
//                             child of a fork (its parent has the device, and its random generator's state)
//   PSA_ERROR_STORAGE_FAILURE the folder cannot be made, read or written, or holds something else
Status start();

// What a bootloader would have measured (also handoff::current()); valid after start(). SPE: the file that
// holds these services' code (shared library or the program itself). NSPE: the program. Neither is signed:
// signer ids are zero.
const handoff::Handoff& handoff();

// The secure log: stderr if the environment variable REDOUBT_LOG is set, else nowhere.
struct Console {
  static void init() {}
  static void write(std::string_view text);
};

// The non-volatile memory: an area of the file nv.img, with the rules of NOR flash. Each program and erase
// has reached the disk when it returns.
class NvFlash {
 public:
  constexpr NvFlash(std::uint32_t offset, std::uint32_t size) : offset_(offset), size_(size) {}
  hal::FlashGeometry geometry() const;
  Status read(std::uint32_t offset, MutableBytes out) const;
  Status program(std::uint32_t offset, Bytes data);
  Status erase(std::uint32_t offset);

 private:
  bool contains(std::uint32_t offset, std::size_t length) const {
    return length <= size_ && offset <= size_ - length;
  }
  std::uint32_t offset_;
  std::uint32_t size_;
};
static_assert(hal::Flash<NvFlash>);

inline void protect() {}
inline bool debug_halt() { return false; }
// There is nothing to reset but the process: ends it by SIGABRT.
[[noreturn]] void reset();

}  // namespace redoubt::board
