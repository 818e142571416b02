// SPDX-License-Identifier: BSD-3-Clause
// Measurements of what runs, in the place of a bootloader's.
#include <fcntl.h>
#include <mbedtls/sha256.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>

#include "device.hpp"
#include "lib/provisioning/provisioning.hpp"

namespace redoubt::board {
namespace {

constexpr const char* kProgram = "/proc/self/exe";
constexpr std::uint32_t kDevelopmentLifecycle = 0x2000;  // PSA_LIFECYCLE_PSA_ROT_PROVISIONING
using Line = std::array<char, 4352>;                     // a path and the columns before it

// /proc/self/maps, not dladdr(): the name there is absolute however the library was found, and stays right
// when the program changes its folder.
bool find_own_file(Line& path) {
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  if (maps == nullptr) return false;
  const auto here = reinterpret_cast<std::uintptr_t>(&find_own_file);
  bool found = false;
  Line line;
  while (!found && std::fgets(line.data(), static_cast<int>(line.size()), maps) != nullptr) {
    std::uintptr_t low = 0;
    std::uintptr_t high = 0;
    const char* name = std::strchr(line.data(), '/');
    found = std::sscanf(line.data(), "%" SCNxPTR "-%" SCNxPTR, &low, &high) == 2 && low <= here &&
            here < high && name != nullptr;
    if (found) {
      std::memmove(path.data(), name, std::strlen(name) + 1);
      path.data()[std::strcspn(path.data(), "\n")] = '\0';
    }
  }
  std::fclose(maps);
  return found;
}

bool hash_file(const File& file, std::uint64_t size, std::uint8_t* hash) {
  mbedtls_sha256_context context;
  mbedtls_sha256_init(&context);
  bool good = mbedtls_sha256_starts(&context, 0) == 0;
  std::array<std::uint8_t, 4096> block;
  for (std::uint64_t at = 0; good && at < size; at += block.size()) {
    const auto piece = std::span(block).first(std::min<std::uint64_t>(block.size(), size - at));
    good = file.read_at(at, piece) && mbedtls_sha256_update(&context, piece.data(), piece.size()) == 0;
  }
  good = good && mbedtls_sha256_finish(&context, hash) == 0;
  mbedtls_sha256_free(&context);
  return good;
}

Status measure_file(const char* path, handoff::Measurement& out) {
  const File file(::open(path, O_RDONLY | O_CLOEXEC));
  struct stat info;
  if (!file || ::fstat(file.descriptor(), &info) != 0 ||
      !hash_file(file, static_cast<std::uint64_t>(info.st_size), out.hash)) {
    complain(path, "cannot be measured");
    return Failure{PSA_ERROR_STORAGE_FAILURE};
  }
  out.size = static_cast<std::uint32_t>(info.st_size);
  return {};
}

}  // namespace

Status measure(handoff::Handoff& out) {
  out = {};
  out.magic = handoff::kMagic;
  out.version = handoff::kVersion;
  out.size = sizeof out;
  out.lifecycle = kDevelopmentLifecycle;
  out.image[handoff::kSpe].version = {REDOUBT_VERSION_MAJOR, REDOUBT_VERSION_MINOR, REDOUBT_VERSION_PATCH, 0};
  Line own;
  if (!find_own_file(own)) {
    complain("/proc/self/maps", "does not tell which file this code is in");
    return Failure{PSA_ERROR_STORAGE_FAILURE};
  }
  if (auto status = measure_file(own.data(), out.image[handoff::kSpe]); !status) return status;
  if (auto status = measure_file(kProgram, out.image[handoff::kNspe]); !status) return status;
  out.crc = handoff::checksum(out);
  return {};
}

}  // namespace redoubt::board
