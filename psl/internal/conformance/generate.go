package conformance

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

// Generator makes schemas whose relations lack this or that. The same seed
// makes the same schemas.
type Generator struct {
	rng    *rand.Rand
	out    strings.Builder
	models map[string]key
}

// NewGenerator returns a generator.
func NewGenerator(seed uint64) *Generator {
	return &Generator{rng: rand.New(rand.NewPCG(seed, 1))}
}

// modelNames are such as make names of fields that are not plain.
var modelNames = [...]string{"User", "BlogPost", "user_account", "HTTPServer", "Person", "Category", "Éa", "data"}

// key is the way a model is identified.
type key struct{ lines, field, attribute string }

var keys = [...]key{
	{"  id Int @id\n", "id", ""},
	{"  id Int @id\n", "id", ""},
	{"  id String @id @db.Uuid // key\n", "id", ""},
	{"  a Int\n  b String @db.VarChar( 10 )\n", "a, b", "  @@id([a, b])\n"},
	{"  a Int?\n  b Int\n", "b", "  @@unique([a, b])\n"},
	{"  id Int? @unique\n  code Int @unique\n", "code", ""},
	{"  id Kind @id\n", "id", ""},
	{"  id Unsupported(\"x\") @unique\n", "id", ""},
	{"  id Int\n", "id", ""},
}

// Schema is one schema of two to four models that refer to each other.
func (g *Generator) Schema() string {
	g.out.Reset()
	g.out.WriteString(g.pick("", "datasource db {\n  provider = \"postgresql\"\n}\n"))
	g.out.WriteString("enum Kind {\n  A\n}\n")
	g.models = make(map[string]key)
	for _, n := range g.rng.Perm(len(modelNames))[:2+g.rng.IntN(3)] {
		g.models[modelNames[n]] = keys[g.rng.IntN(len(keys))]
	}
	names := slices.Sorted(maps.Keys(g.models))
	for _, name := range names {
		g.model(name, names)
	}
	return g.out.String()
}

func (g *Generator) model(name string, all []string) {
	own := g.models[name]
	fmt.Fprintf(&g.out, "model %s {\n%s", name, own.lines)
	for i := range 1 + g.rng.IntN(3) {
		other := all[g.rng.IntN(len(all))]
		fmt.Fprintf(&g.out, "  f%d %s%s%s\n", i, other, g.pick("", "", "?", "[]"), g.relation(g.models[other].field))
	}
	other := all[g.rng.IntN(len(all))]
	first, size := utf8.DecodeRuneInString(other)
	camel := strings.ToLower(string(first)) + other[size:]
	g.out.WriteString(g.pick("", "", "  "+camel+"Id Int\n", "  "+camel+"Id Int? @unique\n", "  "+camel+"A String\n", "  "+camel+"s Int\n", "  "+camel+" Int\n"))
	g.out.WriteString("  k Int" + g.pick("", "?", " @unique") + "\n")
	g.out.WriteString(own.attribute + g.pick("", "", "", "  @@ignore\n", "  // end\n", "  @@map(\"m"+name+"\")\n") + "}\n")
}

func (g *Generator) relation(references string) string {
	return g.pick("", "", "", "", " @relation", " @relation()", ` @relation("x")`, ` @relation("y", onDelete: Cascade)`, ` @relation(name: "x")`,
		" @relation(fields: [k])", " @relation(references: ["+references+"])", " @relation(references: ["+references+"],)",
		" @relation(fields: [k], references: ["+references+"])", " @ignore", " // c")
}

func (g *Generator) pick(list ...string) string { return list[g.rng.IntN(len(list))] }
