/* SPDX-License-Identifier: BSD-3-Clause */
/* p256-m as this service wants it. Without the DSP extension p256-m multiplies by halves on Arm, 2.6 times
 * slower, since on some cores the time of a long multiplication depends on its operands. On all Armv8-M
 * Mainline cores, and on the host, it does not, so the plain C way is constant time too. */
#include "p256m_names.h"

#if !defined(__ARM_FEATURE_DSP)
#undef __ARM_ARCH_PROFILE
#define MUL64_IS_CONSTANT_TIME
#endif

/* The source itself: the two lines above it, and its names, are for this translation unit alone. */
#include <p256-m.c> /* NOLINT(bugprone-suspicious-include) */
