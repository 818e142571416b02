// SPDX-License-Identifier: BSD-3-Clause
// Every setting is stated once, in a table where it can be, and visited twice: written, then read back.
#include "spm/arch/armv8m/isolation.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "board.hpp"
#include "hal/register_port.hpp"
#include "redoubt_layout.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/call.hpp"
#include "spm/log.hpp"

extern "C" {
// spe.ld; all multiples of 32
extern const char redoubt_veneers_start[], redoubt_veneers_end[];
extern const char redoubt_text_start[], redoubt_text_end[], redoubt_rodata_start[], redoubt_rodata_end[];
extern const char redoubt_msp_limit[], gate_limit[], redoubt_spm_ram[], redoubt_spm_ram_end[];
}

namespace redoubt::spm::arch {
namespace {

using hal::RegisterPort;

constexpr bool kIsIsolated = config::kSpmIsolationLevel > 1;

std::uint32_t address_of(const void* symbol) { return reinterpret_cast<std::uint32_t>(symbol); }

// ---- regions of SAU and MPU ----

// The base and limit registers of both are alike: bit 0 of the limit enables.
constexpr std::uint32_t kEnabled = 1;
constexpr std::uint32_t last_block(layout::Region region) { return (region.base + region.size - 1) & ~31u; }

// Behind the register that selects a region, in both units, are its base and its limit. Rows from `first` on;
// the regions behind them, up to `end`, are closed: something may be left there by an earlier boot stage.
void regions(RegisterPort& port, std::uint32_t number_register, std::span<const Window> rows,
             std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = 0; first + i < end; ++i) {
    const Window row = i < rows.size() ? rows[i] : kNoWindow;
    write_register(number_register, first + i);
    port.set(number_register + 4, row.base.value);
    port.set(number_register + 8, row.limit.value);
  }
}

// ---- who owns which addresses ----

constexpr std::ptrdiff_t kCallable = 2;  // SG instructions are entry points there

// Regions 0 and 1 are the NSPE's code and RAM: memory_rights.hpp accepts vectors in these two only.
consteval auto sau_rows() {
  constexpr std::size_t kCount = layout::kNonsecureRegions.size() + 1;
  static_assert(kCount <= kSauRegions);
  std::array<Window, kCount> rows{};
  std::transform(layout::kNonsecureRegions.begin(), layout::kNonsecureRegions.end(), rows.begin(),
                 [](layout::Region region) {
                   return Window{region.base, last_block(region) | kEnabled};
                 });
  rows.back() = {redoubt_veneers_start, redoubt_veneers_end + kWindowEnd + kCallable};
  return rows;
}
constinit const auto kSau = sau_rows();

// ---- what the secure side may do with them: W^X ----

enum Rights : std::uint32_t {  // AP and XN of MPU_RBAR: privileged code only, or all
  kReadExecuteAll = 3u << 1,
  kReadAll = 3u << 1 | 1u,
  kReadExecute = 2u << 1,
  kRead = 2u << 1 | 1u,
  kReadWrite = 0u << 1 | 1u,
};
constexpr std::uint32_t kDevice = 1u << 1;            // index into MPU_MAIR0
constexpr std::uint32_t kMair0 = 0x44u | 0x04u << 8;  // normal, not cached; device nGnRE

consteval Window area(const char* start, const char* end, Rights rights) {
  return {start + rights, end + kWindowEnd};
}
consteval Window area(layout::Region region, Rights rights, std::uint32_t memory = 0) {
  return {region.base | rights, last_block(region) | memory | kEnabled};
}

// Numbers with bit 1 clear are those of secure memory: memory_rights.hpp asks for it. With the SVC gate
// regions 12 to 15 are the running partition's (PartitionDescriptor::windows); where partitions are isolated
// from the SPM, its RAM is what lies above theirs, and everybody may read code and constants.
enum MpuRegion : std::uint32_t {
  kText = 0,
  kConstants = 1,
  kNspeCode = 2,
  kNspeRam = 3,
  kSpmRam = 4,
  kHandoffRecord = 5,
  kFaultRecord = 8,
  kNvMemory = 9,
  kFirstWindow = 12,
  kMpuRegions = 16,
};
constexpr std::uint32_t kPeripheralRegions[] = {6, 7, 10,
                                                11};  // windows are taken from the other end (gate/svc.S)

consteval auto mpu_rows() {
  std::array<Window, kFirstWindow> rows{};
  rows[kText] = area(redoubt_text_start, redoubt_text_end, kIsIsolated ? kReadExecuteAll : kReadExecute);
  rows[kConstants] = area(redoubt_rodata_start, redoubt_rodata_end, kIsIsolated ? kReadAll : kRead);
  rows[kSpmRam] = area(redoubt_spm_ram, redoubt_spm_ram_end, kReadWrite);
  rows[kHandoffRecord] = area(layout::kHandoff, kRead);
  rows[kFaultRecord] = area(layout::kFaultRecord, kReadWrite);
  rows[kNvMemory] = area({layout::nv::kBase, layout::nv::kSize}, kReadWrite);
  // The NSPE's memory, through its own addresses: where clients' vectors are. Never executed by the secure
  // side.
  rows[kNspeCode] = area(layout::kNspeCode, kReadWrite);
  rows[kNspeRam] = area(layout::kNspeRam, kReadWrite);
  // Where partitions are isolated the first is a window.
  const std::uint32_t* number = kPeripheralRegions;
  for (std::size_t i = kIsIsolated ? 1 : 0; i < layout::kSecurePeripherals.size(); ++i) {
    rows[*number++] = area(layout::kSecurePeripherals[i], kReadWrite, kDevice);
  }
  return rows;
}
constinit const auto kMpu = mpu_rows();

void mpu(RegisterPort& port) {
  port.set(MpuAttributes0::kAddress, kMair0);
  regions(port, MpuNumber::kAddress, kMpu, 0, kIsIsolated ? kFirstWindow : kMpuRegions);
  if constexpr (kIsIsolated) regions(port, MpuNumber::kAddress, kNspe.windows, kFirstWindow, kMpuRegions);
  MpuNumber::write(kFirstWindow);  // the SPM writes the windows without naming them
  port.set(MpuControl::kAddress, kMpuEnable | kMpuInHandlers);  // no background: what is not listed faults
}

// ---- exceptions ----

struct Setting {
  std::uint32_t address, value, checked = ~0u;
};

constexpr std::uint32_t kInterruptWords = (board::kSoc.interrupt_count + 31) / 32;

// All interrupts are the NSPE's but those of the protection controllers, which are enabled, and of
// partitions. No other is enabled: the vectors end behind the last of them.
constexpr auto kSecureInterrupts = [] {
  std::array<std::uint32_t, kInterruptWords> words{};
  for (const std::uint32_t interrupt : board::kSoc.secure_interrupts) {
    words[interrupt / 32] |= 1u << interrupt % 32;
  }
  return words;
}();

constexpr std::uint32_t kFpuUse = config::kSpmFpu ? kCpacrFpAll : kCpacrFpPrivileged;
constexpr std::uint32_t kFpuContext =
    (config::kSpmFpu ? kFpccrAutomatic : 0) | (config::kSpmDirect ? 0 : kFpccrSecret);

// The SVC's priority is below the faults' and above those of partitions and of the NSPE.
constexpr Setting kSettings[] = {
    // Faults of both worlds end in the secure side; the NSPE can neither reset the device nor get in front.
    {Aircr::kAddress, kAircrKey | kAircrPris | kAircrSysresetreqs,
     kAircrPris | kAircrBfhfnmins | kAircrSysresetreqs},
    {Shcsr::kAddress, kShcsrFaults, kShcsrFaults},
    {Scr::kAddress, kScrSleepDeepS, 0},  // cores without deep sleep read 0
    {SysTickControl::kAddress, 0, 1},
    // The NSPE's, where there is one. Of the secure side only the gate uses it, to save it, and what it does
    // makes no context; partitions with CONFIG_SPM_FPU.
    {Cpacr::kAddress, layout::kHasFpu ? kFpuUse : 0},
    {Nsacr::kAddress, layout::kHasFpu ? kNsacrFp : 0},
    {Shpr2::kAddress, config::kSpmDirect ? 0 : kSvcPriority << 24, 0xFFu << 24},
    {Shpr3::kAddress, config::kSpmDirect ? 0 : kInterruptPriority << 16, 0xFFu << 16},
};

// Bits of a register whose others stay as they are.
void set_bits(RegisterPort& port, std::uint32_t address, std::uint32_t bits, std::uint32_t value) {
  port.set(address, (read_register(address) & ~bits) | value, bits);
}

void priority(RegisterPort& port, std::uint32_t interrupt, std::uint32_t value) {
  const std::uint32_t shift = interrupt % 4 * 8;
  set_bits(port, kNvicPriority + interrupt / 4 * 4, 0xFFu << shift, value << shift);
}

void interrupts(RegisterPort& port) {
  for (std::uint32_t i = 0; i < kInterruptWords; ++i) {
    const std::uint32_t secure = kSecureInterrupts[i];
    port.set(kNvicEnable + 4 * i, secure);
    port.set(kNvicTargetNonSecure + 4 * i, ~secure, secure);
  }
  priority(port, board::kSoc.secure_interrupts[0], 0);
  priority(port, board::kSoc.secure_interrupts[1], 0);
  if constexpr (!config::kSpmInterrupts) return;
  for (std::uint32_t k = 0; k < kInterruptCount; ++k) {
    const std::uint32_t number = kInterrupts[k].number;
    set_bits(port, kNvicTargetNonSecure + number / 32 * 4, 1u << number % 32, 0);
    priority(port, number, kInterruptPriority);
  }
}

void settings(RegisterPort& port) {
  for (const Setting& setting : kSettings) port.set(setting.address, setting.value, setting.checked);
  set_bits(port, Ccr::kAddress, kCcrDivideByZeroTrap, kCcrDivideByZeroTrap);
  if constexpr (layout::kHasFpu) {
    set_bits(port, Fpccr::kAddress, kFpccrAutomatic | kFpccrSecret, kFpuContext);
  }
  interrupts(port);
  regions(port, SauNumber::kAddress, kSau, 0, kSauRegions);
  port.set(SauControl::kAddress, 1);  // enabled; all else is secure
  mpu(port);
  board::protection(port);
}

// Registers that are no memory.
void check_core(RegisterPort& checker) {
  std::uint32_t msplim, psplim;
  __asm__ volatile("mrs %0, msplim\n mrs %1, psplim" : "=r"(msplim), "=r"(psplim));
  checker.compare(0, msplim, address_of(redoubt_msp_limit));
  checker.compare(0, psplim, address_of(gate_limit));
}

}  // namespace

void isolate() {
  for (std::uint32_t i = 0; i < kInterruptWords; ++i) write_register(kNvicDisable + 4 * i, ~0u);
  MpuControl::write(0);
  board::open_protection();
  RegisterPort port(RegisterPort::Mode::kWrite);
  settings(port);
  // Also what the protection controllers still had to say of the time before the reset.
  board::forget_violations();
  for (std::uint32_t i = 0; i < kInterruptWords; ++i) write_register(kNvicClearPending + 4 * i, ~0u);
  // On a device in the field debuggers stop at the secure side. (Not modelled by QEMU, so not read back.)
  if (!is_in_development()) Dauthctrl::write(kDauthNoSecureDebug);
  barrier();
}

// An address may be in one region only: NV memory, hand-off and fault record are those of partitions now.
void open_partitions() {
  if constexpr (!config::kSpmUnprivilegedPsaRot) return;
  for (const std::uint32_t number : {kHandoffRecord, kFaultRecord, kNvMemory}) {
    MpuNumber::write(number);
    MpuLimit::write(0);
  }
  MpuNumber::write(kFirstWindow);
  barrier();
}

void close_partitions() {
  if constexpr (!kIsIsolated) return;
  MpuControl::write(0);  // on the way a window's new base and old end could overlap all others
  barrier();
  RegisterPort port(RegisterPort::Mode::kWrite);
  mpu(port);
  barrier();
}

hardened::Verdict check_isolation() {
  RegisterPort checker(RegisterPort::Mode::kCheck);
  settings(checker);
  check_core(checker);
  if (config::kSpmLog && checker.difference() != 0) {
    const RegisterPort::Difference& first = checker.first();
    Log() << "isolation: register " << first.address << " reads " << first.is << " and shall be "
          << first.shall_be;
  }
  return hardened::Verdict::from_difference(checker.difference());
}

void describe_isolation() {
  constexpr std::string_view kWhat[] = {"  the NSPE's code", "  the NSPE's RAM",
                                        "  peripherals, those the PPC gives"};
  Log() << "isolation in force, read back from the hardware:";
  std::size_t what = 0;
  for (const layout::Region& region : layout::kNonsecureRegions) {
    Log() << "  non-secure   " << region.base << "-" << region.base + (region.size - 1) << kWhat[what];
    if (what < 2) ++what;
  }
  Log() << "  entry points " << address_of(redoubt_veneers_start) << "-"
        << address_of(redoubt_veneers_end) - 1 << "  the only way in";
  Log() << "  secure       all the rest; its code is read-only, its data never executed, every stack has a "
           "limit";
}

}  // namespace redoubt::spm::arch
