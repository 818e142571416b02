// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cbor/decoder.hpp"

#include <limits>

namespace redoubt::cbor {

namespace {

// Well-formed UTF-8 (Unicode, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(Bytes text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::uint8_t lead = text[i++];
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return false;
    const std::size_t tail = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (text.size() - i < tail) return false;
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (text[i] < low || text[i] > high) return false;
    for (std::size_t k = 1; k < tail; ++k) {
      if ((text[i + k] & 0xC0) != 0x80) return false;
    }
    i += tail;
  }
  return true;
}

// The smallest argument that needs `size` bytes after the head.
constexpr std::uint64_t least_of_size(std::size_t size) {
  return size == 1 ? 24 : std::uint64_t{1} << (4 * size);
}

}  // namespace

std::string_view text(Problem problem) {
  switch (problem) {
    case Problem::kNone:
      return "no problem";
    case Problem::kTruncated:
      return "the data ends inside an item";
    case Problem::kIndefinite:
      return "an item has indefinite length";
    case Problem::kReserved:
      return "an item uses a reserved encoding";
    case Problem::kNotShortest:
      return "a number is not in its shortest form";
    case Problem::kNotUtf8:
      return "a text is not UTF-8";
    case Problem::kWrongType:
      return "an item has the wrong type";
    case Problem::kOutOfRange:
      return "an integer is out of range";
    case Problem::kTrailing:
      return "there are bytes after the end";
  }
  return "unknown problem";
}

Failure Decoder::fail(Problem problem) {
  if (problem_ == Problem::kNone) problem_ = problem;
  rest_ = {};
  return Failure{PSA_ERROR_DATA_INVALID};
}

Result<std::uint64_t> Decoder::argument(std::uint8_t form, bool is_float) {
  if (form < 24) return std::uint64_t{form};
  if (form == 31) return fail(Problem::kIndefinite);
  if (form > 27) return fail(Problem::kReserved);
  const std::size_t size = std::size_t{1} << (form - 24);
  if (rest_.size() < size) return fail(Problem::kTruncated);
  std::uint64_t value = 0;
  for (const std::uint8_t byte : rest_.first(size)) value = value << 8 | byte;
  rest_ = rest_.subspan(size);
  if (form_ == Form::kDeterministic && !is_float && value < least_of_size(size)) {
    return fail(Problem::kNotShortest);
  }
  return value;
}

Result<Item> Decoder::next() {
  if (rest_.empty()) return fail(Problem::kTruncated);
  const std::uint8_t head = rest_[0];
  const std::uint8_t form = head & 31;
  rest_ = rest_.subspan(1);
  Item item{static_cast<Type>(head >> 5), 0, {}};
  if (item.type == Type::kSimple && form > 24) item.type = Type::kFloat;
  item.argument = REDOUBT_TRY(argument(form, item.type == Type::kFloat));
  // Each item takes a byte at least: a count that lies is found before anyone loops over it.
  std::uint64_t needed = 0;
  switch (item.type) {
    case Type::kBytes:
    case Type::kText:
    case Type::kArray:
      needed = item.argument;
      break;
    case Type::kMap:
      if (item.argument > rest_.size()) return fail(Problem::kTruncated);
      needed = 2 * item.argument;
      break;
    case Type::kTag:
      needed = 1;
      break;
    case Type::kSimple:
      if (form == 24 && item.argument < 32) return fail(Problem::kReserved);
      break;
    default:
      break;
  }
  if (needed > rest_.size()) return fail(Problem::kTruncated);
  if (item.type == Type::kBytes || item.type == Type::kText) {
    item.content = rest_.first(static_cast<std::size_t>(needed));
    rest_ = rest_.subspan(item.content.size());
    if (item.type == Type::kText && !is_utf8(item.content)) return fail(Problem::kNotUtf8);
  }
  return item;
}

Status Decoder::skip() {
  // Definite lengths make a counter of the items still due enough: no stack, whatever the depth. It cannot
  // overflow, as next() never promises more children than bytes are left.
  std::uint64_t due = 1;
  while (due > 0) {
    if (due > rest_.size()) return fail(Problem::kTruncated);
    const Item item = REDOUBT_TRY(next());
    --due;
    if (item.type == Type::kArray) due += item.argument;
    if (item.type == Type::kMap) due += 2 * item.argument;
    if (item.type == Type::kTag) ++due;
  }
  return {};
}

Result<Item> Decoder::next_of(Type type) {
  const Item item = REDOUBT_TRY(next());
  if (item.type != type) return fail(Problem::kWrongType);
  return item;
}

Result<std::int64_t> Decoder::integer() {
  const Item item = REDOUBT_TRY(next());
  if (item.type != Type::kUnsigned && item.type != Type::kNegative) return fail(Problem::kWrongType);
  if (item.argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return fail(Problem::kOutOfRange);
  }
  const auto value = static_cast<std::int64_t>(item.argument);
  return item.type == Type::kNegative ? -1 - value : value;
}

Result<Bytes> Decoder::bytes() {
  const Item item = REDOUBT_TRY(next_of(Type::kBytes));
  return item.content;
}

Result<std::string_view> Decoder::text() {
  const Item item = REDOUBT_TRY(next_of(Type::kText));
  return std::string_view(reinterpret_cast<const char*>(item.content.data()), item.content.size());
}

Result<std::size_t> Decoder::array() {
  const Item item = REDOUBT_TRY(next_of(Type::kArray));
  return static_cast<std::size_t>(item.argument);
}

Result<std::size_t> Decoder::map() {
  const Item item = REDOUBT_TRY(next_of(Type::kMap));
  return static_cast<std::size_t>(item.argument);
}

Result<std::uint64_t> Decoder::tag() {
  const Item item = REDOUBT_TRY(next_of(Type::kTag));
  return item.argument;
}

Status Decoder::finish() {
  if (problem_ != Problem::kNone) return fail(problem_);
  if (!at_end()) return fail(Problem::kTrailing);
  return {};
}

}  // namespace redoubt::cbor
