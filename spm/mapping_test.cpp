// SPDX-License-Identifier: BSD-3-Clause
// Memory-mapped vectors, in both models: DEVICE's service (SFN) and WORKER's (IPC) may map, LEAF's and HIGH's
// may not.
#include <cstring>

#include "spm/test_misuse.hpp"

namespace redoubt::spm::test {
namespace {

struct Service {
  const char* name;
  const char* report;
  Place place;
};

class Mapping : public testing::TestWithParam<Service> {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    reset();
  }
  // The service does `script` for a client with inputs "abc" and "xyz" and outputs of 4 and 5 bytes.
  psa_status_t serve_by(const Script& script) {
    service[GetParam().place] = script;
    const psa_invec in[] = {{in0_, 3}, {"xyz", 3}};
    out_[0] = {out0_, 4};
    out_[1] = {out1_, 5};
    return psa_call(handle_of(GetParam().place, 1), 0, in, 2, out_, 2);
  }
  void stops(const Script& script, const std::string& words = "mapped or used a vector in a way") {
    EXPECT_DEATH((void)serve_by(script), std::string("partition ") + GetParam().report + " " + words);
  }

  const char* in0_ = "abc";
  char out0_[4] = {}, out1_[5] = {};
  psa_outvec out_[2] = {};
};

constexpr Service kSfnService = {"Sfn", "DEVICE .6.", kMapping};
constexpr Service kIpcService = {"Ipc", "WORKER .10.", kMappingIpc};
INSTANTIATE_TEST_SUITE_P(In, Mapping, testing::Values(kSfnService, kIpcService),
                         [](const auto& test) { return test.param.name; });

// ---- what is mapped ----

TEST_P(Mapping, AnInputIsItsClientsMemory) {
  EXPECT_EQ(serve_by([this](const psa_msg_t& m) {
              const void* const mapped = psa_map_invec(m.handle, 0);
              EXPECT_EQ(mapped, in0_);
              EXPECT_EQ(std::memcmp(mapped, "abc", m.in_size[0]), 0);
              psa_unmap_invec(m.handle, 0);
              return 4;
            }),
            4);
}

TEST_P(Mapping, AnOutputIsItsClientsMemory) {
  EXPECT_EQ(serve_by([this](const psa_msg_t& m) {
              void* const mapped = psa_map_outvec(m.handle, 1);
              EXPECT_EQ(mapped, out1_);
              std::memcpy(mapped, "hello", m.out_size[1]);
              psa_unmap_outvec(m.handle, 1, 3);
              return 4;
            }),
            4);
  EXPECT_EQ(std::memcmp(out1_, "hello", 5), 0);
  EXPECT_EQ(out_[1].len, 3u);
  EXPECT_EQ(out_[0].len, 0u);
}

TEST_P(Mapping, AllOrNothingOfAnOutputMayBeWritten) {
  for (const std::size_t written : {0u, 4u}) {
    EXPECT_EQ(serve_by([=](const psa_msg_t& m) {
                (void)psa_map_outvec(m.handle, 0);
                psa_unmap_outvec(m.handle, 0, written);
                return 4;
              }),
              4);
    EXPECT_EQ(out_[0].len, written);
  }
}

// What is still mapped at the answer is unmapped, and nothing was written for all that the client knows.
TEST_P(Mapping, TheAnswerEndsAllMappings) {
  EXPECT_EQ(serve_by([](const psa_msg_t& m) {
              (void)psa_map_invec(m.handle, 0);
              *static_cast<char*>(psa_map_outvec(m.handle, 0)) = 'a';
              psa_write(m.handle, 1, "hi", 2);
              return 4;
            }),
            4);
  EXPECT_EQ(out_[0].len, 0u);
  EXPECT_EQ(out_[1].len, 2u);
}

TEST_P(Mapping, EachVectorIsUsedInItsOwnWay) {
  EXPECT_EQ(serve_by([](const psa_msg_t& m) {
              char text[3];
              EXPECT_EQ(psa_read(m.handle, 1, text, 3), 3u);
              const void* const mapped = psa_map_invec(m.handle, 0);
              psa_write(m.handle, 0, text, 3);
              std::memcpy(psa_map_outvec(m.handle, 1), mapped, 3);
              psa_unmap_outvec(m.handle, 1, 3);
              psa_write(m.handle, 0, text, 1);
              return 4;
            }),
            4);
  EXPECT_EQ(std::memcmp(out0_, "xyzx", 4), 0);
  EXPECT_EQ(std::memcmp(out1_, "abc", 4), 0);
  EXPECT_EQ(out_[0].len, 4u);
  EXPECT_EQ(out_[1].len, 3u);
}

// Whatever one message did to its vectors, the next one's are new.
TEST_P(Mapping, TheNextMessageStartsAnew) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(serve_by([](const psa_msg_t& m) {
                (void)psa_map_invec(m.handle, 0);
                (void)psa_map_outvec(m.handle, 0);
                return 4;
              }),
              4);
    EXPECT_EQ(serve_by([](const psa_msg_t& m) {
                char byte;
                psa_write(m.handle, 0, "x", 1);
                return static_cast<psa_status_t>(psa_read(m.handle, 0, &byte, 1));
              }),
              1);
  }
}

// ---- PROGRAMMER ERRORs ----

using Use = void (*)(psa_handle_t handle, std::uint32_t index);
constexpr Use kMapInput = [](psa_handle_t handle, std::uint32_t index) {
  (void)psa_map_invec(handle, index);
};
constexpr Use kUnmapInput = [](psa_handle_t handle, std::uint32_t index) { psa_unmap_invec(handle, index); };
constexpr Use kMapOutput = [](psa_handle_t handle, std::uint32_t index) {
  (void)psa_map_outvec(handle, index);
};
constexpr Use kUnmapOutput = [](psa_handle_t handle, std::uint32_t index) {
  psa_unmap_outvec(handle, index, 0);
};
constexpr Use kUses[] = {kMapInput, kUnmapInput, kMapOutput, kUnmapOutput};

char byte;
constexpr Use kRead = [](psa_handle_t handle, std::uint32_t index) {
  (void)psa_read(handle, index, &byte, 1);
};
constexpr Use kReadNothing = [](psa_handle_t handle, std::uint32_t index) {
  (void)psa_read(handle, index, &byte, 0);
};
constexpr Use kSkip = [](psa_handle_t handle, std::uint32_t index) { (void)psa_skip(handle, index, 1); };
constexpr Use kWrite = [](psa_handle_t handle, std::uint32_t index) { psa_write(handle, index, &byte, 1); };

TEST_P(Mapping, MessageHandles) {
  for (const Use use : kUses) {
    for (const psa_handle_t bad : {PSA_NULL_HANDLE, psa_handle_t{-1}}) {
      stops([=](const psa_msg_t&) { return use(bad, 0), 0; }, "used a message handle");
    }
  }
}

TEST_P(Mapping, VectorNumbers) {
  for (const Use use : kUses) {
    for (const std::uint32_t index : {4u, ~0u}) {
      stops([=](const psa_msg_t& m) { return use(m.handle, index), 0; },
            "named a vector above PSA_MAX_IOVEC");
    }
  }
}

TEST_P(Mapping, VectorsThatAreNotThere) {
  for (const Use use : kUses) {
    for (const std::uint32_t index : {2u, 3u}) {
      stops([=](const psa_msg_t& m) { return use(m.handle, index), 0; });
    }
  }
}

TEST_P(Mapping, VectorsThatAreEmpty) {
  const psa_invec in[] = {{nullptr, 0}};
  psa_outvec out[] = {{nullptr, 0}};
  for (const Use use : kUses) {
    service[GetParam().place] = [=](const psa_msg_t& m) { return use(m.handle, 0), 0; };
    EXPECT_DEATH((void)psa_call(handle_of(GetParam().place, 1), 0, in, 1, out, 1),
                 std::string(GetParam().report) + " mapped or used a vector in a way");
  }
}

// After `first`, `second` is wrong.
struct Pair {
  Use first, second;
};

TEST_P(Mapping, EachWayOfUseIsTheOnlyOne) {
  for (const Pair& pair : {Pair{kMapInput, kMapInput}, Pair{kMapInput, kRead}, Pair{kMapInput, kReadNothing},
                           Pair{kMapInput, kSkip}, Pair{kRead, kMapInput}, Pair{kSkip, kMapInput},
                           Pair{kMapOutput, kMapOutput}, Pair{kMapOutput, kWrite}, Pair{kWrite, kMapOutput},
                           Pair{kRead, kUnmapInput}, Pair{kWrite, kUnmapOutput}}) {
    stops([=](const psa_msg_t& m) {
      pair.first(m.handle, 0);
      pair.second(m.handle, 0);
      return 0;
    });
  }
}

TEST_P(Mapping, WhatIsUnmappedStaysSo) {
  for (const Use second : {kMapInput, kUnmapInput, kRead, kSkip}) {
    stops([=](const psa_msg_t& m) {
      kMapInput(m.handle, 0);
      kUnmapInput(m.handle, 0);
      second(m.handle, 0);
      return 0;
    });
  }
  for (const Use second : {kMapOutput, kUnmapOutput, kWrite}) {
    stops([=](const psa_msg_t& m) {
      kMapOutput(m.handle, 0);
      kUnmapOutput(m.handle, 0);
      second(m.handle, 0);
      return 0;
    });
  }
}

TEST_P(Mapping, UnmappingWhatIsNotMapped) {
  for (const Use use : {kUnmapInput, kUnmapOutput}) {
    stops([=](const psa_msg_t& m) { return use(m.handle, 0), 0; });
  }
}

TEST_P(Mapping, WritingMoreThanThereIsRoom) {
  for (const std::size_t written : {std::size_t{5}, SIZE_MAX}) {
    stops(
        [=](const psa_msg_t& m) {
          (void)psa_map_outvec(m.handle, 0);
          psa_unmap_outvec(m.handle, 0, written);
          return 0;
        },
        "wrote more than the client's vector holds");
  }
}

// The manifest did not ask for it.
TEST_F(Misused, MappingForAServiceThatMayNot) {
  for (const Use use : kUses) {
    stops([=](const psa_msg_t& m) { return use(m.handle, 0), 0; }, "mapped or used a vector in a way");
  }
}

TEST_F(Misused, MappingForAConnectRequest) {
  for (const Use use : kUses) {
    service[kMappingConnection] = [=](const psa_msg_t& m) { return use(m.handle, 0), 0; };
    EXPECT_DEATH((void)psa_connect(kSid + kMappingConnection, 1),
                 "DEVICE .6. asked for the vectors of a message that has none");
  }
}

}  // namespace
}  // namespace redoubt::spm::test
