# SPDX-License-Identifier: BSD-3-Clause
# The CMakeLists.txt of an outside project; host_library.py copies it to where it builds.
cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES C)
find_package(Threads REQUIRED)
find_package(Redoubt REQUIRED)
add_executable(program program.c)
target_link_libraries(program PRIVATE Redoubt::psa Threads::Threads)
