/* SPDX-License-Identifier: BSD-3-Clause */
/* What the non-secure harness and the partitions say to each other. */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <psa/client.h>
#include <stddef.h>
#include <stdint.h>

#include "tests.h"

/* A test is a function. 0: as it must be; else the line that found it is not, or that a PROGRAMMER ERROR was
 * survived. */
#define CHECK(condition)               \
  do {                                 \
    if (!(condition)) return __LINE__; \
  } while (0)
#define SURVIVED return __LINE__

/* Answers of a partition's test that ask the harness for another call before it is over. */
enum conformance_next {
  NEXT_CONNECT = 0x10001,   /* a connection to the same partition's NAME_CONNECTION service, then close it */
  NEXT_STATELESS = 0x10002, /* a call of the same partition's stateless service */
};

/* Requests beside the tests' numbers, which any service of CONF_SERVER, CONF_SFN and CONF_MAPPED serves. */
enum conformance_request {
  REQUEST_ECHO = 1000,      /* output i gets what input i has, as far as it fits; PSA_SUCCESS */
  REQUEST_STATUS = 1001,    /* input 0, an int32_t, is the answer; output 0 gets 3 bytes if it is there */
  REQUEST_MESSAGE = 1002,   /* output 0 gets a struct conformance_message of the message before this one */
  REQUEST_CONNECT = 1003,   /* input 0, an int32_t, is the answer to the next connect request */
  REQUEST_RHANDLE = 1004,   /* input 0, a uint32_t, becomes the connection's rhandle */
  REQUEST_ADDRESSES = 1005, /* output 0 gets a struct conformance_addresses */
  REQUEST_DOORBELLS = 1006, /* output 0 gets a uint32_t: how often the doorbell rang */
  REQUEST_DEFER = 1007,     /* CONF_SERVER: is answered after CONF_DRIVER has been served meanwhile */
};

struct conformance_message {
  int32_t type, client_id;
  uint32_t rhandle, in_size[4], out_size[4];
  int32_t handle_is_positive;
};

/* Where a partition has something of its own. */
struct conformance_addresses {
  uint32_t data, stack, heap, mmio;
};

/* What every test of a partition gets as its input 0; input 1 is 16 bytes, 0 to 15. Outputs: 16 bytes, 4
 * bytes. */
struct conformance_places {
  uint32_t spm;                /* of the SPM's memory, a word */
  uint32_t nspe;               /* of the NSPE's RAM, a word */
  psa_handle_t foreign_handle; /* of the NSPE, to CONF_RELAXED */
  struct conformance_addresses client, server, driver, sfn;
};
enum { INPUT_SIZE = 16, OUTPUT_SIZE = 16, SECOND_OUTPUT_SIZE = 4 };

/* A load and a store that the compiler neither knows the target of nor leaves out. */
static inline uint32_t load_from(uint32_t address) {
  __asm__ volatile("" : "+r"(address));
  return *(const volatile uint32_t*)address;
}
static inline void store_to(uint32_t address) {
  __asm__ volatile("" : "+r"(address));
  *(volatile uint32_t*)address = 0x57A11ED0u;
}

#endif
