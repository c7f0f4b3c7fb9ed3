package words_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/connector"
	"create-app/psl/words"
)

// What the databases know has to be explained: a word that the rules take and
// this package does not know is one that people meet without a word about it.
func TestEveryWordOfTheLanguageIsExplained(t *testing.T) {
	for a := connector.NoAction; a <= connector.SetDefault; a++ {
		w, ok := words.Action(a.String())
		assert.True(t, ok && w.Summary != "", "action %s", a)
	}
	for a := connector.BTree; a <= connector.Brin; a++ {
		w, ok := words.Algorithm(a.String())
		assert.True(t, ok && w.Summary != "", "algorithm %s", a)
	}
	for _, name := range []string{"String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes"} {
		w, ok := words.Scalar(name)
		assert.True(t, ok && strings.Contains(w.Summary, "."), "scalar %s", name)
	}
	for _, name := range []string{"autoincrement", "now", "uuid", "cuid", "ulid", "nanoid", "dbgenerated", "auto", "sequence", "env"} {
		_, ok := words.Function(name)
		assert.True(t, ok, "function %s", name)
	}
	for _, name := range []string{"id", "unique", "index", "fulltext", "map", "ignore", "schema"} {
		_, ok := words.BlockAttribute(name)
		assert.True(t, ok, "@@%s", name)
	}
	_, ok := words.Attribute("index")
	assert.False(t, ok, "@index: it is an attribute of blocks")
}

func TestWordsAreSaidOnceAndInASentence(t *testing.T) {
	for kind, list := range map[string][]words.Word{
		"@": words.Attributes(), "@@": words.BlockAttributes(), "function ": words.Functions(), "datasource ": words.DatasourceProperties(), "generator ": words.GeneratorProperties(),
	} {
		seen := map[string]bool{}
		assert.NotEmpty(t, list, kind)
		for _, w := range list {
			name := kind + w.Name
			assert.False(t, seen[w.Name], name)
			seen[w.Name] = true
			assert.True(t, strings.HasSuffix(w.Summary, "."), "%s: %q is no sentence", name, w.Summary)
			parameters := map[string]bool{}
			for i := range w.Parameters {
				p := &w.Parameters[i]
				assert.False(t, parameters[p.Name], "%s(%s)", name, p.Name)
				parameters[p.Name] = true
				assert.NotEmpty(t, p.Shape, "%s(%s)", name, p.Name)
				assert.NotEmpty(t, p.Summary, "%s(%s)", name, p.Name)
				assert.Same(t, p, w.Parameter(p.Name))
			}
			assert.Nil(t, w.Parameter("nothing"))
		}
	}
}

func TestValuesOfProperties(t *testing.T) {
	assert.Equal(t, []string{"fast", "small"}, words.Values("compilerBuild"))
	assert.Empty(t, words.Values("output"), "what anything may stand for")
}
