// SPDX-License-Identifier: BSD-3-Clause
// What the C++ bindings return: a status with a name, and a value or the status that says why there is none.
// C++20, header-only, no exceptions needed, no heap.
#pragma once

#include <psa/error.h>

#include <utility>

namespace redoubt::psa {

// The status of a PSA call, as a type of its own: it converts from psa_status_t only where that is said, and
// cannot be taken for a bool or a size. The values are those of psa/error.h; services may have others.
enum class Status : psa_status_t {
  kSuccess = PSA_SUCCESS,
  kProgrammerError = PSA_ERROR_PROGRAMMER_ERROR,
  kConnectionRefused = PSA_ERROR_CONNECTION_REFUSED,
  kConnectionBusy = PSA_ERROR_CONNECTION_BUSY,
  kGenericError = PSA_ERROR_GENERIC_ERROR,
  kNotPermitted = PSA_ERROR_NOT_PERMITTED,
  kNotSupported = PSA_ERROR_NOT_SUPPORTED,
  kInvalidArgument = PSA_ERROR_INVALID_ARGUMENT,
  kInvalidHandle = PSA_ERROR_INVALID_HANDLE,
  kBadState = PSA_ERROR_BAD_STATE,
  kBufferTooSmall = PSA_ERROR_BUFFER_TOO_SMALL,
  kAlreadyExists = PSA_ERROR_ALREADY_EXISTS,
  kDoesNotExist = PSA_ERROR_DOES_NOT_EXIST,
  kInsufficientMemory = PSA_ERROR_INSUFFICIENT_MEMORY,
  kInsufficientStorage = PSA_ERROR_INSUFFICIENT_STORAGE,
  kInsufficientData = PSA_ERROR_INSUFFICIENT_DATA,
  kServiceFailure = PSA_ERROR_SERVICE_FAILURE,
  kCommunicationFailure = PSA_ERROR_COMMUNICATION_FAILURE,
  kStorageFailure = PSA_ERROR_STORAGE_FAILURE,
  kHardwareFailure = PSA_ERROR_HARDWARE_FAILURE,
  kInsufficientEntropy = PSA_ERROR_INSUFFICIENT_ENTROPY,
  kInvalidSignature = PSA_ERROR_INVALID_SIGNATURE,
  kInvalidPadding = PSA_ERROR_INVALID_PADDING,
  kCorruptionDetected = PSA_ERROR_CORRUPTION_DETECTED,
  kDataCorrupt = PSA_ERROR_DATA_CORRUPT,
  kDataInvalid = PSA_ERROR_DATA_INVALID,
};

// A T, or the status that says why there is none. T is default-constructible.
template <class T = void>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT: conversion is the point
  Result(Status error) : status_(error) {}       // NOLINT
  explicit operator bool() const { return status_ == Status::kSuccess; }
  Status status() const { return status_; }
  // Only after the result was tested: a default T else.
  T& operator*() & { return value_; }
  const T& operator*() const& { return value_; }
  T&& operator*() && { return std::move(value_); }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

 private:
  Status status_ = Status::kSuccess;
  T value_{};
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result(Status status) : status_(status) {}  // NOLINT: conversion is the point
  explicit Result(psa_status_t status) : status_(Status{status}) {}
  explicit operator bool() const { return status_ == Status::kSuccess; }
  Status status() const { return status_; }

 private:
  Status status_;
};

}  // namespace redoubt::psa
