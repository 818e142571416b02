// SPDX-License-Identifier: BSD-3-Clause
// Errors are values: a Result is a T or the psa_status_t that says why there is none.
#pragma once

#include <psa/error.h>

#include <new>
#include <type_traits>
#include <utility>

namespace redoubt {

// The error half, so that `return Failure{PSA_ERROR_X};` converts to any Result.
struct Failure {
  psa_status_t status;
};

template <class T = void>
class [[nodiscard]] Result {
  static_assert(std::is_trivially_copyable_v<T>, "results travel by value and are never destroyed");

 public:
  constexpr Result(T value) : value_(value) {}                    // NOLINT: conversion is the point
  constexpr Result(Failure failure) : status_(failure.status) {}  // NOLINT
  constexpr explicit operator bool() const { return status_ == PSA_SUCCESS; }
  constexpr psa_status_t status() const { return status_; }
  // Only after the result was tested.
  constexpr const T& operator*() const { return value_; }
  constexpr T& operator*() { return value_; }
  constexpr const T* operator->() const { return &value_; }

 private:
  psa_status_t status_ = PSA_SUCCESS;
  T value_{};
};

template <>
class [[nodiscard]] Result<void> {
 public:
  constexpr Result() = default;
  constexpr Result(Failure failure) : status_(failure.status) {}  // NOLINT
  // From the ABI's side: PSA_SUCCESS is success, everything else the error.
  constexpr explicit Result(psa_status_t status) : status_(status) {}
  constexpr explicit operator bool() const { return status_ == PSA_SUCCESS; }
  constexpr psa_status_t status() const { return status_; }
  constexpr void operator*() const {}

 private:
  psa_status_t status_ = PSA_SUCCESS;
};

using Status = Result<void>;

}  // namespace redoubt

// auto value = REDOUBT_TRY(expression that is a Result): the value, or return the error to the caller.
#define REDOUBT_TRY(expression)                                                      \
  __extension__({                                                                    \
    auto redoubt_try_result = (expression);                                          \
    if (!redoubt_try_result) return ::redoubt::Failure{redoubt_try_result.status()}; \
    *redoubt_try_result;                                                             \
  })
