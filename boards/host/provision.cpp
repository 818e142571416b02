// SPDX-License-Identifier: BSD-3-Clause
// What a factory does for a device, done for a folder at its first use: secrets of its own, from the kernel.
// The crypto service's p256-m goes by names of its own.
#include "services/crypto/drivers/p256m_names.h"

#include <fcntl.h>
#include <mbedtls/sha256.h>
#include <p256-m.h>
#include <psa/lifecycle.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "board.hpp"
#include "device.hpp"
#include "lib/flash_store/system_store.hpp"
#include "lib/provisioning/provisioning.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::board {
namespace {

using provisioning::Provisioned;
using Point = std::array<std::uint8_t, 65>;  // 04, x, y

constexpr Failure kNoEntropy{PSA_ERROR_INSUFFICIENT_ENTROPY};
constexpr Failure kStorage{PSA_ERROR_STORAGE_FAILURE};
constexpr std::string_view kModel = "Redoubt host board";

// At most 256 bytes, which getrandom(2) gives whole.
Status random(MutableBytes out) {
  return ::getrandom(out.data(), out.size(), 0) == static_cast<ssize_t>(out.size()) ? Status{} : kNoEntropy;
}

bool sha256(Bytes data, std::uint8_t* hash) { return mbedtls_sha256(data.data(), data.size(), hash, 0) == 0; }

// Almost every 32 random bytes are a private key of P-256; the others (one in 2^32) are drawn again.
Status make_key_pair(std::uint8_t (&secret)[32], Point& point) {
  for (int i = 0; i < 8; ++i) {
    if (auto status = random(secret); !status) return status;
    point[0] = 0x04;
    if (p256_public_from_private(point.data() + 1, secret) == P256_SUCCESS) return {};
  }
  return kNoEntropy;
}

Status fill(Provisioned& data, Point& point) {
  data = {};
  data.magic = provisioning::kMagic;
  data.version = provisioning::kVersion;
  data.size = sizeof data;
  data.lifecycle = PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
  if (auto status = random(data.huk); !status) return status;
  if (auto status = make_key_pair(data.iak, point); !status) return status;
  data.instance_id[0] = 0x01;  // RFC 9783: a UEID of type RAND
  const Bytes model{reinterpret_cast<const std::uint8_t*>(kModel.data()), kModel.size()};
  if (!sha256(point, data.instance_id + 1) || !sha256(model, data.implementation_id)) return kStorage;
  data.crc = crc32(bytes_of(data).first(offsetof(Provisioned, crc)));
  return {};
}

Status write_provisioned(const Provisioned& data) {
  static_assert(sizeof data % layout::nv::kProgramUnit == 0);
  NvFlash area(layout::nv::kProvisioned.offset, layout::nv::kProvisioned.size);
  return area.program(0, bytes_of(data));
}

Status write_system_records() {
  NvFlash area(layout::nv::kSystem.offset, layout::nv::kSystem.size);
  flash_store::SystemStore<NvFlash> store(area);
  if (auto status = store.mount(); !status) return status;
  for (const auto counter : {provisioning::kSecurityCounterSpe, provisioning::kSecurityCounterNspe}) {
    if (auto status = store.raise_counter(counter, 0); !status) return status;
  }
  std::array<std::uint8_t, flash_store::kSeedSize> seed;
  const WipeOnExit wipe_seed(seed);
  if (auto status = random(seed); !status) return status;
  return store.replace_seed(seed);
}

// Three bytes to four characters; `in` is a multiple of three bytes but at its end, padded by '='.
std::size_t base64(Bytes in, char* out) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char* const begin = out;
  for (; !in.empty(); in = in.subspan(std::min<std::size_t>(3, in.size()))) {
    std::uint32_t group = static_cast<std::uint32_t>(in[0]) << 16;
    if (in.size() > 1) group |= static_cast<std::uint32_t>(in[1]) << 8;
    if (in.size() > 2) group |= in[2];
    for (std::size_t i = 0; i < 4; ++i) *out++ = i <= in.size() ? kDigits[group >> (18 - 6 * i) & 63] : '=';
  }
  return static_cast<std::size_t>(out - begin);
}

// SubjectPublicKeyInfo of a P-256 key (RFC 5480) up to its point.
constexpr std::array<std::uint8_t, 26> kSpki = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                                0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                                0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};

Status write_public_key(const Point& point) {
  std::array<std::uint8_t, kSpki.size() + sizeof(Point)> der;
  std::copy(kSpki.begin(), kSpki.end(), der.begin());
  std::copy(point.begin(), point.end(), der.begin() + kSpki.size());
  std::array<char, 256> pem;
  std::size_t length = 0;
  const auto add = [&](std::string_view text) { length += text.copy(pem.data() + length, text.size()); };
  add("-----BEGIN PUBLIC KEY-----\n");
  for (Bytes rest = der; !rest.empty(); rest = rest.subspan(std::min<std::size_t>(48, rest.size()))) {
    length += base64(rest.first(std::min<std::size_t>(48, rest.size())), pem.data() + length);
    add("\n");
  }
  add("-----END PUBLIC KEY-----\n");
  const File file =
      open_in(device().folder, "attestation_public_key.pem", O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const Bytes text{reinterpret_cast<const std::uint8_t*>(pem.data()), length};
  if (file && file.write_at(0, text) && file.sync()) return {};
  complain("attestation_public_key.pem", std::strerror(errno));
  return kStorage;
}

}  // namespace

Status provision() {
  Provisioned data;
  const WipeOnExit wipe_data(data);
  Point point;
  if (auto status = fill(data, point); !status) return status;
  if (auto status = write_provisioned(data); !status) return status;
  if (auto status = write_system_records(); !status) return status;
  return write_public_key(point);
}

}  // namespace redoubt::board
