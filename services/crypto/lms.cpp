// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/lms.hpp"

#include <bit>

#include "lib/hardened/verdict.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::size_t kHashMax = 32;
constexpr std::size_t kTypeSize = 4;
constexpr std::size_t kIdentifierSize = 16;
constexpr std::size_t kPathStep = 2;  // the size of the constants D_...
constexpr std::uint8_t kMessage[kPathStep] = {0x81, 0x81};
constexpr std::uint8_t kPublic[kPathStep] = {0x80, 0x80};
constexpr std::uint8_t kLeaf[kPathStep] = {0x82, 0x82};
constexpr std::uint8_t kInner[kPathStep] = {0x83, 0x83};

std::uint32_t load_u32(Bytes from) {
  return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 | from[3];
}

std::array<std::uint8_t, 4> u32(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// The parameters that a key's two type numbers name (RFC 8554, sections 4.1 and 5.1; SP 800-208, section 4).
struct Parameters {
  psa_algorithm_t hash;
  std::uint32_t size;    // n: of a hash
  std::uint32_t height;  // h: of the tree
  std::uint32_t width;   // w: bits of a digit
  std::uint32_t digits;  // of the digest, without those of the checksum
  std::uint32_t chains;  // p: with them
  std::uint32_t shift;   // ls
  std::size_t signature_size() const { return kTypeSize * 3 + (std::size_t{1} + chains + height) * size; }
};

// Each of LMS's four groups of five types has its group of four types of one-time signatures.
constexpr std::uint32_t kFirstType = 5, kTypesOfGroup = 5, kFirstOneTimeType = 1, kOneTimeTypesOfGroup = 4,
                        kGroups = 4;

// PSA_ALG_NONE: the numbers name nothing.
Parameters parameters_of(Bytes key) {
  const std::uint32_t tree = load_u32(key) - kFirstType;
  const std::uint32_t one_time = load_u32(key.subspan(kTypeSize)) - kFirstOneTimeType;
  const std::uint32_t group = tree / kTypesOfGroup;
  if (group >= kGroups || one_time / kOneTimeTypesOfGroup != group) return {};
  Parameters made{};
  made.size = group % 2 == 0 ? 32 : 24;
  made.hash = group < 2 ? PSA_ALG_SHA_256 : made.size == 32 ? PSA_ALG_SHAKE256_256 : PSA_ALG_SHAKE256_192;
  made.height = 5 * (tree % kTypesOfGroup + 1);
  made.width = 1u << one_time % kOneTimeTypesOfGroup;
  made.digits = 8 * made.size / made.width;
  const std::uint32_t checksum_max = ((1u << made.width) - 1) * made.digits;
  const std::uint32_t checksum_digits =
      (static_cast<std::uint32_t>(std::bit_width(checksum_max)) + made.width - 1) / made.width;
  made.chains = made.digits + checksum_digits;
  made.shift = 16 - checksum_digits * made.width;
  return made;
}

Bytes identifier(Bytes key) { return key.subspan(2 * kTypeSize, kIdentifierSize); }
Bytes root(Bytes key) { return key.subspan(2 * kTypeSize + kIdentifierSize); }

// The digest with its checksum, as digits of so many bits.
class Digits {
 public:
  Digits(const Parameters& parameters, Bytes digest) : width_(parameters.width) {
    std::copy_n(digest.begin(), parameters.size, bytes_.begin());
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < parameters.digits; ++i) sum += max() - at(i);
    sum <<= parameters.shift;
    bytes_[parameters.size] = static_cast<std::uint8_t>(sum >> 8);
    bytes_[parameters.size + 1] = static_cast<std::uint8_t>(sum);
  }
  std::uint32_t max() const { return (1u << width_) - 1; }
  std::uint32_t at(std::uint32_t index) const {
    const std::uint32_t bit = index * width_;
    return std::uint32_t{bytes_[bit / 8]} >> (8 - width_ - bit % 8) & max();
  }

 private:
  std::array<std::uint8_t, kHashMax + 2> bytes_{};
  std::uint32_t width_;
};

template <class... Parts>
Status hash_parts(psa_algorithm_t hash, MutableBytes out, const Parts&... parts) {
  HashState state;
  Status status = state.start(hash);
  static_cast<void>(((status = state.update(parts)) && ...));
  return status ? state.finish(out) : status;
}

using Hash = std::array<std::uint8_t, HashLimits::kSize>;

// What is hashed at a step of a chain, in one piece: the identifier, the leaf, the chain, the step, the
// value.
class Chain {
 public:
  Chain(Bytes key, Bytes leaf) {
    std::copy_n(identifier(key).begin(), kIdentifierSize, bytes_.begin());
    std::copy_n(leaf.begin(), kTypeSize, &bytes_[kIdentifierSize]);
  }
  // Ends a chain that the signature began.
  Status run(const Parameters& parameters, std::uint32_t chain, std::uint32_t from, std::uint32_t to,
             Source& signature) {
    bytes_[kCounters] = static_cast<std::uint8_t>(chain >> 8);
    bytes_[kCounters + 1] = static_cast<std::uint8_t>(chain);
    const MutableBytes value = MutableBytes(bytes_).subspan(kValue, parameters.size);
    static_cast<void>(signature.read(value));
    Status status;
    for (std::uint32_t step = from; status && step < to; ++step) {
      Hash next;
      bytes_[kCounters + 2] = static_cast<std::uint8_t>(step);
      status = hash_parts(parameters.hash, next, Bytes(bytes_).first(kValue + parameters.size));
      std::copy_n(next.begin(), value.size(), value.begin());
    }
    return status;
  }
  Bytes value(const Parameters& parameters) const { return Bytes(bytes_).subspan(kValue, parameters.size); }

 private:
  static constexpr std::size_t kCounters = kIdentifierSize + kTypeSize;
  static constexpr std::size_t kValue = kCounters + 3;
  std::array<std::uint8_t, kValue + kHashMax> bytes_{};
};

// The one-time public key that the digest and its signature lead to.
Status one_time_key(const Parameters& parameters, Bytes key, Bytes leaf, Bytes digest, Source& signature,
                    MutableBytes out) {
  const Digits digits(parameters, digest);
  Chain chain(key, leaf);
  HashState state;
  Status status = state.start(parameters.hash);
  for (const Bytes part : {identifier(key), leaf, Bytes(kPublic)}) {
    if (status) status = state.update(part);
  }
  for (std::uint32_t i = 0; status && i < parameters.chains; ++i) {
    status = chain.run(parameters, i, digits.at(i), digits.max(), signature);
    if (status) status = state.update(chain.value(parameters));
  }
  return status ? state.finish(out) : status;
}

// From the leaf that is in `node` up to the root, which replaces it.
Status climb(const Parameters& parameters, Bytes key, std::uint32_t number, Source& signature, Hash& node) {
  const Bytes here = Bytes(node).first(parameters.size);
  Status status = hash_parts(parameters.hash, node, identifier(key), u32(number), kLeaf, here);
  for (; status && number > 1; number /= 2) {
    std::array<std::uint8_t, kHashMax> buffer;
    const Bytes sibling = signature.read(MutableBytes(buffer).first(parameters.size));
    const Bytes left = number % 2 == 0 ? here : sibling;
    const Bytes right = number % 2 == 0 ? sibling : here;
    status = hash_parts(parameters.hash, node, identifier(key), u32(number / 2), kInner, left, right);
  }
  return status;
}

}  // namespace

Status check_lms_key(Bytes key) {
  if (key.size() < 2 * kTypeSize + kIdentifierSize) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const Parameters parameters = parameters_of(key);
  if (parameters.hash == PSA_ALG_NONE || root(key).size() != parameters.size)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return Status(hash_size(parameters.hash) == 0 ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS);
}

std::size_t LmsVerification::signature_size(Bytes key) { return parameters_of(key).signature_size(); }

void LmsVerification::open(Bytes key, Source& signature) {
  static_cast<void>(signature.read(MutableBytes(head_).first(2 * kNumber + parameters_of(key).size)));
}

Status LmsVerification::start(Bytes key, HashState& hash) const {
  const Parameters parameters = parameters_of(key);
  const Bytes leaf = Bytes(head_).first(kNumber);
  const Bytes randomizer = Bytes(head_).subspan(2 * kNumber, parameters.size);
  Status status = hash.start(parameters.hash);
  for (const Bytes part : {identifier(key), leaf, Bytes(kMessage), randomizer}) {
    if (status) status = hash.update(part);
  }
  return status;
}

// All that is wrong with a signature is found out at its end: nothing of it is secret, but a fault must not
// jump over one of the checks.
Status LmsVerification::verify(Bytes key, Bytes digest, Source& signature) const {
  const Parameters parameters = parameters_of(key);
  const Bytes leaf = Bytes(head_).first(kNumber);
  const std::uint32_t leaves = 1u << parameters.height;
  const std::uint32_t number = load_u32(leaf);
  Hash node;
  std::array<std::uint8_t, kTypeSize> type;
  REDOUBT_TRY(one_time_key(parameters, key, leaf, digest, signature, node));
  static_cast<void>(signature.read(type));
  REDOUBT_TRY(climb(parameters, key, leaves + (number & (leaves - 1)), signature, node));
  const hardened::Verdict verdict =
      hardened::Verdict::from_difference(number / leaves)
          .both(hardened::equal(Bytes(head_).subspan(kNumber, kNumber), key.subspan(kTypeSize, kTypeSize)))
          .both(hardened::equal(type, key.first(kTypeSize)))
          .both(hardened::equal(Bytes(node).first(parameters.size), root(key)));
  return Status(verdict.is_accepted() ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

}  // namespace redoubt::crypto
