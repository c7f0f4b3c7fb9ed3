package lsp

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/syntax"
)

func TestSymbolsAreWrittenAsTheyWouldBe(t *testing.T) {
	list := documentSymbolList{
		{Name: "User", Detail: "a \"<b>\" é\n", Kind: symbolClass, Range: textRange{position{1, 2}, position{30, 4}}, SelectionRange: textRange{position{1, 8}, position{1, 12}},
			Children: documentSymbolList{{Name: "größe", Kind: symbolField}, {Name: "b"}}},
		{Name: "Role", Kind: symbolEnum},
	}
	want, err := json.Marshal(list)
	assert.NoError(t, err)
	assert.JSONEq(t, string(want), string(list.appendJSON(nil)))
	assert.Equal(t, "[]", string(documentSymbolList{}.appendJSON(nil)))
}

func TestTokensAreWrittenAsTheyWouldBe(t *testing.T) {
	for _, r := range []semanticTokensResult{{[]uint32{}}, {[]uint32{0, 7, 12, 3, 4294967295}}} {
		want, err := json.Marshal(r)
		assert.NoError(t, err)
		assert.Equal(t, string(want), string(r.appendJSON(nil)))
	}
}

func TestABrokenLineKeepsWhatIsWhole(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`b B @relation(fields: [bId], references: [id], onDelete: )`, `b B @relation(fields: [bId], references: [id])`},
		{`b B @relation("x", fields: [bId], references: [`, `b B @relation("x", fields: [bId])`},
		{`b B @relation("x, y`, `b B`},
		{`b B @unique @default(`, `b B @unique`},
		{`@@index([a, b], type: )`, `@@index([a, b])`},
		{`b`, ``},
	} {
		assert.Equal(t, c.want, goodBeginning(syntax.Prisma7, syntax.Model, c.line), c.line)
	}
}
