// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/random.hpp"

#include "services/crypto/composition.hpp"

namespace redoubt::crypto {
namespace {

static_assert(RandomDriver<Random>);
constinit Random generator;

}  // namespace

Status seed_random() { return generator.seed(); }

Status random_bytes(MutableBytes out) {
  Status status = generator.seed();
  if (status) status = generator.generate(out);
  if (!status) wipe(out);
  return status;
}

}  // namespace redoubt::crypto
