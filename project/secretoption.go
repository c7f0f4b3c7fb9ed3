package project

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// SecretOption is a "secret" among options in a source that uses NextAuth.
type SecretOption struct {
	Path      string // absolute; empty of one that is in what options take in
	Line      int
	Literal   bool     // it is a text that stands in the source, and nothing else
	Variables []string // what it names of the environment
	Text      bool     // where those are not set, it is a text that stands in the source
	Plain     bool     // it is what one variable of process.env has, or such a text, and comes from nowhere else
}

// secretOptions finds the secrets among options, with the variables that are
// named up to the end of the line.
func secretOptions(src *typescript.Source) (options []SecretOption) {
	var open []int // braces
	isText := textsOf(src)
	for i := range src.Tokens {
		for len(open) > 0 && int(src.At(open[len(open)-1]).Close) <= i {
			open = open[:len(open)-1]
		}
		if src.Is(i, "{") {
			open = append(open, i)
		}
		if !src.Is(i, "secret") || src.Is(i-1, ".") || !isKey(src, i) || len(open) == 0 || !ofOptions(src, open[len(open)-1]) {
			continue
		}
		if !src.Is(i+1, ":") { // the name of a variable, which may hold any
			options = append(options, SecretOption{Line: int(src.At(i).Line)})
			continue
		}
		line, _, _ := strings.Cut(src.Code[src.At(i+1).End:], "\n")
		options = append(options, SecretOption{Line: int(src.At(i).Line), Literal: isText(i + 2), Variables: variablesIn(line), Text: fallsBackOnText(line), Plain: plainSecret.MatchString(line)})
	}
	return options
}

// textsOf tells whether what stands at an index is a text that is not empty, or a constant of the source that is one, and nothing more.
func textsOf(src *typescript.Source) func(i int) bool {
	var constants map[string]bool
	isText := func(i int) bool { return src.At(i).Kind == typescript.String && src.Value(i) != "" }
	return func(i int) bool {
		if !src.Is(i+1, ",") && !src.Is(i+1, "}") && !src.Is(i+1, "as") {
			return false
		}
		if src.At(i).Kind != typescript.Word {
			return isText(i)
		}
		if constants == nil {
			constants = map[string]bool{}
			for at := range src.Tokens {
				if src.Is(at-1, "const") && src.Is(at+1, "=") && isText(at+2) && (src.Is(at+3, ";") || src.At(at+3).Fresh) {
					constants[src.Src(at)] = true
				}
			}
		}
		return constants[src.Src(i)]
	}
}

// fallsBackOnText reports whether the last of several values in a line is a text that is not empty.
func fallsBackOnText(line string) bool {
	at := max(strings.LastIndex(line, "||"), strings.LastIndex(line, "??"))
	if at < 0 {
		return false
	}
	last := strings.TrimSpace(line[at+2:])
	return len(last) > 2 && strings.ContainsRune("\"'`", rune(last[0])) && last[1] != last[0]
}

// plainSecret matches what stands behind "secret:" up to the end of the line, where that is a variable and nothing more than a text to
// fall back on.
var plainSecret = regexp.MustCompile(`^\s*process\.env(?:\.\w+|\[["']\w+["']\])(?:!|\s+as string)?(?:\s*(?:\|\||\?\?)\s*(?:"[^"$]*"|'[^'$]*'))?\s*[,}\])]*\s*;?\s*$`)

// ofOptions reports whether the braces at open are those of NextAuth's options: an
// argument of NextAuth, or what has other options in it. The secret of a provider,
// of a token or of another library is none of NextAuth's.
func ofOptions(src *typescript.Source, open int) bool {
	if src.Is(open-1, "(") && (src.Is(open-2, "NextAuth") || src.Is(open-2, "withAuth")) {
		return src.Is(open-2, "NextAuth")
	}
	if givenToNextAuth(src, open) || isTypedOptions(src, open) {
		return true
	}
	for i := open + 1; i < int(src.At(open).Close); i++ {
		for _, name := range []string{"providers", "adapter", "callbacks", "session", "pages", "authorized"} {
			if src.Is(i, name) && (isKey(src, i) || src.Is(i+1, "(")) {
				return true
			}
		}
		if src.Is(i, "...") && strings.Contains(strings.ToLower(src.Src(i+1)), "auth") {
			return true
		}
		if end := int(src.At(i).Close); end > i {
			i = end
		}
	}
	return false
}

// givenToNextAuth reports whether the braces at open are the last argument of a call of NextAuth, which may be cast.
func givenToNextAuth(src *typescript.Source, open int) bool {
	if !src.Is(open-1, "(") && !src.Is(open-1, ",") {
		return false
	}
	for i := open - 1; i >= 0 && i > open-maxCall; i-- {
		if !src.Is(i, "NextAuth") {
			continue
		}
		_, call := callOf(src, i)
		return call >= 0 && call < open && lastArgument(src, call) == open
	}
	return false
}

// isTypedOptions reports whether the braces at open are those of an object that is said to be NextAuth's options: a constant, or
// what a function gives.
func isTypedOptions(src *typescript.Source, open int) bool {
	end, before := int(src.At(open).Close), open-2
	switch {
	case src.Is(end+1, "satisfies") || src.Is(end+1, "as"):
		before = end + 2
	case src.Is(open-1, "(") && src.Is(open-2, "=>"), src.Is(open-1, "return") && src.Is(open-2, "{"):
		before = open - 3
	case !src.Is(open-1, "="):
		return false
	}
	return slices.Contains([]string{"NextAuthOptions", "AuthOptions", "NextAuthConfig"}, src.Src(before))
}

// maxCall is how many words and marks a call has in front of its last argument: a cast, a request and a response.
const maxCall = 24

// variableName matches what is a variable of the environment by its form, as in env.AUTH_SECRET and readEnv("AUTH_SECRET"), or
// by where it stands, as in process.env.SECRET.
var variableName = regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\benv(?:\??\.|\[["'])([A-Z][A-Z0-9]*)\b`)

func variablesIn(line string) (names []string) {
	for _, m := range variableName.FindAllStringSubmatch(line, -1) {
		names = append(names, cmp.Or(m[1], m[0]))
	}
	return names
}
