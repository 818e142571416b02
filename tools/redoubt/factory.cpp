// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/factory.hpp"

#include <fmt/format.h>
#include <psa/lifecycle.h>

#include <algorithm>
#include <cstring>

#include "lib/flash_store/system_store.hpp"
#include "lib/image/verify.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_flash.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

namespace {

// Into a field that ends with a zero.
template <std::size_t kSize>
void put_text(char (&field)[kSize], std::string_view text, std::string_view what) {
  if (text.size() >= kSize || text.find('\0') != std::string_view::npos) {
    throw UsageError(fmt::format("the {} has more than {} characters", what, kSize - 1));
  }
  std::ranges::copy(text, field);
}

void put_instance_id(provisioning::Provisioned& provisioned, const PublicKey& key) {
  provisioned.instance_id[0] = 0x01;
  std::ranges::copy(sha256(key.point()), provisioned.instance_id + 1);
}

void refuse_test_keys(const Product& product) {
  if ((product.lifecycle & PSA_LIFECYCLE_PSA_STATE_MASK) != PSA_LIFECYCLE_SECURED) return;
  for (const Digest& key : product.boot_keys) {
    if (!image::is_no_test_key(key).is_accepted()) {
      throw Error("a SECURED device must not trust the tests' fixed keys: anyone can sign with them");
    }
  }
}

void require(Status status, const char* what) {
  if (!status) throw Error(fmt::format("cannot {}: {}", what, status.status()));
}

void write_first_records(FileFlash& flash, const Product& product, const RandomFunction& random) {
  flash_store::SystemStore store(flash);
  std::array<std::uint8_t, flash_store::kSeedSize> seed{};
  const WipeOnExit wipe_seed(seed);
  random(seed);
  require(store.mount(), "set up the system store");
  require(store.raise_counter(provisioning::kSecurityCounterSpe, product.minimum_counter),
          "write the SPE's counter");
  require(store.raise_counter(provisioning::kSecurityCounterNspe, product.minimum_counter),
          "write the NSPE's counter");
  require(store.replace_seed(seed), "write the entropy seed");
}

// "16M" or "2G", as QEMU takes it.
std::uint64_t parse_memory_size(const Json& json) {
  const std::string& text = json.string();
  const char unit = text.empty() ? '\0' : text.back();
  const unsigned shift = unit == 'G' ? 30 : unit == 'M' ? 20 : unit == 'K' ? 10 : 0;
  const auto number = parse_number(std::string_view(text).substr(0, text.size() - (shift != 0 ? 1 : 0)));
  if (!number || *number == 0 || *number > 1024)
    fail(json.place, fmt::format("'{}' is no size like 16M or 2G", text));
  return *number << shift;
}

}  // namespace

Identity make_identity(const Product& product, const RandomFunction& random) {
  refuse_test_keys(product);
  const PrivateKey attestation_key = PrivateKey::generate(random);
  Identity identity{.provisioned = {}, .attestation_key = attestation_key.public_key()};
  provisioning::Provisioned& out = identity.provisioned;
  out.magic = provisioning::kMagic;
  out.version = provisioning::kVersion;
  out.size = sizeof out;
  out.lifecycle = product.lifecycle;
  random(out.huk);
  std::ranges::copy(attestation_key.scalar(), out.iak);
  put_instance_id(out, identity.attestation_key);
  std::ranges::copy(product.implementation_id, out.implementation_id);
  for (std::size_t i = 0; i < product.boot_keys.size(); ++i)
    std::ranges::copy(product.boot_keys[i], out.boot_key_hash[i]);
  put_text(out.certification_reference, product.certification_reference, "certification reference");
  put_text(out.verification_service, product.verification_service, "verification service");
  out.crc = crc32(bytes_of(out).first(offsetof(provisioning::Provisioned, crc)));
  return identity;
}

std::uint64_t memory_file_size(const Board& board) {
  const Json json = read_json(board.path);
  Fields fields(json);
  const Json* qemu = fields.find("qemu");
  if (qemu == nullptr) return board.nv.whole.size;
  return std::max<std::uint64_t>(board.nv.whole.size,
                                 parse_memory_size(Fields(*qemu).get("memory_backend_size")));
}

void write_new_memory(File& memory, const Board& board, const Identity& identity, const Product& product,
                      const RandomFunction& random) {
  memory.resize(memory_file_size(board));
  for (const Region& area : board.nv.areas) FileFlash(memory, board, area).erase_all();
  memory.write(find_area(board, "provisioned").base, bytes_of(identity.provisioned));
  FileFlash system(memory, board, find_area(board, "system"));
  write_first_records(system, product, random);
}

void write_slot(File& memory, const Slot& slot, Bytes image) {
  if (image.size() > slot.size) {
    throw Error(
        fmt::format("the image has {} bytes, the slot {} only {}", image.size(), slot.name, slot.size));
  }
  const std::size_t header = std::min<std::size_t>(image.size(), sizeof(image::Header));
  memory.write(slot.offset, ByteVector(slot.size, kErasedByte));
  memory.write(slot.offset + header, image.subspan(header));
  memory.flush();
  memory.write(slot.offset, image.first(header));
  memory.flush();
}

}  // namespace redoubt::tool
