// SPDX-License-Identifier: BSD-3-Clause
// Internal trusted storage for C++. Each function is a thin name for the psa_its_* function beside it, whose
// documentation in psa/internal_trusted_storage.h holds.
#pragma once

#include <psa/internal_trusted_storage.h>
#include <redoubt/result.hpp>

#include <cstdint>
#include <span>
#include <type_traits>

namespace redoubt::psa::its {

// psa_its_set()
inline Result<> set(psa_storage_uid_t uid, std::span<const std::uint8_t> data,
                    psa_storage_create_flags_t flags = PSA_STORAGE_FLAG_NONE) {
  return Result<>{psa_its_set(uid, data.size(), data.data(), flags)};
}

// psa_its_get() from an offset: the number of bytes in `out`, less than its size at the end of the asset.
inline Result<std::size_t> get(psa_storage_uid_t uid, std::span<std::uint8_t> out, std::size_t offset = 0) {
  std::size_t size = 0;
  const psa_status_t status = psa_its_get(uid, offset, out.size(), out.data(), &size);
  if (status != PSA_SUCCESS) return Status{status};
  return size;
}

// An object without padding or pointers that is a whole asset. kDataInvalid: the asset has another size.
template <class T>
concept Storable = std::has_unique_object_representations_v<T> && !std::is_pointer_v<T>;

template <Storable T>
Result<> set_object(psa_storage_uid_t uid, const T& object,
                    psa_storage_create_flags_t flags = PSA_STORAGE_FLAG_NONE) {
  return Result<>{psa_its_set(uid, sizeof object, &object, flags)};
}
template <Storable T>
Result<T> get_object(psa_storage_uid_t uid) {
  psa_storage_info_t info{};
  T object{};
  std::size_t size = 0;
  psa_status_t status = psa_its_get_info(uid, &info);
  if (status == PSA_SUCCESS && info.size != sizeof object) return Status::kDataInvalid;
  if (status == PSA_SUCCESS) status = psa_its_get(uid, 0, sizeof object, &object, &size);
  if (status != PSA_SUCCESS) return Status{status};
  if (size != sizeof object) return Status::kDataInvalid;
  return object;
}

// psa_its_get_info()
inline Result<psa_storage_info_t> info(psa_storage_uid_t uid) {
  psa_storage_info_t info{};
  const psa_status_t status = psa_its_get_info(uid, &info);
  if (status != PSA_SUCCESS) return Status{status};
  return info;
}

// psa_its_remove()
inline Result<> remove(psa_storage_uid_t uid) { return Result<>{psa_its_remove(uid)}; }

}  // namespace redoubt::psa::its
