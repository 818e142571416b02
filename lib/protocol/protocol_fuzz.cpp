// SPDX-License-Identifier: BSD-3-Clause
// Any message whatever: a handler must only ever see the shape that its operation declares, and its own
// request.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "lib/protocol/loopback.hpp"
#include "lib/protocol/server.hpp"

namespace {

using namespace redoubt;
using namespace redoubt::protocol;

struct Request {
  std::uint32_t a;
  std::uint16_t b[2];
};
struct Reply {
  std::uint64_t value;
};
using Plain = Operation<0>;
using Full = Operation<1, Request, 1, 1, Reply>;
using Streams = Operation<3, None, 2, 2>;

std::vector<std::vector<std::uint8_t>> sent;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_input(Input& input, const std::vector<std::uint8_t>& expected, std::size_t piece) {
  require(input.size() == expected.size());
  std::vector<std::uint8_t> got;
  std::vector<std::uint8_t> buffer(piece);
  while (input.size() != 0) {
    const std::size_t count = input.read(buffer);
    require(count != 0 && count <= piece);
    got.insert(got.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
  require(input.read(buffer) == 0 && got == expected);
}

psa_status_t plain(ClientId) { return PSA_SUCCESS; }

Result<Reply> full(ClientId, const Request& request, Input input, Output output) {
  require(sent[0].size() == sizeof request &&
          std::equal(sent[0].begin(), sent[0].end(), bytes_of(request).begin()));
  check_input(input, sent[1], request.a % 16 + 1);
  const std::vector<std::uint8_t> data(output.capacity());
  output.write(data);
  require(output.capacity() == 0);
  return Reply{request.b[0]};
}

psa_status_t streams(ClientId, Input first, Input second, Output, Output) {
  check_input(second, sent[1], 7);
  check_input(first, sent[0], 1);
  return PSA_SUCCESS;
}

using Operations = Dispatcher<On<Plain, plain>, On<Full, full>, On<Streams, streams>>;
psa_status_t service(const psa_msg_t* msg) { return Operations::dispatch(*msg); }

}  // namespace

// The input: type, the number of input and output vectors, their sizes, then their content.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 7) return 0;
  const std::int32_t type = data[0] < 0xF0 ? data[0] % 8 : static_cast<std::int32_t>(data[0] << 23);
  const std::size_t in_len = data[1] % 5;
  const std::size_t out_len = (data[1] / 5) % 5;
  std::size_t at = 6;
  sent.assign(4, {});
  std::vector<psa_invec> in;
  std::vector<psa_outvec> out;
  std::vector<std::vector<std::uint8_t>> room(out_len);
  for (std::size_t i = 0; i < in_len && i < 4; ++i) {
    const std::size_t length = std::min<std::size_t>(data[2 + i], size - at);
    sent[i].assign(data + at, data + at + length);
    at += length;
  }
  for (std::size_t i = 0; i < in_len && i < 4; ++i) in.push_back({sent[i].data(), sent[i].size()});
  for (std::size_t i = 0; i < out_len && i < 4; ++i) {
    room[i].resize(data[5 - i] % 32);
    out.push_back({room[i].data(), room[i].size()});
  }
  loopback::attach(1, service);
  const psa_status_t status = psa_call(1, type, in.data(), in.size(), out.data(), out.size());
  require(status == PSA_SUCCESS || status == PSA_ERROR_NOT_SUPPORTED || status == PSA_ERROR_PROGRAMMER_ERROR);
  for (std::size_t i = 0; i < out.size(); ++i) require(out[i].len <= room[i].size());
  return 0;
}
