// SPDX-License-Identifier: BSD-3-Clause
#include "spm/test_partitions.hpp"

#include "spm/call.hpp"
#include "spm/gate/host.hpp"

namespace redoubt::spm {
namespace test {

Script service[kPlaces];
Status start_result;

namespace {

template <Place Which>
psa_status_t run(const psa_msg_t* message) {
  return service[Which](*message);
}

PartitionStack<64> stack_of_1, stack_of_2, stack_of_3, stack_of_4, stack_of_5;

constexpr std::uint32_t bits(std::initializer_list<std::uint32_t> places) {
  std::uint32_t mask = 0;
  for (const std::uint32_t place : places) mask |= 1u << place;
  return mask;
}

}  // namespace

void reset() {
  for (Script& script : service) script = [](const psa_msg_t&) { return PSA_SUCCESS; };
  start_result = {};
  (void)host::initialise_partitions();
}

}  // namespace test

using namespace test;

const PartitionDescriptor kPartitions[] = {
    {&stack_of_1.message, stack_of_1.room, nullptr, 1, 0, "LEAF"},
    {&stack_of_2.message, stack_of_2.room, nullptr, 2, bits({kStrict}), "KEEPER"},
    {&stack_of_3.message, stack_of_3.room, nullptr, 3,
     bits({kStrict, kRelaxed, kSecureOnly, kConnection, kSecureConnection, kMiddle, kBack}), "MIDDLE"},
    {&stack_of_4.message, stack_of_4.room, nullptr, 4, bits({kMiddle, kSecureOnly}), "BACK"},
    {&stack_of_5.message, stack_of_5.room, nullptr, 5, bits({kMiddle}), "TOP"},
};
const std::uint32_t kPartitionCount = 5;

const ServiceDescriptor kServices[] = {
    {run<kStrict>, &kPartitions[0], 2, 0, kSid + kStrict, 2, kNonSecureClients},
    {run<kRelaxed>, &kPartitions[0], 1, 2, kSid + kRelaxed, 3, kNonSecureClients},
    hole(),
    {run<kSecureOnly>, &kPartitions[1], 1, 0, kSid + kSecureOnly, 1, 0},
    {run<kMiddle>, &kPartitions[2], 1, 0, kSid + kMiddle, 1, kNonSecureClients},
    {run<kConnection>, &kPartitions[1], 1, 1, kSid + kConnection, 2, kNonSecureClients | kConnectionBased},
    {run<kSecureConnection>, &kPartitions[1], 1, 0, kSid + kSecureConnection, 1, kConnectionBased},
    {run<kBack>, &kPartitions[3], 1, 0, kSid + kBack, 1, 0},
    {run<kTop>, &kPartitions[4], 1, 0, kSid + kTop, 1, kNonSecureClients},
};
const std::uint32_t kServiceCount = kPlaces;

std::uint32_t lifecycle() { return PSA_LIFECYCLE_PSA_ROT_PROVISIONING; }

Status host::start() { return start_result; }

}  // namespace redoubt::spm
