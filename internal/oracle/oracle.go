// Package oracle asks Prisma's own parser and formatter what they make of a
// schema, so that ours can be compared with them.
//
// It is for tests, benchmarks and the conformance program; nothing a user runs
// imports it. It needs node and the npm package @prisma/prisma-schema-wasm of
// the wanted major; Start says with ErrAbsent when they are not there, and a
// test then skips. "make oracle" installs them under .tools.
package oracle

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

//go:embed oracle.js
var script string

// Versions are the majors of Prisma that can be asked.
var Versions = [...]int{6, 7}

// ErrAbsent means that node or Prisma's package is not on this machine.
var ErrAbsent = errors.New(`no parser of Prisma is installed; "make oracle" installs it`)

// Request is one schema and what to ask about it.
type Request struct {
	Text string `json:"text"`
	// Files are the texts of a schema of several files, in place of Text; only for Lint.
	Files  []string `json:"files,omitempty"`
	Lint   bool     `json:"lint,omitempty"`
	Format bool     `json:"format,omitempty"`
	Time   bool     `json:"time,omitempty"` // measure one more call: of lint if that is asked for, else of format
}

// Answer is what Prisma says. A part that was not asked for is empty.
type Answer struct {
	Errors   []Finding `json:"errors"`
	Warnings []Finding `json:"warnings"`
	Format   string    `json:"format"`
	Trap     string    `json:"trap"` // Prisma crashed, and how

	Nanoseconds int64 `json:"nanoseconds"` // time of the call
	Memory      int64 `json:"memory"`      // resident bytes of the process after it
}

// OK reports whether Prisma accepts the schema. It needs Request.Lint.
func (a *Answer) OK() bool { return a.Trap == "" && len(a.Errors) == 0 }

// Finding is one error or warning.
type Finding struct {
	File  int    `json:"file"`  // place in Request.Files, from 0
	Start int    `json:"start"` // bytes
	End   int    `json:"end"`
	Line  int    `json:"line"` // from 1
	Text  string `json:"text"`
}

// Oracle is a running node process. It is not safe for concurrent use.
type Oracle struct {
	Version int

	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// Start starts the parser of Prisma's major version. The caller closes it.
func Start(version int) (*Oracle, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("%w: node: %w", ErrAbsent, err)
	}
	dir, err := packageDir(version)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(node, "-e", script, dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &Oracle{Version: version, cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16)}, nil
}

// packageDir finds the package of a major in .tools of this or a parent folder.
func packageDir(version int) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		found := filepath.Join(dir, ".tools", "oracle", strconv.Itoa(version), "node_modules", "@prisma", "prisma-schema-wasm")
		if _, err := os.Stat(filepath.Join(found, "package.json")); err == nil {
			return found, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", ErrAbsent
		}
		dir = parent
	}
}

// ForTest starts an Oracle that ends with the test, and skips the test where
// there is none.
func ForTest(tb testing.TB, version int) *Oracle {
	tb.Helper()
	o, err := Start(version)
	if errors.Is(err, ErrAbsent) {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = o.Close() })
	return o
}

// patience is how long an answer may take. Prisma goes round for ever in some
// cycles of composite types, and follows every path of cascades one by one.
const patience = time.Minute

// errNoAnswer means that Prisma took longer than patience.
var errNoAnswer = errors.New("no answer")

// Ask puts all requests to Prisma and returns the answers in the same order.
// Where Prisma does not come back, the answer is a Trap, and a new process
// answers the rest.
func (o *Oracle) Ask(requests ...Request) ([]Answer, error) {
	answers := make([]Answer, 0, len(requests))
	for len(answers) < len(requests) {
		more, err := o.ask(requests[len(answers):])
		answers = append(answers, more...)
		switch {
		case errors.Is(err, errNoAnswer):
			answers = append(answers, Answer{Trap: fmt.Sprintf("no answer within %s", patience)})
			next, err := Start(o.Version)
			if err != nil {
				return nil, err
			}
			*o = *next
		case err != nil:
			return nil, err
		}
	}
	return answers, nil
}

// ask returns the answers up to the first that does not come.
func (o *Oracle) ask(requests []Request) ([]Answer, error) {
	sent := make(chan error, 1)
	go func() { sent <- o.send(requests) }()
	var answers []Answer
	for range requests {
		line, err := o.line()
		if err != nil {
			if errors.Is(err, errNoAnswer) {
				<-sent
				_ = o.cmd.Wait()
			}
			return answers, fmt.Errorf("read answer %d of Prisma %d: %w", len(answers)+1, o.Version, err)
		}
		var answer Answer
		if err := json.Unmarshal(line, &answer); err != nil {
			return answers, fmt.Errorf("read answer %d of Prisma %d: %w", len(answers)+1, o.Version, err)
		}
		answers = append(answers, answer)
	}
	return answers, <-sent
}

// line reads an answer, and ends a process that does not give one.
func (o *Oracle) line() ([]byte, error) {
	var late atomic.Bool
	timer := time.AfterFunc(patience, func() {
		late.Store(true)
		_ = o.cmd.Process.Kill()
	})
	defer timer.Stop()
	line, err := o.out.ReadBytes('\n')
	if err != nil && late.Load() {
		return nil, errNoAnswer
	}
	return line, err
}

func (o *Oracle) send(requests []Request) error {
	w := bufio.NewWriterSize(o.in, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range requests {
		if err := enc.Encode(&requests[i]); err != nil {
			return fmt.Errorf("ask Prisma %d: %w", o.Version, err)
		}
	}
	return w.Flush()
}

// Format is Prisma's layout of text, relations completed as Prisma always does.
func (o *Oracle) Format(text string) (string, error) {
	answers, err := o.Ask(Request{Text: text, Format: true})
	if err != nil {
		return "", err
	}
	if answers[0].Trap != "" {
		return "", fmt.Errorf("the formatter of Prisma %d crashed: %s", o.Version, answers[0].Trap)
	}
	return answers[0].Format, nil
}

// Close ends the process.
func (o *Oracle) Close() error {
	_ = o.in.Close()
	done := make(chan error, 1)
	go func() { done <- o.cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(5 * time.Second):
		_ = o.cmd.Process.Kill()
		return <-done
	}
}
