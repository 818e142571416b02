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

// More than there is at once, so that what is left has room for the frame that the report is made from.
void need_too_much() { __asm__ volatile("sub.w sp, sp, #4096\n add.w sp, sp, #4096" ::: "memory"); }

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
      need_too_much();
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

// An SVC with a forged interrupt descriptor in r4, a forged stack pointer in r5, a forged partition in r0.
template <int kNumber>
void raw_svc() {
  const std::uint32_t forged[16] = {0, 0, 0, reinterpret_cast<std::uint32_t>(&kConstant)};
  register const std::uint32_t* r0 __asm__("r0") = forged;
  register const std::uint32_t* r4 __asm__("r4") = forged;
  register const std::uint32_t* r5 __asm__("r5") = forged;
  __asm__ volatile("svc %3" : "+r"(r0) : "r"(r4), "r"(r5), "i"(kNumber) : "r1", "r2", "r3", "r12", "memory");
}

void call_on_foreign_stack() { __asm__ volatile("add.w sp, sp, #8192\n svc #8" ::: "memory"); }

void call_spm(std::int32_t type) {
  switch (type) {
    case kFaultyForeignStack:
      return call_on_foreign_stack();
    case kFaultyInterruptSvc:
      return raw_svc<10>();
    case kFaultyReturnSvc:
      return raw_svc<11>();
    case kFaultyIdleSvc:
      return raw_svc<12>();
    case kFaultyStartSvc:
      return raw_svc<9>();
    case kFaultyUnknownSvc:
      return raw_svc<15>();
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
  redoubt::faulty::call_spm(msg->type);
  redoubt::faulty::misuse(*msg);
  return msg->type == kFaultyNothing ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED;
}
