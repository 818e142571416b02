/* SPDX-License-Identifier: BSD-3-Clause */
/* On Linux: the console is stdout; the verifier's challenge is a file, named by the environment, of the form
 * that a device finds in its memory. */
#include "platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void platform_print(const char* line) {
  puts(line);
  fflush(stdout);
}

bool platform_challenge(uint8_t challenge[32]) {
  const char* path = getenv("REDOUBT_DEMO_CHALLENGE");
  FILE* file = path != NULL ? fopen(path, "rb") : NULL;
  char content[40];
  if (file == NULL) return false;
  const size_t length = fread(content, 1, sizeof content, file);
  fclose(file);
  if (length != sizeof content || memcmp(content, "RDCHALNG", 8) != 0) return false;
  memcpy(challenge, content + 8, 32);
  return true;
}

int main(void) { return app(); }
