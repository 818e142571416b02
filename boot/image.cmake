# SPDX-License-Identifier: BSD-3-Clause
# bl2.elf, bl2.bin and bl2.map of the board REDOUBT_BOARD.
set(REDOUBT_SYSTEM demo CACHE STRING "The system (systems/NAME.config) that the bootloader belongs to")
if(NOT REDOUBT_GENERATED)
  include(${REDOUBT_ROOT}/tools/cmake/RedoubtCompose.cmake)
  set(REDOUBT_GENERATED ${CMAKE_BINARY_DIR}/generated)
  redoubt_compose(BOARD ${REDOUBT_BOARD} SYSTEM ${REDOUBT_SYSTEM} OUT ${REDOUBT_GENERATED})
endif()
if(NOT TARGET redoubt_config)
  add_library(redoubt_config INTERFACE)
  target_include_directories(redoubt_config INTERFACE ${REDOUBT_GENERATED}/include)
endif()
add_subdirectory(${REDOUBT_BOARD_DIR} board)

add_executable(bl2 main.cpp start.cpp arch.cpp)
file(READ ${REDOUBT_BOARD_DIR}/board.json board_json)
string(JSON vectors ERROR_VARIABLE no_vectors GET "${board_json}" memory bl2_vectors)
if(NOT no_vectors)
  target_sources(bl2 PRIVATE reset_vectors.cpp)
endif()
set_target_properties(bl2 PROPERTIES SUFFIX .elf LINK_DEPENDS
  "${CMAKE_CURRENT_SOURCE_DIR}/bl2.ld;${REDOUBT_GENERATED}/memory_bl2.ld")
target_link_libraries(bl2 PRIVATE redoubt_boot redoubt_board redoubt_config redoubt_runtime redoubt_flags)
target_link_options(bl2 PRIVATE -T ${CMAKE_CURRENT_SOURCE_DIR}/bl2.ld -L ${REDOUBT_GENERATED}
  -Wl,--defsym=__stack_size=${CONFIG_BOOT_STACK_SIZE}
  -Wl,-Map=${CMAKE_BINARY_DIR}/bl2.map -Wl,--fatal-warnings)
add_custom_command(TARGET bl2 POST_BUILD BYPRODUCTS bl2.bin
  COMMAND ${CMAKE_OBJCOPY} -O binary --remove-section .reset_vectors $<TARGET_FILE:bl2> bl2.bin)
