package nextauth

import (
	"regexp"
	"slices"
	"strings"
)

// Evidence is what an app's source shows of how it signs people in.
type Evidence struct {
	Strategy  Strategy // "" where it does not show
	Providers []string // ids, in the order found
}

// ReadEvidence reads one source file that configures NextAuth: the modules of
// the providers it imports, and how it keeps sessions. Comments do not count.
// The zero Evidence means that the file configures nothing.
func ReadEvidence(source string) Evidence {
	source = withoutComments(source)
	var e Evidence
	module := regexp.MustCompile(`["'](?:next-auth|@auth/core)/providers/([a-z0-9-]+)["']`)
	for _, m := range module.FindAllStringSubmatch(source, -1) {
		if !slices.Contains(e.Providers, m[1]) {
			e.Providers = append(e.Providers, m[1])
		}
	}
	strategy := regexp.MustCompile(`\bstrategy\s*:\s*["'](jwt|database)["']`).FindStringSubmatch(source)
	adapter := strings.Contains(source, "PrismaAdapter(")
	switch {
	case strategy != nil:
		e.Strategy = Strategy(strategy[1])
	case slices.Contains(e.Providers, "credentials"):
		e.Strategy = JWTSessions // NextAuth refuses credentials with any other
	case adapter:
		e.Strategy = DatabaseSessions // the default once there is an adapter
	}
	return e
}

// Add joins what two files show; what this one shows already stays.
func (e *Evidence) Add(other Evidence) {
	if e.Strategy == "" {
		e.Strategy = other.Strategy
	}
	for _, p := range other.Providers {
		if !slices.Contains(e.Providers, p) {
			e.Providers = append(e.Providers, p)
		}
	}
}

// withoutComments blanks what TypeScript takes for comments, strings kept.
func withoutComments(source string) string {
	var out strings.Builder
	for i := 0; i < len(source); {
		rest := source[i:]
		n := 1
		switch {
		case strings.HasPrefix(rest, "//"):
			i += lengthUntil(rest, "\n", 0)
			continue
		case strings.HasPrefix(rest, "/*"):
			i += lengthUntil(rest[2:], "*/", 2) + 2
			continue
		case rest[0] == '"' || rest[0] == '\'' || rest[0] == '`':
			n = stringLength(rest)
		}
		out.WriteString(rest[:n])
		i += n
	}
	return out.String()
}

// lengthUntil is how far end is, and more behind it, or the whole length.
func lengthUntil(s, end string, more int) int {
	if at := strings.Index(s, end); at >= 0 {
		return at + more
	}
	return len(s)
}

// stringLength is the length of the string literal that s begins with.
func stringLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == s[0]:
			return i + 1
		case s[i] == '\n' && s[0] != '`':
			return i
		}
	}
	return len(s)
}
