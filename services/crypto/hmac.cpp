// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/hmac.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint8_t kInnerPad = 0x36;
constexpr std::uint8_t kOuterPad = 0x5C;

}  // namespace

// Starts inner_ and hashes the padded key into it.
Status Hmac::absorb_key(std::uint8_t pad) {
  std::array<std::uint8_t, HashLimits::kBlockSize> block;
  const WipeOnExit wipe_block(block);
  for (std::size_t i = 0; i < block.size(); ++i) block[i] = key_[i] ^ pad;
  const Status started = inner_.start(hash());
  return started ? inner_.update(Bytes(block).first(hash_block_size(hash()))) : started;
}

// A key that is longer than a block stands for its hash.
Status Hmac::start(psa_algorithm_t algorithm, Source key) {
  key_.fill(0);
  Status status = inner_.start(algorithm);
  if (!status) return status;
  if (key.size() <= hash_block_size(hash())) {
    static_cast<void>(key.read(key_));
  } else {
    status = update_with(inner_, key);
    if (status) status = inner_.finish(key_);
    if (!status) return status;
  }
  return absorb_key(kInnerPad);
}

Status Hmac::finish(MutableBytes mac) {
  std::array<std::uint8_t, HashLimits::kSize> inner;
  const WipeOnExit wipe_inner(inner);
  Status status = inner_.finish(inner);
  if (status) status = absorb_key(kOuterPad);
  if (status) status = inner_.update(Bytes(inner).first(size()));
  return status ? inner_.finish(mac) : status;
}

}  // namespace redoubt::crypto
