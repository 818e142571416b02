// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cbor/decoder.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "lib/cbor/encoder.hpp"
#include "lib/cbor/test_hex.hpp"

namespace redoubt::cbor {
namespace {

using test::hex;
using test::to_vector;

std::string hex_of(const std::vector<std::uint8_t>& bytes) {
  std::string digits;
  for (const std::uint8_t byte : bytes) {
    digits += "0123456789abcdef"[byte >> 4];
    digits += "0123456789abcdef"[byte & 15];
  }
  return digits;
}

// Skips one item that must be all of the input.
Problem skip_all(std::string_view digits, Form form = Form::kDeterministic) {
  const auto input = hex(digits);
  Decoder decoder(input, form);
  const Status skipped = decoder.skip();
  const Status finished = decoder.finish();
  EXPECT_EQ(static_cast<bool>(skipped && finished), decoder.problem() == Problem::kNone);
  return decoder.problem();
}

std::int64_t integer_of(std::string_view digits) {
  const auto input = hex(digits);
  Decoder decoder{input};
  const auto value = decoder.integer();
  EXPECT_TRUE(value && decoder.finish()) << digits;
  return value ? *value : 0x0BAD;
}

// RFC 8949, appendix A.
TEST(Decoder, IntegersOfAppendixA) {
  EXPECT_EQ(integer_of("00"), 0);
  EXPECT_EQ(integer_of("17"), 23);
  EXPECT_EQ(integer_of("1818"), 24);
  EXPECT_EQ(integer_of("1864"), 100);
  EXPECT_EQ(integer_of("1903e8"), 1000);
  EXPECT_EQ(integer_of("1a000f4240"), 1000000);
  EXPECT_EQ(integer_of("1b000000e8d4a51000"), 1000000000000);
  EXPECT_EQ(integer_of("20"), -1);
  EXPECT_EQ(integer_of("29"), -10);
  EXPECT_EQ(integer_of("3863"), -100);
  EXPECT_EQ(integer_of("3903e7"), -1000);
  EXPECT_EQ(integer_of("1b7fffffffffffffff"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(integer_of("3b7fffffffffffffff"), std::numeric_limits<std::int64_t>::min());
}

TEST(Decoder, IntegersBeyondTheRangeAreSkippedButNotRead) {
  for (const char* digits :
       {"1bffffffffffffffff", "3bffffffffffffffff", "1b8000000000000000", "3b8000000000000000"}) {
    const auto input = hex(digits);
    Decoder decoder{input};
    EXPECT_EQ(decoder.integer().status(), PSA_ERROR_DATA_INVALID);
    EXPECT_EQ(decoder.problem(), Problem::kOutOfRange);
    EXPECT_EQ(skip_all(digits), Problem::kNone);
  }
}

TEST(Decoder, SkipsEveryDefiniteItemOfAppendixA) {
  const char* const items[] = {"c249010000000000000000",
                               "c349010000000000000000",
                               "f90000",
                               "f98000",
                               "f93c00",
                               "fb3ff199999999999a",
                               "f93e00",
                               "f97bff",
                               "fa47c35000",
                               "fa7f7fffff",
                               "fb7e37e43c8800759c",
                               "f90001",
                               "f90400",
                               "f9c400",
                               "fbc010666666666666",
                               "f97c00",
                               "f97e00",
                               "f9fc00",
                               "fa7f800000",
                               "fa7fc00000",
                               "faff800000",
                               "fb7ff0000000000000",
                               "fb7ff8000000000000",
                               "fbfff0000000000000",
                               "f4",
                               "f5",
                               "f6",
                               "f7",
                               "f0",
                               "f8ff",
                               "c074323031332d30332d32315432303a30343a30305a",
                               "c11a514b67b0",
                               "c1fb41d452d9e8200000",
                               "d74401020304",
                               "d818456449455446",
                               "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
                               "40",
                               "4401020304",
                               "60",
                               "6161",
                               "6449455446",
                               "62225c",
                               "62c3bc",
                               "63e6b0b4",
                               "64f0908591",
                               "80",
                               "83010203",
                               "8301820203820405",
                               "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
                               "a0",
                               "a201020304",
                               "a26161016162820203",
                               "826161a161626163",
                               "a56161614161626142616361436164614461656145"};
  for (const char* digits : items) {
    EXPECT_EQ(skip_all(digits), Problem::kNone) << digits;
    EXPECT_EQ(skip_all(digits, Form::kVariant), Problem::kNone) << digits;
  }
}

TEST(Decoder, RefusesEveryIndefiniteItemOfAppendixA) {
  const char* const items[] = {"5f42010243030405ff",
                               "7f657374726561646d696e67ff",
                               "9fff",
                               "9f018202039f0405ffff",
                               "9f01820203820405ff",
                               "83018202039f0405ff",
                               "83019f0203ff820405",
                               "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
                               "bf61610161629f0203ffff",
                               "826161bf61626163ff",
                               "bf6346756ef563416d7421ff",
                               "ff"};
  for (const char* digits : items) {
    EXPECT_EQ(skip_all(digits, Form::kVariant), Problem::kIndefinite) << digits;
  }
}

TEST(Decoder, RefusesEachReservedForm) {
  for (int major = 0; major < 8; ++major) {
    for (int form = 28; form <= 30; ++form) {
      const std::uint8_t input[] = {static_cast<std::uint8_t>(major << 5 | form), 0, 0, 0, 0, 0, 0, 0, 0};
      Decoder decoder{input};
      EXPECT_FALSE(decoder.next());
      EXPECT_EQ(decoder.problem(), Problem::kReserved);
    }
  }
  // RFC 8949, section 3.3: simple values below 32 have no two-byte form.
  EXPECT_EQ(skip_all("f800", Form::kVariant), Problem::kReserved);
  EXPECT_EQ(skip_all("f81f", Form::kVariant), Problem::kReserved);
  EXPECT_EQ(skip_all("f820", Form::kVariant), Problem::kNone);
}

TEST(Decoder, LongFormsAreVariantsOnly) {
  const char* const items[] = {"1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff",
                               "3800", "390001", "5800",   "590001aa",   "780161",
                               "9800", "b800",   "990000", "d8128140",   "5a00000000"};
  for (const char* digits : items) {
    EXPECT_EQ(skip_all(digits), Problem::kNotShortest) << digits;
    EXPECT_EQ(skip_all(digits, Form::kVariant), Problem::kNone) << digits;
  }
}

TEST(Decoder, RefusesInputThatEndsTooEarlyAtEveryByte) {
  // An array of a nested map, a tagged string and a long integer: no prefix of it is an item.
  const std::string whole = "84a26161016162820203c249010000000000000000f93c001b000000e8d4a51000";
  EXPECT_EQ(skip_all(whole), Problem::kNone);
  for (std::size_t digits = 0; digits < whole.size(); digits += 2) {
    EXPECT_EQ(skip_all(whole.substr(0, digits)), Problem::kTruncated) << digits;
  }
}

TEST(Decoder, RefusesLengthsAndCountsThatLie) {
  for (const char* digits :
       {"5bffffffffffffffff00", "7bffffffffffffffff00", "9bffffffffffffffff00", "bbffffffffffffffff00",
        "bb800000000000000000", "bb7fffffffffffffff00", "9b800000000000000000", "5affffffff", "420a", "8200",
        "a100", "a2000000", "c0", "82820000"}) {
    EXPECT_EQ(skip_all(digits, Form::kVariant), Problem::kTruncated) << digits;
  }
}

TEST(Decoder, DepthCostsNothing) {
  std::vector<std::uint8_t> input(100000, 0x81);  // arrays of one array each
  input.push_back(0x00);
  Decoder decoder{input};
  EXPECT_TRUE(decoder.skip() && decoder.finish());
  std::vector<std::uint8_t> tags(100000, 0xC1);
  Decoder endless{tags};
  EXPECT_FALSE(endless.skip());
  EXPECT_EQ(endless.problem(), Problem::kTruncated);
}

TEST(Decoder, TextsAreUtf8) {
  for (const char* good :
       {"61 7f", "62 c280", "63 e0a080", "63 ed9fbf", "63 eebfbf", "64 f0908080", "64 f48fbfbf"}) {
    EXPECT_EQ(skip_all(good), Problem::kNone) << good;
  }
  const char* const bad[] = {
      "61 80",        // a tail without a lead
      "61 c3",        // a lead without a tail
      "62 c0af",      // overlong
      "62 c1bf",      // overlong
      "62 c328",      // the tail is not one
      "63 e09fbf",    // overlong
      "63 eda080",    // a surrogate
      "63 e28228",    // the second tail is not one
      "62 e282",      // cut
      "64 f08fbfbf",  // overlong
      "64 f4908080",  // above U+10FFFF
      "64 f5808080",  // above U+10FFFF
      "63 f09080",    // cut
      "61 ff",
  };
  for (const char* digits : bad) EXPECT_EQ(skip_all(digits), Problem::kNotUtf8) << digits;
}

TEST(Decoder, ReadsStringsInPlace) {
  const auto input = hex("4401020304 6449455446");
  Decoder decoder{input};
  const auto bytes = decoder.bytes();
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->data(), input.data() + 1);
  EXPECT_EQ(to_vector(*bytes), hex("01020304"));
  const auto text = decoder.text();
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "IETF");
  EXPECT_TRUE(decoder.finish());
}

TEST(Decoder, ReadsHeadsOfContainers) {
  const auto input = hex("d2 82 a1 05 06 80");
  Decoder decoder{input};
  EXPECT_EQ(*decoder.tag(), 18u);
  EXPECT_EQ(*decoder.array(), 2u);
  EXPECT_EQ(*decoder.map(), 1u);
  EXPECT_EQ(*decoder.integer(), 5);
  EXPECT_EQ(*decoder.integer(), 6);
  EXPECT_EQ(*decoder.array(), 0u);
  EXPECT_TRUE(decoder.at_end());
  EXPECT_TRUE(decoder.finish());
}

TEST(Decoder, EachReaderTakesItsOwnTypeOnly) {
  struct Sample {
    Type type;
    const char* digits;
  };
  const Sample samples[] = {{Type::kUnsigned, "01"}, {Type::kNegative, "20"}, {Type::kBytes, "4101"},
                            {Type::kText, "6161"},   {Type::kArray, "8101"},  {Type::kMap, "a10102"},
                            {Type::kTag, "c101"},    {Type::kSimple, "f5"},   {Type::kFloat, "f93c00"}};
  for (const Sample& sample : samples) {
    const auto input = hex(sample.digits);
    const auto problem_of = [&](auto read) {
      Decoder decoder{input};
      const auto result = read(decoder);
      EXPECT_EQ(static_cast<bool>(result), decoder.problem() == Problem::kNone);
      return decoder.problem();
    };
    const auto expected = [&](Type type) {
      return sample.type == type ? Problem::kNone : Problem::kWrongType;
    };
    const bool is_integer = sample.type == Type::kUnsigned || sample.type == Type::kNegative;
    EXPECT_EQ(problem_of([](Decoder& d) { return d.integer(); }),
              is_integer ? Problem::kNone : Problem::kWrongType);
    EXPECT_EQ(problem_of([](Decoder& d) { return d.bytes(); }), expected(Type::kBytes));
    EXPECT_EQ(problem_of([](Decoder& d) { return d.text(); }), expected(Type::kText));
    EXPECT_EQ(problem_of([](Decoder& d) { return d.array(); }), expected(Type::kArray));
    EXPECT_EQ(problem_of([](Decoder& d) { return d.map(); }), expected(Type::kMap));
    EXPECT_EQ(problem_of([](Decoder& d) { return d.tag(); }), expected(Type::kTag));
    Decoder decoder{input};
    const auto item = decoder.next();
    ASSERT_TRUE(item);
    EXPECT_EQ(item->type, sample.type);
  }
}

TEST(Decoder, StaysFailedAndKeepsTheFirstProblem) {
  const auto input = hex("ff 01 02");
  Decoder decoder{input};
  EXPECT_FALSE(decoder.next());
  EXPECT_FALSE(decoder.integer());
  EXPECT_FALSE(decoder.skip());
  EXPECT_FALSE(decoder.finish());
  EXPECT_EQ(decoder.problem(), Problem::kIndefinite);
}

TEST(Decoder, TrailingBytesAreAProblem) {
  EXPECT_EQ(skip_all("0000"), Problem::kTrailing);
  EXPECT_EQ(skip_all("f6f6"), Problem::kTrailing);
}

TEST(Decoder, EveryProblemHasWordsOfItsOwn) {
  std::vector<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(Problem::kTrailing); ++i) {
    const std::string_view words = text(static_cast<Problem>(i));
    EXPECT_FALSE(words.empty());
    EXPECT_THAT(seen, testing::Not(testing::Contains(words)));
    seen.push_back(words);
  }
}

// Whatever the deterministic form accepts, our encoder writes in the same bytes.
TEST(Decoder, DeterministicIntegersAreWhatTheEncoderWrites) {
  for (int bit = 0; bit < 63; ++bit) {
    for (const std::int64_t step : {-1, 0, 1}) {
      for (const std::int64_t sign : {-1, 1}) {
        const std::int64_t value = sign * ((std::int64_t{1} << bit) + step);
        std::uint8_t buffer[9];
        Encoder encoder{buffer};
        encoder.integer(value);
        Decoder decoder{encoder.encoded()};
        const auto decoded = decoder.integer();
        ASSERT_TRUE(decoded && decoder.finish()) << value << ' ' << hex_of(to_vector(encoder.encoded()));
        EXPECT_EQ(*decoded, value);
      }
    }
  }
}

}  // namespace
}  // namespace redoubt::cbor
