// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/manifest.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::uint32_t kMaxFixedId = 255;
constexpr std::uint32_t kMaxHandle = 32;  // FF-M 1.1, stateless_handle
constexpr std::uint32_t kMaxVersion =
    (1u << 22) - 1;                           // what a stateless handle has bits for (spm/tables.hpp)
constexpr std::uint32_t kMaxSize = 1u << 24;  // of a stack or heap: beyond any secure RAM there is

// What depends on the version of the framework that the manifest is written for.
struct Dialect {
  bool v1_1;
};

// One of the words of a table, or an error that lists them.
template <class T, std::size_t N>
T word(const Json& json, const std::array<std::pair<const char*, T>, N>& words) {
  std::string all;
  for (const auto& [text, value] : words) {
    if (json.string() == text) return value;
    all += fmt::format("{}\"{}\"", all.empty() ? "" : " or ", text);
  }
  fail(json.place, fmt::format("\"{}\" must be {}", json.name, all));
}

constexpr std::array<std::pair<const char*, RotType>, 2> kTypes{
    {{"PSA-ROT", RotType::kPsa}, {"APPLICATION-ROT", RotType::kApplication}}};
constexpr std::array<std::pair<const char*, Priority>, 3> kPriorities{
    {{"LOW", Priority::kLow}, {"NORMAL", Priority::kNormal}, {"HIGH", Priority::kHigh}}};
constexpr std::array<std::pair<const char*, Model>, 2> kModels{{{"SFN", Model::kSfn}, {"IPC", Model::kIpc}}};
constexpr std::array<std::pair<const char*, bool>, 2> kPolicies{{{"STRICT", true}, {"RELAXED", false}}};
constexpr std::array<std::pair<const char*, bool>, 2> kAble{{{"enable", true}, {"disable", false}}};
constexpr std::array<std::pair<const char*, bool>, 2> kPermissions{
    {{"READ-WRITE", true}, {"READ-ONLY", false}}};
constexpr std::array<std::pair<const char*, IrqHandling>, 2> kHandling{
    {{"SLIH", IrqHandling::kSecondLevel}, {"FLIH", IrqHandling::kFirstLevel}}};

Dialect read_dialect(const Json& json) {
  const auto is = [&](double number, const char* text) {
    const auto* real = std::get_if<double>(&json.value);
    const auto* word = std::get_if<std::string>(&json.value);
    return (real != nullptr && *real == number) || (word != nullptr && *word == text);
  };
  if (!is(1.0, "1.0") && !is(1.1, "1.1")) fail(json.place, "\"psa_framework_version\" must be 1.0 or 1.1");
  return {is(1.1, "1.1")};
}

// A key that FF-M 1.1 added.
const Json* find_1_1(Fields& fields, const char* key, Dialect dialect) {
  const Json* json = fields.find(key);
  if (json != nullptr && !dialect.v1_1)
    fail(json->place, fmt::format("\"{}\" came with FF-M 1.1, this manifest is for 1.0", key));
  return json;
}

// Keys of drafts of FF-M and of other frameworks' tools, and what to do about them.
const Hints& hints() {
  static const Hints hints = {
      {"minor_version", "FF-M 1.0 calls it \"version\""},
      {"minor_policy", "FF-M 1.0 calls it \"version_policy\""},
      {"extern_sids", "FF-M 1.0 calls it \"dependencies\""},
      {"secure_clients", "a partition may call a service that is among its own \"dependencies\""},
      {"signal", "it follows from the name: NAME_SIGNAL"},
      {"pid", "a partition's number is its \"id\""},
      {"tfm_irq_priority",
       "it is none of FF-M's; leave it out: all partitions' interrupts have one priority"},
      {"linker_pattern", "it is none of FF-M's; leave it out: a partition's data is found without it"},
  };
  return hints;
}

// For a sentence.
template <class T>
std::string names_of(const std::map<std::string, T>& map) {
  std::string all;
  for (const auto& [name, value] : map)
    if (name != "mpc" && name != "ppc") all += (all.empty() ? "" : ", ") + name;  // the SPM's own
  return all;
}

void read_description(Fields& fields) {
  if (const Json* json = fields.find("description")) (void)json->string();
}

std::uint32_t read_handle(Fields& fields, const Service& service, Dialect dialect) {
  const Json* json = find_1_1(fields, "stateless_handle", dialect);
  if (json == nullptr) return 0;
  if (service.connection_based)
    fail(json->place,
         fmt::format("service {} is connection-based and has no \"stateless_handle\"", service.name));
  if (const auto* text = std::get_if<std::string>(&json->value); text != nullptr && *text == "auto") return 0;
  const std::uint32_t handle = json->number(kMaxHandle);
  if (handle == 0)
    fail(json->place, fmt::format("\"stateless_handle\" must be \"auto\" or 1 to {}", kMaxHandle));
  return handle;
}

Service read_service(const Json& json, Dialect dialect) {
  Fields fields(json);
  read_description(fields);
  Service service;
  service.place = json.place;
  service.name = fields.get("name").identifier();
  const Json& sid = fields.get("sid");
  service.sid = sid.number();
  if (service.sid == 0) fail(sid.place, "\"sid\" must not be 0");
  service.non_secure_clients = fields.get("non_secure_clients").boolean();
  if (const Json* based = find_1_1(fields, "connection_based", dialect))
    service.connection_based = based->boolean();
  service.handle = read_handle(fields, service, dialect);
  if (const Json* version = fields.find("version")) {
    service.version = version->number(kMaxVersion);
    if (service.version == 0) fail(version->place, "\"version\" must not be 0");
  }
  if (const Json* policy = fields.find("version_policy")) service.strict = word(*policy, kPolicies);
  if (const Json* mapped = find_1_1(fields, "mm_iovec", dialect)) service.mm_iovec = word(*mapped, kAble);
  fields.finish(hints());
  return service;
}

// A peripheral of the board, or a memory that every board has. A hosted board has neither: the name is
// enough.
void find_named(const std::string& name, const Board& board, MmioRegion& mmio) {
  const std::map<std::string, const char*> memories = {{"HANDOFF", "handoff"},
                                                       {"FAULT_RECORD", "fault_record"}};
  const auto memory = memories.find(name);
  mmio.named = true;
  mmio.memory = name == "NV_MEMORY" || memory != memories.end();
  if (board.hosted) return;
  const Region* found = nullptr;
  if (memory != memories.end())
    found = find(board.memory, memory->second);
  else if (mmio.memory)
    found = &board.nv.whole;
  else if (const auto known = board.peripherals.find(name); known != board.peripherals.end())
    found = &known->second;
  if (found == nullptr)
    fail(mmio.region.place,
         fmt::format(
             "board {} has no peripheral \"{}\"; it has {}. One without a name is given by \"base\" and "
             "\"size\"",
             board.name, name, names_of(board.peripherals)));
  mmio.region.base = found->base;
  mmio.region.size = found->size;
}

MmioRegion read_mmio(const Json& json, const Board& board) {
  Fields fields(json);
  read_description(fields);
  MmioRegion mmio;
  const Json* name = fields.find("name");
  const Json* base = fields.find("base");
  mmio.region.place = json.place;
  if (name != nullptr) mmio.region.name = name->identifier();
  if (base != nullptr) {
    mmio.region.base = base->number();
    mmio.region.size = fields.get("size").number();
  } else {
    find_named(fields.get("name").identifier(), board, mmio);
  }
  mmio.writable = word(fields.get("permission"), kPermissions);
  fields.finish(hints());
  return mmio;
}

std::uint32_t read_source(const Json& json, const Board& board) {
  const auto* text = std::get_if<std::string>(&json.value);
  if (text != nullptr && !parse_number(*text)) {
    const auto known = board.interrupts.find(*text);
    if (known == board.interrupts.end())
      fail(json.place,
           fmt::format(
               "board {} has no interrupt \"{}\"; it has {}. One without a name is given by its number",
               board.name, *text, names_of(board.interrupts)));
    return known->second;
  }
  const std::uint32_t number = json.number();
  if (number >= board.interrupt_count)
    fail(json.place, fmt::format("board {} has {} interrupts", board.name, board.interrupt_count));
  return number;
}

// 1.0 gives the signal's macro; 1.1 a name, from which the macro and the first-level handler are called.
Irq read_irq(const Json& json, const Board& board, Dialect dialect) {
  Fields fields(json);
  read_description(fields);
  Irq irq;
  irq.place = json.place;
  irq.number = read_source(fields.get("source"), board);
  (void)find_1_1(fields, "handling", dialect);
  if (dialect.v1_1) {
    const std::string& name = fields.get("name").identifier();
    irq.signal_name = name + "_SIGNAL";
    irq.handler = lower(name) + "_flih";
    irq.handling = word(fields.get("handling"), kHandling);
  } else {
    irq.signal_name = fields.get("signal").identifier();
    irq.enabled_at_start = true;
  }
  fields.finish(hints());
  return irq;
}

void read_dependencies(const Json* list, bool weak, Partition& partition) {
  if (list == nullptr) return;
  for (const Json& name : list->array())
    partition.dependencies.push_back({name.identifier(), weak, name.place});
}

void read_entry(Fields& fields, Dialect dialect, Partition& partition) {
  const Json* model = find_1_1(fields, "model", dialect);
  if (dialect.v1_1) partition.model = word(model != nullptr ? *model : fields.get("model"), kModels);
  const Json* point = fields.find("entry_point");
  const Json* init = find_1_1(fields, "entry_init", dialect);
  const Json* wrong = partition.model == Model::kSfn ? point : init;
  if (wrong != nullptr)
    fail(wrong->place, fmt::format("\"{}\" belongs to the {} model", wrong->name,
                                   partition.model == Model::kSfn ? "IPC" : "SFN"));
  if (partition.model == Model::kIpc) partition.entry = fields.get("entry_point").identifier();
  if (init != nullptr) partition.entry = init->identifier();
}

// It becomes a macro as it stands (psa_manifest/pid.h).
const std::string& read_partition_name(const Json& json) {
  for (const char* taken : {"NULL", "EOF", "TRUE", "FALSE"})
    if (json.identifier() == taken)
      fail(json.place, fmt::format("\"{}\" is a macro of C and cannot name a partition", taken));
  for (const char* taken : {"NSPE", "SPM"})
    if (json.identifier() == taken)
      fail(json.place, fmt::format("\"{}\" is what audit.json calls something else", taken));
  return json.identifier();
}

std::uint32_t read_size(const Json* json) { return json == nullptr ? 0 : json->number(kMaxSize); }

void read_lists(Fields& fields, Dialect dialect, const Board& board, Partition& partition) {
  if (const Json* list = fields.find("services"))
    for (const Json& one : list->array()) partition.services.push_back(read_service(one, dialect));
  if (const Json* list = fields.find("mmio_regions"))
    for (const Json& one : list->array()) partition.mmio.push_back(read_mmio(one, board));
  if (const Json* list = fields.find("irqs"))
    for (const Json& one : list->array()) partition.irqs.push_back(read_irq(one, board, dialect));
  read_dependencies(fields.find("dependencies"), false, partition);
  read_dependencies(fields.find("weak_dependencies"), true, partition);
}

}  // namespace

Partition read_manifest(const std::string& path, const Board& board) {
  const Json json = read_json(path);
  Fields fields(json);
  Partition partition;
  partition.path = path;
  partition.place = json.place;
  const Dialect dialect = read_dialect(fields.get("psa_framework_version"));
  read_description(fields);
  partition.name = read_partition_name(fields.get("name"));
  if (const Json* id = fields.find("id")) {
    partition.id = id->number(kMaxFixedId);
    if (partition.id == 0) fail(id->place, "\"id\" must not be 0");
  }
  partition.type = word(fields.get("type"), kTypes);
  partition.priority = word(fields.get("priority"), kPriorities);
  read_entry(fields, dialect, partition);
  partition.stack_size = fields.get("stack_size").number(kMaxSize);
  partition.heap_size = read_size(fields.find("heap_size"));
  read_lists(fields, dialect, board, partition);
  fields.finish(hints());
  return partition;
}

}  // namespace redoubt::tool
