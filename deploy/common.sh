# shellcheck shell=bash
# Shared by demo.sh and test.sh: finds what the build and the private PostgreSQL need, and installs what it may.
# Sourced, not run. Messages are for people, on standard error; standard output belongs to the caller.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # for those who source this
readonly root

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

# Ends with the sysexits code for "the set-up is not right".
stop_with() {
  say "$@"
  exit 78
}

require_linux() {
  [ "$(uname -s)" = Linux ] || stop_with "De06Ingest chỉ chạy trên Linux. / De06Ingest runs on Linux only."
}

# The .NET SDK 10: the one on PATH, or one in the usual places of the install script and of distributions.
require_dotnet() {
  local place
  for place in "" "${DOTNET_ROOT:-}" "${HOME:-/nonexistent}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    if [ -n "$place" ]; then
      [ -x "$place/dotnet" ] || continue
      PATH="$place:$PATH"
      export DOTNET_ROOT="$place"
    fi
    has_sdk && return
  done
  stop_with "Thiếu .NET SDK 10. Hãy gõ một trong hai cách: / The .NET SDK 10 is missing. Type either:
  sudo apt-get install dotnet-sdk-10.0
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
Sau đó chạy lại: / Then again: $0"
}

has_sdk() {
  command -v dotnet >/dev/null || return 1
  # From outside the repository, whose global.json turns a missing version into an error.
  [[ "$(cd / && dotnet --list-sdks 2>/dev/null)" =~ (^|$'\n')10\. ]]
}

# The server programs of PostgreSQL 15 or newer. Nothing needs its service: the cluster that the package starts
# on port 5432 is left alone, and demo and tests start a private one.
require_postgres() {
  has_postgres && return
  local as_root
  if ! as_root=$(way_to_root) || ! command -v apt-get >/dev/null; then
    stop_with "Thiếu PostgreSQL 15 trở lên. Hãy gõ: / PostgreSQL 15 or newer is missing. Type:
  sudo apt-get update && sudo apt-get install -y postgresql
Sau đó chạy lại: / Then again: $0"
  fi
  say "Cài PostgreSQL… / Installing PostgreSQL…"
  # shellcheck disable=SC2086 # empty, or "sudo -n"
  if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y postgresql; } \
    </dev/null >&2; then
    stop_with "Không cài được PostgreSQL. Hãy gõ: / PostgreSQL could not be installed. Type:
  sudo apt-get update && sudo apt-get install -y postgresql"
  fi
  has_postgres || stop_with "Bản PostgreSQL của hệ điều hành cũ hơn 15: hãy cài theo
https://www.postgresql.org/download/linux/ / The distribution's PostgreSQL is older than 15: install as told there."
}

has_postgres() {
  local bin
  for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ]; then continue; fi
    [[ "$("$bin/postgres" --version)" =~ \ ([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 15 ] && return
  done
  return 1
}

# Prints what to put before a command that needs root; fails when we may not.
way_to_root() {
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n"
}

# Builds with warnings as errors; says nothing unless it fails.
# Without build servers: they would outlive the script and hold on to its standard output.
build() {
  local log
  log=$(mktemp)
  say "Biên dịch… / Building…"
  if ! dotnet build "$@" -c Release -warnaserror --disable-build-servers -nodeReuse:false </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    say "Biên dịch hỏng; xem lỗi ở trên. / The build failed; see above."
    exit 70
  fi
  rm -f "$log"
}
