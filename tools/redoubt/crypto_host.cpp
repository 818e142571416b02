// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/crypto_host.hpp"

#include <mbedtls/ecdsa.h>
#include <mbedtls/pk.h>
#include <mbedtls/sha256.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/file_io.hpp"

namespace redoubt::tool {

namespace {

constexpr std::size_t kPemCapacity = 512;  // a P-256 key takes 227 characters, its public half 178
constexpr std::size_t kMaxKeyFile = 64 * 1024;

void require(int mbedtls_status, const std::string& sentence) {
  if (mbedtls_status != 0) throw Error(sentence);
}

// Mbed TLS is C: no exception may pass through it.
int random_for_mbedtls(void* function, unsigned char* out, std::size_t size) try {
  (*static_cast<const RandomFunction*>(function))({out, size});
  return 0;
} catch (const Error&) {
  return MBEDTLS_ERR_ECP_RANDOM_FAILED;
}

// To blind computations with secrets; what comes out does not depend on it.
RandomFunction g_blinding = fill_random;

struct Curve {
  Curve() {
    mbedtls_ecp_group_init(&group);
    require(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1), "cannot set up P-256");
  }
  Curve(const Curve&) = delete;
  Curve& operator=(const Curve&) = delete;
  ~Curve() { mbedtls_ecp_group_free(&group); }
  mbedtls_ecp_group group;
};

struct Point {
  // An uncompressed point of the curve, not the one at infinity; anything else throws.
  Point(const Curve& curve, Bytes encoded) {
    mbedtls_ecp_point_init(&value);
    if (encoded.size() != PublicKey::kPointSize ||
        mbedtls_ecp_point_read_binary(&curve.group, &value, encoded.data(), encoded.size()) != 0 ||
        mbedtls_ecp_check_pubkey(&curve.group, &value) != 0) {
      mbedtls_ecp_point_free(&value);
      throw Error("not a point of the curve P-256");
    }
  }
  Point(const Point&) = delete;
  Point& operator=(const Point&) = delete;
  ~Point() { mbedtls_ecp_point_free(&value); }
  mbedtls_ecp_point value;
};

struct Integer {
  explicit Integer(Bytes big_endian) {
    mbedtls_mpi_init(&value);
    require(mbedtls_mpi_read_binary(&value, big_endian.data(), big_endian.size()), "cannot read a number");
  }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  ~Integer() { mbedtls_mpi_free(&value); }
  mbedtls_mpi value;
};

// An Mbed TLS key for the length of one operation.
class Pk {
 public:
  Pk() { mbedtls_pk_init(&context_); }
  Pk(const Pk&) = delete;
  Pk& operator=(const Pk&) = delete;
  ~Pk() { mbedtls_pk_free(&context_); }

  explicit Pk(Bytes point) : Pk() {
    make_p256();
    const Curve curve;
    const Point q(curve, point);
    require(mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, ec(), &q.value), "cannot set a public key");
  }
  Pk(Bytes point, Bytes scalar) : Pk(point) {
    require(mbedtls_ecp_read_key(MBEDTLS_ECP_DP_SECP256R1, ec(), scalar.data(), scalar.size()),
            "not a key of P-256");
  }

  void make_p256() {
    require(mbedtls_pk_setup(&context_, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), "cannot set up a key");
  }
  mbedtls_pk_context* get() { return &context_; }
  mbedtls_ecp_keypair* ec() { return mbedtls_pk_ec(context_); }

 private:
  mbedtls_pk_context context_;
};

std::array<std::uint8_t, PublicKey::kPointSize> point_of(Pk& key) {
  std::array<std::uint8_t, PublicKey::kPointSize> point{};
  std::size_t size = 0;
  require(
      mbedtls_ecp_write_public_key(key.ec(), MBEDTLS_ECP_PF_UNCOMPRESSED, &size, point.data(), point.size()),
      "cannot export a public key");
  return point;
}

// Mbed TLS finds the end of PEM by a terminating zero that it wants counted.
bool is_pem(Bytes text) {
  const std::string_view view(reinterpret_cast<const char*>(text.data()), text.size());
  return view.find("-----BEGIN ") != std::string_view::npos;
}

ByteVector for_parser(Bytes text) {
  ByteVector copy(text.begin(), text.end());
  if (is_pem(text)) copy.push_back(0);
  return copy;
}

bool is_p256(Pk& key) {
  return mbedtls_pk_can_do(key.get(), MBEDTLS_PK_ECKEY) != 0 &&
         mbedtls_pk_get_bitlen(key.get()) ==
             256;  // the only curve that is compiled in, yet cheap to insist on
}

}  // namespace

Digest sha256(Bytes data) {
  Digest digest{};
  require(mbedtls_sha256(data.data(), data.size(), digest.data(), 0), "SHA-256 failed");
  return digest;
}

void fill_random(MutableBytes out) {
  while (!out.empty()) {
    const ssize_t got = getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno != EINTR) throw Error("the kernel gives no random numbers");
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

RandomFunction repeatable_random(Bytes seed) {
  ByteVector block(seed.begin(), seed.end());
  block.resize(seed.size() + sizeof(std::uint64_t));
  return [block, counter = std::uint64_t{0}](MutableBytes out) mutable {
    while (!out.empty()) {
      store(block.data() + block.size() - sizeof counter, counter++);
      const Digest digest = sha256(block);
      const std::size_t size = std::min(out.size(), digest.size());
      std::copy_n(digest.begin(), size, out.begin());
      out = out.subspan(size);
    }
  };
}

PublicKey::PublicKey(Bytes point) : point_{} {
  Pk key(point);
  point_ = point_of(key);
}

PublicKey PublicKey::parse(Bytes text, const std::string& name) {
  Pk key;
  const ByteVector copy = for_parser(text);
  if (mbedtls_pk_parse_public_key(key.get(), copy.data(), copy.size()) != 0 || !is_p256(key)) {
    throw Error(name + " is not a public P-256 key in PEM or DER");
  }
  return PublicKey(point_of(key));
}

ByteVector PublicKey::der() const {
  Pk key(point_);
  ByteVector out(kPemCapacity);
  const int size = mbedtls_pk_write_pubkey_der(key.get(), out.data(), out.size());
  require(size < 0 ? size : 0, "cannot encode a public key");
  out.erase(out.begin(), out.end() - size);  // it is written at the buffer's end
  return out;
}

std::string PublicKey::pem() const {
  Pk key(point_);
  std::array<unsigned char, kPemCapacity> out{};
  require(mbedtls_pk_write_pubkey_pem(key.get(), out.data(), out.size()), "cannot encode a public key");
  return reinterpret_cast<const char*>(out.data());
}

bool PublicKey::verify_der(const Digest& digest, Bytes signature) const {
  Pk key(point_);
  return mbedtls_pk_verify(key.get(), MBEDTLS_MD_SHA256, digest.data(), digest.size(), signature.data(),
                           signature.size()) == 0;
}

bool PublicKey::verify_raw(const Digest& digest, Bytes signature) const {
  if (signature.size() != 64) return false;
  Curve curve;
  const Point q(curve, point_);
  const Integer r(signature.first(32)), s(signature.last(32));
  return mbedtls_ecdsa_verify(&curve.group, digest.data(), digest.size(), &q.value, &r.value, &s.value) == 0;
}

PrivateKey PrivateKey::generate(const RandomFunction& random) {
  Pk key;
  key.make_p256();
  RandomFunction source = random;
  require(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, key.ec(), random_for_mbedtls, &source),
          "cannot generate a key");
  std::array<std::uint8_t, 32> scalar{};
  std::size_t size = 0;
  require(mbedtls_ecp_write_key_ext(key.ec(), &size, scalar.data(), scalar.size()), "cannot export a key");
  return {scalar, PublicKey(point_of(key))};
}

PrivateKey PrivateKey::parse(Bytes text, const std::string& name) {
  Pk key;
  ByteVector copy = for_parser(text);
  const int status =
      mbedtls_pk_parse_key(key.get(), copy.data(), copy.size(), nullptr, 0, random_for_mbedtls, &g_blinding);
  wipe(copy);
  if (status == MBEDTLS_ERR_PK_PASSWORD_REQUIRED) throw Error(name + " is encrypted, which is not supported");
  if (status != 0 || !is_p256(key)) throw Error(name + " is not a private P-256 key in PEM or DER");
  std::array<std::uint8_t, 32> scalar{};
  std::size_t size = 0;
  require(mbedtls_ecp_write_key_ext(key.ec(), &size, scalar.data(), scalar.size()), "cannot export a key");
  return {scalar, PublicKey(point_of(key))};
}

std::string PrivateKey::pem() const {
  Pk key(public_key_.point(), scalar_);
  std::array<unsigned char, kPemCapacity> out{};
  const WipeOnExit wipe_text(out);
  require(mbedtls_pk_write_key_pem(key.get(), out.data(), out.size()), "cannot encode a key");
  return reinterpret_cast<const char*>(out.data());
}

ByteVector PrivateKey::sign_der(const Digest& digest) const {
  Pk key(public_key_.point(), scalar_);
  ByteVector signature(MBEDTLS_ECDSA_MAX_LEN);
  std::size_t size = 0;
  require(mbedtls_pk_sign(key.get(), MBEDTLS_MD_SHA256, digest.data(), digest.size(), signature.data(),
                          signature.size(), &size, random_for_mbedtls, &g_blinding),
          "cannot sign");
  signature.resize(size);
  return signature;
}

namespace {

ByteVector read_key_file(const std::filesystem::path& file) {
  ByteVector text = read_bytes(file, kMaxKeyFile);
  if (text.empty()) throw Error(file.string() + " is empty");
  return text;
}

}  // namespace

PrivateKey load_private_key(const std::filesystem::path& file) {
  ByteVector text = read_key_file(file);
  PrivateKey key = PrivateKey::parse(text, file.string());
  wipe(text);
  return key;
}

PublicKey load_public_key(const std::filesystem::path& file) {
  ByteVector text = read_key_file(file);
  std::optional<PublicKey> key;
  try {
    key = PrivateKey::parse(text, file.string()).public_key();
  } catch (const Error&) {
    key = PublicKey::parse(text, file.string());
  }
  wipe(text);
  return *key;
}

}  // namespace redoubt::tool
