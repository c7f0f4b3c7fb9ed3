package validate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// extension is an element of the property extensions, such as
// postgis(version: "3.4").
type extension struct {
	name syntax.Ident
	span token.Span
}

func (r *configReader) extensions(p *properties, d *Datasource) {
	property := p.find("extensions")
	if property == nil {
		return
	}
	all, ok := []extension{}, true
	for _, element := range elements(property.Value) {
		switch e := element.(type) {
		case *syntax.Path:
			all = append(all, extension{e.Ident, e.Span})
		case *syntax.Call:
			all = append(all, extension{e.Name, e.Pos()})
		default:
			r.report(wrongPropertyValue(r.file, element, "the name of an extension, without quotes"))
			ok = false
		}
	}
	if !ok {
		return
	}
	for _, element := range elements(property.Value) {
		if call, isCall := element.(*syntax.Call); isCall {
			r.extensionArguments(call)
		}
	}
	d.extensions, d.extensionsSpan = all, property.Span
}

func (r *configReader) extensionArguments(call *syntax.Call) {
	seen := map[string]bool{}
	for i := range call.Args.List {
		arg := &call.Args.List[i]
		name := arg.Name.Text(r.file)
		switch {
		case arg.Value == nil:
		case name == "":
			r.report(unnamedExtensionArgument(arg))
		case seen[name]:
			r.report(duplicateExtensionArgument(r.file, arg))
		case name != "map" && name != "schema" && name != "version":
			r.report(unknownExtensionArgument(r.file, arg))
		default:
			r.string(arg.Value)
		}
		if arg.Value != nil {
			seen[name] = true
		}
	}
}

// checkExtensions is part of the validation proper: it does not run where the
// configuration itself has errors.
func (c *checker) checkExtensions() {
	d := c.config.Datasource
	if d == nil || d.extensionsSpan.IsZero() {
		return
	}
	file := d.File.File
	if !c.config.Previews.Has(connector.PostgresqlExtensions) {
		c.report(extensionsNeedPreview(file, d.extensionsSpan))
		return
	}
	for _, e := range d.extensions {
		first, _ := utf8.DecodeRuneInString(e.name.Text(file))
		switch {
		case unicode.IsNumber(first):
			c.report(extensionName(file, e, "starts with a digit"))
		case strings.Contains(e.name.Text(file), "-"):
			c.report(extensionName(file, e, `has a "-"`))
		}
	}
}
