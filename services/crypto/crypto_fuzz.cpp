// SPDX-License-Identifier: BSD-3-Clause
// Any sequence of messages from two clients. Whatever they claim: nothing is read or written outside, nothing
// is stopped (the loopback ends the program if a handler misuses the API), one client never holds more than
// its share, and what one client does never changes the other's key.
#include <psa/crypto.h>
#include <psa_manifest/sid.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "lib/protocol/loopback.hpp"
#include "services/crypto/builtin_keys.hpp"
#include "services/crypto/core.hpp"
#include "services/crypto/protocol.hpp"

extern "C" psa_status_t crypto_sfn(const psa_msg_t* msg);

namespace redoubt::crypto {

bool may_sign_with_iak(ClientId client) { return client == ClientId{3}; }
Status read_iak(MutableBytes key) {
  std::fill(key.begin(), key.end(), std::uint8_t{1});
  return {};
}

Status read_huk(MutableBytes key) { return read_iak(key); }

namespace {

constexpr std::int32_t kAttacker = -1;
constexpr std::int32_t kVictim = 7;

class Reader {
 public:
  Reader(const std::uint8_t* data, std::size_t size) : left_(data, size) {}
  bool is_empty() const { return left_.empty(); }
  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const std::uint8_t value = left_[0];
    left_ = left_.subspan(1);
    return value;
  }
  std::vector<std::uint8_t> bytes(std::size_t size) {
    const Bytes taken = left_.first(std::min(size, left_.size()));
    left_ = left_.subspan(taken.size());
    std::vector<std::uint8_t> result(taken.begin(), taken.end());
    result.resize(size);
    return result;
  }

 private:
  Bytes left_;
};

void require(bool condition) {
  if (!condition) std::abort();
}

// Numbers that the service gave out, so that the fuzzer gets further than INVALID_HANDLE.
std::array<std::uint32_t, 8> known;
std::size_t next_known;

// It takes too long under a fuzzer.
bool makes_rsa_key(std::int32_t type, const std::vector<std::vector<std::uint8_t>>& in) {
  return (type == GenerateKey::kType || type == GenerateKeyCustom::kType) && !in.empty() &&
         in[0].size() >= 2 && load<psa_key_type_t>(in[0].data()) == PSA_KEY_TYPE_RSA_KEY_PAIR;
}

constexpr std::size_t kLongVector = 2600;  // RSA key pairs and LMS signatures are shorter

// One message: its type, the vectors' sizes, their content. A request's first words are taken from what is
// known where the input says so.
void send(Reader& input) {
  const std::int32_t type = input.byte() % 16 * protocol::kFamilySize + input.byte() % protocol::kFamilySize;
  const std::uint8_t shape = input.byte();
  const std::size_t in_count = shape & 3;
  const std::size_t out_count = (shape >> 2 & 1) + (shape >> 3 & 1);
  std::vector<std::vector<std::uint8_t>> in;
  std::array<psa_invec, PSA_MAX_IOVEC> in_vectors{};
  for (std::size_t i = 0; i < in_count; ++i) {
    const std::size_t low = input.byte();
    const bool is_long = (shape & 0x40) != 0;
    const std::size_t in_size = is_long ? (low | std::size_t{input.byte()} << 8) % kLongVector : low % 160;
    in.push_back(input.bytes(in_size));
    if (i == 0 && (shape & 0x80) != 0 && in[0].size() >= 4) {
      store(in[0].data(), known[in[0][0] % known.size()]);
    }
    in_vectors[i] = {in[i].data(), in[i].size()};
  }
  if (makes_rsa_key(type, in)) return;
  const std::uint8_t room = input.byte();
  std::array<std::vector<std::uint8_t>, 2> out;
  std::array<psa_outvec, 2> out_vectors{};
  for (std::size_t i = 0; i < out_count; ++i) {
    out[i].resize(room == 0xFF ? kLongVector : room);
    out_vectors[i] = {out[i].data(), out[i].size()};
  }
  const psa_status_t status =
      psa_call(CRYPTO_HANDLE, type, in_vectors.data(), in_count, out_vectors.data(), out_count);
  require(status <= 0);
  for (std::size_t i = 0; i < out_count; ++i) require(out_vectors[i].len <= out[i].size());
  if (status == PSA_SUCCESS && out_count != 0 && out_vectors[0].len == 4)
    known[next_known++ % known.size()] = load<std::uint32_t>(out[0].data());
}

constexpr std::uint8_t kVictimKey[] = {1, 2, 3, 4, 5};

psa_key_id_t import_victims_key() {
  protocol::loopback::set_client(kVictim);
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_RAW_DATA);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_EXPORT);
  psa_key_id_t key = 0;
  require(psa_import_key(&attributes, kVictimKey, sizeof kVictimKey, &key) == PSA_SUCCESS);
  return key;
}

void check_victims_key(psa_key_id_t key) {
  protocol::loopback::set_client(kVictim);
  std::array<std::uint8_t, 16> data{};
  std::size_t length = 0;
  require(psa_export_key(key, data.data(), data.size(), &length) == PSA_SUCCESS);
  require(length == sizeof kVictimKey && std::memcmp(data.data(), kVictimKey, length) == 0);
}

}  // namespace
}  // namespace redoubt::crypto

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  using namespace redoubt::crypto;
  core = {};
  known = {};
  next_known = 0;
  redoubt::protocol::loopback::attach(CRYPTO_HANDLE, crypto_sfn);
  const psa_key_id_t key = import_victims_key();
  known[7] = key;
  Reader input(data, size);
  redoubt::protocol::loopback::set_client(kAttacker);
  for (int calls = 0; calls < 24 && !input.is_empty(); ++calls) send(input);
  require(core.keys.used() <=
          sizeof kVictimKey + redoubt::config::kCryptoKeyMemory / redoubt::config::kCryptoClients);
  require(core.operations.used() <= redoubt::config::kCryptoOperations / redoubt::config::kCryptoClients);
  check_victims_key(key);
  return 0;
}
