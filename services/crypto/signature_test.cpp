// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kDeterministic = PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kSign = PSA_KEY_USAGE_SIGN_HASH;
constexpr psa_key_usage_t kVerify = PSA_KEY_USAGE_VERIFY_HASH;

class Signature : public Crypto {
 protected:
  Buffer message_ = text("sample");
  Buffer hash_ = hex("AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
  Buffer signature_ = Buffer(80, 0xEE);
  std::size_t length_ = 99;

  static psa_key_id_t pair(psa_algorithm_t algorithm = kEcdsa, psa_key_usage_t usage = kSign | kVerify) {
    return import(attributes(kP256Pair, usage, algorithm), hex(kP256Private));
  }
  static psa_key_id_t public_key(psa_algorithm_t algorithm = kEcdsa, psa_key_usage_t usage = kVerify) {
    return import(attributes(kP256PublicKey, usage, algorithm), hex(kP256Public));
  }
  psa_status_t sign_hash(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t room = 64) {
    return psa_sign_hash(key, algorithm, hash_.data(), hash_.size(), signature_.data(), room, &length_);
  }
  psa_status_t sign_message(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t room = 64) {
    return psa_sign_message(key, algorithm, message_.data(), message_.size(), signature_.data(), room,
                            &length_);
  }
  psa_status_t verify_hash(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t size = 64) {
    return psa_verify_hash(key, algorithm, hash_.data(), hash_.size(), signature_.data(), size);
  }
  psa_status_t verify_message(psa_key_id_t key, psa_algorithm_t algorithm, std::size_t size = 64) {
    return psa_verify_message(key, algorithm, message_.data(), message_.size(), signature_.data(), size);
  }
};

// RFC 6979, A.2.5: the message "sample"
constexpr std::string_view kRfcSignature =
    "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

TEST_F(Signature, VerifiesThatOfRfc6979) {
  signature_ = hex(kRfcSignature);
  for (const psa_key_id_t key : {pair(), public_key()}) {
    EXPECT_EQ(verify_hash(key, kEcdsa), PSA_SUCCESS);
    EXPECT_EQ(verify_message(key, kEcdsa), PSA_SUCCESS);
    EXPECT_EQ(verify_hash(key, kDeterministic), PSA_SUCCESS);
    EXPECT_EQ(verify_message(key, kDeterministic), PSA_SUCCESS);
  }
}

// RFC 6979, A.2.3 to A.2.7: the message "sample" with SHA-256. P-256 is p256-m's.
TEST_F(Signature, DeterministicIsThatOfRfc6979) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"6FAB034934E4C0FC9AE67F5B5659A9D7D1FEFD187EE09FD4",
       "4B0B8CE98A92866A2820E20AA6B75B56382E0F9BFD5ECB55CCDB006926EA9565CBADC840829D8C384E06DE1F1E381B85"},
      {"F220266E1105BFE3083E03EC7A3A654651F45E37167E88600BF257C1",
       "61AA3DA010E8E8406C656BC477A7A7189895E7E840CDFE8FF42307BABC814050DAB5D23770879494F9E0A680DC1AF71619"
       "91BDE692B10101"},
      {"C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
       "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3"
       "E900DBB9AFF4064DC4AB2F843ACDA8"},
      {"6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
       "21B13D1E013C7FA1392D03C5F99AF8B30C570C6F98D4EA8E354B63A21D3DAA33BDE1E888E63355D92FA2B3C36D8FB2CDF3"
       "AA443FB107745BF4BD77CB3891674632068A10CA67E3D45DB2266FA7D1FEEBEFDC63ECCD1AC42EC0CB8668A4FA0AB0"},
      {"00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC14"
       "66F6D8FBEC67DB89EC0C08B0E996B83538",
       "01511BB4D675114FE266FC4372B87682BAECC01D3CC62CF2303C92B3526012659D16876E25C7C1E57648F23B73564D67F6"
       "1C6F14D527D54972810421E7D87589E1A7004A171143A83163D6DF460AAF61522695F207A58B95C0644D87E52AA1A34791"
       "6E4F7A72930B1BC06DBE22CE3F58264AFD23704CBB63B29B931F7DE6C9D949A7ECFC"},
  };
  for (const auto& [private_key, expected] : cases) {
    SCOPED_TRACE(private_key);
    const psa_key_id_t key = import(attributes(kP256Pair, kSign, kDeterministic), hex(private_key));
    signature_.assign(132, 0xEE);
    ASSERT_EQ(sign_message(key, kDeterministic, 132), PSA_SUCCESS);
    signature_.resize(length_);
    EXPECT_EQ(signature_, hex(expected));
    ASSERT_EQ(sign_hash(key, kDeterministic, length_), PSA_SUCCESS);
    EXPECT_EQ(signature_, hex(expected));
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

struct Cavp {
  std::string_view message, x, y, r, s;
  psa_status_t expected;
};

// NIST CAVP, 186-4 SigVer.rsp, P-256 with SHA-256: the first valid one, and it with the changes that make the
// others invalid.
constexpr std::string_view kCavpMessage =
    "e1130af6a38ccb412a9c8d13e15dbfc9e69a16385af3c3f1e5da954fd5e7c45fd75e2b8c36699228e92840c0562fbf3772f07e17"
    "f1add56588"
    "dd45f7450e1217ad239922dd9c32695dc71ff2424ca0dec1321aa47064a044b7fe3c2b97d03ce470a592304c5ef21eed9f93da56"
    "bb232d1eeb"
    "0035f9bf0dfafdcc4606272b20a3";
constexpr std::string_view kCavpX = "e424dc61d4bb3cb7ef4344a7f8957a0c5134e16f7a67c074f82e6e12f49abf3c";
constexpr std::string_view kCavpY = "970eed7aa2bc48651545949de1dddaf0127e5965ac85d1243d6f60e7dfaee927";
constexpr std::string_view kCavpR = "bf96b99aa49c705c910be33142017c642ff540c76349b9dab72f981fd9347f4f";
constexpr std::string_view kCavpS = "17c55095819089c2e03b9cd415abdf12444e323075d98f31920b9e0f57ec871c";
constexpr std::string_view kZero = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr std::string_view kOrder = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

TEST_F(Signature, VerifiesThoseOfCavp) {
  const Cavp cases[] = {
      {kCavpMessage, kCavpX, kCavpY, kCavpR, kCavpS, PSA_SUCCESS},
      {kCavpMessage.substr(2), kCavpX, kCavpY, kCavpR, kCavpS, PSA_ERROR_INVALID_SIGNATURE},
      {kCavpMessage, kCavpX, kCavpY, kCavpS, kCavpR, PSA_ERROR_INVALID_SIGNATURE},
      {kCavpMessage, kCavpX, kCavpY, kZero, kCavpS, PSA_ERROR_INVALID_SIGNATURE},
      {kCavpMessage, kCavpX, kCavpY, kCavpR, kZero, PSA_ERROR_INVALID_SIGNATURE},
      {kCavpMessage, kCavpX, kCavpY, kOrder, kCavpS, PSA_ERROR_INVALID_SIGNATURE},
      {kCavpMessage, kCavpX, kCavpY, kCavpR, kOrder, PSA_ERROR_INVALID_SIGNATURE},
  };
  for (const Cavp& c : cases) {
    SCOPED_TRACE(&c - cases);
    const Buffer point = hex("04" + std::string(c.x) + std::string(c.y));
    const psa_key_id_t key = import(attributes(kP256PublicKey, kVerify, kEcdsa), point);
    message_ = hex(c.message);
    signature_ = hex(std::string(c.r) + std::string(c.s));
    EXPECT_EQ(verify_message(key, kEcdsa), c.expected);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Signature, RoundTripIsRandomised) {
  const psa_key_id_t key = pair();
  ASSERT_EQ(sign_hash(key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(length_, 64u);
  const Buffer first = signature_;
  EXPECT_EQ(verify_message(public_key(), kEcdsa), PSA_SUCCESS);
  ASSERT_EQ(sign_message(key, kEcdsa, SIZE_MAX), PSA_SUCCESS);
  EXPECT_EQ(verify_hash(public_key(), kEcdsa), PSA_SUCCESS);
  EXPECT_NE(signature_, first);
  signature_[10] ^= 1;
  EXPECT_EQ(verify_hash(key, kEcdsa), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(verify_message(key, kEcdsa), PSA_ERROR_INVALID_SIGNATURE);
}

TEST_F(Signature, GeneratedKeysSign) {
  const psa_key_attributes_t wanted = attributes(kP256Pair, kSign | kVerify, kEcdsa, 256);
  psa_key_id_t key = 0;
  psa_key_id_t other = 0;
  ASSERT_EQ(psa_generate_key(&wanted, &key), PSA_SUCCESS);
  ASSERT_EQ(psa_generate_key(&wanted, &other), PSA_SUCCESS);
  ASSERT_EQ(sign_message(key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(verify_message(key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(verify_message(other, kEcdsa), PSA_ERROR_INVALID_SIGNATURE);
}

TEST_F(Signature, WrongSizes) {
  const psa_key_id_t key = pair();
  ASSERT_EQ(sign_hash(key, kEcdsa), PSA_SUCCESS);
  for (const std::size_t size : {0u, 1u, 63u, 65u, 80u}) {
    EXPECT_EQ(verify_hash(key, kEcdsa, size), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(verify_message(key, kEcdsa, size), PSA_ERROR_INVALID_SIGNATURE);
  }
  for (const std::size_t room : {0u, 1u, 63u}) {
    EXPECT_EQ(sign_hash(key, kEcdsa, room), PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_EQ(sign_message(key, kEcdsa, room), PSA_ERROR_BUFFER_TOO_SMALL);
    EXPECT_EQ(length_, 0u);
  }
  for (const std::size_t size : {0u, 31u, 33u}) {
    hash_.resize(size);
    EXPECT_EQ(sign_hash(key, kEcdsa), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(verify_hash(key, kEcdsa), PSA_ERROR_INVALID_ARGUMENT);
  }
}

TEST_F(Signature, AnyBytesForAHash) {
  const psa_key_id_t key = pair(PSA_ALG_ECDSA_ANY);
  for (const std::size_t size : {0u, 1u, 31u, 32u, 33u, 64u, 65u, 1000u}) {
    hash_.resize(size, 0x77);
    EXPECT_EQ(sign_hash(key, PSA_ALG_ECDSA_ANY), PSA_SUCCESS) << size;
    EXPECT_EQ(verify_hash(key, PSA_ALG_ECDSA_ANY), PSA_SUCCESS) << size;
  }
  EXPECT_EQ(sign_message(key, PSA_ALG_ECDSA_ANY), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(verify_message(key, PSA_ALG_ECDSA_ANY), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(key, kEcdsa), PSA_ERROR_NOT_PERMITTED) << "not the policy's algorithm";
}

TEST_F(Signature, AlgorithmsThatAreNone) {
  const psa_key_id_t key = pair(PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));
  for (const psa_algorithm_t alg :
       {PSA_ALG_NONE, PSA_ALG_SHA_256, PSA_ALG_CCM, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH)}) {
    EXPECT_EQ(sign_hash(key, alg), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(sign_message(key, alg), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(verify_hash(key, alg), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(verify_message(key, alg), PSA_ERROR_INVALID_ARGUMENT);
  }
  EXPECT_EQ(sign_message(key, PSA_ALG_ECDSA(PSA_ALG_SM3)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(verify_hash(key, PSA_ALG_ECDSA(PSA_ALG_SM3)), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(sign_hash(key, PSA_ALG_ECDSA_ANY), PSA_ERROR_NOT_PERMITTED) << "no hash is not any hash";
  EXPECT_EQ(sign_hash(key, kDeterministic), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(sign_hash(key, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(verify_hash(key, kDeterministic), PSA_SUCCESS);
  const psa_key_id_t deterministic = pair(kDeterministic);
  EXPECT_EQ(sign_hash(deterministic, kDeterministic), PSA_SUCCESS);
  EXPECT_EQ(sign_hash(deterministic, kEcdsa), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(verify_hash(deterministic, kEcdsa), PSA_SUCCESS);
}

TEST_F(Signature, KeysThatDoNotSuit) {
  const psa_key_id_t hmac = import(attributes(PSA_KEY_TYPE_HMAC, kSign | kVerify, kEcdsa), Buffer(32, 1));
  const psa_key_id_t rsa = pair(PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256));
  const psa_key_id_t point = public_key(kEcdsa, kSign | kVerify);
  EXPECT_EQ(sign_hash(hmac, kEcdsa), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(verify_message(hmac, kEcdsa), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(rsa, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(point, kEcdsa), PSA_ERROR_INVALID_ARGUMENT) << "a public key does not sign";
  EXPECT_EQ(sign_message(point, kEcdsa), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(sign_hash(0, kEcdsa), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(verify_hash(77, kEcdsa), PSA_ERROR_INVALID_HANDLE);
}

TEST_F(Signature, UsageIsKeptAndImplied) {
  const psa_key_id_t signs_messages = pair(kEcdsa, PSA_KEY_USAGE_SIGN_MESSAGE);
  const psa_key_id_t signs_hashes = pair(kEcdsa, PSA_KEY_USAGE_SIGN_HASH);
  const psa_key_id_t verifies_messages = public_key(kEcdsa, PSA_KEY_USAGE_VERIFY_MESSAGE);
  const psa_key_id_t verifies_hashes = public_key(kEcdsa, PSA_KEY_USAGE_VERIFY_HASH);
  EXPECT_EQ(sign_message(signs_messages, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(sign_message(signs_hashes, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(verify_message(verifies_messages, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(verify_message(verifies_hashes, kEcdsa), PSA_SUCCESS);
  EXPECT_EQ(sign_hash(signs_messages, kEcdsa), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(verify_hash(verifies_messages, kEcdsa), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(verify_message(signs_hashes, kEcdsa), PSA_ERROR_NOT_PERMITTED);
}

TEST_F(Signature, InitialAttestationKey) {
  constexpr psa_key_id_t kIak = REDOUBT_KEY_ID_IAK;
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  psa_key_id_t copy = 1;
  for (const std::int32_t client : {kApp, kPartition, kAttestation}) {
    be(client);
    const bool may_sign = client == kAttestation;
    EXPECT_EQ(sign_hash(kIak, kEcdsa), may_sign ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
    Buffer exported(65);
    EXPECT_EQ(psa_export_public_key(kIak, exported.data(), exported.size(), &length_), PSA_SUCCESS);
    EXPECT_EQ(exported, hex(kP256Public));
    EXPECT_EQ(psa_export_key(kIak, exported.data(), exported.size(), &length_), PSA_ERROR_NOT_PERMITTED);
    EXPECT_EQ(psa_copy_key(kIak, &found, &copy), PSA_ERROR_NOT_PERMITTED);
    EXPECT_EQ(psa_destroy_key(kIak), PSA_ERROR_NOT_PERMITTED);
    EXPECT_EQ(psa_purge_key(kIak), PSA_SUCCESS);
    ASSERT_EQ(psa_get_key_attributes(kIak, &found), PSA_SUCCESS);
    EXPECT_EQ(psa_get_key_id(&found), kIak);
    EXPECT_EQ(PSA_KEY_LIFETIME_GET_PERSISTENCE(psa_get_key_lifetime(&found)), PSA_KEY_PERSISTENCE_READ_ONLY);
    EXPECT_EQ(psa_get_key_usage_flags(&found),
              may_sign ? PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_SIGN_MESSAGE : 0u);
    EXPECT_EQ(psa_get_key_bits(&found), 256u);
    EXPECT_EQ(verify_hash(kIak, kEcdsa), PSA_ERROR_NOT_PERMITTED);
  }
  be(kAttestation);
  EXPECT_EQ(sign_hash(kIak, PSA_ALG_ECDSA_ANY), PSA_ERROR_NOT_PERMITTED);
  ASSERT_EQ(sign_hash(kIak, kEcdsa), PSA_SUCCESS);
  be(kApp);
  EXPECT_EQ(verify_hash(public_key(), kEcdsa), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
