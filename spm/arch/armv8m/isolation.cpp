// SPDX-License-Identifier: BSD-3-Clause
// Every setting is stated once, in settings(), and visited twice: written, then read back.
#include "spm/arch/armv8m/isolation.hpp"

#include <iterator>

#include "board.hpp"
#include "redoubt_layout.hpp"
#include "spm/arch/armv8m/registers.hpp"
#include "spm/call.hpp"
#include "spm/log.hpp"

extern "C" {
// spe.ld; all multiples of 32
extern const std::uint8_t redoubt_veneers_start[], redoubt_veneers_end[];
extern const std::uint8_t redoubt_text_start[], redoubt_text_end[], redoubt_rodata_start[],
    redoubt_rodata_end[];
extern const std::uint8_t redoubt_msp_limit[], gate_limit[], redoubt_spm_ram[], redoubt_spm_ram_end[];
}

namespace redoubt::spm::arch {
namespace {

std::uint32_t address_of(const void* symbol) { return reinterpret_cast<std::uint32_t>(symbol); }

// Writes settings or compares them with what the hardware reads: one class with a mode, not two for a
// template, which would double the code.
class Port {
 public:
  enum class Mode : std::uint8_t { kWrite, kCheck };
  explicit Port(Mode mode) : mode_(mode) {}

  void select(std::uint32_t number_register, std::uint32_t number) {
    write_register(number_register, number);
  }
  void set(std::uint32_t address, std::uint32_t value, std::uint32_t checked = ~0u) {
    set_as(address, value, value, checked);
  }
  // A register whose written form (a key, bits that are kept) is not what it reads as.
  void set_as(std::uint32_t address, std::uint32_t written, std::uint32_t read, std::uint32_t checked) {
    if (mode_ == Mode::kWrite) {
      write_register(address, written);
    } else {
      compare(address, read_register(address), read, checked);
    }
  }
  void compare(std::uint32_t address, std::uint32_t is, std::uint32_t shall_be, std::uint32_t checked) {
    const std::uint32_t difference = (is ^ shall_be) & checked;
    if (difference != 0 && difference_ == 0) first_ = {address, is, shall_be};
    difference_ |= difference;
  }
  hardened::Verdict verdict() const {
    if (difference_ != 0) {
      Log() << "isolation: register " << first_.address << " reads " << first_.is << " and shall be "
            << first_.shall_be;
    }
    return hardened::Verdict::from_difference(difference_);
  }

 private:
  struct Difference {
    std::uint32_t address, is, shall_be;
  };
  const Mode mode_;
  std::uint32_t difference_ = 0;
  Difference first_{};
};

// ---- who owns which addresses ----

void sau_region(Port& port, std::uint32_t number, std::uint32_t base, std::uint32_t limit, bool veneers) {
  port.select(SauNumber::kAddress, number);
  port.set(SauBase::kAddress, base);
  port.set(SauLimit::kAddress, ((limit - 1) & ~31u) | (veneers ? 2u : 0u) | 1u);
}

// Regions 0 and 1 are the NSPE's code and RAM: memory_rights.hpp accepts vectors in these two only.
void sau(Port& port) {
  std::uint32_t number = 0;
  for (; number < kNonsecureRegionCount; ++number) {
    const Region& region = kNonsecureRegions[number];
    sau_region(port, number, region.base, region.base + region.size, false);
  }
  sau_region(port, number++, address_of(redoubt_veneers_start), address_of(redoubt_veneers_end), true);
  for (; number < kSauRegions; ++number) {  // left by an earlier boot stage
    port.select(SauNumber::kAddress, number);
    port.set(SauLimit::kAddress, 0, 1);
  }
  port.set(SauControl::kAddress, 1);  // enabled; all else is secure
}

// ---- what the secure side may do with them: W^X ----

enum class Rights : std::uint32_t {  // AP and XN of MPU_RBAR: privileged code only, or all
  kReadExecuteAll = 3u << 1,
  kReadAll = 3u << 1 | 1u,
  kReadExecute = 2u << 1,
  kRead = 2u << 1 | 1u,
  kReadWrite = 0u << 1 | 1u,
};
enum class Memory : std::uint32_t { kNormal = 0, kDevice = 1 };  // index into MPU_MAIR0
constexpr std::uint32_t kMair0 = 0x44u | 0x04u << 8;             // normal, not cached; device nGnRE

class MpuRegions {
 public:
  explicit MpuRegions(Port& port) : port_(port) {}
  void set(std::uint32_t number, std::uint32_t base, std::uint32_t limit) {
    used_ |= 1u << number;
    port_.select(MpuNumber::kAddress, number);
    port_.set(MpuBase::kAddress, base);
    port_.set(MpuLimit::kAddress, limit);
  }
  void add(std::uint32_t number, std::uint32_t base, std::uint32_t size, Rights rights,
           Memory memory = Memory::kNormal) {
    set(number, base | static_cast<std::uint32_t>(rights),
        ((base + size - 1) & ~31u) | static_cast<std::uint32_t>(memory) << 1 | 1u);
  }
  void add(std::uint32_t number, const std::uint8_t* start, const std::uint8_t* end, Rights rights) {
    add(number, address_of(start), static_cast<std::uint32_t>(end - start), rights);
  }
  void close_rest() {
    for (std::uint32_t number = 0; number < kCount; ++number) {
      if ((used_ >> number & 1) != 0) continue;
      port_.select(MpuNumber::kAddress, number);
      port_.set(MpuLimit::kAddress, 0, 1);
    }
  }

 private:
  static constexpr std::uint32_t kCount = 16;
  Port& port_;
  std::uint32_t used_ = 0;
};

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
};
constexpr std::uint32_t kPeripheralRegions[] = {6, 7, 10,
                                                11};  // windows are taken from the other end (gate/svc.S)
constexpr bool kIsIsolated = config::kSpmIsolationLevel > 1;

void mpu(Port& port) {
  port.set(MpuAttributes0::kAddress, kMair0, 0xFFFF);
  MpuRegions regions(port);
  regions.add(kText, redoubt_text_start, redoubt_text_end,
              kIsIsolated ? Rights::kReadExecuteAll : Rights::kReadExecute);
  regions.add(kConstants, redoubt_rodata_start, redoubt_rodata_end,
              kIsIsolated ? Rights::kReadAll : Rights::kRead);
  regions.add(kSpmRam, redoubt_spm_ram, redoubt_spm_ram_end, Rights::kReadWrite);
  regions.add(kHandoffRecord, layout::kHandoff.base, layout::kHandoff.size, Rights::kRead);
  regions.add(kFaultRecord, layout::kFaultRecord.base, layout::kFaultRecord.size, Rights::kReadWrite);
  regions.add(kNvMemory, kNvRegion.base, kNvRegion.size, Rights::kReadWrite);
  // The NSPE's memory, through its own addresses: where clients' vectors are. Never executed by the secure
  // side.
  regions.add(kNspeCode, kNonsecureRegions[0].base, kNonsecureRegions[0].size, Rights::kReadWrite);
  regions.add(kNspeRam, kNonsecureRegions[1].base, kNonsecureRegions[1].size, Rights::kReadWrite);
  if constexpr (kIsIsolated) {
    for (std::uint32_t i = 0; i < std::size(kNspe.windows); ++i) {
      regions.set(kFirstWindow + i, address_of(kNspe.windows[i].base), address_of(kNspe.windows[i].limit));
    }
  }
  // Where partitions are isolated the first is a window.
  for (std::uint32_t i = kIsIsolated ? 1 : 0; i < kSecurePeripheralCount; ++i) {
    regions.add(kPeripheralRegions[kIsIsolated ? i - 1 : i], kSecurePeripherals[i].base,
                kSecurePeripherals[i].size, Rights::kReadWrite, Memory::kDevice);
  }
  regions.close_rest();
  port.select(MpuNumber::kAddress, kFirstWindow);  // the SPM writes the windows without naming them
  port.set(MpuControl::kAddress, kMpuEnable | kMpuInHandlers);  // no background: what is not listed faults
}

// ---- exceptions ----

void priority(Port& port, std::uint32_t interrupt, std::uint32_t value) {
  const std::uint32_t shift = interrupt % 4 * 8, address = kNvicPriority + interrupt / 4 * 4;
  port.set_as(address, (read_register(address) & ~(0xFFu << shift)) | value << shift, value << shift,
              0xFFu << shift);
}

// The NSPE's, where there is one. Of the secure side only the gate uses it, to save it, and what it does
// makes no context; partitions with CONFIG_SPM_FPU.
void fpu(Port& port) {
  constexpr std::uint32_t kFpccr =
      (config::kSpmFpu ? kFpccrAutomatic : 0) | (config::kSpmDirect ? 0 : kFpccrSecret);
  constexpr std::uint32_t kMask = kFpccrAutomatic | kFpccrSecret;
  constexpr std::uint32_t kUse = config::kSpmFpu ? kCpacrFpAll : kCpacrFpPrivileged;
  port.set(Cpacr::kAddress, layout::kHasFpu ? kUse : 0);
  port.set(Nsacr::kAddress, layout::kHasFpu ? kNsacrFp : 0);
  if constexpr (layout::kHasFpu) port.set(Fpccr::kAddress, (Fpccr::read() & ~kMask) | kFpccr, kMask);
}

void exceptions(Port& port) {
  // Faults of both worlds end in the secure side; the NSPE can neither reset the device nor get in front.
  port.set_as(Aircr::kAddress, kAircrKey | kAircrPris | kAircrSysresetreqs,
              kAircrKeyRead | kAircrPris | kAircrSysresetreqs,
              0xFFFFu << 16 | kAircrPris | kAircrBfhfnmins | kAircrSysresetreqs);
  port.set(Shcsr::kAddress, kShcsrFaults, kShcsrFaults);
  port.set(Scr::kAddress, kScrSleepDeepS, 0);  // cores without deep sleep read 0
  port.set(Ccr::kAddress, Ccr::read() | kCcrDivideByZeroTrap, kCcrDivideByZeroTrap);
  port.set(SysTickControl::kAddress, 0, 1);
  fpu(port);
  if constexpr (!config::kSpmDirect) {
    port.set(Shpr2::kAddress, kSvcPriority << 24, 0xFFu << 24);
    port.set(Shpr3::kAddress, kInterruptPriority << 16, 0xFFu << 16);
  }
  // All interrupts are the NSPE's but those of the protection controllers, which are enabled, and of
  // partitions.
  for (std::uint32_t i = 0; i * 32 < board::kSoc.interrupt_count; ++i) {
    std::uint32_t secure = 0;
    for (const std::uint32_t interrupt : board::kSoc.secure_interrupts) {
      if (interrupt / 32 == i) secure |= 1u << interrupt % 32;
    }
    port.set(kNvicEnable + 4 * i, secure, secure);
    for (std::uint32_t k = 0; config::kSpmInterrupts && k < kInterruptCount; ++k) {
      if (kInterrupts[k].number / 32 == i) secure |= 1u << kInterrupts[k].number % 32;
    }
    port.set(kNvicTargetNonSecure + 4 * i, ~secure, secure);
  }
  for (const std::uint32_t interrupt : board::kSoc.secure_interrupts) priority(port, interrupt, 0);
  for (std::uint32_t k = 0; config::kSpmInterrupts && k < kInterruptCount; ++k) {
    priority(port, kInterrupts[k].number, kInterruptPriority);
  }
}

void settings(Port& port) {
  exceptions(port);
  sau(port);
  mpu(port);
}

// Registers that are no memory.
void check_core(Port& checker) {
  std::uint32_t msplim, psplim;
  __asm__ volatile("mrs %0, msplim\n mrs %1, psplim" : "=r"(msplim), "=r"(psplim));
  checker.compare(0, msplim, address_of(redoubt_msp_limit), ~0u);
  checker.compare(0, psplim, address_of(gate_limit), ~0u);
}

}  // namespace

void isolate() {
  for (std::uint32_t i = 0; i * 32 < board::kSoc.interrupt_count; ++i) {
    write_register(kNvicDisable + 4 * i, ~0u);
  }
  MpuControl::write(0);
  Port port(Port::Mode::kWrite);
  settings(port);
  board::protect();
  // Also what the protection controllers still had to say of the time before the reset.
  for (std::uint32_t i = 0; i * 32 < board::kSoc.interrupt_count; ++i) {
    write_register(kNvicClearPending + 4 * i, ~0u);
  }
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
  Port port(Port::Mode::kWrite);
  mpu(port);
  barrier();
}

hardened::Verdict check_isolation() {
  Port checker(Port::Mode::kCheck);
  settings(checker);
  check_core(checker);
  const board::ProtectionDifference found = board::protection_difference();
  if (found.bits != 0) checker.compare(found.address, found.bits, 0, ~0u);
  return checker.verdict();
}

void describe_isolation() {
  constexpr std::string_view kWhat[] = {"  the NSPE's code", "  the NSPE's RAM",
                                        "  peripherals, those the PPC gives"};
  Log() << "isolation in force, read back from the hardware:";
  for (std::uint32_t i = 0; i < kNonsecureRegionCount; ++i) {
    const Region& region = kNonsecureRegions[i];
    Log() << "  non-secure   " << region.base << "-" << region.base + (region.size - 1)
          << kWhat[i < 2 ? i : 2];
  }
  Log() << "  entry points " << address_of(redoubt_veneers_start) << "-"
        << address_of(redoubt_veneers_end) - 1 << "  the only way in";
  Log() << "  secure       all the rest; its code is read-only, its data never executed, every stack has a "
           "limit";
}

}  // namespace redoubt::spm::arch
