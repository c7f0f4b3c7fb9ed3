package scaffold

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/afero"
	"golang.org/x/text/unicode/norm"

	"create-app/scaffold/change"
)

// maxName is npm's limit on a package name, scope included.
const maxName = 214

// ValidateName checks an npm package name for a new project, with or without
// a scope, by npm's rules for new packages and by what file systems allow.
// The error is an *OptionError that says what is wrong and proposes a name.
func ValidateName(name string) error {
	fault := nameFault(name)
	if fault == "" {
		return nil
	}
	return &OptionError{
		Option:  "dir",
		Message: fmt.Sprintf("app name %s %s", change.Quote(name), fault),
		Advice:  fmt.Sprintf("use lower case letters, digits and dashes, such as %q", SuggestName(name)),
	}
}

// nameFault is the end of a sentence that begins with the name, or "".
func nameFault(name string) string {
	if len(name) > maxName {
		return fmt.Sprintf("is %d characters long; npm allows %d", len(name), maxName)
	}
	bare := name
	if strings.HasPrefix(name, "@") {
		scope, rest, ok := strings.Cut(name[1:], "/")
		if !ok {
			return "has a scope and no name after it"
		}
		if fault := partFault(scope); fault != "" {
			return "has a scope that " + fault
		}
		bare = rest
	}
	if fault := partFault(bare); fault != "" {
		return fault
	}
	if bare == name && isReserved(bare) {
		return "is taken: Node or npm uses it for something else"
	}
	if isDevice(bare) {
		return "cannot be a folder on Windows"
	}
	return ""
}

// partFault checks a scope or the name proper.
func partFault(part string) string {
	if part == "" {
		return "is empty"
	}
	for _, r := range part {
		if fault := runeFault(r); fault != "" {
			return fault
		}
	}
	switch {
	case strings.ContainsAny(part[:1], "._-"):
		return fmt.Sprintf("begins with %q", part[:1])
	case strings.HasSuffix(part, "."):
		return "ends with a full stop"
	}
	return ""
}

func runeFault(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		return ""
	case r == ' ':
		return "has a space"
	case r < utf8.RuneSelf && unicode.IsUpper(r):
		return "has upper case letters"
	case r == utf8.RuneError:
		return "is not valid UTF-8"
	case !unicode.IsPrint(r):
		return "has a control character"
	case r >= utf8.RuneSelf:
		return fmt.Sprintf("has %q, and npm takes only ASCII", r)
	default:
		return fmt.Sprintf("has %q", r)
	}
}

// SuggestName makes a valid name that resembles the given one.
func SuggestName(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(withoutMarks(name[strings.LastIndexAny(name, `/\`)+1:])) {
		switch {
		case runeFault(r) == "":
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	suggestion := strings.Trim(b.String(), "-._")
	if len(suggestion) > 40 {
		suggestion = strings.TrimRight(suggestion[:40], "-._")
	}
	switch {
	case suggestion == "":
		return "my-app"
	case isReserved(suggestion), isDevice(suggestion):
		return "my-" + strings.ReplaceAll(strings.ReplaceAll(suggestion, "_", "-"), ".", "-")
	}
	return suggestion
}

// withoutMarks makes "ünï" "uni": the letters stay, what is above or below them
// goes.
func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// isReserved reports names npm refuses for new packages: its own folders and
// the modules of Node.
func isReserved(name string) bool {
	return slices.Contains([]string{
		"node_modules", "favicon.ico",
		"assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
		"diagnostics_channel", "dns", "domain", "events", "fs", "http", "http2", "https", "inspector", "module",
		"net", "os", "path", "perf_hooks", "process", "punycode", "querystring", "readline", "repl", "stream",
		"string_decoder", "sys", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm", "wasi",
		"worker_threads", "zlib",
	}, name)
}

// isDevice reports names that Windows keeps for devices, extension or not.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	if len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") {
		return stem[3] >= '1' && stem[3] <= '9'
	}
	return slices.Contains([]string{"con", "prn", "aux", "nul"}, stem)
}

// UsualDir is the folder that a new project is offered.
const UsualDir = "my-app"

// FreeDir is [UsualDir], or one of that kind which is not taken in the folder cwd.
func FreeDir(fsys afero.Fs, cwd string) string {
	name := UsualDir
	for i := 2; i < 100; i++ {
		if _, err := fsys.Stat(filepath.Join(cwd, name)); err != nil {
			break
		}
		name = fmt.Sprintf("%s-%d", UsualDir, i)
	}
	return name
}
