// SPDX-License-Identifier: BSD-3-Clause
// For tests of what stops a partition. The processes that die are started anew: one with threads cannot be
// forked.
#pragma once

#include <gtest/gtest.h>
#include <psa/client.h>

#include <string>

#include "spm/test_partitions.hpp"

namespace redoubt::spm::test {

class Misused : public testing::Test {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    reset();
  }

  // The service runs `script` for a client with one input and one output of 4 bytes each, and is stopped.
  static void stops_at(Place place, const Script& script, const std::string& report) {
    service[place] = script;
    char memory[4] = {};
    const psa_invec in[] = {{memory, 4}};
    psa_outvec out[] = {{memory, 4}};
    EXPECT_DEATH((void)psa_call(handle_of(place, 1), 0, in, 1, out, 1), report);
  }
  // As partitions of the SFN and of the IPC model.
  static void stops(const Script& script, const std::string& words) {
    stops_at(kMiddle, script, "partition MIDDLE .3. " + words);
    stops_at(kHighA, script, "partition HIGH .7. " + words);
  }
  // The same for a connect request.
  static void stops_in_connect(const Script& script, const std::string& words) {
    service[kConnection] = service[kHighConnection] = script;
    EXPECT_DEATH((void)psa_connect(kSid + kConnection, 1), "partition KEEPER .2. " + words);
    EXPECT_DEATH((void)psa_connect(kSid + kHighConnection, 1), "partition HIGH .7. " + words);
  }
};

}  // namespace redoubt::spm::test
