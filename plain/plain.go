// Package plain makes text harmless for where it is shown: a terminal, JSON, a shell.
//
// Names, values and messages come from files of other people. [Writer] stands before everything that the program
// prints, [Line] is for a single name in a line of ours, [Word] for a word of a command that a person will paste.
// Nothing is lost: a control character is shown by its picture, and in JSON by its escape, which reads back as it was.
package plain

import (
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"
)

// IsControl reports whether a terminal acts upon a character instead of showing it: the controls of ASCII and of
// Latin 1, line ends of Unicode, and the marks that turn the direction of text, by which a line reads as another.
func IsControl(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r < 0x61c:
		return false
	}
	return r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x206f
}

// Picture is a character as it can be shown: itself, or for a control its picture, or "�" where there is none.
func Picture(r rune) string {
	switch {
	case r >= 0 && r < ' ':
		return string(0x2400 + r)
	case r == 0x7f:
		return "\u2421"
	case IsControl(r):
		return string(utf8.RuneError)
	}
	return string(r)
}

// Line is text on one line, with pictures in place of controls, line ends among them.
func Line(text string) string {
	if strings.IndexFunc(text, IsControl) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		b.WriteString(Picture(r))
	}
	return b.String()
}

// Word quotes text so that the shells of this system read it as one word and nothing else.
func Word(text string) string {
	if runtime.GOOS == "windows" {
		return windowsWord(text)
	}
	return unixWord(text)
}

// windowsWord is for cmd.exe, PowerShell and Git Bash alike: as it is where no one of them gives it a meaning, otherwise in double
// quotes with PowerShell's escapes. Of quotes there are always two, which leave cmd.exe inside its own, so that no text ends them.
func windowsWord(text string) string {
	if isBare(text) && !strings.ContainsAny(text, "@%,") {
		return text
	}
	var b strings.Builder
	for _, r := range Line(text) {
		switch r {
		case '"', '\u201c', '\u201d', '\u201e':
			b.WriteRune(r)
		case '$', '`':
			b.WriteByte('`')
		}
		b.WriteRune(r)
	}
	quoted := b.String()
	ends := len(quoted) - len(strings.TrimRight(quoted, `\`)) // which programs would take for an escape of the quote
	return `"` + quoted + strings.Repeat(`\`, ends) + `"`
}

// unixWord is text as it is where that does, in single quotes, or, with a control character in it, in the quotes of bash and
// zsh that have escapes.
func unixWord(text string) string {
	switch {
	case isBare(text):
		return text
	case strings.IndexFunc(text, IsControl) < 0 && utf8.ValidString(text):
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	var b strings.Builder
	b.WriteString("$'")
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\\' || r == '\'':
			b.WriteString(`\` + string(r))
		case IsControl(r) || r == utf8.RuneError && size == 1:
			b.WriteString(octal(text[i : i+size]))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + "'"
}

// Path is a path as a word that no command takes for a flag.
func Path(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	return Word(path)
}

// PatchName is a file's name in the head of a patch, as git writes it and reads it back: in double quotes with escapes where the
// name has a character that acts upon a terminal, ends the line or looks like an escape.
func PatchName(name string) string {
	special := func(r rune) bool { return IsControl(r) || r == '"' || r == '\\' }
	if strings.IndexFunc(name, special) < 0 && utf8.ValidString(name) {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range name {
		_, size := utf8.DecodeRuneInString(name[i:])
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case IsControl(r) || r == utf8.RuneError && size == 1:
			b.WriteString(octal(name[i : i+size]))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// octal is each byte of a text as an escape.
func octal(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, `\%03o`, c)
	}
	return b.String()
}

// isBare reports whether a shell reads text as one word without quotes.
func isBare(text string) bool {
	return text != "" && text[0] != '=' && text[0] != '~' && !strings.ContainsFunc(text, isSpecial)
}

// isSpecial is false for what no shell gives a meaning.
func isSpecial(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@%+=:,./-_", r))
}
