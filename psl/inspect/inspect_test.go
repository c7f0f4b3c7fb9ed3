package inspect

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/internal/corpus"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

func described(t *testing.T, texts ...string) Document {
	t.Helper()
	var files []*syntax.File
	for i, text := range texts {
		files = append(files, syntax.Parse(string(rune('a'+i))+".prisma", text))
	}
	s, list := schema.Resolve(files)
	return New(s, !list.HasErrors())
}

func TestDocumentationIsWhatPrismaGivesToClients(t *testing.T) {
	// As in the DMMF of Prisma 7.10.1.
	d := described(t, "/// Top   \n///   indented\n// not doc\n/// after\nmodel A {\n  /// one\n  // two\n  ///   three   \n  id Int @id /// trailing\n"+
		"  x Int /// only trailing\n  // just comment\n\n  /// detached\n\n  y Int\n}\n/* block */\n/// m\n/* x */\nmodel B {\n  id Int @id\n}\n")
	require.Len(t, d.Models, 2)
	assert.Equal(t, "Top   \nindented\nafter", d.Models[0].Documentation)
	assert.Equal(t, "one\nthree   \ntrailing", d.Models[0].Fields[0].Documentation)
	assert.Equal(t, "only trailing", d.Models[0].Fields[1].Documentation)
	assert.Equal(t, "detached", d.Models[0].Fields[2].Documentation)
	assert.Equal(t, "block\nm\nx", d.Models[1].Documentation)
}

func TestFreeCommentsKeepTheirPlace(t *testing.T) {
	d := described(t, "/// license\n\nmodel A {\n  id Int @id\n\n  /// of the map\n  @@map(\"a\")\n  /// last\n}\n\ngenerator g {\n  /// where\n  provider = \"x\"\n}\n/// end\n// not this\n")
	var got [][3]string
	for _, c := range d.Comments {
		got = append(got, [3]string{c.Text, c.In, c.Next})
	}
	assert.Equal(t, [][3]string{
		{"license", "", "A"}, {"end", "", ""}, {"of the map", "A", "@@map"}, {"last", "A", ""}, {"where", "g", "provider"},
	}, got)
}

func TestNamesAreResolvedAcrossFiles(t *testing.T) {
	d := described(t,
		"model A {\n  id Int @id(map: \"pk\")\n  bs B[]\n  e E? @default(X)\n  u Unsupported(\"box\")\n  @@map(\"as\")\n}\n",
		"model B {\n  aId Int @unique\n  a A @relation(fields: [aId], references: [id])\n  n String @db.VarChar(9)\n  @@index([n, aId], type: Hash, map: \"i\")\n}\nenum E {\n  X @map(\"x\")\n}\n")
	assert.Equal(t, []string{"a.prisma", "b.prisma"}, d.Files)
	a, b := d.Models[0], d.Models[1]
	assert.Equal(t, "as", a.DatabaseName)
	assert.Equal(t, "pk", a.PrimaryKey.Map)
	kinds := map[string]string{}
	for _, f := range append(a.Fields, b.Fields...) {
		kinds[f.Name] = f.Kind + " " + f.Type + " " + f.Arity
	}
	assert.Equal(t, map[string]string{
		"id": "scalar Int required", "bs": "model B list", "e": "enum E optional", "u": "unsupported box required",
		"aId": "scalar Int required", "a": "model A required", "n": "scalar String required",
	}, kinds)
	assert.Equal(t, "db.VarChar(9)", b.Fields[2].NativeType)
	assert.Equal(t, []string{"n", "aId"}, b.Indexes[0].Fields)
	assert.Equal(t, "Hash", b.Indexes[0].Type)
	assert.Equal(t, "b.prisma", b.Span.File)
	assert.Equal(t, "x", d.Enums[0].Values[0].DatabaseName)
	assert.Equal(t, []Relation{{
		Name: "AToB", Type: "one-to-many",
		From: End{Model: "B", Field: "a", Fields: []string{"aId"}}, To: End{Model: "A", Field: "bs", Fields: []string{"id"}},
	}}, d.Relations)
}

func TestValues(t *testing.T) {
	d := described(t, "model A {\n  id Int @x(1.5, \"s\", [a, b(c: -2)], n: { k: true })\n}\n")
	got, err := json.Marshal(d.Models[0].Fields[0].Attributes[0].Arguments)
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{"name":"","value":{"number":"1.5"}},
		{"name":"","value":"s"},
		{"name":"","value":[{"constant":"a"},{"function":"b","arguments":[{"name":"c","value":{"number":"-2"}}]}]},
		{"name":"n","value":{"object":{"k":{"constant":"true"}}}}
	]`, string(got))
}

func TestURLsWrittenOutAreHidden(t *testing.T) {
	d := described(t, "datasource db {\n  provider = \"mysql\"\n  url = \"mysql://ann:secret@db/x\"\n  directUrl = env(\"DIRECT\")\n}\n")
	got, err := json.Marshal(d)
	require.NoError(t, err)
	assert.NotContains(t, string(got), "secret")
	assert.Contains(t, string(got), `"DIRECT"`, "the name of a variable is no secret")
}

func TestBrokenSchemasAreDescribedAsFarAsTheyGo(t *testing.T) {
	d := described(t, "model A {\n  id Int @id\n  x Nope\n  ???\n}\nmodel A {\n}\n")
	assert.False(t, d.OK)
	require.NotEmpty(t, d.Models)
	assert.Equal(t, "unknown", d.Models[0].Fields[1].Kind)
	got, err := json.Marshal(described(t))
	require.NoError(t, err)
	assert.NotContains(t, string(got), "null", "an empty schema has empty lists")
}

// What is printed piece by piece is what package json makes of the whole.
func TestPrinter(t *testing.T) {
	texts := map[string]string{
		"nothing": "",
		"hostile": "/// <b> & \u2028 \x1b\nmodel A {\n  id Int @id(map: \"<&>\")\n  b String @default(\"\\\"\") @x(y: {z: [1, {a: b}]}, [])\n}\n/// free\n",
		"config":  "datasource db {\n  provider = \"postgresql\"\n  url = env(\"URL\")\n  schemas = [\"a\", \"b\"]\n  e = []\n}\n\ngenerator g {\n}\n",
	}
	maps.Copy(texts, corpus.Schemas(t, "../testdata/format"))
	for name, text := range texts {
		s, list := schema.Resolve([]*syntax.File{syntax.Parse("a.prisma", text)})
		for _, p := range []Printer{{}, {Indent: true}} {
			var want, got bytes.Buffer
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if p.Indent {
				e.SetIndent("", "  ")
			}
			require.NoError(t, e.Encode(New(s, !list.HasErrors())))
			require.NoError(t, p.Print(&got, s, !list.HasErrors()))
			require.Equal(t, want.String(), got.String(), name)
		}
	}
}

func TestPrinterStopsAtAnError(t *testing.T) {
	s, _ := schema.Resolve([]*syntax.File{syntax.Parse("a.prisma", strings.Repeat("model A {\n  id Int @id\n}\n", 10_000))})
	w := &full{}
	require.ErrorIs(t, Printer{}.Print(w, s, true), io.ErrShortWrite)
	assert.Equal(t, 1, w.calls)
}

// full is a disk without room.
type full struct{ calls int }

func (f *full) Write([]byte) (int, error) {
	f.calls++
	return 0, io.ErrShortWrite
}

// What grows with the square of a schema takes minutes here.
func TestManyFreeComments(t *testing.T) {
	start := time.Now()
	d := described(t, strings.Repeat("/// free\n\n", 100_000)+"model A {\n  id Int @id\n}\n")
	assert.Less(t, time.Since(start), 20*time.Second)
	require.Equal(t, 100_000, len(d.Comments))
	assert.Equal(t, "A", d.Comments[0].Next)
}
