package oracle

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAskAnswersInOrder(t *testing.T) {
	for _, version := range Versions {
		o := ForTest(t, version)
		answers, err := o.Ask(
			Request{Text: "enum E{\nA\n}", Lint: true, Format: true},
			Request{Text: "model A {\n  é Int @id\n  b Nope\n}\n", Lint: true},
		)
		require.NoError(t, err)
		assert.True(t, answers[0].OK())
		assert.Equal(t, "enum E {\n  A\n}\n", answers[0].Format)
		assert.Empty(t, answers[1].Format)
		require.NotEmpty(t, answers[1].Errors)
		last := answers[1].Errors[len(answers[1].Errors)-1]
		assert.Equal(t, 3, last.Line)
		assert.Equal(t, 27, last.Start, "offsets are bytes")
	}
}

func TestATrapDoesNotEndTheOracle(t *testing.T) {
	o := ForTest(t, 7)
	deep := "model A {\n  a Int @x(" + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + ")\n}\n"
	answers, err := o.Ask(Request{Text: deep, Format: true}, Request{Text: "enum E {\n  A\n}\n", Format: true})
	require.NoError(t, err)
	assert.NotEmpty(t, answers[0].Trap)
	assert.Equal(t, "enum E {\n  A\n}\n", answers[1].Format)
}
