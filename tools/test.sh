#!/usr/bin/env bash
# ./educonnect test [fast|all]. fast: unit and HTTP tests on SQLite; all: PostgreSQL, browser, partners and protocols too.
# ./educonnect test fuzz [INPUTS]. Damaged input only (requests, messages, metadata, exports), 1,000,000 of each kind unless told; EDUCONNECT_FUZZ_SEED throws other dice.
# The last line is always "N passed, N failed, N skipped"; a test that lacks a component is skipped with its reason
# (and fails instead when CI=true).
set -uo pipefail
EDUCONNECT_ROOT="${EDUCONNECT_ROOT:-$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)}"
export EDUCONNECT_ROOT
source "$EDUCONNECT_ROOT/tools/lib.sh"

scope="${1:-all}"
only=()
case "$scope" in
    fast) suites=(EduConnect.Core.Tests EduConnect.Web.Tests) ;;
    all) suites=(EduConnect.Core.Tests EduConnect.Web.Tests EduConnect.Browser.Tests) ;;
    fuzz)
        [[ ${2:-1} =~ ^[1-9][0-9]{0,8}$ ]] || { echo "educonnect test fuzz: \"$2\" is not a number of inputs." >&2; exit 2; }
        suites=(EduConnect.Core.Tests EduConnect.Web.Tests) only=(-trait Kind=Fuzz)
        export EDUCONNECT_FUZZ_INPUTS="${2:-1000000}" ;;
    -h | --help) echo "Usage: ./educonnect test [fast|all|fuzz [INPUTS]]"; exit 0 ;;
    *) echo "educonnect test: choose fast, all or fuzz, not \"$scope\"." >&2; exit 2 ;;
esac
export EDUCONNECT_TEST_SCOPE="$scope"

if [[ $scope == all ]]; then
    tools_install libsodium23 postgresql-15 chromium poppler-utils oathtool xmlsec1 libxml2-utils opensaml-schemas xmltooling-schemas apache2 libapache2-mod-auth-openidc libapache2-mod-auth-mellon libapache2-mod-shib kannel kannel-extras haproxy libreoffice-calc-nogui
else
    tools_install libsodium23
fi
project_npm || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
build_once EduConnect.slnx || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# What the runner says, without what the servers under test logged (that stays in the file of the suite).
tests_only() {
    awk '/^ *(Discovering|Discovered|Starting|Finished):/ { next }
         /^(trce|dbug|info|warn|fail|crit): / { logged = 1; next }
         logged && /^      / { next }
         { logged = 0; print; fflush() }'
}

# The tests that failed, told again where whoever reads only the end of the output finds them.
failures() {
    awk -v suite="$1" '/^(trce|dbug|info|warn|fail|crit): / { left = 0; next }
         / \[FAIL\]$/ { left = 15 }
         left > 0 { if (!told++) print "== failed in " suite; print; left-- }' "$2"
}

# run SUITE LOG [ARGUMENT...]: runs a suite; sets total, bad, left_out and status.
run() {
    local suite="$1" log="$2" summary
    shift 2
    dotnet "$EDUCONNECT_ROOT/tests/$suite/bin/Release/net10.0/$suite.dll" -noLogo -noColor "$@" 2>&1 | tee "$log" | tests_only
    status=${PIPESTATUS[0]}
    summary="$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$log" | tail -n 1)"
    if [[ ! $summary =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+),\ Not\ Run:\ ([0-9]+) ]]; then
        echo "$suite ended without a summary (status $status)."
        return 1
    fi
    total=$((BASH_REMATCH[1] - BASH_REMATCH[4] - BASH_REMATCH[5])) bad=$((BASH_REMATCH[2] + BASH_REMATCH[3])) left_out=${BASH_REMATCH[4]}
}

# A few tests that failed beside all others get one more try, alone: a stall of the machine is told, not taken for a defect.
again() {
    local suite="$1" log="$2" methods=() name
    while IFS= read -r name; do
        methods+=(-method "$name")
    done < <(sed -nE 's/^ +([A-Za-z0-9_.+]+)(\(.*\))? \[FAIL\]$/\1/p' "$log" | sort -u)
    ((${#methods[@]} > 0 && ${#methods[@]} <= 2 * most_again)) || return 1
    echo "== $suite: once more, alone"
    run "$suite" "${log%.log}.again.log" -parallel none "${methods[@]}" && ((status == 0 && bad == 0 && total > 0))
}

most_again=3
passed=0 failed=0 skipped=0 wavering=0
for suite in "${suites[@]}"; do
    log="$cache/$suite.log"
    echo "== $suite"
    if ! run "$suite" "$log" "${only[@]}"; then
        failed=$((failed + 1))
        continue
    fi
    suite_total=$total suite_bad=$bad suite_left_out=$left_out
    if ((suite_bad == 0 && status != 0)); then
        echo "$suite: no test failed, but the runner ended with status $status."
        failed=$((failed + 1))
    elif ((suite_bad > 0)) && again "$suite" "$log"; then
        wavering=$((wavering + suite_bad))
        suite_bad=0
    fi
    failed=$((failed + suite_bad))
    skipped=$((skipped + suite_left_out))
    passed=$((passed + suite_total - suite_bad))
done
for suite in "${suites[@]}"; do
    [[ -f $cache/$suite.log ]] && failures "$suite" "$cache/$suite.log"
done
((wavering > 0)) && echo "$wavering of them failed beside the others and passed alone: a defect of the test, or of what it tests, until somebody has looked."
((passed == 0)) && failed=$((failed + 1))
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
