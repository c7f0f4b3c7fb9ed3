package manifest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const plain = `{
  "name": "app",
  "scripts": {
    "dev": "next dev"
  },
  "dependencies": {
    "next": "16.4.6",
    "react": "19.0.0"
  }
}
`

func TestChanges(t *testing.T) {
	type change func(*File) (*File, error)
	dependency := func(section, name, version string) change {
		return func(f *File) (*File, error) { return f.Set(version, section, name) }
	}
	script := func(name, command string) change {
		return func(f *File) (*File, error) { return f.Set(command, "scripts", name) }
	}
	set := func(value any, path ...string) change {
		return func(f *File) (*File, error) { return f.Set(value, path...) }
	}
	remove := func(path ...string) change { return func(f *File) (*File, error) { return f.Remove(path...) } }
	sub := func(old, with string) string { return strings.Replace(plain, old, with, 1) }
	for _, c := range []struct {
		name, in string
		change   change
		want     string
	}{
		{"dependency-first", plain, dependency("dependencies", "@prisma/client", "7"), sub(`    "next"`, "    \"@prisma/client\": \"7\",\n    \"next\"")},
		{"dependency-between", plain, dependency("dependencies", "next-auth", "4"), sub(`    "react"`, "    \"next-auth\": \"4\",\n    \"react\"")},
		{"dependency-last", plain, dependency("dependencies", "zod", "4"), sub(`"19.0.0"`, "\"19.0.0\",\n    \"zod\": \"4\"")},
		{"dependency-changed", plain, dependency("dependencies", "next", "17"), sub("16.4.6", "17")},
		{"dependency-there-already", plain, dependency("dependencies", "next", "16.4.6"), plain},
		{"first-of-a-new-section", plain, dependency("devDependencies", "prisma", "7"), sub("  }\n}", "  },\n  \"devDependencies\": {\n    \"prisma\": \"7\"\n  }\n}")},
		{"script", plain, script("db:push", "prisma db push && echo <ok>"), sub(`"next dev"`, "\"next dev\",\n    \"db:push\": \"prisma db push && echo <ok>\"")},
		{"nested", plain, set("x", "create-app", "answers", "db"), sub("  }\n}", "  },\n  \"create-app\": {\n    \"answers\": {\n      \"db\": \"x\"\n    }\n  }\n}")},
		{"list", plain, set([]string{"a", "b"}, "files"), sub("  }\n}", "  },\n  \"files\": [\n    \"a\",\n    \"b\"\n  ]\n}")},
		{"removed", plain, remove("dependencies", "react"), sub("16.4.6\",\n    \"react\": \"19.0.0\"", "16.4.6\"")},
		{"removed-first", plain, remove("dependencies", "next"), sub("\"next\": \"16.4.6\",\n    ", "")},
		{"removed-only", plain, remove("scripts", "dev"), sub("{\n    \"dev\": \"next dev\"\n  }", "{}")},
		{"removed-nothing", plain, remove("a", "b"), plain},
		{"tabs", "{\n\t\"name\": \"a\",\n\t\"dependencies\": {}\n}", dependency("dependencies", "x", "1"), "{\n\t\"name\": \"a\",\n\t\"dependencies\": {\n\t\t\"x\": \"1\"\n\t}\n}"},
		{"four-spaces", "{\n    \"name\": \"a\"\n}\n", dependency("dependencies", "x", "1"), "{\n    \"name\": \"a\",\n    \"dependencies\": {\n        \"x\": \"1\"\n    }\n}\n"},
		{"CRLF", "{\r\n  \"a\": {\r\n    \"b\": 1\r\n  }\r\n}\r\n", set("x", "a", "c"), "{\r\n  \"a\": {\r\n    \"b\": 1,\r\n    \"c\": \"x\"\r\n  }\r\n}\r\n"},
		{"crlf-new-object", "{\r\n  \"a\": 1\r\n}\r\n", set("x", "b", "c"), "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": \"x\"\r\n  }\r\n}\r\n"},
		{"one-line", `{ "a": 1 }`, set(2, "b"), `{ "a": 1, "b": 2 }`},
		{"minified", `{"a":1,"b":2}`, set(3, "c"), `{"a":1,"b":2, "c": 3}`},
		{"empty", `{}`, set(1, "a"), "{\n  \"a\": 1\n}"},
		{"no-final-newline", "{\n  \"a\": 1\n}", set(2, "b"), "{\n  \"a\": 1,\n  \"b\": 2\n}"},
		{"BOM", "\uFEFF{\n  \"a\": 1\n}", set(2, "b"), "\uFEFF{\n  \"a\": 1,\n  \"b\": 2\n}"},
		{"odd-spacing-elsewhere", "{\n  \"x\"  :  [1,2 ,3],\n  \"a\":1\n}", set(2, "a"), "{\n  \"x\"  :  [1,2 ,3],\n  \"a\":2\n}"},
		{"unsorted-stays", "{\n  \"dependencies\": {\n    \"z\": \"1\",\n    \"b\": \"1\"\n  }\n}", dependency("dependencies", "c", "1"), "{\n  \"dependencies\": {\n    \"z\": \"1\",\n    \"b\": \"1\",\n    \"c\": \"1\"\n  }\n}"},
		{"same-object-in-another-layout", "{ \"a\": {\"b\":1,\n\"c\":[2]} }", set(map[string]any{"c": []int{2}, "b": 1}, "a"), "{ \"a\": {\"b\":1,\n\"c\":[2]} }"},
		{"names-with-escapes", "{\n  \"a\\\"b\": 1\n}", set(2, `a"b`), "{\n  \"a\\\"b\": 2\n}"},
		{"comment", "{\n  // why\n  \"a\": 1\n}", set(2, "b"), "{\n  // why\n  \"a\": 1,\n  \"b\": 2\n}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.in))
			require.NoError(t, err)
			got, err := c.change(f)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
			assert.Equal(t, c.in, string(f.Bytes()), "the file itself changed")
			again, err := c.change(got)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(again.Bytes()), "twice is not once")
		})
	}
}

func TestWhatCannotBeDoneIsAnError(t *testing.T) {
	f, err := Parse([]byte(`{"scripts": "odd"}`))
	require.NoError(t, err)
	_, err = f.Set("x", "scripts", "dev")
	assert.EqualError(t, err, `scripts is not an object`)
	for _, bad := range []string{"", "[]", "{", `{"a": }`, "null"} {
		_, err := Parse([]byte(bad))
		assert.Error(t, err, bad)
	}
}

func FuzzSetIsIdempotent(f *testing.F) {
	f.Add(plain, "scripts", "x")
	f.Add("{\r\n\t\"a\":{},// c\n}", "a", "b")
	f.Fuzz(func(t *testing.T, src, object, name string) {
		file, err := Parse([]byte(src))
		if err != nil {
			return
		}
		once, err := file.Set("value", object, name)
		if err != nil {
			return
		}
		// JSON cannot hold other bytes as they are, also where two halves of a character stand side by side.
		sayable := utf8.ValidString(object) && utf8.ValidString(name)
		if got := once.String(object, name); got != "value" && sayable {
			t.Fatalf("set %q, got %q in %q", "value", got, once.Bytes())
		}
		twice, err := once.Set("value", object, name)
		if err != nil || string(twice.Bytes()) != string(once.Bytes()) && sayable {
			t.Fatalf("twice: %v, %q", err, twice.Bytes())
		}
	})
}
