package validate

import (
	"create-app/psl/syntax"
)

// The values of datasource and generator properties.

// string reads e as a string.
func (r *configReader) string(e syntax.Expr) (*syntax.String, bool) {
	s, ok := e.(*syntax.String)
	if !ok {
		r.report(wrongPropertyValue(r.file, e, "a string"))
	}
	return s, ok
}

// setting is a string of the schema or the name of an environment variable.
type setting struct {
	text string
	env  bool
}

// setting reads e as a string or as env("NAME").
func (r *configReader) setting(e syntax.Expr) (setting, bool) {
	if call, ok := e.(*syntax.Call); ok && call.Name.Text(r.file) == "env" {
		name, ok := r.envName(call)
		return setting{text: name, env: true}, ok
	}
	s, ok := e.(*syntax.String)
	if !ok {
		r.report(wrongPropertyValue(r.file, e, `a string or env("NAME")`))
		return setting{}, false
	}
	return setting{text: s.Value}, true
}

// envName reads the one argument of env(). A comma after it is one too many for
// Prisma, and a name only a warning, which it gives for every argument that has one.
func (r *configReader) envName(call *syntax.Call) (string, bool) {
	args := call.Args.List
	for i := range args {
		if !args[i].Name.IsZero() && args[i].Value != nil {
			r.report(namedEnvArgument(r.file, &args[i]))
		}
	}
	if len(args) != 1 || args[0].Value == nil || !call.Args.TrailingComma.IsZero() {
		r.report(wrongEnvArguments(call))
		return "", false
	}
	name, ok := args[0].Value.(*syntax.String)
	if !ok {
		r.report(wrongPropertyValue(r.file, args[0].Value, "the name of a variable in quotes"))
		return "", false
	}
	return name.Value, true
}

// own reads the value of a property that is the generator's own business, looking
// for env() in arrays too. It is false at the first that is wrong, and for objects,
// which Prisma 7 has no way to hand on to a generator.
func (r *configReader) own(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Object:
		return false
	case *syntax.Array:
		for _, element := range e.Elements {
			if !r.own(element) {
				return false
			}
		}
	case *syntax.Call:
		if e.Name.Text(r.file) == "env" {
			_, ok := r.envName(e)
			return ok
		}
	}
	return true
}

// elements are those of an array; any other value stands for an array of itself.
func elements(e syntax.Expr) []syntax.Expr {
	if array, ok := e.(*syntax.Array); ok {
		return array.Elements
	}
	return []syntax.Expr{e}
}

// strings reads e as an array of strings. It is false if any element is not one.
func (r *configReader) strings(e syntax.Expr) ([]*syntax.String, bool) {
	all, ok := []*syntax.String{}, true
	for _, element := range elements(e) {
		s, isString := r.string(element)
		ok = ok && isString
		all = append(all, s)
	}
	return all, ok
}
