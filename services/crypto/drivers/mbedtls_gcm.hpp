// SPDX-License-Identifier: BSD-3-Clause
// GCM by Mbed TLS.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsGcm {
 public:
  static constexpr psa_algorithm_t kAlgorithm = PSA_ALG_GCM;
  static constexpr bool kNeedsNoSizes = true;
  static bool supports(psa_key_type_t type, std::size_t bits);
  static Status check(const AeadMessage& message);

  MbedtlsGcm();
  MbedtlsGcm(const MbedtlsGcm&) = delete;
  MbedtlsGcm& operator=(const MbedtlsGcm&) = delete;
  ~MbedtlsGcm();
  Status start(psa_key_type_t type, Bytes key, const AeadMessage& message);
  Status authenticate(Bytes data);
  Status crypt(Bytes in, MutableBytes out);
  Status finish(MutableBytes tag);

 private:
  Opaque<sizeof(void*) == 4 ? 616 : 632, 8> context_;
};
static_assert(AeadDriver<MbedtlsGcm>);

}  // namespace redoubt::crypto
