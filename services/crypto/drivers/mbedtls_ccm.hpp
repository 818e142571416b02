// SPDX-License-Identifier: BSD-3-Clause
// CCM by Mbed TLS.
#pragma once

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

class MbedtlsCcm {
 public:
  static constexpr psa_algorithm_t kAlgorithm = PSA_ALG_CCM;
  static bool supports(psa_key_type_t type, std::size_t bits);
  static Status check(const AeadMessage& message);

  MbedtlsCcm();
  MbedtlsCcm(const MbedtlsCcm&) = delete;
  MbedtlsCcm& operator=(const MbedtlsCcm&) = delete;
  ~MbedtlsCcm();
  Status start(psa_key_type_t type, Bytes key, const AeadMessage& message);
  Status authenticate(Bytes data);
  Status crypt(Bytes in, MutableBytes out);
  Status finish(MutableBytes tag);

 private:
  Opaque<sizeof(void*) == 4 ? 344 : 384> context_;
};
static_assert(AeadDriver<MbedtlsCcm>);

}  // namespace redoubt::crypto
