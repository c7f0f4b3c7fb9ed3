package validate

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/connector"
)

// What Prisma takes was asked of its parser, both versions.
func TestLiteralsAreReadAsPrismaReadsThem(t *testing.T) {
	tests := []struct {
		scalar connector.Scalar
		good   []string
		bad    []string
	}{
		{connector.Decimal,
			[]string{"1", "-1", "+1", ".5", "1.", "1_000", "1__0", "1._5", "1e5", "1e++5", "1e9223372036854775807"},
			[]string{"", ".", "_1", "1e", "e5", "1e1_0", "1,5", "--1", "+-1", "NaN", "inf", "0x1", " 1", "1e9223372036854775808", "1.5.5"}},
		{connector.DateTime,
			[]string{"2020-01-01T00:00:00Z", "2020-01-01t00:00:00z", "2020-01-01 00:00:00Z", "2020-02-29T23:59:60.123456789123+23:59", "2020-01-01T00:00:00−05:00"},
			[]string{"", "2020-01-01", "2020-01-01T00:00:00", "2021-02-29T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:00:00+24:00", "2020-01-01T00:00:00,5Z", "2020-01-01T00:00:00.Z", "2020-01-01T0:00:00Z"}},
		{connector.Bytes,
			[]string{"", "aGk=", "abcd"},
			[]string{"aGk", "aG k=", "aGk=\n", "aGl=", "ab==", "a-_b"}},
		{connector.Json,
			[]string{"{}", `"\u0000"`, `"\ud83d\ude00"`, "1e5", "0e999", strings.Repeat("[", 127) + strings.Repeat("]", 127)},
			[]string{"", "{a:1}", "[1,]", "1e999", `"\ud800"`, `"\udc00"`, `"\ud800\u0041"`, strings.Repeat("[", 128) + strings.Repeat("]", 128)}},
	}
	for _, tt := range tests {
		for _, text := range tt.good {
			assert.Empty(t, literalProblem(text, tt.scalar), "%s %q", tt.scalar, text)
		}
		for _, text := range tt.bad {
			assert.NotEmpty(t, literalProblem(text, tt.scalar), "%s %q", tt.scalar, text)
		}
	}
}
