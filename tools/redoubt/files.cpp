// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw Error(fmt::format("{}: is a folder", path));
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) throw Error(fmt::format("{}: cannot be read", path));
  return text;
}

bool write_if_changed(const std::string& path, std::string_view text) {
  std::error_code error;
  if (fs::exists(path, error) && read_file(path) == text) return false;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, error);
  const std::string draft = path + ".new";
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file.fail()) fs::rename(draft, path, error);
  if (file.fail() || error) throw Error(fmt::format("{}: cannot be written", path));
  return true;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

namespace {
char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper_char(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_char);
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), upper_char);
  return out;
}

std::string pascal(std::string_view snake) {
  std::string out;
  bool start = true;
  for (const char c : snake) {
    if (c != '_') out += start ? upper_char(c) : lower_char(c);
    start = c == '_';
  }
  return out;
}

}  // namespace redoubt::tool
