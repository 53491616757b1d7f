#!/bin/sh
# Installs the Debian packages that Hindcast links against, and those that are named, where they are missing.
set -eu

missing=
for package in libzstd-dev libisal-dev libsqlite3-dev libxxhash-dev "$@"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || {
    echo "setup: these libraries are missing and this is not Debian or Ubuntu; install their like:$missing" >&2
    exit 1
  }
  root=
  [ "$(id -u)" -eq 0 ] || root=sudo
  echo "Installing$missing"
  $root apt-get update -qq
  # shellcheck disable=SC2086
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

command -v swift >/dev/null || {
  echo "setup: there is no Swift toolchain on the PATH; install Swift 6.1 or later from swift.org." >&2
  exit 1
}
