// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

using look::kHeader;
using look::kPad;

constexpr int kMargin = 24;
constexpr int kTop = 84;  // title and subtitle
constexpr int kNspeWidth = 150;
constexpr int kWorldGap = 76;   // between the NSPE and the secure side: the boundary is in its middle
constexpr int kFrame = 24;      // around groups inside their domain's outline, and around that
constexpr int kOutline = 12;    // from a group's frame to its domain's outline
constexpr int kOwnOutline = 7;  // the same for a partition alone
constexpr int kGroupTitle = 38;
constexpr int kBoxGap = 22;
constexpr int kRow = 24;  // of a service
constexpr int kRowGap = 4;
constexpr int kArrowGap = 9;  // between arrows into one service
constexpr int kChip = 18;
constexpr int kFooter = 22;
constexpr int kTrackGap = 16;
constexpr int kLine = 17;
constexpr int kLegend = 84;
constexpr int kMinWidth = 420, kMaxWidth = 760;

std::string grouped(std::uint64_t value) {
  std::string digits = fmt::format("{}", value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(digits.begin() + at, ',');
  return digits;
}

// ---- how wide a partition's box must be ----

int box_width(const Audit& audit) {
  int width = kMinWidth;
  for (const AuditPartition& partition : audit.partitions) {
    const int header =
        text_width(partition.name, look::kName) + text_width(kind_text(partition), look::kNote);
    const int footer = text_width(memory_text(partition), look::kNote) + look::kStackBar;
    width = std::max({width, header + 5 * kPad, footer + 4 * kPad});
    for (const AuditService& service : partition.services)
      width = std::max(width, text_width(service.name, look::kText) +
                                  text_width(service_text(service), look::kNote) + 8 * kPad);
  }
  return std::min(width, kMaxWidth);
}

// ---- a partition's box, from the top down ----

std::vector<std::string> partitions_only(const std::vector<std::string>& callers) {
  std::vector<std::string> out;
  std::copy_if(callers.begin(), callers.end(), std::back_inserter(out),
               [](const std::string& name) { return name != kNspe; });
  return out;
}

int add_rows(PartitionBox& box, int y) {
  for (const AuditService& service : box.partition->services) {
    ServiceRow row{&service, {}, partitions_only(service.callers)};
    const int arrows = static_cast<int>(row.callers.size());
    row.rect = {box.rect.x + kPad, y, box.rect.width - 2 * kPad, std::max(kRow, (arrows + 1) * kArrowGap)};
    y = row.rect.bottom() + kRowGap;
    box.rows.push_back(std::move(row));
  }
  return y;
}

std::vector<Chip> chips_of(const AuditPartition& partition) {
  std::vector<Chip> out;
  for (const AuditMmio& one : partition.mmio)
    out.push_back({one.label() + (one.writable ? "" : " (read)"), false, {}});
  for (const AuditIrq& one : partition.irqs)
    out.push_back({fmt::format("interrupt {}, {}", one.source, one.handling), true, {}});
  return out;
}

// In lines, as many as it takes.
int add_chips(PartitionBox& box, int y) {
  const int left = box.rect.x + kPad, right = box.rect.right() - kPad;
  int x = left;
  for (Chip& chip : box.chips = chips_of(*box.partition)) {
    chip.text = fitted(chip.text, look::kNote, right - left - 2 * kPad);
    const int width = text_width(chip.text, look::kNote) + 2 * kPad;
    if (x > left && x + width > right) {
      x = left;
      y += kChip + kRowGap;
    }
    chip.rect = {x, y, width, kChip};
    x += width + kRowGap;
  }
  return box.chips.empty() ? y : y + kChip + kRowGap;
}

PartitionBox place_box(const AuditPartition& partition, int x, int y, int width) {
  PartitionBox box{&partition, {x, y, width, 0}, {}, {}};
  y = add_rows(box, y + kHeader + kRowGap);
  y = add_chips(box, y);
  box.rect.height = y + kFooter - box.rect.y;
  return box;
}

// ---- groups and the SPM ----

GroupBox place_group(const Audit& audit, bool application, int x, int y, int width) {
  GroupBox group{application ? "Application RoT" : "PSA RoT", {x, y, width + 2 * kPad, 0}, {}};
  y += kGroupTitle;
  for (const AuditPartition& partition : audit.partitions) {
    if (partition.is_application() != application) continue;
    group.boxes.push_back(place_box(partition, x + kPad, y, width));
    y = group.boxes.back().rect.bottom() + kBoxGap;
  }
  group.rect.height = y - kBoxGap + kPad + 2 - group.rect.y;
  return group;
}

// Words in as many lines as they need.
void add_wrapped(std::string line, const std::vector<std::string>& words, int width,
                 std::vector<std::string>& out) {
  for (const std::string& word : words) {
    std::string longer = fmt::format("{} {}", line, word);
    if (text_width(longer, look::kText) > width) {
      out.push_back(std::move(line));
      longer = word;
    }
    line = std::move(longer);
  }
  out.push_back(std::move(line));
}

std::vector<std::string> spm_lines(const Audit& audit, int width) {
  std::vector<std::string> out{"every call, vector and interrupt of a partition passes through it"};
  if (!audit.linked) return out;
  out.push_back(
      fmt::format("code {} · data {} · stacks {}",
                  grouped(bytes(audit.spm, {"code", "constants", "entry points", "initial values"})),
                  grouped(bytes(audit.spm, {"data", "bss"})),
                  grouped(bytes(audit.spm, {"stack", "gate stack", "handler stack"}))));
  add_wrapped("entry points:", audit.entry_points, width, out);
  out.push_back(fmt::format("libraries and drivers, run with their caller's rights: code {} · data {}",
                            grouped(bytes(audit.shared, {"code", "constants"})),
                            grouped(bytes(audit.shared, {"data", "bss"}))));
  return out;
}

void place_secure_side(const Audit& audit, Layout& out) {
  const int x = kMargin + kNspeWidth + kWorldGap + kFrame + kOutline;
  const int width = box_width(audit);
  int y = kTop + kFrame + kOutline + 6;
  for (const bool application : {true, false}) {
    GroupBox group = place_group(audit, application, x, y, width);
    if (group.boxes.empty()) continue;
    y = group.rect.bottom() + 2 * kOutline + 14;
    out.groups.push_back(std::move(group));
  }
  out.spm_lines = spm_lines(audit, width);
  for (std::string& line : out.spm_lines) line = fitted(line, look::kText, width);
  out.spm = {x, y, width + 2 * kPad, kHeader + static_cast<int>(out.spm_lines.size()) * kLine + kPad};
}

// ---- what is protected from what ----

Rect around(const Rect& a, const Rect& b) {
  const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect wider(const Rect& rect, int by) {
  return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

// A partition alone in its domain, beside others of its group, is outlined inside the group.
void place_outline(const Domain& domain, Layout& out) {
  Rect rect;
  bool inside = false;
  const auto extend = [&](const Rect& more) { rect = rect.width == 0 ? more : around(rect, more); };
  for (const GroupBox& group : out.groups)
    for (const PartitionBox& box : group.boxes) {
      const auto& members = domain.members;
      if (std::find(members.begin(), members.end(), box.partition->name) == members.end()) continue;
      inside = members.size() == 1 && box.partition->is_application() && domain.name == box.partition->name;
      extend(inside ? box.rect : group.rect);
    }
  if (domain.members.back() == kSpm) extend(out.spm);
  const std::string label =
      fmt::format("{}, {}", domain.name, domain.privileged ? "privileged" : "unprivileged");
  out.outlines.push_back({&domain, inside ? "" : label, wider(rect, inside ? kOwnOutline : kOutline)});
}

// ---- tracks ----

const PartitionBox* box_of(const Layout& layout, const std::string& name) {
  for (const GroupBox& group : layout.groups)
    for (const PartitionBox& box : group.boxes)
      if (box.partition->name == name) return &box;
  return nullptr;
}

void extend_tracks(const ServiceRow& row, const Layout& layout, std::vector<Track>& tracks) {
  for (const std::string& caller : row.callers) {
    const PartitionBox* box = box_of(layout, caller);
    if (box == nullptr) continue;
    auto track = std::find_if(tracks.begin(), tracks.end(),
                              [&](const Track& t) { return t.caller == box->partition; });
    if (track == tracks.end())
      track = tracks.insert(tracks.end(), {box->partition, 0, exit_of(*box), exit_of(*box)});
    track->top = std::min(track->top, entry_of(row, caller));
    track->bottom = std::max(track->bottom, entry_of(row, caller));
  }
}

// Short ones inside: fewer arrows cross them.
void place_tracks(Layout& out) {
  for (const GroupBox& group : out.groups)
    for (const PartitionBox& box : group.boxes)
      for (const ServiceRow& row : box.rows) extend_tracks(row, out, out.tracks);
  std::stable_sort(out.tracks.begin(), out.tracks.end(),
                   [](const Track& a, const Track& b) { return a.bottom - a.top < b.bottom - b.top; });
  int x = out.spm.right() + kOutline + kTrackGap + 6;
  for (Track& track : out.tracks) {
    track.x = x;
    x += kTrackGap;
  }
}

}  // namespace

std::string kind_text(const AuditPartition& partition) {
  return fmt::format("{} · {} priority · {}", partition.model, lower(partition.priority),
                     partition.privileged ? "privileged" : "unprivileged");
}

std::string service_text(const AuditService& service) {
  return fmt::format("{} · version {}{} · {}", service.sid, service.version,
                     service.strict ? "" : " or lower",
                     service.connection_based ? "connection" : "stateless");
}

std::string memory_text(const AuditPartition& partition) {
  std::string out;
  if (!partition.memory.empty())
    out = fmt::format("code {} · data {} · ", grouped(bytes(partition.memory, {"code", "constants"})),
                      grouped(bytes(partition.memory, {"data", "bss"})));
  if (partition.heap_size != 0) out += fmt::format("heap {} · ", grouped(partition.heap_size));
  if (!partition.stack_used) return out + fmt::format("stack {}", grouped(partition.stack_size));
  return out +
         fmt::format("stack {} used of {}", grouped(*partition.stack_used), grouped(partition.stack_size));
}

int exit_of(const PartitionBox& box) { return box.rect.y + kHeader / 2; }

int entry_of(const ServiceRow& row, const std::string& caller) {
  const auto at = std::find(row.callers.begin(), row.callers.end(), caller) - row.callers.begin();
  const int count = static_cast<int>(row.callers.size());
  return row.rect.y + row.rect.height / 2 + (2 * static_cast<int>(at) - count + 1) * kArrowGap / 2;
}

Layout lay_out(const Audit& audit) {
  Layout out;
  place_secure_side(audit, out);
  for (const Domain& domain : audit.domains) place_outline(domain, out);
  place_tracks(out);
  const int x = kMargin + kNspeWidth + kWorldGap;
  const int inner = out.tracks.empty() ? out.spm.right() + kOutline : out.tracks.back().x;
  out.secure = {x, kTop, inner + kFrame - x, out.spm.bottom() + kOutline + kFrame - kTop};
  out.nspe = {kMargin, kTop, kNspeWidth, out.secure.height};
  out.width = out.secure.right() + kMargin;
  out.height = out.secure.bottom() + kLegend;
  return out;
}

}  // namespace redoubt::tool
