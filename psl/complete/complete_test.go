package complete_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/complete"
	"create-app/psl/internal/oracle"
	"create-app/psl/syntax"
)

const corpus = "../testdata/complete"

// schemas are the inputs of the corpus, by name. Beside each stands what
// Prisma 7's formatter makes of it.
func schemas(tb testing.TB) map[string]string {
	files, err := filepath.Glob(filepath.Join(corpus, "*.prisma"))
	require.NoError(tb, err)
	texts := make(map[string]string)
	for _, file := range files {
		if !strings.HasSuffix(file, ".formatted.prisma") {
			texts[strings.TrimSuffix(filepath.Base(file), ".prisma")] = read(tb, file)
		}
	}
	require.NotEmpty(tb, texts)
	return texts
}

func read(tb testing.TB, file string) string {
	text, err := os.ReadFile(file)
	require.NoError(tb, err)
	return string(text)
}

// completed is text completed and laid out.
func completed(text string) string {
	texts, _ := complete.Format(syntax.Prisma7, []*syntax.File{syntax.Parse("", text)})
	return texts[0]
}

func TestSourceOfCorpus(t *testing.T) {
	for name, text := range schemas(t) {
		t.Run(name, func(t *testing.T) {
			want := read(t, filepath.Join(corpus, name+".formatted.prisma"))
			assert.Equal(t, want, completed(text))
			assert.Equal(t, want, completed(want), "completed once more")
		})
	}
}

// The expected outputs are Prisma's word, not ours.
func TestCorpusIsWhatPrismaMakesOfIt(t *testing.T) {
	o := oracle.ForTest(t, 7)
	for name, text := range schemas(t) {
		out, err := o.Format(text)
		require.NoError(t, err)
		file := filepath.Join(corpus, name+".formatted.prisma")
		if os.Getenv("UPDATE_GOLDEN") != "" {
			require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
		}
		assert.Equal(t, out, read(t, file), name)
	}
}

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
	for _, text := range schemas(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := completed(text)
		if twice := completed(once); twice != once {
			t.Errorf("not stable\ninput %q\nonce  %q\ntwice %q", text, once, twice)
		}
	})
}
