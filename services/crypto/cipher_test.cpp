// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/cipher_vectors.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;
constexpr psa_algorithm_t kModes[] = {PSA_ALG_CTR,           PSA_ALG_CFB,
                                      PSA_ALG_OFB,           PSA_ALG_CCM_STAR_NO_TAG,
                                      PSA_ALG_CBC_PKCS7,     PSA_ALG_CBC_NO_PADDING,
                                      PSA_ALG_ECB_NO_PADDING};

bool is_whole(psa_algorithm_t algorithm) {
  return algorithm == PSA_ALG_ECB_NO_PADDING || algorithm == PSA_ALG_CBC_NO_PADDING;
}

class Cipher : public Crypto {
 protected:
  psa_cipher_operation_t operation_ = PSA_CIPHER_OPERATION_INIT;
  Buffer output_ = Buffer(200, 0xEE);
  std::size_t length_ = 99;

  static psa_key_id_t key(psa_algorithm_t algorithm, psa_key_usage_t usage = kBoth,
                          std::string_view bytes = kKey128) {
    return import(attributes(PSA_KEY_TYPE_AES, usage, algorithm), hex(bytes));
  }
  psa_status_t encrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& message,
                       std::size_t room = 200) {
    return psa_cipher_encrypt(key, algorithm, message.data(), message.size(), output_.data(), room, &length_);
  }
  psa_status_t decrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& message,
                       std::size_t room = 200) {
    return psa_cipher_decrypt(key, algorithm, message.data(), message.size(), output_.data(), room, &length_);
  }
  Buffer output() const { return {output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(length_)}; }

  psa_status_t update(const Buffer& input, std::size_t room = 200) {
    return psa_cipher_update(&operation_, input.data(), input.size(), output_.data(), room, &length_);
  }
  psa_status_t finish(std::size_t room = 200) {
    return psa_cipher_finish(&operation_, output_.data(), room, &length_);
  }
  // Setup and IV.
  void start(bool is_encryption, psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& iv) {
    ASSERT_EQ(psa_cipher_abort(&operation_), PSA_SUCCESS);
    ASSERT_EQ(is_encryption ? psa_cipher_encrypt_setup(&operation_, key, algorithm)
                            : psa_cipher_decrypt_setup(&operation_, key, algorithm),
              PSA_SUCCESS);
    if (!iv.empty()) {
      ASSERT_EQ(psa_cipher_set_iv(&operation_, iv.data(), iv.size()), PSA_SUCCESS);
    }
  }
  // All of it, in pieces; no piece gives more than it may.
  Buffer run(const Buffer& input, std::size_t piece, psa_key_type_t type, psa_algorithm_t algorithm) {
    Buffer all;
    for (std::size_t at = 0; at < input.size(); at += piece) {
      const std::size_t size = std::min(piece, input.size() - at);
      const Buffer part(input.begin() + static_cast<std::ptrdiff_t>(at),
                        input.begin() + static_cast<std::ptrdiff_t>(at + size));
      EXPECT_EQ(update(part, PSA_CIPHER_UPDATE_OUTPUT_SIZE(type, algorithm, size)), PSA_SUCCESS);
      const Buffer out = output();
      all.insert(all.end(), out.begin(), out.end());
    }
    EXPECT_EQ(finish(PSA_CIPHER_FINISH_OUTPUT_SIZE(type, algorithm)), PSA_SUCCESS);
    const Buffer out = output();
    all.insert(all.end(), out.begin(), out.end());
    return all;
  }
};

TEST_F(Cipher, PublishedVectors) {
  const Buffer all = hex(kPlaintext);
  for (const CipherVector& vector : kCipherVectors) {
    SCOPED_TRACE(vector.ciphertext);
    const Buffer message(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(vector.size));
    const Buffer ciphertext = hex(vector.ciphertext);
    const psa_key_id_t id = import(attributes(vector.type, kBoth, vector.algorithm), hex(vector.key));
    for (const std::size_t piece : {1u, 2u, 5u, 15u, 16u, 17u, 31u, 32u, 33u, 64u}) {
      start(true, id, vector.algorithm, hex(vector.iv));
      EXPECT_EQ(run(message, piece, vector.type, vector.algorithm), ciphertext) << piece;
      start(false, id, vector.algorithm, hex(vector.iv));
      EXPECT_EQ(run(ciphertext, piece, vector.type, vector.algorithm), message) << piece;
    }
    EXPECT_EQ(operations(), 0u);
    if (vector.iv.size() != 32 || vector.type != PSA_KEY_TYPE_CHACHA20) {
      Buffer with_iv = hex(vector.iv);
      with_iv.insert(with_iv.end(), ciphertext.begin(), ciphertext.end());
      ASSERT_EQ(decrypt(id, vector.algorithm, with_iv), PSA_SUCCESS);
      EXPECT_EQ(output(), message);
    }
    ASSERT_EQ(psa_destroy_key(id), PSA_SUCCESS);
  }
}

// RFC 8439, 2.4.2
TEST_F(Cipher, ChaCha20sCounter) {
  const psa_key_id_t id = import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_STREAM_CIPHER),
                                 hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
  start(true, id, PSA_ALG_STREAM_CIPHER, hex("01000000000000000000004a00000000"));
  EXPECT_EQ(
      run(text("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
               "sunscreen would be it."),
          114, PSA_KEY_TYPE_CHACHA20, PSA_ALG_STREAM_CIPHER),
      hex("6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b357"
          "1639d624e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736"
          "5af90bbf74a35be6b40b8eedf2785e42874d"));
}

TEST_F(Cipher, RandomIvs) {
  for (const psa_algorithm_t algorithm : kModes) {
    SCOPED_TRACE(algorithm);
    const psa_key_id_t id = key(algorithm);
    const std::size_t iv_size = PSA_CIPHER_IV_LENGTH(PSA_KEY_TYPE_AES, algorithm);
    for (std::size_t size = 0; size <= 160; size += is_whole(algorithm) ? 16 : 1) {
      const Buffer message(size, 0x5A);
      const std::size_t whole = PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_AES, algorithm, size);
      if (whole != 0) {
        ASSERT_EQ(encrypt(id, algorithm, message, whole - 1), PSA_ERROR_BUFFER_TOO_SMALL);
        EXPECT_EQ(length_, 0u);
      }
      ASSERT_EQ(encrypt(id, algorithm, message, whole), PSA_SUCCESS);
      EXPECT_EQ(length_, whole);
      const Buffer first = output();
      ASSERT_EQ(encrypt(id, algorithm, message), PSA_SUCCESS);
      EXPECT_EQ(first == output(), iv_size == 0) << "the same IV again";
      if (size != 0) {
        ASSERT_EQ(decrypt(id, algorithm, first, size - 1), PSA_ERROR_BUFFER_TOO_SMALL);
      }
      ASSERT_EQ(decrypt(id, algorithm, first, size), PSA_SUCCESS);
      EXPECT_EQ(output(), message);
    }
  }
}

TEST_F(Cipher, GeneratedIvIsUsed) {
  const psa_key_id_t id = key(PSA_ALG_CBC_PKCS7);
  Buffer iv(24);
  ASSERT_EQ(psa_cipher_encrypt_setup(&operation_, id, PSA_ALG_CBC_PKCS7), PSA_SUCCESS);
  ASSERT_EQ(psa_cipher_generate_iv(&operation_, iv.data(), 16, &length_), PSA_SUCCESS);
  ASSERT_EQ(length_, 16u);
  iv.resize(16);
  const Buffer ciphertext = run(text("message"), 7, PSA_KEY_TYPE_AES, PSA_ALG_CBC_PKCS7);
  start(false, id, PSA_ALG_CBC_PKCS7, iv);
  EXPECT_EQ(run(ciphertext, 16, PSA_KEY_TYPE_AES, PSA_ALG_CBC_PKCS7), text("message"));
  ASSERT_EQ(psa_cipher_encrypt_setup(&operation_, id, PSA_ALG_CBC_PKCS7), PSA_SUCCESS);
  EXPECT_EQ(psa_cipher_generate_iv(&operation_, iv.data(), 15, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length_, 0u);
}

TEST_F(Cipher, InPlace) {
  for (const psa_algorithm_t algorithm : kModes) {
    SCOPED_TRACE(algorithm);
    const psa_key_id_t id = key(algorithm);
    Buffer message(320);
    for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::uint8_t>(i * 7);
    Buffer place = message;
    place.resize(400);
    ASSERT_EQ(
        psa_cipher_encrypt(id, algorithm, place.data(), message.size(), place.data(), place.size(), &length_),
        PSA_SUCCESS);
    ASSERT_EQ(psa_cipher_decrypt(id, algorithm, place.data(), length_, place.data(), place.size(), &length_),
              PSA_SUCCESS);
    place.resize(length_);
    EXPECT_EQ(place, message);
  }
}

TEST_F(Cipher, CountersRunOver) {
  const psa_key_id_t id = key(PSA_ALG_CTR);
  Buffer plaintext = hex(kPlaintext);
  plaintext.resize(61);
  start(true, id, PSA_ALG_CTR, Buffer(16, 0xFF));
  EXPECT_EQ(run(plaintext, 61, PSA_KEY_TYPE_AES, PSA_ALG_CTR),
            hex("e13338e36cb71962e00d020b4cedbd86d3dae15b04bb352fa0f59febfcb4da3e67da610697ed5aae4b0fa7a0dd78"
                "3d2961a00ab697367915d23c754bd9"));
  start(true, id, PSA_ALG_CTR, hex("f0f1f2f3f4f5f6f7f8f9fafb"));
  EXPECT_EQ(run(plaintext, 61, PSA_KEY_TYPE_AES, PSA_ALG_CTR),
            hex("22e52fb177d865b2f7c6b512692d114ded6c1c7225daf6a2aad9d3da2dba216835c0af6b6f40c3c6efc585d0902c"
                "c263122bc58e72de5ca2a35c853ab9"))
      << "a shorter one is filled with zeros";
}

TEST_F(Cipher, SizesOfIvs) {
  const struct {
    psa_key_type_t type;
    psa_algorithm_t algorithm;
    std::vector<std::size_t> sizes;
  } cases[] = {{PSA_KEY_TYPE_AES, PSA_ALG_CTR, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}},
               {PSA_KEY_TYPE_AES, PSA_ALG_CBC_PKCS7, {16}},
               {PSA_KEY_TYPE_AES, PSA_ALG_CFB, {16}},
               {PSA_KEY_TYPE_AES, PSA_ALG_OFB, {16}},
               {PSA_KEY_TYPE_AES, PSA_ALG_CCM_STAR_NO_TAG, {13}},
               {PSA_KEY_TYPE_CHACHA20, PSA_ALG_STREAM_CIPHER, {12, 16}}};
  const Buffer iv(40);
  for (const auto& one : cases) {
    const psa_key_id_t id = import(attributes(one.type, kBoth, one.algorithm), hex(kKey256));
    for (std::size_t size = 0; size <= iv.size(); ++size) {
      SCOPED_TRACE(::testing::Message() << one.algorithm << ' ' << size);
      start(true, id, one.algorithm, {});
      const bool is_right = std::find(one.sizes.begin(), one.sizes.end(), size) != one.sizes.end();
      EXPECT_EQ(psa_cipher_set_iv(&operation_, iv.data(), size),
                is_right ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
      EXPECT_EQ(update({1}), is_right ? PSA_SUCCESS : PSA_ERROR_BAD_STATE);
    }
  }
}

TEST_F(Cipher, WrongOrder) {
  const psa_key_id_t id = key(PSA_ALG_CTR);
  const Buffer iv(16);
  Buffer made(16);
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(finish(), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_cipher_set_iv(&operation_, iv.data(), 16), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_cipher_generate_iv(&operation_, made.data(), 16, &length_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_cipher_abort(&operation_), PSA_SUCCESS);
  start(true, id, PSA_ALG_CTR, iv);
  EXPECT_EQ(psa_cipher_encrypt_setup(&operation_, id, PSA_ALG_CTR), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_cipher_decrypt_setup(&operation_, id, PSA_ALG_CTR), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_cipher_set_iv(&operation_, iv.data(), 16), PSA_ERROR_BAD_STATE);
  start(true, id, PSA_ALG_CTR, iv);
  EXPECT_EQ(psa_cipher_generate_iv(&operation_, made.data(), 16, &length_), PSA_ERROR_BAD_STATE);
  start(true, id, PSA_ALG_CTR, {});
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE) << "no IV";
  start(true, id, PSA_ALG_CTR, {});
  EXPECT_EQ(finish(), PSA_ERROR_BAD_STATE) << "no IV";
  start(false, id, PSA_ALG_CTR, {});
  EXPECT_EQ(psa_cipher_generate_iv(&operation_, made.data(), 16, &length_), PSA_ERROR_BAD_STATE)
      << "decryption";
  const psa_key_id_t ecb = key(PSA_ALG_ECB_NO_PADDING);
  start(true, ecb, PSA_ALG_ECB_NO_PADDING, {});
  EXPECT_EQ(psa_cipher_generate_iv(&operation_, made.data(), 16, &length_), PSA_ERROR_BAD_STATE);
  start(true, ecb, PSA_ALG_ECB_NO_PADDING, {});
  EXPECT_EQ(psa_cipher_set_iv(&operation_, iv.data(), 16), PSA_ERROR_BAD_STATE);
  start(true, ecb, PSA_ALG_ECB_NO_PADDING, {});
  EXPECT_EQ(psa_cipher_set_iv(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Cipher, SizesThatAModeDoesNotHave) {
  for (const psa_algorithm_t algorithm : {PSA_ALG_ECB_NO_PADDING, PSA_ALG_CBC_NO_PADDING}) {
    const psa_key_id_t id = key(algorithm);
    const Buffer iv(PSA_CIPHER_IV_LENGTH(PSA_KEY_TYPE_AES, algorithm));
    for (const std::size_t size : {1u, 15u, 17u, 31u}) {
      EXPECT_EQ(encrypt(id, algorithm, Buffer(size)), PSA_ERROR_INVALID_ARGUMENT);
      EXPECT_EQ(decrypt(id, algorithm, Buffer(size + iv.size())), PSA_ERROR_INVALID_ARGUMENT);
      EXPECT_EQ(length_, 0u);
      for (const bool is_encryption : {false, true}) {
        start(is_encryption, id, algorithm, iv);
        EXPECT_EQ(update(Buffer(size)), PSA_SUCCESS);
        EXPECT_EQ(length_, size / 16 * 16);
        EXPECT_EQ(finish(), PSA_ERROR_INVALID_ARGUMENT);
      }
    }
  }
  const psa_key_id_t padded = key(PSA_ALG_CBC_PKCS7);
  for (const std::size_t size : {0u, 1u, 15u, 17u}) {
    EXPECT_EQ(decrypt(padded, PSA_ALG_CBC_PKCS7, Buffer(16 + size)), PSA_ERROR_INVALID_ARGUMENT);
    start(false, padded, PSA_ALG_CBC_PKCS7, Buffer(16));
    EXPECT_EQ(update(Buffer(size)), PSA_SUCCESS);
    EXPECT_EQ(finish(), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const psa_algorithm_t algorithm : kModes) {
    const std::size_t iv_size = PSA_CIPHER_IV_LENGTH(PSA_KEY_TYPE_AES, algorithm);
    if (iv_size != 0) {
      EXPECT_EQ(decrypt(key(algorithm), algorithm, Buffer(iv_size - 1)), PSA_ERROR_INVALID_ARGUMENT);
    }
  }
}

TEST_F(Cipher, LimitOfCcmStar) {
  const psa_key_id_t id = key(PSA_ALG_CCM_STAR_NO_TAG);
  Buffer message(65536), place(65536);
  for (const std::size_t size : {65535u, 65536u}) {
    start(true, id, PSA_ALG_CCM_STAR_NO_TAG, Buffer(13));
    EXPECT_EQ(psa_cipher_update(&operation_, message.data(), size, place.data(), size, &length_),
              size == 65535 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
  }
}

// Every last byte, and a wrong byte at every place of the padding.
TEST_F(Cipher, WrongPadding) {
  const psa_key_id_t id = key(PSA_ALG_CBC_NO_PADDING);
  const psa_key_id_t padded = key(PSA_ALG_CBC_PKCS7);
  const Buffer iv(16, 0x11);
  const auto check = [&](const Buffer& block, std::size_t size) {
    start(true, id, PSA_ALG_CBC_NO_PADDING, iv);
    Buffer ciphertext = run(block, 16, PSA_KEY_TYPE_AES, PSA_ALG_CBC_NO_PADDING);
    start(false, padded, PSA_ALG_CBC_PKCS7, iv);
    ASSERT_EQ(update(ciphertext), PSA_SUCCESS);
    output_.assign(200, 0xEE);
    ASSERT_EQ(finish(), size < 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_PADDING);
    EXPECT_EQ(length_, size < 16 ? size : 0);
    if (size >= 16) {
      EXPECT_EQ(output_, Buffer(200, 0xEE));
    }
    ciphertext.insert(ciphertext.begin(), iv.begin(), iv.end());
    EXPECT_EQ(decrypt(padded, PSA_ALG_CBC_PKCS7, ciphertext),
              size < 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_PADDING);
  };
  for (unsigned last = 0; last < 256; ++last) {
    check(Buffer(16, static_cast<std::uint8_t>(last)), last >= 1 && last <= 16 ? 16 - last : 16);
  }
  for (std::size_t padding = 1; padding <= 16; ++padding) {
    for (std::size_t at = 0; at < 16; ++at) {
      Buffer block(16, static_cast<std::uint8_t>(padding));
      block[at] ^= 0x80;
      check(block, at < 16 - padding ? 16 - padding : 16);
    }
  }
}

TEST_F(Cipher, RoomForTheRest) {
  const psa_key_id_t id = key(PSA_ALG_CBC_PKCS7);
  start(true, id, PSA_ALG_CBC_PKCS7, Buffer(16));
  EXPECT_EQ(finish(15), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(finish(16), PSA_ERROR_BAD_STATE) << "it is over";
  start(true, id, PSA_ALG_CBC_PKCS7, Buffer(16));
  EXPECT_EQ(update(Buffer(15), 0), PSA_SUCCESS) << "nothing comes out yet";
  EXPECT_EQ(update(Buffer(1), 15), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length_, 0u);
  start(false, id, PSA_ALG_CBC_PKCS7, Buffer(16));
  EXPECT_EQ(update(Buffer(16), 0), PSA_SUCCESS) << "held back";
  EXPECT_EQ(update({}, 0), PSA_SUCCESS);
  EXPECT_EQ(update(Buffer(1), 16), PSA_SUCCESS);
  EXPECT_EQ(length_, 16u);
}

TEST_F(Cipher, Refusals) {
  const psa_key_id_t ctr = key(PSA_ALG_CTR);
  const psa_key_id_t ccm = key(PSA_ALG_CCM);
  const psa_key_id_t hmac = import(attributes(PSA_KEY_TYPE_HMAC, kBoth, PSA_ALG_CTR), hex(kKey128));
  const psa_key_id_t stream = key(PSA_ALG_STREAM_CIPHER);
  const psa_key_id_t chacha = import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_CTR), hex(kKey256));
  const psa_key_id_t xts = key(PSA_ALG_XTS);
  const Buffer message(16);
  EXPECT_EQ(encrypt(ccm, PSA_ALG_CCM, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(ctr, PSA_ALG_NONE, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(ctr, PSA_ALG_CCM_STAR_ANY_TAG, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(ctr, PSA_ALG_OFB, message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(hmac, PSA_ALG_CTR, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(chacha, PSA_ALG_CTR, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(stream, PSA_ALG_STREAM_CIPHER, message), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(xts, PSA_ALG_XTS, message), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(encrypt(PSA_KEY_ID_NULL, PSA_ALG_CTR, message), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(encrypt(key(PSA_ALG_CTR, PSA_KEY_USAGE_DECRYPT), PSA_ALG_CTR, message), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(decrypt(key(PSA_ALG_CTR, PSA_KEY_USAGE_ENCRYPT), PSA_ALG_CTR, Buffer(32)),
            PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_cipher_encrypt_setup(&operation_, ctr, PSA_ALG_OFB), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_cipher_decrypt_setup(&operation_, hmac, PSA_ALG_CTR), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(operation_.private_handle, 0u);
  EXPECT_EQ(operations(), 0u);
  const psa_key_id_t any = key(PSA_ALG_CCM_STAR_ANY_TAG);
  EXPECT_EQ(encrypt(any, PSA_ALG_CCM_STAR_NO_TAG, message), PSA_SUCCESS);
}

TEST_F(Cipher, EndsWithItsKeyAndIsNobodyElses) {
  const psa_key_id_t id = key(PSA_ALG_CTR);
  start(true, id, PSA_ALG_CTR, Buffer(16));
  be(kOtherApp);
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE);
  be(kApp);
  EXPECT_EQ(update({1}), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(id), PSA_SUCCESS);
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE);
}

}  // namespace
}  // namespace redoubt::crypto::testing
