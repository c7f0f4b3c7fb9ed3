package env

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMasked(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"values", "A=secret\nB = 'secret'\nexport C=\"secret\" # why\nD: secret\n", "A=…\nB =…\nexport C=…\nD:…\n"},
		{"nothing-to-hide", "# note\n\nA=\nB= \n  # more\n", "# note\n\nA=\nB= \n  # more\n"},
		{"many-lines", "A=\"secret\nB=secret\n# secret\n\nsecret==\"\nC=secret\n", "A=…\n…\n…\n\n…\nC=…\n"},
		{"many-lines-behind-an-escaped-quote", "A=\"a \\\" b\nsecret=x\n# secret\"\nB=\n", "A=…\n…\n…\nB=\n"},
		{"a-quote-that-is-not-closed", "A=\"secret\nsecret\nB=secret\n", "A=…\n…\nB=…\n"},
		{"on-the-next-line", "A=\n\"secret\"\nB\n=secret\n", "A=\n…\nB\n=…\n"},
		{"what-dotenv-skips", "secret\nA$=secret\nhttps://ann:secret@x\n", "…\n…\n…\n"},
		{"CRLF", "A=secret\r\n# note\r\nB=\"secret\r\nsecret\"\r\n", "A=…\r\n# note\r\nB=…\r\n…\r\n"},
		{"cr-alone", "A=secret\rB=secret", "A=…"},
		{"mark-at-the-start", "\uFEFFA=secret\n", "\uFEFFA=…\n"},
		{"no-final-newline", "A=secret", "A=…"},
		{"commented-out", "# A=secret\n#B='secret'\n  ## export C=secret\n# D: secret\n", "# A=…\n#B=…\n  ## export C=…\n# D:…\n"},
		{"commented-out-many-lines", "# A=\"secret\n# B=secret\n# secret\n# \"\n# note\n", "# A=…\n…\n…\n…\n# note\n"},
		{"prose", "# GitHub: https://github.com/settings\n# a = b\n# it's\n", "# GitHub: https://github.com/settings\n# a =…\n# it's\n"},
		{"a-url-with-a-password-in-a-comment", "# it was postgresql://ann:secret@db/x before\n# see http://x/y:z\n", "# it was postgresql://…\n# see http://x/y:z\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, Parse([]byte(c.in)).Masked(func(string) string { return "…" }))
		})
	}
}

// No value that dotenv reads is in what is shown, whatever the file.
func FuzzMaskedHidesEveryValue(f *testing.F) {
	for _, c := range allCases() {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const secret = "s3cr3t"
		// The secret stands where the file has an a or a b.
		text = strings.NewReplacer("a", secret, "b", secret).Replace(text)
		file := Parse([]byte(text))
		if slices.ContainsFunc(file.Entries, func(e Entry) bool { return strings.Contains(e.Key, secret) }) {
			return
		}
		for line := range strings.Lines(file.Masked(func(string) string { return "" })) {
			if !strings.HasPrefix(strings.TrimSpace(line), "#") {
				require.NotContains(t, line, secret, "%q", text)
			}
		}
	})
}
