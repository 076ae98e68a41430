#!/usr/bin/env bash
# Builds with warnings as errors and runs every test on a private PostgreSQL.
# The last line is "N passed, N failed, N skipped"; ends with 1 when a test failed or none ran.
# Usage: deploy/test.sh [--filter EXPRESSION]   (as for dotnet test)

# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case "${1:-}" in
  "" | --filter) ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; [ "$1" = --help ] && exit 0; exit 64 ;;
esac

require_linux
require_dotnet
require_postgres
cd "$root"
results=$root/.test/results
rm -rf "$results"
mkdir -p "$results"
build De06Ingest.sln

# Tests that never ran must not pass unnoticed: no result file, a test host that died (which the adapter tells only
# as a run message), or a failure that no test accounts for.
ran_to_the_end() {
  grep -q '<Counters' "$1" 2>/dev/null || return 1
  if grep -q '<Text>.*\(FATAL ERROR\]\|Catastrophic failure\)' "$1"; then return 1; fi
  [ "$2" -eq 0 ] || grep -q '<UnitTestResult .*outcome="Failed"' "$1"
}

# A test project is one that refers to the test SDK.
mapfile -t projects < <(grep -l 'Microsoft.NET.Test.Sdk' tests/*/*.csproj)
broken=()
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  say "Chạy $name… / Running $name…"
  code=0
  dotnet test "$project" --no-build -c Release --logger "trx;LogFileName=$name.trx" \
    --results-directory "$results" "$@" </dev/null >"$results/$name.log" 2>&1 || code=$?
  if ran_to_the_end "$results/$name.trx" "$code"; then continue; fi
  broken+=("$name")
  tail -n 60 "$results/$name.log" >&2
done

# Names of failed and skipped tests with their reasons, then "passed failed skipped" of all files together.
summary=$(find "$results" -name '*.trx' -print0 | sort -z | xargs -0 -r awk -f deploy/trx.awk)
sed '$d' <<<"$summary"
read -r passed failed skipped <<<"$(tail -n 1 <<<"${summary:-0 0 0}")"
failed=$((failed + ${#broken[@]}))
for name in "${broken[@]}"; do
  echo "FAILED  $name: the test run broke off; its output is above"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
