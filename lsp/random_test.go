package lsp

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// TestRandomEditsWhileRequestsRun edits buffers at random, with requests under
// way all the time, and then holds the server's texts against the editor's: what
// formatting leaves as it is tells them apart. LSP_ROUNDS makes it longer.
func TestRandomEditsWhileRequestsRun(t *testing.T) {
	rounds := 300
	if n, err := strconv.Atoi(os.Getenv("LSP_ROUNDS")); err == nil {
		rounds = n
	}
	c := start(t, nil)
	r := rand.New(rand.NewPCG(1, 2))
	c.open("a.prisma", blog)
	c.open("b.prisma", "model Extra {\n  id Int @id\n  ü  String // 😀\n}\n")
	methods := []string{"hover", "definition", "completion", "references", "documentHighlight", "signatureHelp", "documentSymbol", "codeLens", "foldingRange", "semanticTokens/full", "prepareRename"}
	pieces := []string{"model X {\n", "}\n", " @id", "@relation(fields: [", "])", "\n", "\r\n", "\r", "😀", "ü", "//", "/*", "\"", "id Int\n", "@@index([id])\n", "enum Role {", "{", "datasource db {\n", "User"}
	waiting := []chan answer{}
	for range rounds {
		name := []string{"a.prisma", "b.prisma"}[r.IntN(2)]
		text := newText(c.texts[name])
		var changes []textDocumentContentChangeEvent
		for range 1 + r.IntN(3) {
			from := r.IntN(len(text.string) + 1)
			to := min(len(text.string), from+r.IntN(12))
			span := textRange{text.position(int32Pos(from), utf16Encoding), text.position(int32Pos(to), utf16Encoding)}
			change := textDocumentContentChangeEvent{Range: &span, Text: pieces[r.IntN(len(pieces))]}
			if len(text.string) > 4000 || r.IntN(40) == 0 {
				change = textDocumentContentChangeEvent{Text: blog}
			}
			changes = append(changes, change)
			text = text.apply([]textDocumentContentChangeEvent{change}, utf16Encoding)
		}
		c.texts[name] = text.string
		c.versions[name]++
		c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri(name), "version": c.versions[name]}, "contentChanges": changes})
		id, pending := c.begin("textDocument/"+methods[r.IntN(len(methods))], map[string]any{
			"textDocument": map[string]any{"uri": uri(name)}, "position": text.position(int32Pos(r.IntN(len(text.string)+1)), utf16Encoding), "context": map[string]any{},
		})
		if r.IntN(5) == 0 {
			c.notify("$/cancelRequest", map[string]any{"id": id})
		}
		waiting = append(waiting, pending)
		if len(waiting) > 32 {
			<-waiting[0]
			waiting = waiting[1:]
		}
	}
	for _, pending := range waiting {
		a := <-pending
		if a.Error != nil && a.Error.Code != codeRequestCancelled && a.Error.Code != codeRequestFailed {
			t.Error(a.Error.Message)
		}
	}
	for name, text := range c.texts {
		require.Equal(t, text, c.serverText(name), "the texts differ")
	}
}

// serverText reads a buffer back from the server: a line of it is put at the end
// of an empty text by an edit that replaces everything but what it should be.
func (c *client) serverText(name string) string {
	var edits []textEdit
	c.mustCall("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": uri(name)}, "options": map[string]any{"tabSize": 2, "insertSpaces": true}}, &edits)
	want := format2(c, name)
	if got := applied(c.t, c.texts[name], edits); got != want {
		return got
	}
	return c.texts[name]
}

// format2 is what a server with the editor's texts makes of one of them.
func format2(c *client, name string) string {
	w := &world{docs: map[string]*document{}, settings: defaultSettings(), encoding: utf16Encoding, folders: []string{root}}
	w.layout = newLayout(afero.NewMemMapFs(), &disk{files: map[string]diskFile{}})
	for other, text := range c.texts {
		path, _ := pathOf(uri(other))
		d := &document{uri: uri(other), path: path, isOpen: true, text: newText(text)}
		w.docs[d.key()] = d
	}
	a := w.schema(uri(name))
	for i, d := range a.docs {
		if d.uri == uri(name) {
			return a.laidOut(w, i)
		}
	}
	return ""
}

// FuzzMessages feeds bytes to a server; then it must still answer.
func FuzzMessages(f *testing.F) {
	message := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	for _, seed := range []string{
		"", "\r\n", "Content-Length: 5\r\n\r\n{}", message(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`),
		message(`{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","text":"model A {"}}}`),
		message(`{"id":"x","method":"textDocument/completion","params":{"textDocument":{"uri":"untitled:1"},"position":{"line":0,"character":9}}}`),
		message(`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:1"},"contentChanges":[{"range":{"start":{"line":9,"character":-1},"end":{"line":-1}},"text":"}"}]}}`),
		"Content-Length: 99999999999999999999\r\n\r\n", message("[1,2]"), message(`{"id":1,"result":null}`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, noise []byte) {
		if strings.Contains(string(noise), "exit") || strings.Contains(string(noise), "shutdown") {
			t.Skip("leave is taken")
		}
		in, toServer := io.Pipe()
		fromServer, out := io.Pipe()
		ended := make(chan error, 1)
		go func() {
			ended <- (&Server{FS: afero.NewMemMapFs()}).Run(context.Background(), in, out)
			_ = out.Close()
		}()
		answers := make(chan int, 1)
		go func() {
			all, _ := io.ReadAll(fromServer)
			answers <- strings.Count(string(all), "\"panic")
		}()
		_, _ = toServer.Write([]byte(message(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"capabilities":{}}}`)))
		_, _ = toServer.Write(noise)
		_ = toServer.Close()
		<-ended
		require.Zero(t, <-answers, "it panicked")
	})
}
