// SPDX-License-Identifier: BSD-3-Clause
// What a partition did wrong, in words that follow its name: "partition CRYPTO (2) …".
#pragma once

#include <iterator>
#include <string_view>

#include "spm/call.hpp"

namespace redoubt::spm {

constexpr std::string_view text(Misuse misuse) {
  constexpr std::string_view kTexts[] = {
      "called psa_panic()",
      "used a message handle that is not its current message's",
      "asked for the vectors of a message that has none",
      "named a vector above PSA_MAX_IOVEC",
      "gave a buffer that is not its memory",
      "wrote more than the client's vector holds",
      "set an rhandle where there is no connection",
      "answered a connect request with a wrong status",
      "failed to initialise",
      "called a service with a handle that it may not use",
      "called a service with a negative type",
      "called a service with too many vectors",
      "called a service with vectors that are not its memory",
      "called too deep or back to a partition that waits for it",
      "asked for a service that is not in its dependencies",
  };
  static_assert(std::size(kTexts) == static_cast<std::size_t>(Misuse::kCount));
  return kTexts[static_cast<std::size_t>(misuse)];
}

}  // namespace redoubt::spm
