// SPDX-License-Identifier: BSD-3-Clause
// Key pairs of all groups.
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
constexpr psa_key_usage_t kAll =
    PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_DERIVE;

struct KnownGroup {
  psa_key_type_t pair;
  std::size_t bits;
  std::size_t private_size;
  std::size_t public_size;
  bool signs;
};

constexpr psa_key_type_t pair_of(psa_ecc_family_t family) { return PSA_KEY_TYPE_ECC_KEY_PAIR(family); }
constexpr psa_key_type_t kDhPair = PSA_KEY_TYPE_DH_KEY_PAIR(PSA_DH_FAMILY_RFC7919);

constexpr KnownGroup kGroups[] = {
    {pair_of(PSA_ECC_FAMILY_SECP_R1), 192, 24, 49, true},
    {pair_of(PSA_ECC_FAMILY_SECP_R1), 224, 28, 57, true},
    {pair_of(PSA_ECC_FAMILY_SECP_R1), 256, 32, 65, true},
    {pair_of(PSA_ECC_FAMILY_SECP_R1), 384, 48, 97, true},
    {pair_of(PSA_ECC_FAMILY_SECP_R1), 521, 66, 133, true},
    {pair_of(PSA_ECC_FAMILY_SECP_K1), 192, 24, 49, true},
    {pair_of(PSA_ECC_FAMILY_SECP_K1), 256, 32, 65, true},
    {pair_of(PSA_ECC_FAMILY_BRAINPOOL_P_R1), 256, 32, 65, true},
    {pair_of(PSA_ECC_FAMILY_BRAINPOOL_P_R1), 384, 48, 97, true},
    {pair_of(PSA_ECC_FAMILY_BRAINPOOL_P_R1), 512, 64, 129, true},
    {pair_of(PSA_ECC_FAMILY_MONTGOMERY), 255, 32, 32, false},
    {pair_of(PSA_ECC_FAMILY_MONTGOMERY), 448, 56, 56, false},
    {kDhPair, 2048, 256, 256, false},
    {kDhPair, 3072, 384, 384, false},
};

template <class Export>
Buffer exported(psa_key_id_t key, Export* function) {
  Buffer data(2048);
  std::size_t length = 0;
  EXPECT_EQ(function(key, data.data(), data.size(), &length), PSA_SUCCESS);
  data.resize(length);
  return data;
}

psa_key_attributes_t wanted(psa_key_type_t type, std::size_t bits = 0) {
  return attributes(type, kAll, kEcdsa, bits);
}

class AsymmetricMontgomery : public Crypto {};

class Asymmetric : public Crypto, public ::testing::WithParamInterface<KnownGroup> {
 protected:
  static psa_key_type_t public_type() { return PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(GetParam().pair); }
  static psa_status_t try_import(psa_key_type_t type, const Buffer& data, std::size_t bits = 0) {
    const psa_key_attributes_t made = wanted(type, bits);
    psa_key_id_t key = 1;
    const psa_status_t status = psa_import_key(&made, data.data(), data.size(), &key);
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
    return status;
  }
  static psa_key_id_t generate() {
    const psa_key_attributes_t made = wanted(GetParam().pair, GetParam().bits);
    psa_key_id_t key = 0;
    EXPECT_EQ(psa_generate_key(&made, &key), PSA_SUCCESS);
    return key;
  }
};

class WeierstrassCurve : public Asymmetric {};

TEST_P(Asymmetric, GeneratedKeysComeAndGo) {
  const psa_key_id_t key = generate();
  const Buffer private_key = exported(key, psa_export_key);
  const Buffer public_key = exported(key, psa_export_public_key);
  EXPECT_EQ(private_key.size(), GetParam().private_size);
  EXPECT_EQ(public_key.size(), GetParam().public_size);
  EXPECT_NE(private_key, exported(generate(), psa_export_key));
  const psa_key_id_t again = import(wanted(GetParam().pair), private_key);
  EXPECT_EQ(exported(again, psa_export_key), private_key);
  EXPECT_EQ(exported(again, psa_export_public_key), public_key);
  const psa_key_id_t public_half = import(wanted(public_type(), GetParam().bits), public_key);
  EXPECT_EQ(exported(public_half, psa_export_key), public_key);
  EXPECT_EQ(exported(public_half, psa_export_public_key), public_key);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  for (const psa_key_id_t id : {key, again, public_half}) {
    ASSERT_EQ(psa_get_key_attributes(id, &found), PSA_SUCCESS);
    EXPECT_EQ(psa_get_key_bits(&found), GetParam().bits);
  }
  Buffer small(GetParam().public_size - 1);
  std::size_t length = 1;
  EXPECT_EQ(psa_export_public_key(key, small.data(), small.size(), &length), PSA_ERROR_BUFFER_TOO_SMALL);
}

TEST_P(Asymmetric, SizesThatAreNotItsOwn) {
  const KnownGroup& group = GetParam();
  for (const std::size_t size : {std::size_t{1}, group.private_size - 1, group.private_size + 1})
    EXPECT_EQ(try_import(group.pair, Buffer(size, 1)), PSA_ERROR_INVALID_ARGUMENT) << size;
  for (const std::size_t size : {group.public_size - 1, group.public_size + 1, std::size_t{2000}})
    EXPECT_EQ(try_import(public_type(), Buffer(size, 4)), PSA_ERROR_INVALID_ARGUMENT) << size;
  for (const std::size_t bits : {group.bits - 1, group.bits + 1, 8 * group.private_size + 8}) {
    const psa_key_attributes_t made = wanted(group.pair, bits);
    psa_key_id_t key = 1;
    EXPECT_EQ(psa_generate_key(&made, &key), PSA_ERROR_NOT_SUPPORTED) << bits;
    Buffer data(group.private_size, 1);
    EXPECT_EQ(try_import(group.pair, data, bits), PSA_ERROR_INVALID_ARGUMENT) << bits;
  }
}

TEST_P(Asymmetric, NumbersThatAreNoKeys) {
  const KnownGroup& group = GetParam();
  const bool is_montgomery = group.pair == pair_of(PSA_ECC_FAMILY_MONTGOMERY);
  // On Montgomery curves every number is one.
  const psa_status_t expected = is_montgomery ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
  EXPECT_EQ(try_import(group.pair, Buffer(group.private_size, 0)), expected);
  EXPECT_EQ(try_import(group.pair, Buffer(group.private_size, 0xFF)), expected);
  EXPECT_EQ(try_import(public_type(), Buffer(group.public_size, 0)), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(key_bytes(), 0u);
}

TEST_P(WeierstrassCurve, PointsThatAreNotOnIt) {
  const Buffer good = exported(generate(), psa_export_public_key);
  Buffer off = good;
  off.back() ^= 1;
  EXPECT_EQ(try_import(public_type(), off), PSA_ERROR_INVALID_ARGUMENT);
  for (const std::uint8_t form :
       {std::uint8_t{0}, std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{5}, std::uint8_t{6}}) {
    Buffer other = good;
    other[0] = form;
    EXPECT_EQ(try_import(public_type(), other), PSA_ERROR_INVALID_ARGUMENT);
  }
  EXPECT_NE(try_import(public_type(), Buffer(GetParam().private_size + 1, 2)), PSA_SUCCESS) << "compressed";
}

TEST_P(Asymmetric, Signatures) {
  const psa_key_id_t key = generate();
  const Buffer hash(32, 0xA5);
  Buffer signature(2 * GetParam().private_size);
  std::size_t length = 0;
  const psa_status_t status =
      psa_sign_hash(key, kEcdsa, hash.data(), hash.size(), signature.data(), signature.size(), &length);
  if (!GetParam().signs) {
    EXPECT_EQ(status, PSA_ERROR_INVALID_ARGUMENT);
    return;
  }
  ASSERT_EQ(status, PSA_SUCCESS);
  EXPECT_EQ(length, signature.size());
  const psa_key_id_t public_half = import(wanted(public_type()), exported(key, psa_export_public_key));
  const auto verify = [&](psa_key_id_t id) {
    return psa_verify_hash(id, kEcdsa, hash.data(), hash.size(), signature.data(), signature.size());
  };
  EXPECT_EQ(verify(key), PSA_SUCCESS);
  EXPECT_EQ(verify(public_half), PSA_SUCCESS);
  EXPECT_EQ(verify(generate()), PSA_ERROR_INVALID_SIGNATURE);
  signature[GetParam().private_size] ^= 1;
  EXPECT_EQ(verify(public_half), PSA_ERROR_INVALID_SIGNATURE);
  std::fill(signature.begin(), signature.end(), std::uint8_t{0});
  EXPECT_EQ(verify(public_half), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(
      psa_sign_hash(key, kEcdsa, hash.data(), hash.size(), signature.data(), signature.size() - 1, &length),
      PSA_ERROR_BUFFER_TOO_SMALL);
}

TEST_P(Asymmetric, DerivedKeysAreKeys) {
  constexpr psa_algorithm_t kHkdf = PSA_ALG_HKDF(PSA_ALG_SHA_256);
  const psa_key_id_t secret =
      import(attributes(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, kHkdf), Buffer(32, 7));
  const psa_key_attributes_t made = wanted(GetParam().pair, GetParam().bits);
  Buffer first;
  for (int i = 0; i < 2; ++i) {
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    psa_key_id_t key = 0;
    ASSERT_EQ(psa_key_derivation_setup(&operation, kHkdf), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, secret), PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_INFO, nullptr, 0),
              PSA_SUCCESS);
    ASSERT_EQ(psa_key_derivation_output_key(&made, &operation, &key), PSA_SUCCESS);
    EXPECT_EQ(psa_key_derivation_abort(&operation), PSA_SUCCESS);
    const Buffer derived = exported(key, psa_export_key);
    EXPECT_EQ(derived.size(), GetParam().private_size);
    EXPECT_EQ(try_import(GetParam().pair, derived), PSA_SUCCESS);
    if (i == 0) first = derived;
    EXPECT_EQ(derived, first);
  }
}

std::string name_of(const ::testing::TestParamInfo<KnownGroup>& info) {
  return "Type" + std::to_string(info.param.pair) + "Bits" + std::to_string(info.param.bits);
}
INSTANTIATE_TEST_SUITE_P(Groups, Asymmetric, ::testing::ValuesIn(kGroups), name_of);
// Those that sign, which come first.
INSTANTIATE_TEST_SUITE_P(Curves, WeierstrassCurve, ::testing::ValuesIn(kGroups, kGroups + 10), name_of);
static_assert(kGroups[9].signs && !kGroups[10].signs);

// RFC 7748, section 5: bits that all keys have are set.
TEST_F(AsymmetricMontgomery, KeysAreMasked) {
  const std::pair<Buffer, Buffer> cases[] = {
      {hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
       hex("70076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c6a")},
      {Buffer(32, 0), hex("0000000000000000000000000000000000000000000000000000000000000040")},
      {Buffer(32, 0xFF), hex("f8ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {hex("9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9"
           "ac2"
           "d8c0a598726b"),
       hex("988f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9"
           "ac2"
           "d8c0a59872eb")},
  };
  for (const auto& [given, masked] : cases) {
    const psa_key_id_t key = import(wanted(pair_of(PSA_ECC_FAMILY_MONTGOMERY)), given);
    EXPECT_EQ(exported(key, psa_export_key), masked);
  }
}

}  // namespace
}  // namespace redoubt::crypto::testing
