package format_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/format"
	"create-app/psl/internal/corpus"
	"create-app/psl/syntax"
)

const dir = "../testdata/format"

func TestSourceOfCorpus(t *testing.T) {
	for name, text := range corpus.Schemas(t, dir) {
		t.Run(name, func(t *testing.T) {
			want := corpus.Formatted(t, dir, name)
			assert.Equal(t, want, format.Source(text))
			assert.Equal(t, want, format.Source(want), "formatted once more")
			assert.Equal(t, want, format.File(syntax.Parse(name, text)))
		})
	}
}

func TestCorpusIsWhatPrismaMakesOfIt(t *testing.T) { corpus.CheckFormatted(t, dir) }

func TestPrisma6HasNoObjectLiterals(t *testing.T) {
	const text = "model A {\n  @@index([a], where: {a:1})\n   longer Int\n}\n"
	assert.Equal(t, "model A {\n  longer Int\n\n  @@index([a], where: { a: 1 })\n}\n", format.Source(text))
	assert.Equal(t, "model A {\n  @@index([a], where: {a:1})\n  longer Int\n}\n", format.SourceAs(syntax.Prisma6, text))
}
