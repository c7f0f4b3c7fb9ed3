package nextauth_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// mutant is a schema of the corpus with something removed or changed.
type mutant struct {
	name  string
	files []*syntax.File
	wants nextauth.Wants
}

// mutants are count of them, always the same.
func mutants(t testing.TB, count int) []mutant {
	t.Helper()
	corpus := readCorpus(t)
	r := rand.New(rand.NewPCG(5, 2026))
	var out []mutant
	for i := range count {
		c := corpus[r.IntN(len(corpus))]
		m := mutant{name: fmt.Sprintf("%s#%d", c.name, i), wants: randomWants(r, c.wants)}
		victim := r.IntN(len(c.files))
		for k, f := range c.files {
			text := f.Text
			if k == victim {
				for range 1 + r.IntN(4) {
					text = mutate(r, text)
				}
			}
			m.files = append(m.files, syntax.Parse(f.Name, text))
		}
		out = append(out, m)
	}
	return out
}

func randomWants(r *rand.Rand, w nextauth.Wants) nextauth.Wants {
	w.Version = 4 + r.IntN(2)
	w.With = nil
	switch r.IntN(4) {
	case 0:
		w.Providers = []string{"github", "email"}
	case 1:
		w.Strategy = nextauth.JWTSessions
	case 2:
		w.Strategy, w.Providers = nextauth.DatabaseSessions, []string{"keycloak", "google"}
	}
	w.Models = nil // the model may be gone
	return w
}

// mutate removes or changes one thing: a line, an attribute, a name, a type,
// blanks, a line end, a comment.
func mutate(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := r.IntN(len(lines))
	words := strings.Fields(lines[i])
	switch r.IntN(9) {
	case 0, 1, 2:
		if !strings.ContainsAny(lines[i], "{}") {
			lines = slices.Delete(lines, i, i+1)
		}
	case 3:
		if at := strings.Index(lines[i], "@"); at > 0 {
			lines[i] = strings.TrimRight(lines[i][:at], " \t") + "\n"
		}
	case 4:
		if len(words) > 1 {
			swaps := []string{"String", "Int", "String?", "DateTime?", "Boolean", "String[]", "User"}
			lines[i] = strings.Replace(lines[i], words[1], swaps[r.IntN(len(swaps))], 1)
		}
	case 5:
		if len(words) > 1 {
			lines[i] = strings.Replace(lines[i], words[0], words[0]+"X", 1)
		}
	case 6:
		lines[i] = strings.Replace(lines[i], "  ", " \t ", 1)
	case 7:
		lines[i] = strings.TrimSuffix(lines[i], "\n") + " // odd\r\n"
	case 8:
		lines = slices.Insert(lines, i, []string{"\n", "  // a comment\n", "/* two\nlines */\n", "  extra Int?\n"}[r.IntN(4)])
	}
	return strings.Join(lines, "")
}

// TestMutants: whatever is removed or changed, no line is lost, a second run
// does nothing, and a valid schema stays valid.
func TestMutants(t *testing.T) {
	valid := 0
	for _, m := range mutants(t, 1500) {
		compared, err := nextauth.Compare(m.files, m.wants)
		require.NoError(t, err, m.name)
		after, err := compared.Merge()
		require.NoError(t, err, "%s:\n%s", m.name, m.files[0].Text)
		checkKept(t, m.files, after, compared)
		checkTwice(t, after, m.wants)
		before := validate.Schema(m.files, validate.Options{})
		if !before.HasErrors() {
			valid++
			now := validate.Schema(after, validate.Options{})
			for _, d := range now {
				assert.Equal(t, "warning", d.Severity.String(), "%s: %d: %s", m.name, d.Line(), d.Message)
			}
		}
		if t.Failed() {
			t.Fatalf("%s:\n%s\nafter:\n%s", m.name, m.files[0].Text, after[0].Text)
		}
	}
	assert.Greater(t, valid, 400, "too few of the mutants are valid to show anything")
}

// TestPrismaFindsNothingLost asks Prisma's own parser for the model of the
// data before and after: all that was there is there, and means the same.
func TestPrismaFindsNothingLost(t *testing.T) {
	folder := filepath.Join("..", ".tools", "oracle", "7")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@prisma", "prisma-schema-wasm")); err != nil {
		t.Skip("Prisma's parser is not installed; run: make oracle")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, and Prisma's parser runs on it")
	}
	all := mutants(t, 250)
	for _, c := range readCorpus(t) {
		all = append(all, mutant{c.name, c.files, c.wants})
	}
	var schemas [][]*syntax.File
	for _, m := range all {
		compared, err := nextauth.Compare(m.files, m.wants)
		require.NoError(t, err)
		after, err := compared.Merge()
		require.NoError(t, err)
		schemas = append(schemas, m.files, after)
	}
	answers := askDMMF(t, node, folder, schemas)
	compared := 0
	for i, m := range all {
		before, after := answers[2*i], answers[2*i+1]
		if before.Error != "" {
			continue
		}
		compared++
		require.Empty(t, after.Error, "%s: Prisma accepted what went in and not what came out:\n%s", m.name, schemas[2*i+1][0].Text)
		contains(t, m.name, before.DMMF, after.DMMF)
	}
	assert.Greater(t, compared, 200)
}

type dmmfAnswer struct {
	DMMF  dmmf   `json:"dmmf"`
	Error string `json:"error"`
}

type dmmf struct {
	Models []dmmfModel      `json:"models"`
	Types  []dmmfModel      `json:"types"`
	Enums  []map[string]any `json:"enums"`
}

type dmmfModel struct {
	Name          string
	DBName        any
	Schema        any
	Fields        []map[string]any
	PrimaryKey    any
	UniqueFields  [][]string
	UniqueIndexes []any
	Documentation any
	IsGenerated   any
}

func askDMMF(t *testing.T, node, folder string, schemas [][]*syntax.File) []dmmfAnswer {
	t.Helper()
	var input bytes.Buffer
	encoder := json.NewEncoder(&input)
	for _, files := range schemas {
		var pairs [][2]string
		for _, f := range files {
			pairs = append(pairs, [2]string{f.Name, strings.TrimPrefix(f.Text, "\ufeff")})
		}
		require.NoError(t, encoder.Encode(pairs))
	}
	cmd := exec.Command(node, filepath.Join("testdata", "dmmf.mjs"), folder)
	cmd.Stdin = &input
	output, err := cmd.Output()
	require.NoError(t, err)
	var answers []dmmfAnswer
	lines := bufio.NewScanner(bytes.NewReader(output))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a dmmfAnswer
		require.NoError(t, json.Unmarshal(lines.Bytes(), &a))
		answers = append(answers, a)
	}
	require.Len(t, answers, len(schemas))
	return answers
}

// contains sees that all of before is in after, in its order. A field may have
// become unique, a foreign key (which Prisma calls read only here), and have got
// a native type.
func contains(t *testing.T, name string, before, after dmmf) {
	t.Helper()
	assert.Equal(t, before.Enums, after.Enums, name)
	assert.Equal(t, before.Types, after.Types, name)
	at := 0
	for _, old := range before.Models {
		at = advance(after.Models, at, func(m dmmfModel) bool { return m.Name == old.Name })
		require.Less(t, at, len(after.Models), "%s: model %s is gone or elsewhere", name, old.Name)
		now := after.Models[at]
		assert.Equal(t, old.DBName, now.DBName, "%s: %s", name, old.Name)
		assert.Equal(t, old.Schema, now.Schema, "%s: %s", name, old.Name)
		assert.Equal(t, old.PrimaryKey, now.PrimaryKey, "%s: %s", name, old.Name)
		assert.Equal(t, old.Documentation, now.Documentation, "%s: %s", name, old.Name)
		assert.Subset(t, now.UniqueFields, old.UniqueFields, "%s: %s", name, old.Name)
		assert.Subset(t, now.UniqueIndexes, old.UniqueIndexes, "%s: %s", name, old.Name)
		field := 0
		for _, f := range old.Fields {
			field = advance(now.Fields, field, func(g map[string]any) bool { return g["name"] == f["name"] })
			require.Less(t, field, len(now.Fields), "%s: field %s.%s is gone or elsewhere", name, old.Name, f["name"])
			got := now.Fields[field]
			for _, may := range []string{"isUnique", "nativeType", "isReadOnly"} {
				if f[may] == false || f[may] == nil {
					got[may] = f[may]
				}
			}
			assert.Equal(t, f, got, "%s: %s", name, old.Name)
		}
	}
}

// advance is the first place from at on where ok holds, or the length.
func advance[T any](list []T, at int, ok func(T) bool) int {
	for at < len(list) && !ok(list[at]) {
		at++
	}
	return at
}

// TestSharedCorpus merges into the schemas of Prisma's own tests, most of which
// were never meant for NextAuth and many of which are broken.
func TestSharedCorpus(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "shared", "psl-corpus", "fixtures", "*.prisma"))
	require.NoError(t, err)
	if len(paths) == 0 {
		t.Skip("../shared/psl-corpus is not here")
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		files := []*syntax.File{syntax.Parse(filepath.Base(path), string(text))}
		for version := 4; version <= 5; version++ {
			wants := nextauth.Wants{Version: version, Providers: []string{"github", "email"}, Strategy: nextauth.DatabaseSessions}
			compared, err := nextauth.Compare(files, wants)
			require.NoError(t, err, path)
			after, err := compared.Merge()
			require.NoError(t, err, path)
			checkKept(t, files, after, compared)
			checkTwice(t, after, wants)
			if !validate.Schema(files, validate.Options{}).HasErrors() {
				for _, d := range validate.Schema(after, validate.Options{}) {
					assert.Equal(t, "warning", d.Severity.String(), "%s: %d: %s", path, d.Line(), d.Message)
				}
			}
			if t.Failed() {
				t.Fatalf("%s with version %d:\n%s", path, version, after[0].Text)
			}
		}
	}
}
