package complete

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/syntax"
)

func TestRelationField(t *testing.T) {
	for model, want := range map[string]string{
		"Post": "posts", "BlogPost": "blogPosts", "user_account": "userAccounts", "UserAPIKey": "userAPIKeys",
		"OAuth2Client": "oauth2Clients", "HTTPServer": "httpservers", "ALLCAPS": "allcaps", "Éa": "Éas", "a_": "as",
		"Person": "people", "Index": "indices", "Status": "statuses", "Hero": "heroes", "Leaf": "leaves",
		"Roof": "roofs", "Fish": "fishes", "Virus": "viri", "Octopus": "octopi", "Media": "medias", "x": "xes",
		"Money": "money", "Turkey": "turkeys", "Category": "categories", "Quiz": "quizzes", "Child": "children",
	} {
		assert.Equal(t, want, relationField(model, true), model)
	}
	assert.Equal(t, "blogPost", relationField("BlogPost", false))
}

func TestScalarField(t *testing.T) {
	assert.Equal(t, "user_accountId", scalarField("user_account", "id"))
	assert.Equal(t, "éaÉ", scalarField("Éa", "é"))
}

func TestUncountableIsSorted(t *testing.T) {
	assert.True(t, slices.IsSorted(uncountable[:]))
}

func TestNamesAreThoseOfPrisma(t *testing.T) {
	for _, version := range oracle.Versions {
		o := oracle.ForTest(t, version)
		names := probes()
		if version == 6 { // has the same rules; a sample will do
			names = names[:len(names)/5]
		}
		for chunk := range slices.Chunk(names, 100) {
			var text strings.Builder
			text.WriteString("model QzqHub {\n  id Int @id\n}\n")
			for _, name := range chunk {
				fmt.Fprintf(&text, "model %s {\n  id Int @id\n  h QzqHub @relation(fields: [hId], references: [id])\n  hId Int\n}\n", name)
			}
			answers, err := o.Ask(oracle.Request{Text: text.String(), Lint: true, Format: true})
			require.NoError(t, err)
			file := syntax.Parse("", answers[0].Format)
			hub := file.Items[0].(*syntax.Block)
			i := 0
			for field := range hub.Fields() {
				if name := field.Name.Text(file.File); name != "id" {
					assert.Equal(t, name, relationField(chunk[i], true), chunk[i])
					i++
				}
			}
			require.Equal(t, len(chunk), i, answers[0].Errors)
		}
	}
}

// probes are model names around every rule: each word of the tables, alone and
// at the end of others, with endings that fit and that do not.
func probes() []string {
	words := slices.Clone(uncountable[:])
	words = append(words, strings.Fields("ox man woman die yes foot eave goose tooth quiz human oxen men quizzes fish bison bus gas atlas iris alias virus")...)
	letters := "aeiouybcdfghlmnrstxzjkpqvw"
	for _, rule := range pluralRules {
		for stem := range strings.FieldsSeq(rule.stems + " -") {
			stem = strings.Trim(stem, "-")
			for ending := range strings.FieldsSeq(rule.singular + " " + rule.plural + " - s es") {
				for _, plain := range expand(stem) {
					words = append(words, plain+strings.Trim(ending, "-"), "b"+plain+strings.Trim(ending, "-"))
				}
			}
		}
	}
	for _, a := range letters {
		for _, b := range letters {
			words = append(words, "qo"+string(a)+string(b), "e"+string(a)+string(b)+"ey", "k"+string(a)+string(b)+"s", "o"+string(a)+string(b)+"us", "y"+string(a)+string(b)+"as")
		}
	}
	words = append(words, strings.Fields("UserAPIKey OAuth2Client HTTPServer ALLCAPS A1b2C3 a__b a_b_c_D x_ X_Y_Z AbCDeF É Éa éÀb ñandú Straße ßx 日本 a日b A日B ǅx iPhone v2_API_key B2B_a a1a A1A ªbC abªC")...)
	seen := map[string]bool{"": true}
	return slices.DeleteFunc(words, func(w string) bool {
		known := seen[w] || w == "class" // a reserved name
		seen[w] = true
		return known
	})
}

// expand writes out the first set of pattern in several ways.
func expand(pattern string) []string {
	if !strings.Contains(pattern, "[") {
		return []string{pattern}
	}
	var out []string
	for _, c := range "aeiouchlnmjzrkq" {
		word, rest := "", pattern
		for rest != "" {
			if rest[0] != '[' {
				word, rest = word+rest[:1], rest[1:]
				continue
			}
			end := strings.IndexByte(rest, ']')
			word, rest = word+string(c), rest[end+1:]
		}
		out = append(out, word)
	}
	return out
}
