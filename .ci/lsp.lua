-- What people do with a schema in an editor, done by Neovim's own client: see lsp.sh. Says each step; the first that
-- fails ends it with status 1. For Neovim 0.7 (Debian 12) and newer.
local passed = 0
local function finish(code)
  io.stdout:write(string.format('%d passed, %d failed\n', passed, code))
  io.stdout:flush()
  vim.cmd(code == 0 and 'qall!' or 'cquit 1')
end
local function check(what, ok, seen)
  io.stdout:write(string.format('%-4s %s\n', ok and 'ok' or 'FAIL', what))
  if not ok then
    io.stdout:write(vim.inspect(seen) .. '\n')
    finish(1)
    error('failed')
  end
  passed = passed + 1
end
local function wait(condition) return vim.wait(10000, condition, 5) end
local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false), '\n') end
local function at(pattern) -- puts the cursor on the first place of a pattern
  for i, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(pattern)
    if column then return vim.api.nvim_win_set_cursor(0, { i, column - 1 }) end
  end
  error('no ' .. pattern)
end

local ended
local config = {
  name = 'create-app', cmd = { os.getenv('CREATE_APP'), 'lsp' }, root_dir = vim.fn.getcwd(),
  on_exit = function(code, signal) ended = code .. '/' .. signal end,
}
local id = vim.lsp.start_client and vim.lsp.start_client(config) or vim.lsp.start(config, { attach = false })
-- At once, Neovim 0.7 loses what a rename does to a file that it has just loaded.
vim.api.nvim_create_autocmd('BufReadPost', { pattern = '*.prisma', callback = function(event)
  vim.schedule(function() vim.lsp.buf_attach_client(event.buf, id) end)
end })
vim.cmd('edit prisma/schema/main.prisma')
local buffer = vim.api.nvim_get_current_buf()
local client
check('the server starts', wait(function()
  client = vim.lsp.get_client_by_id(id)
  return client and client.server_capabilities and client.server_capabilities.hoverProvider ~= nil
end), ended)

-- Diagnostics.
wait(function() return #vim.diagnostic.get(buffer) > 0 end)
local d = vim.diagnostic.get(buffer)[1]
check('an unknown type is said at its place',
  d and #vim.diagnostic.get(buffer) == 1 and d.lnum == 11 and d.col == 8 and d.end_col == 13 and d.message:find('Strng', 1, true) and d.source == 'create-app'
    and d.severity == vim.diagnostic.severity.ERROR, vim.diagnostic.get(buffer))

-- A quick fix, chosen as from the editor's menu.
local titles
vim.ui.select = function(items, options, choose)
  titles = vim.tbl_map(options.format_item, items)
  for i, title in ipairs(titles) do
    if title:find('String', 1, true) then return choose(items[i], i) end
  end
end
at('Strng')
vim.lsp.buf.code_action()
check('the quick fix corrects the spelling', wait(function() return text():find('name  String\n', 1, true) ~= nil end), { titles, text() })
check('the diagnostic goes with it', wait(function() return #vim.diagnostic.get(buffer) == 0 end), vim.diagnostic.get(buffer))

-- Formatting on save.
vim.api.nvim_create_autocmd('BufWritePre', { pattern = '*.prisma', callback = function()
  if vim.lsp.buf.format then vim.lsp.buf.format() else vim.lsp.buf.formatting_sync(nil, 5000) end
end })
vim.cmd('silent write')
local saved = table.concat(vim.fn.readfile('prisma/schema/main.prisma'), '\n')
check('saving formats the file', saved:find('\n  id    Int    @id @default(autoincrement())\n  name  String\n  email String @unique\n  posts Post[]\n', 1, true) and not vim.bo.modified, saved)

-- Completion.
local function complete(line)
  local row = vim.api.nvim_buf_line_count(buffer) - 1
  vim.api.nvim_buf_set_lines(buffer, row, row, false, { line })
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = row, character = #line } }
  local answer = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', params, 5000)
  vim.api.nvim_buf_set_lines(buffer, row, row + 1, false, {})
  local labels = {}
  for _, item in ipairs(answer[id].result.items or answer[id].result) do labels[item.label] = true end
  return labels
end
local types = complete('  role ')
check('completion offers types, of other files too', types.String and types.Post and types.User, types)
local attributes = complete('  role String @')
check('completion offers attributes', (attributes['@default'] or attributes.default) and not (attributes['@id'] or attributes.id), attributes)
local fields = complete('  @@index([')
check('completion offers the fields of a model', fields.email and not fields.title, fields)

-- A rename over two files.
at('User')
vim.lsp.buf.rename('Account')
local other
check('a rename reaches the other file', wait(function()
  other = vim.fn.bufnr('post.prisma')
  return other > 0 and text(other):find('author   Account ', 1, true) ~= nil
end), other > 0 and text(other))
check('and keeps the name of the table', text():find('model Account {', 1, true) and text():find('@@map("User")', 1, true), text())
vim.wait(1000) -- until the server has heard of both
check('nothing is wrong afterwards', wait(function() return #vim.diagnostic.get() == 0 end), vim.diagnostic.get())

-- What leads elsewhere.
local function ask(method, params) return vim.lsp.buf_request_sync(buffer, method, params or vim.lsp.util.make_position_params(0, client.offset_encoding), 5000)[id].result end
at('Post%[%]')
local definition = ask('textDocument/definition')
local place = vim.tbl_islist(definition) and definition[1] or definition
check('a type leads to its model in the other file', (place.uri or place.targetUri):find('post.prisma', 1, true), definition)
check('a hover shows it', vim.inspect(ask('textDocument/hover')):find('model Post', 1, true), nil)

client.stop()
check('the server ends in order', wait(function() return ended ~= nil end) and ended == '0/0', ended)
finish(0)
