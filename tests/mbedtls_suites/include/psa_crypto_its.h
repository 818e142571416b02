// SPDX-License-Identifier: BSD-3-Clause
#include <psa/internal_trusted_storage.h>

#include "harness.h"
