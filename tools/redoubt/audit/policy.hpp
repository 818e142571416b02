// SPDX-License-Identifier: BSD-3-Clause
// Rules of a reviewer's about a system, in JSON. How one is written: docs/audit.md.
#pragma once

#include <string>
#include <vector>

#include "tools/redoubt/audit/audit.hpp"

namespace redoubt::tool {

struct PolicyResult {
  std::size_t rules = 0;
  std::vector<std::string> violations;   // "FILE:LINE: the rule's sentence: what violates it"
  std::vector<std::string> not_checked;  // "FILE:LINE: the rule's sentence: what is missing"
};

// Throws tool::Error, "FILE:LINE: sentence", for a rule that is none or names what the system does not have.
PolicyResult check_policy(const std::string& path, const Audit& audit);

}  // namespace redoubt::tool
