// SPDX-License-Identifier: BSD-3-Clause
#include "services/its/server.hpp"

#include <array>

#include "board.hpp"
#include "redoubt_config/its.hpp"
#include "redoubt_layout.hpp"

namespace redoubt::its {
namespace {

constinit board::NvFlash flash(layout::nv::kIts.offset, layout::nv::kIts.size);
constinit std::array<flash_store::IndexEntry, config::kItsIndexedRecords> index{};
constinit Its its(flash, index);

}  // namespace
}  // namespace redoubt::its

extern "C" psa_status_t its_sfn(const psa_msg_t* msg) {
  return redoubt::its::Server<redoubt::its::its>::Operations::dispatch(*msg);
}
