// SPDX-License-Identifier: BSD-3-Clause
// Authenticated encryption in pieces (section 10.5.3).
#include <new>

#include "services/crypto/aead.hpp"

namespace redoubt::crypto {
namespace {

// Calls f with the driver's object, which is under way.
template <class F>
Status with_object(AeadOperation& operation, F f) {
  return with_aead(operation.algorithm,
                   [&]<class D>(std::type_identity<D>) { return f(*operation.driver.template as<D>()); });
}

AeadMessage describe(const AeadOperation& operation, Bytes nonce) {
  const bool has_sizes = operation.has_sizes != 0;
  return {operation.is_encryption != 0, nonce, has_sizes ? operation.additional_left : 0,
          has_sizes ? operation.left : 0, PSA_AEAD_TAG_LENGTH(0, 0, operation.algorithm)};
}

bool needs_sizes(psa_algorithm_t algorithm) {
  bool needs = false;
  static_cast<void>(with_aead(algorithm, [&]<class D>(std::type_identity<D>) {
    needs = !NeedsNoSizes<D>;
    return Status();
  }));
  return needs;
}

// The additional data is all there.
Status check_additional(const AeadOperation& operation) {
  if (!operation.has_nonce) return Failure{PSA_ERROR_BAD_STATE};
  const bool is_missing = operation.has_sizes && operation.additional_left != 0;
  return Status(is_missing ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS);
}

Status take(std::uint32_t& left, std::size_t size) {
  if (size > left) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  left -= static_cast<std::uint32_t>(size);
  return {};
}

}  // namespace

Status start_aead(AeadOperation& operation, const KeyMaterial& key, psa_algorithm_t algorithm,
                  bool is_encryption) {
  operation.algorithm = algorithm;
  operation.type = key.type;
  operation.is_encryption = is_encryption;
  operation.additional_left = operation.left = UINT32_MAX;
  return with_aead(key, algorithm,
                   [&]<class D>(std::type_identity<D>) { return D::check(describe(operation, kAnyNonce)); });
}

// A shorter nonce may leave room for a longer message: that is looked at when it comes.
Status set_aead_sizes(AeadOperation& operation, std::uint32_t additional, std::uint32_t size) {
  if (operation.has_sizes || operation.has_nonce) return Failure{PSA_ERROR_BAD_STATE};
  if (std::max(additional, size) == UINT32_MAX) return Failure{PSA_ERROR_NOT_SUPPORTED};  // or more than that
  operation.has_sizes = true;
  operation.additional_left = additional;
  operation.left = size;
  return with_aead(operation.algorithm, [&]<class D>(std::type_identity<D>) {
    return D::check(describe(operation, Bytes(kAnyNonce).first(NeedsNoSizes<D> ? 12 : 7)));
  });
}

Status check_aead_nonce(const AeadOperation& operation) {
  const bool is_turn = !operation.has_nonce && (operation.has_sizes || !needs_sizes(operation.algorithm));
  return Status(is_turn ? PSA_SUCCESS : PSA_ERROR_BAD_STATE);
}

Status set_aead_nonce(AeadOperation& operation, const KeyMaterial& key, Bytes nonce) {
  operation.has_nonce = true;
  const AeadMessage message = describe(operation, nonce);
  return with_aead(operation.algorithm, [&]<class D>(std::type_identity<D>) {
    const Status checked = D::check(message);
    return checked ? (new (operation.driver.bytes) D)->start(key.type, key.bytes, message) : checked;
  });
}

Status update_aead_additional(AeadOperation& operation, Source& data) {
  if (!operation.has_nonce || operation.has_message) return Failure{PSA_ERROR_BAD_STATE};
  REDOUBT_TRY(take(operation.additional_left, data.size()));
  return with_object(operation, [&]<AeadDriver D>(D& driver) {
    return for_each_piece(data, [&](Bytes piece) { return driver.authenticate(piece); });
  });
}

Status update_aead(AeadOperation& operation, Source& in, Sink& out) {
  REDOUBT_TRY(check_additional(operation));
  operation.has_message = true;
  REDOUBT_TRY(take(operation.left, in.size()));
  if (out.capacity() < in.size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  return with_object(operation, [&]<AeadDriver D>(D& driver) {
    std::array<std::uint8_t, kPieceSize> buffer;
    const WipeOnExit wipe_buffer(buffer);
    Status status;
    while (status && in.size() != 0) {
      const MutableBytes piece = MutableBytes(buffer).first(in.read(buffer).size());
      status = driver.crypt(piece, piece);
      if (status) out.write(piece);
    }
    return status;
  });
}

Status finish_aead(AeadOperation& operation, bool is_encryption, MutableBytes tag) {
  if ((operation.is_encryption != 0) != is_encryption) return Failure{PSA_ERROR_BAD_STATE};
  REDOUBT_TRY(check_additional(operation));
  if (operation.has_sizes && operation.left != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return with_object(operation, [&]<AeadDriver D>(D& driver) { return driver.finish(tag); });
}

}  // namespace redoubt::crypto
