package complete

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prisma names what it adds with the Rust crate cruet. The rules here were
// found by asking Prisma's formatter about many names; TestNamesAreThoseOfPrisma
// asks again.

// relationField is the name of a field of type model: in camel case, and in
// the plural for a list.
func relationField(model string, list bool) string {
	name := camelCase(model)
	if list {
		return plural(name)
	}
	return name
}

// ListName is the name that a list of a model gets.
func ListName(model string) string { return relationField(model, true) }

// scalarField is the name of a field that refers to the given field of model.
// Only the first letters change, unlike in relationField.
func scalarField(model, field string) string {
	r, size := utf8.DecodeRuneInString(model)
	first, firstSize := utf8.DecodeRuneInString(field)
	return strings.ToLower(string(r)) + model[size:] + strings.ToUpper(string(first)) + field[firstSize:]
}

// camelCase drops what is neither letter nor digit. A word begins behind such
// a character, behind a digit, and at an upper case letter as soon as a lower
// case one has been seen: UserAPIKey is userAPIKey, and HTTPServer httpserver.
// Only ASCII letters change.
func camelCase(name string) string {
	var out strings.Builder
	wordStarts := false
	last := ' ' // the last character that did not start a word
	for _, r := range strings.TrimRightFunc(name, isSeparator) {
		switch {
		case isSeparator(r):
			wordStarts = out.Len() > 0
		case unicode.IsNumber(r):
			wordStarts = true
			out.WriteRune(r)
		case wordStarts || isLower(last) && isUpper(r):
			wordStarts = false
			out.WriteRune(asciiUpper(r))
		default:
			last = r
			out.WriteRune(asciiLower(r))
		}
	}
	return out.String()
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }
func isLower(r rune) bool     { return unicode.In(r, unicode.Lower, unicode.Other_Lowercase) }
func isUpper(r rune) bool     { return unicode.In(r, unicode.Upper, unicode.Other_Uppercase) }

func asciiUpper(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

func asciiLower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r - 'A' + 'a'
	}
	return r
}
