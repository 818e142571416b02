// SPDX-License-Identifier: BSD-3-Clause
// For boards whose core looks for its first two vectors elsewhere than at the beginning of the code
// ("bl2_vectors").
#include <cstdint>

extern "C" {
extern const std::uint32_t __stack_top[];  // NOLINT: linker script
[[noreturn]] void reset_handler();
}

namespace {

struct ResetVectors {
  const std::uint32_t* stack;
  void (*reset)();
};

}  // namespace

[[gnu::section(".reset_vectors"), gnu::used]] constexpr ResetVectors kResetVectors = {__stack_top,
                                                                                      reset_handler};
