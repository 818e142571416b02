// SPDX-License-Identifier: BSD-3-Clause
// What the partitions of one system must keep among themselves and towards the board and the configuration.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "tools/redoubt/compose/partition_memory.hpp"
#include "tools/redoubt/compose/system.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

// Less would not hold the registers that an exception stacks (26 words with FP context) and a service's
// frame.
constexpr std::uint32_t kMinStack = 256;
constexpr std::uint32_t kMinStackWithFpu = 512;  // frames are 136 bytes larger
constexpr std::size_t kMaxThreads = 31;
constexpr std::size_t kMaxCalls = 64;

// Refuses the second owner of a key, and says who is the first.
template <class Key>
class Unique {
 public:
  explicit Unique(const char* what) : what_(what) {}
  void add(const Key& key, const std::string& owner, const Place& place) {
    const auto [at, fresh] = owners_.emplace(key, Owner{owner, place});
    if (!fresh)
      fail(place, fmt::format("{} has the same {} as {} ({}:{})", owner, what_, at->second.name,
                              at->second.place.file, at->second.place.line));
  }

 private:
  struct Owner {
    std::string name;
    Place place;
  };
  const char* what_;
  std::map<Key, Owner> owners_;
};

// Names become macros, functions (its_sfn) and files (psa_manifest/its.h) in lower case: compared like that.
void check_names(const System& system) {
  Unique<std::string> partitions("name");
  Unique<std::string> services("name");
  Unique<std::uint32_t> ids("id");
  Unique<std::uint32_t> sids("SID");
  Unique<std::string> entries("entry function");
  for (const Partition& partition : system.partitions) {
    const std::string who = "partition " + partition.name;
    partitions.add(lower(partition.name), who, partition.place);
    ids.add(partition.id, who, partition.place);
    if (!partition.entry.empty()) entries.add(partition.entry, who, partition.place);
    for (const Service& service : partition.services) {
      services.add(lower(service.name), "service " + service.name, service.place);
      sids.add(service.sid, "service " + service.name, service.place);
      if (partition.model == Model::kSfn)
        entries.add(lower(service.name) + "_sfn", "service " + service.name, service.place);
    }
  }
}

// What the partition's own header defines, besides what psa/service.h does.
void check_macros(const Partition& partition) {
  Unique<std::string> macros("macro");
  for (const char* taken : {"PSA_DOORBELL", "PSA_WAIT_ANY"})
    macros.add(taken, "psa/service.h", partition.place);
  for (const Service& service : partition.services)
    macros.add(service.name + "_SIGNAL", "service " + service.name, service.place);
  for (const Irq& irq : partition.irqs)
    macros.add(irq.signal_name, "interrupt " + irq.signal_name, irq.place);
  for (const MmioRegion& mmio : partition.mmio)
    if (!mmio.region.name.empty())
      macros.add(mmio.region.name + "_BASE", "region " + mmio.region.name, mmio.region.place);
}

void check_interrupts(const System& system) {
  Unique<std::uint32_t> sources("interrupt");
  Unique<std::string> handlers("interrupt handler");
  for (const Partition& partition : system.partitions)
    for (const Irq& irq : partition.irqs) {
      for (const char* own : {"mpc", "ppc"})
        if (const auto known = system.board.interrupts.find(own);
            known != system.board.interrupts.end() && known->second == irq.number)
          fail(irq.place,
               fmt::format("interrupt {} is the SPM's own: it reports forbidden accesses", irq.number));
      sources.add(irq.number, "partition " + partition.name, irq.place);
      if (irq.handling == IrqHandling::kFirstLevel)
        handlers.add(irq.handler, "partition " + partition.name, irq.place);
    }
}

// Whoever reaches these has no walls around it: the core's own registers, and what guards memory and
// peripherals, at either of its addresses.
bool is_protection(const Region& region, const Board& board) {
  const Region core = {{}, 0xE0000000, 0x100000, {}};
  const auto unaliased = [&board](const Region& one) {
    return Region{{}, one.base & ~board.secure_alias, one.size, {}};
  };
  return overlap(region, core) ||
         std::any_of(board.protection.begin(), board.protection.end(),
                     [&](const Region& own) { return overlap(unaliased(region), unaliased(own)); });
}

void check_mmio_region(const Region& region, const System& system) {
  const std::string what = region.name.empty() ? "this region" : fmt::format("\"{}\"", region.name);
  if (region.size == 0 || region.end() > (std::uint64_t{1} << 32))
    fail(region.place, fmt::format("{} is empty or reaches beyond 4 GiB", what));
  if (region.base % kProtectionUnit != 0 || region.size % kProtectionUnit != 0)
    fail(region.place, fmt::format("{} must start and end on a multiple of {}", what, kProtectionUnit));
  if (is_protection(region, system.board))
    fail(region.place, fmt::format("{} is the SPM's own: it protects the others from each other", what));
  for (const Region& memory : system.board.memory)
    if (overlap(region, memory))
      fail(region.place, fmt::format("{} overlaps memory \"{}\"", what, memory.name));
  if (!system.board.hosted && overlap(region, system.board.nv.whole))
    fail(region.place, fmt::format("{} overlaps the non-volatile memory", what));
}

void check_mmio(const System& system) {
  std::vector<std::pair<const Region*, const Partition*>> seen;
  for (const Partition& partition : system.partitions)
    for (const MmioRegion& mmio : partition.mmio) {
      if (mmio.memory && partition.type == RotType::kApplication)
        fail(mmio.region.place, fmt::format("\"{}\" is for the PSA RoT, and partition {} is not of it",
                                            mmio.region.name, partition.name));
      if (mmio.memory || (system.board.hosted && mmio.named)) continue;
      check_mmio_region(mmio.region, system);
      for (const auto& [other, owner] : seen)
        if (overlap(*other, mmio.region))
          fail(mmio.region.place,
               fmt::format("this region of partition {} overlaps one of partition {} ({}:{})", partition.name,
                           owner->name, other->place.file, other->place.line));
      seen.emplace_back(&mmio.region, &partition);
    }
}

void check_sizes(const System& system, const Partition& partition) {
  const std::uint32_t least = system.config.enabled("SPM_FPU") ? kMinStackWithFpu : kMinStack;
  if (partition.stack_size < least)
    fail(partition.place, fmt::format("partition {} has a stack of {} bytes, {} is the least", partition.name,
                                      partition.stack_size, least));
  if (partition.services.empty() && partition.model == Model::kSfn && partition.entry.empty())
    fail(partition.place,
         fmt::format("partition {} has neither a service nor an \"entry_init\"", partition.name));
}

void check_fpu(const System& system) {
  if (system.config.enabled("SPM_FPU") && !system.board.hosted && system.board.fpu == Fpu::kNone)
    throw Error(fmt::format("{}: CONFIG_SPM_FPU: the core of board {} has no FPU", system.config.path,
                            system.board.name));
}

// What the SPM of this configuration leaves out, a manifest may not ask for.
void check_features(const System& system, const Partition& partition) {
  const Config& config = system.config;
  const auto require = [&](bool wanted, const char* feature, const char* symbol) {
    if (wanted && !config.enabled(symbol))
      fail(partition.place, fmt::format("partition {} needs {}, which CONFIG_{} leaves out ({})",
                                        partition.name, feature, symbol, config.path));
  };
  require(partition.model == Model::kIpc, "the IPC model", "SPM_IPC");
  require(!partition.irqs.empty(), "interrupts", "SPM_INTERRUPTS");
  require(std::any_of(partition.services.begin(), partition.services.end(),
                      [](const Service& s) { return s.mm_iovec; }),
          "mapped vectors", "SPM_MM_IOVEC");
  if (system.config.enabled("SPM_MM_IOVEC") && is_isolated(system, partition))
    for (const Service& service : partition.services)
      if (service.mm_iovec)
        fail(service.place,
             fmt::format("service {} needs mapped vectors, which an unprivileged partition cannot have: an "
                         "MPU region would show it what lies beside them",
                         service.name));
}

// spm/tables.hpp: a bit for each thread, the NSPE's among them; message handles have six bits for the call.
void check_counts(const System& system) {
  std::size_t threads = 1;
  for (const Partition& partition : system.partitions) {
    if (partition.model == Model::kIpc) ++threads;
    if (threads > kMaxThreads)
      fail(partition.place, fmt::format("more than {} partitions of the IPC model", kMaxThreads - 1));
  }
  if (system.partitions.size() >= kMaxCalls)
    fail(system.partitions.back().place, fmt::format("more than {} partitions", kMaxCalls - 1));
}

}  // namespace

void check_partitions(const System& system) {
  check_counts(system);
  check_names(system);
  check_interrupts(system);
  check_mmio(system);
  for (const Partition& partition : system.partitions) {
    check_macros(partition);
    check_sizes(system, partition);
    check_features(system, partition);
  }
  check_fpu(system);
  check_domains(system);
}

}  // namespace redoubt::tool
