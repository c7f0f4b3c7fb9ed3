package convert_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"create-app/psl/convert"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// FuzzSchema moves any text to any database: nothing panics, a refused move has
// no files, and what was valid stays valid.
func FuzzSchema(f *testing.F) {
	for _, id := range databases() {
		f.Add(build(id, 3), uint8(0))
		f.Add(ownModel(id), uint8(2))
	}
	files, _ := filepath.Glob("testdata/*.prisma")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil {
			f.Add(string(data), uint8(5))
		}
	}
	f.Fuzz(func(t *testing.T, text string, target uint8) {
		to := database(t, databases()[int(target)%len(databases())])
		source := []*syntax.File{syntax.Parse("x.prisma", text)}
		result, err := convert.Schema(source, to, convert.Options{LongText: longText})
		if err != nil {
			var invalid *diag.InvalidError
			if errors.As(err, &invalid) && err.Error() == "" {
				t.Fatal("an error without a text")
			}
			return
		}
		if result.Report.Refused() != (len(result.Files) == 0) {
			t.Fatalf("refused: %v, but %d files", result.Report.Refused(), len(result.Files))
		}
		if len(result.Files) == 0 || validate.Schema(source, validate.Options{}).HasErrors() {
			return
		}
		if list := validate.Schema(result.Files, validate.Options{}); list.HasErrors() {
			t.Fatalf("%s: %s\n%s\n--- before\n%s", to.Name, list[0].Message, result.Files[0].Text, text)
		}
	})
}

func ownModel(id string) string {
	return head(id) + "model A {\n  id    Int    @id\n  other Int?\n  a     A?     @relation(\"x\", fields: [other], references: [id], onUpdate: NoAction, onDelete: NoAction)\n  as    A[]    @relation(\"x\")\n  text  String @unique\n\n  @@index([text(sort: Desc), other])\n}\n"
}

func BenchmarkSchema(b *testing.B) {
	text := build("postgresql", 100)
	file := syntax.Parse("x.prisma", text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := convert.Schema([]*syntax.File{file}, database(b, "mysql"), convert.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
