/* SPDX-License-Identifier: BSD-3-Clause */
/* The part of QEMU's TCG plugin interface, API version 1 (QEMU 4.2 to 8.2), that the counter uses. Debian
 * ships QEMU with plugins enabled but without the header, so the few declarations stand here; QEMU's
 * documentation names them (docs/devel/tcg-plugins.rst). QEMU refuses to load a plugin whose
 * qemu_plugin_version it doesn't support. */
#ifndef REDOUBT_QEMU_PLUGIN_ABI_H
#define REDOUBT_QEMU_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;   /* a block of guest code that is about to be translated */
struct qemu_plugin_insn; /* one instruction of it */
struct qemu_info;        /* describes the machine; not needed here */

enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS = 0 };
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 = 0 };

typedef void (*qemu_plugin_tb_trans_cb)(qemu_plugin_id_t, struct qemu_plugin_tb*);
typedef void (*qemu_plugin_exec_cb)(unsigned int vcpu, void* userdata);
typedef void (*qemu_plugin_exit_cb)(qemu_plugin_id_t, void* userdata);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, qemu_plugin_tb_trans_cb);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, qemu_plugin_exit_cb, void* userdata);
/* Both act before the instruction executes; a callback sees the counters as they are before inline additions
 * of it. */
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn*, qemu_plugin_exec_cb,
                                            enum qemu_plugin_cb_flags, void* userdata);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn*, enum qemu_plugin_op, void* counter,
                                                uint64_t addend);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb*, size_t index);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn*);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn*);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn*);

#endif
