// SPDX-License-Identifier: BSD-3-Clause
// Signatures in pieces, and with contexts.
#include "services/crypto/crypto_test.hpp"
#include "services/crypto/lms_vectors.hpp"
#include "services/crypto/rsa_vectors.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kPkcs1 = PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE;

class Multipart : public Crypto {
 protected:
  static psa_key_id_t ecc(psa_key_usage_t usage = kBoth, psa_algorithm_t algorithm = kEcdsa) {
    return import(attributes(kP256Pair, usage, algorithm), hex(kP256Private));
  }
  static psa_key_id_t rsa() {
    return import(attributes(PSA_KEY_TYPE_RSA_KEY_PAIR, kBoth, kPkcs1), hex(kRsa2048Private));
  }
  psa_status_t sign_update(const Buffer& data) { return psa_sign_update(&sign_, data.data(), data.size()); }
  psa_status_t verify_update(const Buffer& data) {
    return psa_verify_update(&verify_, data.data(), data.size());
  }
  psa_status_t verify_setup(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& signature) {
    return psa_verify_setup(&verify_, key, algorithm, signature.data(), signature.size());
  }
  psa_status_t sign_finish(std::size_t room = 600) {
    signature_.assign(room, 0);
    length_ = 99;
    const psa_status_t status = psa_sign_finish(&sign_, signature_.data(), room, &length_);
    signature_.resize(length_);
    return status;
  }
  // A signature of "sample", in two pieces.
  void expect_signed(psa_key_id_t key, psa_algorithm_t algorithm) {
    ASSERT_EQ(psa_sign_setup(&sign_, key, algorithm), PSA_SUCCESS);
    EXPECT_EQ(sign_update(text("sam")), PSA_SUCCESS);
    EXPECT_EQ(sign_update({}), PSA_SUCCESS);
    EXPECT_EQ(sign_update(text("ple")), PSA_SUCCESS);
    ASSERT_EQ(sign_finish(), PSA_SUCCESS);
    EXPECT_EQ(sign_.private_handle, 0u);
  }
  psa_status_t verified(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& message,
                        const Buffer& signature) {
    EXPECT_EQ(verify_setup(key, algorithm, signature), PSA_SUCCESS);
    for (const std::uint8_t byte : message) EXPECT_EQ(verify_update({byte}), PSA_SUCCESS);
    const psa_status_t status = psa_verify_finish(&verify_);
    EXPECT_EQ(psa_verify_abort(&verify_), PSA_SUCCESS);
    return status;
  }

  psa_sign_operation_t sign_ = psa_sign_operation_init();
  psa_verify_operation_t verify_ = psa_verify_operation_init();
  Buffer message_ = text("sample");
  Buffer signature_;
  std::size_t length_ = 99;
};

TEST_F(Multipart, IsTheSameAsInOneCall) {
  for (const auto& [key, algorithm] : {std::pair(ecc(), kEcdsa), std::pair(rsa(), kPkcs1)}) {
    expect_signed(key, algorithm);
    EXPECT_EQ(psa_verify_message(key, algorithm, message_.data(), message_.size(), signature_.data(),
                                 signature_.size()),
              PSA_SUCCESS);
    const std::size_t keys = key_bytes();
    EXPECT_EQ(verified(key, algorithm, message_, signature_), PSA_SUCCESS);
    EXPECT_EQ(verified(key, algorithm, text("Sample"), signature_), PSA_ERROR_INVALID_SIGNATURE);
    signature_[20] ^= 1;
    EXPECT_EQ(verified(key, algorithm, message_, signature_), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(key_bytes(), keys);
    EXPECT_EQ(operations(), 0u);
  }
  EXPECT_EQ(verified(rsa(), kPkcs1, message_, hex(kRsa2048Pkcs1Signature)), PSA_SUCCESS);
}

TEST_F(Multipart, VerifiesLms) {
  const psa_key_id_t key = import(
      attributes(PSA_KEY_TYPE_LMS_PUBLIC_KEY, PSA_KEY_USAGE_VERIFY_MESSAGE, PSA_ALG_LMS), hex(kPyhsslmsKey));
  const Buffer message = hex(kPyhsslmsMessage);
  Buffer signature = hex(kPyhsslmsSignature);
  EXPECT_EQ(verified(key, PSA_ALG_LMS, message, signature), PSA_SUCCESS);
  EXPECT_EQ(verified(key, PSA_ALG_LMS, {1}, signature), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(psa_sign_setup(&sign_, key, PSA_ALG_LMS), PSA_ERROR_NOT_PERMITTED);
}

TEST_F(Multipart, SignaturesOfASizeThatNoneHas) {
  const psa_key_id_t key = ecc();
  for (const std::size_t size : {0u, 1u, 63u, 65u, 100000u})
    EXPECT_EQ(verified(key, kEcdsa, message_, Buffer(size, 1)), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Multipart, WhatCannotBeSetUp) {
  const struct {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    psa_status_t to_sign, to_verify;
  } cases[] = {
      {12345, kEcdsa, PSA_ERROR_INVALID_HANDLE, PSA_ERROR_INVALID_HANDLE},
      {ecc(PSA_KEY_USAGE_SIGN_MESSAGE), kEcdsa, PSA_SUCCESS, PSA_ERROR_NOT_PERMITTED},
      {ecc(PSA_KEY_USAGE_VERIFY_MESSAGE), kEcdsa, PSA_ERROR_NOT_PERMITTED, PSA_SUCCESS},
      {ecc(), kPkcs1, PSA_ERROR_NOT_PERMITTED, PSA_ERROR_NOT_PERMITTED},
      {ecc(kBoth, kPkcs1), kPkcs1, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {ecc(kBoth, PSA_ALG_ECDSA_ANY), PSA_ALG_ECDSA_ANY, PSA_ERROR_INVALID_ARGUMENT,
       PSA_ERROR_INVALID_ARGUMENT},
      {ecc(), PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {ecc(), PSA_ALG_SHA_256, PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
      {ecc(kBoth, PSA_ALG_ML_DSA), PSA_ALG_ML_DSA, PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_NOT_SUPPORTED},
      {import(attributes(kP256PublicKey, kBoth, kEcdsa), hex(kP256Public)), kEcdsa,
       PSA_ERROR_INVALID_ARGUMENT, PSA_SUCCESS},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(psa_sign_setup(&sign_, each.key, each.algorithm), each.to_sign);
    EXPECT_EQ(verify_setup(each.key, each.algorithm, Buffer(64)), each.to_verify);
    EXPECT_EQ(psa_sign_abort(&sign_), PSA_SUCCESS);
    EXPECT_EQ(psa_verify_abort(&verify_), PSA_SUCCESS);
    EXPECT_EQ(operations(), 0u);
  }
}

TEST_F(Multipart, States) {
  const psa_key_id_t key = ecc();
  EXPECT_EQ(sign_update(message_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(sign_finish(), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_verify_finish(&verify_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_set_context(&sign_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_abort(&sign_), PSA_SUCCESS);
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(sign_update(message_), PSA_SUCCESS);
  ASSERT_EQ(sign_finish(), PSA_SUCCESS);
  EXPECT_EQ(sign_finish(), PSA_ERROR_BAD_STATE);
  // A failed one is over, and says so until it is aborted.
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(sign_finish(63), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(sign_update(message_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_abort(&sign_), PSA_SUCCESS);
  expect_signed(key, kEcdsa);
  // Each kind is of its own, and each client's.
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  verify_.private_handle = sign_.private_handle;
  EXPECT_EQ(psa_verify_finish(&verify_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_abort(&sign_), PSA_SUCCESS);
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  be(kOtherApp);
  EXPECT_EQ(sign_update(message_), PSA_ERROR_BAD_STATE);
  be(kApp);
  EXPECT_EQ(sign_update(message_), PSA_SUCCESS);
  verify_.private_handle = sign_.private_handle;
  sign_ = psa_sign_operation_init();
  EXPECT_EQ(psa_verify_abort(&verify_), PSA_SUCCESS);
  ASSERT_EQ(verify_setup(key, kEcdsa, signature_), PSA_SUCCESS);
  sign_.private_handle = verify_.private_handle;
  EXPECT_EQ(sign_finish(), PSA_ERROR_BAD_STATE);
}

TEST_F(Multipart, AbortAndDestroyedKeysLeaveNothing) {
  const psa_key_id_t key = ecc();
  const std::size_t keys = key_bytes();
  ASSERT_EQ(verify_setup(key, kEcdsa, Buffer(64)), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), keys + 64);
  EXPECT_EQ(psa_verify_abort(&verify_), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), keys);
  ASSERT_EQ(verify_setup(key, kEcdsa, Buffer(64)), PSA_SUCCESS);
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 0u);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(sign_finish(), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_verify_finish(&verify_), PSA_ERROR_BAD_STATE);
}

TEST_F(Multipart, ContextsComeFirstAndAreEmpty) {
  const psa_key_id_t key = ecc();
  const std::uint8_t byte = 1;
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(psa_sign_set_context(&sign_, nullptr, 0), PSA_SUCCESS);
  EXPECT_EQ(sign_update(message_), PSA_SUCCESS);
  ASSERT_EQ(sign_finish(), PSA_SUCCESS);
  const Buffer good = signature_;
  ASSERT_EQ(verify_setup(key, kEcdsa, good), PSA_SUCCESS);
  EXPECT_EQ(psa_verify_set_context(&verify_, &byte, 0), PSA_SUCCESS);
  EXPECT_EQ(verify_update(message_), PSA_SUCCESS);
  EXPECT_EQ(psa_verify_finish(&verify_), PSA_SUCCESS);
  // One that is not empty; twice; after data.
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(psa_sign_set_context(&sign_, &byte, 1), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_finish(), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_sign_abort(&sign_), PSA_SUCCESS);
  ASSERT_EQ(verify_setup(key, kEcdsa, good), PSA_SUCCESS);
  EXPECT_EQ(psa_verify_set_context(&verify_, nullptr, 0), PSA_SUCCESS);
  EXPECT_EQ(psa_verify_set_context(&verify_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_verify_abort(&verify_), PSA_SUCCESS);
  ASSERT_EQ(psa_sign_setup(&sign_, key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(sign_update({}), PSA_SUCCESS);
  EXPECT_EQ(psa_sign_set_context(&sign_, nullptr, 0), PSA_ERROR_BAD_STATE);
}

TEST_F(Multipart, ContextsInOneCall) {
  const psa_key_id_t key = import(
      attributes(kP256Pair, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, kEcdsa), hex(kP256Private));
  const psa_key_id_t ml_dsa =
      import(attributes(kP256Pair, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_ML_DSA), hex(kP256Private));
  const Buffer hash(32, 7);
  const Buffer context = text("context");
  Buffer signature(64);
  const auto sign_message = [&](psa_key_id_t with, psa_algorithm_t algorithm, std::size_t size) {
    return psa_sign_message_with_context(with, algorithm, message_.data(), message_.size(), context.data(),
                                         size, signature.data(), signature.size(), &length_);
  };
  const auto sign_hash = [&](std::size_t size) {
    return psa_sign_hash_with_context(key, kEcdsa, hash.data(), hash.size(), context.data(), size,
                                      signature.data(), signature.size(), &length_);
  };
  const auto verify_message = [&](std::size_t size) {
    return psa_verify_message_with_context(key, kEcdsa, message_.data(), message_.size(), context.data(),
                                           size, signature.data(), signature.size());
  };
  const auto verify_hash = [&](std::size_t size) {
    return psa_verify_hash_with_context(key, kEcdsa, hash.data(), hash.size(), context.data(), size,
                                        signature.data(), signature.size());
  };
  EXPECT_EQ(sign_message(key, kEcdsa, 0), PSA_SUCCESS);
  EXPECT_EQ(verify_message(0), PSA_SUCCESS);
  EXPECT_EQ(sign_hash(0), PSA_SUCCESS);
  EXPECT_EQ(verify_hash(0), PSA_SUCCESS);
  EXPECT_EQ(verify_message(1), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(verify_hash(7), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_message(key, kEcdsa, 1), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(length_, 0u);
  length_ = 99;
  EXPECT_EQ(sign_hash(7), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(sign_message(ml_dsa, PSA_ALG_ML_DSA, 7), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(sign_message(ml_dsa, PSA_ALG_ML_DSA, 0), PSA_ERROR_NOT_SUPPORTED);
}

}  // namespace
}  // namespace redoubt::crypto::testing
