#!/usr/bin/env bash
# Prints how long the given program takes, whole process, at best and in the middle of 51
# runs, and the memory it needs at most. Best and middle are far apart on a machine that is busy with other things.
set -euo pipefail

program=$(realpath "$1")
repository=$(realpath "$(dirname "$0")/..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

median() { # WHAT COMMAND...
  local what=$1 times=()
  shift
  for _ in $(seq 51); do
    rm -rf my-app
    local start=$EPOCHREALTIME
    "$@" >/dev/null 2>&1
    local end=$EPOCHREALTIME
    times+=($((${end/[.,]/} - ${start/[.,]/})))
  done
  printf '%s\n' "${times[@]}" | sort -n |
    awk -v what="$what" '{ t[NR] = $1 / 1000 } END { printf "%s: best %.1f ms, median %.1f ms\n", what, t[1], t[26] }'
}

new=("$program" my-app --yes --no-git --no-install)
median "create-app my-app --yes --no-git --no-install" "${new[@]}"
median "create-app version" "$program" version

# A schema of 6,000 lines that has a user and lacks the other models.
{
  printf 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id    String @id @default(cuid())\n  email String @unique\n}\n'
  for i in $(seq 250); do
    printf '\nmodel Thing%d {\n  id      Int     @id @default(autoincrement())\n' "$i"
    printf '  field%02d String? @db.VarChar(255) // note\n' $(seq 21)
    printf '}\n'
  done
} >schema.prisma
median "create-app auth --dry-run, $(wc -l <schema.prisma) lines" "$program" auth --dry-run

# A schema of ten models with keys, native types and relations.
{
  printf 'datasource db {\n  provider = "postgresql"\n}\n'
  for i in $(seq 10); do
    printf '\nmodel Account%d {\n  id Int @id @default(autoincrement())\n  email String @unique @db.VarChar(255)\n' "$i"
    printf '  name String?\n  createdAt DateTime @default(now()) @map("created_at")\n  parentId Int?\n'
    printf '  parent Account%d? @relation("tree", fields: [parentId], references: [id], onDelete: SetNull)\n' "$i"
    printf '  children Account%d[] @relation("tree")\n\n  @@unique([name, createdAt])\n  @@index([parentId])\n}\n' "$i"
  done
} >ten.prisma
median "create-app validate, 10 models" "$program" validate ten.prisma

if [ -x /usr/bin/time ]; then
  rm -rf my-app
  /usr/bin/time -f 'memory of a new project: %M kB' "${new[@]}" 2>&1 >/dev/null | tail -1
fi

# From exec to the first page of the wizard, beside a node that does nothing.
cd "$repository"
CREATE_APP=$program go test -run '^$' -bench FirstFrame -benchtime 51x ./cmd/create-app |
  awk '/^BenchmarkFirstFrame/ {
    for (i = 4; i <= NF; i += 2) { t[$i] = $(i - 1) }
    what["frame"] = "from exec to the first page of the wizard"; what["node"] = "node -e 0"
    for (w in what) if (w "-best-ms" in t) printf "%s: best %.1f ms, median %.1f ms\n", what[w], t[w "-best-ms"], t[w "-median-ms"]
  }'
