package validate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

const diagnosticsPage = "../../docs/diagnostics.md"

// TestDiagnosticsPageIsInSync writes docs/diagnostics.md from the table of codes
// and their examples, and compares. UPDATE_GOLDEN=1 rewrites the page.
func TestDiagnosticsPageIsInSync(t *testing.T) {
	want := diagnosticsMarkdown(t)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		require.NoError(t, os.WriteFile(diagnosticsPage, []byte(want), 0o644))
	}
	got, err := os.ReadFile(diagnosticsPage)
	require.NoError(t, err)
	assert.Equal(t, want, string(got), "UPDATE_GOLDEN=1 go test ./psl/validate rewrites the page")
	for _, kind := range code.All() {
		assert.Contains(t, string(got), "\n### "+string(kind.Code)+"\n")
	}
}

func diagnosticsMarkdown(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`# Diagnostics

What ` + "`create-app validate`" + ` finds, by code. Verdict and lines are those of Prisma's own validator, 6 or 7; the words are
ours. An error makes Prisma refuse the schema; a warning does not, unless you ask for it with ` + "`--strict`" + `.

This page is made from the table of codes and from the schemas in ` + "`psl/testdata/validate`" + ` by a test
(` + "`UPDATE_GOLDEN=1 go test ./psl/validate`" + `).
`)
	family := ""
	for _, kind := range code.All() {
		if kind.Family != family {
			family = kind.Family
			fmt.Fprintf(&b, "\n## %s\n", family)
		}
		writeCode(t, &b, kind)
	}
	return b.String()
}

func writeCode(t *testing.T, b *strings.Builder, about code.Kind) {
	t.Helper()
	kind := "Error"
	if about.Severity == diag.Warning {
		kind = "Warning"
	}
	if about.Prisma != 0 {
		kind += fmt.Sprintf(", Prisma %d only", about.Prisma)
	}
	fmt.Fprintf(b, "\n### %s\n\n%s: %s. Cure: %s.\n", about.Code, kind, about.Summary, about.Cure)
	version := syntax.Prisma7
	if about.Prisma == 6 {
		version = syntax.Prisma6
	}
	rejected, ok := exampleText(t, version, "rejected", about.Code)
	if !ok {
		return
	}
	list := judge(version, rejected)
	var shown diag.List
	for _, d := range list {
		if d.Code == about.Code {
			shown = append(shown, d)
		}
	}
	fmt.Fprintf(b, "\n```prisma\n%s```\n```text\n%s```\n", rejected, diag.Printer{}.Sprint(shown))
	if accepted, ok := exampleText(t, version, "accepted", about.Code); ok {
		fmt.Fprintf(b, "\nRight:\n\n```prisma\n%s```\n", accepted)
	}
}

// exampleText is an example as the page shows it, without the lines that a
// version has no use for.
func exampleText(t *testing.T, version syntax.Version, kind string, name diag.Code) (string, bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examples, kind, string(name)+".prisma"))
	if os.IsNotExist(err) {
		return "", false
	}
	require.NoError(t, err)
	if version == syntax.Prisma7 && name != code.URLInSchema {
		return strings.ReplaceAll(urls.ReplaceAllString(string(text), "\x00"), "\x00\n", ""), true
	}
	return string(text), true
}
