// SPDX-License-Identifier: BSD-3-Clause
// Values go in and out in pieces, so that no buffer has to hold one.
#pragma once

#include <cstring>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::flash_store {

class Source {
 public:
  // Fills all of `into` with the next bytes.
  virtual Status read(MutableBytes into) = 0;

 protected:
  ~Source() = default;
};

class Sink {
 public:
  virtual Status write(Bytes data) = 0;

 protected:
  ~Sink() = default;
};

// Bytes in memory as a source; reading past their end is the caller's mistake.
class BytesSource final : public Source {
 public:
  explicit BytesSource(Bytes bytes) : bytes_(bytes) {}
  Status read(MutableBytes into) override {
    if (!into.empty()) std::memcpy(into.data(), bytes_.data(), into.size());
    bytes_ = bytes_.subspan(into.size());
    return {};
  }

 private:
  Bytes bytes_;
};

}  // namespace redoubt::flash_store
