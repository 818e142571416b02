// SPDX-License-Identifier: BSD-3-Clause
// The parts of the tool that its command line cannot reach or only with a device that has run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/flash_store/store.hpp"
#include "lib/flash_store/system_store.hpp"
#include "tools/redoubt/crypto_host.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/factory.hpp"
#include "tools/redoubt/file_flash.hpp"
#include "tools/redoubt/hex.hpp"
#include "tools/redoubt/newest_record.hpp"

namespace redoubt::tool {
namespace {

namespace fs = std::filesystem;
using ::testing::Each;
using ::testing::ElementsAre;

constexpr std::uint32_t kSector = 4096;

class InFolder : public ::testing::Test {
 protected:
  InFolder() {
    std::string name = (fs::temp_directory_path() / "redoubt-tool-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  ~InFolder() override { fs::remove_all(folder_); }

  fs::path folder_;
};

// A board of two stores, as large as needed here.
Board small_board() {
  Board board;
  board.name = "small";
  board.nv.whole.size = 16 * kSector;
  board.nv.sector_size = kSector;
  board.nv.program_unit = 4;
  std::uint32_t base = 0;
  for (const char* name : {"provisioned", "system", "its"}) {
    Region area;
    area.name = name;
    area.base = base;
    area.size = 4 * kSector;
    board.nv.areas.push_back(area);
    base += area.size;
  }
  return board;
}

class WithMemory : public InFolder {
 protected:
  WithMemory() {
    replace_file(folder_ / "nv.img", Bytes(ByteVector(board_.nv.whole.size, 0)), kPrivateFile);
    memory_.emplace(folder_ / "nv.img", File::Access::kReadWrite);
  }
  FileFlash flash(std::string_view name) { return {*memory_, board_, find_area(board_, name)}; }

  Board board_ = small_board();
  std::optional<File> memory_;
};

TEST(Hex, RoundTripAndRefusals) {
  EXPECT_EQ(hex(ByteVector{0x00, 0x0f, 0xf0, 0xff}), "000ff0ff");
  EXPECT_THAT(from_hex(" 00 0F\r\n\tf0fF", "x"), ElementsAre(0x00, 0x0f, 0xf0, 0xff));
  EXPECT_TRUE(from_hex("", "x").empty());
  for (const char* wrong : {"0", "000", "0g", "0x00", "\xff\xff", "-1"})
    EXPECT_THROW(from_hex(wrong, "x"), UsageError);
  EXPECT_FALSE(looks_like_hex(ByteVector{}));
  EXPECT_FALSE(looks_like_hex(ByteVector{' '}));
  EXPECT_FALSE(looks_like_hex(ByteVector{'0', 0xd2}));
  EXPECT_TRUE(looks_like_hex(ByteVector{'d', '2'}));
}

TEST(Crypto, Sha256) {
  const ByteVector abc = {'a', 'b', 'c'};
  EXPECT_EQ(hex(sha256(abc)), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 6979, A.2.5: key and deterministic signature of "sample" with SHA-256.
TEST(Crypto, SignsAsRfc6979Says) {
  const auto der = from_hex(
      "30770201010420C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721A00A06082A8648CE3D030107"
      "A14403"
      "420004"
      "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B2"
      "0C"
      "2D7E9F5177A3C294D4462299",
      "key");
  const PrivateKey key = PrivateKey::parse(der, "key");
  const ByteVector sample = {'s', 'a', 'm', 'p', 'l', 'e'};
  const ByteVector signature = key.sign_der(sha256(sample));
  const auto raw = from_hex(
      "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
      "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
      "signature");
  EXPECT_TRUE(key.public_key().verify_der(sha256(sample), signature));
  EXPECT_TRUE(key.public_key().verify_raw(sha256(sample), raw));
  EXPECT_EQ(hex(signature).find("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"), 10u);
}

TEST(Crypto, RefusesWhatIsNoSignature) {
  const PrivateKey key = PrivateKey::generate();
  const Digest digest = sha256(ByteVector{1});
  const ByteVector good = key.sign_der(digest);
  EXPECT_TRUE(key.public_key().verify_der(digest, good));
  EXPECT_FALSE(key.public_key().verify_der(sha256(ByteVector{2}), good));
  EXPECT_FALSE(PrivateKey::generate().public_key().verify_der(digest, good));
  EXPECT_FALSE(key.public_key().verify_der(digest, Bytes(good).first(good.size() - 1)));
  EXPECT_FALSE(key.public_key().verify_raw(digest, ByteVector(64, 0x00)));
  EXPECT_FALSE(key.public_key().verify_raw(digest, ByteVector(64, 0xff)));
  EXPECT_FALSE(key.public_key().verify_raw(digest, ByteVector(63, 0x01)));
  EXPECT_FALSE(key.public_key().verify_raw(digest, ByteVector(65, 0x01)));
}

TEST(Crypto, RefusesWhatIsNoPoint) {
  auto point = PrivateKey::generate().public_key().point();
  EXPECT_NO_THROW(PublicKey{Bytes(point)});
  EXPECT_THROW(PublicKey(Bytes(point).first(64)), Error);
  EXPECT_THROW(PublicKey(ByteVector(65, 0)), Error);
  EXPECT_THROW(PublicKey(ByteVector{0}), Error);  // infinity
  point[64] ^= 1;
  EXPECT_THROW(PublicKey{Bytes(point)}, Error);
}

TEST(Crypto, RepeatableRandomRepeatsWhateverThePieces) {
  const ByteVector seed = {1, 2, 3};
  ByteVector one(100), two(100), other(100);
  repeatable_random(seed)(one);
  repeatable_random(seed)(two);
  repeatable_random(ByteVector{1, 2, 4})(other);
  EXPECT_EQ(one, two);
  EXPECT_NE(one, other);
  const auto stream = repeatable_random(seed);
  ByteVector first(32), second(32);
  stream(first);
  stream(second);
  EXPECT_NE(first, second);
}

TEST_F(InFolder, ReplacedFilesAppearWholeOrNotAtAll) {
  const fs::path file = folder_ / "file";
  replace_file(file, std::string_view("first"), kPrivateFile);
  {
    NewFile unfinished(file, kPublicFile);
    unfinished.file().write(0, ByteVector{'x'});
  }
  EXPECT_EQ(read_bytes(file, 100), (ByteVector{'f', 'i', 'r', 's', 't'}));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  replace_file(file, std::string_view(""), kPublicFile);
  EXPECT_TRUE(read_bytes(file, 0).empty());
  EXPECT_EQ(fs::status(file).permissions() & fs::perms::others_read, fs::perms::others_read);
}

TEST_F(InFolder, ReadsStopAtTheLimitAndTheEnd) {
  const fs::path file = folder_ / "file";
  replace_file(file, Bytes(ByteVector(40000, 7)), kPublicFile);
  EXPECT_EQ(read_bytes(file, 40000).size(), 40000u);
  EXPECT_THROW(read_bytes(file, 39999), Error);
  EXPECT_THROW(read_bytes(folder_, 100), Error);
  EXPECT_THROW(read_bytes(folder_ / "missing", 100), Error);
  const File open(file, File::Access::kRead);
  ByteVector piece(10);
  open.read(39990, piece);
  EXPECT_THAT(piece, Each(7));
  EXPECT_THROW(open.read(39991, piece), Error);
}

TEST_F(WithMemory, FlashKeepsTheRulesOfNor) {
  FileFlash its = flash("its");
  EXPECT_EQ(its.geometry().size, 4 * kSector);
  const ByteVector word = {1, 2, 3, 4};
  EXPECT_EQ(its.program(0, word).status(), PSA_ERROR_HARDWARE_FAILURE) << "a hole of the file is not erased";
  its.erase_all();
  EXPECT_TRUE(its.program(4 * kSector - 4, word));
  EXPECT_EQ(its.program(4 * kSector - 4, word).status(), PSA_ERROR_HARDWARE_FAILURE) << "programmed twice";
  EXPECT_TRUE(its.erase(3 * kSector));
  EXPECT_TRUE(its.program(4 * kSector - 4, word));
  for (const std::uint32_t offset : {4 * kSector, 4 * kSector - 3, 2u, 0xFFFFFFFCu}) {
    EXPECT_EQ(its.program(offset, word).status(), PSA_ERROR_INVALID_ARGUMENT) << offset;
  }
  EXPECT_EQ(its.program(0, Bytes(word).first(3)).status(), PSA_ERROR_INVALID_ARGUMENT);
  for (const std::uint32_t offset : {4 * kSector, 4u, 0xFFFFF000u}) {
    EXPECT_EQ(its.erase(offset).status(), PSA_ERROR_INVALID_ARGUMENT) << offset;
  }
  ByteVector out(8);
  EXPECT_TRUE(its.read(4 * kSector - 8, out));
  EXPECT_THAT(out, ElementsAre(0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4));
  EXPECT_EQ(its.read(4 * kSector - 7, out).status(), PSA_ERROR_INVALID_ARGUMENT);
}

TEST_F(WithMemory, FlashStaysInItsArea) {
  flash("system").erase_all();
  ByteVector neighbours(board_.nv.whole.size);
  memory_->read(0, neighbours);
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    ASSERT_EQ(neighbours[i], i / kSector >= 4 && i / kSector < 8 ? 0xff : 0x00) << i;
  }
}

TEST_F(WithMemory, TheNewestValueIsTheLastThatIsStillThere) {
  FileFlash its = flash("its");
  its.erase_all();
  EXPECT_FALSE(find_newest_value(its));
  std::array<flash_store::IndexEntry, 16> index{};
  flash_store::Store store(its, std::span(index));
  ASSERT_TRUE(store.mount());
  ASSERT_TRUE(store.set({-1, 1}, 0, ByteVector{1}));
  ASSERT_TRUE(store.set({-1, 2}, 0, ByteVector{2, 2}));
  EXPECT_EQ(find_newest_value(its)->key, (flash_store::Key{-1, 2}));
  ASSERT_TRUE(store.set({-1, 1}, 0, ByteVector{3, 3, 3}));
  ASSERT_TRUE(store.set({-1, 3}, 0, ByteVector{}));
  const auto newest = find_newest_value(its);
  EXPECT_EQ(newest->key, (flash_store::Key{-1, 1}));
  ASSERT_EQ(newest->size, 3u);
  ByteVector value(3);
  ASSERT_TRUE(its.read(newest->offset, value));
  EXPECT_THAT(value, Each(3));
  ASSERT_TRUE(store.remove({-1, 1}));
  EXPECT_EQ(find_newest_value(its)->key, (flash_store::Key{-1, 2}));
  ASSERT_TRUE(store.remove({-1, 2}));
  EXPECT_FALSE(find_newest_value(its));
}

TEST_F(WithMemory, AFlippedBitOfTheNewestValueIsNoticed) {
  FileFlash its = flash("its");
  its.erase_all();
  std::array<flash_store::IndexEntry, 16> index{};
  flash_store::Store store(its, std::span(index));
  ASSERT_TRUE(store.mount());
  ASSERT_TRUE(store.set({-1, 1}, 0, ByteVector{1, 2, 3, 4}));
  const auto value = find_newest_value(its);
  const std::uint64_t place = std::uint64_t{find_area(board_, "its").base} + value->offset;
  std::uint8_t byte = 0;
  memory_->read(place, {&byte, 1});
  byte ^= 0x10;
  memory_->write(place, Bytes(&byte, 1));
  flash_store::Store again(its, std::span(index));
  ASSERT_TRUE(again.mount());
  ByteVector out(4);
  EXPECT_EQ(again.read_exact({-1, 1}, out).status(), PSA_ERROR_DATA_CORRUPT);
}

// An identity and memory made of a known seed, but for what the board.json of a real board is needed for.
TEST_F(WithMemory, TheFactoryWritesTheFirstRecords) {
  replace_file(folder_ / "board.json", std::string_view("{}"), kPublicFile);
  board_.path = (folder_ / "board.json").string();
  Product product;
  product.lifecycle = 0x2000;
  product.minimum_counter = 5;
  const RandomFunction random = repeatable_random(ByteVector{9});
  const Identity identity = make_identity(product, random);
  write_new_memory(*memory_, board_, identity, product, random);

  provisioning::Provisioned read{};
  memory_->read(0, mutable_bytes_of(read));
  EXPECT_TRUE(provisioning::is_valid(read));
  EXPECT_EQ(hex(read.instance_id), "01" + hex(sha256(identity.attestation_key.point())));
  FileFlash system = flash("system");
  flash_store::SystemStore store(system);
  ASSERT_TRUE(store.mount());
  EXPECT_EQ(*store.counter(provisioning::kSecurityCounterSpe), 5u);
  EXPECT_EQ(*store.counter(provisioning::kSecurityCounterNspe), 5u);
  std::array<std::uint8_t, 64> seed{}, none{};
  ASSERT_TRUE(store.read_seed(seed));
  EXPECT_NE(seed, none);
  FileFlash its = flash("its");
  EXPECT_FALSE(find_newest_value(its));
}

TEST_F(InFolder, MemoryIsAsLargeAsTheEmulatorMaps) {
  Board board = small_board();
  board.path = (folder_ / "board.json").string();
  const auto size_with = [&](const char* json) {
    replace_file(board.path, std::string_view(json), kPublicFile);
    return memory_file_size(board);
  };
  EXPECT_EQ(size_with("{}"), board.nv.whole.size);
  EXPECT_EQ(size_with(R"({"qemu": {"memory_backend_size": "16M"}})"), 16u << 20);
  EXPECT_EQ(size_with(R"({"qemu": {"memory_backend_size": "2G"}})"), std::uint64_t{2} << 30);
  EXPECT_EQ(size_with(R"({"qemu": {"memory_backend_size": "1K"}})"), board.nv.whole.size);
  for (const char* wrong : {"", "M", "-1M", "1T", "2048G", "0M", "1.5G"}) {
    const std::string json = std::string(R"({"qemu": {"memory_backend_size": ")") + wrong + "\"}}";
    EXPECT_THROW(size_with(json.c_str()), Error) << wrong;
  }
}

TEST_F(InFolder, ASlotHoldsTheNewImageAndNothingOfTheOld) {
  replace_file(folder_ / "nv.img", Bytes(ByteVector(3000, 0)), kPrivateFile);
  File memory(folder_ / "nv.img", File::Access::kReadWrite);
  const Slot slot{.index = handoff::kSpe,
                  .name = "spe",
                  .offset = 1000,
                  .size = 500,
                  .capacity = 500,
                  .load_address = 0,
                  .header_size = 32};
  for (const std::size_t size : {500u, 40u, 31u, 0u}) {
    write_slot(memory, slot, ByteVector(size, static_cast<std::uint8_t>(size)));
    ByteVector content(3000);
    memory.read(0, content);
    EXPECT_EQ(std::count(content.begin(), content.begin() + 1000, 0), 1000);
    EXPECT_EQ(std::count(content.begin() + 1000, content.begin() + 1500, static_cast<std::uint8_t>(size)),
              static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(std::count(content.begin() + 1500, content.end(), 0), 1500);
  }
  EXPECT_THROW(write_slot(memory, slot, ByteVector(501, 1)), Error);
}

}  // namespace
}  // namespace redoubt::tool
