package untrusted

import (
	"fmt"
	"path/filepath"
	"strings"
)

// most says how much a text of a kind may hold, apart from its size: what is read of a text takes memory for each line,
// value and block, and a text of two bytes for each of them would take a hundred times its size. To each number comes one
// for so many bytes, so that a long text which is no denser than others passes as a short one does.
type most struct {
	lines  count // that are not blank
	marks  count // that stand between values
	blocks count // that begin with a brace
}

type count struct{ most, per int }

// mostOf is how much a text of that name may hold. The largest schemas that are known have 25,000 lines and 5,000 blocks; of
// the other kinds the largest hold a tenth of it. What is not here is searched, and not taken apart.
func mostOf(path string) most {
	switch name := filepath.Base(path); {
	case strings.HasSuffix(name, ".prisma"):
		return most{lines: count{50_000, 24}, marks: count{150_000, 10}, blocks: count{15_000, 150}}
	case name == "package.json", name == "pnpm-workspace.yaml",
		strings.HasPrefix(name, "tsconfig"), strings.HasPrefix(name, "jsconfig"),
		strings.HasPrefix(name, "prisma.config."), strings.HasPrefix(name, "prisma7.config."):
		return most{lines: count{60_000, 24}, marks: count{60_000, 40}, blocks: count{15_000, 24}}
	case isSource(name):
		return most{lines: count{100_000, 8}, marks: count{100_000, 8}, blocks: count{100_000, 8}}
	case strings.HasPrefix(name, "Dockerfile"):
		return most{lines: count{10_000, 100}, marks: count{20_000, 40}, blocks: count{20_000, 40}}
	case strings.HasPrefix(name, ".env"), strings.HasPrefix(name, ".git"):
		return most{lines: count{20_000, 40}, marks: count{20_000, 40}, blocks: count{20_000, 40}}
	}
	return most{}
}

// marks are what stands between values and before references, in all kinds together.
const marks = ",:;@=.$([*?"

// Dense is the error for a text of that name that holds more lines, values or blocks than its kind ever does; nil for others.
func Dense(path string, text []byte) error { return new(Total).Add(path, text) }

// Total is what several texts hold that are taken for one, such as the files of a schema.
type Total struct{ size, lines, marks, blocks int }

// Add adds a text, and gives the error of [Dense] for all so far.
func (t *Total) Add(path string, text []byte) error {
	limit := mostOf(path)
	if limit == (most{}) {
		return nil
	}
	const cure = "see whether it is what its name says"
	t.count(text)
	for _, found := range []struct {
		n     int
		limit count
		what  string
	}{{t.lines, limit.lines, "lines"}, {t.marks, limit.marks, "values"}, {t.blocks, limit.blocks, "blocks"}} {
		allowed := found.limit.most + t.size/found.limit.per
		switch {
		case found.n <= allowed:
		case t.size > len(text):
			return fmt.Errorf("with it there are more than %d %s, which no files of their kind have; %s", allowed, found.what, cure)
		default:
			return fmt.Errorf("it has more than %d %s, which no file of its kind has; %s", allowed, found.what, cure)
		}
	}
	return nil
}

func (t *Total) count(text []byte) {
	var isMark [256]bool
	for i := range len(marks) {
		isMark[marks[i]] = true
	}
	t.size += len(text)
	blank := true
	for _, c := range text {
		switch {
		case c == '\n' || c == '\r':
			blank = true
		case c == ' ' || c == '\t':
		case blank:
			blank = false
			t.lines++
		}
		if isMark[c] {
			t.marks++
		}
		if c == '{' {
			t.blocks++
		}
	}
}
