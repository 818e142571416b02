// SPDX-License-Identifier: BSD-3-Clause
// Data of any size in pieces: the core reads from a Source and writes to a Sink, and does not know whether a
// message, a key or a test is behind it.
#pragma once

#include <algorithm>
#include <cstddef>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::crypto {

// How much is on the stack at once.
inline constexpr std::size_t kPieceSize = 128;

// Every byte comes out once. A client may change its memory while it is read, so a byte is whatever it was
// then.
class Source {
 public:
  explicit Source(Bytes data) : size_(data.size()), data_(data.data()) {}
  // Stream has size(), the bytes that are left, and read(MutableBytes), which fills as much as there is.
  template <class Stream>
  explicit Source(Stream& stream)
      : size_(stream.size()), stream_(&stream), read_([](void* object, MutableBytes into) {
          static_cast<void>(static_cast<Stream*>(object)->read(into));
        }) {}

  // Bytes that are left.
  std::size_t size() const { return size_; }
  // The next bytes: as many as `into` has room for, or as are left.
  Bytes read(MutableBytes into);

 private:
  std::size_t size_;
  const std::uint8_t* data_ = nullptr;
  void* stream_ = nullptr;
  void (*read_)(void* object, MutableBytes into) = nullptr;
};

class Sink {
 public:
  // Stream has capacity(), the bytes that it still takes, and write(Bytes).
  template <class Stream>
  explicit Sink(Stream& stream)
      : capacity_(stream.capacity()),
        stream_(&stream),
        write_([](void* object, Bytes data) { static_cast<Stream*>(object)->write(data); }) {}

  std::size_t capacity() const { return capacity_; }
  // At most capacity() bytes.
  void write(Bytes data);

 private:
  std::size_t capacity_;
  void* stream_;
  void (*write_)(void* object, Bytes data);
};

Status for_each_piece(Source& source, void* object, Status (*take)(void* object, Bytes piece));
// Calls take(piece) with all that is left, in order, until it fails. What passed through is wiped from the
// stack.
template <class Take>
Status for_each_piece(Source& source, Take take) {
  return for_each_piece(source, &take,
                        [](void* object, Bytes piece) { return (*static_cast<Take*>(object))(piece); });
}
// Calls state.update(piece) likewise.
template <class State>
Status update_with(State& state, Source& source) {
  return for_each_piece(source, &state,
                        [](void* object, Bytes piece) { return static_cast<State*>(object)->update(piece); });
}

}  // namespace redoubt::crypto
