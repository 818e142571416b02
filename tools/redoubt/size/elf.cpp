// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/size/elf.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <cstring>
#include <string_view>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

class Elf {
 public:
  explicit Elf(const std::string& path) : path_(path), content_(read_file(path)) {
    header_ = at<Elf32_Ehdr>(0);
    const bool good = std::memcmp(header_.e_ident, ELFMAG, SELFMAG) == 0 &&
                      header_.e_ident[EI_CLASS] == ELFCLASS32 && header_.e_ident[EI_DATA] == ELFDATA2LSB &&
                      header_.e_shentsize == sizeof(Elf32_Shdr);
    if (!good) bad("is no 32-bit little-endian ELF file");
  }

  std::vector<Section> sections() const {
    std::vector<Section> found;
    for (std::uint32_t i = 0; i < header_.e_shnum; ++i) {
      const Elf32_Shdr section = header(i);
      if ((section.sh_flags & SHF_ALLOC) == 0 || section.sh_size == 0) continue;
      found.push_back({name(section.sh_name), section.sh_addr, section.sh_size, section.sh_type != SHT_NOBITS,
                       (section.sh_flags & SHF_WRITE) != 0});
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
  std::string name(std::uint32_t offset) const {
    const std::uint64_t start = std::uint64_t{header(header_.e_shstrndx).sh_offset} + offset;
    if (start >= content_.size()) bad("has a section name beyond its end");
    return content_.substr(start, content_.find('\0', start) - start);
  }

  std::string path_, content_;
  Elf32_Ehdr header_{};
};

}  // namespace

std::vector<Section> read_sections(const std::string& path) { return Elf(path).sections(); }

}  // namespace redoubt::tool
