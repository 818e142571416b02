// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/builtin_keys.hpp"

#include <psa_manifest/pid.h>

#include "board.hpp"
#include "lib/provisioning/provisioning.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::crypto {

// A system without the attestation service has nobody who may sign.
bool may_sign_with_iak(ClientId client) {
#ifdef ATTESTATION
  return client == ClientId{ATTESTATION};
#else
  static_cast<void>(client);
  return false;
#endif
}

namespace {

template <class Field>
Status read_field(Field provisioning::Provisioned::*field, MutableBytes key) {
  provisioning::Provisioned provisioned;
  const WipeOnExit wipe_provisioned(provisioned);
  const board::NvFlash flash(layout::nv::kProvisioned.offset, layout::nv::kProvisioned.size);
  REDOUBT_TRY(flash.read(0, mutable_bytes_of(provisioned)));
  if (!provisioning::is_valid(provisioned)) return Failure{PSA_ERROR_DATA_CORRUPT};
  static_assert(sizeof(Field) == kBuiltinKeySize);
  std::memcpy(key.data(), provisioned.*field, sizeof(Field));
  return {};
}

}  // namespace

Status read_iak(MutableBytes key) { return read_field(&provisioning::Provisioned::iak, key); }
Status read_huk(MutableBytes key) { return read_field(&provisioning::Provisioned::huk, key); }

}  // namespace redoubt::crypto
