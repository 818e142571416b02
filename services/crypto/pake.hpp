// SPDX-License-Identifier: BSD-3-Clause
// Password-authenticated key exchange (section 10.13): J-PAKE.
#pragma once

#include <psa/crypto.h>

#include "lib/protocol/protocol.hpp"
#include "services/crypto/streams.hpp"

namespace redoubt::crypto {

class UsableKey;

enum class PakeName : std::uint8_t { kNone, kClient, kServer, kOther };
enum class PakeDirection : std::uint8_t { kNone, kOutput, kInput };

// Between setup and the shared key. All bytes zero before setup. What the algorithm computes with is a note
// in the key store: it is ten times as large as what other operations keep.
struct Pake {
  psa_key_id_t key;       // the password, as its client named it: destroying the key ends the operation
  psa_key_id_t exchange;  // the note
  PakeName user, peer;
  std::uint8_t has_role;
  // Round one has the parts 0 and 1 in each direction, round two has part 2; each has three steps. Of a round
  // one direction comes first as a whole.
  std::uint8_t written, read;  // parts
  std::uint8_t step;           // of the part that is under way
  PakeDirection direction;     // of the parts that are under way
};

// The errors of psa_pake_setup(), but for those of finding the key.
Status check_pake(const psa_pake_cipher_suite_t& suite);
Status start_pake(ClientId client, Pake& operation, const UsableKey& key);
Status set_pake_role(Pake& operation, std::uint32_t role);
Status set_pake_user(Pake& operation, Source& name);
Status set_pake_peer(Pake& operation, Source& name);
Status pake_output(ClientId client, Pake& operation, std::uint32_t step, Sink& output);
Status pake_input(ClientId client, Pake& operation, std::uint32_t step, Source& input);
Result<psa_key_id_t> pake_shared_key(ClientId client, Pake& operation,
                                     const psa_key_attributes_t& attributes);
void forget_exchange(ClientId client, const Pake& operation);

}  // namespace redoubt::crypto
