package suggest

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/words"
)

// About says what the word of the language at a place means, and where it
// stands; ok is false where there is none. Names that the schema itself declares
// are not its business.
func About(p Place) (code, doc string, span token.Span, ok bool) {
	start, end := p.At, p.At
	for start > 0 && isLetter(p.Line[start-1]) {
		start--
	}
	for end < len(p.Line) && isLetter(p.Line[end]) {
		end++
	}
	s, isComment := look(p.Line, end)
	if isComment || s.quoted || start == end || inComment(p.File, p.Pos) {
		return "", "", token.Span{}, false
	}
	span = token.Span{Start: p.Pos - token.Pos(p.At-start), End: p.Pos + token.Pos(end-p.At)}
	code, doc = aboutWord(p, s, p.Line[start:end], blockAt(p.File, p.Pos))
	return code, doc, span, doc != ""
}

func aboutWord(p Place, s scene, text string, b *syntax.Block) (code, doc string) {
	say := func(code string, about *words.Word, ok bool) (string, string) {
		if !ok {
			return "", ""
		}
		return code, about.Summary
	}
	top := s.top()
	switch {
	case b == nil:
		about, ok := words.Block(text)
		return say(text, about, ok && len(s.head) == 0)
	case b.Kind == syntax.Datasource && len(s.head) == 0:
		about, ok := words.DatasourceProperty(text)
		return say(text, about, ok)
	case b.Kind == syntax.Generator && len(s.head) == 0:
		about, ok := words.GeneratorProperty(text)
		return say(text, about, ok)
	case s.path != "" && top == nil:
		database := databaseOf(p.Schema)
		native, ok := database.NativeType(text)
		if !ok {
			return "", ""
		}
		return "@" + s.path + "." + text, NativeTypeDoc(database, native)
	case top == nil && s.attribute == "@@":
		about, ok := words.BlockAttribute(text)
		return say("@@"+text, about, ok)
	case top == nil && s.attribute == "@":
		about, ok := words.Attribute(text)
		return say("@"+text, about, ok)
	case top == nil && len(s.head) == 1:
		about, ok := words.Scalar(text)
		return say(text, about, ok)
	case top == nil:
		return "", ""
	}
	return aboutArgument(s, text)
}

// aboutArgument is aboutWord inside of brackets.
func aboutArgument(s scene, text string) (code, doc string) {
	top := s.top()
	if len(s.rest) > 0 && s.rest[0].text == ":" {
		parameters := words.FieldParameters()
		if about := aboutCall(top.head, len(s.stack) == 1); about != nil {
			parameters = about.Parameters
		}
		for _, p := range parameters {
			if p.Name == text {
				return ParameterLabel(p), p.Summary
			}
		}
		return "", ""
	}
	if len(s.rest) > 0 && s.rest[0].text == "(" {
		if about, ok := words.Function(text); ok {
			return text + "()", about.Summary
		}
	}
	if about, ok := words.Action(text); ok && (top.argument == "onDelete" || top.argument == "onUpdate") {
		return text, about.Summary
	}
	if about, ok := words.Algorithm(text); ok && top.argument == "type" {
		return text, about.Summary
	}
	if class, ok := connector.OperatorClassByName(text); ok && top.argument == "ops" {
		var kinds []string
		for _, a := range class.Algorithms.List() {
			kinds = append(kinds, "`"+a.String()+"`")
		}
		return text, "An operator class of PostgreSQL, for indexes of the kind " + strings.Join(kinds, ", ") + "."
	}
	return "", ""
}
