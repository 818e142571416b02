// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kHkdf = PSA_ALG_HKDF(PSA_ALG_SHA_256);
constexpr psa_algorithm_t kEcdhHkdf = PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, kHkdf);
constexpr psa_key_type_t kDhPair = PSA_KEY_TYPE_DH_KEY_PAIR(PSA_DH_FAMILY_RFC7919);

struct Ecdh {
  psa_ecc_family_t family;
  std::string_view private_key, peer, secret;
};
const Ecdh kEcdh[] = {
    // RFC 5903, section 8
    {PSA_ECC_FAMILY_SECP_R1, "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
     "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d"
     "6aac23f046ada30f8353e74f33039872ab",
     "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"},
    {PSA_ECC_FAMILY_SECP_R1,
     "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655e35b538041e649ee3faef896783ab194",
     "04e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d0d1ac43a0336def96fda41d0774a35"
     "71dcfbec7aacf3196472169e838430367f66eebe3c6e70c416dd5f0c68759dd1fff83fa40142209dff5eaad96db9e638"
     "6c",
     "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4d603135569b9e9d09cf5d4a270f59746"},
    {PSA_ECC_FAMILY_SECP_R1,
     "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a095aa85a30fe1c2952c6771d937ba9777"
     "f5957b2639bab072462f68c27a57382d4a52",
     "0400d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a219b97c356436adc6e95bb0352f6be64"
     "a6c2912d4ef2d0433ced2b6171640012d9460f015c68226383956e3bd066e797b623c27ce0eac2f551a10c2c724d9852"
     "077b87220b6536c5c408a1d2aebb8e86d678ae49cb57091f4732296579ab44fcd17f0fc56a",
     "01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04d1427e73ca4baa240a34786859810c06"
     "b3c715a3a8cc3151f2bee417996d19f3ddea"},
    // RFC 7027, appendix A
    {PSA_ECC_FAMILY_BRAINPOOL_P_R1, "81db1ee100150ff2ea338d708271be38300cb54241d79950f77b063039804f1d",
     "048d2d688c6cf93e1160ad04cc4429117dc2c41825e1e9fca0addd34e6f1b39f7b990c57520812be512641e470348321"
     "06bc7d3e8dd0e4c7f1136d7006547cec6a",
     "89afc39d41d3b327814b80940b042590f96556ec91e6ae7939bce31f3a18bf2b"},
    {PSA_ECC_FAMILY_BRAINPOOL_P_R1,
     "1e20f5e048a5886f1f157c74e91bde2b98c8b52d58e5003d57053fc4b0bd65d6f15eb5d1ee1610df870795143627d042",
     "044d44326f269a597a5b58bba565da5556ed7fd9a8a9eb76c25f46db69d19dc8ce6ad18e404b15738b2086df37e71d1e"
     "b462d692136de56cbe93bf5fa3188ef58bc8a3a0ec6c1e151a21038a42e9185329b5b275903d192f8d4e1f32fe9cc78c"
     "48",
     "0bd9d3a7ea0b3d519d09d8e48d0785fb744a6b355e6304bc51c229fbbce239bbadf6403715c35d4fb2a5444f575d4f42"},
    {PSA_ECC_FAMILY_BRAINPOOL_P_R1,
     "16302ff0dbbb5a8d733dab7141c1b45acbc8715939677f6a56850a38bd87bd59b09e80279609ff333eb9d4c061231fb2"
     "6f92eeb04982a5f1d1764cad57665422",
     "049d45f66de5d67e2e6db6e93a59ce0bb48106097ff78a081de781cdb31fce8ccbaaea8dd4320c4119f1e9cd437a2eab"
     "3731fa9668ab268d871deda55a5473199f2fdc313095bcdd5fb3a91636f07a959c8e86b5636a1e930e8396049cb48196"
     "1d365cc11453a06c719835475b12cb52fc3c383bce35e27ef194512b71876285fa",
     "a7927098655f1f9976fa50a9d566865dc530331846381c87256baf3226244b76d36403c024d7bbf0aa0803eaff405d3d"
     "24f11a9b5c0bef679fe1454b21c4cd1f"},
    // RFC 7748, section 6
    {PSA_ECC_FAMILY_MONTGOMERY, "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
     "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
     "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"},
    {PSA_ECC_FAMILY_MONTGOMERY, "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
     "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
     "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"},
    {PSA_ECC_FAMILY_MONTGOMERY,
     "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d"
     "9ac2d8c0a598726b",
     "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae"
     "07bdc1c67bf33609",
     "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a"
     "449a5037514a879d"},
    {PSA_ECC_FAMILY_MONTGOMERY,
     "1c306a7ac2a0e2e0990b294470cba339e6453772b075811d8fad0d1d6927c120bb5ee8972b0d3e21374c9c921b09d1b0"
     "366f10b65173992d",
     "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53"
     "177f80e532c41fa0",
     "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a"
     "449a5037514a879d"},
};

class Agreement : public Crypto {
 protected:
  static psa_key_id_t pair(const Ecdh& c, psa_algorithm_t algorithm = PSA_ALG_ECDH,
                           psa_key_usage_t usage = PSA_KEY_USAGE_DERIVE) {
    return import(attributes(PSA_KEY_TYPE_ECC_KEY_PAIR(c.family), usage, algorithm), hex(c.private_key));
  }
  psa_status_t raw(psa_key_id_t key, const Buffer& peer, psa_algorithm_t algorithm = PSA_ALG_ECDH,
                   std::size_t room = 1024) {
    out_.assign(1024, 0xEE);
    length_ = 1;
    const psa_status_t status =
        psa_raw_key_agreement(algorithm, key, peer.data(), peer.size(), out_.data(), room, &length_);
    if (status != PSA_SUCCESS) {
      EXPECT_EQ(length_, 0u);
      EXPECT_THAT(out_, ::testing::Each(0xEE));
    }
    out_.resize(length_);
    return status;
  }
  psa_status_t to_key(psa_key_id_t key, const Buffer& peer, const psa_key_attributes_t& wanted,
                      psa_algorithm_t algorithm = PSA_ALG_ECDH) {
    key_ = 1;
    const psa_status_t status = psa_key_agreement(key, peer.data(), peer.size(), algorithm, &wanted, &key_);
    EXPECT_EQ(key_ == PSA_KEY_ID_NULL, status != PSA_SUCCESS);
    return status;
  }
  psa_status_t exported(psa_key_id_t key) {
    out_.resize(1024);
    const psa_status_t status = psa_export_key(key, out_.data(), out_.size(), &length_);
    out_.resize(length_);
    return status;
  }
  static Buffer sha256(const Buffer& data) {
    Buffer hash(32);
    std::size_t length = 0;
    EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, data.data(), data.size(), hash.data(), 32, &length),
              PSA_SUCCESS);
    return hash;
  }

  Buffer out_;
  std::size_t length_ = 0;
  psa_key_id_t key_ = 0;
};

TEST_F(Agreement, OnAllCurves) {
  for (const Ecdh& c : kEcdh) {
    SCOPED_TRACE(c.private_key);
    const psa_key_id_t key = pair(c);
    const Buffer secret = hex(c.secret);
    ASSERT_EQ(raw(key, hex(c.peer), PSA_ALG_ECDH, secret.size()), PSA_SUCCESS);
    EXPECT_EQ(out_, secret);
    EXPECT_EQ(raw(key, hex(c.peer), PSA_ALG_ECDH, secret.size() - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    Buffer peer = hex(c.peer);
    peer.push_back(0);
    EXPECT_EQ(raw(key, peer), PSA_ERROR_INVALID_ARGUMENT);
    peer.resize(peer.size() - 2);
    EXPECT_EQ(raw(key, peer), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(raw(key, {}), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(raw(key, Buffer(2000, 4)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(raw(key, Buffer(hex(c.peer).size(), 0)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

// A point that is not on the curve would give parts of the private key away; one of small order makes the
// secret the peer's own choice.
TEST_F(Agreement, PointsThatAttack) {
  const psa_key_id_t p256 = pair(kEcdh[0]);
  Buffer off = hex(kEcdh[0].peer);
  off.back() ^= 1;
  EXPECT_EQ(raw(p256, off), PSA_ERROR_INVALID_ARGUMENT);
  const psa_key_id_t p384 = pair(kEcdh[1]);
  off = hex(kEcdh[1].peer);
  off.back() ^= 1;
  EXPECT_EQ(raw(p384, off), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(raw(p256, hex(kEcdh[1].peer)), PSA_ERROR_INVALID_ARGUMENT) << "another curve's";
  // All points of order 8 and less, and of the twist, with and without the bit that does not count:
  // https://cr.yp.to/ecdh.html
  const psa_key_id_t x25519 = pair(kEcdh[6]);
  for (const std::string_view point : {"0000000000000000000000000000000000000000000000000000000000000000",
                                       "0100000000000000000000000000000000000000000000000000000000000000",
                                       "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                                       "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                                       "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                       "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                       "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    Buffer low = hex(point);
    EXPECT_EQ(raw(x25519, low), PSA_ERROR_INVALID_ARGUMENT) << point;
    low.back() |= 0x80;
    EXPECT_EQ(raw(x25519, low), PSA_ERROR_INVALID_ARGUMENT) << point;
  }
  // Curve448: 0, 1, p - 1, p, p + 1
  const psa_key_id_t x448 = pair(kEcdh[8]);
  Buffer one(56, 0);
  one[0] = 1;
  Buffer p(56, 0xFF);
  p[28] = 0xFE;
  Buffer below = p;
  below[0] = 0xFE;
  Buffer above(56, 0xFF);
  std::fill_n(above.begin(), 28, std::uint8_t{0});
  for (const Buffer& low : {Buffer(56, 0), one, below, p, above})
    EXPECT_EQ(raw(x448, low), PSA_ERROR_INVALID_ARGUMENT);
}

struct Ffdh {
  std::size_t bits;
  std::string_view public_hash, secret_hash;
};

// The private keys' bytes are 7i + 1 and 5i + 3; SHA-256 of what Python's pow() makes of them with the primes
// of RFC 7919, appendix A.
TEST_F(Agreement, InAllFields) {
  constexpr Ffdh kCases[] = {
      {2048, "d03106d3c59fe9023692d53c8c2cad11369660bf1543d98a0ad8cae92d9859a9",
       "c33342d8c707906ce0a41c9bcabcc65bbdab0e3bf8a45599cc2132983fa7ceaa"},
      {3072, "2dd6161d8749d807126f0eb3f68fa20301fbd72a9ed79e139e7b16ef489d0b6e",
       "19a9340d238f22a87ba76dbdcbf2d6585a522b727095407a6e9156c5b3a6a2b6"},
      {4096, "599b61ec9c04e9e9d9b9668681b617a53b23350062da4f9224718ce08fa8b56c",
       "99c02ae6515e6499cf35681d8dfbb179fec1c6671cedd776bf12b23a22e58f66"},
      {6144, "178b3f5e49e5235295c9fa42901bddad4c6471be85da2540883a1ea6aee8b241",
       "a434979818245524b601f43efefd25c38126881ce289f07874c26124da3371b0"},
      {8192, "d1e5c8177f4f4e5ec93f133bdd4f852d55c80556dc0d5041572cad0b1b1dfcf7",
       "41ead121dc6ee5ff8b1af51af0c509f6719976ee26fdb19a6d72c0637eda4793"},
  };
  for (const Ffdh& c : kCases) {
    SCOPED_TRACE(c.bits);
    Buffer ours(c.bits / 8);
    Buffer theirs(c.bits / 8);
    for (std::size_t i = 0; i < ours.size(); ++i) {
      ours[i] = static_cast<std::uint8_t>(7 * i + 1);
      theirs[i] = static_cast<std::uint8_t>(5 * i + 3);
    }
    const psa_key_attributes_t made = attributes(kDhPair, PSA_KEY_USAGE_DERIVE, PSA_ALG_FFDH);
    const psa_key_id_t our_key = import(made, ours);
    const psa_key_id_t their_key = import(made, theirs);
    Buffer peer(1024);
    ASSERT_EQ(psa_export_public_key(our_key, peer.data(), peer.size(), &length_), PSA_SUCCESS);
    peer.resize(length_);
    EXPECT_EQ(sha256(peer), hex(c.public_hash));
    ASSERT_EQ(raw(their_key, peer, PSA_ALG_FFDH, c.bits / 8), PSA_SUCCESS);
    EXPECT_EQ(out_.size(), c.bits / 8);
    EXPECT_EQ(sha256(out_), hex(c.secret_hash));
    EXPECT_EQ(raw(their_key, peer, PSA_ALG_FFDH, c.bits / 8 - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    // 0, 1, all ones, another group's
    Buffer one(c.bits / 8, 0);
    one.back() = 1;
    for (const Buffer& bad : {Buffer(c.bits / 8, 0), one, Buffer(c.bits / 8, 0xFF), Buffer(128, 2)})
      EXPECT_EQ(raw(their_key, bad, PSA_ALG_FFDH), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_destroy_key(our_key), PSA_SUCCESS);
    EXPECT_EQ(psa_destroy_key(their_key), PSA_SUCCESS);
  }
}

// RFC 7919, A.1
constexpr std::string_view kFfdhe2048 =
    "FFFFFFFFFFFFFFFFADF85458A2BB4A9AAFDC5620273D3CF1D8B9C583CE2D3695A9E13641146433FBCC939DCE249B3EF9"
    "7D2FE363630C75D8F681B202AEC4617AD3DF1ED5D5FD65612433F51F5F066ED0856365553DED1AF3B557135E7F57C935"
    "984F0C70E0E68B77E2A689DAF3EFE8721DF158A136ADE73530ACCA4F483A797ABC0AB182B324FB61D108A94BB2C8E3FB"
    "B96ADAB760D7F4681D4F42A3DE394DF4AE56EDE76372BB190B07A7C8EE0A6D709E02FCE1CDF7E2ECC03404CD28342F61"
    "9172FE9CE98583FF8E4F1232EEF28183C3FE3B1B4C6FAD733BB5FCBC2EC22005C58EF1837D1683B2C6F34A26C1B2EFFA"
    "886B423861285C97FFFFFFFFFFFFFFFF";

TEST_F(Agreement, NumbersAtTheFieldsEdge) {
  Buffer p = hex(kFfdhe2048);
  Buffer below = p;
  below.back() = 0xFE;
  Buffer two_below = p;
  two_below.back() = 0xFD;
  const psa_key_id_t key = import(attributes(kDhPair, PSA_KEY_USAGE_DERIVE, PSA_ALG_FFDH), Buffer(256, 0x21));
  EXPECT_EQ(raw(key, p, PSA_ALG_FFDH), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(raw(key, below, PSA_ALG_FFDH), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(raw(key, two_below, PSA_ALG_FFDH), PSA_SUCCESS);
  const psa_key_attributes_t made = attributes(kDhPair, 0, 0);
  psa_key_id_t other = 1;
  EXPECT_EQ(psa_import_key(&made, p.data(), p.size(), &other), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_import_key(&made, below.data(), below.size(), &other), PSA_SUCCESS);
}

TEST_F(Agreement, ToAKey) {
  const psa_key_id_t key = pair(kEcdh[0]);
  const Buffer peer = hex(kEcdh[0].peer);
  for (const psa_key_type_t type :
       {PSA_KEY_TYPE_DERIVE, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_HMAC, PSA_KEY_TYPE_PASSWORD}) {
    for (const std::size_t bits : {0u, 256u}) {
      ASSERT_EQ(to_key(key, peer, attributes(type, PSA_KEY_USAGE_EXPORT, 0, bits)), PSA_SUCCESS);
      psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
      ASSERT_EQ(psa_get_key_attributes(key_, &found), PSA_SUCCESS);
      EXPECT_EQ(psa_get_key_type(&found), type);
      EXPECT_EQ(psa_get_key_bits(&found), 256u);
      EXPECT_EQ(exported(key_), PSA_SUCCESS);
      EXPECT_EQ(out_, hex(kEcdh[0].secret));
      EXPECT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
    }
    EXPECT_EQ(to_key(key, peer, attributes(type, 0, 0, 255)), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(to_key(key, peer, attributes(type, 0x80000000, 0)), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const psa_key_type_t type :
       {PSA_KEY_TYPE_NONE, PSA_KEY_TYPE_AES, PSA_KEY_TYPE_PASSWORD_HASH, kP256Pair, kP256PublicKey})
    EXPECT_EQ(to_key(key, peer, attributes(type, 0, 0)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(key_bytes(), 32u);
}

TEST_F(Agreement, WhoMay) {
  const Buffer peer = hex(kEcdh[0].peer);
  const psa_key_attributes_t made = attributes(PSA_KEY_TYPE_DERIVE, 0, 0);
  const psa_key_id_t key = pair(kEcdh[0]);
  struct {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    psa_status_t expected;
  } const cases[] = {
      {key, PSA_ALG_NONE, PSA_ERROR_INVALID_ARGUMENT},
      {key, PSA_ALG_SHA_256, PSA_ERROR_INVALID_ARGUMENT},
      {key, kHkdf, PSA_ERROR_INVALID_ARGUMENT},
      {key, kEcdhHkdf, PSA_ERROR_INVALID_ARGUMENT},
      {key, 0x09030000, PSA_ERROR_NOT_SUPPORTED},
      {key, PSA_ALG_FFDH, PSA_ERROR_NOT_PERMITTED},
      {0x12345, PSA_ALG_ECDH, PSA_ERROR_INVALID_HANDLE},
      {pair(kEcdh[0], PSA_ALG_ECDH, PSA_KEY_USAGE_SIGN_HASH), PSA_ALG_ECDH, PSA_ERROR_NOT_PERMITTED},
      {pair(kEcdh[0], kEcdhHkdf), PSA_ALG_ECDH, PSA_ERROR_NOT_PERMITTED},
      {pair(kEcdh[0], PSA_ALG_FFDH), PSA_ALG_FFDH, PSA_ERROR_INVALID_ARGUMENT},
      {import(attributes(kDhPair, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH), Buffer(256, 1)), PSA_ALG_ECDH,
       PSA_ERROR_INVALID_ARGUMENT},
      {import(attributes(kP256PublicKey, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH), peer), PSA_ALG_ECDH,
       PSA_ERROR_INVALID_ARGUMENT},
      {import(attributes(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH), peer), PSA_ALG_ECDH,
       PSA_ERROR_INVALID_ARGUMENT},
  };
  const std::size_t used = key_bytes();
  for (const auto& c : cases) {
    SCOPED_TRACE(&c - cases);
    EXPECT_EQ(raw(c.key, peer, c.algorithm), c.expected);
    EXPECT_EQ(to_key(c.key, peer, made, c.algorithm), c.expected);
  }
  be(kOtherApp);
  EXPECT_EQ(raw(key, peer), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(to_key(key, peer, made), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(key_bytes(), used);
}

class AgreementThenDerivation : public Agreement {
 protected:
  psa_status_t agree(psa_key_id_t key, const Buffer& peer,
                     psa_key_derivation_step_t step = PSA_KEY_DERIVATION_INPUT_SECRET) {
    return psa_key_derivation_key_agreement(&operation_, step, key, peer.data(), peer.size());
  }
  Buffer output() {
    Buffer out(40);
    EXPECT_EQ(psa_key_derivation_input_bytes(&operation_, PSA_KEY_DERIVATION_INPUT_INFO, nullptr, 0),
              PSA_SUCCESS);
    EXPECT_EQ(psa_key_derivation_output_bytes(&operation_, out.data(), out.size()), PSA_SUCCESS);
    return out;
  }
  void restart(psa_algorithm_t algorithm = kEcdhHkdf) {
    EXPECT_EQ(psa_key_derivation_abort(&operation_), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_setup(&operation_, algorithm), PSA_SUCCESS);
  }
  psa_key_derivation_operation_t operation_ = PSA_KEY_DERIVATION_OPERATION_INIT;
};

TEST_F(AgreementThenDerivation, IsTheDerivationOfTheSecret) {
  const Buffer peer = hex(kEcdh[0].peer);
  const Buffer secret = hex(kEcdh[0].secret);
  restart(kHkdf);
  ASSERT_EQ(psa_key_derivation_input_bytes(&operation_, PSA_KEY_DERIVATION_INPUT_SECRET, secret.data(),
                                           secret.size()),
            PSA_SUCCESS);
  const Buffer expected = output();
  for (const psa_algorithm_t policy : {kEcdhHkdf, PSA_ALG_ECDH}) {
    restart();
    ASSERT_EQ(agree(pair(kEcdh[0], policy), peer), PSA_SUCCESS);
    EXPECT_EQ(output(), expected);
  }
  // A key that was agreed on before.
  const psa_key_id_t key = pair(kEcdh[0]);
  ASSERT_EQ(to_key(key, peer, attributes(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, kHkdf)), PSA_SUCCESS);
  restart(kHkdf);
  ASSERT_EQ(psa_key_derivation_input_key(&operation_, PSA_KEY_DERIVATION_INPUT_SECRET, key_), PSA_SUCCESS);
  EXPECT_EQ(output(), expected);
  // Keys come out, too.
  restart();
  ASSERT_EQ(agree(key, peer), PSA_SUCCESS);
  ASSERT_EQ(psa_key_derivation_input_bytes(&operation_, PSA_KEY_DERIVATION_INPUT_INFO, nullptr, 0),
            PSA_SUCCESS);
  const psa_key_attributes_t made = attributes(PSA_KEY_TYPE_RAW_DATA, PSA_KEY_USAGE_EXPORT, 0, 320);
  ASSERT_EQ(psa_key_derivation_output_key(&made, &operation_, &key_), PSA_SUCCESS);
  EXPECT_EQ(exported(key_), PSA_SUCCESS);
  EXPECT_EQ(out_, expected);
}

TEST_F(AgreementThenDerivation, WhatItRefuses) {
  const Buffer peer = hex(kEcdh[0].peer);
  constexpr psa_algorithm_t kOther = PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_HKDF(PSA_ALG_SHA_384));
  const psa_key_id_t key = pair(kEcdh[0]);
  struct {
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    psa_key_derivation_step_t step;
    psa_status_t expected;
  } const cases[] = {
      {key, kHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_INVALID_ARGUMENT},
      {key, kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_INFO, PSA_ERROR_INVALID_ARGUMENT},
      {key, kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SALT, PSA_ERROR_INVALID_ARGUMENT},
      {key, kEcdhHkdf, 0, PSA_ERROR_INVALID_ARGUMENT},
      {pair(kEcdh[0], kOther), kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_NOT_PERMITTED},
      {pair(kEcdh[0], kHkdf), kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_NOT_PERMITTED},
      {pair(kEcdh[0], PSA_ALG_ECDH, 0), kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_NOT_PERMITTED},
      {pair(kEcdh[1]), kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_INVALID_ARGUMENT},
      {0x1234, kEcdhHkdf, PSA_KEY_DERIVATION_INPUT_SECRET, PSA_ERROR_INVALID_HANDLE},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(&c - cases);
    restart(c.algorithm);
    EXPECT_EQ(agree(c.key, peer, c.step), c.expected);
    EXPECT_EQ(agree(key, peer), PSA_ERROR_BAD_STATE) << "over";
    EXPECT_EQ(operations(), 0u);
  }
  restart();
  ASSERT_EQ(agree(key, peer), PSA_SUCCESS);
  EXPECT_EQ(agree(key, peer), PSA_ERROR_BAD_STATE) << "a second secret";
  restart();
  ASSERT_EQ(agree(key, peer), PSA_SUCCESS);
  EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  EXPECT_EQ(operations(), 0u) << "what came of the key goes with it";
  EXPECT_EQ(psa_key_derivation_abort(&operation_), PSA_SUCCESS);
  EXPECT_EQ(psa_key_derivation_setup(&operation_, PSA_ALG_ECDH), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_key_derivation_setup(&operation_, 0x09030000 | kHkdf), PSA_ERROR_NOT_SUPPORTED);
}

}  // namespace
}  // namespace redoubt::crypto::testing
