// SPDX-License-Identifier: BSD-3-Clause
// The opened device, shared by the files of this folder.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include "files.hpp"
#include "lib/base/result.hpp"
#include "lib/handoff/handoff.hpp"

namespace redoubt::board {

struct Device {
  File folder;
  File lock;  // its lock ends with the process, however that ends
  File nv;
  pid_t owner = 0;  // the process that opened it; 0: nobody yet
  handoff::Handoff handoff{};

  bool usable() const { return owner == ::getpid(); }
};

Device& device();

// Writes a new device's non-volatile image (into `nv`, already erased and open in device()) and its public
// attestation key, as PEM, into the folder. Errors: PSA_ERROR_STORAGE_FAILURE,
// PSA_ERROR_INSUFFICIENT_ENTROPY.
Status provision();

// SHA-256 and size of the program and of the file with these services' code, into `handoff`.
// Error: PSA_ERROR_STORAGE_FAILURE when one cannot be read.
Status measure(handoff::Handoff& handoff);

}  // namespace redoubt::board
