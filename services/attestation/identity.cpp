// SPDX-License-Identifier: BSD-3-Clause
#include "services/attestation/identity.hpp"

#include "board.hpp"
#include "lib/token/claims.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::attestation {

using provisioning::Provisioned;

// Two runs of bytes are copied; the fields lie in them as they lie in the provisioned area.
constexpr std::size_t kIds = offsetof(Provisioned, instance_id);
constexpr std::size_t kTexts = offsetof(Provisioned, certification_reference);
constexpr std::size_t kIdsSize = offsetof(Identity, certification_reference);
static_assert(offsetof(Provisioned, implementation_id) - kIds == offsetof(Identity, implementation_id));
static_assert(kIds + kIdsSize == offsetof(Provisioned, boot_key_hash));
static_assert(offsetof(Provisioned, verification_service) - kTexts ==
              offsetof(Identity, verification_service) - kIdsSize);
static_assert(kTexts + sizeof(Identity) - kIdsSize == offsetof(Provisioned, crc));

Status read_identity(Identity& identity) {
  // The bootloader checked the area's checksum before it started anything.
  const board::NvFlash provisioned(layout::nv::kProvisioned.offset, layout::nv::kProvisioned.size);
  const MutableBytes memory = mutable_bytes_of(identity);
  REDOUBT_TRY(provisioned.read(kIds, memory.first(kIdsSize)));
  REDOUBT_TRY(provisioned.read(kTexts, memory.subspan(kIdsSize)));
  // Whatever is stored, both texts end inside their fields.
  identity.certification_reference[sizeof identity.certification_reference - 1] = '\0';
  identity.verification_service[sizeof identity.verification_service - 1] = '\0';
  if (identity.instance_id[0] != token::kInstanceIdTypeRandom) return Failure{PSA_ERROR_DATA_INVALID};
  return {};
}

}  // namespace redoubt::attestation
