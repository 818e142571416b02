// SPDX-License-Identifier: BSD-3-Clause
// The product's choices: a .config as tools/kconfig.py writes it, every symbol of the Kconfig tree in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redoubt::tool {

struct Setting {
  std::string name;  // without CONFIG_
  std::variant<bool, std::uint32_t, std::string> value;
};

struct Config {
  std::string path;
  std::vector<Setting> settings;  // in the file's order

  // Whether the boolean symbol `name` (without CONFIG_) is y; false if there is none.
  bool enabled(std::string_view name) const;
  // The value of the number symbol `name`; null if there is none.
  const std::uint32_t* number(std::string_view name) const;
};

// Throws tool::Error with file and line for a line that is neither a setting, "# CONFIG_X is not set", a
// comment nor empty, for a number beyond 32 bits, and for a symbol set twice.
Config read_config(const std::string& path);

}  // namespace redoubt::tool
