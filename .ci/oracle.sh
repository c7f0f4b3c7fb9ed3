#!/usr/bin/env bash
# Installs Prisma's own parser and formatter into .tools/oracle/6 and /7, for the tests that compare ours with them.
# These are the packages whose bytes prisma 6.19.3 and 7.10.1 ship; a version that is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

package=@prisma/prisma-schema-wasm

install() { # MAJOR VERSION
  local folder=.tools/oracle/$1
  if grep -qsF "\"version\": \"$2\"" "$folder/node_modules/$package/package.json"; then
    return
  fi
  mkdir -p "$folder"
  printf '{"private":true}\n' >"$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --ignore-scripts --loglevel=error \
    "$package@$2" >&2
}

if ! command -v npm >/dev/null; then
  echo "oracle: npm is not installed; the tests that need Prisma's parser will be skipped" >&2
  exit 0
fi
install 6 7.1.1-3.c2990dca591cba766e3b7ef5d9e8a84796e47ab7
install 7 8.1.0-2.59be4fda12412a79eeb9c2ae727b6aa723593323
