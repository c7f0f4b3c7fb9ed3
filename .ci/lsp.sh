#!/usr/bin/env bash
# The language server in a real editor: Debian's Neovim, without a screen, in a project with a schema of two files.
# What is tried is in lsp.lua.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R .ci/lsp "$work/project"
CREATE_APP=$PWD/bin/create-app NVIM_LOG_FILE=$work/log XDG_STATE_HOME=$work XDG_DATA_HOME=$work XDG_CACHE_HOME=$work \
  timeout 120 nvim --headless -u NONE -i NONE --cmd "cd $work/project" -c "luafile $PWD/.ci/lsp.lua"
