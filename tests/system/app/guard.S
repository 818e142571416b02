/* SPDX-License-Identifier: BSD-3-Clause */
#include "../ticker/guard.inc"
