#!/usr/bin/env bash
# Makes the program: one file per platform that needs nothing on its machine, with checksums and a bill of materials.
# Usage: eng/publish.sh [linux-x64] [linux-arm64] [win-x64]      all three unless named
# Result: artifacts/publish/<platform>/gateway[.exe], gateway.cdx.json, SHA256SUMS
set -euo pipefail
cd "$(dirname "$0")/.."

usage="usage: eng/publish.sh [linux-x64] [linux-arm64] [win-x64]      all three unless named"
for platform in "$@"; do
  case $platform in
    linux-x64 | linux-arm64 | win-x64) ;;
    -h | --help) echo "$usage"; exit ;;
    *) echo "eng/publish.sh: no platform «$platform»" >&2; echo "$usage" >&2; exit 2 ;;
  esac
done

platforms=("$@")
[ ${#platforms[@]} -gt 0 ] || platforms=(linux-x64 linux-arm64 win-x64)

shipped=(Providers.GitHubEnterprise Providers.GitLabSelfHosted)
plugins=$PWD/artifacts/publish/plugins
rm -rf "$plugins"
for name in "${shipped[@]}"; do
  # Symbols inside, so that a stack trace has lines; no file beside the assembly that does not have to be there.
  dotnet build "src/$name/$name.csproj" -c Release --nologo -v quiet -clp:NoSummary \
    -p:ContinuousIntegrationBuild=true -p:DebugType=embedded -p:PluginDirectory="$plugins/$name/"
done
find "$plugins" -name '*.pdb' -delete

for platform in "${platforms[@]}"; do
  out=artifacts/publish/$platform
  rm -rf "$out"
  mkdir -p "$out"
  dotnet publish src/Gateway/Gateway.csproj -c Release --nologo -v quiet -clp:NoSummary -r "$platform" -o "$out/work" \
    --self-contained -p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false \
    -p:ContinuousIntegrationBuild=true -p:DebugType=embedded -p:StaticWebAssetsEnabled=false \
    -p:ShippedPluginsDirectory="$plugins"

  case $platform in
    win-*) program=gateway.exe; mv "$out/work/Gateway.exe" "$out/$program" ;;
    *) program=gateway; mv "$out/work/Gateway" "$out/$program" ;;
  esac
  rm -rf "$out/work"

  dotnet run eng/sbom.cs -- "$platform" "$out/$program" \
    artifacts/obj/Gateway/project.assets.json \
    $(printf 'artifacts/obj/%s/project.assets.json ' "${shipped[@]}") > "$out/gateway.cdx.json"
  (cd "$out" && sha256sum "$program" gateway.cdx.json > SHA256SUMS)
  echo "$out/$program  $(du -h "$out/$program" | cut -f1)"
done
