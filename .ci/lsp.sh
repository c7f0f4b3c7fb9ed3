#!/usr/bin/env bash
# The language server in real editors, without a screen, in a project with a schema of two files: Debian's Neovim, and
# Emacs where it is there with eglot. What is tried is in lsp.lua and lsp.el.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CREATE_APP=$PWD/bin/create-app HOME=$work NVIM_LOG_FILE=$work/log XDG_STATE_HOME=$work XDG_DATA_HOME=$work XDG_CACHE_HOME=$work
cp -R .ci/lsp "$work/neovim"
timeout 120 nvim --headless -u NONE -i NONE --cmd "cd $work/neovim" -c "luafile $PWD/.ci/lsp.lua"

if emacs --batch --eval '(progn (package-initialize) (require (quote eglot)))' 2>"$work/log"; then
  cp -R .ci/lsp "$work/emacs"
  timeout 120 emacs --batch --chdir "$work/emacs" -l "$PWD/.ci/lsp.el" 2>"$work/log" || { cat "$work/log"; exit 1; }
else
  echo "Emacs with eglot is not here: not tried"
fi
