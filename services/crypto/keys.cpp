// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/keys.hpp"

#include "services/crypto/block_types.hpp"
#include "services/crypto/lms.hpp"
#include "services/crypto/persistent_keys.hpp"
#include "services/crypto/policy.hpp"
#include "services/crypto/random.hpp"
#include "services/crypto/rsa.hpp"

namespace redoubt::crypto {

namespace {

// Fits KeyAttributes::bits, as a multiple of 8.
constexpr std::size_t kMaxBits = 0xFFF8;
constexpr std::uint32_t kLabelVersion = 1;

bool is_bytes(psa_key_type_t type) {
  return type == PSA_KEY_TYPE_RAW_DATA || type == PSA_KEY_TYPE_HMAC || type == PSA_KEY_TYPE_DERIVE ||
         type == PSA_KEY_TYPE_PASSWORD || type == PSA_KEY_TYPE_PASSWORD_HASH || type == PSA_KEY_TYPE_PEPPER;
}

Status check_lifetime(const psa_key_attributes_t& attributes) {
  const psa_key_lifetime_t lifetime = attributes.private_lifetime;
  const psa_key_persistence_t persistence = PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime);
  if (!has_location(lifetime) || persistence == PSA_KEY_PERSISTENCE_READ_ONLY) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  if (persistence == PSA_KEY_PERSISTENCE_VOLATILE)
    return Status(attributes.private_id == PSA_KEY_ID_NULL ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
  if (!config::kCryptoPersistentKeys || persistence != PSA_KEY_PERSISTENCE_DEFAULT)
    return Failure{PSA_ERROR_NOT_SUPPORTED};
  return Status(is_user_key(attributes.private_id) ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

// Everything but the size: that is each creating function's own affair.
Result<KeyAttributes> check_attributes(const psa_key_attributes_t& attributes) {
  if (attributes.private_version != 0) return Failure{PSA_ERROR_NOT_SUPPORTED};
  REDOUBT_TRY(check_lifetime(attributes));
  const psa_key_usage_t usage = REDOUBT_TRY(complete_usage(attributes.private_usage));
  if (attributes.private_bits > kMaxBits) return Failure{PSA_ERROR_NOT_SUPPORTED};
  return KeyAttributes{attributes.private_type, static_cast<std::uint16_t>(attributes.private_bits), usage,
                       attributes.private_algorithm, attributes.private_lifetime};
}

// Of what is wanted of a key, what its own policy allows too.
Status restrict_attributes(KeyAttributes& wanted, const KeyAttributes& original) {
  if ((wanted.type != PSA_KEY_TYPE_NONE && wanted.type != original.type) ||
      (wanted.bits != 0 && wanted.bits != original.bits)) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  const psa_algorithm_t algorithm = wanted.algorithm;
  wanted = {original.type, original.bits, wanted.usage & original.usage, PSA_ALG_NONE, wanted.lifetime};
  if (algorithm != PSA_ALG_NONE && original.algorithm != PSA_ALG_NONE)
    wanted.algorithm = REDOUBT_TRY(intersection(algorithm, original.algorithm, original.type));
  return {};
}

// Whether a copy leaves the location that keeps the original from the core's own memory.
constexpr bool is_outside(psa_key_lifetime_t copy, psa_key_lifetime_t original) {
  return blob_overhead(original) != 0 &&
         PSA_KEY_LIFETIME_GET_LOCATION(copy) != PSA_KEY_LIFETIME_GET_LOCATION(original);
}

Status check_symmetric(psa_key_type_t type, std::size_t bits) {
  if (bits > kMaxBits) return Failure{PSA_ERROR_NOT_SUPPORTED};
  if (bits == 0 || bits % 8 != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (is_bytes(type)) return {};
  if (config::kCryptoChacha20 && type == PSA_KEY_TYPE_CHACHA20)
    return Status(bits == 256 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
  if (!has_block_cipher(type)) return Failure{PSA_ERROR_NOT_SUPPORTED};
  return Status(bits == 128 || bits == 192 || bits == 256 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

constexpr bool is_lms(psa_key_type_t type) {
  return config::kCryptoLms && type == PSA_KEY_TYPE_LMS_PUBLIC_KEY;
}

// The size of the hash (section 9.6).
Result<std::size_t> lms_bits(psa_key_type_t type, std::size_t size) {
  for (const std::size_t bits : {192u, 256u}) {
    if (PSA_EXPORT_KEY_OUTPUT_SIZE(type, bits) == size) return bits;
  }
  return Failure{PSA_ERROR_INVALID_ARGUMENT};
}

// The size in bits of a key with so many bytes.
Result<std::size_t> imported_bits(psa_key_type_t type, std::size_t size) {
  if (has_group(type)) return key_pair_bits(type, size);
  if (is_lms(type)) return lms_bits(type, size);
  const std::size_t bits = size > kMaxBits / 8 ? kMaxBits + 8 : size * 8;
  REDOUBT_TRY(check_symmetric(type, bits));
  return bits;
}

Result<std::size_t> generated_size(psa_key_type_t type, std::size_t bits) {
  if (has_group(type)) return private_key_size(type, bits);
  REDOUBT_TRY(check_symmetric(type, bits));
  return bits / 8;
}

Status write_key(const UsableKey& key, Sink& data) {
  if (data.capacity() < key.bytes().size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  data.write(key.bytes());
  return {};
}

constexpr bool is_rsa(psa_key_type_t type) { return config::kCryptoRsa && PSA_KEY_TYPE_IS_RSA(type); }

struct Filled {
  std::size_t bits;
  std::size_t size;
};

// make_key() for a key whose bits and bytes are known when it is there: fill() tells them.
template <class Fill>
Result<psa_key_id_t> make_key_of_any_size(ClientId client, const NewKey& description, Fill fill) {
  Key* const key = REDOUBT_TRY(begin_key(client, description));
  const psa_key_lifetime_t lifetime = description.attributes.lifetime;
  const Result<Filled> filled = fill(without_overhead(core.keys.material(*key), lifetime));
  if (filled) core.keys.settle(*key, filled->bits, filled->size + blob_overhead(lifetime));
  return end_key(client, *key, Status(filled.status()));
}

Result<psa_key_id_t> import_rsa_key(ClientId client, const NewKey& key, Source& data) {
  return make_key_of_any_size(client, key, [&](MutableBytes material) -> Result<Filled> {
    static_cast<void>(data.read(material));
    const std::size_t bits = REDOUBT_TRY(rsa_bits(key.attributes.type, material));
    if (key.attributes.bits != 0 && key.attributes.bits != bits) return Failure{PSA_ERROR_INVALID_ARGUMENT};
    return Filled{bits, material.size()};
  });
}

Result<psa_key_id_t> generate_rsa_key_pair(ClientId client, const psa_key_attributes_t& attributes,
                                           std::uint32_t exponent) {
  const KeyAttributes checked = REDOUBT_TRY(check_attributes(attributes));
  const std::size_t bits = checked.bits;
  const NewKey key = {checked, REDOUBT_TRY(rsa_private_size(bits)), attributes.private_id};
  // Seeding takes much stack: here, not in the middle of the driver's.
  REDOUBT_TRY(seed_random());
  return make_key_of_any_size(client, key, [&](MutableBytes material) -> Result<Filled> {
    return Filled{bits, REDOUBT_TRY(generate_rsa_key(bits, exponent, material))};
  });
}

}  // namespace

UsableKey::~UsableKey() {
  if (key_ != nullptr) {
    if (kHasKeyLocations && key_->attributes().type == PSA_KEY_TYPE_NONE) {
      core.keys.destroy(*key_);
    } else {
      core.keys.release(*key_);
    }
  }
  wipe(built_in_);
}

Status UsableKey::find(ClientId client, psa_key_id_t id) {
  if (const BuiltinKey* const built_in = find_builtin_key(id)) {
    attributes_ = {built_in->type, built_in->bits, builtin_key_usage(*built_in, client), built_in->algorithm,
                   PSA_KEY_PERSISTENCE_READ_ONLY};
    return read_builtin_key(*built_in, client, built_in_);
  }
  Key* key = core.keys.find(client, id);
  if (config::kCryptoPersistentKeys && key == nullptr && is_user_key(id))
    key = REDOUBT_TRY(load_key(client, id));
  if (key == nullptr) return Failure{PSA_ERROR_INVALID_HANDLE};
  core.keys.hold(*key);
  key_ = key;
  attributes_ = key->attributes();
  return {};
}

Status UsableKey::find(ClientId client, psa_key_id_t id, psa_key_usage_t usage) {
  const Status found = find(client, id);
  if (!found) return found;
  return Status((attributes_.usage & usage) == usage ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
}

// What was in the blob lies in the key store too, for as long as the operation takes: keys have any size, the
// stack has not.
Status UsableKey::open_blob(ClientId client) {
  if (blob_overhead(attributes_.lifetime) == 0) return {};
  const std::size_t size = core.keys.material(*key_).size();
  Key* const note = REDOUBT_TRY(core.keys.create(client, KeyAttributes{}, size));
  const Bytes blob = core.keys.material(*key_);
  const MutableBytes opened = core.keys.material(*note);
  std::copy(blob.begin(), blob.end(), opened.begin());
  const Status status = crypto::open_blob(client, key_->id(), attributes_, opened);
  if (!status) {
    core.keys.destroy(*note);
    return status.status() == PSA_ERROR_INVALID_SIGNATURE
               ? Failure{key_->is_persistent() ? PSA_ERROR_DATA_CORRUPT : PSA_ERROR_CORRUPTION_DETECTED}
               : status;
  }
  core.keys.release(*key_);
  key_ = note;
  return {};
}

Status UsableKey::open(ClientId client, psa_key_id_t id, psa_key_usage_t usage) {
  const Status found = find(client, id, usage);
  return found ? open_blob(client) : found;
}

Status UsableKey::open(ClientId client, psa_key_id_t id, psa_key_usage_t usage, psa_algorithm_t algorithm) {
  const Status found = find(client, id, usage);
  if (!found) return found;
  if (algorithm == PSA_ALG_NONE || PSA_ALG_IS_WILDCARD(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (!permits(attributes_.algorithm, algorithm, attributes_.type, usage))
    return Failure{PSA_ERROR_NOT_PERMITTED};
  return open_blob(client);
}

Result<Key*> begin_key(ClientId client, const NewKey& description) {
  if (config::kCryptoPersistentKeys && description.id != PSA_KEY_ID_NULL)
    REDOUBT_TRY(check_no_such_key(client, description.id));
  const std::size_t size = description.size + blob_overhead(description.attributes.lifetime);
  return core.keys.create(client, description.attributes, size, description.id);
}

Result<psa_key_id_t> end_key(ClientId client, Key& key, Status filled) {
  const psa_key_id_t id = key.id();
  if (kHasKeyLocations && filled) filled = close_blob(client, id, key.attributes(), core.keys.material(key));
  if (config::kCryptoPersistentKeys && filled && key.is_persistent()) filled = store_key(client, key);
  if (!filled) {
    core.keys.destroy(key);
    return Failure{filled.status()};
  }
  core.keys.hold(key);
  core.keys.release(key);
  return id;
}

Result<psa_key_id_t> import_key(ClientId client, const psa_key_attributes_t& attributes, Source& data) {
  if (data.size() == 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  NewKey key = {REDOUBT_TRY(check_attributes(attributes)), data.size(), attributes.private_id};
  if (is_rsa(key.attributes.type)) return import_rsa_key(client, key, data);
  const std::size_t bits = REDOUBT_TRY(imported_bits(key.attributes.type, data.size()));
  if (key.attributes.bits != 0 && key.attributes.bits != bits) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  key.attributes.bits = static_cast<std::uint16_t>(bits);
  return make_key(client, key, [&](MutableBytes material) {
    static_cast<void>(data.read(material));
    if (is_lms(key.attributes.type)) return check_lms_key(material);
    if (!has_group(key.attributes.type)) return Status();
    return check_asymmetric_key(key.attributes.type, bits, material);
  });
}

Result<NewKey> check_new_key(const psa_key_attributes_t& attributes) {
  if (attributes.private_bits == 0 || PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes.private_type)) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  const KeyAttributes checked = REDOUBT_TRY(check_attributes(attributes));
  return NewKey{checked, REDOUBT_TRY(generated_size(checked.type, checked.bits)), attributes.private_id};
}

Result<psa_key_id_t> generate_key_custom(ClientId client, const psa_key_attributes_t& attributes,
                                         std::uint32_t flags, Source& custom) {
  if (flags != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (attributes.private_type != PSA_KEY_TYPE_RSA_KEY_PAIR || attributes.private_bits == 0)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return generate_rsa_key_pair(client, attributes, REDOUBT_TRY(rsa_exponent(custom)));
}

Result<psa_key_id_t> generate_key(ClientId client, const psa_key_attributes_t& attributes) {
  if (config::kCryptoRsaGenerate && attributes.private_type == PSA_KEY_TYPE_RSA_KEY_PAIR) {
    Source none(Bytes{});
    return generate_key_custom(client, attributes, 0, none);
  }
  const NewKey key = REDOUBT_TRY(check_new_key(attributes));
  return make_key(client, key, [&](MutableBytes material) {
    return has_group(key.attributes.type)
               ? generate_private_key(key.attributes.type, key.attributes.bits, material)
               : random_bytes(material);
  });
}

Result<psa_key_id_t> copy_key(ClientId client, psa_key_id_t source_id,
                              const psa_key_attributes_t& attributes) {
  UsableKey source;
  REDOUBT_TRY(source.open(client, source_id, PSA_KEY_USAGE_COPY));
  const KeyAttributes& original = source.attributes();
  NewKey copy = {REDOUBT_TRY(check_attributes(attributes)), source.bytes().size(), attributes.private_id};
  REDOUBT_TRY(restrict_attributes(copy.attributes, original));
  if (is_outside(copy.attributes.lifetime, original.lifetime) && (original.usage & PSA_KEY_USAGE_EXPORT) == 0)
    return Failure{PSA_ERROR_NOT_PERMITTED};
  return make_key(client, copy, [&](MutableBytes material) {
    const Bytes bytes = source.bytes();
    std::copy(bytes.begin(), bytes.end(), material.begin());
    return Status();
  });
}

// The label says what the key is, so what it says is part of what its blob is bound to: a label with other
// attributes, or of another client or device, names nothing. Before it is known to be genuine its sizes are
// only used to find room.
Result<psa_key_id_t> attach_key(ClientId client, const psa_key_attributes_t& attributes, Source& label) {
  if constexpr (!kHasKeyLocations) return Failure{PSA_ERROR_NOT_SUPPORTED};
  const psa_key_lifetime_t lifetime = attributes.private_lifetime;
  if (!PSA_KEY_LIFETIME_IS_VOLATILE(lifetime) || blob_overhead(lifetime) == 0)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  KeyAttributes wanted = REDOUBT_TRY(check_attributes(attributes));
  LabelHeader header;
  const std::size_t shortest = sizeof header + blob_overhead(lifetime) + 1;
  if (label.size() < shortest) return Failure{PSA_ERROR_DOES_NOT_EXIST};
  static_cast<void>(label.read(mutable_bytes_of(header)));
  if (header.version != kLabelVersion) return Failure{PSA_ERROR_DOES_NOT_EXIST};
  const KeyAttributes original = {header.type, header.bits, header.usage, header.algorithm, lifetime};
  Key* const key = REDOUBT_TRY(core.keys.create(client, original, label.size()));
  const MutableBytes blob = core.keys.material(*key);
  static_cast<void>(label.read(blob));
  Status opened = crypto::open_blob(client, PSA_KEY_ID_NULL, original, blob);
  if (opened.status() == PSA_ERROR_INVALID_SIGNATURE) opened = Failure{PSA_ERROR_DOES_NOT_EXIST};
  if (opened) opened = restrict_attributes(wanted, original);
  if (opened) key->restrict_to(wanted);
  return end_key(client, *key, opened);
}

// The blob is made anew: that of a persistent key is bound to its identifier.
Status write_label(ClientId client, psa_key_id_t id, Sink& label) {
  UsableKey key;
  REDOUBT_TRY(key.open(client, id, PSA_KEY_USAGE_COPY));
  KeyAttributes attributes = key.attributes();
  const std::size_t overhead = blob_overhead(attributes.lifetime);
  if (overhead == 0) return Failure{PSA_ERROR_NOT_SUPPORTED};
  if (label.capacity() < sizeof(LabelHeader) + key.bytes().size() + overhead)
    return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  attributes.lifetime = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(
      PSA_KEY_PERSISTENCE_VOLATILE, PSA_KEY_LIFETIME_GET_LOCATION(attributes.lifetime));
  const MutableBytes blob = key.blob();
  REDOUBT_TRY(close_blob(client, PSA_KEY_ID_NULL, attributes, blob));
  const LabelHeader header = {kLabelVersion, attributes.type, attributes.bits, attributes.usage,
                              attributes.algorithm};
  label.write(bytes_of(header));
  label.write(blob);
  return {};
}

// What operations took from the key goes with it (section 9.7.2): HKDF-Expand's secret, say, is the key
// itself. A persistent key goes from the storage first: if that fails, it is still there.
Status destroy_key(ClientId client, psa_key_id_t id) {
  if (id == PSA_KEY_ID_NULL) return {};
  if (find_builtin_key(id) != nullptr) return Failure{PSA_ERROR_NOT_PERMITTED};
  Key* const key = core.keys.find(client, id);
  if (config::kCryptoPersistentKeys && is_user_key(id)) {
    if (const Status erased = erase_key(client, id); !erased) return erased;
  } else if (key == nullptr) {
    return Failure{PSA_ERROR_INVALID_HANDLE};
  }
  const auto end_if_used = [&](const auto& operation, std::uint32_t handle) {
    if (operation.key == id) end_operation(client, handle);
  };
  core.operations.for_each<Derivation>(client, [&](const Derivation& operation, std::uint32_t handle) {
    if (operation.secrets.front() == id || operation.secrets.back() == id) end_operation(client, handle);
  });
  core.operations.for_each<MacOperation>(client, end_if_used);
  core.operations.for_each<AeadOperation>(client, end_if_used);
  core.operations.for_each<CipherOperation>(client, end_if_used);
  core.operations.for_each<Pake>(client, end_if_used);
  core.operations.for_each<SignatureOperation>(client, end_if_used);
  if (key != nullptr) core.keys.destroy(*key);
  return {};
}

Status purge_key(ClientId client, psa_key_id_t id) {
  {
    UsableKey key;
    REDOUBT_TRY(key.find(client, id, 0));
  }
  Key* const copy = core.keys.find(client, id);
  if (copy != nullptr && copy->is_persistent()) core.keys.destroy(*copy);
  return {};
}

Result<psa_key_attributes_t> get_key_attributes(ClientId client, psa_key_id_t id) {
  UsableKey key;
  REDOUBT_TRY(key.find(client, id, 0));
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  attributes.private_type = key.attributes().type;
  attributes.private_bits = key.attributes().bits;
  attributes.private_usage = key.attributes().usage;
  attributes.private_algorithm = key.attributes().algorithm;
  attributes.private_lifetime = key.attributes().lifetime;
  if (!PSA_KEY_LIFETIME_IS_VOLATILE(attributes.private_lifetime)) attributes.private_id = id;
  return attributes;
}

Status export_key(ClientId client, psa_key_id_t id, Sink& data) {
  if (data.capacity() == 0) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  UsableKey key;
  REDOUBT_TRY(key.open(client, id, 0));
  const bool is_public = PSA_KEY_TYPE_IS_PUBLIC_KEY(key.attributes().type);
  if (!is_public && (key.attributes().usage & PSA_KEY_USAGE_EXPORT) == 0)
    return Failure{PSA_ERROR_NOT_PERMITTED};
  return write_key(key, data);
}

Status export_public_key(ClientId client, psa_key_id_t id, Sink& data) {
  if (data.capacity() == 0) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  UsableKey key;
  REDOUBT_TRY(key.open(client, id, 0));
  if (!PSA_KEY_TYPE_IS_ASYMMETRIC(key.attributes().type)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (is_rsa(key.attributes().type)) return write_rsa_public_key(key.material(), data);
  if (is_lms(key.attributes().type)) return write_key(key, data);
  std::array<std::uint8_t, KeyPairLimits::kPublicSize> buffer;
  const std::size_t room = std::min(buffer.size(), data.capacity());
  const std::size_t size = REDOUBT_TRY(public_key(key.material(), MutableBytes(buffer).first(room)));
  data.write(Bytes(buffer).first(size));
  return {};
}

}  // namespace redoubt::crypto
