// SPDX-License-Identifier: BSD-3-Clause
// `redoubt token`: shows and verifies PSA attestation tokens.
#include "lib/token/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "tools/redoubt/commands.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/device_file.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_io.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/token_text.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kMaxTokenFile = 256 * 1024;
constexpr std::uint16_t kStateMask = 0xFF00;  // the low byte is the implementation's own
constexpr std::uint16_t kSecured = 0x3000;

// A token begins with 0xd2, the tag of COSE_Sign1, which is no character of hexadecimal text.
ByteVector read_token(const std::string& file) {
  ByteVector content = read_bytes(file, kMaxTokenFile);
  if (!looks_like_hex(content)) return content;
  return from_hex({reinterpret_cast<const char*>(content.data()), content.size()}, file);
}

Status sha256_of_pieces(std::span<const Bytes> pieces, std::span<std::uint8_t, 32> digest) {
  ByteVector joined;
  for (const Bytes piece : pieces) joined.insert(joined.end(), piece.begin(), piece.end());
  std::ranges::copy(sha256(joined), digest.begin());
  return {};
}

Status verify_signature(Bytes point, Bytes digest, Bytes signature) {
  Digest copy{};
  if (digest.size() != copy.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::ranges::copy(digest, copy.begin());
  if (!PublicKey(point).verify_raw(copy, signature)) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  return {};
}

constexpr token::Primitives kPrimitives{.sha256 = sha256_of_pieces, .verify_p256 = verify_signature};

std::string dump(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

struct ShowOptions {
  std::string file;
  bool json = false;
};

void show(const ShowOptions& options) {
  const ByteVector bytes = read_token(options.file);
  const token::Decoded decoded = token::decode_token(bytes);
  if (!decoded.verdict.is_good()) throw Error(fmt::format("{}: {}", options.file, explain(decoded.verdict)));
  if (options.json) {
    fmt::print("{}\n", dump(describe_claims(decoded.token)));
    return;
  }
  fmt::print("claims of {}, NOT verified (`redoubt token verify` does):\n{}", options.file,
             format_claims(decoded.token));
}

void add_show(CLI::App& parent) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = parent.add_subcommand("show", "Shows a token's claims without verifying them");
  command->add_option("FILE", options->file, "The token, binary or hexadecimal; - is standard input")
      ->required();
  command->add_flag("--json", options->json, "As JSON, with RFC 9783's names");
  command->callback([options] { show(*options); });
}

struct TokenVerifyOptions {
  std::string file, key, nonce, device;
  bool require_secured = false;
  bool json = false;
};

// What a verifier demands beyond a token that is good in itself.
void check_device(const token::Token& token, const TokenVerifyOptions& options) {
  if (options.device.empty()) return;
  const DeviceFile device = read_device_file(options.device);
  if (device.instance_id != hex(token.instance_id)) {
    throw Error(
        fmt::format("the token is another device's: its instance id is not that of {}", options.device));
  }
  if (device.implementation_id != hex(token.implementation_id)) {
    throw Error(fmt::format("the token is another product's: its implementation id is not that of {}",
                            options.device));
  }
}

void check_lifecycle(const token::Token& token, const TokenVerifyOptions& options) {
  if (!options.require_secured || (token.lifecycle & kStateMask) == kSecured) return;
  throw Error(
      fmt::format("the device is not secured: its lifecycle is {}", token::lifecycle_name(token.lifecycle)));
}

void print_valid(const token::Token& token, const TokenVerifyOptions& options) {
  if (options.json) {
    fmt::print("{}\n", dump({{"valid", true},
                             {"nonce_checked", !options.nonce.empty()},
                             {"claims", describe_claims(token)}}));
    return;
  }
  fmt::print("token is valid: signed by device {}\n{}", hex(token.instance_id), format_claims(token));
  if (options.nonce.empty()) fmt::print("  not checked: whether it is fresh (--nonce)\n");
}

void verify_token(const TokenVerifyOptions& options) {
  const ByteVector nonce = from_hex(options.nonce, "--nonce");
  if (!nonce.empty() && !token::is_hash_size(nonce.size()))
    throw UsageError("--nonce has 32, 48 or 64 bytes");
  const PublicKey key = load_public_key(options.key);
  const ByteVector bytes = read_token(options.file);
  const token::Decoded decoded = token::verify_token(bytes, key.point(), nonce, kPrimitives);
  if (!decoded.verdict.is_good())
    throw Error(fmt::format("token is NOT valid: {}", explain(decoded.verdict)));
  check_device(decoded.token, options);
  check_lifecycle(decoded.token, options);
  print_valid(decoded.token, options);
}

void add_token_verify(CLI::App& parent) {
  auto options = std::make_shared<TokenVerifyOptions>();
  CLI::App* command =
      parent.add_subcommand("verify", "Verifies a token; status 1 and the reason if it is not valid");
  command->add_option("--key", options->key, "The device's public attestation key, PEM or DER")->required();
  command->add_option("FILE", options->file, "The token, binary or hexadecimal; - is standard input")
      ->required();
  command->add_option("--nonce", options->nonce, "The challenge that it must answer, hexadecimal");
  command->add_option("--device", options->device, "device.json: whose token it must be");
  command->add_flag("--require-secured", options->require_secured,
                    "Refuse a device that is not in the SECURED lifecycle");
  command->add_flag("--json", options->json, "As JSON, with RFC 9783's names");
  command->callback([options] { verify_token(*options); });
}

}  // namespace

void add_token(CLI::App& app) {
  CLI::App* command = app.add_subcommand("token", "Shows and verifies attestation tokens (RFC 9783)");
  command->require_subcommand(1);
  add_show(*command);
  add_token_verify(*command);
}

}  // namespace redoubt::tool
