#!/usr/bin/env bash
# Makes the pictures of docs/lsp.md from Neovim's own screen, in tmux, in the project of lsp.sh. Needs bin/create-app.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
work=$(mktemp -d)
tmux=(tmux -L "pictures-$$" -f /dev/null)
trap '"${tmux[@]}" kill-server 2>/dev/null || true; sleep 1; rm -rf "$work"' EXIT
cp -R .ci/lsp "$work/project"
cat >"$work/init.lua" <<'LUA'
vim.o.termguicolors, vim.o.background, vim.o.ruler, vim.o.showmode, vim.o.swapfile = true, 'dark', false, false, false
vim.o.hlsearch = false
for name, colours in pairs({ Pmenu = 'guifg=#d0d0d0 guibg=#303030', PmenuSel = 'guifg=#1c1c1c guibg=#87afd7', NormalFloat = 'guifg=#d0d0d0 guibg=#303030',
  NonText = 'guifg=#4e4e4e', EndOfBuffer = 'guifg=#4e4e4e', DiagnosticError = 'guifg=#ff8787', DiagnosticSignError = 'guifg=#ff8787', SignColumn = 'guibg=#1c1c1c' }) do
  vim.cmd('highlight ' .. name .. ' ' .. colours)
end
vim.o.completeopt = 'menuone,noinsert'
vim.diagnostic.config({ virtual_text = { spacing = 2 } })
local id = vim.lsp.start_client({ name = 'create-app', cmd = { os.getenv('CREATE_APP'), 'lsp' }, root_dir = vim.fn.getcwd() })
vim.api.nvim_create_autocmd('BufReadPost', { pattern = '*.prisma', callback = function(event)
  vim.bo[event.buf].omnifunc = 'v:lua.vim.lsp.omnifunc'
  vim.schedule(function() vim.lsp.buf_attach_client(event.buf, id) end)
end })
vim.keymap.set('n', 'K', vim.lsp.buf.hover)
LUA

"${tmux[@]}" new-session -d -x 96 -y 18 -c "$work/project" \
  "COLORTERM=truecolor CREATE_APP=$root/bin/create-app NVIM_LOG_FILE=$work/log XDG_STATE_HOME=$work nvim -u $work/init.lua -i NONE prisma/schema/main.prisma"
keys() { "${tmux[@]}" send-keys "$@"; }
wait_for() { # TEXT
  for _ in $(seq 200); do
    if "${tmux[@]}" capture-pane -p | grep -qF -- "$1"; then sleep 0.5; return; fi
    sleep 0.1
  done
  echo "pictures: no $1 on the screen:" >&2
  "${tmux[@]}" capture-pane -p >&2
  exit 1
}
picture() { "${tmux[@]}" capture-pane -e -p | node .ci/lsp-picture.mjs >"docs/screens/$1.svg"; }

wait_for 'unknown type'
keys 8Gzt
picture editor-diagnostics
keys /email Enter A ' @' C-x C-o
wait_for '@map'
picture editor-completion
keys Escape u '/Post' Enter zt K
wait_for 'one-to-many'
picture editor-hover
