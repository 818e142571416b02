// SPDX-License-Identifier: BSD-3-Clause
// How the tool's code says no: one sentence for the user, and the exit status that goes with it.
#pragma once

#include <stdexcept>

namespace redoubt::tool {

// A check failed: exit status 1.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  virtual int exit_code() const { return 1; }
};

// Bad arguments that CLI11 cannot see by itself: exit status 2.
class UsageError : public Error {
 public:
  using Error::Error;
  int exit_code() const override { return 2; }
};

}  // namespace redoubt::tool
