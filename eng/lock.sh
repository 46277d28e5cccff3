#!/usr/bin/env bash
# Writes all lock files: that of each project, and those of what is published for one kind of machine.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet restore --force-evaluate
# Not over what the line above restored for building.
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
for rid in linux-x64 linux-arm64; do
  for name in Platform DemoApp; do
    dotnet restore "src/Wristband.$name" --force-evaluate "-p:RuntimeIdentifier=$rid" "-p:ArtifactsPath=$elsewhere/$rid"
  done
done
