#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# fetch_mbedtls.sh DIR: puts the source of Mbed TLS 3.6 (Debian's source package, suite trixie) into DIR/mbedtls.
# The mirror and the signature check are those of this machine's own apt; nothing of that suite is installed.
set -euo pipefail
dir=$1
[ -f "$dir/mbedtls/include/mbedtls/build_info.h" ] && exit 0
work=$dir/fetch
rm -rf "$work" && mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
cd "$work"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -1)
[ -n "$mirror" ] || { echo "fetch_mbedtls: apt knows no Debian mirror; run apt-get update first" >&2; exit 1; }
printf 'Types: deb-src\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: %s\n' \
  "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg > trixie.sources
apt() {
  apt-get -q -o Dir::Etc::sourcelist="$work/trixie.sources" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
apt update
apt source --download-only mbedtls
dpkg-source -x ./*.dsc source
version=$(sed -n 's/^#define MBEDTLS_VERSION_STRING  *"\(.*\)"/\1/p' source/include/mbedtls/build_info.h)
case $version in
  3.6.*) ;;
  *) echo "fetch_mbedtls: the suite has Mbed TLS $version; Redoubt needs 3.6. Name a source folder of your own:" \
       "REDOUBT_MBEDTLS_SOURCE=DIR" >&2; exit 1 ;;
esac
rm -rf "$dir/mbedtls" && mv source "$dir/mbedtls"
echo "$version" > "$dir/mbedtls.version"
cd "$dir" && rm -rf "$work"
