/* SPDX-License-Identifier: BSD-3-Clause */
/* The tests: each by its name, in the list of the place where it runs. ../system/conformance.py reads these
 * lists too, and knows how each test must end; README.md says which sentence of FF-M each one stands for.
 */
#ifndef CONFORMANCE_TESTS_H
#define CONFORMANCE_TESTS_H

/* The non-secure side, as a client. */
#define NS_TESTS(X)          \
  X(ns_framework_version)    \
  X(ns_version)              \
  X(ns_connect_unknown)      \
  X(ns_connect_secure_only)  \
  X(ns_connect_strict)       \
  X(ns_connect_relaxed)      \
  X(ns_connect_unspecified)  \
  X(ns_connect_stateless)    \
  X(ns_connect_answer)       \
  X(ns_connect_pool)         \
  X(ns_call_status)          \
  X(ns_call_type)            \
  X(ns_call_vectors)         \
  X(ns_call_empty_vectors)   \
  X(ns_call_outputs)         \
  X(ns_call_overlap)         \
  X(ns_call_null_handle)     \
  X(ns_call_bad_handle)      \
  X(ns_call_closed_handle)   \
  X(ns_call_foreign_handle)  \
  X(ns_call_negative_type)   \
  X(ns_call_too_many)        \
  X(ns_call_input_memory)    \
  X(ns_call_output_memory)   \
  X(ns_call_dropped)         \
  X(ns_call_stateless)       \
  X(ns_call_stateless_wrong) \
  X(ns_call_vector_array)    \
  X(ns_close)                \
  X(ns_close_wrong)          \
  X(ns_rhandle)              \
  X(ns_client_id)            \
  X(ns_sfn)                  \
  X(ns_sfn_answer)           \
  X(ns_deferred_reply)

/* CONF_CLIENT, as a secure client. */
#define CLIENT_TESTS(X)           \
  X(client_framework_version)     \
  X(client_version)               \
  X(client_lifecycle)             \
  X(client_connect_versions)      \
  X(client_connect_answer)        \
  X(client_connect_unknown)       \
  X(client_connect_unlisted)      \
  X(client_connect_strict_older)  \
  X(client_connect_strict_newer)  \
  X(client_connect_relaxed_newer) \
  X(client_connect_unspecified)   \
  X(client_connect_zero)          \
  X(client_connect_stateless)     \
  X(client_call_status)           \
  X(client_call_vectors)          \
  X(client_call_id)               \
  X(client_call_stateless)        \
  X(client_call_null_handle)      \
  X(client_call_bad_handle)       \
  X(client_call_closed_handle)    \
  X(client_call_message_handle)   \
  X(client_call_foreign_handle)   \
  X(client_call_negative_type)    \
  X(client_call_five_inputs)      \
  X(client_call_five_outputs)     \
  X(client_call_five_both)        \
  X(client_call_huge_count)       \
  X(client_call_inputs_null)      \
  X(client_call_outputs_null)     \
  X(client_call_outputs_code)     \
  X(client_call_input_null)       \
  X(client_call_input_wraps)      \
  X(client_call_input_spm)        \
  X(client_call_output_null)      \
  X(client_call_output_code)      \
  X(client_call_output_spm)       \
  X(client_call_output_server)    \
  X(client_call_dropped)          \
  X(client_call_unlisted)         \
  X(client_call_version)          \
  X(client_close)                 \
  X(client_close_null)            \
  X(client_close_bad)             \
  X(client_close_closed)          \
  X(client_close_stateless)       \
  X(client_heap_none)             \
  X(client_notify_higher)         \
  X(client_read_spm)              \
  X(client_read_server_heap)      \
  X(client_write_server_data)     \
  X(client_write_server_stack)    \
  X(client_write_server_heap)     \
  X(client_write_sfn_data)        \
  X(client_read_sfn_stack)        \
  X(client_write_sfn_mmio)

/* CONF_SERVER: the IPC model's functions, while it serves a message. */
#define SERVER_TESTS(X)          \
  X(server_wait)                 \
  X(server_wait_nothing)         \
  X(server_wait_unassigned)      \
  X(server_get_nothing)          \
  X(server_get_two)              \
  X(server_get_unassigned)       \
  X(server_get_doorbell)         \
  X(server_get_not_asserted)     \
  X(server_get_null)             \
  X(server_get_code)             \
  X(server_read)                 \
  X(server_read_null_handle)     \
  X(server_read_bad_handle)      \
  X(server_read_replied_handle)  \
  X(server_read_index)           \
  X(server_read_connect)         \
  X(server_read_buffer_null)     \
  X(server_read_buffer_code)     \
  X(server_read_buffer_spm)      \
  X(server_skip_bad_handle)      \
  X(server_skip_index)           \
  X(server_skip_connect)         \
  X(server_write)                \
  X(server_write_bad_handle)     \
  X(server_write_replied_handle) \
  X(server_write_index)          \
  X(server_write_connect)        \
  X(server_write_too_much)       \
  X(server_write_again_too_much) \
  X(server_write_absent)         \
  X(server_write_buffer_null)    \
  X(server_write_buffer_spm)     \
  X(server_rhandle_bad_handle)   \
  X(server_rhandle_replied)      \
  X(server_rhandle_stateless)    \
  X(server_reply_null_handle)    \
  X(server_reply_bad_handle)     \
  X(server_reply_twice)          \
  X(server_reply_connect_status) \
  X(server_reply_connect_error)  \
  X(server_doorbell)             \
  X(server_notify_lower)         \
  X(server_notify_unknown)       \
  X(server_notify_zero)          \
  X(server_notify_client)        \
  X(server_notify_sfn)           \
  X(server_clear)                \
  X(server_eoi_service)          \
  X(server_eoi_doorbell)         \
  X(server_irq_enable)           \
  X(server_irq_disable)          \
  X(server_reset_signal)         \
  X(server_map)                  \
  X(server_panic)                \
  X(server_return)               \
  X(server_heap)                 \
  X(server_heap_whole)           \
  X(server_heap_all)             \
  X(server_heap_double_free)     \
  X(server_heap_wild_free)       \
  X(server_heap_overflow)        \
  X(server_write_code)           \
  X(server_execute_stack)        \
  X(server_execute_heap)         \
  X(server_overflow_stack)       \
  X(server_read_nspe)            \
  X(server_write_spm)            \
  X(server_read_driver_data)     \
  X(server_write_driver_data)    \
  X(server_read_driver_stack)    \
  X(server_write_driver_stack)   \
  X(server_read_driver_heap)     \
  X(server_write_driver_heap)    \
  X(server_read_driver_mmio)     \
  X(server_write_driver_mmio)    \
  X(server_read_client_data)     \
  X(server_write_client_stack)

/* CONF_DRIVER: PSA RoT, with an interrupt of FF-M 1.0. */
#define DRIVER_TESTS(X)       \
  X(driver_version)           \
  X(driver_interrupt)         \
  X(driver_interrupt_masked)  \
  X(driver_interrupt_enabled) \
  X(driver_eoi_not_asserted)  \
  X(driver_eoi_service)       \
  X(driver_eoi_none)          \
  X(driver_eoi_two)           \
  X(driver_eoi_twice)         \
  X(driver_enable_service)    \
  X(driver_reset_signal)      \
  X(driver_get_interrupt)     \
  X(driver_mmio)              \
  X(driver_heap)              \
  X(driver_retain)            \
  X(driver_panic)             \
  X(driver_retained)          \
  X(driver_watchdog)          \
  X(driver_write_code)        \
  X(driver_write_spm)         \
  X(driver_read_client_data)  \
  X(driver_after_watchdog)

/* CONF_SFN: the SFN model, with an interrupt of FF-M 1.1 handled at first level. */
#define SFN_TESTS(X)         \
  X(sfn_initialised)         \
  X(sfn_read_write)          \
  X(sfn_call_ipc)            \
  X(sfn_interrupt)           \
  X(sfn_interrupt_no_signal) \
  X(sfn_interrupt_disabled)  \
  X(sfn_flih_functions)      \
  X(sfn_wait_no_interrupt)   \
  X(sfn_get)                 \
  X(sfn_reply)               \
  X(sfn_notify)              \
  X(sfn_clear)               \
  X(sfn_eoi)                 \
  X(sfn_reset_not_asserted)  \
  X(sfn_reset_two)           \
  X(sfn_enable_unassigned)   \
  X(sfn_disable_none)        \
  X(sfn_read_bad_handle)     \
  X(sfn_read_index)          \
  X(sfn_write_too_much)      \
  X(sfn_rhandle_stateless)   \
  X(sfn_connect_status)      \
  X(sfn_connect_read)        \
  X(sfn_call_unlisted)       \
  X(sfn_flih_result)         \
  X(sfn_flih_call)           \
  X(sfn_flih_wait)           \
  X(sfn_flih_panic)          \
  X(sfn_panic)               \
  X(sfn_write_spm)           \
  X(sfn_read_driver_data)    \
  X(sfn_write_server_heap)   \
  X(sfn_read_client_stack)

/* CONF_MAPPED: PSA RoT, with vectors mapped. */
#define MAPPED_TESTS(X)           \
  X(mapped_input)                 \
  X(mapped_output)                \
  X(mapped_output_forgotten)      \
  X(mapped_input_twice)           \
  X(mapped_input_again)           \
  X(mapped_input_empty)           \
  X(mapped_input_absent)          \
  X(mapped_input_index)           \
  X(mapped_input_bad_handle)      \
  X(mapped_input_connect)         \
  X(mapped_input_after_read)      \
  X(mapped_input_after_skip)      \
  X(mapped_read_after_map)        \
  X(mapped_skip_after_unmap)      \
  X(mapped_unmap_input_unmapped)  \
  X(mapped_unmap_input_twice)     \
  X(mapped_unmap_input_index)     \
  X(mapped_output_twice)          \
  X(mapped_output_absent)         \
  X(mapped_output_index)          \
  X(mapped_output_after_write)    \
  X(mapped_write_after_map)       \
  X(mapped_unmap_output_unmapped) \
  X(mapped_unmap_output_twice)    \
  X(mapped_unmap_output_length)

#define ALL_TESTS(X) NS_TESTS(X) CLIENT_TESTS(X) SERVER_TESTS(X) DRIVER_TESTS(X) SFN_TESTS(X) MAPPED_TESTS(X)

/* The request type that makes a partition run a test, and the test's number for the harness. */
enum conformance_test {
#define X(name) k_##name,
  ALL_TESTS(X)
#undef X
      k_test_count
};

#endif
