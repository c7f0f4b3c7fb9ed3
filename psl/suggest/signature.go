package suggest

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/words"
)

// Signature is what an attribute, a function or a native type takes.
type Signature struct {
	Label      string // as it is written, such as "@relation(name, fields, …)"
	Doc        string
	Parameters []words.Parameter
	Active     int // the parameter that the place is in, or -1
}

// SignatureAt is the signature of the brackets that a place is in; ok is false
// where it is in none.
func SignatureAt(p Place) (Signature, bool) {
	s, isComment := look(p.Line, p.At)
	if isComment || inComment(p.File, p.Pos) {
		return Signature{}, false
	}
	for i, f := range slices.Backward(s.stack) {
		if f.sign != "(" {
			continue
		}
		if i == 2 && strings.HasPrefix(s.stack[0].head, "@@") {
			return signature(f.head, "What the index knows of the field.", words.FieldParameters(), f), true
		}
		if about := aboutCall(f.head, i == 0); about != nil && len(about.Parameters) > 0 {
			return signature(f.head, about.Summary, about.Parameters, f), true
		}
		if sig, ok := nativeSignature(p, f); ok {
			return sig, true
		}
	}
	return Signature{}, false
}

// aboutCall is the attribute or function of that name, with its signs.
func aboutCall(head string, outermost bool) *words.Word {
	var about *words.Word
	switch {
	case strings.HasPrefix(head, "@@"):
		about, _ = words.BlockAttribute(head[2:])
	case strings.HasPrefix(head, "@"):
		about, _ = words.Attribute(head[1:])
	case !outermost || head == "env":
		about, _ = words.Function(head)
	case head == "Unsupported":
		about, _ = words.Scalar(head)
	}
	return about
}

func signature(head, doc string, parameters []words.Parameter, f frame) Signature {
	var labels []string
	active := f.unnamed
	for i, p := range parameters {
		labels = append(labels, ParameterLabel(p))
		if f.argument != "" && p.Name == f.argument {
			active = i
		}
	}
	if active >= len(parameters) {
		active = -1
	}
	return Signature{Label: head + "(" + strings.Join(labels, ", ") + ")", Doc: doc, Parameters: parameters, Active: active}
}

// ParameterLabel is a parameter as a signature shows it.
func ParameterLabel(p words.Parameter) string {
	if p.Name == "" {
		return p.Shape
	}
	return p.Name + ": " + p.Shape
}

func nativeSignature(p Place, f frame) (Signature, bool) {
	_, name, dotted := strings.Cut(f.head, ".")
	database := databaseOf(p.Schema)
	native, ok := database.NativeType(name)
	if !dotted || !ok {
		return Signature{}, false
	}
	var parameters []words.Parameter
	switch native.Arguments {
	case connector.Number, connector.OptionalNumber:
		parameters = []words.Parameter{{Name: "", Shape: "number", Summary: "the length or precision" + between(native.First)}}
	case connector.OptionalNumbers:
		parameters = []words.Parameter{
			{Name: "", Shape: "digits", Summary: "how many digits there are" + between(native.First)},
			{Name: "", Shape: "behind the point", Summary: "how many of them stand behind the point" + between(native.Second)},
		}
	case connector.OptionalSize:
		parameters = []words.Parameter{{Name: "", Shape: "number | Max", Summary: "the length" + between(native.First)}}
	default:
		return Signature{}, false
	}
	return signature(f.head, NativeTypeDoc(database, native), parameters, f), true
}
