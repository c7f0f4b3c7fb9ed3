#!/usr/bin/env bash
# Installs what project/ is compared with: the dotenv packages that Next 16 and Prisma 6 bundle, the newest
# dotenv-expand, and the CLIs of Prisma 6 and 7. Tests that need them skip when .tools has none.
set -euo pipefail
cd "$(dirname "$0")/.."

# install DIR PACKAGE…: nothing to do when that very list is installed already
install() {
  local dir=.tools/$1 want
  shift
  want=$(printf '%s\n' "$@")
  [ -f "$dir/.installed" ] && [ "$(cat "$dir/.installed")" = "$want" ] && return
  mkdir -p "$dir"
  echo '{"private":true}' >"$dir/package.json"
  npm install --prefix "$dir" --ignore-scripts --no-audit --no-fund --silent "$@"
  echo "$want" >"$dir/.installed"
}

install dotenv \
  dotenv-16.3.1@npm:dotenv@16.3.1 dotenv-16.5.0@npm:dotenv@16.5.0 dotenv-17@npm:dotenv@17.4.2 \
  dotenv-expand-10@npm:dotenv-expand@10.0.0 dotenv-expand-12@npm:dotenv-expand@12.0.3
install prisma6 prisma@6.19.3
install prisma7 prisma@7.10.1
