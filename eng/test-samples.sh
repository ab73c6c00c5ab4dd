#!/usr/bin/env bash
# Builds and tests each sample provider as a third party would, and what the template makes of a name that is no C# name: outside the solution, from
# the packages alone.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/pack.sh
for sample in samples/Providers.*; do
  name="$(basename "$sample")"
  echo "== $name"
  dotnet test "$sample/tests/$name.Tests" --nologo
  rm -rf "$sample/plugins"
  dotnet publish "$sample/src/$name" --nologo -v quiet
  for file in "$name.dll" "$name.deps.json"; do
    test -f "$sample/plugins/$name/$file" || { echo "$sample/plugins/$name/$file is not there." >&2; exit 1; }
  done
  if compgen -G "$sample/plugins/$name/Providers.Abstractions.dll" > /dev/null || compgen -G "$sample/plugins/$name/Microsoft.Extensions.*.dll" > /dev/null; then
    echo "$sample/plugins/$name ships what the gateway brings." >&2
    exit 1
  fi
done

echo "== the template, with a hyphen in the name"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
feed="$PWD/artifacts/feed"
export DOTNET_CLI_HOME="$scratch/home" DOTNET_NOLOGO=1
dotnet new install Providers.Templates@0.1.0 --add-source "$feed"
dotnet new scm-provider -n my-forge --scm-type my-forge --feed "$feed" -o "$scratch/my-forge"
dotnet test "$scratch/my-forge/tests/my-forge.Tests" --nologo
