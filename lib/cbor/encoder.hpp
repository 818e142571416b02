// SPDX-License-Identifier: BSD-3-Clause
// CBOR (RFC 8949) encoder: core deterministic encoding (section 4.2.1) of integers, strings, arrays, maps and
// tags. The caller gives map keys in ascending order of their encoded bytes. No heap; nothing can
// fail. Integers are the machine's words: no target pays for arithmetic that it has no registers for.
#pragma once

#include <string_view>

#include "lib/base/bytes.hpp"

namespace redoubt::cbor {

class Encoder {
 public:
  // Receives the encoded bytes piece by piece; `piece` is valid during the call only.
  using Flush = void (*)(void* context, Bytes piece);

  // Counts only: size() is what the same calls would write elsewhere.
  constexpr Encoder() = default;
  // Writes into `buffer`. What does not fit is counted and dropped: check fits() before using the bytes.
  explicit constexpr Encoder(MutableBytes buffer) : buffer_(buffer) {}
  // Streams through `buffer` (not empty): whenever it is full, and at finish(), its bytes go to `flush`.
  constexpr Encoder(MutableBytes buffer, Flush flush, void* context)
      : buffer_(buffer), flush_(flush), context_(context) {}

  void integer(std::ptrdiff_t value);
  void bytes(Bytes value) { string(2, value.data(), value.size()); }
  void text(std::string_view value) {
    string(3, reinterpret_cast<const std::uint8_t*>(value.data()), value.size());
  }
  void array(std::uint32_t count) { head(4, count); }  // `count` items follow
  void map(std::uint32_t pairs) { head(5, pairs); }    // `pairs` times key and value follow
  void tag(std::uint32_t number) { head(6, number); }  // one item follows
  // The head of a byte string whose `size` bytes the caller sends by raw() or encodes as items.
  void bytes_head(std::size_t size) { head(2, size); }
  // Bytes that are encoded already.
  void raw(Bytes encoded) { append(encoded.data(), encoded.size()); }
  // Gives the last piece to `flush`.
  void finish();

  std::size_t size() const { return size_; }  // bytes encoded so far, whether or not they fit
  bool fits() const { return size_ <= buffer_.size(); }
  Bytes encoded() const { return Bytes(buffer_).first(used_); }

 private:
  void head(std::uint8_t major, std::size_t argument);
  void string(std::uint8_t major, const std::uint8_t* data, std::size_t size);
  void append(const std::uint8_t* data, std::size_t size);

  MutableBytes buffer_{};
  std::size_t used_ = 0;
  std::size_t size_ = 0;
  Flush flush_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace redoubt::cbor
