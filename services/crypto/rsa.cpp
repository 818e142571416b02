// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/rsa.hpp"

#include <bit>

#include "services/crypto/hash.hpp"

namespace redoubt::crypto {
namespace {

constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kVersion[] = {kInteger, 1, 0};  // two primes
constexpr std::size_t kHeaderMax = 4;                  // of an element of up to 64 KiB
constexpr std::uint32_t kUsualExponent = 65537;
constexpr std::uint32_t kMaxExponent = INT32_MAX;  // of those that drivers generate keys for

template <class F>
Status with_rsa(F f) {
  return with_driver(
      RsaDrivers(), []<class D>(std::type_identity<D>) { return true; }, f);
}

// Reads DER, and nothing that is not: a key has one encoding. After what is not expected it reads nothing.
class DerReader {
 public:
  explicit DerReader(Bytes data) : rest_(data) {}

  Bytes element(std::uint8_t tag) {
    const Bytes all = rest_;
    rest_ = {};
    if (all.size() < 2 || all[0] != tag) return fail();
    std::size_t header = 2;
    std::size_t size = all[1];
    if (size > 0x80) {
      header += size - 0x80;
      if (header > kHeaderMax || header > all.size()) return fail();
      size = 0;
      for (const std::uint8_t byte : all.subspan(2, header - 2)) size = size << 8 | byte;
      if (size < (header == kHeaderMax ? 0x100u : 0x80u)) return fail();
    }
    if (size == 0x80 && header == 2) return fail();
    if (size > all.size() - header) return fail();
    rest_ = all.subspan(header + size);
    return all.subspan(header, size);
  }

  // One that is greater than 0.
  Bytes number() {
    const Bytes all = element(kInteger);
    if (all.empty() || all[0] >= 0x80) return fail();
    if (all[0] != 0) return all;
    return all.size() > 1 && all[1] >= 0x80 ? all.subspan(1) : fail();
  }

  void version() {
    const bool is_one = rest_.size() >= sizeof kVersion &&
                        std::equal(std::begin(kVersion), std::end(kVersion), rest_.begin());
    if (is_one) rest_ = rest_.subspan(sizeof kVersion);
    is_good_ &= is_one;
  }

  bool is_done() const { return is_good_ && rest_.empty(); }

 private:
  Bytes fail() {
    is_good_ = false;
    return {};
  }

  Bytes rest_;
  bool is_good_ = true;
};

RsaPublicKey read_public(DerReader& der) {
  RsaPublicKey key;
  key.modulus = der.number();
  key.exponent = der.number();
  return key;
}

bool parse(Bytes data, RsaPublicKey& key) {
  DerReader all(data);
  DerReader der(all.element(kSequence));
  key = read_public(der);
  return all.is_done() && der.is_done();
}

bool parse(Bytes data, RsaPrivateKey& key) {
  DerReader all(data);
  DerReader der(all.element(kSequence));
  der.version();
  key.public_key = read_public(der);
  for (Bytes* const number :
       {&key.exponent, &key.prime1, &key.prime2, &key.exponent1, &key.exponent2, &key.coefficient}) {
    *number = der.number();
  }
  return all.is_done() && der.is_done();
}

std::size_t bits_of(const RsaPublicKey& key) {
  return key.modulus.size() * 8 - static_cast<std::size_t>(std::countl_zero(key.modulus[0]));
}

Status check_bits(std::size_t bits, std::size_t minimum) {
  const bool is_one = bits % 8 == 0 && bits >= minimum && bits <= kRsaMaxBits;
  return Status(is_one ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
}

constexpr std::size_t header_size(std::size_t size) { return size < 0x80 ? 2 : size < 0x100 ? 3 : 4; }

// The header of an element, which goes before it; its size.
std::size_t write_header(std::uint8_t* to, std::uint8_t tag, std::size_t size) {
  const std::size_t header = header_size(size);
  to[0] = tag;
  to[1] = static_cast<std::uint8_t>(header == 2 ? size : 0x7E + header);
  if (header == 3) to[2] = static_cast<std::uint8_t>(size);
  if (header == 4) {
    to[2] = static_cast<std::uint8_t>(size >> 8);
    to[3] = static_cast<std::uint8_t>(size);
  }
  return header;
}

// A number without zeros before it.
Bytes stripped(Bytes number) {
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  return number;
}

std::size_t integer_content_size(Bytes number) { return number.size() + (number[0] >= 0x80 ? 1 : 0); }
std::size_t integer_size(Bytes number) {
  const std::size_t content = integer_content_size(number);
  return header_size(content) + content;
}

// Writes an INTEGER; the number may lie behind, or overlap with what is written from the right.
std::size_t write_integer(std::uint8_t* to, Bytes number) {
  const std::size_t content = integer_content_size(number);
  const std::size_t total = header_size(content) + content;
  std::memmove(to + total - number.size(), number.data(), number.size());
  const std::size_t header = write_header(to, kInteger, content);
  if (content != number.size()) to[header] = 0;
  return total;
}

constexpr std::size_t kNumbers = 8;

// A new key's numbers, one after the other at the end of its material, from where they are brought into form
// at its beginning: their headers fit in between.
struct NewNumbers {
  std::array<MutableBytes, kNumbers> numbers;

  NewNumbers(std::size_t bits, MutableBytes material) {
    const std::size_t whole = bits / 8;
    const std::size_t half = (bits / 2 + 7) / 8;
    const std::size_t sizes[kNumbers] = {whole, sizeof(std::uint32_t), whole, half, half, half, half, half};
    for (std::size_t i = kNumbers; i-- > 0;) {
      numbers[i] = material.last(sizes[i]);
      material = material.first(material.size() - sizes[i]);
    }
  }

  NewRsaKey for_driver() const {
    return {numbers[0], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]};
  }

  std::size_t encode(MutableBytes material) const {
    std::size_t content = sizeof kVersion;
    for (const Bytes number : numbers) content += integer_size(stripped(number));
    std::size_t at = write_header(material.data(), kSequence, content);
    std::memcpy(&material[at], kVersion, sizeof kVersion);
    at += sizeof kVersion;
    for (const Bytes number : numbers) at += write_integer(&material[at], stripped(number));
    wipe(material.subspan(at));
    return at;
  }
};

}  // namespace

Result<std::size_t> rsa_bits(psa_key_type_t type, Bytes data) {
  RsaPrivateKey key;
  const bool is_pair = PSA_KEY_TYPE_IS_KEY_PAIR(type);
  if (!(is_pair ? parse(data, key) : parse(data, key.public_key))) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::size_t bits = bits_of(key.public_key);
  REDOUBT_TRY(check_bits(bits, kRsaMinBits));
  REDOUBT_TRY(with_rsa([&]<class D>(std::type_identity<D>) {
    return is_pair ? D::check_private(key) : D::check_public(key.public_key);
  }));
  return bits;
}

Result<std::size_t> rsa_private_size(std::size_t bits) {
  REDOUBT_TRY(check_bits(bits, kRsaMinGeneratedBits));
  return PSA_KEY_EXPORT_RSA_KEY_PAIR_MAX_SIZE(bits);
}

Result<std::uint32_t> rsa_exponent(Source& little_endian) {
  if (little_endian.size() == 0) return kUsualExponent;
  std::uint32_t exponent = 0;
  std::uint32_t rest = 0;  // bits that are too many
  unsigned shift = 0;
  static_cast<void>(for_each_piece(little_endian, [&](Bytes piece) {
    for (const std::uint8_t byte : piece) {
      if (shift < 32) {
        exponent |= std::uint32_t{byte} << shift;
        shift += 8;
      } else {
        rest |= byte;
      }
    }
    return Status();
  }));
  if (exponent % 2 == 0 || (exponent == 1 && rest == 0)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (exponent > kMaxExponent || rest != 0) return Failure{PSA_ERROR_NOT_SUPPORTED};
  return exponent;
}

Result<std::size_t> generate_rsa_key(std::size_t bits, std::uint32_t exponent, MutableBytes key) {
  const NewNumbers numbers(bits, key);
  REDOUBT_TRY(with_rsa(
      [&]<class D>(std::type_identity<D>) { return D::generate(bits, exponent, numbers.for_driver()); }));
  for (std::uint8_t& byte : numbers.numbers[1]) {
    byte = static_cast<std::uint8_t>(exponent >> 24);
    exponent <<= 8;
  }
  return numbers.encode(key);
}

Status write_rsa_public_key(const KeyMaterial& key, Sink& out) {
  const RsaPublicKey numbers = rsa_public_key(key);
  const std::size_t content = integer_size(numbers.modulus) + integer_size(numbers.exponent);
  if (out.capacity() < header_size(content) + content) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  std::uint8_t header[kHeaderMax + 1];
  out.write({header, write_header(header, kSequence, content)});
  for (const Bytes number : {numbers.modulus, numbers.exponent}) {
    const std::size_t size = write_header(header, kInteger, integer_content_size(number));
    header[size] = 0;
    out.write({header, integer_size(number) - number.size()});
    out.write(number);
  }
  return {};
}

RsaPublicKey rsa_public_key(const KeyMaterial& key) {
  DerReader all(key.bytes);
  DerReader der(all.element(kSequence));
  if (PSA_KEY_TYPE_IS_KEY_PAIR(key.type)) der.version();
  return read_public(der);
}

Status rsa_public_operation(const KeyMaterial& key, MutableBytes block) {
  return with_rsa([&]<class D>(std::type_identity<D>) { return D::encrypt(rsa_public_key(key), block); });
}

Status rsa_private_operation(const KeyMaterial& key, MutableBytes block) {
  RsaPrivateKey numbers;
  if (!parse(key.bytes, numbers)) return Failure{PSA_ERROR_DATA_CORRUPT};
  return with_rsa([&]<class D>(std::type_identity<D>) { return D::decrypt(numbers, block); });
}

void rsa_add(MutableBytes onto, Bytes data) {
  for (std::size_t i = 0; i < data.size(); ++i) onto[i] ^= data[i];
}

Status rsa_add_mask(psa_algorithm_t hash, Bytes seed, MutableBytes onto) {
  std::array<std::uint8_t, HashLimits::kSize> mask;
  HashState state;
  const WipeOnExit wipe_mask(mask);
  const WipeOnExit wipe_state(state);
  const std::size_t size = hash_size(hash);
  Status status;
  for (std::uint32_t count = 0; status && !onto.empty(); ++count) {
    const std::uint8_t counter[] = {0, 0, static_cast<std::uint8_t>(count >> 8),
                                    static_cast<std::uint8_t>(count)};
    status = state.start(hash);
    if (status) status = state.update(seed);
    if (status) status = state.update(counter);
    if (status) status = state.finish(mask);
    const std::size_t piece = std::min(size, onto.size());
    rsa_add(onto, Bytes(mask).first(piece));
    onto = onto.subspan(piece);
  }
  return status;
}

}  // namespace redoubt::crypto
