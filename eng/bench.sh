#!/usr/bin/env bash
# Measures everything beside its peers. Arguments name rows; none means all. Results: artifacts/bench/summary.json and a table.
set -uo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v wrk >/dev/null || missing+=(wrk)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
[ -x /usr/sbin/haproxy ] || missing+=(haproxy)
command -v openssl >/dev/null || missing+=(openssl)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "The bench needs these commands. Install the packages: ${missing[*]}"
    exit 1
  fi
  apt-get -o DPkg::Lock::Timeout=300 update -qq &&
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || exit 1
fi

peers=artifacts/bench
mkdir -p $peers
cp bench/peers/*.mjs bench/package.json bench/package-lock.json $peers/
cp eng/resolve-localhost.cjs $peers/
if ! cmp -s bench/package-lock.json $peers/node_modules/.installed; then
  npm ci --prefix $peers --no-audit --no-fund --loglevel error || exit 1
  cp bench/package-lock.json $peers/node_modules/.installed
fi

dotnet build bench/Wristband.Bench -c Release -v quiet -nologo || exit 1
exec dotnet artifacts/bin/Wristband.Bench/release/Wristband.Bench.dll "$@"
