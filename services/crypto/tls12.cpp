// SPDX-License-Identifier: BSD-3-Clause
// TLS 1.2: its pseudorandom function (RFC 5246, section 5), the master secret from a pre-shared key (RFC
// 4279, section 2, and with another secret RFC 5489).
#include "services/crypto/kdf.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint32_t kMasterSecretSize = 48;  // RFC 5246, section 8.1

constexpr Input kSeed = {PSA_KEY_DERIVATION_INPUT_SEED, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_RAW_DATA};
constexpr Input kOtherSecret = {PSA_KEY_DERIVATION_INPUT_OTHER_SECRET, PSA_KEY_TYPE_DERIVE,
                                PSA_KEY_TYPE_DERIVE, InputOrder::kOptional};
constexpr Input kSecret = {PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_TYPE_DERIVE, PSA_KEY_TYPE_DERIVE};
constexpr Input kLabel = {PSA_KEY_DERIVATION_INPUT_LABEL, PSA_KEY_TYPE_RAW_DATA, PSA_KEY_TYPE_RAW_DATA};
constexpr auto kPrf = in_order({kSeed, kSecret, kLabel});
constexpr auto kPskToMs = in_order({kSeed, kOtherSecret, kSecret, kLabel});

bool is_psk(psa_algorithm_t algorithm) {
  return config::kCryptoTls12PskToMs && PSA_ALG_IS_TLS12_PSK_TO_MS(algorithm);
}

// The other secret is kept where the label comes later.
psa_key_id_t& other_secret(Derivation& operation) { return operation.notes[0]; }
psa_key_id_t& label(Derivation& operation) { return operation.notes[0]; }
psa_key_id_t& seed(Derivation& operation) { return operation.notes[Derivation::kNotes - 1]; }

Status start(Derivation& operation, Source secret) {
  return operation.keyed.mac.start(PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_GET_HASH(operation.algorithm)),
                                   secret);
}

// Two strings with their sizes before them.
void write_premaster(MutableBytes premaster, Bytes other, std::size_t other_size, Source& psk) {
  const auto psk_size = psk.size();
  std::uint8_t* to = premaster.data();
  const auto put_size = [&to](std::size_t size) {
    *to++ = static_cast<std::uint8_t>(size >> 8);
    *to++ = static_cast<std::uint8_t>(size);
  };
  put_size(other_size);
  std::fill_n(to, other_size, std::uint8_t{0});
  std::copy(other.begin(), other.end(), to);
  to += other_size;
  put_size(psk_size);
  static_cast<void>(psk.read({to, psk_size}));
}

// Without another secret there are zeros, as many as the key has bytes.
Status input_psk(ClientId client, Derivation& operation, bool has_other, Source& psk) {
  if (psk.size() > PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t other_size = has_other ? kept(client, other_secret(operation)).size() : psk.size();
  psa_key_id_t premaster =
      REDOUBT_TRY(make_key(client, {KeyAttributes{}, 4 + other_size + psk.size()}, [&](MutableBytes note) {
        write_premaster(note, kept(client, other_secret(operation)), other_size, psk);
        return Status();
      }));
  const Status started = start(operation, Source(kept(client, premaster)));
  forget(client, premaster);
  forget(client, other_secret(operation));
  return started;
}

// PRF keyed with the secret, of a(n) alone or with what follows it.
Status hash_with(ClientId client, Derivation& operation, Bytes a, bool is_whole, MutableBytes out) {
  Mac mac = operation.keyed.mac;
  const WipeOnExit wipe_mac(mac);
  REDOUBT_TRY(mac.update(a));
  if (is_whole) {
    REDOUBT_TRY(mac.update(kept(client, label(operation))));
    REDOUBT_TRY(mac.update(kept(client, seed(operation))));
  }
  return mac.finish(out);
}

}  // namespace

bool Tls12::suits(psa_algorithm_t algorithm) {
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  return (is_psk(algorithm) || (config::kCryptoTls12Prf && PSA_ALG_IS_TLS12_PRF(algorithm))) &&
         (hash == PSA_ALG_SHA_256 || (config::kCryptoSha384 && hash == PSA_ALG_SHA_384));
}

std::span<const InputRule> Tls12::rules(psa_algorithm_t algorithm) {
  if (is_psk(algorithm)) return kPskToMs;
  return kPrf;
}

std::uint32_t Tls12::capacity(psa_algorithm_t algorithm) {
  return is_psk(algorithm) ? kMasterSecretSize : UINT32_MAX;
}

Status Tls12::input(ClientId client, Derivation& operation, psa_key_derivation_step_t step, psa_key_type_t,
                    Source& data) {
  constexpr unsigned kOtherBit = 1u << 1;  // its place in kPskToMs
  switch (step) {
    case PSA_KEY_DERIVATION_INPUT_SEED:
      return keep(client, seed(operation), data);
    case PSA_KEY_DERIVATION_INPUT_LABEL:
      return keep(client, label(operation), data);
    case PSA_KEY_DERIVATION_INPUT_OTHER_SECRET:
      return keep(client, other_secret(operation), data);
    default:
      return is_psk(operation.algorithm)
                 ? input_psk(client, operation, (operation.given & kOtherBit) != 0, data)
                 : start(operation, data);
  }
}

// A(1) = HMAC(secret, label | seed)
Status Tls12::first_block(ClientId client, Derivation& operation) {
  return hash_with(client, operation, {}, true, operation.keyed.chain);
}

// HMAC(secret, A(n) | label | seed), and A(n+1) = HMAC(secret, A(n))
Status Tls12::next_block(ClientId client, Derivation& operation) {
  auto& keyed = operation.keyed;
  const Bytes a = Bytes(keyed.chain).first(block_size(operation.algorithm));
  REDOUBT_TRY(hash_with(client, operation, a, true, keyed.block));
  return hash_with(client, operation, a, false, keyed.chain);
}

}  // namespace redoubt::crypto
