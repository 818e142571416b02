/* SPDX-License-Identifier: BSD-3-Clause */
/* Offsets that the gate's assembly uses; call.hpp asserts each of them. */
#ifndef REDOUBT_SPM_LAYOUT_H
#define REDOUBT_SPM_LAYOUT_H

#define REDOUBT_CALL_CONNECTION 52 /* Call::connection */
#define REDOUBT_CALL_SIZE 56       /* sizeof(Call) */
#define REDOUBT_STATE_CURRENT 0    /* State::current */
#define REDOUBT_STATE_LAST 4       /* State::last */
#define REDOUBT_STATE_REFUSAL 8    /* State::refusal */
#define REDOUBT_STATE_RETURN 16    /* State::client_return */
#define REDOUBT_STATE_CALLS 20     /* State::calls */

#endif /* REDOUBT_SPM_LAYOUT_H */
