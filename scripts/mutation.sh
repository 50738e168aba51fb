#!/usr/bin/env bash
# Mutation tests: changes the code in small ways, one at a time, and says which changes no test noticed (docs/mutation.md).
#
#   scripts/mutation.sh money     src/WalletCore/Money, by tests/WalletCore.Tests
#   scripts/mutation.sh rules     src/WalletCore/Rules and Posting, by WalletCore.Tests and the tests of behaviour on the in-memory store
#
# Further arguments go to Stryker: --mutate '**/Rules/KeyRules.cs' tries one file. A change costs seconds, so the whole takes hours: money about
# two on two cores, rules many more. The report goes to artifacts/mutation/. Nothing else of the repository needs this, or is needed by it but
# the .NET SDK; Stryker is fetched into a temporary folder where it is not installed.
set -euo pipefail
exec </dev/null

version=5.1.0
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

part="${1:-}"
case "$part" in
  money) project=WalletCore.Tests ;;
  rules) project=WalletCore.Ledgers.Tests; export WALLETCORE_STORES=memory ;;
  *) echo "usage: scripts/mutation.sh money|rules [options of dotnet-stryker]" >&2; exit 2 ;;
esac
shift

command -v dotnet >/dev/null 2>&1 || { echo "The .NET SDK is missing (global.json says which)." >&2; exit 1; }

stryker="$(command -v dotnet-stryker || true)"
if [ -z "$stryker" ]; then
  tools="$(mktemp -d)"
  trap 'rm -rf "$tools"' EXIT
  dotnet tool install dotnet-stryker --version "$version" --tool-path "$tools"
  stryker="$tools/dotnet-stryker"
fi

# The same cases against every change; and none of the slow tests.
export WALLETCORE_SEED="${WALLETCORE_SEED:-1}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
unset WALLETCORE_SLOW WALLETCORE_REQUIRE_ALL WALLETCORE_ACCEPT

cd "$root/tests/$project"
nice -n 10 "$stryker" -f "../mutation/$part.json" -O "$root/artifacts/mutation/$part" "$@"
