/* SPDX-License-Identifier: BSD-3-Clause */
/* A line of text put together without printf, which would cost a device 6 KB. */
#ifndef DEMO_TEXT_H
#define DEMO_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* What does not fit is dropped, not written past the end. */
struct text {
  char line[200];
  size_t length;
};

/* Appends; each returns its text, so that calls nest. */
struct text* text_add(struct text* text, const char* string);
struct text* text_number(struct text* text, int32_t number);
struct text* text_hex(struct text* text, const uint8_t* bytes, size_t count);

#endif
