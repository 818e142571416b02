// SPDX-License-Identifier: BSD-3-Clause
#include "files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace redoubt::board {

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool File::read_at(std::uint64_t offset, MutableBytes out) const {
  while (!out.empty()) {
    const ssize_t count = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errno = EIO;
    if (count <= 0) return false;
    out = out.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

bool File::write_at(std::uint64_t offset, Bytes data) const {
  while (!data.empty()) {
    const ssize_t count = ::pwrite(descriptor_, data.data(), data.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errno = EIO;
    if (count <= 0) return false;
    data = data.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

bool File::sync() const { return ::fdatasync(descriptor_) == 0; }

File open_in(const File& folder, const char* name, int flags, mode_t mode) {
  return File(::openat(folder.descriptor(), name, flags | O_CLOEXEC | O_NOFOLLOW, mode));
}

void complain(const char* path, const char* reason) {
  std::fprintf(stderr, "redoubt: %s: %s\n", path, reason);
}

}  // namespace redoubt::board
