# The steps of every push. CONTRIBUTING.md says when to use which.
GO ?= go
BINARY = bin/create-app
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.6.1

.PHONY: build test lint golden e2e bench fuzz conformance oracle clean

build:
	$(GO) build -trimpath -ldflags "-s -w" -o $(BINARY) ./cmd/create-app
