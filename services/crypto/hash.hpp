// SPDX-License-Identifier: BSD-3-Clause
// A hash computation by whichever driver has the algorithm.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "services/crypto/composition.hpp"

namespace redoubt::crypto {

namespace detail {
template <class List>
struct HashLimits;
template <HashDriver... Ds>
struct HashLimits<DriverList<Ds...>> {
  static constexpr std::size_t kSize = std::max({Ds::kSize...});
  static constexpr std::size_t kBlockSize = std::max({Ds::kBlockSize...});
  static constexpr std::size_t kSuspendedSize = std::max({PSA_HASH_SUSPEND_OUTPUT_SIZE(Ds::kAlgorithm)...});
};
}  // namespace detail

using HashLimits = detail::HashLimits<HashDrivers>;

// 0: no driver has it.
std::size_t hash_size(psa_algorithm_t algorithm);
std::size_t hash_block_size(psa_algorithm_t algorithm);

using SuspendedHash = std::array<std::uint8_t, HashLimits::kSuspendedSize>;

// start() first, then update() any number of times, then finish() once. Copying clones. Whoever owns it wipes
// it.
class HashState {
 public:
  // PSA_ERROR_NOT_SUPPORTED: no driver has the algorithm.
  Status start(psa_algorithm_t algorithm);
  Status update(Bytes data);
  // Into the first hash_size() bytes of `hash`.
  Status finish(MutableBytes hash);
  // As section 10.2.5 says; its size. PSA_ERROR_NOT_SUPPORTED: the algorithm has none.
  Result<std::size_t> suspend(SuspendedHash& state);
  // Instead of start(). PSA_ERROR_INVALID_ARGUMENT: not a suspended state.
  Status resume(Bytes state);
  psa_algorithm_t algorithm() const { return algorithm_; }
  std::size_t size() const { return hash_size(algorithm_); }

 private:
  psa_algorithm_t algorithm_;
  RoomFor<HashDrivers> state_;
};

}  // namespace redoubt::crypto
