// SPDX-License-Identifier: BSD-3-Clause
// For tests: the part of the PSA Crypto API that attestation uses, with real primitives, and failures at
// will.
#pragma once

#include <psa/crypto.h>

#include <cstddef>

namespace redoubt::attestation::fake {

// Counts every call to the functions below; the one with this number fails. SIZE_MAX: none does.
void fail_at(std::size_t call);
std::size_t calls();
// Hash operations that were neither finished nor aborted.
int open_operations();

}  // namespace redoubt::attestation::fake
