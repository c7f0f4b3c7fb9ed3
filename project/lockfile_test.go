package project

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Before version 2, package-lock.json nests what packages bring along; the outermost is the project's own.
func TestOutermostVersion(t *testing.T) {
	const lock = "{\n  \"requires\": {\"next\": true},\n  \"dependencies\": {\n    \"a\": {\n      \"dependencies\": {\n        \"next\": {\n          \"version\": \"1.0.0\"\n        }\n      }\n    },\n" +
		"    \"next\" :\n {\n      \"version\": \"2.0.0\"\n    },\n    \"b\": {\n      \"dependencies\": {\n        \"next\": {\n          \"version\": \"3.0.0\"\n        }\n      }\n    }\n  }\n}\n"
	lookup := openNPM([]byte(lock), ".")
	assert.Equal(t, "2.0.0", lookup("next", ""))
	assert.Equal(t, "", lookup("none", ""))

	start := time.Now()
	lookup = openNPM([]byte("{\"dependencies\": {"+strings.Repeat("\n\"next\": {},", 3_000_000)+"\"x\": {}}}"), ".")
	for range 5 {
		assert.Equal(t, "", lookup("next", ""))
	}
	assert.Less(t, time.Since(start), 20*time.Second)
}
