// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

namespace redoubt::crypto::testing {
namespace {

using ::testing::Each;

struct Vector {
  psa_algorithm_t algorithm;
  Buffer message;
  std::string_view digest;
};

// RFC 1321 for MD5, its authors' for RIPEMD-160, NIST's examples for SHA; the million for MD5 is not in the
// RFC.
const Vector kVectors[] = {
    {PSA_ALG_MD5, {}, "d41d8cd98f00b204e9800998ecf8427e"},
    {PSA_ALG_MD5, text("abc"), "900150983cd24fb0d6963f7d28e17f72"},
    {PSA_ALG_MD5, Buffer(1000000, 'a'), "7707d6ae4e027c70eea2a935c2296f21"},
    {PSA_ALG_RIPEMD160, {}, "9c1185a5c5e9fc54612808977ee8f548b2258d31"},
    {PSA_ALG_RIPEMD160, text("abc"), "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"},
    {PSA_ALG_RIPEMD160, Buffer(1000000, 'a'), "52783243c1697bdbe16d37f97f68f08325dc1528"},
    {PSA_ALG_SHA_1, {}, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
    {PSA_ALG_SHA_1, text("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {PSA_ALG_SHA_1, Buffer(1000000, 'a'), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
    {PSA_ALG_SHA_224, {}, "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"},
    {PSA_ALG_SHA_224, text("abc"), "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
    {PSA_ALG_SHA_224, Buffer(1000000, 'a'), "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67"},
    {PSA_ALG_SHA_256, {}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {PSA_ALG_SHA_256, text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {PSA_ALG_SHA_256, Buffer(1000000, 'a'),
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {PSA_ALG_SHA_384,
     {},
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
     "274edebfe76f65fbd51ad2f14898b95b"},
    {PSA_ALG_SHA_384, text("abc"),
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"},
    {PSA_ALG_SHA_384, Buffer(1000000, 'a'),
     "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
     "07b8b3dc38ecc4ebae97ddd87f3d8985"},
    {PSA_ALG_SHA_512,
     {},
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
     "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"},
    {PSA_ALG_SHA_512, text("abc"),
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {PSA_ALG_SHA_512, Buffer(1000000, 'a'),
     "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
     "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"},
    {PSA_ALG_SHA_512_224, {}, "6ed0dd02806fa89e25de060c19d3ac86cabb87d6a0ddd05c333b84f4"},
    {PSA_ALG_SHA_512_224, text("abc"), "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"},
    {PSA_ALG_SHA_512_224, Buffer(1000000, 'a'), "37ab331d76f0d36de422bd0edeb22a28accd487b7a8453ae965dd287"},
    {PSA_ALG_SHA_512_256, {}, "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a"},
    {PSA_ALG_SHA_512_256, text("abc"), "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"},
    {PSA_ALG_SHA_512_256, Buffer(1000000, 'a'),
     "9a59a052930187a97038cae692f30708aa6491923ef5194394dc68d56c74fb21"},
    {PSA_ALG_SHA3_224, {}, "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7"},
    {PSA_ALG_SHA3_224, text("abc"), "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"},
    {PSA_ALG_SHA3_224, Buffer(1000000, 'a'), "d69335b93325192e516a912e6d19a15cb51c6ed5c15243e7a7fd653c"},
    {PSA_ALG_SHA3_256, {}, "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"},
    {PSA_ALG_SHA3_256, text("abc"), "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
    {PSA_ALG_SHA3_256, Buffer(1000000, 'a'),
     "5c8875ae474a3634ba4fd55ec85bffd661f32aca75c6d699d0cdcb6c115891c1"},
    {PSA_ALG_SHA3_384,
     {},
     "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2a"
     "c3713831264adb47fb6bd1e058d5f004"},
    {PSA_ALG_SHA3_384, text("abc"),
     "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2"
     "98d88cea927ac7f539f1edf228376d25"},
    {PSA_ALG_SHA3_384, Buffer(1000000, 'a'),
     "eee9e24d78c1855337983451df97c8ad9eedf256c6334f8e948d252d5e0e7684"
     "7aa0774ddb90a842190d2c558b4b8340"},
    {PSA_ALG_SHA3_512,
     {},
     "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a6"
     "15b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26"},
    {PSA_ALG_SHA3_512, text("abc"),
     "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
     "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"},
    {PSA_ALG_SHA3_512, Buffer(1000000, 'a'),
     "3c3a876da14034ab60627c077bb98f7e120a2a5370212dffb3385a18d4f38859"
     "ed311d0a9d5141ce9cc5c66ee689b266a8aa18ace8282a0e0db596c90b0a7b87"},
};

// All that are offered.
const std::vector<psa_algorithm_t> kAlgorithms = [] {
  std::vector<psa_algorithm_t> algorithms;
  for (const Vector& vector : kVectors) {
    if (vector.message.empty()) algorithms.push_back(vector.algorithm);
  }
  return algorithms;
}();

// The digest of "abc" with SHA-256.
Buffer abc() { return hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

Buffer compute(psa_algorithm_t algorithm, const Buffer& message) {
  Buffer hash(PSA_HASH_LENGTH(algorithm));
  std::size_t length = 0;
  EXPECT_EQ(psa_hash_compute(algorithm, message.data(), message.size(), hash.data(), hash.size(), &length),
            PSA_SUCCESS);
  EXPECT_EQ(length, hash.size());
  return hash;
}

// Bytes that differ.
Buffer pattern(std::size_t size) {
  Buffer message(size);
  for (std::size_t i = 0; i < size; ++i) message[i] = static_cast<std::uint8_t>(i * 7);
  return message;
}

class Hash : public Crypto {
 protected:
  psa_hash_operation_t operation_ = PSA_HASH_OPERATION_INIT;
  Buffer hash_ = Buffer(64, 0xEE);
  std::size_t length_ = 99;

  void start(psa_algorithm_t algorithm = PSA_ALG_SHA_256) {
    ASSERT_EQ(psa_hash_setup(&operation_, algorithm), PSA_SUCCESS);
  }
  void update(const Buffer& data) {
    ASSERT_EQ(psa_hash_update(&operation_, data.data(), data.size()), PSA_SUCCESS);
  }
  Buffer suspend() {
    Buffer state(PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE);
    EXPECT_EQ(psa_hash_suspend(&operation_, state.data(), state.size(), &length_), PSA_SUCCESS);
    state.resize(length_);
    return state;
  }
  psa_status_t resume(const Buffer& state) {
    return psa_hash_resume(&operation_, state.data(), state.size());
  }
  psa_status_t finish(std::size_t size) { return psa_hash_finish(&operation_, hash_.data(), size, &length_); }
};

TEST_F(Hash, ComputesPublishedVectors) {
  for (const Vector& vector : kVectors)
    EXPECT_EQ(compute(vector.algorithm, vector.message), hex(vector.digest)) << vector.algorithm;
}

TEST_F(Hash, ComparesPublishedVectors) {
  for (const Vector& vector : kVectors) {
    Buffer hash = hex(vector.digest);
    const std::size_t size = hash.size();
    const auto compare = [&](std::size_t claimed) {
      return psa_hash_compare(vector.algorithm, vector.message.data(), vector.message.size(), hash.data(),
                              claimed);
    };
    hash.push_back(0);
    EXPECT_EQ(compare(size), PSA_SUCCESS);
    EXPECT_EQ(compare(size - 1), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(compare(0), PSA_ERROR_INVALID_SIGNATURE);
    EXPECT_EQ(compare(size + 1), PSA_ERROR_INVALID_SIGNATURE);
    hash[size - 1] ^= 1;
    EXPECT_EQ(compare(size), PSA_ERROR_INVALID_SIGNATURE);
  }
}

TEST_F(Hash, ManyPartsEqualOne) {
  const Buffer message = pattern(700);
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    for (const std::size_t step : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 700u}) {
      start(algorithm);
      for (std::size_t at = 0; at < message.size(); at += step) {
        const std::size_t size = std::min(step, message.size() - at);
        ASSERT_EQ(psa_hash_update(&operation_, message.data() + at, size), PSA_SUCCESS);
      }
      ASSERT_EQ(psa_hash_update(&operation_, nullptr, 0), PSA_SUCCESS);
      ASSERT_EQ(finish(64), PSA_SUCCESS);
      EXPECT_EQ(length_, PSA_HASH_LENGTH(algorithm));
      EXPECT_EQ(Buffer(hash_.data(), hash_.data() + length_), compute(algorithm, message)) << step;
    }
  }
  EXPECT_EQ(operations(), 0u);
}

// Section 10.2.5, with the initial values of the standards.
TEST_F(Hash, SuspendedStatesHaveTheFormat) {
  const struct {
    psa_algorithm_t algorithm;
    std::string_view state;
  } kStates[] = {
      {PSA_ALG_MD5,
       "02000003"
       "0000000000000003"
       "0123456789abcdeffedcba9876543210"
       "616263"},
      {PSA_ALG_RIPEMD160,
       "02000004"
       "0000000000000003"
       "0123456789abcdeffedcba9876543210f0e1d2c3"
       "616263"},
      {PSA_ALG_SHA_1,
       "02000005"
       "0000000000000003"
       "67452301efcdab8998badcfe10325476c3d2e1f0"
       "616263"},
      {PSA_ALG_SHA_256,
       "02000009"
       "0000000000000003"
       "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19"
       "616263"},
      {PSA_ALG_SHA_512_256,
       "0200000d"
       "00000000000000000000000000000003"
       "22312194fc2bf72c9f555fa3c84c64c22393b86b6f53b151963877195940eabd"
       "96283ee2a88effe3be5e1e25538639922b0199fc2c85b8aa0eb72ddc81c52ca2"
       "616263"},
  };
  for (const auto& [algorithm, state] : kStates) {
    start(algorithm);
    update(text("abc"));
    EXPECT_EQ(suspend(), hex(state));
  }
  EXPECT_EQ(operations(), 0u);
}

TEST_F(Hash, ResumesWhereItWasSuspended) {
  const Buffer message = pattern(300);
  for (const psa_algorithm_t algorithm : kAlgorithms) {
    if (PSA_HASH_SUSPEND_OUTPUT_SIZE(algorithm) == 0) continue;
    for (const std::size_t at : {0u, 1u, 63u, 64u, 127u, 128u, 129u, 255u, 300u}) {
      start(algorithm);
      update(Buffer(message.data(), message.data() + at));
      const Buffer state = suspend();
      ASSERT_LE(state.size(), PSA_HASH_SUSPEND_OUTPUT_SIZE(algorithm));
      ASSERT_EQ(resume(state), PSA_SUCCESS);
      update(Buffer(message.data() + at, message.data() + message.size()));
      ASSERT_EQ(finish(64), PSA_SUCCESS);
      EXPECT_EQ(Buffer(hash_.data(), hash_.data() + length_), compute(algorithm, message)) << at;
    }
  }
}

TEST_F(Hash, SuspensionThatCannotBe) {
  EXPECT_EQ(psa_hash_suspend(&operation_, hash_.data(), 64, &length_), PSA_ERROR_BAD_STATE);
  for (const psa_algorithm_t algorithm : {PSA_ALG_SHA3_224, PSA_ALG_SHA3_512}) {
    start(algorithm);
    EXPECT_EQ(psa_hash_suspend(&operation_, hash_.data(), 64, &length_), PSA_ERROR_NOT_SUPPORTED);
    EXPECT_EQ(finish(64), PSA_ERROR_BAD_STATE);
    psa_hash_abort(&operation_);
  }
  start();
  EXPECT_EQ(psa_hash_suspend(&operation_, hash_.data(), 43, &length_), PSA_ERROR_BUFFER_TOO_SMALL);
  EXPECT_THAT(hash_, Each(0xEE));
  EXPECT_EQ(length_, 0u);
  psa_hash_abort(&operation_);
}

TEST_F(Hash, StatesThatAreNone) {
  start();
  update(text("abc"));
  const Buffer good = suspend();
  Buffer state = good;
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(psa_hash_resume(&operation_, good.data(), size), PSA_ERROR_INVALID_ARGUMENT) << size;
  state.push_back(0);
  EXPECT_EQ(resume(state), PSA_ERROR_INVALID_ARGUMENT);
  state.resize(4096);
  EXPECT_EQ(resume(state), PSA_ERROR_INVALID_ARGUMENT);
  const auto changed = [&](std::size_t at, std::uint8_t byte) {
    state = good;
    state[at] = byte;
    return resume(state);
  };
  EXPECT_EQ(changed(11, 4), PSA_ERROR_INVALID_ARGUMENT) << "4 bytes, of which 3 are there";
  EXPECT_EQ(changed(4, 0x20), PSA_ERROR_INVALID_ARGUMENT) << "more than 2^64 bits";
  EXPECT_EQ(changed(0, 3), PSA_ERROR_INVALID_ARGUMENT) << "not a hash";
  EXPECT_EQ(changed(3, 0x11), PSA_ERROR_NOT_SUPPORTED) << "SHA3-256";
  EXPECT_EQ(changed(3, 0x14), PSA_ERROR_NOT_SUPPORTED) << "SM3";
  EXPECT_EQ(operations(), 0u);
  EXPECT_EQ(changed(4, 0x1F), PSA_SUCCESS);
  EXPECT_EQ(resume(good), PSA_ERROR_BAD_STATE) << "the operation is active";
  EXPECT_EQ(finish(32), PSA_SUCCESS);
}

TEST_F(Hash, RefusesWhatIsNoHash) {
  for (const psa_algorithm_t alg : {PSA_ALG_NONE, PSA_ALG_HMAC(PSA_ALG_SHA_256), PSA_ALG_CCM}) {
    EXPECT_EQ(psa_hash_compute(alg, nullptr, 0, hash_.data(), 32, &length_), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_hash_compare(alg, nullptr, 0, hash_.data(), 32), PSA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(psa_hash_setup(&operation_, alg), PSA_ERROR_INVALID_ARGUMENT);
  }
  for (const psa_algorithm_t alg : {PSA_ALG_MD4, PSA_ALG_SM3, PSA_ALG_ANY_HASH}) {
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
  EXPECT_EQ(psa_hash_verify(&operation_, abc().data(), 32), PSA_SUCCESS);
  EXPECT_EQ(operation_.private_handle, 0u);
  start();
  EXPECT_EQ(psa_hash_verify(&operation_, abc().data(), 32), PSA_ERROR_INVALID_SIGNATURE);
  EXPECT_EQ(psa_hash_verify(&operation_, compute(PSA_ALG_SHA_256, {}).data(), 32), PSA_ERROR_BAD_STATE);
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
  EXPECT_EQ(psa_hash_verify(&operation_, abc().data(), 32), PSA_SUCCESS);
  EXPECT_EQ(psa_hash_verify(&copy, abc().data(), 32), PSA_SUCCESS);
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

using Xof = Crypto;
TEST_F(Xof, HasNoAlgorithmYet) {
  psa_xof_operation_t operation = PSA_XOF_OPERATION_INIT;
  std::uint8_t byte = 0;
  EXPECT_EQ(psa_xof_setup(&operation, PSA_ALG_SHAKE256), PSA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(psa_xof_setup(&operation, PSA_ALG_SHA_256), PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_xof_set_context(&operation, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_xof_update(&operation, nullptr, 0), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_xof_output(&operation, &byte, 1), PSA_ERROR_BAD_STATE);
  EXPECT_EQ(psa_xof_abort(&operation), PSA_SUCCESS);
}

}  // namespace
}  // namespace redoubt::crypto::testing
