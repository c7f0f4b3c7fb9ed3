package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzScan holds the scanner against encoding/json: the same texts are objects
// and lists, with the same things in them.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`{}`, ` { "a" : 1 , "b":[ ] } `, `{"a":"x\n\"\\\/\b\f\r\té\ud83d\ude00\ud800","a":null}`, `{"a":-1.5e+3,"b":tru}`, `{"a" 1}`, `{"a":1,}`, `{,}`,
		`{"text":"model A {\\n  name String @default(\\"long enough\\")\\r\\n}"}`, "[\"123456\x1f8\"]", `["ééééééééé\\\\"]`,
		`[1,"b",{"c":[true,false,null]}]`, `[`, `[1 2]`, `{"a":"`, `{"a":"\`, `{"a":"\u12"}`, `{"a":"\x"}`, "{\"a\":\"\t\"}", "[\"\xff\"]", `{"a":1}x`, `1`, `""`, ``, `{"":0}`, `[01]`, `[-]`, `{1:2}`,
		"{\"a\":1}\x00", "[1]\x00", "[\x00]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var wantFields map[string]json.RawMessage
		wantErr := json.Unmarshal(text, &wantFields)
		got, err := fields(message(text))
		if isNull(text) {
			wantErr = errNotObject // which encoding/json takes for an empty one
		}
		require.Equal(t, wantErr == nil, err == nil, "%v, %v", wantErr, err)
		if err == nil {
			require.Len(t, got, len(wantFields))
			for name, want := range wantFields {
				assert.Equal(t, string(want), string(got[name].RawMessage))
				sameText(t, got[name].RawMessage)
			}
		}
		var wantElements []json.RawMessage
		wantErr = json.Unmarshal(text, &wantElements)
		if isNull(text) {
			wantErr = errNotArray
		}
		list, err := elements(message(text))
		require.Equal(t, wantErr == nil, err == nil, "%v, %v", wantErr, err)
		if err == nil {
			require.Len(t, list, len(wantElements))
			for i, want := range wantElements {
				assert.Equal(t, string(want), string(list[i].RawMessage))
				sameText(t, list[i].RawMessage)
			}
		}
	})
}

// TestLongTexts are gone over once, and found again at every level.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat(`a\"b\n`, longLiteral)
	body := `{"method":"m","other":"` + long + `x","params":{"contentChanges":[{"text":"y"},{"text":"` + long + `"},{"text":"` + long + `z"}],"textDocument":{"uri":"u","version":3}}}`
	whole, err := fields(message([]byte(body)))
	require.NoError(t, err)
	require.Len(t, *whole["params"].long, 3)
	var p didChangeTextDocumentParams
	require.NoError(t, p.decode(whole["params"]))
	want, err := textOf(json.RawMessage(`"` + long + `"`))
	require.NoError(t, err)
	require.Len(t, p.ContentChanges, 3)
	assert.Equal(t, []string{"y", want, want + "z"}, []string{p.ContentChanges[0].Text, p.ContentChanges[1].Text, p.ContentChanges[2].Text})
	assert.Equal(t, 3, p.TextDocument.Version)
}

func isNull(text []byte) bool {
	var v any
	return json.Unmarshal(text, &v) == nil && v == nil
}

func sameText(t *testing.T, literal json.RawMessage) {
	var want string
	wantErr := json.Unmarshal(literal, &want)
	got, err := textOf(literal)
	require.Equal(t, wantErr == nil, err == nil)
	if err == nil {
		assert.Equal(t, want, got)
	}
}
