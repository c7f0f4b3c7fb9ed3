// Package token holds what every layer of psl says about text: offsets, spans,
// positions, and the kinds of token the Prisma Schema Language is made of.
//
// It knows nothing of grammar. Start at package syntax to read a schema.
package token

// Pos is an offset into a source, in bytes, from 0.
type Pos int32

// Span is the half-open range of bytes [Start, End) of one source.
type Span struct{ Start, End Pos }

// Len is the length of s in bytes.
func (s Span) Len() int { return int(s.End - s.Start) }

// IsZero reports whether s is the zero Span, which stands for "not there".
// A node that is there but empty has an End equal to its Start, and not 0.
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether o lies within s; a span contains itself.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Kind says what a Token is.
type Kind uint8

// The kinds of token. Blank, Newline and the three kinds of comment are trivia.
const (
	BOM          Kind = iota + 1 // byte order mark at the start of a source
	Blank                        // spaces, tabs and Unicode space separators
	Newline                      // "\n", "\r\n" or a lone "\r"
	Comment                      // "// …" up to the end of the line
	DocComment                   // "/// …" up to the end of the line
	BlockComment                 // "/* … */", which may span lines
	Ident                        // a name, a keyword or one part of a path
	Number                       // an integer or a decimal, sign included
	String                       // a quoted string, quotes included
	Punct                        // one of @ @@ : , . ( ) [ ] { } = ? !
	Text                         // a run of characters the grammar has no place for
)

var kindNames = [...]string{
	BOM: "BOM", Blank: "Blank", Newline: "Newline", Comment: "Comment", DocComment: "DocComment",
	BlockComment: "BlockComment", Ident: "Ident", Number: "Number", String: "String", Punct: "Punct", Text: "Text",
}

// String gives the name of the constant, for tests and messages to developers.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "Kind(?)"
}

// IsTrivia reports whether tokens of this kind carry no meaning of their own:
// blanks, line ends, comments and the byte order mark.
func (k Kind) IsTrivia() bool { return k >= BOM && k <= BlockComment }

// Token is one piece of a source. The tokens of a file cover every byte of it,
// once and in order.
type Token struct {
	Kind Kind
	Span Span
}
