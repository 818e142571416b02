// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/symbols.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <utility>

#include "tools/redoubt/error.hpp"

namespace redoubt::tool {

namespace {

constexpr std::string_view kInlined = ", inlined into ";
constexpr std::string_view kAt = " at ";

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int number() const { return number_; }

 private:
  int number_;
};

// posix_spawn's way to say which file is the child's standard output.
class Actions {
 public:
  explicit Actions(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

std::string read_to_end(int descriptor) {
  std::string out;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) out.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return out;
  }
}

// The program's standard output. No shell is between.
std::string output_of(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw Error(fmt::format("no pipe: {}", std::strerror(errno)));
  Descriptor reader(ends[0]);
  Descriptor writer(ends[1]);
  const Actions actions(writer.number());
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  if (failure == ENOENT) {
    throw Error(fmt::format(
        "{} is not on the PATH, so there are no symbols and lines (Debian: binutils-arm-none-eabi)",
        command[0]));
  }
  if (failure != 0) throw Error(fmt::format("{} cannot be run: {}", command[0], std::strerror(failure)));
  writer.close();
  std::string out = read_to_end(reader.number());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw Error(fmt::format("{} failed", command[0]));
  return out;
}

// As seen from where the user is.
std::string shorten(const std::string& place) {
  const std::string here = std::filesystem::current_path().string() + "/";
  return place.starts_with(here) ? place.substr(here.size()) : place;
}

bool is_unknown(const std::string& text) { return text.empty() || text.starts_with("??"); }

}  // namespace

std::string describe_place(const std::string& addr2line_output) {
  std::istringstream lines(addr2line_output);
  std::string out;
  std::string function;
  std::string place;
  while (std::getline(lines, function) && std::getline(lines, place)) {
    if (is_unknown(function)) continue;
    if (!out.empty()) out += kInlined;
    out += function;
    place = place.substr(0, place.find(" (discriminator"));
    if (!is_unknown(place)) out += std::string(kAt) + shorten(place);
  }
  return out;
}

std::string_view outermost_function(std::string_view place) {
  const std::size_t last = place.rfind(kInlined);
  if (last != std::string_view::npos) place.remove_prefix(last + kInlined.size());
  return place.substr(0, place.find(kAt));
}

Symbols::Symbols(std::vector<std::string> elf_files, std::string program)
    : elf_files_(std::move(elf_files)), program_(std::move(program)) {}

std::string Symbols::of(std::uint32_t address) const {
  for (const std::string& file : elf_files_) {
    std::string found =
        describe_place(output_of({program_, "-f", "-C", "-i", "-e", file, fmt::format("{:#x}", address)}));
    if (!found.empty()) return found;
  }
  return {};
}

std::string Symbols::of_link(std::uint32_t link_register) const {
  const std::string call = of_call(link_register);
  const std::string there = of(link_register & ~1u);
  return outermost_function(there) == outermost_function(call) ? call : there;
}

}  // namespace redoubt::tool
