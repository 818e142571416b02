// SPDX-License-Identifier: BSD-3-Clause
// The claims of an attestation token, in words.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "lib/token/token.hpp"

namespace redoubt::tool {

// Keys are RFC 9783's names; byte strings are hexadecimal. What the token does not claim is left out.
nlohmann::ordered_json describe_claims(const token::Token& token);
// A table for people. Texts come from whoever made the token: what is not printable ASCII is shown as \xNN.
std::string format_claims(const token::Token& token);

// Why a token was refused, as one sentence without a full stop.
std::string explain(const token::Verdict& verdict);

}  // namespace redoubt::tool
