# SPDX-License-Identifier: BSD-3-Clause
# The SPM in a Linux process: redoubt_spm with the system's partitions, and apart from them the call logic for its tests.
redoubt_add_library(redoubt_spm_call
  SOURCES call.cpp connections.cpp schedule.cpp gate/host.cpp arch/host/stop.cpp
  DEPENDS redoubt_client redoubt_base redoubt_config)
target_include_directories(redoubt_spm_call PUBLIC arch/host)

redoubt_add_library(redoubt_spm SOURCES arch/host/start.cpp ${REDOUBT_PARTITIONS_SOURCE}
  DEPENDS redoubt_spm_call redoubt_board redoubt_handoff redoubt_config)
foreach(folder IN LISTS services)
  get_filename_component(name ${folder} NAME)
  string(TOUPPER ${name} symbol)
  if(CONFIG_SERVICE_${symbol})
    target_link_libraries(redoubt_spm PUBLIC redoubt_${name}_server)
  endif()
endforeach()

redoubt_add_test(spm_test
  SOURCES call_test.cpp connection_test.cpp misuse_test.cpp ipc_test.cpp ipc_misuse_test.cpp schedule_test.cpp
    interrupt_test.cpp mapping_test.cpp restart_test.cpp arch/armv8m/access_test.cpp test_partitions.cpp
  DEPENDS redoubt_spm_call)
redoubt_add_fuzz(call_fuzz SOURCES call_fuzz.cpp call_fuzz_clients.cpp call_fuzz_servers.cpp call_fuzz_model.cpp test_partitions.cpp
  DEPENDS redoubt_spm_call)
