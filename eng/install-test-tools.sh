#!/usr/bin/env bash
# The browser tests need a Chromium. Debian's package is used; set CHROMIUM to use another one.
set -uo pipefail

chromium=${CHROMIUM:-/usr/lib/chromium/chromium-headless-shell}
[ -x "$chromium" ] && exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The browser tests need Chromium. Install 'chromium-headless-shell' (Debian) or set CHROMIUM to its path."
  exit 1
fi

apt-get -o DPkg::Lock::Timeout=300 update -qq &&
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium-headless-shell >/dev/null
