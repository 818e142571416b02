// SPDX-License-Identifier: BSD-3-Clause
// `redoubt tamper`: flips one bit where an attacker might, for tests and demonstrations.
#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lib/image/image.hpp"
#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_flash.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/newest_record.hpp"
#include "tools/redoubt/slots.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kMaxToken = 256 * 1024;

struct TamperOptions {
  std::string board, file;
  std::optional<std::uint64_t> bit;
};

// Bits are numbered from bit 0 of the first byte; without a choice, one in the middle.
std::uint64_t choose_bit(const TamperOptions& options, std::uint64_t size, std::string_view what) {
  const std::uint64_t bit = options.bit.value_or(size / 2 * 8);
  if (bit / 8 >= size) throw UsageError(fmt::format("--bit {}: {} has {} bits", bit, what, size * 8));
  return bit;
}

void flip(std::uint8_t& byte, std::uint64_t bit) { byte = static_cast<std::uint8_t>(byte ^ 1u << bit % 8); }

void flip_in_file(File& file, std::uint64_t base, std::uint64_t bit) {
  std::uint8_t byte = 0;
  file.read(base + bit / 8, {&byte, 1});
  flip(byte, bit);
  file.write(base + bit / 8, {&byte, 1});
  file.flush();
}

void report(std::uint64_t bit, std::uint64_t base, std::string_view what) {
  fmt::print("flipped bit {} of byte {:#x} of {}{}\n", bit % 8, bit / 8, what,
             base == 0 ? "" : fmt::format(" (at {:#x} in the memory)", base + bit / 8));
}

// Bytes of the image in a slot: by default a bit of its program is flipped, not of padding or an empty slot.
std::uint64_t image_size(const File& memory, const Slot& slot) {
  image::Header header{};
  memory.read(slot.offset, mutable_bytes_of(header));
  if (header.magic != image::kMagic)
    throw Error(fmt::format("{}: there is no image in the slot {}", memory.path().string(), slot.name));
  return std::min<std::uint64_t>(slot.size, std::uint64_t{header.header_size} + header.payload_size);
}

void tamper_slot(const TamperOptions& options, const char* name) {
  const Slot slot = find_slot(read_board(options.board), name);
  File memory(options.file, File::Access::kReadWrite);
  const std::string what = fmt::format("the image in slot {}", name);
  const std::uint64_t bit = choose_bit(options, image_size(memory, slot), what);
  flip_in_file(memory, slot.offset, bit);
  report(bit, slot.offset, what);
}

// A file in hexadecimal stays one.
void tamper_token(const TamperOptions& options) {
  ByteVector content = read_bytes(options.file, kMaxToken);
  const bool is_hex = looks_like_hex(content);
  if (is_hex)
    content = from_hex({reinterpret_cast<const char*>(content.data()), content.size()}, options.file);
  const std::uint64_t bit = choose_bit(options, content.size(), "the token");
  flip(content[bit / 8], bit);
  if (is_hex) {
    replace_file(options.file, hex(content) + "\n", kPublicFile);
  } else {
    replace_file(options.file, Bytes(content), kPublicFile);
  }
  report(bit, 0, "the token");
}

void tamper_storage(const TamperOptions& options) {
  const Board board = read_board(options.board);
  const Region& area = find_area(board, "its");
  File memory(options.file, File::Access::kReadWrite);
  FileFlash flash(memory, board, area);
  const auto value = find_newest_value(flash);
  if (!value) throw Error(fmt::format("{}: nothing is stored in the area its", options.file));
  const std::string what =
      fmt::format("the value of client {}'s record {}", value->key.client, value->key.uid);
  const std::uint64_t bit = choose_bit(options, value->size, what);
  const std::uint64_t base = std::uint64_t{area.base} + value->offset;
  flip_in_file(memory, base, bit);
  report(bit, base, what);
}

void add_target(CLI::App& parent, const char* name, const char* help,
                const std::function<void(const TamperOptions&)>& action) {
  auto options = std::make_shared<TamperOptions>();
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("FILE", options->file, "The device's memory, or the token")->required();
  auto* board = command->add_option("--board", options->board, "The board's board.json");
  if (std::string_view(name) != "token") board->required();
  command->add_option("--bit", options->bit,
                      "Which bit, counted from its first byte (default: one in the middle)");
  command->callback([options, action] { action(*options); });
}

}  // namespace

void add_tamper(CLI::App& app) {
  CLI::App* command = app.add_subcommand("tamper", "Flips one bit of a device or token, for tests");
  command->require_subcommand(1);
  add_target(*command, "secure", "A bit of the SPE's image",
             [](const TamperOptions& o) { tamper_slot(o, "spe"); });
  add_target(*command, "nonsecure", "A bit of the NSPE's image",
             [](const TamperOptions& o) { tamper_slot(o, "nspe"); });
  add_target(*command, "token", "A bit of an attestation token", tamper_token);
  add_target(*command, "storage", "A bit of the value that was stored last", tamper_storage);
}

}  // namespace redoubt::tool
