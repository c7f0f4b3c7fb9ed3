package inspect

import (
	"cmp"
	"slices"
	"strings"

	"create-app/plain"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func blockAttributes(file *token.File, b *syntax.Block) []Attribute {
	out := []Attribute{}
	for a := range b.BlockAttributes() {
		out = append(out, attribute(file, &a.Attribute))
	}
	return out
}

func attribute(file *token.File, a *syntax.Attribute) Attribute {
	out := Attribute{Name: a.Name.Text(file), Arguments: []Argument{}, Span: span(file, a.Span)}
	if a.Args != nil {
		out.Arguments = arguments(file, a.Args)
	}
	return out
}

func arguments(file *token.File, list *syntax.Arguments) []Argument {
	out := make([]Argument, 0, len(list.List))
	for i := range list.List {
		out = append(out, Argument{Name: list.List[i].Name.Text(file), Value: value(file, list.List[i].Value)})
	}
	return out
}

// value is an expression as data: a string stands for itself, an array for a
// list; all else is an object that says what it is.
func value(file *token.File, e syntax.Expr) any {
	switch v := e.(type) {
	case *syntax.String:
		return plain.HidePasswords(v.Value)
	case *syntax.Array:
		list := make([]any, 0, len(v.Elements))
		for _, element := range v.Elements {
			list = append(list, value(file, element))
		}
		return list
	case *syntax.Number:
		return Number{strings.TrimSpace(file.Slice(v.Span))}
	case *syntax.Path:
		return Constant{v.Text(file)}
	case *syntax.Call:
		return Call{arguments(file, &v.Args), v.Name.Text(file)}
	case *syntax.Object:
		entries := map[string]any{}
		for _, entry := range v.Entries {
			entries[entry.Key.Text(file)] = value(file, entry.Value)
		}
		return Object{entries}
	}
	return nil
}

// comments are the doc comments of f that are no node's documentation.
func comments(f *syntax.File) []Comment {
	var out []Comment
	var items []place
	for _, item := range f.Items {
		items = append(items, placeOf(f, item))
		if b, ok := item.(*syntax.Block); ok {
			var members []place
			for _, member := range b.Members {
				members = append(members, placeOf(f, member))
			}
			out = append(out, free(f, b.Name.Text(f.File), members)...)
		}
	}
	return append(free(f, "", items), out...)
}

// place is a node in the order of the text: a comment, or something with a name.
type place struct {
	comment *syntax.CommentBlock
	name    string
	doc     *syntax.CommentBlock // its documentation
}

func placeOf(f *syntax.File, n syntax.Node) place {
	switch v := n.(type) {
	case *syntax.CommentBlock:
		return place{comment: v}
	case *syntax.Block:
		return place{name: v.Name.Text(f.File), doc: v.Doc}
	case *syntax.Field:
		return place{name: v.Name.Text(f.File), doc: v.Doc}
	case *syntax.EnumValue:
		return place{name: v.Name.Text(f.File), doc: v.Doc}
	case *syntax.Property:
		return place{name: v.Name.Text(f.File)}
	case *syntax.BlockAttribute:
		return place{name: "@@" + v.Name.Text(f.File)} // has no documentation of its own
	}
	return place{}
}

// documents reports whether any line of c is more than a remark.
func documents(c *syntax.CommentBlock) bool {
	return slices.ContainsFunc(c.Lines, func(line syntax.Comment) bool { return line.Kind != syntax.LineComment })
}

func free(f *syntax.File, in string, places []place) []Comment {
	taken := map[*syntax.CommentBlock]bool{}
	for _, p := range places {
		taken[p.doc] = true
	}
	var out []Comment
	next := ""
	for _, p := range slices.Backward(places) {
		if p.comment != nil && !taken[p.comment] && documents(p.comment) {
			out = append(out, Comment{Text: plain.HidePasswords(f.Documentation(p.comment)), In: in, Next: next, Span: span(f.File, p.comment.Span)})
		}
		next = cmp.Or(p.name, next)
	}
	slices.Reverse(out)
	return out
}
