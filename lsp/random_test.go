package lsp

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// TestRandomEditsWhileRequestsRun edits buffers at random, with requests under
// way all the time, and then holds the server's texts against the editor's: what
// formatting leaves as it is tells them apart. LSP_ROUNDS makes it longer.
func TestRandomEditsWhileRequestsRun(t *testing.T) {
	rounds := number("LSP_ROUNDS", 300)
	c := start(t, nil)
	r := rand.New(rand.NewPCG(1, 2))
	c.open("a.prisma", blog)
	c.open("b.prisma", "model Extra {\n  id Int @id\n  ü  String // 😀\n}\n")
	methods := []string{"hover", "definition", "completion", "references", "documentHighlight", "signatureHelp", "documentSymbol", "codeLens", "foldingRange", "semanticTokens/full", "prepareRename"}
	waiting := []chan answer{}
	for range rounds {
		name := []string{"a.prisma", "b.prisma"}[r.IntN(2)]
		text := c.editAtRandom(r, name, editPieces, 40)
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

// TestRandomSequences does what editors and people do to a project, in any order
// and with mistakes: buffers come, change, are saved and go, files change on disk,
// settings and folders change, messages are broken, and requests are under way
// and cancelled. Each request is answered once, and in the end the server has the
// editor's texts. LSP_SEQUENCES is how many there are, LSP_SEED where they begin.
func TestRandomSequences(t *testing.T) {
	first := number("LSP_SEED", 0)
	var e *chaos
	for seed := first; seed < first+number("LSP_SEQUENCES", 100); seed++ {
		if (seed-first)%25 == 0 { // an editor that is used for a while
			if e != nil {
				e.stop()
			}
			e = &chaos{client: start(t, files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/a.prisma": blog}), open: map[string]bool{}}
		}
		e.Rand = rand.New(rand.NewPCG(uint64(seed), 1))
		for range 4 + e.IntN(12) {
			e.act()
		}
		e.settle(seed)
		if t.Failed() {
			t.Fatalf("sequence %d", seed)
		}
	}
}

// number is what a variable of the environment says, or another one.
func number(name string, or int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return or
}

// chaos is an editor that does anything.
type chaos struct {
	*client
	*rand.Rand
	open    map[string]bool
	waiting []chan answer
}

var (
	chaosFiles   = []string{"prisma/a.prisma", "prisma/b.prisma", "prisma/deep/c.prisma", "other/d.prisma"}
	chaosPieces  = append(slices.Clone(editPieces), "\ufeff", "@@map(\"", "(", ",")
	chaosMethods = []string{"hover", "definition", "completion", "references", "documentHighlight", "signatureHelp", "documentSymbol", "codeLens", "foldingRange",
		"semanticTokens/full", "semanticTokens/range", "prepareRename", "rename", "codeAction", "formatting", "rangeFormatting", "onTypeFormatting", "inlayHint", "selectionRange", "linkedEditingRange", "documentLink"}
	chaosNoise = []string{"Content-Length: x\r\n\r\n", "noise\n\n", framed(`{"a"`), framed(`[]`), framed(`{"method":"textDocument/didOpen","params":[]}`), framed(`{"method":"x","params":-1}`)}
)

func (e *chaos) one(of []string) string { return of[e.IntN(len(of))] }

// place is somewhere in a text.
func (e *chaos) place(text *text) position {
	return text.position(int32Pos(e.IntN(len(text.string)+1)), utf16Encoding)
}

func (e *chaos) act() {
	name := e.one(chaosFiles)
	document := map[string]any{"uri": uri(name)}
	switch n := e.IntN(40); {
	case !e.open[name] && n < 25:
		e.open[name] = true
		e.client.open(name, e.one([]string{blog, "model Extra {\n  id Int @id\n  ü  String // 😀\n}\n", "", "model"}))
	case n < 12 && e.open[name]:
		e.editAtRandom(e.Rand, name, chaosPieces, 20)
	case n < 28:
		e.ask(name)
	case n < 29 && e.open[name]:
		delete(e.open, name)
		delete(e.texts, name)
		e.close(name)
	case n < 31 && e.open[name]:
		e.disk(name, e.texts[name])
		e.notify("textDocument/didSave", map[string]any{"textDocument": document})
	case n < 33:
		e.disk(name, e.one([]string{blog, "model Disk {\n  id Int @id\n}\n", "\x00\xff"}))
		e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri(name), "type": 2}}})
	case n < 34:
		_ = e.fs.Rename(filepath.Join(root, name), filepath.Join(root, e.one(chaosFiles)))
	case n < 35:
		_ = e.fs.Remove(filepath.Join(root, name))
	case n < 36:
		e.disk("package.json", e.one([]string{`{"devDependencies": {"prisma": "6.19.0"}}`, `{"prisma": {"schema": "other"}}`, `{`, `{"devDependencies": {"prisma": "7.1.0"}}`}))
	case n < 37:
		e.mu.Lock()
		e.settings = map[string]any{"prisma": e.IntN(9), "diagnostics": map[string]any{"enable": e.IntN(2) == 0}, "codeLens": e.IntN(2)}
		e.mu.Unlock()
		e.notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{}})
	case n < 38:
		folder := []any{map[string]any{"uri": uri("other"), "name": "other"}}
		e.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{e.one([]string{"added", "removed"}): folder}})
	case n < 39:
		e.sendRaw(e.one(chaosNoise))
	default:
		_, pending := e.begin("workspace/symbol", map[string]any{"query": e.one([]string{"", "id", "U"})})
		e.waiting = append(e.waiting, pending)
	}
}

func (e *chaos) disk(name, text string) {
	require.NoError(e.t, afero.WriteFile(e.fs, filepath.Join(root, name), []byte(text), 0o644))
}

// editPieces are what is typed into buffers.
var editPieces = []string{"model X {\n", "}\n", " @id", "@relation(fields: [", "])", "\n", "\r\n", "\r", "😀", "ü", "//", "/*", "\"", "id Int\n", "@@index([id])\n", "enum Role {", "{", "datasource db {\n", "User"}

// editAtRandom changes a buffer in one to three places, one time in wholeIn as a whole, and returns its text.
func (c *client) editAtRandom(r *rand.Rand, name string, pieces []string, wholeIn int) *text {
	text := newText(c.texts[name])
	var changes []textDocumentContentChangeEvent
	for range 1 + r.IntN(3) {
		from := r.IntN(len(text.string) + 1)
		to := min(len(text.string), from+r.IntN(12))
		span := textRange{text.position(int32Pos(from), utf16Encoding), text.position(int32Pos(to), utf16Encoding)}
		change := textDocumentContentChangeEvent{Range: &span, Text: pieces[r.IntN(len(pieces))]}
		if len(text.string) > 4000 || r.IntN(wholeIn) == 0 {
			change = textDocumentContentChangeEvent{Text: blog}
		}
		changes = append(changes, change)
		text = text.apply([]textDocumentContentChangeEvent{change}, utf16Encoding)
	}
	c.texts[name] = text.string
	c.versions[name]++
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri(name), "version": c.versions[name]}, "contentChanges": changes})
	return text
}

// ask begins a request, which may be cancelled, and may be about a file that is
// not open.
func (e *chaos) ask(name string) {
	text := newText(e.texts[name])
	at := e.place(text)
	span := textRange{at, at}
	if other := e.place(text); other.Line > at.Line {
		span.End = other
	}
	id, pending := e.begin("textDocument/"+e.one(chaosMethods), map[string]any{
		"textDocument": map[string]any{"uri": uri(name)}, "position": at, "positions": []position{at}, "range": span, "ch": e.one([]string{"}", "\n"}), "newName": e.one([]string{"Other", "id", "no name"}),
		"options": map[string]any{"tabSize": 2, "insertSpaces": true}, "context": map[string]any{"diagnostics": []any{}, "includeDeclaration": true},
	})
	if e.IntN(4) == 0 {
		e.notify("$/cancelRequest", map[string]any{"id": id})
	}
	e.waiting = append(e.waiting, pending)
}

// settle waits for all answers, and holds the server's texts against the editor's.
func (e *chaos) settle(seed int) {
	for _, pending := range e.waiting {
		select {
		case a := <-pending:
			if a.Error != nil && a.Error.Code != codeRequestCancelled && a.Error.Code != codeRequestFailed {
				e.t.Errorf("sequence %d: %d: %s", seed, a.Error.Code, a.Error.Message)
			}
		case <-time.After(30 * time.Second):
			e.t.Fatalf("sequence %d: a request without an answer", seed)
		}
	}
	e.waiting = nil
	e.mustCall("workspace/symbol", map[string]any{"query": "nothing"}, nil) // what was sent before is taken
	w := e.server.world()
	require.Len(e.t, w.docs, len(e.open), "sequence %d", seed)
	for name := range e.open {
		d := w.docs[filepath.Join(root, name)]
		require.NotNil(e.t, d, "sequence %d: %s", seed, name)
		require.Equal(e.t, e.texts[name], d.text.string, "sequence %d: %s", seed, name)
	}
}

// framed is a message as it is sent.
func framed(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// FuzzMessages feeds bytes to a server; then it must still answer.
func FuzzMessages(f *testing.F) {
	for _, seed := range []string{
		"", "\r\n", "Content-Length: 5\r\n\r\n{}", framed(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`),
		framed(`{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","text":"model A {"}}}`),
		framed(`{"id":"x","method":"textDocument/completion","params":{"textDocument":{"uri":"untitled:1"},"position":{"line":0,"character":9}}}`),
		framed(`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:1"},"contentChanges":[{"range":{"start":{"line":9,"character":-1},"end":{"line":-1}},"text":"}"}]}}`),
		"Content-Length: 99999999999999999999\r\n\r\n", framed("[1,2]"), framed(`{"id":1,"result":null}`),
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
		_, _ = toServer.Write([]byte(framed(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"capabilities":{}}}`)))
		_, _ = toServer.Write(noise)
		_ = toServer.Close()
		<-ended
		require.Zero(t, <-answers, "it panicked")
	})
}

// TestAnswersDoNotDependOnMemory asks two servers the same about the same texts:
// one that uses the memory of trees again, and one that never may.
func TestAnswersDoNotDependOnMemory(t *testing.T) {
	again, anew := start(t, nil), start(t, nil)
	anew.server.users.RLock()
	defer anew.server.users.RUnlock()
	dice := [2]*rand.Rand{rand.New(rand.NewPCG(3, 4)), rand.New(rand.NewPCG(3, 4))}
	for i := range number("LSP_ROUNDS", 300) {
		var said [2]answer
		for k, c := range []*client{again, anew} {
			r := dice[k]
			name := []string{"a.prisma", "b.prisma"}[r.IntN(2)]
			if c.texts[name] == "" {
				c.open(name, blog)
			}
			text := c.editAtRandom(r, name, editPieces, 20)
			place := text.position(int32Pos(r.IntN(len(text.string)+1)), utf16Encoding)
			said[k] = c.call("textDocument/"+chaosMethods[r.IntN(len(chaosMethods))], map[string]any{
				"textDocument": map[string]any{"uri": uri(name)}, "position": place, "positions": []position{place}, "range": textRange{position{}, place}, "ch": "}", "newName": "Other",
				"options": map[string]any{"tabSize": 2, "insertSpaces": true}, "context": map[string]any{"diagnostics": []any{}, "includeDeclaration": true},
			})
		}
		require.Equal(t, string(said[1].Result), string(said[0].Result), "round %d", i)
	}
	require.Equal(t, anew.diagnostics("a.prisma"), again.diagnostics("a.prisma"))
}
