// SPDX-License-Identifier: BSD-3-Clause
// Just enough of SVG: rectangles, lines and text at whole pixels.
#pragma once

#include <string>
#include <string_view>

namespace redoubt::tool {

struct Style {
  std::string_view fill = "none";
  std::string_view stroke = "none";
  double width = 1;  // of the stroke
  bool dashed = false;
  int radius = 0;      // of a rectangle's corners
  bool arrow = false;  // at a line's end, in the stroke's colour
};

struct Font {
  int size = 11;
  bool bold = false;
  std::string_view fill = "#1b2733";
  std::string_view anchor = "start";  // or "middle" or "end"
};

// As wide as the widest of the usual sans-serif fonts would set it, so that nothing runs over in any.
int text_width(std::string_view text, const Font& font);

// `text`, shortened by "..." to fit.
std::string fitted(std::string_view text, const Font& font, int width);

class Svg {
 public:
  Svg(int width, int height, std::string_view label);

  void rect(int x, int y, int width, int height, const Style& style);
  void line(int x1, int y1, int x2, int y2, const Style& style);
  void text(int x, int y, std::string_view text, const Font& font);  // y: of the base line
  std::string take();

 private:
  std::string head_, body_, colours_;
};

}  // namespace redoubt::tool
