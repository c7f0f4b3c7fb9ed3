package conformance

import (
	"math/rand/v2"
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Mutator damages schemas in the ways that people, editors and merges do. The
// same seed makes the same mutants.
type Mutator struct {
	rng   *rand.Rand
	spare []string // pieces of text to put in
}

// NewMutator returns a mutator that also mixes in lines of the texts.
func NewMutator(seed uint64, texts []string) *Mutator {
	m := &Mutator{rng: rand.New(rand.NewPCG(seed, 0))}
	for _, text := range texts {
		m.spare = append(m.spare, strings.SplitAfter(text, "\n")...)
	}
	return m
}

// fragments are what is put in somewhere, often where it does not belong.
var fragments = [...]string{
	"// c\n", " // c", "/// d\n", "///", "//", "/* x */", "/* x\n   y */", "/**\n * x\n *\n * y\n */\n", "/*", "*/", "/**/", " /* a */ /* b */ ",
	"\r", "\r\n", "\n", "\n\n\n", "\t", "  ", "\u00a0", "\u3000", "\u2028", "\u0085", "\v", "\f", "\ufeff", "\x00",
	"{", "}", "{}", "(", ")", "[", "]", "[]", "?", "!", "@", "@@", ",", ":", "=", ".", "\"", "\\", "-",
	"é", "日本", "🙂", "x", "A_b-c", "0", "-1.5", "\"s\\\"t\"", "\"\\u00e9\"",
	"model M {\n", "enum E {\n", "type T {\n", "view V {\n", "generator g {\n", "datasource d {\n", "type A = Int ", "foo {\n", "foo { }", "}\n", "} ",
	"@id", "@map(\"m\")", "@default(autoincrement())", "@db.VarChar( 1 )", "@@map(\"m\")\n", "@@id([a, b])\n", "@relation(fields: [a], references: [b])", "@x(a:)", "@x(a: 1,)", "@x([ ])", "@x({ a: 1 })", "@x({})",
	"key =\n", "key = \"v\"\n", "a Int\n", "a [Int]\n", "a: Int!\n", "a Int[]?\n", "a Unsupported( \"x\" )\n", "a\n",
}

// Mutate returns text with one to four things wrong with it.
func (m *Mutator) Mutate(text string) string {
	for range 1 + m.rng.IntN(4) {
		text = m.once(text)
	}
	return text
}

func (m *Mutator) once(text string) string {
	switch m.rng.IntN(18) {
	case 0, 1:
		return m.deleteToken(text)
	case 2:
		return m.swapTokens(text)
	case 3, 4, 5:
		at := m.place(text)
		return text[:at] + fragments[m.rng.IntN(len(fragments))] + text[at:]
	case 6:
		at := m.boundary(text)
		return text[:at] + fragments[m.rng.IntN(len(fragments))] + text[at:]
	case 7:
		return m.moveLine(text)
	case 8:
		at := m.lineStart(text)
		return text[:at] + m.spare[m.rng.IntN(len(m.spare))] + text[at:]
	case 9:
		return m.replaceSome(text, "\n", [...]string{"\r\n", "\r", "\n\n", " \n", ""}[m.rng.IntN(5)])
	case 10:
		return m.replaceSome(text, " ", [...]string{"\t", "\u00a0", "\u3000", "  ", ""}[m.rng.IntN(5)])
	case 11:
		at := m.boundary(text)
		return text[:at] + strings.Repeat([...]string{"x", " ", "é"}[m.rng.IntN(3)], 1+m.rng.IntN(300)) + text[at:]
	case 12:
		return m.cut(text)
	case 13:
		return m.deleteByte(text)
	case 14, 15:
		return m.deleteLine(text)
	default:
		return m.deletePart(text)
	}
}

// place is a random offset that does not split a character.
func (m *Mutator) place(text string) int {
	at := m.rng.IntN(len(text) + 1)
	for at > 0 && at < len(text) && text[at]&0xc0 == 0x80 {
		at--
	}
	return at
}

// boundary is a random offset between two tokens.
func (m *Mutator) boundary(text string) int {
	tokens := split(text)
	at := 0
	for _, t := range tokens[:m.rng.IntN(len(tokens)+1)] {
		at += len(t)
	}
	return at
}

func (m *Mutator) lineStart(text string) int {
	return strings.LastIndexByte(text[:m.place(text)], '\n') + 1
}

func split(text string) []string {
	f := syntax.Parse("", text)
	var out []string
	for t := range f.Tokens() {
		out = append(out, f.Slice(t.Span))
	}
	return out
}

func (m *Mutator) deleteToken(text string) string {
	tokens := split(text)
	if len(tokens) == 0 {
		return text
	}
	i := m.rng.IntN(len(tokens))
	return strings.Join(tokens[:i], "") + strings.Join(tokens[i+1:], "")
}

func (m *Mutator) swapTokens(text string) string {
	tokens := split(text)
	if len(tokens) < 2 {
		return text
	}
	i := m.rng.IntN(len(tokens) - 1)
	j := min(i+1+m.rng.IntN(4), len(tokens)-1)
	tokens[i], tokens[j] = tokens[j], tokens[i]
	return strings.Join(tokens, "")
}

func (m *Mutator) deleteLine(text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := m.rng.IntN(len(lines))
	return strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "")
}

// deletePart takes away an attribute or an argument of one, which mostly
// leaves a schema that can be read: relations lack something then.
func (m *Mutator) deletePart(text string) string {
	var parts []token.Span
	for b := range syntax.Parse("", text).Blocks() {
		for field := range b.Fields() {
			for _, a := range field.Attributes {
				parts = append(parts, a.Span)
				if a.Args == nil {
					continue
				}
				parts = append(parts, a.Args.Span)
				for _, arg := range a.Args.List {
					parts = append(parts, arg.Span)
				}
			}
		}
	}
	if len(parts) == 0 {
		return text
	}
	part := parts[m.rng.IntN(len(parts))]
	rest := text[part.End:]
	if trimmed := strings.TrimLeft(rest, " "); strings.HasPrefix(trimmed, ",") {
		rest = trimmed[1:]
	}
	return text[:part.Start] + rest
}

func (m *Mutator) moveLine(text string) string {
	lines := strings.SplitAfter(text, "\n")
	i, j := m.rng.IntN(len(lines)), m.rng.IntN(len(lines))
	lines[i], lines[j] = lines[j], lines[i]
	return strings.Join(lines, "")
}

// replaceSome replaces old here and there, or everywhere.
func (m *Mutator) replaceSome(text, old, with string) string {
	everywhere := m.rng.IntN(3) == 0
	parts := strings.Split(text, old)
	var out strings.Builder
	for i, part := range parts {
		out.WriteString(part)
		if i == len(parts)-1 {
			break
		}
		if everywhere || m.rng.IntN(8) == 0 {
			out.WriteString(with)
		} else {
			out.WriteString(old)
		}
	}
	return out.String()
}

// cut takes a piece out, or what follows a place.
func (m *Mutator) cut(text string) string {
	from, to := m.place(text), m.place(text)
	if from > to {
		from, to = to, from
	}
	if to-from > 200 && m.rng.IntN(4) > 0 {
		return text
	}
	return text[:from] + text[to:]
}

func (m *Mutator) deleteByte(text string) string {
	at := m.place(text)
	for end := at + 1; end <= len(text); end++ {
		if end == len(text) || text[end]&0xc0 != 0x80 {
			return text[:at] + text[end:]
		}
	}
	return text
}
