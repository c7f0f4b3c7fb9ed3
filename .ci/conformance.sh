#!/usr/bin/env bash
# Compares our formatter and our validator with Prisma's, for Prisma 6 and 7, over the project's own schemas and, where
# it is there, the shared corpus. Fails if anything differs that docs/format.md does not declare.
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
go run ./psl/internal/conformance/lint "${folders[@]}" || status=1
exit $status
