// SPDX-License-Identifier: BSD-3-Clause
#include "tools/redoubt/compose/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/redoubt/error.hpp"
#include "tools/redoubt/files.hpp"

namespace redoubt::tool {

void fail(const Place& place, std::string_view sentence) {
  throw Error(place.line == 0 ? fmt::format("{}: {}", place.file, sentence)
                              : fmt::format("{}:{}: {}", place.file, place.line, sentence));
}

namespace {

// Feeds the parser and counts lines on the way. The parser has read one character beyond a number when it
// reports it, so `line` is that of the character before.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (pending_) ++*line_;
    pending_ = *at_ == '\n';
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  int* line_;
  bool pending_ = false;
};

// The tree is taken apart by recursion, on the stack.
constexpr std::size_t kMaxDepth = 32;

// Builds the tree. `open_` holds the containers from the outermost inwards; a value goes into the last of
// them.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const std::string& file, const int& line) : file_(file), line_(line) {}
  Json take() { return std::move(result_.front()); }

  bool null() override { return add(nullptr); }
  bool boolean(bool v) override { return add(v); }
  bool number_integer(number_integer_t v) override { return add(v); }
  bool number_unsigned(number_unsigned_t v) override { return add(v); }
  bool number_float(number_float_t v, const string_t&) override { return add(v); }
  bool string(string_t& v) override { return add(v); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::Object{}); }
  bool start_array(std::size_t) override { return open(Json::Array{}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& v) override {
    const auto& members = std::get<Json::Object>(open_.back().value);
    if (std::any_of(members.begin(), members.end(), [&](const auto& m) { return m.first == v; }))
      fail(here(), fmt::format("\"{}\" is given twice", v));
    keys_.back() = v;
    return true;
  }
  bool parse_error(std::size_t, const std::string& token, const nlohmann::detail::exception&) override {
    fail(here(), token.empty() ? "this is no JSON" : fmt::format("this is no JSON, at '{}'", token));
  }

 private:
  Place here() const { return {file_, line_}; }
  std::string name() const { return keys_.empty() ? "the file" : keys_.back(); }
  bool open(Json::Value container) {
    if (open_.size() == kMaxDepth) fail(here(), "lists and objects are nested too deeply");
    open_.emplace_back(std::move(container), here(), name());
    keys_.push_back(name());  // elements of an array are called after it
    return true;
  }
  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return put(std::move(done));
  }
  bool add(Json::Value v) { return put(Json(std::move(v), here(), name())); }
  bool put(Json value) {
    if (open_.empty()) {
      result_.push_back(std::move(value));
    } else if (auto* array = std::get_if<Json::Array>(&open_.back().value)) {
      array->push_back(std::move(value));
    } else {
      std::get<Json::Object>(open_.back().value).emplace_back(keys_.back(), std::move(value));
    }
    return true;
  }

  std::string file_;
  const int& line_;
  std::vector<Json> open_, result_;
  std::vector<std::string> keys_;
};

}  // namespace

Json read_json(const std::string& path) {
  const std::string text = read_file(path);
  int line = 1;
  Builder builder(path, line);
  const char* begin = text.data();
  nlohmann::json::sax_parse(CountingIterator(begin, &line), CountingIterator(begin + text.size(), &line),
                            &builder);
  return builder.take();
}

void Json::wrong(std::string_view wanted) const {
  fail(place, fmt::format("\"{}\" must be {}", name, wanted));
}

const std::string& Json::string() const {
  if (const auto* v = std::get_if<std::string>(&value)) return *v;
  wrong("a string");
}

bool Json::boolean() const {
  if (const auto* v = std::get_if<bool>(&value)) return *v;
  wrong("true or false");
}

const Json::Array& Json::array() const {
  if (const auto* v = std::get_if<Array>(&value)) return *v;
  wrong("a list");
}

const Json::Object& Json::object() const {
  if (const auto* v = std::get_if<Object>(&value)) return *v;
  wrong("an object");
}

std::uint32_t Json::number(std::uint32_t max) const {
  std::uint64_t n = UINT64_MAX;
  if (const auto* v = std::get_if<std::uint64_t>(&value)) n = *v;
  if (const auto* v = std::get_if<std::string>(&value)) n = parse_number(*v).value_or(UINT64_MAX);
  if (n > max) wrong(fmt::format("a number from 0 to {:#x}", max));
  return static_cast<std::uint32_t>(n);
}

const std::string& Json::identifier() const {
  const std::string& text = string();
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool good = !text.empty() && letter(text[0]) &&
                    std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || digit(c); });
  if (!good) wrong("a C identifier");
  return text;
}

const Json* Fields::find(std::string_view key) {
  known_.emplace(key);
  for (const auto& [name, value] : object_.object())
    if (name == key) return &value;
  return nullptr;
}

const Json& Fields::get(std::string_view key) {
  if (const Json* value = find(key)) return *value;
  fail(object_.place, fmt::format("{} lacks \"{}\"", object_.name, key));
}

void Fields::finish(const Hints& hints) const {
  for (const auto& [name, value] : object_.object()) {
    if (known_.count(name) != 0) continue;
    const auto hint = hints.find(name);
    fail(value.place, fmt::format("unknown key \"{}\"{}{}", name, hint != hints.end() ? ": " : "",
                                  hint != hints.end() ? hint->second : ""));
  }
}

}  // namespace redoubt::tool
