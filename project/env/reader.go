package env

import (
	"errors"
	"fmt"
	"strings"
)

// Reader is a tool that reads .env files; each makes something else of "$".
type Reader int

const (
	// Dotenv takes values as they are: import "dotenv/config", which is what
	// Prisma 7 projects do in prisma.config.ts.
	Dotenv Reader = iota
	// Prisma6 is the CLI of Prisma 6: ${NAME}, and \${NAME} to keep it.
	Prisma6
	// Next is Next's own loader, dotenv-expand 10: $NAME, ${NAME},
	// ${NAME:-default}, and \$ for a dollar sign.
	Next
	// DotenvExpand is dotenv-expand 12 after dotenv: as Next, with the
	// operators - + and :+ and other rules for what refers to itself.
	DotenvExpand
)

// allReaders are all of them.
func allReaders() []Reader { return []Reader{Dotenv, Prisma6, Next, DotenvExpand} }

func (r Reader) String() string {
	switch r {
	case Dotenv:
		return "dotenv"
	case Prisma6:
		return "Prisma 6"
	case Next:
		return "Next"
	case DotenvExpand:
		return "dotenv-expand"
	}
	return fmt.Sprintf("Reader(%d)", int(r))
}

// errEndless says that a value refers to itself without end; the JavaScript
// tools overflow their stack or hang there. It comes wrapped with the name.
var errEndless = errors.New("expands into itself without end")

// errTooMuch says that the values of a file refer to each other so often that
// working them out would take more than any file needs. It comes wrapped with
// the name.
var errTooMuch = errors.New("expands into more than can be worked out")

// Load reads a file into an environment and returns the values as the tool
// sees them. Variables already in the environment win over the file, as
// process.env does; the environment is changed as the tool would change it, so
// that files loaded later see what earlier ones set.
func (r Reader) Load(f *File, environ *Vars) (Vars, error) {
	parsed := f.Vars()
	switch r {
	case Prisma6:
		populate(parsed, environ)
		return parsed, expandPrisma6(&parsed, environ)
	case Next:
		return parsed, expandNext(&parsed, environ)
	case DotenvExpand:
		populate(parsed, environ)
		return parsed, expandLatest(&parsed, environ)
	}
	populate(parsed, environ)
	for _, name := range parsed.Names() {
		value, _ := environ.Lookup(name)
		parsed.Set(name, value)
	}
	return parsed, nil
}

// populate sets what is not set yet, as dotenv.config does.
func populate(parsed Vars, environ *Vars) {
	for _, name := range parsed.Names() {
		if _, set := environ.Lookup(name); !set {
			environ.Set(name, parsed.values[name])
		}
	}
}

// expandAll rewrites every variable and then publishes all of them, which is
// the frame that the expanders have in common.
func expandAll(parsed, environ *Vars, expand func(name, value string) (string, error)) error {
	for _, name := range parsed.Names() {
		value, err := expand(name, parsed.values[name])
		if err != nil {
			return fmt.Errorf("%s %w", name, err)
		}
		parsed.Set(name, value)
	}
	for _, name := range parsed.Names() {
		environ.Set(name, parsed.values[name])
	}
	return nil
}

// The JavaScript expanders end by overflowing the stack; these bounds are far
// beyond any file and stop first.
const (
	maxRounds = 1_000
	maxNested = 1_000
	maxLength = 1 << 20
)

// work is how many bytes of text expanding one file may still go through. Values
// that double each other, or a long one with a reference in every word, would
// otherwise take time that grows with the square of the file, or worse.
type work int

const allWork work = 16 << 20

func (w *work) spend(bytes int) error {
	if *w -= work(bytes); *w < 0 {
		return errTooMuch
	}
	return nil
}

func expandPrisma6(parsed, environ *Vars) error {
	p := prismaExpander{parsed: parsed, environ: environ, work: allWork}
	return expandAll(parsed, environ, func(name, value string) (string, error) {
		if v, ok := environ.Lookup(name); ok {
			value = v
		}
		return p.expand(value, 0)
	})
}

type prismaExpander struct {
	parsed, environ *Vars
	work            work
}

func (p *prismaExpander) expand(value string, depth int) (string, error) {
	if depth > maxNested || len(value) > maxLength {
		return "", errEndless
	}
	out := value
	for _, ref := range prismaRefs(value) {
		if err := p.work.spend(len(out)); err != nil {
			return "", err
		}
		if ref.escaped {
			out = replaceFirst(out, `\`+ref.text, ref.text)
			continue
		}
		inner, ok := p.environ.Lookup(ref.name)
		if !ok {
			inner, _ = p.parsed.Lookup(ref.name)
		}
		inner, err := p.expand(inner, depth+1)
		if err != nil {
			return "", err
		}
		out = replaceFirst(out, ref.text, inner)
	}
	return out, nil
}

type prismaRef struct {
	text, name string // ${NAME}, NAME
	escaped    bool
}

// prismaRefs finds each ${NAME} with the character before it. That character
// belongs to the match, so it cannot be the "}" of the match before.
func prismaRefs(s string) []prismaRef {
	var refs []prismaRef
	last := 0 // end of the previous match
	for p := 0; p < len(s); p++ {
		if !strings.HasPrefix(s[p:], "${") {
			continue
		}
		q := p + 2
		for q < len(s) && IsWordByte(s[q]) {
			q++
		}
		if q == len(s) || s[q] != '}' {
			continue
		}
		ref := prismaRef{text: s[p : q+1], name: s[p+2 : q], escaped: p > last && s[p-1] == '\\'}
		if ref.name == "" {
			ref.name = "undefined" // what JavaScript makes of a group that is not there
		}
		refs = append(refs, ref)
		last, p = q+1, q
	}
	return refs
}

func expandNext(parsed, environ *Vars) error {
	left := allWork
	return expandAll(parsed, environ, func(name, value string) (string, error) {
		if v, ok := environ.Lookup(name); ok {
			value = v
		}
		for range maxRounds {
			if err := left.spend(len(value)); err != nil {
				return "", err
			}
			next, more := nextStep(value, parsed, environ)
			if !more {
				return strings.ReplaceAll(value, `\$`, "$"), nil
			}
			if next == value || len(next) > maxLength {
				break
			}
			value = next
		}
		return "", errEndless
	})
}

// nextStep replaces what the last unescaped "$" of a value refers to.
func nextStep(value string, parsed, environ *Vars) (string, bool) {
	at := lastDollar(value)
	if at < 0 {
		return value, false
	}
	group, name, fallback := nextGroup(value[at:])
	if name == "" {
		return value, false
	}
	with, _ := environ.Lookup(name)
	if with == "" {
		with = fallback
	}
	if with == "" {
		with, _ = parsed.Lookup(name)
	}
	return replaceFirst(value, group, with), true
}

func lastDollar(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '$' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return -1
}

// nextGroup reads $NAME, ${NAME} or ${NAME:-default} at the start of s; the
// braces need not be in pairs.
func nextGroup(s string) (group, name, fallback string) {
	p := 1
	if strings.HasPrefix(s[p:], "{") {
		p++
	}
	start := p
	for p < len(s) && IsWordByte(s[p]) {
		p++
	}
	name = s[start:p]
	if name == "" {
		return "", "", ""
	}
	if strings.HasPrefix(s[p:], ":-") {
		end := strings.IndexAny(s[p+2:], `}\`)
		if end < 0 {
			end = len(s) - p - 2
		}
		fallback = s[p+2 : p+2+end]
		p += 2 + end
	}
	if strings.HasPrefix(s[p:], "}") {
		p++
	}
	return s[:p], name, fallback
}

func expandLatest(parsed, environ *Vars) error {
	var running Vars
	left := allWork
	return expandAll(parsed, environ, func(name, value string) (string, error) {
		if v, _ := environ.Lookup(name); v != "" && v != value {
			value = v
		} else {
			expanded, err := expandLatestValue(value, &running, environ, &left)
			if err != nil {
				return "", err
			}
			value = expanded
		}
		value = strings.ReplaceAll(value, `\$`, "$")
		running.Set(name, value)
		return value, nil
	})
}

func expandLatestValue(value string, running, environ *Vars, left *work) (string, error) {
	seen := map[string]bool{}
	for range maxRounds {
		template, expression := firstReference(value)
		if template == "" {
			return value, nil
		}
		if err := left.spend(len(value)); err != nil {
			return "", err
		}
		seen[value] = true
		name, with := resolve(expression, seen, running, environ)
		value = replaceFirst(value, template, with)
		if len(value) > maxLength {
			break
		}
		if v, ok := running.Lookup(name); ok && v == value {
			return value, nil
		}
	}
	return "", errEndless
}

// resolve gives the value of NAME, or what an operator behind it says. A value
// met before is taken for a reference to itself and left out.
func resolve(expression string, seen map[string]bool, running, environ *Vars) (name, with string) {
	name, operator, operand := splitOperator(expression)
	value, ok := environ.Lookup(name)
	if !ok {
		value, _ = running.Lookup(name)
	}
	switch operator {
	case "+", ":+":
		if value == "" {
			return name, ""
		}
		return name, operand
	}
	if value == "" || seen[value] {
		return name, operand
	}
	return name, value
}

// splitOperator cuts at the first operator. Without one the package splits at
// the word "null", which shows in names that contain it.
func splitOperator(expression string) (name, operator, operand string) {
	operator = "null"
	if i := strings.IndexAny(expression, "+-"); i >= 0 {
		operator = expression[i : i+1]
		if i > 0 && expression[i-1] == ':' {
			operator = ":" + operator
		}
	}
	name, operand, _ = strings.Cut(expression, operator)
	return name, operator, operand
}

// firstReference finds the first unescaped ${…} without braces inside, or $NAME.
func firstReference(s string) (template, expression string) {
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i > 0 && s[i-1] == '\\' {
			continue
		}
		rest := s[i+1:]
		if strings.HasPrefix(rest, "{") {
			if end := strings.IndexAny(rest[1:], "{}"); end > 0 && rest[1+end] == '}' {
				return s[i : i+end+3], rest[1 : 1+end]
			}
			continue
		}
		n := 0
		for n < len(rest) && IsWordByte(rest[n]) && (n > 0 || rest[n] > '9') {
			n++
		}
		if n > 0 {
			return s[i : i+1+n], rest[:n]
		}
	}
	return "", ""
}
