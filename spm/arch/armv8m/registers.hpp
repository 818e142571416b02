// SPDX-License-Identifier: BSD-3-Clause
// The system registers that the SPM uses (Armv8-M Architecture Reference Manual, section D1.2). A register
// with _ns is the non-secure copy seen from the secure side.
#pragma once

#include <cstdint>

namespace redoubt::spm::arch {

// A memory-mapped register at a fixed address.
template <std::uint32_t Address>
struct Register {
  static constexpr std::uint32_t kAddress = Address;
  static std::uint32_t read() { return *reinterpret_cast<const volatile std::uint32_t*>(Address); }
  static void write(std::uint32_t value) { *reinterpret_cast<volatile std::uint32_t*>(Address) = value; }
};

inline std::uint32_t read_register(std::uint32_t address) {
  return *reinterpret_cast<const volatile std::uint32_t*>(address);
}
inline void write_register(std::uint32_t address, std::uint32_t value) {
  *reinterpret_cast<volatile std::uint32_t*>(address) = value;
}

inline void barrier() { __asm__ volatile("dsb sy\n isb" ::: "memory"); }

// Interrupt controller: one bit an interrupt, one priority byte.
inline constexpr std::uint32_t kNvicEnable = 0xE000E100;
inline constexpr std::uint32_t kNvicDisable = 0xE000E180;
inline constexpr std::uint32_t kNvicClearPending = 0xE000E280;
inline constexpr std::uint32_t kNvicTargetNonSecure = 0xE000E380;
inline constexpr std::uint32_t kNvicPriority = 0xE000E400;

using SysTickControl = Register<0xE000E010>;
using Icsr = Register<0xE000ED04>;
inline constexpr std::uint32_t kIcsrSetPendSv = 1u << 28;

using Vtor = Register<0xE000ED08>;
using VtorNs = Register<0xE002ED08>;

using Aircr = Register<0xE000ED0C>;
inline constexpr std::uint32_t kAircrKey = 0x05FAu << 16;      // to write it
inline constexpr std::uint32_t kAircrKeyRead = 0xFA05u << 16;  // what its key field reads as
inline constexpr std::uint32_t kAircrPris = 1u
                                            << 14;  // non-secure exceptions in the lower half of priorities
inline constexpr std::uint32_t kAircrBfhfnmins = 1u << 13;  // BusFault, HardFault, NMI to the non-secure side
inline constexpr std::uint32_t kAircrSysresetreqs = 1u << 3;  // only the secure side may request a reset

using Scr = Register<0xE000ED10>;
inline constexpr std::uint32_t kScrSleepDeepS = 1u << 3;  // only the secure side may choose deep sleep

using Ccr = Register<0xE000ED14>;
inline constexpr std::uint32_t kCcrDivideByZeroTrap = 1u << 4;

using Shpr2 = Register<0xE000ED1C>;  // bits 31-24: SVC
using Shpr3 = Register<0xE000ED20>;  // bits 23-16: PendSV
inline constexpr std::uint32_t kSvcPriority = 0x20;
inline constexpr std::uint32_t kInterruptPriority = 0x40;  // of partitions, and PendSV's

using Shcsr = Register<0xE000ED24>;
inline constexpr std::uint32_t kShcsrFaults = 0xFu
                                              << 16;  // MemManage, BusFault, UsageFault, SecureFault enabled

inline constexpr std::uint32_t kShcsrSvcPending = 1u << 15;

using Cfsr = Register<0xE000ED28>;
using CfsrNs = Register<0xE002ED28>;
using Hfsr = Register<0xE000ED2C>;
using MmFar = Register<0xE000ED34>;
using MmFarNs = Register<0xE002ED34>;
using BFar = Register<0xE000ED38>;
using Cpacr = Register<0xE000ED88>;
inline constexpr std::uint32_t kCpacrFpPrivileged = 5u << 20;  // CP10 and CP11
inline constexpr std::uint32_t kCpacrFpAll = 0xFu << 20;
using Nsacr = Register<0xE000ED8C>;
inline constexpr std::uint32_t kNsacrFp = 3u << 10;
using Fpccr = Register<0xE000EF34>;
inline constexpr std::uint32_t kFpccrAutomatic =
    1u << 31;  // ASPEN: using the FPU makes a context that exceptions save
inline constexpr std::uint32_t kFpccrSecret = 1u << 26;  // TS: saving also clears, s16 to s31 too
inline constexpr std::uint32_t kFpccrOwed = 1u << 0;     // LSPACT: a frame waits for its registers

using Fpcar = Register<0xE000EF38>;

using MpuControl = Register<0xE000ED94>;
inline constexpr std::uint32_t kMpuEnable = 1u << 0;
inline constexpr std::uint32_t kMpuInHandlers = 1u << 1;  // in HardFault and NMI too
using MpuNumber = Register<0xE000ED98>;
using MpuBase = Register<0xE000ED9C>;
using MpuLimit = Register<0xE000EDA0>;
using MpuAttributes0 = Register<0xE000EDC0>;

using SauControl = Register<0xE000EDD0>;
using SauNumber = Register<0xE000EDD8>;
using SauBase = Register<0xE000EDDC>;
using SauLimit = Register<0xE000EDE0>;
inline constexpr std::uint32_t kSauRegions = 8;
using Sfsr = Register<0xE000EDE4>;
using SFar = Register<0xE000EDE8>;

using Dauthctrl = Register<0xE000EE04>;
inline constexpr std::uint32_t kDauthNoSecureDebug =
    0b0101;  // authentication from here, not from the pins: denied

}  // namespace redoubt::spm::arch
