// SPDX-License-Identifier: BSD-3-Clause
// The functions of psa/service.h that have to do with signals, for the active partition. Its PROGRAMMER
// ERRORs do not return.
#pragma once

#include "spm/schedule.hpp"

namespace redoubt::spm {

// The signals asserted; 0 with PSA_BLOCK: the thread is blocked, what asserts one sets the result.
psa_signal_t wait(psa_signal_t mask, std::uint32_t timeout);
psa_status_t get(psa_signal_t signal, psa_msg_t* message);
void reply(psa_handle_t handle, psa_status_t status);
void notify(std::int32_t partition_id);
void clear();

// ---- interrupts ----

void eoi(psa_signal_t signal);
void irq_enable(psa_signal_t signal);
psa_irq_status_t irq_disable(psa_signal_t signal);
void reset_signal(psa_signal_t signal);

// An interrupt of a partition came. What is handled at second level is masked until psa_eoi() and its signal
// asserted; else the answer is whose function has to run first.
extern "C" const InterruptDescriptor* redoubt_take_interrupt(std::uint32_t number);

// Before the partitions run: those of FF-M 1.0 have their interrupts enabled.
void open_interrupts(const PartitionDescriptor& partition);

namespace arch {
void set_interrupt(std::uint32_t number, bool enabled);
void clear_interrupt(std::uint32_t number);
}  // namespace arch

}  // namespace redoubt::spm
