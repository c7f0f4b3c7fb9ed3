package syntax

import (
	"iter"
	"strings"
	"unicode/utf8"

	"create-app/psl/token"
)

// Tokens yields the tokens of f: every byte of the source is in exactly one of
// them, in order. A line that does not parse is one Text token between its blanks.
func (f *File) Tokens() iter.Seq[token.Token] {
	return func(yield func(token.Token) bool) {
		t := tokenizer{scanner: scanner{src: f.Text}, yield: yield}
		t.file(f)
	}
}

// Print gives back the source of f, token by token.
func (f *File) Print() string {
	out := make([]byte, 0, len(f.Text))
	for t := range f.Tokens() {
		out = append(out, f.Slice(t.Span)...)
	}
	return string(out)
}

// tokenizer follows the tree of a file through its source.
type tokenizer struct {
	scanner
	yield   func(token.Token) bool
	stopped bool
}

func (t *tokenizer) file(f *File) {
	t.pos = f.BOM.End
	t.emit(token.BOM, 0)
	for _, item := range f.Items {
		switch n := item.(type) {
		case *Block:
			t.block(n)
		case *BrokenLine:
			t.text(n.Span)
		case *BrokenBlock:
			t.text(n.Span)
		default:
			t.structured(n.Pos().End)
		}
	}
	t.structured(token.Pos(len(t.src)))
}

func (t *tokenizer) block(b *Block) {
	t.structured(b.Keyword.Start)
	t.pos = b.Keyword.End // in "modelA {" too it is a token of its own
	t.emit(token.Ident, b.Keyword.Start)
	t.structured(b.Open.End)
	if !b.Rest.IsZero() {
		t.behindBrace(b.Rest)
	}
	for _, m := range b.Members {
		if line, ok := m.(*BrokenLine); ok {
			t.text(line.Span)
		} else {
			t.structured(m.Pos().End)
		}
	}
	t.structured(b.Close.End)
}

// behindBrace yields what stands on the line of an opening brace: a line
// comment, or text without a meaning.
func (t *tokenizer) behindBrace(rest token.Span) {
	t.structured(rest.Start)
	if t.at("//") {
		t.structured(rest.End)
	} else {
		t.text(rest)
	}
}

// text yields what leads up to span, and span as one token.
func (t *tokenizer) text(span token.Span) {
	t.structured(span.Start)
	t.pos = span.End
	t.emit(token.Text, span.Start)
}

// structured yields the tokens up to end, in a part the grammar knows.
func (t *tokenizer) structured(end token.Pos) {
	for t.pos < end && !t.stopped {
		start := t.pos
		kind := t.next()
		t.pos = min(t.pos, end) // in "type A = 0.0" the name ends before the dot
		t.emit(kind, start)
	}
}

// emit yields the token from start to the current place.
func (t *tokenizer) emit(kind token.Kind, start token.Pos) {
	if t.pos > start && !t.stopped {
		t.stopped = !t.yield(token.Token{Kind: kind, Span: token.Span{Start: start, End: t.pos}})
	}
}

// next moves past one token and says what it is.
func (t *tokenizer) next() token.Kind {
	start := t.pos
	if t.blanks(); t.pos > start {
		return token.Blank
	}
	if t.lineEnd() {
		return token.Newline
	}
	if comment, ok := t.comment(); ok {
		return commentTokens[comment.Kind]
	}
	if found, _ := t.quoted(); found {
		return token.String
	}
	if kind, ok := t.word(); ok {
		return kind
	}
	if t.eatText("@@") {
		return token.Punct
	}
	_, size := utf8.DecodeRuneInString(t.src[t.pos:])
	t.pos += token.Pos(size)
	if strings.Contains("@:,.()[]{}=?!", t.src[start:t.pos]) {
		return token.Punct
	}
	return token.Text
}

// word moves past a name or a number, whichever is longer.
func (t *tokenizer) word() (token.Kind, bool) {
	start := t.pos
	name := t.name()
	t.pos = start
	if t.number() && t.pos >= name.End {
		return token.Number, true
	}
	t.pos = name.End
	return token.Ident, name.Len() > 0
}

var commentTokens = [...]token.Kind{LineComment: token.Comment, DocComment: token.DocComment, BlockComment: token.BlockComment}
