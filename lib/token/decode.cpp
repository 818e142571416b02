// SPDX-License-Identifier: BSD-3-Clause
#include <limits>

#include "lib/token/token.hpp"

namespace redoubt::token {

namespace {

using cbor::Type;

struct Rule {
  Claim claim;
  Type type;  // kUnsigned: an integer of either sign
  bool is_mandatory;
};

// RFC 9783, section 4. A claim's bit in ClaimReader::seen_ is its index here.
constexpr Rule kRules[] = {
    {Claim::kNonce, Type::kBytes, true},
    {Claim::kInstanceId, Type::kBytes, true},
    {Claim::kProfile, Type::kText, true},
    {Claim::kBootSeed, Type::kBytes, false},
    {Claim::kClientId, Type::kUnsigned, true},
    {Claim::kLifecycle, Type::kUnsigned, true},
    {Claim::kImplementationId, Type::kBytes, true},
    {Claim::kCertificationReference, Type::kText, false},
    {Claim::kSoftwareComponents, Type::kArray, true},
    {Claim::kVerificationService, Type::kText, false},
};

constexpr Verdict kFine{Reason::kGood, {}, {}};

bool is_of(const cbor::Item& item, Type type) {
  return item.type == type || (type == Type::kUnsigned && item.type == Type::kNegative);
}

// Saturates: only values far inside the range are ever valid.
std::int64_t integer_of(const cbor::Item& item) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  const auto value = item.argument > std::uint64_t{kMost} ? kMost : static_cast<std::int64_t>(item.argument);
  return item.type == Type::kNegative ? -1 - value : value;
}

std::string_view text_of(const cbor::Item& item) {
  return {reinterpret_cast<const char*>(item.content.data()), item.content.size()};
}

// Thirteen digits, a dash, five digits (section 4.2.3).
bool is_certification_reference(std::string_view text) {
  if (text.size() != 19) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (i == 13 ? text[i] != '-' : !is_digit) return false;
  }
  return true;
}

Reason store_client_id(std::int64_t value, Token& token) {
  const bool fits =
      value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
  if (!fits || value == 0) return Reason::kValue;
  token.client_id = static_cast<std::int32_t>(value);
  return Reason::kGood;
}

// States are 0x0000 to 0x6000 in steps of 0x1000; the low byte is the implementation's (section 4.3.1).
Reason store_lifecycle(std::int64_t value, Token& token) {
  if (value < 0 || value > 0x60FF || (value & 0x0F00) != 0) return Reason::kValue;
  token.lifecycle = static_cast<std::uint16_t>(value);
  return Reason::kGood;
}

Reason store_instance_id(Bytes value, Token& token) {
  if (value.size() != kInstanceIdSize) return Reason::kSize;
  if (value[0] != kInstanceIdTypeRandom) return Reason::kValue;
  token.instance_id = value;
  return Reason::kGood;
}

Reason store_bytes(Bytes value, bool is_right_size, Bytes& into) {
  if (!is_right_size) return Reason::kSize;
  into = value;
  return Reason::kGood;
}

Reason store(Claim claim, const cbor::Item& item, Token& token) {
  const std::size_t size = item.content.size();
  switch (claim) {
    case Claim::kNonce:
      return store_bytes(item.content, is_hash_size(size), token.nonce);
    case Claim::kInstanceId:
      return store_instance_id(item.content, token);
    case Claim::kProfile:
      token.profile = text_of(item);
      return token.profile == kProfileTfm ? Reason::kGood : Reason::kProfile;
    case Claim::kBootSeed:
      return store_bytes(item.content, size >= kBootSeedMinSize && size <= kBootSeedMaxSize, token.boot_seed);
    case Claim::kClientId:
      return store_client_id(integer_of(item), token);
    case Claim::kLifecycle:
      return store_lifecycle(integer_of(item), token);
    case Claim::kImplementationId:
      return store_bytes(item.content, size == kImplementationIdSize, token.implementation_id);
    case Claim::kCertificationReference:
      token.certification_reference = text_of(item);
      return is_certification_reference(token.certification_reference) ? Reason::kGood : Reason::kValue;
    case Claim::kVerificationService:
      token.verification_service = text_of(item);
      return Reason::kGood;
    case Claim::kSoftwareComponents:
      break;
  }
  return Reason::kType;
}

Reason store_attribute(ComponentKey key, const cbor::Item& item, SoftwareComponent& component) {
  const bool is_hash = key == ComponentKey::kMeasurement || key == ComponentKey::kSignerId;
  if (item.type != (is_hash ? Type::kBytes : Type::kText)) return Reason::kType;
  switch (key) {
    case ComponentKey::kType:
      component.type = text_of(item);
      break;
    case ComponentKey::kMeasurement:
      return store_bytes(item.content, is_hash_size(item.content.size()), component.measurement);
    case ComponentKey::kVersion:
      component.version = text_of(item);
      break;
    case ComponentKey::kSignerId:
      return store_bytes(item.content, is_hash_size(item.content.size()), component.signer_id);
    case ComponentKey::kDescription:
      component.description = text_of(item);
      break;
  }
  return Reason::kGood;
}

bool is_known_attribute(const cbor::Item& key) {
  return key.type == Type::kUnsigned && key.argument >= 1 && key.argument <= 6 && key.argument != 3;
}

class ClaimReader {
 public:
  ClaimReader(Bytes payload, Token& token) : from_(payload, cbor::Form::kVariant), token_(token) {}
  Verdict read();

 private:
  // What went wrong in the decoder, if anything did; else `reason`.
  Verdict refuse(Reason reason, Claim claim = {}) const;
  Verdict malformed() const { return {Reason::kNotCbor, {}, cbor::text(from_.problem())}; }
  Verdict read_pair();
  Verdict read_value(const Rule& rule);
  Verdict read_components(std::uint64_t count);
  Verdict read_component();
  Reason read_attribute(SoftwareComponent& component, std::uint32_t& seen);
  // A key is an integer or a text.
  Status read_key(cbor::Item& key);

  cbor::Decoder from_;
  Token& token_;
  std::uint32_t seen_ = 0;
};

Verdict ClaimReader::refuse(Reason reason, Claim claim) const {
  if (from_.problem() != cbor::Problem::kNone) return malformed();
  return {reason, claim, {}};
}

Verdict ClaimReader::read() {
  const auto head = from_.next();
  if (!head) return malformed();
  if (head->type != Type::kMap) return refuse(Reason::kNotMap);
  for (std::uint64_t i = 0; i < head->argument; ++i) {
    const Verdict verdict = read_pair();
    if (!verdict.is_good()) return verdict;
  }
  if (!from_.finish()) return malformed();
  for (std::size_t i = 0; i < std::size(kRules); ++i) {
    if (kRules[i].is_mandatory && (seen_ >> i & 1) == 0) return refuse(Reason::kMissing, kRules[i].claim);
  }
  return kFine;
}

Status ClaimReader::read_key(cbor::Item& key) {
  key = REDOUBT_TRY(from_.next());
  if (key.type == Type::kUnsigned || key.type == Type::kNegative || key.type == Type::kText) return {};
  return Failure{PSA_ERROR_DATA_INVALID};
}

Verdict ClaimReader::read_pair() {
  cbor::Item key;
  if (!read_key(key)) return refuse(Reason::kNotMap);
  if (key.type == Type::kUnsigned) {
    for (const Rule& rule : kRules) {
      if (key.argument == static_cast<std::uint64_t>(rule.claim)) return read_value(rule);
    }
  }
  if (!from_.skip()) return malformed();
  ++token_.unknown_claims;
  return kFine;
}

Verdict ClaimReader::read_value(const Rule& rule) {
  const std::uint32_t bit = 1u << (&rule - kRules);
  if ((seen_ & bit) != 0) return refuse(Reason::kTwice, rule.claim);
  seen_ |= bit;
  const auto item = from_.next();
  if (!item) return malformed();
  if (!is_of(*item, rule.type)) return refuse(Reason::kType, rule.claim);
  if (rule.claim == Claim::kSoftwareComponents) return read_components(item->argument);
  return {store(rule.claim, *item, token_), rule.claim, {}};
}

Verdict ClaimReader::read_components(std::uint64_t count) {
  if (count == 0) return refuse(Reason::kSize, Claim::kSoftwareComponents);
  if (count > kMaxComponents) return refuse(Reason::kTooMany, Claim::kSoftwareComponents);
  for (std::uint64_t i = 0; i < count; ++i) {
    const Verdict verdict = read_component();
    if (!verdict.is_good()) return verdict;
  }
  return kFine;
}

Verdict ClaimReader::read_component() {
  SoftwareComponent component;
  const auto head = from_.next();
  if (!head) return malformed();
  if (head->type != Type::kMap) return refuse(Reason::kType, Claim::kSoftwareComponents);
  std::uint32_t seen = 0;
  for (std::uint64_t i = 0; i < head->argument; ++i) {
    const Reason reason = read_attribute(component, seen);
    if (reason != Reason::kGood) return refuse(reason, Claim::kSoftwareComponents);
  }
  if (component.measurement.empty() || component.signer_id.empty()) {
    return refuse(Reason::kMissing, Claim::kSoftwareComponents);
  }
  token_.components[token_.component_count++] = component;
  return kFine;
}

Reason ClaimReader::read_attribute(SoftwareComponent& component, std::uint32_t& seen) {
  cbor::Item key;
  if (!read_key(key)) return Reason::kType;
  if (!is_known_attribute(key)) return from_.skip() ? Reason::kGood : Reason::kNotCbor;
  const std::uint32_t bit = 1u << key.argument;
  if ((seen & bit) != 0) return Reason::kTwice;
  seen |= bit;
  const auto item = from_.next();
  if (!item) return Reason::kNotCbor;
  return store_attribute(static_cast<ComponentKey>(key.argument), *item, component);
}

}  // namespace

Verdict decode_claims(Bytes payload, Token& token) { return ClaimReader(payload, token).read(); }

Decoded decode_token(Bytes encoded) {
  Decoded decoded;
  Token& token = decoded.token;
  token.message = cose::decode_sign1(encoded);
  if (token.message.problem == cose::Problem::kNone) {
    decoded.verdict = decode_claims(token.message.payload, token);
  } else {
    decoded.verdict = {Reason::kNotCose, {}, cose::text(token.message.problem)};
  }
  return decoded;
}

}  // namespace redoubt::token
