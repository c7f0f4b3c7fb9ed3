#!/usr/bin/env bash
# Proves bin/create-app on the real thing: makes projects with it, installs them from the npm registry, and runs what
# their people would run, up to a browser that signs in. Needs Node, npm and Chromium (CHROMIUM names it elsewhere than
# /usr/bin/chromium), and Debian's PostgreSQL and MariaDB for the projects on those. Arguments choose among the projects at the
# end, "short" those of every push; PICTURES=folder keeps screenshots there. Everything listens on 127.0.0.1 only.
set -euo pipefail
cd "$(dirname "$0")/.."

create_app=$PWD/bin/create-app
e2e=$PWD/.ci/e2e
work=$(mktemp -d)
server=
cluster=
mariadb=
planetscale=
proved=${PROVED:-$work/proved} # PROVED=file keeps what was proven, for runs in parts
pictures=${PICTURES:+$(mkdir -p "$PICTURES" && cd "$PICTURES" && pwd)}

finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$cluster" ] || stop_postgres || true
  [ -z "$planetscale" ] || stop_planetscale || true
  [ -z "$mariadb" ] || stop_mariadb || true
  rm -rf "$work"
}
trap finish EXIT

export CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 NEXT_TELEMETRY_DISABLED=1
export npm_config_audit=false npm_config_fund=false npm_config_loglevel=error
# Prisma's engine is a download of its own; this does its work with what the registry has.
export PRISMA_SCHEMA_ENGINE_BINARY=$e2e/schema-engine.mjs
export GIT_AUTHOR_NAME=e2e GIT_AUTHOR_EMAIL=e2e@example.com GIT_COMMITTER_NAME=e2e GIT_COMMITTER_EMAIL=e2e@example.com

# What the project at hand has shown, for docs/matrix.md.
proof() { # KIND [DETAIL]
  node -e 'const a = require("./package.json")["create-app"]; console.log([a.db, a.prisma, ...process.argv.slice(1)].join("\t"))' "$@" >>"$proved"
}

proof_sign_in() {
  proof sign-in "$(node -p 'const a = require("./package.json")["create-app"]; `NextAuth ${a["next-auth"]} (${a.router})`')"
}

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'e2e: %s\n' "$*" >&2; exit 1; }

make_project() { # NAME FLAG…
  say "$@"
  cd "$work"
  "$create_app" "$@" --yes --git --no-install
  cd "$1"
}

check_schema_and_types() {
  npx prisma validate
  npm run --silent db:generate
  npm run --silent typecheck
  lint
  proof types
}

# What we wrote gives no linter anything to say.
lint() {
  local said
  if grep -q '"lint"' package.json; then
    said=$(npm run --silent lint 2>&1) || fail "the linter says: $said"
    case $said in *warning*|*warn*) fail "the linter says: $said" ;; esac
  fi
}

# A build where there are no settings, as in a container: env.ts must not mind.
build_without_settings() {
  mv .env "$work/settings"
  npm run --silent build
  mv "$work/settings" .env
  no_secrets_for_browsers
}

# What browsers get holds no value of .env, nor the database's client.
no_secrets_for_browsers() {
  local name value
  while IFS='=' read -r name value; do
    value=${value//\"/}
    if [ -n "$value" ] && grep -rqF -e "$value" .next/static; then fail "browsers get the value of $name"; fi
  done < <(grep -E '^[A-Z_]+=' .env)
  if grep -rqE 'PrismaClient|PRIVATE KEY' .next/static; then fail "browsers get what is the server's"; fi
}

clean_but_for() { # LOCKFILE
  local left
  left=$(git status --porcelain | grep -vx "?? $1" || true)
  [ -z "$left" ] || fail "git status shows more than $1: $left"
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# Serves the project on a free port, in the background. Not through npx, whose end would leave the server running.
serve() {
  port=$(free_port)
  NEXTAUTH_URL=http://127.0.0.1:$port AUTH_URL=http://127.0.0.1:$port node node_modules/next/dist/bin/next start -H 127.0.0.1 -p "$port" &
  server=$!
}

# What the project answers, waiting for it to be up.
ask() { curl --fail --silent --retry 90 --retry-delay 1 --retry-connrefused "http://127.0.0.1:$port$1"; }

stop_serving() {
  kill "$server"
  wait "$server" || true
  server=
}

says() { # TEXT PATH
  local answer # whole: grep -q hangs up on a page that streams, and curl calls that a failure
  answer=$(ask "$2")
  [[ $answer == *"$1"* ]] || fail "$2 does not say: $1"
}

# The project's own tests, on the database they make.
own_tests() {
  local said
  said=$(npm run --silent test 2>&1) || fail "the project's tests say: $said"
  [[ $said == *" fail 0"* && $said != *" pass 0"* ]] || fail "the project's tests say: $said"
  proof tests
}

# What the Dockerfile does, as far as it goes without Docker: nothing but what it copies is there.
as_in_container() {
  node "$e2e/dockerfile.mjs" "$work/image"
  [ ! -e "$work/image/app/.env" ] || fail "the image holds .env"
  (cd "$work/image/migrate" && DATABASE_URL="file:$work/image.db" npx prisma db push)
  port=$(free_port)
  env -C "$work/image/app" PORT="$port" HOSTNAME=127.0.0.1 NEXTAUTH_URL="http://127.0.0.1:$port" \
    DATABASE_URL="file:$work/image.db" NEXTAUTH_SECRET="only for this run, and long enough" node server.js &
  server=$!
  says "You are not signed in" /
  local answer
  answer=$(curl --fail --silent --cookie next-auth.session-token=none "http://127.0.0.1:$port/api/auth/session") || fail "the container does not reach its database"
  [ "$answer" = "{}" ] || fail "the container says of a session that is none: $answer"
  stop_serving
}

# create-next-app's page, with the same packages and without its web fonts, which are fetched when it is built.
weigh() {
  (
    cd "$work"
    npx --yes create-next-app@16.4.3 theirs --yes --skip-install --disable-git --use-npm --no-tailwind >/dev/null
    cp -al my-app/node_modules theirs/node_modules
    cd theirs
    printf '%s\n' 'import "./globals.css";' 'export default function Layout({ children }: LayoutProps<"/">) {' \
      '  return <html lang="en"><body>{children}</body></html>;' '}' >app/layout.tsx
    npm run --silent build
  )
  node "$e2e/weight.mjs" . "$work/theirs"
}

default_project() {
  make_project my-app
  npm install
  check_schema_and_types
  own_tests
  build_without_settings
  serve
  says "You are not signed in" /
  [ "$(ask /api/auth/providers)" = "{}" ] || fail "a provider without keys takes part"
  stop_serving
  weigh
  as_in_container
  clean_but_for package-lock.json
}

signed_in_project() { # NAME FLAG…
  make_project "$@" --providers github,keycloak,azure-ad --src-dir --import-alias '~/*'
  npm install
  npm run --silent typecheck
  own_tests
  npm run --silent db:push
  build_without_settings
  node "$e2e/sign-in.mjs" . ${pictures:+"$pictures/$1"}
  proof_sign_in
  node "$e2e/address.mjs" .
  node "$e2e/dev.mjs" . ${pictures:+"$pictures/$1"}
  clean_but_for package-lock.json
}

project_with_mail() { # NAME FLAG…
  make_project "$@" --providers email
  npm install
  npm run --silent typecheck
  lint
  npm run --silent db:push
  build_without_settings
  node "$e2e/mail.mjs" . ${pictures:+"$pictures/$1"}
  clean_but_for package-lock.json
}

project_without_auth() { # NAME FLAG…
  make_project "$@" --auth none --linter biome --no-tailwind
  npm install
  check_schema_and_types
  build_without_settings
  serve
  says "nowhere to keep notes yet" /
  says "<svg" /favicon.ico
  stop_serving
  own_tests
  npm run --silent db:push
  node "$e2e/notes.mjs" . ${pictures:+"$pictures/$1"}
  clean_but_for package-lock.json
}

# These differ in a package or two: each takes over what the one before had installed.
typechecked_project() { # DATABASE
  make_project "on-$1" --db "$1" --providers github,google,discord,gitlab,azure-ad,keycloak,auth0,okta,facebook,spotify,email
  [ ! -d "$work/modules" ] || mv "$work/modules" node_modules
  npm install
  check_schema_and_types
  clean_but_for package-lock.json
  mv node_modules "$work/modules"
}

# Prisma 6's query engine is one more download. Without it, the client has it as WebAssembly, and e2e/engine6.cjs does the rest.
prisma_6_project() {
  export PRISMA_QUERY_ENGINE_LIBRARY=/bin/true PRISMA_CLIENT_ENGINE_TYPE=client NODE_OPTIONS="--require \"$e2e/engine6.cjs\""
  signed_in_project six --prisma 6
  npx prisma validate
  [ -f prisma/dev.db ] && [ ! -f dev.db ] || fail "the database is not where the schema is, or there are two"
  unset PRISMA_QUERY_ENGINE_LIBRARY PRISMA_CLIENT_ENGINE_TYPE NODE_OPTIONS
}

# Another package manager, here and as the Dockerfile installs with it. Yarn is 4: it takes --frozen-lockfile for its --immutable.
managed_project() { # MANAGER LOCKFILE
  local PATH=$e2e/node_modules/.bin:$PATH
  make_project "with-$1" --package-manager "$1"
  YARN_ENABLE_IMMUTABLE_INSTALLS=false "$1" install # where CI is set, Yarn makes no lockfile
  "$1" run typecheck
  as_in_container
  clean_but_for "$2"
}

# A project that was installed elsewhere, and then got another name, in a folder with blanks, brackets and letters of other scripts.
renamed_project() {
  make_project before
  npm install
  npm run --silent db:push
  mkdir -p "$work/Über uns & co"
  mv "$work/before" "$work/Über uns & co/größter laden (2) 日本"
  cd "$work/Über uns & co/größter laden (2) 日本"
  npm run --silent db:push
  check_schema_and_types
  own_tests
  npm run --silent build
  serve
  says "You are not signed in" /
  stop_serving
  "$create_app" doctor
  clean_but_for package-lock.json
}

# PostgreSQL refuses to run as root; its package brings a user for it, who cannot look into our folders.
as_postgres() (
  cd /
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
)

# A server of its own on a free port, with a database for the app and one for its tests, and files that are gone afterwards.
start_postgres() {
  postgres=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  cluster=$(as_postgres mktemp -d)
  database_port=$(free_port)
  as_postgres "$postgres/initdb" --pgdata "$cluster/data" --username postgres --auth trust >/dev/null
  as_postgres "$postgres/pg_ctl" --pgdata "$cluster/data" --log "$cluster/log" --wait start --options \
    "-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster -c fsync=off" >/dev/null
  for name in app app_test app_deployed; do # Prisma would make them; what stands in for its engine does not
    as_postgres "$postgres/createdb" --host 127.0.0.1 --port "$database_port" --username postgres "$name"
  done
}

stop_postgres() {
  as_postgres "$postgres/pg_ctl" --pgdata "$cluster/data" --mode immediate stop >/dev/null
  as_postgres rm -rf "$cluster"
  cluster=
}

postgres_url() { printf 'postgresql://postgres:password@127.0.0.1:%s/%s' "$database_port" "$1"; }

# The same with MariaDB, for what speaks MySQL. Debian's package brings a user for it, too.
start_mariadb() {
  mariadb=$(mktemp -d)
  database_port=$(free_port)
  local as=()
  if [ "$(id -u)" = 0 ]; then chown mysql "$mariadb"; as=(--user=mysql); fi
  mariadb-install-db --no-defaults "${as[@]}" --datadir="$mariadb/data" --skip-test-db >/dev/null
  printf '%s\n' "CREATE DATABASE app;" "CREATE DATABASE app_test;" \
    "CREATE USER root@127.0.0.1 IDENTIFIED BY 'password';" "GRANT ALL ON *.* TO root@127.0.0.1;" >"$mariadb/init.sql"
  chmod a+r "$mariadb/init.sql"
  mariadbd --no-defaults "${as[@]}" --datadir="$mariadb/data" --socket="$mariadb/socket" --pid-file="$mariadb/pid" --init-file="$mariadb/init.sql" \
    --bind-address=127.0.0.1 --port="$database_port" --skip-name-resolve --innodb-flush-log-at-trx-commit=0 >"$mariadb/log" 2>&1 &
  mariadb_server=$!
  mariadb-admin --no-defaults --protocol=tcp --host=127.0.0.1 --port="$database_port" --user=root --password=password --wait=60 ping >/dev/null 2>&1 ||
    fail "MariaDB does not start: $(tail -n 5 "$mariadb/log")"
}

stop_mariadb() {
  kill -9 "$mariadb_server"
  wait "$mariadb_server" 2>/dev/null || true
  rm -rf "$mariadb"
  mariadb=
}

mariadb_url() { printf 'mysql://root:password@127.0.0.1:%s/%s' "$database_port" "$1"; }

# What speaks PlanetScale's HTTP, in front of MariaDB; each request to PlanetScale's host goes there.
start_planetscale() {
  start_mariadb
  exec 3< <(exec node "$e2e/planetscale.mjs" "$(mariadb_url "")" password)
  planetscale=$!
  local origin
  read -r origin <&3 || fail "what stands in for PlanetScale does not start"
  export NODE_OPTIONS="--require \"$e2e/redirect.cjs\"" ON_LOOPBACK="{\"aws.connect.psdb.cloud\": \"$origin\"}" MARIADB
  MARIADB=$(mariadb_url app)
}

stop_planetscale() {
  kill "$planetscale"
  exec 3<&-
  planetscale=
  unset NODE_OPTIONS ON_LOOPBACK MARIADB
  stop_mariadb
}

planetscale_url() { printf 'mysql://%s:password@aws.connect.psdb.cloud/%s?sslaccept=strict' "$1" "$1"; }

# A project that grew on SQLite goes to PostgreSQL, and people sign in to it there.
moved_project() {
  make_project mover --providers github,keycloak,azure-ad
  cat "$e2e/blog.prisma" >>prisma/schema.prisma
  sed -i 's/^  sessions Session\[\]$/&\n  role Role @default(READER)\n  posts Post[]\n  comments Comment[]/' prisma/schema.prisma
  mkdir -p prisma/migrations/1_init
  echo 'provider = "sqlite"' >prisma/migrations/migration_lock.toml
  echo 'CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY);' >prisma/migrations/1_init/migration.sql
  "$create_app" format
  "$create_app" db postgresql --yes
  [ ! -e prisma/migrations ] && [ -e prisma/migrations-sqlite/1_init/migration.sql ] || fail "the old migrations are not aside"
  start_postgres
  npm install
  sign_in_on_server postgres
  stop_postgres
}

# A project on a server that runs here, with the driver that it comes with.
project_on_server() { # SERVER NAME FLAG…
  make_project "${@:2}" --providers github,keycloak,azure-ad
  "start_$1"
  npm install
  sign_in_on_server "$1"
  [ "$1" != postgres ] || first_migration
  "stop_$1"
  clean_but_for package-lock.json
}

# What README.md says of the first migration, to the letter; then a database without tables gets them from it.
first_migration() {
  local commands
  commands=$(grep '^npx prisma migrate ' README.md)
  [ "$(wc -l <<<"$commands")" = 2 ] || fail "README.md has other commands for the first migration: $commands"
  bash -ec "$commands"
  DATABASE_URL=$(postgres_url app_deployed) npm run --silent db:deploy
  DATABASE_URL=$(postgres_url app_deployed) npx prisma migrate status
  npx prisma migrate status # db:migrate wants a second database beside this one, which what stands in for the engine does not make
  git add prisma/migrations # where README.md has it belong
  git commit --quiet --message "the first migration"
}

sign_in_on_server() { # SERVER
  sed -i -E "s|^(DATABASE_URL=\")[^\"?]*|\1$("$1_url" app)|" .env # what is behind the "?" stays
  npm run --silent typecheck
  TEST_DATABASE_URL=$("$1_url" app_test) own_tests
  npm run --silent db:push
  build_without_settings
  node "$e2e/sign-in.mjs" .
  proof_sign_in
}

[ -x "$create_app" ] || fail "bin/create-app is missing; run: make build"
npm install --prefix "$e2e" --no-package-lock
started=$SECONDS
all="default signed-in pages next-auth-5 next-auth-5-pages email next-auth-5-email without-auth pages-without-auth \
  postgresql mysql planetscale cockroachdb sqlserver neon supabase turso mongodb prisma-6 moved postgresql-next-auth-5 mariadb \
  mariadb-next-auth-5 planetscale-server planetscale-server-next-auth-5 pnpm yarn bun renamed matrix"
# Each router, each NextAuth, each Prisma and each real server once, and the drivers whose types nothing else here sees.
short="default signed-in next-auth-5 next-auth-5-email pages-without-auth turso mongodb prisma-6 moved postgresql-next-auth-5 planetscale-server yarn renamed"
case $* in
  "") set -- $all ;;
  short) set -- $short ;;
esac
for project; do
  began=$SECONDS
  case $project in
    default) default_project ;;
    signed-in) signed_in_project club ;;
    pages) signed_in_project pages-club --router pages ;;
    next-auth-5) signed_in_project club-5 --next-auth 5 ;;
    next-auth-5-pages) signed_in_project pages-club-5 --next-auth 5 --router pages ;;
    email) project_with_mail letters --router pages ;;
    next-auth-5-email) project_with_mail letters-5 --next-auth 5 ;;
    without-auth) project_without_auth notes ;;
    pages-without-auth) project_without_auth pages-notes --router pages ;;
    mongodb) PRISMA_QUERY_ENGINE_LIBRARY=/bin/true typechecked_project mongodb ;;
    matrix) node "$e2e/matrix.mjs" "$proved" "$create_app" >"$e2e/../../docs/matrix.md" ;;
    postgresql | mysql | planetscale | cockroachdb | sqlserver | neon | supabase | turso) typechecked_project "$project" ;;
    prisma-6) prisma_6_project ;;
    moved) moved_project ;;
    postgresql-next-auth-5) project_on_server postgres elephants --db postgresql --next-auth 5 --router pages ;;
    mariadb) project_on_server mariadb seals --db mysql --router pages ;;
    mariadb-next-auth-5) project_on_server mariadb seals-5 --db mysql --next-auth 5 ;;
    planetscale-server) project_on_server planetscale planets --db planetscale ;;
    planetscale-server-next-auth-5) project_on_server planetscale planets-5 --db planetscale --next-auth 5 --router pages ;;
    pnpm) managed_project pnpm pnpm-lock.yaml ;;
    yarn | bun) managed_project "$project" "$project.lock" ;;
    renamed) renamed_project ;;
    *) fail "no project is called $project" ;;
  esac
  say "$project works ($((SECONDS - began)) s)"
  cd "$work"
  find . -mindepth 1 -maxdepth 1 -type d ! -name modules -exec rm -rf {} + # a project takes 0.6 GB
done
say "all work: $* ($((SECONDS - started)) s)"
