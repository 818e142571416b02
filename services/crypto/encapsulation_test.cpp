// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kEcies = PSA_ALG_ECIES_SEC1;
constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;

class Encapsulation : public Crypto {
 protected:
  static psa_key_attributes_t secret_key(std::size_t bits = 0) {
    return attributes(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_EXPORT, 0, bits);
  }
  psa_status_t encapsulate(psa_key_id_t key, const psa_key_attributes_t& wanted, std::size_t room = 133,
                           psa_algorithm_t algorithm = kEcies) {
    ciphertext_.assign(133, 0xEE);
    const psa_status_t status =
        psa_encapsulate(key, algorithm, &wanted, &secret_, ciphertext_.data(), room, &length_);
    if (status != PSA_SUCCESS) {
      EXPECT_EQ(length_, 0u);
      EXPECT_THAT(ciphertext_, ::testing::Each(0xEE));
    }
    EXPECT_EQ(secret_ == PSA_KEY_ID_NULL, status != PSA_SUCCESS);
    ciphertext_.resize(length_);
    return status;
  }
  psa_status_t decapsulate(psa_key_id_t key, const Buffer& ciphertext, const psa_key_attributes_t& wanted,
                           psa_algorithm_t algorithm = kEcies) {
    const psa_status_t status =
        psa_decapsulate(key, algorithm, ciphertext.data(), ciphertext.size(), &wanted, &secret_);
    EXPECT_EQ(secret_ == PSA_KEY_ID_NULL, status != PSA_SUCCESS);
    return status;
  }
  static Buffer exported(psa_key_id_t key) {
    Buffer out(133);
    std::size_t length = 0;
    EXPECT_EQ(psa_export_key(key, out.data(), out.size(), &length), PSA_SUCCESS);
    out.resize(length);
    return out;
  }
  Buffer ciphertext_;
  std::size_t length_ = 1;
  psa_key_id_t secret_ = 1;
};

TEST_F(Encapsulation, BothHaveTheSecret) {
  const std::pair<psa_ecc_family_t, std::size_t> curves[] = {{PSA_ECC_FAMILY_SECP_R1, 256},
                                                             {PSA_ECC_FAMILY_SECP_R1, 521},
                                                             {PSA_ECC_FAMILY_BRAINPOOL_P_R1, 384},
                                                             {PSA_ECC_FAMILY_MONTGOMERY, 255},
                                                             {PSA_ECC_FAMILY_MONTGOMERY, 448}};
  for (const auto& [family, bits] : curves) {
    SCOPED_TRACE(bits);
    const psa_key_type_t type = PSA_KEY_TYPE_ECC_KEY_PAIR(family);
    const psa_key_attributes_t made = attributes(type, kBoth | PSA_KEY_USAGE_EXPORT, kEcies, bits);
    psa_key_id_t pair = 0;
    ASSERT_EQ(psa_generate_key(&made, &pair), PSA_SUCCESS);
    Buffer public_bytes(133);
    ASSERT_EQ(psa_export_public_key(pair, public_bytes.data(), public_bytes.size(), &length_), PSA_SUCCESS);
    public_bytes.resize(length_);
    const psa_key_id_t public_half =
        import(attributes(PSA_KEY_TYPE_ECC_PUBLIC_KEY(family), PSA_KEY_USAGE_ENCRYPT, kEcies), public_bytes);
    for (const psa_key_id_t receiver : {pair, public_half}) {
      const std::size_t size = PSA_ENCAPSULATE_CIPHERTEXT_SIZE(type, bits, kEcies);
      ASSERT_EQ(encapsulate(receiver, secret_key(), size), PSA_SUCCESS);
      EXPECT_EQ(ciphertext_.size(), size);
      EXPECT_NE(ciphertext_, public_bytes);
      const Buffer sent = exported(secret_);
      EXPECT_EQ(sent.size(), (bits + 7) / 8);
      ASSERT_EQ(decapsulate(pair, ciphertext_, secret_key(8 * sent.size())), PSA_SUCCESS);
      EXPECT_EQ(exported(secret_), sent);
      // SEC 1: it is the agreement with the ephemeral key, which is the ciphertext.
      const psa_key_id_t for_agreement =
          import(attributes(type, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH), exported(pair));
      Buffer agreed(66);
      ASSERT_EQ(psa_raw_key_agreement(PSA_ALG_ECDH, for_agreement, ciphertext_.data(), ciphertext_.size(),
                                      agreed.data(), agreed.size(), &length_),
                PSA_SUCCESS);
      agreed.resize(length_);
      EXPECT_EQ(agreed, sent);
      EXPECT_EQ(encapsulate(receiver, secret_key(), size - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    }
    EXPECT_EQ(decapsulate(public_half, ciphertext_, secret_key()), PSA_ERROR_NOT_PERMITTED);
    reset();
  }
}

TEST_F(Encapsulation, WhatItRefuses) {
  const psa_key_id_t key = import(attributes(kP256Pair, kBoth, kEcies), hex(kP256Private));
  ASSERT_EQ(encapsulate(key, secret_key()), PSA_SUCCESS);
  const Buffer good = ciphertext_;
  const psa_key_id_t public_half = import(attributes(kP256PublicKey, kBoth, kEcies), hex(kP256Public));
  const psa_key_id_t hmac = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, kEcies), Buffer(32, 1));
  const psa_key_id_t field =
      import(attributes(PSA_KEY_TYPE_DH_KEY_PAIR(PSA_DH_FAMILY_RFC7919), kBoth, kEcies), Buffer(256, 1));
  const psa_key_id_t for_ecdh = import(attributes(kP256Pair, kBoth, PSA_ALG_ECDH), hex(kP256Private));
  const psa_key_id_t useless = import(attributes(kP256Pair, PSA_KEY_USAGE_DERIVE, kEcies), hex(kP256Private));
  struct {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    psa_status_t encapsulated, decapsulated;
  } const cases[] = {
      {key, PSA_ALG_NONE, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {key, PSA_ALG_ECDH, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {key, PSA_ALG_ML_KEM, PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_NOT_SUPPORTED},
      {0x1234, kEcies, PSA_ERROR_INVALID_HANDLE, PSA_ERROR_INVALID_HANDLE},
      {public_half, kEcies, PSA_SUCCESS, PSA_ERROR_INVALID_ARGUMENT},
      {hmac, kEcies, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {field, kEcies, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {for_ecdh, kEcies, PSA_ERROR_NOT_PERMITTED, PSA_ERROR_NOT_PERMITTED},
      {useless, kEcies, PSA_ERROR_NOT_PERMITTED, PSA_ERROR_NOT_PERMITTED},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(&c - cases);
    EXPECT_EQ(encapsulate(c.key, secret_key(), 133, c.algorithm), c.encapsulated);
    EXPECT_EQ(decapsulate(c.key, good, secret_key(), c.algorithm), c.decapsulated);
  }
  Buffer off = good;
  off.back() ^= 1;
  for (const Buffer& bad :
       {Buffer(), Buffer(good.begin(), good.end() - 1), off, Buffer(65, 0), Buffer(500, 4)})
    EXPECT_EQ(decapsulate(key, bad, secret_key()), PSA_ERROR_INVALID_ARGUMENT);
  for (const psa_key_type_t type :
       {PSA_KEY_TYPE_NONE, PSA_KEY_TYPE_AES, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_PASSWORD, kP256Pair}) {
    EXPECT_EQ(encapsulate(key, attributes(type, 0, 0)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(decapsulate(key, good, attributes(type, 0, 0)), PSA_ERROR_INVALID_ARGUMENT);
  }
  EXPECT_EQ(decapsulate(key, good, secret_key(255)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(decapsulate(key, good, attributes(PSA_KEY_TYPE_HMAC, 0, 0)), PSA_SUCCESS);
  be(kOtherApp);
  EXPECT_EQ(encapsulate(key, secret_key()), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(decapsulate(key, good, secret_key()), PSA_ERROR_INVALID_HANDLE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
