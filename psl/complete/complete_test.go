package complete_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/complete"
	"create-app/psl/internal/corpus"
	"create-app/psl/syntax"
)

const dir = "../testdata/complete"

// completed is text completed and laid out.
func completed(text string) string {
	texts, _ := complete.Format([]*syntax.File{syntax.Parse("", text)})
	return texts[0]
}

func TestFormatOfCorpus(t *testing.T) {
	for name, text := range corpus.Schemas(t, dir) {
		t.Run(name, func(t *testing.T) {
			want := corpus.Formatted(t, dir, name)
			assert.Equal(t, want, completed(text))
			assert.Equal(t, want, completed(want), "completed once more")
		})
	}
}

func TestCorpusIsWhatPrismaMakesOfIt(t *testing.T) { corpus.CheckFormatted(t, dir) }

func TestRelationsAcrossFiles(t *testing.T) {
	user := syntax.Parse("user.prisma", "model User {\n  id Int @id @db.Uuid\n}\n")
	post := syntax.Parse("post.prisma", "model Post {\n  id Int @id\n  author User\n}\n")
	texts, renamed, ok := complete.Relations([]*syntax.File{user, post})
	assert.True(t, ok)
	assert.Empty(t, renamed)
	assert.Equal(t, []string{
		"model User {\n  id Int @id @db.Uuid\nposts Post[]\n}\n",
		"model Post {\n  id Int @id\n  author User @relation(fields: [userId], references: [id])\nuserId Int @db.Uuid\n}\n",
	}, texts)
}

func TestLayoutMayCureWhatKeepsRelationsAsTheyAre(t *testing.T) {
	const text = "model User {\n  id: Int! @id\n}\nmodel Post {\n  id Int @id(map: \"x\",)\n  user User\n}\n"
	assert.Equal(t, `model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id     Int  @id(map: "x")
  user   User @relation(fields: [userId], references: [id])
  userId Int
}
`, completed(text))
}

func FuzzFormat(f *testing.F) {
	for _, text := range corpus.Schemas(f, dir) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := completed(text)
		if twice := completed(once); twice != once {
			t.Errorf("not stable\ninput %q\nonce  %q\ntwice %q", text, once, twice)
		}
	})
}
