// SPDX-License-Identifier: BSD-3-Clause
// TLS 1.2's premaster secret from J-PAKE on P-256: the hash of a point's x.
#include "services/crypto/kdf.hpp"

namespace redoubt::crypto {
namespace {

constexpr auto kRules =
    in_order({{PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_TYPE_DERIVE, PSA_KEY_TYPE_DERIVE}});
constexpr std::size_t kCoordinateSize = 32;

}  // namespace

std::span<const InputRule> JpakeToPms::rules(psa_algorithm_t) { return kRules; }

Status JpakeToPms::input(ClientId, Derivation& operation, psa_key_derivation_step_t, psa_key_type_t,
                         Source& data) {
  std::array<std::uint8_t, 1 + 2 * kCoordinateSize> point;
  const WipeOnExit wipe_point(point);
  if (data.size() != point.size()) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  static_cast<void>(data.read(point));
  if (point[0] != 0x04) return Failure{PSA_ERROR_INVALID_ARGUMENT};  // not compressed
  HashState hash;
  const WipeOnExit wipe_hash(hash);
  REDOUBT_TRY(hash.start(PSA_ALG_SHA_256));
  REDOUBT_TRY(hash.update(Bytes(point).subspan(1, kCoordinateSize)));
  operation.block_used = 0;
  return hash.finish(operation.expansion.block);
}

// It comes in one piece.
Status JpakeToPms::check_output(std::size_t size) {
  return Status(size == PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

}  // namespace redoubt::crypto
