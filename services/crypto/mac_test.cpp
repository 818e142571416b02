// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE;

class Mac : public Crypto {
 protected:
  psa_mac_operation_t operation_ = PSA_MAC_OPERATION_INIT;
  Buffer mac_ = Buffer(64, 0xEE);
  std::size_t length_ = 99;

  static psa_key_id_t hmac_key(psa_algorithm_t algorithm = kHmac, psa_key_usage_t usage = kBoth) {
    return import(attributes(PSA_KEY_TYPE_HMAC, usage, algorithm), Buffer(32, 0x0b));
  }
  psa_status_t compute(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t size = 32) {
    return psa_mac_compute(key, algorithm, text("message").data(), 7, mac_.data(), size, &length_);
  }
};

struct Vector {
  Buffer key, message;
  std::string_view mac;
};

// RFC 4231, 4.2 to 4.8; in 4.6 the MAC is cut to 16 bytes.
const Vector kVectors[] = {
    {Buffer(20, 0x0b), text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {text("Jefe"), text("what do ya want for nothing?"),
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {Buffer(20, 0xaa), Buffer(50, 0xdd), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), Buffer(50, 0xcd),
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    {Buffer(20, 0x0c), text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"},
    {Buffer(131, 0xaa), text("Test Using Larger Than Block-Size Key - Hash Key First"),
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {Buffer(131, 0xaa),
     text("This is a test using a larger than block-size key and a larger than block-size data. The key "
          "needs to be "
          "hashed before being used by the HMAC algorithm."),
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

TEST_F(Mac, PublishedVectors) {
  for (const Vector& vector : kVectors) {
    const Buffer expected = hex(vector.mac);
    const psa_algorithm_t algorithm =
        expected.size() == 32 ? kHmac : PSA_ALG_TRUNCATED_MAC(kHmac, expected.size());
    const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, algorithm), vector.key);
    Buffer mac(expected.size());
    ASSERT_EQ(psa_mac_compute(key, algorithm, vector.message.data(), vector.message.size(), mac.data(),
                              mac.size(), &length_),
              PSA_SUCCESS);
    EXPECT_EQ(mac, expected);
    EXPECT_EQ(length_, expected.size());
    EXPECT_EQ(
        psa_mac_verify(key, algorithm, vector.message.data(), vector.message.size(), mac.data(), mac.size()),
        PSA_SUCCESS);
    mac[0] ^= 0x80;
    EXPECT_EQ(
        psa_mac_verify(key, algorithm, vector.message.data(), vector.message.size(), mac.data(), mac.size()),
        PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Mac, KeysAroundTheBlockSize) {
  // Made with python3-cryptography: HMAC-SHA-256 of "message" under n bytes of 0x42.
  const std::pair<std::size_t, std::string_view> cases[] = {
      {1, "ecfc8752644461c2f1ff123833b185f071b208221226551eaecb714509ea7f3d"},
      {63, "ba3a3d1905168d28dbdab858607d772232ccd1dd2a7357ac7ad394575dc03f24"},
      {64, "3e2dff13376eef21c977d2636c96b03becad305320781276694855a3ea9eb883"},
      {65, "fa63b55186884d14c455b7ab021febf9908fa85bb9ed025feb1d8fda3ce7982f"}};
  for (const auto& [size, expected] : cases) {
    const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, kHmac), Buffer(size, 0x42));
    ASSERT_EQ(compute(key, kHmac), PSA_SUCCESS);
    EXPECT_EQ(Buffer(mac_.begin(), mac_.begin() + 32), hex(expected)) << size;
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Mac, PartsEqualWhole) {
  const psa_key_id_t key = hmac_key();
  ASSERT_EQ(compute(key, kHmac), PSA_SUCCESS);
  const Buffer whole(mac_.begin(), mac_.begin() + 32);
  ASSERT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_update(&operation_, text("mess").data(), 4), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_update(&operation_, text("age").data(), 3), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), SIZE_MAX, &length_), PSA_SUCCESS);
  EXPECT_EQ(Buffer(mac_.begin(), mac_.begin() + 32), whole);
  ASSERT_EQ(psa_mac_verify_setup(&operation_, key, kHmac), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_update(&operation_, text("message").data(), 7), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_verify_finish(&operation_, whole.data(), 32), PSA_SUCCESS);
  for (const std::size_t size : {0u, 31u, 33u}) {
    Buffer wrong = whole;
    wrong.resize(size);
    ASSERT_EQ(psa_mac_verify_setup(&operation_, key, kHmac), PSA_SUCCESS);
    ASSERT_EQ(psa_mac_update(&operation_, text("message").data(), 7), PSA_SUCCESS);
    EXPECT_EQ(psa_mac_verify_finish(&operation_, wrong.data(), size), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(psa_mac_abort(&operation_), PSA_SUCCESS);
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Mac, SignAndVerifyAreDifferentOperations) {
  const psa_key_id_t key = hmac_key();
  ASSERT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_verify_finish(&operation_, mac_.data(), 32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), 32, &length_), PSA_ERROR_BAD_STATE)
      << "it has failed";
  EXPECT_EQ(psa_mac_abort(&operation_), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_verify_setup(&operation_, key, kHmac), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), 32, &length_), PSA_ERROR_BAD_STATE);
  EXPECT_THAT(mac_, ::testing::Each(0xEE));
  EXPECT_EQ(length_, 0u);
}

TEST_F(Mac, WrongOrder) {
  const psa_key_id_t key = hmac_key();
  EXPECT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), 32, &length_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_verify_finish(&operation_, mac_.data(), 32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_abort(&operation_), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_verify_setup(&operation_, key, kHmac), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), 31, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_ERROR_BAD_STATE);
}

TEST_F(Mac, AnOperationOfAnotherFamilyIsNone) {
  psa_hash_operation_t hash = PSA_HASH_OPERATION_INIT;
  ASSERT_EQ(psa_hash_setup(&hash, PSA_ALG_SHA_256), PSA_SUCCESS);
  operation_.private_handle = hash.private_handle;
  EXPECT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_update(&hash, nullptr, 0), PSA_SUCCESS);
}

TEST_F(Mac, Refusals) {
  const psa_key_id_t key = hmac_key(PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(kHmac, 1));
  const psa_key_id_t derive = import(attributes(PSA_KEY_TYPE_DERIVE, kBoth, kHmac), Buffer(32));
  const psa_key_id_t not_mac = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, PSA_ALG_CCM), Buffer(32));
  const psa_key_id_t cmac = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, PSA_ALG_CMAC), Buffer(32));
  const psa_key_id_t sha512 =
      import(attributes(PSA_KEY_TYPE_HMAC, kBoth, PSA_ALG_HMAC(PSA_ALG_SHA_512)), Buffer(32));
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 4)), PSA_SUCCESS);
  EXPECT_EQ(length_, 4u);
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 3)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 33)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(key, PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(kHmac, 4)), PSA_ERROR_INVALID_ARGUMENT)
      << "a wildcard";
  EXPECT_EQ(compute(key, PSA_ALG_NONE), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(derive, kHmac), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(not_mac, PSA_ALG_CCM), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(cmac, PSA_ALG_CMAC), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(sha512, PSA_ALG_HMAC(PSA_ALG_SM3)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(key, kHmac, 31), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(compute(PSA_KEY_ID_NULL, kHmac), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(compute(12345, kHmac), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_mac_sign_setup(&operation_, 12345, kHmac), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_mac_sign_setup(&operation_, derive, kHmac), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(operation_.private_handle, 0u);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Mac, UsageIsKept) {
  const psa_key_id_t signer = hmac_key(kHmac, PSA_KEY_USAGE_SIGN_MESSAGE);
  const psa_key_id_t verifier = hmac_key(kHmac, PSA_KEY_USAGE_VERIFY_MESSAGE);
  EXPECT_EQ(compute(verifier, kHmac), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_mac_sign_setup(&operation_, verifier, kHmac), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_mac_verify(signer, kHmac, nullptr, 0, mac_.data(), 32), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_mac_verify_setup(&operation_, signer, kHmac), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(compute(signer, PSA_ALG_TRUNCATED_MAC(kHmac, 16)), PSA_ERROR_NOT_PERMITTED)
      << "another algorithm";
  EXPECT_EQ(compute(signer, PSA_ALG_TRUNCATED_MAC(kHmac, 32)), PSA_SUCCESS) << "the same, said otherwise";
}

TEST_F(Mac, EndsWithItsKey) {
  const psa_key_id_t key = hmac_key();
  const psa_key_id_t other = hmac_key();
  psa_mac_operation_t with_other = psa_mac_operation_init();
  ASSERT_EQ(psa_mac_sign_setup(&operation_, key, kHmac), PSA_SUCCESS);
  ASSERT_EQ(psa_mac_sign_setup(&with_other, other, kHmac), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_mac_update(&with_other, nullptr, 0), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
