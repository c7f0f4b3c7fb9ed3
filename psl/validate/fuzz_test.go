package validate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// FuzzSchema feeds any text to both versions, whole and cut in two files. What
// is found must lie in the file it is said to be in.
func FuzzSchema(f *testing.F) {
	for _, kind := range []string{"rejected", "accepted"} {
		names, err := filepath.Glob(filepath.Join(examples, kind, "*.prisma"))
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Add("model A{\nid Int @id\n@@index([" + strings.Repeat("id,", 40) + "])\n}")
	f.Add("type T {\n x T\n y U\n}\ntype U {\n t T\n}\nmodel A {\n t T\n @@index([t.x.x.y.t.])\n}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
			check(t, version, text)
			half := len(text) / 2
			check(t, version, text[:half], text[half:])
		}
	})
}

func check(t *testing.T, version syntax.Version, texts ...string) {
	t.Helper()
	var files []*syntax.File
	for _, text := range texts {
		files = append(files, syntax.ParseAs(version, "schema.prisma", text))
	}
	known := map[diag.Code]bool{}
	for _, kind := range code.All() {
		known[kind.Code] = true
	}
	for _, d := range Schema(files, Options{}) {
		if d.File == nil || d.Span.Start > d.Span.End || int(d.Span.End) > len(d.File.Text) {
			t.Errorf("%s is nowhere: %v", d.Code, d.Span)
		}
		if !known[d.Code] || d.Message == "" {
			t.Errorf("unknown code %q", d.Code)
		}
		for _, r := range d.Related {
			if r.File == nil || int(r.Span.End) > len(r.File.Text) {
				t.Errorf("%s has a related place nowhere: %v", d.Code, r.Span)
			}
		}
	}
}
