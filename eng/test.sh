#!/usr/bin/env bash
# Everything that must hold on a fresh clone, in the order of how fast it fails.
set -uo pipefail
cd "$(dirname "$0")/.."

bash eng/install-test-tools.sh || exit 1

fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

dotnet restore --locked-mode || fail "Restore failed. If a package changed on purpose, run 'dotnet restore' and commit the lock files."
dotnet build --no-restore -warnaserror || fail "The build has warnings or errors."
dotnet format --no-restore --verify-no-changes || fail "The format check failed. Run 'make format'."

log=$(mktemp)
dotnet test --no-build --no-ansi --no-progress 2>&1 | tee "$log"
rc=${PIPESTATUS[0]}
awk '/^ *succeeded: /{p+=$2} /^ *failed: /{f+=$2} END{printf "%d passed, %d failed\n",p,f}' "$log"
rm -f "$log"
exit "$rc"
