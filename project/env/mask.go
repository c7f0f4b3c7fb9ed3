package env

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Masked is the text with everything hidden that is or may be a value: mask gets
// each line that has something to hide, and what it gives stands for the line
// from there on. What is shown are the names of variables, comments and blank
// lines, each in its place.
//
// A value is what [Parse] reads as one, over as many lines as it has, also where
// comments hold the assignment. Lines that dotenv skips are hidden whole: half
// a secret may stand there.
func (f *File) Masked(mask func(line string) string) string {
	hidden := merged(f.hiddenRanges())
	var b strings.Builder
	at := 0
	for line := range strings.Lines(string(f.src)) {
		bare := strings.TrimRight(line, "\r\n")
		for len(hidden) > 0 && hidden[0].end <= at {
			hidden = hidden[1:]
		}
		if len(hidden) > 0 && max(hidden[0].start, at) < at+len(bare) {
			b.WriteString(bare[:max(hidden[0].start-at, 0)] + mask(bare) + line[len(bare):])
		} else {
			b.WriteString(line)
		}
		at += len(line)
	}
	return b.String()
}

// textRange is a part of a file, half open.
type textRange struct{ start, end int }

// merged are the same ranges in order, none of which touches another.
func merged(ranges []textRange) []textRange {
	slices.SortFunc(ranges, func(a, b textRange) int { return cmp.Compare(a.start, b.start) })
	var out []textRange
	for _, r := range ranges {
		if last := len(out) - 1; last >= 0 && r.start <= out[last].end {
			out[last].end = max(out[last].end, r.end)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// hiddenRanges are the values, and the lines that are neither blank nor a
// comment nor a part of an assignment.
func (f *File) hiddenRanges() []textRange {
	var hidden []textRange
	at := 0
	for _, e := range f.Entries {
		start := lineStart(f.src, e.start)
		hidden = append(hidden, f.hiddenBetween(at, start)...)
		// Before it on its line something stands only where a CR ends lines.
		if start = max(start, at); strings.TrimFunc(string(f.src[start:max(start, e.start)]), isSpace) != "" {
			hidden = append(hidden, textRange{start, e.start})
		}
		at = lineEnd(f.src, e.end)
		if value := f.valueStart(e); len(bytes.TrimSpace(f.src[value:max(value, at)])) > 0 {
			hidden = append(hidden, textRange{value, at})
		}
	}
	return append(hidden, f.hiddenBetween(at, len(f.src))...)
}

// valueStart is where an entry's value may begin: behind the sign after its key.
func (f *File) valueStart(e Entry) int {
	at := e.key + len(e.Key)
	if i := bytes.IndexAny(f.src[at:], "=:"); i >= 0 {
		at += i + 1
	}
	return at
}

// hiddenBetween looks at the lines that no assignment stands on.
func (f *File) hiddenBetween(start, end int) (hidden []textRange) {
	comments := textRange{end: -1} // the lines of a comment up to here
	flush := func() {
		if comments.end > comments.start {
			hidden = append(hidden, f.hiddenInComments(comments)...)
		}
		comments = textRange{end: -1}
	}
	for at := start; at < end; {
		next := min(lineEnd(f.src, at)+1, end)
		switch line := bytes.TrimSpace(f.src[at:next]); {
		case len(line) == 0:
			flush()
		case line[0] != '#':
			flush()
			hidden = append(hidden, textRange{at, next})
		case comments.end < 0:
			comments = textRange{at, next}
		default:
			comments.end = next
		}
		at = next
	}
	flush()
	return hidden
}

// hiddenInComments finds the values in assignments that are commented out, as
// [File.Replace] leaves them, and URLs that hold a password.
func (f *File) hiddenInComments(r textRange) (hidden []textRange) {
	// The text without its signs, each byte in its place.
	text := bytes.Clone(f.src[r.start:r.end])
	signs, name := regexp.MustCompile(`(?m)^[ \t]*#+`), regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	credentials := regexp.MustCompile(`://[^\s/@]*:[^\s@]*@`)
	for _, sign := range signs.FindAllIndex(text, -1) {
		copy(text[sign[0]:sign[1]], strings.Repeat(" ", sign[1]-sign[0]))
	}
	assigned := Parse(text)
	for _, e := range assigned.Entries {
		value := assigned.valueStart(e)
		if text[value-1] != '=' && !name.MatchString(e.Key) {
			continue // prose: "Google: https://…"
		}
		hidden = append(hidden, textRange{r.start + value, r.start + lineEnd(text, e.end)})
	}
	for at := 0; at < len(text); at = lineEnd(text, at) + 1 {
		line := text[at:lineEnd(text, at)]
		if i := bytes.IndexByte(line, '='); i >= 0 {
			hidden = append(hidden, textRange{r.start + at + i + 1, r.start + at + len(line)})
		}
		if i := credentials.FindIndex(line); i != nil {
			hidden = append(hidden, textRange{r.start + at + i[0] + len("://"), r.start + at + len(line)})
		}
	}
	return hidden
}

func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }

func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}
