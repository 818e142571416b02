// SPDX-License-Identifier: BSD-3-Clause
// What of PSA_WANT_xxx we do not have: DES, which is gone from the library's next version.
#undef PSA_WANT_KEY_TYPE_DES
