// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/policy.hpp"

#include <gtest/gtest.h>

namespace redoubt::crypto {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kCut = PSA_ALG_TRUNCATED_MAC(kHmac, 16);
constexpr psa_algorithm_t kHmacFrom16 = PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(kHmac, 16);
constexpr psa_algorithm_t kHmacFrom20 = PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(kHmac, 20);
constexpr psa_algorithm_t kCcmFrom8 = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8);
constexpr psa_algorithm_t kAnyEcdsa = PSA_ALG_ECDSA(PSA_ALG_ANY_HASH);
constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kDeterministic = PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256);

psa_key_type_t type_for(psa_algorithm_t algorithm) {
  return PSA_ALG_IS_MAC(algorithm) ? PSA_KEY_TYPE_HMAC : PSA_KEY_TYPE_AES;
}
bool allows(psa_algorithm_t policy, psa_algorithm_t algorithm,
            psa_key_usage_t usage = PSA_KEY_USAGE_SIGN_HASH) {
  return permits(policy, algorithm, type_for(algorithm), usage);
}
Result<psa_algorithm_t> both(psa_algorithm_t a, psa_algorithm_t b) { return intersection(a, b, type_for(a)); }

TEST(Policy, Exact) {
  EXPECT_TRUE(allows(kHmac, kHmac));
  EXPECT_FALSE(allows(PSA_ALG_NONE, kHmac));
  EXPECT_FALSE(allows(PSA_ALG_NONE, PSA_ALG_NONE));
  EXPECT_FALSE(allows(kHmac, PSA_ALG_HMAC(PSA_ALG_SHA_512)));
  EXPECT_FALSE(allows(kHmac, kCut));
  EXPECT_TRUE(allows(kHmac, PSA_ALG_TRUNCATED_MAC(kHmac, 32)));
  EXPECT_TRUE(allows(PSA_ALG_TRUNCATED_MAC(kHmac, 32), kHmac));
  EXPECT_FALSE(allows(PSA_ALG_CCM, PSA_ALG_GCM));
  EXPECT_FALSE(allows(PSA_ALG_CCM, PSA_ALG_CCM_STAR_NO_TAG));
}

TEST(Policy, MinimumLength) {
  EXPECT_TRUE(allows(kHmacFrom16, kCut));
  EXPECT_TRUE(allows(kHmacFrom16, kHmac));
  EXPECT_FALSE(allows(kHmacFrom16, PSA_ALG_TRUNCATED_MAC(kHmac, 15)));
  EXPECT_FALSE(allows(kHmacFrom16, PSA_ALG_HMAC(PSA_ALG_SHA_512)));
  EXPECT_FALSE(allows(kHmacFrom16, PSA_ALG_CMAC));
  EXPECT_TRUE(allows(kCcmFrom8, PSA_ALG_CCM));
  EXPECT_TRUE(allows(kCcmFrom8, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8)));
  EXPECT_FALSE(allows(kCcmFrom8, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 6)));
  EXPECT_FALSE(allows(kCcmFrom8, PSA_ALG_GCM));
}

TEST(Policy, AnyHash) {
  EXPECT_TRUE(allows(kAnyEcdsa, kEcdsa));
  EXPECT_TRUE(allows(kAnyEcdsa, PSA_ALG_ECDSA(PSA_ALG_SHA3_512)));
  EXPECT_FALSE(allows(kAnyEcdsa, PSA_ALG_ECDSA_ANY));
  EXPECT_FALSE(allows(kAnyEcdsa, kDeterministic));
  EXPECT_FALSE(allows(kAnyEcdsa, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256)));
  EXPECT_TRUE(allows(PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH), PSA_ALG_RSA_PKCS1V15_SIGN_RAW));
  EXPECT_FALSE(allows(PSA_ALG_HMAC(PSA_ALG_ANY_HASH), kHmac)) << "a wildcard for signatures only";
  EXPECT_FALSE(allows(PSA_ALG_HKDF(PSA_ALG_ANY_HASH), PSA_ALG_HKDF(PSA_ALG_SHA_256)));
}

TEST(Policy, VerificationDoesNotTellHowItWasSigned) {
  for (const psa_key_usage_t usage : {PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE}) {
    EXPECT_TRUE(allows(kEcdsa, kDeterministic, usage));
    EXPECT_TRUE(allows(kDeterministic, kEcdsa, usage));
    EXPECT_TRUE(allows(kAnyEcdsa, kDeterministic, usage));
    EXPECT_FALSE(allows(PSA_ALG_ECDSA_ANY, kEcdsa, usage));
    EXPECT_FALSE(allows(kAnyEcdsa, PSA_ALG_ECDSA_ANY, usage));
    EXPECT_FALSE(allows(kEcdsa, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_512), usage));
  }
  EXPECT_FALSE(allows(kEcdsa, kDeterministic, PSA_KEY_USAGE_SIGN_MESSAGE));
}

TEST(Policy, Intersection) {
  EXPECT_EQ(*both(kHmac, kHmac), kHmac);
  EXPECT_EQ(*both(kHmacFrom16, kCut), kCut);
  EXPECT_EQ(*both(kCut, kHmacFrom16), kCut);
  EXPECT_EQ(*both(kHmacFrom16, kHmacFrom20), kHmacFrom20);
  EXPECT_EQ(*both(kHmacFrom20, kHmacFrom16), kHmacFrom20);
  EXPECT_EQ(*both(kAnyEcdsa, kEcdsa), kEcdsa);
  EXPECT_EQ(*both(kEcdsa, kAnyEcdsa), kEcdsa);
  EXPECT_EQ(*both(PSA_ALG_CCM_STAR_ANY_TAG, PSA_ALG_CCM), PSA_ALG_CCM);
  for (const auto& [a, b] :
       {std::pair{kHmacFrom20, kCut}, std::pair{kEcdsa, kDeterministic}, std::pair{PSA_ALG_CCM, PSA_ALG_GCM},
        std::pair{kHmac, PSA_ALG_CCM}, std::pair{kHmacFrom16, kCcmFrom8},
        std::pair{kEcdsa, PSA_ALG_ECDSA(PSA_ALG_SHA_512)}}) {
    EXPECT_EQ(both(a, b).status(), PSA_ERROR_INVALID_ARGUMENT) << a << " " << b;
    EXPECT_EQ(both(b, a).status(), PSA_ERROR_INVALID_ARGUMENT) << a << " " << b;
  }
}

TEST(Policy, ImpliedUsage) {
  EXPECT_EQ(*complete_usage(PSA_KEY_USAGE_SIGN_HASH), PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_SIGN_MESSAGE);
  EXPECT_EQ(*complete_usage(PSA_KEY_USAGE_VERIFY_HASH),
            PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_VERIFY_MESSAGE);
  EXPECT_EQ(*complete_usage(PSA_KEY_USAGE_SIGN_MESSAGE), PSA_KEY_USAGE_SIGN_MESSAGE);
  EXPECT_EQ(*complete_usage(PSA_KEY_USAGE_CACHE), PSA_KEY_USAGE_CACHE);
  for (const psa_key_usage_t unknown : {0x8u, 0x80u, 0x10000u, 0x80000000u}) {
    EXPECT_EQ(complete_usage(unknown).status(), PSA_ERROR_INVALID_ARGUMENT);
  }
}

}  // namespace
}  // namespace redoubt::crypto
