package suggest

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/words"
)

// Kind tells what an Item is.
type Kind uint8

// The kinds of item.
const (
	Keyword Kind = iota + 1
	Property
	Attribute
	Argument
	Function
	Scalar
	Type
	NativeType
	Field
	Value
	Variable
	Snippet
)

// Item is something that can be written.
type Item struct {
	Kind  Kind
	Label string
	// Insert is the text to write in the place of Replace. "$0", "$1" and
	// "${1:word}" are places to fill in, the way editors write snippets.
	Insert  string
	Replace token.Span
	// Gone is what goes besides, since the item brings it to the place; zero for
	// nothing. It does not touch Replace.
	Gone   token.Span
	Detail string // a few words behind the label
	Doc    string // a line or two of Markdown
	Rank   int    // lesser ones come first
}

// Place is what is asked about.
type Place struct {
	Schema *schema.Schema // resolved as far as possible
	Names  *refs.Index    // of the same files
	File   *syntax.File   // one of them
	Pos    token.Pos
	// Line is the line as it is written, which may be more than File has of a
	// line that is broken, and At is where in it Pos is.
	Line string
	At   int
	// Variables are the names of environment variables.
	Variables []string
}

// At lists what can be written at a place.
func At(p Place) []Item {
	s, isComment := look(p.Line, p.At)
	if isComment || inComment(p.File, p.Pos) {
		return nil
	}
	w := &writer{Place: p, scene: s, database: databaseOf(p.Schema), previews: previewsOf(p.Schema)}
	w.block = blockAt(p.File, p.Pos)
	if w.block != nil {
		w.owner = p.Names.Block(w.block)
	}
	w.suggest()
	return w.items
}

// writer gathers the items.
type writer struct {
	Place
	scene
	database *connector.Connector
	previews connector.Preview
	block    *syntax.Block // that the place is in, or nil
	owner    *refs.Symbol  // the block's
	items    []Item
}

// add adds an item that replaces the word before the place.
func (w *writer) add(i Item) {
	if i.Insert == "" {
		i.Insert = i.Label
	}
	if i.Replace.IsZero() {
		i.Replace = token.Span{Start: w.Pos - token.Pos(len(w.partial)), End: w.Pos}
	}
	w.items = append(w.items, i)
}

func (w *writer) suggest() {
	switch {
	case w.block == nil:
		w.topLevel()
	case w.block.Kind == syntax.Datasource || w.block.Kind == syntax.Generator:
		w.config()
	case w.top() != nil:
		w.arguments()
	case w.quoted:
	case w.path != "" || strings.HasPrefix(w.attribute, "@@") || strings.HasPrefix(w.attribute, "@"):
		w.attributeName()
	case len(w.head) == 0:
		w.blockAttributes("@@")
	case len(w.head) == 1 && w.head[0].kind == word && w.blank && w.block.Kind != syntax.Enum:
		w.types()
	case w.blank && (len(w.head) > 1 || w.block.Kind == syntax.Enum):
		w.fieldAttributes("@")
	}
}

// topLevel offers blocks, on a line that has nothing yet.
func (w *writer) topLevel() {
	if len(w.head) > 0 || w.attribute != "" || w.quoted {
		return
	}
	snippets := map[string]string{
		"model":      "model ${1:Name} {\n  id ${2:Int} @id $0\n}",
		"view":       "view ${1:Name} {\n  id ${2:Int} @unique$0\n}",
		"enum":       "enum ${1:Name} {\n  ${0:VALUE}\n}",
		"type":       "type ${1:Name} {\n  $0\n}",
		"datasource": "datasource ${1:db} {\n  provider = \"${2:postgresql}\"$0\n}",
		"generator":  "generator ${1:client} {\n  provider = \"prisma-client\"\n  output   = \"${2:../generated/prisma}\"$0\n}",
	}
	for rank, keyword := range []string{"model", "enum", "type", "view", "datasource", "generator"} {
		about, _ := words.Block(keyword)
		item := Item{Kind: Keyword, Label: keyword, Insert: snippets[keyword], Doc: about.Summary, Rank: rank}
		switch {
		case keyword == "type" && !w.database.Has(connector.CompositeTypes),
			keyword == "view" && !w.previews.Has(connector.Views):
			continue
		case keyword == "enum" && !w.database.Has(connector.Enums) && w.database != connector.Empty():
			item.Rank, item.Detail = last, w.database.Name+" has none"
		}
		w.add(item)
	}
}

// inComment reports whether a place is in a comment of several lines, or in one
// that stands by itself.
func inComment(f *syntax.File, pos token.Pos) bool {
	in := func(n syntax.Node) bool {
		c, ok := n.(*syntax.CommentBlock)
		return ok && c.Span.Start < pos && pos <= c.Span.End
	}
	for _, item := range f.Items {
		if item.Pos().Start > pos {
			break
		}
		if in(item) {
			return true
		}
		if b, ok := item.(*syntax.Block); ok && b.Span.End >= pos {
			for _, member := range b.Members {
				if in(member) {
					return true
				}
			}
		}
	}
	return false
}

// blockAt is the block whose body a place is in, or nil.
func blockAt(f *syntax.File, pos token.Pos) *syntax.Block {
	for b := range f.Blocks() {
		if b.Span.Start > pos {
			break
		}
		if b.Contents.Start <= pos && pos <= b.Close.Start {
			return b
		}
	}
	return nil
}
