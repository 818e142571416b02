// SPDX-License-Identifier: BSD-3-Clause
// A logbook that nobody can shorten or rewrite unseen: each entry is chained to the one before by its hash,
// the chain's head is kept in trusted storage, and a key that never leaves the secure side signs it.
#include <array>
#include <cstring>
#include <redoubt/attestation.hpp>
#include <redoubt/crypto.hpp>
#include <redoubt/storage.hpp>
#include <string_view>

extern "C" {
#include "platform.h"
#include "status.h"
#include "text.h"
}

namespace {

using namespace redoubt;  // NOLINT: an example

constexpr psa_storage_uid_t kHead = 1;
constexpr psa_algorithm_t kEcdsa = PSA_ALG_ECDSA(PSA_ALG_SHA_256);

struct Head {
  std::uint32_t entries;
  psa::Sha256 chain;
};

void say(std::string_view what, psa::Bytes bytes = {}) {
  ::text line{};
  text_add(&line, "[APP] ");
  for (const char c : what) text_add(&line, std::array<char, 2>{c, '\0'}.data());
  text_hex(&line, bytes.data(), bytes.size());
  platform_print(line.line);
}

psa::Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

psa::Result<Head> read_head() {
  auto head = psa::its::get_object<Head>(kHead);
  if (head.status() == psa::Status::kDoesNotExist) return Head{};
  return head;
}

// chain' = SHA-256(chain, entry)
psa::Result<Head> append(Head head, std::string_view entry) {
  psa::Hash hash;
  if (auto done = hash.start(PSA_ALG_SHA_256); !done) return done.status();
  if (auto done = hash.update(head.chain); !done) return done.status();
  if (auto done = hash.update(bytes(entry)); !done) return done.status();
  if (auto done = hash.finish(head.chain); !done) return done.status();
  ++head.entries;
  if (auto done = psa::its::set_object(kHead, head); !done) return done.status();
  return head;
}

psa::Result<> sign(const Head& head) {
  const auto key = psa::Key::generate(psa::KeyAttributes()
                                          .type(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1))
                                          .bits(256)
                                          .usage(PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)
                                          .algorithm(kEcdsa));
  if (!key) return key.status();
  std::array<std::uint8_t, 64> signature;
  if (auto done = psa::sign_hash(key->id(), kEcdsa, head.chain, signature); !done) return done.status();
  if (auto done = psa::verify_hash(key->id(), kEcdsa, head.chain, signature); !done) return done.status();
  say("signed and verified: ", psa::Bytes(signature).first(8));
  auto shortened = head.chain;
  shortened[0] ^= 1;
  const auto refused = psa::verify_hash(key->id(), kEcdsa, shortened, signature);
  if (refused.status() != psa::Status::kInvalidSignature) return psa::Status::kCorruptionDetected;
  say("another head: refused");
  return psa::Status::kSuccess;
}

psa::Result<> run() {
  if (auto done = psa::crypto_init(); !done) return done;
  auto head = read_head();
  for (const std::string_view entry : {"power on", "door opened", "door closed"}) {
    if (head) head = append(*head, entry);
  }
  if (!head) return head.status();
  ::text line{};
  text_number(text_add(&line, "[APP] entries in the logbook: "), static_cast<std::int32_t>(head->entries));
  platform_print(line.line);
  say("head of its chain: ", psa::Bytes(head->chain).first(8));
  if (auto done = sign(*head); !done) return done;
  static std::array<std::uint8_t, 1024> memory;
  const auto token = psa::attest(std::span<const std::uint8_t, 32>(head->chain), memory);
  if (!token) return token.status();
  say("attestation token over the head: ", token->first(8));
  return psa::Status::kSuccess;
}

}  // namespace

extern "C" int app() {
  if (const auto done = run(); !done) {
    say(status_name(static_cast<psa_status_t>(done.status())));
    return 1;
  }
  say("demo finished");
  return 0;
}
