// SPDX-License-Identifier: BSD-3-Clause
// Power is cut in the middle of every single program and erase operation of scripts of work, in five ways,
// and again in the middle of every operation of the recovery. After each, every record must have its old or
// its new value, the same one at every later look, no other record may have changed, and the next write must
// work.
#include <gtest/gtest.h>

#include <cstdio>

#include "lib/flash_store/device.hpp"

namespace redoubt::flash_store {
namespace {

using Tear = FaultyFlash::Tear;

struct Case {
  const char* name;
  hal::FlashGeometry geometry;
  std::size_t indexed;
  int steps;
  std::uint32_t largest;  // value, in bytes
};

const Case kCases[] = {
    {"unit1_256x2", {512, 256, 1}, 16, 60, 60},        {"unit2_512x5", {2560, 512, 2}, 64, 60, 300},
    {"unit4_256x4", {1024, 256, 4}, 16, 60, 150},      {"unit4_1024x2", {2048, 1024, 4}, 16, 80, 400},
    {"unit4_512x3_scan", {1536, 512, 4}, 2, 16, 90},   {"unit4_4096x2", {8192, 4096, 4}, 64, 70, 1200},
    {"unit8_512x3", {1536, 512, 8}, 16, 60, 200},      {"unit16_256x3", {768, 256, 16}, 16, 60, 80},
    {"unit16_2048x4", {8192, 2048, 16}, 64, 60, 1500}, {"unit4_65536x2", {131072, 65536, 4}, 16, 6, 9000},
};

constexpr std::uint64_t kSecondCuts = 10;
constexpr Key kProbe{7, 0xFFFFFFFFFFFFFFFF};

class PowerCutTest : public testing::TestWithParam<Case> {
 protected:
  // Sets, overwrites and removals of a few keys; every fourth value is a large one.
  std::vector<Step> script() const {
    std::minstd_rand random(GetParam().geometry.size + GetParam().geometry.program_unit);
    std::vector<Step> steps;
    for (int i = 0; i < GetParam().steps; ++i) {
      const Key key{random() % 2 == 0 ? -1 : 3, random() % 3 + 1};
      const bool large = random() % 4 == 0;
      const auto size = random() % (large ? GetParam().largest + 1 : 33);
      if (random() % 5 == 0) {
        steps.push_back({key, std::nullopt});
      } else {
        steps.push_back({key, make_value(static_cast<std::uint32_t>(i), size)});
      }
    }
    return steps;
  }

  static void update(Model& model, const Step& step) {
    if (step.value) {
      model[step.key] = *step.value;
    } else {
      model.erase(step.key);
    }
  }

  // The device has what `before` or `after` say; they may differ in one key. Returns which it was.
  static const Model* check(Device& device, const Model& before, const Model& after) {
    const Model* seen = nullptr;
    for (const Model* candidate : {&before, &after}) {
      if (seen == nullptr && matches(device, *candidate)) seen = candidate;
    }
    if (seen == nullptr) {
      ADD_FAILURE() << "neither the old nor the new state";
    }
    return seen;
  }

  static bool matches(Device& device, const Model& model) {
    for (const std::int32_t client : {-1, 3, 7}) {
      for (const std::uint64_t uid : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{3}, kProbe.uid}) {
        Value value;
        const auto found = device.read({client, uid}, value);
        if (!found) return false;
        const auto expected = model.find({client, uid});
        if (*found != (expected != model.end())) return false;
        if (*found && !(value == expected->second)) return false;
      }
    }
    return true;
  }

  static bool runs_into_cut(Device& device, const Step& step) {
    try {
      static_cast<void>(device.apply(step));
      return false;
    } catch (const PowerCut&) {
      device.flash.no_cut();
      return true;
    }
  }

  // Mounting writes nothing, and shows one of the two states.
  const Model* reboot(Device& device, const Model& before, const Model& after) {
    const std::uint64_t operations = device.flash.operations();
    if (!device.reboot()) {
      ADD_FAILURE() << "does not mount";
      return nullptr;
    }
    const Model* seen = check(device, before, after);
    EXPECT_EQ(device.flash.operations(), operations);
    return seen;
  }

  // After the cut: recovery by the next write, which is itself cut at each operation; then it works.
  void recover(Device& device, const Model& before, const Model& after, bool cut_again) {
    const Model* seen = reboot(device, before, after);
    if (seen == nullptr) return;
    Model then = *seen;
    const Step probe{kProbe, make_value(1000, 20)};
    update(then, probe);
    const Device::Snapshot snapshot = device.save();
    const std::uint64_t first = device.flash.operations();
    ASSERT_EQ(device.apply(probe).status(), PSA_SUCCESS);
    ASSERT_TRUE(matches(device, then));
    const std::uint64_t count = device.flash.operations() - first;
    ASSERT_EQ(reboot(device, then, then), &then);
    if (!cut_again) return;
    // Each operation where there are few; of many, different ones after each first cut.
    const std::uint64_t stride = (count + kSecondCuts - 1) / kSecondCuts;
    for (std::uint64_t i = cuts_ % stride; i < count; i += stride) {
      device.restore(snapshot);
      const auto tear = static_cast<Tear>((cuts_ + i) % FaultyFlash::kTears);
      device.flash.cut_at(first + i, tear, static_cast<unsigned>(cuts_));
      ASSERT_TRUE(runs_into_cut(device, probe));
      ++second_cuts_;
      if (reboot(device, *seen, then) == nullptr) return;
      ASSERT_EQ(device.apply(probe).status(), PSA_SUCCESS);
      ASSERT_EQ(reboot(device, then, then), &then);
    }
  }

  void cut_everywhere(Device& device, const Step& step, const Model& before, const Model& after) {
    const Device::Snapshot snapshot = device.save();
    const std::uint64_t first = device.flash.operations();
    const psa_status_t status = device.apply(step).status();
    const std::uint64_t count = device.flash.operations() - first;
    const Model& target = status == PSA_SUCCESS ? after : before;
    const Device::Snapshot done = device.save();
    for (std::uint64_t i = 0; i < count; ++i) {
      for (int tear = 0; tear < FaultyFlash::kTears; ++tear) {
        device.restore(snapshot);
        device.flash.cut_at(first + i, static_cast<Tear>(tear), static_cast<unsigned>(cuts_));
        ASSERT_TRUE(runs_into_cut(device, step));
        ++cuts_;
        // The second cut, after one of the five tears of each first cut in turn.
        recover(device, before, target, static_cast<std::uint64_t>(tear) == i % FaultyFlash::kTears);
        ASSERT_FALSE(HasFailure()) << "cut " << i << " of " << count << ", tear " << tear;
        ASSERT_EQ(device.flash.violations(), 0);
      }
    }
    device.restore(done);
  }

  std::uint64_t cuts_ = 0;
  std::uint64_t second_cuts_ = 0;
};

TEST_P(PowerCutTest, EveryOperation) {
  Device device(GetParam().geometry, GetParam().indexed);
  ASSERT_TRUE(device.reboot());
  // What is there already can be replaced however full the store is.
  Model model;
  const Step first{kProbe, make_value(999, 20)};
  ASSERT_TRUE(device.apply(first));
  update(model, first);
  int number = 0;
  for (const Step& step : script()) {
    Model after = model;
    update(after, step);
    cut_everywhere(device, step, model, after);
    ASSERT_FALSE(HasFailure()) << "step " << number;
    if (matches(device, after)) {
      model = after;
    } else {
      ASSERT_TRUE(matches(device, model)) << "step " << number;
    }
    // Sometimes work goes on in the same session, sometimes after a restart.
    if (number++ % 3 == 2) {
      ASSERT_TRUE(device.reboot());
    }
  }
  std::printf("[ cuts     ] %s: %llu power cuts, each followed by recovery, and %llu more during recovery\n",
              GetParam().name, static_cast<unsigned long long>(cuts_),
              static_cast<unsigned long long>(second_cuts_));
}

INSTANTIATE_TEST_SUITE_P(Geometries, PowerCutTest, testing::ValuesIn(kCases),
                         [](const auto& chosen) { return std::string(chosen.param.name); });

}  // namespace
}  // namespace redoubt::flash_store
