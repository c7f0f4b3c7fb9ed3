#!/usr/bin/env bash
# Makes everything that is published, twice in different folders and compares, then tries it: the npm packages from a
# registry on this machine with four package managers, the .deb, the .rpm, the archives, and the hooks and scripts of
# docs/ci.md. Makes releases of the last commit: what is not committed takes no part. Arguments go to "go test".
set -euo pipefail
cd "$(dirname "$0")/.."

source=$PWD
tools=$source/.tools/registry
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
about=$source/release/testdata/about.json

if ! git rev-parse --is-inside-work-tree >/dev/null 2>&1; then # an archive of the source
  cp -r "$source" "$work/source"
  source=$work/source
  git -C "$source" init --quiet
  git -C "$source" add --all
  git -C "$source" -c user.name=release -c user.email=release@localhost commit --quiet --message source
fi
cd "$source"
[ -z "$(git status --porcelain)" ] || echo "release: not committed, and so not tried:" $(git status --porcelain | cut -c4- | head -5) >&2

go build -C release -trimpath -o "$work/release" .
for copy in first second next; do
  git clone --quiet --no-hardlinks "$source" "$work/$copy"
done
"$work/release" -root "$work/first" -about "$about" -out "$work/dist" build
"$work/release" -root "$work/second" -about "$about" -out "$work/again" build >/dev/null
diff "$work/dist/SHA256SUMS" "$work/again/SHA256SUMS"
echo "release: two builds in two folders, the same $(wc -l <"$work/dist/SHA256SUMS") files"
(cd "$work/dist" && sha256sum --check --quiet SHA256SUMS)

# The release after this one, to upgrade to.
(
  cd "$work/next"
  sed -i 's/^const version = ".*"$/const version = "99.0.0"/' cmd/create-app/version.go
  sed -i '0,/^## /s//## 99.0.0 (unreleased)\n\n- later\n\n&/' docs/changelog.md
)
"$work/release" -root "$work/next" -about "$about" -out "$work/later" build >/dev/null

# With CI set, lefthook puts no hooks into this repository.
if ! cmp -s release/testdata/registry/package.json "$tools/package.json"; then
  mkdir -p "$tools"
  cp release/testdata/registry/package.json "$work/package.json"
  (cd "$tools" && cp "$work/package.json" . && CI=true npm install --no-package-lock --no-audit --no-fund --loglevel=error) || { rm -f "$tools/package.json"; exit 1; }
fi

go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.8
cd release
go vet .
CREATE_APP_DIST=$work/dist CREATE_APP_NEXT_DIST=$work/later CREATE_APP_REGISTRY_TOOLS=$tools go test -count 1 -timeout 40m . "$@"
