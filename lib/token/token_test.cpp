// SPDX-License-Identifier: BSD-3-Clause
// The claims: each missing, twice, of another type, at its bounds.
#include "lib/token/token_fixture.hpp"

namespace redoubt::token {
namespace {

TEST(Token, RoundTripOfAllClaims) {
  const Buffer encoded = token_of(claims().encode());
  const Decoded decoded = verify(encoded, Buffer(32, 0x0A));
  ASSERT_TRUE(decoded.verdict.is_good()) << text(decoded.verdict.reason);
  const Token& token = decoded.token;
  EXPECT_EQ(to_vector(token.nonce), Buffer(32, 0x0A));
  EXPECT_EQ(to_vector(token.instance_id), instance_id());
  EXPECT_EQ(token.profile, kProfileTfm);
  EXPECT_EQ(to_vector(token.boot_seed), Buffer(32, 0x0B));
  EXPECT_EQ(token.client_id, -1);
  EXPECT_EQ(token.lifecycle, 0x3000);
  EXPECT_EQ(to_vector(token.implementation_id), Buffer(32, 0x0C));
  EXPECT_EQ(token.certification_reference, "1234567890123-12345");
  EXPECT_EQ(token.verification_service, "https://verifier.example");
  EXPECT_EQ(token.unknown_claims, 0u);
  ASSERT_EQ(token.software().size(), 2u);
  for (const SoftwareComponent& software : token.software()) {
    EXPECT_EQ(software.type, "PRoT");
    EXPECT_EQ(to_vector(software.measurement), Buffer(32, 0x22));
    EXPECT_EQ(software.version, "1.2.3+4");
    EXPECT_EQ(to_vector(software.signer_id), Buffer(32, 0x55));
    EXPECT_EQ(software.description, "sha-256");
  }
}

// The example of RFC 9783, appendix A.1, made by another implementation. Its instance id is made up, so that
// verification gets past the signature and stops there; one changed byte, and it stops before.
TEST(Token, VerifiesTheSignatureOfTheExampleInTheRfc) {
  Buffer encoded = hex(
      "d28443a10126a058faa81901005821010202020202020202020202020202020202020202020202020202020202020202"
      "19095c582000000000000000000000000000000000000000000000000000000000000000000a5820010101010101010101"
      "010101010101010101010101010101010101010101010119095a1a7fffffff19095b19300019010978217461673a707361"
      "63657274696669656 42e6f72672c323032333a7073612374666d19095d4800000000000000001 9095f81a205582004040404"
      "04040404040404040404040404040404040404040404040404040404025820030303030303030303030303030303030303"
      "03030303030303030303030303035840 2f4c8152ed1691833eebb6a182d2120e3d19220df85b9ac51109113a423fa02420"
      "5ceda0815968548de4fbb6dc94b88c916f0d266e64cea24183a84f977de475");
  const Buffer point =
      hex("04 4e5e22099e3bceb45b446d1355fd1dc3b545947b6fd7c1c89d886798c3726e8f"
          "80d70b840b256aac34a62ede1043364f044095f003474b91e0182092afb13f2e");
  Decoded decoded = verify_token(encoded, point, {}, test::primitives());
  // The example's boot seed has the key that PSA_IOT_PROFILE_1's successor gave up (2397): passed over.
  EXPECT_EQ(decoded.token.unknown_claims, 1u);
  EXPECT_EQ(decoded.token.client_id, 0x7FFFFFFF);
  EXPECT_REFUSED(decoded.verdict, Reason::kInstance, Claim::kInstanceId);
  encoded.back() ^= 1;
  decoded = verify_token(encoded, point, {}, test::primitives());
  EXPECT_REFUSED(decoded.verdict, Reason::kSignature, Claim{});
}

TEST(Token, OptionalClaimsMayBeMissing) {
  const Claim optional[] = {Claim::kBootSeed, Claim::kCertificationReference, Claim::kVerificationService};
  Map map = claims();
  for (const Claim claim : optional) map.remove(static_cast<std::int64_t>(claim));
  Token token;
  EXPECT_TRUE(decode_claims(map.encode(), token).is_good());
  EXPECT_TRUE(token.boot_seed.empty() && token.certification_reference.empty() &&
              token.verification_service.empty());
}

constexpr Claim kMandatory[] = {
    Claim::kNonce,     Claim::kInstanceId,       Claim::kProfile,           Claim::kClientId,
    Claim::kLifecycle, Claim::kImplementationId, Claim::kSoftwareComponents};
constexpr Claim kAll[] = {Claim::kNonce,
                          Claim::kInstanceId,
                          Claim::kProfile,
                          Claim::kBootSeed,
                          Claim::kClientId,
                          Claim::kLifecycle,
                          Claim::kImplementationId,
                          Claim::kCertificationReference,
                          Claim::kSoftwareComponents,
                          Claim::kVerificationService};

TEST(Token, RefusesEachMissingMandatoryClaim) {
  for (const Claim claim : kMandatory) {
    EXPECT_REFUSED(decode(claims().remove(static_cast<std::int64_t>(claim))), Reason::kMissing, claim);
  }
}

TEST(Token, RefusesEachClaimThatIsThereTwice) {
  for (const Claim claim : kAll) {
    EXPECT_REFUSED(decode(claims().repeat(static_cast<std::int64_t>(claim))), Reason::kTwice, claim);
  }
}

TEST(Token, RefusesEachClaimOfEachOtherType) {
  const Buffer samples[] = {integer(1), integer(-1), bytes(32, 1), text("text"), hex("80"),
                            hex("a0"),  hex("c101"), hex("f5"),    hex("f6"),    hex("f93c00")};
  // Which samples are of the claim's own type.
  const auto is_own = [](Claim claim, std::size_t sample) {
    switch (claim) {
      case Claim::kClientId:
      case Claim::kLifecycle:
        return sample <= 1;
      case Claim::kProfile:
      case Claim::kCertificationReference:
      case Claim::kVerificationService:
        return sample == 3;
      case Claim::kSoftwareComponents:
        return sample == 4;
      default:
        return sample == 2;
    }
  };
  for (const Claim claim : kAll) {
    for (std::size_t i = 0; i < std::size(samples); ++i) {
      if (is_own(claim, i)) continue;
      EXPECT_REFUSED(decode(claims().set(claim, samples[i])), Reason::kType, claim);
    }
  }
}

TEST(Token, ByteStringsHaveTheirSizes) {
  struct Sizes {
    Claim claim;
    std::vector<std::size_t> good;
  };
  std::vector<std::size_t> seeds;
  for (std::size_t size = 8; size <= 32; ++size) seeds.push_back(size);
  const Sizes rules[] = {{Claim::kNonce, {32, 48, 64}},
                         {Claim::kInstanceId, {33}},
                         {Claim::kImplementationId, {32}},
                         {Claim::kBootSeed, seeds}};
  for (const Sizes& rule : rules) {
    for (std::size_t size = 0; size <= 66; ++size) {
      const Verdict verdict = decode(claims().set(rule.claim, bytes(size, 0x01)));
      const bool is_good = std::ranges::find(rule.good, size) != rule.good.end();
      EXPECT_EQ(text(verdict.reason), text(is_good ? Reason::kGood : Reason::kSize))
          << name(rule.claim) << size;
    }
  }
}

TEST(Token, RefusesForbiddenValues) {
  EXPECT_REFUSED(decode(claims().set(Claim::kInstanceId, bytes(33, 0x02))), Reason::kValue,
                 Claim::kInstanceId);
  for (const std::int64_t id : {std::int64_t{0}, std::int64_t{1} << 31, -(std::int64_t{1} << 31) - 1}) {
    EXPECT_REFUSED(decode(claims().set(Claim::kClientId, integer(id))), Reason::kValue, Claim::kClientId);
  }
  EXPECT_REFUSED(decode(claims().set(Claim::kClientId, hex("1bffffffffffffffff"))), Reason::kValue,
                 Claim::kClientId);
  EXPECT_REFUSED(decode(claims().set(Claim::kClientId, hex("3bffffffffffffffff"))), Reason::kValue,
                 Claim::kClientId);
  for (const std::int64_t lifecycle : {-1, 0x0100, 0x1F00, 0x2800, 0x6100, 0x7000, 0x13000, 1 << 20}) {
    EXPECT_REFUSED(decode(claims().set(Claim::kLifecycle, integer(lifecycle))), Reason::kValue,
                   Claim::kLifecycle);
  }
  for (const char* reference :
       {"", "1234567890123", "1234567890123-1234", "1234567890123-123456", "1234567890123_12345",
        "123456789012a-12345", "1234567890123-1234 ", "12345678901231-2345"}) {
    EXPECT_REFUSED(decode(claims().set(Claim::kCertificationReference, text(reference))), Reason::kValue,
                   Claim::kCertificationReference);
  }
}

TEST(Token, TakesTheEdgesOfValidValues) {
  for (const std::int64_t id :
       {-(std::int64_t{1} << 31), std::int64_t{-1}, std::int64_t{1}, std::int64_t{0x7FFFFFFF}}) {
    EXPECT_TRUE(decode(claims().set(Claim::kClientId, integer(id))).is_good()) << id;
  }
  for (const std::int64_t lifecycle :
       {0x0000, 0x00FF, 0x1000, 0x10FF, 0x2000, 0x3000, 0x30FF, 0x5000, 0x6000, 0x60FF}) {
    EXPECT_TRUE(decode(claims().set(Claim::kLifecycle, integer(lifecycle))).is_good()) << lifecycle;
  }
}

TEST(Token, RefusesOtherProfiles) {
  for (const char* profile : {"", "PSA_IOT_PROFILE_1", "tag:psacertified.org,2019:psa#legacy",
                              "tag:psacertified.org,2023:psa#tf", "tag:psacertified.org,2023:psa#tfm "}) {
    EXPECT_REFUSED(decode(claims().set(Claim::kProfile, text(profile))), Reason::kProfile, Claim::kProfile);
  }
}

Verdict decode_component(const Map& map) {
  return decode(claims().set(Claim::kSoftwareComponents, array({map.encode()})));
}

TEST(Token, ComponentsNeedMeasurementAndSignerOnly) {
  EXPECT_TRUE(decode_component(component().remove(1).remove(4).remove(6)).is_good());
  EXPECT_REFUSED(decode_component(component().remove(2)), Reason::kMissing, Claim::kSoftwareComponents);
  EXPECT_REFUSED(decode_component(component().remove(5)), Reason::kMissing, Claim::kSoftwareComponents);
  EXPECT_REFUSED(decode_component(Map{}), Reason::kMissing, Claim::kSoftwareComponents);
}

TEST(Token, RefusesDamagedComponents) {
  for (const std::int64_t key : {1, 2, 4, 5, 6}) {
    EXPECT_REFUSED(decode_component(component().repeat(key)), Reason::kTwice, Claim::kSoftwareComponents);
    const bool is_hash = key == 2 || key == 5;
    for (const Buffer& wrong :
         {integer(1), is_hash ? text("0") : bytes(32, 1), hex("80"), hex("a0"), hex("f6")}) {
      EXPECT_REFUSED(decode_component(component().set(key, wrong)), Reason::kType,
                     Claim::kSoftwareComponents);
    }
    if (!is_hash) continue;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{31}, std::size_t{33}, std::size_t{47}, std::size_t{65}}) {
      EXPECT_REFUSED(decode_component(component().set(key, bytes(size, 1))), Reason::kSize,
                     Claim::kSoftwareComponents);
    }
    EXPECT_TRUE(decode_component(component().set(key, bytes(48, 1))).is_good());
    EXPECT_TRUE(decode_component(component().set(key, bytes(64, 1))).is_good());
  }
}

TEST(Token, ListOfComponentsHasItsBounds) {
  const auto decode_list = [](std::size_t count) {
    return decode(claims().set(Claim::kSoftwareComponents, array(std::vector(count, component().encode()))));
  };
  EXPECT_REFUSED(decode_list(0), Reason::kSize, Claim::kSoftwareComponents);
  EXPECT_TRUE(decode_list(1).is_good());
  EXPECT_TRUE(decode_list(kMaxComponents).is_good());
  EXPECT_REFUSED(decode_list(kMaxComponents + 1), Reason::kTooMany, Claim::kSoftwareComponents);
  EXPECT_REFUSED(decode(claims().set(Claim::kSoftwareComponents, array({integer(1)}))), Reason::kType,
                 Claim::kSoftwareComponents);
}

// RFC 9783, section 5.1.3: a receiver must not error out on claims that it does not understand.
TEST(Token, PassesOverWhatItDoesNotKnow) {
  Map map = claims();
  map.set(-75000, text("old")).set(2397, hex("f6")).set(3, hex("8281a101fb3ff199999999999ac1f6"));
  map.set(100000, array({array({array({})})}));
  map.set(Claim::kSoftwareComponents,
          array({component().set(3, integer(7)).set(-9, hex("a10102")).encode()}));
  Token token;
  EXPECT_TRUE(decode_claims(map.encode(), token).is_good());
  EXPECT_EQ(token.unknown_claims, 4u);
  // A text key: {"x": 1, ...}
  Buffer payload = claims().encode();
  ++payload[0];
  const Buffer extra = hex("6178 01");
  payload.insert(payload.begin() + 1, extra.begin(), extra.end());
  EXPECT_TRUE(decode_claims(payload, token = {}).is_good());
}

TEST(Token, RefusesPayloadsThatAreNoMapOfClaims) {
  Token token;
  for (const char* payload : {"80", "01", "40", "60", "f6", "c1a0", "a1 4101 00", "a1 80 00", "a1 f6 00"}) {
    EXPECT_REFUSED(decode_claims(hex(payload), token = {}), Reason::kNotMap, Claim{});
  }
  for (const char* payload :
       {"", "a1", "a1 0a", "bf ff", "a1 0a 5f ff", "a0 00", "a1 01 ff", "a1 01 9f ff", "a1 6180 00"}) {
    const Verdict verdict = decode_claims(hex(payload), token = {});
    EXPECT_EQ(text(verdict.reason), text(Reason::kNotCbor)) << payload;
    EXPECT_FALSE(verdict.detail.empty());
  }
}

TEST(Token, RefusesEveryPrefixOfThePayloadAndOfTheToken) {
  const Buffer payload = claims().encode();
  Token token;
  for (std::size_t size = 0; size < payload.size(); ++size) {
    EXPECT_FALSE(decode_claims(Bytes(payload).first(size), token = {}).is_good()) << size;
  }
  const Buffer encoded = token_of(payload);
  for (std::size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_FALSE(decode_token(Bytes(encoded).first(size)).verdict.is_good()) << size;
  }
}

}  // namespace
}  // namespace redoubt::token
