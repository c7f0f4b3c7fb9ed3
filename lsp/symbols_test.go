package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func TestSymbolsOfALargeFileAreItsBlocks(t *testing.T) {
	for _, models := range []int{300, 1000} {
		c := start(t, nil)
		c.open("schema.prisma", treeOfModels(models))
		var list []documentSymbol
		c.mustCall("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri("schema.prisma")}}, &list)
		require.Len(t, list, 2+2*models)
		assert.Equal(t, models == 300, len(list[2].Children) > 0, models)
		var found []symbolInformation
		c.mustCall("workspace/symbol", map[string]any{"query": "parentId"}, &found)
		assert.Equal(t, "Model0", found[0].ContainerName)
	}
}

// treeOfModels is a schema of n models, each with an enum and a relation to its parent.
func treeOfModels(n int) string {
	var b strings.Builder
	b.WriteString("datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client-js\"\n}\n")
	for i := range n {
		fmt.Fprintf(&b, "\n/// Model %d.\nmodel Model%d {\n  id        Int      @id @default(autoincrement())\n  name      String   @unique @db.VarChar(255)\n", i, i)
		fmt.Fprintf(&b, "  createdAt DateTime @default(now())\n  state     State%d @default(OPEN)\n  parentId  Int?\n", i)
		fmt.Fprintf(&b, "  parent    Model%d? @relation(\"r%d\", fields: [parentId], references: [id])\n", i/2, i)
		for child := 2 * i; child < min(2*i+2, n); child++ {
			fmt.Fprintf(&b, "  child%d Model%d[] @relation(\"r%d\")\n", child, child, child)
		}
		fmt.Fprintf(&b, "\n  @@index([parentId, name])\n}\n\nenum State%d {\n  OPEN\n  DONE\n}\n", i)
	}
	return b.String()
}
