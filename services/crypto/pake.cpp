// SPDX-License-Identifier: BSD-3-Clause
#include "services/crypto/pake.hpp"

#include "services/crypto/agreement.hpp"
#include "services/crypto/keys.hpp"
#include "services/crypto/random.hpp"

namespace redoubt::crypto {
namespace {

constexpr unsigned kParts = 3;

// The driver's state, and the part that is under way. Bytes alone: it may lie and move anywhere.
template <JpakeDriver D>
struct Exchange {
  D driver;
  std::uint8_t share[D::kElementSize];
  std::uint8_t zk_public[D::kElementSize];
  std::uint8_t zk_proof[D::kScalarSize];

  MutableBytes item(unsigned step) {
    return step == 0 ? MutableBytes(share) : step == 1 ? MutableBytes(zk_public) : MutableBytes(zk_proof);
  }
};

// Calls f with the operation's Exchange.
template <class F>
Status with_exchange(ClientId client, const Pake& operation, F f) {
  return with_driver(
      JpakeDrivers(), []<class D>(std::type_identity<D>) { return true; },
      [&]<class D>(std::type_identity<D>) -> Status {
        static_assert(alignof(Exchange<D>) == 1);
        Key* const note = core.keys.find_note(client, operation.exchange);
        if (note == nullptr) return Failure{PSA_ERROR_BAD_STATE};
        return f(*reinterpret_cast<Exchange<D>*>(core.keys.material(*note).data()));
      });
}

bool is_under_way(const Pake& operation) {
  return operation.written != 0 || operation.read != 0 || operation.direction != PakeDirection::kNone;
}

// Whether the set-up calls, and these only, may come.
Status check_setting(const Pake& operation, bool is_set) {
  return Status(is_set || is_under_way(operation) ? PSA_ERROR_BAD_STATE : PSA_SUCCESS);
}

Status set_name(Pake& operation, PakeName& name, Source& value) {
  std::array<std::uint8_t, 6> text{};
  if (value.size() == 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (const Status may = check_setting(operation, name != PakeName::kNone); !may) return may;
  const bool has_size = value.size() == text.size();
  static_cast<void>(value.read(text));
  const auto is = [&](const char* known) { return has_size && std::equal(text.begin(), text.end(), known); };
  name = is("client") ? PakeName::kClient : is("server") ? PakeName::kServer : PakeName::kOther;
  return {};
}

// At the first step: the names must be those of two, and be known to the drivers.
template <JpakeDriver D>
Status begin(const Pake& operation, Exchange<D>& exchange) {
  if (operation.user == PakeName::kOther || operation.peer == PakeName::kOther ||
      operation.user == operation.peer) {
    return Failure{PSA_ERROR_NOT_SUPPORTED};
  }
  exchange.driver.set_role(operation.user == PakeName::kClient ? PakeRole::kClient : PakeRole::kServer);
  return {};
}

// Whether the step may come now.
Status check_step(Pake& operation, std::uint32_t step, PakeDirection direction) {
  if (operation.user == PakeName::kNone || operation.peer == PakeName::kNone)
    return Failure{PSA_ERROR_BAD_STATE};
  if (step < PSA_PAKE_STEP_KEY_SHARE || step > PSA_PAKE_STEP_ZK_PROOF)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const bool is_round_two = operation.written >= 2 && operation.read >= 2;
  const unsigned done = direction == PakeDirection::kOutput ? operation.written : operation.read;
  const bool is_next = step - PSA_PAKE_STEP_KEY_SHARE == operation.step &&
                       done < (is_round_two ? kParts : 2) &&
                       (operation.direction == PakeDirection::kNone || operation.direction == direction);
  return Status(is_next ? PSA_SUCCESS : PSA_ERROR_BAD_STATE);
}

// After it.
void count_step(Pake& operation, PakeDirection direction) {
  operation.direction = direction;
  if (++operation.step < 3) return;
  operation.step = 0;
  const unsigned done = direction == PakeDirection::kOutput ? ++operation.written : ++operation.read;
  if (done >= 2) operation.direction = PakeDirection::kNone;
}

template <JpakeDriver D>
Status output(Pake& operation, Exchange<D>& exchange, Sink& out) {
  const MutableBytes item = exchange.item(operation.step);
  if (out.capacity() < item.size()) return Failure{PSA_ERROR_BUFFER_TOO_SMALL};
  if (operation.step == 0) {
    const Status made =
        exchange.driver.write(operation.written, exchange.share, exchange.zk_public, exchange.zk_proof);
    if (!made) return made;
  }
  out.write(item);
  return {};
}

template <JpakeDriver D>
Status input(Pake& operation, Exchange<D>& exchange, Source& in) {
  const MutableBytes room = exchange.item(operation.step);
  const bool is_proof = operation.step == 2;
  const bool suits = is_proof ? in.size() != 0 && in.size() <= room.size() : in.size() == room.size();
  if (!suits) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const Bytes item = in.read(room);
  return is_proof ? exchange.driver.read(operation.read, exchange.share, exchange.zk_public, item)
                  : exchange.driver.check_element(item);
}

}  // namespace

Status check_pake(const psa_pake_cipher_suite_t& suite) {
  const psa_algorithm_t algorithm = suite.private_algorithm;
  if (!PSA_ALG_IS_PAKE(algorithm)) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  if (!PSA_ALG_IS_JPAKE(algorithm)) return Failure{PSA_ERROR_NOT_SUPPORTED};
  const psa_algorithm_t hash = PSA_ALG_GET_HASH(algorithm);
  // J-PAKE confirms nothing.
  if (hash == PSA_ALG_NONE || hash == PSA_ALG_ANY_HASH ||
      suite.private_key_confirmation != PSA_PAKE_UNCONFIRMED_KEY) {
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  }
  return with_driver(
      JpakeDrivers(),
      [&]<class D>(std::type_identity<D>) {
        return D::kAlgorithm == algorithm && D::kPrimitive == suite.private_primitive;
      },
      []<class D>(std::type_identity<D>) { return Status(); });
}

Status start_pake(ClientId client, Pake& operation, const UsableKey& key) {
  const psa_key_type_t type = key.attributes().type;
  if (type != PSA_KEY_TYPE_PASSWORD && type != PSA_KEY_TYPE_PASSWORD_HASH)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  return with_driver(
      JpakeDrivers(), []<class D>(std::type_identity<D>) { return true; },
      [&]<class D>(std::type_identity<D>) -> Status {
        operation.exchange =
            REDOUBT_TRY(make_key(client, {KeyAttributes{}, sizeof(Exchange<D>)}, [&](MutableBytes note) {
              wipe(note);
              return reinterpret_cast<Exchange<D>*>(note.data())->driver.set_password(key.bytes());
            }));
        return {};
      });
}

Status set_pake_role(Pake& operation, std::uint32_t role) {
  if (const Status may = check_setting(operation, operation.has_role != 0); !may) return may;
  operation.has_role = 1;
  return Status(role == PSA_PAKE_ROLE_NONE ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

Status set_pake_user(Pake& operation, Source& name) { return set_name(operation, operation.user, name); }
Status set_pake_peer(Pake& operation, Source& name) { return set_name(operation, operation.peer, name); }

Status pake_output(ClientId client, Pake& operation, std::uint32_t step, Sink& out) {
  if (const Status may = check_step(operation, step, PakeDirection::kOutput); !may) return may;
  if (const Status seeded = seed_random(); !seeded) return seeded;
  return with_exchange(client, operation, [&](auto& exchange) {
    Status status = is_under_way(operation) ? Status() : begin(operation, exchange);
    if (status) status = output(operation, exchange, out);
    if (status) count_step(operation, PakeDirection::kOutput);
    return status;
  });
}

Status pake_input(ClientId client, Pake& operation, std::uint32_t step, Source& in) {
  if (const Status may = check_step(operation, step, PakeDirection::kInput); !may) return may;
  return with_exchange(client, operation, [&](auto& exchange) {
    Status status = is_under_way(operation) ? Status() : begin(operation, exchange);
    if (status) status = input(operation, exchange, in);
    if (status) count_step(operation, PakeDirection::kInput);
    return status;
  });
}

Result<psa_key_id_t> pake_shared_key(ClientId client, Pake& operation,
                                     const psa_key_attributes_t& attributes) {
  if (operation.written != kParts || operation.read != kParts) return Failure{PSA_ERROR_BAD_STATE};
  if (attributes.private_bits != 0) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  psa_key_id_t key = PSA_KEY_ID_NULL;
  const Status made = with_exchange(client, operation, [&]<class D>(Exchange<D>& exchange) -> Status {
    std::array<std::uint8_t, D::kSecretSize> secret;
    const WipeOnExit wipe_secret(secret);
    REDOUBT_TRY(exchange.driver.secret(secret));
    key = REDOUBT_TRY(make_shared_key(client, attributes, secret));
    return {};
  });
  if (!made) return Failure{made.status()};
  return key;
}

void forget_exchange(ClientId client, const Pake& operation) {
  Key* const note = core.keys.find_note(client, operation.exchange);
  if (note != nullptr) core.keys.destroy(*note);
}

}  // namespace redoubt::crypto
