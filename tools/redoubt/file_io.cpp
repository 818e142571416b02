// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/file_io.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view what, const fs::path& file) {
  throw Error(fmt::format("cannot {} {}: {}", what, file.string(), std::generic_category().message(errno)));
}

int open_file(const fs::path& file, File::Access access) {
  if (file == "-" && access == File::Access::kRead) return STDIN_FILENO;
  const int descriptor = open(file.c_str(), (access == File::Access::kRead ? O_RDONLY : O_RDWR) | O_CLOEXEC);
  if (descriptor < 0) fail("open", file);
  return descriptor;
}

// Fills in the XXXXXX of `name`. mkostemp gives it mode 0600 from its first moment.
int open_temporary(std::string& name, const fs::path& target, unsigned mode) {
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0 || fchmod(descriptor, mode) != 0) fail("create", target);
  return descriptor;
}

// So that a rename survives a power cut of the host. Not every file system can do it: no error.
void flush_folder(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

std::vector<std::uint8_t> read_bytes(const fs::path& file, std::size_t limit) {
  return File(file, File::Access::kRead).read_all(limit);
}

void replace_file(const fs::path& file, Bytes content, unsigned mode) {
  NewFile out(file, mode);
  out.file().write(0, content);
  out.commit();
}

void replace_file(const fs::path& file, std::string_view content, unsigned mode) {
  replace_file(file, Bytes(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()), mode);
}

void make_private_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail("make the folder", folder);
}

File::File(const fs::path& path, Access access) : path_(path), descriptor_(open_file(path, access)) {}

File::~File() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

void File::read(std::uint64_t offset, MutableBytes out) const {
  while (!out.empty()) {
    const ssize_t got = pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path_);
    if (got == 0) throw Error(path_.string() + " is shorter than it should be");
    out = out.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

std::vector<std::uint8_t> File::read_all(std::size_t limit) const {
  std::vector<std::uint8_t> content;
  for (;;) {
    std::uint8_t buffer[16 * 1024];
    const ssize_t got = ::read(descriptor_, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path_);
    if (got == 0) return content;
    content.insert(content.end(), buffer, buffer + got);
    if (content.size() > limit) throw Error(fmt::format("{} is larger than {} bytes", path_.string(), limit));
  }
}

void File::write(std::uint64_t offset, Bytes content) {
  while (!content.empty()) {
    const ssize_t put = pwrite(descriptor_, content.data(), content.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail("write", path_);
    content = content.subspan(static_cast<std::size_t>(put));
    offset += static_cast<std::uint64_t>(put);
  }
}

void File::resize(std::uint64_t size) {
  if (ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail("size", path_);
}

std::uint64_t File::size() const {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) fail("read", path_);
  return static_cast<std::uint64_t>(status.st_size);
}

void File::flush() {
  if (fsync(descriptor_) != 0) fail("write", path_);
}

NewFile::NewFile(const fs::path& target, unsigned mode)
    : target_(target),
      temporary_(target.string() + ".XXXXXX"),
      file_(open_temporary(temporary_, target, mode), target) {}

NewFile::~NewFile() {
  if (!committed_) unlink(temporary_.c_str());
}

void NewFile::commit() {
  file_.flush();
  if (rename(temporary_.c_str(), target_.c_str()) != 0) fail("replace", target_);
  committed_ = true;
  flush_folder(target_);
}

}  // namespace redoubt::tool
