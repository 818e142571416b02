/* SPDX-License-Identifier: BSD-3-Clause */
/* An outside program that uses the host library; host_library.py says what each command must print. */
#include <psa/crypto.h>
#include <psa/initial_attestation.h>
#include <psa/internal_trusted_storage.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A program's own function of a name that is used inside of the library: neither may take the other's. */
int mbedtls_sha256(const unsigned char* input, size_t length, unsigned char* output, int is224);
int mbedtls_sha256(const unsigned char* input, size_t length, unsigned char* output, int is224) {
  (void)input, (void)length, (void)output, (void)is224;
  abort();
}

enum { COUNTER = 1, RECORD = 2, THREADS = 4, ROUNDS = 50 };

static int fail(const char* what, psa_status_t status) {
  printf("%s returned %d\n", what, (int)status);
  return 1;
}

static int count(void) {
  unsigned runs = 0;
  size_t length = 0;
  psa_status_t status = psa_its_get(COUNTER, 0, sizeof runs, &runs, &length);
  if (status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST) return fail("psa_its_get", status);
  ++runs;
  status = psa_its_set(COUNTER, sizeof runs, &runs, PSA_STORAGE_FLAG_NONE);
  if (status != PSA_SUCCESS) return fail("psa_its_set", status);
  printf("run %u\n", runs);
  return 0;
}

static int hash(void) {
  unsigned char digest[32];
  size_t length = 0;
  psa_status_t status = psa_crypto_init();
  if (status == PSA_SUCCESS) {
    status =
        psa_hash_compute(PSA_ALG_SHA_256, (const unsigned char*)"abc", 3, digest, sizeof digest, &length);
  }
  if (status != PSA_SUCCESS) return fail("psa_hash_compute", status);
  for (size_t i = 0; i < length; ++i) printf("%02x", digest[i]);
  printf("\n");
  return 0;
}

static int print_random(void) {
  unsigned char bytes[16];
  const psa_status_t status = psa_generate_random(bytes, sizeof bytes);
  if (status != PSA_SUCCESS) return fail("psa_generate_random", status);
  for (size_t i = 0; i < sizeof bytes; ++i) printf("%02x", bytes[i]);
  printf("\n");
  return 0;
}

static int token(void) {
  static unsigned char bytes[1024];
  unsigned char challenge[32];
  size_t length = 0;
  memset(challenge, 0xA5, sizeof challenge);
  const psa_status_t status =
      psa_initial_attest_get_token(challenge, sizeof challenge, bytes, sizeof bytes, &length);
  if (status != PSA_SUCCESS) return fail("psa_initial_attest_get_token", status);
  return fwrite(bytes, 1, length, stdout) == length ? 0 : 1;
}

/* Has the device until its input ends. */
static int hold(void) {
  const int result = print_random();
  fflush(stdout);
  while (getchar() != EOF) {
  }
  return result;
}

/* The child has its parent's memory, but must get nothing from a generator in the same state. */
static int forked(void) {
  if (print_random() != 0) return 1;
  fflush(stdout);
  const pid_t child = fork();
  if (child == 0) _exit(print_random() == 0 ? 1 : (fflush(stdout), 0));
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0 ? print_random() : 1;
}

static void* work(void* argument) {
  const psa_storage_uid_t uid = 100 + *(const unsigned*)argument;
  unsigned char expected[40], found[40];
  size_t length = 0;
  for (unsigned round = 0; round < ROUNDS; ++round) {
    memset(expected, (int)(uid + round), sizeof expected);
    if (psa_its_set(uid, sizeof expected, expected, PSA_STORAGE_FLAG_NONE) != PSA_SUCCESS) return NULL;
    if (psa_its_get(uid, 0, sizeof found, found, &length) != PSA_SUCCESS) return NULL;
    if (length != sizeof found || memcmp(expected, found, sizeof found) != 0) return NULL;
    if (psa_generate_random(found, sizeof found) != PSA_SUCCESS) return NULL;
  }
  return argument;
}

static int threads(void) {
  pthread_t thread[THREADS];
  unsigned number[THREADS];
  int good = 0;
  for (unsigned i = 0; i < THREADS; ++i) {
    number[i] = i;
    if (pthread_create(&thread[i], NULL, work, &number[i]) != 0) return 1;
  }
  for (unsigned i = 0; i < THREADS; ++i) {
    void* result = NULL;
    pthread_join(thread[i], &result);
    good += result == &number[i];
  }
  printf("%d of %d threads\n", good, (int)THREADS);
  return good == THREADS ? 0 : 1;
}

static void fill(unsigned char* content, size_t size, unsigned number) {
  for (size_t i = 0; i < size; ++i) content[i] = (unsigned char)(number >> (8 * (i % 4)));
}

/* Sets one record over and over, saying which number is in for certain, until it is killed. */
static int write_on(unsigned number) {
  unsigned char content[100];
  for (;; ++number) {
    fill(content, sizeof content, number);
    const psa_status_t status = psa_its_set(RECORD, sizeof content, content, PSA_STORAGE_FLAG_NONE);
    if (status != PSA_SUCCESS) return fail("psa_its_set", status);
    printf("%u\n", number);
    fflush(stdout);
  }
}

static int read_back(void) {
  unsigned char content[100], expected[100];
  size_t length = 0;
  const psa_status_t status = psa_its_get(RECORD, 0, sizeof content, content, &length);
  if (status != PSA_SUCCESS) return fail("psa_its_get", status);
  const unsigned number =
      content[0] | (unsigned)content[1] << 8 | (unsigned)content[2] << 16 | (unsigned)content[3] << 24;
  fill(expected, sizeof expected, number);
  if (length != sizeof content || memcmp(content, expected, sizeof content) != 0)
    return fail("comparison", -1);
  printf("%u\n", number);
  return 0;
}

int main(int count_of_words, char** words) {
  const char* command = count_of_words > 1 ? words[1] : "";
  if (strcmp(command, "count") == 0) return count();
  if (strcmp(command, "hash") == 0) return hash();
  if (strcmp(command, "random") == 0) return print_random();
  if (strcmp(command, "token") == 0) return token();
  if (strcmp(command, "hold") == 0) return hold();
  if (strcmp(command, "fork") == 0) return forked();
  if (strcmp(command, "threads") == 0) return threads();
  if (strcmp(command, "write") == 0 && count_of_words > 2)
    return write_on((unsigned)strtoul(words[2], NULL, 10));
  if (strcmp(command, "read") == 0) return read_back();
  return 2;
}
