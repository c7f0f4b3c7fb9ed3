// Package complete adds what relations lack: the field on the other side, the
// scalar fields of the foreign key, and the arguments of @relation. Prisma's
// formatter always does so; here it is an act of its own.
//
// The first call is Format, which lays out the result as well. A schema with a
// mistake in its grammar, its names, its types or its attributes is only laid
// out.
//
// What is added is what Prisma adds, but for three things that leave it with a
// schema that is broken, or that grows at every run: a name that is taken gets
// a number, the other side of a relation with a name bears that name too, and
// arguments go into parentheses that are there already.
package complete

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/format"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Format completes the relations of the schema that files make up, and lays it
// out. It returns the texts in the same order.
//
// Once is enough: where an addition asks for another, that is added too, and
// where layout takes away the mistakes that kept relations as they were, they
// are completed after all. It does that for trailing commas and for the forms
// of Prisma 1.
func Format(files []*syntax.File) (texts []string, renamed []Renamed) {
	files = syntax.InOneVersion(files)
	for range maxRounds {
		var more []Renamed
		var ok bool
		texts, more, ok = Relations(files)
		renamed = append(renamed, more...)
		complete := slices.EqualFunc(files, texts, hasText)
		layOut(files, texts)
		if complete && (ok || slices.EqualFunc(files, texts, hasText)) {
			break
		}
		files = reread(files, texts)
	}
	return texts, renamed
}

// maxRounds ends what additions may set going. Two are enough for schemas of
// which Prisma can tell the relations apart.
const maxRounds = 5

func hasText(f *syntax.File, text string) bool { return f.Text == text }

// layOut formats the texts in place.
func layOut(files []*syntax.File, texts []string) {
	for i, f := range files {
		if texts[i] == f.Text {
			texts[i] = format.File(f)
		} else {
			texts[i] = format.SourceAs(f.Version, texts[i])
		}
	}
}

func reread(files []*syntax.File, texts []string) []*syntax.File {
	again := make([]*syntax.File, len(files))
	for i, f := range files {
		again[i] = syntax.ParseAs(f.Version, f.Name, texts[i])
	}
	return again
}

// Relations completes the relations of the schema that files make up, without
// laying it out. It returns their texts in the same order; a file that lacks
// nothing keeps its own. ok is false if a mistake keeps relations as they are.
func Relations(files []*syntax.File) (texts []string, renamed []Renamed, ok bool) {
	files = syntax.InOneVersion(files)
	s, diags := schema.Resolve(files)
	c := completer{taken: make(map[*schema.Model]map[string]bool), edits: make(map[*syntax.File][]insertion)}
	if !diags.HasErrors() {
		for _, r := range s.Relations {
			if r.IsInline() {
				c.relation(r)
			}
		}
	}
	for _, f := range files {
		texts = append(texts, splice(f.Text, c.edits[f]))
	}
	return texts, c.renamed, !diags.HasErrors()
}

// Renamed is a field that was added under another name than Prisma's, which
// another field of the model has already.
type Renamed struct {
	File  string // the name of the file
	Model string
	Taken string // Prisma's name
	Name  string // the one it got
}

func (r Renamed) String() string {
	return fmt.Sprintf("model %q has a field %q already; the one added is called %q", r.Model, r.Taken, r.Name)
}

// insertion is text to put in before the byte at a place.
type insertion struct {
	at   token.Pos
	text string
}

// splice puts in the insertions; those at one place in the order they came.
func splice(text string, list []insertion) string {
	if len(list) == 0 {
		return text
	}
	slices.SortStableFunc(list, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
	var out strings.Builder
	done := token.Pos(0)
	for _, i := range list {
		out.WriteString(text[done:i.at])
		out.WriteString(i.text)
		done = i.at
	}
	out.WriteString(text[done:])
	return out.String()
}

// completer collects what is to be added.
type completer struct {
	edits   map[*syntax.File][]insertion
	taken   map[*schema.Model]map[string]bool // names of fields, with those added; made when needed
	renamed []Renamed
}

func (c *completer) relation(r *schema.Relation) {
	if r.Back == nil {
		c.addBack(r)
	}
	key := foreignKey(r)
	if r.Forward == nil {
		c.addForward(r, key)
		return
	}
	if !r.Forward.Relation.HasFields {
		c.addScalars(r, key)
	}
	if r.Forward.Relation.Attribute == nil {
		c.insert(r.From.File, r.Forward.Node.Type.Span.End, " @relation("+arguments(r, key)+")")
	} else {
		c.addArguments(r, key)
	}
}

// addBack adds the field on the model that is referred to.
func (c *completer) addBack(r *schema.Relation) {
	mark, list := "[]", true
	if r.Type == schema.OneToOne {
		mark, list = "?", false
	}
	line := c.freeName(r.To, relationField(r.From.Name(), list)) + " " + r.From.Name() + mark
	if name := relationName(r); name != "" {
		line += " @relation(" + name + ")"
	}
	if r.From.IsIgnored {
		line += " @ignore"
	}
	c.addField(r.To, line)
}

// addForward adds the relation field on the model that holds the foreign key,
// and the key. The field is optional if a part of the key is.
func (c *completer) addForward(r *schema.Relation, key []keyField) {
	line := c.freeName(r.From, relationField(r.To.Name(), false)) + " " + r.To.Name()
	if slices.ContainsFunc(key, func(k keyField) bool { return k.arity == syntax.Optional }) {
		line += "?"
	}
	line += " @relation("
	if name := relationName(r); name != "" {
		line += name + ", "
	}
	scalars := c.scalars(r, key) // decides about the names in the arguments
	c.addField(r.From, line+arguments(r, key)+")")
	for _, scalar := range scalars {
		c.addField(r.From, scalar)
	}
}

func (c *completer) addScalars(r *schema.Relation, key []keyField) {
	for _, scalar := range c.scalars(r, key) {
		c.addField(r.From, scalar)
	}
}

// relationName is the name of a relation as it is written, or "".
func relationName(r *schema.Relation) string {
	f := cmp.Or(r.Forward, r.Back)
	if f.Relation.Name == nil {
		return ""
	}
	return f.File().Slice(f.Relation.Name.Span)
}

// addArguments adds to the @relation that is there.
func (c *completer) addArguments(r *schema.Relation, key []keyField) {
	attribute := r.Forward.Relation.Attribute
	args := arguments(r, key)
	switch file := r.From.File; {
	case args == "":
	case attribute.Args == nil:
		c.insert(file, attribute.Span.End, "("+args+")")
	case len(attribute.Args.List) == 0:
		at := attribute.Args.Span.End - 1
		if !attribute.Args.TrailingComma.IsZero() {
			at = attribute.Args.TrailingComma.Start
		}
		c.insert(file, at, args)
	case attribute.Args.TrailingComma.IsZero():
		c.insert(file, attribute.Args.Span.End-1, ", "+args)
	default:
		c.insert(file, attribute.Args.Span.End-1, args)
	}
}

func (c *completer) addField(m *schema.Model, line string) {
	c.insert(m.File, m.Node.Close.Start, line+"\n")
}

func (c *completer) insert(file *syntax.File, at token.Pos, text string) {
	c.edits[file] = append(c.edits[file], insertion{at, text})
}

// freeName returns name, or name with a number where m has such a field, and
// reserves it.
func (c *completer) freeName(m *schema.Model, name string) string {
	names := c.taken[m]
	if names == nil {
		names = make(map[string]bool, len(m.Fields))
		for _, f := range m.Fields {
			names[f.Name()] = true
		}
		c.taken[m] = names
	}
	free := name
	for n := 2; names[free]; n++ {
		free = fmt.Sprintf("%s%d", name, n)
	}
	if free != name {
		c.renamed = append(c.renamed, Renamed{File: m.File.Name, Model: m.Name(), Taken: name, Name: free})
	}
	names[free] = true
	return free
}
