package syntax

import (
	"create-app/psl/diag"
	"create-app/psl/token"
)

// File is a parsed source. Its tree never holds text of its own: every node is
// a span of the source, so whatever was read can be written back byte for byte.
//
// A File and its nodes are to be read, not changed; package edit makes new ones.
type File struct {
	*token.File

	// Version is the version of Prisma with whose grammar the source was read, and
	// by which everything else that looks at the file judges it.
	Version Version
	// BOM is the byte order mark at the start of the source, or the zero Span.
	BOM token.Span
	// Items are the pieces of the file in the order of the text.
	Items []Item
	// Diagnostics are the mistakes of grammar. A file that has some still has a
	// tree of everything that could be read.
	Diagnostics diag.List
}

// Item is a piece of a file: *Block, *TypeAlias, *CommentBlock, *BlankLines,
// *BrokenBlock or *BrokenLine.
type Item interface {
	Node
	item()
}

// Member is a piece of a block: *Field, *EnumValue, *Property,
// *BlockAttribute, *CommentBlock, *BlankLines or *BrokenLine.
type Member interface {
	Node
	member()
}

// Expr is a value: *String, *Number, *Path, *Call, *Array or *Object.
type Expr interface {
	Node
	expr()
}

// Node is anything that stands at a place in the source: a File, an Item, a
// Member, an Expr, or one of the parts of these that have a Pos.
type Node interface {
	Pos() token.Span
}

// Ident is a name: the place where it is written. It holds no text, as no node
// does; Text looks it up.
type Ident struct{ Span token.Span }

// Text is the name as it is written in file, the one that the node was read
// from. It is "" for the zero Ident.
func (i Ident) Text(file *token.File) string { return file.Slice(i.Span) }

// Is reports whether the name in file is text.
func (i Ident) Is(file *token.File, text string) bool {
	return i.Span.Len() == len(text) && file.Slice(i.Span) == text
}

// IsZero reports whether i is the zero Ident, which stands for "no name".
func (i Ident) IsZero() bool { return i.Span.IsZero() }

// BlockKind tells the six kinds of block apart.
type BlockKind uint8

// The kinds of block. Model, View and Type hold fields, Enum holds values,
// Datasource and Generator hold properties.
const (
	Model BlockKind = iota + 1
	View
	Type
	Enum
	Datasource
	Generator
)

// String is the keyword of the kind.
func (k BlockKind) String() string { return keywords[k] }

var keywords = [...]string{Model: "model", View: "view", Type: "type", Enum: "enum", Datasource: "datasource", Generator: "generator"}

// Block is a declaration with a body in braces.
type Block struct {
	Span     token.Span // keyword to closing brace
	Kind     BlockKind
	Keyword  token.Span
	Name     Ident
	Open     token.Span    // the "{"
	Rest     token.Span    // what else stands on the line of "{", blanks trimmed; usually zero
	Contents token.Span    // from the first line of the body to the closing brace
	Members  []Member      // in the order of the text
	Close    token.Span    // the "}"
	Doc      *CommentBlock // the comment directly above, or nil
}

// Field is a line "name Type @attribute…" of a model, view or type.
type Field struct {
	Span       token.Span // name to the end of the last attribute; neither comment nor line end
	Name       Ident
	Colon      token.Span // Prisma 1's ":" behind the name, or zero
	Type       *FieldType // nil where the type is missing, which is an error
	Attributes []Attribute
	Comment    Comment // the comment at the end of the line, or zero
	// Doc is the last comment block between the field before and this one, as
	// Prisma attaches documentation; nil if there is none.
	Doc *CommentBlock
}

// Arity says how many values a field holds.
type Arity uint8

// The arities. OptionalList ("Type[]?") is always an error.
const (
	Required Arity = iota
	Optional
	List
	OptionalList
)

// Legacy marks type syntax of Prisma 1, which is an error and is rewritten by format.
type Legacy uint8

// The legacy forms of a type.
const (
	NotLegacy      Legacy = iota
	LegacyRequired        // Type!
	LegacyList            // [Type]
)

// FieldType is the type of a field: a name, or Unsupported("…").
type FieldType struct {
	Span        token.Span // with arity marks and legacy brackets
	Base        token.Span // without them; for Unsupported the whole call
	Name        Ident      // the name; for Unsupported the word "Unsupported"
	Unsupported *String    // the database type of Unsupported("…"), or nil
	Arity       Arity
	Legacy      Legacy
}

// EnumValue is a line of an enum.
type EnumValue struct {
	Span       token.Span // name to the end of the last attribute
	Name       Ident
	Attributes []Attribute
	Comment    Comment
	Doc        *CommentBlock // as for Field
}

// Property is a line "key = value" of a datasource or generator.
type Property struct {
	Span    token.Span // key to the end of the value
	Name    Ident
	Equals  token.Span
	Value   Expr // nil where the value is missing
	Comment Comment
}

// Attribute is "@name(…)" of a field or enum value.
type Attribute struct {
	Span token.Span // "@" to the closing parenthesis, or to the end of the name
	Name Ident      // without "@"; a path such as "db.VarChar"
	Args *Arguments // nil where there are no parentheses
}

// BlockAttribute is a line "@@name(…)".
type BlockAttribute struct {
	Attribute // its Span starts at "@@"
	Comment   Comment
	Doc       *CommentBlock // the comment block directly above, or nil
}

// Arguments is a list in parentheses.
type Arguments struct {
	Span          token.Span // with the parentheses
	List          []Argument
	TrailingComma token.Span // or zero
}

// Argument is "value", "name: value", or "name:" without a value, which is an error.
type Argument struct {
	Span  token.Span
	Name  Ident // zero where the argument is not named
	Value Expr  // nil where the value is missing
}

// String is a quoted string.
type String struct {
	Span  token.Span // with the quotes
	Value string     // what it stands for, escapes resolved as in JSON
}

// Number is an integer or a decimal; its text is its span.
type Number struct{ Span token.Span }

// Path is a name, or names with dots: a constant such as true, Cascade or db.x.
type Path struct{ Ident }

// Call is "name(…)", such as autoincrement() or id(sort: Desc).
type Call struct {
	Name Ident
	Args Arguments
}

// Array is "[…]".
type Array struct {
	Span     token.Span
	Elements []Expr
}

// Object is "{ key: value, … }", which Prisma 7 reads and Prisma 6 does not.
type Object struct {
	Span    token.Span
	Entries []Entry
}

// Entry is one "key: value" of an Object.
type Entry struct {
	Span  token.Span
	Key   Ident
	Value Expr
}

// CommentKind tells the three forms of comment apart.
type CommentKind uint8

// The forms of comment.
const (
	NoComment    CommentKind = iota
	LineComment              // // …
	DocComment               // /// …
	BlockComment             // /* … */
)

// Comment is one comment: from its slashes to the end of its line, or to "*/".
type Comment struct {
	Span token.Span
	Kind CommentKind
}

// CommentBlock is one comment, or several on lines that follow each other.
type CommentBlock struct {
	Span  token.Span // first slash to the end of the last comment, without its line end
	Lines []Comment
}

// BlankLines is a run of line ends with nothing but blanks between them. Behind
// a block it begins with the end of the closing brace's own line.
type BlankLines struct {
	Span  token.Span
	Count int // line ends in the run
}

// BrokenLine is a line the grammar has no place for.
type BrokenLine struct {
	Span token.Span // without leading blanks and without the line end
	End  token.Span // the line end; empty at the end of the source
}

// BrokenBlock is "word { … }" where word is no keyword. It ends at the first "}".
type BrokenBlock struct {
	Span token.Span
	Name Ident
}

// TypeAlias is "type Name = Base @attribute…", which Prisma no longer has.
type TypeAlias struct {
	Span token.Span // with the blanks behind it, unless it ends with ")"
	Name Ident
}

func (n *Block) Pos() token.Span        { return n.Span }
func (n *Field) Pos() token.Span        { return n.Span }
func (n *FieldType) Pos() token.Span    { return n.Span }
func (n *EnumValue) Pos() token.Span    { return n.Span }
func (n *Property) Pos() token.Span     { return n.Span }
func (n *Attribute) Pos() token.Span    { return n.Span }
func (n *Arguments) Pos() token.Span    { return n.Span }
func (n *Argument) Pos() token.Span     { return n.Span }
func (n *String) Pos() token.Span       { return n.Span }
func (n *Number) Pos() token.Span       { return n.Span }
func (n *Path) Pos() token.Span         { return n.Span }
func (n *Call) Pos() token.Span         { return token.Span{Start: n.Name.Span.Start, End: n.Args.Span.End} }
func (n *Array) Pos() token.Span        { return n.Span }
func (n *Object) Pos() token.Span       { return n.Span }
func (n *Entry) Pos() token.Span        { return n.Span }
func (n *CommentBlock) Pos() token.Span { return n.Span }
func (n *Comment) Pos() token.Span      { return n.Span }
func (n *BlankLines) Pos() token.Span   { return n.Span }
func (n *BrokenLine) Pos() token.Span   { return n.Span }
func (n *BrokenBlock) Pos() token.Span  { return n.Span }
func (n *TypeAlias) Pos() token.Span    { return n.Span }

func (*Block) item()        {}
func (*TypeAlias) item()    {}
func (*CommentBlock) item() {}
func (*BlankLines) item()   {}
func (*BrokenBlock) item()  {}
func (*BrokenLine) item()   {}

func (*Field) member()          {}
func (*EnumValue) member()      {}
func (*Property) member()       {}
func (*BlockAttribute) member() {}
func (*CommentBlock) member()   {}
func (*BlankLines) member()     {}
func (*BrokenLine) member()     {}

func (*String) expr() {}
func (*Number) expr() {}
func (*Path) expr()   {}
func (*Call) expr()   {}
func (*Array) expr()  {}
func (*Object) expr() {}
