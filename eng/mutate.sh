#!/usr/bin/env bash
# How good the tests are: Stryker changes the product in small ways, one at a time, and counts the changes that no test notices.
# Takes hours, so nothing else calls it. Usage: eng/mutate.sh [AREA...]; without one, all of them. CONCURRENCY=N for more than one at once.
# Reports: StrykerOutput/<AREA>/reports. At the end a table of scores; a score below 85 % fails.
set -uo pipefail
cd "$(dirname "$0")/.."

wanted=85
config=../../eng/stryker.json # seen from the tests; what it leaves out, and why: docs/mutation.md
areas=(Outbound Identity ScmIntegrations Storage Postgres PluginLoading PluginCalls PluginLife GitHubEnterprise GitLabSelfHosted)
[ $# -eq 0 ] || areas=("$@")

tests() { # area: the folder of its tests
  case "$1" in
    PluginLoading | PluginCalls | PluginLife) echo tests/Plugins.Tests ;;
    Postgres) echo tests/Storage.PostgresTests ;;
    Outbound | Identity | ScmIntegrations | Storage) echo tests/Gateway.Tests ;;
    GitHubEnterprise | GitLabSelfHosted) echo "tests/Providers.$1.Tests" ;;
    *)
      echo "There is no area «$1»." >&2
      return 2 ;;
  esac
}

arguments() { # area: what to change, and which tests to run
  case "$1" in
    # Without the tests that take much at once, and for plugins without those of another part that mostly wait: so long as they take, so long would
    # take every change that nothing notices.
    PluginLoading) echo "--project Gateway.csproj --mutate Plugins/Loading/**/*.cs --mutate Plugins/Inspection/**/*.cs --test-case-filter Size!=Bulk&FullyQualifiedName!~InvocationTests" ;;
    PluginCalls) echo "--project Gateway.csproj --mutate Plugins/Invocation/**/*.cs --test-case-filter Size!=Bulk&FullyQualifiedName!~LifeTests&FullyQualifiedName!~WatchingTests" ;;
    PluginLife) echo "--project Gateway.csproj --mutate Plugins/*.cs --mutate Plugins/Watching/**/*.cs --test-case-filter Size!=Bulk&FullyQualifiedName!~InvocationTests" ;;
    Postgres) echo "--project Gateway.csproj --mutate Storage/Postgres/**/*.cs --mutate Storage/Maintenance/MigrateJob.cs --test-case-filter Size!=Bulk" ;;
    Storage) echo "--project Gateway.csproj --mutate Storage/**/*.cs --mutate !Storage/Postgres/**/*.cs --mutate !Storage/Maintenance/MigrateJob.cs --test-case-filter FullyQualifiedName~Gateway.Tests.Storage&Size!=Bulk" ;;
    GitHubEnterprise | GitLabSelfHosted) echo "--project Providers.$1.csproj" ;;
    *) echo "--project Gateway.csproj --mutate $1/**/*.cs --test-case-filter FullyQualifiedName~Gateway.Tests.$1" ;;
  esac
}

count() { # report status...
  local pattern
  pattern=$(IFS='|'; echo "${*:2}")
  grep -oE "\"status\": *\"($pattern)\"" "$1" | wc -l
}

# Each change is tried in a process of its own that lives for seconds: code is compiled once, and not again for speed.
# Memory that can be written and run at once makes compiling cheaper, and here nobody attacks it.
export DOTNET_TC_CallCounting=0 DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_EnableWriteXorExecute=0
export TESTS_LONGEST_WAIT_SECONDS=20

dotnet tool restore > /dev/null || exit 1

table=""
failed=0
number=0
set -f
for area in "${areas[@]}"; do
  number=$((number + 1))
  echo "== $area ($number of ${#areas[@]})"
  folder=$(tests "$area") || exit 2
  output="$PWD/StrykerOutput/$area"
  rm -rf "$output"
  # In the folder of the tests: where Stryker sees a solution it wants to change all of it.
  # shellcheck disable=SC2046
  (cd "$folder" && dotnet stryker --config-file "$config" $(arguments "$area") --concurrency "${CONCURRENCY:-1}" --reporter json --reporter progress \
    --output "$output" --skip-version-check) || failed=1
  report="$output/reports/mutation-report.json"
  if [ -f "$report" ]; then
    killed=$(count "$report" Killed Timeout)
    missed=$(count "$report" Survived NoCoverage)
    score=$((killed + missed == 0 ? 0 : killed * 1000 / (killed + missed)))
    [ "$score" -ge $((wanted * 10)) ] || failed=1
    table+=$(printf '%-18s %6d %6d %5d.%d %%' "$area" "$killed" "$missed" $((score / 10)) $((score % 10)))$'\n'
  else
    failed=1
    table+=$(printf '%-18s %6s' "$area" "no report")$'\n'
  fi
done

printf '\n%-18s %6s %6s %9s\n%s' area killed missed score "$table"
exit $failed
