# The steps of every push; CONTRIBUTING.md says what each is for.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
RELEASE = $(GO) run -C release . -root "$(CURDIR)"
FUZZTIME ?= 20s

EDITOR_TOOLS = editors/vscode/node_modules/.package-lock.json

.PHONY: build editors test lint golden screens e2e versions bench figures fuzz faults faults-long mutants conformance oracle adapters layouts portable release release-test release-fill release-publish

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o bin/create-app ./cmd/create-app

test:
	$(GO) vet ./...
	$(GO) test ./...

lint:
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "not gofmt'd:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

# The extension for VS Code: its tests, then the package, editors/vscode/dist/create-app.vsix.
editors: build $(EDITOR_TOOLS)
	cd editors/vscode && CREATE_APP="$(CURDIR)/bin/create-app" npm test --silent && npm run --silent package

$(EDITOR_TOOLS): editors/vscode/package-lock.json
	cd editors/vscode && npm ci --no-audit --no-fund --loglevel=error
	touch $@

# Writes the expected files anew; read the diff before you commit it.
golden:
	UPDATE_GOLDEN=1 $(GO) test ./...

# The pictures of docs/screens, from the real program on a terminal of the test's own.
screens:
	RECORD_SCREENS=1 $(GO) test ./cmd/create-app -count 1 -run TestTheRealScreens

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Every fuzz target in turn, each for FUZZTIME. Without a limit it can be spent on making one long input shorter.
fuzz:
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

# What can go wrong, at some places and at all of them: kills, signals and errors at each system call that writes, small
# disks, runs at once, files that are made to harm. The long form keeps what it knows in FAULTS and goes on there.
FAULTS ?= bin/faults.json
faults: build
	$(GO) run ./internal/faults -program bin/create-app -sample 5 -rounds 3

faults-long: build
	$(GO) run ./internal/faults -program bin/create-app -results $(FAULTS)

# Changes of the logic, one at a time: a test has to notice.
mutants:
	$(GO) run ./internal/mutate

# Real projects: install, generate, build, start and ask for a page. Needs
# Node and the package registry. PROJECTS chooses among them.
e2e: build
	.ci/e2e.sh $(PROJECTS)

# The newest set of versions that passes all of that; prints what was held back, and why.
versions: build
	node .ci/versions.mjs

# Prisma's own parser and formatter, for the tests that compare with them.
oracle:
	.ci/oracle.sh

conformance: oracle
	.ci/conformance.sh

# How long whole processes take: the middle of many runs, and the memory of one.
figures: build
	.ci/figures.sh bin/create-app

# The real NextAuth adapters, on SQLite, with the schemas of our corpus.
adapters:
	.ci/adapters.sh

# The systems that we cannot run on here: everything has to compile for them, the tests too.
portable:
	GOFLAGS=-trimpath GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./...
	GOFLAGS=-trimpath GOOS=windows GOARCH=amd64 CGO_ENABLED=0 $(GO) vet ./...

# create-app . on what create-next-app and create-t3-app make today and on layouts of internal/projects, built for real.
# LAYOUTS chooses among them. CI does not run it.
layouts:
	.ci/layouts.sh $(LAYOUTS)

# Everything that is published, in dist; docs/releasing.md says what comes next.
release:
	$(RELEASE) build

# The same twice, and then tried: from a registry on this machine, with four package managers.
release-test:
	.ci/release.sh

# Puts what release/release.json says into README, docs and hooks.
release-fill:
	$(RELEASE) fill

# Publishes the npm packages of dist.
release-publish:
	$(RELEASE) publish
