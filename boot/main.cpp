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

[[noreturn]] void halt(std::string_view why) {
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
  board::NvFlash area(layout::nv::kProvisioned.offset, layout::nv::kProvisioned.size);
  if (!area.read(0, mutable_bytes_of(provisioned))) return false;
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
  if (!read_identity(identity)) arch::halt();
  if (in_development(identity.lifecycle).is_accepted()) g_log = Log{board::Console::write};
  {
    Line line(g_log);
    line << "Redoubt bootloader on " << board::kName << ", lifecycle ";
    line.address(identity.lifecycle);
  }
  board::NvFlash system_area(layout::nv::kSystem.offset, layout::nv::kSystem.size);
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
