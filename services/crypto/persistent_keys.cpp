// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/persistent_keys.hpp"

#include <psa/internal_trusted_storage.h>

#include "services/crypto/core.hpp"
#include "services/crypto/key_locations.hpp"

namespace redoubt::crypto {
namespace {

// A firmware without the key's location must not take its blob for the key.
constexpr std::uint8_t version_of(psa_key_lifetime_t lifetime) {
  return blob_overhead(lifetime) == 0 ? 1 : 2;
}

// What lies before the material. It only grows: a new version may add fields at its end.
struct Header {
  std::uint8_t version;
  std::uint8_t size;  // of this header
  std::uint16_t type;
  std::uint16_t bits;
  std::uint16_t reserved;  // 0
  std::uint32_t usage;
  std::uint32_t algorithm;
  std::uint32_t lifetime;
};
static_assert(offsetof(Header, type) == 2 && offsetof(Header, usage) == 8 &&
              offsetof(Header, lifetime) == 16 && sizeof(Header) == kRecordHeader);

psa_storage_uid_t uid_of(ClientId owner, psa_key_id_t id) {
  return std::uint64_t{static_cast<std::uint32_t>(owner)} << 32 | id;
}

// What the storage says, in the words of the Crypto API.
Status to_status(psa_status_t status) {
  switch (status) {
    case PSA_SUCCESS:
    case PSA_ERROR_INSUFFICIENT_STORAGE:
    case PSA_ERROR_DATA_CORRUPT:
      return Status(status);
    case PSA_ERROR_DOES_NOT_EXIST:
      return Failure{PSA_ERROR_INVALID_HANDLE};
    default:
      return Failure{PSA_ERROR_STORAGE_FAILURE};
  }
}

Result<Header> read_header(psa_storage_uid_t uid) {
  Header header{};
  std::size_t length = 0;
  const Status read = to_status(psa_its_get(uid, 0, sizeof header, &header, &length));
  if (!read) return Failure{read.status()};
  if (length != sizeof header || header.version != version_of(header.lifetime) ||
      header.size != sizeof header)
    return Failure{PSA_ERROR_DATA_INVALID};
  return header;
}

}  // namespace

Status check_no_such_key(ClientId owner, psa_key_id_t id) {
  psa_storage_info_t info{};
  const psa_status_t found = psa_its_get_info(uid_of(owner, id), &info);
  if (found == PSA_ERROR_DOES_NOT_EXIST) return {};
  // One that is damaged is there too, until it is destroyed.
  return found == PSA_SUCCESS || found == PSA_ERROR_DATA_CORRUPT ? Status(Failure{PSA_ERROR_ALREADY_EXISTS})
                                                                 : to_status(found);
}

Status store_key(ClientId owner, const Key& key) {
  const KeyAttributes& attributes = key.attributes();
  const Header header = {version_of(attributes.lifetime),
                         sizeof(Header),
                         attributes.type,
                         attributes.bits,
                         0,
                         attributes.usage,
                         attributes.algorithm,
                         attributes.lifetime};
  const MutableBytes record = core.keys.record(key);
  std::memcpy(record.data(), &header, sizeof header);
  return to_status(psa_its_set(uid_of(owner, key.id()), record.size(), record.data(), PSA_STORAGE_FLAG_NONE));
}

Result<Key*> load_key(ClientId owner, psa_key_id_t id) {
  const psa_storage_uid_t uid = uid_of(owner, id);
  psa_storage_info_t info{};
  const Status found = to_status(psa_its_get_info(uid, &info));
  if (!found) return Failure{found.status()};
  const Header header = REDOUBT_TRY(read_header(uid));
  Key* const key = REDOUBT_TRY(
      core.keys.create(owner, {header.type, header.bits, header.usage, header.algorithm, header.lifetime},
                       info.size - sizeof header, id));
  const MutableBytes material = core.keys.material(*key);
  std::size_t length = 0;
  Status read = to_status(psa_its_get(uid, sizeof header, material.size(), material.data(), &length));
  if (read && length != material.size()) read = Failure{PSA_ERROR_STORAGE_FAILURE};
  if (read) return key;
  core.keys.destroy(*key);
  return Failure{read.status()};
}

Status erase_key(ClientId owner, psa_key_id_t id) { return to_status(psa_its_remove(uid_of(owner, id))); }

}  // namespace redoubt::crypto
