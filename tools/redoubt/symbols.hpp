// SPDX-License-Identifier: BSD-3-Clause
// From an address to a function, a file and a line: addr2line of the toolchain, as a program of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redoubt::tool {

class Symbols {
 public:
  // `program` is looked for on the PATH. Without ELF files nothing is known and nothing is run.
  Symbols(std::vector<std::string> elf_files, std::string program);

  // "FUNCTION at FILE:LINE", and what it was inlined into; empty where no file knows the address. Throws
  // tool::Error if the program is missing or fails.
  std::string of(std::uint32_t address) const;

  // The call before a return address, with or without its Thumb bit.
  std::string of_call(std::uint32_t return_address) const { return of((return_address & ~1u) - 2); }

  // The same for what a link register holds: where it is the beginning of a function nobody has called from
  // the one before, the function was put there to be returned to.
  std::string of_link(std::uint32_t link_register) const;

 private:
  std::vector<std::string> elf_files_;
  std::string program_;
};

// What addr2line -f -i printed, as of() returns it: pairs of lines, the innermost function first.
std::string describe_place(const std::string& addr2line_output);

// The function that is none inlined, of such a description.
std::string_view outermost_function(std::string_view place);

}  // namespace redoubt::tool
