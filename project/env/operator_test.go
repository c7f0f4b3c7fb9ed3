package env

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// An expression may begin with its operator, and then names nothing.
func TestSplitOperator(t *testing.T) {
	for expression, want := range map[string][3]string{
		"A":     {"A", "null", ""},
		"A:-b":  {"A", ":-", "b"},
		"A-b":   {"A", "-", "b"},
		"A:+b":  {"A", ":+", "b"},
		"-b":    {"", "-", "b"},
		":-b":   {"", ":-", "b"},
		"+":     {"", "+", ""},
		"Anull": {"A", "null", ""},
	} {
		name, operator, operand := splitOperator(expression)
		assert.Equal(t, want, [3]string{name, operator, operand}, expression)
	}
}
