#!/usr/bin/env bash
# Mixed load on three gateways with a fault every minute: upstream killed, platform slow, disk full, plugins swapped, SIGTERM of one of two.
# Ends with 0 when nothing that was acknowledged is lost, and nothing failed that no fault explains. Needs root, for a small disk of its own.
# Usage: eng/fault-run.sh [--minutes N]      30 unless named
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=30
if [ "${1:-}" = --minutes ] && [ $# = 2 ]; then
  minutes=$2
elif [ $# != 0 ]; then
  echo "usage: eng/fault-run.sh [--minutes N]" >&2
  exit 2
fi

dotnet build tests/FaultRun --nologo -v quiet
disk=$(mktemp -d)
trap 'rmdir "$disk"' EXIT

# The disk is mounted where only this run sees it.
unshare --mount bash -c 'mount -t tmpfs -o size=128m gateway-disk "$2" && exec dotnet artifacts/bin/FaultRun/debug/FaultRun.dll "$1" "$2"' \
  - "$minutes" "$disk"
