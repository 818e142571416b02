// SPDX-License-Identifier: BSD-3-Clause
// For tests: a store on faulty flash, and a plain map that says what must be in it.
#pragma once

#include <cstring>
#include <map>
#include <optional>
#include <vector>

#include "lib/flash_store/faulty_flash.hpp"
#include "lib/flash_store/store.hpp"

namespace redoubt::flash_store {

struct Value {
  std::vector<std::uint8_t> data;
  std::uint8_t flags = 0;
  friend bool operator==(const Value&, const Value&) = default;
};

// Data that no other version has.
inline Value make_value(std::uint32_t version, std::size_t size) {
  Value value{std::vector<std::uint8_t>(size), static_cast<std::uint8_t>(version << 1)};
  std::minstd_rand random(version + 1);
  for (std::uint8_t& byte : value.data) byte = static_cast<std::uint8_t>(random() >> 8);
  return value;
}

struct KeyLess {
  bool operator()(const Key& a, const Key& b) const {
    return std::pair(a.client, a.uid) < std::pair(b.client, b.uid);
  }
};
using Model = std::map<Key, Value, KeyLess>;

class VectorSink final : public Sink {
 public:
  Status write(Bytes data) override {
    bytes.insert(bytes.end(), data.begin(), data.end());
    return {};
  }
  std::vector<std::uint8_t> bytes;
};

// What happens to a key: a value is set, or it is removed.
struct Step {
  Key key;
  std::optional<Value> value;
};

class Device {
 public:
  explicit Device(const hal::FlashGeometry& geometry, std::size_t indexed, std::uint32_t spare = 0)
      : flash(geometry), index_(indexed), spare_(spare), store_(flash, index_, spare) {}
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  Store<FaultyFlash>& store() { return store_; }

  // What is in RAM is lost.
  Status reboot() {
    std::fill(index_.begin(), index_.end(), 0xDEADBEEF);
    std::construct_at(&store_, flash, index_, spare_);
    return store_.mount();
  }

  Status apply(const Step& step) {
    return step.value ? store_.set(step.key, step.value->flags, step.value->data) : store_.remove(step.key);
  }

  // Nothing: PSA_ERROR_DOES_NOT_EXIST.
  Result<bool> read(const Key& key, Value& value) const {
    const auto info = store_.info(key);
    if (info.status() == PSA_ERROR_DOES_NOT_EXIST) return false;
    if (!info) return Failure{info.status()};
    VectorSink sink;
    REDOUBT_TRY(store_.get(key, 0, info->size, sink));
    if (sink.bytes.size() != info->size) return Failure{PSA_ERROR_GENERIC_ERROR};
    value = {std::move(sink.bytes), info->flags};
    return true;
  }

  // The whole device, RAM too, to return to later.
  struct Snapshot {
    FaultyFlash flash;
    std::vector<IndexEntry> index;
    std::vector<std::uint8_t> store;
  };
  Snapshot save() const { return {flash, index_, {bytes_of(store_).begin(), bytes_of(store_).end()}}; }
  void restore(const Snapshot& snapshot) {
    flash = snapshot.flash;
    std::copy(snapshot.index.begin(), snapshot.index.end(), index_.begin());
    std::memcpy(static_cast<void*>(&store_), snapshot.store.data(), sizeof store_);
  }

  FaultyFlash flash;

 private:
  std::vector<IndexEntry> index_;
  std::uint32_t spare_;
  Store<FaultyFlash> store_;
};

}  // namespace redoubt::flash_store
