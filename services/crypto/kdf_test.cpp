// SPDX-License-Identifier: BSD-3-Clause
// The key derivations besides HKDF, whose tests (derivation_test.cpp) are those of what all have in common.
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_derivation_step_t kCost = PSA_KEY_DERIVATION_INPUT_COST;
constexpr psa_key_derivation_step_t kSalt = PSA_KEY_DERIVATION_INPUT_SALT;
constexpr psa_key_derivation_step_t kPassword = PSA_KEY_DERIVATION_INPUT_PASSWORD;
constexpr psa_key_derivation_step_t kSecret = PSA_KEY_DERIVATION_INPUT_SECRET;
constexpr psa_key_derivation_step_t kOther = PSA_KEY_DERIVATION_INPUT_OTHER_SECRET;
constexpr psa_key_derivation_step_t kSeed = PSA_KEY_DERIVATION_INPUT_SEED;
constexpr psa_key_derivation_step_t kLabel = PSA_KEY_DERIVATION_INPUT_LABEL;
constexpr psa_key_derivation_step_t kContext = PSA_KEY_DERIVATION_INPUT_CONTEXT;
constexpr psa_key_derivation_step_t kInfo = PSA_KEY_DERIVATION_INPUT_INFO;

constexpr psa_algorithm_t kPbkdf2 = PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kPrf = PSA_ALG_TLS12_PRF(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kPskToMs = PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kPms = PSA_ALG_TLS12_ECJPAKE_TO_PMS;
constexpr psa_algorithm_t kCounter = PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kPbkdf2Cmac = PSA_ALG_PBKDF2_AES_CMAC_PRF_128;
constexpr psa_algorithm_t kCounterCmac = PSA_ALG_SP800_108_COUNTER_CMAC;

// Bytes; those of the cost are a number, big endian. A type: as a key.
struct Input {
  psa_key_derivation_step_t step;
  Buffer data;
  psa_key_type_t type = PSA_KEY_TYPE_NONE;
};
using Inputs = std::vector<Input>;

class Kdf : public Crypto {
 protected:
  psa_key_derivation_operation_t operation_ = PSA_KEY_DERIVATION_OPERATION_INIT;

  void restart(psa_algorithm_t algorithm) {
    ASSERT_EQ(psa_key_derivation_abort(&operation_), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_setup(&operation_, algorithm), PSA_SUCCESS);
  }
  psa_status_t input(psa_algorithm_t algorithm, const Input& input,
                     psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE) {
    if (input.step == kCost && input.type == PSA_KEY_TYPE_NONE) {
      std::uint64_t cost = 0;
      for (const std::uint8_t byte : input.data) cost = cost << 8 | byte;
      return psa_key_derivation_input_integer(&operation_, kCost, cost);
    }
    if (input.type == PSA_KEY_TYPE_NONE)
      return psa_key_derivation_input_bytes(&operation_, input.step, input.data.data(), input.data.size());
    return psa_key_derivation_input_key(&operation_, input.step,
                                        import(attributes(input.type, usage, algorithm), input.data));
  }
  void start(psa_algorithm_t algorithm, const Inputs& inputs, psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE) {
    restart(algorithm);
    for (const Input& each : inputs) ASSERT_EQ(input(algorithm, each, usage), PSA_SUCCESS) << each.step;
  }
  psa_status_t output(Buffer& out) {
    return psa_key_derivation_output_bytes(&operation_, out.data(), out.size());
  }
  Buffer take(std::size_t size) {
    Buffer out(size);
    EXPECT_EQ(output(out), PSA_SUCCESS);
    return out;
  }
  psa_status_t verify(const Buffer& expected) {
    return psa_key_derivation_verify_bytes(&operation_, expected.data(), expected.size());
  }
  psa_status_t output_key(psa_key_type_t type, std::size_t bits, psa_algorithm_t algorithm = PSA_ALG_NONE) {
    const psa_key_attributes_t wanted =
        attributes(type, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_VERIFY_DERIVATION, algorithm, bits);
    return psa_key_derivation_output_key(&wanted, &operation_, &key_);
  }
  std::size_t capacity() {
    std::size_t value = 12345;
    EXPECT_EQ(psa_key_derivation_get_capacity(&operation_, &value), PSA_SUCCESS);
    return value;
  }
  bool has_failed() {
    std::size_t value = 1;
    return psa_key_derivation_get_capacity(&operation_, &value) == PSA_ERROR_BAD_STATE;
  }

  psa_key_id_t key_ = 1;
};

Buffer joined(Buffer a, const Buffer& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Buffer range(std::uint8_t first, std::size_t size) {
  Buffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return bytes;
}

struct Vector {
  psa_algorithm_t algorithm;
  Inputs inputs;
  std::string_view expected;
  std::size_t capacity = 0;  // 0: as it is
};

const Vector kVectors[] = {
    // RFC 6070
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_1),
     {{kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("password")}},
     "0c60c80f961f0e71f3a9b524af6012062fe037a6"},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_1),
     {{kCost, {2}}, {kSalt, text("salt")}, {kPassword, text("password")}},
     "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_1),
     {{kCost, {0x10, 0}}, {kSalt, text("salt")}, {kPassword, text("password")}},
     "4b007901b765489abead49d926f721d065a429c1"},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_1),
     {{kCost, {0x10, 0}},
      {kSalt, text("saltSALTsaltSALTsalt")},
      {kSalt, {}},
      {kSalt, text("SALTsaltSALTsalt")},
      {kPassword, text("passwordPASSWORDpassword")}},
     "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_1),
     {{kCost, {0x10, 0}},
      {kSalt, {'s', 'a', 0, 'l', 't'}},
      {kPassword, {'p', 'a', 's', 's', 0, 'w', 'o', 'r', 'd'}}},
     "56fa6aa75548099dcc37d7f03425e0c3"},
    // Python's hashlib
    {kPbkdf2,
     {{kCost, {3}},
      {kSalt, text("salt"), PSA_KEY_TYPE_RAW_DATA},
      {kPassword, Buffer(200, 'p'), PSA_KEY_TYPE_PASSWORD}},
     "c3746a40fee94fff56265bb39a06f4217558d915d0dd91256d893330a23ba3f4b99fce26ab357ed387676c3978d5ce7b3b054b1"
     "a13d2"
     "36e8dc10154314a8b34429e275955d1a"},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_512),
     {{kCost, {2}},
      {kSalt, text("salt"), PSA_KEY_TYPE_PEPPER},
      {kPassword, text("password"), PSA_KEY_TYPE_DERIVE}},
     "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53cf76cab2868a39b9f7840edce4fef5a82be67335"
     "c77a6"
     "068e04112754f27ccf4e473e311ad827"},
    // Published on the IETF's TLS list for RFC 5246, with SHA-256 and SHA-384
    {kPrf,
     {{kSeed, hex("a0ba9f936cda311827a6f796ffd5198c")},
      {kSecret, hex("9bbe436ba940f017b17652849a71db35")},
      {kLabel, text("test label")}},
     "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f"
     "7077d"
     "ef17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66"},
    {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_384),
     {{kSeed, hex("cd665cf6a8447dd6ff8b27555edb7465"), PSA_KEY_TYPE_RAW_DATA},
      {kSecret, hex("b80b733d6ceefcdc71566ea48e5567df"), PSA_KEY_TYPE_DERIVE},
      {kLabel, text("test label"), PSA_KEY_TYPE_RAW_DATA}},
     "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb4"
     "00fed"
     "2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e"
     "2dec4"
     "79e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f"},
    // Made with Python's hmac from RFC 4279 and 5489: without and with another secret, which may be empty
    {kPskToMs,
     {{kSeed, text("seed")}, {kSecret, range(1, 16), PSA_KEY_TYPE_DERIVE}, {kLabel, text("master secret")}},
     "31bc7a552cfa0151b8e34e12172bd7c88e73bed857de30004172fb258d360afe438f597f73c02763cdd0f0eca7b86e43"},
    {kPskToMs,
     {{kSeed, text("seed")},
      {kSecret, Buffer(128, 0x77), PSA_KEY_TYPE_DERIVE},
      {kLabel, text("master secret")}},
     "b0d666f794a1ae6e64b2b5aea6198879591beae4e2a3e24edbab5d375ba607bd231db8aa72df4b4f846914dd960bdb80"},
    {PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_384),
     {{kSeed, text("seed")},
      {kOther, text("other"), PSA_KEY_TYPE_DERIVE},
      {kSecret, range(1, 16)},
      {kLabel, text("master secret")}},
     "84c633b790bc0e56c76e12637ca5fa92920cced3f3e083dd19434a29ee625a5e0ca1eb14e6f418197c638ae48b500840"},
    {kPskToMs,
     {{kSeed, text("seed")}, {kOther, {}}, {kSecret, range(1, 16)}, {kLabel, text("master secret")}},
     "aebfd8367206b86bdeeb19bfbc8ce493eedb715391ddb62eee0ccb76bab0a84788682909555cbe568a4cda84f69fb00d"},
    // SHA-256 of x
    {kPms,
     {{kSecret, joined({4}, joined(range(0, 32), Buffer(32, 0xAA)))}},
     "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"},
    // python3-cryptography's KBKDFHMAC
    {kCounter,
     {{kSecret, range(0, 32), PSA_KEY_TYPE_HMAC}, {kLabel, text("label")}, {kContext, text("context")}},
     "793c8c6322234b76061bb6be858d899cf6c2cf3a2cf075f22bed2b8a17d10ff1cd9a6cdfd6c0f4bcaea6f6700b4decc8cb28a01"
     "9968a"
     "859f4e2d4ec8c686dbd5a33e6943413e3db9b6c04a28022f936e",
     80},
    {kCounter,
     {{kSecret, range(0, 32), PSA_KEY_TYPE_DERIVE}},
     "be27b734b68c7782d866819ae95ae24560bbd593476e9f8c0bf87db0b30a0316",
     32},
    {kCounter,
     {{kSecret, range(0, 32)}, {kLabel, text("label")}},
     "603447a6ff4bf2486eb51d4afab3c01ead30f52e9b35eef0fadcee4c45a27616e5b657a7e3c9b8d7"},
    {kCounterCmac,
     {{kSecret, hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), PSA_KEY_TYPE_AES},
      {kLabel, text("a label")},
      {kContext, text("some context")}},
     "92c8ec1ac922ab8432020263e490aab729746f96db13470a3bb6f75971719413fdd8de96c3b117005af3",
     42},
    {kCounterCmac,
     {{kSecret, hex("2b7e151628aed2a6abf7158809cf4f3c"), PSA_KEY_TYPE_AES}},
     "ad3eb6d527c915f14667ad254ab2043b",
     16},
    {kPbkdf2Cmac,
     {{kCost, {0x03, 0xe8}}, {kSalt, text("salt")}, {kPassword, text("passwordPASSWORDpassword")}},
     "57b6db70a7c9cdc28e510804c072442c8e17e174312c5e88f74eafbcc695faff1dddd0c1463d3ce0"},
    {kPbkdf2Cmac,
     {{kCost, {3}}, {kSalt, text("NaCl")}, {kPassword, text("sixteen bytes..."), PSA_KEY_TYPE_PASSWORD}},
     "9d1968896194a1d1047e15cd16ed0ab5"},
    {PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_512),
     {{kSecret, range(0, 32)}, {kContext, text("context"), PSA_KEY_TYPE_RAW_DATA}},
     "d7baa23ef2615ea1b8b3ef46331044c9c984a0ab6a481552dd3eacf4d3594942286d8f5b79e6bec72d2a697a2415e9bc61c2039"
     "3c68a"
     "6b6b35a16443874245a2",
     64},
};

// In one piece, in pieces if it may, and by comparison.
TEST_F(Kdf, PublishedVectors) {
  for (const Vector& vector : kVectors) {
    SCOPED_TRACE(&vector - kVectors);
    Buffer expected = hex(vector.expected);
    const auto begin = [&] {
      reset();
      start(vector.algorithm, vector.inputs);
      if (vector.capacity != 0) {
        ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, vector.capacity), PSA_SUCCESS);
      }
    };
    begin();
    EXPECT_EQ(take(expected.size()), expected);
    for (std::size_t step = 1; vector.algorithm != kPms && step < 34; step += 11) {
      begin();
      Buffer pieces;
      while (pieces.size() < expected.size())
        pieces = joined(pieces, take(std::min(step, expected.size() - pieces.size())));
      EXPECT_EQ(pieces, expected) << step;
    }
    begin();
    EXPECT_EQ(verify(expected), PSA_SUCCESS);
    begin();
    expected.back() ^= 1;
    EXPECT_EQ(verify(expected), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_TRUE(has_failed());
    EXPECT_EQ(operations(), 0u);
  }
}

TEST_F(Kdf, Capacities) {
  const std::pair<psa_algorithm_t, std::size_t> cases[] = {{kPbkdf2, UINT32_MAX},
                                                           {kPrf, UINT32_MAX},
                                                           {kPskToMs, 48},
                                                           {kPms, 32},
                                                           {kCounter, 0x1FFFFFFF},
                                                           {kPbkdf2Cmac, UINT32_MAX},
                                                           {kCounterCmac, 0x1FFFFFFF}};
  for (const auto& [algorithm, expected] : cases) {
    restart(algorithm);
    EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, std::size_t{UINT32_MAX} + 1),
              PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(capacity(), expected);
  }
}

const Inputs kUsual[] = {
    {{kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("password")}},
    {{kSeed, text("seed")}, {kSecret, text("secret")}, {kLabel, text("label")}},
    {{kSeed, text("seed")}, {kOther, text("other")}, {kSecret, text("secret")}, {kLabel, text("label")}},
    {{kSecret, joined({4}, Buffer(64))}},
    {{kSecret, text("secret")}, {kLabel, text("label")}, {kContext, text("context")}},
};
constexpr psa_algorithm_t kFamilies[] = {kPbkdf2, kPrf, kPskToMs, kPms, kCounter};

// What a step may stand behind, by its place in kUsual: everything else is BAD_STATE, and a step that the
// algorithm does not have is INVALID_ARGUMENT.
TEST_F(Kdf, InputsInAnyOrder) {
  const psa_key_derivation_step_t steps[] = {kCost, kSalt,  kPassword, kSecret, kOther,
                                             kSeed, kLabel, kContext,  kInfo,   0x7777};
  for (unsigned family = 0; family < std::size(kFamilies); ++family) {
    const Inputs& usual = kUsual[family];
    for (unsigned given = 0; given <= usual.size(); ++given) {
      for (const psa_key_derivation_step_t step : steps) {
        SCOPED_TRACE(::testing::Message() << family << ' ' << given << ' ' << step);
        unsigned place = 0;
        while (place < usual.size() && usual[place].step != step) ++place;
        const bool is_repeated = step == kSalt && place + 1 == given;
        const bool skips_optional =
            (given == 1 && place == 2 && (kFamilies[family] == kPskToMs || kFamilies[family] == kCounter));
        const bool is_turn = place == given || is_repeated || skips_optional;
        const psa_status_t expected = place == usual.size() ? PSA_ERROR_INVALID_ARGUMENT
                                      : is_turn             ? PSA_SUCCESS
                                                            : PSA_ERROR_BAD_STATE;
        start(kFamilies[family], {usual.begin(), usual.begin() + given});
        const Buffer data = place < usual.size() ? usual[place].data : Buffer{1};
        EXPECT_EQ(input(kFamilies[family], {step, data}), expected);
        EXPECT_EQ(has_failed(), expected != PSA_SUCCESS);
      }
    }
  }
  psa_key_derivation_abort(&operation_);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(key_bytes(), 0u) << "nothing is kept of any";
}

TEST_F(Kdf, OutputNeedsItsInputs) {
  for (unsigned family = 0; family < std::size(kFamilies); ++family) {
    const Inputs& usual = kUsual[family];
    for (unsigned given = 0; given <= usual.size(); ++given) {
      const bool is_ready = given == usual.size() || (kFamilies[family] == kCounter && given >= 1);
      start(kFamilies[family], {usual.begin(), usual.begin() + given});
      Buffer out(32);
      EXPECT_EQ(output(out), is_ready ? PSA_SUCCESS : PSA_ERROR_BAD_STATE) << family << ' ' << given;
      if (!is_ready) continue;
      EXPECT_EQ(input(kFamilies[family], usual.back()), PSA_ERROR_BAD_STATE) << "too late";
    }
  }
}

TEST_F(Kdf, InputsThatCannotBe) {
  const std::tuple<unsigned, unsigned, Input, psa_status_t> cases[] = {
      {0, 0, {kCost, {0}}, PSA_ERROR_INVALID_ARGUMENT},
      {0, 0, {kCost, {1, 0, 0, 0, 0}}, PSA_ERROR_NOT_SUPPORTED},
      {0, 0, {kCost, {1}, PSA_KEY_TYPE_RAW_DATA}, PSA_ERROR_INVALID_ARGUMENT},
      {0, 1, {kSalt, {1}, PSA_KEY_TYPE_DERIVE}, PSA_ERROR_INVALID_ARGUMENT},
      {0, 2, {kPassword, {1}, PSA_KEY_TYPE_RAW_DATA}, PSA_ERROR_INVALID_ARGUMENT},
      {0, 1, {kSalt, Buffer(20000)}, PSA_ERROR_INSUFFICIENT_MEMORY},
      {1, 0, {kSeed, {1}, PSA_KEY_TYPE_DERIVE}, PSA_ERROR_INVALID_ARGUMENT},
      {1, 1, {kSecret, {1}, PSA_KEY_TYPE_RAW_DATA}, PSA_ERROR_INVALID_ARGUMENT},
      {1, 2, {kLabel, {1}, PSA_KEY_TYPE_DERIVE}, PSA_ERROR_INVALID_ARGUMENT},
      {2, 1, {kOther, {1}, PSA_KEY_TYPE_HMAC}, PSA_ERROR_INVALID_ARGUMENT},
      {2, 1, {kOther, {1}, PSA_KEY_TYPE_RAW_DATA}, PSA_ERROR_INVALID_ARGUMENT},
      {2, 1, {kSecret, Buffer(129)}, PSA_ERROR_INVALID_ARGUMENT},
      {3, 0, {kSecret, joined({2}, Buffer(64))}, PSA_ERROR_INVALID_ARGUMENT},
      {3, 0, {kSecret, joined({4}, Buffer(63))}, PSA_ERROR_INVALID_ARGUMENT},
      {3, 0, {kSecret, joined({4}, Buffer(65))}, PSA_ERROR_INVALID_ARGUMENT},
      {4, 0, {kSecret, {1}, PSA_KEY_TYPE_PASSWORD}, PSA_ERROR_INVALID_ARGUMENT},
      {4, 1, {kLabel, {'l', 0, 'l'}}, PSA_ERROR_INVALID_ARGUMENT},
  };
  for (const auto& [family, given, wrong, expected] : cases) {
    SCOPED_TRACE(::testing::Message() << family << ' ' << wrong.step);
    start(kFamilies[family], {kUsual[family].begin(), kUsual[family].begin() + given});
    EXPECT_EQ(input(kFamilies[family], wrong), expected);
    EXPECT_TRUE(has_failed());
    reset();
  }
  restart(kPbkdf2);
  EXPECT_EQ(psa_key_derivation_input_integer(&operation_, kSalt, 1), PSA_ERROR_INVALID_ARGUMENT);
  restart(kPbkdf2);
  EXPECT_EQ(psa_key_derivation_input_bytes(&operation_, kCost, nullptr, 0), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Kdf, PremasterSecretComesInOnePiece) {
  for (const std::size_t size : {0u, 1u, 31u}) {
    start(kPms, kUsual[3]);
    Buffer out(size);
    EXPECT_EQ(output(out), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_TRUE(has_failed());
  }
  start(kPms, kUsual[3]);
  Buffer out(33);
  EXPECT_EQ(output(out), PSA_ERROR_INSUFFICIENT_DATA);
}

TEST_F(Kdf, CounterModesCapacityIsFixedByItsFirstOutput) {
  start(kCounter, kUsual[4]);
  ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, 80), PSA_SUCCESS);
  const Buffer whole = take(80);
  start(kCounter, kUsual[4]);
  ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, 80), PSA_SUCCESS);
  EXPECT_EQ(take(0), Buffer());
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 81), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(take(80), whole);
  start(kCounter, kUsual[4]);
  take(1);
  EXPECT_EQ(psa_key_derivation_set_capacity(&operation_, 80), PSA_ERROR_BAD_STATE);
  EXPECT_TRUE(has_failed());
}

TEST_F(Kdf, KeysNeedAKeyAsSecret) {
  const Inputs password = {
      {kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("pw"), PSA_KEY_TYPE_PASSWORD}};
  start(kPbkdf2, kUsual[0]);
  EXPECT_EQ(output_key(PSA_KEY_TYPE_RAW_DATA, 128), PSA_ERROR_NOT_PERMITTED);
  start(kPbkdf2, password);
  EXPECT_EQ(output_key(PSA_KEY_TYPE_RAW_DATA, 128), PSA_SUCCESS);
  start(kPskToMs, {{kSeed, {}}, {kOther, {1}, PSA_KEY_TYPE_DERIVE}, {kSecret, {2}}, {kLabel, {}}});
  EXPECT_EQ(output_key(PSA_KEY_TYPE_RAW_DATA, 128), PSA_ERROR_NOT_PERMITTED)
      << "the other secret is not enough";
}

TEST_F(Kdf, CurvesKeysAsOutput) {
  const std::pair<psa_ecc_family_t, std::size_t> curves[] = {{PSA_ECC_FAMILY_SECP_R1, 521},
                                                             {PSA_ECC_FAMILY_MONTGOMERY, 255}};
  for (const auto& [family, bits] : curves) {
    start(kPrf, {{kSeed, {}}, {kSecret, {1}, PSA_KEY_TYPE_DERIVE}, {kLabel, {}}});
    EXPECT_EQ(output_key(PSA_KEY_TYPE_ECC_KEY_PAIR(family), bits), PSA_SUCCESS);
  }
}

TEST_F(Kdf, DestroyingASecretInputEndsIt) {
  for (const bool is_pepper : {false, true}) {
    restart(kPbkdf2);
    const psa_key_id_t pepper =
        import(attributes(PSA_KEY_TYPE_PEPPER, PSA_KEY_USAGE_DERIVE, kPbkdf2), text("pepper"));
    const psa_key_id_t password =
        import(attributes(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, kPbkdf2), text("password"));
    ASSERT_EQ(input(kPbkdf2, {kCost, {1}}), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_input_key(&operation_, kSalt, pepper), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_input_key(&operation_, kPassword, password), PSA_SUCCESS);
    EXPECT_EQ(key_bytes(), 20u) << "the pepper is kept a second time";
    take(1);
    ASSERT_EQ(psa_destroy_key(is_pepper ? pepper : password), PSA_SUCCESS);
    EXPECT_TRUE(has_failed());
    ASSERT_EQ(psa_destroy_key(is_pepper ? password : pepper), PSA_SUCCESS);
    EXPECT_EQ(key_bytes(), 0u);
  }
}

TEST_F(Kdf, VerifiesWhatMayNotComeOut) {
  const Inputs inputs = {{kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("pw"), PSA_KEY_TYPE_PASSWORD}};
  start(kPbkdf2, inputs);
  const Buffer expected = take(300);
  const auto verifier = [&] { start(kPbkdf2, inputs, PSA_KEY_USAGE_VERIFY_DERIVATION); };
  verifier();
  EXPECT_EQ(verify(expected), PSA_SUCCESS);
  verifier();
  EXPECT_EQ(verify({}), PSA_SUCCESS);
  EXPECT_EQ(verify({expected.begin(), expected.begin() + 50}), PSA_SUCCESS);
  EXPECT_EQ(verify({expected.begin() + 50, expected.end()}), PSA_SUCCESS) << "it goes on";
  for (const std::size_t at : {0u, 127u, 128u, 299u}) {
    verifier();
    Buffer wrong = expected;
    wrong[at] ^= 0x10;
    EXPECT_EQ(verify(wrong), PSA_ERROR_INVALID_SIGNATURE) << at;
    EXPECT_TRUE(has_failed());
  }
  verifier();
  Buffer out(1);
  EXPECT_EQ(output(out), PSA_ERROR_NOT_PERMITTED);
  verifier();
  ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, 299), PSA_SUCCESS);
  EXPECT_EQ(verify(expected), PSA_ERROR_INSUFFICIENT_DATA);
  EXPECT_EQ(capacity(), 0u);
  verifier();
  EXPECT_EQ(psa_key_derivation_verify_bytes(&operation_, out.data(), SIZE_MAX), PSA_ERROR_INSUFFICIENT_DATA);
  start(kPbkdf2, inputs);
  EXPECT_EQ(psa_key_derivation_output_bytes(&operation_, out.data(), SIZE_MAX), PSA_ERROR_INSUFFICIENT_DATA);
  psa_key_derivation_abort(&operation_);
  EXPECT_EQ(verify(expected), PSA_ERROR_BAD_STATE);
}

TEST_F(Kdf, VerifiesPasswordHashes) {
  const Inputs inputs = {{kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("pw"), PSA_KEY_TYPE_PASSWORD}};
  const auto verify_key = [&](psa_key_id_t key) { return psa_key_derivation_verify_key(&operation_, key); };
  start(kPbkdf2, inputs);
  EXPECT_EQ(output_key(PSA_KEY_TYPE_PASSWORD_HASH, 256, kPrf), PSA_ERROR_INVALID_ARGUMENT);
  start(kPbkdf2, inputs);
  ASSERT_EQ(output_key(PSA_KEY_TYPE_PASSWORD_HASH, 256, kPbkdf2), PSA_SUCCESS);
  start(kPbkdf2, inputs, PSA_KEY_USAGE_VERIFY_DERIVATION);
  EXPECT_EQ(verify_key(key_), PSA_SUCCESS);
  EXPECT_EQ(verify_key(key_), PSA_ERROR_INVALID_SIGNATURE) << "those were other bytes";
  EXPECT_TRUE(has_failed());
  start(kPbkdf2, {{kCost, {1}}, {kSalt, text("salt")}, {kPassword, text("pW")}});
  EXPECT_EQ(verify_key(key_), PSA_ERROR_INVALID_SIGNATURE);
  start(kPbkdf2, inputs);
  ASSERT_EQ(psa_key_derivation_set_capacity(&operation_, 31), PSA_SUCCESS);
  EXPECT_EQ(verify_key(key_), PSA_ERROR_INSUFFICIENT_DATA);
  const auto password_hash = [](psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm) {
    return import(attributes(type, usage, algorithm), Buffer(32));
  };
  const std::pair<psa_key_id_t, psa_status_t> cases[] = {
      {password_hash(PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_USAGE_DERIVE, kPbkdf2), PSA_ERROR_NOT_PERMITTED},
      {password_hash(PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_USAGE_VERIFY_DERIVATION, kPrf),
       PSA_ERROR_NOT_PERMITTED},
      {password_hash(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_VERIFY_DERIVATION, kPbkdf2),
       PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_ID_NULL, PSA_ERROR_INVALID_HANDLE}};
  for (const auto& [key, expected] : cases) {
    start(kPbkdf2, inputs);
    EXPECT_EQ(verify_key(key), expected);
    EXPECT_TRUE(has_failed());
  }
}

}  // namespace
}  // namespace redoubt::crypto::testing
