// SPDX-License-Identifier: BSD-3-Clause
// Drivers in C that were written to the entry points of the PSA driver interface, as drivers of this core.
// For the prefix acme, in a vendor's crypto_vendor_drivers.hpp:
//
//   extern "C" {
//   #include "acme_driver.h"
//   }
//   REDOUBT_C_HASH_ENTRY_POINTS(AcmeHash, acme);    // acme_hash_operation_t, acme_hash_setup(), ...
//   REDOUBT_C_ECC_ENTRY_POINTS(AcmeEcc, acme);      // acme_import_key(), acme_sign_hash(), ...
//   struct AcmeCurves { static constexpr std::array<Group, 1> kGroups = ...; };
//   struct VendorDrivers : NoVendorDrivers {
//     using Hash = DriverList<CHash<AcmeHash, PSA_ALG_SHA_256>>;
//     using Ecdsa = DriverList<CEcdsa<AcmeEcc, AcmeCurves>>;
//   };
//
// What the interface leaves to a core is done here: contexts begin as zeros, a context that failed is
// aborted, sizes that a driver reports are not trusted.
#pragma once

#include <algorithm>
#include <array>

#include "services/crypto/driver.hpp"

namespace redoubt::crypto {

#define REDOUBT_C_HASH_ENTRY_POINTS(Name, prefix)        \
  struct Name {                                          \
    using Operation = prefix##_hash_operation_t;         \
    static constexpr auto setup = prefix##_hash_setup;   \
    static constexpr auto update = prefix##_hash_update; \
    static constexpr auto finish = prefix##_hash_finish; \
    static constexpr auto abort = prefix##_hash_abort;   \
  }

#define REDOUBT_C_ECC_ENTRY_POINTS(Name, prefix)                          \
  struct Name {                                                           \
    static constexpr auto import_key = prefix##_import_key;               \
    static constexpr auto export_public_key = prefix##_export_public_key; \
    static constexpr auto key_agreement = prefix##_key_agreement;         \
    static constexpr auto sign_hash = prefix##_sign_hash;                 \
    static constexpr auto verify_hash = prefix##_verify_hash;             \
  }

// The family "hash_multipart". The interface has contexts without pointers, that may be copied: an operation
// that its client forgets is wiped, not aborted.
template <class EntryPoints, psa_algorithm_t kAlg>
class CHash {
 public:
  static constexpr psa_algorithm_t kAlgorithm = kAlg;
  static constexpr std::size_t kSize = PSA_HASH_LENGTH(kAlg);
  static constexpr std::size_t kBlockSize = PSA_HASH_BLOCK_LENGTH(kAlg);

  Status start() {
    wipe(&operation_, sizeof operation_);
    return Status(EntryPoints::setup(&operation_, kAlg));
  }
  Status update(Bytes data) {
    const psa_status_t status = EntryPoints::update(&operation_, data.data(), data.size());
    if (status != PSA_SUCCESS) static_cast<void>(EntryPoints::abort(&operation_));
    return Status(status);
  }
  Status finish(MutableBytes hash) {
    std::size_t length = 0;
    const psa_status_t status = EntryPoints::finish(&operation_, hash.data(), hash.size(), &length);
    return Status(status == PSA_SUCCESS && length != kSize ? PSA_ERROR_CORRUPTION_DETECTED : status);
  }

 private:
  typename EntryPoints::Operation operation_;
};

// The entry points of key pairs on the groups of Groups::kGroups: "import_key", which says what a key is,
// "export_public_key", "key_agreement", "sign_hash", "verify_hash". Deterministic
// ECDSA, for which a core gives the number, is left to the next driver.
template <class EntryPoints, class Groups>
class CEcdsa {
 public:
  static constexpr auto kGroups = Groups::kGroups;

  static Status check_private(Group group, MutableBytes key) {
    Buffer buffer;
    const WipeOnExit wipe_buffer(buffer);
    REDOUBT_TRY(import(pair_of(group), group, key, buffer));
    std::copy_n(buffer.begin(), key.size(), key.begin());
    return {};
  }
  static Status check_public(Group group, Bytes key) {
    Buffer buffer;
    return import(group.type, group, key, buffer);
  }
  static Status public_key(Group group, Bytes private_key, MutableBytes key) {
    const psa_key_attributes_t attributes = attributes_of(pair_of(group), group, 0, PSA_ALG_NONE);
    std::size_t length = 0;
    return whole(key, length,
                 EntryPoints::export_public_key(&attributes, private_key.data(), private_key.size(),
                                                key.data(), key.size(), &length));
  }
  static Status agree(Group group, Bytes private_key, Bytes peer, MutableBytes secret) {
    const psa_key_attributes_t attributes =
        attributes_of(pair_of(group), group, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH);
    std::size_t length = 0;
    return whole(secret, length,
                 EntryPoints::key_agreement(&attributes, private_key.data(), private_key.size(), PSA_ALG_ECDH,
                                            peer.data(), peer.size(), secret.data(), secret.size(), &length));
  }
  static constexpr bool kMakesNonces = true;
  static Status order(Group, MutableBytes) { return Failure{PSA_ERROR_NOT_SUPPORTED}; }
  static Status sign(Group group, Bytes private_key, Bytes hash, const NonceSource*, MutableBytes signature) {
    const psa_key_attributes_t attributes =
        attributes_of(pair_of(group), group, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_ECDSA_ANY);
    std::size_t length = 0;
    return whole(
        signature, length,
        EntryPoints::sign_hash(&attributes, private_key.data(), private_key.size(), PSA_ALG_ECDSA_ANY,
                               hash.data(), hash.size(), signature.data(), signature.size(), &length));
  }
  static Status verify(Group group, Bytes public_key, Bytes hash, Bytes signature) {
    const psa_key_attributes_t attributes =
        attributes_of(group.type, group, PSA_KEY_USAGE_VERIFY_HASH, PSA_ALG_ECDSA_ANY);
    return Status(EntryPoints::verify_hash(&attributes, public_key.data(), public_key.size(),
                                           PSA_ALG_ECDSA_ANY, hash.data(), hash.size(), signature.data(),
                                           signature.size()));
  }

 private:
  static constexpr std::size_t kLargest = [] {
    std::size_t largest = 1;
    for (const Group& group : kGroups) largest = std::max({largest, group.size(), group.public_size()});
    return largest;
  }();
  using Buffer = std::array<std::uint8_t, kLargest>;

  static psa_key_type_t pair_of(Group group) { return PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(group.type); }
  static psa_key_attributes_t attributes_of(psa_key_type_t type, Group group, psa_key_usage_t usage,
                                            psa_algorithm_t algorithm) {
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_set_key_type(&attributes, type);
    psa_set_key_bits(&attributes, group.bits);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    return attributes;
  }
  static Status whole(MutableBytes out, const std::size_t& length, psa_status_t status) {
    return Status(status == PSA_SUCCESS && length != out.size() ? PSA_ERROR_CORRUPTION_DETECTED : status);
  }
  static Status import(psa_key_type_t type, Group group, Bytes key, MutableBytes buffer) {
    const psa_key_attributes_t attributes = attributes_of(type, group, 0, PSA_ALG_NONE);
    std::size_t length = 0;
    std::size_t bits = group.bits;
    const psa_status_t status = EntryPoints::import_key(&attributes, key.data(), key.size(), buffer.data(),
                                                        buffer.size(), &length, &bits);
    const bool is_another = length != key.size() || bits != group.bits;
    return Status(status == PSA_SUCCESS && is_another ? PSA_ERROR_CORRUPTION_DETECTED : status);
  }
};

}  // namespace redoubt::crypto
