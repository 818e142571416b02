// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_ffdh.hpp"

#include <algorithm>

#include "services/crypto/drivers/mbedtls_bignum.hpp"

namespace redoubt::crypto {
namespace {

static_assert(KeyPairDriver<MbedtlsFfdh>);

// RFC 7919, appendix A: the primes are the digits of e between 64 bits of ones, the last 32 of the digits
// raised until the number is a safe prime. So all begin alike, up to those.
constexpr std::size_t kOnes = 8;
constexpr std::size_t kEnd = 4;
constexpr char kDigits[] =
    "ADF85458A2BB4A9AAFDC5620273D3CF1D8B9C583CE2D3695A9E13641146433FBCC939DCE249B3EF97D2FE363630C75D8"
    "F681B202AEC4617AD3DF1ED5D5FD65612433F51F5F066ED0856365553DED1AF3B557135E7F57C935984F0C70E0E68B77"
    "E2A689DAF3EFE8721DF158A136ADE73530ACCA4F483A797ABC0AB182B324FB61D108A94BB2C8E3FBB96ADAB760D7F468"
    "1D4F42A3DE394DF4AE56EDE76372BB190B07A7C8EE0A6D709E02FCE1CDF7E2ECC03404CD28342F619172FE9CE98583FF"
    "8E4F1232EEF28183C3FE3B1B4C6FAD733BB5FCBC2EC22005C58EF1837D1683B2C6F34A26C1B2EFFA886B4238611FCFDC"
    "DE355B3B6519035BBC34F4DEF99C023861B46FC9D6E6C9077AD91D2691F7F7EE598CB0FAC186D91CAEFE130985139270"
    "B4130C93BC437944F4FD4452E2D74DD364F2E21E71F54BFF5CAE82AB9C9DF69EE86D2BC522363A0DABC521979B0DEADA"
    "1DBF9A42D5C4484E0ABCD06BFA53DDEF3C1B20EE3FD59D7C25E41D2B669E1EF16E6F52C3164DF4FB7930E9E4E58857B6"
    "AC7D5F42D69F6D187763CF1D5503400487F55BA57E31CC7A7135C886EFB4318AED6A1E012D9E6832A907600A918130C4"
    "6DC778F971AD0038092999A333CB8B7A1A1DB93D7140003C2A4ECEA9F98D0ACC0A8291CDCEC97DCF8EC9B55A7F88A46B"
    "4DB5A851F44182E1C68A007E5E0DD9020BFD64B645036C7A4E677D2C38532A3A23BA4442CAF53EA63BB454329B7624C8"
    "917BDD64B1C0FD4CB38E8C334C701C3ACDAD0657FCCFEC719B1F5C3E4E46041F388147FB4CFDB477A52471F7A9A96910"
    "B855322EDB6340D8A00EF092350511E30ABEC1FFF9E3A26E7FB29F8C183023C3587E38DA0077D9B4763E4E4B94B2BBC1"
    "94C6651E77CAF992EEAAC0232A281BF6B3A739C1226116820AE8DB5847A67CBEF9C9091B462D538CD72B03746AE77F5E"
    "62292C311562A846505DC82DB854338AE49F5235C95B91178CCF2DD5CACEF403EC9D1810C6272B045B3B71F9DC6B80D6"
    "3FDD4A8E9ADB1E6962A69526D43161C1A41D570D7938DAD4A40E329CCFF46AAA36AD004CF600C8381E425A31D951AE64"
    "FDB23FCEC9509D43687FEB69EDD1CC5E0B8CC3BDF64B10EF86B63142A3AB8829555B2F747C932665CB2C0F1CC01BD702"
    "29388839D2AF05E454504AC78B7582822846C0BA35C35F5C59160CC046FD8251541FC68C9C86B022BB7099876A460E74"
    "51A8A93109703FEE1C217E6C3826E52C51AA691E0E423CFC99E9E31650C1217B624816CDAD9A95F9D5B8019488D9C0A0"
    "A1FE3075A577E23183F81D4A3F2FA4571EFC8CE0BA8A4FE8B6855DFE72B0A66EDED2FBABFBE58A30FAFABE1C5D71A87E"
    "2F741EF8C1FE86FEA6BBFDE530677F0D97D11D49F7A8443D0822E506A9F4614E011E2A94838FF88CD68C8BB7";

constexpr std::uint32_t end_of_digits(std::size_t bits) {
  return bits == 2048   ? 0x61285C97
         : bits == 3072 ? 0x66C62E37
         : bits == 4096 ? 0x5E655F6A
         : bits == 6144 ? 0xD0E40E65
                        : 0xC5C6424C;
}

constexpr std::uint8_t nibble(char digit) {
  return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'A' + 10);
}

// As many as the largest group needs.
constexpr auto kCommon = [] {
  constexpr auto& kGroups = MbedtlsFfdh::kGroups;
  constexpr std::size_t kSize = kGroups.empty() ? 0 : kGroups.back().size() - 2 * kOnes - kEnd;
  std::array<std::uint8_t, kSize> digits{};
  for (std::size_t i = 0; i < kSize; ++i)
    digits[i] = static_cast<std::uint8_t>(nibble(kDigits[2 * i]) << 4 | nibble(kDigits[2 * i + 1]));
  return digits;
}();

constexpr std::size_t kMaxSize = kCommon.size() + 2 * kOnes + kEnd;

int load_prime(Group group, Mpi& prime) {
  std::array<std::uint8_t, kMaxSize> bytes;
  bytes.fill(0xFF);
  std::copy(kCommon.begin(), kCommon.end(), bytes.begin() + kOnes);
  const MutableBytes number = MutableBytes(bytes).first(group.size());
  const MutableBytes tail = number.last(kEnd + kOnes);
  store(tail.data(), __builtin_bswap32(end_of_digits(group.bits)));
  std::fill(tail.begin() + kEnd, tail.end(), std::uint8_t{0xFF});
  return prime.read(number);
}

int load(Group group, Bytes bytes, Mpi& prime, Mpi& number) {
  const int error = load_prime(group, prime);
  return error == 0 ? number.read(bytes) : error;
}

// Section 5.1: 1 < y < p - 1. The two that are left out are the only elements with few powers.
Status load_public(Group group, Bytes key, Mpi& prime, Mpi& number) {
  Mpi limit;
  int error = load(group, key, prime, number);
  if (error == 0) error = mbedtls_mpi_sub_int(limit.get(), prime.get(), 1);
  if (error != 0) return bignum_status(error);
  const bool is_one =
      mbedtls_mpi_cmp_int(number.get(), 1) > 0 && mbedtls_mpi_cmp_mpi(number.get(), limit.get()) < 0;
  return Status(is_one ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status power(Mpi& base, Mpi& exponent, Mpi& prime, MutableBytes out) {
  Mpi result;
  int error = mbedtls_mpi_exp_mod(result.get(), base.get(), exponent.get(), prime.get(), nullptr);
  if (error == 0) error = result.write(out);
  return bignum_status(error);
}

}  // namespace

// 0 < x < p, in a time that says no more than whether it is.
Status MbedtlsFfdh::check_private(Group group, MutableBytes key) {
  Mpi prime;
  Mpi number;
  unsigned is_small = 0;
  int error = load(group, key, prime, number);
  if (error == 0) error = mbedtls_mpi_lt_mpi_ct(number.get(), prime.get(), &is_small);
  if (error != 0) return bignum_status(error);
  unsigned bits = 0;
  for (const std::uint8_t byte : key) bits |= byte;
  return Status(is_small != 0 && bits != 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status MbedtlsFfdh::check_public(Group group, Bytes key) {
  Mpi prime;
  Mpi number;
  return load_public(group, key, prime, number);
}

Status MbedtlsFfdh::public_key(Group group, Bytes private_key, MutableBytes key) {
  Mpi prime;
  Mpi exponent;
  Mpi generator;
  int error = load(group, private_key, prime, exponent);
  if (error == 0) error = mbedtls_mpi_lset(generator.get(), 2);
  return error == 0 ? power(generator, exponent, prime, key) : bignum_status(error);
}

Status MbedtlsFfdh::agree(Group group, Bytes private_key, Bytes peer, MutableBytes secret) {
  Mpi prime;
  Mpi exponent;
  Mpi base;
  if (const Status loaded = load_public(group, peer, prime, base); !loaded) return loaded;
  const int error = exponent.read(private_key);
  return error == 0 ? power(base, exponent, prime, secret) : bignum_status(error);
}

}  // namespace redoubt::crypto
