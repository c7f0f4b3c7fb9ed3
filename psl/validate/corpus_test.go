package validate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"create-app/psl/diag"
	"create-app/psl/syntax"
)

const sharedCorpus = "../../../shared/psl-corpus"

// TestSharedCorpusAgreesWithPrisma compares verdict and lines with what Prisma
// said of its own public test schemas.
func TestSharedCorpusAgreesWithPrisma(t *testing.T) {
	for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			for _, want := range readCorpus(t, version) {
				text, err := os.ReadFile(filepath.Join(sharedCorpus, "fixtures", want.File))
				require.NoError(t, err)
				got := Schema([]*syntax.File{syntax.ParseAs(version, want.File, string(text))}, Options{})
				compare(t, want, got)
			}
		})
	}
}

// recorded is what Prisma said of one file.
type recorded struct {
	File             string
	Errors, Warnings []finding
}

type finding struct {
	Line int
	Text string
}

func readCorpus(t *testing.T, version syntax.Version) []recorded {
	f, err := os.Open(filepath.Join(sharedCorpus, fmt.Sprintf("oracle-%d.jsonl", version)))
	if err != nil {
		t.Skip("the shared corpus is not on this machine: ", err)
	}
	defer f.Close()
	var list []recorded
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r recorded
		require.NoError(t, json.Unmarshal(in.Bytes(), &r))
		list = append(list, r)
	}
	require.NoError(t, in.Err())
	return list
}

func compare(t *testing.T, want recorded, got diag.List) {
	t.Helper()
	if w, g := linesOf(want.Errors), foundLines(got, diag.Error); !slices.Equal(w, g) {
		t.Errorf("%s: error lines %v, Prisma's %v\nours: %s\nPrisma: %v", want.File, g, w, render(got), want.Errors)
	}
	if w, g := linesOf(want.Warnings), foundLines(got, diag.Warning); !slices.Equal(w, g) {
		t.Errorf("%s: warning lines %v, Prisma's %v\nours: %s\nPrisma: %v", want.File, g, w, render(got), want.Warnings)
	}
}

func render(list diag.List) string {
	out := ""
	for i := range list {
		out += fmt.Sprintf("{%d %s %s}", list[i].Line(), list[i].Code, list[i].Message)
	}
	return out
}

func linesOf(list []finding) []int {
	var set []int
	for _, f := range list {
		set = append(set, f.Line)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

func foundLines(list diag.List, severity diag.Severity) []int {
	var set []int
	for i := range list {
		if list[i].Severity == severity {
			set = append(set, list[i].Line())
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}
