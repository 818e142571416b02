// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHkdf = PSA_ALG_HKDF(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kExtract = PSA_ALG_HKDF_EXTRACT(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kExpand = PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_256);
constexpr psa_key_derivation_step_t kSalt = PSA_KEY_DERIVATION_INPUT_SALT;
constexpr psa_key_derivation_step_t kSecret = PSA_KEY_DERIVATION_INPUT_SECRET;
constexpr psa_key_derivation_step_t kInfo = PSA_KEY_DERIVATION_INPUT_INFO;

class Derivation : public Crypto {
 protected:
  psa_key_derivation_operation_t operation_ = PSA_KEY_DERIVATION_OPERATION_INIT;
  Buffer out_ = Buffer(10000, 0xEE);

  void restart(psa_algorithm_t algorithm = kHkdf) {
    ASSERT_EQ(psa_key_derivation_abort(&operation_), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_setup(&operation_, algorithm), PSA_SUCCESS);
  }
  psa_status_t input(psa_key_derivation_step_t step, const Buffer& data) {
    return psa_key_derivation_input_bytes(&operation_, step, data.data(), data.size());
  }
  psa_status_t input_key(psa_key_derivation_step_t step, psa_key_id_t key) {
    return psa_key_derivation_input_key(&operation_, step, key);
  }
  psa_status_t output(std::size_t size) {
    return psa_key_derivation_output_bytes(&operation_, out_.data(), size);
  }
  Buffer take(std::size_t size) {
    EXPECT_EQ(output(size), PSA_SUCCESS);
    return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(size)};
  }
  std::size_t capacity() {
    std::size_t value = 12345;
    EXPECT_EQ(psa_key_derivation_get_capacity(&operation_, &value), PSA_SUCCESS);
    return value;
  }
  void expect_failed() {
    std::size_t value = 1;
    EXPECT_EQ(psa_key_derivation_get_capacity(&operation_, &value), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(value, 0u);
    EXPECT_EQ(input(kInfo, {}), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(psa_key_derivation_setup(&operation_, kHkdf), PSA_ERROR_BAD_STATE);
  }
  static psa_key_id_t secret_key(const Buffer& secret, psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE,
                                 psa_algorithm_t algorithm = kHkdf) {
    return import(attributes(PSA_KEY_TYPE_DERIVE, usage, algorithm), secret);
  }
  void ready(psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE) {
    restart();
    ASSERT_EQ(input_key(kSecret, secret_key(Buffer(32, 7), usage)), PSA_SUCCESS);
    ASSERT_EQ(input(kInfo, text("info")), PSA_SUCCESS);
  }
  psa_status_t output_key(const psa_key_attributes_t& attributes, psa_key_id_t* key) {
    return psa_key_derivation_output_key(&attributes, &operation_, key);
  }
};

struct Vector {
  Buffer secret, salt, info;
  std::string_view prk, okm;
};

Buffer range(unsigned first, unsigned last) {
  Buffer bytes;
  for (unsigned i = first; i <= last; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  return bytes;
}

// RFC 5869, A.1 to A.3
const Vector kVectors[] = {
    {Buffer(22, 0x0b), range(0x00, 0x0c), range(0xf0, 0xf9),
     "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    {range(0x00, 0x4f), range(0x60, 0xaf), range(0xb0, 0xff),
     "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
     "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da32756"
     "00c2f09b836"
     "7793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
    {Buffer(22, 0x0b),
     {},
     {},
     "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
};

TEST_F(Derivation, PublishedVectors) {
  for (const Vector& vector : kVectors) {
    const Buffer expected = hex(vector.okm);
    restart();
    if (!vector.salt.empty()) {
      ASSERT_EQ(input(kSalt, vector.salt), PSA_SUCCESS);
    }
    ASSERT_EQ(input(kSecret, vector.secret), PSA_SUCCESS);
    ASSERT_EQ(input(kInfo, vector.info), PSA_SUCCESS);
    EXPECT_EQ(take(expected.size()), expected);

    restart(kExtract);
    ASSERT_EQ(input(kSalt, vector.salt), PSA_SUCCESS);
    ASSERT_EQ(input(kSecret, vector.secret), PSA_SUCCESS);
    EXPECT_EQ(capacity(), 32u);
    EXPECT_EQ(take(32), hex(vector.prk));

    restart(kExpand);
    ASSERT_EQ(input(kSecret, hex(vector.prk)), PSA_SUCCESS);
    ASSERT_EQ(input(kInfo, vector.info), PSA_SUCCESS);
    EXPECT_EQ(take(expected.size()), expected);
  }
}

TEST_F(Derivation, InfoMayComeFirst) {
  const Vector& vector = kVectors[1];
  restart();
  ASSERT_EQ(input(kInfo, vector.info), PSA_SUCCESS);
  ASSERT_EQ(input(kSalt, vector.salt), PSA_SUCCESS);
  ASSERT_EQ(input_key(kSecret, secret_key(vector.secret)), PSA_SUCCESS);
  EXPECT_EQ(take(82), hex(vector.okm));
}

TEST_F(Derivation, BytesComeInPiecesAndOnce) {
  ready();
  const Buffer whole = take(100);
  for (const std::size_t step : {1u, 31u, 32u, 33u, 99u}) {
    ready();
    Buffer pieces;
    while (pieces.size() < whole.size()) {
      const Buffer piece = take(std::min<std::size_t>(step, whole.size() - pieces.size()));
      pieces.insert(pieces.end(), piece.begin(), piece.end());
    }
    EXPECT_EQ(pieces, whole);
    EXPECT_EQ(capacity(), 255u * 32 - 100);
  }
}

TEST_F(Derivation, LongSaltStandsForItsHash) {
  const Buffer salt(200, 0x61);
  Buffer digest(32);
  std::size_t length = 0;
  ASSERT_EQ(psa_hash_compute(PSA_ALG_SHA_256, salt.data(), 200, digest.data(), 32, &length), PSA_SUCCESS);
  Buffer results[2];
  for (const bool is_long : {false, true}) {
    restart();
    ASSERT_EQ(input(kSalt, is_long ? salt : digest), PSA_SUCCESS);
    ASSERT_EQ(input(kSecret, Buffer(1000, 5)), PSA_SUCCESS);
    ASSERT_EQ(input(kInfo, {}), PSA_SUCCESS);
    results[is_long] = take(32);
  }
  EXPECT_EQ(results[0], results[1]);
}

TEST_F(Derivation, WholeCapacity) {
  ready();
  EXPECT_EQ(capacity(), 255u * 32);
  take(255 * 32);
  EXPECT_EQ(capacity(), 0u);
  EXPECT_EQ(output(1), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_EQ(output(0), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_EQ(capacity(), 0u) << "the operation is still one";
}

TEST_F(Derivation, TooMuchTakesTheRest) {
  ready();
  out_.assign(out_.size(), 0xEE);
  EXPECT_EQ(output(255 * 32 + 1), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_THAT(out_, ::testing::Each(0xEE));
  EXPECT_EQ(capacity(), 0u);
  EXPECT_EQ(output(1), PSA_ERROR_INSUFFICIENT_DATA);
  ready();
  EXPECT_EQ(output(SIZE_MAX), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_EQ(capacity(), 0u);
}

TEST_F(Derivation, CapacityOnlyShrinks) {
  restart();
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 255 * 32 + 1), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, PSA_KEY_DERIVATION_UNLIMITED_CAPACITY),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(capacity(), 255u * 32) << "and nothing is lost by asking";
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 40), PSA_SUCCESS);
  ASSERT_EQ(input(kSecret, {1}), PSA_SUCCESS);
  ASSERT_EQ(input(kInfo, {}), PSA_SUCCESS);
  take(30);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 11), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 10), PSA_SUCCESS);
  EXPECT_EQ(output(11), PSA_ERROR_INSUFFICIENT_DATA);
}

TEST_F(Derivation, Setup) {
  for (const psa_algorithm_t alg : {PSA_ALG_NONE, PSA_ALG_SHA_256, PSA_ALG_ECDH}) {
    EXPECT_EQ(psa_key_derivation_setup(&operation_, alg), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const psa_algorithm_t alg :
       {PSA_ALG_HKDF(PSA_ALG_SM3), PSA_ALG_HKDF(PSA_ALG_ANY_HASH), PSA_ALG_TLS12_PRF(PSA_ALG_SHA_512),
        PSA_ALG_PBKDF2_HMAC(PSA_ALG_SM3), PSA_ALG_KEY_AGREEMENT(0x09030000, kHkdf)}) {
    EXPECT_EQ(psa_key_derivation_setup(&operation_, alg), PSA_ERROR_NOT_SUPPORTED);
  }
  EXPECT_EQ(operation_.private_handle, 0u);
  EXPECT_EQ(operations(), 0u);
  restart();
  EXPECT_EQ(psa_key_derivation_setup(&operation_, kHkdf), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(capacity(), 255u * 32);
}

TEST_F(Derivation, InactiveOperation) {
  std::size_t value = 0;
  psa_key_id_t key = 1;
  EXPECT_EQ(psa_key_derivation_get_capacity(&operation_, &value), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 1), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, SIZE_MAX), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(input(kSalt, {}), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(input_key(kSecret, secret_key({1})), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_key_derivation_input_integer(&operation_, PSA_KEY_DERIVATION_INPUT_COST, 1),
            PSA_ERROR_BAD_STATE);
  EXPECT_EQ(output(1), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(output(SIZE_MAX), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(output_key(attributes(PSA_KEY_TYPE_AES, 0, 0, 128), &key), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(key, PSA_KEY_ID_NULL);
  EXPECT_EQ(psa_key_derivation_abort(&operation_), PSA_SUCCESS);
}

struct Steps {
  psa_algorithm_t algorithm;
  std::vector<psa_key_derivation_step_t> before;
  psa_key_derivation_step_t step;
  psa_status_t expected;
};

TEST_F(Derivation, InputsOutOfOrder) {
  const Steps cases[] = {
      {kHkdf, {kSalt}, kSalt, PSA_ERROR_BAD_STATE},
      {kHkdf, {kSecret}, kSalt, PSA_ERROR_BAD_STATE},
      {kHkdf, {kSecret}, kSecret, PSA_ERROR_BAD_STATE},
      {kHkdf, {kInfo}, kInfo, PSA_ERROR_BAD_STATE},
      {kHkdf, {}, PSA_KEY_DERIVATION_INPUT_LABEL, PSA_ERROR_INVALID_ARGUMENT},
      {kHkdf, {}, PSA_KEY_DERIVATION_INPUT_COST, PSA_ERROR_INVALID_ARGUMENT},
      {kHkdf, {}, 0, PSA_ERROR_INVALID_ARGUMENT},
      {kExtract, {}, kSecret, PSA_ERROR_BAD_STATE},
      {kExtract, {}, kInfo, PSA_ERROR_INVALID_ARGUMENT},
      {kExpand, {}, kSalt, PSA_ERROR_INVALID_ARGUMENT},
      {kExpand, {}, kInfo, PSA_ERROR_BAD_STATE},
      {kExpand, {kSecret}, kSecret, PSA_ERROR_BAD_STATE},
  };
  for (const Steps& c : cases) {
    SCOPED_TRACE(&c - cases);
    restart(c.algorithm);
    for (const psa_key_derivation_step_t step : c.before) ASSERT_EQ(input(step, Buffer(32, 9)), PSA_SUCCESS);
    EXPECT_EQ(input(c.step, Buffer(32, 9)), c.expected);
    expect_failed();
  }
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(key_bytes(), 0u) << "no info is left behind";
}

TEST_F(Derivation, OutputNeedsItsInputs) {
  const std::vector<psa_key_derivation_step_t> cases[] = {
      {}, {kSalt}, {kSalt, kSecret}, {kInfo}, {kSalt, kInfo}};
  for (const auto& steps : cases) {
    psa_key_id_t key = 1;
    for (const bool is_key : {false, true}) {
      restart();
      for (const psa_key_derivation_step_t step : steps) ASSERT_EQ(input(step, {1}), PSA_SUCCESS);
      EXPECT_EQ(is_key ? output_key(attributes(PSA_KEY_TYPE_AES, 0, 0, 128), &key) : output(1),
                PSA_ERROR_BAD_STATE);
      expect_failed();
    }
    EXPECT_EQ(key, PSA_KEY_ID_NULL);
  }
}

TEST_F(Derivation, NoInputAfterOutput) {
  for (const psa_key_derivation_step_t step : {kSalt, kSecret, kInfo}) {
    restart();
    ASSERT_EQ(input(kSecret, {1}), PSA_SUCCESS);
    ASSERT_EQ(input(kInfo, {}), PSA_SUCCESS);
    ASSERT_EQ(output(0), PSA_SUCCESS);
    EXPECT_EQ(input(step, {}), PSA_ERROR_BAD_STATE);
  }
}

TEST_F(Derivation, PseudorandomKeyHasTheHashsSize) {
  for (const std::size_t size : {0u, 31u, 33u}) {
    restart(kExpand);
    EXPECT_EQ(input(kSecret, Buffer(size)), PSA_ERROR_INVALID_ARGUMENT);
  }
}

TEST_F(Derivation, IntegersAreForNoStep) {
  restart();
  EXPECT_EQ(psa_key_derivation_input_integer(&operation_, PSA_KEY_DERIVATION_INPUT_COST, UINT64_MAX),
            PSA_ERROR_INVALID_ARGUMENT);
  expect_failed();
}

TEST_F(Derivation, KeysAsInput) {
  const psa_key_id_t raw =
      import(attributes(PSA_KEY_TYPE_RAW_DATA, PSA_KEY_USAGE_DERIVE, kHkdf), text("info"));
  const psa_key_id_t derive = secret_key(Buffer(32, 7));
  ready();
  const Buffer expected = take(40);
  restart();
  ASSERT_EQ(input_key(kSecret, derive), PSA_SUCCESS);
  ASSERT_EQ(input_key(kInfo, raw), PSA_SUCCESS);
  EXPECT_EQ(take(40), expected);
  const psa_key_id_t wrong_usage = secret_key({1}, PSA_KEY_USAGE_EXPORT);
  const psa_key_id_t wrong_algorithm = secret_key({1}, PSA_KEY_USAGE_DERIVE, kExpand);
  const std::tuple<psa_key_derivation_step_t, psa_key_id_t, psa_status_t> cases[] = {
      {kSecret, raw, PSA_ERROR_INVALID_ARGUMENT},          {kSalt, derive, PSA_ERROR_INVALID_ARGUMENT},
      {kInfo, derive, PSA_ERROR_INVALID_ARGUMENT},         {kSecret, wrong_usage, PSA_ERROR_NOT_PERMITTED},
      {kSecret, wrong_algorithm, PSA_ERROR_NOT_PERMITTED}, {kSecret, 99, PSA_ERROR_INVALID_HANDLE},
  };
  for (const auto& [step, key, expected_status] : cases) {
    restart();
    EXPECT_EQ(input_key(step, key), expected_status);
    expect_failed();
  }
}

TEST_F(Derivation, KeyForVerificationDerivesNothing) {
  psa_key_id_t key = 1;
  ready(PSA_KEY_USAGE_VERIFY_DERIVATION);
  EXPECT_EQ(output(1), PSA_ERROR_NOT_PERMITTED);
  expect_failed();
  ready(PSA_KEY_USAGE_VERIFY_DERIVATION);
  EXPECT_EQ(output_key(attributes(PSA_KEY_TYPE_AES, 0, 0, 128), &key), PSA_ERROR_NOT_PERMITTED);
  expect_failed();
}

TEST_F(Derivation, KeysAsOutput) {
  ready();
  const Buffer expected = take(48);
  ready();
  const psa_key_attributes_t aes = attributes(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM, 128);
  const psa_key_attributes_t hmac = attributes(PSA_KEY_TYPE_HMAC, PSA_KEY_USAGE_EXPORT, 0, 256);
  psa_key_id_t keys[2] = {};
  ASSERT_EQ(output_key(aes, &keys[0]), PSA_SUCCESS);
  ASSERT_EQ(output_key(hmac, &keys[1]), PSA_SUCCESS);
  Buffer exported(48);
  std::size_t length = 0;
  ASSERT_EQ(psa_export_key(keys[0], exported.data(), 16, &length), PSA_SUCCESS);
  ASSERT_EQ(psa_export_key(keys[1], exported.data() + 16, 32, &length), PSA_SUCCESS);
  EXPECT_EQ(exported, expected);
  EXPECT_EQ(capacity(), 255u * 32 - 48);
}

TEST_F(Derivation, P256KeyAsOutputIsOneMoreThanTheBytes) {
  ready();
  Buffer expected = take(32);
  for (std::size_t i = 32; i-- > 0 && ++expected[i] == 0;) {
  }
  ready();
  psa_key_id_t key = 0;
  ASSERT_EQ(output_key(attributes(kP256Pair, PSA_KEY_USAGE_EXPORT, 0, 256), &key), PSA_SUCCESS);
  Buffer exported(32);
  std::size_t length = 0;
  ASSERT_EQ(psa_export_key(key, exported.data(), 32, &length), PSA_SUCCESS);
  EXPECT_EQ(exported, expected);
}

TEST_F(Derivation, BytesAsSecretDeriveNoKey) {
  psa_key_id_t key = 1;
  restart();
  ASSERT_EQ(input(kSecret, {1}), PSA_SUCCESS);
  ASSERT_EQ(input(kInfo, {}), PSA_SUCCESS);
  EXPECT_EQ(output_key(attributes(PSA_KEY_TYPE_AES, 0, 0, 128), &key), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(key, PSA_KEY_ID_NULL);
}

TEST_F(Derivation, KeysThatCannotBeDerived) {
  const std::pair<psa_key_attributes_t, psa_status_t> cases[] = {
      {attributes(PSA_KEY_TYPE_AES, 0, 0, 0), PSA_ERROR_INVALID_ARGUMENT},
      {attributes(PSA_KEY_TYPE_AES, 0, 0, 64), PSA_ERROR_INVALID_ARGUMENT},
      {attributes(kP256PublicKey, 0, 0, 256), PSA_ERROR_INVALID_ARGUMENT},
      {attributes(PSA_KEY_TYPE_PASSWORD_HASH, 0, 0, 256), PSA_ERROR_INVALID_ARGUMENT},
      {attributes(PSA_KEY_TYPE_SM4, 0, 0, 128), PSA_ERROR_NOT_SUPPORTED},
  };
  for (const auto& [wanted, expected] : cases) {
    psa_key_id_t key = 1;
    ready();
    const std::size_t before = key_bytes();
    EXPECT_EQ(output_key(wanted, &key), expected);
    EXPECT_EQ(key, PSA_KEY_ID_NULL);
    EXPECT_EQ(key_bytes(), before - 4) << "no key, and the failed operation's info is gone";
    expect_failed();
    reset();
  }
}

TEST_F(Derivation, NotEnoughForAKey) {
  psa_key_id_t key = 1;
  ready();
  ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, 15), PSA_SUCCESS);
  const std::size_t before = key_bytes();
  EXPECT_EQ(output_key(attributes(PSA_KEY_TYPE_AES, 0, 0, 128), &key), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_EQ(key, PSA_KEY_ID_NULL);
  EXPECT_EQ(key_bytes(), before);
  EXPECT_EQ(capacity(), 0u);
}

// With its info, which the key store keeps; and no operation of another key or of none.
TEST_F(Derivation, EndsWithItsSecret) {
  restart(kExpand);
  const psa_key_id_t key = secret_key(Buffer(32, 7), PSA_KEY_USAGE_DERIVE, kExpand);
  const psa_key_id_t other = secret_key(Buffer(32, 8), PSA_KEY_USAGE_DERIVE, kExpand);
  ASSERT_EQ(input_key(kSecret, key), PSA_SUCCESS);
  ASSERT_EQ(input(kInfo, text("info")), PSA_SUCCESS);
  EXPECT_EQ(key_bytes(), 68u);
  ASSERT_EQ(psa_destroy_key(other), PSA_SUCCESS);
  take(1);
  ASSERT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  expect_failed();
  EXPECT_EQ(key_bytes(), 0u);
  EXPECT_EQ(operations(), 0u);

  restart(kExpand);
  ASSERT_EQ(input(kSecret, Buffer(32, 7)), PSA_SUCCESS);
  ASSERT_EQ(input(kInfo, {}), PSA_SUCCESS);
  ASSERT_EQ(psa_destroy_key(PSA_KEY_ID_NULL), PSA_SUCCESS);
  take(1);
}

}  // namespace
}  // namespace redoubt::crypto::testing
