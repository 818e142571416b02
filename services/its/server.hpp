// SPDX-License-Identifier: BSD-3-Clause
// Decodes requests into calls of an Its: server.cpp's on the device's flash, or a test's.
#pragma once

#include "lib/protocol/server.hpp"
#include "services/its/its.hpp"
#include "services/its/protocol.hpp"

namespace redoubt::its {

class InputSource final : public Source {
 public:
  explicit InputSource(protocol::Input& input) : input_(input) {}
  Status read(MutableBytes into) override {
    // Less only if more was asked for than the message said there is.
    return input_.read(into) == into.size() ? Status{} : Failure{PSA_ERROR_GENERIC_ERROR};
  }

 private:
  protocol::Input& input_;
};

class OutputSink final : public Sink {
 public:
  explicit OutputSink(protocol::Output& output) : output_(output) {}
  Status write(Bytes data) override {
    output_.write(data);
    return {};
  }

 private:
  protocol::Output& output_;
};

template <auto& kIts>
struct Server {
  static Status set(ClientId client, const SetRequest& request, protocol::Input input) {
    InputSource data(input);
    return kIts.set(client, request.uid, request.flags, input.size(), data);
  }
  static Status get(ClientId client, const GetRequest& request, protocol::Output output) {
    OutputSink out(output);
    return kIts.get(client, request.uid, request.offset, output.capacity(), out);
  }
  static Result<InfoReply> get_info(ClientId client, const UidRequest& request) {
    const Info info = REDOUBT_TRY(kIts.info(client, request.uid));
    return InfoReply{info.size, info.flags};
  }
  static Status remove(ClientId client, const UidRequest& request) {
    return kIts.remove(client, request.uid);
  }

  using Operations = protocol::Dispatcher<protocol::On<Set, set>, protocol::On<Get, get>,
                                          protocol::On<GetInfo, get_info>, protocol::On<Remove, remove>>;
};

}  // namespace redoubt::its
