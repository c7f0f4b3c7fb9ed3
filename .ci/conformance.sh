#!/usr/bin/env bash
# Compares our formatter and our validator with Prisma's, for Prisma 6 and 7, over the project's own schemas and, where
# it is there, the shared corpus. Fails if the layout differs where docs/format.md does not say so, if a verdict, an error
# line or a warning line of any of these schemas differs, or if fewer than 99 % of the verdicts and 98.5 % of the lines
# of their mutants agree.
set -euo pipefail
cd "$(dirname "$0")/.."

folders=(psl/testdata)
shared=../shared/psl-corpus/fixtures
if [ -d "$shared" ]; then
  folders+=("$shared")
else
  echo "conformance: no shared corpus at $shared; only psl/testdata is compared" >&2
fi

status=0
go run ./psl/internal/conformance/format "${folders[@]}" || status=1
go run ./psl/internal/conformance/lint -mutants 3 "${folders[@]}" || status=1
exit $status
