// SPDX-License-Identifier: BSD-3-Clause
// `redoubt image`: signs programs for the bootloader, checks and shows what is signed.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/image/build.hpp"
#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_io.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/image_check.hpp"
#include "tools/redoubt/image_text.hpp"
#include "tools/redoubt/slots.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kMaxImageFile = 256u * 1024 * 1024;

struct SlotOptions {
  std::string board, slot;

  void add_to(CLI::App& command) {
    command.add_option("--board", board, "The board's board.json: where the slot's images run")->required();
    command.add_option("--slot", slot, "The slot it is for")
        ->required()
        ->check(CLI::IsMember({"spe", "nspe"}));
  }
  Slot find() const { return find_slot(read_board(board), slot); }
};

struct SignOptions : SlotOptions {
  std::string key, version, in, out;
  std::uint32_t security_counter = 0;
  std::uint16_t header_size = 0;
};

// The bootloader refuses such an image; the usual reason is a program linked for another address.
void warn_of_bad_entry(Bytes payload, const Slot& slot, std::uint32_t header_size) {
  if (payload.size() < image::kMinPayloadSize) return;
  const std::uint64_t entry = load<std::uint32_t>(payload.data() + 4);
  const std::uint64_t begin = std::uint64_t{slot.load_address} + header_size;
  if (entry >= begin && entry < begin + payload.size()) return;
  fmt::print(stderr,
             "redoubt: warning: the reset vector {:#x} lies outside of the program, which runs at {:#x}\n",
             entry, begin);
}

void sign(const SignOptions& options) {
  const Slot slot = options.find();
  const PrivateKey key = load_private_key(options.key);
  const ByteVector payload = read_bytes(options.in, kMaxImageFile);
  image::BuildRequest request{};
  request.payload = payload;
  request.version = parse_version(options.version);
  request.security_counter = options.security_counter;
  request.load_address = slot.load_address;
  request.header_size =
      options.header_size != 0 ? options.header_size : static_cast<std::uint16_t>(slot.header_size);
  request.capacity = slot.capacity;
  request.public_key = key.public_key().der();
  try {
    const auto signer = [&key](const image::Digest& digest) { return key.sign_der(digest); };
    replace_file(options.out, Bytes(image::build(request, sha256, signer)), kPublicFile);
  } catch (const std::invalid_argument& error) {
    throw Error(fmt::format("{} cannot become an image for {}: {}", options.in, options.slot, error.what()));
  }
  warn_of_bad_entry(payload, slot, request.header_size);
}

void add_sign(CLI::App& parent) {
  auto options = std::make_shared<SignOptions>();
  CLI::App* command = parent.add_subcommand("sign", "Makes a signed image of a program");
  options->add_to(*command);
  command->add_option("--key", options->key, "Private P-256 key, PEM or DER")->required();
  command->add_option("--version", options->version, "major.minor.revision+build")->required();
  command
      ->add_option("--security-counter", options->security_counter,
                   "Devices that ran an image with a higher one refuse it")
      ->required();
  command
      ->add_option("--header-size", options->header_size,
                   "Bytes before the program; the board's own unless given")
      ->check(CLI::Range(32, 65532));
  command->add_option("IN", options->in, "The program, as a flat binary linked to run behind the header")
      ->required();
  command->add_option("OUT", options->out, "The signed image")->required();
  command->callback([options] { sign(*options); });
}

struct ImageVerifyOptions : SlotOptions {
  std::string key, key_hash, file;
  std::uint32_t minimum_counter = 0;
  bool secured = false;
};

Digest demanded_key(const ImageVerifyOptions& options) {
  if (!options.key.empty()) return load_public_key(options.key).hash();
  const ByteVector bytes = from_hex(options.key_hash, "--key-hash");
  Digest hash{};
  if (bytes.size() != hash.size()) throw UsageError("--key-hash is a SHA-256: 64 hexadecimal digits");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

void verify_image(const ImageVerifyOptions& options) {
  const Slot slot = options.find();
  const image::Demand demand{
      .load_address = slot.load_address,
      .header_size = slot.header_size,
      .key_hash = demanded_key(options),
      .minimum_counter = options.minimum_counter,
      .test_keys_allowed = options.secured ? hardened::Verdict::refused() : hardened::Verdict::accepted()};
  const ByteVector file = read_bytes(options.file, kMaxImageFile);
  const CheckedImage checked = check_image(file, slot.capacity, demand);
  if (!checked.outcome.is_accepted()) {
    throw Error(fmt::format("{}: refused: {}", options.file, image::text(checked.outcome.reason())));
  }
  fmt::print("{}: valid for {}: version {}, {} bytes, security counter {}, hash {}, signed by {}\n",
             options.file, options.slot, format_version(checked.image.header.version),
             checked.image.whole.size(), checked.image.security_counter, hex(checked.facts.hash),
             hex(checked.facts.signer_id));
}

void add_image_verify(CLI::App& parent) {
  auto options = std::make_shared<ImageVerifyOptions>();
  CLI::App* command = parent.add_subcommand(
      "verify", "Decides as the bootloader does; status 1 and the reason if it refuses");
  options->add_to(*command);
  auto* key = command->add_option_group("key", "Whose signature it must have");
  key->add_option("--key", options->key, "Public or private key, PEM or DER");
  key->add_option("--key-hash", options->key_hash, "The key's hash, as `redoubt key hash` prints it");
  key->require_option(1);
  command->add_option("--minimum-counter", options->minimum_counter,
                      "Refuse a lower security counter (default 0)");
  command->add_flag("--secured", options->secured,
                    "Refuse the published test keys, as a device in the field does");
  command->add_option("FILE", options->file, "The signed image")->required();
  command->callback([options] { verify_image(*options); });
}

struct InfoOptions {
  std::string file;
  bool json = false;
};

void info(const InfoOptions& options) {
  const auto description = describe_image(read_bytes(options.file, kMaxImageFile));
  if (options.json) {
    fmt::print("{}\n", description.dump(2));
  } else {
    fmt::print("{}", format_image(description));
  }
  if (description.contains("refused")) {
    throw Error(fmt::format("{} is no image that a bootloader accepts: {}", options.file,
                            description["refused"].get<std::string>()));
  }
}

void add_info(CLI::App& parent) {
  auto options = std::make_shared<InfoOptions>();
  CLI::App* command =
      parent.add_subcommand("info", "Shows an image's header and TLVs; status 1 if it is malformed");
  command->add_option("FILE", options->file, "The signed image")->required();
  command->add_flag("--json", options->json, "As JSON");
  command->callback([options] { info(*options); });
}

}  // namespace

void add_image(CLI::App& app) {
  CLI::App* command = app.add_subcommand("image", "Signs, verifies and shows images in MCUboot's format");
  command->require_subcommand(1);
  add_sign(*command);
  add_image_verify(*command);
  add_info(*command);
}

}  // namespace redoubt::tool
