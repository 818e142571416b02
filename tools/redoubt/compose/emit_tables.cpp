// SPDX-License-Identifier: BSD-3-Clause
// partitions.cpp: the tables of spm/tables.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/compose/partition_memory.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

std::uint32_t round_up(std::uint32_t size) {
  return (size + kProtectionUnit - 1) / kProtectionUnit * kProtectionUnit;
}

std::uint32_t callees(const System& system, const Partition& partition) {
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < system.table.size(); ++i)
    if (system.table[i] != nullptr && System::calls(partition, *system.table[i])) mask |= 1u << i;
  return mask;
}

// Of them those that a stateless handle names.
std::uint32_t stateless(const System& system, std::uint32_t callees) {
  for (std::size_t i = 0; i < system.table.size(); ++i)
    if (system.table[i] != nullptr && system.table[i]->connection_based) callees &= ~(1u << i);
  return callees;
}

std::uint32_t nonsecure_callees(const System& system) {
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < system.table.size(); ++i)
    if (system.table[i] != nullptr && system.table[i]->non_secure_clients) mask |= 1u << i;
  return mask;
}

// Where the partition is in kPartitions.
std::size_t position(const System& system, const Partition& partition) {
  const auto index = static_cast<std::size_t>(&partition - system.partitions.data());
  const auto& order = system.init_order;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), index) - order.begin());
}

// An array with external linkage and its count; C++ has no empty arrays, so an empty one gets a row that is
// not counted.
std::string array(const char* type, const char* name, const std::string& count_name, std::size_t count,
                  const std::string& rows, const char* filler) {
  return fmt::format("constinit const {} {}[] = {{\n{}}};\nconst std::uint32_t {} = {};\n\n", type, name,
                     count == 0 ? fmt::format("    {},\n", filler) : rows, count_name, count);
}

// ---- state: one of each kind for whoever needs it ----

// The NSPE first, then the partitions that have dependencies; -1: it may call nobody.
int call_index(const System& system, const Partition& wanted) {
  int index = 1;
  for (const std::size_t i : system.init_order) {
    const Partition& partition = system.partitions[i];
    const bool calls = callees(system, partition) != 0;
    if (&partition == &wanted) return calls ? index : -1;
    if (calls) ++index;
  }
  return -1;
}

std::size_t call_count(const System& system) {
  return 1 +
         static_cast<std::size_t>(std::count_if(system.partitions.begin(), system.partitions.end(),
                                                [&](const Partition& p) { return callees(system, p) != 0; }));
}

// IPC partitions by priority, then in the order of initialisation.
std::vector<const Partition*> threads(const System& system) {
  std::vector<const Partition*> out;
  for (const std::size_t i : system.init_order)
    if (system.partitions[i].model == Model::kIpc) out.push_back(&system.partitions[i]);
  std::stable_sort(out.begin(), out.end(),
                   [](const Partition* a, const Partition* b) { return a->priority > b->priority; });
  return out;
}

std::string thread_of(const System& system, const Partition& partition) {
  const auto all = threads(system);
  const auto at = std::find(all.begin(), all.end(), &partition);
  return at == all.end() ? "nullptr" : fmt::format("&threads[{}]", at - all.begin());
}

std::string thread_table(const System& system) {
  const std::size_t count = threads(system).size() + 1;
  std::string rows;
  for (std::size_t i = 0; i < count; ++i) rows += fmt::format("    &threads[{}],\n", i);
  return fmt::format("constinit Thread* const kThreads[] = {{\n{}}};\n\n", rows);
}

std::string state(const System& system) {
  std::string out;
  for (const Partition& partition : system.partitions)
    out += fmt::format("REDOUBT_PARTITION_STACK(\"{0}\") PartitionStack<{1:#x}> {0}_stack;\n",
                       lower(partition.name), round_up(partition.stack_size));
  return out + fmt::format("PartitionState states[{}];\nThread threads[{}];\n", system.partitions.size() + 1,
                           threads(system).size() + 1);
}

// ---- partitions ----

psa_signals_t assigned_signals(const Partition& partition) {
  psa_signals_t signals = partition.model == Model::kIpc ? kDoorbell : 0;
  for (const Service& service : partition.services) signals |= service.signal;
  for (const Irq& irq : partition.irqs) signals |= irq.signal;
  return signals;
}

std::string partition_row(const System& system, const Partition& partition) {
  const std::string name = lower(partition.name);
  const int call = call_index(system, partition);
  const bool ipc = partition.model == Model::kIpc;
  return fmt::format(
      "    {{{windows},\n     &{name}_stack.message, {name}_stack.room, {control}, {extra}, "
      "&states[{index}], {call}, "
      "{thread},\n     {id}, {callees:#x}, {stateless:#x}, {signals:#x}, {init}, {entry}, {memory}, "
      "\"{NAME}\", {restarts}}},\n",
      fmt::arg("windows", windows(system, &partition)), fmt::arg("name", name),
      fmt::arg("control", is_isolated(system, partition) ? 1 : 0),
      fmt::arg("extra", extra_windows_name(system, partition)),
      fmt::arg("index", position(system, partition)),
      fmt::arg("call", call < 0 ? "nullptr" : fmt::format("&redoubt_calls[{}]", call)),
      fmt::arg("thread", thread_of(system, partition)), fmt::arg("id", partition.id),
      fmt::arg("callees", callees(system, partition)),
      fmt::arg("stateless", stateless(system, callees(system, partition))),
      fmt::arg("signals", assigned_signals(partition)),
      fmt::arg("init", ipc || partition.entry.empty() ? "nullptr" : partition.entry),
      fmt::arg("entry", ipc ? partition.entry : "nullptr"), fmt::arg("memory", memory(system, partition)),
      fmt::arg("NAME", partition.name),
      fmt::arg("restarts", is_isolated(system, partition) && partition.type == RotType::kApplication));
}

std::string nspe(const System& system) {
  return fmt::format(
      "extern const PartitionDescriptor kNspe;\nconstinit const PartitionDescriptor kNspe = {{\n    {},\n    "
      "nullptr, {}, 0, nullptr, &states[{}], "
      "&redoubt_calls[0],\n    &threads[{}], kNonSecureClient, {:#x}, {:#x}, 0, nullptr, nullptr, {{}}, "
      "\"NSPE\", false}};\n\n",
      windows(system, nullptr), system.board.hosted ? "nullptr" : "redoubt_gate_limit",
      system.partitions.size(), threads(system).size(), nonsecure_callees(system),
      stateless(system, nonsecure_callees(system)));
}

std::string partitions(const System& system) {
  std::string rows;
  for (const std::size_t index : system.init_order) rows += partition_row(system, system.partitions[index]);
  return array("PartitionDescriptor", "kPartitions", "kPartitionCount", system.partitions.size(), rows,
               "{}") +
         nspe(system) + thread_table(system);
}

// ---- services and interrupts ----

std::string service_row(const System& system, const Service* service) {
  if (service == nullptr) return "    hole(),\n";
  std::string flags;
  if (service->connection_based) flags = "kConnectionBased";
  if (service->mm_iovec) flags += flags.empty() ? "kMappedVectors" : " | kMappedVectors";
  const Partition& owner = system.owner(*service);
  return fmt::format("    {{{}, &kPartitions[{}], {}, {}, {:#x}, {}, {}, {:#x}}},  // {}\n",
                     owner.model == Model::kSfn ? lower(service->name) + "_sfn" : "nullptr",
                     position(system, owner), service->strict ? service->version : 1,
                     service->strict ? 0 : service->version - 1, service->sid, service->version,
                     flags.empty() ? "0" : flags, service->signal, service->name);
}

std::string services(const System& system) {
  std::string rows;
  for (const Service* service : system.table) rows += service_row(system, service);
  return array("ServiceDescriptor", "kServices", "kServiceCount", system.table.size(), rows, "hole()");
}

std::string interrupts(const System& system) {
  std::string rows;
  std::size_t count = 0;
  for (const Partition& partition : system.partitions)
    for (const Irq& irq : partition.irqs) {
      rows += fmt::format("    {{{}, &kPartitions[{}], {:#x}, {}, {}}},  // {}\n", irq.number,
                          position(system, partition), irq.signal,
                          irq.handling == IrqHandling::kFirstLevel ? irq.handler : "nullptr",
                          irq.enabled_at_start, irq.signal_name);
      ++count;
    }
  return array("InterruptDescriptor", "kInterrupts", "kInterruptCount", count, rows, "{}");
}

// ---- heaps ----

std::string heaps(const System& system) {
  std::string rows;
  std::size_t count = 0;
  for (const Partition& partition : system.partitions) {
    if (partition.heap_size == 0) continue;
    rows += heap_row(system, partition);
    ++count;
  }
  // Declared here too: without that, a constant would be this file's alone.
  return "extern \"C\" {\nextern const redoubt_heap redoubt_heaps[];\nextern const std::uint32_t "
         "redoubt_heap_count;\n" +
         array("redoubt_heap", "redoubt_heaps", "redoubt_heap_count", count, rows, "{}") + "}\n\n";
}

}  // namespace

std::string emit_tables(const System& system) {
  std::string out =
      "// SPDX-License-Identifier: BSD-3-Clause\n"
      "// Made by `redoubt compose` from the partitions' manifests and board.json.\n#include "
      "\"spm/schedule.hpp\"\n#include \"lib/runtime/heap.h\"\n\n";
  // Not by their headers: what these define are the partitions' own names, which two may have.
  out += "extern \"C\" {\n";
  for (const Partition& partition : system.partitions) out += prototypes(partition);
  out += "}\n\n" + linker_symbols(system) + "namespace redoubt::spm {\n\nnamespace {\n\n" +
         heap_memory(system) + state(system) + extra_windows(system) + "\n}  // namespace\n\n";
  out +=
      fmt::format("extern \"C\" {{\nCall redoubt_calls[{0}];\n}}\nconst std::uint32_t kCallCount = {0};\n\n",
                  call_count(system));
  out += "// In the order of initialisation: a partition after those that it calls.\n";
  return out + partitions(system) + services(system) + interrupts(system) + heaps(system) +
         "}  // namespace redoubt::spm\n";
}

}  // namespace redoubt::tool
