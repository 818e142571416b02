// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/derivation.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

// A key's bytes, wherever they are by then: a note that is made of them can move them.
class KeyStream {
 public:
  explicit KeyStream(const UsableKey& key) : key_(key) {}
  std::size_t size() const { return key_.bytes().size() - read_; }
  // As much as there is, at most.
  void read(MutableBytes into) {
    std::copy_n(key_.bytes().data() + read_, into.size(), into.data());
    read_ += into.size();
  }

 private:
  const UsableKey& key_;
  std::size_t read_ = 0;
};

Result<OperationReply> derivation_setup(ClientId client, const AlgorithmRequest& request) {
  REDOUBT_TRY(check_derivation(request.algorithm));
  return setup_operation<Derivation>(client, [&](Derivation& operation) {
    start_derivation(operation, request.algorithm);
    return Status();
  });
}

Result<CapacityReply> derivation_get_capacity(ClientId client, const OperationRequest& request) {
  const Derivation* const operation = core.operations.find<Derivation>(client, request.operation);
  if (operation == nullptr) return Failure{PSA_ERROR_BAD_STATE};
  return CapacityReply{operation->capacity};
}

Status derivation_set_capacity(ClientId client, const CapacityRequest& request) {
  const auto set = [&](Derivation& operation) { return set_capacity(operation, request.capacity); };
  return with_operation<Derivation>(client, request.operation, set, PSA_ERROR_INVALID_ARGUMENT);
}

Status derivation_input_bytes(ClientId client, const InputRequest& request, Input data) {
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) {
    Source source(data);
    return derivation_input(client, operation, to_step(request.step), source, InputOrigin());
  });
}

Status derivation_input_integer(ClientId client, const InputIntegerRequest& request) {
  const std::uint64_t value = std::uint64_t{request.value_high} << 32 | request.value_low;
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) {
    if (!kHasPbkdf2) return Status(Failure{PSA_ERROR_INVALID_ARGUMENT});
    return derivation_input(client, operation, to_step(request.step), value);
  });
}

Status derivation_input_key(ClientId client, const InputKeyRequest& request) {
  return with_operation<Derivation>(client, request.operation, [&](Derivation& operation) -> Status {
    constexpr psa_key_usage_t kEither = PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION;
    UsableKey key;
    REDOUBT_TRY(key.open(client, request.key, 0, policy_algorithm(operation)));
    if ((key.attributes().usage & kEither) == 0) return Failure{PSA_ERROR_NOT_PERMITTED};
    KeyStream stream(key);
    Source source(stream);
    return derivation_input(client, operation, to_step(request.step), source,
                            {request.key, key.attributes().type, key.attributes().usage});
  });
}

Status write_derived(ClientId client, Derivation& operation, std::uint32_t size, Output& out) {
  REDOUBT_TRY(claim_output(client, operation, size, OutputUse::kRelease));
  if (out.capacity() != size) return Failure{PSA_ERROR_PROGRAMMER_ERROR};
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  Status status;
  while (status && out.capacity() != 0) {
    const MutableBytes piece = MutableBytes(buffer).first(std::min(buffer.size(), out.capacity()));
    status = claimed_output(client, operation, piece);
    if (status) out.write(piece);
  }
  return status;
}

Status derivation_output_bytes(ClientId client, const OutputBytesRequest& request, Output out) {
  return with_operation<Derivation>(
      client, request.operation,
      [&](Derivation& operation) { return write_derived(client, operation, request.size, out); },
      PSA_ERROR_INSUFFICIENT_DATA);
}

Result<KeyReply> derivation_output_key(ClientId client, const OutputKeyRequest& request) {
  KeyReply reply{};
  const auto derive_one = [&](Derivation& operation) -> Status {
    reply.key = REDOUBT_TRY(derive_key(client, operation, request.attributes));
    return {};
  };
  REDOUBT_TRY(with_operation<Derivation>(client, request.operation, derive_one, PSA_ERROR_INSUFFICIENT_DATA));
  return reply;
}

// Compares all of it, in pieces, whatever came out before: the time tells nothing.
Status compare_claimed(ClientId client, Derivation& operation, Source& expected) {
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  hardened::Verdict verdict = hardened::Verdict::accepted();
  REDOUBT_TRY(for_each_piece(expected, [&](Bytes piece) {
    const MutableBytes derived = MutableBytes(buffer).first(piece.size());
    const Status made = claimed_output(client, operation, derived);
    verdict = verdict.both(hardened::equal(piece, derived));
    return made;
  }));
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

Status derivation_verify_bytes(ClientId client, const OutputBytesRequest& request, Input expected) {
  const auto verify = [&](Derivation& operation) -> Status {
    Source source(expected);
    REDOUBT_TRY(claim_output(client, operation, request.size, OutputUse::kComparison));
    if (source.size() != request.size) return Failure{PSA_ERROR_PROGRAMMER_ERROR};
    return compare_claimed(client, operation, source);
  };
  return with_operation<Derivation>(client, request.operation, verify, PSA_ERROR_INSUFFICIENT_DATA);
}

Status derivation_verify_key(ClientId client, const VerifyKeyRequest& request) {
  const auto verify = [&](Derivation& operation) -> Status {
    UsableKey key;
    REDOUBT_TRY(key.open(client, request.key, PSA_KEY_USAGE_VERIFY_DERIVATION, policy_algorithm(operation)));
    if (key.attributes().type != PSA_KEY_TYPE_PASSWORD_HASH) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    Source source(key.bytes());
    REDOUBT_TRY(claim_output(client, operation, source.size(), OutputUse::kComparison));
    return compare_claimed(client, operation, source);
  };
  return with_operation<Derivation>(client, request.operation, verify, PSA_ERROR_INSUFFICIENT_DATA);
}

}  // namespace

constinit const protocol::Family kDerivationFamily = protocol::Dispatcher<
    On<DerivationSetup, derivation_setup>, On<DerivationGetCapacity, derivation_get_capacity>,
    On<DerivationSetCapacity, derivation_set_capacity>, On<DerivationInputBytes, derivation_input_bytes>,
    On<DerivationInputInteger, derivation_input_integer>, On<DerivationInputKey, derivation_input_key>,
    On<DerivationOutputBytes, derivation_output_bytes>, On<DerivationOutputKey, derivation_output_key>,
    OnIf<config::kCryptoDerivationVerify, DerivationVerifyBytes, derivation_verify_bytes>,
    OnIf<config::kCryptoDerivationVerify, DerivationVerifyKey, derivation_verify_key>>::kFamily;

}  // namespace redoubt::crypto
