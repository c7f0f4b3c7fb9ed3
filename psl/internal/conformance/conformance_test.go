package conformance

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/syntax"
)

// corpus are the schemas of psl/testdata.
func corpus(tb testing.TB) []string {
	files, err := filepath.Glob("../../testdata/*/*.prisma")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	texts := make([]string, len(files))
	for i, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(tb, err)
		texts[i] = string(text)
	}
	return texts
}

func TestFormatAgreesWithPrisma(t *testing.T) {
	texts := corpus(t)
	m := NewMutator(1, texts)
	for _, text := range texts {
		for range 4 {
			texts = append(texts, m.Mutate(text))
		}
	}
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		layouts, err := Layout(o, texts)
		require.NoError(t, err)
		completed, err := Completed(o, texts)
		require.NoError(t, err)
		for i := range texts {
			for _, r := range []Result{layouts[i], completed[i]} {
				if r.Verdict == Different {
					t.Errorf("Prisma %d, %q", version, texts[i])
					assert.Equal(t, r.Want, r.Ours)
				}
			}
		}
		lost, err := VerdictsKept(o, texts, layouts)
		require.NoError(t, err)
		assert.Empty(t, lost)
	}
}

func TestRelationsAreCompletedAsByPrisma(t *testing.T) {
	g := NewGenerator(1)
	texts := make([]string, 200)
	for i := range texts {
		texts[i] = g.Schema()
	}
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		results, err := Completed(o, texts)
		require.NoError(t, err)
		equal := 0
		for i, r := range results {
			switch r.Verdict {
			case Equal:
				equal++
			case Different:
				t.Errorf("Prisma %d, %q", version, texts[i])
				assert.Equal(t, r.Want, r.Ours)
			}
		}
		assert.Greater(t, equal, len(texts)/20, "the schemas are worth the comparison")
	}
}

func TestRelationsStayCompleted(t *testing.T) {
	g := NewGenerator(2)
	c := comparison{version: syntax.Prisma7}
	for range 2000 {
		text := g.Schema()
		once := c.completed(text)
		require.Equal(t, once, c.completed(once), text)
	}
}

func TestMutatorIsRepeatable(t *testing.T) {
	texts := corpus(t)
	a, b, c := NewMutator(7, texts), NewMutator(7, texts), NewMutator(8, texts)
	different := 0
	for _, text := range texts {
		mutant := a.Mutate(text)
		assert.Equal(t, mutant, b.Mutate(text))
		if mutant != c.Mutate(text) {
			different++
		}
	}
	assert.Greater(t, different, len(texts)/2, "another seed, other mutants")
}

func TestRestorePutsBackWhatReduceTakes(t *testing.T) {
	const text = "\ufeff/* a\n\n b */\nmodel A { // b\n  id Int @id\n}\n\ngenerator g {\n  key =\n}\n"
	r := Reduce(syntax.Prisma7, text)
	assert.Equal(t, "//comment0x\nmodel A { \n  id Int @id\n}\n\ngenerator g {\n  key = emptyvalue\n}\n", r.Text)
	assert.Equal(t, []string{"byte order mark", "text of /* */", "text behind {", "key without a value"}, r.Declared)
	laidOut := "//comment0x\nmodel A {\n  id Int @id\n}\n\ngenerator g {\n  key = emptyvalue\n}\n"
	assert.Equal(t, "\ufeff/**\n * a\n *\n * b\n */\nmodel A { // b\n  id Int @id\n}\n\ngenerator g {\n  key =\n}\n", r.Restore(laidOut))
}
