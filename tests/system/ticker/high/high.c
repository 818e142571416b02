/* SPDX-License-Identifier: BSD-3-Clause */
#include "../second_level.h"
