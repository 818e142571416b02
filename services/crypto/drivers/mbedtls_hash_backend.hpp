// SPDX-License-Identifier: BSD-3-Clause
// MbedtlsHash over any module of Mbed TLS. For drivers/*.cpp only, which define MBEDTLS_ALLOW_PRIVATE_ACCESS
// first: a context's members are read and set.
#pragma once

#include <algorithm>
#include <bit>

#include "services/crypto/drivers/mbedtls_hashes.hpp"
#include "services/crypto/drivers/mbedtls_status.hpp"

namespace redoubt::crypto {

// Defined by each file for its algorithms: Context, kOrder of the chaining value's words, kInit, start(),
// kUpdate, finish().
template <psa_algorithm_t kAlg>
struct HashBackend;

template <class Word>
Word in_order(std::endian order, Word word) {
  if (order == std::endian::native) return word;
  return sizeof(Word) == 8 ? static_cast<Word>(__builtin_bswap64(word))
                           : static_cast<Word>(__builtin_bswap32(static_cast<std::uint32_t>(word)));
}

template <psa_algorithm_t kAlg, std::size_t kContextSize>
Status MbedtlsHash<kAlg, kContextSize>::start() {
  using Backend = HashBackend<kAlg>;
  auto* const context = context_.template as<typename Backend::Context>();
  Backend::kInit(context);
  return to_status(Backend::start(context));
}

template <psa_algorithm_t kAlg, std::size_t kContextSize>
Status MbedtlsHash<kAlg, kContextSize>::update(Bytes data) {
  using Backend = HashBackend<kAlg>;
  return to_status(
      Backend::kUpdate(context_.template as<typename Backend::Context>(), data.data(), data.size()));
}

template <psa_algorithm_t kAlg, std::size_t kContextSize>
Status MbedtlsHash<kAlg, kContextSize>::finish(MutableBytes hash) {
  using Backend = HashBackend<kAlg>;
  return to_status(Backend::finish(context_.template as<typename Backend::Context>(), hash.data()));
}

template <psa_algorithm_t kAlg, std::size_t kContextSize>
std::size_t MbedtlsHash<kAlg, kContextSize>::suspend(MutableBytes state) {
  using Backend = HashBackend<kAlg>;
  const auto& context = *context_.template as<typename Backend::Context>();
  std::uint8_t* to = state.data();
  const auto put = [&to](std::endian order, auto word) {
    store(to, in_order(order, word));
    to += sizeof word;
  };
  put(std::endian::big, context.total[1]);
  put(std::endian::big, context.total[0]);
  for (const auto word : context.state) put(Backend::kOrder, word);
  to = std::copy_n(context.buffer, context.total[0] % kBlockSize, to);
  return static_cast<std::size_t>(to - state.data());
}

// The count is of bytes; the algorithms count bits, with as many bits.
template <psa_algorithm_t kAlg, std::size_t kContextSize>
Status MbedtlsHash<kAlg, kContextSize>::resume(Bytes state) {
  using Backend = HashBackend<kAlg>;
  using Word = std::remove_cvref_t<decltype(Backend::Context::total[0])>;
  constexpr unsigned kTopBits = sizeof(Word) * 8 - 3;
  auto& context = *context_.template as<typename Backend::Context>();
  if (const Status started = start(); !started) return started;
  constexpr std::size_t kFixed = sizeof context.total + sizeof context.state;
  if (state.size() < kFixed) return Failure{PSA_ERROR_INVALID_ARGUMENT};
  const std::uint8_t* from = state.data();
  const auto get = [&from](std::endian order) {
    const Word word = in_order(order, load<Word>(from));
    from += sizeof word;
    return word;
  };
  context.total[1] = get(std::endian::big);
  context.total[0] = get(std::endian::big);
  for (Word& word : context.state) word = get(Backend::kOrder);
  const Bytes rest = state.subspan(kFixed);
  if (rest.size() != context.total[0] % kBlockSize || context.total[1] >> kTopBits != 0)
    return Failure{PSA_ERROR_INVALID_ARGUMENT};
  std::copy(rest.begin(), rest.end(), context.buffer);
  return {};
}

}  // namespace redoubt::crypto
