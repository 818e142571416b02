// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/key_usage.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

Status abort(ClientId client, const OperationRequest& request) {
  end_operation(client, request.operation);
  return {};
}

Status init(ClientId) { return seed_random(); }

Status generate_random(ClientId, Output out) {
  std::array<std::uint8_t, kPieceSize> buffer;
  const WipeOnExit wipe_buffer(buffer);
  Status status;
  while (status && out.capacity() != 0) {
    const MutableBytes piece = MutableBytes(buffer).first(std::min(buffer.size(), out.capacity()));
    status = random_bytes(piece);
    if (status) out.write(piece);
  }
  return status;
}

Result<KeyReply> on_import_key(ClientId client, const psa_key_attributes_t& attributes, Input data) {
  Source source(data);
  return to_reply(import_key(client, attributes, source));
}

Result<KeyReply> on_generate_key(ClientId client, const psa_key_attributes_t& attributes) {
  return to_reply(generate_key(client, attributes));
}

Result<KeyReply> on_generate_key_custom(ClientId client, const GenerateCustomRequest& request, Input custom) {
  Source source(custom);
  return to_reply(generate_key_custom(client, request.attributes, request.flags, source));
}

Result<KeyReply> on_copy_key(ClientId client, const CopyKeyRequest& request) {
  return to_reply(copy_key(client, request.source, request.attributes));
}

Result<KeyReply> on_attach_key(ClientId client, const psa_key_attributes_t& attributes, Input label) {
  Source source(label);
  return to_reply(attach_key(client, attributes, source));
}

Status on_get_key_label(ClientId client, const KeyRequest& request, Output label) {
  Sink sink(label);
  return write_label(client, request.key, sink);
}

Status on_check_key_usage(ClientId client, const CheckUsageRequest& request) {
  return check_key_usage(client, request.key, request.algorithm, request.usage);
}

Status on_destroy_key(ClientId client, const KeyRequest& request) { return destroy_key(client, request.key); }
Status on_purge_key(ClientId client, const KeyRequest& request) { return purge_key(client, request.key); }

Status on_export_key(ClientId client, const KeyRequest& request, Output data) {
  Sink sink(data);
  return export_key(client, request.key, sink);
}

Status on_export_public_key(ClientId client, const KeyRequest& request, Output data) {
  Sink sink(data);
  return export_public_key(client, request.key, sink);
}

Result<psa_key_attributes_t> on_get_key_attributes(ClientId client, const KeyRequest& request) {
  return get_key_attributes(client, request.key);
}

}  // namespace

constinit const protocol::Family kKeysFamily =
    protocol::Dispatcher<On<Init, init>, On<GenerateRandom, generate_random>, On<Abort, abort>,
                         On<ImportKey, on_import_key>, On<GenerateKey, on_generate_key>,
                         On<CopyKey, on_copy_key>, On<DestroyKey, on_destroy_key>, On<PurgeKey, on_purge_key>,
                         On<ExportKey, on_export_key>, On<ExportPublicKey, on_export_public_key>,
                         On<GetKeyAttributes, on_get_key_attributes>,
                         OnIf<config::kCryptoRsaGenerate, GenerateKeyCustom, on_generate_key_custom>,
                         OnIf<config::kCryptoCheckKeyUsage, CheckKeyUsage, on_check_key_usage>,
                         OnIf<kHasKeyLocations, AttachKey, on_attach_key>,
                         OnIf<kHasKeyLocations, GetKeyLabel, on_get_key_label>>::kFamily;

}  // namespace redoubt::crypto
