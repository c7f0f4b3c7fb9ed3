#!/usr/bin/env bash
# Installs the real NextAuth adapters below .tools/adapters and lets them work on SQLite with the schemas of
# nextauth/testdata/corpus: what fails must be what our findings say.
set -euo pipefail
cd "$(dirname "$0")/.."

source=nextauth/testdata/adapters/package.json
folder=.tools/adapters
if ! command -v npm >/dev/null; then
  echo "adapters: npm is not installed; skipped" >&2
  exit 0
fi
if ! cmp -s "$source" "$folder/package.json"; then
  rm -rf "$folder"
  mkdir -p "$folder"
  npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --ignore-scripts --legacy-peer-deps --loglevel=error \
    $(sed -n 's/^    "\(@*[a-z][^"]*\)": "\([^"]*\)".*/\1@\2/p' "$source") >&2
  cp "$source" "$folder/package.json"
fi
export ADAPTERS=1
exec "${GO:-go}" test -count=1 -timeout 30m -run TestAdapters ./nextauth/
