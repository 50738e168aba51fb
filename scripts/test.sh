#!/usr/bin/env bash
# Builds everything in Release and runs every test. The last line is the sum over all test projects.
#
#   scripts/test.sh           everything; installs what Debian or Ubuntu lacks (needs the .NET SDK to be there)
#   scripts/test.sh --quick   leaves out the tests of category Slow and names them; installs nothing
#
# Longer or shorter: WALLETCORE_KILLS, WALLETCORE_SOAK, WALLETCORE_NOISES; a failed run again: WALLETCORE_SEED (docs/reliability.md).
set -euo pipefail
exec </dev/null

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

quick=0
case "${1:-}" in
  '') ;;
  --quick) quick=1 ;;
  *) echo "usage: scripts/test.sh [--quick]" >&2; exit 2 ;;
esac

have() { command -v "$1" >/dev/null 2>&1; }

have_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_linker() { have clang || have gcc; }
have_zlib() { [ -e /usr/include/zlib.h ]; }
have_libsqlite3() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -c 'libsqlite3\.so\.0' >/dev/null; }

missing_packages() {
  have_postgres || echo postgresql
  have_linker || echo gcc libc6-dev
  have_zlib || echo zlib1g-dev
  have sqlite3 || echo sqlite3
  have_libsqlite3 || echo libsqlite3-0
}

install_missing() {
  local missing as_root=()
  missing="$(missing_packages | tr '\n' ' ')"
  [ -n "${missing// /}" ] || return 0
  if ! have apt-get; then
    echo "Missing: $missing(Debian names). Without apt-get this script cannot install them." >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || { echo "Missing: $missing. Installing them needs root or sudo." >&2; exit 1; }
    as_root=(sudo)
  fi
  echo "Installing: $missing"
  # The tests start servers of their own; one that Debian starts would only be in the way.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  "${as_root[@]}" apt-get update -qq
  # shellcheck disable=SC2086 # one word a package
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Options::=--force-confold $missing
}

# One number of a trx file's <Counters …/>; 0 when it is not there, which fails the run.
counter() {
  local value
  value="$(sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | tail -n 1)"
  echo "${value:-0}"
}

# The skipped tests of a trx file, each with its reason.
left_out() {
  awk '
    /<UnitTestResult / { name = ""; if (/outcome="NotExecuted"/) { name = $0; sub(/.*testName="/, "", name); sub(/".*/, "", name) } }
    name != "" && /<Message>/ { why = $0; sub(/.*<Message>/, "", why); sub(/<\/Message>.*/, "", why); print "left out: " name " (" why ")"; name = "" }
  ' "$1" | sort
}

have dotnet || { echo "The .NET SDK is missing (global.json says which)." >&2; exit 1; }

if [ "$quick" -eq 1 ]; then
  unset WALLETCORE_SLOW
else
  install_missing
  export WALLETCORE_SLOW=1 WALLETCORE_REQUIRE_ALL=1
fi
# A test run compares; it never rewrites what it compares with. And it leaves no store out.
unset WALLETCORE_ACCEPT WALLETCORE_STORES
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

dotnet build WalletCore.sln -c Release

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

passed=0 failed=0 skipped=0
while IFS= read -r project; do
  name="$(basename "$project" .csproj)"
  trx="$results/$name.trx"
  exit_code=0
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --blame-hang-timeout 20m --blame-hang-dump-type none \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=normal' >"$results/$name.log" 2>&1 || exit_code=$?
  grep -vE '^ +(Passed|Skipped) |^Results File:|^\[xUnit|^$|^(Starting test|A total of)' "$results/$name.log" || true

  project_total=0 project_passed=0 project_failed=0 project_executed=0
  if [ -s "$trx" ]; then
    project_total="$(counter "$trx" total)"
    project_executed="$(counter "$trx" executed)"
    project_passed="$(counter "$trx" passed)"
    project_failed=$((project_executed - project_passed))
  fi
  # A host that crashed, timed out or found no tests says so only by its exit code, or by running nothing.
  if [ "$exit_code" -ne 0 ] && [ "$project_failed" -eq 0 ]; then
    echo "$name: dotnet test exited with $exit_code without naming a failed test"
    project_failed=1
  elif [ "$project_total" -eq 0 ]; then
    echo "$name: no test was found"
    project_failed=1
  fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
  skipped=$((skipped + project_total - project_executed))
  if [ "$((project_total - project_executed))" -gt 0 ]; then
    left_out "$trx"
  fi
done < <(find tests samples \( -name '*.Tests.csproj' -o -name 'HostTests.csproj' \) -not -path '*/bin/*' -not -path '*/obj/*' | LC_ALL=C sort)

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
status=0
if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then status=1; fi
echo "$summary"
exit "$status"
