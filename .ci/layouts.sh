#!/usr/bin/env bash
# layouts.sh [NAME...]: adds to projects that create-next-app and create-t3-app make, and to layouts of
# internal/projects/testdata, for real: create-app ., install, prisma generate, tsc, next build, and once more create-app .,
# which must change nothing. Needs node, npm and the package registry, no database; about 40 s a project.
# Not in CI: what it needs of other people's tools changes under it, and the tests of internal/projects have the shapes.
set -uo pipefail
cd "$(dirname "$0")/.."
repository=$PWD bin=$PWD/bin/create-app
work=$(mktemp -d "${TMPDIR:-/tmp}/layouts.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
export CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 NEXT_TELEMETRY_DISABLED=1 CI=1 npm_config_audit=false npm_config_fund=false npm_config_loglevel=error
# Prisma's engines are not needed to generate a client.
export PRISMA_SCHEMA_ENGINE_BINARY=${PRISMA_SCHEMA_ENGINE_BINARY:-/bin/true} PRISMA_QUERY_ENGINE_LIBRARY=${PRISMA_QUERY_ENGINE_LIBRARY:-/bin/true}
go build -o "$bin" ./cmd/create-app || exit 1

next() { # next VERSION FLAGS...: what create-next-app makes, its web fonts taken out, which a build would fetch
  local version=$1; shift
  npx -y "create-next-app@$version" app --use-npm --eslint --no-tailwind --import-alias '@/*' "$@" </dev/null || return 1
  cd app || return 1
  rm -rf node_modules
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
t3() { local version=$1; shift; npx -y "create-t3-app@$version" app --CI --noGit --noInstall --prisma true "$@" </dev/null && cd app && cp .env.example .env; }
shape() { # shape NAME DIR: a project of internal/projects/testdata, with what a build needs besides
  (cd "$repository" && go run ./internal/projects/lay "$1" "$work/$name/app") && cd app || return 1
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
    t3-app-7.30) t3 7.30 --nextAuth true --appRouter true --tailwind true --trpc true --dbProvider postgres ;;
    *) shape "$1" ;;
  esac
}

check() { # what adding to it has to leave: the first command that fails is said
  local say; say=$("$bin" . --yes --no-install --json 2>&1) || { echo "create-app .: $say"; return 1; }
  local second; second=$("$bin" . --yes --no-install --json 2>/dev/null | node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0)).changes.map((c) => c.path).join(" "))') || return 1
  [ -z "$second" ] || { echo "a second run changes $second"; return 1; }
  [ -d "$top/node_modules" ] || (cd "$top" && npm install --no-package-lock >"$log" 2>&1) || { echo "npm install: $(grep -m1 -i err "$log")"; return 1; }
  (cd "$schema" && npx prisma generate >"$log" 2>&1) || { echo "prisma generate: $(tail -n 3 "$log")"; return 1; }
  SKIP_ENV_VALIDATION=1 npx next build >"$log" 2>&1 || { echo "next build: $(grep -m3 -i 'error\|cannot' "$log")"; return 1; }
  [ ! -e tsconfig.json ] || npx tsc --noEmit >"$log" 2>&1 || { echo "tsc: $(head -n 3 "$log")"; return 1; }
}

all=(next-13-app-src next-13-pages-js next-14-app-js next-14-pages-src next-15-app next-15-pages-js-src next-16-app-src next-16-app-js
  t3-app-auth t3-pages-auth t3-app-prisma t3-app-7.30 signin-auth-ts-in-src signin-handler-as-get signin-options-of-the-request workspace-turbo-database)
[ $# -eq 0 ] || all=("$@")
failed=0
for name in "${all[@]}"; do
  mkdir -p "$work/$name"; log=$work/$name/log
  said=$(cd "$work/$name" && make_it "$name" >"$log" 2>&1 && top=$PWD schema=$PWD && { [ ! -d apps/web ] || { schema=$PWD/packages/database && cd apps/web; }; } && check 2>&1)
  if [ $? = 0 ]; then echo "ok $name"; else failed=1; echo "FAIL $name: ${said:-could not be made: $(tail -n 3 "$log")}"; fi
  [ -n "${KEEP:-}" ] || rm -rf "${work:?}/$name"
done
exit $failed
