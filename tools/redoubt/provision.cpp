// SPDX-License-Identifier: BSD-3-Clause
// `redoubt provision`: the factory. Makes a device's memory with an identity of its own, and fills image
// slots.
#include <fmt/format.h>
#include <psa/lifecycle.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/device_file.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/factory.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/image_check.hpp"

namespace redoubt::tool {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxImage = 256u * 1024 * 1024;

const std::map<std::string, std::uint32_t> kLifecycles = {
    {"assembly_and_test", PSA_LIFECYCLE_ASSEMBLY_AND_TEST},
    {"psa_rot_provisioning", PSA_LIFECYCLE_PSA_ROT_PROVISIONING},
    {"secured", PSA_LIFECYCLE_SECURED},
    {"non_psa_rot_debug", PSA_LIFECYCLE_NON_PSA_ROT_DEBUG},
    {"recoverable_psa_rot_debug", PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG},
    {"decommissioned", PSA_LIFECYCLE_DECOMMISSIONED},
};

struct ProvisionOptions {
  std::string board, out, device, update;
  std::string lifecycle = "psa_rot_provisioning";
  std::array<std::string, 2> keys, images;  // by handoff::ImageIndex
  std::string implementation_id, certification_reference, verification_service, seed;
  std::uint32_t minimum_counter = 0;
  bool force = false;
};

constexpr std::array<const char*, 2> kSlotNames = {"spe", "nspe"};

// The key that the user names, or else the device's own, which is made at its first use.
Digest boot_key(const ProvisionOptions& options, std::size_t index) {
  if (!options.keys[index].empty()) return load_public_key(options.keys[index]).hash();
  const fs::path file = fs::path(options.device) / "keys" / fmt::format("{}.pem", kSlotNames[index]);
  if (!fs::exists(file)) {
    make_private_folder(file.parent_path());
    replace_file(file, PrivateKey::generate().pem(), kPrivateFile);
  }
  return load_public_key(file).hash();
}

Digest implementation_id(const ProvisionOptions& options, const Board& board) {
  Digest id{};
  if (options.implementation_id.empty()) {
    const std::string name = "redoubt/" + board.name;
    return sha256({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
  }
  const ByteVector bytes = from_hex(options.implementation_id, "--implementation-id");
  if (bytes.size() != id.size()) throw UsageError("--implementation-id has 32 bytes, 64 hexadecimal digits");
  std::ranges::copy(bytes, id.begin());
  return id;
}

Product describe_product(const ProvisionOptions& options, const Board& board) {
  Product product;
  product.lifecycle = kLifecycles.at(options.lifecycle);
  product.implementation_id = implementation_id(options, board);
  product.certification_reference = options.certification_reference;
  product.verification_service = options.verification_service;
  product.minimum_counter = options.minimum_counter;
  // A hosted board has no bootloader: it measures the process instead.
  for (std::size_t i = 0; i < kSlotNames.size() && !board.hosted; ++i)
    product.boot_keys[i] = boot_key(options, i);
  return product;
}

RandomFunction random_source(const ProvisionOptions& options) {
  if (options.seed.empty()) return fill_random;
  if (options.lifecycle == "secured")
    throw UsageError("--seed makes known secrets: not for a SECURED device");
  return repeatable_random(from_hex(options.seed, "--seed"));
}

void warn_if_refused(Bytes image, const std::string& file, const Slot& slot, const Product& product) {
  const bool secured = product.lifecycle == PSA_LIFECYCLE_SECURED;
  const image::Demand demand{
      .load_address = slot.load_address,
      .header_size = slot.header_size,
      .key_hash = product.boot_keys[slot.index],
      .minimum_counter = product.minimum_counter,
      .test_keys_allowed = secured ? hardened::Verdict::refused() : hardened::Verdict::accepted()};
  const CheckedImage checked = check_image(image, slot.capacity, demand);
  if (checked.outcome.is_accepted()) return;
  fmt::print(stderr, "redoubt: warning: the bootloader will refuse {}: {}\n", file,
             image::text(checked.outcome.reason()));
}

// `product`: known of a new device only.
void write_images(File& memory, const ProvisionOptions& options, const Board& board, const Product* product) {
  for (std::size_t i = 0; i < kSlotNames.size(); ++i) {
    if (options.images[i].empty()) continue;
    const Slot slot = find_slot(board, kSlotNames[i]);
    const ByteVector image = read_bytes(options.images[i], kMaxImage);
    write_slot(memory, slot, image);
    if (product != nullptr) warn_if_refused(image, options.images[i], slot, *product);
  }
}

void write_verifier_files(const ProvisionOptions& options, const Board& board, const Identity& identity) {
  const fs::path folder = options.device;
  replace_file(folder / "attestation_public_key.pem", identity.attestation_key.pem(), kPublicFile);
  write_device_file(folder / "device.json", {.board = board.name,
                                             .instance_id = hex(identity.provisioned.instance_id),
                                             .implementation_id = hex(identity.provisioned.implementation_id),
                                             .lifecycle = identity.provisioned.lifecycle,
                                             .lifecycle_name = options.lifecycle});
}

void make_device(const ProvisionOptions& options) {
  const fs::path out = options.out.empty() ? fs::path(options.device) / "nv.img" : fs::path(options.out);
  if (!options.force && fs::exists(out))
    throw Error(out.string() + " is a device already; --force makes a new one of it");
  const Board board = read_board(options.board);
  make_private_folder(options.device);
  const Product product = describe_product(options, board);
  const RandomFunction random = random_source(options);
  Identity identity = make_identity(product, random);
  const WipeOnExit wipe_identity(identity.provisioned);
  NewFile memory(out, kPrivateFile);
  write_new_memory(memory.file(), board, identity, product, random);
  write_images(memory.file(), options, board, &product);
  write_verifier_files(options, board, identity);
  memory.commit();  // last: there is no device before all of it is there
  fmt::print("{}: device {}, lifecycle {}\n", out.string(), hex(identity.provisioned.instance_id),
             options.lifecycle);
}

void update_images(const ProvisionOptions& options) {
  const Board board = read_board(options.board);
  File memory(options.update, File::Access::kReadWrite);
  if (memory.size() < board.nv.whole.size)
    throw Error(options.update + " is no memory of this board: it is too small");
  write_images(memory, options, board, nullptr);
}

void provision(const ProvisionOptions& options) {
  const bool has_image = !options.images[0].empty() || !options.images[1].empty();
  if (options.update.empty() && options.device.empty())
    throw UsageError("--device is required for a new device");
  if (!options.update.empty() && !has_image) throw UsageError("--update-images needs --spe or --nspe");
  options.update.empty() ? make_device(options) : update_images(options);
}

void add_identity_options(CLI::App& command, ProvisionOptions& options) {
  command
      .add_option("--lifecycle", options.lifecycle,
                  "State that the device leaves the factory in (default " + options.lifecycle + ")")
      ->check(CLI::IsMember(&kLifecycles, CLI::ignore_case, CLI::ignore_underscore));
  command.add_option("--spe-key", options.keys[handoff::kSpe],
                     "Whose signature the SPE must have: a key's file (default: a new one in DIR/keys)");
  command.add_option("--nspe-key", options.keys[handoff::kNspe], "The same for the NSPE");
  command.add_option("--minimum-counter", options.minimum_counter,
                     "Lowest security counter that is accepted (default 0)");
  command.add_option("--implementation-id", options.implementation_id,
                     "32 bytes in hexadecimal that name the product (default: of the board's name)");
  command.add_option("--certification-reference", options.certification_reference,
                     "PSA Certified: EAN-13, dash, 5 digits");
  command.add_option("--verification-service", options.verification_service,
                     "URL of who verifies the device's tokens");
  command.add_option("--seed", options.seed,
                     "Hexadecimal: derive all secrets from it. FOR TESTS ONLY, the device has no secrets");
}

}  // namespace

void add_provision(CLI::App& app) {
  auto options = std::make_shared<ProvisionOptions>();
  CLI::App* command = app.add_subcommand("provision", "Makes a new device, or replaces the images of one");
  command->add_option("--board", options->board, "The board's board.json")->required();
  auto* device =
      command->add_option("--device", options->device,
                          "Folder for what verifiers may know: attestation_public_key.pem and device.json");
  auto* out = command->add_option("--out", options->out,
                                  "The device's memory (default DIR/nv.img); readable by you alone");
  add_identity_options(*command, *options);
  command->add_flag("--force", options->force,
                    "Replace an existing device: its identity, keys and data are lost");
  command
      ->add_option("--update-images", options->update,
                   "Only write the given images into the slots of this device's memory")
      ->excludes(device)
      ->excludes(out);
  command->add_option("--spe", options->images[handoff::kSpe], "Signed image for the SPE's slot");
  command->add_option("--nspe", options->images[handoff::kNspe], "Signed image for the NSPE's slot");
  command->callback([options] { provision(*options); });
}

}  // namespace redoubt::tool
