#!/usr/bin/env bash
# Does what docs/writing-a-provider.md says, from the first block to the last, as a reader would: shell blocks are run in one shell,
# blocks under «<!-- file: PATH -->» are written to PATH. With --list the script is printed instead.
set -euo pipefail
cd "$(dirname "$0")/.."
page=docs/writing-a-provider.md
scratch="$(mktemp -d)"

clean_up() {
  # Only what the page itself started: its background jobs are in the process group of its shell.
  [ -z "${reader:-}" ] || kill -- "-$reader" 2> /dev/null || true
  rm -rf "$scratch"
}
trap clean_up EXIT

with_gateway=0
list=0
for option in "$@"; do
  case "$option" in
    --with-gateway) with_gateway=1 ;;
    --list) list=1 ;;
    *) echo "usage: eng/test-docs.sh [--with-gateway] [--list]" >&2; exit 2 ;;
  esac
done

awk -v with_gateway="$with_gateway" '
  /^<!-- with a running gateway -->$/ { if (!with_gateway) exit; next }
  /^<!-- file: .* -->$/ { file = $3; next }
  /^```/ && !inside {
    inside = 1
    shell = ($0 == "```sh")
    if (file != "") { print "mkdir -p \"$(dirname " file ")\""; print "cat > " file " <<\"END_OF_THE_FILE\"" }
    next
  }
  /^```$/ && inside { inside = 0; if (file != "") print "END_OF_THE_FILE"; file = ""; shell = 0; next }
  inside && (shell || file != "") { print }
' "$page" > "$scratch/page.sh"

if [ "$list" = 1 ]; then
  cat "$scratch/page.sh"
  exit 0
fi

# The template goes into a home of its own, and work folders into the scratch folder.
export DOTNET_CLI_HOME="$scratch/home" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TMPDIR="$scratch"
mkdir -p "$DOTNET_CLI_HOME"
if [ "$with_gateway" = 1 ]; then
  # The page's own ports may be taken here.
  FORGE="http://127.0.0.1:$(eng/free-port.sh 26000)"
  GATEWAY="http://127.0.0.1:$(eng/free-port.sh 26000)"
  MANAGEMENT="http://127.0.0.1:$(eng/free-port.sh 26000)"
  export FORGE GATEWAY MANAGEMENT
fi

setsid --wait bash -euo pipefail "$scratch/page.sh" &
reader=$!
wait "$reader"
echo "Every command of $page did what the page says."
