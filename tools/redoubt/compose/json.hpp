// SPDX-License-Identifier: BSD-3-Clause
// JSON as people write it by hand: every value knows its file and line, numbers may be "0x…" strings, a key
// that is given twice or that nobody reads is an error. All functions throw tool::Error with "FILE:LINE:
// sentence".
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace redoubt::tool {

struct Place {
  std::string file;
  int line = 0;
};
[[noreturn]] void fail(const Place& place, std::string_view sentence);

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;  // in the file's order
  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object>;

  Json(Value v, Place p, std::string n) : value(std::move(v)), place(std::move(p)), name(std::move(n)) {}

  const std::string& string() const;
  bool boolean() const;
  const Array& array() const;
  const Object& object() const;
  // A number, or a string of a decimal or 0x number; at most `max`.
  std::uint32_t number(std::uint32_t max = UINT32_MAX) const;
  // A string that may be used as a C identifier.
  const std::string& identifier() const;

  Value value;
  Place place;
  std::string name;  // how errors call it: its key

 private:
  [[noreturn]] void wrong(std::string_view wanted) const;
};

// Reads `path`. Throws when it cannot be read, is no JSON, or repeats a key.
Json read_json(const std::string& path);

// What to say of a key that is not known.
using Hints = std::map<std::string, std::string, std::less<>>;

// The members of an object, each read by name; finish() refuses the keys that nobody asked for.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) { (void)object.object(); }
  const Json* find(std::string_view key);  // null: absent
  const Json& get(std::string_view key);   // absent: an error
  void finish(const Hints& hints = {}) const;

 private:
  const Json& object_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace redoubt::tool
