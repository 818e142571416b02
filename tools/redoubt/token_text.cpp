// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/token_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/redoubt/hex.hpp"

namespace redoubt::tool {

namespace {

using token::Claim;

// A token may carry escape sequences for the terminal of whoever looks at it: only ASCII's printable
// characters pass.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c >= ' ' && c <= '~' ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

void put_text(nlohmann::ordered_json& out, const char* name, std::string_view text) {
  if (!text.empty()) out[name] = text;
}

void put_bytes(nlohmann::ordered_json& out, const char* name, Bytes bytes) {
  if (!bytes.empty()) out[name] = hex(bytes);
}

nlohmann::ordered_json describe_component(const token::SoftwareComponent& component) {
  nlohmann::ordered_json out;
  put_text(out, "measurement-type", component.type);
  put_bytes(out, "measurement-value", component.measurement);
  put_text(out, "version", component.version);
  put_bytes(out, "signer-id", component.signer_id);
  put_text(out, "measurement-desc", component.description);
  return out;
}

class Table {
 public:
  void row(std::string_view name, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("  {:24} {}\n", name, value);
  }
  void row(Claim claim, std::string_view value) { row(token::name(claim), value); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string client_of(const token::Token& token) {
  return fmt::format("{} ({})", token.client_id, token.client_id < 0 ? "non-secure" : "a secure partition");
}

std::string lifecycle_of(const token::Token& token) {
  return fmt::format("{} ({:#06x})", token::lifecycle_name(token.lifecycle), token.lifecycle);
}

std::string name_of(const token::SoftwareComponent& component) {
  const std::string type = component.type.empty() ? "unnamed" : printable(component.type);
  return component.version.empty() ? type : fmt::format("{} {}", type, printable(component.version));
}

void put_component(Table& table, const token::SoftwareComponent& component, std::size_t number) {
  table.row(fmt::format("software component {}", number), name_of(component));
  table.row("  measurement", hex(component.measurement));
  table.row("  measured with", printable(component.description));
  table.row("  signer id", hex(component.signer_id));
}

}  // namespace

nlohmann::ordered_json describe_claims(const token::Token& token) {
  nlohmann::ordered_json out;
  out["eat_nonce"] = hex(token.nonce);
  out["ueid"] = hex(token.instance_id);
  out["eat_profile"] = token.profile;
  put_bytes(out, "bootseed", token.boot_seed);
  out["psa-client-id"] = token.client_id;
  out["psa-security-lifecycle"] = token.lifecycle;
  out["psa-security-lifecycle-name"] = token::lifecycle_name(token.lifecycle);
  out["psa-implementation-id"] = hex(token.implementation_id);
  put_text(out, "psa-certification-reference", token.certification_reference);
  out["psa-software-components"] = nlohmann::ordered_json::array();
  for (const auto& component : token.software()) {
    out["psa-software-components"].push_back(describe_component(component));
  }
  put_text(out, "psa-verification-service-indicator", token.verification_service);
  if (token.unknown_claims != 0) out["unknown-claims"] = token.unknown_claims;
  return out;
}

std::string format_claims(const token::Token& token) {
  Table table;
  table.row(Claim::kProfile, printable(token.profile));
  table.row(Claim::kInstanceId, hex(token.instance_id));
  table.row(Claim::kImplementationId, hex(token.implementation_id));
  table.row(Claim::kLifecycle, lifecycle_of(token));
  table.row(Claim::kClientId, client_of(token));
  table.row(Claim::kNonce, hex(token.nonce));
  table.row(Claim::kBootSeed, hex(token.boot_seed));
  table.row(Claim::kCertificationReference, printable(token.certification_reference));
  table.row(Claim::kVerificationService, printable(token.verification_service));
  std::size_t number = 0;
  for (const auto& component : token.software()) put_component(table, component, ++number);
  if (token.unknown_claims != 0)
    table.row("other claims", fmt::format("{}, not understood", token.unknown_claims));
  return table.take();
}

std::string explain(const token::Verdict& verdict) {
  std::string out(token::text(verdict.reason));
  const std::string_view claim = verdict.claim == Claim{} ? "" : token::name(verdict.claim);
  if (!claim.empty()) out += fmt::format(" ({})", claim);
  if (!verdict.detail.empty()) out += fmt::format(": {}", verdict.detail);
  return out;
}

}  // namespace redoubt::tool
