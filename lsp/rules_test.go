package lsp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// broken says how a message of the server breaks the protocol's rules, or "".
func broken(body []byte) string {
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		return err.Error()
	}
	_, hasID := m["id"]
	_, hasMethod := m["method"]
	_, hasResult := m["result"]
	_, hasError := m["error"]
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains([]string{"jsonrpc", "id", "method", "params", "result", "error"}, key) {
			return fmt.Sprintf("member %q", key)
		}
	}
	switch {
	case m["jsonrpc"] != "2.0":
		return "not of version 2.0"
	case hasMethod && (hasResult || hasError):
		return "a request and an answer at once"
	case !hasMethod && (!hasID || hasResult == hasError):
		return "an answer has an id, and either a result or an error"
	case hasError:
		e, _ := m["error"].(map[string]any)
		if code, ok := e["code"].(float64); !ok || code != float64(int(code)) || e["message"] == "" {
			return "an error has a whole number as its code, and a message"
		}
	}
	return brokenValue("", m)
}

// brokenValue looks for what is wrong in any answer: places before the first,
// ranges that end before they start, edits of one text that overlap, a selection
// outside of what is selected.
func brokenValue(path string, v any) string {
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			if s := brokenValue(fmt.Sprintf("%s[%d]", path, i), e); s != "" {
				return s
			}
		}
		return overlap(path, v)
	case map[string]any:
		if start, end, ok := ends(v); ok {
			if start[0] < 0 || start[1] < 0 || slices.Compare(start, end) > 0 {
				return fmt.Sprintf("%s: from %v to %v", path, start, end)
			}
		}
		whole, _ := v["range"].(map[string]any)
		chosen, _ := v["selectionRange"].(map[string]any)
		if a, b, ok := ends(whole); ok {
			if c, d, ok := ends(chosen); ok && (slices.Compare(a, c) > 0 || slices.Compare(d, b) > 0) {
				return path + ": the selection is outside"
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if s := brokenValue(path+"."+key, v[key]); s != "" {
				return s
			}
		}
	}
	return ""
}

// ends are the ends of a range.
func ends(v map[string]any) (start, end []float64, ok bool) {
	place := func(v any) ([]float64, bool) {
		p, _ := v.(map[string]any)
		line, ok := p["line"].(float64)
		character, also := p["character"].(float64)
		return []float64{line, character}, ok && also && line == float64(int(line)) && character == float64(int(character))
	}
	start, isStart := place(v["start"])
	end, isEnd := place(v["end"])
	return start, end, isStart && isEnd
}

func overlap(path string, list []any) string {
	var spans [][2][]float64
	for _, e := range list {
		edit, _ := e.(map[string]any)
		if _, isEdit := edit["newText"].(string); !isEdit {
			return ""
		}
		r, _ := edit["range"].(map[string]any)
		start, end, ok := ends(r)
		if !ok {
			return path + ": an edit without a range"
		}
		spans = append(spans, [2][]float64{start, end})
	}
	slices.SortStableFunc(spans, func(a, b [2][]float64) int { return cmp.Or(slices.Compare(a[0], b[0]), slices.Compare(a[1], b[1])) })
	for i := 1; i < len(spans); i++ {
		if slices.Compare(spans[i-1][1], spans[i][0]) > 0 {
			return fmt.Sprintf("%s: the edits at %v and %v overlap", path, spans[i-1], spans[i])
		}
	}
	return ""
}

func TestTheRulesAreHeld(t *testing.T) {
	for body, want := range map[string]string{
		`{"jsonrpc":"2.0","id":1,"result":null}`:                                                                                 "",
		`{"jsonrpc":"2.0","id":1}`:                                                                                               "an answer",
		`{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"x"}}`:                                                   "an answer",
		`{"id":1,"result":1}`:                                                                                                    "version",
		`{"jsonrpc":"2.0","method":"x","extra":1}`:                                                                               "extra",
		`{"jsonrpc":"2.0","id":1,"error":{"code":1.5,"message":"x"}}`:                                                            "whole number",
		`{"jsonrpc":"2.0","id":1,"result":{"range":` + spanned(1, 2, 1, 1) + `}}`:                                                "from",
		`{"jsonrpc":"2.0","id":1,"result":{"range":` + spanned(-1, 2, 1, 1) + `}}`:                                               "from",
		`{"jsonrpc":"2.0","id":1,"result":[` + edited(1, 2, 1, 4) + `,` + edited(1, 3, 1, 5) + `]}`:                              "overlap",
		`{"jsonrpc":"2.0","id":1,"result":[` + edited(1, 2, 1, 4) + `,` + edited(1, 4, 1, 5) + `]}`:                              "",
		`{"jsonrpc":"2.0","id":1,"result":[{"range":` + spanned(1, 2, 3, 1) + `,"selectionRange":` + spanned(1, 0, 1, 1) + `}]}`: "selection",
	} {
		got := broken([]byte(body))
		assert.True(t, got == want || want != "" && strings.Contains(got, want), "%s: %q", body, got)
	}
}

func spanned(a, b, c, d int) string {
	return fmt.Sprintf(`{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}}`, a, b, c, d)
}

func edited(a, b, c, d int) string { return `{"newText":"","range":` + spanned(a, b, c, d) + `}` }
