# SPDX-License-Identifier: BSD-3-Clause
# What every CMake project of Redoubt (host tools, bootloader, SPE) shares: flags, target helpers, Mbed TLS's modules.
include_guard(GLOBAL)

get_filename_component(REDOUBT_ROOT ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(REDOUBT_MBEDTLS_SOURCE ${REDOUBT_ROOT}/build/deps/mbedtls CACHE PATH "Source folder of Mbed TLS 3.6")
# Debian's own interpreter: it is the one that python3-kconfiglib serves, whatever else is first on the PATH.
set(Python3_EXECUTABLE /usr/bin/python3)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# Flags of our own code; Mbed TLS's is compiled without the warnings.
add_library(redoubt_flags INTERFACE)
target_include_directories(redoubt_flags INTERFACE ${REDOUBT_ROOT})
# A system folder, as for its users: the PSA macros' C casts would trip -Wold-style-cast wherever C++ uses them.
target_include_directories(redoubt_flags SYSTEM INTERFACE ${REDOUBT_ROOT}/include)
target_compile_options(redoubt_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wundef -Werror
  # GCC 12 sees overlaps and overflows inside its own std::string and std::vector when it inlines them (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow>
  $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual>)

# redoubt_add_library(NAME [SOURCES files...] [DEPENDS targets...]): a static library, or an interface one without sources.
function(redoubt_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE redoubt_flags)
    target_include_directories(${name} PUBLIC ${REDOUBT_ROOT})
    target_include_directories(${name} SYSTEM PUBLIC ${REDOUBT_ROOT}/include)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ARG_DEPENDS})
    target_include_directories(${name} INTERFACE ${REDOUBT_ROOT})
    target_include_directories(${name} SYSTEM INTERFACE ${REDOUBT_ROOT}/include)
  endif()
endfunction()

# redoubt_precompile(NAME LIBRARY target... HEADERS headers...): the programs of this folder and those below it that
# redoubt_add_test() makes, and those that call redoubt_use_precompiled(), compile these headers once: it halves a build.
macro(redoubt_precompile name)
  cmake_parse_arguments(PCH "" "" "LIBRARIES;HEADERS" ${ARGN})
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "int main() {}\n")
  add_executable(${name} ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE redoubt_flags ${PCH_LIBRARIES})
  target_precompile_headers(${name} PRIVATE ${PCH_HEADERS})
  set(REDOUBT_PRECOMPILED ${name})
endmacro()
function(redoubt_use_precompiled name)
  if(REDOUBT_PRECOMPILED)
    target_precompile_headers(${name} REUSE_FROM ${REDOUBT_PRECOMPILED})
  endif()
endfunction()

# redoubt_add_test(NAME SOURCES files... DEPENDS targets...): GoogleTest unit tests; host project only.
function(redoubt_add_test name)
  if(NOT REDOUBT_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} redoubt_flags GTest::gmock_main)
  redoubt_use_precompiled(${name})
  gtest_discover_tests(${name} PROPERTIES LABELS unit TIMEOUT 300 DISCOVERY_TIMEOUT 60)
endfunction()

# redoubt_add_fuzz(NAME SOURCES files... DEPENDS targets... [CORPUS dir]): a libFuzzer target (clang with REDOUBT_FUZZ).
# The sources define LLVMFuzzerTestOneInput. Elsewhere the target does not exist.
function(redoubt_add_fuzz name)
  if(NOT REDOUBT_FUZZ)
    return()
  endif()
  cmake_parse_arguments(ARG "" "CORPUS" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} redoubt_flags)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_property(GLOBAL APPEND PROPERTY REDOUBT_FUZZERS ${name})
  # The first folder takes what the fuzzer finds; the corpus in the source tree is only read.
  set(found ${CMAKE_CURRENT_BINARY_DIR}/${name}-found)
  file(MAKE_DIRECTORY ${found})
  add_test(NAME fuzz.${name}
    COMMAND ${name} -max_total_time=60 -timeout=10 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 ${found}
      ${ARG_CORPUS})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 180)
endfunction()

# redoubt_add_mbedtls(NAME CONFIG header MODULES names... [OPTIONS flags...] [DEFINITIONS macros...]): the named modules of Mbed TLS's library/
# (and "p256-m" for its 3rdparty one), compiled under the given configuration header. No other module is reachable.
function(redoubt_add_mbedtls name)
  cmake_parse_arguments(ARG "" "CONFIG" "MODULES;OPTIONS;DEFINITIONS" ${ARGN})
  set(sources "")
  foreach(module IN LISTS ARG_MODULES)
    if(module STREQUAL "p256-m")
      list(APPEND sources ${REDOUBT_MBEDTLS_SOURCE}/3rdparty/p256-m/p256-m/p256-m.c)
    else()
      list(APPEND sources ${REDOUBT_MBEDTLS_SOURCE}/library/${module}.c)
    endif()
  endforeach()
  add_library(${name} STATIC ${sources})
  get_filename_component(config ${ARG_CONFIG} ABSOLUTE)
  target_include_directories(${name} SYSTEM PUBLIC ${REDOUBT_MBEDTLS_SOURCE}/include
    ${REDOUBT_MBEDTLS_SOURCE}/3rdparty/p256-m/p256-m PRIVATE ${REDOUBT_MBEDTLS_SOURCE}/library)
  target_compile_definitions(${name} PUBLIC MBEDTLS_CONFIG_FILE="${config}" ${ARG_DEFINITIONS})
  target_compile_options(${name} PRIVATE -w ${ARG_OPTIONS})
  if(CMAKE_SYSTEM_NAME STREQUAL Generic)
    target_compile_definitions(${name} PRIVATE MBEDTLS_PLATFORM_ZEROIZE_ALT)  # lib/runtime
  endif()
endfunction()
