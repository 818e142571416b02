// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/key_usage.hpp"

#include <bit>

#include "services/crypto/aead.hpp"
#include "services/crypto/agreement.hpp"
#include "services/crypto/cipher.hpp"
#include "services/crypto/encapsulation.hpp"
#include "services/crypto/policy.hpp"
#include "services/crypto/signature.hpp"
#include "services/crypto/signature_schemes.hpp"

namespace redoubt::crypto {
namespace {

constexpr psa_key_usage_t kManagement = PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_CACHE;
constexpr psa_key_usage_t kCrypting = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT;
constexpr psa_key_usage_t kSigningMessages = PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE;
constexpr psa_key_usage_t kSigningHashes = PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH;
// Those of a key pair's private half.
constexpr psa_key_usage_t kPrivate =
    PSA_KEY_USAGE_DECRYPT | PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_DERIVE;

// The flags that name a role of the algorithm; 0: it takes no key, or is none.
psa_key_usage_t roles_of(psa_algorithm_t algorithm) {
  if (PSA_ALG_IS_MAC(algorithm)) return kSigningMessages;
  if (PSA_ALG_IS_CIPHER(algorithm) || PSA_ALG_IS_AEAD(algorithm) ||
      PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(algorithm) || PSA_ALG_IS_KEY_ENCAPSULATION(algorithm)) {
    return kCrypting;
  }
  if (PSA_ALG_IS_SIGN(algorithm)) {
    return (PSA_ALG_IS_SIGN_MESSAGE(algorithm) ? kSigningMessages : 0) |
           (PSA_ALG_IS_SIGN_HASH(algorithm) ? kSigningHashes : 0);
  }
  if (PSA_ALG_IS_KEY_DERIVATION(algorithm)) return PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION;
  if (PSA_ALG_IS_KEY_AGREEMENT(algorithm)) return PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_DERIVE_PUBLIC;
  if (PSA_ALG_IS_KEY_WRAP(algorithm)) return PSA_KEY_USAGE_WRAP | PSA_KEY_USAGE_UNWRAP;
  return PSA_ALG_IS_PAKE(algorithm) ? PSA_KEY_USAGE_DERIVE : 0;
}

struct Question {
  psa_algorithm_t algorithm;
  psa_key_usage_t usage;
  psa_key_type_t type;
  std::size_t bits;

  bool is_key_pair() const { return PSA_KEY_TYPE_IS_KEY_PAIR(type); }
};

Status suits_if(bool suits) { return Status(suits ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT); }

// A family of algorithms:
//   has(algorithm)       of those of the API
//   check(algorithm)     PSA_ERROR_NOT_SUPPORTED, or PSA_ERROR_INVALID_ARGUMENT for none that there can be
//   suits(question)      PSA_ERROR_INVALID_ARGUMENT: a key that the algorithm cannot use so
struct Macs {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_MAC(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    return Status(
        mac_size(PSA_ALG_IS_HMAC(algorithm) ? PSA_KEY_TYPE_HMAC : PSA_KEY_TYPE_AES, algorithm).status());
  }
  static Status suits(const Question& question) {
    return Status(mac_size(question.type, question.algorithm).status());
  }
};

struct Ciphers {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_CIPHER(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    return check_cipher_key(algorithm,
                            algorithm == PSA_ALG_STREAM_CIPHER ? PSA_KEY_TYPE_CHACHA20 : PSA_KEY_TYPE_AES);
  }
  static Status suits(const Question& question) {
    return check_cipher_key(question.algorithm, question.type);
  }
};

struct Aeads {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_AEAD(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    return with_aead(algorithm, [&]<class D>(std::type_identity<D>) {
      return D::check({true, kAnyNonce, 0, 0, PSA_AEAD_TAG_LENGTH(0, 0, algorithm)});
    });
  }
  static Status suits(const Question& question) {
    return with_aead({question.type, question.bits, {}}, question.algorithm,
                     []<class D>(std::type_identity<D>) { return Status(); });
  }
};

auto has_scheme(psa_algorithm_t algorithm) {
  return [=]<class S>(std::type_identity<S>) { return S::has(algorithm); };
}

struct Signatures {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_SIGN(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    const Status checked = PSA_ALG_IS_SIGN_MESSAGE(algorithm) ? check_message_algorithm(algorithm)
                                                              : check_hash_algorithm(algorithm);
    return checked ? with_driver(SignatureSchemes(), has_scheme(algorithm),
                                 []<class S>(std::type_identity<S>) { return Status(); })
                   : checked;
  }
  static Status suits(const Question& question) {
    return with_driver(
        SignatureSchemes(), has_scheme(question.algorithm), [&]<class S>(std::type_identity<S>) -> Status {
          if ((question.usage & kPrivate) != 0) REDOUBT_TRY(S::check_signing(question.algorithm));
          return suits_if(S::suits(question.type) && question.bits / 8 >= shortest_rsa(question.algorithm));
        });
  }

 private:
  // RFC 8017, sections 9.1.1, 9.2: 19 bytes say which hash of SHA-2 it is; the salt may be shorter.
  static std::size_t shortest_rsa(psa_algorithm_t algorithm) {
    const std::size_t hash = hash_size(PSA_ALG_GET_HASH(algorithm));
    if (config::kCryptoRsaPss && PSA_ALG_IS_RSA_PSS(algorithm)) return hash + 2;
    return config::kCryptoRsaPkcs1v15Sign && PSA_ALG_IS_RSA_PKCS1V15_SIGN(algorithm) && hash != 0
               ? 11 + 19 + hash
               : 0;
  }
};

// Salts and the like are data.
struct Derivations {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_KEY_DERIVATION(algorithm); }
  static Status check(psa_algorithm_t algorithm) { return check_derivation(algorithm); }
  static Status suits(const Question& question) {
    const bool is_password = question.type == PSA_KEY_TYPE_PASSWORD || question.type == PSA_KEY_TYPE_PEPPER;
    return suits_if(question.type == PSA_KEY_TYPE_DERIVE || question.type == PSA_KEY_TYPE_RAW_DATA ||
                    (is_password && PSA_ALG_IS_KEY_DERIVATION_STRETCHING(question.algorithm)));
  }
};

struct Agreements {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_KEY_AGREEMENT(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    return PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(algorithm) ? check_agreement(algorithm)
                                                          : check_derivation(algorithm);
  }
  static Status suits(const Question& question) {
    const psa_key_type_t pair =
        question.is_key_pair() ? question.type : PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(question.type);
    return check_agreement_key({pair, question.bits, {}}, PSA_ALG_KEY_AGREEMENT_GET_BASE(question.algorithm));
  }
};

struct Encryptions {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    const bool is_supported =
        (config::kCryptoRsaPkcs1v15Crypt && algorithm == PSA_ALG_RSA_PKCS1V15_CRYPT) ||
        (config::kCryptoRsaOaep && PSA_ALG_IS_RSA_OAEP(algorithm) && oaep_hash(algorithm) != 0);
    return Status(is_supported ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED);
  }
  // RFC 8017, sections 7.1.1, 7.2.1.
  static Status suits(const Question& question) {
    const std::size_t overhead =
        PSA_ALG_IS_RSA_OAEP(question.algorithm) ? 2 * oaep_hash(question.algorithm) + 2 : 11;
    return suits_if(PSA_KEY_TYPE_IS_RSA(question.type) && question.bits / 8 >= overhead);
  }

 private:
  static std::size_t oaep_hash(psa_algorithm_t algorithm) { return hash_size(PSA_ALG_GET_HASH(algorithm)); }
};

struct Encapsulations {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_KEY_ENCAPSULATION(algorithm); }
  static Status check(psa_algorithm_t algorithm) { return check_encapsulation(algorithm); }
  static Status suits(const Question& question) { return suits_if(PSA_KEY_TYPE_IS_ECC(question.type)); }
};

struct Pakes {
  static bool has(psa_algorithm_t algorithm) { return PSA_ALG_IS_PAKE(algorithm); }
  static Status check(psa_algorithm_t algorithm) {
    return with_driver(
        JpakeDrivers(), [=]<class D>(std::type_identity<D>) { return D::kAlgorithm == algorithm; },
        []<class D>(std::type_identity<D>) { return Status(); });
  }
  static Status suits(const Question& question) {
    return suits_if(question.type == PSA_KEY_TYPE_PASSWORD || question.type == PSA_KEY_TYPE_PASSWORD_HASH);
  }
};

// What is not here is not supported.
using Families = Concatenate<
    DriverIf<config::kCryptoMac, Macs>, DriverIf<config::kCryptoCipher, Ciphers>,
    DriverIf<config::kCryptoAead, Aeads>,
    DriverIf<config::kCryptoEcdsa || config::kCryptoRsaSignature || config::kCryptoLms, Signatures>,
    DriverIf<config::kCryptoAgreement, Agreements>, DriverIf<config::kCryptoDerivation, Derivations>,
    DriverIf<config::kCryptoRsaEncryption, Encryptions>, DriverIf<config::kCryptoEcies, Encapsulations>,
    DriverIf<config::kCryptoJpake, Pakes>>;

template <class F>
Status with_family(psa_algorithm_t algorithm, F f) {
  return with_driver(
      Families(), [=]<class T>(std::type_identity<T>) { return T::has(algorithm); }, f);
}

Status check_question(psa_algorithm_t algorithm, psa_key_usage_t usage) {
  if (!std::has_single_bit(usage)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if ((usage & kManagement) != 0) return suits_if(algorithm == PSA_ALG_NONE);
  if ((roles_of(algorithm) & usage) == 0 || PSA_ALG_IS_WILDCARD(algorithm))
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return with_family(algorithm, [=]<class T>(std::type_identity<T>) { return T::check(algorithm); });
}

// A public key is no private key; a peer's public key is none of the policy's business.
Status check_answer(const KeyAttributes& key, psa_algorithm_t algorithm, psa_key_usage_t usage) {
  if ((usage & kManagement) == 0) {
    if ((usage & kPrivate) != 0 && PSA_KEY_TYPE_IS_PUBLIC_KEY(key.type))
      return Failure{PSA_ERROR_INVALID_ARGUMENT};
    const Question question = {algorithm, usage, key.type, key.bits};
    const Status suited =
        with_family(algorithm, [&]<class T>(std::type_identity<T>) { return T::suits(question); });
    if (!suited || usage == PSA_KEY_USAGE_DERIVE_PUBLIC) return suited;
    if (!permits(key.algorithm, algorithm, key.type, usage)) return Failure{PSA_ERROR_NOT_PERMITTED};
  }
  // Public keys leave without a flag.
  const bool may =
      (key.usage & usage) != 0 || (usage == PSA_KEY_USAGE_EXPORT && PSA_KEY_TYPE_IS_PUBLIC_KEY(key.type));
  return Status(may ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
}

}  // namespace

Status check_key_usage(ClientId client, psa_key_id_t id, psa_algorithm_t algorithm, psa_key_usage_t usage) {
  REDOUBT_TRY(check_question(algorithm, usage));
  UsableKey key;
  REDOUBT_TRY(key.find(client, id, 0));
  return check_answer(key.attributes(), algorithm, usage);
}

}  // namespace redoubt::crypto
