package format_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/format"
	"create-app/psl/internal/corpus"
)

// difference is an example in docs/format.md.
type difference struct{ before, prisma, ours string }

var fences = regexp.MustCompile("(?s)```prisma before\n(.*?)```\n\n```prisma prisma\n(.*?)```\n\n```prisma ours\n(.*?)```|```json\n(.*?)```")

// declared are the differences from Prisma that docs/format.md shows.
func declared(tb testing.TB) []difference {
	page := corpus.Read(tb, "../../docs/format.md")
	page, _, _ = strings.Cut(page, "## Relations")
	var list []difference
	for _, m := range fences.FindAllStringSubmatch(page, -1) {
		if m[4] == "" {
			list = append(list, difference{m[1], m[2], m[3]})
			continue
		}
		var d struct{ Before, Prisma, Ours string }
		require.NoError(tb, json.Unmarshal([]byte(m[4]), &d))
		list = append(list, difference{d.Before, d.Prisma, d.Ours})
	}
	require.Len(tb, list, strings.Count(page, "prisma ours")+strings.Count(page, "```json"), "every example is read")
	return list
}

func TestDeclaredDifferences(t *testing.T) {
	for _, d := range declared(t) {
		assert.NotEqual(t, d.prisma, d.ours)
		assert.Equal(t, d.ours, format.Source(d.before))
		assert.Equal(t, d.ours, format.Source(d.ours), "formatted once more")
	}
}

func TestDeclaredDifferencesAreWhatPrismaDoes(t *testing.T) {
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		for _, d := range declared(t) {
			out, err := o.Format(d.before)
			require.NoError(t, err)
			assert.Equal(t, d.prisma, out, "Prisma %d", version)
		}
	}
}
