// SPDX-License-Identifier: BSD-3-Clause
#include <set>

#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

using ::testing::Each;

class Keys : public Crypto {
 protected:
  psa_key_id_t key_ = 1;
  Buffer out_ = Buffer(300, 0xEE);
  std::size_t length_ = 99;

  psa_status_t try_import(const psa_key_attributes_t& attributes, const Buffer& data) {
    return psa_import_key(&attributes, data.data(), data.size(), &key_);
  }
  psa_status_t try_generate(const psa_key_attributes_t& attributes) {
    return psa_generate_key(&attributes, &key_);
  }
  psa_status_t try_export(std::size_t room = 300) {
    return psa_export_key(key_, out_.data(), room, &length_);
  }
  psa_status_t try_export_public(std::size_t room = 300) {
    return psa_export_public_key(key_, out_.data(), room, &length_);
  }
  Buffer exported() const { return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(length_)}; }
  static psa_key_attributes_t exportable(psa_key_type_t type, std::size_t bits = 0) {
    return attributes(type, PSA_KEY_USAGE_EXPORT, PSA_ALG_NONE, bits);
  }
};

struct Material {
  psa_key_type_t type;
  Buffer data;
  std::size_t bits;
};

TEST_F(Keys, ImportAndExport) {
  const Material cases[] = {
      {PSA_KEY_TYPE_RAW_DATA, Buffer(1, 9), 8},    {PSA_KEY_TYPE_RAW_DATA, Buffer(200, 9), 1600},
      {PSA_KEY_TYPE_HMAC, Buffer(33, 9), 264},     {PSA_KEY_TYPE_DERIVE, Buffer(3, 9), 24},
      {PSA_KEY_TYPE_PASSWORD, text("secret"), 48}, {PSA_KEY_TYPE_PASSWORD_HASH, Buffer(32, 9), 256},
      {PSA_KEY_TYPE_PEPPER, Buffer(16, 9), 128},   {PSA_KEY_TYPE_AES, Buffer(16, 9), 128},
      {PSA_KEY_TYPE_AES, Buffer(24, 9), 192},      {PSA_KEY_TYPE_AES, Buffer(32, 9), 256},
      {kP256Pair, hex(kP256Private), 256},         {kP256PublicKey, hex(kP256Public), 256},
  };
  for (const Material& c : cases) {
    SCOPED_TRACE(&c - cases);
    for (const std::size_t said : {std::size_t{0}, c.bits}) {
      ASSERT_EQ(try_import(exportable(c.type, said), c.data), PSA_SUCCESS);
      EXPECT_GE(key_, PSA_KEY_ID_VENDOR_MIN);
      psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
      ASSERT_EQ(psa_get_key_attributes(key_, &found), PSA_SUCCESS);
      EXPECT_EQ(psa_get_key_type(&found), c.type);
      EXPECT_EQ(psa_get_key_bits(&found), c.bits);
      EXPECT_EQ(psa_get_key_usage_flags(&found), PSA_KEY_USAGE_EXPORT);
      EXPECT_EQ(psa_get_key_lifetime(&found), PSA_KEY_LIFETIME_VOLATILE);
      ASSERT_EQ(try_export(PSA_EXPORT_KEY_OUTPUT_SIZE(c.type, c.bits)), PSA_SUCCESS);
      EXPECT_EQ(exported(), c.data);
      EXPECT_EQ(try_export(c.data.size() - 1), PSA_ERROR_BUFFER_TOO_SMALL);
      EXPECT_EQ(length_, 0u);
      EXPECT_EQ(psa_purge_key(key_), PSA_SUCCESS);
      ASSERT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
    }
    EXPECT_EQ(try_import(exportable(c.type, c.bits + 8), c.data), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Keys, MaterialThatIsNoKey) {
  Buffer off_curve = hex(kP256Public);
  off_curve[64] ^= 1;
  Buffer compressed = hex(kP256Public);
  compressed[0] = 0x02;
  const Buffer order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const std::tuple<psa_key_type_t, Buffer, psa_status_t> cases[] = {
      {PSA_KEY_TYPE_RAW_DATA, {}, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_AES, {}, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_AES, Buffer(15), PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_AES, Buffer(33), PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, Buffer(32), PSA_ERROR_INVALID_ARGUMENT},  // 0
      {kP256Pair, order, PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, Buffer(32, 0xFF), PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, Buffer(31, 1), PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, Buffer(33, 1), PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_K1), Buffer(29, 1), PSA_ERROR_NOT_SUPPORTED},
      {kP256PublicKey, off_curve, PSA_ERROR_INVALID_ARGUMENT},
      {kP256PublicKey, compressed, PSA_ERROR_INVALID_ARGUMENT},
      {kP256PublicKey, Buffer(64, 4), PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_FRP), Buffer(32, 1), PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_NONE, Buffer(16), PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_CHACHA20, Buffer(31), PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_XCHACHA20, Buffer(32), PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_ML_KEM_PUBLIC_KEY, Buffer(800), PSA_ERROR_NOT_SUPPORTED},
      {0xFFFF, Buffer(16), PSA_ERROR_NOT_SUPPORTED},
  };
  for (const auto& [type, data, expected] : cases) {
    SCOPED_TRACE(::testing::PrintToString(type) + " " + ::testing::PrintToString(data.size()));
    EXPECT_EQ(try_import(exportable(type), data), expected);
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Keys, AttributesThatCannotBe) {
  const auto with = [](psa_key_lifetime_t lifetime, psa_key_id_t id) {
    psa_key_attributes_t made = exportable(PSA_KEY_TYPE_AES, 128);
    made.private_lifetime = lifetime;
    made.private_id = id;
    return made;
  };
  const auto in_location = [](psa_key_persistence_t persistence, psa_key_location_t location) {
    return PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(persistence, location);
  };
  psa_key_attributes_t later_version = exportable(PSA_KEY_TYPE_AES, 128);
  later_version.private_version = 1;
  psa_key_attributes_t unknown_usage = exportable(PSA_KEY_TYPE_AES, 128);
  psa_set_key_usage_flags(&unknown_usage, 0x80000000);
  const std::pair<psa_key_attributes_t, psa_status_t> cases[] = {
      {with(in_location(2, 0), 1), PSA_ERROR_NOT_SUPPORTED},
      {with(in_location(PSA_KEY_PERSISTENCE_READ_ONLY, 0), 1), PSA_ERROR_INVALID_ARGUMENT},
      {with(in_location(0, PSA_KEY_LOCATION_PRIMARY_SECURE_ELEMENT), 0), PSA_ERROR_INVALID_ARGUMENT},
      {with(PSA_KEY_LIFETIME_VOLATILE, 1), PSA_ERROR_INVALID_ARGUMENT},
      {later_version, PSA_ERROR_NOT_SUPPORTED},
      {unknown_usage, PSA_ERROR_INVALID_ARGUMENT},
  };
  for (const auto& [wanted, expected] : cases) {
    SCOPED_TRACE(wanted.private_lifetime);
    EXPECT_EQ(try_import(wanted, Buffer(16)), expected);
    EXPECT_EQ(try_generate(wanted), expected);
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
}

TEST_F(Keys, AttributeFunctions) {
  psa_key_attributes_t a = psa_key_attributes_init();
  psa_set_key_id(&a, 5);
  EXPECT_EQ(psa_get_key_lifetime(&a), PSA_KEY_LIFETIME_PERSISTENT);
  EXPECT_EQ(psa_get_key_id(&a), 5u);
  psa_set_key_lifetime(&a, PSA_KEY_LIFETIME_VOLATILE);
  EXPECT_EQ(psa_get_key_id(&a), PSA_KEY_ID_NULL);
  psa_set_key_lifetime(&a, 0x00000203);
  psa_set_key_id(&a, 6);
  EXPECT_EQ(psa_get_key_lifetime(&a), 0x00000203u);
  psa_set_key_bits(&a, SIZE_MAX);
  psa_set_key_type(&a, PSA_KEY_TYPE_RAW_DATA);
  EXPECT_GT(psa_get_key_bits(&a), 0xFFFFu);
  psa_set_key_lifetime(&a, PSA_KEY_LIFETIME_VOLATILE);
  EXPECT_EQ(try_generate(a), PSA_ERROR_NOT_SUPPORTED);
  psa_reset_key_attributes(&a);
  const psa_key_attributes_t zero = PSA_KEY_ATTRIBUTES_INIT;
  EXPECT_EQ(memcmp(&a, &zero, sizeof a), 0);
}

TEST_F(Keys, Generate) {
  const std::pair<psa_key_type_t, std::size_t> good[] = {
      {PSA_KEY_TYPE_AES, 128},       {PSA_KEY_TYPE_AES, 256},    {PSA_KEY_TYPE_HMAC, 8},
      {PSA_KEY_TYPE_RAW_DATA, 1024}, {PSA_KEY_TYPE_DERIVE, 256}, {kP256Pair, 256}};
  for (const auto& [type, bits] : good) {
    Buffer first;
    for (int i = 0; i < 2; ++i) {
      ASSERT_EQ(try_generate(exportable(type, bits)), PSA_SUCCESS) << type;
      ASSERT_EQ(try_export(), PSA_SUCCESS);
      EXPECT_EQ(length_ * 8, bits);
      EXPECT_TRUE(bits < 128 || exported() != first);
      first = exported();
      ASSERT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
    }
  }
  const std::tuple<psa_key_type_t, std::size_t, psa_status_t> bad[] = {
      {PSA_KEY_TYPE_AES, 0, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_AES, 64, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_RAW_DATA, 9, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_RAW_DATA, 0x10000, PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_NONE, 128, PSA_ERROR_NOT_SUPPORTED},
      {kP256PublicKey, 256, PSA_ERROR_INVALID_ARGUMENT},
      {PSA_KEY_TYPE_RSA_PUBLIC_KEY, 2048, PSA_ERROR_INVALID_ARGUMENT},
      {kP256Pair, 255, PSA_ERROR_NOT_SUPPORTED},
      {PSA_KEY_TYPE_ML_KEM_KEY_PAIR, 512, PSA_ERROR_NOT_SUPPORTED},
  };
  for (const auto& [type, bits, expected] : bad) {
    EXPECT_EQ(try_generate(exportable(type, bits)), expected) << type << " " << bits;
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
  }
}

TEST_F(Keys, ExportNeedsPermission) {
  key_ = import(attributes(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CCM), Buffer(16, 1));
  EXPECT_EQ(try_export(), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(try_export_public(), PSA_ERROR_INVALID_ARGUMENT) << "not asymmetric";
  key_ = import(attributes(kP256Pair, 0, 0), hex(kP256Private));
  EXPECT_EQ(try_export(), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(try_export_public(64), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(try_export_public(0), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_THAT(out_, Each(0xEE));
  EXPECT_EQ(try_export_public(SIZE_MAX), PSA_SUCCESS);
  EXPECT_EQ(exported(), hex(kP256Public));
  key_ = import(attributes(kP256PublicKey, 0, 0), hex(kP256Public));
  EXPECT_EQ(try_export(), PSA_SUCCESS) << "a public key is public";
  EXPECT_EQ(exported(), hex(kP256Public));
  EXPECT_EQ(try_export_public(65), PSA_SUCCESS);
  EXPECT_EQ(exported(), hex(kP256Public));
}

TEST_F(Keys, DestroyedKeysAreGone) {
  key_ = import(exportable(PSA_KEY_TYPE_AES), Buffer(16, 1));
  EXPECT_EQ(psa_destroy_key(PSA_KEY_ID_NULL), PSA_SUCCESS);
  EXPECT_EQ(psa_destroy_key(key_), PSA_SUCCESS);
  psa_key_attributes_t found = exportable(PSA_KEY_TYPE_AES);
  EXPECT_EQ(psa_destroy_key(key_), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_purge_key(key_), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(try_export(), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(try_export_public(), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_get_key_attributes(key_, &found), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(psa_get_key_type(&found), PSA_KEY_TYPE_NONE);
  const psa_key_id_t old = key_;
  key_ = import(exportable(PSA_KEY_TYPE_AES), Buffer(16, 1));
  EXPECT_NE(key_, old) << "the same slot, another key";
}

TEST_F(Keys, MemoryMovesUpWhenAKeyGoes) {
  std::vector<std::pair<psa_key_id_t, Buffer>> keys;
  for (std::uint8_t i = 1; i <= 6; ++i) {
    const Buffer data(i * 5u, i);
    keys.emplace_back(import(exportable(PSA_KEY_TYPE_RAW_DATA), data), data);
  }
  for (const std::size_t gone : {2u, 0u, 3u, 0u, 1u, 0u}) {
    ASSERT_EQ(psa_destroy_key(keys[gone].first), PSA_SUCCESS);
    keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(gone));
    for (const auto& [id, data] : keys) {
      key_ = id;
      ASSERT_EQ(try_export(), PSA_SUCCESS);
      EXPECT_EQ(exported(), data);
    }
  }
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_F(Keys, Copy) {
  constexpr psa_key_usage_t kUsage = PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_ENCRYPT;
  const psa_key_id_t source = import(attributes(PSA_KEY_TYPE_AES, kUsage, PSA_ALG_CCM), Buffer(16, 1));
  const auto copy = [&](const psa_key_attributes_t& wanted) { return psa_copy_key(source, &wanted, &key_); };
  ASSERT_EQ(copy(attributes(PSA_KEY_TYPE_NONE, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_DECRYPT, PSA_ALG_CCM)),
            PSA_SUCCESS);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  ASSERT_EQ(psa_get_key_attributes(key_, &found), PSA_SUCCESS);
  EXPECT_EQ(psa_get_key_usage_flags(&found), PSA_KEY_USAGE_EXPORT) << "only what both allow";
  EXPECT_EQ(psa_get_key_algorithm(&found), PSA_ALG_CCM);
  EXPECT_EQ(psa_get_key_type(&found), PSA_KEY_TYPE_AES);
  EXPECT_EQ(psa_get_key_bits(&found), 128u);
  EXPECT_EQ(psa_destroy_key(source), PSA_SUCCESS);
  ASSERT_EQ(try_export(), PSA_SUCCESS);
  EXPECT_EQ(exported(), Buffer(16, 1)) << "the copy does not need the original";
}

TEST_F(Keys, CopiesThatCannotBe) {
  const psa_key_id_t fixed = import(attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM), Buffer(16, 1));
  const psa_key_id_t source =
      import(attributes(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_COPY, PSA_ALG_CCM), Buffer(16, 1));
  const std::size_t before = key_bytes();
  const auto copy = [&](psa_key_id_t from, const psa_key_attributes_t& wanted) {
    key_ = 1;
    const psa_status_t status = psa_copy_key(from, &wanted, &key_);
    EXPECT_EQ(key_, PSA_KEY_ID_NULL);
    return status;
  };
  psa_key_attributes_t unnamed = attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM);
  psa_set_key_lifetime(&unnamed, PSA_KEY_LIFETIME_PERSISTENT);
  EXPECT_EQ(copy(fixed, attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM)), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(copy(0, attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM)), PSA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(copy(source, attributes(PSA_KEY_TYPE_HMAC, 0, PSA_ALG_CCM)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(copy(source, attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM, 256)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(copy(source, attributes(PSA_KEY_TYPE_AES, 0, PSA_ALG_GCM)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(copy(source, unnamed), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(key_bytes(), before);
}

TEST_F(Keys, RandomNumbers) {
  EXPECT_EQ(psa_crypto_init(), PSA_SUCCESS);
  EXPECT_EQ(psa_crypto_init(), PSA_SUCCESS);
  EXPECT_EQ(psa_generate_random(nullptr, 0), PSA_SUCCESS);
  for (const std::size_t size : {1u, 127u, 128u, 129u, 300u}) {
    Buffer a(size + 1, 0);
    Buffer b(size + 1, 0);
    EXPECT_EQ(psa_generate_random(a.data(), size), PSA_SUCCESS);
    EXPECT_EQ(psa_generate_random(b.data(), size), PSA_SUCCESS);
    EXPECT_EQ(a[size], 0) << "nothing beyond the end";
    EXPECT_TRUE(size <= 8 || a != b);
    EXPECT_TRUE(size <= 100 || std::set<std::uint8_t>(a.begin(), a.end()).size() > 30);
  }
}

}  // namespace
}  // namespace redoubt::crypto::testing
