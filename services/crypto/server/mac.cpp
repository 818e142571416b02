// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/mac.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

Status setup_mac(MacOperation& operation, ClientId client, const KeyAlgorithmRequest& request,
                 psa_key_usage_t usage) {
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  operation.key = request.key;
  operation.is_verification = usage == PSA_KEY_USAGE_VERIFY_MESSAGE;
  return start_mac(operation, key, request.algorithm);
}

Status end_mac(MacOperation& operation, Output& mac) {
  Digest digest;
  const WipeOnExit wipe_digest(digest);
  if (operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  if (mac.capacity() < operation.size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  const Status status = operation.mac.finish(digest);
  return status ? write_exactly(mac, Bytes(digest).first(operation.size)) : status;
}

// A MAC that does not match is as secret as any other: it would be the one that the attacker wants.
Status end_mac_verification(MacOperation& operation, Input& mac) {
  Digest digest;
  const WipeOnExit wipe_digest(digest);
  if (!operation.is_verification) return Failure{PSA_ERROR_BAD_STATE};
  const Status status = operation.mac.finish(digest);
  return status ? compare(Bytes(digest).first(operation.size), mac) : status;
}

Status mac_compute(ClientId client, const KeyAlgorithmRequest& request, Input data, Output mac) {
  MacOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_mac(operation, client, request, PSA_KEY_USAGE_SIGN_MESSAGE));
  if (mac.capacity() < operation.size) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  REDOUBT_TRY(update(operation.mac, data));
  return end_mac(operation, mac);
}

Status mac_verify(ClientId client, const KeyAlgorithmRequest& request, Input data, Input mac) {
  MacOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_mac(operation, client, request, PSA_KEY_USAGE_VERIFY_MESSAGE));
  REDOUBT_TRY(update(operation.mac, data));
  return end_mac_verification(operation, mac);
}

Result<OperationReply> mac_sign_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<MacOperation>(client, [&](MacOperation& operation) {
    return setup_mac(operation, client, request, PSA_KEY_USAGE_SIGN_MESSAGE);
  });
}

Result<OperationReply> mac_verify_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<MacOperation>(client, [&](MacOperation& operation) {
    return setup_mac(operation, client, request, PSA_KEY_USAGE_VERIFY_MESSAGE);
  });
}

Status mac_update(ClientId client, const OperationRequest& request, Input data) {
  return with_operation<MacOperation>(client, request.operation,
                                      [&](MacOperation& operation) { return update(operation.mac, data); });
}

Status mac_sign_finish(ClientId client, const OperationRequest& request, Output mac) {
  return finish_operation<MacOperation>(client, request.operation,
                                        [&](MacOperation& operation) { return end_mac(operation, mac); });
}

Status mac_verify_finish(ClientId client, const OperationRequest& request, Input mac) {
  return finish_operation<MacOperation>(client, request.operation, [&](MacOperation& operation) {
    return end_mac_verification(operation, mac);
  });
}

}  // namespace

constinit const protocol::Family kMacFamily =
    protocol::Dispatcher<On<MacCompute, mac_compute>, On<MacVerify, mac_verify>,
                         On<MacSignSetup, mac_sign_setup>, On<MacVerifySetup, mac_verify_setup>,
                         On<MacUpdate, mac_update>, On<MacSignFinish, mac_sign_finish>,
                         On<MacVerifyFinish, mac_verify_finish>>::kFamily;

}  // namespace redoubt::crypto
