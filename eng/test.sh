#!/usr/bin/env bash
# Everything that must hold on a fresh clone, in the order of how fast it fails.
# The last line is always "N passed, N failed", and the exit code is 0 only when tests ran and all of them passed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en TESTINGPLATFORM_UI_LANGUAGE=en # the summary below is read by its English words
export DOTNET_TieredPGO=0 # most code of a test runs once: a profile for later costs a fourth of the time
patience=30m

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }
fail() { printf '\n%s\n%s passed, %s failed\n' "$1" "${2:-0}" "${3:-1}"; exit 1; }

step "Tools"
bash eng/install-test-tools.sh || fail "A tool that the tests need is missing; see above."

step "Restore"
dotnet restore --locked-mode || fail "Restore failed. If a package changed on purpose, run 'dotnet restore' and commit the lock files."

step "Build, warnings are errors"
dotnet build --no-restore -warnaserror || fail "The build has warnings or errors."

# Style and analyzers were errors in the build; what is left is what only the formatter sees, such as the end of a file.
step "Format"
dotnet format whitespace --no-restore --verify-no-changes || fail "The format check failed. Run 'make format'."

step "Tests"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
limit=(); command -v timeout >/dev/null && limit=(timeout --kill-after=30s "$patience")
run() { ${limit[@]+"${limit[@]}"} dotnet test --no-build --no-ansi --no-progress "$@" 2>&1 | tee -a "$log"; return "${PIPESTATUS[0]}"; }
run
rc=$?

# The same platform on the database that many servers share, and what signs people in through a pooler.
if [ "$rc" = 0 ]; then
  step "Tests of the platform on PostgreSQL"
  PLATFORM_DATABASE=postgres run --project tests/Wristband.Platform.Tests \
    --filter-not-trait "Database=Sqlite" --filter-not-namespace "*.Postgres"
  rc=$?
fi
if [ "$rc" = 0 ]; then
  step "Tests of logins and refreshes through PgBouncer"
  PLATFORM_DATABASE=pgbouncer run --project tests/Wristband.Platform.Tests \
    --filter-class "*.LoginTests" "*.CodeTests" "*.RefreshTests" "*.RevokeTests" "*.LogoutTests"
  rc=$?
fi
read -r passed failed < <(awk '/^Test run summary/{s=1} s&&/^ *succeeded: /{p+=$2} s&&/^ *failed: /{f+=$2} END{print p+0, f+0}' "$log")

[ "$rc" = 124 ] && fail "The tests did not finish within $patience." "$passed" "$((failed + 1))"
[ "$((passed + failed))" = 0 ] && fail "No test ran."
# A crashed suite or one without tests fails the run although no test did.
[ "$rc" != 0 ] && [ "$failed" = 0 ] && fail "A suite crashed or ran no test; see above." "$passed" 1
printf '\n(%ss)\n%s passed, %s failed\n' "$SECONDS" "$passed" "$failed"
exit "$rc"
