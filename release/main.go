// Command release makes everything that create-app is published as: binaries for
// six platforms, npm packages, archives, .deb and .rpm, checksums, an SBOM, and
// the manifests of Homebrew, Scoop and winget. It publishes the npm packages, too.
//
//	release build     makes dist/ from the source it stands in
//	release publish   publishes what is in dist/ on npm
//	release fill      puts the values of release.json into README, docs and workflows
//
// release.json says what only the owner can say, with placeholders until then. With
// placeholders everything is made and can be tested, and nothing is published.
//
// The version is the one that the program itself prints, and docs/changelog.md has to have
// a section for it. Two runs on one commit give the same bytes.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
)

const usage = `usage: release [-root DIR] [-about FILE] [-out DIR] build|publish|fill
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// settings are where a run reads and writes.
type settings struct {
	Root  string // the source of create-app
	About string // release.json
	Out   string // dist
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	flags.StringVar(&s.Root, "root", ".", "the source")
	flags.StringVar(&s.About, "about", "", "release.json, otherwise the one of the source")
	flags.StringVar(&s.Out, "out", "", "where to, otherwise dist in the source")
	if flags.Parse(args) != nil || flags.NArg() != 1 {
		flags.Usage()
		return 2
	}
	if s.About == "" {
		s.About = filepath.Join(s.Root, "release", "release.json")
	}
	if s.Out == "" {
		s.Out = filepath.Join(s.Root, "dist")
	}
	var err error
	switch flags.Arg(0) {
	case "build":
		err = build(ctx, s, stdout)
	case "publish":
		err = publish(ctx, s, stdout)
	case "fill":
		err = fill(ctx, s, stdout)
	default:
		flags.Usage()
		return 2
	}
	if err != nil {
		fmt.Fprintf(stderr, "error: %v\n", err)
		return 1
	}
	return 0
}
