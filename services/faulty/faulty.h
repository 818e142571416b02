/* SPDX-License-Identifier: BSD-3-Clause */
/* What the partition FAULTY does: request types of FAULTY_HANDLE, for tests in C. None of them returns but
 * the first.
 */
#ifndef REDOUBT_SERVICES_FAULTY_H
#define REDOUBT_SERVICES_FAULTY_H

enum FaultyRequest {
  kFaultyNothing = 0,          /* PSA_SUCCESS */
  kFaultyReadNull = 1,         /* address 0, which no MPU region of the secure side holds */
  kFaultyWriteCode = 2,        /* its own code */
  kFaultyWriteConstant = 3,    /* a constant */
  kFaultyExecuteData = 4,      /* code in its stack */
  kFaultyExecuteNonSecure = 5, /* a plain branch into the NSPE's code */
  kFaultyStackOverflow = 6,
  kFaultyUndefined = 7, /* an undefined instruction */
  kFaultyDivideByZero = 8,
  kFaultyFloatingPoint = 9,    /* the FPU is off */
  kFaultyWriteHandOff = 10,    /* the bootloader's measurements */
  kFaultyPanic = 11,           /* psa_panic() */
  kFaultyMessageHandle = 12,   /* psa_read() with a handle of nothing */
  kFaultyWriteTooMuch = 13,    /* psa_write() beyond the client's vector */
  kFaultyNonSecureBuffer = 14, /* psa_read() into the client's own memory: the address is its input */
  kFaultyServiceCall = 15,     /* psa_call() of a service that is not in its manifest */
  /* SVCs that are the SPM's own, with a forged descriptor in the registers that they would believe */
  kFaultyInterruptSvc = 16,
  kFaultyReturnSvc = 17,
  kFaultyIdleSvc = 18,
  kFaultyStartSvc = 19,
  kFaultyUnknownSvc = 20,
  /* an SVC with the stack pointer above its memory, so that the hardware cannot push the frame */
  kFaultyForeignStack = 21,
  kFaultyRequestCount = 22
};

#endif /* REDOUBT_SERVICES_FAULTY_H */
