// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/size/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::string_view kStart = "Linker script and memory map";

// The next word of `line`, which is shortened by it.
std::string_view word(std::string_view& line) {
  const std::size_t start = line.find_first_not_of(' ');
  line.remove_prefix(start == std::string_view::npos ? line.size() : start);
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view found = line.substr(0, end);
  line.remove_prefix(end);
  return found;
}

std::optional<std::uint32_t> hex_word(std::string_view& line) {
  const std::string_view text = word(line);
  if (!text.starts_with("0x")) return std::nullopt;
  const auto value = parse_number(text);
  if (!value || *value > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

// Lines of the map, from outside in:
//   .text           0x10000400     0x1f2c          an output section, in the first column
//    .text.foo      0x10000400       0x20 a.o      an input section, in the second; a long name has a line of
//    its own
//                   0x10000400                foo  a symbol: one number
//    *fill*         0x10000420        0x4          what is neither is counted as the rest of the output
//    section
class Reader {
 public:
  void line(std::string_view text) {
    if (text.find_first_not_of(' ') == std::string_view::npos) {
      open_ = Open::kNothing;
    } else if (text[0] != ' ') {
      open_ = Open::kOutput;
      inside_ = false;  // until its numbers are read: /DISCARD/ and lines of other kinds have none
      name_ = word(text);
      numbers(text);
    } else if (text.size() > 1 && text[1] != ' ') {
      open_ = Open::kInput;
      name_ = word(text);
      if (name_.starts_with('*')) open_ = Open::kNothing;  // a pattern of the linker script, or *fill*
      numbers(text);
    } else {
      numbers(text);
    }
  }
  std::vector<Output> take() { return std::move(outputs_); }

 private:
  enum class Open { kNothing, kOutput, kInput };  // whose numbers come next

  void numbers(std::string_view text) {
    if (open_ == Open::kNothing || text.find_first_not_of(' ') == std::string_view::npos) return;
    const Open what = std::exchange(open_, Open::kNothing);
    const auto address = hex_word(text);
    const auto size = hex_word(text);
    if (!address || !size) return;
    if (what == Open::kOutput) {
      outputs_.push_back({name_, *address, *size, {}});
      inside_ = true;
    } else if (inside_) {
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      outputs_.back().inputs.push_back({name_, std::string(text), *address, *size});
    }
  }

  Open open_ = Open::kNothing;
  bool inside_ = false;
  std::string name_;
  std::vector<Output> outputs_;
};

std::string_view after_last(std::string_view text, std::string_view mark) {
  const std::size_t at = text.rfind(mark);
  return at == std::string_view::npos ? text : text.substr(at + mark.size());
}

std::string_view strip(std::string_view text, std::string_view suffix) {
  if (text.size() > suffix.size() && text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return text;
}

bool is_c_object(std::string_view object) {
  return object.ends_with(".c.obj)") || object.ends_with(".c.o)") || object.ends_with(".c.obj") ||
         object.ends_with(".c.o");
}

bool is_runtime(std::string_view name) {
  for (const char* library :
       {"gcc", "c", "c_nano", "m", "nosys", "stdc++", "stdc++_nano", "supc++", "supc++_nano", "g", "g_nano"})
    if (name == library) return true;
  return false;
}

// The folder that a target of ours is built from: by its name, or by where the build keeps it for a service,
// which may consist of several: services/crypto/libredoubt_crypto_drivers.a -> crypto.
std::string part(std::string_view target, std::string_view object) {
  constexpr std::string_view kServices = "services/";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kOthers{
      {{"bl2", "boot"}, {"spe", "spm"}, {"redoubt_psa_call", "client"}}};
  for (const auto& [name, folder] : kOthers)
    if (target == name) return std::string(folder);
  if (const std::size_t at = object.rfind(kServices);
      at != std::string_view::npos && target.starts_with("redoubt_")) {
    object.remove_prefix(at + kServices.size());
    return std::string(object.substr(0, object.find('/')));
  }
  if (target.starts_with("redoubt_")) target.remove_prefix(std::string_view("redoubt_").size());
  return std::string(strip(strip(target, "_server"), "_client"));
}

std::string of_archive(std::string_view object) {
  std::string_view name = after_last(object.substr(0, object.find(".a(")), "/");
  if (name.starts_with("lib")) name.remove_prefix(3);
  if (is_runtime(name)) return "runtime";
  if (name.starts_with("redoubt_") && is_c_object(object)) return "mbedtls";
  return part(name, object);
}

std::string of_object(std::string_view object) {
  const std::string_view file = after_last(object, "/");
  if (file.starts_with("partitions.cpp.")) return "tables";
  if (file.starts_with("crt")) return "runtime";
  const std::size_t folder = object.rfind(".dir/");
  if (folder == std::string_view::npos) return "other";
  const std::string_view target = after_last(object.substr(0, folder), "/");
  return target.starts_with("redoubt_") && is_c_object(object) ? "mbedtls" : part(target, object);
}

}  // namespace

std::vector<Output> read_map(const std::string& path) {
  std::istringstream text(read_file(path));
  bool started = false;
  Reader reader;
  for (std::string line; std::getline(text, line);) {
    if (started) reader.line(line);
    if (line == kStart) started = true;
  }
  if (!started) throw Error(fmt::format("{}: is no map file of GNU ld", path));
  return reader.take();
}

std::string component(const Input& input) {
  if (input.section.find("stack") != std::string::npos) return "stacks";
  if (input.object == "linker stubs") return "veneers";
  return input.object.find(".a(") != std::string::npos ? of_archive(input.object) : of_object(input.object);
}

}  // namespace redoubt::tool
