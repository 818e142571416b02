// SPDX-License-Identifier: BSD-3-Clause
// The draft's key exchange over version 1.2's: what is set before the password waits here.
#include <string.h>

#include "harness.h"
#undef psa_pake_setup
#undef psa_pake_set_user
#undef psa_pake_set_peer
#undef psa_pake_set_role
#undef psa_pake_abort
#undef psa_key_derivation_setup

struct name {
  uint8_t text[8];
  size_t length;
};

// Of each operation that has no password yet.
static struct waiting {
  const psa_pake_operation_t* operation;
  psa_pake_cipher_suite_t suite;
  struct name user, peer;
} waiting[2];

static psa_algorithm_t derivation_algorithm;

static struct waiting* find(const psa_pake_operation_t* operation) {
  for (size_t i = 0; i < 2; ++i) {
    if (waiting[i].operation == operation) return &waiting[i];
  }
  return NULL;
}

void draft_pake_cs_set_hash(psa_pake_cipher_suite_t* suite, psa_algorithm_t hash) {
  psa_pake_cs_set_algorithm(suite, (psa_pake_cs_get_algorithm(suite) & ~0xFFu) | (hash & 0xFFu));
  psa_pake_cs_set_key_confirmation(suite, PSA_PAKE_UNCONFIRMED_KEY);
}

// A password of the right kind shows whether the suite is good.
static psa_status_t try_suite(const psa_pake_cipher_suite_t* suite) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_PASSWORD);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
  psa_set_key_algorithm(&attributes, psa_pake_cs_get_algorithm(suite));
  psa_key_id_t password = 0;
  const psa_status_t imported = psa_import_key(&attributes, (const uint8_t*)"password", 8, &password);
  if (imported != PSA_SUCCESS) return imported;
  psa_pake_operation_t operation = PSA_PAKE_OPERATION_INIT;
  const psa_status_t status = psa_pake_setup(&operation, password, suite);
  psa_pake_abort(&operation);
  psa_destroy_key(password);
  return status;
}

psa_status_t draft_pake_setup(psa_pake_operation_t* operation, const psa_pake_cipher_suite_t* suite) {
  struct waiting* const entry = find(NULL);
  if (operation->private_handle != 0 || find(operation) != NULL || entry == NULL) {
    draft_pake_abort(operation);
    return PSA_ERROR_BAD_STATE;
  }
  const psa_status_t status = try_suite(suite);
  if (status == PSA_SUCCESS) *entry = (struct waiting){.operation = operation, .suite = *suite};
  return status;
}

psa_status_t draft_pake_set_password_key(psa_pake_operation_t* operation, psa_key_id_t password) {
  struct waiting* const entry = find(operation);
  if (entry == NULL) return PSA_ERROR_BAD_STATE;
  const struct waiting copy = *entry;
  *entry = (struct waiting){0};
  psa_status_t status = psa_pake_setup(operation, password, &copy.suite);
  if (status == PSA_SUCCESS && copy.user.length != 0)
    status = psa_pake_set_user(operation, copy.user.text, copy.user.length);
  if (status == PSA_SUCCESS && copy.peer.length != 0)
    status = psa_pake_set_peer(operation, copy.peer.text, copy.peer.length);
  return status;
}

static psa_status_t keep(struct name* name, const uint8_t* id, size_t length) {
  if (length == 0) return PSA_ERROR_INVALID_ARGUMENT;
  if (length > sizeof name->text) return PSA_ERROR_NOT_SUPPORTED;
  if (name->length != 0) return PSA_ERROR_BAD_STATE;
  memcpy(name->text, id, length);
  name->length = length;
  return PSA_SUCCESS;
}

psa_status_t draft_pake_set_user(psa_pake_operation_t* operation, const uint8_t* id, size_t length) {
  struct waiting* const entry = find(operation);
  return entry != NULL ? keep(&entry->user, id, length) : psa_pake_set_user(operation, id, length);
}

psa_status_t draft_pake_set_peer(psa_pake_operation_t* operation, const uint8_t* id, size_t length) {
  struct waiting* const entry = find(operation);
  return entry != NULL ? keep(&entry->peer, id, length) : psa_pake_set_peer(operation, id, length);
}

psa_status_t draft_pake_set_role(psa_pake_operation_t* operation, psa_pake_role_t role) {
  if (find(operation) == NULL) return psa_pake_set_role(operation, role);
  return role == PSA_PAKE_ROLE_NONE ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

// The shared key goes into a derivation by way of a key.
psa_status_t draft_pake_get_implicit_key(psa_pake_operation_t* operation,
                                         psa_key_derivation_operation_t* output) {
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
  psa_set_key_algorithm(&attributes, derivation_algorithm);
  psa_key_id_t key = 0;
  psa_status_t status = psa_pake_get_shared_key(operation, &attributes, &key);
  if (status == PSA_SUCCESS)
    status = psa_key_derivation_input_key(output, PSA_KEY_DERIVATION_INPUT_SECRET, key);
  psa_destroy_key(key);
  if (status != PSA_SUCCESS) psa_key_derivation_abort(output);
  return status;
}

psa_status_t draft_pake_abort(psa_pake_operation_t* operation) {
  struct waiting* const entry = find(operation);
  if (entry != NULL) *entry = (struct waiting){0};
  return psa_pake_abort(operation);
}

psa_status_t draft_key_derivation_setup(psa_key_derivation_operation_t* operation,
                                        psa_algorithm_t algorithm) {
  derivation_algorithm = algorithm;
  return psa_key_derivation_setup(operation, algorithm);
}
