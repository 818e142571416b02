// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/size/elf.hpp"

#include <cxxabi.h>
#include <elf.h>
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return name.starts_with("_Z") && text != nullptr ? text.get() : name;
}

class Elf {
 public:
  explicit Elf(const std::string& path) : path_(path), content_(read_file(path)) {
    header_ = at<Elf32_Ehdr>(0);
    const bool good = std::memcmp(header_.e_ident, ELFMAG, SELFMAG) == 0 &&
                      header_.e_ident[EI_CLASS] == ELFCLASS32 && header_.e_ident[EI_DATA] == ELFDATA2LSB &&
                      header_.e_shentsize == sizeof(Elf32_Shdr) &&
                      (header_.e_phnum == 0 || header_.e_phentsize == sizeof(Elf32_Phdr));
    if (!good) bad("is no 32-bit little-endian ELF file");
  }

  std::vector<Section> sections() const {
    std::vector<Section> found;
    for (std::uint32_t i = 0; i < header_.e_shnum; ++i) {
      const Elf32_Shdr section = header(i);
      if ((section.sh_flags & SHF_ALLOC) == 0 || section.sh_size == 0) continue;
      found.push_back({string(header_.e_shstrndx, section.sh_name), section.sh_addr, section.sh_size,
                       section.sh_type != SHT_NOBITS, (section.sh_flags & SHF_WRITE) != 0,
                       (section.sh_flags & SHF_EXECINSTR) != 0});
    }
    return found;
  }

  std::vector<Segment> segments() const {
    std::vector<Segment> found;
    for (std::uint32_t i = 0; i < header_.e_phnum; ++i) {
      const auto segment =
          at<Elf32_Phdr>(std::uint64_t{header_.e_phoff} + std::uint64_t{i} * sizeof(Elf32_Phdr));
      if (segment.p_type == PT_LOAD && segment.p_filesz != 0)
        found.push_back({segment.p_vaddr, segment.p_paddr, segment.p_filesz});
    }
    return found;
  }

  std::vector<Symbol> symbols() const {
    std::vector<Symbol> found;
    for (std::uint32_t i = 0; i < header_.e_shnum; ++i) {
      const Elf32_Shdr table = header(i);
      if (table.sh_type != SHT_SYMTAB) continue;
      for (std::uint32_t j = 0; j < table.sh_size / sizeof(Elf32_Sym); ++j)
        add_symbol(at<Elf32_Sym>(std::uint64_t{table.sh_offset} + std::uint64_t{j} * sizeof(Elf32_Sym)),
                   table.sh_link, found);
    }
    return found;
  }

 private:
  [[noreturn]] void bad(std::string_view why) const { throw Error(fmt::format("{}: {}", path_, why)); }

  template <class T>
  T at(std::uint64_t offset) const {
    if (offset > content_.size() || content_.size() - offset < sizeof(T))
      bad("is no ELF file, or ends too early");
    T value;
    std::memcpy(&value, content_.data() + offset, sizeof value);
    return value;
  }
  Elf32_Shdr header(std::uint32_t index) const {
    return at<Elf32_Shdr>(std::uint64_t{header_.e_shoff} + std::uint64_t{index} * sizeof(Elf32_Shdr));
  }
  std::string string(std::uint32_t table, std::uint32_t offset) const {
    const std::uint64_t start = std::uint64_t{header(table).sh_offset} + offset;
    if (start >= content_.size()) bad("has a name beyond its end");
    return content_.substr(start, content_.find('\0', start) - start);
  }
  // Not: what the image lacks, sections and files, and the mapping symbols $t, $d.
  void add_symbol(const Elf32_Sym& symbol, std::uint32_t names, std::vector<Symbol>& found) const {
    const unsigned type = ELF32_ST_TYPE(symbol.st_info);
    if (symbol.st_shndx == SHN_UNDEF || (type != STT_NOTYPE && type != STT_OBJECT && type != STT_FUNC))
      return;
    const std::string name = string(names, symbol.st_name);
    if (name.empty() || name[0] == '$') return;
    const bool function = type == STT_FUNC;
    found.push_back(
        {demangled(name), function ? symbol.st_value & ~1u : symbol.st_value, symbol.st_size, function});
  }

  std::string path_, content_;
  Elf32_Ehdr header_{};
};

}  // namespace

std::vector<Section> read_sections(const std::string& path) { return Elf(path).sections(); }
std::vector<Segment> read_segments(const std::string& path) { return Elf(path).segments(); }
std::vector<Symbol> read_symbols(const std::string& path) { return Elf(path).symbols(); }

}  // namespace redoubt::tool
