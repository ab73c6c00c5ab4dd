#!/usr/bin/env bash
# Adds what the contract assemblies declare and PublicAPI.Unshipped.txt lacks, so that review sees it as lines of that file.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in ${*:-src/Providers.Abstractions}; do
  file="$project/PublicAPI.Unshipped.txt"
  { dotnet build "$project" --no-incremental 2>&1 || true; } \
    | sed -nE "s/.*error RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" \
    | cat <(tail -n +2 "$file") - | LC_ALL=C sort -u | sed '1i #nullable enable' > "$file.new"
  mv "$file.new" "$file"
done
