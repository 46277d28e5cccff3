#!/usr/bin/env bash
# The browser tests need a Chromium, the compatibility tests node and npm, those of shared sessions Redis and PostgreSQL, those of the
# platform PostgreSQL and PgBouncer, and some journeys go through nginx; the published platform runs in bubblewrap, systemd reads its unit,
# and haproxy the compose file's settings.
# Debian's packages are used; set CHROMIUM to use another browser.
set -uo pipefail

chromium=${CHROMIUM:-/usr/lib/chromium/chromium-headless-shell}
missing=()
[ -x "$chromium" ] || missing+=(chromium-headless-shell)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v redis-server >/dev/null || missing+=(redis-server)
postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
postgres || missing+=(postgresql)
command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
command -v haproxy >/dev/null || [ -x /usr/sbin/haproxy ] || missing+=(haproxy)
command -v bwrap >/dev/null || missing+=(bubblewrap)
command -v systemd-analyze >/dev/null || missing+=(systemd)

# Debian 12 has Node.js 18. It installs packages, but cannot run all of them: the compatibility tests then bring one of their own.
tell_about_node() {
  local version; version=$(node --version)
  local major=${version#v}; major=${major%%.*}
  [ "$major" -ge 20 ] || echo "node is $version. Some packages of the compatibility tests need 20.19 or newer, so they run with one that npm installs."
}
[ ${#missing[@]} -eq 0 ] && { tell_about_node; exit 0; }

if { [ -n "${CHROMIUM:-}" ] && [ ! -x "$chromium" ]; } || ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The tests need ${missing[*]}: a Chromium at $chromium; node, npm, redis-server, nginx, haproxy, pgbouncer, bwrap, systemd-analyze and PostgreSQL's initdb on the path. Install them (Debian's names) or set CHROMIUM."
  exit 1
fi

# A directory of its own for the downloads: a second apt-get on the machine cleans the common one.
archives=$(mktemp -d)
trap 'rm -rf "$archives"' EXIT
mkdir "$archives/partial"
chown -R _apt "$archives" 2>/dev/null

# Run level 1: what is installed is not started as a service.
apt() { RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dir::Cache::archives="$archives" "$@"; }
apt update && apt install -y --no-install-recommends "${missing[@]}" >/dev/null
[ -x "$chromium" ] && command -v node >/dev/null && command -v npm >/dev/null && command -v redis-server >/dev/null && [ -x /usr/sbin/nginx ] && [ -x /usr/sbin/haproxy ] && [ -x /usr/sbin/pgbouncer ] && command -v bwrap >/dev/null && postgres && tell_about_node
