// SPDX-License-Identifier: BSD-3-Clause
// Faults in words.
#pragma once

#include <cstdint>
#include <string_view>

#include "spm/arch/armv8m/access.hpp"
#include "spm/faults.hpp"
#include "spm/tables.hpp"

namespace redoubt::spm {

inline constexpr std::uint32_t kMemManageAddressValid = 1u << 7;  // CFSR
inline constexpr std::uint32_t kStackOverflow = 1u << 20;         // CFSR
inline constexpr std::uint32_t kBusAddressValid = 1u << 15;       // CFSR
inline constexpr std::uint32_t kForgedReturn = 3u << 1;           // SFSR: INVIS, INVER
inline constexpr std::uint32_t kSecureAddressValid = 1u << 6;     // SFSR

void print_exception(const FaultRecord& record, const PartitionDescriptor* partition, Access access);
void print_misuse(const FaultRecord& record, const PartitionDescriptor& partition);

// The SPM will not run: reports why, and ends as a fault does.
[[noreturn]] void stop_at_start(std::string_view why);

}  // namespace redoubt::spm
