package main

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/spf13/afero"
)

// BenchmarkAuth is a whole run, but for the start of the process, on a schema
// of 6,000 lines that lacks nearly everything.
func BenchmarkAuth(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id    String @id @default(cuid())\n  email String @unique\n}\n")
	for i := range 250 {
		fmt.Fprintf(&text, "\nmodel Thing%d {\n  id      Int     @id @default(autoincrement())\n", i)
		for k := range 20 {
			fmt.Fprintf(&text, "  field%02d String? @db.VarChar(255) // note\n", k)
		}
		text.WriteString("}\n")
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		env := &Env{Out: new(bytes.Buffer), Err: new(bytes.Buffer), FS: afero.NewMemMapFs(), Dir: "/a", LookupEnv: func(string) (string, bool) { return "", false }}
		if err := afero.WriteFile(env.FS, "/a/schema.prisma", text.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
		if code := run([]string{"auth", "--dry-run"}, env); code != exitDone {
			b.Fatal(env.Err)
		}
	}
}
