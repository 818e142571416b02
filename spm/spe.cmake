# SPDX-License-Identifier: BSD-3-Clause
# The SPE image: spe.elf, spe.bin, spe.map and veneers.o (the addresses of the entry points).
include(${CMAKE_CURRENT_LIST_DIR}/../tools/cmake/Redoubt.cmake)
include(${REDOUBT_ROOT}/tools/cmake/RedoubtCompose.cmake)
include(${REDOUBT_ROOT}/tools/cmake/RedoubtPartitions.cmake)
set(REDOUBT_SYSTEM demo CACHE STRING "The system: systems/NAME.config, or a file")
redoubt_find_partitions(outside)
redoubt_compose(BOARD ${REDOUBT_BOARD} SYSTEM ${REDOUBT_SYSTEM} OUT ${CMAKE_BINARY_DIR}/generated MANIFESTS ${outside})

file(GLOB libraries CONFIGURE_DEPENDS ${REDOUBT_ROOT}/lib/*/CMakeLists.txt)
foreach(file IN LISTS libraries)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  add_subdirectory(${folder} lib/${name})
endforeach()
add_subdirectory(${REDOUBT_ROOT}/boards/${REDOUBT_BOARD} board)
add_subdirectory(${REDOUBT_ROOT}/client client)

# The services of this system: their servers and clients, where they have one.
file(GLOB services CONFIGURE_DEPENDS ${REDOUBT_ROOT}/services/*/CMakeLists.txt)
set(servers "")
set(clients "")
foreach(file IN LISTS services)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  string(TOUPPER ${name} symbol)
  if(CONFIG_SERVICE_${symbol})
    add_subdirectory(${folder} services/${name})
    list(APPEND servers redoubt_${name}_server)
    if(TARGET redoubt_${name}_client)
      list(APPEND clients redoubt_${name}_client)
    endif()
  endif()
endforeach()
redoubt_add_partitions(partitions)

if(CONFIG_SPM_DIRECT)
  set(gate gate/trustzone.S gate/direct.cpp gate/partition.S arch/armv8m/start_direct.cpp arch/armv8m/vectors_direct.cpp)
else()
  set(gate gate/trustzone_svc.S gate/svc.S gate/svc.cpp gate/partition_svc.S schedule.cpp
    arch/armv8m/start_svc.cpp arch/armv8m/vectors_svc.cpp arch/armv8m/interrupts.cpp)
  if(CONFIG_SPM_RESTART_PARTITIONS)
    list(APPEND gate arch/armv8m/restart.cpp)
  endif()
endif()
redoubt_add_library(redoubt_spm
  SOURCES call.cpp connections.cpp log.cpp ${gate} arch/armv8m/reset.S
          arch/armv8m/start.cpp arch/armv8m/isolation.cpp arch/armv8m/fault.cpp arch/armv8m/fault_text.cpp
          arch/armv8m/fault_record.cpp
  DEPENDS redoubt_config redoubt_board redoubt_hardened redoubt_handoff redoubt_fault)
target_include_directories(redoubt_spm PRIVATE arch/armv8m)

# Servers call other services' clients, and a library may use what its user defines (the board's entropy): one group.
set(CMAKE_CXX_LINK_EXECUTABLE "<CMAKE_CXX_COMPILER> <FLAGS> <CMAKE_CXX_LINK_FLAGS> <LINK_FLAGS> <OBJECTS> -o <TARGET> \
-Wl,--start-group <LINK_LIBRARIES> -Wl,--end-group")
add_executable(spe ${REDOUBT_PARTITIONS_SOURCE} $<TARGET_OBJECTS:redoubt_spm> $<TARGET_OBJECTS:redoubt_runtime>
  $<TARGET_OBJECTS:redoubt_runtime_heap> $<TARGET_OBJECTS:redoubt_psa_call>)
set_target_properties(spe PROPERTIES SUFFIX .elf LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/spe.ld;${REDOUBT_GENERATED}/memory_spe.ld;${REDOUBT_GENERATED}/partitions.ld")
target_include_directories(spe PRIVATE arch/armv8m)
target_link_libraries(spe PRIVATE redoubt_config redoubt_board redoubt_hardened redoubt_handoff
  ${servers} ${partitions} ${clients} redoubt_flags)
# ld looks for debug information to keep before it looks at secure entries: without --undefined that of all services, which
# only these reach, would be missing from spe.elf.
target_link_options(spe PRIVATE -T ${CMAKE_CURRENT_SOURCE_DIR}/spe.ld -L ${REDOUBT_GENERATED} -Wl,-Map=${CMAKE_BINARY_DIR}/spe.map
  -Wl,--cmse-implib,--out-implib=${CMAKE_BINARY_DIR}/veneers.o -Wl,--no-warn-rwx-segments -Wl,--fatal-warnings
  -Wl,--undefined=redoubt_gate_call)
add_custom_command(TARGET spe POST_BUILD
  COMMAND ${CMAKE_OBJCOPY} -O binary $<TARGET_FILE:spe> ${CMAKE_BINARY_DIR}/spe.bin
  BYPRODUCTS ${CMAKE_BINARY_DIR}/spe.bin ${CMAKE_BINARY_DIR}/veneers.o VERBATIM)
include(${CMAKE_CURRENT_LIST_DIR}/audit.cmake)
redoubt_audit(spe SYSTEM ${REDOUBT_SYSTEM} MAP ${CMAKE_BINARY_DIR}/spe.map)
include(${CMAKE_CURRENT_LIST_DIR}/sdk.cmake)
