// SPDX-License-Identifier: BSD-3-Clause
// A composed system: a board, a product's choices and the partitions in it, checked against each other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/redoubt/compose/board.hpp"
#include "tools/redoubt/compose/config.hpp"
#include "tools/redoubt/compose/manifest.hpp"

namespace redoubt::tool {

struct System {
  System() = default;
  System(System&&) = default;  // `table` points into `partitions`: moved with it, never copied
  System& operator=(System&&) = default;

  std::string name;  // of the product: the .config's CONFIG_SYSTEM; may be empty
  Board board;
  Config config;
  std::vector<Partition> partitions;    // in the order of the manifests given
  std::vector<std::size_t> init_order;  // indices of partitions, what others depend on first
  std::vector<const Service*> table;    // kServices of spm/tables.hpp; null: a hole
  std::vector<std::string> warnings;    // "FILE:LINE: sentence"

  const Partition& owner(const Service& service) const;
  const Service* find_service(const std::string& wanted) const;  // null: none
  // The place of `service` in `table`.
  std::size_t place(const Service& service) const;
  // Whether `partition` names the service as a strong or weak dependency.
  static bool calls(const Partition& partition, const Service& service);
};

// Puts ids, handles, signals and the order of initialisation in place and checks everything that concerns
// more than one file. Throws tool::Error, "FILE:LINE: sentence", at the first thing that is wrong.
System resolve(Board board, Config config, std::vector<Partition> partitions);

// The parts of resolve(): see partition_check.cpp.
void check_partitions(const System& system);

}  // namespace redoubt::tool
