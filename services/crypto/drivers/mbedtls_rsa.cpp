// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/drivers/mbedtls_rsa.hpp"

#include <mbedtls/rsa.h>
#include <rsa_alt_helpers.h>

#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

// The backend adds the code of its big numbers to that of the operation.
constexpr int low_code(int error) { return -error & 0x7F; }

Status to_status(int error) {
  if (error == 0) return {};
  if (low_code(error) == low_code(MBEDTLS_ERR_MPI_ALLOC_FAILED))
    return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
  if (low_code(error) == low_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (error == MBEDTLS_ERR_RSA_RNG_FAILED) return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
  return Failure{PSA_ERROR_CORRUPTION_DETECTED};
}

// Every other error of a check says that it is no key.
Status to_check_status(int error) {
  const psa_status_t status = to_status(error).status();
  return Status(status == PSA_ERROR_CORRUPTION_DETECTED ? PSA_ERROR_INVALID_ARGUMENT : status);
}

int random(void*, unsigned char* out, std::size_t size) {
  return random_bytes({out, size}) ? 0 : MBEDTLS_ERR_RSA_RNG_FAILED;
}

// The backend's context of a key, wiped and given back at its end. One of its functions after another, until
// one fails.
class Context {
 public:
  Context() { mbedtls_rsa_init(&rsa_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { mbedtls_rsa_free(&rsa_); }
  mbedtls_rsa_context* get() { return &rsa_; }
  mbedtls_rsa_context* operator->() { return &rsa_; }

  int load(const RsaPublicKey& key) {
    int error = read(rsa_.MBEDTLS_PRIVATE(N), key.modulus);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(E), key.exponent);
    rsa_.MBEDTLS_PRIVATE(len) = key.modulus.size();
    return error;
  }
  int load(const RsaPrivateKey& key) {
    int error = load(key.public_key);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(D), key.exponent);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(P), key.prime1);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(Q), key.prime2);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(DP), key.exponent1);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(DQ), key.exponent2);
    if (error == 0) error = read(rsa_.MBEDTLS_PRIVATE(QP), key.coefficient);
    return error;
  }
  int store(const NewRsaKey& key) const {
    int error = write(rsa_.MBEDTLS_PRIVATE(N), key.modulus);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(D), key.exponent);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(P), key.prime1);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(Q), key.prime2);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(DP), key.exponent1);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(DQ), key.exponent2);
    if (error == 0) error = write(rsa_.MBEDTLS_PRIVATE(QP), key.coefficient);
    return error;
  }

 private:
  static int read(mbedtls_mpi& number, Bytes from) {
    return mbedtls_mpi_read_binary(&number, from.data(), from.size());
  }
  static int write(const mbedtls_mpi& number, MutableBytes to) {
    return mbedtls_mpi_write_binary(&number, to.data(), to.size());
  }

  mbedtls_rsa_context rsa_;
};

}  // namespace

Status MbedtlsRsa::check_public(const RsaPublicKey& key) {
  Context rsa;
  int error = rsa.load(key);
  if (error == 0) error = mbedtls_rsa_check_pubkey(rsa.get());
  return to_check_status(error);
}

// mbedtls_rsa_check_privkey() would not say that memory was short.
Status MbedtlsRsa::check_private(const RsaPrivateKey& key) {
  Context rsa;
  int error = rsa.load(key);
  if (error == 0) error = mbedtls_rsa_check_pubkey(rsa.get());
  if (error == 0) {
    error = mbedtls_rsa_validate_params(&rsa->MBEDTLS_PRIVATE(N), &rsa->MBEDTLS_PRIVATE(P),
                                        &rsa->MBEDTLS_PRIVATE(Q), &rsa->MBEDTLS_PRIVATE(D),
                                        &rsa->MBEDTLS_PRIVATE(E), nullptr, nullptr);
  }
  if (error == 0) {
    error = mbedtls_rsa_validate_crt(&rsa->MBEDTLS_PRIVATE(P), &rsa->MBEDTLS_PRIVATE(Q),
                                     &rsa->MBEDTLS_PRIVATE(D), &rsa->MBEDTLS_PRIVATE(DP),
                                     &rsa->MBEDTLS_PRIVATE(DQ), &rsa->MBEDTLS_PRIVATE(QP));
  }
  return to_check_status(error);
}

Status MbedtlsRsa::generate(std::size_t bits, std::uint32_t exponent, const NewRsaKey& key) {
  Context rsa;
  int error = mbedtls_rsa_gen_key(rsa.get(), random, nullptr, static_cast<unsigned>(bits),
                                  static_cast<int>(exponent));
  if (error == 0) error = rsa.store(key);
  return to_status(error);
}

Status MbedtlsRsa::encrypt(const RsaPublicKey& key, MutableBytes block) {
  Context rsa;
  int error = rsa.load(key);
  if (error == 0) error = mbedtls_rsa_public(rsa.get(), block.data(), block.data());
  return to_status(error);
}

Status MbedtlsRsa::decrypt(const RsaPrivateKey& key, MutableBytes block) {
  Context rsa;
  int error = rsa.load(key);
  if (error == 0) error = mbedtls_rsa_private(rsa.get(), random, nullptr, block.data(), block.data());
  return to_status(error);
}

}  // namespace redoubt::crypto
