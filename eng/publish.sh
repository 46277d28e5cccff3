#!/usr/bin/env bash
# Makes what an operator gets: one archive with the platform, the .NET runtime and the systemd unit, for a machine that has no .NET.
# Beside it lie the list of everything in it (SBOM, CycloneDX) and the SHA-256 of both.
#
#   eng/publish.sh [RID]      linux-x64 or linux-arm64; what this machine is, unless named
#
# OUTPUT             where to (artifacts/publish)
# READY_TO_RUN       false: not compiled ahead of time. Made faster, starts slower
# SOURCE_DATE_EPOCH  the time that files and list carry (that of the commit)
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C TZ=UTC

rid=${1:-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')}
case $rid in linux-x64 | linux-arm64) ;; *) echo "There is no archive for $rid: use linux-x64 or linux-arm64." >&2; exit 2 ;; esac
project=src/Wristband.Platform/Wristband.Platform.csproj
output=${OUTPUT:-artifacts/publish}
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
# Beside the build that tests and `make run` use, not in it.
build="$PWD/artifacts/publish-build"
properties=("-p:ArtifactsPath=$build" "-p:PublishReadyToRun=${READY_TO_RUN:-true}" -p:RestoreLockedMode=true -p:RunAnalyzers=false
  # Neither symbols nor documentation, and no second copy of each file for servers that we do not use.
  -p:CopyOutputSymbolsToPublishDirectory=false -p:PublishDocumentationFiles=false -p:CompressionEnabled=false)

version=$(dotnet msbuild $project -nologo -getProperty:Version)
name=wristband-platform-$version-$rid
mkdir -p "$output"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

dotnet publish $project -c Release -r "$rid" --self-contained "${properties[@]}" -tl:off -v quiet -nologo -o "$stage/$name"
# It says when files were checked out, for endpoints that we do not map.
rm -f "$stage/$name/"*.staticwebassets.endpoints.json
cp LICENSE "$stage/$name/"
cp docs/self-hosting.md "$stage/$name/README.md"
mkdir "$stage/$name/systemd"
cp deploy/systemd/* "$stage/$name/systemd/"

bash eng/sbom.sh $project "$stage/$name/sbom.cdx.json" "$version" "$build" "$epoch" "$stage/$name/Wristband.Platform.deps.json"
cp "$stage/$name/sbom.cdx.json" "$output/$name.cdx.json"

# Read by everybody, changed by root alone; owner, order and times say nothing about the machine that made it.
find "$stage/$name" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
chmod 755 "$stage/$name/Wristband.Platform" "$stage/$name/createdump"
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=ustar -C "$stage" -c "$name" | gzip -n > "$output/$name.tar.gz"
(cd "$output" && sha256sum "$name.tar.gz" "$name.cdx.json" > "$name.sha256")
echo "$output/$name.tar.gz"
