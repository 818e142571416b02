// SPDX-License-Identifier: BSD-3-Clause
// The wire protocol of the crypto service: one line for each operation, from which client and server derive.
#pragma once

#include <psa/crypto.h>

#include <cstddef>
#include <cstdint>

#include "lib/protocol/protocol.hpp"

namespace redoubt::crypto {

// Key attributes are sent as they lie in memory.
static_assert(offsetof(psa_key_attributes_t, private_version) == 2 &&
              offsetof(psa_key_attributes_t, private_bits) == 4 &&
              offsetof(psa_key_attributes_t, private_lifetime) == 8 &&
              offsetof(psa_key_attributes_t, private_id) == 12 &&
              offsetof(psa_key_attributes_t, private_usage) == 16 &&
              offsetof(psa_key_attributes_t, private_algorithm) == 20 && sizeof(psa_key_attributes_t) == 24);

struct KeyRequest {
  std::uint32_t key;
};
struct KeyReply {
  std::uint32_t key;
};
struct CopyKeyRequest {
  std::uint32_t source;
  psa_key_attributes_t attributes;
};
struct AlgorithmRequest {
  std::uint32_t algorithm;
};
struct KeyAlgorithmRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
};
// Multi-part operations: the handle that setup returned; never 0.
struct OperationRequest {
  std::uint32_t operation;
};
struct OperationReply {
  std::uint32_t operation;
};
// The nonce is sent here since there are four vectors only; one longer than the field has its true size and
// no bytes, and no algorithm takes it.
struct AeadRequest {
  std::uint32_t key;
  std::uint32_t algorithm;
  std::uint32_t nonce_size;
  std::uint8_t nonce[16];
};
struct CapacityRequest {
  std::uint32_t operation;
  std::uint32_t capacity;
};
struct CapacityReply {
  std::uint32_t capacity;
};
struct InputRequest {
  std::uint32_t operation;
  std::uint32_t step;
};
struct InputIntegerRequest {
  std::uint32_t operation;
  std::uint32_t step;
  std::uint32_t value_low;
  std::uint32_t value_high;
};
struct InputKeyRequest {
  std::uint32_t operation;
  std::uint32_t step;
  std::uint32_t key;
};
struct OutputBytesRequest {
  std::uint32_t operation;
  std::uint32_t size;
};
struct OutputKeyRequest {
  std::uint32_t operation;
  psa_key_attributes_t attributes;
};
static_assert(sizeof(CopyKeyRequest) == 28 && offsetof(CopyKeyRequest, attributes) == 4);
static_assert(sizeof(AeadRequest) == 28 && offsetof(AeadRequest, nonce) == 12);
static_assert(sizeof(InputIntegerRequest) == 16 && sizeof(InputKeyRequest) == 12 &&
              sizeof(OutputKeyRequest) == 28);

using protocol::None;
using protocol::Operation;

// Number, request, data inputs, data outputs, reply. Numbers are never reused, requests and replies never
// change.
using Init = Operation<1>;
using GenerateRandom = Operation<2, None, 0, 1>;
using Abort = Operation<3, OperationRequest>;  // of any family
using ImportKey = Operation<4, psa_key_attributes_t, 1, 0, KeyReply>;
using GenerateKey = Operation<5, psa_key_attributes_t, 0, 0, KeyReply>;
using CopyKey = Operation<6, CopyKeyRequest, 0, 0, KeyReply>;
using DestroyKey = Operation<7, KeyRequest>;
using PurgeKey = Operation<8, KeyRequest>;
using ExportKey = Operation<9, KeyRequest, 0, 1>;
using ExportPublicKey = Operation<10, KeyRequest, 0, 1>;
using GetKeyAttributes = Operation<11, KeyRequest, 0, 0, psa_key_attributes_t>;
using HashCompute = Operation<12, AlgorithmRequest, 1, 1>;
using HashCompare = Operation<13, AlgorithmRequest, 2>;  // message, hash
using HashSetup = Operation<14, AlgorithmRequest, 0, 0, OperationReply>;
using HashUpdate = Operation<15, OperationRequest, 1>;
using HashFinish = Operation<16, OperationRequest, 0, 1>;
using HashVerify = Operation<17, OperationRequest, 1>;
using HashClone = Operation<18, OperationRequest, 0, 0, OperationReply>;
using MacCompute = Operation<19, KeyAlgorithmRequest, 1, 1>;
using MacVerify = Operation<20, KeyAlgorithmRequest, 2>;  // message, MAC
using MacSignSetup = Operation<21, KeyAlgorithmRequest, 0, 0, OperationReply>;
using MacVerifySetup = Operation<22, KeyAlgorithmRequest, 0, 0, OperationReply>;
using MacUpdate = Operation<23, OperationRequest, 1>;
using MacSignFinish = Operation<24, OperationRequest, 0, 1>;
using MacVerifyFinish = Operation<25, OperationRequest, 1>;
using AeadEncrypt = Operation<26, AeadRequest, 2, 1>;  // additional data, plaintext
using AeadDecrypt = Operation<27, AeadRequest, 2, 1>;  // additional data, ciphertext and tag
using DerivationSetup = Operation<28, AlgorithmRequest, 0, 0, OperationReply>;
using DerivationGetCapacity = Operation<29, OperationRequest, 0, 0, CapacityReply>;
using DerivationSetCapacity = Operation<30, CapacityRequest>;
using DerivationInputBytes = Operation<31, InputRequest, 1>;
using DerivationInputInteger = Operation<32, InputIntegerRequest>;
using DerivationInputKey = Operation<33, InputKeyRequest>;
using DerivationOutputBytes = Operation<34, OutputBytesRequest, 0, 1>;
using DerivationOutputKey = Operation<35, OutputKeyRequest, 0, 0, KeyReply>;
using SignMessage = Operation<36, KeyAlgorithmRequest, 1, 1>;
using VerifyMessage = Operation<37, KeyAlgorithmRequest, 2>;  // message, signature
using SignHash = Operation<38, KeyAlgorithmRequest, 1, 1>;
using VerifyHash = Operation<39, KeyAlgorithmRequest, 2>;  // hash, signature

}  // namespace redoubt::crypto
