// SPDX-License-Identifier: BSD-3-Clause
// The file system calls that the host board needs, complete (no short transfers, no EINTR) and owned.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <utility>

#include "lib/base/bytes.hpp"

namespace redoubt::board {

class File {
 public:
  constexpr File() = default;
  explicit constexpr File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~File();

  explicit operator bool() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  // False, with errno set (EIO at an unexpected end of the file), if not all was transferred.
  bool read_at(std::uint64_t offset, MutableBytes out) const;
  bool write_at(std::uint64_t offset, Bytes data) const;
  bool sync() const;

 private:
  int descriptor_ = -1;
};

// Opens a file of the folder; never follows a symbolic link that somebody may have planted there.
File open_in(const File& folder, const char* name, int flags, mode_t mode = 0600);

// Says on stderr what is wrong with the device: "redoubt: PATH: reason".
void complain(const char* path, const char* reason);

}  // namespace redoubt::board
