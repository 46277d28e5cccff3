#!/usr/bin/env bash
# Makes the container images of platform and demo by the SDK alone: no Dockerfile, no daemon. Each is a file for `docker load` or
# `podman load`; beside it lies the list of everything that we put on top of the base image (SBOM, CycloneDX).
#
#   eng/images.sh [RID]      linux-x64 or linux-arm64; what this machine is, unless named
#
# OUTPUT                where to (artifacts/images)
# CONTAINER_BASE_IMAGE  another base image than the project names, such as one of your own registry
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C TZ=UTC

rid=${1:-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')}
output=$(mkdir -p "${OUTPUT:-artifacts/images}" && cd "${OUTPUT:-artifacts/images}" && pwd)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
build="$PWD/artifacts/images-build"
properties=("-p:ArtifactsPath=$build" -p:RestoreLockedMode=true -p:RunAnalyzers=false)
[ -z "${CONTAINER_BASE_IMAGE:-}" ] || properties+=("-p:ContainerBaseImage=$CONTAINER_BASE_IMAGE")

for name in Platform DemoApp; do
  project=src/Wristband.$name/Wristband.$name.csproj
  read -r repository version < <(dotnet msbuild $project -nologo -getProperty:ContainerRepository,Version | tr -d '",{}' | awk '/ContainerRepository:/{r=$2} /Version:/{v=$2} END{print r, v}')
  file="$output/$repository-$version-$rid"
  dotnet publish $project -c Release -r "$rid" --self-contained false "${properties[@]}" -t:PublishContainer \
    "-p:ContainerImageTag=$version" "-p:ContainerArchiveOutputPath=$file.tar.gz" -tl:off -v quiet -nologo
  bash eng/sbom.sh $project "$file.cdx.json" "$version" "$build" "$epoch"
  (cd "$output" && sha256sum "$(basename "$file").tar.gz" "$(basename "$file").cdx.json" > "$file.sha256")
  echo "$file.tar.gz"
done
