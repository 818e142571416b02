// SPDX-License-Identifier: BSD-3-Clause
#include "boot/test_device.hpp"

#include <p256-m.h>
#include <psa/error.h>

#include <algorithm>
#include <stdexcept>

#include "boot/primitives.hpp"

// Where Mbed TLS's p256-m draws keys and nonces from: a generator for tests, the same at each run.
extern "C" psa_status_t psa_generate_random(std::uint8_t* output, std::size_t size) {
  static std::uint32_t state = 0x2545F491u;
  for (std::size_t i = 0; i < size; ++i) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    output[i] = static_cast<std::uint8_t>(state >> 11);
  }
  return PSA_SUCCESS;
}

namespace redoubt::boot::test {

namespace {

Buffer der_of(const std::array<std::uint8_t, 64>& point) {
  Buffer der = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06,
                0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
  der.insert(der.end(), point.begin(), point.end());
  return der;
}

void append_integer(Buffer& der, Bytes number) {
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  const bool padded = number[0] >= 0x80;
  der.insert(der.end(), {0x02, static_cast<std::uint8_t>(number.size() + (padded ? 1 : 0))});
  if (padded) der.push_back(0);
  der.insert(der.end(), number.begin(), number.end());
}

thread_local std::string* current_log = nullptr;
void append_to_log(std::string_view text) { *current_log += text; }

}  // namespace

Key Key::generate() {
  Key key;
  std::array<std::uint8_t, 64> point{};
  if (p256_gen_keypair(key.scalar_.data(), point.data()) != P256_SUCCESS) throw std::runtime_error("no key");
  key.public_key_ = der_of(point);
  return key;
}

Key Key::from_pem_scalar(const std::array<std::uint8_t, 32>& scalar, const Buffer& public_key) {
  Key key;
  key.scalar_ = scalar;
  key.public_key_ = public_key;
  return key;
}

Buffer Key::sign(const image::Digest& digest) const {
  image::RawSignature raw{};
  if (p256_ecdsa_sign(raw.data(), scalar_.data(), digest.data(), digest.size()) != P256_SUCCESS)
    throw std::runtime_error("no signature");
  Buffer der{0x30, 0};
  append_integer(der, Bytes{raw}.first(32));
  append_integer(der, Bytes{raw}.last(32));
  der[1] = static_cast<std::uint8_t>(der.size() - 2);
  return der;
}

image::Digest Key::hash() const { return BootPrimitives::sha256(public_key_); }

Buffer make_image(const Key& key, const ImageOptions& options) {
  Buffer payload(options.payload_size, 0x5A);
  const std::uint32_t vectors[] = {0x38004000,
                                   options.load_address + options.header_size + options.reset_offset};
  std::memcpy(payload.data(), vectors, sizeof vectors);
  return image::build({payload,
                       {1, 2, 3, 4},
                       options.counter,
                       options.load_address,
                       options.header_size,
                       options.capacity,
                       key.public_key()},
                      BootPrimitives::sha256, [&](const image::Digest& digest) { return key.sign(digest); });
}

Device::Device() {
  identity.lifecycle = kDevelopment;
  for (std::uint32_t index = 0; index < 2; ++index) {
    identity.key_hash[index] = keys[index].hash();
    identity.minimum_counter[index] = 5;
    store(index, make_image(keys[index], {index == 0 ? kSpeAddress : kNspeAddress}));
  }
}

void Device::store(std::uint32_t index, const Buffer& image) {
  slots[index] = image;
  slots[index].resize(kSlotSize, 0xFF);
}

hardened::Verdict Device::boot() {
  for (auto& memory : execution) memory.fill(0xEE);
  log.clear();
  current_log = &log;
  const Slot both[2] = {{"SPE", slots[0], execution[0], kSpeAddress},
                        {"NSPE", slots[1], execution[1], kNspeAddress}};
  return load_chain(identity, both, kHeaderSize, silent ? Log{} : Log{append_to_log}, handoff);
}

bool is_wiped(Bytes memory) {
  return std::all_of(memory.begin(), memory.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace redoubt::boot::test
