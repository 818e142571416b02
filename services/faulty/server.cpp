// SPDX-License-Identifier: BSD-3-Clause
#include "services/faulty/faulty.h"

#include <psa/service.h>

#include <cstdint>

#include "redoubt_layout.hpp"

namespace redoubt::faulty {
namespace {

constexpr std::uint32_t kConstant = 0x600DC0DE;

// Stores that the compiler neither knows the target of nor removes.
void write_to(std::uintptr_t address) {
  __asm__ volatile("" : "+r"(address));
  *reinterpret_cast<volatile std::uint32_t*>(address) = 1;
}

std::uint32_t read_from(std::uintptr_t address) {
  __asm__ volatile("" : "+r"(address));
  return *reinterpret_cast<const volatile std::uint32_t*>(address);
}

void branch_to(std::uintptr_t address) {
  __asm__ volatile("" : "+r"(address));
  reinterpret_cast<void (*)()>(address | 1)();
}

void execute_data() {
  const volatile std::uint16_t code[] = {0x4770, 0x4770};  // bx lr
  branch_to(reinterpret_cast<std::uintptr_t>(&code));
}

[[gnu::noinline]] std::uint32_t recurse(std::uint32_t depth) {
  volatile std::uint32_t room[32] = {depth};
  const std::uint32_t below = recurse(depth + 1);
  return room[0] + below;
}

void read_into_client(const psa_msg_t& message) {
  std::uintptr_t address = 0;
  (void)psa_read(message.handle, 0, &address, sizeof address);
  (void)psa_read(message.handle, 0, reinterpret_cast<void*>(address), 4);
}

void fault_in_memory(std::int32_t type) {
  switch (type) {
    case kFaultyReadNull:
      (void)read_from(0);
      break;
    case kFaultyWriteCode:
      write_to(reinterpret_cast<std::uintptr_t>(&branch_to) & ~std::uintptr_t{3});
      break;
    case kFaultyWriteConstant:
      write_to(reinterpret_cast<std::uintptr_t>(&kConstant));
      break;
    case kFaultyWriteHandOff:
      write_to(layout::kHandoff.base);
      break;
    case kFaultyExecuteData:
      execute_data();
      break;
    case kFaultyExecuteNonSecure:
      branch_to(layout::kNspeCode.base + layout::kImageHeaderSize + 0x200);
      break;
    case kFaultyStackOverflow:
      (void)recurse(0);
      break;
    default:
      break;
  }
}

void fault_in_instruction(std::int32_t type) {
  switch (type) {
    case kFaultyUndefined:
      __asm__ volatile("udf #0");
      break;
    case kFaultyDivideByZero:
      __asm__ volatile("movs r0, #0\n udiv r0, r0, r0" ::: "r0", "cc");
      break;
    case kFaultyFloatingPoint:
      __asm__ volatile(".inst.w 0xeeb70a00" ::: "memory");  // vmov.f32 s0, #1.0
      break;
    default:
      break;
  }
}

void misuse(const psa_msg_t& message) {
  std::uint32_t data = 0;
  switch (message.type) {
    case kFaultyPanic:
      psa_panic();
    case kFaultyMessageHandle:
      (void)psa_read(message.handle + 2, 0, &data, sizeof data);
      break;
    case kFaultyWriteTooMuch:
      psa_write(message.handle, 0, &data, message.out_size[0] + 1);
      break;
    case kFaultyNonSecureBuffer:
      read_into_client(message);
      break;
    case kFaultyServiceCall:
      (void)psa_call(message.handle, 0, nullptr, 0, nullptr, 0);
      break;
    default:
      break;
  }
}

}  // namespace
}  // namespace redoubt::faulty

extern "C" psa_status_t faulty_sfn(const psa_msg_t* msg) {
  redoubt::faulty::fault_in_memory(msg->type);
  redoubt::faulty::fault_in_instruction(msg->type);
  redoubt::faulty::misuse(*msg);
  return msg->type == kFaultyNothing ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED;
}
