// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/fake_its.hpp"

#include <psa/internal_trusted_storage.h>

#include <algorithm>
#include <cstring>

namespace redoubt::crypto::fake_its {

Storage& storage() {
  static Storage instance;
  return instance;
}

namespace {

psa_status_t next_call() {
  int& left = storage().calls_until_failure;
  if (left == 0) return storage().error;
  if (left > 0) --left;
  return PSA_SUCCESS;
}

// The call's status so far and, if that is success, its record.
psa_status_t find(psa_storage_uid_t uid, std::vector<std::uint8_t>** record) {
  if (const psa_status_t status = next_call(); status != PSA_SUCCESS) return status;
  const auto found = storage().records.find(uid);
  if (found == storage().records.end()) return PSA_ERROR_DOES_NOT_EXIST;
  *record = &found->second;
  return PSA_SUCCESS;
}

}  // namespace
}  // namespace redoubt::crypto::fake_its

namespace fake_its = redoubt::crypto::fake_its;

psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void* p_data,
                         psa_storage_create_flags_t) {
  if (const psa_status_t status = fake_its::next_call(); status != PSA_SUCCESS) return status;
  const auto* const data = static_cast<const std::uint8_t*>(p_data);
  fake_its::storage().records[uid] = {data, data + data_length};
  return PSA_SUCCESS;
}

psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void* p_data,
                         size_t* p_data_length) {
  std::vector<std::uint8_t>* record = nullptr;
  const psa_status_t status = fake_its::find(uid, &record);
  if (status != PSA_SUCCESS) return status;
  if (data_offset > record->size()) return PSA_ERROR_INVALID_ARGUMENT;
  *p_data_length = std::min(data_size, record->size() - data_offset);
  if (*p_data_length != 0) std::memcpy(p_data, record->data() + data_offset, *p_data_length);
  return PSA_SUCCESS;
}

psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t* p_info) {
  std::vector<std::uint8_t>* record = nullptr;
  const psa_status_t status = fake_its::find(uid, &record);
  if (status == PSA_SUCCESS) *p_info = {record->size(), record->size(), 0};
  return status;
}

psa_status_t psa_its_remove(psa_storage_uid_t uid) {
  std::vector<std::uint8_t>* record = nullptr;
  const psa_status_t status = fake_its::find(uid, &record);
  if (status == PSA_SUCCESS) fake_its::storage().records.erase(uid);
  return status;
}
