package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// client is an editor, as far as a server can see: it keeps its own texts,
// answers what it is asked, and holds every message against the protocol.
type client struct {
	t      *testing.T
	fs     afero.Fs
	server *Server
	out    io.WriteCloser // to the server
	ended  chan error
	done   chan struct{} // that no message comes any more
	ignore bool          // what the server says after the test

	write sync.Mutex
	mu    sync.Mutex
	next  int
	wait  map[int]chan answer

	texts     map[string]string
	versions  map[string]int
	published map[string]publishDiagnosticsParams
	news      chan struct{} // that something was published
	logged    []string
	asked     []string // what the server asked
	settings  any
}

type answer struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// root is where the tests' projects lie.
const root = "/work space/project"

// capabilitiesOfTests are those of an editor that can do everything.
const capabilitiesOfTests = `{
	"workspace": {"configuration": true, "didChangeWatchedFiles": {"dynamicRegistration": true}, "didChangeConfiguration": {"dynamicRegistration": true},
		"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]}},
	"textDocument": {
		"completion": {"completionItem": {"snippetSupport": true}},
		"definition": {"linkSupport": true}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
		"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}},
		"publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true}}}`

// files are paths below root with their texts.
type files map[string]string

// start starts a server over a project, with every capability.
func start(t *testing.T, project files) *client {
	return startWith(t, project, capabilitiesOfTests, `{}`)
}

func startWith(t *testing.T, project files, capabilities, options string) *client {
	c := connect(t, project)
	c.mustCall("initialize", json.RawMessage(fmt.Sprintf(
		`{"processId": null, "rootUri": %q, "capabilities": %s, "initializationOptions": %s, "workspaceFolders": [{"uri": %q, "name": "project"}]}`,
		uriOf(root), capabilities, options, uriOf(root))), nil)
	c.notify("initialized", map[string]any{})
	return c
}

// connect starts a server that has not been told anything.
func connect(t *testing.T, project files) *client {
	fs := afero.NewMemMapFs()
	for name, text := range project {
		require.NoError(t, afero.WriteFile(fs, filepath.Join(root, name), []byte(text), 0o644))
	}
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	c := &client{
		t: t, fs: fs, out: toServer, ended: make(chan error, 1), done: make(chan struct{}), wait: map[int]chan answer{}, texts: map[string]string{}, versions: map[string]int{},
		published: map[string]publishDiagnosticsParams{}, news: make(chan struct{}, 1), settings: map[string]any{},
	}
	server := &Server{FS: fs, Version: "test", Docs: "https://example.com/docs"}
	c.server = server
	go func() {
		c.ended <- server.Run(context.Background(), in, out)
		_ = out.Close()
	}()
	go c.listen(fromServer)
	t.Cleanup(c.stop)
	return c
}

// stop takes leave, as an editor does, and expects the server to go.
func (c *client) stop() {
	if c.ignore {
		return
	}
	c.ignore = true
	c.call("shutdown", nil)
	c.notify("exit", nil)
	c.leaves()
	for _, message := range c.logged {
		c.t.Error("the server logged: " + message)
	}
}

// leaves expects the server to end.
func (c *client) leaves() error {
	c.ignore = true
	select {
	case err := <-c.ended:
		_ = c.out.Close()
		<-c.done
		return err
	case <-time.After(20 * time.Second):
		c.t.Fatal("the server did not end")
		return nil
	}
}

func (c *client) listen(from io.Reader) {
	defer close(c.done)
	in := textproto.NewReader(bufio.NewReader(from))
	for {
		header, err := in.ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			c.t.Errorf("no Content-Length in %v", header)
			return
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in.R, body); err != nil {
			c.t.Errorf("a message of less than its length: %v", err)
			return
		}
		c.take(body)
	}
}

// take takes a message of the server's.
func (c *client) take(body []byte) {
	var m struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Method  string          `json:"method"`
		Params  json.RawMessage `json:"params"`
		answer
	}
	if rule := broken(body); rule != "" {
		c.t.Errorf("%s: %.300s", rule, body)
		return
	}
	if err := json.Unmarshal(body, &m); err != nil {
		c.t.Errorf("no message: %s", body)
		return
	}
	switch {
	case m.Method != "" && m.ID != nil:
		c.mu.Lock()
		c.asked = append(c.asked, m.Method)
		var result any
		if m.Method == "workspace/configuration" {
			result = []any{c.settings}
		}
		c.mu.Unlock()
		go c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
	case m.Method == "textDocument/publishDiagnostics":
		var p publishDiagnosticsParams
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Error(err)
		}
		c.mu.Lock()
		c.published[p.URI] = p
		c.mu.Unlock()
		select {
		case c.news <- struct{}{}:
		default: // there is news enough
		}
	case m.Method == "window/logMessage":
		c.mu.Lock()
		c.logged = append(c.logged, string(m.Params))
		c.mu.Unlock()
	case m.Method != "":
	case m.ID != nil:
		id, _ := strconv.Atoi(string(m.ID))
		c.mu.Lock()
		waiting := c.wait[id]
		delete(c.wait, id)
		c.mu.Unlock()
		switch {
		case waiting != nil:
			waiting <- m.answer
		case string(m.ID) != "null":
			c.t.Errorf("an answer to what was not asked, or a second one: %.300s", body)
		}
	}
}

func (c *client) send(message any) {
	body, err := json.Marshal(message)
	if err != nil {
		c.t.Error(err)
	}
	c.sendRaw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *client) sendRaw(text string) {
	c.write.Lock()
	defer c.write.Unlock()
	_, _ = io.WriteString(c.out, text) // the server may have gone, which other checks see
}

func (c *client) notify(method string, params any) {
	message := map[string]any{"jsonrpc": "2.0", "method": method}
	if params != nil {
		message["params"] = params
	}
	c.send(message)
}

// begin sends a request and returns where its answer will come.
func (c *client) begin(method string, params any) (int, chan answer) {
	c.mu.Lock()
	c.next++
	id, waiting := c.next, make(chan answer, 1)
	c.wait[id] = waiting
	c.mu.Unlock()
	message := map[string]any{"jsonrpc": "2.0", "id": id, "method": method}
	if params != nil {
		message["params"] = params
	}
	c.send(message)
	return id, waiting
}

func (c *client) call(method string, params any) answer {
	_, waiting := c.begin(method, params)
	select {
	case a := <-waiting:
		return a
	case <-time.After(20 * time.Second):
		c.t.Error(method + ": no answer")
		return answer{}
	}
}

// mustCall is call for what may not fail.
func (c *client) mustCall(method string, params, result any) {
	c.t.Helper()
	a := c.call(method, params)
	require.Nil(c.t, a.Error, "%s: %+v", method, a.Error)
	if result != nil {
		require.NoError(c.t, json.Unmarshal(a.Result, result), "%s: %s", method, a.Result)
	}
}

func uri(name string) string { return uriOf(filepath.Join(root, name)) }

// open opens a buffer; a place in it may be marked with "|", which is returned.
func (c *client) open(name, text string) {
	c.texts[name], c.versions[name] = text, 1
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri(name), "languageId": "prisma", "version": 1, "text": text}})
}

func (c *client) change(name, text string) {
	c.texts[name] = text
	c.versions[name]++
	c.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": uri(name), "version": c.versions[name]}, "contentChanges": []any{map[string]any{"text": text}},
	})
}

func (c *client) close(name string) {
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri(name)}})
}

// diagnostics waits for what is said of a file at its present version.
func (c *client) diagnostics(name string) []string {
	c.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		c.mu.Lock()
		p, ok := c.published[uri(name)]
		c.mu.Unlock()
		if ok && (p.Version == nil || *p.Version == c.versions[name]) {
			return said(p.Diagnostics)
		}
		select {
		case <-c.news:
		case <-deadline:
			require.Fail(c.t, "no diagnostics", name)
		}
	}
}

// eventually waits until what is said of a file is want.
func (c *client) eventually(name string, want ...string) {
	c.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		c.mu.Lock()
		p, known := c.published[uri(name)]
		c.mu.Unlock()
		if got := said(p.Diagnostics); known && strings.Join(got, "\n") == strings.Join(want, "\n") {
			return
		}
		select {
		case <-c.news:
		case <-time.After(50 * time.Millisecond):
		case <-deadline:
			require.Equal(c.t, want, said(p.Diagnostics), name)
			return
		}
	}
}

// said is "line: message" of each diagnostic, lines from 1.
func said(list []diagnostic) []string {
	var out []string
	for _, d := range list {
		message, _, _ := strings.Cut(d.Message, "\n")
		out = append(out, fmt.Sprintf("%d: %s", d.Range.Start.Line+1, message))
	}
	return out
}

// here is a place in a file: that of "|" in a line of it, which is found by the
// rest of its text.
func (c *client) here(name, marked string) map[string]any {
	c.t.Helper()
	before, after, found := strings.Cut(marked, "|")
	require.True(c.t, found, "no | in %q", marked)
	at := strings.Index(c.texts[name], before+after)
	require.GreaterOrEqual(c.t, at, 0, "%q is not in %s", before+after, name)
	p := newText(c.texts[name]).position(int32Pos(at+len(before)), utf16Encoding)
	return map[string]any{"textDocument": map[string]any{"uri": uri(name)}, "position": p}
}

// written is the text at a location, as "file:line:text".
func (c *client) written(uri string, r textRange) string {
	for name, text := range c.texts {
		if uriOf(filepath.Join(root, name)) == uri {
			t := newText(text)
			s := t.span(r, utf16Encoding)
			return fmt.Sprintf("%s:%d:%s", name, r.Start.Line+1, text[s.Start:s.End])
		}
	}
	return uri
}
