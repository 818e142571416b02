// SPDX-License-Identifier: BSD-3-Clause
// What a partition did wrong, in words that follow its name: "partition CRYPTO (2) …". Only grows: fault
// records keep the number.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace redoubt::spm {

enum class Misuse : std::uint8_t {
  kPanic,
  kMessageHandle,
  kNoRequest,
  kVectorIndex,
  kBuffer,
  kWriteTooMuch,
  kRhandle,
  kConnectReply,
  kInitFailed,
  kServiceHandle,
  kRequestType,
  kVectorCount,
  kVectorMemory,
  kNesting,
  kUnknownService,
  kModel,
  kSignal,
  kNotAsserted,
  kNotInterrupt,
  kNotPartition,
  kMapping,
  kEntryReturned,
  kFunction,
  kStack,
  kHandlerResult,
  kMalformed,
  kCount,
};

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
      "called back to a partition that waits for it",
      "asked for a service that is not in its dependencies",
      "called a function that its model does not have",
      "named a signal that is not one of its own",
      "named a signal that is not asserted",
      "named a signal that is not such an interrupt's",
      "notified a partition that does not exist",
      "mapped or used a vector in a way that it does not allow",
      "returned from its entry point",
      "asked the SPM for something that does not exist",
      "overflowed its stack",
      "returned a wrong result from an interrupt handler",
      "sent a request that the service found malformed",
  };
  static_assert(std::size(kTexts) == static_cast<std::size_t>(Misuse::kCount));
  return kTexts[static_cast<std::size_t>(misuse)];
}

}  // namespace redoubt::spm
