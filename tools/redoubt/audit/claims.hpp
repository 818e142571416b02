// SPDX-License-Identifier: BSD-3-Clause
// Memory that is given away piece by piece: who claims a byte first keeps it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/redoubt/audit/memory.hpp"

namespace redoubt::tool {

class Claims {
 public:
  explicit Claims(std::vector<Range> ranges);  // what there is to claim; claims elsewhere have no effect

  // What of these addresses is free becomes `owner`'s, as `what`; as what it was if that is empty.
  void claim(std::uint32_t base, std::uint32_t size, const std::string& owner, const std::string& what);

  // By owner and address, neighbours of the same kind together; what is still free is `rest`'s.
  std::map<std::string, std::vector<Range>> take(const std::string& rest);

 private:
  struct Piece {
    std::string owner;  // empty: free
    Range range;
  };
  std::vector<Piece> pieces_;
};

}  // namespace redoubt::tool
