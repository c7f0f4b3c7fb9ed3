package schema

import (
	"strconv"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// arguments are those of one attribute while it is read. What is taken is
// marked; finish reports the rest.
type arguments struct {
	r    *resolver
	file *token.File
	attr *syntax.Attribute
	list []syntax.Argument
	used uint64 // by place; an attribute has no use for 64 of them
}

// arguments checks the form of a's arguments. It is false where Prisma does not
// look at the attribute any further.
func (r *resolver) arguments(file *token.File, a *syntax.Attribute) (*arguments, bool) {
	r.args = arguments{r: r, file: file, attr: a}
	args := &r.args
	if a.Args == nil {
		return args, true
	}
	args.list = a.Args.List
	if !args.checkForm(a.Args) {
		return nil, false
	}
	args.checkRepeated()
	return args, true
}

// checkForm looks at a list of arguments and at those of the calls in it.
func (args *arguments) checkForm(list *syntax.Arguments) bool {
	ok := args.checkList(list)
	for i := range list.List {
		if call, isCall := list.List[i].Value.(*syntax.Call); isCall && !args.checkList(&call.Args) {
			ok = false
		}
	}
	return ok
}

func (args *arguments) checkList(list *syntax.Arguments) bool {
	ok := true
	for i := range list.List {
		arg := &list.List[i]
		if arg.Value == nil {
			args.r.report(missingArgumentValue(args.file, arg))
			ok = false
		}
		array, isArray := arg.Value.(*syntax.Array)
		if !isArray {
			continue
		}
		for _, element := range array.Elements {
			args.checkElement(element)
		}
	}
	if !list.TrailingComma.IsZero() {
		args.r.report(trailingComma(args.file, list.TrailingComma))
	}
	return ok
}

// checkElement reports missing values, for which alone Prisma reads on.
func (args *arguments) checkElement(element syntax.Expr) {
	call, ok := element.(*syntax.Call)
	if !ok {
		return
	}
	for i := range call.Args.List {
		if call.Args.List[i].Value == nil {
			args.r.report(missingArgumentValue(args.file, &call.Args.List[i]))
		}
	}
}

// checkRepeated reports names that come twice, and more than one argument
// without a name.
func (args *arguments) checkRepeated() {
	if len(args.list) > smallScan {
		args.checkManyRepeated()
		return
	}
	for i := range args.list {
		for j := range i {
			if args.list[j].Name.Text(args.file) == args.list[i].Name.Text(args.file) {
				args.r.report(args.repeated(i, j))
				break
			}
		}
	}
}

func (args *arguments) checkManyRepeated() {
	first := make(map[string]int, len(args.list))
	for i := range args.list {
		if j, ok := first[args.list[i].Name.Text(args.file)]; ok {
			args.r.report(args.repeated(i, j))
			continue
		}
		first[args.list[i].Name.Text(args.file)] = i
	}
}

// find returns the last argument of that name, and marks all of them. The empty
// name stands for arguments without one.
func (args *arguments) find(name string) *syntax.Argument {
	var found *syntax.Argument
	for i := range args.list {
		if args.list[i].Name.Is(args.file, name) && !args.isUsed(i) {
			found = &args.list[i]
			args.use(i)
		}
	}
	return found
}

func (args *arguments) isUsed(i int) bool { return i < 64 && args.used&(1<<i) != 0 }

func (args *arguments) use(i int) {
	if i < 64 {
		args.used |= 1 << i
	}
}

// optional returns the value of the argument of that name, or nil.
func (args *arguments) optional(name string) syntax.Expr {
	if arg := args.find(name); arg != nil {
		return arg.Value
	}
	return nil
}

// byDefault returns the argument of that name or the one without a name. Both
// together are a mistake, and so is neither.
func (args *arguments) byDefault(name string) syntax.Expr {
	named, unnamed := args.find(name), args.find("")
	switch {
	case named != nil && unnamed != nil:
		args.r.report(argumentGivenTwice(args.file, named))
		return nil
	case named != nil:
		return named.Value
	case unnamed != nil:
		return unnamed.Value
	}
	args.r.report(missingArgument(args.file, args.attr, name))
	return nil
}

// finish reports the arguments that were not asked for.
func (args *arguments) finish() {
	for i := range args.list {
		if i < 64 && !args.isUsed(i) {
			args.r.report(unknownArgument(args.file, args.attr, &args.list[i]))
			args.find(args.list[i].Name.Text(args.file)) // once for all of that name
		}
	}
}

// defaultString is byDefault for a string.
func (args *arguments) defaultString(name string) *syntax.String {
	return args.string(args.byDefault(name))
}

// string coerces e, which may be nil, to a string.
func (args *arguments) string(e syntax.Expr) *syntax.String {
	if e == nil {
		return nil
	}
	s, ok := e.(*syntax.String)
	if !ok {
		args.r.report(wrongValue(args.file, e, "a string"))
		return nil
	}
	return s
}

// nonEmpty is string for the argument of that name, where "" is a mistake.
func (args *arguments) nonEmpty(name string) *syntax.String {
	s := args.string(args.optional(name))
	if s != nil && s.Value == "" {
		args.r.report(emptyArgument(args.file, s, name))
		return nil
	}
	return s
}

// constant coerces e, which may be nil, to a word; it is "" where e is not one.
func (args *arguments) constant(e syntax.Expr) string {
	if e == nil {
		return ""
	}
	p, ok := e.(*syntax.Path)
	if !ok {
		args.r.report(wrongValue(args.file, e, "a word without quotes"))
		return ""
	}
	return p.Text(args.file)
}

// setting reads true or false.
func (args *arguments) setting(name string) Setting {
	e := args.optional(name)
	if e == nil {
		return Unset
	}
	if p, ok := e.(*syntax.Path); ok {
		switch p.Text(args.file) {
		case "true":
			return True
		case "false":
			return False
		}
	}
	args.r.report(wrongValue(args.file, e, "true or false"))
	return Unset
}

// integer coerces e to a number without a fraction.
func (args *arguments) integer(e syntax.Expr) (int64, bool) {
	if n, ok := e.(*syntax.Number); ok {
		if v, err := strconv.ParseInt(args.file.Slice(n.Span), 10, 64); err == nil {
			return v, true
		}
	}
	args.r.report(wrongValue(args.file, e, "a whole number"))
	return 0, false
}

// length reads how much of a column is indexed. That it is negative troubles
// Prisma no more than us.
func (args *arguments) length(e syntax.Expr) (int64, bool) {
	if e == nil {
		return 0, false
	}
	return args.integer(e)
}
