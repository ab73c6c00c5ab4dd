#!/usr/bin/env bash
# Takes the published program alone into an empty folder with an empty environment, runs every command of it, and then does what
# docs/operating.md says, block by block. The auth API and the platforms are the sandbox's, on loopback.
# Usage: eng/smoke.sh [folder]      artifacts/publish/linux-x64, as eng/publish.sh makes it, unless named
set -euo pipefail
cd "$(dirname "$0")/.."
published=$(realpath "${1:-artifacts/publish/linux-x64}")
page=$PWD/docs/operating.md
scratch=$(mktemp -d)
started=()

clean_up() {
  # What the page itself has started in the background is in the process group of its shell.
  [ -z "${reader:-}" ] || kill -- "-$reader" 2> /dev/null || true
  for pid in "${started[@]}"; do
    kill "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || true
  done
  rm -rf "$scratch"
}
trap clean_up EXIT

fail() {
  echo "smoke: $*" >&2
  tail -n 20 "$scratch"/*/*.log >&2 || true
  exit 1
}

# The sums and the bill of materials belong to this program.
(cd "$published" && sha256sum --quiet -c SHA256SUMS) || fail "the sums do not fit"
grep -q "$(sha256sum "$published/gateway" | cut -d ' ' -f 1)" "$published/gateway.cdx.json" || fail "the bill of materials is of another program"
for part in Yarp.ReverseProxy LiteDB Npgsql Octokit Refit Microsoft.NETCore.App.Runtime.linux-x64 Microsoft.AspNetCore.App.Runtime.linux-x64; do
  grep -q "\"name\": \"$part\"" "$published/gateway.cdx.json" || fail "the bill of materials lacks $part"
done

mkdir "$scratch/world" "$scratch/alone" "$scratch/page"
(cd "$scratch/world" && exec dotnet "$OLDPWD/artifacts/bin/Sandbox/debug/Sandbox.dll" > world.log 2>&1) &
started+=($!)
for _ in $(seq 300); do
  grep -q 'Ctrl+C ends it' "$scratch/world/world.log" && break
  sleep 0.1
done
address() { sed -n "s/^$1 *\(http:[^ ]*\).*/\1/p" "$scratch/world/world.log"; }
upstream=$(address 'The auth API')
platform=$(address 'GitHub Enterprise')
[ -n "$upstream" ] || fail "the sandbox did not start"

public=http://127.0.0.1:$(eng/free-port.sh 20000)
management=http://127.0.0.1:$(eng/free-port.sh 20000)

# Alone: one file, and one setting in the environment.
cp "$published/gateway" "$scratch/alone/"
cd "$scratch/alone"
alone() { env -i "ReverseProxy__Clusters__auth__Destinations__primary__Address=$upstream" ./gateway "$@"; }
before=${EPOCHREALTIME/[.,]/}
env -i "ReverseProxy__Clusters__auth__Destinations__primary__Address=$upstream" ./gateway \
  "--Urls=$public" "--Gateway:Management:Url=$management" --Gateway:Outbound:AllowPlainHttp=true \
  "--Gateway:Outbound:AllowedNetworks:0=127.0.0.1/32:${platform##*:}" > gateway.log 2>&1 &
gateway=$!
started+=("$gateway")
until curl -s -o /dev/null "$public/v1/scm_integrations"; do
  kill -0 "$gateway" 2> /dev/null || fail "it has ended"
  sleep 0.01
done
after=${EPOCHREALTIME/[.,]/}
echo "smoke: the first answer came $(((after - before) / 1000)) ms after the start, in an empty folder"

plugins=$(curl -sS "$management/plugins")
for type in github github-enterprise gitlab gitlab-self-hosted; do
  [[ $plugins == *"\"$type\""* ]] || fail "$type is not served: $plugins"
done
call() { curl -sS -H 'Authorization: Bearer alice-bearer' -H 'Content-Type: application/json' "$@"; }
created=$(call -w '%{http_code}' "$public/v1/scm_integrations" \
  -d "{\"scm_integration\":{\"scm_type\":\"github-enterprise\",\"url\":\"$platform\",\"access_token\":\"good\"}}")
[[ $created == *201 ]] || fail "an account could not be linked: $created"

alone --version
for command in '' check init plugins backup restore migrate rotate-keys; do
  # shellcheck disable=SC2086 # no command is no word
  alone $command --help > help.log || fail "$command --help"
  grep -q 'Usage:' help.log || fail "$command --help teaches nothing"
done
alone check --online
alone plugins
alone backup all.backup
alone rotate-keys
kill -TERM "$gateway"
wait "$gateway" || fail "it did not end with 0"
alone restore --force all.backup
alone init --upstream "$upstream"
alone check
! alone migrate --from LiteDb --to LiteDb 2> /dev/null || fail "a store was copied onto itself"
status=0
alone no-such-command > /dev/null 2>&1 || status=$?
[ "$status" = 2 ] || fail "wrong usage ended with $status"

# The page, as a reader would do it.
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page" > "$scratch/page.sh"
[ "$(grep -c . "$scratch/page.sh")" -gt 20 ] || fail "the page has no commands"
cp "$published"/* "$scratch/page/"
cd "$scratch/page"
env -i "PATH=$scratch/page:/usr/bin:/bin" "UPSTREAM=$upstream" TOKEN=alice-bearer "GATEWAY=$public" "MANAGEMENT=$management" \
  "Urls=$public" "Gateway__Management__Url=$management" setsid --wait bash -euo pipefail "$scratch/page.sh" &
reader=$!
wait "$reader" || fail "the page's commands do not all work"
reader=
echo "smoke: every command works, and every one of docs/operating.md."
