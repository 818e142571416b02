// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/nonce.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::size_t kMaxNumber = 66;  // P-521

// RFC 6979, 2.3.4: the hash as a number of the order's size, modulo the order. Of a longer hash the first
// bits count. No curve has an order that is not whole bytes and smaller than a hash. The order has its
// highest bit set, so that it goes into the number once at most.
void reduce(Bytes hash, Bytes order, MutableBytes out) {
  const Bytes used = hash.first(std::min(hash.size(), out.size()));
  std::fill(out.begin(), out.end(), std::uint8_t{0});
  std::copy(used.begin(), used.end(), out.end() - static_cast<std::ptrdiff_t>(used.size()));
  if (std::lexicographical_compare(out.begin(), out.end(), order.begin(), order.end())) return;
  int borrow = 0;
  for (std::size_t i = out.size(); i-- > 0;) {
    const int difference = out[i] - order[i] - borrow;
    out[i] = static_cast<std::uint8_t>(difference);
    borrow = difference < 0 ? 1 : 0;
  }
}

}  // namespace

DeterministicNonces::~DeterministicNonces() {
  wipe(key_);
  wipe(value_);
}

// V = HMAC(K, V)
Status DeterministicNonces::step() {
  Hmac hmac;
  const WipeOnExit wipe_hmac(hmac);
  Status status = hmac.start(algorithm_, Source(key()));
  if (status) status = hmac.update(value());
  return status ? hmac.finish(value_) : status;
}

Status DeterministicNonces::absorb(std::uint8_t separator, Bytes first, Bytes second) {
  Hmac hmac;
  const WipeOnExit wipe_hmac(hmac);
  Status status = hmac.start(algorithm_, Source(key()));
  if (status) status = hmac.update(value());
  if (status) status = hmac.update({&separator, 1});
  if (status) status = hmac.update(first);
  if (status) status = hmac.update(second);
  if (status) status = hmac.finish(key_);
  return status ? step() : status;
}

Status DeterministicNonces::start(psa_algorithm_t hash_algorithm, Bytes private_key, Bytes hash,
                                  Bytes order) {
  algorithm_ = hash_algorithm;
  std::array<std::uint8_t, kMaxNumber> buffer;
  const MutableBytes number = MutableBytes(buffer).first(order.size());
  reduce(hash, order, number);
  value_.fill(0x01);
  Status status = absorb(0x00, private_key, number);
  if (status) status = absorb(0x01, private_key, number);
  return status;
}

// Section 3.2, step h. The first number needs no absorption before it.
Status DeterministicNonces::next(MutableBytes nonce) {
  Status status = is_used_ ? absorb(0x00, {}, {}) : Status();
  is_used_ = true;
  while (status && !nonce.empty()) {
    status = step();
    const std::size_t size = std::min(nonce.size(), value().size());
    std::copy_n(value_.begin(), size, nonce.begin());
    nonce = nonce.subspan(size);
  }
  return status;
}

NonceSource DeterministicNonces::source() {
  return {this, [](void* object, MutableBytes nonce) {
            return static_cast<DeterministicNonces*>(object)->next(nonce);
          }};
}

}  // namespace redoubt::crypto
