# Shared by educonnect, tools/test.sh, tools/check.sh and .ci/run. Sourced, never run; needs EDUCONNECT_ROOT.
cache="$EDUCONNECT_ROOT/.cache"
mkdir -p "$cache"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

say() { echo "educonnect: $*" >&2; }

# Runs a command silently; its output is shown only when it fails.
quietly() {
    local log
    log="$(mktemp)"
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        local status=$?
        tail -n 60 "$log" >&2
        rm -f "$log"
        return "$status"
    fi
}

is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# tools_install PACKAGE...: installs the Debian packages that are missing, as root only; otherwise what needs them is skipped.
tools_install() {
    local missing=() package
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    [[ ${#missing[@]} -eq 0 ]] && return 0
    if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
        say "not installed: ${missing[*]} (install them as root to use what needs them)"
        return 0
    fi
    say "installing ${missing[*]}"
    (
        exec 9>"$cache/apt.lock"
        flock 9
        # Debian starts every server it installs; here they are only libraries of ours, so none is to listen.
        local policy=/usr/sbin/policy-rc.d
        if [[ ! -e $policy ]]; then
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod +x "$policy"
            trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        fi
        export DEBIAN_FRONTEND=noninteractive
        quietly apt-get update -q || true
        quietly apt-get install -yq --no-install-recommends "${missing[@]}"
    ) || say "some packages could not be installed: ${missing[*]}"
}

# npm_ci FOLDER...: installs the exact versions of each package-lock.json, once (the build of the server looks at the same file).
npm_ci() {
    local folder installed
    for folder in "$@"; do
        installed="$folder/node_modules/.package-lock.json"
        [[ $installed -nt "$folder/package-lock.json" ]] && continue
        say "npm ci in ${folder#"$EDUCONNECT_ROOT"/}"
        (
            exec 9>"$cache/npm.lock"
            flock 9
            cd "$folder" && quietly npm ci --ignore-scripts --no-progress
        ) || return 1
        touch "$installed"
    done
}

# Every folder of the project that holds a package-lock.json.
project_npm() {
    local lock
    while IFS= read -r lock; do
        npm_ci "$(dirname "$lock")" || return 1
    done < <(find "$EDUCONNECT_ROOT" -name node_modules -prune -o -name bin -prune -o -name obj -prune -o -name package-lock.json -print | sort)
}

# What the server itself needs: styles and scripts, letters.
web_npm() { npm_ci "$EDUCONNECT_ROOT/src/EduConnect.Letters" "$EDUCONNECT_ROOT/src/EduConnect.Web"; }

# And what the demonstration runs beside it.
demo_npm() {
    local lock
    web_npm || return 1
    for lock in "$EDUCONNECT_ROOT"/partners/*/package-lock.json; do npm_ci "$(dirname "$lock")" || return 1; done
}

# newer_than STAMP: something that a build reads and that changed after it. A folder changes when a file goes from it.
newer_than() {
    find "$EDUCONNECT_ROOT"/{src,partners,tests,bench,tools} "$EDUCONNECT_ROOT"/{Directory.Build.props,Directory.Packages.props,EduConnect.slnx,BannedSymbols.txt,.editorconfig,global.json} \
        \( -name bin -o -name obj -o -name node_modules \) -prune -o \( -type f -o -type d \) -newer "$1" -print -quit
}

# build_once TARGET: Release build of a project folder or of the solution, skipped when no source is newer than the last one.
build_once() {
    local target="$1" name stamp
    name="$(tr '/' '_' <<<"$target")"
    stamp="$cache/built-$name"
    (
        exec 9>"$cache/build.lock"
        flock 9
        if [[ -f $stamp && -z "$(newer_than "$stamp")" ]]; then exit 0; fi
        say "building $target"
        find "$EDUCONNECT_ROOT"/{src,partners,tests,bench,tools} -name '*.csproj' -execdir mkdir -p bin obj \;
        touch "$stamp.new"
        if ! quietly dotnet build "$EDUCONNECT_ROOT/$target" -c Release -v q --nologo -p:UseSharedCompilation=false -nodeReuse:false; then
            rm -f "$stamp" "$stamp.new"
            say "$target does not build"
            exit 1
        fi
        mv "$stamp.new" "$stamp"
    )
}

# publish_server: the server as it runs in production, its code and that of its libraries compiled ahead (ReadyToRun), in src/EduConnect.Web/bin/Server.
publish_server() {
    local folder="$EDUCONNECT_ROOT/src/EduConnect.Web" stamp="$cache/published-server"
    build_once src/EduConnect.Web || return 1
    (
        exec 9>"$cache/build.lock"
        flock 9
        if [[ -f $stamp && -f $folder/bin/Server/EduConnect.Web.dll && -z "$(newer_than "$stamp")" ]]; then exit 0; fi
        say "publishing src/EduConnect.Web"
        touch "$stamp.new"
        if ! quietly dotnet publish "$folder" -c Release -v q --nologo -o "$folder/bin/Server" -p:PublishesServer=true -p:RunAnalyzers=false -p:UseSharedCompilation=false -nodeReuse:false; then
            rm -f "$stamp" "$stamp.new"
            say "src/EduConnect.Web cannot be published"
            exit 1
        fi
        mv "$stamp.new" "$stamp"
    )
}

# run_project FOLDER ARGUMENTS...: builds it if needed and becomes it; the caller's current folder stays what it is.
run_project() {
    local folder="$1" name
    shift
    name="$(basename "$folder")"
    build_once "$folder" || exit 1
    exec dotnet "$EDUCONNECT_ROOT/$folder/bin/Release/net10.0/$name.dll" "$@"
}
