// SPDX-License-Identifier: BSD-3-Clause
// GCM and ChaCha20-Poly1305: what they do not share with CCM, whose tests (aead_test.cpp) are those of the
// core.
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_usage_t kBoth = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;

struct Vector {
  psa_key_type_t type;
  std::string_view key, nonce, additional, plaintext, ciphertext;
};

// AES: McGrew and Viega's test cases 1, 2, 4, 5, 7, 8, 10, 13, 14 and 16, and nonces of other sizes; the
// others were made with OpenSSL's block ciphers and GHASH in Python.
constexpr Vector kGcm[] = {
    {PSA_KEY_TYPE_AES, "00000000000000000000000000000000", "000000000000000000000000", "", "",
     "58e2fccefa7e3061367f1d57a4e7455a"},
    {PSA_KEY_TYPE_AES, "00000000000000000000000000000000", "000000000000000000000000", "",
     "00000000000000000000000000000000", "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"},
    {PSA_KEY_TYPE_AES, "000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "",
     "cd33b28ac773f74ba00ed1f312572435"},
    {PSA_KEY_TYPE_AES, "000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
     "00000000000000000000000000000000", "98e7247c07f0fe411c267e4384b0f6002ff58d80033927ab8ef4d4587514f0fb"},
    {PSA_KEY_TYPE_AES, "0000000000000000000000000000000000000000000000000000000000000000",
     "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {PSA_KEY_TYPE_AES, "0000000000000000000000000000000000000000000000000000000000000000",
     "000000000000000000000000", "", "00000000000000000000000000000000",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b3"
     "96a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448"
     "b2fe324d9ccda27102519498e80f1478f37ba55bd6d27618c"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6"
     "393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbad",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e"
     "1ebac0f07c23f45983612d2e79e3b0785561be14aaca2fccb"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308", "ca", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "255a318742217ca350a95a87300af21b13cc6357d0237b8b353ef266ce41ea8939cebc1a41050e0aa4d5df84ee8fcd4356699ee"
     "a8f02a99ec3f0ca4f1d5d89031129b453f4ad70c0484aafb5"},
    {PSA_KEY_TYPE_AES, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888cafebabe",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "4e90d8ffce1076a4e2a4b59a96628a4f4fbb7722e0c1dd96ba8048d73c4830c82d9cf95fe85002014d36b310e688711800ca92d"
     "b3943c59c074252c9f11b96da44c6039abafbb406aeb2e60a"},
    {PSA_KEY_TYPE_ARIA, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "2f0d6bb68cb6efdec154221b734467e012b09b88ec8d703c6e8f929f793d32249256be7b0fbd963f90e8f1d85e18725c1cc8f1f"
     "3ac505634e5318905554dbe8e1d62c3a4d25a9971108e535c"},
    {PSA_KEY_TYPE_ARIA, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "c3aa0e01a4f8b5dfdb25d0f1c78c275e516114080e2be7a7f7bffd4504b19a8552f80ad5b55f3d911725489629996d398d5ed6f"
     "077e22924c5b8ebe2a9286e70b3183d6d98f4ac8af1abdc22"},
    {PSA_KEY_TYPE_CAMELLIA, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "d0d94a13b632f337a0cc9955b94fa020c815f903aab12f1efaf2fe9d90f729a6cccbfa986ef2ff2c33de418d9a2529091cf18fe"
     "652c1cfde13f826069f458869431576ea6a095456ec6b8101"},
    {PSA_KEY_TYPE_CAMELLIA, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf"
     "5aa0de657ba637b39",
     "ad142c11579dd95e41f3c1f324dabc255864d920f1b65759d8f560d4948d447758dfdcf77aa9f62581c7ff572a037f810cb1a9c"
     "4b3ca6ed638179b774e4b178d8fe26fdc95e2e7246dd94bec"},
};

class AeadAlgorithms : public Crypto {
 protected:
  psa_status_t encrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& nonce,
                       const Buffer& additional, const Buffer& message) {
    out_.assign(1000, 0xEE);
    const psa_status_t status =
        psa_aead_encrypt(key, algorithm, nonce.data(), nonce.size(), additional.data(), additional.size(),
                         message.data(), message.size(), out_.data(), out_.size(), &length_);
    out_.resize(length_);
    return status;
  }
  psa_status_t decrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& nonce,
                       const Buffer& additional, const Buffer& message) {
    out_.assign(1000, 0xEE);
    const psa_status_t status =
        psa_aead_decrypt(key, algorithm, nonce.data(), nonce.size(), additional.data(), additional.size(),
                         message.data(), message.size(), out_.data(), out_.size(), &length_);
    out_.resize(length_);
    return status;
  }
  // Both ways, and a bit of the tag that is wrong.
  void check(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& nonce, const Buffer& additional,
             const Buffer& message, Buffer ciphertext) {
    ASSERT_EQ(encrypt(key, algorithm, nonce, additional, message), PSA_SUCCESS);
    EXPECT_EQ(out_, ciphertext);
    ASSERT_EQ(decrypt(key, algorithm, nonce, additional, ciphertext), PSA_SUCCESS);
    EXPECT_EQ(out_, message);
    ciphertext.back() ^= 1;
    EXPECT_EQ(decrypt(key, algorithm, nonce, additional, ciphertext), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_TRUE(out_.empty());
  }

  Buffer out_;
  std::size_t length_ = 99;
};

Buffer sha256(const Buffer& data) {
  Buffer digest(32);
  std::size_t size = 0;
  EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, data.data(), data.size(), digest.data(), 32, &size),
            PSA_SUCCESS);
  return digest;
}

Buffer counted(std::size_t size) {
  Buffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

TEST_F(AeadAlgorithms, GcmVectors) {
  for (const Vector& vector : kGcm) {
    SCOPED_TRACE(vector.ciphertext);
    const psa_key_id_t key = import(attributes(vector.type, kBoth, PSA_ALG_GCM), hex(vector.key));
    check(key, PSA_ALG_GCM, hex(vector.nonce), hex(vector.additional), hex(vector.plaintext),
          hex(vector.ciphertext));
    ASSERT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(AeadAlgorithms, GcmInPieces) {
  const psa_key_id_t key =
      import(attributes(PSA_KEY_TYPE_AES, kBoth, PSA_ALG_GCM), hex("feffe9928665731c6d6a8f9467308308"));
  ASSERT_EQ(encrypt(key, PSA_ALG_GCM, hex("cafebabefacedbaddecaf888"), counted(300), counted(400)),
            PSA_SUCCESS);
  EXPECT_EQ(sha256(out_), hex("4444145580dd33ed6a51929174c6db45112fbf12394940012da2223a00d55c25"));
}

TEST_F(AeadAlgorithms, SizesOfGcm) {
  const psa_key_id_t key =
      import(attributes(PSA_KEY_TYPE_AES, kBoth, PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_GCM, 1)),
             Buffer(16));
  ASSERT_EQ(encrypt(key, PSA_ALG_GCM, Buffer(12), {}, Buffer(20)), PSA_SUCCESS);
  const Buffer whole = out_;
  for (std::size_t tag = 1; tag <= 16; ++tag) {
    const psa_algorithm_t algorithm = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_GCM, tag);
    const bool is_right = tag == 4 || tag == 8 || tag >= 12;
    EXPECT_EQ(encrypt(key, algorithm, Buffer(12), {}, Buffer(20)),
              is_right ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
    if (!is_right) continue;
    EXPECT_EQ(out_, Buffer(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(20 + tag)));
    const Buffer made = out_;
    EXPECT_EQ(decrypt(key, algorithm, Buffer(12), {}, made), PSA_SUCCESS);
  }
  EXPECT_EQ(encrypt(key, PSA_ALG_GCM, {}, {}, {}), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(key, PSA_ALG_GCM, Buffer(16), {}, {}), PSA_SUCCESS);
  EXPECT_EQ(encrypt(key, PSA_ALG_GCM, Buffer(17), {}, {}), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(decrypt(key, PSA_ALG_GCM, Buffer(60), {}, Buffer(16)), PSA_ERROR_NOT_SUPPORTED);
}

// RFC 8439, 2.8.2
TEST_F(AeadAlgorithms, ChaCha20Poly1305) {
  Buffer bytes = counted(32);
  for (std::uint8_t& byte : bytes) byte |= 0x80;
  const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_CHACHA20_POLY1305), bytes);
  const Buffer nonce = hex("070000004041424344454647");
  check(key, PSA_ALG_CHACHA20_POLY1305, nonce, hex("50515253c0c1c2c3c4c5c6c7"),
        text("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
             "sunscreen "
             "would be it."),
        hex("d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
            "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
            "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"));
  check(key, PSA_ALG_CHACHA20_POLY1305, nonce, {}, {}, hex("a0784d7a4716f3feb4f64e7f4b39bf04"));
  EXPECT_EQ(encrypt(key, PSA_ALG_CHACHA20_POLY1305, Buffer(8), {}, {}), PSA_ERROR_NOT_SUPPORTED);
  for (const std::size_t size : {0u, 11u, 13u, 16u, 24u}) {
    EXPECT_EQ(encrypt(key, PSA_ALG_CHACHA20_POLY1305, Buffer(size), {}, {}), PSA_ERROR_INVALID_ARGUMENT)
        << size;
  }
}

TEST_F(AeadAlgorithms, ChaCha20Poly1305InPieces) {
  const psa_key_id_t key = import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_CHACHA20_POLY1305),
                                  hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  ASSERT_EQ(
      encrypt(key, PSA_ALG_CHACHA20_POLY1305, hex("cafebabefacedbaddecaf888"), counted(300), counted(400)),
      PSA_SUCCESS);
  EXPECT_EQ(sha256(out_), hex("1b3dc29fa3ac1c7e82f35bec3c909b6c15ec8b849cfe3a05506021fe5d0de809"));
}

TEST_F(AeadAlgorithms, KeysOfOtherTypes) {
  const psa_key_id_t aes =
      import(attributes(PSA_KEY_TYPE_AES, kBoth,
                        PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CHACHA20_POLY1305, 16)),
             Buffer(32));
  const psa_key_id_t chacha = import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_GCM), Buffer(32));
  const psa_key_id_t other =
      import(attributes(PSA_KEY_TYPE_CHACHA20, kBoth, PSA_ALG_XCHACHA20_POLY1305), Buffer(32));
  EXPECT_EQ(encrypt(aes, PSA_ALG_CHACHA20_POLY1305, Buffer(12), {}, {}), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(chacha, PSA_ALG_GCM, Buffer(12), {}, {}), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(encrypt(chacha, PSA_ALG_CHACHA20_POLY1305, Buffer(12), {}, {}), PSA_ERROR_NOT_PERMITTED);
  EXPECT_EQ(encrypt(other, PSA_ALG_XCHACHA20_POLY1305, Buffer(12), {}, {}), PSA_ERROR_NOT_SUPPORTED);
}

}  // namespace
}  // namespace redoubt::crypto::testing
