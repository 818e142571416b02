// SPDX-License-Identifier: BSD-3-Clause
// Small things that every subcommand needs. They throw tool::Error in one sentence that names the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redoubt::tool {

// The whole file, as bytes.
std::string read_file(const std::string& path);

// Writes `text`, making the folders above it; leaves a file that has it already alone, so that nothing is
// rebuilt for it. The file appears whole or not at all. Returns true if it was written.
bool write_if_changed(const std::string& path, std::string_view text);

// A decimal or 0x number, nothing around it; nullopt if it is none or does not fit.
std::optional<std::uint64_t> parse_number(std::string_view text);

std::string lower(std::string_view text);
std::string upper(std::string_view text);

// CRYPTO_KEY_SLOTS or key_slots -> CryptoKeySlots.
std::string pascal(std::string_view snake);

}  // namespace redoubt::tool
