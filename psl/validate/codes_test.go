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

	"create-app/internal/oracle"
	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

const examples = "../testdata/validate"

// urls matches what Prisma 6 wants in a datasource and Prisma 7 refuses. The
// examples are written for 6; for 7 these lines are emptied.
var urls = regexp.MustCompile(`(?m)^  (url|directUrl|shadowDatabaseUrl) .*$`)

// exampleFor is the text of an example as it is for a version.
func exampleFor(version syntax.Version, name diag.Code, text string) string {
	if version == syntax.Prisma7 && name != code.URLInSchema {
		return urls.ReplaceAllString(text, "")
	}
	return text
}

func readExample(t *testing.T, version syntax.Version, kind string, name diag.Code) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examples, kind, string(name)+".prisma"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no example can be shown for this code")
	}
	require.NoError(t, err)
	return exampleFor(version, name, string(text))
}

func judge(version syntax.Version, text string) diag.List {
	return Schema([]*syntax.File{syntax.ParseAs(version, "schema.prisma", text)}, Options{})
}

func forEachCode(t *testing.T, f func(t *testing.T, version syntax.Version, kind code.Kind)) {
	for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		for _, kind := range code.All() {
			if kind.Prisma != 0 && kind.Prisma != int(version) {
				continue
			}
			t.Run(fmt.Sprintf("%d/%s", version, kind.Code), func(t *testing.T) { f(t, version, kind) })
		}
	}
}

func TestRejectedExamplesShowTheirCodeAlone(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, kind code.Kind) {
		list := judge(version, readExample(t, version, "rejected", kind.Code))
		shown := false
		for i := range list {
			if list[i].Severity == diag.Warning && kind.Severity == diag.Error {
				continue // a mistake may be worth a warning besides
			}
			assert.Equal(t, kind.Code, list[i].Code, list[i].Message)
			assert.Equal(t, kind.Severity, list[i].Severity)
			shown = true
		}
		assert.True(t, shown)
	})
}

func TestAcceptedExamplesAreAccepted(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, kind code.Kind) {
		assert.Empty(t, judge(version, readExample(t, version, "accepted", kind.Code)))
	})
}

func TestEveryDiagnosticIsWorded(t *testing.T) {
	forEachCode(t, func(t *testing.T, version syntax.Version, kind code.Kind) {
		for _, d := range judge(version, readExample(t, version, "rejected", kind.Code)) {
			assert.NotContains(t, d.Message, "\n")
			assert.NotContains(t, d.Message, "%!")
			assert.NotContains(t, d.Help, "%!")
			assert.False(t, strings.HasSuffix(d.Message, "."), "a message has no final stop: %s", d.Message)
			assert.NotEmpty(t, d.Help, "%s says what to do", kind.Code)
			assert.LessOrEqual(t, int(d.Span.End), len(d.File.Text))
			assert.NotContains(t, d.File.Slice(d.Span), "\n", "a span is small")
		}
	})
}

// TestCodesAreComplete reads the constructors: every constant in them is in the
// table, the table has no others, and no code is written out as text.
func TestCodesAreComplete(t *testing.T) {
	known := map[diag.Code]bool{}
	for _, kind := range code.All() {
		assert.False(t, known[kind.Code], "%s is in the table twice", kind.Code)
		assert.NotEmpty(t, kind.Summary)
		assert.NotEmpty(t, kind.Cure)
		known[kind.Code] = true
	}
	constants := constantsOfCodes(t)
	used := map[diag.Code]bool{}
	inspectSources(t, func(name string, n ast.Node) {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "code" {
				used[constants[n.Sel.Name]] = true
			}
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				assert.False(t, known[diag.Code(s)], "%s: %q is written out; there is a constant", name, s)
			}
		}
	})
	for used := range used {
		assert.True(t, known[used], "%s is not in the table", used)
	}
	for known := range known {
		assert.True(t, used[known], "%s is in the table only", known)
	}
}

// constantsOfCodes are the constants of package code, by their names.
func constantsOfCodes(t *testing.T) map[string]diag.Code {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "../code/names.go", nil, 0)
	require.NoError(t, err)
	constants := map[string]diag.Code{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			constants[spec.Names[0].Name] = diag.Code(text)
		}
		return true
	})
	require.NotEmpty(t, constants)
	return constants
}

// inspectSources visits the sources of the packages that report something.
func inspectSources(t *testing.T, visit func(name string, n ast.Node)) {
	t.Helper()
	for _, folder := range []string{".", "../schema", "../syntax"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(tree, func(n ast.Node) bool { visit(name, n); return true })
		}
	}
}

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
	forEachCode(t, func(t *testing.T, version syntax.Version, kind code.Kind) {
		for _, folder := range []string{"rejected", "accepted"} {
			list := judge(version, readExample(t, version, folder, kind.Code))
			want, ok := golden[exampleKey(version, folder, kind.Code)]
			require.True(t, ok, "not recorded; run with UPDATE_GOLDEN=1")
			assert.Equal(t, want.Errors, foundLines(list, diag.Error), "error lines")
			assert.Equal(t, want.Warnings, foundLines(list, diag.Warning), "warning lines")
		}
	})
}

// found are the lines of Prisma's findings in one example.
type found struct {
	Errors   []int `json:"errors,omitempty"`
	Warnings []int `json:"warnings,omitempty"`
}

func exampleKey(version syntax.Version, kind string, name diag.Code) string {
	return fmt.Sprintf("%d %s %s", version, kind, name)
}

func recordExamples(t *testing.T, path string) {
	t.Helper()
	golden := map[string]found{}
	for _, version := range oracle.Versions {
		prisma := oracle.ForTest(t, version)
		for _, kind := range code.All() {
			for _, folder := range []string{"rejected", "accepted"} {
				text, err := os.ReadFile(filepath.Join(examples, folder, string(kind.Code)+".prisma"))
				if errors.Is(err, os.ErrNotExist) {
					continue
				}
				require.NoError(t, err)
				answers, err := prisma.Ask(oracle.Request{Lint: true, Text: exampleFor(syntax.Version(version), kind.Code, string(text))})
				require.NoError(t, err)
				golden[exampleKey(syntax.Version(version), folder, kind.Code)] = found{
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
