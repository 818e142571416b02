/* SPDX-License-Identifier: BSD-3-Clause */
#include "text.h"

static void add_char(struct text* text, char c) {
  if (text->length + 1 >= sizeof text->line) return;
  text->line[text->length++] = c;
  text->line[text->length] = '\0';
}

struct text* text_add(struct text* text, const char* string) {
  while (*string != '\0') add_char(text, *string++);
  return text;
}

struct text* text_number(struct text* text, int32_t number) {
  char digits[11];
  size_t count = 0;
  uint32_t rest = number < 0 ? 0u - (uint32_t)number : (uint32_t)number;
  if (number < 0) add_char(text, '-');
  do {
    digits[count++] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  while (count != 0) add_char(text, digits[--count]);
  return text;
}

struct text* text_hex(struct text* text, const uint8_t* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    add_char(text, "0123456789abcdef"[bytes[i] >> 4]);
    add_char(text, "0123456789abcdef"[bytes[i] & 15]);
  }
  return text;
}
