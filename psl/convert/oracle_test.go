package convert_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/convert"
	"create-app/psl/syntax"
)

// accepted asserts that Prisma takes every text.
func accepted(t *testing.T, o *oracle.Oracle, names, texts []string) {
	t.Helper()
	requests := make([]oracle.Request, len(texts))
	for i, text := range texts {
		requests[i] = oracle.Request{Text: text, Lint: true}
	}
	answers, err := o.Ask(requests...)
	require.NoError(t, err)
	for i, a := range answers {
		if !assert.True(t, a.OK(), names[i]) {
			for _, e := range a.Errors[:min(5, len(a.Errors))] {
				t.Logf("%d: %s\n%s", e.Line, e.Text, strings.Split(texts[i], "\n")[e.Line-1])
			}
		}
	}
}

// withURL is the text as Prisma 6 wants it.
func withURL(text string, version int) string {
	if version == 7 || strings.Contains(text, "  url ") {
		return text
	}
	return strings.Replace(text, "datasource db {\n", "datasource db {\n  url = env(\"DATABASE_URL\")\n", 1)
}

func TestPrismaAcceptsLargeSchemasForEveryPair(t *testing.T) {
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		for _, from := range databases() {
			for _, models := range []int{1, 12, 70} {
				if models == 70 && version == 6 {
					continue // what differs between 6 and 7 shows in the small ones
				}
				source := withURL(build(from, models), version)
				names, texts := []string{fmt.Sprintf("%s itself, %d models", from, models)}, []string{source}
				for _, to := range databases() {
					out := movedAs(t, syntax.Version(version), source, to, convert.Options{})
					names, texts = append(names, fmt.Sprintf("%s to %s, %d models, Prisma %d", from, to, models, version)), append(texts, out)
					if models == 70 {
						continue
					}
					back := movedAs(t, syntax.Version(version), out, from, convert.Options{})
					names, texts = append(names, fmt.Sprintf("%s to %s and back", from, to)), append(texts, back)
				}
				accepted(t, o, names, texts)
			}
		}
	}
}

func TestTheLargeSchemasAreLarge(t *testing.T) {
	for _, from := range databases() {
		lines := strings.Count(build(from, 70), "\n")
		assert.True(t, lines > 1500 && lines < 3500, "%s: %d lines", from, lines)
	}
}

func TestPrismaAcceptsRealisticSchemasForEveryPair(t *testing.T) {
	files, err := filepath.Glob("testdata/*.prisma")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		var names, texts []string
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			text := withURL(string(data), version)
			names, texts = append(names, file), append(texts, text)
			// once round: each database from the one before
			for _, to := range append(databases(), databases()[0]) {
				text = movedAs(t, syntax.Version(version), text, to, convert.Options{})
				names, texts = append(names, file+" to "+to), append(texts, text)
			}
		}
		accepted(t, o, names, texts)
	}
}

// TestPrismaAcceptsTheCorpusMoved moves every schema that Prisma itself accepts.
func TestPrismaAcceptsTheCorpusMoved(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/psl-corpus/fixtures/*.prisma")
	if len(files) == 0 {
		t.Skip("no corpus in ../shared/psl-corpus")
	}
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		done, refused := 0, 0
		requests := make([]oracle.Request, len(files))
		for i, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			requests[i] = oracle.Request{Text: string(data), Lint: true}
		}
		answers, err := o.Ask(requests...)
		require.NoError(t, err)
		var names, texts []string
		for i, file := range files {
			if !answers[i].OK() {
				continue
			}
			data := requests[i].Text
			source := syntax.ParseAs(syntax.Version(version), filepath.Base(file), data)
			for _, to := range databases() {
				out, err := convert.Schema([]*syntax.File{source}, database(t, to), convert.Options{})
				if err != nil { // no datasource, MongoDB
					continue
				}
				if out.Report.Refused() {
					refused++
					continue
				}
				done++
				names, texts = append(names, filepath.Base(file)+" to "+to), append(texts, out.Files[0].Text)
			}
		}
		accepted(t, o, names, texts)
		t.Logf("Prisma %d: %d moves, %d refused", version, done, refused)
		assert.Greater(t, done, 100)
	}
}
