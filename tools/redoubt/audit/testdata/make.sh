#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# make.sh: links spe.elf and spe.map, an image of a few lines as the tests want it: two partitions with memory of
# their own (DRIVER from outside the tree, STORE), one without (KEYS), a library, the SPM.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
part() {  # part OBJECT SECTION FLAGS TEXT...: one more section of an object
  printf '.syntax unified\n.thumb\n' >part.s
  printf '%b\n' "$2" >>part.s
  mkdir -p "$(dirname "$1")"
  arm-none-eabi-as -mcpu=cortex-m33 -o "$1" part.s
}
archive() {
  part "$1.o" "$2"
  mkdir -p "$(dirname "$1")"
  mv "$1.o" "$(dirname "$1")/object.cpp.obj"
  (cd "$(dirname "$1")" && arm-none-eabi-ar rcD "$(basename "$1")" object.cpp.obj && rm object.cpp.obj)
}
code='.section .text.f,"ax"\n.global'
part CMakeFiles/redoubt_spm.dir/start.cpp.obj '.section .vectors,"a"\n.space 64\n.section .gnu.sgstubs,"ax"
.global redoubt_gate_call\n.type redoubt_gate_call,%function\n.thumb_func\nredoubt_gate_call: .space 8
.section .text.spm,"ax"\n.global spm\nspm: bl keys_sfn\nbl store_sfn\nbl driver_main\nbl library\nbl keys_client\n.space 8
.section .rodata.spm,"a"\n.space 20\n.section .data.spm,"aw"\n.space 8\n.section .bss.spm,"aw",%nobits\n.space 40'
part CMakeFiles/spe.dir/partitions.cpp.obj '.section .rodata.tables,"a"\n.space 12
.section .bss.partition_stacks,"aw",%nobits
.type _ZN7redoubt3spm12_GLOBAL__N_110keys_stackE,%object\n_ZN7redoubt3spm12_GLOBAL__N_110keys_stackE: .space 320
.size _ZN7redoubt3spm12_GLOBAL__N_110keys_stackE,320
.section .bss.partition_stack.driver,"aw",%nobits\n.type driver_stack,%object\ndriver_stack: .space 192\n.size driver_stack,192
.section .bss.partition_stack.store,"aw",%nobits\n.space 160'
archive services/keys/libredoubt_keys_server.a "$code keys_sfn\nkeys_sfn: bl keys_more\n.space 28\n.section .bss.keys,\"aw\",%nobits\n.space 24"
archive services/keys/libredoubt_keys_mbedtls.a "$code keys_more\nkeys_more: .space 16\n.section .rodata.keys,\"a\"\n.space 36"
archive services/keys/libredoubt_keys_client.a "$code keys_client\nkeys_client: .space 12"
archive services/store/libredoubt_store_server.a "$code store_sfn\nstore_sfn: bl store_more\n.space 40\n.section .data.store,\"aw\"\n.space 16\n.section .bss.store,\"aw\",%nobits\n.space 32"
archive services/store/libredoubt_store_cache.a "$code store_more\nstore_more: .space 4\n.section .bss.cache,\"aw\",%nobits\n.space 48"
archive outside/libpartition_driver.a "$code driver_main\ndriver_main: .space 60\n.section .data.driver,\"aw\"\n.space 4\n.section .bss.driver,\"aw\",%nobits\n.space 28"
archive lib/flash_store/libredoubt_flash_store.a "$code library\nlibrary: .space 52"
arm-none-eabi-ld -z max-page-size=4 -T "$here/spe.ld" -Map spe.map -o spe.elf --no-warn-rwx-segments CMakeFiles/redoubt_spm.dir/start.cpp.obj \
  CMakeFiles/spe.dir/partitions.cpp.obj --start-group services/*/*.a outside/*.a lib/*/*.a --end-group
cp spe.elf spe.map "$here"
