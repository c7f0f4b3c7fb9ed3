package refs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/refs"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

const text = `datasource db {
  provider = "postgresql"
  schemas  = ["a", "b"]
}

model User {
  id    Int    @id
  a     Int    @db.Integer
  posts Post[] @relation("wrote")
  home  Address
  kind  Kind[] @default([ONE, TWO])
  odd   Nope

  @@unique([id, a(sort: Desc)], where: { a: 1 })
  @@index([home.city.name])
  @@schema("a")
}

model Post {
  id     Int  @id
  userId Int
  user   User @relation(name: "wrote", fields: [userId], references: [id])

  @@schema("a")
}

type Address {
  city City
}

type City {
  name String
}

enum Kind {
  ONE
  TWO
}
`

// TestPlaces asks about the last letter of each word that is marked in the text,
// by its line and itself, and wants all lines on which the symbol stands, its
// declaration first.
func TestPlaces(t *testing.T) {
	f := syntax.Parse("x", text)
	x := refs.New([]*syntax.File{f})
	for _, row := range []struct {
		line        int
		word, lines string
	}{
		{1, "db", "1 8"},
		{3, "b", "3"},
		{16, "a", "3 16 24"},
		{6, "User", "6 22"},
		{22, "id", "7 14 22"},
		{14, "a", "8 14 14"},
		{9, "Post", "19 9"},
		{9, "wrote", "9 22"},
		{15, "home", "10 15"},
		{15, "city", "28 15"},
		{15, "name", "32 15"},
		{11, "TWO", "37 11"},
		{11, "Kind", "35 11"},
		{12, "Nope", "12"},
		{21, "Int", "7 8 20 21"},
		{22, "userId", "21 22"},
		{2, "provider", ""},
	} {
		t.Run(fmt.Sprintf("%d-%s", row.line, row.word), func(t *testing.T) {
			line := f.LineSpan(row.line)
			at := strings.LastIndex(f.Slice(line), row.word)
			require.GreaterOrEqual(t, at, 0)
			s, span := x.At(f, line.Start+token.Pos(at+len(row.word)-1))
			if row.lines == "" {
				assert.Nil(t, s)
				return
			}
			require.NotNil(t, s)
			assert.Equal(t, row.word, f.Slice(span))
			var lines []string
			if s.File != nil {
				lines = append(lines, fmt.Sprint(f.Line(s.Span.Start)))
			}
			for _, use := range s.Uses {
				assert.Equal(t, row.word, f.Slice(use.Span))
				lines = append(lines, fmt.Sprint(f.Line(use.Span.Start)))
			}
			assert.Equal(t, row.lines, strings.Join(lines, " "))
		})
	}
}

// TestTheFirstOfTwoCounts also is about a file that is broken elsewhere.
func TestTheFirstOfTwoCounts(t *testing.T) {
	one := syntax.Parse("one", "model A {\n  id Int\n}\n?? what\n")
	two := syntax.Parse("two", "model A {\n  id Int\n}\nmodel B {\n  a A @relation(fields: [\n  b A\n}\n")
	x := refs.New([]*syntax.File{one, two})
	s := x.Type("A")
	assert.Equal(t, one, s.File)
	require.Len(t, s.Uses, 1)
	assert.Equal(t, two, s.Uses[0].File)
}
