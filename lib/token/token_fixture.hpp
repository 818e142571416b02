// SPDX-License-Identifier: BSD-3-Clause
// Tokens of any content, signed by the tests' key, and what is expected of them.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

#include "lib/cbor/test_hex.hpp"
#include "lib/token/test_crypto.hpp"
#include "lib/token/token.hpp"

namespace redoubt::token {

using redoubt::test::hex;
using redoubt::test::to_vector;
using Buffer = std::vector<std::uint8_t>;

// A value in CBOR.
inline Buffer cbor_of(const std::function<void(cbor::Encoder&)>& write) {
  Buffer buffer(8192);
  cbor::Encoder to{buffer};
  write(to);
  EXPECT_TRUE(to.fits());
  return to_vector(to.encoded());
}
inline Buffer bytes(std::size_t size, std::uint8_t fill) {
  return cbor_of([=](auto& to) { to.bytes(Buffer(size, fill)); });
}
inline Buffer text(std::string_view value) {
  return cbor_of([=](auto& to) { to.text(value); });
}
inline Buffer integer(std::int64_t value) {
  return cbor_of([=](auto& to) { to.integer(value); });
}

// A map that tests can damage before it is encoded.
struct Map {
  std::vector<std::pair<std::int64_t, Buffer>> pairs;

  Map& set(std::int64_t key, Buffer value) {
    for (auto& pair : pairs) {
      if (pair.first == key) {
        pair.second = std::move(value);
        return *this;
      }
    }
    pairs.emplace_back(key, std::move(value));
    return *this;
  }
  Map& set(Claim claim, Buffer value) { return set(static_cast<std::int64_t>(claim), std::move(value)); }
  Map& remove(std::int64_t key) {
    std::erase_if(pairs, [=](const auto& pair) { return pair.first == key; });
    return *this;
  }
  Map& repeat(std::int64_t key) {
    const auto found = std::ranges::find(pairs, key, [](const auto& pair) { return pair.first; });
    pairs.push_back(*found);
    return *this;
  }
  Buffer encode() const {
    return cbor_of([this](auto& to) {
      to.map(static_cast<std::uint32_t>(pairs.size()));
      for (const auto& [key, value] : pairs) {
        to.integer(key);
        to.raw(value);
      }
    });
  }
};

inline Buffer array(const std::vector<Buffer>& items) {
  return cbor_of([&](auto& to) {
    to.array(static_cast<std::uint32_t>(items.size()));
    for (const auto& item : items) to.raw(item);
  });
}

inline Map component() {
  Map map;
  map.set(1, text("PRoT")).set(2, bytes(32, 0x22)).set(4, text("1.2.3+4")).set(5, bytes(32, 0x55));
  return map.set(6, text("sha-256"));
}

inline Buffer instance_id() {
  const std::array pieces{test::point()};
  Buffer id{0x01};
  const auto digest = test::sha256(pieces);
  id.insert(id.end(), digest.begin(), digest.end());
  return id;
}

inline Map claims() {
  Map map;
  map.set(Claim::kNonce, bytes(32, 0x0A)).set(Claim::kInstanceId, cbor_of([](auto& to) {
                                                to.bytes(instance_id());
                                              }));
  map.set(Claim::kProfile, text(kProfileTfm)).set(Claim::kBootSeed, bytes(32, 0x0B));
  map.set(Claim::kClientId, integer(-1)).set(Claim::kLifecycle, integer(0x3000));
  map.set(Claim::kImplementationId, bytes(32, 0x0C));
  map.set(Claim::kCertificationReference, text("1234567890123-12345"));
  map.set(Claim::kSoftwareComponents, array({component().encode(), component().encode()}));
  return map.set(Claim::kVerificationService, text("https://verifier.example"));
}

// A signed token around any payload.
inline Buffer token_of(const Buffer& payload) {
  const Buffer head = cbor_of([&](auto& to) { cose::begin_to_be_signed(to, payload.size()); });
  const std::array<Bytes, 2> pieces{head, payload};
  const auto signature = test::sign(test::sha256(pieces));
  return cbor_of([&](auto& to) {
    cose::begin_sign1(to, payload.size());
    to.raw(payload);
    cose::end_sign1(to, signature);
  });
}

inline Verdict decode(const Map& map) {
  Token token;
  return decode_claims(map.encode(), token);
}
inline Decoded verify(const Buffer& encoded, Bytes nonce = {}) {
  return verify_token(encoded, test::point(), nonce, test::primitives());
}

#define EXPECT_REFUSED(verdict_expression, expected_reason, expected_claim) \
  do {                                                                      \
    const Verdict verdict_seen = (verdict_expression);                      \
    EXPECT_EQ(text(verdict_seen.reason), text(expected_reason));            \
    EXPECT_EQ(name(verdict_seen.claim), name(expected_claim));              \
  } while (false)

}  // namespace redoubt::token
