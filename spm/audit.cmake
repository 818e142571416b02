# SPDX-License-Identifier: BSD-3-Clause
# The build fails when the image breaks a rule of its system's policy (docs/audit.md).
set(REDOUBT_POLICY "" CACHE STRING "More files of rules for `redoubt audit --policy`, separated by ;")

# redoubt_audit(TARGET SYSTEM name-or-file MAP file): checks the linked TARGET, each time it changes, against
# systems/default.policy.json, the NAME.policy.json beside the system's own file and REDOUBT_POLICY. Leaves audit.json
# in the build folder.
function(redoubt_audit target)
  cmake_parse_arguments(ARG "" "SYSTEM;MAP" "" ${ARGN})
  set(system ${ARG_SYSTEM})
  if(NOT IS_ABSOLUTE "${system}")
    set(system ${REDOUBT_ROOT}/systems/${ARG_SYSTEM}.config)
  endif()
  string(REGEX REPLACE "\\.config$" "" own "${system}")
  # A policy that comes or goes is noticed like any other change.
  file(GLOB policies CONFIGURE_DEPENDS ${REDOUBT_ROOT}/systems/default.policy.json ${own}.policy.json)
  list(APPEND policies ${REDOUBT_POLICY})
  # The stamp, not the report, says that no rule is broken.
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/audit.stamp BYPRODUCTS ${CMAKE_BINARY_DIR}/audit.json
    COMMAND ${CMAKE_COMMAND} -E rm -f ${CMAKE_BINARY_DIR}/audit.json
    COMMAND ${REDOUBT_TOOL} audit --add ${REDOUBT_GENERATED}/audit.json --elf $<TARGET_FILE:${target}> --map ${ARG_MAP}
      -o ${CMAKE_BINARY_DIR}/audit.json --policy ${policies}
    COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/audit.stamp
    DEPENDS ${target} ${policies} ${REDOUBT_GENERATED}/audit.json ${REDOUBT_TOOL}
    COMMENT "Checking the policy of ${ARG_SYSTEM}" VERBATIM)
  add_custom_target(${target}_audit ALL DEPENDS ${CMAKE_BINARY_DIR}/audit.stamp)
endfunction()
