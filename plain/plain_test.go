package plain

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostile are texts with everything that a terminal or a shell could act upon.
func hostile() []string {
	return []string{
		"", "plain", "my file", "it's", "$(id)", "`id`", "a;b", "a\nb", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\bb", "\x7f", "\u009b31m",
		"\x9b31m", "\u202egnp.exe", "\u2066x\u2069", "\u200f\u061c", "line\u2028end", "ä漢字😀", "\xff\xfe", "~", "-rf", "=x", "a=b", "\\", "$'x'",
		"--flag=$(id)", "*", "a b'c\x1bd\\e", "\r", "a\r\nb", "!x", "#x", "tab\there",
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"plain ä": "plain ä", "a\nb": "a␊b", "\x1b[31m": "␛[31m", "\x7f": "␡", "\u009b": "�", "a\u202eb": "a�b", "\xff": "�", "\t": "␉",
	} {
		assert.Equal(t, want, Line(in))
	}
}

func TestWriter(t *testing.T) {
	for in, want := range map[string]string{
		"a\n\tb\n": "a\n\tb\n", "a\r\nb": "a\r\nb", "a\rb": "a␍b", "\x1b[31mred": "␛[31mred", "\x9b31m": "�31m", "\u009bm": "�m",
		"ä漢😀": "ä漢😀", "\u202ex": "�x", "\a\b": "␇␈",
	} {
		var b bytes.Buffer
		n, err := NewWriter(&b).Write([]byte(in))
		require.NoError(t, err)
		assert.Equal(t, len(in), n)
		assert.Equal(t, want, b.String())
	}
}

func TestColorWriter(t *testing.T) {
	var b bytes.Buffer
	_, err := NewColorWriter(&b).Write([]byte("\x1b[1;31mred\x1b[0m \x1b[2J\x1b]0;x\x07\x1b[31"))
	require.NoError(t, err)
	assert.Equal(t, "\x1b[1;31mred\x1b[0m ␛[2J␛]0;x␇␛[31", b.String())
}

// A character may come in pieces.
func TestWriterByteByByte(t *testing.T) {
	for _, text := range hostile() {
		var whole, pieces bytes.Buffer
		_, err := NewWriter(&whole).Write([]byte(text + "."))
		require.NoError(t, err)
		w := NewWriter(&pieces)
		for i := range len(text) {
			n, err := w.Write([]byte{text[i]})
			require.NoError(t, err)
			require.Equal(t, 1, n)
		}
		_, err = w.Write([]byte("."))
		require.NoError(t, err)
		assert.Equal(t, whole.String(), pieces.String(), "%q", text)
	}
}

func TestJSONWriterReadsBackTheSame(t *testing.T) {
	for _, text := range hostile() {
		var b bytes.Buffer
		require.NoError(t, json.NewEncoder(NewJSONWriter(&b)).Encode(map[string]string{text: text}))
		assert.Less(t, strings.IndexFunc(strings.TrimSuffix(b.String(), "\n"), IsControl), 0, "%q", b.String())
		var back map[string]string
		require.NoError(t, json.Unmarshal(b.Bytes(), &back))
		if utf8.ValidString(text) {
			assert.Equal(t, map[string]string{text: text}, back)
		}
	}
}

// What a shell reads is the text itself, and nothing of it is run.
func TestWordsInAShell(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed")
	}
	for _, text := range hostile() {
		word := Word(text)
		assert.Less(t, strings.IndexFunc(word, IsControl), 0, "%q", word)
		out, err := exec.Command(shell, "-c", "LC_ALL=C; printf '%s|' "+word+" end").Output()
		require.NoError(t, err, word)
		assert.Equal(t, text+"|end|", string(out), word)
	}
	for in, want := range map[string]string{
		"": "''", "a.b/c": "a.b/c", "a b": "'a b'", "it's": `'it'\''s'`, "~x": "'~x'", "=x": "'=x'", "a\x1b": `$'a\033'`, "--name": "--name",
	} {
		assert.Equal(t, want, Word(in))
	}
	assert.Equal(t, "./-rf", Path("-rf"))
	assert.Equal(t, "'a b'", Path("a b"))
}

func FuzzWriter(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text, 1)
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		var b bytes.Buffer
		w := NewWriter(&b)
		at := max(0, min(cut, len(text)))
		for _, part := range []string{text[:at], text[at:]} {
			_, err := w.Write([]byte(part))
			require.NoError(t, err)
		}
		shown := strings.NewReplacer("\r\n", "", "\n", "", "\t", "").Replace(b.String())
		if i := strings.IndexFunc(shown, IsControl); i >= 0 {
			t.Fatalf("%q lets %q through", text, shown[i:])
		}
		require.True(t, utf8.ValidString(b.String()))
	})
}

// What Windows users paste means the same in cmd.exe, PowerShell and Git Bash.
func TestWordsOnWindows(t *testing.T) {
	for in, want := range map[string]string{
		"my-app": "my-app", "apps/web": "apps/web", "": `""`, "my app": `"my app"`, `C:\Users\me`: `"C:\Users\me"`, `C:\my dir\`: `"C:\my dir\\"`,
		"@/*": `"@/*"`, "@acme/web": `"@acme/web"`, "github,google": `"github,google"`, "%PATH%": `"%PATH%"`, "~": `"~"`, "it's": `"it's"`,
		"$(calc)": "\"`$(calc)\"", "`calc`": "\"``calc``\"", "a&calc": `"a&calc"`, `a"&calc`: `"a""&calc"`, "a\u201d;calc": "\"a\u201d\u201d;calc\"", "a\nb": `"a␊b"`,
	} {
		assert.Equal(t, want, windowsWord(in))
	}
	for _, text := range hostile() {
		word := windowsWord(text)
		assert.Zero(t, strings.Count(word, `"`)%2, "%q", word)
		assert.Less(t, strings.IndexFunc(word, IsControl), 0, "%q", word)
	}
}

func TestPatchName(t *testing.T) {
	for in, want := range map[string]string{
		"a/b c.ts": "a/b c.ts", "ä漢": "ä漢", "it's": "it's", "a\nb": `"a\012b"`, "\x1b[31m": `"\033[31m"`, `a"\`: `"a\"\\"`, "\u202ex": `"\342\200\256x"`, "\xff": `"\377"`,
	} {
		assert.Equal(t, want, PatchName(in))
	}
	for _, name := range hostile() {
		assert.NotContains(t, PatchName(name), "\n")
		assert.Equal(t, -1, strings.IndexFunc(PatchName(name), IsControl), "%q", name)
	}
}

func TestInto(t *testing.T) {
	assert.Equal(t, "create-app db --rows > rows.ts", into("create-app db --rows", "rows.ts", false))
	assert.Equal(t, `cmd /c "npx @acme/create-app db --rows > rows.ts"`, into("npx @acme/create-app db --rows", "rows.ts", true))
}

func TestAppend(t *testing.T) {
	assert.Equal(t, "echo .env >> .gitignore", appendTo(".env", ".gitignore", false, false))
	assert.Equal(t, "echo >> ../.gitignore && echo '/*.db' >> ../.gitignore", appendTo("/*.db", "../.gitignore", true, false))
	assert.Equal(t, "add to .gitignore: /*.db", appendTo("/*.db", ".gitignore", true, true))
}
