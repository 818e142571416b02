/* SPDX-License-Identifier: BSD-3-Clause */
#include "../first_level.h"

void ticker_flih_main(void) {
  serve_for_ever(TICKER_FIRST_SIGNAL, collect_signal, TICKER_FLIH_SIGNAL, serve);
}
