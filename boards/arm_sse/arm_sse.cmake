# SPDX-License-Identifier: BSD-3-Clause
# redoubt_add_arm_sse_board(FOLDER): the target redoubt_board of a board with an SSE-200/300, whose board.hpp is there.
set(REDOUBT_ARM_SSE_DIR ${CMAKE_CURRENT_LIST_DIR})
function(redoubt_add_arm_sse_board folder)
  redoubt_add_library(redoubt_board
    SOURCES ${REDOUBT_ARM_SSE_DIR}/console.cpp ${REDOUBT_ARM_SSE_DIR}/nv_flash.cpp
            ${REDOUBT_ARM_SSE_DIR}/protection.cpp ${REDOUBT_ARM_SSE_DIR}/system.cpp
    DEPENDS redoubt_config)
  target_include_directories(redoubt_board PUBLIC ${folder})
endfunction()
