package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

func resolve(t *testing.T, texts ...string) *schema.Schema {
	t.Helper()
	var files []*syntax.File
	for i, text := range texts {
		files = append(files, syntax.Parse(fmt.Sprintf("%c.prisma", 'a'+i), text))
	}
	s, diags := schema.Resolve(files)
	require.Empty(t, diags)
	return s
}

func TestRelationsAreInferred(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want string // kind From.Forward -> To.Back
	}{
		{"one-to-many", "model A {\n id Int @id\n bs B[]\n}\nmodel B {\n id Int @id\n a A @relation(fields: [aId], references: [id])\n aId Int\n}", "1:n B.a -> A.bs"},
		{"one-to-one-side-with-fields-refers", "model A {\n id Int @id\n b B?\n}\nmodel B {\n id Int @id\n a A? @relation(fields: [aId], references: [id])\n aId Int? @unique\n}", "1:1 B.a -> A.b"},
		{"one-to-one-required-side-refers", "model A {\n id Int @id\n b B\n}\nmodel B {\n id Int @id\n a A?\n}", "1:1 A.b -> B.a"},
		{"one-to-one-neither-side-says-more", "model B {\n id Int @id\n a A?\n}\nmodel A {\n id Int @id\n b B?\n}", "1:1 A.b -> B.a"},
		{"many-to-many-by-name", "model B {\n id Int @id\n as A[]\n}\nmodel A {\n id Int @id\n bs B[]\n}", "m:n A.bs -> B.as"},
		{"many-to-many-with-lists-of-ids", "model A {\n id Int @id\n bIds Int[]\n bs B[] @relation(fields: [bIds], references: [id])\n}\nmodel B {\n id Int @id\n as A[]\n}", "embedded A.bs -> B.as"},
		{"self-relation", "model A {\n id Int @id\n up A? @relation(\"t\", fields: [upId], references: [id])\n upId Int?\n down A[] @relation(\"t\")\n}", "1:n A.up -> A.down"},
		{"only-list", "model A {\n id Int @id\n bs B[]\n}\nmodel B {\n id Int @id\n}", "1:n B. -> A.bs"},
		{"only-single-side", "model A {\n id Int @id\n}\nmodel B {\n id Int @id\n a A @relation(fields: [aId], references: [id])\n aId Int\n}", "1:n B.a -> A."},
		{"only-single-side-unique", "model A {\n id Int @id\n}\nmodel B {\n id Int @id\n a A @relation(fields: [aId], references: [id])\n aId Int @unique\n}", "1:1 B.a -> A."},
	}
	kinds := map[schema.RelationType]string{schema.OneToOne: "1:1", schema.OneToMany: "1:n", schema.ManyToMany: "m:n", schema.EmbeddedManyToMany: "embedded"}
	nameOf := func(f *schema.Field) string {
		if f == nil {
			return ""
		}
		return f.Name()
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := resolve(t, tt.in)
			require.Len(t, s.Relations, 1)
			r := s.Relations[0]
			assert.Equal(t, tt.want, fmt.Sprintf("%s %s.%s -> %s.%s", kinds[r.Type], r.From.Name(), nameOf(r.Forward), r.To.Name(), nameOf(r.Back)))
			for _, f := range []*schema.Field{r.Forward, r.Back} {
				if f != nil {
					assert.Same(t, r, f.Relation.Relation)
				}
			}
		})
	}
}

func TestNamesOfTheDatabase(t *testing.T) {
	s := resolve(t, "model A {\n id Int @id @map(\"_id\")\n name String\n @@map(\"as\")\n}\nenum E {\n X @map(\"x\")\n @@map(\"es\")\n}")
	assert.Equal(t, "as", s.Model("A").DatabaseName())
	assert.Equal(t, "_id", s.Model("A").Field("id").DatabaseName())
	assert.Equal(t, "name", s.Model("A").Field("name").DatabaseName())
	assert.Equal(t, "es", s.Enum("E").DatabaseName())
	assert.Equal(t, "x", s.Enum("E").Values[0].MappedName.Value)
	assert.Nil(t, s.Model("E"))
	assert.Nil(t, s.CompositeType("A"))
}

func TestKeysAreReadFromEveryForm(t *testing.T) {
	s := resolve(t, `model A {
  a Int @unique(map: "u", sort: Desc)
  b String
  c C
  @@id([a, b], name: "ab", map: "pk", clustered: false)
  @@index(fields: [b(length: 5, ops: raw("x")), c.d], type: Gin)
  @@unique(b)
}
type C {
  d Int
}`)
	m := s.Model("A")
	pk := m.PrimaryKey
	require.NotNil(t, pk)
	assert.Equal(t, "ab", pk.Name.Value)
	assert.Equal(t, "pk", pk.MapName.Value)
	assert.Equal(t, schema.False, pk.Clustered)
	assert.True(t, pk.HasExactly([]*schema.Field{m.Field("a"), m.Field("b")}))
	assert.True(t, pk.StartsWith([]*schema.Field{m.Field("a")}))
	assert.False(t, m.IsSinglePrimaryKey(m.Field("a")))

	require.Len(t, m.Indexes, 3)
	assert.Equal(t, []string{"@unique", "@@index", "@@unique"}, []string{m.Indexes[0].AttributeName(), m.Indexes[1].AttributeName(), m.Indexes[2].AttributeName()})
	assert.Equal(t, schema.Desc, m.Indexes[0].Fields[0].Sort)
	index := m.Indexes[1]
	assert.Equal(t, connector.Gin, index.Algorithm)
	assert.Equal(t, int64(5), index.Fields[0].Length)
	assert.True(t, index.Fields[0].HasRawOperators)
	assert.Equal(t, []*schema.Field{m.Field("c"), s.CompositeType("C").Field("d")}, index.Fields[1].Path)
}

func TestFilesAreOneSchema(t *testing.T) {
	s := resolve(t, "model A {\n id Int @id\n b B[]\n}", "model B {\n id Int @id\n a A @relation(fields: [aId], references: [id])\n aId Int\n}")
	assert.Equal(t, "b.prisma", s.Model("B").File.Name)
	require.Len(t, s.Relations, 1)
	assert.Equal(t, connector.Cascade, s.Relations[0].OnUpdate())
	assert.Equal(t, connector.NoAction, s.Relations[0].OnDelete(0))
}

func TestMistakesLeaveTheRestResolved(t *testing.T) {
	file := syntax.Parse("a.prisma", "model A {\n id Int @id\n x Nope @unique\n b B @foo\n b B\n}\nmodel B {\n id Int @id\n as A[]\n}\nwhat")
	s, diags := schema.Resolve([]*syntax.File{file})
	var codes []string
	for _, d := range diags {
		codes = append(codes, string(d.Code))
	}
	assert.Equal(t, []string{"invalid-line", "duplicate-field", "unknown-type", "unknown-attribute"}, codes)
	require.NotNil(t, s.Model("A").PrimaryKey)
	assert.False(t, s.Model("A").Field("x").IsScalar())
	assert.NotEmpty(t, s.Relations)
}

// With more fields than are looked through one by one, maps take over; what is
// found must be the same.
func TestManyFieldsResolveAsFewDo(t *testing.T) {
	for _, n := range []int{3, 15, 16, 17, 40} {
		var a, b strings.Builder
		for i := range n {
			fmt.Fprintf(&a, "  f%[1]d Int? @map(\"c%[1]d\")\n  r%[1]d B? @relation(\"n%[1]d\", fields: [f%[1]d], references: [id])\n", i)
			fmt.Fprintf(&b, "  s%[1]d A[] @relation(\"n%[1]d\")\n", i)
		}
		s := resolve(t, "model A {\n  id Int @id\n"+a.String()+"}\nmodel B {\n  id Int @id\n"+b.String()+"}")
		require.Len(t, s.Relations, n)
		for i, r := range s.Relations {
			assert.Equal(t, fmt.Sprintf("r%d s%d", i, i), r.Forward.Name()+" "+r.Back.Name())
			assert.Same(t, s.Model("A").Field(fmt.Sprintf("f%d", i)), r.Forward.Relation.Fields[0])
		}
	}
}

func TestANearNameIsSuggested(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Strng", `did you mean "String"?`},
		{"Usr", `did you mean "User"?`},
		{"Whatever", "a type is a built-in one, such as String, or the name of a model, an enum or a composite type"},
	}
	for _, tt := range tests {
		_, diags := schema.Resolve([]*syntax.File{syntax.Parse("a.prisma", "model User {\n id Int @id\n x "+tt.in+"\n}")})
		require.Len(t, diags, 1)
		assert.Equal(t, tt.want, diags[0].Help)
	}
}
