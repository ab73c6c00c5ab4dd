#!/usr/bin/env bash
# A port of this machine that nobody listens on. Scripts that run side by side ask for different thousands, or both might be given the same.
# Usage: eng/free-port.sh FIRST      one of the 6000 from there
set -euo pipefail
while port=$(($1 + RANDOM % 6000)); (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
echo "$port"
