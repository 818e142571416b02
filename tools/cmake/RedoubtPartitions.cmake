# SPDX-License-Identifier: BSD-3-Clause
# Partitions from outside the repository: folders that -DREDOUBT_PARTITIONS names. Each has one manifest (a *.json with
# "psa_framework_version") and one of
#   CMakeLists.txt   which defines the static library partition_NAME, NAME being the manifest's name in lower case
#   *.a              one archive, ready
#   *.c, *.cpp, *.S  compiled here, with no folder of includes but the partition SDK's
# What is global in them stays their own, except what the SPM calls: two partitions may use the same names.
include_guard(GLOBAL)

get_filename_component(REDOUBT_ROOT ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(REDOUBT_PARTITIONS "" CACHE STRING "Folders of partitions from outside the repository, separated by ;")

# redoubt_find_partitions(VARIABLE): their manifests, for redoubt_compose(MANIFESTS ...).
function(redoubt_find_partitions variable)
  set(manifests "")
  foreach(folder IN LISTS REDOUBT_PARTITIONS)
    redoubt_manifest_of(${folder} manifest)
    list(APPEND manifests ${manifest})
  endforeach()
  set(${variable} ${manifests} PARENT_SCOPE)
endfunction()

function(redoubt_manifest_of folder variable)
  if(NOT IS_DIRECTORY ${folder})
    message(FATAL_ERROR "REDOUBT_PARTITIONS: there is no folder ${folder}.")
  endif()
  get_filename_component(folder ${folder} ABSOLUTE)
  set(manifests "")
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.json)
  foreach(file IN LISTS files)
    file(READ ${file} json)
    if(json MATCHES "\"psa_framework_version\"")
      list(APPEND manifests ${file})
    endif()
  endforeach()
  list(LENGTH manifests count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${folder} must have one manifest, a *.json with \"psa_framework_version\"; it has ${count}.")
  endif()
  set(${variable} ${manifests} PARENT_SCOPE)
endfunction()

# redoubt_board_flags(VARIABLE KEY): the list KEY of compiler flags in board.json.
function(redoubt_board_flags variable key)
  file(READ ${REDOUBT_ROOT}/boards/${REDOUBT_BOARD}/board.json board)
  string(JSON flags GET "${board}" ${key})
  string(REGEX MATCHALL "-[^\"]+" flags "${flags}")
  set(${variable} ${flags} PARENT_SCOPE)
endfunction()

# redoubt_partition_flags(VARIABLE): the flags of the core for what is compiled into a partition.
function(redoubt_partition_flags variable)
  if(CONFIG_SPM_FPU)
    redoubt_board_flags(flags cpu_with_fpu)
  else()
    redoubt_board_flags(flags cpu)
  endif()
  set(${variable} ${flags} PARENT_SCOPE)
endfunction()

# redoubt_add_partitions(VARIABLE): after redoubt_compose(); the targets to link the SPE with.
function(redoubt_add_partitions variable)
  set(partitions "")
  if(REDOUBT_PARTITIONS)
    redoubt_partition_includes()
  endif()
  foreach(folder IN LISTS REDOUBT_PARTITIONS)
    get_filename_component(folder ${folder} ABSOLUTE)
    redoubt_manifest_of(${folder} manifest)
    file(READ ${manifest} json)
    string(JSON name GET "${json}" name)
    string(TOLOWER ${name} name)
    redoubt_partition_library(${folder} ${name} archive)
    redoubt_close_partition(${name} "${archive}")
    list(APPEND partitions redoubt_outside_${name})
  endforeach()
  set(${variable} ${partitions} PARENT_SCOPE)
endfunction()

# The headers of the partition SDK, and no others: as spm/sdk.cmake installs them.
function(redoubt_partition_includes)
  set(include ${CMAKE_BINARY_DIR}/partitions/include)
  file(MAKE_DIRECTORY ${include}/public ${include}/generated)
  foreach(folder psa redoubt)
    file(CREATE_LINK ${REDOUBT_ROOT}/include/${folder} ${include}/public/${folder} SYMBOLIC)
  endforeach()
  foreach(folder psa psa_manifest)
    file(CREATE_LINK ${REDOUBT_GENERATED}/include/${folder} ${include}/generated/${folder} SYMBOLIC)
  endforeach()
  add_library(redoubt_partition_sdk INTERFACE)
  if(CONFIG_SPM_FPU)
    redoubt_partition_flags(flags)
    target_compile_options(redoubt_partition_sdk INTERFACE ${flags})
  endif()
  target_include_directories(redoubt_partition_sdk INTERFACE ${include}/public ${include}/generated)
endfunction()

# The archive of a partition as its folder makes it: a file, or the target partition_NAME's.
function(redoubt_partition_library folder name variable)
  file(GLOB archives CONFIGURE_DEPENDS ${folder}/*.a)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c ${folder}/*.cpp ${folder}/*.S)
  set(${variable} "$<TARGET_FILE:partition_${name}>" PARENT_SCOPE)
  if(EXISTS ${folder}/CMakeLists.txt)
    add_subdirectory(${folder} partitions/${name})
    if(NOT TARGET partition_${name})
      message(FATAL_ERROR "${folder}/CMakeLists.txt must define the static library partition_${name}.")
    endif()
    target_link_libraries(partition_${name} PRIVATE redoubt_partition_sdk)
  elseif(archives)
    list(LENGTH archives count)
    if(NOT count EQUAL 1)
      message(FATAL_ERROR "${folder} must have one archive; it has ${count}.")
    endif()
    set(${variable} ${archives} PARENT_SCOPE)
  elseif(sources)
    add_library(partition_${name} STATIC ${sources})
    target_include_directories(partition_${name} PRIVATE ${folder})
    target_link_libraries(partition_${name} PRIVATE redoubt_partition_sdk)
    target_compile_options(partition_${name} PRIVATE -Wall -Wextra)
  else()
    message(FATAL_ERROR "${folder} has a manifest, but neither sources nor an archive nor a CMakeLists.txt.")
  endif()
endfunction()

# redoubt_outside_NAME: the archive as one object whose only global symbols are the functions that its psa_manifest header
# declares. The linker script finds its data by the name libpartition_NAME.a.
function(redoubt_close_partition name archive)
  set(folder ${CMAKE_BINARY_DIR}/partitions)
  set(header ${REDOUBT_GENERATED}/include/psa_manifest/${name}.h)
  file(STRINGS ${header} declarations REGEX "^(void|psa_status_t|psa_flih_result_t) [A-Za-z0-9_]+\\(")
  list(TRANSFORM declarations REPLACE "^[a-z_]+ ([A-Za-z0-9_]+)\\(.*" "\\1")
  list(JOIN declarations "\n" functions)
  file(CONFIGURE OUTPUT ${folder}/${name}.functions CONTENT "@functions@\n" @ONLY)
  set(depends ${archive} ${folder}/${name}.functions)
  if(TARGET partition_${name})
    list(APPEND depends partition_${name})
  endif()
  add_custom_command(OUTPUT ${folder}/libpartition_${name}.a
    COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -Wl,--force-group-allocation -Wl,-d -Wl,--whole-archive ${archive}
      -o ${folder}/${name}.o
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbols=${folder}/${name}.functions ${folder}/${name}.o
    COMMAND ${CMAKE_COMMAND} -E rm -f ${folder}/libpartition_${name}.a
    COMMAND ${CMAKE_AR} qcs ${folder}/libpartition_${name}.a ${folder}/${name}.o
    DEPENDS ${depends} COMMENT "Partition ${name}" VERBATIM)
  add_custom_target(redoubt_outside_${name}_archive DEPENDS ${folder}/libpartition_${name}.a)
  add_library(redoubt_outside_${name} STATIC IMPORTED GLOBAL)
  set_target_properties(redoubt_outside_${name} PROPERTIES IMPORTED_LOCATION ${folder}/libpartition_${name}.a)
  add_dependencies(redoubt_outside_${name} redoubt_outside_${name}_archive)
endfunction()
