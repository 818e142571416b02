// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/hash.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::size_t kAlgorithmField = PSA_HASH_SUSPEND_ALGORITHM_FIELD_LENGTH;

// Calls f with the driver that has the algorithm.
template <class F>
Status with_hash(psa_algorithm_t algorithm, F f) {
  return with_driver(
      HashDrivers(), [=]<class D>(std::type_identity<D>) { return algorithm == D::kAlgorithm; }, f);
}

template <class... Ds>
std::size_t size_of(DriverList<Ds...>, psa_algorithm_t algorithm) {
  std::size_t size = 0;
  static_cast<void>(((algorithm == Ds::kAlgorithm && (size = Ds::kSize, true)) || ...));
  return size;
}

template <class... Ds>
std::size_t block_size_of(DriverList<Ds...>, psa_algorithm_t algorithm) {
  std::size_t size = 0;
  static_cast<void>(((algorithm == Ds::kAlgorithm && (size = Ds::kBlockSize, true)) || ...));
  return size;
}

}  // namespace

std::size_t hash_size(psa_algorithm_t algorithm) { return size_of(HashDrivers(), algorithm); }

std::size_t hash_block_size(psa_algorithm_t algorithm) { return block_size_of(HashDrivers(), algorithm); }

Status HashState::start(psa_algorithm_t algorithm) {
  algorithm_ = algorithm;
  return with_hash(algorithm, [this]<class D>(std::type_identity<D>) { return state_.as<D>()->start(); });
}

Status HashState::update(Bytes data) {
  return with_hash(algorithm_, [&]<class D>(std::type_identity<D>) { return state_.as<D>()->update(data); });
}

Status HashState::finish(MutableBytes hash) {
  return with_hash(algorithm_, [&]<class D>(std::type_identity<D>) {
    return state_.as<D>()->finish(hash.first(D::kSize));
  });
}

Result<std::size_t> HashState::suspend(SuspendedHash& state) {
  std::size_t size = kAlgorithmField;
  const auto suspend = [&]<class D>(std::type_identity<D>) {
    if constexpr (ResumableHashDriver<D>) {
      size += state_.as<D>()->suspend(MutableBytes(state).subspan(kAlgorithmField));
      return Status();
    }
    return Status(Failure{PSA_ERROR_NOT_SUPPORTED});
  };
  REDOUBT_TRY(with_hash(algorithm_, suspend));
  store(state.data(), __builtin_bswap32(algorithm_));
  return size;
}

Status HashState::resume(Bytes state) {
  if (state.size() < kAlgorithmField) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  algorithm_ = __builtin_bswap32(load<psa_algorithm_t>(state.data()));
  if (!PSA_ALG_IS_HASH(algorithm_)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return with_hash(algorithm_, [&]<class D>(std::type_identity<D>) {
    if constexpr (ResumableHashDriver<D>) return state_.as<D>()->resume(state.subspan(kAlgorithmField));
    return Status(Failure{PSA_ERROR_NOT_SUPPORTED});
  });
}

}  // namespace redoubt::crypto
