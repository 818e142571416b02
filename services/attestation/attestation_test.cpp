// SPDX-License-Identifier: BSD-3-Clause
// The public API through client, protocol and server. Tokens are judged by the verifier's own decoder.
#include "services/attestation/attestation.hpp"

#include <gmock/gmock.h>
#include <psa/initial_attestation.h>

#include <cstdio>

#include "lib/cbor/test_hex.hpp"
#include "lib/handoff/access.hpp"
#include "lib/protocol/loopback.hpp"
#include "lib/token/test_crypto.hpp"
#include "psa_manifest/sid.h"
#include "services/attestation/fake_crypto.hpp"
#include "services/attestation/protocol.hpp"

extern "C" psa_status_t attestation_sfn(const psa_msg_t* msg);

namespace redoubt {
namespace {

using Buffer = std::vector<std::uint8_t>;
using redoubt::test::to_vector;

handoff::Handoff boot;
attestation::Identity provisioned;
psa_status_t identity_status = PSA_SUCCESS;

}  // namespace

const handoff::Handoff& handoff::current() { return boot; }

Status attestation::read_identity(Identity& identity) {
  identity = provisioned;
  return Status{identity_status};
}

namespace attestation {
namespace {

constexpr std::size_t kChallengeSizes[] = {32, 48, 64};

class Attestation : public testing::Test {
 protected:
  Attestation() {
    GTEST_FLAG_SET(death_test_style, "threadsafe");  // a new process: a boot seed is made once
    protocol::loopback::attach(ATTESTATION_HANDLE, &attestation_sfn);
    protocol::loopback::set_client(-1);
    token::test::set_random_status(PSA_SUCCESS);
    fake::fail_at(SIZE_MAX);
    identity_status = PSA_SUCCESS;
    make_device();
  }

  static void make_device() {
    provisioned = {};
    const std::array pieces{token::test::point()};
    provisioned.instance_id[0] = 0x01;
    std::ranges::copy(token::test::sha256(pieces), provisioned.instance_id + 1);
    std::memset(provisioned.implementation_id, 0x1D, sizeof provisioned.implementation_id);
    boot = {};
    boot.lifecycle = 0x3000;
    for (std::uint32_t i = 0; i < handoff::kImageCount; ++i) {
      std::memset(boot.image[i].hash, static_cast<int>(0x40 + i), 32);
      std::memset(boot.image[i].signer_id, static_cast<int>(0x50 + i), 32);
    }
    boot.image[handoff::kSpe].version = {1, 2, 3, 4};
    boot.image[handoff::kNspe].version = {0, 0, 0, 0};
  }

  static Buffer challenge(std::size_t size) {
    Buffer bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i + size);
    return bytes;
  }

  static psa_status_t get(const Buffer& nonce, Buffer& encoded,
                          std::size_t room = PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE) {
    encoded.assign(room, 0xEE);
    std::size_t size = 0xBAD;
    const psa_status_t status =
        psa_initial_attest_get_token(nonce.data(), nonce.size(), encoded.data(), room, &size);
    EXPECT_EQ(size == 0, status != PSA_SUCCESS);
    encoded.resize(size);
    return status;
  }
  static Buffer get(std::size_t challenge_size) {
    Buffer encoded;
    EXPECT_EQ(get(challenge(challenge_size), encoded), PSA_SUCCESS);
    return encoded;
  }
  static token::Decoded verify(const Buffer& encoded, Bytes nonce) {
    return token::verify_token(encoded, token::test::point(), nonce, token::test::primitives());
  }
};

TEST_F(Attestation, TokenSaysWhatTheDeviceIs) {
  for (const std::size_t size : kChallengeSizes) {
    const Buffer encoded = get(size);
    const token::Decoded decoded = verify(encoded, challenge(size));
    ASSERT_TRUE(decoded.verdict.is_good()) << token::text(decoded.verdict.reason);
    const token::Token& token = decoded.token;
    EXPECT_EQ(token.client_id, -1);
    EXPECT_EQ(token.lifecycle, 0x3000);
    EXPECT_EQ(to_vector(token.implementation_id), Buffer(32, 0x1D));
    EXPECT_EQ(token.boot_seed.size(), 32u);
    EXPECT_EQ(token.certification_reference, "");
    EXPECT_EQ(token.verification_service, "");
    EXPECT_EQ(token.unknown_claims, 0u);
    ASSERT_EQ(token.component_count, 2u);
    const char* const types[] = {"PRoT", "App"};
    const char* const versions[] = {"1.2.3+4", "0.0.0+0"};
    for (std::uint8_t i = 0; i < 2; ++i) {
      const token::SoftwareComponent& component = token.components[i];
      EXPECT_EQ(component.type, types[i]);
      EXPECT_EQ(component.version, versions[i]);
      EXPECT_EQ(component.description, "sha-256");
      EXPECT_EQ(to_vector(component.measurement), Buffer(32, static_cast<std::uint8_t>(0x40 + i)));
      EXPECT_EQ(to_vector(component.signer_id), Buffer(32, static_cast<std::uint8_t>(0x50 + i)));
    }
  }
}

TEST_F(Attestation, TokenIsDeterministicCbor) {
  const Buffer encoded = get(32);
  cbor::Decoder message(encoded, cbor::Form::kDeterministic);
  EXPECT_TRUE(message.skip() && message.finish());
  const token::Decoded decoded = token::decode_token(encoded);
  cbor::Decoder payload(decoded.token.message.payload, cbor::Form::kDeterministic);
  const auto pairs = payload.map();
  ASSERT_TRUE(pairs);
  std::int64_t last = 0;
  for (std::size_t i = 0; i < *pairs; ++i) {
    const auto key = payload.integer();
    ASSERT_TRUE(key && payload.skip());
    EXPECT_GT(*key, last);
    last = *key;
  }
  EXPECT_TRUE(payload.finish());
}

TEST_F(Attestation, OptionalTextsAreThereIfProvisioned) {
  std::snprintf(provisioned.certification_reference, sizeof provisioned.certification_reference,
                "1234567890123-12345");
  std::memset(provisioned.verification_service, 'v', sizeof provisioned.verification_service - 1);
  const Buffer encoded = get(64);
  const token::Decoded decoded = verify(encoded, {});
  ASSERT_TRUE(decoded.verdict.is_good());
  EXPECT_EQ(decoded.token.certification_reference, "1234567890123-12345");
  EXPECT_EQ(decoded.token.verification_service, std::string(63, 'v'));
}

// All fields at their longest: the promise of PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE.
TEST_F(Attestation, LongestTokenFitsTheMaximum) {
  std::snprintf(provisioned.certification_reference, sizeof provisioned.certification_reference,
                "1234567890123-12345");
  std::memset(provisioned.verification_service, 'v', sizeof provisioned.verification_service - 1);
  for (auto& image : boot.image) image.version = {255, 255, 65535, 0xFFFFFFFF};
  boot.lifecycle = 0x60FF;
  protocol::loopback::set_client(INT32_MIN);
  const Buffer encoded = get(64);
  EXPECT_LE(encoded.size(), PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE);
  EXPECT_GT(encoded.size() + 16, PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE) << "the maximum wastes memory";
  const token::Decoded decoded = verify(encoded, challenge(64));
  ASSERT_TRUE(decoded.verdict.is_good()) << token::text(decoded.verdict.reason);
  EXPECT_EQ(decoded.token.components[0].version, "255.255.65535+4294967295");
}

TEST_F(Attestation, ClientIdIsTheCallers) {
  for (const std::int32_t client : {-1, -2, -32768, INT32_MIN, 1, 255, INT32_MAX}) {
    protocol::loopback::set_client(client);
    EXPECT_EQ(verify(get(32), challenge(32)).token.client_id, client);
  }
}

TEST_F(Attestation, BootSeedIsTheSameUntilReset) {
  const Buffer first = get(32);
  const Buffer second = get(64);
  const auto seed_of = [](const Buffer& encoded) {
    return to_vector(token::decode_token(encoded).token.boot_seed);
  };
  EXPECT_EQ(seed_of(first), seed_of(second));
  EXPECT_NE(seed_of(first), Buffer(32, 0));
}

TEST_F(Attestation, SizeIsExact) {
  for (const std::int32_t client : {-1, -70000, INT32_MIN, 3, 200}) {
    for (const std::size_t challenge_size : kChallengeSizes) {
      protocol::loopback::set_client(client);
      std::size_t size = 0;
      ASSERT_EQ(psa_initial_attest_get_token_size(challenge_size, &size), PSA_SUCCESS);
      Buffer encoded;
      EXPECT_EQ(get(challenge(challenge_size), encoded, size), PSA_SUCCESS);
      EXPECT_EQ(encoded.size(), size);
      EXPECT_EQ(get(challenge(challenge_size), encoded, size - 1), PSA_ERROR_BUFFER_TOO_SMALL);
    }
  }
}

TEST_F(Attestation, RefusesEveryOtherChallengeSize) {
  for (std::size_t size = 0; size <= 130; ++size) {
    if (is_challenge_size(size)) continue;
    Buffer nonce = challenge(size);
    nonce.reserve(1);  // an empty one has an address, too
    Buffer encoded;
    EXPECT_EQ(get(nonce, encoded), PSA_ERROR_INVALID_ARGUMENT) << size;
    std::size_t token_size = 1;
    EXPECT_EQ(psa_initial_attest_get_token_size(size, &token_size), PSA_ERROR_INVALID_ARGUMENT) << size;
    EXPECT_EQ(token_size, 0u);
  }
  // Sizes that would be 32 if their upper half got lost.
  std::size_t token_size = 1;
  EXPECT_EQ(psa_initial_attest_get_token_size((std::size_t{1} << 32) + 32, &token_size),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_initial_attest_get_token_size(SIZE_MAX, &token_size), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Attestation, SmallBuffersAreTooSmallEmptyOnesAreInvalid) {
  Buffer encoded;
  EXPECT_EQ(get(challenge(32), encoded, 0), PSA_ERROR_INVALID_ARGUMENT);
  for (const std::size_t room : {1u, 31u, 64u, 300u}) {
    EXPECT_EQ(get(challenge(32), encoded, room), PSA_ERROR_BUFFER_TOO_SMALL) << room;
  }
  // The challenge's size is looked at first.
  EXPECT_EQ(get(challenge(31), encoded, 1), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Attestation, RefusesNullPointers) {
  const Buffer nonce = challenge(32);
  Buffer encoded(PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE);
  std::size_t size = 1;
  EXPECT_EQ(psa_initial_attest_get_token(nullptr, 32, encoded.data(), encoded.size(), &size),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(psa_initial_attest_get_token(nonce.data(), 32, nullptr, encoded.size(), &size),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_initial_attest_get_token(nonce.data(), 32, encoded.data(), encoded.size(), nullptr),
            PSA_ERROR_INVALID_ARGUMENT);
  EXPECT_EQ(psa_initial_attest_get_token_size(32, nullptr), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(Attestation, ReportsADeviceThatIsNotProvisioned) {
  identity_status = PSA_ERROR_DATA_INVALID;
  Buffer encoded;
  EXPECT_EQ(get(challenge(32), encoded), PSA_ERROR_SERVICE_FAILURE);
  std::size_t size = 1;
  EXPECT_EQ(psa_initial_attest_get_token_size(32, &size), PSA_ERROR_SERVICE_FAILURE);
}

// What a caller finds in its buffer after a failure: nothing of the token.
psa_status_t status_and_untouched(const Buffer& nonce) {
  Buffer buffer(PSA_INITIAL_ATTEST_MAX_TOKEN_SIZE, 0xEE);
  std::size_t size = 1;
  const psa_status_t status =
      psa_initial_attest_get_token(nonce.data(), nonce.size(), buffer.data(), buffer.size(), &size);
  EXPECT_EQ(size, 0u);
  EXPECT_THAT(buffer, testing::Each(0xEE));
  return status;
}

TEST_F(Attestation, EveryFailureOfCryptoIsReportedAndLeavesNothing) {
  get(32);
  fake::fail_at(SIZE_MAX);
  get(32);
  const std::size_t calls = fake::calls();
  ASSERT_GT(calls, 4u);
  for (std::size_t call = 0; call < calls; ++call) {
    fake::fail_at(call);
    EXPECT_EQ(status_and_untouched(challenge(32)), PSA_ERROR_GENERIC_ERROR) << call;
    EXPECT_EQ(fake::open_operations(), 0) << call;
  }
  fake::fail_at(SIZE_MAX);
  EXPECT_TRUE(verify(get(32), challenge(32)).verdict.is_good());
}

TEST_F(Attestation, WithoutEntropyThereIsNoTokenUntilThereIs) {
  EXPECT_EXIT(
      {
        token::test::set_random_status(PSA_ERROR_INSUFFICIENT_ENTROPY);
        const bool is_refused = status_and_untouched(challenge(32)) == PSA_ERROR_SERVICE_FAILURE;
        token::test::set_random_status(PSA_SUCCESS);
        Buffer encoded;
        const bool is_made = get(challenge(32), encoded) == PSA_SUCCESS;
        std::_Exit(is_refused && is_made && !HasFailure() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST_F(Attestation, RefusesWhatIsNoRequest) {
  for (const std::int32_t type : {0, 3, 1000, INT32_MAX}) {
    EXPECT_EQ(psa_call(ATTESTATION_HANDLE, type, nullptr, 0, nullptr, 0), PSA_ERROR_NOT_SUPPORTED);
  }
  const std::uint32_t number = 32;
  const psa_invec in[] = {{&number, 4}, {&number, 4}};
  std::uint64_t reply = 0;
  psa_outvec out[] = {{&reply, 8}};
  EXPECT_EQ(psa_call(ATTESTATION_HANDLE, GetTokenSize::kType, in, 1, out, 1), PSA_ERROR_PROGRAMMER_ERROR);
  out[0].len = 4;
  EXPECT_EQ(psa_call(ATTESTATION_HANDLE, GetTokenSize::kType, in, 2, out, 1), PSA_ERROR_PROGRAMMER_ERROR);
  EXPECT_EQ(psa_call(ATTESTATION_HANDLE, GetToken::kType, nullptr, 0, nullptr, 0),
            PSA_ERROR_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace attestation
}  // namespace redoubt
