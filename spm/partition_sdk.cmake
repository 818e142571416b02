# SPDX-License-Identifier: BSD-3-Clause
# The partition SDK, partition/ in what `cmake --install` makes: all that a secure partition from outside the repository is
# built with (spm/cmake/RedoubtPartitionConfig.cmake.in). Included by sdk.cmake.

redoubt_partition_flags(flags)
list(JOIN flags " " REDOUBT_PARTITION_FLAGS)

# memcpy & co., malloc & co.: what a partition may use of a C library and find in every system.
add_library(redoubt_partition_runtime STATIC $<TARGET_OBJECTS:redoubt_runtime> $<TARGET_OBJECTS:redoubt_runtime_heap>)
set_target_properties(redoubt_partition_runtime PROPERTIES LINKER_LANGUAGE CXX)
install(TARGETS redoubt_partition_runtime ARCHIVE DESTINATION partition/lib)

# The manifests of the system, each in a folder of its partition's name, with its own name: headers are called after it.
redoubt_enabled_manifests(manifests)
set(REDOUBT_MANIFEST_FILES "")
foreach(manifest IN LISTS manifests outside)
  file(READ ${manifest} json)
  string(JSON name GET "${json}" name)
  string(TOLOWER ${name} name)
  get_filename_component(file ${manifest} NAME)
  list(APPEND REDOUBT_MANIFEST_FILES ${name}/${file})
  install(FILES ${manifest} DESTINATION partition/share/redoubt/manifests/${name})
endforeach()
list(JOIN REDOUBT_MANIFEST_FILES " " REDOUBT_MANIFEST_FILES)
set(REDOUBT_SYSTEM_NAME ${CONFIG_SYSTEM})

set(made ${CMAKE_BINARY_DIR}/sdk/partition)
configure_file(${CMAKE_CURRENT_LIST_DIR}/cmake/RedoubtPartitionConfig.cmake.in ${made}/RedoubtPartitionConfig.cmake @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/cmake/toolchain.cmake.in ${made}/toolchain.cmake @ONLY)
install(DIRECTORY ${made}/ DESTINATION partition/lib/cmake/RedoubtPartition)
install(DIRECTORY ${REDOUBT_ROOT}/include/ DESTINATION partition/include FILES_MATCHING PATTERN *.h PATTERN *.hpp)
install(DIRECTORY ${REDOUBT_GENERATED}/include/psa ${REDOUBT_GENERATED}/include/psa_manifest DESTINATION partition/include)
install(FILES ${REDOUBT_GENERATED}/.config DESTINATION partition/share/redoubt RENAME system.config)
install(FILES ${REDOUBT_ROOT}/boards/${REDOUBT_BOARD}/board.json DESTINATION partition/share/redoubt)
install(PROGRAMS ${REDOUBT_TOOL} DESTINATION partition/bin)
