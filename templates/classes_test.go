package templates

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A row of the table is used, and described without Tailwind, too.
func TestEveryClassIsUsedAndDescribed(t *testing.T) {
	var text strings.Builder
	require.NoError(t, fs.WalkDir(embedded, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(p, "globals.css") {
			content, _ := embedded.ReadFile(p)
			text.Write(content)
		}
		return err
	}))
	app := sample()
	sheet := string(render(t, app)["app/globals.css"].Content)
	for name := range classes() {
		assert.Regexp(t, `Class(List)? "`+name+`"`, text.String(), "nothing has the class")
		assert.Regexp(t, `(?m)^\.`+name+`[ ,:[]`, sheet, "the style sheet has no rule")
	}
	for _, rule := range regexp.MustCompile(`(?m)^\.([a-z-]+)`).FindAllStringSubmatch(sheet, -1) {
		assert.Contains(t, classes(), rule[1], "the style sheet has a rule for nothing")
	}
	assert.NotContains(t, text.String(), `className="`, "a class beside the table")
}

func TestTailwindReplacesTheStyleSheet(t *testing.T) {
	app := sample()
	for _, on := range []bool{true, false} {
		app.Tailwind = on
		files := render(t, app)
		sheet := string(files["app/globals.css"].Content)
		assert.Equal(t, on, strings.HasPrefix(sheet, "@import \"tailwindcss\";\n"))
		assert.Equal(t, !on, strings.Contains(sheet, "\n.card,\n"))
		assert.Equal(t, on, files["postcss.config.mjs"].Path != "")
		assert.Equal(t, on, strings.Contains(string(files["package.json"].Content), `"tailwindcss"`))
		assert.Equal(t, !on, strings.Contains(string(files["app/page.tsx"].Content), `className="card"`))
	}
}

func TestNextDevFindsItsBlockInAgentsMD(t *testing.T) {
	app := sample()
	assert.NotContains(t, render(t, app), "AGENTS.md")
	app.AgentsMD = true
	text := string(render(t, app)["AGENTS.md"].Content)
	_, block, found := strings.Cut(text, "\n<!-- BEGIN:nextjs-agent-rules -->\n")
	require.True(t, found)
	assert.True(t, strings.HasSuffix(block, "\n<!-- END:nextjs-agent-rules -->\n"))
}
