# SPDX-License-Identifier: BSD-3-Clause
# The SDK that `cmake --install` makes: all that a project of the non-secure side needs (client/cmake/RedoubtConfig.cmake.in).

# psa_call() with the way through the veneers, and the clients of this system's services.
set(client_objects $<TARGET_OBJECTS:redoubt_psa_call> $<TARGET_OBJECTS:redoubt_transport_trustzone>)
foreach(client IN LISTS clients)
  list(APPEND client_objects $<TARGET_OBJECTS:${client}>)
endforeach()
add_library(redoubt_client_sdk STATIC ${client_objects})
set_target_properties(redoubt_client_sdk PROPERTIES OUTPUT_NAME redoubt_client LINKER_LANGUAGE CXX)

redoubt_board_flags(flags cpu)
list(JOIN flags " " REDOUBT_CPU_FLAGS)

set(templates ${REDOUBT_ROOT}/client/cmake)
configure_file(${templates}/RedoubtConfig.cmake.in ${CMAKE_BINARY_DIR}/sdk/RedoubtConfig.cmake @ONLY)
configure_file(${templates}/toolchain.cmake.in ${CMAKE_BINARY_DIR}/sdk/toolchain.cmake @ONLY)

install(DIRECTORY ${REDOUBT_ROOT}/include/ DESTINATION include FILES_MATCHING PATTERN *.h PATTERN *.hpp
  PATTERN service.h EXCLUDE PATTERN service.hpp EXCLUDE)
install(FILES ${REDOUBT_GENERATED}/include/psa_manifest/sid.h ${REDOUBT_GENERATED}/include/psa_manifest/pid.h
  DESTINATION include/psa_manifest)
install(FILES ${REDOUBT_GENERATED}/include/psa/framework_feature.h DESTINATION include/psa)
install(TARGETS redoubt_client_sdk ARCHIVE DESTINATION lib)
install(FILES ${CMAKE_BINARY_DIR}/veneers.o ${REDOUBT_GENERATED}/memory_nspe.ld ${REDOUBT_ROOT}/client/nspe.ld DESTINATION lib)
install(FILES ${CMAKE_BINARY_DIR}/sdk/RedoubtConfig.cmake ${CMAKE_BINARY_DIR}/sdk/toolchain.cmake
  DESTINATION lib/cmake/Redoubt)
install(FILES ${REDOUBT_ROOT}/client/nspe_startup.c ${REDOUBT_ROOT}/boards/${REDOUBT_BOARD}/board.json
  DESTINATION share/redoubt)
install(PROGRAMS ${REDOUBT_TOOL} DESTINATION bin)
include(${CMAKE_CURRENT_LIST_DIR}/partition_sdk.cmake)
