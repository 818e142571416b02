// SPDX-License-Identifier: BSD-3-Clause
// Partition manifests in FF-M's JSON: Firmware Framework for M 1.0 (chapter 3, "Secure Partition manifest")
// and the 1.1 extensions. One key of our own: "id", a partition id from 1 to 255 that never changes between
// releases, because what a partition stored is found again by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/redoubt/compose/board.hpp"
#include "tools/redoubt/compose/json.hpp"

namespace redoubt::tool {

enum class RotType { kPsa, kApplication };
enum class Priority { kLow, kNormal, kHigh };
enum class Model { kSfn, kIpc };
enum class IrqHandling { kSecondLevel, kFirstLevel };

struct Service {
  std::string name;
  std::uint32_t sid = 0;
  bool non_secure_clients = false;
  bool connection_based = true;
  std::uint32_t handle = 0;  // stateless_handle, 1 to 32; 0: "auto" until assign_handles() ran
  std::uint32_t version = 1;
  bool strict = true;
  bool mm_iovec = false;
  std::uint32_t signal = 0;  // IPC: its bit; 0 in the SFN model
  Place place;
};

struct MmioRegion {
  Region region;
  bool named = false;  // a region of board.json's "peripherals"
  bool memory =
      false;  // no device: one of the memories that partitions may share (NV_MEMORY, HANDOFF, FAULT_RECORD)
  bool writable = false;
};

struct Irq {
  std::string signal_name;  // the macro
  std::string handler;      // FLIH: the handler's function
  std::uint32_t number = 0;
  IrqHandling handling = IrqHandling::kSecondLevel;
  bool enabled_at_start = false;  // FF-M 1.0 has no psa_irq_enable()
  std::uint32_t signal = 0;
  Place place;
};

struct Dependency {
  std::string service;
  bool weak = false;  // may be missing from the system
  Place place;
};

struct Partition {
  std::string path;
  Place place;
  std::string name;
  std::uint32_t id = 0;  // 0: not given, until resolve() ran
  RotType type = RotType::kApplication;
  Priority priority = Priority::kNormal;
  Model model = Model::kIpc;
  std::string entry;  // entry_point of IPC, entry_init of SFN (may be empty)
  std::uint32_t stack_size = 0;
  std::uint32_t heap_size = 0;
  std::vector<Service> services;
  std::vector<MmioRegion> mmio;
  std::vector<Irq> irqs;
  std::vector<Dependency> dependencies;
};

// Reads a manifest; named MMIO regions and interrupts are looked up in `board`. Throws tool::Error with file
// and line.
Partition read_manifest(const std::string& path, const Board& board);

}  // namespace redoubt::tool
