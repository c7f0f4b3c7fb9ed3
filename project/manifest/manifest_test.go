package manifest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project/manifest"
)

func parse(t *testing.T, text string) *manifest.File {
	t.Helper()
	f, err := manifest.Parse([]byte(text))
	require.NoError(t, err)
	return f
}

func TestSetTouchesNothingElse(t *testing.T) {
	for _, test := range []struct {
		name, in string
		value    any
		path     []string
		want     string
	}{
		{"a-value-is-replaced", `{"a": 1, "b":  2}`, 3, []string{"b"}, `{"a": 1, "b":  3}`},
		{"the-same-value-keeps-its-text", `{"a": [ 1,2 ]}`, []int{1, 2}, []string{"a"}, `{"a": [ 1,2 ]}`},
		{"last-where-there-is-no-order", "{\n\t\"b\": 1,\n\t\"a\": 2\n}\n", "x", []string{"aa"}, "{\n\t\"b\": 1,\n\t\"a\": 2,\n\t\"aa\": \"x\"\n}\n"},
		{"in-its-place-where-there-is-one", "{\n  \"d\": {\n    \"a\": \"1\",\n    \"c\": \"1\"\n  }\n}", "1", []string{"d", "b"}, "{\n  \"d\": {\n    \"a\": \"1\",\n    \"b\": \"1\",\n    \"c\": \"1\"\n  }\n}"},
		{"first", "{\n  \"d\": {\n    \"b\": \"1\",\n    \"c\": \"1\"\n  }\n}", "1", []string{"d", "a"}, "{\n  \"d\": {\n    \"a\": \"1\",\n    \"b\": \"1\",\n    \"c\": \"1\"\n  }\n}"},
		{"in-an-empty-object", "{\r\n    \"d\": {}\r\n}\r\n", "<1>", []string{"d", "a"}, "{\r\n    \"d\": {\r\n        \"a\": \"<1>\"\r\n    }\r\n}\r\n"},
		{"objects-are-made", "{\n  \"n\": 1\n}", "1", []string{"d", "e", "a"}, "{\n  \"n\": 1,\n  \"d\": {\n    \"e\": {\n      \"a\": \"1\"\n    }\n  }\n}"},
		{"in-an-empty-file", "{}", true, []string{"a"}, "{\n  \"a\": true\n}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := parse(t, test.in).Set(test.value, test.path...)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(f.Bytes()))
			var got any
			assert.True(t, f.Get(&got, test.path...))
		})
	}
}

func TestSetBehind(t *testing.T) {
	before := []string{"b", "a", "gone"}
	for _, test := range []struct{ name, in, want string }{
		{"the-last-that-is-there", `{"c": "1", "b": "1", "a": "1", "z": "1"}`, `{"c": "1", "b": "1", "a": "1", "x": "2", "z": "1"}`},
		{"none-is-there", `{"z": "1", "c": "1"}`, `{"z": "1", "c": "1", "x": "2"}`},
		{"in-order", `{"a": "1", "y": "1"}`, `{"a": "1", "x": "2", "y": "1"}`},
		{"there-already", `{"x": "1", "b": "1", "a": "1"}`, `{"x": "2", "b": "1", "a": "1"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := parse(t, test.in).SetBehind(before, "2", "x")
			require.NoError(t, err)
			assert.Equal(t, test.want, string(f.Bytes()))
		})
	}
}

func TestRemove(t *testing.T) {
	for _, test := range []struct{ name, in, path, want string }{
		{"first", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "a", "{\n  \"b\": 2\n}\n"},
		{"middle", "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n", "b", "{\n  \"a\": 1,\n  \"c\": 3\n}\n"},
		{"last", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n"},
		{"only", "{\n  \"a\": 1\n}\n", "a", "{}\n"},
		{"missing", "{\"a\":1}", "b", "{\"a\":1}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := parse(t, test.in).Remove(test.path)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(f.Bytes()))
		})
	}
}

func TestSetAndRemoveGiveTheSameBytesBack(t *testing.T) {
	for _, text := range []string{
		"{\n  \"dependencies\": {\n    \"a\": \"1\",\n    \"c\": \"2\"\n  }\n}\n",
		"{\n\t\"name\": \"x\",\n\t\"dependencies\": {\n\t\t\"z\": \"1\"\n\t}\n}",
	} {
		f := parse(t, text)
		for _, name := range []string{"0", "b", "zz"} {
			there, err := f.Set("1", "dependencies", name)
			require.NoError(t, err)
			assert.Equal(t, "1", there.String("dependencies", name))
			back, err := there.Remove("dependencies", name)
			require.NoError(t, err)
			assert.Equal(t, text, string(back.Bytes()))
		}
	}
}

func TestWhatIsNoManifest(t *testing.T) {
	for _, text := range []string{"", "[]", "{", "x"} {
		_, err := manifest.Parse([]byte(text))
		assert.Error(t, err, text)
	}
	_, err := parse(t, `{"scripts": "none"}`).Set("x", "scripts", "dev")
	assert.EqualError(t, err, "scripts is not an object")
	f := parse(t, `{"a": {"b": "c"}, "n": 1}`)
	assert.Equal(t, "c", f.String("a", "b"))
	assert.Equal(t, "", f.String("n"))
	assert.False(t, f.Has("a", "b", "c"))
	assert.Equal(t, []string{"a", "n"}, f.Names())
	assert.Equal(t, []string{"b"}, f.Names("a"))
	assert.Empty(t, f.Names("x"))
}

// The parser has no limit of its own and would end the program.
func TestNestedTooDeep(t *testing.T) {
	deep := func(n int) string {
		return `{"a": ` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}"
	}
	_, err := manifest.Parse([]byte(deep(9_999)))
	require.NoError(t, err)
	for _, text := range []string{deep(10_000), deep(3_000_000), `{"a": ` + strings.Repeat("[", 3_000_000), "// {\n/* \" */" + deep(10_000)} {
		_, err = manifest.Parse([]byte(text))
		assert.EqualError(t, err, "not JSON that is read here: more than 10000 levels deep")
	}
	for _, text := range []string{
		`{"a": "` + strings.Repeat("[", 20_000) + `\"` + strings.Repeat("[", 20_000) + `"}`,
		"{ // " + strings.Repeat("[", 20_000) + "\n/* " + strings.Repeat("[", 20_000) + " */ }",
	} {
		_, err := manifest.Parse([]byte(text))
		require.NoError(t, err)
	}
}
