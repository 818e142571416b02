// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kJpake = PSA_ALG_JPAKE(PSA_ALG_SHA_256);
constexpr psa_pake_primitive_t kP256 =
    PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_R1, 256);
constexpr psa_pake_step_t kSteps[] = {PSA_PAKE_STEP_KEY_SHARE, PSA_PAKE_STEP_ZK_PUBLIC,
                                      PSA_PAKE_STEP_ZK_PROOF};

// What a client sends in round one: draft-cragie-tls-ecjpake-01's test vectors, as Mbed TLS has them.
constexpr std::string_view kRoundOne[] = {
    "04accf0106ef858fa2d919331346805a78b58bbad0b844e5c7892879146187dd2666ada781bb7f111372251a8910621f634d"
    "f128ac48e381fd6ef9060731f694a4",
    "041dd0bd5d4566c9bed9ce7de701b5e82e08e84b730466018ab903c79eb982172236c0c1728ae4bf73610d34de44246ef3d9"
    "c05a2236fb66a6583d7449308babce",
    "72fe16662992e9235c25002f11b15087b82738e03c945bf7a2995dda1e983458",
    "047ea6e3a4487037a9e0dbd79262b2cc273e779930fc18409ac5361c5fe669d702e147790aeb4ce7fd6575ab0f6c7fd1c335"
    "939aa863ba37ec91b7e32bb013bb2b",
    "04a49558d32ed1ebfc1816af4ff09b55fcb4ca47b2a02d1e7caf1179ea3fe1395b22b861964016fabaf72c975695d93d4df0"
    "e5197fe9f040634ed59764937787be",
    "bc4deebbf9b8d60a335f046ca3aa941e45864c7cadef9cf75b3d8b010e443ef0"};

psa_pake_cipher_suite_t suite(psa_algorithm_t algorithm = kJpake, psa_pake_primitive_t primitive = kP256,
                              std::uint32_t confirmation = PSA_PAKE_UNCONFIRMED_KEY) {
  return {algorithm, primitive, confirmation};
}

psa_key_id_t password(const Buffer& secret, psa_key_type_t type = PSA_KEY_TYPE_PASSWORD,
                      psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE, psa_algorithm_t algorithm = kJpake) {
  const psa_key_attributes_t made = attributes(type, usage, algorithm);
  psa_key_id_t key = 0;
  EXPECT_EQ(psa_import_key(&made, secret.data(), secret.size(), &key), PSA_SUCCESS);
  return key;
}

// One of the two; each call's status is for the test to look at.
struct Party {
  psa_pake_operation_t operation = PSA_PAKE_OPERATION_INIT;

  psa_status_t setup(psa_key_id_t key, const psa_pake_cipher_suite_t& with = suite()) {
    return psa_pake_setup(&operation, key, &with);
  }
  psa_status_t user(std::string_view name) {
    const Buffer id = text(name);
    return psa_pake_set_user(&operation, id.data(), id.size());
  }
  psa_status_t peer(std::string_view name) {
    const Buffer id = text(name);
    return psa_pake_set_peer(&operation, id.data(), id.size());
  }
  psa_status_t start(psa_key_id_t key, bool is_client) {
    const psa_status_t status = setup(key);
    EXPECT_EQ(user(is_client ? "client" : "server"), PSA_SUCCESS);
    EXPECT_EQ(peer(is_client ? "server" : "client"), PSA_SUCCESS);
    return status;
  }
  psa_status_t output(psa_pake_step_t step, Buffer& data, std::size_t room = 133) {
    data.assign(133, 0xEE);
    std::size_t length = 1;
    const psa_status_t status = psa_pake_output(&operation, step, data.data(), room, &length);
    EXPECT_EQ(length == 0, status != PSA_SUCCESS);
    data.resize(length);
    return status;
  }
  psa_status_t input(psa_pake_step_t step, const Buffer& data) {
    return psa_pake_input(&operation, step, data.data(), data.size());
  }
  psa_status_t shared_key(psa_key_id_t& key,
                          const psa_key_attributes_t& made = attributes(PSA_KEY_TYPE_DERIVE,
                                                                        PSA_KEY_USAGE_EXPORT, 0)) {
    const psa_status_t status = psa_pake_get_shared_key(&operation, &made, &key);
    EXPECT_EQ(key == PSA_KEY_ID_NULL, status != PSA_SUCCESS);
    return status;
  }
  psa_status_t abort() { return psa_pake_abort(&operation); }
};

class Pake : public Crypto {
 protected:
  // Parts of a round from one to the other.
  static void send(Party& from, Party& to, int parts) {
    Buffer data;
    for (int i = 0; i < 3 * parts; ++i) {
      ASSERT_EQ(from.output(kSteps[i % 3], data), PSA_SUCCESS) << i;
      EXPECT_EQ(data.size(), PSA_PAKE_OUTPUT_SIZE(kJpake, kP256, kSteps[i % 3]));
      ASSERT_EQ(to.input(kSteps[i % 3], data), PSA_SUCCESS) << i;
    }
  }
  static Buffer exported(psa_key_id_t key) {
    Buffer out(65);
    std::size_t length = 0;
    EXPECT_EQ(psa_export_key(key, out.data(), out.size(), &length), PSA_SUCCESS);
    out.resize(length);
    return out;
  }
  // A client that is set up.
  Party& fresh() {
    EXPECT_EQ(client_.abort(), PSA_SUCCESS);
    EXPECT_EQ(client_.start(key_, true), PSA_SUCCESS);
    return client_;
  }
  const psa_key_id_t key_ = password(text("threadjpaketest"));
  Party client_, server_;
  Buffer data_;
};

TEST_F(Pake, BothHaveTheSameKey) {
  const std::size_t used = key_bytes();
  for (const bool client_first : {false, true}) {
    ASSERT_EQ(client_.start(key_, true), PSA_SUCCESS);
    ASSERT_EQ(server_.start(key_, false), PSA_SUCCESS);
    Party& first = client_first ? client_ : server_;
    Party& second = client_first ? server_ : client_;
    send(first, second, 2);
    send(second, first, 2);
    send(second, first, 1);
    send(first, second, 1);
    psa_key_id_t keys[2] = {1, 1};
    ASSERT_EQ(client_.shared_key(keys[0]), PSA_SUCCESS);
    ASSERT_EQ(server_.shared_key(keys[1]), PSA_SUCCESS);
    const Buffer shared = exported(keys[0]);
    EXPECT_EQ(shared.size(), 65u);
    EXPECT_EQ(shared[0], 0x04);
    EXPECT_EQ(exported(keys[1]), shared);
    EXPECT_EQ(psa_destroy_key(keys[0]), PSA_SUCCESS);
    EXPECT_EQ(psa_destroy_key(keys[1]), PSA_SUCCESS);
    EXPECT_EQ(operations(), 0u);
    EXPECT_EQ(key_bytes(), used);
    EXPECT_EQ(client_.abort(), PSA_SUCCESS) << "no effect";
  }
}

// SEC 1, section 2.3.8: a password is a number modulo the order; leading zeros do not count, nor does the
// order itself.
TEST_F(Pake, PasswordsAreNumbers) {
  const Buffer order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  Buffer one_more = order;
  one_more.back() ^= 1 ^ 2 ^ 1;  // 0x51 to 0x53: 2
  const std::tuple<Buffer, Buffer, bool> cases[] = {
      {{1, 2}, {1, 2}, true},  {{1, 2}, {0, 0, 1, 2}, true},           {{2}, one_more, true},
      {{1, 2}, {1, 3}, false}, {Buffer(100, 9), Buffer(100, 9), true}, {Buffer(100, 9), Buffer(99, 9), false},
  };
  for (const auto& [ours, theirs, same] : cases) {
    SCOPED_TRACE(&same - &std::get<2>(cases[0]));
    const psa_key_id_t our_key = password(ours);
    const psa_key_id_t their_key = password(theirs, PSA_KEY_TYPE_PASSWORD_HASH);
    ASSERT_EQ(client_.start(our_key, true), PSA_SUCCESS);
    ASSERT_EQ(server_.start(their_key, false), PSA_SUCCESS);
    send(client_, server_, 2);
    send(server_, client_, 2);
    send(client_, server_, 1);
    send(server_, client_, 1);
    psa_key_id_t keys[2] = {1, 1};
    ASSERT_EQ(client_.shared_key(keys[0]), PSA_SUCCESS);
    ASSERT_EQ(server_.shared_key(keys[1]), PSA_SUCCESS);
    EXPECT_EQ(exported(keys[0]) == exported(keys[1]), same);
    for (const psa_key_id_t key : {our_key, their_key, keys[0], keys[1]})
      EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
  for (const Buffer& zero : {Buffer(1, 0), Buffer(32, 0), Buffer(40, 0), order})
    EXPECT_EQ(client_.setup(password(zero)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Pake, ProofsAreVerifiedAtOnce) {
  for (std::size_t part = 0; part < 2; ++part) {
    for (int flip = -1; flip < 3; ++flip) {
      SCOPED_TRACE(std::to_string(part) + " " + std::to_string(flip));
      EXPECT_EQ(server_.abort(), PSA_SUCCESS);
      ASSERT_EQ(server_.start(key_, false), PSA_SUCCESS);
      for (std::size_t i = 0; i < 3 * part; ++i)
        ASSERT_EQ(server_.input(kSteps[i % 3], hex(kRoundOne[i])), PSA_SUCCESS);
      // Another point for one of the two, another number.
      const std::string_view other_point = kRoundOne[3 * (1 - part)];
      EXPECT_EQ(server_.input(kSteps[0], hex(flip == 0 ? other_point : kRoundOne[3 * part])), PSA_SUCCESS);
      EXPECT_EQ(server_.input(kSteps[1], hex(flip == 1 ? other_point : kRoundOne[3 * part + 1])),
                PSA_SUCCESS);
      Buffer proof = hex(kRoundOne[3 * part + 2]);
      if (flip == 2) proof.back() ^= 1;
      EXPECT_EQ(server_.input(kSteps[2], proof), flip < 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
      if (flip >= 0) {
        EXPECT_EQ(operations(), 0u);
        EXPECT_EQ(server_.output(kSteps[0], data_), PSA_ERROR_BAD_STATE);
      }
    }
  }
  // As a client would, too, but for the name that the proof is made with.
  Party& client = fresh();
  EXPECT_EQ(client.input(kSteps[0], hex(kRoundOne[0])), PSA_SUCCESS);
  EXPECT_EQ(client.input(kSteps[1], hex(kRoundOne[1])), PSA_SUCCESS);
  EXPECT_EQ(client.input(kSteps[2], hex(kRoundOne[2])), PSA_ERROR_INVALID_SIGNATURE);
}

TEST_F(Pake, ProofOfRoundTwo) {
  ASSERT_EQ(client_.start(key_, true), PSA_SUCCESS);
  ASSERT_EQ(server_.start(key_, false), PSA_SUCCESS);
  send(client_, server_, 2);
  send(server_, client_, 2);
  for (const psa_pake_step_t step : kSteps) {
    ASSERT_EQ(client_.output(step, data_), PSA_SUCCESS);
    if (step == PSA_PAKE_STEP_ZK_PROOF) data_[5] ^= 1;
    EXPECT_EQ(server_.input(step, data_),
              step == PSA_PAKE_STEP_ZK_PROOF ? PSA_ERROR_INVALID_SIGNATURE : PSA_SUCCESS);
  }
}

TEST_F(Pake, InputsThatAreNone) {
  Buffer off = hex(kRoundOne[0]);
  off.back() ^= 1;
  Buffer compressed(33, 2);
  for (const Buffer& bad : {Buffer(), Buffer(1, 0), Buffer(64, 4), Buffer(65, 0), Buffer(66, 4),
                            Buffer(2000, 4), off, compressed}) {
    EXPECT_EQ(fresh().input(PSA_PAKE_STEP_KEY_SHARE, bad), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(fresh().input(PSA_PAKE_STEP_KEY_SHARE, hex(kRoundOne[0])), PSA_SUCCESS);
    EXPECT_EQ(client_.input(PSA_PAKE_STEP_ZK_PUBLIC, bad), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const std::size_t size : {0u, 33u, 65u}) {
    EXPECT_EQ(fresh().input(PSA_PAKE_STEP_KEY_SHARE, hex(kRoundOne[0])), PSA_SUCCESS);
    EXPECT_EQ(client_.input(PSA_PAKE_STEP_ZK_PUBLIC, hex(kRoundOne[1])), PSA_SUCCESS);
    EXPECT_EQ(client_.input(PSA_PAKE_STEP_ZK_PROOF, Buffer(size, 1)), PSA_ERROR_INVALID_ARGUMENT);
  }
}

TEST_F(Pake, Setup) {
  constexpr psa_pake_primitive_t kOthers[] = {
      PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_DH, PSA_ECC_FAMILY_SECP_R1, 256),
      PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_K1, 256),
      PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_R1, 128), 0};
  for (const psa_pake_primitive_t other : kOthers)
    EXPECT_EQ(client_.setup(key_, suite(kJpake, other)), PSA_ERROR_NOT_SUPPORTED);
  const std::tuple<psa_key_id_t, psa_pake_cipher_suite_t, psa_status_t> cases[] = {
      {key_, suite(PSA_ALG_NONE), PSA_ERROR_INVALID_ARGUMENT},
      {key_, suite(PSA_ALG_SHA_256), PSA_ERROR_INVALID_ARGUMENT},
      {key_, suite(PSA_ALG_JPAKE(0)), PSA_ERROR_INVALID_ARGUMENT},
      {key_, suite(PSA_ALG_JPAKE(PSA_ALG_ANY_HASH)), PSA_ERROR_INVALID_ARGUMENT},
      {key_, suite(PSA_ALG_JPAKE(PSA_ALG_SHA_512)), PSA_ERROR_NOT_SUPPORTED},
      {key_, suite(PSA_ALG_SPAKE2P_HMAC(PSA_ALG_SHA_256)), PSA_ERROR_NOT_SUPPORTED},
      {key_, suite(PSA_ALG_SPAKE2P_CMAC(PSA_ALG_SHA_256)), PSA_ERROR_NOT_SUPPORTED},
      {key_, suite(PSA_ALG_SPAKE2P_MATTER), PSA_ERROR_NOT_SUPPORTED},
      {key_, suite(PSA_ALG_WPA3_SAE_GDH(PSA_ALG_SHA_256)), PSA_ERROR_NOT_SUPPORTED},
      {key_, suite(kJpake, kP256, PSA_PAKE_CONFIRMED_KEY), PSA_ERROR_INVALID_ARGUMENT},
      {key_, suite(kJpake, kP256, 2), PSA_ERROR_INVALID_ARGUMENT},
      {0x1234, suite(), PSA_ERROR_INVALID_HANDLE},
      {password({1}, PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_ENCRYPT), suite(), PSA_ERROR_NOT_PERMITTED},
      {password({1}, PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, PSA_ALG_HKDF(PSA_ALG_SHA_256)), suite(),
       PSA_ERROR_NOT_PERMITTED},
      {password({1}, PSA_KEY_TYPE_HMAC), suite(), PSA_ERROR_INVALID_ARGUMENT},
      {password({1}, PSA_KEY_TYPE_DERIVE), suite(), PSA_ERROR_INVALID_ARGUMENT},
  };
  for (const auto& [key, with, expected] : cases) {
    SCOPED_TRACE(&key - &std::get<0>(cases[0]));
    EXPECT_EQ(client_.setup(key, with), expected);
    EXPECT_EQ(client_.operation.private_handle, 0u) << "unchanged";
  }
  EXPECT_EQ(operations(), 0u);
  ASSERT_EQ(client_.setup(key_), PSA_SUCCESS);
  EXPECT_EQ(client_.setup(key_), PSA_ERROR_BAD_STATE);
}

TEST_F(Pake, NamesAndRoles) {
  const auto set_up = [&]() -> Party& {
    EXPECT_EQ(client_.abort(), PSA_SUCCESS);
    EXPECT_EQ(client_.setup(key_), PSA_SUCCESS);
    return client_;
  };
  EXPECT_EQ(set_up().user(""), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(client_.user("client"), PSA_ERROR_BAD_STATE) << "over";
  EXPECT_EQ(set_up().peer(""), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(set_up().user("client"), PSA_SUCCESS);
  EXPECT_EQ(client_.user("client"), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(set_up().peer("client"), PSA_SUCCESS);
  EXPECT_EQ(client_.peer("client"), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_pake_set_role(&set_up().operation, PSA_PAKE_ROLE_NONE), PSA_SUCCESS);
  EXPECT_EQ(psa_pake_set_role(&client_.operation, PSA_PAKE_ROLE_NONE), PSA_ERROR_BAD_STATE);
  for (const psa_pake_role_t role : {PSA_PAKE_ROLE_CLIENT, PSA_PAKE_ROLE_SERVER, PSA_PAKE_ROLE_FIRST})
    EXPECT_EQ(psa_pake_set_role(&set_up().operation, role), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_pake_set_context(&set_up().operation, nullptr, 0), PSA_ERROR_BAD_STATE);
  // Not all that is needed.
  EXPECT_EQ(set_up().output(kSteps[0], data_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(set_up().user("client"), PSA_SUCCESS);
  EXPECT_EQ(client_.input(kSteps[0], hex(kRoundOne[0])), PSA_ERROR_BAD_STATE);
  // Names that the algorithm is not there for.
  for (const auto& [user, peer] :
       {std::pair("something", "server"), std::pair("client", "something"), std::pair("client", "client"),
        std::pair("server", "server"), std::pair("Client", "server"), std::pair("client1", "server")}) {
    EXPECT_EQ(set_up().user(user), PSA_SUCCESS);
    EXPECT_EQ(client_.peer(peer), PSA_SUCCESS);
    EXPECT_EQ(client_.output(kSteps[0], data_), PSA_ERROR_NOT_SUPPORTED);
  }
  // Too late.
  ASSERT_EQ(fresh().output(kSteps[0], data_), PSA_SUCCESS);
  EXPECT_EQ(psa_pake_set_role(&client_.operation, PSA_PAKE_ROLE_NONE), PSA_ERROR_BAD_STATE);
}

TEST_F(Pake, StepsInOrder) {
  psa_key_id_t key = 1;
  EXPECT_EQ(fresh().output(0, data_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(fresh().output(PSA_PAKE_STEP_CONFIRM, data_), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(fresh().input(0xFF, Buffer(1)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(fresh().output(kSteps[1], data_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(fresh().input(kSteps[2], Buffer(32, 1)), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(fresh().shared_key(key), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(fresh().output(kSteps[0], data_, 64), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(fresh().output(kSteps[0], data_, 0), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(client_.output(kSteps[0], data_), PSA_ERROR_BAD_STATE) << "over";
  // Other direction within a part, and between the two parts of a round.
  EXPECT_EQ(fresh().output(kSteps[0], data_), PSA_SUCCESS);
  EXPECT_EQ(client_.input(kSteps[0], hex(kRoundOne[0])), PSA_ERROR_BAD_STATE);
  fresh();
  for (const psa_pake_step_t step : kSteps) ASSERT_EQ(client_.output(step, data_), PSA_SUCCESS);
  EXPECT_EQ(client_.input(kSteps[0], hex(kRoundOne[0])), PSA_ERROR_BAD_STATE);
  // Round two before the peer's round one.
  fresh();
  for (int i = 0; i < 6; ++i) ASSERT_EQ(client_.output(kSteps[i % 3], data_), PSA_SUCCESS);
  EXPECT_EQ(client_.output(kSteps[0], data_), PSA_ERROR_BAD_STATE);
  // The key before the end.
  fresh();
  EXPECT_EQ(server_.start(key_, false), PSA_SUCCESS);
  send(client_, server_, 2);
  send(server_, client_, 2);
  send(client_, server_, 1);
  EXPECT_EQ(client_.shared_key(key), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(server_.output(kSteps[0], data_), PSA_SUCCESS);
  EXPECT_EQ(server_.shared_key(key), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Pake, TheSharedKeysAttributes) {
  const psa_key_attributes_t bad[] = {
      attributes(PSA_KEY_TYPE_DERIVE, 0, 0, 520), attributes(PSA_KEY_TYPE_AES, 0, 0),
      attributes(PSA_KEY_TYPE_RAW_DATA, 0, 0), attributes(PSA_KEY_TYPE_DERIVE, 0x80000000, 0)};
  for (const psa_key_attributes_t& made : bad) {
    const std::size_t used = key_bytes();
    fresh();
    ASSERT_EQ(server_.start(key_, false), PSA_SUCCESS);
    send(client_, server_, 2);
    send(server_, client_, 2);
    send(client_, server_, 1);
    send(server_, client_, 1);
    psa_key_id_t key = 1;
    EXPECT_EQ(client_.shared_key(key, made), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(client_.shared_key(key), PSA_ERROR_BAD_STATE);
    EXPECT_EQ(server_.abort(), PSA_SUCCESS);
    EXPECT_EQ(key_bytes(), used);
  }
}

TEST_F(Pake, BelongsToItsClientAndItsKey) {
  fresh();
  be(kOtherApp);
  EXPECT_EQ(client_.output(kSteps[0], data_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(client_.user("client"), PSA_ERROR_BAD_STATE);
  Party other;
  EXPECT_EQ(other.setup(key_), PSA_ERROR_INVALID_HANDLE);
  be(kApp);
  EXPECT_EQ(client_.output(kSteps[0], data_), PSA_SUCCESS);
  EXPECT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
  EXPECT_EQ(client_.output(kSteps[1], data_), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(key_bytes(), 0u);
}

}  // namespace
}  // namespace redoubt::crypto::testing
