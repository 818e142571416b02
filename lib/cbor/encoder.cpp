// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cbor/encoder.hpp"

namespace redoubt::cbor {

void Encoder::append(const std::uint8_t* data, std::size_t size) {
  size_ += size;
  // Byte by byte: this is a fraction of what hashing them costs, and small.
  for (const std::uint8_t* const end = data + size; data != end; ++data) {
    if (used_ == buffer_.size()) {
      if (flush_ == nullptr) return;
      finish();
    }
    buffer_[used_++] = *data;
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
  append(encoded, size + 1);
}

void Encoder::integer(std::ptrdiff_t value) {
  // -1 - n is the complement of n: negative values need no arithmetic that could overflow.
  const auto bits = static_cast<std::size_t>(value);
  value < 0 ? head(1, ~bits) : head(0, bits);
}

void Encoder::string(std::uint8_t major, const std::uint8_t* data, std::size_t size) {
  head(major, size);
  append(data, size);
}

}  // namespace redoubt::cbor
