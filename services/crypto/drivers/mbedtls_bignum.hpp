// SPDX-License-Identifier: BSD-3-Clause
// What the drivers over Mbed TLS's big numbers share. For drivers/*.cpp only.
#pragma once

#include <mbedtls/bignum.h>
#include <mbedtls/ecp.h>

#include "services/crypto/driver.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {

// What the backend says of a number, point or signature that it was given. The core has checked all sizes.
inline Status bignum_status(int error) {
  switch (error) {
    case 0:
      return {};
    case MBEDTLS_ERR_MPI_ALLOC_FAILED:
    case MBEDTLS_ERR_ECP_ALLOC_FAILED:
      return Failure{PSA_ERROR_INSUFFICIENT_MEMORY};
    case MBEDTLS_ERR_MPI_BAD_INPUT_DATA:
    case MBEDTLS_ERR_MPI_NOT_ACCEPTABLE:
    case MBEDTLS_ERR_ECP_BAD_INPUT_DATA:
    case MBEDTLS_ERR_ECP_INVALID_KEY:
    case MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE:  // a compressed point
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    case MBEDTLS_ERR_ECP_VERIFY_FAILED:
      return Failure{PSA_ERROR_INVALID_SIGNATURE};
    case MBEDTLS_ERR_ECP_RANDOM_FAILED:
      return Failure{PSA_ERROR_INSUFFICIENT_ENTROPY};
    default:
      return Failure{PSA_ERROR_CORRUPTION_DETECTED};
  }
}

// For the backend's parameters f_rng and p_rng.
inline int bignum_random(void*, unsigned char* out, std::size_t size) {
  return random_bytes({out, size}) ? 0 : MBEDTLS_ERR_ECP_RANDOM_FAILED;
}

// A number of the backend's, wiped and given back at its end.
class Mpi {
 public:
  Mpi() { mbedtls_mpi_init(&value_); }
  Mpi(const Mpi&) = delete;
  Mpi& operator=(const Mpi&) = delete;
  ~Mpi() { mbedtls_mpi_free(&value_); }
  mbedtls_mpi* get() { return &value_; }
  int read(Bytes big_endian) {
    return mbedtls_mpi_read_binary(&value_, big_endian.data(), big_endian.size());
  }
  int write(MutableBytes big_endian) {
    return mbedtls_mpi_write_binary(&value_, big_endian.data(), big_endian.size());
  }

 private:
  mbedtls_mpi value_;
};

}  // namespace redoubt::crypto
