// SPDX-License-Identifier: BSD-3-Clause
// psa_check_key_usage() (section 9.8.2).
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kHkdf = PSA_ALG_HKDF(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kOaep = PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kNoHash = 0x020000FE;
constexpr psa_key_usage_t kAll = 0xFF07;
constexpr psa_key_type_t kX25519Pair = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_MONTGOMERY);

class KeyUsage : public Crypto {
 protected:
  static psa_key_id_t symmetric(psa_key_type_t type, psa_algorithm_t algorithm,
                                psa_key_usage_t usage = kAll) {
    return import(attributes(type, usage, algorithm), Buffer(16, 1));
  }
  static psa_key_id_t generate(psa_key_type_t type, std::size_t bits, psa_algorithm_t algorithm,
                               psa_key_usage_t usage = kAll) {
    const psa_key_attributes_t wanted = attributes(type, usage, algorithm, bits);
    psa_key_id_t key = 0;
    EXPECT_EQ(psa_generate_key(&wanted, &key), PSA_SUCCESS);
    return key;
  }
  static psa_key_id_t public_key(psa_algorithm_t algorithm, psa_key_usage_t usage = kAll) {
    return import(attributes(kP256PublicKey, usage, algorithm), hex(kP256Public));
  }
};

TEST_F(KeyUsage, EachRoleOfEachFamily) {
  struct Case {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    psa_key_usage_t roles;
  };
  const Case cases[] = {
      {symmetric(PSA_KEY_TYPE_HMAC, kHmac), kHmac, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE},
      {symmetric(PSA_KEY_TYPE_AES, PSA_ALG_CCM), PSA_ALG_CCM, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT},
      {symmetric(PSA_KEY_TYPE_DERIVE, kHkdf), kHkdf, PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION},
      {generate(kP256Pair, 256, kEcdsa), kEcdsa,
       PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE | PSA_KEY_USAGE_SIGN_HASH |
           PSA_KEY_USAGE_VERIFY_HASH},
      {public_key(kEcdsa), kEcdsa, PSA_KEY_USAGE_VERIFY_MESSAGE | PSA_KEY_USAGE_VERIFY_HASH},
      {public_key(PSA_ALG_ECDSA_ANY), PSA_ALG_ECDSA_ANY, PSA_KEY_USAGE_VERIFY_HASH},
      {generate(kX25519Pair, 255, PSA_ALG_ECDH), PSA_ALG_ECDH,
       PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_DERIVE_PUBLIC},
      {generate(kP256Pair, 256, PSA_ALG_ECDH), PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, kHkdf),
       PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_DERIVE_PUBLIC},
      {generate(kP256Pair, 256, PSA_ALG_ECIES_SEC1), PSA_ALG_ECIES_SEC1,
       PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT},
      {generate(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, kOaep), kOaep,
       PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT},
      {symmetric(PSA_KEY_TYPE_PASSWORD, PSA_ALG_JPAKE(PSA_ALG_SHA_256)), PSA_ALG_JPAKE(PSA_ALG_SHA_256),
       PSA_KEY_USAGE_DERIVE},
  };
  for (const Case& c : cases) {
    for (psa_key_usage_t flag = 1; flag != 0; flag <<= 1) {
      if ((flag & (PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_CACHE)) != 0) continue;
      EXPECT_EQ(psa_check_key_usage(c.key, c.algorithm, flag),
                (c.roles & flag) != 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT)
          << std::hex << c.algorithm << " " << flag;
    }
  }
}

TEST_F(KeyUsage, QuestionsThatAreNone) {
  const psa_key_id_t key = generate(kP256Pair, 256, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));
  const std::pair<psa_algorithm_t, psa_key_usage_t> cases[] = {
      {kEcdsa, 0},
      {kEcdsa, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH},
      {kEcdsa, PSA_KEY_USAGE_EXPORT},
      {PSA_ALG_NONE, PSA_KEY_USAGE_SIGN_HASH},
      {PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), PSA_KEY_USAGE_SIGN_HASH},
      {PSA_ALG_SHA_256, PSA_KEY_USAGE_SIGN_HASH},
      {0xFFFFFFFF, PSA_KEY_USAGE_SIGN_HASH},
      {PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 9), PSA_KEY_USAGE_ENCRYPT},
      {PSA_ALG_TRUNCATED_MAC(kHmac, 33), PSA_KEY_USAGE_SIGN_MESSAGE},
  };
  for (const auto& [algorithm, usage] : cases) {
    EXPECT_EQ(psa_check_key_usage(key, algorithm, usage), PSA_ERROR_INVALID_ARGUMENT)
        << std::hex << algorithm << " " << usage;
  }
}

// Whether there is such a key or not.
TEST_F(KeyUsage, AlgorithmsThatAreNotThere) {
  const std::pair<psa_algorithm_t, psa_key_usage_t> cases[] = {
      {PSA_ALG_ECDSA(kNoHash), PSA_KEY_USAGE_SIGN_HASH},   {PSA_ALG_PURE_EDDSA, PSA_KEY_USAGE_SIGN_MESSAGE},
      {PSA_ALG_HMAC(kNoHash), PSA_KEY_USAGE_SIGN_MESSAGE}, {PSA_ALG_HKDF(kNoHash), PSA_KEY_USAGE_DERIVE},
      {PSA_ALG_RSA_OAEP(kNoHash), PSA_KEY_USAGE_DECRYPT},  {PSA_ALG_JPAKE(kNoHash), PSA_KEY_USAGE_DERIVE},
  };
  for (const auto& [algorithm, usage] : cases) {
    EXPECT_EQ(psa_check_key_usage(PSA_KEY_ID_NULL, algorithm, usage), PSA_ERROR_NOT_SUPPORTED)
        << std::hex << algorithm;
  }
}

TEST_F(KeyUsage, KeysThatDoNotSuit) {
  const psa_key_id_t x25519 = generate(kX25519Pair, 255, kEcdsa);
  const psa_key_id_t rsa = generate(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256));
  const psa_key_id_t data = symmetric(PSA_KEY_TYPE_RAW_DATA, kHmac);
  EXPECT_EQ(psa_check_key_usage(x25519, kEcdsa, PSA_KEY_USAGE_SIGN_HASH), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_check_key_usage(rsa, kEcdsa, PSA_KEY_USAGE_SIGN_HASH), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_check_key_usage(rsa, PSA_ALG_FFDH, PSA_KEY_USAGE_DERIVE), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_check_key_usage(data, kHmac, PSA_KEY_USAGE_SIGN_MESSAGE), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_check_key_usage(data, PSA_ALG_CCM, PSA_KEY_USAGE_ENCRYPT), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_check_key_usage(PSA_KEY_ID_NULL, kEcdsa, PSA_KEY_USAGE_SIGN_HASH), PSA_ERROR_INVALID_HANDLE);
  be(kOtherApp);
  EXPECT_EQ(psa_check_key_usage(rsa, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256), PSA_KEY_USAGE_SIGN_HASH),
            PSA_ERROR_INVALID_HANDLE);
}

TEST_F(KeyUsage, PoliciesThatDoNotPermit) {
  const psa_key_id_t key = generate(kP256Pair, 256, kEcdsa, PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_COPY);
  EXPECT_EQ(psa_check_key_usage(key, kEcdsa, PSA_KEY_USAGE_SIGN_HASH), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_check_key_usage(key, kEcdsa, PSA_KEY_USAGE_VERIFY_MESSAGE), PSA_SUCCESS) << "is implied";
  EXPECT_EQ(psa_check_key_usage(key, PSA_ALG_ECDSA_ANY, PSA_KEY_USAGE_VERIFY_HASH), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_check_key_usage(key, PSA_ALG_ECDH, PSA_KEY_USAGE_DERIVE), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_check_key_usage(key, PSA_ALG_ECDH, PSA_KEY_USAGE_DERIVE_PUBLIC), PSA_SUCCESS);
  EXPECT_EQ(psa_check_key_usage(key, PSA_ALG_NONE, PSA_KEY_USAGE_COPY), PSA_SUCCESS);
  EXPECT_EQ(psa_check_key_usage(key, PSA_ALG_NONE, PSA_KEY_USAGE_EXPORT), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_check_key_usage(public_key(kEcdsa, 0), PSA_ALG_NONE, PSA_KEY_USAGE_EXPORT), PSA_SUCCESS);
  EXPECT_EQ(psa_check_key_usage(REDOUBT_KEY_ID_IAK, kEcdsa, PSA_KEY_USAGE_SIGN_HASH),
            PSA_ERROR_NOT_PERMITTED);
  be(kAttestation);
  EXPECT_EQ(psa_check_key_usage(REDOUBT_KEY_ID_IAK, kEcdsa, PSA_KEY_USAGE_SIGN_HASH), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
