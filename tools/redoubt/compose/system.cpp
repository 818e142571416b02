// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redoubt::tool {

namespace {

constexpr std::uint32_t kFirstAutomaticId = 256;  // beyond those that a manifest can fix
constexpr std::uint32_t kAutomaticIds = 1u << 24;
constexpr std::size_t kMaxServices = 32;      // spm/tables.hpp: PartitionDescriptor::callees
constexpr std::uint32_t kFirstSignalBit = 4;  // FF-M: bits 0 to 2 are reserved, bit 3 is PSA_DOORBELL
constexpr std::uint32_t kSignalBits = 32;

// From the name alone (FNV-1a): the same in every system and release, whatever other partitions there are.
// What a partition stored belongs to its id, and an archive that was built elsewhere has other partitions'
// ids in its code.
std::uint32_t automatic_id(const std::string& name) {
  std::uint32_t hash = 0x811C9DC5;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x01000193;
  return kFirstAutomaticId + hash % kAutomaticIds;
}

void assign_ids(System& system) {
  for (Partition& partition : system.partitions)
    if (partition.id == 0) partition.id = automatic_id(partition.name);
}

void assign_signals(Partition& partition) {
  std::uint32_t bit = kFirstSignalBit;
  const auto take = [&](const Place& place) {
    if (bit == kSignalBits)
      fail(place, fmt::format("partition {} needs more than 28 signals", partition.name));
    return 1u << bit++;
  };
  if (partition.model == Model::kIpc)
    for (Service& service : partition.services) service.signal = take(service.place);
  for (Irq& irq : partition.irqs) irq.signal = take(irq.place);
}

template <class Action>
void each_service(System& system, Action action) {
  for (Partition& partition : system.partitions)
    for (Service& service : partition.services) action(service);
}

void place_service(System& system, Service& service) {
  const std::size_t place = service.handle - 1;
  if (place >= system.table.size()) system.table.resize(place + 1);
  if (const Service* other = system.table[place])
    fail(service.place,
         fmt::format("service {} has the same stateless_handle {} as service {} ({}:{})", service.name,
                     service.handle, other->name, other->place.file, other->place.line));
  system.table[place] = &service;
}

// Fixed handles first, then each "auto" one at the lowest free place, then the connection-based services
// behind them.
void build_table(System& system) {
  each_service(system, [&](Service& service) {
    if (service.handle != 0) place_service(system, service);
  });
  each_service(system, [&](Service& service) {
    if (service.connection_based || service.handle != 0) return;
    const auto hole = std::find(system.table.begin(), system.table.end(), nullptr);
    service.handle = static_cast<std::uint32_t>(hole - system.table.begin()) + 1;
    place_service(system, service);
  });
  each_service(system, [&](Service& service) {
    if (service.connection_based) system.table.push_back(&service);
    if (system.table.size() > kMaxServices)
      fail(service.place, fmt::format("more than {} services, or places of stateless ones", kMaxServices));
  });
}

// Depth first; a partition that is met again while it is being visited closes a circle.
class Order {
 public:
  explicit Order(System& system) : system_(system), state_(system.partitions.size(), State::kNew) {}
  void build() {
    for (std::size_t i = 0; i < state_.size(); ++i) visit(i);
  }

 private:
  enum class State { kNew, kOpen, kDone };

  void visit(std::size_t index) {
    if (state_[index] == State::kDone) return;
    state_[index] = State::kOpen;
    for (const Dependency& dependency : system_.partitions[index].dependencies) follow(index, dependency);
    state_[index] = State::kDone;
    system_.init_order.push_back(index);
  }
  void follow(std::size_t from, const Dependency& dependency) {
    const Service* service = system_.find_service(dependency.service);
    const std::string& name = system_.partitions[from].name;
    if (service == nullptr) {
      if (dependency.weak) return;
      fail(dependency.place,
           fmt::format("partition {} depends on service {}, which no partition of this system offers", name,
                       dependency.service));
    }
    const Partition& owner = system_.owner(*service);
    const auto to = static_cast<std::size_t>(&owner - system_.partitions.data());
    if (state_[to] == State::kOpen)
      fail(dependency.place,
           fmt::format("circular dependency: partition {} depends on service {} of partition {}, {}", name,
                       service->name, owner.name, to == from ? "itself" : "which depends on it in turn"));
    visit(to);
  }

  System& system_;
  std::vector<State> state_;
};

std::string product_name(const Config& config) {
  for (const Setting& setting : config.settings)
    if (const auto* text = std::get_if<std::string>(&setting.value);
        text != nullptr && setting.name == "SYSTEM")
      return *text;
  return {};
}

// What a partition needs may depend on what was chosen: its Kconfig's NAME_STACK_SIZE and NAME_HEAP_SIZE
// count, where there are such symbols, and not its manifest's sizes.
void take_sizes(const Config& config, Partition& partition) {
  if (const auto* stack = config.number(partition.name + "_STACK_SIZE")) partition.stack_size = *stack;
  if (const auto* heap = config.number(partition.name + "_HEAP_SIZE")) partition.heap_size = *heap;
}

}  // namespace

const Partition& System::owner(const Service& service) const {
  return *std::find_if(partitions.begin(), partitions.end(), [&](const Partition& p) {
    return std::any_of(p.services.begin(), p.services.end(),
                       [&](const Service& s) { return &s == &service; });
  });
}

const Service* System::find_service(const std::string& wanted) const {
  for (const Partition& partition : partitions)
    for (const Service& service : partition.services)
      if (service.name == wanted) return &service;
  return nullptr;
}

std::size_t System::place(const Service& service) const {
  return static_cast<std::size_t>(std::find(table.begin(), table.end(), &service) - table.begin());
}

bool System::calls(const Partition& partition, const Service& service) {
  return std::any_of(partition.dependencies.begin(), partition.dependencies.end(),
                     [&](const Dependency& d) { return d.service == service.name; });
}

System resolve(Board board, Config config, std::vector<Partition> partitions) {
  System system;
  system.name = product_name(config);
  system.board = std::move(board);
  system.config = std::move(config);
  system.partitions = std::move(partitions);
  assign_ids(system);
  for (Partition& partition : system.partitions) {
    take_sizes(system.config, partition);
    assign_signals(partition);
  }
  check_partitions(system);
  build_table(system);
  Order(system).build();
  for (const Service* service : system.table) {
    if (service == nullptr || service->non_secure_clients) continue;
    if (std::none_of(system.partitions.begin(), system.partitions.end(),
                     [&](const Partition& p) { return System::calls(p, *service); }))
      system.warnings.push_back(fmt::format("{}:{}: nobody may call service {}", service->place.file,
                                            service->place.line, service->name));
  }
  return system;
}

}  // namespace redoubt::tool
