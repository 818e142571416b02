// SPDX-License-Identifier: BSD-3-Clause
// For the tests of this folder: testdata, altered copies of it, and what an action complains about.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "tools/redoubt/compose/emit.hpp"
#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

inline std::string testdata(std::string_view name) {
  return (std::filesystem::path(__FILE__).parent_path() / "testdata" / name).string();
}

// `text` with the only occurrence of `from` replaced; a test that alters nothing would prove nothing.
inline std::string altered(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(text.find(from, at + 1), std::string::npos) << from << " is there twice";
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// A folder of the test's own.
class FilesTest : public testing::Test {
 protected:
  FilesTest()
      : folder_(std::filesystem::path(testing::TempDir()) / ("compose_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~FilesTest() override { std::filesystem::remove_all(folder_); }
  FilesTest(const FilesTest&) = delete;
  FilesTest& operator=(const FilesTest&) = delete;

  std::string file(std::string_view name, std::string_view text) {
    const std::string path = (folder_ / name).string();
    write_if_changed(path, text);
    return path;
  }

  std::filesystem::path folder_;
};

}  // namespace redoubt::tool
