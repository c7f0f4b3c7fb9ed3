package lsp

import (
	"slices"
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// tree is a file as it is probably meant. The grammar has no place for a line
// that is being typed, and a block without its brace swallows the next one; so
// a tree is read from a text in which blocks are closed and the rest of a
// broken line is blank. Where nothing is broken it is the file itself.
type tree struct {
	*syntax.File
	closed []token.Pos // where a line with a brace was put in, in the text as it is
}

// brace is what closes a block that is open.
const brace = "}\n"

// in is where a place of the text is in the tree.
func (t *tree) in(pos token.Pos) token.Pos {
	shift := token.Pos(0)
	for _, at := range t.closed {
		if at < pos {
			shift += token.Pos(len(brace))
		}
	}
	return pos + shift
}

// out is where a span of the tree is in the text.
func (t *tree) out(s token.Span) token.Span {
	if len(t.closed) == 0 {
		return s
	}
	return token.Span{Start: t.outPos(s.Start), End: t.outPos(s.End)}
}

func (t *tree) outPos(pos token.Pos) token.Pos {
	shift := token.Pos(0)
	for _, at := range t.closed {
		from := at + shift
		switch {
		case pos >= from+token.Pos(len(brace)):
			shift += token.Pos(len(brace))
		case pos > from:
			return at
		}
	}
	return pos - shift
}

// mend reads a text whose tree f has mistakes of grammar.
func mend(version syntax.Version, f *syntax.File, m *memory) *tree {
	if len(f.Diagnostics) == 0 {
		return &tree{File: f}
	}
	text := f.Text
	closed := openBlocks(text)
	var out strings.Builder
	last := token.Pos(0)
	for _, at := range closed {
		out.WriteString(text[last:at])
		if at == token.Pos(len(text)) && !strings.HasSuffix(text, "\n") {
			out.WriteString("\n}") // of the same length
		} else {
			out.WriteString(brace)
		}
		last = at
	}
	out.WriteString(text[last:])
	t := &tree{File: f, closed: closed}
	if len(closed) > 0 {
		t.File = m.closed.ParseAs(version, f.Name, out.String())
	}
	if blanked := blankBrokenLines(version, t.File); blanked != t.File.Text {
		t.File = m.blanked.ParseAs(version, f.Name, blanked)
	}
	return t
}

// openBlocks finds where blocks that are open should have ended: before the line
// that opens the next one and the comments above it, or at the end.
func openBlocks(text string) []token.Pos {
	var found []token.Pos
	open, inComment := false, false
	end := 0 // behind the last line that is neither blank nor a comment
	for at := 0; at < len(text); {
		line := text[at:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		next := at + len(line)
		trimmed := strings.TrimSpace(line)
		switch {
		case inComment:
			inComment = !strings.Contains(trimmed, "*/")
		case strings.HasPrefix(trimmed, "/*"):
			inComment = !strings.Contains(trimmed, "*/")
		case trimmed == "" || strings.HasPrefix(trimmed, "//"):
		case opensBlock(trimmed):
			if open {
				found = append(found, token.Pos(end))
			}
			open, end = !strings.HasSuffix(trimmed, "}"), next
		default:
			open = open && trimmed[0] != '}'
			end = next
		}
		at = next
	}
	if open {
		found = append(found, token.Pos(len(text)))
	}
	return found
}

// opensBlock reports whether a line is "model User {" or the like.
func opensBlock(line string) bool {
	head, rest, found := strings.Cut(line, "{")
	words := strings.Fields(head)
	if !found || len(words) != 2 || strings.ContainsAny(words[1], `@"(:=`) || strings.HasPrefix(strings.TrimSpace(rest), "}") {
		return false
	}
	switch words[0] {
	case "model", "view", "type", "enum", "datasource", "generator":
		return true
	}
	return false
}

// blankBrokenLines is the text of f with blanks in place of what makes lines of
// its blocks broken: of "author User @relation(fields: [" the field stays.
func blankBrokenLines(version syntax.Version, f *syntax.File) string {
	text := []byte(f.Text)
	changed := false
	for b := range f.Blocks(syntax.Model, syntax.View, syntax.Type, syntax.Enum) {
		for _, member := range b.Members {
			line, ok := member.(*syntax.BrokenLine)
			if !ok {
				continue
			}
			good := goodBeginning(version, b.Kind, f.Slice(line.Span))
			if good == "" {
				continue
			}
			for i := int(line.Span.Start); i < int(line.Span.End); i++ {
				text[i] = ' '
			}
			copy(text[line.Span.Start:], good)
			changed = true
		}
	}
	if !changed {
		return f.Text
	}
	return string(text)
}

// goodBeginning is the longest beginning of a line that is a field or a value:
// up to an argument of one of its attributes, with the brackets closed, up to an
// attribute, or its name alone; "" if there is none. It is no longer than the line.
func goodBeginning(version syntax.Version, kind syntax.BlockKind, line string) string {
	if len(line) > 1000 {
		return "" // prose, and no line that is being typed
	}
	for cut := len(line); cut > 0; {
		cut = strings.LastIndexAny(line[:cut], "@, \t")
		if cut <= 0 {
			return ""
		}
		kept := strings.TrimRight(line[:cut], " \t@")
		if line[cut] == ',' {
			kept += closers(kept)
		}
		if kept == "" || len(kept) > len(line) || strings.HasSuffix(kept, ",") {
			continue
		}
		f := syntax.ParseAs(version, "", kind.String()+" X {\n"+kept+"\n}\n")
		for b := range f.Blocks() {
			for _, member := range b.Members {
				switch m := member.(type) {
				case *syntax.Field:
					if m.Type != nil || !strings.ContainsAny(kept, " \t") {
						return kept
					}
				case *syntax.EnumValue, *syntax.BlockAttribute:
					return kept
				}
			}
		}
	}
	return ""
}

// closers are the brackets that a beginning of a line leaves open, or "" where it
// is in a string.
func closers(line string) string {
	var open []byte
	inString := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '(':
			open = append(open, ')')
		case c == '[' || c == '{':
			open = append(open, c+2)
		case strings.IndexByte(")]}", c) >= 0 && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if inString {
		return ""
	}
	slices.Reverse(open)
	return string(open)
}
