package scaffold

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"create-app/plain"
	"create-app/scaffold/change"
)

// Runner runs other programs. What a program prints, on either stream, goes
// to output; it gets no input.
type Runner interface {
	// Find says where a program is, or fails.
	Find(program string) (string, error)
	// Run waits for the program to end, and ends it when ctx does; environ is
	// added to the environment it gets.
	Run(ctx context.Context, dir string, environ []string, output io.Writer, program string, args ...string) error
}

// Install has the package manager install what the project depends on. The
// lockfile may change, also in CI, where pnpm and Yarn refuse that by default:
// package.json was just written.
func Install(ctx context.Context, run Runner, dir, manager string, output io.Writer) error {
	if _, err := run.Find(manager); err != nil {
		return &change.Error{
			Message: manager + " is not installed, or not on the PATH; the project is complete but its packages are missing",
			Advice:  "see --package-manager for the others",
			Cause:   err,
		}
	}
	environ, args := []string(nil), []string{"install"}
	switch manager {
	case "yarn": // Yarn 1 takes no notice of it
		environ = []string{"YARN_ENABLE_IMMUTABLE_INSTALLS=false"}
	case "pnpm":
		args = append(args, "--no-frozen-lockfile")
	}
	err := run.Run(ctx, dir, environ, output, manager, args...)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return change.ErrStopped
	}
	return &change.Error{
		Message: fmt.Sprintf("\"%s install\" failed (%s); the project is complete but its packages are missing", manager, err),
		Advice:  fmt.Sprintf("look at what %s says above, then go on with: cd %s && %s install", manager, plain.Path(dir), manager),
		Cause:   err,
	}
}

// LeftByTools recognises what an install or a new repository puts into a
// project, by its path: packages, lockfiles, the client that Prisma generates.
func LeftByTools(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	return strings.HasPrefix(top, ".pnp.") || slices.Contains([]string{
		".git", "node_modules", "generated/prisma", "src/generated/prisma", "next-env.d.ts", ".yarn",
		"package-lock.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "yarn.lock", "bun.lock", "bun.lockb",
	}, path)
}
