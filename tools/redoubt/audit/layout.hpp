// SPDX-License-Identifier: BSD-3-Clause
// Where everything of the picture is: the NSPE at the left, the secure side as a column of partitions above
// the SPM, and at its right a track for each partition that calls others. All in pixels.
#pragma once

#include <string>
#include <vector>

#include "tools/redoubt/audit/audit.hpp"
#include "tools/redoubt/audit/svg.hpp"

namespace redoubt::tool {

struct Rect {
  int x = 0, y = 0, width = 0, height = 0;
  int right() const { return x + width; }
  int bottom() const { return y + height; }
};

struct ServiceRow {
  const AuditService* service = nullptr;
  Rect rect;
  std::vector<std::string> callers;  // partitions, from the top down
};

struct Chip {
  std::string text;
  bool interrupt = false;  // else a peripheral
  Rect rect;
};

struct PartitionBox {
  const AuditPartition* partition = nullptr;
  Rect rect;
  std::vector<ServiceRow> rows;
  std::vector<Chip> chips;
};

struct GroupBox {
  std::string title;
  Rect rect;
  std::vector<PartitionBox> boxes;
};

struct Outline {
  const Domain* domain = nullptr;
  std::string label;  // empty: the legend says enough
  Rect rect;
};

// The vertical line of one caller's arrows.
struct Track {
  const AuditPartition* caller = nullptr;
  int x = 0, top = 0, bottom = 0;
};

struct Layout {
  int width = 0, height = 0;
  Rect nspe, secure, spm;
  std::vector<std::string> spm_lines;
  std::vector<GroupBox> groups;
  std::vector<Outline> outlines;
  std::vector<Track> tracks;  // from the left
};

namespace look {
inline constexpr int kHeader = 30;  // of a partition's box
inline constexpr int kPad = 10;
inline constexpr int kStackBar = 80;  // at a box's lower right: how much of its stack was used
inline constexpr Font kTitle{.size = 20, .bold = true};
inline constexpr Font kGroup{.size = 13, .bold = true, .fill = "#4b5a68"};
inline constexpr Font kName{.size = 13, .bold = true};
inline constexpr Font kText{.size = 11};
inline constexpr Font kNote{.size = 10, .fill = "#57646f"};
}  // namespace look

// What a box says beside its name, beside a service's name, and at its lower end.
std::string kind_text(const AuditPartition& partition);
std::string service_text(const AuditService& service);
std::string memory_text(const AuditPartition& partition);

// The y where the caller's line leaves its box, and where its arrow reaches the row.
int exit_of(const PartitionBox& box);
int entry_of(const ServiceRow& row, const std::string& caller);

Layout lay_out(const Audit& audit);

}  // namespace redoubt::tool
