// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

using ::testing::Each;

struct Vector {
  Buffer message;
  std::string_view digest;
};

// FIPS 180-4's examples, the empty message, and every size around a block and around a piece of the
// service's.
const Vector kVectors[] = {
    {{}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {Buffer(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

Buffer compute(const Buffer& message) {
  Buffer hash(PSA_HASH_LENGTH(PSA_ALG_SHA_256));
  std::size_t length = 0;
  EXPECT_EQ(
      psa_hash_compute(PSA_ALG_SHA_256, message.data(), message.size(), hash.data(), hash.size(), &length),
      PSA_SUCCESS);
  EXPECT_EQ(length, hash.size());
  return hash;
}

class Hash : public Crypto {
 protected:
  psa_hash_operation_t operation_ = PSA_HASH_OPERATION_INIT;
  Buffer hash_ = Buffer(64, 0xEE);
  std::size_t length_ = 99;

  void start() { ASSERT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_256), PSA_SUCCESS); }
  psa_status_t finish(std::size_t size) { return psa_hash_finish(&operation_, hash_.data(), size, &length_); }
};

TEST_F(Hash, ComputesPublishedVectors) {
  for (const Vector& vector : kVectors) EXPECT_EQ(compute(vector.message), hex(vector.digest));
}

TEST_F(Hash, ComparesPublishedVectors) {
  for (const Vector& vector : kVectors) {
    Buffer hash = hex(vector.digest);
    const auto compare = [&](std::size_t size) {
      return psa_hash_compare(PSA_ALG_SHA_256, vector.message.data(), vector.message.size(), hash.data(),
                              size);
    };
    EXPECT_EQ(compare(32), PSA_SUCCESS);
    EXPECT_EQ(compare(31), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(compare(0), PSA_ERROR_INVALID_SIGNATURE);
    hash.push_back(0);
    EXPECT_EQ(compare(33), PSA_ERROR_INVALID_SIGNATURE);
    hash[31] ^= 1;
    EXPECT_EQ(compare(32), PSA_ERROR_INVALID_SIGNATURE);
  }
}

TEST_F(Hash, ManyPartsEqualOne) {
  Buffer message(700);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::uint8_t>(i * 7);
  for (const std::size_t step : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 700u}) {
    start();
    for (std::size_t at = 0; at < message.size(); at += step) {
      const std::size_t size = std::min(step, message.size() - at);
      ASSERT_EQ(psa_hash_update(&operation_, message.data() + at, size), PSA_SUCCESS);
    }
    ASSERT_EQ(psa_hash_update(&operation_, nullptr, 0), PSA_SUCCESS);
    ASSERT_EQ(finish(32), PSA_SUCCESS);
    EXPECT_EQ(Buffer(hash_.begin(), hash_.begin() + 32), compute(message)) << step;
    EXPECT_EQ(length_, 32u);
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Hash, RefusesWhatIsNoHash) {
  for (const psa_algorithm_t alg : {PSA_ALG_NONE, PSA_ALG_HMAC(PSA_ALG_SHA_256), PSA_ALG_CCM}) {
    EXPECT_EQ(psa_hash_compute(alg, nullptr, 0, hash_.data(), 32, &length_), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_hash_compare(alg, nullptr, 0, hash_.data(), 32), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_hash_setup(&operation_, alg), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const psa_algorithm_t alg : {PSA_ALG_MD5, PSA_ALG_SHA3_256, PSA_ALG_ANY_HASH}) {
    EXPECT_EQ(psa_hash_compute(alg, nullptr, 0, hash_.data(), 32, &length_), PSA_ERROR_NOT_SUPPORTED);
    EXPECT_EQ(psa_hash_compare(alg, nullptr, 0, hash_.data(), 32), PSA_ERROR_NOT_SUPPORTED);
    EXPECT_EQ(psa_hash_setup(&operation_, alg), PSA_ERROR_NOT_SUPPORTED);
  }
  EXPECT_EQ(operation_.private_handle, 0u);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Hash, RoomOfTheWrongSize) {
  EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, nullptr, 0, hash_.data(), 31, &length_),
            PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, nullptr, 0, nullptr, 0, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_THAT(hash_, Each(0xEE));
  // More room than there is, said by a caller who knows what comes.
  EXPECT_EQ(psa_hash_compute(PSA_ALG_SHA_256, nullptr, 0, hash_.data(), SIZE_MAX, &length_), PSA_SUCCESS);
  EXPECT_EQ(length_, 32u);
  start();
  EXPECT_EQ(finish(31), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length_, 0u);
  EXPECT_EQ(finish(32), PSA_ERROR_BAD_STATE) << "the operation has failed";
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
}

TEST_F(Hash, VerifiesParts) {
  start();
  ASSERT_EQ(psa_hash_update(&operation_, text("abc").data(), 3), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_verify(&operation_, hex(kVectors[1].digest).data(), 32), PSA_SUCCESS);
  EXPECT_EQ(operation_.private_handle, 0u);
  start();
  EXPECT_EQ(psa_hash_verify(&operation_, hex(kVectors[1].digest).data(), 32), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(psa_hash_verify(&operation_, hex(kVectors[0].digest).data(), 32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Hash, WrongOrder) {
  EXPECT_EQ(psa_hash_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(finish(32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_verify(&operation_, hash_.data(), 32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
  start();
  EXPECT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_256), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(finish(32), PSA_SUCCESS) << "a refused setup changes nothing";
  EXPECT_EQ(finish(32), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_THAT(length_, 0u);
}

TEST_F(Hash, AnOperationThatFailedStaysSoUntilItIsAborted) {
  start();
  ASSERT_EQ(finish(0), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_EQ(operations(), 0u) << "it holds nothing of the service";
  EXPECT_EQ(psa_hash_setup(&operation_, PSA_ALG_SHA_256), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_update(&operation_, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_abort(&operation_), PSA_SUCCESS);
  start();
  EXPECT_EQ(finish(32), PSA_SUCCESS);
}

TEST_F(Hash, Clones) {
  psa_hash_operation_t copy = psa_hash_operation_init();
  EXPECT_EQ(psa_hash_clone(&operation_, &copy), PSA_ERROR_BAD_STATE);
  start();
  ASSERT_EQ(psa_hash_update(&operation_, text("ab").data(), 2), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_clone(&operation_, &copy), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_clone(&operation_, &copy), PSA_ERROR_BAD_STATE) << "the target is active";
  ASSERT_EQ(psa_hash_update(&operation_, text("c").data(), 1), PSA_SUCCESS);
  ASSERT_EQ(psa_hash_update(&copy, text("c").data(), 1), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_verify(&operation_, hex(kVectors[1].digest).data(), 32), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_verify(&copy, hex(kVectors[1].digest).data(), 32), PSA_SUCCESS);
}

TEST_F(Hash, ForgedHandlesNameNothing) {
  start();
  const std::uint32_t real = operation_.private_handle;
  for (const std::uint32_t forged :
       {real + 1, real ^ 0x100, real ^ 0x80000000u, real & 0xFF, 0xFFu, 0xFFFFFFFFu}) {
    psa_hash_operation_t operation{forged};
    EXPECT_EQ(psa_hash_update(&operation, nullptr, 0), PSA_ERROR_BAD_STATE) << forged;
    EXPECT_EQ(psa_hash_abort(&operation), PSA_SUCCESS);
  }
  EXPECT_EQ(finish(32), PSA_SUCCESS);
}

TEST_F(Hash, OperationsRunOut) {
  std::vector<psa_hash_operation_t> taken;
  psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
  while (psa_hash_setup(&operation, PSA_ALG_SHA_256) == PSA_SUCCESS) {
    taken.push_back(operation);
    operation = psa_hash_operation_init();
    ASSERT_LT(taken.size(), 1000u);
  }
  EXPECT_EQ(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(psa_hash_clone(&taken[0], &operation), PSA_ERROR_INSUFFICIENT_MEMORY);
  EXPECT_EQ(psa_hash_update(&taken[0], nullptr, 0), PSA_SUCCESS) << "the source is unchanged";
  for (psa_hash_operation_t& each : taken) EXPECT_EQ(psa_hash_abort(&each), PSA_SUCCESS);
  start();
}

}  // namespace
}  // namespace redoubt::crypto::testing
