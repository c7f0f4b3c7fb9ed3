package syntax

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/token"
)

// The diagnostics of grammar, one constructor each. They follow what Prisma's
// reader rejects before it looks at any name.

// MaxDiagnostics is how many a file may have; one more says that there are others. A text that is no schema may have one
// for every other byte, and each is a hundred times as large.
const MaxDiagnostics = 10_000

func (p *parser) report(d diag.Diagnostic) {
	if p.silent || len(p.diagnostics) > MaxDiagnostics {
		return
	}
	d.File = p.file
	p.diagnostics = append(p.diagnostics, d.Shortened())
}

func invalidLine(span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.InvalidLine, Span: span,
		Message: "this line does not start a block and belongs to none",
		Help:    `a block starts with model, view, type, enum, datasource or generator, as in "model User {"`,
	}
}

func unknownBlock(span token.Span, name string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownBlock, Span: span,
		Message: fmt.Sprintf("%q is not a kind of block", name),
		Help:    "use model, view, type, enum, datasource or generator",
	}
}

func typeAlias(span token.Span, name string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.TypeAlias, Span: span,
		Message: fmt.Sprintf("type %q has no block of fields; type aliases are no longer part of the language", name),
		Help:    "write the type out where it is used, or declare a composite type: type " + name + " { … }",
	}
}

// invalidMember is about a line of a block that is none of its members; text is the line's.
func invalidMember(kind BlockKind, span token.Span, text string) diag.Diagnostic {
	d := diag.Diagnostic{Span: span}
	switch kind {
	case Enum:
		d.Code = code.InvalidEnumLine
		d.Message = "this line is neither an enum value nor an attribute of the enum"
		d.Help = `an enum value is one name, as in "ADMIN" or "ADMIN @map(\"admin\")"`
	case Datasource, Generator:
		d.Code = code.InvalidPropertyLine
		d.Message = fmt.Sprintf("this line is not a property of the %s", kind)
		d.Help = `a property is written "name = value"`
	default:
		d.Code = code.InvalidFieldLine
		d.Message = fmt.Sprintf("this line is neither a field nor an attribute of the %s", kind)
		d.Help = `a field is written "name Type @attribute", an attribute of the block "@@attribute(…)"`
	}
	if opensBlock(text) {
		d.Help = fmt.Sprintf(`the %s above is still open: its members and its "}" stand on lines of their own, before this one`, kind)
	}
	return d
}

// opensBlock reports whether a line would begin a block where none is open.
func opensBlock(text string) bool {
	keyword, rest, _ := strings.Cut(text, " ")
	name, _, brace := strings.Cut(rest, "{")
	return keyword != "" && slices.Contains(keywords[:], keyword) && brace && len(strings.Fields(name)) == 1
}

func nestedTooDeep(span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.NestedTooDeep, Span: span,
		Message: fmt.Sprintf("brackets are nested more than %d deep", maxDepth),
		Help:    "no schema needs that; look for brackets that are never closed",
	}
}

func missingType(span token.Span, name string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.MissingType, Span: span,
		Message: fmt.Sprintf("field %q has no type", name),
		Help:    `write one behind the name, as in "` + name + ` String"`,
	}
}

func legacyColon(f *Field) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.LegacyColon, Span: f.Colon,
		Message: `a field has no ":" between its name and its type`,
		Help:    "leave the colon out",
		Fix:     &diag.Fix{Title: "remove the colon", Edits: []diag.Edit{{Span: f.Colon, Text: " "}}},
	}
}

func legacyType(t *FieldType, base string) diag.Diagnostic {
	d := diag.Diagnostic{Span: t.Span}
	replace := func(text string) *diag.Fix {
		return &diag.Fix{Title: "write " + text, Edits: []diag.Edit{{Span: t.Span, Text: text}}}
	}
	switch {
	case t.Legacy == LegacyRequired:
		d.Code = code.LegacyRequired
		d.Message = `fields are required unless marked with "?"; there is no "!"`
		d.Help, d.Fix = `leave the "!" out`, replace(base)
	case t.Legacy == LegacyList:
		d.Code = code.LegacyList
		d.Message = "a list type has its brackets behind it"
		d.Help, d.Fix = fmt.Sprintf(`write "%s[]"`, base), replace(base+"[]")
	default:
		d.Code = code.OptionalList
		d.Message = "a list cannot be optional"
		d.Help = fmt.Sprintf(`write "%s[]", which may be empty, or "%s?"`, base, base)
	}
	return d
}

func unknownEscape(span token.Span, text string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownEscape, Span: span,
		Message: fmt.Sprintf("%q is not an escape sequence", text),
		Help:    `a backslash itself is written "\\", as in a Windows path`,
	}
}

func invalidUnicodeEscape(span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.InvalidUnicodeEscape, Span: span,
		Message: "this escape sequence names no character",
		Help:    `write four hexadecimal digits, as in "\u00e9"; characters beyond them take a pair of surrogates`,
	}
}

func invalidUTF8(span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.InvalidUTF8, Span: span,
		Message: "the file is not valid UTF-8 from here on",
		Help:    "save it as UTF-8",
	}
}

func byteOrderMark(span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ByteOrderMark, Span: span,
		Message: "the file begins with a byte order mark, and Prisma cannot read the line that it stands on",
		Help:    "save the file as UTF-8 without one",
		Fix:     &diag.Fix{Title: "remove the byte order mark", Edits: []diag.Edit{{Span: span}}},
	}
}

func sourceTooLarge() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    code.SourceTooLarge,
		Message: fmt.Sprintf("the file is larger than %d MiB", MaxSource>>20),
		Help:    "split the schema into several files",
	}
}
