// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/claims.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace redoubt::tool {

namespace {

bool same_kind(const Range& a, const Range& b) {
  return a.what == b.what && a.writable == b.writable && a.executable == b.executable;
}

Range part(const Range& range, std::uint64_t from, std::uint64_t to) {
  Range out = range;
  out.base = static_cast<std::uint32_t>(from);
  out.size = static_cast<std::uint32_t>(to - from);
  return out;
}

}  // namespace

Claims::Claims(std::vector<Range> ranges) {
  for (Range& range : ranges) pieces_.push_back({"", std::move(range)});
}

void Claims::claim(std::uint32_t base, std::uint32_t size, const std::string& owner,
                   const std::string& what) {
  const std::uint64_t end = std::uint64_t{base} + size;
  std::vector<Piece> added;
  for (Piece& piece : pieces_) {
    const Range whole = piece.range;
    const std::uint64_t from = std::max(base, whole.base), to = std::min(end, whole.end());
    if (!piece.owner.empty() || from >= to) continue;
    if (from > whole.base) added.push_back({"", part(whole, whole.base, from)});
    if (to < whole.end()) added.push_back({"", part(whole, to, whole.end())});
    piece = {owner, part(whole, from, to)};
    if (!what.empty()) piece.range.what = what;
  }
  std::move(added.begin(), added.end(), std::back_inserter(pieces_));
}

std::map<std::string, std::vector<Range>> Claims::take(const std::string& rest) {
  std::sort(pieces_.begin(), pieces_.end(),
            [](const Piece& a, const Piece& b) { return a.range.base < b.range.base; });
  std::map<std::string, std::vector<Range>> out;
  for (Piece& piece : pieces_) {
    std::vector<Range>& list = out[piece.owner.empty() ? rest : piece.owner];
    if (!list.empty() && list.back().end() == piece.range.base && same_kind(list.back(), piece.range))
      list.back().size += piece.range.size;
    else
      list.push_back(std::move(piece.range));
  }
  pieces_.clear();
  return out;
}

}  // namespace redoubt::tool
