// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cose/cose.hpp"

#include <gmock/gmock.h>

#include <array>

#include "lib/cbor/test_hex.hpp"

namespace redoubt::cose {
namespace {

using test::hex;
using test::to_vector;

const std::string kSignature(128, '7');

// A message from its parts in hexadecimal; the signature's 64 bytes are all 0x77.
Sign1 decode(const std::string& digits, std::vector<std::uint8_t>& memory) {
  memory = hex(digits);
  return decode_sign1(memory);
}
Problem problem_of(const std::string& digits) {
  std::vector<std::uint8_t> memory;
  return decode(digits, memory).problem;
}
// A byte string of up to 23 bytes.
std::string bstr(const std::string& digits) {
  constexpr char kDigits[] = "0123456789abcdef";
  const std::size_t size = hex(digits).size();
  return std::string{kDigits[4 + size / 16], kDigits[size % 16]} + digits;
}
std::string message(const std::string& protected_header, const std::string& unprotected,
                    const std::string& payload = "43 010203") {
  return "d2 84" + protected_header + unprotected + payload + "5840" + kSignature;
}

TEST(Sign1, EncodesAsTheProfileDemands) {
  std::array<std::uint8_t, 128> buffer;
  cbor::Encoder encoder{buffer};
  begin_sign1(encoder, 3);
  encoder.raw(hex("010203"));
  end_sign1(encoder, hex(kSignature));
  EXPECT_EQ(to_vector(encoder.encoded()), hex(message(bstr("a10126"), "a0")));
}

// RFC 9052, section 4.4.
TEST(Sign1, EncodesWhatIsSigned) {
  const auto expected = hex("84 6a 5369676e617475726531 43 a10126 40 59012c");
  std::array<std::uint8_t, 64> buffer;
  cbor::Encoder maker{buffer};
  begin_to_be_signed(maker, 300);
  EXPECT_EQ(to_vector(maker.encoded()), expected);
  cbor::Encoder verifier{buffer};
  begin_sig_structure(verifier, 3);
  verifier.raw(hex("a10126"));
  begin_sig_payload(verifier, 300);
  EXPECT_EQ(to_vector(verifier.encoded()), expected);
}

TEST(Sign1, SizeIsKnownBeforeItIsMade) {
  for (const std::size_t size : {256u, 257u, 600u, 65535u}) {
    cbor::Encoder count;
    begin_sign1(count, size);
    end_sign1(count, hex(kSignature));
    EXPECT_EQ(sign1_size(size), count.size() + size);
  }
}

TEST(Sign1, HeadsFitTheirSize) {
  std::array<std::uint8_t, kSigHeadSize> buffer;
  cbor::Encoder begin{buffer};
  begin_sig_structure(begin, SIZE_MAX);
  EXPECT_TRUE(begin.fits());
  cbor::Encoder middle{buffer};
  begin_sig_payload(middle, SIZE_MAX);
  EXPECT_TRUE(middle.fits());
}

TEST(Sign1, DecodesWhatItEncodes) {
  std::vector<std::uint8_t> memory;
  const Sign1 sign1 = decode(message(bstr("a10126"), "a0"), memory);
  EXPECT_EQ(sign1.problem, Problem::kNone);
  EXPECT_EQ(to_vector(sign1.protected_header), hex("a10126"));
  EXPECT_EQ(to_vector(sign1.payload), hex("010203"));
  EXPECT_EQ(to_vector(sign1.signature), hex(kSignature));
}

TEST(Sign1, PassesOverHeadersThatDecideNothing) {
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a1 04 42 1234")), Problem::kNone);  // kid
  EXPECT_EQ(problem_of(message(bstr("a2 0126 03 1832"), "a0")), Problem::kNone);    // content type
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a2 6161 82 01 02 3863 a1 01 26")),
            Problem::kNone);  // nested, private
  EXPECT_EQ(problem_of(message(bstr("a2 6161 00 01 26"), "a0")), Problem::kNone);
}

TEST(Sign1, TakesVariantEncodings) {
  EXPECT_EQ(problem_of("d812 9804 5803a10126 b800 5803010203 590040" + kSignature), Problem::kNone);
  EXPECT_EQ(problem_of(message(bstr("a1 1801 3806"), "a0")), Problem::kNone);
}

TEST(Sign1, RefusesOtherStructures) {
  EXPECT_EQ(problem_of(""), Problem::kCbor);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a0").substr(3)), Problem::kNotSign1);         // no tag
  EXPECT_EQ(problem_of("d1" + message(bstr("a10126"), "a0").substr(2)), Problem::kNotSign1);  // COSE_Mac0
  EXPECT_EQ(problem_of("d83d" + message(bstr("a10126"), "a0")), Problem::kNotSign1);  // CWT tag: not used
  EXPECT_EQ(problem_of("d2 83 43a10126 a0 43010203"), Problem::kNotSign1);
  EXPECT_EQ(problem_of("d2 85 43a10126 a0 43010203 5840" + kSignature + "00"), Problem::kNotSign1);
  EXPECT_EQ(problem_of("d2 9f 43a10126 a0 43010203 5840" + kSignature + "ff"), Problem::kCbor);
  EXPECT_EQ(problem_of("d2 a2 43a10126 a0 43010203 5840" + kSignature), Problem::kCbor);
  EXPECT_EQ(problem_of(message("a10126", "a0")), Problem::kCbor);        // the protected header is no string
  EXPECT_EQ(problem_of(message(bstr("a10126"), "80")), Problem::kCbor);  // the other one no map
  EXPECT_EQ(problem_of(message(bstr("a10126"), "40")), Problem::kCbor);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a0", "63616263")),
            Problem::kNotSign1);  // the payload is a text
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a0", "f6")), Problem::kDetached);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a0") + "00"), Problem::kCbor);  // trailing byte
  EXPECT_EQ(problem_of("d2 84 43a10126 a0 43010203 6140"), Problem::kCbor);
}

TEST(Sign1, RefusesMalformedProtectedHeaders) {
  EXPECT_EQ(problem_of(message(bstr("a1012600"), "a0")), Problem::kCbor);  // trailing byte
  EXPECT_EQ(problem_of(message(bstr("a101"), "a0")), Problem::kCbor);      // cut
  EXPECT_EQ(problem_of(message(bstr("0126"), "a0")), Problem::kCbor);      // no map
  EXPECT_EQ(problem_of(message(bstr("bf0126ffff"), "a0")), Problem::kCbor);
  EXPECT_EQ(problem_of(message(bstr("a2 4101 00 01 26"), "a0")),
            Problem::kHeader);  // label type
}

TEST(Sign1, RefusesAmbiguousHeaders) {
  EXPECT_EQ(problem_of(message(bstr("a2 0126 0126"), "a0")), Problem::kHeader);
  EXPECT_EQ(problem_of(message(bstr("a2 0138220126"), "a0")), Problem::kHeader);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a1 01 26")), Problem::kHeader);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a1 02 81 04")), Problem::kHeader);
  EXPECT_EQ(problem_of(message(bstr("a10126"), "a1 80 00")), Problem::kHeader);
}

TEST(Sign1, RefusesCriticalHeaders) {
  EXPECT_EQ(problem_of(message(bstr("a2 0126 02 81 04"), "a0")), Problem::kCritical);
}

TEST(Sign1, RefusesOtherAlgorithms) {
  EXPECT_EQ(problem_of(message(bstr(""), "a0")), Problem::kNoAlgorithm);
  EXPECT_EQ(problem_of(message(bstr("a0"), "a0")), Problem::kNoAlgorithm);
  EXPECT_EQ(problem_of(message(bstr("a10426"), "a0")), Problem::kNoAlgorithm);
  EXPECT_EQ(problem_of(message(bstr("a1013822"), "a0")), Problem::kAlgorithm);           // ES384
  EXPECT_EQ(problem_of(message(bstr("a10127"), "a0")), Problem::kAlgorithm);             // EdDSA
  EXPECT_EQ(problem_of(message(bstr("a10106"), "a0")), Problem::kAlgorithm);             // +6
  EXPECT_EQ(problem_of(message(bstr("a101 654553323536"), "a0")), Problem::kAlgorithm);  // "ES256" as a text
  EXPECT_EQ(problem_of(message(bstr("a101 8126"), "a0")),
            Problem::kCbor);  // alg is an array: misread, refused
  EXPECT_EQ(problem_of(message(bstr("a101 c126"), "a0")), Problem::kCbor);
}

TEST(Sign1, RefusesSignaturesOfAnotherSize) {
  const std::string head = "d2 84 43a10126 a0 43010203";
  EXPECT_EQ(problem_of(head + "40"), Problem::kSignature);
  EXPECT_EQ(problem_of(head + "583f" + kSignature.substr(2)), Problem::kSignature);
  EXPECT_EQ(problem_of(head + "5841" + kSignature + "00"), Problem::kSignature);
}

TEST(Sign1, RefusesEveryPrefix) {
  const auto whole = hex(message(bstr("a10126"), "a1 04 42 1234"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(decode_sign1(Bytes(whole).first(size)).problem, Problem::kCbor) << size;
  }
}

TEST(Sign1, EveryProblemHasWordsOfItsOwn) {
  std::vector<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(Problem::kSignature); ++i) {
    const std::string_view words = text(static_cast<Problem>(i));
    EXPECT_FALSE(words.empty());
    EXPECT_THAT(seen, testing::Not(testing::Contains(words)));
    seen.push_back(words);
  }
}

}  // namespace
}  // namespace redoubt::cose
