package schema

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/syntax"
)

// elements are those of an array; anything else stands for a list of itself.
func (r *resolver) elements(e syntax.Expr) []syntax.Expr {
	if array, ok := e.(*syntax.Array); ok {
		return array.Elements
	}
	r.element[0] = e
	return r.element[:]
}

// fieldList resolves a list of names to scalar fields of m. It is false where
// any of them was reported.
func (r *resolver) fieldList(m *Model, e syntax.Expr, args *arguments) ([]*Field, bool) {
	list := r.elements(e)
	ok := true
	for _, element := range list {
		if _, isPath := element.(*syntax.Path); !isPath {
			r.report(wrongValue(args.file, element, "the name of a field"))
			ok = false
		}
	}
	if !ok {
		return nil, false
	}
	fields := r.fieldRuns.List(len(list))[:0]
	for _, element := range list {
		path := element.(*syntax.Path)
		f := m.Field(path.Text(args.file))
		switch {
		case f == nil:
			r.report(unknownField(args.file, path.Ident, m))
			ok = false
		case !f.IsScalar():
			r.report(relationFieldInList(args.file, path.Ident, f))
			ok = false
		case slices.Contains(fields, f):
			r.report(fieldListedTwice(args.file, path.Ident))
			return nil, false
		default:
			fields = append(fields, f)
		}
	}
	return fields, ok
}

// indexFieldList resolves the fields of a key or an index, which may have
// arguments, and, where paths says so, may lie in composite types.
func (r *resolver) indexFieldList(m *Model, e syntax.Expr, args *arguments, paths bool) ([]IndexField, bool) {
	list := r.elements(e)
	fields := r.indexFields.List(len(list))
	ok := true
	for i, element := range list {
		switch element := element.(type) {
		case *syntax.Path:
		case *syntax.Call:
			args.fieldArguments(element.Args.List, &fields[i])
		default:
			r.report(wrongValue(args.file, element, "the name of a field"))
			ok = false
		}
	}
	if !ok {
		return nil, false
	}
	for i, element := range list {
		name := indexFieldName(element)
		if !r.resolveIndexField(m, name, args, paths, &fields[i]) {
			ok = false
			continue
		}
		if listedBefore(fields[:i], &fields[i]) {
			r.report(fieldListedTwice(args.file, name))
			return nil, false
		}
	}
	if !ok {
		return nil, false
	}
	return fields, true
}

func indexFieldName(e syntax.Expr) syntax.Ident {
	if call, ok := e.(*syntax.Call); ok {
		return call.Name
	}
	return e.(*syntax.Path).Ident
}

func listedBefore(before []IndexField, f *IndexField) bool {
	for i := range before {
		if before[i].Field == f.Field && slices.Equal(before[i].Path, f.Path) {
			return true
		}
	}
	return false
}

func (r *resolver) resolveIndexField(m *Model, name syntax.Ident, args *arguments, paths bool, to *IndexField) bool {
	first, rest, dotted := cutDot(name.Text(args.file))
	if dotted && !paths {
		r.report(unknownField(args.file, name, m))
		return false
	}
	f := m.Field(first)
	switch {
	case f == nil:
		r.report(unknownField(args.file, name, m))
		return false
	case !f.IsScalar():
		r.report(relationFieldInList(args.file, name, f))
		return false
	case !dotted:
		to.Field = f
		return true
	}
	return r.resolvePath(f, rest, name, args, to)
}

// resolvePath follows the parts of a path through composite types.
func (r *resolver) resolvePath(f *Field, rest string, name syntax.Ident, args *arguments, to *IndexField) bool {
	to.Path = append(to.Path, f)
	for part := range strings.SplitSeq(rest, ".") {
		if f.Type.Kind != CompositeKind {
			r.report(pathThroughScalar(args.file, name, f))
			return false
		}
		in := f.Type.Composite
		if f = in.Field(part); f == nil {
			r.report(unknownPathField(args.file, name, part, in))
			return false
		}
		to.Path = append(to.Path, f)
	}
	to.Field = f
	return true
}

// fieldArguments reads what an index says of one field. Arguments of other
// names are overlooked, as in Prisma.
func (args *arguments) fieldArguments(list []syntax.Argument, to *IndexField) {
	for i := range list {
		arg := &list[i]
		if arg.Value == nil || args.isRepeated(list[:i], arg.Name.Text(args.file)) {
			continue
		}
		switch arg.Name.Text(args.file) {
		case "sort":
			to.Sort = args.sort(arg.Value)
		case "length":
			if n, ok := args.length(arg.Value); ok && n >= 0 { // Prisma drops others here
				to.Length, to.HasLength = n, true
			}
		case "ops":
			args.operators(arg.Value, to)
		}
	}
}

func (args *arguments) isRepeated(before []syntax.Argument, name string) bool {
	for i := range before {
		if before[i].Value != nil && before[i].Name.Text(args.file) == name {
			return true
		}
	}
	return false
}

// operators reads an operator class: a word, or raw("…").
func (args *arguments) operators(e syntax.Expr, to *IndexField) {
	switch e := e.(type) {
	case *syntax.Path:
		class, ok := connector.OperatorClassByName(e.Text(args.file))
		if !ok {
			args.r.report(unknownOperatorClass(args.file, e))
			return
		}
		to.Operators = class
		return
	case *syntax.Call:
		// Prisma overlooks a missing value this deep.
		values := slices.DeleteFunc(slices.Clone(e.Args.List), func(a syntax.Argument) bool { return a.Value == nil })
		if len(values) == 1 && e.Name.Text(args.file) == "raw" {
			if _, ok := values[0].Value.(*syntax.String); ok {
				to.HasRawOperators = true
				return
			}
		}
	}
	args.r.report(wrongValue(args.file, e, `an operator class or raw("…")`))
}
