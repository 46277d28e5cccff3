#!/usr/bin/env bash
# Makes the NuGet packages with their symbols, and beside each the list of what it depends on (SBOM, CycloneDX).
#
# OUTPUT   where to (artifacts/packages)
# VERSION  another version than the projects name
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C TZ=UTC

output=${OUTPUT:-artifacts/packages}
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
# Beside the build that tests and `make run` use, not in it.
build="$PWD/artifacts/pack-build"
version=${VERSION:-$(dotnet msbuild src/Wristband.AspNetCore -nologo -getProperty:Version)}

for name in Wristband.AspNetCore Wristband.AspNetCore.Testing; do
  project=src/$name/$name.csproj
  # Analyzers have their say in the build of `make test`.
  dotnet pack $project -c Release -o "$output" "-p:Version=$version" -p:RunAnalyzers=false "-p:ArtifactsPath=$build" \
    -p:RestoreLockedMode=true -tl:off
  bash eng/sbom.sh $project "$output/$name.$version.cdx.json" "$version" "$build" "$epoch"
done
