#!/usr/bin/env bash
# Writes the list of every package that a project ships with (SBOM, CycloneDX, JSON). Restored packages are all it reads.
#
#   eng/sbom.sh PROJECT FILE VERSION ARTIFACTS_PATH EPOCH [DEPS_JSON]
#
# DEPS_JSON: the .deps.json of a self-contained publish. It names the runtime that lies beside the packages; the tool does not see it.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$1 file=$2 version=$3 build=$4 epoch=$5 deps=${6:-}
name=$(basename "$project" .csproj)

# Tools of development, with all that they bring: no publish contains them.
tools=$(sed -n -E 's|.*Include="(Microsoft\.EntityFrameworkCore\.Design)" Version="([^"]+)".*|\1@\2|p' Directory.Packages.props)

dotnet tool restore > /dev/null
dotnet CycloneDX "$project" --exclude-filter "$tools" --disable-package-restore --base-intermediate-output-path "$build" --exclude-dev --no-serial-number \
  --set-name "$name" --set-version "$version" --output-format Json --output "$(dirname "$file")" --filename "$(basename "$file")" > /dev/null

# The time of the commit, not of the call.
sed -i -E "s/\"timestamp\": \"[^\"]*\"/\"timestamp\": \"$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)\"/" "$file"

if [ -n "$deps" ]; then
  runtime=$(sed -n -E 's|^ *"runtimepack\.([^/"]+)/([^"]+)": \{ *$|\1 \2|p' "$deps" | sort -u | while read -r pack packVersion; do
    printf '    {\\n      "type": "framework",\\n      "bom-ref": "pkg:nuget/%s@%s",\\n      "name": "%s",\\n      "version": "%s",\\n' \
      "$pack" "$packVersion" "$pack" "$packVersion"
    printf '      "licenses": [ { "license": { "id": "MIT" } } ],\\n      "purl": "pkg:nuget/%s@%s"\\n    },\\n' "$pack" "$packVersion"
  done)
  [ -n "$runtime" ] || { echo "$deps names no runtime." >&2; exit 1; }
  sed -i "0,/^  \"components\": \[\$/s||&\n${runtime%\\n}|" "$file"
fi
