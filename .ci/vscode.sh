#!/usr/bin/env bash
# The packaged extension in VS Code itself: the server of it that npm's code-server holds, with Chromium before it, in
# the project of lsp.sh. What is tried is in vscode/try.mjs. Needs editors/vscode/dist/create-app.vsix (make editors),
# the registry, Node 20 with its headers (Debian's libnode-dev, NODE_HEADERS names their parent), a C++ compiler and some
# minutes, so it is no part of run. VSCODE=folder keeps what was installed, --picture makes that of docs/lsp.md.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
work=$(mktemp -d)
installed=${VSCODE:-$work/installed}
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

code=$installed/node_modules/code-server/lib/vscode
if [ ! -e "$installed/built" ]; then
  mkdir -p "$installed"
  cp .ci/vscode/package.json "$installed"
  npm install --prefix "$installed" --ignore-scripts --no-audit --no-fund --loglevel=error
  npm install --prefix "$code" --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
  gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
  for module in @vscode/spdlog native-watchdog node-pty @parcel/watcher; do
    (cd "$code/node_modules/$module" && node "$gyp" rebuild --nodedir="${NODE_HEADERS:-/usr}" >"$work/log" 2>&1) || { tail -20 "$work/log"; exit 1; }
  done
  touch "$installed/built"
fi

vscode() { node "$code/out/server-main.js" --accept-server-license-terms --server-data-dir "$work/data" --extensions-dir "$work/extensions" "$@"; }
vscode --install-extension editors/vscode/dist/create-app.vsix >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

cp -R .ci/lsp "$work/project"
mkdir -p "$work/project/node_modules/.bin" "$work/data/data/Machine"
ln -s "$root/bin/create-app" "$work/project/node_modules/.bin/create-app"
echo '{ "editor.minimap.enabled": false, "workbench.startupEditor": "none" }' >"$work/data/data/Machine/settings.json"

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
vscode --host 127.0.0.1 --port "$port" --without-connection-token --telemetry-level off >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do curl -fs "http://127.0.0.1:$port/" >/dev/null && break || sleep 0.2; done
picture=
[ "${1:-}" != --picture ] || picture=$root/docs/screens/editor-vscode.png
cp .ci/vscode/try.mjs "$installed" # beside the modules that it needs
timeout 300 node "$installed/try.mjs" "http://127.0.0.1:$port" "$work/project" $picture
