package splice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/internal/splice"
	"create-app/psl/token"
)

func at(start, end token.Pos, text string) splice.Splice {
	return splice.Splice{Span: token.Span{Start: start, End: end}, Text: text}
}

func TestSplicesAreDoneInTheOrderOfTheText(t *testing.T) {
	given := []splice.Splice{at(6, 9, "sea"), at(5, 5, ","), at(0, 5, "good"), at(5, 5, " blue")}
	got, err := splice.All("hello sky!", given)
	require.NoError(t, err)
	assert.Equal(t, "good, blue sea!", got)
	assert.Equal(t, at(6, 9, "sea"), given[0], "what was given keeps its order")
}

func TestAPartIsReturnedAlone(t *testing.T) {
	got, err := splice.In("one two three", token.Span{Start: 4, End: 7}, []splice.Splice{at(4, 4, "("), at(7, 7, ")")})
	require.NoError(t, err)
	assert.Equal(t, "(two)", got)
}

func TestTwoChangesToTheSameTextAreRefused(t *testing.T) {
	for name, test := range map[string][]splice.Splice{
		"overlap":          {at(0, 3, "a"), at(2, 4, "b")},
		"inside":           {at(0, 5, "a"), at(1, 1, "b")},
		"outside-the-part": {at(8, 11, "a")},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := splice.In("hello sky!", token.Span{End: 9}, test)
			assert.ErrorContains(t, err, "same text")
		})
	}
}
