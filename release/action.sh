#!/usr/bin/env bash
# The checks of action.yml, which sets the variables. Runs every check, then fails if one did. Also runs in the
# bash 3.2 of macOS.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
name=$(node -p 'const a = JSON.parse(require("fs").readFileSync(process.argv[1])); a.scope + "/" + a.name' "$here/release/release.json")
version=${VERSION:-$(sed -n 's/^const version = "\(.*\)"$/\1/p' "$here/cmd/create-app/version.go")}

create_app() { npx --yes "$name@$version" "$@"; }

paths=()
while IFS= read -r path; do
  [ -z "$path" ] || paths+=("$path")
done <<<"${PATHS:-}"
with_paths() { create_app "$@" ${paths[@]+-- "${paths[@]}"}; }

failed=0
for check in $CHECKS; do
  echo "::group::create-app $check"
  case $check in
    validate) with_paths validate --github || failed=$? ;;
    format) with_paths format --check --github || failed=$? ;;
    auth) create_app auth --check --github || failed=$? ;;
    doctor) create_app doctor --github || failed=$? ;;
    *)
      echo "::error title=create-app::there is no check called $check; known are validate, format, auth and doctor"
      failed=2
      ;;
  esac
  echo "::endgroup::"
done

if [ "${SARIF:-}" = true ]; then
  sarif=$RUNNER_TEMP/create-app.sarif
  # What it finds has been said above; the log is there all the same.
  with_paths validate --sarif >"$sarif" || [ -s "$sarif" ]
  echo "sarif=$sarif" >>"$GITHUB_OUTPUT"
fi
exit "$failed"
