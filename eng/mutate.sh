#!/usr/bin/env bash
# How good the tests are: Stryker changes the product in small ways, one at a time, and counts the changes that no test notices.
# Takes hours, so nothing else calls it. Usage: eng/mutate.sh [AREA...]; without one, all of them. CONCURRENCY=N for more than one at once.
# Reports: StrykerOutput/<AREA>/reports. At the end a table of scores; a score below 85 % fails.
set -uo pipefail
cd "$(dirname "$0")/.."

wanted=85
areas=(Outbound Identity ScmIntegrations Storage Plugins GitHubEnterprise GitLabSelfHosted)
[ $# -eq 0 ] || areas=("$@")

arguments() { # area: the project, its tests, and what of both
  case "$1" in
    Plugins) echo "--project Gateway.csproj --test-project tests/Plugins.Tests/Plugins.Tests.csproj --mutate Plugins/**/*.cs" ;;
    Outbound | Identity | ScmIntegrations | Storage)
      echo "--project Gateway.csproj --test-project tests/Gateway.Tests/Gateway.Tests.csproj --mutate $1/**/*.cs" \
        "--test-case-filter FullyQualifiedName~Gateway.Tests.$1" ;;
    GitHubEnterprise | GitLabSelfHosted)
      echo "--project Providers.$1.csproj --test-project tests/Providers.$1.Tests/Providers.$1.Tests.csproj" ;;
    *)
      echo "There is no area «$1»." >&2
      return 2 ;;
  esac
}

count() { # report status...
  local pattern
  pattern=$(IFS='|'; echo "${*:2}")
  grep -oE "\"status\": *\"($pattern)\"" "$1" | wc -l
}

dotnet tool restore > /dev/null || exit 1

table=""
failed=0
number=0
set -f
for area in "${areas[@]}"; do
  number=$((number + 1))
  echo "== $area ($number of ${#areas[@]})"
  options=$(arguments "$area") || exit 2
  output="StrykerOutput/$area"
  rm -rf "$output"
  # shellcheck disable=SC2086
  dotnet stryker $options --solution Gateway.sln --concurrency "${CONCURRENCY:-1}" --reporter json --reporter progress \
    --output "$output" --skip-version-check || failed=1
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
