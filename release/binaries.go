package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// target is a platform, in the words of Go and of Node. The packages of Linux name the
// processor in the words of Go and turn them into their own.
type target struct {
	GOOS, GOARCH   string
	Platform, Arch string // process.platform, process.arch
}

func targets() []target {
	return []target{
		{"linux", "amd64", "linux", "x64"},
		{"linux", "arm64", "linux", "arm64"},
		{"darwin", "amd64", "darwin", "x64"},
		{"darwin", "arm64", "darwin", "arm64"},
		{"windows", "amd64", "win32", "x64"},
		{"windows", "arm64", "win32", "arm64"},
	}
}

func (t target) String() string { return t.Platform + "-" + t.Arch }

// executable is the file name of the program there.
func (t target) executable(name string) string {
	if t.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// goEnvironment is what decides about the bytes of a build: nothing of it may come from
// the machine that builds.
func goEnvironment(t target) []string {
	return []string{
		"CGO_ENABLED=0", "GOOS=" + t.GOOS, "GOARCH=" + t.GOARCH, "GOAMD64=v1", "GOARM64=v8.0",
		"GOFLAGS=", "GOWORK=off", "GOEXPERIMENT=",
	}
}

// compile builds the program for a target, static and without paths of this machine. It fails where the commit is not
// known, which the program says of itself.
func compile(ctx context.Context, root string, t target, file string) error {
	_, err := output(ctx, root, goEnvironment(t), "go", "build", "-buildvcs=true", "-trimpath", "-ldflags", "-s -w", "-o", file, "./cmd/create-app")
	return err
}

// host is this machine as a target; what it compiles can be run here.
func host() target {
	return target{runtime.GOOS, runtime.GOARCH, runtime.GOOS, runtime.GOARCH}
}

// identity is what the program says of itself, and when its source was committed.
type identity struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`

	Time time.Time `json:"-"`
}

// identify asks a program that runs here, and git.
func identify(ctx context.Context, root, program string) (identity, error) {
	var id identity
	text, err := output(ctx, root, nil, program, "version", "--json")
	if err != nil {
		return id, err
	}
	if err := json.Unmarshal([]byte(text), &id); err != nil {
		return id, fmt.Errorf("%s version --json: %w", program, err)
	}
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		if seconds, err = output(ctx, root, nil, "git", "log", "-1", "--format=%ct"); err != nil {
			return id, err
		}
	}
	epoch, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
	if err != nil {
		return id, fmt.Errorf("the time of the source: %w", err)
	}
	id.Time = time.Unix(epoch, 0).UTC()
	return id, nil
}

// output runs a program and returns what it prints; the error has what it complains about.
func output(ctx context.Context, dir string, environment []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), environment...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, bytes.TrimSpace(stderr.Bytes()))
	}
	return string(out), nil
}
