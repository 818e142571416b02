// SPDX-License-Identifier: BSD-3-Clause
// CBOR (RFC 8949) pull decoder for data that an attacker wrote: no recursion, no heap, no copy, time linear
// in the input. Accepts well-formed data of definite length only, with valid UTF-8. What it returns points
// into the input. Order and uniqueness of map keys are the caller's to check.
#pragma once

#include <string_view>

#include "lib/base/bytes.hpp"
#include "lib/base/result.hpp"

namespace redoubt::cbor {

enum class Type : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple, kFloat };

// One data item without its children.
struct Item {
  Type type{};
  // The value (kNegative: -1 - argument), length, count of items (kArray) or pairs (kMap), tag number, simple
  // value, or bits of the floating-point number.
  std::uint64_t argument = 0;
  Bytes content{};  // of kBytes and kText
};

// Why the input was refused.
enum class Problem : std::uint8_t {
  kNone,
  kTruncated,    // the input ends inside an item
  kIndefinite,   // an item of indefinite length, or a break code
  kReserved,     // additional information 28 to 30, or a simple value below 32 in two bytes
  kNotShortest,  // a longer form than needed (Form::kDeterministic only)
  kNotUtf8,      // a text string that is not UTF-8
  kWrongType,    // another type than the caller asked for
  kOutOfRange,   // an integer beyond 64 bits signed
  kTrailing,     // bytes after the last item
};
std::string_view text(Problem problem);

enum class Form : std::uint8_t {
  kDeterministic,  // lengths and integers in their shortest form (floating-point numbers are not looked into)
  kVariant,        // any definite form, as RFC 9783, section 5.1.1 demands of a verifier
};

// Every error is PSA_ERROR_DATA_INVALID; problem() says which. After an error all further calls fail.
class Decoder {
 public:
  explicit Decoder(Bytes encoded, Form form = Form::kDeterministic) : rest_(encoded), form_(form) {}

  // The next item. The children of arrays, maps and tags follow by further calls.
  // A returned count is backed by as many bytes of input at least, so that a loop over it ends.
  Result<Item> next();
  // Passes over one item with all that it contains, however deep.
  Status skip();

  // The next item, which must be of the type; kOutOfRange if an integer does not fit.
  Result<std::int64_t> integer();
  Result<Bytes> bytes();
  Result<std::string_view> text();
  Result<std::size_t> array();  // count of items
  Result<std::size_t> map();    // count of pairs
  // The number of the next tag.
  Result<std::uint64_t> tag();
  // Fails with kTrailing unless all input was read.
  Status finish();

  bool at_end() const { return rest_.empty(); }
  Problem problem() const { return problem_; }

 private:
  Failure fail(Problem problem);
  Result<std::uint64_t> argument(std::uint8_t form, bool is_float);
  Result<Item> next_of(Type type);

  Bytes rest_;
  Form form_;
  Problem problem_ = Problem::kNone;
};

}  // namespace redoubt::cbor
