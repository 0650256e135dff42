#!/usr/bin/env bash
# ./educonnect guides [FOLDER]: pictures of the screens that the staff guides show, taken on the data of the demonstration (.cache/guides unless told).
# The demonstration shows them from there; a server shows them when Guides:Pictures names their folder.
set -uo pipefail
EDUCONNECT_ROOT="${EDUCONNECT_ROOT:-$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)}"
export EDUCONNECT_ROOT
source "$EDUCONNECT_ROOT/tools/lib.sh"

case "${1:-}" in -h | --help) echo "Usage: ./educonnect guides [FOLDER]"; exit 0 ;; esac
if [[ $# -gt 1 ]]; then
    echo "educonnect guides: takes one folder, not \"$2\" too." >&2
    exit 2
fi
EDUCONNECT_GUIDES="$(realpath -m -- "${1:-$cache/guides}")"
export EDUCONNECT_GUIDES EDUCONNECT_TEST_SCOPE=all CI=true

tools_install libsodium23 chromium
project_npm || exit 1
build_once tests/EduConnect.Browser.Tests || exit 1
quietly dotnet "$EDUCONNECT_ROOT/tests/EduConnect.Browser.Tests/bin/Release/net10.0/EduConnect.Browser.Tests.dll" -noLogo -noColor -class '*GuidePictureTests' || exit 1
echo "$EDUCONNECT_GUIDES"
