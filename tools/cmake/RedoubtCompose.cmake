# SPDX-License-Identifier: BSD-3-Clause
# A system's generated code: Kconfig and `redoubt compose`.
include_guard(GLOBAL)

get_filename_component(REDOUBT_ROOT ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(REDOUBT_TOOL "" CACHE FILEPATH "The redoubt tool; not needed where the project builds it itself")
set(REDOUBT_PYTHON /usr/bin/python3 CACHE FILEPATH "Python that has kconfiglib")
set(REDOUBT_EXTRA_MANIFESTS "" CACHE STRING "Manifests of partitions from outside the repository, separated by ;")

# redoubt_compose(BOARD name SYSTEM name-or-file OUT folder [MANIFESTS files...])
# For the board boards/NAME (or the folder REDOUBT_BOARD_DIR) and the system systems/NAME.config, writes into OUT what
# `redoubt compose` makes. The partitions are those services/NAME with CONFIG_SERVICE_NAME set, in the order of their names,
# then MANIFESTS and REDOUBT_EXTRA_MANIFESTS. Then there are:
#   CONFIG_X                   a variable for each Kconfig symbol: "y" or "n", a number, a string
#   redoubt_config             interface target: redoubt_config/*.hpp, redoubt_layout.hpp and psa_manifest/ are found
#   REDOUBT_GENERATED          OUT: -L this folder for the linker's memory_{bl2,spe,nspe}.ld
#   REDOUBT_PARTITIONS_SOURCE  partitions.cpp, a source of the SPM
# A macro, for the variables' sake: they are set where it is called.
macro(redoubt_compose)
  redoubt_run_kconfig(${ARGN})
  include(${REDOUBT_GENERATED}/config.cmake)
  redoubt_run_compose(${ARGN})
endmacro()

# Prints what a failed command said, each line as it came, and stops.
function(redoubt_run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what}:\n${output}")
  endif()
endfunction()

function(redoubt_depend_on)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
endfunction()

function(redoubt_run_kconfig)
  cmake_parse_arguments(ARG "" "BOARD;SYSTEM;OUT" "MANIFESTS" ${ARGN})
  set(system ${ARG_SYSTEM})
  if(NOT IS_ABSOLUTE "${system}")
    set(system ${REDOUBT_ROOT}/systems/${ARG_SYSTEM}.config)
  endif()
  redoubt_run("The configuration of ${ARG_SYSTEM} has errors" ${REDOUBT_PYTHON} ${REDOUBT_ROOT}/tools/kconfig.py
    --kconfig ${REDOUBT_ROOT}/Kconfig --defconfig ${system} --set-board ${ARG_BOARD} --out ${ARG_OUT})
  include(${ARG_OUT}/config.cmake)
  file(GLOB found CONFIGURE_DEPENDS ${REDOUBT_ROOT}/services/*/Kconfig)  # for those that come or go
  redoubt_depend_on(${system} ${REDOUBT_ROOT}/tools/kconfig.py ${REDOUBT_KCONFIG_FILES})
  set(REDOUBT_GENERATED ${ARG_OUT} PARENT_SCOPE)
endfunction()

# The manifests of the services that the configuration takes in.
function(redoubt_enabled_manifests variable)
  set(manifests "")
  file(GLOB found CONFIGURE_DEPENDS ${REDOUBT_ROOT}/services/*/manifest.json)
  foreach(manifest IN LISTS found)
    get_filename_component(folder ${manifest} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    string(TOUPPER ${name} symbol)
    if(CONFIG_SERVICE_${symbol})
      list(APPEND manifests ${manifest})
    endif()
  endforeach()
  set(${variable} ${manifests} PARENT_SCOPE)
endfunction()

function(redoubt_run_compose)
  cmake_parse_arguments(ARG "" "BOARD;SYSTEM;OUT" "MANIFESTS" ${ARGN})
  set(board ${REDOUBT_ROOT}/boards/${ARG_BOARD}/board.json)
  if(REDOUBT_BOARD_DIR)
    set(board ${REDOUBT_BOARD_DIR}/board.json)
  endif()
  redoubt_enabled_manifests(manifests)
  list(APPEND manifests ${ARG_MANIFESTS} ${REDOUBT_EXTRA_MANIFESTS})
  set(arguments compose --board ${board} --config ${ARG_OUT}/.config --out ${ARG_OUT})
  if(manifests)
    list(APPEND arguments --manifest ${manifests})
  endif()
  add_library(redoubt_config INTERFACE)
  target_include_directories(redoubt_config INTERFACE ${ARG_OUT}/include ${REDOUBT_ROOT} ${REDOUBT_ROOT}/include)
  set(REDOUBT_PARTITIONS_SOURCE ${ARG_OUT}/partitions.cpp PARENT_SCOPE)
  if(TARGET redoubt)
    redoubt_compose_at_build("${ARG_OUT}" "${board};${manifests}" ${arguments})
  elseif(EXISTS "${REDOUBT_TOOL}")
    redoubt_depend_on(${board} ${manifests} ${REDOUBT_TOOL})
    redoubt_run("The system ${ARG_SYSTEM} cannot be composed for ${ARG_BOARD}" ${REDOUBT_TOOL} ${arguments})
  else()
    message(FATAL_ERROR "Build the redoubt tool first and name it by -DREDOUBT_TOOL=file.")
  endif()
endfunction()

# Where the tool is built by the same project, it runs in the build. What it leaves alone is not rebuilt (restat).
function(redoubt_compose_at_build out inputs)
  # A settings header for each part: the symbols of CONFIG_CRYPTO_X are in redoubt_config/crypto.hpp.
  get_cmake_property(parts VARIABLES)
  list(FILTER parts INCLUDE REGEX "^CONFIG_")
  list(TRANSFORM parts REPLACE "^CONFIG_([A-Z0-9]+).*" "\\1")
  list(REMOVE_DUPLICATES parts)
  list(TRANSFORM parts TOLOWER)
  list(TRANSFORM parts REPLACE "(.+)" "${out}/include/redoubt_config/\\1.hpp")
  add_custom_command(OUTPUT ${out}/compose.stamp
    BYPRODUCTS ${out}/partitions.cpp ${out}/audit.json ${parts} ${out}/include/redoubt_layout.hpp
      ${out}/include/psa_manifest/sid.h ${out}/include/psa_manifest/pid.h
    COMMAND redoubt ${ARGN} COMMAND ${CMAKE_COMMAND} -E touch ${out}/compose.stamp
    DEPENDS redoubt ${inputs} ${out}/.config
    COMMENT "Composing ${out}" VERBATIM)
  add_custom_target(redoubt_composed DEPENDS ${out}/compose.stamp)
  add_dependencies(redoubt_config redoubt_composed)
endfunction()
