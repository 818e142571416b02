// SPDX-License-Identifier: BSD-3-Clause
// Binary files that matter: keys, images, memories of devices. Every error throws tool::Error with the file's
// name and the reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/bytes.hpp"

namespace redoubt::tool {

inline constexpr unsigned kPrivateFile = 0600;  // keys, and memories that hold keys
inline constexpr unsigned kPublicFile = 0644;

// The whole file; "-" is standard input. More than `limit` bytes is an error.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file, std::size_t limit);

// Replaces the file as a whole or leaves it as it was: written beside it, flushed to disk, renamed.
void replace_file(const std::filesystem::path& file, Bytes content, unsigned mode);
void replace_file(const std::filesystem::path& file, std::string_view content, unsigned mode);

// Makes the folder and those above it, readable by its owner alone if it is new.
void make_private_folder(const std::filesystem::path& folder);

// An open file that reads and writes at offsets.
class File {
 public:
  enum class Access { kRead, kReadWrite };
  File(const std::filesystem::path& path, Access access);
  // Takes over an open descriptor; errors call it `path`.
  File(int descriptor, std::filesystem::path path) : path_(std::move(path)), descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  void read(std::uint64_t offset, MutableBytes out) const;  // less than `out` there: an error
  std::vector<std::uint8_t> read_all(std::size_t limit) const;
  void write(std::uint64_t offset, Bytes content);
  void resize(std::uint64_t size);  // what was never written is a hole that reads as zeros
  std::uint64_t size() const;
  void flush();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_;
};

// A file that is written beside its place and takes it at commit(). Without commit() nothing is left of it.
class NewFile {
 public:
  NewFile(const std::filesystem::path& target, unsigned mode);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  File& file() { return file_; }
  void commit();

 private:
  std::filesystem::path target_;
  std::string temporary_;
  File file_;
  bool committed_ = false;
};

}  // namespace redoubt::tool
