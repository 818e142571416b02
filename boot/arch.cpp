// SPDX-License-Identifier: BSD-3-Clause
#include "boot/arch.hpp"

#include <iterator>

#include "redoubt_layout.hpp"

namespace redoubt::boot::arch {

namespace {

struct Mpu {
  volatile std::uint32_t type;  // 0xE000ED90
  volatile std::uint32_t ctrl;
  volatile std::uint32_t rnr;
  volatile std::uint32_t rbar;
  volatile std::uint32_t rlar;
  std::uint32_t reserved[7];
  volatile std::uint32_t mair0;  // 0xE000EDC0
};
Mpu& mpu() { return *reinterpret_cast<Mpu*>(0xE000ED90); }

constexpr std::uint32_t kEnable = 1;
constexpr std::uint32_t kUseDefaultMapElsewhere = 4;  // PRIVDEFENA: peripherals, which are never executable
constexpr std::uint32_t kNormalUncached = 0x44;
constexpr std::uint32_t kExecuteNever = 1;
constexpr std::uint32_t kReadOnly = 2u << 1;  // for privileged code, nothing for unprivileged code

struct Region {
  std::uint32_t rbar, rlar;
};
constexpr Region region(std::uint32_t first, std::uint32_t last, std::uint32_t rights) {
  return {first | rights, (last & ~31u) | kEnable};
}

// The default map lets code run from the first, second and fourth half gigabyte and the one after; here only
// the bootloader's own does. Regions may not overlap.
constexpr std::uint32_t kCodeEnd = layout::kBl2Code.base + layout::kBl2Code.size;
constexpr Region kRegions[] = {
    region(layout::kBl2Code.base, kCodeEnd - 1, kReadOnly),
    region(0, layout::kBl2Code.base - 1, kExecuteNever),
    region(kCodeEnd, 0x3FFFFFFF, kExecuteNever),
    region(0x60000000, 0x9FFFFFFF, kExecuteNever | kReadOnly),
};
static_assert(layout::kBl2Code.base % 32 == 0 && layout::kBl2Code.base != 0 && kCodeEnd % 32 == 0 &&
              kCodeEnd < 0x1FFFFFFF);
static_assert(layout::nv::kBase >= 0x60000000 && layout::nv::kBase + layout::nv::kSize - 1 <= 0x9FFFFFFF);

}  // namespace

void protect() {
  mpu().mair0 = kNormalUncached;
  for (std::uint32_t number = 0; number < std::size(kRegions); ++number) {
    mpu().rnr = number;
    mpu().rbar = kRegions[number].rbar;
    mpu().rlar = kRegions[number].rlar;
  }
  mpu().ctrl = kEnable | kUseDefaultMapElsewhere;
  __asm__ volatile("dsb\n isb" : : : "memory");
}

void start(std::uint32_t vector_table, std::uint32_t stack_limit) {
  mpu().ctrl = 0;
  scb().vtor = vector_table;
  __asm__ volatile(
      "dsb\n"
      "isb\n"
      "mov r2, #0\n"
      "msr msplim, r2\n"  // before the stack pointer moves below the old limit
      "ldm %0, {r2, lr}\n"
      "msr msp, r2\n"
      "msr msplim, %1\n"
      "movs r0, #0\n movs r1, #0\n movs r2, #0\n movs r3, #0\n movs r4, #0\n movs r5, #0\n movs r6, #0\n"
      "movs r7, #0\n mov r8, r0\n mov r9, r0\n mov r10, r0\n mov r11, r0\n mov r12, r0\n"
      "msr apsr_nzcvq, r0\n"
      "bx lr\n"
      :
      : "r"(vector_table), "r"(stack_limit)
      : "memory");
  __builtin_unreachable();
}

void halt() {
  __asm__ volatile("cpsid i");
  for (;;) __asm__ volatile("wfi");
}

}  // namespace redoubt::boot::arch
