// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

Bytes Source::read(MutableBytes into) {
  const MutableBytes piece = into.first(std::min(into.size(), size_));
  if (read_ != nullptr) {
    read_(stream_, piece);
  } else {
    std::copy_n(data_, piece.size(), piece.data());
    data_ += piece.size();
  }
  size_ -= piece.size();
  return piece;
}

Status for_each_piece(Source& source, void* object, Status (*take)(void* object, Bytes piece)) {
  std::uint8_t buffer[kPieceSize];
  const WipeOnExit wipe_buffer(buffer);
  Status status;
  while (status && source.size() != 0) status = take(object, source.read(buffer));
  return status;
}

void Sink::write(Bytes data) {
  write_(stream_, data);
  capacity_ -= data.size();
}

}  // namespace redoubt::crypto
