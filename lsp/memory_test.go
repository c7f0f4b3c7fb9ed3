package lsp

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/syntax"
)

// TestMemoryStaysFlat edits a schema for a long time, as a person does who types,
// looks around, saves, and opens and closes files: what the server keeps in the
// end is what it kept early on. An hour is 12,000 keys: LSP_EDITS says how many.
func TestMemoryStaysFlat(t *testing.T) {
	const measures = 4
	edits := number("LSP_EDITS", 400)
	c := start(t, files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/schema.prisma": treeOfModels(60)})
	whole := treeOfModels(60)
	c.open("prisma/schema.prisma", whole)
	at := strings.Index(whole, "model Model30 {")
	at += strings.Index(whole[at:], "String") + len("String")
	var kept []uint64
	var routines []int
	for i := range edits + 1 {
		if i%max(edits/measures, 1) == 0 && i > 0 {
			c.diagnostics("prisma/schema.prisma")
			runtime.GC()
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			kept, routines = append(kept, m.HeapAlloc), append(routines, runtime.NumGoroutine())
		}
		c.change("prisma/schema.prisma", whole[:at]+strings.Repeat("x", i%9)+whole[at:])
		here := map[string]any{"textDocument": map[string]any{"uri": uri("prisma/schema.prisma")}, "position": position{Line: i % 600, Character: 4}, "options": map[string]any{}, "context": map[string]any{}}
		switch {
		case i%7 == 0:
			for _, method := range []string{"documentSymbol", "semanticTokens/full", "codeLens", "hover", "completion"} {
				c.mustCall("textDocument/"+method, here, nil)
			}
		case i%31 == 0:
			c.mustCall("textDocument/formatting", here, nil)
			c.notify("textDocument/didSave", here)
		case i%53 == 0:
			name := fmt.Sprintf("prisma/other%d.prisma", i)
			c.open(name, blog)
			c.close(name)
		case i%97 == 0:
			c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
		}
	}
	t.Logf("%d edits: kept %d bytes, goroutines %d", edits, kept, routines)
	require.Len(t, kept, measures)
	assert.Less(t, kept[measures-1], kept[0]+kept[0]/4+1<<20)
	assert.Less(t, routines[measures-1], routines[0]+10)
}

// TestTreesAreMadeOfTheSameMemory types in a schema: the trees of one text are made
// of what those of the text before were, but not while a request looks at them.
func TestTreesAreMadeOfTheSameMemory(t *testing.T) {
	const name = "a.prisma"
	c := start(t, nil)
	text := treeOfModels(20)
	c.open(name, text)
	block := func() any {
		c.diagnostics(name) // nothing looks at the text any more
		c.mustCall("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri(name)}, "position": position{9, 8}}, nil)
		for !c.server.users.TryLock() {
			runtime.Gosched()
		}
		defer c.server.users.Unlock()
		for _, d := range c.server.world().docs {
			for b := range d.file(syntax.Prisma7).Blocks(syntax.Model) {
				return b
			}
		}
		return nil
	}
	first := block()
	require.NotNil(t, first)
	for i := range 5 {
		c.change(name, strings.Repeat("\n", i+1)+text)
		assert.Same(t, first, block(), "edit %d", i)
	}
	c.server.users.RLock() // a request that is under way
	c.change(name, text)
	c.diagnostics(name)
	c.server.users.RUnlock()
	assert.NotSame(t, first, block())
}
