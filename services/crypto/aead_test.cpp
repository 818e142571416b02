// SPDX-License-Identifier: BSD-3-Clause
#include "redoubt_config/crypto.hpp"
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

using ::testing::Each;

constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;
constexpr psa_algorithm_t with_tag(std::size_t size) {
  return PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, size);
}

struct Message {
  Buffer nonce = Buffer(13, 0x10);
  Buffer additional;
  Buffer data;  // plaintext, or ciphertext with its tag
};

// The sizes that the calls say, where they differ from the buffers'.
class Aead : public Crypto {
 protected:
  Buffer out_ = Buffer(4096, 0xEE);
  std::size_t length_ = 99;

  static psa_key_id_t aes_key(psa_algorithm_t algorithm = PSA_ALG_CCM, psa_key_usage_t usage = kBoth) {
    return import(attributes(PSA_KEY_TYPE_AES, usage, algorithm), hex("404142434445464748494a4b4c4d4e4f"));
  }
  psa_status_t encrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Message& m,
                       std::size_t room = 4096) {
    return psa_aead_encrypt(key, algorithm, m.nonce.data(), m.nonce.size(), m.additional.data(),
                            m.additional.size(), m.data.data(), m.data.size(), out_.data(), room, &length_);
  }
  psa_status_t decrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Message& m,
                       std::size_t room = 4096) {
    return psa_aead_decrypt(key, algorithm, m.nonce.data(), m.nonce.size(), m.additional.data(),
                            m.additional.size(), m.data.data(), m.data.size(), out_.data(), room, &length_);
  }
  Buffer result() const { return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(length_)}; }
  void expect_untouched() const {
    EXPECT_THAT(out_, Each(0xEE));
    EXPECT_EQ(length_, 0u);
  }
};

struct Vector {
  std::size_t tag;
  std::string_view nonce, additional, plaintext, ciphertext;
};

// SP 800-38C, appendix C, examples 1 to 3.
constexpr Vector kVectors[] = {
    {4, "10111213141516", "0001020304050607", "20212223", "7162015b4dac255d"},
    {6, "1011121314151617", "000102030405060708090a0b0c0d0e0f", "202122232425262728292a2b2c2d2e2f",
     "d2a1f0e051ea5f62081a7792073d593d1fc64fbfaccd"},
    {8, "101112131415161718191a1b", "000102030405060708090a0b0c0d0e0f10111213",
     "202122232425262728292a2b2c2d2e2f3031323334353637",
     "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951"},
};

TEST_F(Aead, PublishedVectors) {
  const psa_key_id_t key = aes_key(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 4));
  for (const Vector& vector : kVectors) {
    Message message{hex(vector.nonce), hex(vector.additional), hex(vector.plaintext)};
    ASSERT_EQ(encrypt(key, with_tag(vector.tag), message), PSA_SUCCESS);
    EXPECT_EQ(result(), hex(vector.ciphertext));
    message.data = hex(vector.ciphertext);
    ASSERT_EQ(decrypt(key, with_tag(vector.tag), message), PSA_SUCCESS);
    EXPECT_EQ(result(), hex(vector.plaintext));
  }
}

struct Case {
  std::size_t key, additional, size;
  std::string_view sha256;  // of ciphertext and tag, by python3-cryptography
};

// Sizes around blocks and around the service's pieces, all key sizes.
constexpr Case kCases[] = {
    {16, 0, 0, "5b900279792e142d32e795e2a9cc6c18b88409abf2bad66f8e659fdb5109e683"},
    {16, 0, 1, "8a97ca088e3a5afb316535b79571394d3d887703fac43cb35dcebdf822820039"},
    {16, 1, 15, "6916cac609441407d4ac8087e91f45c068d651e45ecbe6001a1bd17596cb99f0"},
    {16, 14, 16, "6d84e6bc592a047ec1e135fb83b75656b1100c62c04b1d1a345e234afa0bd42e"},
    {16, 13, 17, "e671a09a06f74076b6dcd43bd0ad5eed47aa3fc041cfdcd9332a262728d5c508"},
    {24, 15, 31, "a7fa71a2dea92f1410330343b5b01c81059127939bfe34003ddd6501d3a7d5eb"},
    {32, 16, 32, "4eed5b5619d2ca1daa2786138bde2c12bc3847cc466ed04d76faf44f8ab29898"},
    {16, 126, 127, "24a283356f6d3bfece719690719f08e062eeeb8a29dd639fc507d077d72c8082"},
    {16, 127, 128, "b53bf989562679d89d28fbf119e7130a0fe9be323b2828c50cddb8e1069bd864"},
    {16, 128, 129, "10dfc00ad8138e436986ce118dc40cbf4427b1875656894321083e08e4348e7c"},
    {32, 129, 255, "d829ef86f5e67a2070dbd4b7b6dec927141badcb7b23874f9aabf7e8b5ae32bc"},
    {16, 300, 256, "baf0e0a4a6ae3abdc97be1a6b73335d3bf4abf826eed3acf91ec963e7b11eab4"},
    {16, 0, 257, "d8f1e7af27d75f2f405d09dad14c422764904add16fd3c41dd6649f19c8d0001"},
    {24, 255, 1024, "0a01d463865e84bcf3fb169912ece50ccacbf2a42a2ca4c597570c9316dbdc03"},
};

TEST_F(Aead, EverySizeAroundABoundary) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::to_string(c.key) + " " + std::to_string(c.additional) + " " + std::to_string(c.size));
    const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_AES, kBoth, PSA_ALG_CCM), Buffer(c.key, 0x42));
    Message message{Buffer(13, 0x07), Buffer(c.additional, 0x11), Buffer(c.size, 0x22)};
    ASSERT_EQ(encrypt(key, PSA_ALG_CCM, message, c.size + 16), PSA_SUCCESS);
    Buffer digest(32);
    std::size_t digest_size = 0;
    ASSERT_EQ(psa_hash_compute(PSA_ALG_SHA_256, out_.data(), length_, digest.data(), 32, &digest_size),
              PSA_SUCCESS);
    EXPECT_EQ(digest, hex(c.sha256));
    const Buffer plaintext = message.data;
    message.data = result();
    ASSERT_EQ(decrypt(key, PSA_ALG_CCM, message, c.size), PSA_SUCCESS);
    EXPECT_EQ(result(), plaintext);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Aead, InPlace) {
  const psa_key_id_t key = aes_key();
  const Message message{Buffer(13, 0x10), {}, Buffer(300, 0x55)};
  ASSERT_EQ(encrypt(key, PSA_ALG_CCM, message), PSA_SUCCESS);
  const Buffer expected = result();
  Buffer buffer(316, 0x55);
  ASSERT_EQ(psa_aead_encrypt(key, PSA_ALG_CCM, message.nonce.data(), 13, nullptr, 0, buffer.data(), 300,
                             buffer.data(), buffer.size(), &length_),
            PSA_SUCCESS);
  EXPECT_EQ(buffer, expected);
  ASSERT_EQ(psa_aead_decrypt(key, PSA_ALG_CCM, message.nonce.data(), 13, nullptr, 0, buffer.data(), 316,
                             buffer.data(), buffer.size(), &length_),
            PSA_SUCCESS);
  buffer.resize(length_);
  EXPECT_EQ(buffer, message.data);
}

TEST_F(Aead, EveryAlteredBitIsSeenAndNothingComesOut) {
  const psa_key_id_t key = aes_key();
  Message message{Buffer(13, 0x10), text("header"), Buffer(20, 0x33)};
  ASSERT_EQ(encrypt(key, PSA_ALG_CCM, message), PSA_SUCCESS);
  message.data = result();
  out_.assign(out_.size(), 0xEE);
  for (Buffer* part : {&message.nonce, &message.additional, &message.data}) {
    for (std::size_t bit = 0; bit < part->size() * 8; ++bit) {
      (*part)[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message), PSA_ERROR_INVALID_SIGNATURE);
      (*part)[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
  }
  expect_untouched();
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message), PSA_SUCCESS);
}

TEST_F(Aead, TooShortForATagIsNotAuthentic) {
  const psa_key_id_t key = aes_key();
  for (const std::size_t size : {0u, 1u, 15u}) {
    EXPECT_EQ(decrypt(key, PSA_ALG_CCM, {Buffer(13), {}, Buffer(size)}), PSA_ERROR_INVALID_SIGNATURE);
  }
  expect_untouched();
}

TEST_F(Aead, RoomOfTheWrongSize) {
  const psa_key_id_t key = aes_key();
  Message message{Buffer(13, 0x10), {}, Buffer(20, 0x33)};
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, message, 35), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, message, 15), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, message, 0), PSA_ERROR_BUFFER_TOO_SMALL);
  expect_untouched();
  ASSERT_EQ(encrypt(key, PSA_ALG_CCM, message, SIZE_MAX), PSA_SUCCESS);
  message.data = result();
  out_.assign(out_.size(), 0xEE);
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message, 19), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message, 0), PSA_ERROR_BUFFER_TOO_SMALL);
  expect_untouched();
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message, SIZE_MAX), PSA_SUCCESS);
  message.data = {};
  EXPECT_EQ(psa_aead_encrypt(key, PSA_ALG_CCM, message.nonce.data(), 13, nullptr, 0, nullptr, 0, out_.data(),
                             16, &length_),
            PSA_SUCCESS);
  EXPECT_EQ(length_, 16u);
}

TEST_F(Aead, SizesThatCcmDoesNotHave) {
  const psa_key_id_t key = aes_key(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 1));
  for (const std::size_t tag : {1u, 2u, 3u, 5u, 15u, 17u, 18u, 63u}) {
    EXPECT_EQ(encrypt(key, with_tag(tag), Message()), PSA_ERROR_INVALID_ARGUMENT) << tag;
    EXPECT_EQ(decrypt(key, with_tag(tag), {Buffer(13), {}, Buffer(80)}), PSA_ERROR_INVALID_ARGUMENT) << tag;
  }
  for (const std::size_t nonce : {0u, 6u, 14u, 16u, 17u, 100u}) {
    EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(nonce), {}, {}}), PSA_ERROR_INVALID_ARGUMENT) << nonce;
    EXPECT_EQ(decrypt(key, PSA_ALG_CCM, {Buffer(nonce), {}, Buffer(16)}), PSA_ERROR_INVALID_ARGUMENT)
        << nonce;
  }
  EXPECT_EQ(psa_aead_encrypt(key, PSA_ALG_CCM, out_.data(), SIZE_MAX, nullptr, 0, nullptr, 0, out_.data(), 16,
                             &length_),
            PSA_ERROR_INVALID_ARGUMENT);
  // 13 bytes of nonce leave two for the message's size.
  out_.resize(70000);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(13), {}, Buffer(65535)}, 70000), PSA_SUCCESS);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(13), {}, Buffer(65536)}, 70000), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(12), {}, Buffer(65536)}, 70000), PSA_SUCCESS);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(13), Buffer(0xFEFF), {}}), PSA_SUCCESS);
  EXPECT_EQ(encrypt(key, PSA_ALG_CCM, {Buffer(13), Buffer(0xFF00), {}}), PSA_ERROR_NOT_SUPPORTED);
}

TEST_F(Aead, LongestMessageToDecrypt) {
  const psa_key_id_t key = aes_key();
  const std::size_t longest = config::kCryptoAeadDecryptMax;
  out_.assign(longest + 100, 0xEE);
  Message message{Buffer(11, 0x10), {}, Buffer(longest)};
  ASSERT_EQ(encrypt(key, PSA_ALG_CCM, message, out_.size()), PSA_SUCCESS);
  message.data = result();
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message, out_.size()), PSA_SUCCESS);
  message.data.push_back(0);
  EXPECT_EQ(decrypt(key, PSA_ALG_CCM, message, out_.size()), PSA_ERROR_INSUFFICIENT_MEMORY);
}

TEST_F(Aead, Policies) {
  const Message message;
  const psa_key_id_t encrypter = aes_key(PSA_ALG_CCM, PSA_KEY_USAGE_ENCRYPT);
  const psa_key_id_t decrypter = aes_key(PSA_ALG_CCM, PSA_KEY_USAGE_DECRYPT);
  const psa_key_id_t minimum = aes_key(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8));
  const psa_key_id_t star = aes_key(PSA_ALG_CCM_STAR_ANY_TAG);
  EXPECT_EQ(encrypt(decrypter, PSA_ALG_CCM, message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(decrypt(encrypter, PSA_ALG_CCM, {Buffer(13), {}, Buffer(16)}), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(encrypter, with_tag(8), message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(encrypter, with_tag(16), message), PSA_SUCCESS);
  EXPECT_EQ(encrypt(encrypter, PSA_ALG_GCM, message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(minimum, with_tag(8), message), PSA_SUCCESS);
  EXPECT_EQ(encrypt(minimum, with_tag(6), message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(minimum, PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8), message),
            PSA_ERROR_INVALID_ARGUMENT);
  for (const std::size_t tag : {4u, 8u, 16u}) EXPECT_EQ(encrypt(star, with_tag(tag), message), PSA_SUCCESS);
  for (const std::size_t tag : {6u, 10u, 14u}) {
    EXPECT_EQ(encrypt(star, with_tag(tag), message), PSA_ERROR_NOT_PERMITTED);
  }
}

TEST_F(Aead, Refusals) {
  const Message message;
  const psa_key_id_t gcm = aes_key(PSA_ALG_GCM);
  const psa_key_id_t raw = import(attributes(PSA_KEY_TYPE_RAW_DATA, kBoth, PSA_ALG_CCM), Buffer(16));
  EXPECT_EQ(encrypt(gcm, PSA_ALG_GCM, message), PSA_SUCCESS);
  EXPECT_EQ(encrypt(gcm, PSA_ALG_CCM, message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(raw, PSA_ALG_CCM, message), PSA_ERROR_INVALID_ARGUMENT) << "not a cipher's key";
  EXPECT_EQ(encrypt(gcm, PSA_ALG_CTR, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(gcm, PSA_ALG_NONE, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(4711, PSA_ALG_CCM, message), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(decrypt(4711, PSA_ALG_CCM, message), PSA_ERROR_INVALID_HANDLE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
