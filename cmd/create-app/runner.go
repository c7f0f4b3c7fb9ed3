package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// systemRunner runs programs of the machine. Each is a process group of its
// own: when the user stops us, we stop all of it and then clean up, and Ctrl-C
// in the terminal reaches it only through us.
type systemRunner struct{}

func (systemRunner) Find(program string) (string, error) {
	return exec.LookPath(program)
}

func (systemRunner) Run(ctx context.Context, dir string, environ []string, output io.Writer, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Stdout = output
	cmd.Stderr = output
	cmd.Env = append(childEnvironment(os.Environ()), environ...)
	cmd.WaitDelay = 5 * time.Second
	ownGroup(cmd)
	return cmd.Run()
}

// childEnvironment leaves out the variables by which git points its hooks and
// aliases at their repository: we may be called from one, and mean another.
func childEnvironment(environ []string) []string {
	kept := make([]string, 0, len(environ))
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE":
		default:
			kept = append(kept, pair)
		}
	}
	return kept
}
