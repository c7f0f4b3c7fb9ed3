package complete_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/internal/corpus"
)

var fences = regexp.MustCompile("(?s)```prisma before\n(.*?)```\n\n```prisma prisma\n(.*?)```\n\n```prisma ours\n(.*?)```")

// declared are the examples in docs/format.md of relations that are completed
// otherwise than by Prisma: before, Prisma's and ours.
func declared(tb testing.TB) [][]string {
	_, section, found := strings.Cut(corpus.Read(tb, "../../docs/format.md"), "## Relations")
	require.True(tb, found)
	list := fences.FindAllStringSubmatch(section, -1)
	require.Len(tb, list, strings.Count(section, "prisma ours"))
	return list
}

func TestDeclaredDifferences(t *testing.T) {
	for _, d := range declared(t) {
		assert.NotEqual(t, d[2], d[3])
		assert.Equal(t, d[3], completed(d[1]))
		assert.Equal(t, d[3], completed(d[3]), "completed once more")
	}
}

func TestDeclaredDifferencesAreWhatPrismaDoes(t *testing.T) {
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		for _, d := range declared(t) {
			out, err := o.Format(d[1])
			require.NoError(t, err)
			assert.Equal(t, d[2], out, "Prisma %d", version)
		}
	}
}
