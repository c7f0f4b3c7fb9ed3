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
	if call, ok := e.(*syntax.Call); ok && call.Name.Text == "env" {
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

func (r *configReader) envName(call *syntax.Call) (string, bool) {
	args := call.Args.List
	if len(args) == 1 && args[0].Value == nil || !call.Args.TrailingComma.IsZero() && len(args) == 0 {
		r.report(wrongEnvArguments(call))
		return "", false
	}
	if len(args) != 1 {
		r.report(wrongEnvArguments(call))
		return "", false
	}
	if args[0].Name.Text != "" {
		r.report(namedEnvArgument(&args[0]))
	}
	name, ok := args[0].Value.(*syntax.String)
	if !ok {
		r.report(wrongPropertyValue(r.file, args[0].Value, "the name of a variable in quotes"))
		return "", false
	}
	return name.Value, true
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
