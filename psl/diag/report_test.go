package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReportIsOneLineOfJSON(t *testing.T) {
	e := at(t, "dir/a <b>.prisma", "é «x»\n", `no "x"`, "")
	w := e
	w.Severity, w.Help = Warning, "h"
	elsewhere := at(t, "b.prisma", "«y»\n", "m", "")
	var b bytes.Buffer
	require.NoError(t, NewReport(e.File, List{e, elsewhere, w}).Write(&b))
	assert.Equal(t, `{"file":"dir/a <b>.prisma","ok":false,`+
		`"errors":[{"start":3,"end":4,"line":1,"column":3,"code":"test","message":"no \"x\"","help":""}],`+
		`"warnings":[{"start":3,"end":4,"line":1,"column":3,"code":"test","message":"no \"x\"","help":"h"}]}`+"\n", b.String())
}

func TestReportOfAFileWithoutErrors(t *testing.T) {
	w := at(t, "a.prisma", "«x»\n", "m", "")
	w.Severity = Warning
	assert.True(t, NewReport(w.File, List{w}).OK, "warnings do not fail")
	var b bytes.Buffer
	require.NoError(t, NewReport(w.File, nil).Write(&b))
	assert.Equal(t, `{"file":"a.prisma","ok":true,"errors":[],"warnings":[]}`+"\n", b.String())
}

func sarif(t *testing.T, l List, unread ...Unread) map[string]any {
	t.Helper()
	var b bytes.Buffer
	tool := Tool{Name: "create-app", Version: "1.0.0", URL: "https://example.com/d.md", Rules: []Rule{{Code: "test", Summary: "something is wrong", Cure: "mend it"}}}
	require.NoError(t, WriteSARIF(&b, tool, l, unread...))
	var log map[string]any
	require.NoError(t, json.Unmarshal(b.Bytes(), &log))
	return log
}

// pick follows keys and indexes into decoded JSON.
func dig(t *testing.T, v any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, ok := v.(map[string]any)
			require.True(t, ok, "%v is no object", step)
			require.Contains(t, m, s)
			v = m[s]
		case int:
			l, ok := v.([]any)
			require.True(t, ok)
			require.Greater(t, len(l), s)
			v = l[s]
		}
	}
	return v
}

func TestSARIFHasWhatCodeScanningReads(t *testing.T) {
	d := at(t, "prisma/my schema.prisma", "  é «x»\n", "no x", "write y")
	d.Related = []Related{{File: d.File, Span: d.Span, Message: "here"}}
	d.Fix = &Fix{Title: "write y", Edits: []Edit{{Span: d.Span, Text: "y"}}}
	again := d
	log := sarif(t, List{d, again})
	assert.Equal(t, "2.1.0", log["version"])
	assert.Equal(t, "https://json.schemastore.org/sarif-2.1.0.json", log["$schema"])
	run := dig(t, log, "runs", 0)
	assert.Equal(t, "unicodeCodePoints", dig(t, run, "columnKind"))
	assert.Equal(t, "create-app", dig(t, run, "tool", "driver", "name"))
	assert.Len(t, dig(t, run, "tool", "driver", "rules"), 1)
	rule := dig(t, run, "tool", "driver", "rules", 0)
	assert.Equal(t, "test", dig(t, rule, "id"))
	assert.Equal(t, "something is wrong", dig(t, rule, "shortDescription", "text"))
	assert.Equal(t, "something is wrong", dig(t, rule, "fullDescription", "text"))
	assert.Equal(t, "mend it", dig(t, rule, "help", "text"))
	assert.Equal(t, "https://example.com/d.md#test", dig(t, rule, "helpUri"))
	assert.Equal(t, "error", dig(t, rule, "defaultConfiguration", "level"))
	result := dig(t, run, "results", 0)
	assert.Equal(t, "test", dig(t, result, "ruleId"))
	assert.InDelta(t, 0, dig(t, result, "ruleIndex"), 0)
	assert.Equal(t, "error", dig(t, result, "level"))
	assert.Equal(t, "no x: write y", dig(t, result, "message", "text"))
	place := dig(t, result, "locations", 0, "physicalLocation")
	assert.Equal(t, "prisma/my%20schema.prisma", dig(t, place, "artifactLocation", "uri"))
	assert.Equal(t, map[string]any{
		"startLine": 1.0, "startColumn": 5.0, "endLine": 1.0, "endColumn": 6.0, "byteOffset": 5.0, "byteLength": 1.0,
	}, dig(t, place, "region"))
	assert.Equal(t, "here", dig(t, result, "relatedLocations", 0, "message", "text"))
	assert.Equal(t, "y", dig(t, result, "fixes", 0, "artifactChanges", 0, "replacements", 0, "insertedContent", "text"))
	first, _ := dig(t, result, "partialFingerprints", "primaryLocationLineHash").(string)
	second, _ := dig(t, run, "results", 1, "partialFingerprints", "primaryLocationLineHash").(string)
	assert.True(t, strings.HasSuffix(first, ":1") && strings.HasSuffix(second, ":2"), "%s %s", first, second)
}

func TestSARIFOfNothingStillHasItsLists(t *testing.T) {
	log := sarif(t, nil)
	assert.Equal(t, []any{}, dig(t, log, "runs", 0, "results"))
	assert.Equal(t, []any{}, dig(t, log, "runs", 0, "tool", "driver", "rules"))
}

func TestSARIFSaysThatFilesCouldNotBeRead(t *testing.T) {
	assert.Equal(t, map[string]any{"executionSuccessful": true}, dig(t, sarif(t, nil), "runs", 0, "invocations", 0))
	call := dig(t, sarif(t, nil, Unread{Name: "my schema.prisma", Reason: "permission denied"}), "runs", 0, "invocations", 0)
	assert.Equal(t, false, dig(t, call, "executionSuccessful"))
	assert.Equal(t, map[string]any{
		"level": "error", "message": map[string]any{"text": "permission denied"},
		"locations": []any{map[string]any{"physicalLocation": map[string]any{"artifactLocation": map[string]any{"uri": "my%20schema.prisma"}}}},
	}, dig(t, call, "toolExecutionNotifications", 0))
}

func TestFileURI(t *testing.T) {
	for in, want := range map[string]string{
		"a.prisma": "a.prisma", "./p/a.prisma": "p/a.prisma", `p\a b.prisma`: "p/a%20b.prisma",
		"/abs/a.prisma": "file:///abs/a.prisma", `C:\p\a.prisma`: "file:///C:/p/a.prisma", "x:y.prisma": "./x:y.prisma",
		"-": "-", "a b/100%#?.prisma": "a%20b/100%25%23%3F.prisma", "ünï/日本.prisma": "%C3%BCn%C3%AF/%E6%97%A5%E6%9C%AC.prisma",
	} {
		assert.Equal(t, want, fileURI(in), in)
	}
}
