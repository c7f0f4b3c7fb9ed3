package nextauth

import (
	"slices"
	"strings"
	"unicode"
)

// style is how a schema names things, as far as its own lines show.
type style struct {
	columns   columnStyle
	lower     bool // models begin with a small letter, as after an introspection
	maps      bool // models have @@map
	prefix    string
	spell     spelling
	plural    bool
	perModels map[*model]columnStyle
}

type columnStyle uint8

const (
	noColumns columnStyle = iota // nothing to go by
	camelColumns
	snakeColumns
)

type spelling uint8

const (
	snakeCase spelling = iota
	flatCase
	camelCase
	pascalCase
	upperCase
)

func styleOf(models []*model) style {
	s := style{perModels: make(map[*model]columnStyle)}
	var snake, camel, lower, mapped int
	for _, m := range models {
		sn, ca := countColumns(m)
		s.perModels[m] = columnVote(sn, ca)
		snake, camel = snake+sn, camel+ca
		if first := m.Name()[0]; first >= 'a' && first <= 'z' {
			lower++
		}
		if m.MappedName != nil {
			mapped++
		}
	}
	s.columns = columnVote(snake, camel)
	s.lower = lower > 0 && 2*lower > len(models)
	s.maps = mapped > 0 && 2*mapped >= len(models)
	if s.maps {
		s.readTables(models)
	}
	return s
}

// countColumns counts the columns of m whose names have several words, by how
// these are told apart. The adapter's own token fields say nothing.
func countColumns(m *model) (snake, camel int) {
	for _, f := range m.fields {
		if f.Node.Type == nil || isTokenField(f.Name()) || f.TypeName() != "" && !isScalar(f) {
			continue
		}
		name := f.DatabaseName()
		switch {
		case strings.Contains(strings.Trim(name, "_"), "_"):
			snake++
		case hasHump(name):
			camel++
		}
	}
	return snake, camel
}

// hasHump reports whether a small letter is followed by a capital.
func hasHump(name string) bool {
	for i := 1; i < len(name); i++ {
		if name[i] >= 'A' && name[i] <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z' {
			return true
		}
	}
	return false
}

func isTokenField(name string) bool {
	switch name {
	case "refresh_token", "access_token", "expires_at", "token_type", "id_token", "session_state", "refresh_token_expires_in":
		return true
	}
	return false
}

func columnVote(snake, camel int) columnStyle {
	switch {
	case snake+camel == 0:
		return noColumns
	case snake > camel:
		return snakeColumns
	default:
		return camelColumns
	}
}

// columnsOf is the style of one model's columns: its own where it shows one.
func (s style) columnsOf(m *model) columnStyle {
	if own := s.perModels[m]; own != noColumns {
		return own
	}
	return s.columns
}

// readTables finds the spelling that explains most of the table names.
func (s *style) readTables(models []*model) {
	var names, tables []string
	for _, m := range models {
		if m.MappedName != nil {
			names, tables = append(names, m.Name()), append(tables, m.DatabaseName())
		}
	}
	best := 0
	for _, prefix := range []string{"", commonPrefix(tables)} {
		for _, spell := range []spelling{snakeCase, flatCase, camelCase, pascalCase, upperCase} {
			for _, plural := range []bool{true, false} {
				trial := style{prefix: prefix, spell: spell, plural: plural}
				hits := 0
				for i, name := range names {
					if trial.spelled(name) == tables[i] {
						hits++
					}
				}
				if hits > best {
					best, s.prefix, s.spell, s.plural = hits, prefix, spell, plural
				}
			}
		}
	}
	if best == 0 {
		s.spell, s.plural = snakeCase, true
	}
}

// commonPrefix is what all names begin with, up to an underscore.
func commonPrefix(names []string) string {
	if len(names) < 2 {
		return ""
	}
	prefix := names[0]
	for _, name := range names[1:] {
		for !strings.HasPrefix(name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix[:strings.LastIndexByte(prefix, '_')+1]
}

// table is the @@map of a new model, or "" where it needs none.
func (s style) table(model string) string {
	if !s.maps {
		if s.lower && s.columns == snakeColumns {
			return mapUnlessSame(model)
		}
		return ""
	}
	if table := s.spelled(model); table != model {
		return table
	}
	return ""
}

func (s style) spelled(model string) string {
	parts := words(model)
	if s.plural {
		parts[len(parts)-1] = plural(parts[len(parts)-1])
	}
	for i, part := range parts {
		switch {
		case s.spell == upperCase:
			parts[i] = strings.ToUpper(part)
		case s.spell == pascalCase, s.spell == camelCase && i > 0:
			parts[i] = strings.ToUpper(part[:1]) + part[1:]
		}
	}
	separator := ""
	if s.spell == snakeCase || s.spell == upperCase {
		separator = "_"
	}
	return s.prefix + strings.Join(parts, separator)
}

// words are the parts of a name in small letters: emailVerified has two.
func words(name string) []string {
	var out []string
	start := 0
	runes := []rune(name)
	add := func(end int) {
		if part := strings.Trim(string(runes[start:end]), "_-"); part != "" {
			out = append(out, strings.ToLower(part))
		}
		start = end
	}
	for i := 1; i < len(runes); i++ {
		upper := unicode.IsUpper(runes[i]) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if upper || runes[i] == '_' || runes[i] == '-' {
			add(i)
		}
	}
	add(len(runes))
	if len(out) == 0 {
		return []string{strings.ToLower(name)}
	}
	return out
}

func plural(word string) string {
	switch {
	case strings.HasSuffix(word, "y") && !slices.Contains([]string{"ay", "ey", "oy", "uy"}, word[max(0, len(word)-2):]):
		return word[:len(word)-1] + "ies"
	case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "x"), strings.HasSuffix(word, "ch"), strings.HasSuffix(word, "sh"):
		return word + "es"
	default:
		return word + "s"
	}
}

// mapUnlessSame is the column name of a field in snake case, or "" where the
// field is spelled so already.
func mapUnlessSame(field string) string {
	if column := strings.Join(words(field), "_"); column != field {
		return column
	}
	return ""
}
