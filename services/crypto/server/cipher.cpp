// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/random.hpp"
#include "services/crypto/server/common.hpp"
#include "services/crypto/server/families.hpp"

namespace redoubt::crypto {
namespace {

Status setup_cipher(CipherOperation& operation, ClientId client, const KeyAlgorithmRequest& request,
                    psa_key_usage_t usage) {
  REDOUBT_TRY(check_cipher(request.algorithm));
  UsableKey key;
  REDOUBT_TRY(key.open(client, request.key, usage, request.algorithm));
  REDOUBT_TRY(check_cipher_key(request.algorithm, key.attributes().type));
  operation.key = request.key;
  return start_cipher(operation, key.material(), request.algorithm, usage == PSA_KEY_USAGE_ENCRYPT);
}

// A random IV, of which `bytes` has the room.
Result<Bytes> make_iv(CipherOperation& operation, CipherOperation::Block& bytes) {
  const MutableBytes made = MutableBytes(bytes).first(cipher_iv_size(operation));
  REDOUBT_TRY(random_bytes(made));
  REDOUBT_TRY(set_cipher_iv(operation, made));
  return Bytes(made);
}

// Writes `head` and the result. Input may lie where that goes, up to a block behind it: the next piece is
// read before anything is written.
Status crypt(CipherOperation& operation, Input& in, Output& out, Bytes head = {}) {
  std::array<std::uint8_t, kPieceSize> pieces[2];
  std::array<std::uint8_t, kPieceSize + kCipherBlock> buffer;
  const WipeOnExit wipe_pieces(pieces);
  const WipeOnExit wipe_buffer(buffer);
  Source source(in);
  unsigned current = 0;
  Bytes piece = source.read(pieces[current]);
  if (!head.empty()) out.write(head);
  while (!piece.empty()) {
    const MutableBytes result = MutableBytes(buffer).first(cipher_update_size(operation, piece.size()));
    REDOUBT_TRY(update_cipher(operation, piece, result));
    current ^= 1;
    piece = source.read(pieces[current]);
    out.write(result);
  }
  return {};
}

Status update(CipherOperation& operation, Input& in, Output& out) {
  REDOUBT_TRY(check_cipher_iv(operation));
  if (out.capacity() < cipher_update_size(operation, in.size())) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  return crypt(operation, in, out);
}

Status finish(CipherOperation& operation, Output& out) {
  REDOUBT_TRY(check_cipher_iv(operation));
  CipherOperation::Block block;
  const WipeOnExit wipe_block(block);
  const std::size_t size = REDOUBT_TRY(finish_cipher(operation, block));
  return write_exactly(out, Bytes(block).first(size));
}

// Before anything is written: sizes that the mode does not have, and room for `head` and all but what may be
// padding.
Status check_sizes(const CipherOperation& operation, std::size_t message, std::size_t room,
                   std::size_t head = 0) {
  const bool is_padded = operation.algorithm == PSA_ALG_CBC_PKCS7;
  const bool is_whole = message % kCipherBlock == 0 && (!is_padded || message != 0);
  const bool is_stream = PSA_ALG_IS_STREAM_CIPHER(operation.algorithm);
  const bool may_be_any = is_stream || (is_padded && operation.is_encryption);
  if (!may_be_any && !is_whole) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::size_t least = message;
  if (is_padded)
    least =
        operation.is_encryption ? message - message % kCipherBlock + kCipherBlock : message - kCipherBlock;
  return Status(room < head || room - head < least ? PSA_ERROR_BUFFER_TOO_SMALL : PSA_SUCCESS);
}

Status cipher_encrypt(ClientId client, const KeyAlgorithmRequest& request, Input message, Output ciphertext) {
  CipherOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_cipher(operation, client, request, PSA_KEY_USAGE_ENCRYPT));
  const std::size_t iv_size = cipher_iv_size(operation);
  REDOUBT_TRY(check_sizes(operation, message.size(), ciphertext.capacity(), iv_size));
  CipherOperation::Block iv;
  const Bytes made = iv_size != 0 ? REDOUBT_TRY(make_iv(operation, iv)) : Bytes();
  REDOUBT_TRY(crypt(operation, message, ciphertext, made));
  return finish(operation, ciphertext);
}

Status cipher_decrypt(ClientId client, const KeyAlgorithmRequest& request, Input ciphertext, Output message) {
  CipherOperation operation{};
  const WipeOnExit wipe_operation(operation);
  REDOUBT_TRY(setup_cipher(operation, client, request, PSA_KEY_USAGE_DECRYPT));
  const std::size_t iv_size = cipher_iv_size(operation);
  if (ciphertext.size() < iv_size) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  REDOUBT_TRY(check_sizes(operation, ciphertext.size() - iv_size, message.capacity()));
  if (iv_size != 0) {
    CipherOperation::Block iv;
    Source source(ciphertext);
    REDOUBT_TRY(set_cipher_iv(operation, source.read(MutableBytes(iv).first(iv_size))));
  }
  REDOUBT_TRY(crypt(operation, ciphertext, message));
  return finish(operation, message);
}

Result<OperationReply> cipher_encrypt_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<CipherOperation>(client, [&](CipherOperation& operation) {
    return setup_cipher(operation, client, request, PSA_KEY_USAGE_ENCRYPT);
  });
}

Result<OperationReply> cipher_decrypt_setup(ClientId client, const KeyAlgorithmRequest& request) {
  return setup_operation<CipherOperation>(client, [&](CipherOperation& operation) {
    return setup_cipher(operation, client, request, PSA_KEY_USAGE_DECRYPT);
  });
}

Status cipher_generate_iv(ClientId client, const OperationRequest& request, Output iv) {
  return with_operation<CipherOperation>(client, request.operation,
                                         [&](CipherOperation& operation) -> Status {
                                           if (operation.has_iv || !operation.is_encryption)
                                             return Failure{PSA_ERROR_BAD_STATE};
                                           if (iv.capacity() < cipher_iv_size(operation))
                                             return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
                                           CipherOperation::Block bytes;
                                           iv.write(REDOUBT_TRY(make_iv(operation, bytes)));
                                           return {};
                                         });
}

Status cipher_set_iv(ClientId client, const OperationRequest& request, Input iv) {
  return with_operation<CipherOperation>(
      client, request.operation, [&](CipherOperation& operation) -> Status {
        std::array<std::uint8_t, kCipherBlock + 1> bytes;  // what is longer is as wrong
        return set_cipher_iv(operation, Source(iv).read(bytes));
      });
}

Status cipher_update(ClientId client, const OperationRequest& request, Input in, Output out) {
  return with_operation<CipherOperation>(
      client, request.operation, [&](CipherOperation& operation) { return update(operation, in, out); });
}

Status cipher_finish(ClientId client, const OperationRequest& request, Output out) {
  return finish_operation<CipherOperation>(
      client, request.operation, [&](CipherOperation& operation) { return finish(operation, out); });
}

}  // namespace

constinit const protocol::Family kCipherFamily =
    protocol::Dispatcher<On<CipherEncrypt, cipher_encrypt>, On<CipherDecrypt, cipher_decrypt>,
                         On<CipherEncryptSetup, cipher_encrypt_setup>,
                         On<CipherDecryptSetup, cipher_decrypt_setup>,
                         On<CipherGenerateIv, cipher_generate_iv>, On<CipherSetIv, cipher_set_iv>,
                         On<CipherUpdate, cipher_update>, On<CipherFinish, cipher_finish>>::kFamily;

}  // namespace redoubt::crypto
