#!/usr/bin/env bash
# Runs every test. Installs what the tests need and this machine lacks, from the distribution's packages; skips nothing.
# Result files: artifacts/test-results/*.trx
set -euo pipefail
cd "$(dirname "$0")/.."

need() { # command package
  command -v "$1" > /dev/null || lacking+=("$2")
}

lacking=()
need git git
need curl curl
need ip iproute2
need unshare util-linux
need chromium chromium
need strace strace
need nginx nginx
need caddy caddy
need node nodejs
need npm npm
need systemd-analyze systemd
need promtool prometheus
need openssl openssl
compgen -G '/usr/lib/postgresql/*/bin/postgres' > /dev/null || lacking+=(postgresql)

if [ ${#lacking[@]} -gt 0 ]; then
  echo "Installing: ${lacking[*]}"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${lacking[@]}" > /dev/null
fi

# What runs here lives for seconds: code that is watched first, to be compiled better later, never gets that far.
export DOTNET_TieredPGO=0

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

dotnet build Gateway.sln --nologo -v quiet

test_project() { # project name
  echo "== $2"
  dotnet test "$1" --no-build --nologo -v quiet --logger "trx;LogFileName=$2.trx" --results-directory "$results"
}

# These wait, most of the time, and so run beside others; what they said is told at the end.
beside=(Plugins.Tests)
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
declare -A running
failed=0
for project in tests/*/*Tests.csproj; do
  name=$(basename "$project" .csproj)
  if [[ " ${beside[*]} " == *" $name "* ]]; then
    test_project "$project" "$name" > "$said/$name" 2>&1 &
    running[$name]=$!
  else
    test_project "$project" "$name" || failed=1
  fi
done

for name in "${!running[@]}"; do
  wait "${running[$name]}" || failed=1
  cat "$said/$name"
done
exit $failed
