// SPDX-License-Identifier: BSD-3-Clause
// Images in words: versions, TLVs by name, everything that `redoubt image info` shows.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "lib/image/image.hpp"

namespace redoubt::tool {

// "1.2.3+4": major (up to 255), minor (255), revision (65535) and build (32 bits); all but the first may be
// left out. Throws UsageError.
image::Version parse_version(std::string_view text);
std::string format_version(const image::Version& version);

// What there is to say of an image, well-formed or not; "refused" tells why the bootloader's parser refuses
// it. `signature` says whether the image's own key signed it, which makes it authentic only for who knows
// that key.
nlohmann::ordered_json describe_image(Bytes file);
// The same for people.
std::string format_image(const nlohmann::ordered_json& description);

}  // namespace redoubt::tool
