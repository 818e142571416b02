/* SPDX-License-Identifier: BSD-3-Clause */
#include "../echo.h"
#include "psa_manifest/ticker_sfn.h"

psa_status_t ticker_sfn_sfn(const psa_msg_t* msg) { return echo(msg); }
