package lsp

import (
	"encoding/json"
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
		got, err := fields(text)
		if isNull(text) {
			wantErr = errNotObject // which encoding/json takes for an empty one
		}
		require.Equal(t, wantErr == nil, err == nil, "%v, %v", wantErr, err)
		if err == nil {
			require.Len(t, got, len(wantFields))
			for name, want := range wantFields {
				assert.Equal(t, string(want), string(got[name]))
				sameText(t, got[name])
			}
		}
		var wantElements []json.RawMessage
		wantErr = json.Unmarshal(text, &wantElements)
		if isNull(text) {
			wantErr = errNotArray
		}
		list, err := elements(text)
		require.Equal(t, wantErr == nil, err == nil, "%v, %v", wantErr, err)
		if err == nil {
			require.Len(t, list, len(wantElements))
			for i, want := range wantElements {
				assert.Equal(t, string(want), string(list[i]))
				sameText(t, list[i])
			}
		}
	})
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
