#!/usr/bin/env bash
# ./educonnect check: format, analyzers (warnings are errors), architecture and glossary tests, scripts that parse, locks without addresses.
set -uo pipefail
EDUCONNECT_ROOT="${EDUCONNECT_ROOT:-$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)}"
export EDUCONNECT_ROOT
source "$EDUCONNECT_ROOT/tools/lib.sh"
cd "$EDUCONNECT_ROOT" || exit 1

if [[ $# -gt 0 ]]; then
    [[ $1 == -h || $1 == --help ]] && { echo "Usage: ./educonnect check"; exit 0; }
    echo "educonnect check: takes no argument, not \"$1\"." >&2
    exit 2
fi

wrong=0
check() {
    local title="$1"
    shift
    if "$@"; then echo "ok      $title"; else echo "FAILED  $title"; wrong=1; fi
}

files() { git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do [[ -f $file ]] && printf '%s\n' "$file"; done; }

scripts_parse() {
    local file bad=0
    while IFS= read -r file; do bash -n "$file" || bad=1; done < <(files educonnect '.ci/run' '*.sh')
    while IFS= read -r file; do node --check "$file" || bad=1; done < <(files '*.mjs' '*.js')
    return "$bad"
}

# Lock files name versions and checksums; where they were downloaded from is the affair of each machine.
locks_without_addresses() {
    local found
    found="$(files '*package-lock.json' '.npmrc' '*nuget.config' | xargs -r grep -nE '"resolved": *"https?:|registry=' || true)"
    [[ -z $found ]] || { echo "$found" | head -n 5 >&2; return 1; }
}

# What git keeps is ours and is text: nothing vendored, generated or binary.
no_binaries() {
    local found
    found="$(files | xargs -r -d '\n' grep -ILE '.|^$' 2>/dev/null | while IFS= read -r file; do [[ -s $file ]] && echo "$file"; done)"
    [[ -z $found ]] || { echo "$found" | head -n 5 >&2; return 1; }
}

formatted() {
    quietly dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj/' '**/bin/' '**/node_modules/'
}

house_tests() {
    local log="$cache/house.log"
    dotnet tests/EduConnect.Core.Tests/bin/Release/net10.0/EduConnect.Core.Tests.dll -noLogo -noColor -trait "Kind=House" >"$log" 2>&1 &&
        grep -qE 'Total: [1-9]' "$log" && return 0
    tail -n 40 "$log" >&2
    return 1
}

check "scripts parse" scripts_parse
check "lock files hold no address" locks_without_addresses
check "no binary file" no_binaries
check "format" formatted
check "npm packages" project_npm
check "build, analyzers as errors" build_once EduConnect.slnx
check "architecture and glossary" house_tests
exit "$wrong"
