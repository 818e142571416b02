// SPDX-License-Identifier: BSD-3-Clause
// Every PSA_ALG_IS_xxx and PSA_KEY_TYPE_IS_xxx holds for what the specification says, and for nothing else of
// all algorithms and key types that there are.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "services/crypto/sizes_test.c"   // NOLINT: the same text as C++
#include "services/crypto/values_test.c"  // NOLINT: the same text as C++

namespace {

using Set = std::vector<std::uint32_t>;

Set operator+(Set left, const Set& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

const Set kBlake2 = {PSA_ALG_BLAKE2S_HASH256, PSA_ALG_BLAKE2SP_HASH256, PSA_ALG_BLAKE2B_HASH512,
                     PSA_ALG_BLAKE2BP_HASH512};
const Set kHashes =
    Set{PSA_ALG_MD2,          PSA_ALG_MD4,           PSA_ALG_MD5,           PSA_ALG_RIPEMD160,
        PSA_ALG_SHA_1,        PSA_ALG_SHA_224,       PSA_ALG_SHA_256,       PSA_ALG_SHA_384,
        PSA_ALG_SHA_512,      PSA_ALG_SHA_512_224,   PSA_ALG_SHA_512_256,   PSA_ALG_SHA_256_192,
        PSA_ALG_SHA3_224,     PSA_ALG_SHA3_256,      PSA_ALG_SHA3_384,      PSA_ALG_SHA3_512,
        PSA_ALG_SM3,          PSA_ALG_SHAKE256_512,  PSA_ALG_SHAKE128_256,  PSA_ALG_SHAKE256_192,
        PSA_ALG_SHAKE256_256, PSA_ALG_ASCON_HASH256, PSA_ALG_AES_MMO_ZIGBEE} +
    kBlake2;
const Set kAnyHash = {PSA_ALG_ANY_HASH};
const Set kXofs = {PSA_ALG_SHAKE128, PSA_ALG_SHAKE256, PSA_ALG_ASCON_XOF128};
const Set kXofsWithContext = {PSA_ALG_ASCON_CXOF128};
const Set kHmac = {PSA_ALG_HMAC(PSA_ALG_SHA_256), PSA_ALG_TRUNCATED_MAC(PSA_ALG_HMAC(PSA_ALG_MD5), 1)};
const Set kHmacWildcard = {PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(PSA_ALG_HMAC(PSA_ALG_SHA_512), 63)};
const Set kBlake2Mac = {PSA_ALG_BLAKE2_MAC(PSA_ALG_BLAKE2S_HASH256),
                        PSA_ALG_TRUNCATED_MAC(PSA_ALG_BLAKE2_MAC(PSA_ALG_BLAKE2B_HASH512), 33)};
const Set kBlockMac = {PSA_ALG_CMAC, PSA_ALG_CBC_MAC, PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 4)};
const Set kBlockMacWildcard = {PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(PSA_ALG_CMAC, 4)};
const Set kStreams = {PSA_ALG_STREAM_CIPHER, PSA_ALG_CTR, PSA_ALG_CFB, PSA_ALG_OFB, PSA_ALG_CCM_STAR_NO_TAG};
const Set kStreamWildcard = {PSA_ALG_CCM_STAR_ANY_TAG};
const Set kBlocks = {PSA_ALG_XTS, PSA_ALG_ECB_NO_PADDING, PSA_ALG_CBC_NO_PADDING, PSA_ALG_CBC_PKCS7};
const Set kBlockAead = {PSA_ALG_CCM, PSA_ALG_GCM, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 4)};
const Set kBlockAeadWildcard = {PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_GCM, 8)};
const Set kOtherAead = {PSA_ALG_CHACHA20_POLY1305, PSA_ALG_XCHACHA20_POLY1305, PSA_ALG_ASCON_AEAD128};
const Set kWraps = {PSA_ALG_KW, PSA_ALG_KWP};
const Set kHkdf = {PSA_ALG_HKDF(PSA_ALG_SHA_256)};
const Set kExtract = {PSA_ALG_HKDF_EXTRACT(PSA_ALG_SHA_256)};
const Set kExpand = {PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_256)};
const Set kPrf = {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_256)};
const Set kPskToMs = {PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_384)};
const Set kCounterHmac = {PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256)};
const Set kOtherKdf = {PSA_ALG_TLS12_ECJPAKE_TO_PMS, PSA_ALG_SP800_108_COUNTER_CMAC};
const Set kPbkdf2Hmac = {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256)};
const Set kPbkdf2Cmac = {PSA_ALG_PBKDF2_AES_CMAC_PRF_128};
const Set kH2e = {PSA_ALG_WPA3_SAE_H2E(PSA_ALG_SHA_256)};
const Set kStretching = kPbkdf2Hmac + kPbkdf2Cmac + kH2e;
const Set kKdfs = kHkdf + kExtract + kExpand + kPrf + kPskToMs + kCounterHmac + kOtherKdf + kStretching;
const Set kPkcs1 = {PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256)};
const Set kPkcs1Wildcard = {PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH)};
const Set kPkcs1Raw = {PSA_ALG_RSA_PKCS1V15_SIGN_RAW};
const Set kPss = {PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)};
const Set kPssAnySalt = {PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256)};
const Set kEcdsa = {PSA_ALG_ECDSA(PSA_ALG_SHA_256)};
const Set kEcdsaAny = {PSA_ALG_ECDSA_ANY};
const Set kDeterministicEcdsa = {PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256)};
const Set kPureEddsa = {PSA_ALG_PURE_EDDSA};
const Set kEddsaContext = {PSA_ALG_EDDSA_CTX};
const Set kHashEddsa = {PSA_ALG_ED25519PH, PSA_ALG_ED448PH};
const Set kSlhDsa = {PSA_ALG_SLH_DSA, PSA_ALG_DETERMINISTIC_SLH_DSA};
const Set kHedgedHashSlhDsa = {PSA_ALG_HASH_SLH_DSA(PSA_ALG_SHA_256)};
const Set kDeterministicHashSlhDsa = {PSA_ALG_DETERMINISTIC_HASH_SLH_DSA(PSA_ALG_SHAKE256_512)};
const Set kHashSlhDsa = kHedgedHashSlhDsa + kDeterministicHashSlhDsa;
const Set kMlDsa = {PSA_ALG_ML_DSA, PSA_ALG_DETERMINISTIC_ML_DSA};
const Set kHedgedHashMlDsa = {PSA_ALG_HASH_ML_DSA(PSA_ALG_SHA_256)};
const Set kDeterministicHashMlDsa = {PSA_ALG_DETERMINISTIC_HASH_ML_DSA(PSA_ALG_SHA3_512)};
const Set kHashMlDsa = kHedgedHashMlDsa + kDeterministicHashMlDsa;
const Set kStateful = {PSA_ALG_LMS, PSA_ALG_HSS, PSA_ALG_XMSS, PSA_ALG_XMSS_MT};
const Set kHashAndSign = kPkcs1 + kPkcs1Wildcard + kPkcs1Raw + kPss + kPssAnySalt + kEcdsa + kEcdsaAny +
                         kDeterministicEcdsa + kHashEddsa + kHashSlhDsa + kHashMlDsa;
const Set kMessageOnly = kPureEddsa + kEddsaContext + kSlhDsa + kMlDsa + kStateful;
const Set kPkcs1Crypt = {PSA_ALG_RSA_PKCS1V15_CRYPT};
const Set kOaep = {PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)};
const Set kFfdh = {PSA_ALG_FFDH};
const Set kEcdh = {PSA_ALG_ECDH};
const Set kFfdhWithKdf = {PSA_ALG_KEY_AGREEMENT(PSA_ALG_FFDH, PSA_ALG_HKDF(PSA_ALG_SHA_256))};
const Set kEcdhWithKdf = {PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_PBKDF2_AES_CMAC_PRF_128)};
const Set kEncapsulations = {PSA_ALG_ECIES_SEC1, PSA_ALG_ML_KEM};
const Set kJpake = {PSA_ALG_JPAKE(PSA_ALG_SHA_256)};
const Set kSpakeHmac = {PSA_ALG_SPAKE2P_HMAC(PSA_ALG_SHA_256)};
const Set kSpakeCmac = {PSA_ALG_SPAKE2P_CMAC(PSA_ALG_SHA_256)};
const Set kMatter = {PSA_ALG_SPAKE2P_MATTER};
const Set kSaeFixed = {PSA_ALG_WPA3_SAE_FIXED(PSA_ALG_SHA_256)};
const Set kSaeGdh = {PSA_ALG_WPA3_SAE_GDH(PSA_ALG_SHA_512)};
const Set kSaeWildcard = {PSA_ALG_WPA3_SAE_ANY};
const Set kPakes = kJpake + kSpakeHmac + kSpakeCmac + kMatter + kSaeFixed + kSaeGdh + kSaeWildcard;

const Set kMacs = kHmac + kHmacWildcard + kBlake2Mac + kBlockMac + kBlockMacWildcard;
const Set kCiphers = kStreams + kStreamWildcard + kBlocks;
const Set kAeads = kBlockAead + kBlockAeadWildcard + kOtherAead;
const Set kSignatures = kHashAndSign + kMessageOnly;
const Set kAgreements = kFfdh + kEcdh + kFfdhWithKdf + kEcdhWithKdf;
const Set kAlgorithms = Set{PSA_ALG_NONE} + kHashes + kAnyHash + kXofs + kXofsWithContext + kMacs + kCiphers +
                        kAeads + kWraps + kKdfs + kSignatures + kPkcs1Crypt + kOaep + kAgreements +
                        kEncapsulations + kPakes;

// `holds` for the members, and for no other of all.
void expect_exactly(const std::string& name, bool (*holds)(std::uint32_t), const Set& members,
                    const Set& all) {
  for (const std::uint32_t value : all) {
    const bool expected = std::find(members.begin(), members.end(), value) != members.end();
    EXPECT_EQ(holds(value), expected) << name << " of 0x" << std::hex << value;
  }
}

#define ALG(macro, ...)                                                                                   \
  expect_exactly(                                                                                         \
      #macro, [](std::uint32_t value) { return static_cast<bool>(PSA_ALG_##macro(value)); }, __VA_ARGS__, \
      kAlgorithms)

TEST(Values, CategoriesOfAlgorithms) {
  ALG(IS_HASH, kHashes + kAnyHash);
  ALG(IS_XOF, kXofs + kXofsWithContext);
  ALG(IS_MAC, kMacs);
  ALG(IS_CIPHER, kCiphers);
  ALG(IS_AEAD, kAeads);
  ALG(IS_KEY_WRAP, kWraps);
  ALG(IS_KEY_DERIVATION, kKdfs);
  ALG(IS_SIGN, kSignatures);
  ALG(IS_ASYMMETRIC_ENCRYPTION, kPkcs1Crypt + kOaep);
  ALG(IS_KEY_AGREEMENT, kAgreements);
  ALG(IS_KEY_ENCAPSULATION, kEncapsulations);
  ALG(IS_PAKE, kPakes);
  ALG(IS_WILDCARD, kAnyHash + kHmacWildcard + kBlockMacWildcard + kStreamWildcard + kBlockAeadWildcard +
                       kPkcs1Wildcard + kSaeWildcard);
}

TEST(Values, SymmetricAlgorithms) {
  ALG(IS_BLAKE2_HASH, kBlake2);
  ALG(IS_HMAC, kHmac);  // not the wildcard, by the definition in appendix C
  ALG(IS_BLAKE2_MAC, kBlake2Mac);
  ALG(IS_BLOCK_CIPHER_MAC, kBlockMac + kBlockMacWildcard);
  ALG(IS_STREAM_CIPHER, kStreams + kStreamWildcard);
  ALG(IS_AEAD_ON_BLOCK_CIPHER, kBlockAead + kBlockAeadWildcard);
  ALG(IS_HKDF, kHkdf);
  ALG(IS_HKDF_EXTRACT, kExtract);
  ALG(IS_HKDF_EXPAND, kExpand);
  ALG(IS_TLS12_PRF, kPrf);
  ALG(IS_TLS12_PSK_TO_MS, kPskToMs);
  ALG(IS_SP800_108_COUNTER_HMAC, kCounterHmac);
  ALG(IS_PBKDF2_HMAC, kPbkdf2Hmac);
  ALG(IS_WPA3_SAE_H2E, kH2e);
  ALG(IS_KEY_DERIVATION_STRETCHING, kStretching);
  expect_exactly(
      "XOF_HAS_CONTEXT", [](std::uint32_t alg) { return PSA_ALG_XOF_HAS_CONTEXT(alg); }, kXofsWithContext,
      kXofs + kXofsWithContext);
}

TEST(Values, Signatures) {
  ALG(IS_RSA_PKCS1V15_SIGN, kPkcs1 + kPkcs1Wildcard + kPkcs1Raw);
  ALG(IS_RSA_PSS, kPss + kPssAnySalt);
  ALG(IS_RSA_PSS_STANDARD_SALT, kPss);
  ALG(IS_RSA_PSS_ANY_SALT, kPssAnySalt);
  ALG(IS_ECDSA, kEcdsa + kEcdsaAny + kDeterministicEcdsa);
  ALG(IS_RANDOMIZED_ECDSA, kEcdsa + kEcdsaAny);
  ALG(IS_DETERMINISTIC_ECDSA, kDeterministicEcdsa);
  ALG(IS_HASH_EDDSA, kHashEddsa);
  ALG(IS_SLH_DSA, kSlhDsa);
  ALG(IS_HASH_SLH_DSA, kHashSlhDsa);
  ALG(IS_HEDGED_HASH_SLH_DSA, kHedgedHashSlhDsa);
  ALG(IS_DETERMINISTIC_HASH_SLH_DSA, kDeterministicHashSlhDsa);
  ALG(IS_ML_DSA, kMlDsa);
  ALG(IS_HASH_ML_DSA, kHashMlDsa);
  ALG(IS_HEDGED_HASH_ML_DSA, kHedgedHashMlDsa);
  ALG(IS_DETERMINISTIC_HASH_ML_DSA, kDeterministicHashMlDsa);
  ALG(IS_HASH_AND_SIGN, kHashAndSign);
  ALG(IS_SIGN_HASH, kHashAndSign);
  ALG(IS_SIGN_MESSAGE, kPkcs1 + kPkcs1Wildcard + kPss + kPssAnySalt + kEcdsa + kDeterministicEcdsa +
                           kHashEddsa + kHashSlhDsa + kHashMlDsa + kMessageOnly);
  ALG(SIGN_SUPPORTS_CONTEXT, kEddsaContext + kHashEddsa + kSlhDsa + kHashSlhDsa + kMlDsa + kHashMlDsa);
}

TEST(Values, OtherAsymmetricAlgorithms) {
  ALG(IS_RSA_OAEP, kOaep);
  ALG(IS_STANDALONE_KEY_AGREEMENT, kFfdh + kEcdh);
  ALG(IS_RAW_KEY_AGREEMENT, kFfdh + kEcdh);
  ALG(IS_FFDH, kFfdh + kFfdhWithKdf);
  ALG(IS_ECDH, kEcdh + kEcdhWithKdf);
  ALG(IS_JPAKE, kJpake);
  ALG(IS_SPAKE2P, kSpakeHmac + kSpakeCmac + kMatter);
  ALG(IS_SPAKE2P_HMAC, kSpakeHmac);
  ALG(IS_SPAKE2P_CMAC, kSpakeCmac);
  ALG(IS_WPA3_SAE, kSaeFixed + kSaeGdh);
  ALG(IS_WPA3_SAE_FIXED, kSaeFixed);
  ALG(IS_WPA3_SAE_GDH, kSaeGdh);
}

const Set kUnstructured = {
    PSA_KEY_TYPE_RAW_DATA,  PSA_KEY_TYPE_HMAC,   PSA_KEY_TYPE_BLAKE2, PSA_KEY_TYPE_DERIVE,
    PSA_KEY_TYPE_PASSWORD,  PSA_KEY_TYPE_PEPPER, PSA_KEY_TYPE_ARC4,   PSA_KEY_TYPE_CHACHA20,
    PSA_KEY_TYPE_XCHACHA20, PSA_KEY_TYPE_ASCON,  PSA_KEY_TYPE_DES,    PSA_KEY_TYPE_AES,
    PSA_KEY_TYPE_CAMELLIA,  PSA_KEY_TYPE_SM4,    PSA_KEY_TYPE_ARIA,   PSA_KEY_TYPE_PASSWORD_HASH};
const Set kSaeEcc = {PSA_KEY_TYPE_WPA3_SAE_ECC(PSA_ECC_FAMILY_BRAINPOOL_P_R1)};
const Set kSaeDh = {PSA_KEY_TYPE_WPA3_SAE_DH(PSA_DH_FAMILY_RFC3526)};
const Set kRsaPublic = {PSA_KEY_TYPE_RSA_PUBLIC_KEY};
const Set kRsaPair = {PSA_KEY_TYPE_RSA_KEY_PAIR};
const Set kEccPublic = {PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_TWISTED_EDWARDS)};
const Set kEccPair = {PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)};
const Set kDhPublic = {PSA_KEY_TYPE_DH_PUBLIC_KEY(PSA_DH_FAMILY_RFC3526)};
const Set kDhPair = {PSA_KEY_TYPE_DH_KEY_PAIR(PSA_DH_FAMILY_RFC7919)};
const Set kSpakePublic = {PSA_KEY_TYPE_SPAKE2P_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)};
const Set kSpakePair = {PSA_KEY_TYPE_SPAKE2P_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)};
const Set kSlhPublic = {PSA_KEY_TYPE_SLH_DSA_PUBLIC_KEY(PSA_SLH_DSA_FAMILY_SHA2_S)};
const Set kSlhPair = {PSA_KEY_TYPE_SLH_DSA_KEY_PAIR(PSA_SLH_DSA_FAMILY_SHAKE_F)};
const Set kMlDsaPublic = {PSA_KEY_TYPE_ML_DSA_PUBLIC_KEY};
const Set kMlDsaPair = {PSA_KEY_TYPE_ML_DSA_KEY_PAIR};
const Set kMlKemPublic = {PSA_KEY_TYPE_ML_KEM_PUBLIC_KEY};
const Set kMlKemPair = {PSA_KEY_TYPE_ML_KEM_KEY_PAIR};
const Set kStatefulPublic = {PSA_KEY_TYPE_LMS_PUBLIC_KEY, PSA_KEY_TYPE_HSS_PUBLIC_KEY,
                             PSA_KEY_TYPE_XMSS_PUBLIC_KEY, PSA_KEY_TYPE_XMSS_MT_PUBLIC_KEY};
const Set kPublic = kRsaPublic + kEccPublic + kDhPublic + kSpakePublic + kSlhPublic + kMlDsaPublic +
                    kMlKemPublic + kStatefulPublic;
const Set kPairs = kRsaPair + kEccPair + kDhPair + kSpakePair + kSlhPair + kMlDsaPair + kMlKemPair;
const Set kTypes = Set{PSA_KEY_TYPE_NONE} + kUnstructured + kSaeEcc + kSaeDh + kPublic + kPairs;

#define TYPE(macro, ...)                                                                                    \
  expect_exactly(                                                                                           \
      #macro, [](std::uint32_t value) { return PSA_KEY_TYPE_##macro(static_cast<psa_key_type_t>(value)); }, \
      __VA_ARGS__, kTypes)

TEST(Values, KeyTypes) {
  TYPE(IS_UNSTRUCTURED, kUnstructured);
  TYPE(IS_ASYMMETRIC, kPublic + kPairs);
  TYPE(IS_PUBLIC_KEY, kPublic);
  TYPE(IS_KEY_PAIR, kPairs);
  TYPE(IS_RSA, kRsaPublic + kRsaPair);
  TYPE(IS_ECC, kEccPublic + kEccPair);
  TYPE(IS_ECC_PUBLIC_KEY, kEccPublic);
  TYPE(IS_ECC_KEY_PAIR, kEccPair);
  TYPE(IS_DH, kDhPublic + kDhPair);
  TYPE(IS_DH_PUBLIC_KEY, kDhPublic);
  TYPE(IS_DH_KEY_PAIR, kDhPair);
  TYPE(IS_SPAKE2P, kSpakePublic + kSpakePair);
  TYPE(IS_SPAKE2P_PUBLIC_KEY, kSpakePublic);
  TYPE(IS_SPAKE2P_KEY_PAIR, kSpakePair);
  TYPE(IS_SLH_DSA, kSlhPublic + kSlhPair);
  TYPE(IS_SLH_DSA_PUBLIC_KEY, kSlhPublic);
  TYPE(IS_SLH_DSA_KEY_PAIR, kSlhPair);
  TYPE(IS_ML_DSA, kMlDsaPublic + kMlDsaPair);
  TYPE(IS_ML_KEM, kMlKemPublic + kMlKemPair);
  TYPE(IS_WPA3_SAE_ECC, kSaeEcc);
  TYPE(IS_WPA3_SAE_DH, kSaeDh);
}

// A key type differs from every other in two bits at least: all have an even number of ones (B.2).
TEST(Values, KeyTypesHaveEvenParity) {
  for (const std::uint32_t type : kTypes) EXPECT_EQ(__builtin_parity(type), 0) << std::hex << type;
}

// Sizes of data that no 32-bit number counts are not cut off.
TEST(Values, SizesAreAsWideAsTheirArguments) {
  if constexpr (sizeof(std::size_t) > 4) {
    const std::size_t large = std::size_t{1} << 33;
    const psa_key_type_t type = PSA_KEY_TYPE_AES;
    EXPECT_EQ(PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, PSA_ALG_CBC_PKCS7, large), large + 32);
    EXPECT_EQ(PSA_CIPHER_UPDATE_OUTPUT_SIZE(type, PSA_ALG_CBC_PKCS7, large + 1), large + 16);
    EXPECT_EQ(PSA_AEAD_UPDATE_OUTPUT_SIZE(type, PSA_ALG_GCM, large + 1), large + 16);
    EXPECT_EQ(PSA_AEAD_ENCRYPT_OUTPUT_SIZE(type, PSA_ALG_GCM, large), large + 16);
  }
}

}  // namespace
