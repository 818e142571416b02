// SPDX-License-Identifier: BSD-3-Clause
// device.json: what the factory tells a verifier about a device, beside its public attestation key. No secret
// in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "lib/base/bytes.hpp"

namespace redoubt::tool {

struct DeviceFile {
  std::string board;
  std::string instance_id;        // hexadecimal, 33 bytes
  std::string implementation_id;  // hexadecimal, 32 bytes
  std::uint32_t lifecycle = 0;
  std::string lifecycle_name;
};

void write_device_file(const std::filesystem::path& file, const DeviceFile& device);
// Throws Error when it cannot be read or lacks a field.
DeviceFile read_device_file(const std::filesystem::path& file);

}  // namespace redoubt::tool
