// SPDX-License-Identifier: BSD-3-Clause
// What the board and this device are, put together with the boot chain's decisions.
#include "boot/main.hpp"

#include "board.hpp"
#include "boot/arch.hpp"
#include "boot/chain.hpp"
#include "boot/counters.hpp"
#include "lib/provisioning/provisioning.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::boot {

namespace {

using provisioning::Provisioned;

constinit Log g_log;

// A part of the non-volatile memory as the bootloader has it: it reads, and the MPU holds it to that. Its
// geometry is known here, which lets the flash store's arithmetic fold away.
template <layout::NvArea Area>
struct NvReader {
  static constexpr hal::FlashGeometry geometry() {
    return {Area.size, layout::nv::kSectorSize, layout::nv::kProgramUnit};
  }
  static Status read(std::uint32_t offset, MutableBytes to) {
    if (offset > Area.size || to.size() > Area.size - offset) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    std::memcpy(to.data(), board::nv_address(Area.offset) + offset, to.size());
    return {};
  }
  static Status program(std::uint32_t, Bytes) { return Failure{PSA_ERROR_NOT_PERMITTED}; }
  static Status erase(std::uint32_t) { return Failure{PSA_ERROR_NOT_PERMITTED}; }
};

[[noreturn]] void halt(const char* why) {
  {
    Line line(g_log);
    line << "halted: " << why;
  }
  arch::halt();
}

// The provisioned area also holds the device's secrets: its copy does not outlive this function.
bool read_identity(Identity& identity) {
  Provisioned provisioned;
  const WipeOnExit wipe_secrets(provisioned);
  if (!NvReader<layout::nv::kProvisioned>::read(0, mutable_bytes_of(provisioned))) return false;
  // Never provisioned: there is nothing to hide, and somebody who wonders. A damaged area may be a SECURED
  // device's.
  if (provisioned.magic != provisioning::kMagic) g_log = Log{board::Console::write};
  if (!provisioning::is_valid(provisioned)) return false;
  identity.lifecycle = provisioned.lifecycle;
  for (std::uint32_t index = 0; index < handoff::kImageCount; ++index)
    std::memcpy(identity.key_hash[index].data(), provisioned.boot_key_hash[index], image::kHashSize);
  return true;
}

Bytes stored(const layout::NvArea& area) { return {board::nv_address(area.offset), area.size}; }

MutableBytes memory(std::uint32_t address, std::uint32_t size) {
  return {reinterpret_cast<std::uint8_t*>(address), size};
}

}  // namespace

const Log& log() { return g_log; }

void main() {
  board::Console::init();
  Identity identity;
  if (!read_identity(identity)) halt("the device is not provisioned");
  if (in_development(identity.lifecycle).is_accepted()) g_log = Log{board::Console::write};
  {
    Line line(g_log);  // kName is a literal, which ends with a zero
    line << "Redoubt bootloader on " << board::kName.data() << ", lifecycle ";
    line.address(identity.lifecycle);
  }
  NvReader<layout::nv::kSystem> system_area;
  if (!read_counters(system_area, identity.minimum_counter)) halt("its security counters cannot be read");

  // The bootloader writes the NSPE through the secure alias of its memory; nobody else can reach that yet.
  const Slot slots[handoff::kImageCount] = {
      {"SPE", stored(layout::nv::kSlotSpe), memory(layout::kSpeCode.base, layout::kSpeCode.size),
       layout::kSpeCode.base},
      {"NSPE", stored(layout::nv::kSlotNspe),
       memory(layout::kNspeCode.base + layout::kSecureAlias, layout::kNspeCode.size), layout::kNspeCode.base},
  };
  auto& handoff = *reinterpret_cast<handoff::Handoff*>(layout::kHandoff.base);
  static_assert(layout::kHandoff.size >= sizeof handoff);
  const hardened::Verdict verdict = load_chain(identity, slots, layout::kImageHeaderSize, g_log, handoff);
  if (!verdict.is_accepted()) halt("no image to boot");
  if (!verdict.is_accepted())
    arch::halt();  // once more: the one jump past this line is what an attacker is after
  arch::start(layout::kSpeCode.base + layout::kImageHeaderSize, layout::kSpeRam.base);
}

}  // namespace redoubt::boot
