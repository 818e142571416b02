// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>

#include "tools/redoubt/audit/claims.hpp"
#include "tools/redoubt/compose/domains.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

constexpr std::string_view kVeneers = ".gnu.sgstubs";

// Linker symbols and objects by the names that are looked for.
class SymbolNames {
 public:
  explicit SymbolNames(const std::vector<Symbol>& symbols) : symbols_(symbols) {}

  std::optional<std::uint32_t> address(std::string_view name) const {
    const Symbol* symbol = find([&](const Symbol& s) { return s.name == name; });
    return symbol == nullptr ? std::nullopt : std::optional(symbol->address);
  }
  // The object of that name, in whatever namespace; null: none with a size.
  const Symbol* object(std::string_view name) const {
    return find([&](const Symbol& s) {
      return s.size != 0 && (s.name == name || std::string_view(s.name).ends_with("::" + std::string(name)));
    });
  }

 private:
  template <class Test>
  const Symbol* find(Test test) const {
    const auto found = std::find_if(symbols_.begin(), symbols_.end(), test);
    return found == symbols_.end() ? nullptr : &*found;
  }
  const std::vector<Symbol>& symbols_;
};

// redoubt_partition_NAME_*: the partition's own memory, stack first; `end` 0: it has none of its own.
struct Chunk {
  std::uint32_t start = 0, data = 0, bss = 0, heap = 0, end = 0;
};

Chunk chunk_of(const SymbolNames& names, const std::string& partition) {
  const auto symbol = [&](const char* what) {
    return names.address(fmt::format("redoubt_partition_{}_{}", lower(partition), what));
  };
  const auto start = symbol("start"), end = symbol("end");
  if (!start || !end) return {};
  Chunk chunk{*start, symbol("data").value_or(*end), 0, symbol("heap").value_or(*end), *end};
  chunk.bss = symbol("bss").value_or(chunk.heap);
  return chunk;
}

void claim_stacks(const SymbolNames& names, const std::vector<Origin>& origins, Claims& claims) {
  for (const Origin& origin : origins)
    if (const Symbol* stack = names.object(lower(origin.partition) + "_stack"))
      claims.claim(stack->address, stack->size, origin.partition, "stack");
}

void claim_chunks(const SymbolNames& names, const std::vector<Origin>& origins, Claims& claims) {
  for (const Origin& origin : origins) {
    const Chunk chunk = chunk_of(names, origin.partition);
    const auto part = [&](std::uint32_t from, std::uint32_t to, const char* what) {
      if (to > from) claims.claim(from, to - from, origin.partition, what);
    };
    part(chunk.start, chunk.data, "stack");
    part(chunk.data, chunk.bss, "data");
    part(chunk.bss, chunk.heap, "bss");
    part(chunk.heap, chunk.end, "heap");
  }
}

// The two stacks of the SPM; the symbols are those of spm/spe.ld, each top below two words for the seal.
void claim_spm_stacks(const SymbolNames& names, Claims& claims) {
  constexpr std::uint32_t kSeal = 8;
  for (const auto& [limit, top, what] :
       {std::array{"gate_limit", "gate_top", "gate stack"},
        std::array{"redoubt_msp_limit", "redoubt_msp_top", "handler stack"}}) {
    const auto from = names.address(limit), to = names.address(top);
    if (from && to && *to > *from) claims.claim(*from, *to + kSeal - *from, kSpm, what);
  }
}

std::string_view archive_of(std::string_view object) {
  const std::size_t end = object.find(".a(");
  return end == std::string_view::npos ? std::string_view() : object.substr(0, end);
}

// Below services/FOLDER: the service's own code. Its client library is what others call it with.
bool comes_from(std::string_view archive, const Origin& origin) {
  const std::string_view file = archive.substr(archive.rfind('/') + 1);
  if (file == "libpartition_" + lower(origin.partition)) return true;
  const std::string folder = "services/" + origin.folder + "/";
  const std::size_t at = archive.rfind(folder);
  return at != std::string_view::npos && (at == 0 || archive[at - 1] == '/') && !file.ends_with("_client");
}

std::string owner_of(const Input& input, const std::vector<Origin>& origins) {
  const std::string_view archive = archive_of(input.object);
  if (!archive.empty()) {
    for (const Origin& origin : origins)
      if (comes_from(archive, origin)) return origin.partition;
    return kShared;
  }
  const std::string part = component(input);
  return part == "client" || part == "runtime" ? kShared : kSpm;
}

// As far as the next one: what lies between two inputs aligns the second.
void claim_inputs(const Image& image, const std::vector<Origin>& origins, Claims& claims) {
  for (const Output& output : image.map)
    for (std::size_t i = 0; i < output.inputs.size(); ++i) {
      const Input& input = output.inputs[i];
      const std::uint64_t next = i + 1 < output.inputs.size() ? output.inputs[i + 1].address
                                                              : std::uint64_t{output.address} + output.size;
      if (input.size != 0 && next > input.address)
        claims.claim(input.address, static_cast<std::uint32_t>(next - input.address),
                     owner_of(input, origins), "");
    }
}

bool is_stack_section(const Section& section) { return section.name.find("stack") != std::string::npos; }

const char* content(const Section& section) {
  if (section.name == kVeneers) return "entry points";
  if (section.executable) return "code";
  if (!section.writable) return "constants";
  if (is_stack_section(section)) return "stack";
  if (section.name.find("heap") != std::string::npos) return "heap";
  return section.loaded ? "data" : "bss";
}

// The MPU executes what lies between these two symbols of spm/spe.ld, whatever its section is marked as.
bool is_executed(const Section& section, const SymbolNames& names) {
  const auto start = names.address("redoubt_text_start"), end = names.address("redoubt_text_end");
  return section.executable || (start && end && section.address < *end && section.end() > *start);
}

std::vector<Range> ranges_of(const Image& image, const SymbolNames& names) {
  std::vector<Range> out;
  for (Section section : image.sections) {
    section.executable = is_executed(section, names);
    out.push_back({content(section), section.address, section.size, section.writable, section.executable});
  }
  return out;
}

std::vector<EntryPoint> entry_points(const Image& image) {
  std::vector<EntryPoint> out;
  for (const Section& section : image.sections)
    for (const Symbol& symbol : image.symbols)
      if (section.name == kVeneers && symbol.function && symbol.address >= section.address &&
          symbol.address < section.end())
        out.push_back({symbol.name, symbol.address});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.address, a.name) < std::tie(b.address, b.name);
  });
  return out;
}

void add_initial_values(const Image& image, MemoryMap& out) {
  for (const Segment& segment : image.segments)
    if (segment.load_address != segment.address)
      out.owners[kSpm].push_back({"initial values", segment.load_address, segment.size, false, false});
}

// Such data would be the SPM's: a partition that is not privileged faults when it touches it.
void warn_of_strays(const Image& image, MemoryMap& out) {
  const SymbolNames names(image.symbols);
  for (const auto& [owner, ranges] : out.owners) {
    const Chunk chunk = chunk_of(names, owner);
    if (chunk.end == 0) continue;
    for (const Range& range : ranges)
      if (range.writable && range.what != "stack" && (range.base < chunk.start || range.end() > chunk.end))
        out.warnings.push_back(fmt::format("partition {} has {} bytes of {} at {:#x}, outside its own memory",
                                           owner, range.size, range.what, range.base));
  }
}

}  // namespace

Image read_linked_image(const std::string& elf, const std::string& map) {
  return {read_sections(elf), read_segments(elf), read_symbols(elf),
          map.empty() ? std::vector<Output>() : read_map(map)};
}

MemoryMap attribute(const Image& image, const std::vector<Origin>& origins) {
  const SymbolNames names(image.symbols);
  Claims claims(ranges_of(image, names));
  claim_stacks(names, origins, claims);
  claim_chunks(names, origins, claims);
  claim_spm_stacks(names, claims);
  claim_inputs(image, origins, claims);
  MemoryMap out{claims.take(kSpm), entry_points(image), {}};
  add_initial_values(image, out);
  warn_of_strays(image, out);
  return out;
}

}  // namespace redoubt::tool
