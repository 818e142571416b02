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

// RFC 4231's cases 1, 2 and 6 with the other hashes: SHA-2's are in it, those of MD5 and SHA-1 with the first
// two also in RFC 2202, RIPEMD-160's in RFC 2286; the others were made with Python's hmac.
TEST_F(Mac, HmacWithEveryHash) {
  const struct {
    psa_algorithm_t hash;
    std::string_view macs[3];
  } kMacs[] = {
      {PSA_ALG_MD5,
       {"5ccec34ea9656392457fa1ac27f08fbc", "750c783e6ab0b503eaa86e310a5db738",
        "bfecaf4efff90a3a668f3922fec3762d"}},
      {PSA_ALG_RIPEMD160,
       {"24cb4bd67d20fc1a5d2ed7732dcc39377f0a5668", "dda6c0213a485a9e24f4742064a7f033b43c4069",
        "71bb52d26408e5a221393d5811b03cc7f94bcd3a"}},
      {PSA_ALG_SHA_1,
       {"b617318655057264e28bc0b6fb378c8ef146be00", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "90d0dace1c1bdc957339307803160335bde6df2b"}},
      {PSA_ALG_SHA_224,
       {"896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22",
        "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
        "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e"}},
      {PSA_ALG_SHA_384,
       {"afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f"
        "4af152e8b2fa9cb6",
        "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c7"
        "8b3239ecfab21649",
        "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe82"
        "96248df163f44952"}},
      {PSA_ALG_SHA_512,
       {"87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702"
        "038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a"
        "6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598"
        "bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"}},
      {PSA_ALG_SHA_512_224,
       {"b244ba01307c0e7a8ccaad13b1067a4cf6b961fe0c6a20bda3d92039",
        "4a530b31a79ebcce36916546317c45f247d83241dfb818fd37254bde",
        "29bef8ce88b54d4226c3c7718ea9e32ace2429026f089e38cea9aeda"}},
      {PSA_ALG_SHA_512_256,
       {"9f9126c3d9c3c330d760425ca8a217e31feae31bfe70196ff81642b868402eab",
        "6df7b24630d5ccb2ee335407081a87188c221489768fa2020513b2d593359456",
        "87123c45f7c537a404f8f47cdbedda1fc9bec60eeb971982ce7ef10e774e6539"}},
      {PSA_ALG_SHA3_224,
       {"3b16546bbc7be2706a031dcafd56373d9884367641d8c59af3c860f7",
        "7fdb8dd88bd2f60d1b798634ad386811c2cfc85bfaf5d52bbace5e66",
        "b4a1f04c00287a9b7f6075b313d279b833bc8f75124352d05fb9995f"}},
      {PSA_ALG_SHA3_256,
       {"ba85192310dffa96e2a3a40e69774351140bb7185e1202cdcc917589f95e16bb",
        "c7d4072e788877ae3596bbb0da73b887c9171f93095b294ae857fbe2645e1ba5",
        "ed73a374b96c005235f948032f09674a58c0ce555cfc1f223b02356560312c3b"}},
      {PSA_ALG_SHA3_384,
       {"68d2dcf7fd4ddd0a2240c8a437305f61fb7334cfb5d0226e1bc27dc10a2e723a20d370b47743130e"
        "26ac7e3d532886bd",
        "f1101f8cbf9766fd6764d2ed61903f21ca9b18f57cf3e1a23ca13508a93243ce48c045dc007f26a2"
        "1b3f5e0e9df4c20a",
        "0fc19513bf6bd878037016706a0e57bc528139836b9a42c3d419e498e0e1fb9616fd669138d33a11"
        "05e07c72b6953bcc"}},
      {PSA_ALG_SHA3_512,
       {"eb3fbd4b2eaab8f5c504bd3a41465aacec15770a7cabac531e482f860b5ec7ba47ccb2c6f2afce8f"
        "88d22b6dc61380f23a668fd3888bb80537c0a0b86407689e",
        "5a4bfeab6166427c7a3647b747292b8384537cdb89afb3bf5665e4c5e709350b287baec921fd7ca0"
        "ee7a0c31d022a95e1fc92ba9d77df883960275beb4e62024",
        "00f751a9e50695b090ed6911a4b65524951cdc15a73a5d58bb55215ea2cd839ac79d2b44a39bafab"
        "27e83fde9e11f6340b11d991b1b91bf2eee7fc872426c3a4"}},
  };
  const Vector* const kInputs[] = {&kVectors[0], &kVectors[1], &kVectors[5]};
  for (const auto& [hash, macs] : kMacs) {
    for (unsigned i = 0; i < 3; ++i) {
      const psa_algorithm_t algorithm = PSA_ALG_HMAC(hash);
      const auto& [key_data, message, unused] = *kInputs[i];
      const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, algorithm), key_data);
      ASSERT_EQ(
          psa_mac_compute(key, algorithm, message.data(), message.size(), mac_.data(), mac_.size(), &length_),
          PSA_SUCCESS);
      EXPECT_EQ(Buffer(mac_.data(), mac_.data() + length_), hex(macs[i])) << hash << ' ' << i;
      EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
    }
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
  const psa_key_id_t sm3 =
      import(attributes(PSA_KEY_TYPE_HMAC, kBoth, PSA_ALG_HMAC(PSA_ALG_SM3)), Buffer(32));
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 4)), PSA_SUCCESS);
  EXPECT_EQ(length_, 4u);
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 3)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(compute(key, PSA_ALG_TRUNCATED_MAC(kHmac, 33)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(key, PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(kHmac, 4)), PSA_ERROR_INVALID_ARGUMENT)
      << "a wildcard";
  EXPECT_EQ(compute(key, PSA_ALG_NONE), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(derive, kHmac), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(not_mac, PSA_ALG_CCM), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(compute(sm3, PSA_ALG_HMAC(PSA_ALG_SM3)), PSA_ERROR_NOT_SUPPORTED);
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
