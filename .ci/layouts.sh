#!/usr/bin/env bash
# layouts.sh [NAME...]: adds to projects that create-next-app and create-t3-app make, and to layouts of
# internal/projects/testdata, for real: create-app ., install, prisma generate, next build, tsc, and once more create-app .,
# which must change nothing. Where signing in is new, the tables are made, a person signs in (e2e/enter.mjs) and doctor has
# nothing to find. KEEP=1 leaves the projects: "git --git-dir=../before.git diff" shows what was added. Needs node, npm and the
# package registry, no server; about a minute a project.
# Not in CI: what it needs of other people's tools changes under it, and the tests of internal/projects have the shapes.
set -uo pipefail
cd "$(dirname "$0")/.."
repository=$PWD bin=$PWD/bin/create-app e2e=$PWD/.ci/e2e
work=$(mktemp -d "${TMPDIR:-/tmp}/layouts.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
export CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 NEXT_TELEMETRY_DISABLED=1 CI=1 npm_config_audit=false npm_config_fund=false npm_config_loglevel=error
# Prisma's schema engine is a download, for which e2e/schema-engine.mjs stands in; the query engine is not needed to generate a client.
export PRISMA_SCHEMA_ENGINE_BINARY=$e2e/schema-engine.mjs PRISMA_QUERY_ENGINE_LIBRARY=/bin/true
go build -o "$bin" ./cmd/create-app && npm install --prefix "$e2e" --no-package-lock >/dev/null || exit 1

without_fonts() { # a build would fetch them
  node -e '
    const fs = require("fs");
    for (const dir of ["app", "src/app", "pages", "src/pages"]) for (const name of fs.existsSync(dir) ? fs.readdirSync(dir, { recursive: true }) : []) {
      const file = dir + "/" + name;
      if (!/\.[jt]sx?$/.test(file)) continue;
      const before = fs.readFileSync(file, "utf8");
      const after = before.replace(/^import (\{[^}]*\}) from .next\/font\/google.;?$/m, (_, names) => "const font = () => ({ className: \"\", variable: \"\", style: {} }), " + names.replace(/[{} ]/g, "").split(",").map((n) => n + " = font").join(", "));
      const typed = /\.ts/.test(file) ? after.replace("const font = () =>", "const font = (_: object) =>") : after;
      if (typed !== before) fs.writeFileSync(file, typed);
    }'
}

next() { # next VERSION FLAGS...: what create-next-app makes
  local version=$1; shift
  npx -y "create-next-app@$version" app --use-npm --eslint --no-tailwind --import-alias '@/*' "$@" </dev/null || return 1
  cd app || return 1
  rm -rf node_modules
  without_fonts
}
t3() { local version=$1; shift; npx -y "create-t3-app@$version" app --CI --noGit --noInstall --prisma true "$@" </dev/null && cd app && cp .env.example .env && without_fonts; }
shape() { # shape NAME DIR: a project of internal/projects/testdata, with what a build needs besides
  (cd "$repository" && go run ./internal/projects/lay "$1" "$work/$name/app") && cd app || return 1
}

commit_it() { # beside the project, which is no repository for doctor
  local git=(git --git-dir="$work/$name/before.git" --work-tree=. -c user.name=layouts -c user.email=layouts@example.com)
  "${git[@]}" init -q && "${git[@]}" add -A && "${git[@]}" commit -q --allow-empty -m made
}

make_it() {
  case $1 in
    next-13-app-src) next 13 --ts --app --src-dir ;;
    next-13-pages-js) next 13 --js --no-app --no-src-dir ;;
    next-14-app-js) next 14 --js --app --no-src-dir ;;
    next-14-pages-src) next 14 --ts --no-app --src-dir ;;
    next-15-app) next 15 --ts --app --no-src-dir --no-turbopack ;;
    next-15-pages-js-src) next 15 --js --no-app --src-dir --no-turbopack ;;
    next-16-app-src) next 16 --ts --app --src-dir ;;
    next-16-app-js) next 16 --js --app --no-src-dir ;;
    t3-app-auth) t3 7.40 --nextAuth true --appRouter true --tailwind false --trpc false --dbProvider sqlite ;;
    t3-pages-auth) t3 7.40 --nextAuth true --appRouter false --tailwind false --trpc false --dbProvider sqlite ;;
    t3-app-prisma) t3 7.40 --nextAuth false --appRouter true --tailwind false --trpc true --dbProvider sqlite ;;
    t3-app-7.30) t3 7.30 --nextAuth true --appRouter true --tailwind true --trpc false --dbProvider postgres ;;
    *) shape "$1" ;;
  esac
}

unchanged() { # WHEN: create-app . has nothing to do
  local second; second=$("$bin" . --yes --no-install --json 2>/dev/null | node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0)).changes.map((c) => c.path).join(" "))') || return 1
  [ -z "$second" ] || { echo "a second run $1 changes $second"; return 1; }
}

build() {
  (cd "$schema" && npx prisma generate >"$log" 2>&1) || { echo "prisma generate: $(tail -n 3 "$log")"; return 1; }
  SKIP_ENV_VALIDATION=1 npx next build >"$log" 2>&1 || { echo "next build: $(grep -m3 -i 'error\|cannot' "$log")"; return 1; }
}

check() { # what adding to it has to leave: the first command that fails is said
  local say new=; grep -q next-auth package.json || new=1
  say=$("$bin" . --yes --no-install --json 2>&1) || { echo "create-app .: $say"; return 1; }
  unchanged "at once" || return 1
  [ -d "$top/node_modules" ] || (cd "$top" && npm install --no-package-lock >"$log" 2>&1) || { echo "npm install: $(grep -m1 -i err "$log")"; return 1; }
  build || return 1
  [ ! -e tsconfig.json ] || npx tsc --noEmit >"$log" 2>&1 || { echo "tsc: $(head -n 3 "$log")"; return 1; }
  [ -z "$new" ] || sign_in || return 1
  unchanged "after all" || return 1
}

sign_in() {
  say=$("$bin" doctor 2>&1) || { echo "doctor: $say"; return 1; }
  if grep -q '"prisma": 6' package.json; then with_engine || return 1; fi
  npm run db:push >"$log" 2>&1 || { echo "db:push: $(tail -n 3 "$log")"; return 1; }
  node "$e2e/enter.mjs" . >"$log" 2>&1 || { echo "signing in: $(grep -m3 -i 'error\|cannot' "$log")"; return 1; }
}

# Prisma 6's query engine is a download too: what T3 made is built once more with the same engine as WebAssembly and a driver.
with_engine() {
  npm install --no-package-lock "@prisma/adapter-libsql@$(node -p 'require("@prisma/client/package.json").version')" >"$log" 2>&1 || { echo "npm install: $(tail -n 3 "$log")"; return 1; }
  sed -i -e '1i import { PrismaLibSQL } from "@prisma/adapter-libsql";' -e "s|new PrismaClient({|&adapter: new PrismaLibSQL({ url: \"file:$PWD/prisma/db.sqlite\" }),|" src/server/db.ts
  PRISMA_CLIENT_ENGINE_TYPE=client build
}

all=(next-13-app-src next-13-pages-js next-14-app-js next-14-pages-src next-15-app next-15-pages-js-src next-16-app-src next-16-app-js
  t3-app-auth t3-pages-auth t3-app-prisma t3-app-7.30 signin-auth-ts-in-src signin-handler-as-get signin-options-of-the-request workspace-turbo-database)
[ $# -eq 0 ] || all=("$@")
failed=0
for name in "${all[@]}"; do
  mkdir -p "$work/$name"; log=$work/$name/log
  said=$(cd "$work/$name" && make_it "$name" >"$log" 2>&1 && { [ -z "${KEEP:-}" ] || commit_it; } && top=$PWD schema=$PWD && { [ ! -d apps/web ] || { schema=$PWD/packages/database && cd apps/web; }; } && check 2>&1)
  if [ $? = 0 ]; then echo "ok $name"; else failed=1; echo "FAIL $name: ${said:-could not be made: $(tail -n 3 "$log")}"; fi
  [ -n "${KEEP:-}" ] || rm -rf "${work:?}/$name"
done
exit $failed
