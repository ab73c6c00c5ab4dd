#!/usr/bin/env bash
# Lets the Scalingo CLI do all it can do with integrations, before a sandbox: eng/test-cli.sh PATH_TO_SCALINGO
# The CLI is not built here: it is Go, and no package of it is within reach of every machine that runs the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 1 ] || { echo "usage: eng/test-cli.sh PATH_TO_SCALINGO" >&2; exit 2; }
cli="$(realpath "$1")"
scratch="$(mktemp -d)"
failures=0

clean_up() {
  [ -z "${sandbox:-}" ] || kill "$sandbox" 2> /dev/null || true
  rm -rf "$scratch"
}
trap clean_up EXIT

scalingo() {
  env -i HOME="$scratch" PATH="$PATH" NO_COLOR=1 DISABLE_UPDATE_CHECKER=true DISABLE_INTERACTIVE=true SCALINGO_REGION=local \
    SCALINGO_AUTH_URL="$gateway" SCALINGO_API_URL="$gateway" "$cli" "$@" < /dev/null 2>&1
}

# expect EXIT_CODE TEXT ARGUMENT...: what the CLI prints must hold the text.
expect() {
  local code="$1" text="$2" output actual=0
  shift 2
  output="$(scalingo "$@")" || actual=$?
  if [ "$actual" = "$code" ] && grep -qF -- "$text" <<< "$output"; then
    echo "ok      scalingo $*"
  else
    echo "FAILED  scalingo $*: exit code $actual, wanted $code and «$text», got:"
    sed 's/^/        /' <<< "$output"
    failures=$((failures + 1))
  fi
}

dotnet build samples/Sandbox -v quiet -clp:NoSummary
dotnet run --no-build --project samples/Sandbox > "$scratch/sandbox.log" &
sandbox=$!
for _ in $(seq 100); do
  grep -q '^Ctrl+C' "$scratch/sandbox.log" && break
  kill -0 "$sandbox"
  sleep 0.2
done
address() { awk -v name="$1" 'index($0, name) == 1 { print $NF; exit }' "$scratch/sandbox.log"; }
gateway="$(address 'The gateway' | sed 's:/$::')"
github="$(address 'GitHub Enterprise')"
gitlab="$(address 'GitLab')"

scalingo --version
expect 0 'Hello alice' login --api-token tk-us-alice
expect 0 'is not linked to any SCM integrations' integrations
expect 0 'linked to your GitHub Enterprise account' integrations-add --url "$github" --token good github-enterprise
expect 0 'linked to your GitLab self-hosted account' integrations-add --url "$gitlab" --token good gitlab-self-hosted
expect 0 'already have 2 SCM integrations' integrations
expect 0 "$github" integrations
expect 0 'is already linked' integrations-add --url "$gitlab" --token good gitlab-self-hosted
expect 0 "$gateway/users/github/link" integrations-add github
expect 0 '1 key have been imported from GitHub Enterprise' integrations-import-keys github-enterprise
expect 0 '1 key have already been imported' integrations-import-keys github-enterprise
expect 0 'No public key is available' integrations-import-keys gitlab-self-hosted
expect 1 'The scm_integration was not found' integrations-import-keys gitlab
expect 0 'GitHub Enterprise account are unlinked' integrations-delete github-enterprise
expect 1 'The scm_integration was not found' integrations-delete github-enterprise
expect 1 'access_token → is not valid' integrations-add --url "$github" --token bad github-enterprise
expect 1 'access_token → lacks the scope repo' integrations-add --url "$github" --token no-scope github-enterprise
expect 1 'url → cannot be reached from here' integrations-add --url http://127.0.0.1:9 --token good github-enterprise
expect 1 'url → is not a valid address' integrations-add --url ftp://example.com --token good github-enterprise
id="$(scalingo integrations | awk '/GitLab self-hosted/ { print $2 }')"
expect 0 'No public key is available' integrations-import-keys "$id"
expect 0 'GitLab self-hosted account are unlinked' integrations-delete "$id"
expect 0 'is not linked to any SCM integrations' integrations

[ "$failures" = 0 ] && echo "The CLI did everything."
exit "$((failures > 0))"
