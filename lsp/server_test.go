package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/token"
)

func int32Pos(n int) token.Pos { return token.Pos(n) }

const blog = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  email String @unique @db.VarChar(200)
  role  Role   @default(USER)
  posts Post[]
}

model Post {
  id       Int  @id
  author   User @relation(fields: [authorId], references: [id])
  authorId Int

  @@index([authorId])
}

enum Role {
  USER
  ADMIN
}
`

func TestDiagnosticsFollowTheText(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", "model A {\n  id Int @id\n  b  Strng\n}\n")
	assert.Equal(t, []string{`3: unknown type "Strng"`}, c.diagnostics("schema.prisma"))
	c.change("schema.prisma", "model A {\n  id Int @id\n}\n")
	assert.Empty(t, c.diagnostics("schema.prisma"))
}

func TestClosingClearsDiagnostics(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", "model A {\n  b Strng\n}\n")
	require.NotEmpty(t, c.diagnostics("schema.prisma"))
	c.close("schema.prisma")
	c.eventually("schema.prisma")
}

func TestFilesOfAFolderAreOneSchema(t *testing.T) {
	project := files{
		"package.json":              `{"prisma": {"schema": "prisma"}, "devDependencies": {"prisma": "6.19.3"}}`,
		"prisma/schema.prisma":      "datasource db {\n  provider = \"sqlite\"\n  url = \"file:./x.db\"\n}\n",
		"prisma/user.prisma":        "model User {\n  id Int @id\n  posts Post[]\n}\n",
		"prisma/post.prisma":        "model Post {\n  id Int @id\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n}\n",
		"node_modules/x/old.prisma": "model User {\n  id Int @id\n}\n",
	}
	c := start(t, project)
	c.open("prisma/user.prisma", project["prisma/user.prisma"])
	assert.Empty(t, c.diagnostics("prisma/user.prisma"))

	// A buffer counts, saved or not; what it breaks is said where it breaks.
	c.open("prisma/post.prisma", "model Post {\n  id Int @id\n  user Usr\n}\n")
	assert.Equal(t, []string{`3: unknown type "Usr"`}, c.diagnostics("prisma/post.prisma"))
	c.close("prisma/post.prisma")
	c.eventually("prisma/post.prisma")
}

func TestAVersionIsThatOfTheProject(t *testing.T) {
	url := "datasource db {\n  provider = \"sqlite\"\n  url = \"file:./x.db\"\n}\n"
	project := files{
		"a/package.json":         `{"devDependencies": {"prisma": "6.19.3"}}`,
		"a/prisma/schema.prisma": url,
		"b/package.json":         `{"devDependencies": {"prisma": "7.10.1"}}`,
		"b/prisma/schema.prisma": url,
	}
	c := start(t, project)
	c.open("a/prisma/schema.prisma", url)
	c.open("b/prisma/schema.prisma", url)
	assert.Empty(t, c.diagnostics("a/prisma/schema.prisma"))
	assert.Len(t, c.diagnostics("b/prisma/schema.prisma"), 1)

	// And it changes with it.
	require.NoError(t, c.fs.Remove(root+"/b/package.json"))
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
	c.eventually("b/prisma/schema.prisma")
}

func TestDefinitionsAndReferences(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", blog)
	for marked, want := range map[string][]string{
		"author   U|ser":             {"schema.prisma:5:User"},
		"fields: [auth|orId]":        {"schema.prisma:15:authorId"},
		"references: [id|]":          {"schema.prisma:6:id"},
		"@@index([author|Id])":       {"schema.prisma:15:authorId"},
		"@default(US|ER)":            {"schema.prisma:21:USER"},
		"@db.Var|Char":               {"schema.prisma:1:db"},
		"email Str|ing":              nil,
		"provider = \"post|gresql\"": nil,
	} {
		var links []locationLink
		c.mustCall("textDocument/definition", c.here("schema.prisma", marked), &links)
		var got []string
		for _, l := range links {
			got = append(got, c.written(l.TargetURI, l.TargetSelectionRange))
		}
		assert.Equal(t, want, got, marked)
	}
	params := c.here("schema.prisma", "author|Id Int")
	params["context"] = map[string]any{"includeDeclaration": true}
	var places []location
	c.mustCall("textDocument/references", params, &places)
	var got []string
	for _, l := range places {
		got = append(got, c.written(l.URI, l.Range))
	}
	assert.Equal(t, []string{"schema.prisma:15:authorId", "schema.prisma:14:authorId", "schema.prisma:17:authorId"}, got)
}

func TestSymbolsWhileABlockIsOpen(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", "model New {\n  id Int @id\n  author User @relation(fields: [\n\nmodel User {\n  id Int @id\n}\n")
	var symbols []documentSymbol
	c.mustCall("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri("schema.prisma")}}, &symbols)
	var got []string
	for _, s := range symbols {
		got = append(got, c.written(uri("schema.prisma"), s.SelectionRange))
		for _, child := range s.Children {
			got = append(got, c.written(uri("schema.prisma"), child.SelectionRange))
		}
	}
	assert.Equal(t, []string{
		"schema.prisma:1:New", "schema.prisma:2:id", "schema.prisma:3:author", "schema.prisma:5:User", "schema.prisma:6:id",
	}, got)
}

func TestFormattingTouchesOnlyWhatChanges(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", "model A {\r\n  id Int @id\r\n    name   String // ü\r\n}\r\n\r\nmodel B {\r\n  id Int @id\r\n}\r\n")
	var edits []textEdit
	c.mustCall("textDocument/formatting", map[string]any{
		"textDocument": map[string]any{"uri": uri("schema.prisma")}, "options": map[string]any{"tabSize": 2, "insertSpaces": true},
	}, &edits)
	assert.Equal(t, []textEdit{
		{textRange{position{1, 5}, position{1, 5}}, "  "},
		{textRange{position{1, 9}, position{1, 9}}, "   "},
		{textRange{position{2, 2}, position{2, 4}}, ""},
		{textRange{position{2, 9}, position{2, 11}}, ""},
	}, edits)
}

func TestASessionHasItsOrder(t *testing.T) {
	c := connect(t, nil)
	assert.Equal(t, -32002, c.call("textDocument/hover", map[string]any{}).Error.Code, "before initialize")
	c.mustCall("initialize", map[string]any{"processId": nil, "capabilities": map[string]any{}}, nil)
	assert.Equal(t, -32600, c.call("initialize", map[string]any{}).Error.Code, "initialized already")
	assert.Equal(t, -32601, c.call("textDocument/nothing", nil).Error.Code)
	assert.Equal(t, -32602, c.call("textDocument/hover", map[string]any{"position": "here"}).Error.Code)
	c.mustCall("shutdown", nil, nil)
	assert.Equal(t, -32600, c.call("textDocument/hover", map[string]any{}).Error.Code, "shut down")
	c.notify("exit", nil)
	assert.NoError(t, c.leaves())
}

func TestAnEditorThatGoesIsNoticed(t *testing.T) {
	c := start(t, nil)
	_ = c.out.Close()
	assert.ErrorIs(t, c.leaves(), ErrAbandoned)

	c = start(t, nil)
	c.notify("exit", nil)
	assert.ErrorIs(t, c.leaves(), ErrAbandoned)
}

func TestAnEditorThatDiesIsNoticed(t *testing.T) {
	dead := exec.Command(os.Args[0], "-test.run=^$")
	require.NoError(t, dead.Run())
	c := connect(t, nil)
	c.mustCall("initialize", map[string]any{"processId": dead.Process.Pid, "capabilities": map[string]any{}}, nil)
	assert.ErrorIs(t, c.leaves(), ErrAbandoned, "its end of the pipe is still open")
}

func TestCancelledRequestsAreAnswered(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", treeOfModels(300))
	c.diagnostics("schema.prisma")
	var waiting []chan answer
	for range 60 {
		id, pending := c.begin("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": uri("schema.prisma")}, "options": map[string]any{}})
		c.notify("$/cancelRequest", map[string]any{"id": id})
		waiting = append(waiting, pending)
	}
	cancelled := 0
	for _, pending := range waiting {
		if a := <-pending; a.Error != nil {
			assert.Equal(t, codeRequestCancelled, a.Error.Code)
			cancelled++
		}
	}
	assert.NotZero(t, cancelled)
}

func TestLeavingWhileRequestsRun(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", treeOfModels(300))
	var waiting []chan answer
	for range 20 {
		_, pending := c.begin("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": uri("schema.prisma")}, "options": map[string]any{}})
		waiting = append(waiting, pending)
	}
	c.mustCall("shutdown", nil, nil)
	for _, pending := range waiting {
		<-pending
	}
	c.notify("exit", nil)
	assert.NoError(t, c.leaves())
}

func TestBrokenMessagesAreAnsweredAndForgotten(t *testing.T) {
	c := start(t, nil)
	for _, text := range []string{"Content-Length: x\r\n\r\n", "Content-Type: nothing\r\n\r\n", "noise\n\n", "\r\n\r\n", "Content-Length: -1\r\n\r\n"} {
		c.sendRaw(text)
	}
	for _, body := range []string{
		`{"a`, ``, `null`, `[]`, `{}`, `{"jsonrpc":"2.0","id":{},"method":""}`, `{"id":-4,"method":"shutdown"}`, `{"id":99,"result":[1,2,3,4]}`,
		`{"method":"x","params":1}`, `{"method":7}`, `[{"method":"exit"}]`, "\xff\xfe", `{"method":"textDocument/didOpen","params":{"textDocument":[]}}`,
		`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere"},"contentChanges":[{"text":"x"}]}}`,
		`{"method":"$/cancelRequest","params":{"id":12345}}`, `{"method":"textDocument/didClose"}`,
	} {
		c.sendRaw(fmt.Sprintf("content-length:%d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n%s", len(body), body))
	}
	c.open("schema.prisma", blog)
	assert.Empty(t, c.diagnostics("schema.prisma"))
}

// What another generation of Prisma reads is told by one line, as the commands tell it, and not judged.
func TestAnotherLanguageIsNotJudged(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"prisma-8-in-the-first-line":  {"// use prisma-next\nmodel User {\n  id Strng\n}\n", "it is a contract of Prisma 8"},
		"prisma-8-below-a-comment":    {"// the blog\n\n// use prisma-next\nmodel User {\n  id Strng\n}\n", "it is a contract of Prisma 8"},
		"a-datamodel-of-prisma-1":     {"type User {\n  id: ID! @id\n  email: String! @unique\n}\n", "it is a datamodel of Prisma 1"},
		"a-comment-inside-is-nothing": {"model User {\n  // use prisma-next\n  id Strng\n}\n", `unknown type "Strng"`},
	} {
		t.Run(name, func(t *testing.T) {
			c := start(t, nil)
			c.open("schema.prisma", row.text)
			got := c.diagnostics("schema.prisma")
			require.Len(t, got, 1)
			assert.Contains(t, got[0], row.want)
		})
	}
}

func TestADiagnosticLeadsToWhatItIsAbout(t *testing.T) {
	c := start(t, nil)
	c.open("schema.prisma", "model A {\n  id Int @id\n}\nmodel A {\n  id Int @id\n}\n")
	require.NotEmpty(t, c.diagnostics("schema.prisma"))
	d := c.published[uri("schema.prisma")].Diagnostics[0]
	assert.Equal(t, &codeDescription{"https://example.com/docs/diagnostics.md#" + d.Code}, d.CodeDescription)
	require.Len(t, d.RelatedInformation, 1)
	assert.Equal(t, "schema.prisma:1:A", c.written(d.RelatedInformation[0].Location.URI, d.RelatedInformation[0].Location.Range))
}

func TestDoctorsFindingsAboutTheSchema(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client\"\n  output = \"../generated\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n}\n"
	project := files{
		"package.json":                `{"devDependencies": {"prisma": "7.1.0"}}`,
		"prisma/schema.prisma":        schema + "\nmodel B {\n  id Int @id\n}\n",
		"generated/client.ts":         "import * as $Class from './internal/class'\n",
		"generated/internal/class.ts": "const config = {\n  \"inlineSchema\": " + quoted(schema) + "\n}\n",
	}
	c := start(t, project)
	c.open("prisma/schema.prisma", project["prisma/schema.prisma"])
	assert.Equal(t, []string{"14: the schema has changed since the client was generated"}, c.diagnostics("prisma/schema.prisma"))
	c.change("prisma/schema.prisma", "\n"+project["prisma/schema.prisma"])
	assert.Empty(t, c.diagnostics("prisma/schema.prisma"), "of what is not saved")
	require.NoError(t, afero.WriteFile(c.fs, filepath.Join(root, "generated/internal/class.ts"), []byte("const config = {\n  \"inlineSchema\": "+quoted(project["prisma/schema.prisma"])+"\n}\n"), 0o644))
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
	c.change("prisma/schema.prisma", project["prisma/schema.prisma"])
	assert.Empty(t, c.diagnostics("prisma/schema.prisma"), "of a client that is new")
}

func quoted(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
