# SPDX-License-Identifier: BSD-3-Clause
# Toolchain file of the boards' images: GCC for bare-metal Arm, with the CPU flags that boards/NAME/board.json states.
# Needs -DREDOUBT_BOARD=NAME; a folder with another board than the tree's own may be named by -DREDOUBT_BOARD_DIR.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)

# CMake reads this file again in every try_compile project, which must see the same board.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES REDOUBT_BOARD REDOUBT_BOARD_DIR)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

if(NOT REDOUBT_BOARD)
  message(FATAL_ERROR "Say for which board: -DREDOUBT_BOARD=NAME, NAME being a folder of boards/.")
endif()
if(NOT REDOUBT_BOARD_DIR)
  get_filename_component(REDOUBT_BOARD_DIR ${CMAKE_CURRENT_LIST_DIR}/../../boards/${REDOUBT_BOARD} ABSOLUTE)
endif()
if(NOT EXISTS ${REDOUBT_BOARD_DIR}/board.json)
  message(FATAL_ERROR "There is no board ${REDOUBT_BOARD}: ${REDOUBT_BOARD_DIR}/board.json does not exist.")
endif()
file(READ ${REDOUBT_BOARD_DIR}/board.json redoubt_board_json)
string(JSON redoubt_cpu_count LENGTH "${redoubt_board_json}" cpu)
set(redoubt_cpu_flags "")
math(EXPR redoubt_cpu_last "${redoubt_cpu_count} - 1")
foreach(index RANGE ${redoubt_cpu_last})
  string(JSON redoubt_cpu_flag GET "${redoubt_board_json}" cpu ${index})
  string(APPEND redoubt_cpu_flags " ${redoubt_cpu_flag}")
endforeach()

set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(CMAKE_OBJCOPY arm-none-eabi-objcopy CACHE FILEPATH "")

set(redoubt_size_flags "-Os -ffunction-sections -fdata-sections -fno-unwind-tables -fno-asynchronous-unwind-tables -g")
set(CMAKE_ASM_FLAGS_INIT "${redoubt_cpu_flags} -g")
set(CMAKE_C_FLAGS_INIT "${redoubt_cpu_flags} ${redoubt_size_flags}")
set(CMAKE_CXX_FLAGS_INIT
  "${redoubt_cpu_flags} ${redoubt_size_flags} -fno-exceptions -fno-rtti -fno-threadsafe-statics")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${redoubt_cpu_flags} -specs=nano.specs -nostartfiles -Wl,--gc-sections")
# The flags above are the only ones: no build type adds an -O level of its own behind them.
foreach(redoubt_language C CXX ASM)
  foreach(redoubt_type DEBUG RELEASE RELWITHDEBINFO MINSIZEREL)
    set(CMAKE_${redoubt_language}_FLAGS_${redoubt_type} "" CACHE STRING "")
  endforeach()
endforeach()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
