// SPDX-License-Identifier: BSD-3-Clause
// Authenticated encryption in pieces: against the same in one call, whose values are known.
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;
constexpr psa_algorithm_t kAlgorithms[] = {PSA_ALG_CCM, PSA_ALG_GCM, PSA_ALG_CHACHA20_POLY1305};

enum class Sizes { kGiven, kNot };

class AeadMultipart : public Crypto {
 protected:
  psa_aead_operation_t operation_ = PSA_AEAD_OPERATION_INIT;
  Buffer output_ = Buffer(400, 0xEE);
  Buffer tag_ = Buffer(16);
  std::size_t length_ = 99, tag_length_ = 99;

  static psa_key_type_t type(psa_algorithm_t algorithm) {
    return algorithm == PSA_ALG_CHACHA20_POLY1305 ? PSA_KEY_TYPE_CHACHA20 : PSA_KEY_TYPE_AES;
  }
  static psa_key_id_t key(psa_algorithm_t algorithm, psa_key_usage_t usage = kBoth) {
    return import(attributes(type(algorithm), usage, algorithm), Buffer(32, 0x42));
  }
  static Buffer nonce(psa_algorithm_t algorithm) {
    return Buffer(PSA_AEAD_NONCE_LENGTH(type(algorithm), algorithm), 0x07);
  }
  psa_status_t set_lengths(std::size_t additional, std::size_t size) {
    return psa_aead_set_lengths(&operation_, additional, size);
  }
  psa_status_t set_nonce(const Buffer& nonce) {
    return psa_aead_set_nonce(&operation_, nonce.data(), nonce.size());
  }
  psa_status_t update_ad(const Buffer& data) {
    return psa_aead_update_ad(&operation_, data.data(), data.size());
  }
  psa_status_t update(const Buffer& data, std::size_t room = 400) {
    return psa_aead_update(&operation_, data.data(), data.size(), output_.data(), room, &length_);
  }
  psa_status_t finish(std::size_t room = 16) {
    return psa_aead_finish(&operation_, nullptr, 0, &length_, tag_.data(), room, &tag_length_);
  }
  psa_status_t verify(const Buffer& tag) {
    return psa_aead_verify(&operation_, nullptr, 0, &length_, tag.data(), tag.size());
  }
  void setup(bool is_encryption, psa_key_id_t key, psa_algorithm_t algorithm) {
    ASSERT_EQ(psa_aead_abort(&operation_), PSA_SUCCESS);
    ASSERT_EQ(is_encryption ? psa_aead_encrypt_setup(&operation_, key, algorithm)
                            : psa_aead_decrypt_setup(&operation_, key, algorithm),
              PSA_SUCCESS);
  }
  // Up to the nonce.
  void start(bool is_encryption, psa_key_id_t key, psa_algorithm_t algorithm, std::size_t additional,
             std::size_t size, Sizes sizes = Sizes::kGiven) {
    setup(is_encryption, key, algorithm);
    if (sizes == Sizes::kGiven) {
      ASSERT_EQ(set_lengths(additional, size), PSA_SUCCESS);
    }
    ASSERT_EQ(set_nonce(nonce(algorithm)), PSA_SUCCESS);
  }
  template <class F>
  static void in_pieces(const Buffer& data, std::size_t piece, F f) {
    for (std::size_t at = 0; at < data.size(); at += piece) {
      const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at);
      f(Buffer(begin, begin + static_cast<std::ptrdiff_t>(std::min(piece, data.size() - at))));
    }
  }
  Buffer run(psa_algorithm_t algorithm, const Buffer& additional, const Buffer& data, std::size_t piece) {
    in_pieces(additional, piece, [&](const Buffer& part) { EXPECT_EQ(update_ad(part), PSA_SUCCESS); });
    Buffer all;
    in_pieces(data, piece, [&](const Buffer& part) {
      EXPECT_EQ(update(part, PSA_AEAD_UPDATE_OUTPUT_SIZE(type(algorithm), algorithm, part.size())),
                PSA_SUCCESS);
      all.insert(all.end(), output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(length_));
    });
    return all;
  }
  bool is_over() { return update_ad({}) == PSA_ERROR_BAD_STATE && update({}) == PSA_ERROR_BAD_STATE; }
};

Buffer counted(std::size_t size) {
  Buffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(3 * i);
  return bytes;
}

TEST_F(AeadMultipart, IsTheSameAsInOneCall) {
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    const psa_key_id_t id = key(algorithm);
    for (const auto& [ad_size, size] :
         {std::pair<std::size_t, std::size_t>{0, 0}, {0, 17}, {20, 0}, {13, 300}}) {
      const Buffer additional = counted(ad_size), message = counted(size), n = nonce(algorithm);
      Buffer expected(size + 16);
      ASSERT_EQ(psa_aead_encrypt(id, algorithm, n.data(), n.size(), additional.data(), ad_size,
                                 message.data(), size, expected.data(), expected.size(), &length_),
                PSA_SUCCESS);
      for (const Sizes sizes : {Sizes::kGiven, Sizes::kNot}) {
        if (algorithm == PSA_ALG_CCM && sizes == Sizes::kNot) continue;
        for (const std::size_t piece : {1u, 15u, 16u, 17u, 128u, 300u}) {
          SCOPED_TRACE(::testing::Message() << algorithm << ' ' << ad_size << ' ' << size << ' ' << piece);
          start(true, id, algorithm, ad_size, size, sizes);
          Buffer made = run(algorithm, additional, message, piece);
          ASSERT_EQ(finish(), PSA_SUCCESS);
          EXPECT_EQ(length_, 0u);
          EXPECT_EQ(tag_length_, 16u);
          const Buffer ciphertext = made;
          made.insert(made.end(), tag_.begin(), tag_.end());
          EXPECT_EQ(made, expected);
          start(false, id, algorithm, ad_size, size, sizes);
          EXPECT_EQ(run(algorithm, additional, ciphertext, piece), message);
          EXPECT_EQ(verify(tag_), PSA_SUCCESS);
          EXPECT_EQ(operations(), 0u);
        }
      }
    }
    ASSERT_EQ(psa_destroy_key(id), PSA_SUCCESS);
  }
}

TEST_F(AeadMultipart, WhatIsNotAuthentic) {
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    const psa_key_id_t id = key(algorithm);
    start(true, id, algorithm, 3, 5);
    const Buffer ciphertext = run(algorithm, text("abc"), text("hello"), 8);
    ASSERT_EQ(finish(), PSA_SUCCESS);
    for (std::size_t bit = 0; bit < 128; ++bit) {
      Buffer forged = tag_;
      forged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      start(false, id, algorithm, 3, 5);
      run(algorithm, text("abc"), ciphertext, 8);
      EXPECT_EQ(verify(forged), PSA_ERROR_INVALID_SIGNATURE);
      EXPECT_TRUE(is_over());
    }
    for (const std::size_t size : {0u, 15u, 17u, 100u}) {
      start(false, id, algorithm, 3, 5);
      run(algorithm, text("abc"), ciphertext, 8);
      Buffer tag = tag_;
      tag.resize(size);
      EXPECT_EQ(verify(tag), PSA_ERROR_INVALID_SIGNATURE);
    }
    start(false, id, algorithm, 3, 5);
    run(algorithm, text("abd"), ciphertext, 8);
    EXPECT_EQ(verify(tag_), PSA_ERROR_INVALID_SIGNATURE);
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(AeadMultipart, GeneratedNonces) {
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    const psa_key_id_t id = key(algorithm);
    const std::size_t usual = PSA_AEAD_NONCE_LENGTH(type(algorithm), algorithm);
    for (const std::size_t size : {5u, 0xFFFFu, 0x10000u, 0x1000000u}) {
      Buffer made(24), other(24);
      setup(true, id, algorithm);
      ASSERT_EQ(set_lengths(0, size), PSA_SUCCESS);
      ASSERT_EQ(psa_aead_generate_nonce(&operation_, made.data(), made.size(), &length_), PSA_SUCCESS);
      const std::size_t expected = algorithm != PSA_ALG_CCM || size == 5 || size == 0xFFFF ? usual
                                   : size == 0x10000                                       ? 12
                                                                                           : 11;
      EXPECT_EQ(length_, expected) << size;
      setup(true, id, algorithm);
      ASSERT_EQ(set_lengths(0, size), PSA_SUCCESS);
      ASSERT_EQ(psa_aead_generate_nonce(&operation_, other.data(), other.size(), &length_), PSA_SUCCESS);
      EXPECT_NE(made, other);
    }
    Buffer made(usual);
    setup(true, id, algorithm);
    ASSERT_EQ(set_lengths(0, 5), PSA_SUCCESS);
    EXPECT_EQ(psa_aead_generate_nonce(&operation_, made.data(), usual - 1, &length_),
              PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_TRUE(is_over());
    setup(true, id, algorithm);
    ASSERT_EQ(set_lengths(0, 5), PSA_SUCCESS);
    ASSERT_EQ(psa_aead_generate_nonce(&operation_, made.data(), usual, &length_), PSA_SUCCESS);
    const Buffer ciphertext = run(algorithm, {}, text("hello"), 5);
    ASSERT_EQ(finish(), PSA_SUCCESS);
    setup(false, id, algorithm);
    ASSERT_EQ(set_lengths(0, 5), PSA_SUCCESS);
    ASSERT_EQ(set_nonce(made), PSA_SUCCESS);
    EXPECT_EQ(run(algorithm, {}, ciphertext, 5), text("hello"));
    EXPECT_EQ(verify(tag_), PSA_SUCCESS);
  }
}

TEST_F(AeadMultipart, WrongOrder) {
  Buffer made(24);
  EXPECT_EQ(set_lengths(0, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(set_nonce(Buffer(12)), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_aead_generate_nonce(&operation_, made.data(), 24, &length_), PSA_ERROR_BAD_STATE);
  EXPECT_TRUE(is_over());
  EXPECT_EQ(finish(), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(verify(tag_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_aead_abort(&operation_), PSA_SUCCESS);
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    SCOPED_TRACE(algorithm);
    const psa_key_id_t id = key(algorithm);
    const psa_status_t without_sizes = algorithm == PSA_ALG_CCM ? PSA_ERROR_BAD_STATE : PSA_SUCCESS;
    const auto begin = [&] { start(true, id, algorithm, 1, 1); };
    begin();
    EXPECT_EQ(psa_aead_encrypt_setup(&operation_, id, algorithm), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(psa_aead_decrypt_setup(&operation_, id, algorithm), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(set_lengths(1, 1), PSA_ERROR_BAD_STATE) << "twice, and after the nonce";
    EXPECT_TRUE(is_over());
    begin();
    EXPECT_EQ(set_nonce(nonce(algorithm)), PSA_ERROR_BAD_STATE);
    begin();
    EXPECT_EQ(psa_aead_generate_nonce(&operation_, made.data(), 24, &length_), PSA_ERROR_BAD_STATE);
    setup(false, id, algorithm);
    ASSERT_EQ(set_lengths(1, 1), PSA_SUCCESS);
    EXPECT_EQ(psa_aead_generate_nonce(&operation_, made.data(), 24, &length_), PSA_ERROR_BAD_STATE);
    setup(true, id, algorithm);
    EXPECT_EQ(set_nonce(nonce(algorithm)), without_sizes);
    setup(true, id, algorithm);
    EXPECT_EQ(psa_aead_generate_nonce(&operation_, made.data(), 24, &length_), without_sizes);
    setup(true, id, algorithm);
    ASSERT_EQ(set_lengths(1, 1), PSA_SUCCESS);
    EXPECT_EQ(set_lengths(1, 1), PSA_ERROR_BAD_STATE);
    for (int which = 0; which < 3; ++which) {
      setup(true, id, algorithm);
      ASSERT_EQ(set_lengths(0, 0), PSA_SUCCESS);
      EXPECT_EQ(which == 0   ? update_ad({})
                : which == 1 ? update({})
                             : finish(),
                PSA_ERROR_BAD_STATE)
          << "no nonce";
    }
    begin();
    ASSERT_EQ(update_ad({1}), PSA_SUCCESS);
    ASSERT_EQ(update({}), PSA_SUCCESS);
    EXPECT_EQ(update_ad({}), PSA_ERROR_BAD_STATE) << "the message has begun";
    start(true, id, algorithm, 0, 0);
    EXPECT_EQ(verify(tag_), PSA_ERROR_BAD_STATE);
    start(false, id, algorithm, 0, 0);
    EXPECT_EQ(finish(), PSA_ERROR_BAD_STATE);
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(AeadMultipart, OtherThanWasSaid) {
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    SCOPED_TRACE(algorithm);
    const psa_key_id_t id = key(algorithm);
    const auto begin = [&] { start(true, id, algorithm, 2, 4); };
    begin();
    EXPECT_EQ(update_ad(Buffer(3)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_TRUE(is_over());
    begin();
    EXPECT_EQ(update_ad(Buffer(1)), PSA_SUCCESS);
    EXPECT_EQ(update(Buffer(4)), PSA_ERROR_INVALID_ARGUMENT) << "additional data is missing";
    begin();
    EXPECT_EQ(finish(), PSA_ERROR_INVALID_ARGUMENT);
    begin();
    EXPECT_EQ(update_ad(Buffer(2)), PSA_SUCCESS);
    EXPECT_EQ(update(Buffer(5)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(length_, 0u);
    begin();
    EXPECT_EQ(update_ad(Buffer(2)), PSA_SUCCESS);
    EXPECT_EQ(update(Buffer(3)), PSA_SUCCESS);
    EXPECT_EQ(finish(), PSA_ERROR_INVALID_ARGUMENT);
  }
}

TEST_F(AeadMultipart, Sizes) {
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    SCOPED_TRACE(algorithm);
    const psa_key_id_t id = key(algorithm);
    start(true, id, algorithm, 0, 20);
    EXPECT_EQ(update(Buffer(20), 19), PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_TRUE(is_over());
    start(true, id, algorithm, 0, 0);
    EXPECT_EQ(finish(15), PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_EQ(tag_length_, 0u);
    EXPECT_TRUE(is_over());
    for (const std::size_t size : {0u, 6u, 17u, 24u}) {
      setup(true, id, algorithm);
      ASSERT_EQ(set_lengths(0, 0), PSA_SUCCESS);
      EXPECT_EQ(set_nonce(Buffer(size)), algorithm != PSA_ALG_GCM || size == 0 ? PSA_ERROR_INVALID_ARGUMENT
                                         : size <= 16                          ? PSA_SUCCESS
                                                                               : PSA_ERROR_NOT_SUPPORTED)
          << size;
    }
  }
  const psa_key_id_t gcm = key(PSA_ALG_GCM);
  setup(true, gcm, PSA_ALG_GCM);
  EXPECT_EQ(set_lengths(SIZE_MAX, 0), PSA_ERROR_NOT_SUPPORTED);
  setup(true, gcm, PSA_ALG_GCM);
  EXPECT_EQ(set_lengths(0, SIZE_MAX), PSA_ERROR_NOT_SUPPORTED);
  const psa_key_id_t ccm = key(PSA_ALG_CCM);
  setup(true, ccm, PSA_ALG_CCM);
  EXPECT_EQ(set_lengths(0xFF00, 0), PSA_ERROR_NOT_SUPPORTED);
  setup(true, ccm, PSA_ALG_CCM);
  ASSERT_EQ(set_lengths(0, 65536), PSA_SUCCESS);
  EXPECT_EQ(set_nonce(Buffer(13)), PSA_ERROR_INVALID_ARGUMENT) << "which leaves two bytes for the size";
}

TEST_F(AeadMultipart, Refusals) {
  const psa_key_id_t ccm = key(PSA_ALG_CCM);
  const psa_key_id_t raw = import(attributes(PSA_KEY_TYPE_RAW_DATA, kBoth, PSA_ALG_CCM), Buffer(16));
  EXPECT_EQ(psa_aead_encrypt_setup(&operation_, ccm, PSA_ALG_CTR), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_aead_encrypt_setup(&operation_, ccm, PSA_ALG_GCM), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(psa_aead_encrypt_setup(&operation_, raw, PSA_ALG_CCM), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_aead_decrypt_setup(&operation_, 4711, PSA_ALG_CCM), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_aead_decrypt_setup(&operation_, key(PSA_ALG_CCM, PSA_KEY_USAGE_ENCRYPT), PSA_ALG_CCM),
            PSA_ERROR_NOT_PERMITTED);
  const psa_algorithm_t odd = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 5);
  EXPECT_EQ(psa_aead_encrypt_setup(&operation_, key(odd), odd), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_aead_encrypt_setup(&operation_, key(PSA_ALG_XCHACHA20_POLY1305), PSA_ALG_XCHACHA20_POLY1305),
            PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(operation_.private_handle, 0u);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(AeadMultipart, EndsWithItsKeyAndIsNobodyElses) {
  const psa_key_id_t id = key(PSA_ALG_GCM);
  start(true, id, PSA_ALG_GCM, 0, 5, Sizes::kNot);
  be(kOtherApp);
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE);
  be(kApp);
  EXPECT_EQ(update({1}), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(id), PSA_SUCCESS);
  EXPECT_EQ(update({1}), PSA_ERROR_BAD_STATE);
}

TEST_F(AeadMultipart, InPlace) {
  const psa_key_id_t id = key(PSA_ALG_GCM);
  Buffer place = counted(300);
  start(true, id, PSA_ALG_GCM, 0, 300);
  ASSERT_EQ(psa_aead_update(&operation_, place.data(), 300, place.data(), 300, &length_), PSA_SUCCESS);
  ASSERT_EQ(finish(), PSA_SUCCESS);
  start(false, id, PSA_ALG_GCM, 0, 300);
  ASSERT_EQ(psa_aead_update(&operation_, place.data(), 300, place.data(), 300, &length_), PSA_SUCCESS);
  EXPECT_EQ(verify(tag_), PSA_SUCCESS);
  EXPECT_EQ(place, counted(300));
}

}  // namespace
}  // namespace redoubt::crypto::testing
