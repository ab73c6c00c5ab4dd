#!/usr/bin/env bash
# Measures the published gateway beside bare YARP, nginx and Caddy, interleaved in one run on loopback, and prints a table of ratios.
# Needs wrk, nginx and caddy (distribution packages). --quick takes under three minutes. --pieces runs the micro-benchmarks instead.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

build() { # project output
  dotnet publish "$1" -c Release -o "artifacts/bench/$2" --nologo -v quiet "${@:3}"
}

dotnet build Gateway.sln -c Release --nologo -v quiet
build bench/Gateway.Bench runner
if [ "${1:-}" = --pieces ]; then
  exec dotnet run --project bench/Gateway.Bench -c Release -- pieces
fi
build src/Gateway gateway -r "$(dotnet --info | awk '/RID:/ { print $2 }')" --self-contained false -p:PublishReadyToRun=true
build bench/BareYarp bare-yarp
build bench/AllocationHook allocation-hook
build bench/Backend backend
exec artifacts/bench/runner/Gateway.Bench "$root" "$@"
