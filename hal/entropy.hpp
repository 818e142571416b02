// SPDX-License-Identifier: BSD-3-Clause
// Where the random generator's seed comes from: a TRNG, or a provisioned seed that every boot replaces before
// use.
#pragma once

#include <concepts>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::hal {

// fill: every byte of `out` is full entropy, and no value is ever given out twice, across resets too.
// Errors: PSA_ERROR_INSUFFICIENT_ENTROPY; `out` is wiped then.
template <class T>
concept Entropy = requires(T source, MutableBytes out) {
  { source.fill(out) } -> std::same_as<Status>;
};

}  // namespace redoubt::hal
