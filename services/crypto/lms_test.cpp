// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"
#include "services/crypto/lms_vectors.hpp"

namespace redoubt::crypto::testing {
namespace {

constexpr psa_key_type_t kLmsKey = PSA_KEY_TYPE_LMS_PUBLIC_KEY;

void append(Buffer& to, const Buffer& more) { to.insert(to.end(), more.begin(), more.end()); }
Buffer number(std::uint32_t value, std::size_t size) {
  Buffer bytes(size);
  for (std::size_t i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<std::uint8_t>(value);
  return bytes;
}

// A signer, straight from RFC 8554's algorithms 0 to 5 and its table of parameters, with trees of height 5.
class Signer {
 public:
  struct Parameters {
    std::uint32_t tree_type, one_time_type;
    std::size_t n;
    unsigned w, p, ls;
  };

  explicit Signer(const Parameters& parameters) : parameters_(parameters) {
    std::vector<Buffer> level;
    for (std::uint32_t leaf = 0; leaf < kLeaves; ++leaf) {
      std::vector<Buffer> parts = {id_, number(leaf, 4), {0x80, 0x80}};
      for (unsigned i = 0; i < parameters_.p; ++i) parts.push_back(chain(leaf, i, 0, max()));
      level.push_back(hash({id_, number(kLeaves + leaf, 4), {0x82, 0x82}, hash(parts)}));
    }
    for (auto first = static_cast<std::uint32_t>(kLeaves); !level.empty(); first /= 2) {
      levels_.push_back(level);
      std::vector<Buffer> next;
      for (std::uint32_t i = 0; i + 1 < level.size(); i += 2)
        next.push_back(hash({id_, number((first + i) / 2, 4), {0x83, 0x83}, level[i], level[i + 1]}));
      level = next;
    }
  }

  Buffer key() const {
    Buffer key = number(parameters_.tree_type, 4);
    append(key, number(parameters_.one_time_type, 4));
    append(key, id_);
    append(key, levels_.back()[0]);
    return key;
  }

  Buffer sign(const Buffer& message, std::uint32_t leaf) const {
    const Buffer randomizer(parameters_.n, 0xC5);
    Buffer digest = hash({id_, number(leaf, 4), {0x81, 0x81}, randomizer, message});
    unsigned sum = 0;
    for (unsigned i = 0; i < 8 * parameters_.n / parameters_.w; ++i) sum += max() - digit(digest, i);
    append(digest, number(sum << parameters_.ls, 2));
    Buffer signature = number(leaf, 4);
    append(signature, number(parameters_.one_time_type, 4));
    append(signature, randomizer);
    for (unsigned i = 0; i < parameters_.p; ++i) append(signature, chain(leaf, i, 0, digit(digest, i)));
    append(signature, number(parameters_.tree_type, 4));
    for (std::size_t level = 0; level + 1 < levels_.size(); ++level, leaf /= 2)
      append(signature, levels_[level][leaf ^ 1]);
    return signature;
  }

 private:
  static constexpr std::uint32_t kLeaves = 32;

  unsigned max() const { return (1u << parameters_.w) - 1; }
  unsigned digit(const Buffer& from, unsigned i) const {
    unsigned value = 0;
    for (unsigned bit = i * parameters_.w; bit < (i + 1) * parameters_.w; ++bit)
      value = value << 1 | (std::uint32_t{from[bit / 8]} >> (7 - bit % 8) & 1u);
    return value;
  }
  Buffer hash(const std::vector<Buffer>& parts) const {
    Buffer all;
    for (const Buffer& part : parts) append(all, part);
    Buffer out(32);
    std::size_t size = 0;
    EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, all.data(), all.size(), out.data(), out.size(), &size),
              PSA_SUCCESS);
    out.resize(parameters_.n);
    return out;
  }
  Buffer chain(std::uint32_t leaf, unsigned i, unsigned from, unsigned to) const {
    Buffer value = hash({id_, number(leaf, 4), number(i, 2), {0xFF}, Buffer(32, 0x5E)});
    for (unsigned j = from; j < to; ++j)
      value = hash({id_, number(leaf, 4), number(i, 2), number(j, 1), value});
    return value;
  }

  Parameters parameters_;
  Buffer id_ = Buffer(16, 0x1D);
  std::vector<std::vector<Buffer>> levels_;
};

class Lms : public Crypto {
 protected:
  static psa_key_attributes_t verifier(std::size_t bits = 0) {
    return attributes(kLmsKey, PSA_KEY_USAGE_VERIFY_MESSAGE | PSA_KEY_USAGE_EXPORT, PSA_ALG_LMS, bits);
  }
  static psa_status_t verify(psa_key_id_t key, const Buffer& message, const Buffer& signature) {
    return psa_verify_message(key, PSA_ALG_LMS, message.data(), message.size(), signature.data(),
                              signature.size());
  }
};

constexpr std::size_t kTypeAt = 8 + 32 + 34 * 32;  // behind the chains

struct Vector {
  std::string_view key, message, signature;
};
constexpr Vector kVectors[] = {{kPyhsslmsKey, kPyhsslmsMessage, kPyhsslmsSignature},
                               {kHashSigsKey, kHashSigsMessage, kHashSigsSignature}};

TEST_F(Lms, VerifiesWhatOthersSigned) {
  for (const Vector& each : kVectors) {
    const psa_key_id_t key = import(verifier(), hex(each.key));
    const Buffer message = hex(each.message);
    const Buffer good = hex(each.signature);
    EXPECT_EQ(verify(key, message, good), PSA_SUCCESS);
    Buffer other_message = message;
    other_message[0] ^= 1;
    EXPECT_EQ(verify(key, other_message, good), PSA_ERROR_INVALID_SIGNATURE);
    for (std::size_t i = 0; i < good.size(); ++i) {
      const bool is_number = i < 8 || (i >= kTypeAt && i < kTypeAt + 4);
      if (!is_number && i % 29 != 0) continue;
      Buffer bad = good;
      bad[i] ^= static_cast<std::uint8_t>(1u << i % 8);
      EXPECT_EQ(verify(key, message, bad), PSA_ERROR_INVALID_SIGNATURE) << i;
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, good.size() - 1, good.size() + 1}) {
      Buffer bad = good;
      bad.resize(size);
      EXPECT_EQ(verify(key, message, bad), PSA_ERROR_INVALID_SIGNATURE);
    }
  }
}

TEST_F(Lms, AllParametersWithSha256) {
  const Signer::Parameters all[] = {
      {5, 1, 32, 1, 265, 7},  {5, 2, 32, 2, 133, 6},  {5, 3, 32, 4, 67, 4},  {5, 4, 32, 8, 34, 0},
      {10, 5, 24, 1, 200, 8}, {10, 6, 24, 2, 101, 6}, {10, 7, 24, 4, 51, 4}, {10, 8, 24, 8, 26, 0},
  };
  for (const Signer::Parameters& each : all) {
    const Signer signer(each);
    const psa_key_id_t key = import(verifier(8 * each.n), signer.key());
    for (const std::uint32_t leaf : {0u, 11u, 31u}) {
      const Buffer message(leaf * 10, 3);
      Buffer signature = signer.sign(message, leaf);
      EXPECT_EQ(verify(key, message, signature), PSA_SUCCESS) << each.one_time_type << ' ' << leaf;
      signature[0] ^= 0x80;  // the same leaf of a tree that does not exist
      EXPECT_EQ(verify(key, message, signature), PSA_ERROR_INVALID_SIGNATURE);
    }
    EXPECT_EQ(psa_destroy_key(key), PSA_SUCCESS);
  }
}

TEST_F(Lms, Keys) {
  const Buffer good = hex(kPyhsslmsKey);
  const psa_key_id_t key = import(verifier(), good);
  psa_key_attributes_t found = PSA_KEY_ATTRIBUTES_INIT;
  ASSERT_EQ(psa_get_key_attributes(key, &found), PSA_SUCCESS);
  EXPECT_EQ(psa_get_key_bits(&found), 256u);
  for (const auto function : {psa_export_key, psa_export_public_key}) {
    Buffer data(100);
    std::size_t size = 0;
    ASSERT_EQ(function(key, data.data(), data.size(), &size), PSA_SUCCESS);
    data.resize(size);
    EXPECT_EQ(data, good);
    EXPECT_EQ(function(key, data.data(), size - 1, &size), PSA_ERROR_BUFFER_TOO_SMALL);
  }
  const struct {
    std::size_t at;
    std::uint8_t value;
    psa_status_t expected;
  } changes[] = {
      {3, 4, PSA_ERROR_INVALID_ARGUMENT},   // no such tree
      {3, 10, PSA_ERROR_INVALID_ARGUMENT},  // hashes of 24 bytes
      {0, 1, PSA_ERROR_INVALID_ARGUMENT},
      {3, 25, PSA_ERROR_INVALID_ARGUMENT},
      {7, 0, PSA_ERROR_INVALID_ARGUMENT},  // no such one-time signature
      {7, 5, PSA_ERROR_INVALID_ARGUMENT},
      {7, 17, PSA_ERROR_INVALID_ARGUMENT},
      {4, 1, PSA_ERROR_INVALID_ARGUMENT},
      {7, 1, PSA_SUCCESS},
      {3, 9, PSA_SUCCESS},
  };
  for (const auto& change : changes) {
    Buffer data = good;
    data[change.at] = change.value;
    const psa_key_attributes_t wanted = verifier();
    psa_key_id_t made = 1;
    EXPECT_EQ(psa_import_key(&wanted, data.data(), data.size(), &made), change.expected) << change.at;
  }
  for (const std::size_t size : {1u, 23u, 48u, 55u, 57u}) {
    Buffer data = good;
    data.resize(size);
    const psa_key_attributes_t wanted = verifier();
    psa_key_id_t made = 1;
    EXPECT_EQ(psa_import_key(&wanted, data.data(), data.size(), &made), PSA_ERROR_INVALID_ARGUMENT) << size;
  }
  const psa_key_attributes_t generated = verifier(256);
  psa_key_id_t made = 1;
  EXPECT_EQ(psa_generate_key(&generated, &made), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Lms, OnlyVerifiesMessages) {
  const psa_key_id_t key =
      import(attributes(kLmsKey, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, PSA_ALG_LMS),
             hex(kPyhsslmsKey));
  const psa_key_id_t ecc =
      import(attributes(kP256PublicKey, PSA_KEY_USAGE_VERIFY_MESSAGE, PSA_ALG_LMS), hex(kP256Public));
  Buffer data(2000);
  std::size_t size = 0;
  EXPECT_EQ(psa_sign_message(key, PSA_ALG_LMS, data.data(), 32, data.data(), data.size(), &size),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_sign_hash(key, PSA_ALG_LMS, data.data(), 32, data.data(), data.size(), &size),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_verify_hash(key, PSA_ALG_LMS, data.data(), 32, data.data(), 1452),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(verify(ecc, data, data), PSA_ERROR_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace redoubt::crypto::testing
