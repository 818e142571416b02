#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# setup.sh [test]: installs the Debian packages that ./run (or ./test) needs and lacks, and fetches Mbed TLS's source.
# Prints nothing when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=(g++ gcc ccache cmake ninja-build python3 python3-kconfiglib pkg-config dpkg-dev bzip2 xz-utils
  gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib qemu-system-arm
  libcli11-dev nlohmann-json3-dev libfmt-dev)
if [ "${1:-}" = test ]; then
  packages+=(git libgtest-dev libgmock-dev clang clang-format clang-tidy libclang-rt-14-dev
    python3-cbor2 python3-cryptography openssl)
fi
log=build/log/setup.log
mkdir -p build/log

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)

update_package_lists() {
  "${as_root[@]}" apt-get -q update >"$log" 2>&1 ||
    { tail -5 "$log" >&2; echo "setup: apt-get update failed" >&2; exit 1; }
}

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  [ ${#as_root[@]} -eq 0 ] || command -v sudo >/dev/null ||
    { echo "setup: installing packages needs root or sudo: ${missing[*]}" >&2; exit 1; }
  echo "setup: installing ${#missing[@]} Debian packages (log: $log)"
  update_package_lists
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" \
    >>"$log" 2>&1 || { tail -5 "$log" >&2; echo "setup: apt-get install failed" >&2; exit 1; }
fi

if [ -z "${REDOUBT_MBEDTLS_SOURCE:-}" ] && [ ! -f build/deps/mbedtls.version ]; then
  echo "setup: fetching the source of Mbed TLS 3.6 (log: build/log/mbedtls.log)"
  mkdir -p build/deps
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -q . || update_package_lists
  tools/fetch_mbedtls.sh "$PWD/build/deps" >build/log/mbedtls.log 2>&1 ||
    { tail -5 build/log/mbedtls.log >&2; echo "setup: Mbed TLS could not be fetched" >&2; exit 1; }
fi
