#!/usr/bin/env bash
# Packs what an author of a provider needs into a folder that NuGet reads as a feed: the contract, the kit and the template.
#   eng/pack.sh [FEED]        FEED: artifacts/feed unless given
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
feed="${1:-$root/artifacts/feed}"
mkdir -p "$feed"
feed="$(cd "$feed" && pwd)"
version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")"

if ! grep -q ">$version<" "$root/templates/scm-provider/Directory.Build.props"; then
  echo "templates/scm-provider/Directory.Build.props does not name the version $version." >&2
  exit 1
fi

for project in src/Providers.Abstractions src/Providers.Testing templates; do
  dotnet pack "$root/$project" --configuration Release --output "$feed" -p:ContinuousIntegrationBuild=true --nologo -v quiet
done

# NuGet never reads a version again that it has unpacked once, and this one was just built anew.
cache="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
for id in providers.abstractions providers.testing; do
  rm -rf "${cache:?}/$id/$version"
done
echo "$feed holds version $version of Providers.Abstractions, Providers.Testing and Providers.Templates."
