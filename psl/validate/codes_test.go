package validate

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/diag"
	"create-app/psl/internal/oracle"
	"create-app/psl/syntax"
)

const examples = "../testdata/validate"

// urls matches what Prisma 6 wants in a datasource and Prisma 7 refuses. The
// examples are written for 6; for 7 these lines are emptied.
var urls = regexp.MustCompile(`(?m)^  (url|directUrl|shadowDatabaseUrl) .*$`)

// exampleFor is the text of an example as it is for a version.
func exampleFor(version syntax.Version, code, text string) string {
	if version == syntax.Prisma7 && code != "url-in-schema" {
		return urls.ReplaceAllString(text, "")
	}
	return text
}

func readExample(t *testing.T, version syntax.Version, kind, code string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examples, kind, code+".prisma"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no example can be shown for this code")
	}
	require.NoError(t, err)
	return exampleFor(version, code, string(text))
}

func judge(version syntax.Version, text string) diag.List {
	return Schema([]*syntax.File{syntax.ParseAs(version, "schema.prisma", text)}, Options{})
}

func forEachCode(t *testing.T, f func(t *testing.T, version syntax.Version, code Code)) {
	for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		for _, code := range Codes() {
			if code.Prisma != 0 && code.Prisma != int(version) {
				continue
			}
			t.Run(fmt.Sprintf("%d/%s", version, code.Code), func(t *testing.T) { f(t, version, code) })
		}
	}
}

func TestRejectedExamplesShowTheirCodeAlone(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, code Code) {
		list := judge(version, readExample(t, version, "rejected", code.Code))
		shown := false
		for i := range list {
			if list[i].Severity == diag.Warning && code.Severity == diag.Error {
				continue // a mistake may be worth a warning besides
			}
			assert.Equal(t, code.Code, list[i].Code, list[i].Message)
			assert.Equal(t, code.Severity, list[i].Severity)
			shown = true
		}
		assert.True(t, shown)
	})
}

func TestAcceptedExamplesAreAccepted(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, code Code) {
		assert.Empty(t, judge(version, readExample(t, version, "accepted", code.Code)))
	})
}

func TestEveryDiagnosticIsWorded(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, code Code) {
		for _, d := range judge(version, readExample(t, version, "rejected", code.Code)) {
			assert.NotContains(t, d.Message, "\n")
			assert.NotContains(t, d.Message, "%!")
			assert.NotContains(t, d.Help, "%!")
			assert.False(t, strings.HasSuffix(d.Message, "."), "a message has no final stop: %s", d.Message)
			assert.NotEmpty(t, d.Help, "%s says what to do", code.Code)
			assert.LessOrEqual(t, int(d.Span.End), len(d.File.Text))
			assert.NotContains(t, d.File.Slice(d.Span), "\n", "a span is small")
		}
	})
}

// TestCodesAreComplete reads the constructors: every code in them is in the
// table, and the table has no others.
func TestCodesAreComplete(t *testing.T) {
	known := map[string]bool{}
	for _, code := range Codes() {
		assert.False(t, known[code.Code], "%s is in the table twice", code.Code)
		assert.NotEmpty(t, code.Summary)
		assert.NotEmpty(t, code.Cure)
		known[code.Code] = true
	}
	used := codesInSource(t, ".", "../schema", "../syntax")
	for code := range used {
		assert.True(t, known[code], "%s is not in the table", code)
	}
	for code := range known {
		assert.True(t, used[code], "%s is in the table only", code)
	}
}

// codesInSource collects the strings that look like codes and stand where a
// code stands: in a field Code, or as the third or fourth argument of a helper.
func codesInSource(t *testing.T, folders ...string) map[string]bool {
	t.Helper()
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	used := map[string]bool{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.Base(name), "codes") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(tree, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil && form.MatchString(s) && !notCodes[s] {
						used[s] = true
					}
				}
				return true
			})
		}
	}
	return used
}

// notCodes are strings in the sources that look like codes and are something else.
var notCodes = map[string]bool{"prisma-client-js": true, "uuid-ossp": true}

// TestExamplesAgreeWithPrisma compares with the lines that Prisma gave. With
// UPDATE_GOLDEN=1 Prisma is asked again.
func TestExamplesAgreeWithPrisma(t *testing.T) {
	path := filepath.Join(examples, "prisma.json")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		recordExamples(t, path)
	}
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var golden map[string]found
	require.NoError(t, json.Unmarshal(data, &golden))
	forEachCode(t, func(t *testing.T, version syntax.Version, code Code) {
		for _, kind := range []string{"rejected", "accepted"} {
			list := judge(version, readExample(t, version, kind, code.Code))
			want, ok := golden[exampleKey(version, kind, code.Code)]
			require.True(t, ok, "not recorded; run with UPDATE_GOLDEN=1")
			assert.Equal(t, want.Errors, lines(list, diag.Error), "error lines")
			assert.Equal(t, want.Warnings, lines(list, diag.Warning), "warning lines")
		}
	})
}

// found are the lines of Prisma's findings in one example.
type found struct {
	Errors   []int `json:"errors,omitempty"`
	Warnings []int `json:"warnings,omitempty"`
}

func exampleKey(version syntax.Version, kind, code string) string {
	return fmt.Sprintf("%d %s %s", version, kind, code)
}

func recordExamples(t *testing.T, path string) {
	t.Helper()
	golden := map[string]found{}
	for _, version := range oracle.Versions {
		prisma := oracle.ForTest(t, version)
		for _, code := range Codes() {
			for _, kind := range []string{"rejected", "accepted"} {
				text, err := os.ReadFile(filepath.Join(examples, kind, code.Code+".prisma"))
				if errors.Is(err, os.ErrNotExist) {
					continue
				}
				require.NoError(t, err)
				answers, err := prisma.Ask(oracle.Request{Lint: true, Text: exampleFor(syntax.Version(version), code.Code, string(text))})
				require.NoError(t, err)
				golden[exampleKey(syntax.Version(version), kind, code.Code)] = found{
					Errors: findingLines(answers[0].Errors), Warnings: findingLines(answers[0].Warnings),
				}
			}
		}
	}
	data, err := json.MarshalIndent(golden, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(data, '\n'), 0o644))
}

func findingLines(list []oracle.Finding) []int {
	var set []int
	for _, f := range list {
		set = append(set, f.Line)
	}
	slices.Sort(set)
	return slices.Compact(set)
}
