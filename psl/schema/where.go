package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
)

// where reads the condition of a partial index, which Prisma 7 has: raw("…")
// with some SQL, or an object of fields and values. It is nil where there is none.
func (r *resolver) where(m *Model, args *arguments) syntax.Expr {
	if r.schema.Version < syntax.Prisma7 {
		return nil // there the argument is an unknown one
	}
	e := args.optional("where")
	switch e := e.(type) {
	case nil:
		return nil
	case *syntax.Object:
		if len(e.Entries) == 0 {
			r.report(badCondition(args.file, e, "the condition is empty"))
			return nil
		}
		for i := range e.Entries {
			args.condition(m, &e.Entries[i])
		}
		return e
	case *syntax.Call:
		if args.rawCondition(e) {
			return e
		}
		return nil
	}
	r.report(badCondition(args.file, e, `a condition is raw("…") or an object of fields`))
	return nil
}

func (args *arguments) rawCondition(call *syntax.Call) bool {
	if call.Name.Text(args.file) == "raw" && len(call.Args.List) > 0 {
		if s, ok := call.Args.List[0].Value.(*syntax.String); ok {
			if s.Value != "" {
				return true
			}
			args.r.report(badCondition(args.file, call, "the condition is empty"))
			return false
		}
	}
	args.r.report(badCondition(args.file, call, `a condition is raw("…") or an object of fields`))
	return false
}

// condition judges one "field: value" of a condition.
func (args *arguments) condition(m *Model, entry *syntax.Entry) {
	f := m.Field(entry.Key.Text(args.file))
	switch {
	case f == nil:
		args.r.report(unknownField(args.file, entry.Key, m))
		return
	case !f.IsScalar():
		args.r.report(relationFieldInList(args.file, entry.Key, f))
		return
	}
	value := entry.Value
	if object, ok := value.(*syntax.Object); ok {
		if len(object.Entries) != 1 || object.Entries[0].Key.Text(args.file) != "not" {
			args.r.report(badCondition(args.file, object, `besides plain values there is only { not: … }`))
			return
		}
		value = object.Entries[0].Value
	}
	args.conditionValue(f, value)
}

func (args *arguments) conditionValue(f *Field, value syntax.Expr) {
	ok := false
	switch v := value.(type) {
	case *syntax.String:
		ok = f.Type.Kind == EnumKind || f.Type.Is(connector.String) || f.Type.Is(connector.DateTime)
	case *syntax.Number:
		switch f.Type.Scalar {
		case connector.Int, connector.BigInt, connector.Float, connector.Decimal:
			ok = true
		}
	case *syntax.Path:
		ok = v.Text(args.file) == "null" || f.Type.Is(connector.Boolean) && (v.Text(args.file) == "true" || v.Text(args.file) == "false")
	}
	if !ok {
		args.r.report(badConditionValue(args.file, value, f))
	}
}
