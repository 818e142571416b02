// SPDX-License-Identifier: BSD-3-Clause
// Who is protected from whom, at each level.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/redoubt/compose/domains.hpp"
#include "tools/redoubt/compose/test_files.hpp"

namespace redoubt::tool {
namespace {

// "NAME(members)", ! for the privileged one.
std::string drawn(const std::string& types, const std::string& level, const std::string& more = "") {
  System system;
  for (std::size_t i = 0; i < types.size(); ++i) {
    system.partitions.emplace_back().name = std::string(1, static_cast<char>('A' + i));
    system.partitions.back().type = types[i] == 'p' ? RotType::kPsa : RotType::kApplication;
  }
  if (!level.empty())
    system.config.settings.push_back({"SPM_ISOLATION_LEVEL", static_cast<std::uint32_t>(std::stoul(level))});
  if (!more.empty()) system.config.settings.push_back({more, true});
  std::string out;
  for (const Domain& domain : domains(system))
    out +=
        fmt::format("{}{}({}) ", domain.name, domain.privileged ? "!" : "", fmt::join(domain.members, ","));
  return out;
}

TEST(Domains, Level1IsOne) {
  EXPECT_EQ(drawn("pap", ""), "secure side!(A,B,C,SPM) ");
  EXPECT_EQ(drawn("pap", "1"), "secure side!(A,B,C,SPM) ");
  EXPECT_EQ(drawn("", "1"), "secure side!(SPM) ");
}

TEST(Domains, Level2ProtectsThePsaRootOfTrust) {
  EXPECT_EQ(drawn("papa", "2"), "application RoT(B,D) PSA RoT!(A,C,SPM) ");
  EXPECT_EQ(drawn("p", "2"), "PSA RoT!(A,SPM) ");
  EXPECT_EQ(drawn("a", "2"), "application RoT(A) PSA RoT!(SPM) ");
}

TEST(Domains, Level3ProtectsEachApplicationPartition) {
  EXPECT_EQ(drawn("papa", "3"), "B(B) D(D) PSA RoT!(A,C,SPM) ");
}

TEST(Domains, TheSpmCanBeTheOnlyPrivilegedCode) {
  EXPECT_EQ(drawn("papa", "2", "SPM_UNPRIVILEGED_PSA_ROT"), "application RoT(B,D) PSA RoT(A,C) SPM!(SPM) ");
  EXPECT_EQ(drawn("aa", "3", "SPM_UNPRIVILEGED_PSA_ROT"), "A(A) B(B) SPM!(SPM) ");
}

}  // namespace
}  // namespace redoubt::tool
