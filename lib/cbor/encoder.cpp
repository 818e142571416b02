// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cbor/encoder.hpp"

#include <algorithm>

namespace redoubt::cbor {

void Encoder::raw(Bytes encoded) {
  size_ += encoded.size();
  while (!encoded.empty()) {
    if (used_ == buffer_.size()) {
      if (flush_ == nullptr) return;
      finish();
    }
    const std::size_t piece = std::min(encoded.size(), buffer_.size() - used_);
    std::memcpy(buffer_.data() + used_, encoded.data(), piece);
    used_ += piece;
    encoded = encoded.subspan(piece);
  }
}

void Encoder::finish() {
  flush_(context_, encoded());
  used_ = 0;
}

void Encoder::head(std::uint8_t major, std::size_t argument) {
  // Additional information 24, 25, 26 and 27 announce 1, 2, 4 and 8 bytes; below 24 it is the argument
  // itself.
  std::uint8_t encoded[1 + sizeof argument];
  std::size_t form = argument;
  std::size_t size = 0;
  if (argument >= 24) {
    form = 24;
    for (size = 1; size < sizeof argument && argument >> (8 * size) != 0; size *= 2) ++form;
  }
  encoded[0] = static_cast<std::uint8_t>(std::size_t{major} << 5 | form);
  for (std::size_t i = size; i > 0; --i, argument >>= 8) encoded[i] = static_cast<std::uint8_t>(argument);
  raw({encoded, size + 1});
}

void Encoder::integer(std::ptrdiff_t value) {
  // -1 - n is the complement of n: negative values need no arithmetic that could overflow.
  const auto bits = static_cast<std::size_t>(value);
  value < 0 ? head(1, ~bits) : head(0, bits);
}

void Encoder::bytes(Bytes value) {
  bytes_head(value.size());
  raw(value);
}

void Encoder::text(std::string_view value) {
  head(3, value.size());
  raw({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
}

}  // namespace redoubt::cbor
