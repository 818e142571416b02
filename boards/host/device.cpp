// SPDX-License-Identifier: BSD-3-Clause
// Opening the device: find the folder, lock it, provision it at the first use, measure.
#include "device.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "board.hpp"
#include "lib/fault/access.hpp"
#include "lib/handoff/access.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::board {
namespace {

constexpr Failure kStorage{PSA_ERROR_STORAGE_FAILURE};
constexpr Failure kRefused{PSA_ERROR_NOT_PERMITTED};
using Path = std::array<char, 4096>;

// Never destroyed: threads and exit handlers may call in until the very end of the process.
union Undying {
  constexpr Undying() : device() {}
  ~Undying() {}
  Device device;
};
constinit Undying g_device;

Failure failed(const char* path) {
  complain(path, std::strerror(errno));
  return kStorage;
}

bool format(Path& path, const char* folder, const char* rest) {
  const int length = std::snprintf(path.data(), path.size(), "%s%s", folder, rest);
  return length > 0 && static_cast<std::size_t>(length) < path.size();
}

// secure_getenv: whoever starts a set-user-id program must not choose its device.
bool find_folder(Path& path) {
  if (const char* named = ::secure_getenv("REDOUBT_STORAGE"); named != nullptr && *named != '\0') {
    return format(path, named, "");
  }
  if (const char* state = ::secure_getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
    return format(path, state, "/redoubt");
  }
  if (const char* home = ::secure_getenv("HOME"); home != nullptr && *home == '/') {
    return format(path, home, "/.local/state/redoubt");
  }
  return false;
}

// Makes the folder and, if need be, those above it; what is there already stays as it is.
bool make_folders(Path path) {
  for (char* at = path.data() + 1; *at != '\0'; ++at) {
    if (*at != '/') continue;
    *at = '\0';
    const bool made = ::mkdir(path.data(), 0700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
    *at = '/';
    if (!made) return false;
  }
  return ::mkdir(path.data(), 0700) == 0 || errno == EEXIST;
}

Status lock(Device& device, const char* path) {
  device.lock = open_in(device.folder, "lock", O_RDWR | O_CREAT);
  if (!device.lock) return failed(path);
  if (::flock(device.lock.descriptor(), LOCK_EX | LOCK_NB) == 0) return {};
  if (errno != EWOULDBLOCK) return failed(path);
  complain(path, "another process uses this device");
  return kRefused;
}

// The keys lie in the clear in this file: nobody else may have been able to read or change them.
Status check_privacy(const Device& device, const char* path) {
  struct stat info;
  if (::fstat(device.nv.descriptor(), &info) != 0) return failed(path);
  if (!S_ISREG(info.st_mode) || info.st_size != static_cast<off_t>(layout::nv::kSize)) {
    complain(path, "nv.img there is no device of this version of the library");
    return kStorage;
  }
  if (info.st_uid == ::geteuid() && (info.st_mode & 077) == 0) return {};
  complain(path, "nv.img must belong to this user and have mode 0600");
  return kRefused;
}

bool fill_erased(const File& file) {
  static constexpr auto kErased = [] {
    std::array<std::uint8_t, 4096> cells{};
    cells.fill(0xFF);
    return cells;
  }();
  static_assert(layout::nv::kSize % kErased.size() == 0);
  for (std::uint64_t at = 0; at < layout::nv::kSize; at += kErased.size()) {
    if (!file.write_at(at, kErased)) return false;
  }
  return true;
}

// A new device gets its name only when it is complete: no interruption leaves half a one.
Status make_device(Device& device, const char* path) {
  device.nv = open_in(device.folder, "nv.img.new", O_RDWR | O_CREAT | O_TRUNC);
  if (!device.nv || !fill_erased(device.nv)) return failed(path);
  if (auto status = provision(); !status) return status;
  const int folder = device.folder.descriptor();
  if (!device.nv.sync() || ::renameat(folder, "nv.img.new", folder, "nv.img") != 0 || ::fsync(folder) != 0) {
    return failed(path);
  }
  return {};
}

Status open_nv(Device& device, const char* path) {
  device.nv = open_in(device.folder, "nv.img", O_RDWR);
  if (!device.nv && errno == ENOENT) return make_device(device, path);
  if (!device.nv) return failed(path);
  return check_privacy(device, path);
}

Status open_device(Device& device) {
  Path path;
  if (!find_folder(path)) {
    complain("REDOUBT_STORAGE", "names no folder for the device, and there is no HOME to keep it in");
    return kStorage;
  }
  if (!make_folders(path)) return failed(path.data());
  device.folder = File(::open(path.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!device.folder) return failed(path.data());
  if (auto status = lock(device, path.data()); !status) return status;
  if (auto status = open_nv(device, path.data()); !status) return status;
  return measure(device.handoff);
}

}  // namespace

Device& device() { return g_device.device; }

Status start() {
  Device& the = device();
  if (the.usable()) return {};
  if (the.owner != 0) return kRefused;
  the.owner = ::getpid();
  const Status status = open_device(the);
  if (!status) the = Device{};
  return status;
}

const handoff::Handoff& handoff() { return device().handoff; }

void Console::write(std::string_view text) {
  static const bool wanted = ::secure_getenv("REDOUBT_LOG") != nullptr;
  if (wanted) std::fwrite(text.data(), 1, text.size(), stderr);
}

void reset() {
  std::fputs("redoubt: the secure services stopped this process\n", stderr);
  std::abort();
}

}  // namespace redoubt::board

const redoubt::handoff::Handoff& redoubt::handoff::current() { return board::handoff(); }

// A process that faults ends, and leaves no record to the next one.
redoubt::fault::Record& redoubt::fault::kept() {
  static constinit Record none{};
  return none;
}
