// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE;

// RFC 4493's and SP 800-38B's keys and message, of which MACs are made over its first bytes.
constexpr std::string_view kKey128 = "2b7e151628aed2a6abf7158809cf4f3c";
constexpr std::string_view kKey192 = "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b";
constexpr std::string_view kKey256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
const Buffer kMessage =
    hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

struct Vector {
  psa_key_type_t type;
  std::string_view key;
  std::size_t size;
  std::string_view mac;
};

// AES: SP 800-38B, appendix D. The others were made with OpenSSL.
constexpr Vector kVectors[] = {
    {PSA_KEY_TYPE_AES, kKey128, 0, "bb1d6929e95937287fa37d129b756746"},
    {PSA_KEY_TYPE_AES, kKey128, 16, "070a16b46b4d4144f79bdd9dd04a287c"},
    {PSA_KEY_TYPE_AES, kKey128, 40, "dfa66747de9ae63030ca32611497c827"},
    {PSA_KEY_TYPE_AES, kKey128, 64, "51f0bebf7e3b9d92fc49741779363cfe"},
    {PSA_KEY_TYPE_AES, kKey192, 0, "d17ddf46adaacde531cac483de7a9367"},
    {PSA_KEY_TYPE_AES, kKey192, 16, "9e99a7bf31e710900662f65e617c5184"},
    {PSA_KEY_TYPE_AES, kKey192, 40, "8a1de5be2eb31aad089a82e6ee908b0e"},
    {PSA_KEY_TYPE_AES, kKey192, 64, "a1d5df0eed790f794d77589659f39a11"},
    {PSA_KEY_TYPE_AES, kKey256, 0, "028962f61b7bf89efc6b551f4667d983"},
    {PSA_KEY_TYPE_AES, kKey256, 16, "28a7023f452e8f82bd4bf28d8c37c35c"},
    {PSA_KEY_TYPE_AES, kKey256, 40, "aaf3d8f1de5640c232f5b169b9c911e6"},
    {PSA_KEY_TYPE_AES, kKey256, 64, "e1992190549f6ed5696a2c056c315410"},
    {PSA_KEY_TYPE_ARIA, kKey128, 40, "63bb9219781c3f97eb2ec3bb9a0a167a"},
    {PSA_KEY_TYPE_ARIA, kKey192, 40, "b0706150c3c1726a10f4ed4476fc08aa"},
    {PSA_KEY_TYPE_ARIA, kKey256, 40, "b2eb803ab6b113b40e1f9d6d19e910ce"},
    {PSA_KEY_TYPE_CAMELLIA, kKey128, 40, "5c18d119ccd6766144ac1866131d9f22"},
    {PSA_KEY_TYPE_CAMELLIA, kKey192, 40, "4e298456ecbd04c733de2677fd8c915c"},
    {PSA_KEY_TYPE_CAMELLIA, kKey256, 40, "7800be582ad62caee6a02ec68c5ecd67"},
};

class Cmac : public Crypto {
 protected:
  static psa_key_id_t key(psa_algorithm_t algorithm = PSA_ALG_CMAC, psa_key_type_t type = PSA_KEY_TYPE_AES) {
    return import(attributes(type, kBoth, algorithm), hex(kKey128));
  }
  psa_status_t compute(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t room = 16) {
    return psa_mac_compute(key, algorithm, kMessage.data(), 16, mac_.data(), room, &length_);
  }

  psa_mac_operation_t operation_ = PSA_MAC_OPERATION_INIT;
  Buffer mac_ = Buffer(16, 0xEE);
  std::size_t length_ = 99;
};

TEST_F(Cmac, PublishedVectors) {
  for (const Vector& vector : kVectors) {
    SCOPED_TRACE(vector.mac);
    const psa_key_id_t key = import(attributes(vector.type, kBoth, PSA_ALG_CMAC), hex(vector.key));
    ASSERT_EQ(psa_mac_compute(key, PSA_ALG_CMAC, kMessage.data(), vector.size, mac_.data(), 16, &length_),
              PSA_SUCCESS);
    EXPECT_EQ(mac_, hex(vector.mac));
    EXPECT_EQ(length_, 16u);
    EXPECT_EQ(psa_mac_verify(key, PSA_ALG_CMAC, kMessage.data(), vector.size, mac_.data(), 16), PSA_SUCCESS);
    mac_[15] ^= 1;
    EXPECT_EQ(psa_mac_verify(key, PSA_ALG_CMAC, kMessage.data(), vector.size, mac_.data(), 16),
              PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Cmac, InPiecesOfAnySize) {
  const psa_key_id_t id = key();
  for (std::size_t piece = 1; piece <= 33; ++piece) {
    ASSERT_EQ(psa_mac_sign_setup(&operation_, id, PSA_ALG_CMAC), PSA_SUCCESS);
    for (std::size_t at = 0; at < kMessage.size(); at += piece) {
      ASSERT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_SUCCESS);
      ASSERT_EQ(psa_mac_update(&operation_, &kMessage[at], std::min(piece, kMessage.size() - at)),
                PSA_SUCCESS);
    }
    ASSERT_EQ(psa_mac_sign_finish(&operation_, mac_.data(), 16, &length_), PSA_SUCCESS);
    EXPECT_EQ(mac_, hex("51f0bebf7e3b9d92fc49741779363cfe")) << piece;
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Cmac, CutToAnySize) {
  const psa_key_id_t any = key(PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(PSA_ALG_CMAC, 4));
  const Buffer whole = hex("070a16b46b4d4144f79bdd9dd04a287c");
  for (std::size_t size = 4; size <= 16; ++size) {
    const psa_algorithm_t algorithm = PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, size);
    EXPECT_EQ(compute(any, algorithm, size - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    ASSERT_EQ(compute(any, algorithm, size), PSA_SUCCESS);
    EXPECT_EQ(length_, size);
    EXPECT_TRUE(std::equal(mac_.begin(), mac_.begin() + static_cast<std::ptrdiff_t>(size), whole.begin()));
    EXPECT_EQ(psa_mac_verify(any, algorithm, kMessage.data(), 16, whole.data(), size), PSA_SUCCESS);
    EXPECT_EQ(psa_mac_verify(any, algorithm, kMessage.data(), 16, whole.data(), size - 1),
              PSA_ERROR_INVALID_SIGNATURE);
  }
  EXPECT_EQ(compute(key(PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 3)), PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 3)),
            PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(any, PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 17)), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Cmac, KeysOfOtherTypesAreRefused) {
  EXPECT_EQ(compute(key(PSA_ALG_CMAC, PSA_KEY_TYPE_HMAC), PSA_ALG_CMAC), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(key(PSA_ALG_CMAC, PSA_KEY_TYPE_DERIVE), PSA_ALG_CMAC), PSA_ERROR_INVALID_ARGUMENT);
  const psa_algorithm_t hmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
  EXPECT_EQ(compute(key(hmac), hmac), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(key(PSA_ALG_CBC_MAC), PSA_ALG_CBC_MAC), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(key(PSA_ALG_CCM), PSA_ALG_CMAC), PSA_ERROR_NOT_PERMITTED);
}

TEST_F(Cmac, EndsWithItsKey) {
  const psa_key_id_t id = key();
  ASSERT_EQ(psa_mac_verify_setup(&operation_, id, PSA_ALG_CMAC), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(id), PSA_SUCCESS);
  EXPECT_EQ(psa_mac_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
