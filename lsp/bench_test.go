//go:build unix

package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// wire speaks with a server as fast as it can, so that little but the server is measured.
type wire struct {
	b   *testing.B
	out io.WriteCloser
	in  *textproto.Reader
}

func dial(b *testing.B) *wire {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	server := &Server{FS: afero.NewMemMapFs()}
	ended := make(chan error, 1)
	go func() { ended <- server.Run(context.Background(), in, out) }()
	w := &wire{b, toServer, textproto.NewReader(bufio.NewReaderSize(fromServer, 64<<10))}
	w.send("initialize", 1, map[string]any{"capabilities": json.RawMessage(capabilitiesOfTests)})
	w.until(`"id":1`)
	b.Cleanup(func() {
		w.send("shutdown", 1, nil)
		w.until(`"id":1`)
		w.send("exit", 0, nil)
		require.NoError(b, <-ended)
	})
	return w
}

// send sends a request, or with no id a notification.
func (w *wire) send(method string, id int, params any) {
	w.write(encoded(w.b, method, id, params))
}

func encoded(b *testing.B, method string, id int, params any) []byte {
	message := map[string]any{"jsonrpc": "2.0", "method": method}
	if id != 0 {
		message["id"] = id
	}
	if params != nil {
		message["params"] = params
	}
	body, err := json.Marshal(message)
	require.NoError(b, err)
	return fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (w *wire) write(message []byte) {
	_, err := w.out.Write(message)
	require.NoError(w.b, err)
}

// until reads messages up to one with a text in it.
func (w *wire) until(text string) {
	for {
		header, err := w.in.ReadMIMEHeader()
		require.NoError(w.b, err)
		length, err := strconv.Atoi(header.Get("Content-Length"))
		require.NoError(w.b, err)
		body := make([]byte, length)
		_, err = io.ReadFull(w.in.R, body)
		require.NoError(w.b, err)
		if bytes.Contains(body, []byte(text)) {
			return
		}
	}
}

// processorTime has a benchmark report what the process used besides what the
// clock says, which other programs change.
func processorTime(b *testing.B) {
	used := func() time.Duration {
		var r syscall.Rusage
		require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &r))
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	start := used()
	b.Cleanup(func() { b.ReportMetric(float64(used()-start)/float64(b.N), "cpu-ns/op") })
}

const benchURI = "untitled:schema.prisma"

func (w *wire) openTree(models int) string {
	text := treeOfModels(models)
	w.send("textDocument/didOpen", 0, map[string]any{"textDocument": map[string]any{"uri": benchURI, "languageId": "prisma", "version": 0, "text": text}})
	w.until(`"version":0`)
	return text
}

// BenchmarkKey is the time from a key to the diagnostics: the name of a type in
// the middle of a schema changes, and is wrong half of the time. An editor sends
// what has changed, or the whole text.
func BenchmarkKey(b *testing.B) {
	for _, models := range []int{10, 1000} {
		for _, whole := range []bool{false, true} {
			b.Run(fmt.Sprintf("models=%d/%s", models, map[bool]string{false: "change", true: "text"}[whole]), func(b *testing.B) {
				w := dial(b)
				text := w.openTree(models)
				at := strings.Index(text, fmt.Sprintf("model Model%d {", models/2))
				at += strings.Index(text[at:], "String") + len("String")
				place := newText(text).position(int32Pos(at), utf16Encoding)
				end := place
				end.Character++
				typed := text[:at] + "x" + text[at:]
				b.ReportAllocs()
				processorTime(b)
				version := 0
				for b.Loop() {
					version++
					var change any
					switch {
					case whole && version%2 == 1:
						change = map[string]any{"text": typed}
					case whole:
						change = map[string]any{"text": text}
					case version%2 == 1:
						change = map[string]any{"text": "x", "range": textRange{place, place}}
					default:
						change = map[string]any{"text": "", "range": textRange{place, end}}
					}
					b.StopTimer()
					message := encoded(b, "textDocument/didChange", 0, map[string]any{
						"textDocument": map[string]any{"uri": benchURI, "version": version}, "contentChanges": []any{change},
					})
					b.StartTimer()
					w.write(message)
					w.until(fmt.Sprintf(`"version":%d`, version))
				}
			})
		}
	}
}

// BenchmarkRequest is the time of an answer about a schema of 1,000 models after a key.
func BenchmarkRequest(b *testing.B) {
	for _, method := range []string{"documentSymbol", "semanticTokens/full", "formatting", "completion", "hover", "definition", "references", "rename", "codeLens", "foldingRange"} {
		b.Run(method, func(b *testing.B) {
			w := dial(b)
			text := w.openTree(1000)
			at := newText(text).position(int32Pos(strings.Index(text, "Model250? @relation")+1), utf16Encoding)
			params := map[string]any{
				"textDocument": map[string]any{"uri": benchURI}, "position": at, "newName": "Other", "context": map[string]any{"includeDeclaration": true},
				"options": map[string]any{"tabSize": 2, "insertSpaces": true},
			}
			message := encoded(b, "textDocument/"+method, 7, params)
			b.ReportAllocs()
			processorTime(b)
			for b.Loop() {
				w.write(message)
				w.until(`"id":7`)
			}
		})
	}
}
