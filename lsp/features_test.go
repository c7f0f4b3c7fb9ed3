package lsp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCompletion asks at "|" of a line, which is put into a schema as it is typed.
func TestCompletion(t *testing.T) {
	const head = "datasource db {\n  provider = \"postgresql\"\n  schemas = [\"a\"]\n}\n\nmodel User {\n  id Int @id\n  name String\n"
	const tail = "\n}\n\nenum Role {\n  USER\n}\n"
	for _, row := range []struct{ name, line, has, lacks string }{
		{"members-of-model", "  |", "@@index @@unique @@map", "@@id model"},
		{"types", "  role |", "Role User String Unsupported", "model @@index"},
		{"attributes-of-enum-field", "  role Role @|", "@default @map", "@id"},
		{"values-of-enum", "  role Role @default(|", "USER", "cuid()"},
		{"functions-of-string", "  x String @default(|", "cuid() uuid()", "autoincrement()"},
		{"versions-of-uuid", "  x String @default(uuid(|", "4 7", ""},
		{"native-types", "  x String @db.|", "VarChar() Uuid", "Integer"},
		{"arguments-of-relation", "  boss User @relation(|", "fields references onDelete", ""},
		{"fields-of-relation", "  boss User @relation(fields: [|", "id name", "boss"},
		{"rest-of-relation", "  boss User @relation(fields: [bossId], |", "references", "fields"},
		{"actions-of-relation", "  boss User @relation(fields: [bossId], onDelete: |", "Cascade SetNull", "id"},
		{"operator-class", "  @@index([name(|", "sort ops", "length"},
		{"type-of-index", "  @@index([name], type: |", "Gin Hash", ""},
		{"schemas", "  @@schema(|", "\"a\"", ""},
		{"nothing-in-map", "  @@map(\"|", "", "USER"},
		{"nothing-in-comment", "  // |", "", "@@index model"},
		{"nothing-in-comment-behind-field", "  x Int // |", "", "Role @id"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := start(t, nil)
			typed := strings.Replace(row.line, "|", "", 1)
			c.open("schema.prisma", head+typed+tail)
			at := newText(c.texts["schema.prisma"]).position(int32Pos(len(head)+strings.Index(row.line, "|")), utf16Encoding)
			var list completionList
			c.mustCall("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": uri("schema.prisma")}, "position": at}, &list)
			var labels []string
			for _, item := range list.Items {
				labels = append(labels, item.Label)
				assert.Equal(t, at.Line, item.TextEdit.Range.Start.Line)
				assert.Equal(t, at.Line, item.TextEdit.Range.End.Line)
			}
			for _, label := range strings.Fields(row.has) {
				assert.Contains(t, labels, label)
			}
			for _, label := range strings.Fields(row.lacks) {
				assert.NotContains(t, labels, label)
			}
		})
	}
}

// TestAnArgumentIsMoved takes an argument that the brackets hold further behind.
func TestAnArgumentIsMoved(t *testing.T) {
	c := start(t, nil)
	const line = "  a A @relation(|fields: [aId], references: [id], onDelete: Cascade)"
	c.open("schema.prisma", "model A {\n  id Int @id\n  ü A[] // 😀\n"+strings.Replace(line, "|", "", 1)+"\n  aId Int\n}\n")
	var list completionList
	c.mustCall("textDocument/completion", c.here("schema.prisma", line), &list)
	i := slices.IndexFunc(list.Items, func(item completionItem) bool { return item.Label == "onDelete" })
	require.GreaterOrEqual(t, i, 0)
	item := list.Items[i]
	got := applied(t, c.texts["schema.prisma"], append([]textEdit{item.TextEdit}, item.AdditionalTextEdits...))
	assert.Contains(t, got, "  a A @relation(onDelete: Cascade, fields: [aId], references: [id])\n")
	assert.Equal(t, "moved here", item.Detail)
	assert.Greater(t, item.SortText, list.Items[0].SortText)
}

// after makes the edits of a workspace edit in the client's texts.
func (c *client) after(edit workspaceEdit) map[string]string {
	out := map[string]string{}
	for name, text := range c.texts {
		var edits []textEdit
		edits = append(edits, edit.Changes[uri(name)]...)
		for _, change := range edit.DocumentChanges {
			if change.TextDocument != nil && change.TextDocument.URI == uri(name) {
				edits = append(edits, change.Edits...)
			}
		}
		out[name] = applied(c.t, text, edits)
	}
	return out
}

// applied is a text after edits, which may not overlap.
func applied(t *testing.T, s string, edits []textEdit) string {
	text := newText(s)
	slices.SortStableFunc(edits, func(a, b textEdit) int {
		return int(text.span(a.Range, utf16Encoding).Start) - int(text.span(b.Range, utf16Encoding).Start)
	})
	var out strings.Builder
	last := int32Pos(0)
	for _, e := range edits {
		span := text.span(e.Range, utf16Encoding)
		require.LessOrEqual(t, last, span.Start, "edits overlap")
		out.WriteString(s[last:span.Start] + e.NewText)
		last = span.End
	}
	return out.String() + s[last:]
}

func TestRename(t *testing.T) {
	const user = "model User {\n  id    Int    @id\n  posts Post[]\n  tags  Tag[]\n  role  Role   @default(USER)\n}\n\nmodel Tag {\n  id    Int    @id\n  users User[]\n}\n\nenum Role {\n  USER\n}\n"
	const post = "model Post {\n  id       Int  @id\n  author   User @relation(fields: [authorId], references: [id])\n  authorId Int\n\n  @@index([authorId])\n}\n"
	open := func(t *testing.T) *client {
		c := start(t, nil)
		c.open("user.prisma", user)
		c.open("post.prisma", post)
		return c
	}
	rename := func(c *client, file, marked, name string) answer {
		p := c.here(file, marked)
		p["newName"] = name
		return c.call("textDocument/rename", p)
	}
	t.Run("model", func(t *testing.T) {
		c := open(t)
		var edit workspaceEdit
		require.NoError(t, json.Unmarshal(rename(c, "post.prisma", "author   Us|er", "Zuser").Result, &edit))
		got := c.after(edit)
		assert.Equal(t, strings.Replace(post, "User", "Zuser", 1), got["post.prisma"])
		assert.Equal(t, "model Zuser {\n  id    Int    @id\n  posts Post[]\n  tags  Tag[] @relation(\"TagToUser\")\n  role  Role   @default(USER)\n\n  @@map(\"User\")\n}\n\n"+
			"model Tag {\n  id    Int    @id\n  users Zuser[] @relation(\"TagToUser\")\n}\n\nenum Role {\n  USER\n}\n", got["user.prisma"])
	})
	t.Run("field", func(t *testing.T) {
		c := open(t)
		var edit workspaceEdit
		require.NoError(t, json.Unmarshal(rename(c, "post.prisma", "@@index([author|Id])", "writerId").Result, &edit))
		assert.Equal(t, strings.Replace(strings.ReplaceAll(post, "authorId", "writerId"), "writerId Int", "writerId Int @map(\"authorId\")", 1), c.after(edit)["post.prisma"])
	})
	t.Run("value", func(t *testing.T) {
		c := open(t)
		var edit workspaceEdit
		require.NoError(t, json.Unmarshal(rename(c, "user.prisma", "@default(US|ER)", "PERSON").Result, &edit))
		assert.Contains(t, c.after(edit)["user.prisma"], "@default(PERSON)")
		assert.Contains(t, c.after(edit)["user.prisma"], "  PERSON @map(\"USER\")\n")
	})
	for _, row := range [][3]string{
		{"author   Us|er", "Post", "there is a model Post already"},
		{"author   Us|er", "my user", `"my user" is no name: it takes a letter, then letters, digits and _`},
		{"author   Us|er", "String", "String is a built-in type"},
		{"author   Us|er", "await", "await is reserved in the generated client"},
		{"authorId In|t", "Number", "Int is a built-in type"},
		{"author|Id Int", "id", "model Post has a field id already"},
	} {
		c := open(t)
		a := rename(c, "post.prisma", row[0], row[1])
		require.NotNil(t, a.Error, row[1])
		assert.Equal(t, row[2], a.Error.Message)
	}
}

func TestQuickFixes(t *testing.T) {
	for _, row := range []struct{ name, text, at, title, want string }{
		{"opposite", "model A {\n  id Int @id\n  b  B   @relation(fields: [bId], references: [id])\n  bId Int\n}\n\nmodel B {\n  id Int @id\n}\n",
			"b|  B ", `Add the other side, "as", to model "B"`, "  as A[]\n"},
		{"relation", "model A {\n  id Int @id\n  b  B\n}\n\nmodel B {\n  id Int @id\n  as A[]\n}\n",
			"b|  B", "Complete the relation: @relation(fields: [bId], references: [id])", "  b   B   @relation(fields: [bId], references: [id])\n  bId Int\n"},
		{"many-to-many", "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id Int @id\n}\n",
			"b|s ", `Add a list, "as", to model "B": many to many`, "  as A[]\n"},
		{"foreign-key", "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  boss A @relation(\"x\")\n  as A[] @relation(\"x\")\n}\n",
			"b|oss ", `Complete the relation: @relation("x", fields: [bossId], references: [id])`, "  bossId Int\n"},
		{"foreign-key-that-is-there", "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  boss A @relation(\"x\")\n  as A[] @relation(\"x\")\n  bossId Int\n}\n",
			"b|oss ", `Complete the relation: @relation("x", fields: [bossId], references: [id])`, "references: [id])\n  as A[] @relation(\"x\")\n  bossId Int\n}"},
		{"keyword", "modle A {\n  id Int @id\n}\n", "mod|le", `Change to "model"`, "model A {\n"},
		{"type", "model A {\n  id Int @id\n  b  Role\n}\n", "Ro|le", `Create enum "Role"`, "enum Role {\n  VALUE\n}\n"},
		{"unique", "model A {\n  id Int @id\n  b  B @relation(fields: [bId], references: [id])\n  bId Int\n}\n\nmodel B {\n  id Int @id\n  a A?\n}\n",
			"b|  B ", `Make bId of model "A" unique`, "  bId Int @unique\n"},
		{"id", "model A {\n  id Int\n}\n", "model |A", `Make "id" the primary key`, "  id Int @id\n"},
		{"join", "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id String @id\n  as A[]\n}\n",
			"b|s B", `Turn into a model "AOnB" of the same table`, "  aId Int    @map(\"A\")\n"},
		{"join-unique", "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id String @id\n  as A[]\n}\n",
			"b|s B", `Turn into a model "AOnB" of the same table`, "@@unique([aId, bId], map: \"_AToB_AB_unique\")"},
		{"join-key", "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id String @id\n  as A[]\n}\n",
			"b|s B", `Turn into a model "AOnB" of the same table`, "@@id([aId, bId], map: \"_AToB_AB_pkey\")"},
		{"enum", "model A {\n  id Int @id\n  kind String @default(\"OLD\")\n}\n", "ki|nd", `Turn into an enum "AKind"`, "  kind AKind @default(OLD)\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := start(t, nil)
			c.open("schema.prisma", row.text)
			here := c.here("schema.prisma", row.at)
			var actions []codeAction
			c.mustCall("textDocument/codeAction", map[string]any{
				"textDocument": here["textDocument"], "range": map[string]any{"start": here["position"], "end": here["position"]}, "context": map[string]any{"diagnostics": []any{}},
			}, &actions)
			var titles []string
			for _, a := range actions {
				titles = append(titles, a.Title)
				if a.Title == row.title {
					assert.Contains(t, c.after(a.Edit)["schema.prisma"], row.want)
				}
			}
			assert.Contains(t, titles, row.title)
		})
	}
}

// TestEverythingAnswers asks everything at every place of a schema, whole and
// broken: nothing may fail.
func TestEverythingAnswers(t *testing.T) {
	c := start(t, nil)
	broken := strings.ReplaceAll(strings.Replace(blog, "@@index([authorId])\n}", "@@index([au", 1), "@default(USER)", "@default(")
	for _, text := range []string{blog, broken, "", "model", "// use prisma-next\nmodel {", strings.ReplaceAll(blog, "\n", "\r\n"), "\ufeff" + blog} {
		c.open("schema.prisma", text)
		doc := map[string]any{"uri": uri("schema.prisma")}
		whole := map[string]any{"start": position{0, 0}, "end": position{1000, 0}}
		for _, method := range []string{"documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "documentLink"} {
			c.mustCall("textDocument/"+method, map[string]any{"textDocument": doc}, nil)
		}
		for _, method := range []string{"inlayHint", "semanticTokens/range", "rangeFormatting", "codeAction"} {
			c.mustCall("textDocument/"+method, map[string]any{"textDocument": doc, "range": whole, "context": map[string]any{}, "options": map[string]any{}}, nil)
		}
		lines := newText(text)
		for at := 0; at <= len(text); at += 3 {
			place := map[string]any{"textDocument": doc, "position": lines.position(int32Pos(at), utf16Encoding), "ch": "}", "options": map[string]any{}}
			for _, method := range []string{"hover", "definition", "completion", "signatureHelp", "documentHighlight", "linkedEditingRange", "onTypeFormatting"} {
				c.mustCall("textDocument/"+method, place, nil)
			}
			place["positions"] = []any{place["position"]}
			c.mustCall("textDocument/selectionRange", place, nil)
			place["context"] = map[string]any{"includeDeclaration": true}
			c.mustCall("textDocument/references", place, nil)
		}
		c.close("schema.prisma")
	}
}
