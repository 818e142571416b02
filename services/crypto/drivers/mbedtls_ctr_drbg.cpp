// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_ctr_drbg.hpp"

#include <mbedtls/ctr_drbg.h>

#include <algorithm>

#include "services/crypto/entropy.hpp"

namespace redoubt::crypto {
namespace {

// Strength 256 needs 256 bits of entropy and a nonce of 128 more; both are taken in one piece (SP
// 800-90A, 8.6.7).
constexpr std::size_t kSeedSize = 48;

// The backend has no way to pass an error on, so the last one is kept here.
struct Seeding {
  Status status;
};

int fill(void* seeding, unsigned char* out, std::size_t size) {
  auto& status = static_cast<Seeding*>(seeding)->status;
  status = EntropySource().fill({out, size});
  return status ? 0 : MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED;
}

// When the generator reseeds itself; the backend keeps the pointer.
Seeding reseeding;

}  // namespace

Status MbedtlsCtrDrbg::seed() {
  if (is_seeded_) return {};
  auto* context = context_.as<mbedtls_ctr_drbg_context>();
  mbedtls_ctr_drbg_init(context);
  mbedtls_ctr_drbg_set_entropy_len(context, kSeedSize);
  mbedtls_ctr_drbg_set_nonce_len(context, 0);
  mbedtls_ctr_drbg_set_reseed_interval(context, EntropySource::kReseedInterval);
  const int error = mbedtls_ctr_drbg_seed(context, fill, &reseeding, nullptr, 0);
  is_seeded_ = error == 0;
  if (is_seeded_) return {};
  mbedtls_ctr_drbg_free(context);
  return reseeding.status ? Failure{PSA_ERROR_HARDWARE_FAILURE} : reseeding.status;
}

Status MbedtlsCtrDrbg::generate(MutableBytes out) {
  while (!out.empty()) {
    const MutableBytes piece = out.first(std::min<std::size_t>(out.size(), MBEDTLS_CTR_DRBG_MAX_REQUEST));
    if (mbedtls_ctr_drbg_random(context_.as<mbedtls_ctr_drbg_context>(), piece.data(), piece.size()) != 0) {
      return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
    }
    out = out.subspan(piece.size());
  }
  return {};
}

void MbedtlsCtrDrbg::reset() {
  if (is_seeded_) mbedtls_ctr_drbg_free(context_.as<mbedtls_ctr_drbg_context>());
  is_seeded_ = false;
}

}  // namespace redoubt::crypto
