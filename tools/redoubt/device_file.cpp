// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/device_file.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_io.hpp"

namespace redoubt::tool {

namespace {
constexpr std::size_t kMaxSize = 64 * 1024;
}

void write_device_file(const std::filesystem::path& file, const DeviceFile& device) {
  const nlohmann::ordered_json content = {
      {"board", device.board},
      {"instance_id", device.instance_id},
      {"implementation_id", device.implementation_id},
      {"lifecycle", device.lifecycle_name},
      {"lifecycle_value", device.lifecycle},
  };
  replace_file(file, content.dump(2) + "\n", kPublicFile);
}

DeviceFile read_device_file(const std::filesystem::path& file) {
  const auto text = read_bytes(file, kMaxSize);
  try {
    const auto content = nlohmann::json::parse(text);
    return {.board = content.at("board"),
            .instance_id = content.at("instance_id"),
            .implementation_id = content.at("implementation_id"),
            .lifecycle = content.at("lifecycle_value"),
            .lifecycle_name = content.at("lifecycle")};
  } catch (const nlohmann::json::exception& error) {
    throw Error(fmt::format("{} is no device.json: {}", file.string(), error.what()));
  }
}

}  // namespace redoubt::tool
