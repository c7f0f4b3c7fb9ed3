#!/usr/bin/env bash
# Prints how long the given program takes, whole process, at best and in the middle of 51
# runs, and the memory it needs at most. Best and middle are far apart on a machine that is busy with other things.
set -euo pipefail

program=$(realpath "$1")
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
if [ -x /usr/bin/time ]; then
  rm -rf my-app
  /usr/bin/time -f 'memory of a new project: %M kB' "${new[@]}" 2>&1 >/dev/null | tail -1
fi
