package env

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAppend(t *testing.T) {
	for _, c := range []struct{ name, in, key, value, comment, want string }{
		{"to-nothing", "", "V", "a", "", "V=a\n"},
		{"to-a-file", "A=1\n", "V", "a b", "", "A=1\nV=\"a b\"\n"},
		{"without-a-final-newline", "A=1", "V", "a", "", "A=1\nV=a\n"},
		{"CRLF", "A=1\r\nB=2\r\n", "V", "a", "", "A=1\r\nB=2\r\nV=a\r\n"},
		{"mostly-lf", "A=1\r\nB=2\nC=3\n", "V", "a", "", "A=1\r\nB=2\nC=3\nV=a\n"},
		{"with-a-comment", "A=1\n", "V", "a", "one\ntwo", "A=1\n# one\n# two\nV=a\n"},
		{"set-already", "V='b' # mine\n", "V", "a", "x", "V='b' # mine\n"},
		{"set-already-to-nothing", "V=\n", "V", "a", "", "V=\n"},
		{"only-in-a-comment", "# V=b\n", "V", "a", "", "# V=b\nV=a\n"},
		{"hash", "", "V", "a#b", "", "V=\"a#b\"\n"},
		{"double-quotes-inside", "", "V", `{"a":1}`, "", `V='{"a":1}'` + "\n"},
		{"many-lines", "", "V", "a\nb", "", "V=\"a\nb\"\n"},
		{"many-lines-in-a-crlf-file", "A=1\r\n", "V", "a\nb", "", "A=1\r\nV=\"a\r\nb\"\r\n"},
		{"backslash-n", "", "V", `a\nb`, "", `V='a\nb'` + "\n"},
		{"empty", "", "V", "", "", "V=\"\"\n"},
		{"dollar-that-nobody-expands", "", "V", "a$", "", "V=\"a$\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in)).Append(c.key, c.value, c.comment)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
			again, err := got.Append(c.key, c.value, c.comment)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(again.Bytes()))
		})
	}
}

func TestAppendApart(t *testing.T) {
	for _, c := range []struct{ name, in, comment, want string }{
		{"a-file-with-empty-lines", "A=1\n\nB=2", "c", "A=1\n\nB=2\n\n# c\nV=a\n"},
		{"CRLF", "A=1\r\n\r\nB=2\r\n", "c", "A=1\r\n\r\nB=2\r\n\r\n# c\r\nV=a\r\n"},
		{"one-at-the-end", "A=1\n\nB=2\n\n", "c", "A=1\n\nB=2\n\n# c\nV=a\n"},
		{"without-a-comment", "A=1\n\nB=2\n", "", "A=1\n\nB=2\nV=a\n"},
		{"a-file-without", "A=1\nB=2\n", "c", "A=1\nB=2\n# c\nV=a\n"},
		{"set-already", "A=1\n\nV=2\n", "c", "A=1\n\nV=2\n"},
		{"to-nothing", "", "c", "# c\nV=a\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in)).AppendApart("V", "a", c.comment)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
		})
	}
}

func TestReplaceKeepsTheOldLineAsAComment(t *testing.T) {
	for _, c := range []struct{ name, in, value, want string }{
		{"bare", "A=1\nV=old\nB=2\n", "new", "A=1\n# V=old\nV=new\nB=2\n"},
		{"same-value", "V='a' # x\n", "a", "V='a' # x\n"},
		{"keeps-double-quotes", "V=\"old\"\n", "new", "# V=\"old\"\nV=\"new\"\n"},
		{"keeps-single-quotes", "V='old'\n", "new", "# V='old'\nV='new'\n"},
		{"other-quotes-where-these-do-not-serve", "V='old'\n", "it's", "# V='old'\nV=\"it's\"\n"},
		{"comment-behind", "V=old # why\nB=2", "new", "# V=old # why\nV=new\nB=2"},
		{"comment-on-the-next-line-stays", "V=old\n\n# about B\nB=2\n", "new", "# V=old\nV=new\n\n# about B\nB=2\n"},
		{"export-and-indentation", "  export V=old\n", "new", "  # export V=old\nexport V=new\n"},
		{"many-lines", "V=\"a\nW=b\n\"\nX=c\n", "new", "# V=\"a\n# W=b\n# \"\nV=\"new\"\nX=c\n"},
		{"CRLF", "V=old\r\nB=2\r\n", "new", "# V=old\r\nV=new\r\nB=2\r\n"},
		{"no-final-newline", "V=old", "new", "# V=old\nV=new"},
		{"twice", "V=a\nB=2\nV=b\n", "new", "# V=a\nB=2\n# V=b\nV=new\n"},
		{"not-there", "B=2\n", "new", "B=2\nV=new\n"},
		{"empty-before", "V=\nB=2\n", "new", "V=new\nB=2\n"},
		{"empty-in-quotes-before", "export V=\"\"\r\n", "new", "export V=\"new\"\r\n"},
		{"empty-with-a-comment-before", "V='' # later\n", "new", "# V='' # later\nV='new'\n"},
		{"with-a-colon", "V: old\n", "new", "# V: old\nV=new\n"},
		{"empty-further-up", "V=\nB=2\nV=a\n", "new", "V=\nB=2\n# V=a\nV=new\n"},
		{"back-to-a-line-kept-before", "# mine\n# V=new\n# V=x\nV=old\n", "new", "# mine\n# V=x\n# V=old\nV=new\n"},
		{"back-to-a-line-kept-before-crlf", "# V='new'\r\nV='old'\r\n", "new", "# V='old'\r\nV='new'\r\n"},
		{"a-line-kept-elsewhere-stays", "# V=new\n\nV=old\n", "new", "# V=new\n\n# V=old\nV=new\n"},
		{"BOM", "\uFEFFV=old\n", "new", "\uFEFF# V=old\nV=new\n"},
		{"unclosed-quote-above", "A=\"x\nV=old\n", "new", "A=\"x\n# V=old\nV=new\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in)).Replace("V", c.value)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
			again, err := got.Replace("V", c.value)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(again.Bytes()))
		})
	}
}

func TestRecomment(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"# old\nV=a\n", "# new\nV=a\n"},
		{"# old\r\n# V=b\r\nV=a\r\n", "# new\r\n# V=b\r\nV=a\r\n"},
		{"# old\n\nV=a\n", "# old\n\nV=a\n"},
		{"# older\nV=a\n", "# older\nV=a\n"},
		{"A=\"\n# old\n\"\nV=a\n", "A=\"\n# old\n\"\nV=a\n"},
		{"# old\nW=a\n", "# old\nW=a\n"},
	} {
		assert.Equal(t, c.want, string(Parse([]byte(c.in)).Recomment("V", "# old", "# new").Bytes()), c.in)
	}
}

func TestEditsAreRefusedWithoutSayingAValue(t *testing.T) {
	for _, c := range []struct{ name, in, key, value, says string }{
		{"no-spelling", "", "V", "hunter2$word", "set V: no spelling of the value"},
		{"bad-name", "", "A B", "hunter2", `"A B" cannot be the name`},
		{"no-name", "", "", "hunter2", `"" cannot be the name`},
		{"prototype", "", "__proto__", "hunter2", "cannot be the name"},
		{"an-open-quote-above-would-close", "A=\"hunter2\n", "V", "#b", "would change other lines of the file"},
		{"old-lines-would-come-to-life", "V=\"x\rB=hunter2\"\r", "V", "new", "would change other lines of the file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.in)).Replace(c.key, c.value)
			require.ErrorContains(t, err, c.says)
			assert.NotContains(t, err.Error(), "hunter2")
		})
	}
}

func valueOf(f *File, key string) string {
	e, _ := f.Lookup(key)
	return e.Value
}

func TestQuote(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"postgresql://u:p@localhost:5432/d", "postgresql://u:p@localhost:5432/d"},
		{"file:./dev.db", "file:./dev.db"},
		{"http://localhost:3000", "http://localhost:3000"},
		{"mysql://u:p#1@h/d", `"mysql://u:p#1@h/d"`},
		{"postgresql://h/d?a=b&c=d", `"postgresql://h/d?a=b&c=d"`},
		{"q2F0cw==", "q2F0cw=="},
		{"", `""`},
		{" a ", `" a "`},
		{`say "hi"`, `'say "hi"'`},
		{`it's "it"`, "`it's \"it\"`"},
		{"100$", `"100$"`},
	} {
		got, err := quoteLike(c.in, 0)
		require.NoError(t, err, c.in)
		assert.Equal(t, c.want, got)
	}
}

func TestQuoteRefusesWhatReadersTellApart(t *testing.T) {
	for _, value := range []string{"pa$word", "a${B}", `\$`, "a\nb\"#'#`#"} {
		_, err := quoteLike(value, 0)
		assert.ErrorIs(t, err, errUnquotable, value)
	}
	for _, reader := range []Reader{Next, DotenvExpand} {
		assert.True(t, readsBack(reader, `"pa\$word"`, "pa$word"), reader)
		assert.False(t, readsBack(reader, `"pa$word"`, "pa$word"), reader)
	}
	for _, reader := range []Reader{Dotenv, Prisma6} {
		assert.True(t, readsBack(reader, `"pa$word"`, "pa$word"), reader)
		assert.False(t, readsBack(reader, `"pa\$word"`, "pa$word"), reader)
	}
}

func FuzzEditsTouchNothingElse(f *testing.F) {
	for _, c := range allCases() {
		f.Add(c.file, "new value")
	}
	f.Add("V=\"a\rb\"\r", "x")
	f.Fuzz(func(t *testing.T, text, value string) {
		before := Parse([]byte(text))
		for _, edit := range []func() (*File, error){
			func() (*File, error) { return before.Append("NEW", value, "note") },
			func() (*File, error) { return before.Replace("V", value) },
		} {
			after, err := edit()
			if err != nil {
				if len(value) > 20 && strings.Contains(err.Error(), value) {
					t.Fatalf("the error shows the value: %v", err)
				}
				continue
			}
			for _, e := range before.Entries {
				if e.Key != "V" && e.Key != "NEW" && e.Key != "__proto__" && valueOf(after, e.Key) != valueOf(before, e.Key) {
					t.Fatalf("%s changed in %q", e.Key, after.Bytes())
				}
			}
		}
	})
}

func TestCommentedFindsWhatReplaceLeft(t *testing.T) {
	file := Parse([]byte("# V=\"a # b\"\r\n# about V\n#V=no\n# W=other\n  # V=no\n# export V='c'\nV=now\n"))
	assert.Equal(t, []string{"a # b", "c"}, file.Commented("V"))
	for _, value := range []string{"d", "it's", "e"} {
		var err error
		file, err = file.Replace("V", value)
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"a # b", "c", "now", "d", "it's"}, file.Commented("V"))
	assert.Empty(t, file.Commented("X"))
}
