#!/usr/bin/env bash
# Measures the published gateway beside bare YARP, nginx and Caddy, interleaved in one run on loopback, and prints a table of ratios.
# Needs wrk, nginx and caddy (distribution packages). --quick takes under three minutes.
# --memory watches what the gateway and bare YARP hold during ten minutes of load instead. --pieces runs the micro-benchmarks instead, to which what
# is written behind it goes on (--job short).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

# Without the analyzers, which the build proper runs.
quietly=(-c Release --nologo -v quiet -p:RunAnalyzers=false)

build() { # project output
  dotnet publish "$1" "${quietly[@]}" -o "artifacts/bench/$2" "${@:3}"
}

if [ "${1:-}" = --pieces ]; then
  exec dotnet run --project bench/Gateway.Bench -c Release -- pieces "${@:2}"
fi

# What shares no project is built at the same time.
{
  build bench/BareYarp bare-yarp
  build bench/AllocationHook allocation-hook
  build bench/Backend backend
} &
others=$!
for provider in src/Providers.*/Providers.*Git*.csproj; do
  dotnet build "$provider" "${quietly[@]}" # into plugins/
done
build bench/Gateway.Bench runner
build src/Gateway gateway -r "$(dotnet --info | awk '/RID:/ { print $2 }')" --self-contained false -p:PublishReadyToRun=true
wait "$others"
exec artifacts/bench/runner/Gateway.Bench "$root" "$@"
