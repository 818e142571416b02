// SPDX-License-Identifier: BSD-3-Clause
// What must hold for the picture of any system: nothing runs over a text, nothing leaves the page.
#include "tools/redoubt/audit/picture.hpp"

#include <random>
#include <sstream>

#include "tools/redoubt/audit/layout.hpp"
#include "tools/redoubt/audit/test_system.hpp"

namespace redoubt::tool {
namespace {

using testing::HasSubstr;
using testing::Not;

// The number of NAME="123" in a tag.
int number(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(name + "=\"");
  EXPECT_NE(at, std::string::npos) << name << " in " << tag;
  return at == std::string::npos ? 0 : std::stoi(tag.substr(at + name.size() + 2));
}

struct Drawn {
  Rect rect;
  std::string source;
};

Rect line_rect(const std::string& tag) {
  const int x1 = number(tag, "x1"), x2 = number(tag, "x2"), y1 = number(tag, "y1"), y2 = number(tag, "y2");
  return {std::min(x1, x2), std::min(y1, y2), std::abs(x1 - x2), std::abs(y1 - y2)};
}

Rect text_rect(const std::string& tag) {
  const std::size_t start = tag.find('>') + 1;
  const std::string text = tag.substr(start, tag.find('<', start) - start);
  const int size = number(tag, "font-size");
  const int width = text_width(text, {.size = size, .bold = tag.find("\"bold\"") != std::string::npos});
  int x = number(tag, " x");
  if (tag.find("\"end\"") != std::string::npos) x -= width;
  if (tag.find("\"middle\"") != std::string::npos) x -= width / 2;
  return {x, number(tag, " y") - size * 3 / 4, width, size};
}

// The four sides of a dashed rectangle.
void add_sides(const std::string& tag, std::vector<Drawn>& out) {
  const Rect r{number(tag, " x"), number(tag, " y"), number(tag, " width"), number(tag, " height")};
  out.push_back({{r.x, r.y, r.width, 0}, tag});
  out.push_back({{r.x, r.bottom(), r.width, 0}, tag});
  out.push_back({{r.x, r.y, 0, r.height}, tag});
  out.push_back({{r.right(), r.y, 0, r.height}, tag});
}

// Every <text> or <line> of the picture, each a line of the file, as the rectangle that it takes. Boundaries
// are lines, too.
std::vector<Drawn> all(const std::string& svg, const std::string& element) {
  std::vector<Drawn> out;
  std::istringstream in(svg);
  for (std::string tag; std::getline(in, tag);) {
    if (tag.starts_with("<" + element + " "))
      out.push_back({element == "line" ? line_rect(tag) : text_rect(tag), tag});
    if (element == "line" && tag.starts_with("<rect") && tag.find("dasharray") != std::string::npos)
      add_sides(tag, out);
  }
  return out;
}

bool touch(const Rect& a, const Rect& b) {
  return a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom();
}

void expect_clear(const Audit& audit) {
  const std::string svg = draw_system(audit);
  const auto texts = all(svg, "text"), lines = all(svg, "line");
  const int width = number(svg, " width"), height = number(svg, " height");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Rect& r = texts[i].rect;
    EXPECT_TRUE(r.x >= 0 && r.y >= 0 && r.right() <= width && r.bottom() <= height) << texts[i].source;
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(touch(r, texts[j].rect)) << texts[i].source << "\n" << texts[j].source;
    const bool is_label = texts[i].source.find("#c0392b") != std::string::npos;  // stands on its boundary
    for (const Drawn& line : lines)
      EXPECT_FALSE(!is_label && touch(r, line.rect)) << texts[i].source << "\n" << line.source;
  }
  for (const Drawn& line : lines)
    EXPECT_TRUE(line.rect.x >= 0 && line.rect.right() <= width && line.rect.bottom() <= height)
        << line.source;
}

// ---- systems by chance: the standard leaves distributions open, so numbers are taken as they come ----

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : generator_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(generator_()) % n; }
  std::string name() {
    std::string out;
    for (std::uint32_t i = 0, length = 2 + below(40); i < length; ++i)
      out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"[below(27)];
    return out + std::to_string(++names_);
  }

 private:
  std::mt19937 generator_;
  int names_ = 0;
};

AuditPartition random_partition(Chance& chance) {
  AuditPartition out;
  out.name = chance.name();
  out.type = chance.below(2) == 0 ? "PSA-ROT" : "APPLICATION-ROT";
  out.model = chance.below(2) == 0 ? "SFN" : "IPC";
  out.priority = "NORMAL";
  out.stack_size = 64 + chance.below(8192);
  if (chance.below(2) == 0) out.stack_used = chance.below(out.stack_size);
  if (chance.below(2) == 0) out.memory.push_back({"code", 0, chance.below(1u << 20), false, true});
  for (std::uint32_t i = chance.below(5); i > 0; --i)
    out.services.push_back({chance.name(), "0xfffff001", chance.below(1u << 20), i % 2 == 0, i % 3 == 0, {}});
  for (std::uint32_t i = chance.below(6); i > 0; --i)
    out.mmio.push_back({{i % 2 == 0 ? chance.name() : "", 0x50000000, 0x1000, {}}, i % 3 == 0});
  for (std::uint32_t i = chance.below(4); i > 0; --i) out.irqs.push_back({"S", chance.below(480), "SLIH"});
  return out;
}

void add_random_calls(Chance& chance, Audit& audit) {
  for (AuditPartition& partition : audit.partitions)
    for (AuditService& service : partition.services) {
      if (chance.below(2) == 0) service.callers.emplace_back(kNspe);
      for (const AuditPartition& caller : audit.partitions)
        if (&caller != &partition && chance.below(3) == 0) service.callers.push_back(caller.name);
    }
}

Audit random_audit(std::uint32_t seed) {
  Chance chance(seed);
  Audit out;
  out.system = "s";
  out.board = "b";
  out.isolation_level = 1 + chance.below(3);
  System system;
  system.config.settings.push_back({"SPM_ISOLATION_LEVEL", out.isolation_level});
  if (chance.below(2) == 0) system.config.settings.push_back({"SPM_UNPRIVILEGED_PSA_ROT", true});
  for (std::uint32_t i = chance.below(12); i > 0; --i) {
    out.partitions.push_back(random_partition(chance));
    system.partitions.emplace_back().name = out.partitions.back().name;
    system.partitions.back().type =
        out.partitions.back().is_application() ? RotType::kApplication : RotType::kPsa;
  }
  out.domains = domains(system);
  out.linked = chance.below(2) == 0;
  for (std::uint32_t i = chance.below(6); i > 0; --i) out.entry_points.push_back("redoubt_gate_entry_point");
  add_random_calls(chance, out);
  return out;
}

TEST(Picture, NothingRunsOverAText) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    expect_clear(random_audit(seed));
    if (testing::Test::HasFailure()) break;
  }
}

TEST_F(AuditTest, ThePictureIsTheSameEachTime) {
  const std::string once = draw_system(read_audit(linked(), "x"));
  EXPECT_EQ(once, draw_system(read_audit(linked(), "x")));
  EXPECT_THAT(once, HasSubstr("<!-- SPDX-License-Identifier: BSD-3-Clause -->"));
}

TEST_F(AuditTest, ThePictureShowsWhatThereIs) {
  const std::string svg = draw_system(read_audit(linked(), "x"));
  for (const char* text : {">test on test_board<", ">Application RoT<", ">PSA RoT<", ">NSPE<", ">SPM<",
                           ">KEYS<", ">STORE_LIST<", ">UART2<", ">0x50003000 (read)<", ">interrupt 43, FLIH<",
                           ">0x71 · version 3 or lower · connection<", ">code 84 · data 24 · stack 256<"})
    EXPECT_THAT(svg, HasSubstr(text));
}

// An arrow for each call that is allowed: three of the NSPE's, KEYS to STORE, DRIVER to STORE and KEYS; one
// more explains them.
TEST_F(AuditTest, ThePictureHasAnArrowForEachCall) {
  const std::string svg = draw_system(read_audit(linked(), "x"));
  std::size_t arrows = 0;
  for (std::size_t at = 0; (at = svg.find("marker-end", at)) != std::string::npos; ++at) ++arrows;
  EXPECT_EQ(arrows, 3u + 1u + 2u + 1u);
}

TEST(Picture, TextIsEscaped) {
  Svg svg(10, 10, "a\"b");
  svg.text(0, 0, "<&>", {});
  const std::string out = svg.take();
  EXPECT_THAT(out, HasSubstr("a&quot;b"));
  EXPECT_THAT(out, HasSubstr(">&lt;&amp;>"));
}

TEST(Picture, TextIsShortenedAtACharacter) {
  EXPECT_EQ(fitted("short", {}, 100), "short");
  const std::string cut = fitted("a · b · c · d · e · f · g · h", {}, 60);
  EXPECT_TRUE(cut.ends_with("...")) << cut;
  EXPECT_LE(text_width(cut, {}), 60);
  EXPECT_NE(cut.find("·"), std::string::npos) << "the others stay";
  EXPECT_THAT(cut, Not(HasSubstr("\xC2...")));
  EXPECT_EQ(fitted("abc", {}, 0), "...");
}

}  // namespace
}  // namespace redoubt::tool
