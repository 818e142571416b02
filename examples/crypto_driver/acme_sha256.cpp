// SPDX-License-Identifier: BSD-3-Clause
#include "acme_sha256.hpp"

#include <algorithm>

#include "acme_peripheral.h"

namespace acme {
namespace {

std::uint32_t load_word(const std::uint8_t* from) {
  return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 | from[3];
}

void store_word(std::uint8_t* to, std::uint32_t word) {
  for (int i = 3; i >= 0; --i, word >>= 8) to[i] = static_cast<std::uint8_t>(word);
}

}  // namespace

Status Sha256::start() {
  state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_ = 0;
  return {};
}

Status Sha256::compress() {
  for (std::size_t i = 0; i < 16; ++i) acme_sha.data[i] = load_word(&block_[4 * i]);
  std::copy(state_.begin(), state_.end(), acme_sha.digest);
  acme_sha.control = ACME_START;
  acme_sha_start();
  while (acme_sha.control != 0) {
  }
  std::copy_n(acme_sha.digest, state_.size(), state_.begin());
  const bool is_faulty = (acme_sha.status & ACME_FAULT) != 0;
  redoubt::wipe(&acme_sha, sizeof acme_sha);
  return Status(is_faulty ? PSA_ERROR_HARDWARE_FAILURE : PSA_SUCCESS);
}

Status Sha256::update(Bytes data) {
  while (!data.empty()) {
    const std::size_t used = size_ % kBlockSize;
    const std::size_t size = std::min(data.size(), kBlockSize - used);
    std::copy_n(data.begin(), size, block_.begin() + static_cast<std::ptrdiff_t>(used));
    data = data.subspan(size);
    size_ += size;
    if (size_ % kBlockSize == 0) {
      if (const Status done = compress(); !done) return done;
    }
  }
  return {};
}

// FIPS 180-4, section 5.1.1: a bit, zeros, the message's size in bits.
Status Sha256::finish(MutableBytes hash) {
  static constexpr std::uint8_t kPadding[kBlockSize] = {0x80};
  const std::uint64_t bits = 8 * size_;
  const std::size_t used = size_ % kBlockSize;
  const std::size_t size = (used < 56 ? 56 : 56 + kBlockSize) - used;
  std::array<std::uint8_t, 8> length;
  store_word(&length[0], static_cast<std::uint32_t>(bits >> 32));
  store_word(&length[4], static_cast<std::uint32_t>(bits));
  Status status = update(Bytes(kPadding).first(size));
  if (status) status = update(length);
  if (!status) return status;
  for (std::size_t i = 0; i < state_.size(); ++i) store_word(&hash[4 * i], state_[i]);
  return {};
}

}  // namespace acme
