// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/audit/svg.hpp"

#include <fmt/format.h>

#include <numeric>

namespace redoubt::tool {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

// In hundredths of the font's size: DejaVu Sans, which is wider than Helvetica and Arial.
int char_width(char c) {
  constexpr std::string_view kNarrow = "iIjl.,:;'|!()[] ftr";
  constexpr std::string_view kWide = "mwMW@%";
  if (kNarrow.find(c) != std::string_view::npos) return 42;
  if (kWide.find(c) != std::string_view::npos) return 98;
  return (c >= 'A' && c <= 'Z') || c == '_' ? 70 : 61;
}

std::string paint(const Style& style) {
  std::string out = fmt::format(R"(fill="{}" stroke="{}")", style.fill, style.stroke);
  if (style.stroke != "none" && style.width != 1) out += fmt::format(R"( stroke-width="{}")", style.width);
  if (style.dashed) out += R"( stroke-dasharray="6 4")";
  return out;
}

// One arrowhead for each colour: a marker does not take that of its line.
std::string marker(std::string_view colour) { return "arrow-" + std::string(colour.substr(1)); }

}  // namespace

int text_width(std::string_view text, const Font& font) {
  const int sum =
      std::accumulate(text.begin(), text.end(), 0, [](int n, char c) { return n + char_width(c); });
  return sum * font.size * (font.bold ? 112 : 100) / 10000 + 1;
}

std::string fitted(std::string_view text, const Font& font, int width) {
  if (text_width(text, font) <= width) return std::string(text);
  const auto not_ascii = [&] { return (static_cast<unsigned char>(text.back()) & 0x80u) != 0; };
  while (!text.empty() && (not_ascii() || text_width(std::string(text) + "...", font) > width))
    text.remove_suffix(1);
  return std::string(text) + "...";
}

Svg::Svg(int width, int height, std::string_view label) {
  head_ = fmt::format(
      "<!-- SPDX-License-Identifier: BSD-3-Clause -->\n"
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" )"
      R"(font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" role="img" aria-label="{2}">)"
      "\n",
      width, height, escaped(label));
  rect(0, 0, width, height, {.fill = "#ffffff"});
}

void Svg::rect(int x, int y, int width, int height, const Style& style) {
  body_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" rx="{}" {}/>)", x, y, width, height,
                       style.radius, paint(style)) +
           "\n";
}

void Svg::line(int x1, int y1, int x2, int y2, const Style& style) {
  std::string end;
  if (style.arrow) {
    const std::string name = marker(style.stroke);
    if (colours_.find(name + "\"") == std::string::npos)
      colours_ += fmt::format(
          R"(<marker id="{}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" )"
          R"(markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 L8 4 L0 7.5 z" fill="{}"/></marker>)"
          "\n",
          name, style.stroke);
    end = " marker-end=\"url(#" + name + ")\"";
  }
  body_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" {}{}/>)", x1, y1, x2, y2, paint(style), end) +
           "\n";
}

void Svg::text(int x, int y, std::string_view text, const Font& font) {
  body_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="{}"{} fill="{}">{}</text>)", x, y,
                       font.size, font.anchor, font.bold ? R"( font-weight="bold")" : "", font.fill,
                       escaped(text)) +
           "\n";
}

std::string Svg::take() { return head_ + "<defs>\n" + colours_ + "</defs>\n" + body_ + "</svg>\n"; }

}  // namespace redoubt::tool
