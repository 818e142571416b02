// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/pake.hpp"

#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

Result<OperationReply> pake_setup(ClientId client, const PakeSetupRequest& request) {
  REDOUBT_TRY(check_pake(request.suite));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, PSA_KEY_USAGE_DERIVE, request.suite.private_algorithm));
  return setup_operation<Pake>(client, [&](Pake& operation) {
    operation.key = request.key;
    return start_pake(client, operation, key);
  });
}

Status pake_set_role(ClientId client, const PakeRoleRequest& request) {
  return with_operation<Pake>(client, request.operation,
                              [&](Pake& operation) { return set_pake_role(operation, request.role); });
}

template <auto kFunction>
Status set_name(ClientId client, const OperationRequest& request, Input name) {
  return with_operation<Pake>(client, request.operation, [&](Pake& operation) {
    Source source(name);
    return kFunction(operation, source);
  });
}

// J-PAKE has none.
Status pake_set_context(ClientId client, const OperationRequest& request, Input) {
  return with_operation<Pake>(client, request.operation,
                              [](Pake&) { return Status(Failure{PSA_ERROR_BAD_STATE}); });
}

Status on_pake_output(ClientId client, const PakeStepRequest& request, Output output) {
  return with_operation<Pake>(client, request.operation, [&](Pake& operation) {
    Sink sink(output);
    return pake_output(client, operation, request.step, sink);
  });
}

Status on_pake_input(ClientId client, const PakeStepRequest& request, Input input) {
  return with_operation<Pake>(client, request.operation, [&](Pake& operation) {
    Source source(input);
    return pake_input(client, operation, request.step, source);
  });
}

Result<KeyReply> pake_get_shared_key(ClientId client, const OutputKeyRequest& request) {
  KeyReply reply{};
  const auto take_key = [&](Pake& operation) -> Status {
    reply.key = REDOUBT_TRY(pake_shared_key(client, operation, request.attributes));
    return {};
  };
  REDOUBT_TRY(finish_operation<Pake>(client, request.operation, take_key));
  return reply;
}

}  // namespace

constinit const protocol::Family kPakeFamily =
    protocol::Dispatcher<On<PakeSetup, pake_setup>, On<PakeSetRole, pake_set_role>,
                         On<PakeSetUser, set_name<set_pake_user>>, On<PakeSetPeer, set_name<set_pake_peer>>,
                         On<PakeSetContext, pake_set_context>, On<PakeOutput, on_pake_output>,
                         On<PakeInput, on_pake_input>, On<PakeGetSharedKey, pake_get_shared_key>>::kFamily;

}  // namespace redoubt::crypto
