// SPDX-License-Identifier: BSD-3-Clause
// RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017, sections 8 and 9).
#include "lib/hardened/verdict.hpp"
#include "services/crypto/hash.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/rsa.hpp"

namespace redoubt::crypto {
namespace {

// DigestInfo up to the digest: the object identifiers of the specification's table (section 10.9.1).
struct DigestInfo {
  psa_algorithm_t hash;
  std::uint8_t size;
  std::uint8_t object[9];
};
constexpr DigestInfo nist(psa_algorithm_t hash, std::uint8_t last) {
  return {hash, 9, {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last}};
}
constexpr DigestInfo kAllInfos[] = {
    {PSA_ALG_MD5, 8, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x05}},
    {PSA_ALG_RIPEMD160, 5, {0x2B, 0x24, 0x03, 0x02, 0x01}},
    {PSA_ALG_SHA_1, 5, {0x2B, 0x0E, 0x03, 0x02, 0x1A}},
    nist(PSA_ALG_SHA_224, 4),
    nist(PSA_ALG_SHA_256, 1),
    nist(PSA_ALG_SHA_384, 2),
    nist(PSA_ALG_SHA_512, 3),
    nist(PSA_ALG_SHA_512_224, 5),
    nist(PSA_ALG_SHA_512_256, 6),
    nist(PSA_ALG_SHA3_224, 7),
    nist(PSA_ALG_SHA3_256, 8),
    nist(PSA_ALG_SHA3_384, 9),
    nist(PSA_ALG_SHA3_512, 10),
};

template <class... Ds>
constexpr bool is_any_of(DriverList<Ds...>, psa_algorithm_t hash) {
  return ((Ds::kAlgorithm == hash) || ...);
}
constexpr bool is_chosen(const DigestInfo& info) { return is_any_of(HashDrivers(), info.hash); }

// Of hashes that nobody computes: no byte.
constexpr auto kInfos = [] {
  constexpr auto kCount = std::count_if(std::begin(kAllInfos), std::end(kAllInfos), is_chosen);
  std::array<DigestInfo, kCount> infos{};
  std::copy_if(std::begin(kAllInfos), std::end(kAllInfos), infos.begin(), is_chosen);
  return infos;
}();

constexpr std::size_t kInfoMax = 10 + sizeof(DigestInfo::object);

// Writes what stands before a digest; its size. PSA_ERROR_NOT_SUPPORTED: nobody says what that would be.
Result<std::size_t> write_info(psa_algorithm_t hash, std::array<std::uint8_t, kInfoMax>& to) {
  for (const DigestInfo& info : kInfos) {
    if (info.hash != hash) continue;
    const auto digest = static_cast<std::uint8_t>(hash_size(hash));
    const std::uint8_t object = info.size;
    const std::uint8_t head[] = {0x30, static_cast<std::uint8_t>(object + digest + 8),
                                 0x30, static_cast<std::uint8_t>(object + 4),
                                 0x06, object};
    const std::uint8_t tail[] = {0x05, 0x00, 0x04, digest};
    std::memcpy(to.data(), head, sizeof head);
    std::memcpy(&to[sizeof head], info.object, object);
    std::memcpy(&to[sizeof head + object], tail, sizeof tail);
    return sizeof head + object + sizeof tail;
  }
  return Failure{PSA_ERROR_NOT_SUPPORTED};
}

// Adds the padded digest to a block: onto zeros, to sign; onto what a signature yields, so that zeros are
// left, to verify. A verifier that looks for the digest behind some padding could be shown another one.
Status add_pkcs1(psa_algorithm_t hash, Source& digest, MutableBytes block) {
  constexpr std::size_t kPaddingMin = 11;
  std::array<std::uint8_t, kInfoMax> info;
  const std::size_t info_size = hash == PSA_ALG_NONE ? 0 : REDOUBT_TRY(write_info(hash, info));
  const std::size_t size = digest.size();
  if (size > block.size() || block.size() - size < kPaddingMin + info_size)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  MutableBytes rest = block.last(info_size + size);
  const MutableBytes padding = block.first(block.size() - rest.size() - 1).subspan(2);
  block[1] ^= 0x01;
  for (std::uint8_t& byte : padding) byte ^= 0xFF;
  rsa_add(rest, Bytes(info).first(info_size));
  rest = rest.subspan(info_size);
  return for_each_piece(digest, [&](Bytes piece) {
    rsa_add(rest, piece);
    rest = rest.subspan(piece.size());
    return Status();
  });
}

// The parts of PSS's encoded message, from the left; a byte 0xBC is behind them.
struct Pss {
  psa_algorithm_t hash;
  std::size_t salt_size;  // as the specification has it: the hash's or, in a short key, what fits
  MutableBytes data;
  MutableBytes salted_hash;
};

Result<Pss> pss(psa_algorithm_t algorithm, MutableBytes block) {
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  const std::size_t size = hash_size(hash);
  if (block.size() < size + 2) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t data_size = block.size() - size - 1;
  return Pss{hash, std::min(size, data_size - 1), block.first(data_size), block.subspan(data_size, size)};
}

constexpr std::uint8_t kTrailer = 0xBC;
// The modulus has a multiple of 8 bits, the encoded message one less.
constexpr std::uint8_t kUnused = 0x80;

Status hash_salted(psa_algorithm_t hash, Bytes digest, Bytes salt, MutableBytes out) {
  constexpr std::uint8_t kZeros[8] = {};
  HashState state;
  const WipeOnExit wipe_state(state);
  Status status = state.start(hash);
  if (status) status = state.update(kZeros);
  if (status) status = state.update(digest);
  if (status) status = state.update(salt);
  return status ? state.finish(out) : status;
}

using Digest = std::array<std::uint8_t, HashLimits::kSize>;

Status encode_pss(psa_algorithm_t algorithm, Source& source, MutableBytes block) {
  const Pss parts = REDOUBT_TRY(pss(algorithm, block));
  Digest buffer;
  const Bytes digest = source.read(buffer);
  const MutableBytes salt = parts.data.last(parts.salt_size);
  REDOUBT_TRY(random_bytes(salt));
  REDOUBT_TRY(hash_salted(parts.hash, digest, salt, parts.salted_hash));
  parts.data[parts.data.size() - salt.size() - 1] = 0x01;
  REDOUBT_TRY(rsa_add_mask(parts.hash, parts.salted_hash, parts.data));
  block[0] &= static_cast<std::uint8_t>(~kUnused);
  block.back() = kTrailer;
  return {};
}

Status verify_pss(psa_algorithm_t algorithm, Source& source, MutableBytes block) {
  const Pss parts = REDOUBT_TRY(pss(algorithm, block));
  Digest buffer;
  Digest expected;
  const Bytes digest = source.read(buffer);
  std::uint32_t difference = (block.back() ^ kTrailer) | (block[0] & kUnused);
  REDOUBT_TRY(rsa_add_mask(parts.hash, parts.salted_hash, parts.data));
  block[0] &= static_cast<std::uint8_t>(~kUnused);
  Bytes salt = parts.data;
  while (salt.size() > 1 && salt[0] == 0) salt = salt.subspan(1);
  difference |= salt[0] ^ 0x01u;
  salt = salt.subspan(1);
  if (!PSA_ALG_IS_RSA_PSS_ANY_SALT(algorithm))
    difference |= static_cast<std::uint32_t>(salt.size() ^ parts.salt_size);
  REDOUBT_TRY(hash_salted(parts.hash, digest, salt, expected));
  const hardened::Verdict verdict =
      hardened::Verdict::from_difference(difference)
          .both(hardened::equal(Bytes(expected).first(parts.salted_hash.size()), parts.salted_hash));
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

Status verify_pkcs1(psa_algorithm_t algorithm, Source& digest, MutableBytes block) {
  REDOUBT_TRY(add_pkcs1(PSA_ALG_GET_HASH(algorithm), digest, block));
  std::uint32_t difference = 0;
  for (const std::uint8_t byte : block) difference |= byte;
  const hardened::Verdict verdict = hardened::Verdict::from_difference(difference);
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

// PSA_ERROR_NOT_SUPPORTED: not a padding that was chosen.
template <class Pkcs1, class PssF>
Status with_padding(psa_algorithm_t algorithm, Pkcs1 pkcs1, PssF pss_padding) {
  if (config::kCryptoRsaPkcs1v15Sign && PSA_ALG_IS_RSA_PKCS1V15_SIGN(algorithm)) return pkcs1();
  if (config::kCryptoRsaPss && PSA_ALG_IS_RSA_PSS(algorithm)) return pss_padding();
  return Failure{PSA_ERROR_NOT_SUPPORTED};
}

}  // namespace

Status rsa_sign(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes signature) {
  wipe(signature);
  REDOUBT_TRY(with_padding(
      algorithm, [&] { return add_pkcs1(PSA_ALG_GET_HASH(algorithm), digest, signature); },
      [&] { return encode_pss(algorithm, digest, signature); }));
  return rsa_private_operation(key, signature);
}

Status rsa_verify(const KeyMaterial& key, psa_algorithm_t algorithm, Source& digest, MutableBytes signature) {
  // What no signature with this key can be is the caller's error, not the signature's.
  REDOUBT_TRY(with_padding(
      algorithm, [] { return Status(); }, [&] { return Status(pss(algorithm, signature).status()); }));
  const Status done = rsa_public_operation(key, signature);
  if (done.status() == PSA_ERROR_INVALID_ARGUMENT) return Failure{PSA_ERROR_INVALID_SIGNATURE};
  if (!done) return done;
  return with_padding(
      algorithm, [&] { return verify_pkcs1(algorithm, digest, signature); },
      [&] { return verify_pss(algorithm, digest, signature); });
}

}  // namespace redoubt::crypto
