// SPDX-License-Identifier: BSD-3-Clause
// What the factory does to a new device: identity, keys, first records, images.
#pragma once

#include <array>
#include <string>

#include "lib/provisioning/provisioning.hpp"
#include "tools/redoubt/compose/board.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/file_io.hpp"
#include "tools/redoubt/slots.hpp"

namespace redoubt::tool {

// What is the same for every device of a product.
struct Product {
  std::uint32_t lifecycle = 0;          // PSA_LIFECYCLE_*
  Digest implementation_id{};           // names the model of the RoT
  std::array<Digest, 2> boot_keys{};    // hashes of the keys that sign the SPE and the NSPE
  std::string certification_reference;  // "EAN13-5digits", or empty
  std::string verification_service;     // URL, or empty
  std::uint32_t minimum_counter = 0;    // the lowest security counter that the bootloader accepts
};

// A new device's secrets and identity. The memory that holds them is the caller's to wipe.
struct Identity {
  provisioning::Provisioned provisioned;
  PublicKey attestation_key;
};

// Throws UsageError for texts that do not fit, and Error for a published test key on a SECURED product.
Identity make_identity(const Product& product, const RandomFunction& random);

// Bytes of the file that is a device's memory: what the board has, and all that its emulator wants behind it.
std::uint64_t memory_file_size(const Board& board);

// Fills a file with a new device's memory: all areas of the board erased, the provisioned area and the first
// records of the `system` store written, everything else a hole.
void write_new_memory(File& memory, const Board& board, const Identity& identity, const Product& product,
                      const RandomFunction& random);

// Replaces a slot's content. The header comes last: an interruption leaves an empty slot, not half an image.
// Whether the image is any good is the bootloader's to say; here it must only fit.
void write_slot(File& memory, const Slot& slot, Bytes image);

}  // namespace redoubt::tool
