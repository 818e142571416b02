// SPDX-License-Identifier: BSD-3-Clause
#define MBEDTLS_ALLOW_PRIVATE_ACCESS  // suspended states, and SHA-512/t's initial values
#include <mbedtls/sha512.h>

#include <cstring>

#include "services/crypto/drivers/mbedtls_hash_backend.hpp"

namespace redoubt::crypto {
namespace {

using Context = mbedtls_sha512_context;

template <bool kIs384>
struct Sha512Backend {
  using Context = mbedtls_sha512_context;
  static constexpr std::endian kOrder = std::endian::big;
  static constexpr auto kInit = mbedtls_sha512_init;
  static constexpr auto kUpdate = mbedtls_sha512_update;
  static int start(Context* context) { return mbedtls_sha512_starts(context, kIs384 ? 1 : 0); }
  // Writes 64 bytes for SHA-512, 48 for SHA-384.
  static int finish(Context* context, std::uint8_t* hash) { return mbedtls_sha512_finish(context, hash); }
};

// SHA-512/t: SHA-512 from another initial value, cut (FIPS 180-4, section 5.3.6).
template <std::size_t kSize, std::uint64_t... kInitial>
struct TruncatedBackend : Sha512Backend<false> {
  static int start(Context* context) {
    static constexpr std::uint64_t kValue[] = {kInitial...};
    static_assert(sizeof kValue == sizeof context->state);
    const int error = mbedtls_sha512_starts(context, 0);
    std::memcpy(context->state, kValue, sizeof kValue);
    return error;
  }
  static int finish(Context* context, std::uint8_t* hash) {
    std::uint8_t whole[64];
    const WipeOnExit wipe_whole(whole);
    const int error = mbedtls_sha512_finish(context, whole);
    std::memcpy(hash, whole, kSize);
    return error;
  }
};

}  // namespace

template <>
struct HashBackend<PSA_ALG_SHA_512> : Sha512Backend<false> {};
template <>
struct HashBackend<PSA_ALG_SHA_384> : Sha512Backend<true> {};
template <>
struct HashBackend<PSA_ALG_SHA_512_224>
    : TruncatedBackend<28, 0x8C3D37C819544DA2, 0x73E1996689DCD4D6, 0x1DFAB7AE32FF9C82, 0x679DD514582F9FCF,
                       0x0F6D2B697BD44DA8, 0x77E36F7304C48942, 0x3F9D85A86A1D36C8, 0x1112E6AD91D692A1> {};
template <>
struct HashBackend<PSA_ALG_SHA_512_256>
    : TruncatedBackend<32, 0x22312194FC2BF72C, 0x9F555FA3C84C64C2, 0x2393B86B6F53B151, 0x963877195940EABD,
                       0x96283EE2A88EFFE3, 0xBE5E1E2553863992, 0x2B0199FC2C85B8AA, 0x0EB72DDC81C52CA2> {};

template class MbedtlsHash<PSA_ALG_SHA_384, sizeof(Context)>;
template class MbedtlsHash<PSA_ALG_SHA_512, sizeof(Context)>;
template class MbedtlsHash<PSA_ALG_SHA_512_224, sizeof(Context)>;
template class MbedtlsHash<PSA_ALG_SHA_512_256, sizeof(Context)>;

}  // namespace redoubt::crypto
