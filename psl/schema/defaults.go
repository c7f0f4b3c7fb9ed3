package schema

import (
	"strconv"

	"create-app/psl/connector"
	"create-app/psl/syntax"
)

// fieldDefault reads @default of a model's field. The Default is kept only
// where Prisma accepts its form.
func (r *resolver) fieldDefault(f *Field, args *arguments) {
	value := args.byDefault("value")
	if value == nil {
		return
	}
	mapName := args.nonEmpty("map")
	unknown := false
	ok := false
	call, isCall := value.(*syntax.Call)
	switch {
	case isCall && call.Name.Text(args.file) == "dbgenerated":
		ok = args.generatedByDatabase(call)
	case f.Type.Kind == CompositeKind:
		r.report(defaultOnComposite(args.file, args.attr, f))
	case f.Type.Kind == EnumKind:
		ok = args.enumDefault(f, value)
	case f.Type.Kind == UnsupportedKind:
		r.report(defaultOnUnsupported(args.file, value, f))
	case isCall:
		ok, unknown = args.functionDefault(f, call, mapName)
	default:
		ok = args.scalarDefault(f, value)
	}
	if ok {
		f.Default = r.defaults.New()
		*f.Default = Default{Attribute: args.attr, Value: value, MapName: mapName, IsUnknownFunction: unknown}
	}
}

// compositeDefault reads @default of a composite type's field.
func (r *resolver) compositeDefault(f *Field, args *arguments) {
	value := args.byDefault("value")
	if value == nil {
		return
	}
	if arg := args.find("map"); arg != nil {
		r.report(mapOnCompositeDefault(args.file, arg))
	}
	ok := false
	call, isCall := value.(*syntax.Call)
	switch {
	case isCall && call.Name.Text(args.file) == "dbgenerated":
		r.report(functionInComposite(args.file, call))
	case f.Type.Kind == CompositeKind:
		r.report(defaultOnComposite(args.file, args.attr, f))
	case f.Type.Kind == EnumKind:
		ok = args.enumDefault(f, value)
	case f.Type.Kind == UnsupportedKind:
		r.report(defaultOnUnsupported(args.file, value, f))
	case isCall:
		ok = args.compositeFunction(f, call)
	default:
		ok = args.scalarDefault(f, value)
	}
	if ok {
		f.Default = r.defaults.New()
		*f.Default = Default{Attribute: args.attr, Value: value}
	}
}

// functionDefault judges a function as default of a scalar field. A function
// Prisma does not know at all is left to the database.
func (args *arguments) functionDefault(f *Field, call *syntax.Call, mapName *syntax.String) (ok, unknown bool) {
	name := call.Name.Text(args.file)
	switch {
	case name == "autoincrement" && mapName != nil:
		args.r.report(namedAutoincrement(args.file, mapName))
		return false, false
	case name == "auto":
		return args.noArguments(call), false
	case !isKnownFunction(name):
		return true, true
	case name == "autoincrement" && f.Type.Scalar != connector.Int && f.Type.Scalar != connector.BigInt,
		name != "autoincrement" && f.Type.Scalar != functionType(name):
		args.r.report(functionOnType(args.file, call, f))
		return false, false
	}
	return args.functionArguments(call), false
}

func (args *arguments) compositeFunction(f *Field, call *syntax.Call) bool {
	switch name := call.Name.Text(args.file); {
	case name == "autoincrement" || name == "auto" || name == "nanoid":
		args.r.report(functionInComposite(args.file, call))
	case !isKnownFunction(name):
		args.r.report(UnknownFunction(args.file, call))
	case f.Type.Scalar != functionType(name):
		args.r.report(functionOnType(args.file, call, f))
	default:
		return args.functionArguments(call)
	}
	return false
}

func isKnownFunction(name string) bool {
	switch name {
	case "autoincrement", "auto", "dbgenerated", "now", "cuid", "uuid", "ulid", "nanoid":
		return true
	}
	return false
}

// functionType is the type of field that a known function gives a value for.
func functionType(name string) connector.Scalar {
	if name == "now" {
		return connector.DateTime
	}
	return connector.String
}

func (args *arguments) functionArguments(call *syntax.Call) bool {
	switch call.Name.Text(args.file) {
	case "cuid":
		return args.oneNumber(call, func(n uint64) bool { return n == 1 || n == 2 }, "1 or 2")
	case "uuid":
		return args.oneNumber(call, func(n uint64) bool { return n == 4 || n == 7 }, "4 or 7")
	case "nanoid":
		return args.oneNumber(call, func(n uint64) bool { return n >= 2 && n <= 255 }, "a number from 2 to 255")
	}
	return args.noArguments(call)
}

func (args *arguments) noArguments(call *syntax.Call) bool {
	if len(call.Args.List) == 0 {
		return true
	}
	args.r.report(functionTakesNothing(args.file, call))
	return false
}

// oneNumber accepts no argument, or one that is a number for which ok holds.
func (args *arguments) oneNumber(call *syntax.Call, ok func(uint64) bool, want string) bool {
	if len(call.Args.List) == 0 {
		return true
	}
	if len(call.Args.List) == 1 {
		if n, isNumber := call.Args.List[0].Value.(*syntax.Number); isNumber {
			if v, err := strconv.ParseUint(args.file.Slice(n.Span), 10, 64); err == nil && ok(v) {
				return true
			}
		}
	}
	args.r.report(functionArgument(args.file, call, want))
	return false
}

// generatedByDatabase accepts dbgenerated() and dbgenerated("some SQL").
func (args *arguments) generatedByDatabase(call *syntax.Call) bool {
	if len(call.Args.List) == 0 {
		return true
	}
	if len(call.Args.List) == 1 {
		if s, ok := call.Args.List[0].Value.(*syntax.String); ok && s.Value != "" {
			return true
		}
	}
	args.r.report(functionArgument(args.file, call, "a string that is not empty"))
	return false
}

func (args *arguments) enumDefault(f *Field, value syntax.Expr) bool {
	if !f.IsList() {
		return args.enumValue(f.Type.Enum, value)
	}
	array, ok := value.(*syntax.Array)
	if !ok {
		args.r.report(defaultNotList(args.file, value, f))
		return false
	}
	for _, element := range array.Elements {
		if !args.enumValue(f.Type.Enum, element) {
			return false
		}
	}
	return true
}

func (args *arguments) enumValue(e *Enum, value syntax.Expr) bool {
	if p, ok := value.(*syntax.Path); ok && e.HasValue(p.Text(args.file)) {
		return true
	}
	args.r.report(notAnEnumValue(args.file, value, e))
	return false
}

func (args *arguments) scalarDefault(f *Field, value syntax.Expr) bool {
	array, isArray := value.(*syntax.Array)
	switch {
	case f.IsList() && !isArray:
		args.r.report(defaultNotList(args.file, value, f))
		return false
	case !f.IsList() && isArray:
		args.r.report(defaultIsList(args.file, value, f))
		return false
	case !isArray:
		return args.literal(f.Type.Scalar, value)
	}
	for _, element := range array.Elements {
		if !args.literal(f.Type.Scalar, element) {
			return false
		}
	}
	return true
}

// literal reports whether value has the form of a default for a field of type s.
func (args *arguments) literal(s connector.Scalar, value syntax.Expr) bool {
	ok := false
	switch v := value.(type) {
	case *syntax.String:
		ok = s == connector.String || s == connector.Json || s == connector.Bytes ||
			s == connector.DateTime || s == connector.Decimal
	case *syntax.Number:
		ok = s == connector.Int || s == connector.BigInt || s == connector.Float || s == connector.Decimal
	case *syntax.Path:
		ok = s == connector.Boolean && (v.Text(args.file) == "true" || v.Text(args.file) == "false")
	}
	if !ok {
		args.r.report(wrongDefault(args.file, value, s))
	}
	return ok
}
