#!/usr/bin/env bash
# ./educonnect test [fast|all]. fast: unit and HTTP tests on SQLite; all: PostgreSQL, browser, partners and protocols too.
# The last line is always "N passed, N failed, N skipped"; a test that lacks a component is skipped with its reason
# (and fails instead when CI=true).
set -uo pipefail
EDUCONNECT_ROOT="${EDUCONNECT_ROOT:-$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)}"
export EDUCONNECT_ROOT
source "$EDUCONNECT_ROOT/tools/lib.sh"

scope="${1:-all}"
case "$scope" in
    fast) suites=(EduConnect.Core.Tests EduConnect.Web.Tests) ;;
    all) suites=(EduConnect.Core.Tests EduConnect.Web.Tests EduConnect.Browser.Tests) ;;
    -h | --help) echo "Usage: ./educonnect test [fast|all]"; exit 0 ;;
    *) echo "educonnect test: choose fast or all, not \"$scope\"." >&2; exit 2 ;;
esac
export EDUCONNECT_TEST_SCOPE="$scope"

if [[ $scope == all ]]; then
    tools_install libsodium23 postgresql-15 chromium poppler-utils oathtool xmlsec1 apache2 libapache2-mod-auth-openidc kannel kannel-extras
else
    tools_install libsodium23
fi
project_npm || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
build_once EduConnect.slnx || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

passed=0 failed=0 skipped=0
for suite in "${suites[@]}"; do
    runner="$EDUCONNECT_ROOT/tests/$suite/bin/Release/net10.0/$suite.dll"
    log="$cache/$suite.log"
    echo "== $suite"
    dotnet "$runner" -noLogo -noColor 2>&1 | tee "$log" | grep -vE '^ *(Discovering|Discovered|Starting|Finished):'
    status=${PIPESTATUS[0]}
    summary="$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$log" | tail -n 1)"
    if [[ $summary =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+),\ Not\ Run:\ ([0-9]+) ]]; then
        bad=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
        ((bad == 0 && status != 0)) && bad=1
        failed=$((failed + bad))
        skipped=$((skipped + BASH_REMATCH[4]))
        passed=$((passed + BASH_REMATCH[1] - BASH_REMATCH[3] - BASH_REMATCH[4] - BASH_REMATCH[5]))
    else
        echo "$suite ended without a summary (status $status)."
        failed=$((failed + 1))
    fi
done
((passed == 0)) && failed=$((failed + 1))
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
