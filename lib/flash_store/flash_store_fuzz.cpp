// SPDX-License-Identifier: BSD-3-Clause
// Random work with power cuts against a plain map as the model; or, for odd first bytes, any memory content
// whatever: it must mount or be refused, and then behave as a store, without a breach of memory or an endless
// loop.
#include <cstdlib>

#include "lib/flash_store/device.hpp"

namespace {

using namespace redoubt;
using namespace redoubt::flash_store;

void require(bool condition) {
  if (!condition) std::abort();
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  bool empty() const { return left_ == 0; }
  std::uint32_t byte() { return left_ == 0 ? 0 : (--left_, *data_++); }
  void fill(std::vector<std::uint8_t>& memory) {
    for (std::uint8_t& out : memory) out = left_ == 0 ? 0xFF : static_cast<std::uint8_t>(byte());
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

constexpr hal::FlashGeometry kGeometries[] = {
    {512, 256, 4}, {768, 256, 1}, {1536, 512, 8}, {2048, 512, 16}, {2048, 1024, 4}};

Key key_at(std::uint32_t choice) { return {choice % 2 == 0 ? -1 : 2, choice / 2 % 3}; }

void check(const Device& device, const Model& model) {
  for (std::uint32_t i = 0; i < 6; ++i) {
    Value value;
    const auto found = device.read(key_at(i), value);
    const auto expected = model.find(key_at(i));
    require(found && *found == (expected != model.end()));
    require(!*found || value == expected->second);
  }
}

// After a cut in `step`, what is seen decides whether it has happened.
void settle(const Device& device, Model& model, const Step& step) {
  Value value;
  const auto found = device.read(step.key, value);
  require(found.status() == PSA_SUCCESS);
  const auto old = model.find(step.key);
  const bool is_old = old == model.end() ? !*found : *found && value == old->second;
  if (is_old) return;
  require(step.value ? *found && value == *step.value : !*found);
  if (step.value) {
    model[step.key] = *step.value;
  } else {
    model.erase(step.key);
  }
}

void work(Input& input) {
  const hal::FlashGeometry& geometry = kGeometries[input.byte() % std::size(kGeometries)];
  Device device(geometry, input.byte() % 4 == 0 ? 2 : 32);
  require(device.reboot().status() == PSA_SUCCESS);
  Model model;
  for (std::uint32_t version = 1; !input.empty() && version < 60; ++version) {
    const std::uint32_t action = input.byte();
    Step step{key_at(input.byte()), std::nullopt};
    if (action % 4 != 0) step.value = make_value(version, input.byte() * (action % 8 == 1 ? 4 : 1));
    const bool cuts = action >= 0xC0;
    if (cuts)
      device.flash.cut_at(device.flash.operations() + input.byte(),
                          static_cast<FaultyFlash::Tear>(action % 5), version);
    try {
      const psa_status_t status = device.apply(step).status();
      const bool was_there = model.contains(step.key);
      if (status == PSA_SUCCESS) {
        require(step.value.has_value() || was_there);
        step.value ? void(model[step.key] = *step.value) : void(model.erase(step.key));
      } else {
        require(status == (step.value ? PSA_ERROR_INSUFFICIENT_STORAGE : PSA_ERROR_DOES_NOT_EXIST));
        require(step.value.has_value() || !was_there);
      }
    } catch (const PowerCut&) {
      require(device.reboot().status() == PSA_SUCCESS);
      settle(device, model, step);
    }
    device.flash.no_cut();
    if (action % 16 == 2) require(device.reboot().status() == PSA_SUCCESS);
    if (cuts || version % 4 == 0) check(device, model);
    require(device.flash.violations() == 0);
  }
}

// `repair` gives the headers right checksums, without which little would get past them.
void mount_anything(Input& input) {
  const hal::FlashGeometry& geometry = kGeometries[input.byte() % std::size(kGeometries)];
  const bool repair = input.byte() % 2 == 0;
  Device device(geometry, input.byte() % 8 + 1);
  std::vector<std::uint8_t>& memory = device.flash.memory();
  input.fill(memory);
  const Layout layout(geometry);
  for (std::uint32_t sector = 0; repair && sector < layout.sectors(); ++sector) {
    std::uint8_t* base = memory.data() + sector * layout.sector_size();
    const SectorHeader header{kMagic,
                              kVersion,
                              static_cast<std::uint8_t>(layout.unit()),
                              static_cast<std::uint16_t>(layout.data_max()),
                              layout.sector_size(),
                              base[12],
                              base[13],
                              0};
    store(base, header);
    store(base + 20, crc32({base, 20}));
    for (std::uint32_t at = layout.first_record(); at + 20 <= layout.sector_size(); at += layout.unit() * 8) {
      store(base + at + 16, crc32({base + at, 16}));
    }
  }
  if (!device.reboot()) return;
  Value value;
  for (std::uint32_t i = 0; i < 6; ++i) static_cast<void>(device.read(key_at(i), value));
  for (std::uint32_t i = 0; i < 6; ++i) {
    const Step step{key_at(i), make_value(i, 30)};
    if (device.apply(step)) require(*device.read(step.key, value) && value == *step.value);
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  if (input.byte() % 2 == 0) {
    work(input);
  } else {
    mount_anything(input);
  }
  return 0;
}
