// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "tools/redoubt/compose/json.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::string_view kPrefix = "CONFIG_";
constexpr std::string_view kNotSet = " is not set";

std::string unquoted(std::string_view text, const Place& place) {
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    if (i + 1 >= text.size()) fail(place, "the string has no end");
    out += text[i];
  }
  return out;
}

Setting setting(std::string_view name, std::string_view value, const Place& place) {
  if (value == "y") return {std::string(name), true};
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    return {std::string(name), unquoted(value, place)};
  const auto number = parse_number(value);
  if (!number || *number > UINT32_MAX)
    fail(place, fmt::format("{}{} is neither y, a number of 32 bits nor a quoted string", kPrefix, name));
  return {std::string(name), static_cast<std::uint32_t>(*number)};
}

std::optional<Setting> parse_line(std::string_view line, const Place& place) {
  if (line.starts_with("# CONFIG_") && line.ends_with(kNotSet)) {
    line.remove_prefix(2 + kPrefix.size());
    return Setting{std::string(line.substr(0, line.size() - kNotSet.size())), false};
  }
  if (line.empty() || line.front() == '#') return std::nullopt;
  const std::size_t equals = line.find('=');
  if (!line.starts_with(kPrefix) || equals == std::string_view::npos)
    fail(place, "this is no CONFIG_NAME=value");
  return setting(line.substr(kPrefix.size(), equals - kPrefix.size()), line.substr(equals + 1), place);
}

}  // namespace

bool Config::enabled(std::string_view name) const {
  return std::any_of(settings.begin(), settings.end(), [&](const Setting& s) {
    const bool* on = std::get_if<bool>(&s.value);
    return s.name == name && on != nullptr && *on;
  });
}

const std::uint32_t* Config::number(std::string_view name) const {
  for (const Setting& setting : settings)
    if (setting.name == name) return std::get_if<std::uint32_t>(&setting.value);
  return nullptr;
}

Config read_config(const std::string& path) {
  Config config{path, {}};
  std::istringstream text(read_file(path));
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    const Place place{path, ++number};
    const auto found = parse_line(line, place);
    if (!found) continue;
    const auto same = [&](const Setting& s) { return s.name == found->name; };
    if (std::any_of(config.settings.begin(), config.settings.end(), same))
      fail(place, fmt::format("{}{} is set twice", kPrefix, found->name));
    config.settings.push_back(*found);
  }
  return config;
}

}  // namespace redoubt::tool
