// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/redoubt/audit/layout.hpp"
#include "tools/redoubt/audit/svg.hpp"

namespace redoubt::tool {

namespace {

using look::kHeader;
using look::kPad;

constexpr std::string_view kNonSecure = "#4a63a6", kNonSecureFill = "#eef1f8";
constexpr std::string_view kSecure = "#2f7a4b", kSecureFill = "#f3f8f4";
constexpr std::string_view kBoundary = "#c0392b";
constexpr std::string_view kBoxLine = "#8a97a3", kPrivilegedFill = "#dfe5ea", kPlainFill = "#ffffff";
constexpr std::string_view kServiceFill = "#ffffff", kServiceLine = "#b9c4cd";
constexpr std::string_view kMmioFill = "#fdf0dd", kMmioLine = "#c98a2b";
constexpr std::string_view kIrqFill = "#f1e9fa", kIrqLine = "#8250c4";
// Of callers, in the order of their tracks; told apart by most people who do not see all colours.
constexpr std::array<std::string_view, 8> kCallers{"#0072b2", "#b35900", "#00795a", "#a0387a",
                                                   "#44566c", "#7a5c00", "#6a3fb5", "#1b2733"};

// ---- boxes ----

void draw_service(Svg& svg, const ServiceRow& row) {
  const Rect& r = row.rect;
  const int base = r.y + r.height / 2 + 4;
  svg.rect(r.x, r.y, r.width, r.height, {.fill = kServiceFill, .stroke = kServiceLine, .radius = 4});
  const std::string note = service_text(*row.service);
  const int room = r.width - 4 * kPad - text_width(note, look::kNote);
  svg.text(r.x + kPad, base, fitted(row.service->name, look::kText, room), look::kText);
  Font right = look::kNote;
  right.anchor = "end";
  svg.text(r.right() - kPad, base, note, right);
}

void draw_chip(Svg& svg, const Rect& r, const std::string& text, bool interrupt) {
  svg.rect(
      r.x, r.y, r.width, r.height,
      {.fill = interrupt ? kIrqFill : kMmioFill, .stroke = interrupt ? kIrqLine : kMmioLine, .radius = 9});
  svg.text(r.x + kPad, r.y + 13, text, look::kNote);
}

// How much of its stack a partition has used, as a bar.
void draw_stack(Svg& svg, const AuditPartition& partition, int right, int y) {
  constexpr int kBar = look::kStackBar, kHigh = 8;
  constexpr std::uint64_t kTight = 90;
  if (!partition.stack_used || partition.stack_size == 0) return;
  const std::uint64_t percent =
      std::min<std::uint64_t>(100, std::uint64_t{*partition.stack_used} * 100 / partition.stack_size);
  svg.rect(right - kBar, y, kBar, kHigh, {.fill = "#ffffff", .stroke = kServiceLine, .radius = 2});
  svg.rect(right - kBar, y, static_cast<int>(percent) * kBar / 100, kHigh,
           {.fill = percent > kTight ? kBoundary : kSecure, .radius = 2});
}

void draw_partition(Svg& svg, const PartitionBox& box) {
  const Rect& r = box.rect;
  const AuditPartition& partition = *box.partition;
  svg.rect(r.x, r.y, r.width, r.height, {.fill = kPlainFill, .radius = 6});
  if (partition.privileged) {  // rounded at its upper corners only
    svg.rect(r.x, r.y, r.width, kHeader, {.fill = kPrivilegedFill, .radius = 6});
    svg.rect(r.x, r.y + kHeader / 2, r.width, kHeader / 2, {.fill = kPrivilegedFill});
  }
  svg.rect(r.x, r.y, r.width, r.height, {.stroke = kBoxLine, .radius = 6});
  svg.line(r.x, r.y + kHeader, r.right(), r.y + kHeader, {.stroke = kBoxLine});
  const std::string kind = kind_text(partition);
  const int room = r.width - 4 * kPad - text_width(kind, look::kNote);
  svg.text(r.x + kPad, r.y + 20, fitted(partition.name, look::kName, room), look::kName);
  Font right = look::kNote;
  right.anchor = "end";
  svg.text(r.right() - kPad, r.y + 19, kind, right);
  for (const ServiceRow& row : box.rows) draw_service(svg, row);
  for (const Chip& chip : box.chips) draw_chip(svg, chip.rect, chip.text, chip.interrupt);
  svg.text(r.x + kPad, r.bottom() - 8, memory_text(partition), look::kNote);
  draw_stack(svg, partition, r.right() - kPad, r.bottom() - 16);
}

void draw_group(Svg& svg, const GroupBox& group) {
  const Rect& r = group.rect;
  svg.rect(r.x, r.y, r.width, r.height, {.fill = "#e6efe9", .radius = 6});
  svg.text(r.x + kPad, r.y + 20, group.title, look::kGroup);
  for (const PartitionBox& box : group.boxes) draw_partition(svg, box);
}

void draw_spm(Svg& svg, const Layout& layout) {
  const Rect& r = layout.spm;
  svg.rect(r.x, r.y, r.width, r.height, {.fill = kPrivilegedFill, .stroke = kBoxLine, .radius = 6});
  svg.text(r.x + kPad, r.y + 20, "SPM", look::kName);
  Font right = look::kNote;
  right.anchor = "end";
  svg.text(r.right() - kPad, r.y + 19, "privileged", right);
  int y = r.y + kHeader + 12;
  for (const std::string& line : layout.spm_lines) {
    svg.text(r.x + kPad, y, line, look::kText);
    y += 17;
  }
}

void draw_nspe(Svg& svg, const Layout& layout) {
  const Rect& r = layout.nspe;
  const int middle = r.x + r.width / 2, y = r.y + r.height / 2;
  svg.rect(r.x, r.y, r.width, r.height, {.fill = kNonSecureFill, .stroke = kNonSecure, .radius = 8});
  svg.text(middle, y - 12, "NSPE", {.size = 16, .bold = true, .fill = kNonSecure, .anchor = "middle"});
  svg.text(middle, y + 8, "the application,", {.anchor = "middle"});
  svg.text(middle, y + 24, "not trusted", {.anchor = "middle"});
}

// ---- boundaries ----

void draw_tag(Svg& svg, int right, int y, const std::string& text) {
  const Font font{.size = 10, .bold = true, .fill = kBoundary};
  const int width = text_width(text, font) + 2 * kPad;
  svg.rect(right - width, y - 9, width, 18, {.fill = "#ffffff", .stroke = kBoundary, .radius = 9});
  svg.text(right - width + kPad, y + 4, text, font);
}

void draw_outlines(Svg& svg, const Layout& layout) {
  for (const Outline& outline : layout.outlines) {
    const Rect& r = outline.rect;
    svg.rect(r.x, r.y, r.width, r.height, {.stroke = kBoundary, .width = 1.8, .dashed = true, .radius = 10});
  }
}

// Over the groups, which they stand out of.
void draw_tags(Svg& svg, const Layout& layout) {
  for (const Outline& outline : layout.outlines)
    if (!outline.label.empty()) draw_tag(svg, outline.rect.right() - 2 * kPad, outline.rect.y, outline.label);
}

void draw_world_boundary(Svg& svg, const Layout& layout) {
  const int x = (layout.nspe.right() + layout.secure.x) / 2;
  svg.line(x, layout.secure.y, x, layout.secure.bottom(), {.stroke = kBoundary, .width = 3, .dashed = true});
  svg.text(x, layout.secure.y - 8, "TrustZone",
           {.size = 11, .bold = true, .fill = kBoundary, .anchor = "middle"});
}

// ---- arrows ----

// From the NSPE straight into each service that is open to it.
void draw_nspe_calls(Svg& svg, const Layout& layout) {
  for (const GroupBox& group : layout.groups)
    for (const PartitionBox& box : group.boxes)
      for (const ServiceRow& row : box.rows) {
        const auto& callers = row.service->callers;
        if (std::find(callers.begin(), callers.end(), kNspe) == callers.end()) continue;
        const int y = row.rect.y + row.rect.height / 2;
        svg.line(layout.nspe.right(), y, row.rect.x, y, {.stroke = kNonSecure, .width = 1.4, .arrow = true});
      }
}

// A line over others: a gap in those shows that they do not meet.
void draw_over(Svg& svg, int x1, int x2, int y, const Layout& layout, const Style& style) {
  const int from = layout.tracks.front().x - kPad;
  const int end = std::max(x1, x2);
  if (end - 4 > from) svg.line(from, y, end - 4, y, {.stroke = kSecureFill, .width = 5});
  svg.line(x1, y, x2, y, style);
}

void draw_calls_of(Svg& svg, const Layout& layout, const Track& track, const Style& style) {
  Style arrow = style;
  arrow.arrow = true;
  for (const GroupBox& group : layout.groups)
    for (const PartitionBox& box : group.boxes) {
      if (box.partition == track.caller)
        draw_over(svg, box.rect.right(), track.x, exit_of(box), layout, style);
      for (const ServiceRow& row : box.rows)
        if (std::find(row.callers.begin(), row.callers.end(), track.caller->name) != row.callers.end())
          draw_over(svg, track.x, row.rect.right(), entry_of(row, track.caller->name), layout, arrow);
    }
}

void draw_calls(Svg& svg, const Layout& layout) {
  const auto style = [&](std::size_t i) {
    return Style{.stroke = kCallers[i % kCallers.size()], .width = 1.6};
  };
  for (std::size_t i = 0; i < layout.tracks.size(); ++i) {
    const Track& track = layout.tracks[i];
    svg.line(track.x, track.top, track.x, track.bottom, style(i));
  }
  for (std::size_t i = 0; i < layout.tracks.size(); ++i)
    draw_calls_of(svg, layout, layout.tracks[i], style(i));
}

// ---- around it ----

std::string subtitle(const Audit& audit) {
  constexpr std::array<const char*, 3> kMeaning{
      "the secure side is protected from the NSPE, its partitions are not from each other",
      "the PSA RoT is protected from the application RoT, all of it from the NSPE",
      "each application RoT partition is protected from every other, the PSA RoT from all"};
  const std::size_t level = audit.isolation_level;
  return fmt::format("isolation level {}: {}", level, kMeaning[std::clamp<std::size_t>(level, 1, 3) - 1]);
}

void draw_legend(Svg& svg, const Layout& layout) {
  int x = layout.nspe.x;
  const int y = layout.secure.bottom() + 30;
  const auto entry = [&](int width, const char* text) {
    svg.text(x + width + 8, y + 4, text, look::kNote);
    x += width + 8 + text_width(text, look::kNote) + 18;
  };
  svg.line(x, y, x + 34, y, {.stroke = kNonSecure, .width = 1.6, .arrow = true});
  entry(34, "may call");
  svg.rect(x, y - 8, 26, 16, {.fill = kPrivilegedFill, .stroke = kBoxLine, .radius = 4});
  entry(26, "privileged");
  svg.rect(x, y - 8, 26, 16, {.fill = kPlainFill, .stroke = kBoxLine, .radius = 4});
  entry(26, "unprivileged");
  svg.rect(x, y - 8, 26, 16, {.fill = kMmioFill, .stroke = kMmioLine, .radius = 8});
  entry(26, "peripheral");
  svg.rect(x, y - 8, 26, 16, {.fill = kIrqFill, .stroke = kIrqLine, .radius = 8});
  entry(26, "interrupt");
  svg.rect(layout.nspe.x, y + 20, 26, 16, {.stroke = kBoundary, .width = 1.8, .dashed = true, .radius = 4});
  svg.text(layout.nspe.x + 34, y + 32,
           "what is inside can write each other's memory, nobody outside but privileged "
           "code can; sizes are in bytes",
           look::kNote);
}

}  // namespace

std::string draw_system(const Audit& audit) {
  const Layout layout = lay_out(audit);
  Svg svg(layout.width, layout.height, audit.title() + ": partitions and who may call whom");
  svg.text(layout.nspe.x, 36, audit.system + " on " + audit.board, look::kTitle);
  svg.text(layout.nspe.x, 56, subtitle(audit), look::kText);
  draw_nspe(svg, layout);
  svg.rect(layout.secure.x, layout.secure.y, layout.secure.width, layout.secure.height,
           {.fill = kSecureFill, .stroke = kSecure, .radius = 8});
  draw_world_boundary(svg, layout);
  for (const GroupBox& group : layout.groups) draw_group(svg, group);
  draw_spm(svg, layout);
  draw_outlines(svg, layout);
  draw_tags(svg, layout);
  draw_nspe_calls(svg, layout);
  draw_calls(svg, layout);
  draw_legend(svg, layout);
  return svg.take();
}

}  // namespace redoubt::tool
