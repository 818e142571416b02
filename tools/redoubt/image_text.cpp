// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/image_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "lib/image/verify.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/hex.hpp"

namespace redoubt::tool {

namespace {

// A decimal number at the start of `text`, which loses it. Throws `error` if there is none up to `limit`.
std::uint32_t take_number(std::string_view& text, std::uint32_t limit, const UsageError& error) {
  std::uint32_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || value > limit) throw error;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// The same after a separator; 0 where the separator is missing.
std::uint32_t take_part(std::string_view& text, char separator, std::uint32_t limit,
                        const UsageError& error) {
  if (!text.starts_with(separator)) return 0;
  text.remove_prefix(1);
  return take_number(text, limit, error);
}

struct Name {
  std::uint32_t value;
  std::string_view name;
};

// MCUboot's names (its docs/design.md), so that whoever knows that format recognises what Redoubt refuses.
constexpr Name kFlagNames[] = {
    {0x01, "PIC"},      {0x04, "ENCRYPTED_AES128"}, {0x08, "ENCRYPTED_AES256"},  {0x10, "NON_BOOTABLE"},
    {0x20, "RAM_LOAD"}, {0x100, "ROM_FIXED"},       {0x200, "COMPRESSED_LZMA1"}, {0x400, "COMPRESSED_LZMA2"}};
constexpr Name kTlvNames[] = {{0x01, "KEYHASH"},   {0x02, "PUBKEY"},      {0x10, "SHA256"},
                              {0x11, "SHA384"},    {0x12, "SHA512"},      {0x20, "RSA2048_PSS"},
                              {0x22, "ECDSA_SIG"}, {0x23, "RSA3072_PSS"}, {0x24, "ED25519"},
                              {0x25, "SIG_PURE"},  {0x30, "ENC_RSA2048"}, {0x31, "ENC_KW"},
                              {0x32, "ENC_EC256"}, {0x33, "ENC_X25519"},  {0x40, "DEPENDENCY"},
                              {0x50, "SEC_CNT"},   {0x60, "BOOT_RECORD"}};

std::string_view tlv_name(std::uint16_t type) {
  for (const auto& [value, name] : kTlvNames) {
    if (value == type) return name;
  }
  return type >= 0xa0 && type < 0xfffe ? "vendor's" : "unknown";
}

nlohmann::ordered_json flag_names(std::uint32_t flags) {
  nlohmann::ordered_json names = nlohmann::ordered_json::array();
  for (const auto& [bit, name] : kFlagNames) {
    if ((flags & bit) != 0) names.push_back(name);
    flags &= ~bit;
  }
  if (flags != 0) names.push_back(fmt::format("unknown {:#x}", flags));
  return names;
}

nlohmann::ordered_json describe_header(const image::Header& header) {
  return {{"magic", fmt::format("{:#010x}", header.magic)},
          {"load_address", fmt::format("{:#010x}", header.load_address)},
          {"header_size", header.header_size},
          {"protected_tlv_size", header.protected_tlv_size},
          {"payload_size", header.payload_size},
          {"flags", flag_names(header.flags)},
          {"version", format_version(header.version)}};
}

// One area, its info first. Stops where its lengths begin to lie; the parser's refusal has said so then.
void describe_tlvs(Bytes area, bool is_protected, nlohmann::ordered_json& out) {
  if (area.size() < sizeof(image::TlvInfo)) return;
  area = area.subspan(sizeof(image::TlvInfo));
  while (area.size() >= sizeof(image::Tlv)) {
    const auto tlv = load<image::Tlv>(area.data());
    area = area.subspan(sizeof tlv);
    if (tlv.size > area.size()) return;
    out.push_back({{"type", tlv.type},
                   {"name", tlv_name(tlv.type)},
                   {"protected", is_protected},
                   {"size", tlv.size},
                   {"value", hex(area.first(tlv.size))}});
    area = area.subspan(tlv.size);
  }
}

std::string check_signature(const image::Image& image, const Digest& digest) {
  const PublicKey key = PublicKey::parse(image.public_key, "the image's key");
  return key.verify_der(digest, image.signature) ? "valid for the image's own key"
                                                 : "does not match the image";
}

// What only a well-formed image has.
void describe_trust(const image::Image& image, nlohmann::ordered_json& out) {
  const Digest digest = sha256(image.covered);
  const bool same = std::equal(digest.begin(), digest.end(), image.hash.begin(), image.hash.end());
  out["security_counter"] = image.security_counter;
  out["hash"] = hex(digest);
  out["hash_check"] = same ? "matches" : "does not match: the image was altered";
  out["signer"] = hex(sha256(image.public_key));
  try {
    out["signature"] = check_signature(image, digest);
  } catch (const Error& error) {
    out["signature"] = error.what();  // an image may hold any bytes as its key
  }
}

nlohmann::ordered_json describe_areas(Bytes file, std::uint32_t whole) {
  const auto header = load<image::Header>(file.data());
  const std::size_t payload_end = std::size_t{header.header_size} + header.payload_size;
  nlohmann::ordered_json tlvs = nlohmann::ordered_json::array();
  describe_tlvs(file.subspan(payload_end, header.protected_tlv_size), true, tlvs);
  describe_tlvs(file.first(whole).subspan(payload_end + header.protected_tlv_size), false, tlvs);
  return tlvs;
}

std::string format_tlvs(const nlohmann::ordered_json& tlvs) {
  std::string out;
  for (const nlohmann::ordered_json& tlv : tlvs) {
    out +=
        fmt::format("  {:9} {:#06x} {:12} {:4} bytes  {}\n", tlv["protected"].get<bool>() ? "protected" : "",
                    tlv["type"].get<unsigned>(), tlv["name"].get<std::string>(), tlv["size"].get<unsigned>(),
                    tlv["value"].get<std::string>());
  }
  return out;
}

std::string format_value(const nlohmann::ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string out;
  for (const nlohmann::ordered_json& item : value) out += (out.empty() ? "" : " ") + item.get<std::string>();
  return out.empty() ? "none" : out;
}

std::string format_row(std::string name, const nlohmann::ordered_json& value) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return fmt::format("{:20} {}\n", name, format_value(value));
}

}  // namespace

image::Version parse_version(std::string_view text) {
  const UsageError error(
      fmt::format("'{}' is not a version like 1.2.3+4 (up to 255.255.65535+4294967295)", text));
  image::Version version{};
  version.major = static_cast<std::uint8_t>(take_number(text, UINT8_MAX, error));
  version.minor = static_cast<std::uint8_t>(take_part(text, '.', UINT8_MAX, error));
  version.revision = static_cast<std::uint16_t>(take_part(text, '.', UINT16_MAX, error));
  version.build = take_part(text, '+', UINT32_MAX, error);
  if (!text.empty()) throw error;
  return version;
}

std::string format_version(const image::Version& version) {
  return fmt::format("{}.{}.{}+{}", version.major, version.minor, version.revision, version.build);
}

nlohmann::ordered_json describe_image(Bytes file) {
  nlohmann::ordered_json out;
  out["file_size"] = file.size();
  image::Image image;
  constexpr std::uint32_t kAnyCapacity = UINT32_MAX;  // no slot is known here
  const image::Outcome parsed = image::parse_file(file, kAnyCapacity, image);
  if (!parsed.is_accepted()) out["refused"] = image::text(parsed.reason());
  if (file.size() < sizeof(image::Header)) return out;
  const auto header = load<image::Header>(file.data());
  if (header.magic != image::kMagic) return out;
  out["header"] = describe_header(header);
  std::uint32_t whole = 0;
  const bool sizes_are_true = image::extent(file, kAnyCapacity, whole).is_accepted() && whole <= file.size();
  if (sizes_are_true) out["tlvs"] = describe_areas(file, whole);
  if (parsed.is_accepted()) describe_trust(image, out);
  return out;
}

std::string format_image(const nlohmann::ordered_json& description) {
  std::string out;
  for (const auto& [name, value] : description.items()) {
    if (name == "header") {
      for (const auto& [field, content] : value.items()) out += format_row(field, content);
    } else if (name == "tlvs") {
      out += "TLVs\n" + format_tlvs(value);
    } else {
      out += format_row(name, value);
    }
  }
  return out;
}

}  // namespace redoubt::tool
