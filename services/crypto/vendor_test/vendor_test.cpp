// SPDX-License-Identifier: BSD-3-Clause
// A core with a vendor's drivers, through the public API: examples/crypto_driver's accelerator, and a driver
// in C (acme_driver.c) by c_driver.hpp.
#include "examples/crypto_driver/acme_peripheral.h"
#include "services/crypto/crypto_test.hpp"
extern "C" {
#include "services/crypto/vendor_test/acme_driver.h"
}

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kSigning = PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH;

class Vendor : public Crypto {
 protected:
  Vendor() {
    acme_calls = acme_aborts = acme_calls_until_failure = 0;
    acme_failure = PSA_SUCCESS;
    acme_length_error = 0;
    acme_sha = {};
  }
  static void fail(psa_status_t status, unsigned calls_before = 0) {
    acme_failure = status;
    acme_calls_until_failure = calls_before;
  }

  Buffer out_ = Buffer(65, 0xEE);
  std::size_t length_ = 99;
  psa_hash_operation_t operation_ = PSA_HASH_OPERATION_INIT;
  psa_key_id_t key_ = 1;

  psa_status_t hash(psa_algorithm_t algorithm, const Buffer& message) {
    return psa_hash_compute(algorithm, message.data(), message.size(), out_.data(), out_.size(), &length_);
  }
  psa_status_t sign(psa_key_id_t key, psa_algorithm_t algorithm = kEcdsa) {
    const Buffer digest(32, 1);
    return psa_sign_hash(key, algorithm, digest.data(), digest.size(), out_.data(), out_.size(), &length_);
  }
  psa_status_t verify(psa_key_id_t key, psa_algorithm_t algorithm = kEcdsa) {
    const Buffer digest(32, 1);
    return psa_verify_hash(key, algorithm, digest.data(), digest.size(), out_.data(), 64);
  }
  psa_status_t try_import(psa_key_type_t type, const Buffer& data) {
    const psa_key_attributes_t wanted = attributes(type, kSigning, kEcdsa);
    return psa_import_key(&wanted, data.data(), data.size(), &key_);
  }
};

// FIPS 180-4's examples.
TEST_F(Vendor, TheAcceleratorMakesSha256) {
  ASSERT_EQ(hash(PSA_ALG_SHA_256, text("abc")), PSA_SUCCESS);
  EXPECT_EQ(Buffer(out_.begin(), out_.begin() + 32),
            hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"));
  const acme_registers empty{};
  EXPECT_EQ(std::memcmp(&acme_sha, &empty, sizeof empty), 0) << "nothing of the message may stay there";
}

TEST_F(Vendor, AFaultOfTheAcceleratorEndsTheOperation) {
  acme_sha.status = ACME_FAULT;
  EXPECT_EQ(hash(PSA_ALG_SHA_256, text("abc")), PSA_ERROR_HARDWARE_FAILURE);
  ASSERT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_256), PSA_SUCCESS);
  acme_sha.status = ACME_FAULT;
  EXPECT_EQ(psa_hash_update(&operation_, out_.data(), 64), PSA_ERROR_HARDWARE_FAILURE);
  EXPECT_EQ(psa_hash_update(&operation_, out_.data(), 64), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
}

// Computations under way do not disturb each other: one accelerator, many states.
TEST_F(Vendor, TwoComputationsShareTheAccelerator) {
  const Buffer message(200, 7);
  psa_hash_operation_t other = PSA_HASH_OPERATION_INIT;
  ASSERT_EQ(hash(PSA_ALG_SHA_256, message), PSA_SUCCESS);
  const Buffer expected(out_.begin(), out_.begin() + 32);
  ASSERT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_256), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_update(&operation_, message.data(), 100), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_clone(&operation_, &other), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_update(&other, message.data(), 64), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_update(&operation_, message.data(), 100), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_finish(&operation_, out_.data(), out_.size(), &length_), PSA_SUCCESS);
  EXPECT_EQ(Buffer(out_.begin(), out_.begin() + 32), expected);
  EXPECT_EQ(psa_hash_abort(&other), PSA_SUCCESS);
}

// FIPS 180-4's examples of SHA-224, which this core has from the driver alone.
TEST_F(Vendor, ADriverInCMakesHashes) {
  ASSERT_EQ(hash(PSA_ALG_SHA_224, text("abc")), PSA_SUCCESS);
  EXPECT_EQ(length_, 28u);
  EXPECT_EQ(Buffer(out_.begin(), out_.begin() + 28),
            hex("23097D223405D8228642A477BDA255B32AADBCE4BDA0B3F7E36C9DA7"));
  EXPECT_GE(acme_calls, 3u);
  ASSERT_EQ(hash(PSA_ALG_SHA_224, {}), PSA_SUCCESS);
  EXPECT_EQ(Buffer(out_.begin(), out_.begin() + 28),
            hex("D14A028C2A3A2BC9476102BB288234C415A2B01F828EA62AC5B3E42F"));
  const Buffer key(20, 0x0B);  // RFC 4231, test case 1
  const psa_algorithm_t hmac = PSA_ALG_HMAC(PSA_ALG_SHA_224);
  const psa_key_id_t id = import(attributes(PSA_KEY_TYPE_HMAC, PSA_KEY_USAGE_SIGN_MESSAGE, hmac), key);
  const Buffer message = text("Hi There");
  ASSERT_EQ(psa_mac_compute(id, hmac, message.data(), message.size(), out_.data(), out_.size(), &length_),
            PSA_SUCCESS);
  EXPECT_EQ(Buffer(out_.begin(), out_.begin() + 28),
            hex("896FB1128ABBDF196832107CD49DF33F47B4B1169912BA4F53684B22"));
}

TEST_F(Vendor, FailuresOfADriverInC) {
  fail(PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_224), PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(acme_aborts, 0u);
  fail(PSA_ERROR_HARDWARE_FAILURE, 1);
  ASSERT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_224), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_update(&operation_, out_.data(), 1), PSA_ERROR_HARDWARE_FAILURE);
  EXPECT_EQ(acme_aborts, 1u);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
  fail(PSA_ERROR_HARDWARE_FAILURE, 2);
  EXPECT_EQ(hash(PSA_ALG_SHA_224, text("abc")), PSA_ERROR_HARDWARE_FAILURE);
  fail(PSA_SUCCESS);
  acme_length_error = 1;
  EXPECT_EQ(hash(PSA_ALG_SHA_224, text("abc")), PSA_ERROR_CORRUPTION_DETECTED);
}

TEST_F(Vendor, ADriverInCMakesSignatures) {
  ASSERT_EQ(try_import(kP256Pair, hex(kP256Private)), PSA_SUCCESS);
  const psa_key_id_t pair = key_;
  ASSERT_EQ(try_import(kP256PublicKey, hex(kP256Public)), PSA_SUCCESS);
  ASSERT_EQ(psa_export_public_key(pair, out_.data(), out_.size(), &length_), PSA_SUCCESS);
  EXPECT_EQ(out_, hex(kP256Public));
  acme_calls = 0;
  ASSERT_EQ(sign(pair), PSA_SUCCESS);
  EXPECT_EQ(acme_calls, 1u);
  EXPECT_EQ(length_, 64u);
  EXPECT_EQ(verify(key_), PSA_SUCCESS);
  EXPECT_EQ(acme_calls, 2u);
  EXPECT_EQ(verify(pair), PSA_SUCCESS);
  out_[5] ^= 1;
  EXPECT_EQ(verify(key_), PSA_ERROR_INVALID_SIGNATURE);
}

TEST_F(Vendor, ADriverInCChecksKeys) {
  EXPECT_EQ(try_import(kP256Pair, Buffer(32, 0)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(try_import(kP256Pair, Buffer(32, 0xFF)), PSA_ERROR_INVALID_ARGUMENT);
  Buffer off_curve = hex(kP256Public);
  off_curve[64] ^= 1;
  EXPECT_EQ(try_import(kP256PublicKey, off_curve), PSA_ERROR_INVALID_ARGUMENT);
  const psa_key_attributes_t wanted = attributes(kP256Pair, kSigning, kEcdsa, 256);
  ASSERT_EQ(psa_generate_key(&wanted, &key_), PSA_SUCCESS);
  EXPECT_EQ(sign(key_), PSA_SUCCESS);
}

TEST_F(Vendor, SizesThatADriverReportsAreNotTrusted) {
  ASSERT_EQ(try_import(kP256Pair, hex(kP256Private)), PSA_SUCCESS);
  const psa_key_id_t pair = key_;
  for (const std::size_t error : {std::size_t{1}, ~std::size_t{0}, std::size_t{1} << 20}) {
    acme_length_error = error;
    EXPECT_EQ(sign(pair), PSA_ERROR_CORRUPTION_DETECTED);
    EXPECT_EQ(psa_export_public_key(pair, out_.data(), out_.size(), &length_), PSA_ERROR_CORRUPTION_DETECTED);
    EXPECT_EQ(try_import(kP256Pair, hex(kP256Private)), PSA_ERROR_CORRUPTION_DETECTED);
  }
  acme_length_error = 0;
  fail(PSA_ERROR_COMMUNICATION_FAILURE);
  EXPECT_EQ(sign(pair), PSA_ERROR_COMMUNICATION_FAILURE);
}

TEST_F(Vendor, AgreementByADriverInC) {
  const psa_key_attributes_t wanted = attributes(kP256Pair, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, 256);
  ASSERT_EQ(psa_generate_key(&wanted, &key_), PSA_SUCCESS);
  const Buffer peer = hex(kP256Public);
  ASSERT_EQ(psa_raw_key_agreement(PSA_ALG_ECDH, key_, peer.data(), peer.size(), out_.data(), 32, &length_),
            PSA_SUCCESS);
  acme_length_error = 1;
  EXPECT_EQ(psa_raw_key_agreement(PSA_ALG_ECDH, key_, peer.data(), peer.size(), out_.data(), 32, &length_),
            PSA_ERROR_CORRUPTION_DETECTED);
}

TEST_F(Vendor, WhatTheVendorLacksTheSoftwareDoes) {
  const psa_algorithm_t deterministic = PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256);
  const psa_key_attributes_t same_curve = attributes(kP256Pair, kSigning, deterministic, 256);
  const psa_key_attributes_t other_curve = attributes(kP256Pair, kSigning, kEcdsa, 384);
  ASSERT_EQ(psa_generate_key(&same_curve, &key_), PSA_SUCCESS);
  acme_calls = 0;
  EXPECT_EQ(sign(key_, deterministic), PSA_SUCCESS);
  EXPECT_EQ(verify(key_, deterministic), PSA_SUCCESS);
  out_.resize(96);
  ASSERT_EQ(psa_generate_key(&other_curve, &key_), PSA_SUCCESS);
  ASSERT_EQ(sign(key_), PSA_SUCCESS);
  EXPECT_EQ(length_, 96u);
  EXPECT_EQ(acme_calls, 2u) << "verification alone, for which it derives the public key";
}

}  // namespace
}  // namespace redoubt::crypto::testing
