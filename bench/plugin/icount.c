/* SPDX-License-Identifier: BSD-3-Clause */
/* Counts guest instructions exactly, from outside, and cuts the power at an exact one. See bench/README.md
 * for its options and its output. One vCPU executes in these machines (the AN521's second core stays in
 * reset), so nothing is locked. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "qemu_plugin_abi.h"

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t, const struct qemu_info*, int argc, char** argv);

enum { kMaxRanges = 16, kNameSize = 32, kCutStatus = 86 };

/* A named range of addresses; the last one in use, "other", takes what no named one holds. */
struct range {
  char name[kNameSize];
  uint64_t low, high; /* low <= address < high */
  uint64_t count;     /* instructions executed in it */
  uint64_t at_mark;   /* count at the last marker */
  bool entered;
};

static struct range ranges[kMaxRanges + 1];
static size_t range_count; /* named ones; ranges[range_count] is "other" */
static FILE* out;

/* Power cut: at this total, or (until the first begin marker) this many instructions after it. 0: none. */
static uint64_t cut_total, cut_after_begin;

static uint64_t total(void) {
  uint64_t sum = 0;
  for (size_t i = 0; i <= range_count; ++i) sum += ranges[i].count;
  return sum;
}

static void print_counts(const char* what, const char* name, unsigned int vcpu) {
  uint64_t now = total(), before = 0;
  for (size_t i = 0; i <= range_count; ++i) before += ranges[i].at_mark;
  fprintf(out, "%s %s cpu%u total=%" PRIu64 " delta=%" PRIu64, what, name, vcpu, now, now - before);
  for (size_t i = 0; i <= range_count; ++i) {
    fprintf(out, " %s=%" PRIu64, ranges[i].name, ranges[i].count - ranges[i].at_mark);
    ranges[i].at_mark = ranges[i].count;
  }
  fputc('\n', out);
  fflush(out);
}

static void on_marker(unsigned int vcpu, void* id) {
  unsigned int number = (unsigned int)(uintptr_t)id;
  char name[8];
  snprintf(name, sizeof name, "0x%02x", number);
  print_counts("MARK", name, vcpu);
  if (number == 0x40 && cut_after_begin != 0) {
    cut_total = total() + 1 + cut_after_begin; /* the marker itself is not part of a span */
    cut_after_begin = 0;
  }
}

static void on_first(unsigned int vcpu, void* userdata) {
  struct range* range = userdata;
  if (range->entered) return;
  range->entered = true;
  fprintf(out, "FIRST %s cpu%u total=%" PRIu64 "\n", range->name, vcpu, total());
  fflush(out);
}

/* Runs before every instruction. What the guest has stored in its file-backed memory by now is in the host's
 * page cache and stays there; nothing of QEMU's own orderly end runs. */
static void on_instruction(unsigned int vcpu, void* userdata) {
  (void)userdata;
  if (cut_total == 0 || total() < cut_total) return;
  print_counts("CUT", "-", vcpu);
  _exit(kCutStatus);
}

/* The number of a marker, a reserved 32-bit hint that executes as NOP (F3AF 80nn, nn = 40 to bf), or 0. */
static unsigned int marker_number(const struct qemu_plugin_insn* insn) {
  if (qemu_plugin_insn_size(insn) != 4) return 0;
  const uint8_t* code = qemu_plugin_insn_data(insn); /* two little-endian half-words */
  bool hint = code[0] == 0xaf && code[1] == 0xf3 && code[3] == 0x80;
  return hint && code[2] >= 0x40 && code[2] < 0xc0 ? code[2] : 0;
}

static struct range* range_of(uint64_t address) {
  size_t i = 0;
  while (i < range_count && (address < ranges[i].low || address >= ranges[i].high)) ++i;
  return &ranges[i];
}

static void instrument(struct qemu_plugin_insn* insn, bool cutting) {
  struct range* range = range_of(qemu_plugin_insn_vaddr(insn));
  if (cutting) qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, QEMU_PLUGIN_CB_NO_REGS, NULL);
  if (!range->entered && range != &ranges[range_count]) {
    qemu_plugin_register_vcpu_insn_exec_cb(insn, on_first, QEMU_PLUGIN_CB_NO_REGS, range);
  }
  uintptr_t marker = marker_number(insn);
  if (marker != 0) {
    qemu_plugin_register_vcpu_insn_exec_cb(insn, on_marker, QEMU_PLUGIN_CB_NO_REGS, (void*)marker);
  }
  qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64, &range->count, 1);
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb* block) {
  (void)id;
  const bool cutting = cut_total != 0 || cut_after_begin != 0;
  const size_t count = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < count; ++i) instrument(qemu_plugin_tb_get_insn(block, i), cutting);
}

static void on_exit_of_qemu(qemu_plugin_id_t id, void* userdata) {
  (void)id;
  (void)userdata;
  print_counts("EXIT", "-", 0);
}

static bool parse_number(const char* text, int base, uint64_t* value) {
  char* end = NULL;
  errno = 0;
  *value = strtoull(text, &end, base);
  return errno == 0 && end != text && *end == '\0' && text[0] != '-';
}

/* NAME:LOW:HIGH, addresses in hexadecimal. */
static bool parse_range(const char* text) {
  char low[17], high[17];
  int used = 0;
  if (range_count == kMaxRanges) return false;
  struct range* range = &ranges[range_count];
  if (sscanf(text, "%31[^:]:%16[^:]:%16[^:]%n", range->name, low, high, &used) != 3 || text[used] != '\0')
    return false;
  if (!parse_number(low, 16, &range->low) || !parse_number(high, 16, &range->high)) return false;
  if (range->low >= range->high) return false;
  ++range_count;
  return true;
}

static bool parse_option(const char* option) {
  if (strncmp(option, "range=", 6) == 0) return parse_range(option + 6);
  if (strncmp(option, "cut=", 4) == 0)
    return parse_number(option + 4, 0, &cut_after_begin) && cut_after_begin != 0;
  if (strncmp(option, "cut_after=", 10) == 0)
    return parse_number(option + 10, 0, &cut_total) && cut_total != 0;
  if (strncmp(option, "out=", 4) == 0) return (out = fopen(option + 4, "w")) != NULL;
  return false;
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info* info, int argc, char** argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    if (parse_option(argv[i])) continue;
    fprintf(stderr, "icount: cannot use option '%s'\n", argv[i]);
    return -1;
  }
  if (out == NULL) out = stderr;
  strcpy(ranges[range_count].name, "other");
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  qemu_plugin_register_atexit_cb(id, on_exit_of_qemu, NULL);
  return 0;
}
