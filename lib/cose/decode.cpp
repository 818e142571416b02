// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cose/cose.hpp"

namespace redoubt::cose {

namespace {

// Header parameters that decide how a message is to be verified (RFC 9052, section 3.1).
constexpr std::int64_t kAlg = 1;
constexpr std::int64_t kCrit = 2;

struct Header {
  Problem problem = Problem::kNone;
  bool has_algorithm = false;
  std::int64_t algorithm = 0;
};

// An algorithm by text name is none that we know.
void read_algorithm(cbor::Decoder& from, Header& header) {
  if (header.has_algorithm) header.problem = Problem::kHeader;
  header.has_algorithm = true;
  const auto item = from.next();
  if (!item) return;
  const bool is_es256 =
      item->type == cbor::Type::kNegative && item->argument == static_cast<std::uint64_t>(-1 - kEs256);
  header.algorithm = is_es256 ? kEs256 : 0;
}

// Reads the pairs of a header map. Labels are integers or texts; only integers matter here.
Header read_header(cbor::Decoder& from) {
  Header header;
  const auto pairs = from.map();
  for (std::size_t i = 0; pairs && i < *pairs && from.problem() == cbor::Problem::kNone; ++i) {
    const auto label = from.next();
    if (!label) break;
    if (label->type == cbor::Type::kUnsigned && label->argument == kAlg) {
      read_algorithm(from, header);
      continue;
    }
    if (label->type == cbor::Type::kUnsigned && label->argument == kCrit) header.problem = Problem::kCritical;
    if (label->type > cbor::Type::kText || label->type == cbor::Type::kBytes)
      header.problem = Problem::kHeader;
    static_cast<void>(from.skip());
  }
  return header;
}

Problem check_protected(Bytes encoded, cbor::Problem& cbor) {
  if (encoded.empty()) return Problem::kNoAlgorithm;
  cbor::Decoder from(encoded, cbor::Form::kVariant);
  const Header header = read_header(from);
  if (!from.finish()) {
    cbor = from.problem();
    return Problem::kCbor;
  }
  if (header.problem != Problem::kNone) return header.problem;
  if (!header.has_algorithm) return Problem::kNoAlgorithm;
  return header.algorithm == kEs256 ? Problem::kNone : Problem::kAlgorithm;
}

// What an attacker may add freely must not look like something that is protected.
Problem check_unprotected(cbor::Decoder& from) {
  const Header header = read_header(from);
  return header.has_algorithm || header.problem != Problem::kNone ? Problem::kHeader : Problem::kNone;
}

Problem read_payload(cbor::Decoder& from, Bytes& payload) {
  constexpr std::uint64_t kNull = 22;
  const auto item = from.next();
  if (!item) return Problem::kCbor;
  if (item->type == cbor::Type::kSimple && item->argument == kNull) return Problem::kDetached;
  if (item->type != cbor::Type::kBytes) return Problem::kNotSign1;
  payload = item->content;
  return Problem::kNone;
}

Problem read_sign1(cbor::Decoder& from, Sign1& message) {
  const auto tag = from.next();
  if (!tag) return Problem::kCbor;
  if (tag->type != cbor::Type::kTag || tag->argument != kTagSign1) return Problem::kNotSign1;
  const auto count = from.array();
  if (!count) return Problem::kCbor;
  if (*count != 4) return Problem::kNotSign1;
  const auto protected_header = from.bytes();
  if (!protected_header) return Problem::kCbor;
  message.protected_header = *protected_header;
  const Problem unprotected = check_unprotected(from);
  const Problem payload = read_payload(from, message.payload);
  if (payload != Problem::kNone) return payload;
  const auto signature = from.bytes();
  if (!signature || !from.finish()) return Problem::kCbor;
  message.signature = *signature;
  return unprotected;
}

}  // namespace

std::string_view text(Problem problem) {
  switch (problem) {
    case Problem::kNone:
      return "no problem";
    case Problem::kCbor:
      return "it is not valid CBOR";
    case Problem::kNotSign1:
      return "it is not a tagged COSE_Sign1 message";
    case Problem::kDetached:
      return "its payload is not inside";
    case Problem::kHeader:
      return "its headers are ambiguous";
    case Problem::kCritical:
      return "it has a critical header that is not understood";
    case Problem::kNoAlgorithm:
      return "its protected header names no algorithm";
    case Problem::kAlgorithm:
      return "its signature algorithm is not ES256";
    case Problem::kSignature:
      return "its signature is not 64 bytes long";
  }
  return "unknown problem";
}

Sign1 decode_sign1(Bytes encoded) {
  Sign1 message;
  cbor::Decoder from(encoded, cbor::Form::kVariant);
  message.problem = read_sign1(from, message);
  message.cbor = from.problem();
  if (message.problem == Problem::kNone) {
    message.problem = check_protected(message.protected_header, message.cbor);
  }
  if (message.problem == Problem::kNone && message.signature.size() != kEs256SignatureSize) {
    message.problem = Problem::kSignature;
  }
  return message;
}

}  // namespace redoubt::cose
