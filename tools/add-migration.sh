#!/usr/bin/env bash
# Adds the migration NAME to both stores on both engines: tools/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
name="${1:?usage: tools/add-migration.sh NAME}"
dotnet tool restore >/dev/null
dotnet build tools/EduConnect.DesignTime -v q --nologo
for engine in Sqlite PostgreSql; do
    for store in Main Operational; do
        dotnet ef migrations add "$name" --no-build --project "src/EduConnect.$engine" --startup-project tools/EduConnect.DesignTime \
            --context "${store}Db" --output-dir "Migrations/$store" -- "${engine,,}"
    done
done
