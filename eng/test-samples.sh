#!/usr/bin/env bash
# Builds and tests each sample provider as a third party would: outside the solution, from the packages alone.
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
