// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/crypto_test.hpp"

#include <psa_manifest/sid.h>

#include "lib/protocol/loopback.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/fake_its.hpp"

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg);

namespace redoubt::crypto {

bool may_sign_with_iak(ClientId client) { return client == ClientId{testing::kAttestation}; }

Status read_iak(MutableBytes key) {
  const testing::Buffer iak = testing::hex(testing::kP256Private);
  std::copy(iak.begin(), iak.end(), key.begin());
  return {};
}

Status read_huk(MutableBytes key) {
  std::fill(key.begin(), key.end(), std::uint8_t{0x5A});
  return {};
}

namespace testing {

Buffer hex(std::string_view digits) {
  Buffer bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(std::string(digits.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

Buffer text(std::string_view characters) { return {characters.begin(), characters.end()}; }

psa_key_attributes_t attributes(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                                std::size_t bits) {
  psa_key_attributes_t made = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&made, type);
  psa_set_key_usage_flags(&made, usage);
  psa_set_key_algorithm(&made, algorithm);
  psa_set_key_bits(&made, bits);
  return made;
}

void Crypto::reset() { core = {}; }

Crypto::Crypto() {
  fake_its::storage() = {};
  reset();
  protocol::loopback::attach(CRYPTO_HANDLE, crypto_sfn);
  be(kApp);
}

void Crypto::be(std::int32_t client) { protocol::loopback::set_client(client); }

psa_key_id_t Crypto::import(const psa_key_attributes_t& attributes, const Buffer& data) {
  psa_key_id_t key = 1;
  EXPECT_EQ(psa_import_key(&attributes, data.data(), data.size(), &key), PSA_SUCCESS);
  return key;
}

std::size_t Crypto::key_bytes() { return core.keys.used(); }
std::size_t Crypto::operations() { return core.operations.used(); }

}  // namespace testing
}  // namespace redoubt::crypto
