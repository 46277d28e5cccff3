#!/usr/bin/env bash
# The browser tests need a Chromium. Debian's package is used; set CHROMIUM to use another one.
set -uo pipefail

chromium=${CHROMIUM:-/usr/lib/chromium/chromium-headless-shell}
[ -x "$chromium" ] && exit 0

if [ -n "${CHROMIUM:-}" ] || ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The browser tests need Chromium at $chromium. Install 'chromium-headless-shell' (Debian) or set CHROMIUM to its path."
  exit 1
fi

# A directory of its own for the downloads: a second apt-get on the machine cleans the common one.
archives=$(mktemp -d)
trap 'rm -rf "$archives"' EXIT
mkdir "$archives/partial"
chown -R _apt "$archives" 2>/dev/null

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dir::Cache::archives="$archives" "$@"; }
apt update && apt install -y --no-install-recommends chromium-headless-shell >/dev/null
[ -x "$chromium" ]
