package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLSPWritesWhatItCounts holds the lengths of messages against what is written:
// a character of a schema that acts upon a terminal is the editor's to show.
func TestLSPWritesWhatItCounts(t *testing.T) {
	env, _, _ := testEnv(t)
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	env.In, env.Out = in, out
	exit := make(chan int, 1)
	go func() { exit <- run([]string{"lsp"}, env) }()
	answers := bufio.NewReader(fromServer)
	read := func() string {
		var length int
		_, err := fmt.Fscanf(answers, "Content-Length: %d\r\n\r\n", &length)
		require.NoError(t, err)
		body := make([]byte, length)
		_, err = io.ReadFull(answers, body)
		require.NoError(t, err)
		return string(body)
	}
	send := func(message string) {
		_, err := fmt.Fprintf(toServer, "Content-Length: %d\r\n\r\n%s", len(message), message)
		require.NoError(t, err)
	}
	ask := func(message, id string) string {
		send(message)
		for {
			if answer := read(); strings.Contains(answer, id) {
				return answer
			}
		}
	}
	const controls = "del \x7f next line \u0085 turned \u202e"
	ask(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`, `"id":1`)
	send(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","version":1,"text":"/// ` + controls + `\nmodel A {\n  id Int @id\n}\n"}}}`)
	hover := ask(`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:1"},"position":{"line":1,"character":6}}}`, `"id":2`)
	assert.Contains(t, hover, controls)
	ask(`{"jsonrpc":"2.0","id":3,"method":"shutdown"}`, `"id":3`)
	send(`{"jsonrpc":"2.0","method":"exit"}`)
	require.Equal(t, exitDone, <-exit)
}
