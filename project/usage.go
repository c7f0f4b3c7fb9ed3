package project

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// Usage is a place in the sources that not every database understands.
type Usage struct {
	Path string // absolute
	Line int
	Kind UsageKind
	// Text is what is used, as far as it matters: the words of SQL, a level, a
	// code, a name. It is empty where the kind says it all.
	Text string
}

// UsageKind is what a source uses.
type UsageKind string

// The kinds of [Usage].
const (
	UsesInsensitive    UsageKind = "insensitive"     // mode: "insensitive" of a filter
	UsesTextFilter     UsageKind = "text-filter"     // contains, startsWith, endsWith in a filter without mode: Text is which
	UsesSkipDuplicates UsageKind = "skip-duplicates" // of createMany
	UsesManyAndReturn  UsageKind = "many-and-return" // createManyAndReturn, updateManyAndReturn: Text is which
	UsesFullText       UsageKind = "full-text"       // search in a filter, _relevance in an order
	UsesListFilter     UsageKind = "list-filter"     // has, hasSome, hasEvery, isEmpty: Text is which
	UsesListPush       UsageKind = "list-push"       // push in the data of a write
	UsesJSONPath       UsageKind = "json-path"       // a path of keys in a filter: Text is its form, list or text
	UsesJSONFilter     UsageKind = "json-filter"     // array_contains and the like: Text is which
	UsesSQL            UsageKind = "sql"             // SQL of the project's own: Text is it, or empty where only running tells
	UsesIsolation      UsageKind = "isolation"       // a level of isolation: Text is which
	UsesErrorCode      UsageKind = "error-code"      // a code of the database's own: Text is it
	UsesErrorTarget    UsageKind = "error-target"    // which fields an error of uniqueness names
	UsesName           UsageKind = "name"            // a name that a module of Prisma's exports: Text is it
)

// usesOf finds the usages in a source. It does not hold on to the text.
func usesOf(path string, text []byte) (uses []Usage) {
	src := typescript.Scan(path, string(text))
	var keys []string // of the braces and brackets that are open
	var ends []int
	add := func(i int, kind UsageKind, text string) {
		uses = append(uses, Usage{Path: path, Line: int(src.At(i).Line), Kind: kind, Text: strings.Clone(text)})
	}
	for i, t := range src.Tokens {
		for len(ends) > 0 && ends[len(ends)-1] <= i {
			keys, ends = keys[:len(keys)-1], ends[:len(ends)-1]
		}
		switch {
		case t.Close > int32(i) && t.Kind == typescript.Mark:
			keys, ends = append(keys, keyOf(src, i)), append(ends, int(t.Close))
		case t.Kind == typescript.String:
			if code := src.Value(i); isDriverCode(code) && comparesOrCases(src, i) {
				add(i, UsesErrorCode, code)
			}
		case t.Kind == typescript.Word:
			if kind, text := usedBy(src, i, keys); kind != "" {
				add(i, kind, text)
			}
		}
	}
	for _, imp := range src.Imports() {
		if !isPrismaModule(imp.Module) {
			continue
		}
		for _, b := range imp.Bindings {
			uses = append(uses, Usage{Path: path, Line: imp.Line, Kind: UsesName, Text: strings.Clone(b.Name)})
		}
	}
	return uses
}

// mayUseDatabase spares the files that have nothing to do with Prisma.
func mayUseDatabase(text []byte) bool {
	for _, mark := range []string{"risma", "insensitive", "skipDuplicates", "db.", "where"} {
		if bytes.Contains(text, []byte(mark)) {
			return true
		}
	}
	return false
}

// isPrismaModule reports whether a module is one that holds a generated client,
// or what is made of it.
func isPrismaModule(name string) bool {
	return strings.Contains(name, "prisma") || strings.Contains(name, "/generated/")
}

// usedBy is what the word at i, below these keys, uses of a database.
func usedBy(src *typescript.Source, i int, keys []string) (UsageKind, string) {
	name, isKey := src.Src(i), src.Is(i+1, ":") && (src.Is(i-1, "{") || src.Is(i-1, ","))
	inFilter := slices.ContainsFunc(keys, func(key string) bool {
		return strings.HasSuffix(strings.ToLower(key), "where") || key == "AND" || key == "OR" || key == "NOT"
	})
	switch {
	case name == "mode" && isKey && (src.Value(i+2) == "insensitive" || src.Is(i+4, "insensitive") || src.Is(i+6, "insensitive")):
		return UsesInsensitive, ""
	case (name == "contains" || name == "startsWith" || name == "endsWith") && isKey && inFilter && !hasKeyBeside(src, i, "mode"):
		return UsesTextFilter, name
	case name == "skipDuplicates" && isKey && (src.Is(i+2, "boolean") || src.Is(i+4, "boolean") && src.Is(i+3, ".")): // a type, or z.boolean()
	case name == "skipDuplicates" && (isKey && !src.Is(i+2, "false") || src.Is(i+1, "}") || src.Is(i+1, ",")):
		return UsesSkipDuplicates, ""
	case (name == "createManyAndReturn" || name == "updateManyAndReturn") && src.Is(i-1, ".") && src.Is(i+1, "("):
		return UsesManyAndReturn, name
	case name == "_relevance" && isKey, name == "search" && isKey && inFilter && len(keys) > 1 && !slices.Contains([]string{"where", "query", "params"}, keys[len(keys)-1]):
		return UsesFullText, ""
	case (name == "hasSome" || name == "hasEvery") && isKey, (name == "has" || name == "isEmpty") && isKey && inFilter:
		return UsesListFilter, name
	case name == "push" && isKey && len(keys) > 1 && keys[len(keys)-1] != "data" && slices.Contains(keys, "data"):
		return UsesListPush, ""
	case slices.Contains([]string{"array_contains", "array_starts_with", "array_ends_with", "string_contains", "string_starts_with", "string_ends_with"}, name) && isKey:
		return UsesJSONFilter, name
	case name == "path" && isKey && inFilter && src.Is(i+2, "["):
		return UsesJSONPath, "list"
	case name == "path" && isKey && inFilter && strings.HasPrefix(src.Value(i+2), "$"):
		return UsesJSONPath, "text"
	case slices.Contains([]string{"$queryRaw", "$executeRaw", "$queryRawUnsafe", "$executeRawUnsafe"}, name) && src.Is(i-1, "."):
		return UsesSQL, sqlAt(src, i+1)
	case name == "sql" && src.Is(i-1, ".") && src.Is(i-2, "Prisma") && isTemplate(src, i+1):
		return UsesSQL, sqlAt(src, i+1)
	case name == "isolationLevel" && isKey:
		for at := i + 2; at < i+8; at++ {
			level := src.Src(at)
			if src.At(at).Kind == typescript.String {
				level = src.Value(at)
			}
			if slices.Contains([]string{"ReadUncommitted", "ReadCommitted", "RepeatableRead", "Snapshot", "Serializable"}, level) {
				return UsesIsolation, level
			}
		}
	case name == "target" && (src.Is(i-1, ".") || src.Is(i-1, "?.")) && src.Is(i-2, "meta"):
		return UsesErrorTarget, ""
	}
	return "", ""
}

// hasKeyBeside reports whether the object that the key at i is of has another key.
func hasKeyBeside(src *typescript.Source, i int, key string) bool {
	open := i - 1
	for depth := 0; open >= 0; open-- {
		if src.Is(open, "}") || src.Is(open, "]") || src.Is(open, ")") {
			depth++
		} else if src.At(open).Kind == typescript.Mark && src.At(open).Close > int32(open) {
			if depth == 0 {
				break
			}
			depth--
		}
	}
	for at := open + 1; open >= 0 && at < int(src.At(open).Close); at++ {
		if src.Is(at, key) && (src.Is(at-1, "{") || src.Is(at-1, ",")) && (src.Is(at+1, ":") || src.Is(at+1, ",") || src.Is(at+1, "}")) {
			return true
		}
		if close := int(src.At(at).Close); src.At(at).Kind == typescript.Mark && close > at {
			at = close
		}
	}
	return false
}

func isTemplate(src *typescript.Source, i int) bool {
	t := src.At(i)
	return t.Kind == typescript.TemplateStart || t.Kind == typescript.String && strings.HasPrefix(src.Src(i), "`")
}

// sqlAt is the SQL in a template, or in the text that a call begins with, at i.
// Types of a result may stand before it. What is filled in is a space.
func sqlAt(src *typescript.Source, i int) string {
	if src.Is(i, "<") {
		for depth := 0; i < len(src.Tokens); i++ {
			depth += strings.Count(src.Src(i), "<")
			if src.At(i).Kind == typescript.Mark {
				depth -= strings.Count(src.Src(i), ">")
			}
			if depth <= 0 {
				i++
				break
			}
		}
	}
	if src.Is(i, "(") {
		i++
		if src.Is(i, "Prisma") && src.Is(i+1, ".") && src.Is(i+2, "sql") {
			return "" // which is a place of its own
		}
	}
	if src.At(i).Kind == typescript.String {
		return src.Value(i)
	}
	var b strings.Builder
	for src.At(i).Kind == typescript.TemplateStart || src.At(i).Kind == typescript.TemplateMiddle {
		b.WriteString(src.Value(i) + " ")
		i = int(src.At(i).Close)
	}
	if src.At(i).Kind == typescript.TemplateEnd {
		b.WriteString(src.Value(i))
	}
	return b.String()
}

// keyOf is the key or the name that an object or a list at i is the value of, or
// the one that such a key stands below in a call.
func keyOf(src *typescript.Source, i int) string {
	at := i - 1
	for src.Is(at, "(") || src.Is(at, "[") {
		at--
	}
	if (src.Is(at, ":") || src.Is(at, "=")) && src.At(at-1).Kind == typescript.Word {
		name := src.Src(at - 1)
		if src.Is(at, "=") && strings.HasSuffix(name, "WhereInput") { // const filter: Prisma.PostWhereInput = {
			return "where"
		}
		return name
	}
	return ""
}

var driverCode = regexp.MustCompile(`^(ER_[A-Z_]+|SQLITE_[A-Z_]+|23[0-9]{3}|40001|40P01|42P01|42703|22P02)$`)

// isDriverCode reports whether a text is a code of errors that a database has of
// its own: Prisma's begin with P.
func isDriverCode(text string) bool {
	return len(text) >= 5 && len(text) < 60 && (text[0] == 'E' || text[0] == 'S' || text[0] == '2' || text[0] == '4') && driverCode.MatchString(text)
}

// comparesOrCases reports whether the text at i is compared with something.
func comparesOrCases(src *typescript.Source, i int) bool {
	for _, at := range []int{i - 1, i + 1} {
		if slices.Contains([]string{"==", "===", "!=", "!==", "case"}, src.Src(at)) {
			return true
		}
	}
	return false
}
