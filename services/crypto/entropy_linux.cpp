// SPDX-License-Identifier: BSD-3-Clause
// Entropy of the Linux kernel: the host library and unit tests.
#include <sys/random.h>

#include "services/crypto/entropy.hpp"

namespace redoubt::crypto {

const int EntropySource::kReseedInterval = 10000;

// Requests of up to 256 bytes are never cut short once the kernel's pool is ready (getrandom(2)).
Status EntropySource::fill(MutableBytes out) {
  if (out.size() <= 256 && getrandom(out.data(), out.size(), 0) == static_cast<ssize_t>(out.size()))
    return {};
  wipe(out);
  return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
}

}  // namespace redoubt::crypto
