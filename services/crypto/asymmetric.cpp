// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/asymmetric.hpp"

namespace redoubt::crypto {
namespace {

// Calls f with the driver that has the curve.
template <class F>
Status with_curve(psa_key_type_t type, std::size_t bits, F f) {
  const psa_ecc_family_t family = PSA_KEY_TYPE_ECC_GET_FAMILY(type);
  return with_driver(
      EccDrivers(),
      [=]<class D>(std::type_identity<D>) {
        return PSA_KEY_TYPE_IS_ECC(type) && family == D::kFamily && bits == D::kBits;
      },
      f);
}

Result<std::size_t> with_size(Status status, std::size_t size) {
  if (!status) return Failure{status.status()};
  return size;
}

constexpr std::size_t kSecpR1Bits[] = {192, 224, 256, 384, 521};

}  // namespace

Result<std::size_t> ecc_bits(psa_key_type_t type, std::size_t size) {
  if (PSA_KEY_TYPE_ECC_GET_FAMILY(type) != PSA_ECC_FAMILY_SECP_R1) return Failure{PSA_ERROR_NOT_SUPPORTED};
  for (const std::size_t bits : kSecpR1Bits) {
    if (PSA_EXPORT_KEY_OUTPUT_SIZE(type, bits) == size) {
      return with_size(with_curve(type, bits, []<class D>(std::type_identity<D>) { return Status(); }), bits);
    }
  }
  return Failure{PSA_ERROR_INVALID_ARGUMENT};
}

Result<std::size_t> ecc_private_size(psa_key_type_t type, std::size_t bits) {
  std::size_t size = 0;
  const Status status = with_curve(type, bits, [&]<class D>(std::type_identity<D>) {
    size = D::kPrivateSize;
    return Status();
  });
  return with_size(status, size);
}

Status check_ecc_key(const KeyMaterial& key) {
  return with_curve(key.type, key.bits, [&]<class D>(std::type_identity<D>) {
    return PSA_KEY_TYPE_IS_KEY_PAIR(key.type) ? D::check_private(key.bytes) : D::check_public(key.bytes);
  });
}

Status generate_ecc_key(psa_key_type_t type, std::size_t bits, MutableBytes private_key) {
  return with_curve(type, bits, [&]<class D>(std::type_identity<D>) { return D::generate(private_key); });
}

Result<std::size_t> ecc_public_key(const KeyMaterial& key, MutableBytes out) {
  std::size_t size = 0;
  const Status status = with_curve(key.type, key.bits, [&]<class D>(std::type_identity<D>) {
    size = D::kPublicSize;
    if (out.size() < size) return Status(Failure{PSA_ERROR_BUFFER_TOO_SMALL});
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key.type)) return D::public_key(key.bytes, out.first(size));
    std::copy(key.bytes.begin(), key.bytes.end(), out.begin());
    return Status();
  });
  return with_size(status, size);
}

Result<std::size_t> ecdsa_signature_size(const KeyMaterial& key) {
  std::size_t size = 0;
  const Status status = with_curve(key.type, key.bits, [&]<class D>(std::type_identity<D>) {
    size = D::kSignatureSize;
    return Status();
  });
  return with_size(status, size);
}

Status ecdsa_sign(const KeyMaterial& key, Bytes hash, MutableBytes signature) {
  return with_curve(key.type, key.bits,
                    [&]<class D>(std::type_identity<D>) { return D::sign(key.bytes, hash, signature); });
}

Status ecdsa_verify(const KeyMaterial& key, Bytes hash, Bytes signature) {
  return with_curve(key.type, key.bits, [&]<class D>(std::type_identity<D>) {
    if (signature.size() != D::kSignatureSize) return Status(Failure{PSA_ERROR_INVALID_SIGNATURE});
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key.type)) return D::verify(key.bytes, hash, signature);
    std::array<std::uint8_t, D::kPublicSize> public_key;
    const Status status = D::public_key(key.bytes, public_key);
    return status ? D::verify(public_key, hash, signature) : status;
  });
}

}  // namespace redoubt::crypto
