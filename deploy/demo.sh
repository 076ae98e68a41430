#!/usr/bin/env bash
# Shows the whole job on a synthetic province:
#   deploy/demo.sh [--citizens N] [--seed S] [--once] [--dir DIR] [--file YOURS.csv] [--port P]
# or what an article published beside what the pipeline comes to, exit code 1 where a row differs:
#   deploy/demo.sh --scenario NAME [--seed S] [--dir DIR] [--lang en] [--json]
# Builds, then hands over to `de06 demo`, which starts a private PostgreSQL under DIR (default .demo).
# --once ends after the telling instead of serving the page.

# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  sed -n '2,7s/^# //p' "$0" >&2
  exit "$1"
}

options=()
dir=.demo
while [ $# -gt 0 ]; do
  case "$1" in
    --citizens | --seed | --dir | --file | --port | --scenario | --scale | --lang)
      [ $# -ge 2 ] || usage 64
      if [ "$1" = --dir ]; then dir=$2; else options+=("$1" "$2"); fi
      shift 2 ;;
    --once | --json | --csv) options+=("$1"); shift ;;
    -h | --help) usage 0 ;;
    *) say "Không hiểu: / Unknown: $1"; usage 64 ;;
  esac
done

require_linux
require_dotnet
require_postgres
# Options are read from where the visitor stands, so paths of his stay as he wrote them.
[ "$dir" != .demo ] || dir=$root/.demo
(cd "$root" && build src/De06Ingest/De06Ingest.csproj && build src/De06Ingest.Synthetic/De06Ingest.Synthetic.csproj)

exec "$root/src/De06Ingest/bin/Release/net10.0/de06" demo --dir "$dir" "${options[@]}" \
  --synthetic "$root/src/De06Ingest.Synthetic/bin/Release/net10.0/de06-synthetic"
