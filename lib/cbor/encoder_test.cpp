// SPDX-License-Identifier: BSD-3-Clause
#include "lib/cbor/encoder.hpp"

#include <gmock/gmock.h>

#include <array>
#include <limits>

#include "lib/cbor/test_hex.hpp"

namespace redoubt::cbor {
namespace {

using test::hex;
using test::to_vector;

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

struct Streamed {
  std::vector<std::uint8_t> bytes;
  std::vector<std::size_t> pieces;
  static void flush(void* context, Bytes piece) {
    auto& self = *static_cast<Streamed*>(context);
    self.bytes.insert(self.bytes.end(), piece.begin(), piece.end());
    self.pieces.push_back(piece.size());
  }
};

// What `write` encodes, which must be the same when it is counted, written to a buffer and streamed through
// buffers of every small size.
template <class Write>
std::vector<std::uint8_t> encode(Write write) {
  std::array<std::uint8_t, 256> buffer;
  Encoder direct{buffer};
  write(direct);
  EXPECT_TRUE(direct.fits());
  Encoder count;
  write(count);
  EXPECT_EQ(count.size(), direct.size());
  for (std::size_t size = 1; size < 20; ++size) {
    std::array<std::uint8_t, 20> small;
    Streamed streamed;
    Encoder stream(MutableBytes(small).first(size), &Streamed::flush, &streamed);
    write(stream);
    stream.finish();
    EXPECT_EQ(stream.size(), direct.size());
    EXPECT_EQ(streamed.bytes, to_vector(direct.encoded()));
    for (const std::size_t piece : streamed.pieces) EXPECT_LE(piece, size);
  }
  return to_vector(direct.encoded());
}

std::vector<std::uint8_t> encode_integer(std::int64_t value) {
  return encode([=](Encoder& to) { to.integer(value); });
}

// RFC 8949, appendix A.
TEST(Encoder, IntegersOfAppendixA) {
  EXPECT_EQ(encode_integer(0), hex("00"));
  EXPECT_EQ(encode_integer(1), hex("01"));
  EXPECT_EQ(encode_integer(10), hex("0a"));
  EXPECT_EQ(encode_integer(23), hex("17"));
  EXPECT_EQ(encode_integer(24), hex("1818"));
  EXPECT_EQ(encode_integer(25), hex("1819"));
  EXPECT_EQ(encode_integer(100), hex("1864"));
  EXPECT_EQ(encode_integer(1000), hex("1903e8"));
  EXPECT_EQ(encode_integer(1000000), hex("1a000f4240"));
  EXPECT_EQ(encode_integer(1000000000000), hex("1b000000e8d4a51000"));
  EXPECT_EQ(encode_integer(-1), hex("20"));
  EXPECT_EQ(encode_integer(-10), hex("29"));
  EXPECT_EQ(encode_integer(-100), hex("3863"));
  EXPECT_EQ(encode_integer(-1000), hex("3903e7"));
}

TEST(Encoder, IntegersAtTheEdgesOfEachForm) {
  EXPECT_EQ(encode_integer(0xFF), hex("18ff"));
  EXPECT_EQ(encode_integer(0x100), hex("190100"));
  EXPECT_EQ(encode_integer(0xFFFF), hex("19ffff"));
  EXPECT_EQ(encode_integer(0x10000), hex("1a00010000"));
  EXPECT_EQ(encode_integer(0xFFFFFFFF), hex("1affffffff"));
  EXPECT_EQ(encode_integer(0x100000000), hex("1b0000000100000000"));
  EXPECT_EQ(encode_integer(kMost), hex("1b7fffffffffffffff"));
  EXPECT_EQ(encode_integer(-24), hex("37"));
  EXPECT_EQ(encode_integer(-25), hex("3818"));
  EXPECT_EQ(encode_integer(-256), hex("38ff"));
  EXPECT_EQ(encode_integer(-257), hex("390100"));
  EXPECT_EQ(encode_integer(kLeast), hex("3b7fffffffffffffff"));
}

TEST(Encoder, StringsOfAppendixA) {
  EXPECT_EQ(encode([](Encoder& to) { to.bytes({}); }), hex("40"));
  EXPECT_EQ(encode([](Encoder& to) { to.bytes(hex("01020304")); }), hex("4401020304"));
  EXPECT_EQ(encode([](Encoder& to) { to.text(""); }), hex("60"));
  EXPECT_EQ(encode([](Encoder& to) { to.text("a"); }), hex("6161"));
  EXPECT_EQ(encode([](Encoder& to) { to.text("IETF"); }), hex("6449455446"));
  EXPECT_EQ(encode([](Encoder& to) { to.text("\"\\"); }), hex("62225c"));
  EXPECT_EQ(encode([](Encoder& to) { to.text("\u00fc"); }), hex("62c3bc"));
}

TEST(Encoder, ContainersOfAppendixA) {
  EXPECT_EQ(encode([](Encoder& to) { to.array(0); }), hex("80"));
  EXPECT_EQ(encode([](Encoder& to) {
              to.map(2);
              to.text("a");
              to.integer(1);
              to.text("b");
              to.array(2);
              to.integer(2);
              to.integer(3);
            }),
            hex("a26161016162820203"));
  EXPECT_EQ(encode([](Encoder& to) {
              to.array(25);
              for (int i = 1; i <= 25; ++i) to.integer(i);
            }),
            hex("98190102030405060708090a0b0c0d0e0f101112131415161718181819"));
  EXPECT_EQ(encode([](Encoder& to) {
              to.tag(32);
              to.text("http://www.example.com");
            }),
            hex("d82076687474703a2f2f7777772e6578616d706c652e636f6d"));
}

TEST(Encoder, HeadOfAByteStringThatFollows) {
  EXPECT_EQ(encode([](Encoder& to) {
              to.bytes_head(3);
              to.integer(1000);
            }),
            hex("431903e8"));
}

TEST(Encoder, CountsWhatDoesNotFitAndWritesNothingBeyondTheBuffer) {
  std::array<std::uint8_t, 6> memory{};
  memory.fill(0x5A);
  for (std::size_t size = 0; size <= 5; ++size) {
    Encoder encoder(MutableBytes(memory).first(size));
    encoder.bytes(hex("01020304"));
    EXPECT_EQ(encoder.size(), 5u);
    EXPECT_EQ(encoder.fits(), size == 5);
    EXPECT_LE(encoder.encoded().size(), size);
    EXPECT_EQ(memory[size], 0x5A);
    memory.fill(0x5A);
  }
}

TEST(Encoder, StaysUnfittingOnceBytesWereDropped) {
  std::array<std::uint8_t, 2> memory{};
  Encoder encoder{memory};
  encoder.bytes(hex("010203"));
  encoder.integer(1);
  EXPECT_FALSE(encoder.fits());
}

}  // namespace
}  // namespace redoubt::cbor
