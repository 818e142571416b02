// SPDX-License-Identifier: BSD-3-Clause
// What the tests of RSA share.
#pragma once

#include "services/crypto/rsa.hpp"

#include "services/crypto/crypto_test.hpp"
#include "services/crypto/rsa_vectors.hpp"

namespace redoubt::crypto::testing {

inline constexpr psa_key_type_t kPair = PSA_KEY_TYPE_RSA_KEY_PAIR;
inline constexpr psa_key_type_t kPublic = PSA_KEY_TYPE_RSA_PUBLIC_KEY;
inline constexpr psa_algorithm_t kPkcs1 = PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256);
inline constexpr psa_algorithm_t kRaw = PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
inline constexpr psa_algorithm_t kPss = PSA_ALG_RSA_PSS(PSA_ALG_SHA_256);
inline constexpr psa_algorithm_t kPssAnySalt = PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256);
inline constexpr psa_algorithm_t kCrypt = PSA_ALG_RSA_PKCS1V15_CRYPT;
inline constexpr psa_algorithm_t kOaep = PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256);
inline constexpr psa_key_usage_t kAll = PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_SIGN_HASH |
                                        PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_ENCRYPT |
                                        PSA_KEY_USAGE_DECRYPT;
inline constexpr std::size_t kSize = 256;  // of what most tests' key makes

class Rsa : public Crypto {
 protected:
  static psa_key_attributes_t all(psa_key_type_t type, psa_algorithm_t algorithm = kPkcs1,
                                  std::size_t bits = 0) {
    return attributes(type, kAll, algorithm, bits);
  }
  static psa_key_id_t pair(psa_algorithm_t algorithm) {
    return import(all(kPair, algorithm), hex(kRsa2048Private));
  }
  static psa_key_id_t public_key(psa_algorithm_t algorithm) {
    return import(all(kPublic, algorithm), hex(kRsa2048Public));
  }
  psa_status_t try_import(const psa_key_attributes_t& attributes, const Buffer& data) {
    return psa_import_key(&attributes, data.data(), data.size(), &key_);
  }
  template <class Export>
  static Buffer exported(Export function, psa_key_id_t key) {
    Buffer data(3000);
    std::size_t size = 0;
    EXPECT_EQ(function(key, data.data(), data.size(), &size), PSA_SUCCESS);
    data.resize(size);
    return data;
  }
  // What the key does to a block, without any padding.
  static Buffer raw(Buffer block, bool is_private) {
    const Buffer bytes = hex(kRsa2048Private);
    const KeyMaterial key = {kPair, 2048, bytes};
    EXPECT_TRUE(is_private ? rsa_private_operation(key, block) : rsa_public_operation(key, block));
    return block;
  }

  psa_status_t sign_hash(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& hash,
                         std::size_t room = kSize) {
    signature_.assign(room, 0);
    length_ = 99;
    const psa_status_t status =
        psa_sign_hash(key, algorithm, hash.data(), hash.size(), signature_.data(), room, &length_);
    signature_.resize(length_);
    return status;
  }
  static psa_status_t verify_hash(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& hash,
                                  const Buffer& signature) {
    return psa_verify_hash(key, algorithm, hash.data(), hash.size(), signature.data(), signature.size());
  }
  psa_status_t verify_message(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& signature) {
    return psa_verify_message(key, algorithm, message_.data(), message_.size(), signature.data(),
                              signature.size());
  }
  psa_status_t encrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& message,
                       const Buffer& label = {}, std::size_t room = kSize) {
    output_.assign(room, 0);
    length_ = 99;
    const psa_status_t status =
        psa_asymmetric_encrypt(key, algorithm, message.data(), message.size(), label.data(), label.size(),
                               output_.data(), room, &length_);
    output_.resize(length_);
    return status;
  }
  psa_status_t decrypt(psa_key_id_t key, psa_algorithm_t algorithm, const Buffer& ciphertext,
                       const Buffer& label = {}, std::size_t room = kSize) {
    output_.assign(room, 0);
    length_ = 99;
    const psa_status_t status =
        psa_asymmetric_decrypt(key, algorithm, ciphertext.data(), ciphertext.size(), label.data(),
                               label.size(), output_.data(), room, &length_);
    EXPECT_TRUE(status == PSA_SUCCESS || output_ == Buffer(room));
    output_.resize(length_);
    return status;
  }

  psa_key_id_t key_ = 1;
  Buffer message_ = text("sample");
  Buffer hash_ = hex("AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
  Buffer signature_, output_;
  std::size_t length_ = 99;
};

inline void append(Buffer& to, const Buffer& more) { to.insert(to.end(), more.begin(), more.end()); }

// 00, the type, padding, 00, the rest.
inline Buffer pkcs1_block(std::uint8_t type, std::size_t padding, std::uint8_t filler, const Buffer& rest) {
  Buffer block = {0, type};
  block.insert(block.end(), padding, filler);
  block.push_back(0);
  append(block, rest);
  return block;
}

}  // namespace redoubt::crypto::testing
