package move

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"create-app/project"
	"create-app/psl/syntax"
)

// Place is something of the project's that a move does not change, and that is for the old database.
type Place struct {
	File string `json:"file"` // from the project's folder
	Line int    `json:"line"`
	// What is what stands there: what a source uses, or what a file holds.
	What    string `json:"what"`
	Why     string `json:"why"`
	Instead string `json:"instead"` // what to write
}

// rule is what a kind of usage means for a database.
type rule struct {
	kind project.UsageKind
	text string   // of the usage; empty for any
	on   []string // providers that understand it
	what string
	why  string
	// instead says what to write; by provider where that differs.
	instead map[string]string
	other   string
}

// rules are those of Prisma's client, by the types that it generates for each database.
func rules() []rule {
	postgres := []string{"postgresql", "cockroachdb"}
	insensitive := map[string]string{
		"mysql":     "leave mode out: MySQL's usual collations compare without regard to case",
		"sqlserver": "leave mode out: SQL Server's usual collations compare without regard to case",
		"sqlite":    "leave mode out: contains, startsWith and endsWith are LIKE, which ignores the case of ASCII letters; for equals and others keep a column in lower case and compare with that",
	}
	list := []rule{
		{kind: project.UsesInsensitive, on: postgres, what: `mode: "insensitive"`, why: "the client for %s has no mode in filters of text", instead: insensitive},
		{kind: project.UsesTextFilter, on: []string{"mysql", "sqlite", "sqlserver"}, what: "%s, without mode", why: "%s minds the case of letters there, and the old database does not",
			other: `add mode: "insensitive" where the case is not to matter`},
		{kind: project.UsesSkipDuplicates, on: []string{"postgresql", "cockroachdb", "mysql"}, what: "skipDuplicates", why: "createMany for %s does not take it",
			other: "upsert the rows in a $transaction, or read which are there and leave those out"},
		{kind: project.UsesManyAndReturn, on: []string{"postgresql", "cockroachdb", "sqlite"}, what: "%s", why: "the client for %s does not have it",
			other: "call create for each row in a $transaction, or createMany and then findMany"},
		{kind: project.UsesFullText, on: []string{"postgresql", "mysql"}, what: "full-text search", why: "the client for %s has no search in filters and no _relevance",
			other: "use contains, or SQL of your own"},
		{kind: project.UsesListFilter, on: postgres, what: "%s, on a list", why: "%s has no lists of scalars",
			other: "make the list a model of its own, and filter by some, every or none"},
		{kind: project.UsesListPush, on: postgres, what: "push, on a list", why: "%s has no lists of scalars",
			other: "make the list a model of its own, and create a row of it"},
		{kind: project.UsesJSONPath, text: "list", on: postgres, what: "a path of JSON as a list", why: "on %s a path is a text",
			other: `write path: "$.a.b" instead of ["a", "b"]`, instead: map[string]string{"sqlserver": "filter in the code, or keep what is filtered by in a column of its own: JSON is text there"}},
		{kind: project.UsesJSONPath, text: "text", on: []string{"mysql", "sqlite"}, what: "a path of JSON as a text", why: "on %s a path is a list",
			other: `write path: ["a", "b"] instead of "$.a.b"`, instead: map[string]string{"sqlserver": "filter in the code, or keep what is filtered by in a column of its own: JSON is text there"}},
		{kind: project.UsesJSONFilter, text: "array_contains", on: []string{"postgresql", "cockroachdb", "mysql"}, what: "array_contains", why: "filters of JSON for %s do not have it",
			other: "filter in the code, or keep the elements in a model of their own"},
		{kind: project.UsesJSONFilter, on: []string{"postgresql", "cockroachdb", "mysql", "sqlite"}, what: "%s", why: "the client for %s has no filters of JSON",
			other: "filter in the code, or keep what is filtered by in a column of its own"},
	}
	for level, on := range map[string][]string{
		"ReadUncommitted": {"postgresql", "mysql", "sqlserver"}, "ReadCommitted": {"postgresql", "mysql", "sqlserver", "cockroachdb"},
		"RepeatableRead": {"postgresql", "mysql", "sqlserver"}, "Snapshot": {"sqlserver"},
	} {
		list = append(list, rule{kind: project.UsesIsolation, text: level, on: on, what: "isolation level " + level, why: "transactions on %s do not have it", other: "Serializable, which every database has, or leave isolationLevel out"})
	}
	return list
}

// code lists the places of the sources that the new database does not understand, or takes otherwise, in the order of files.
func (r *request) code() (places []Place) {
	if r.from.Provider == r.to.Provider {
		return nil
	}
	list, lost, sql, capitals := rules(), r.lostEnums(), foreignWords(r.from.Provider, r.to.Provider), r.capitals()
	for _, use := range r.uses {
		place := Place{File: use.file, Line: use.Line}
		switch use.Kind {
		case project.UsesSQL:
			if found := append(sql.in(use.Text), unquoted(use.Text, capitals)...); len(found) > 0 {
				if strings.EqualFold(path.Ext(use.file), ".sql") {
					first := slices.MinFunc(found, func(a, b foreign) int { return a.at - b.at })
					place.Line += strings.Count(use.Text[:first.at], "\n")
				}
				places = append(places, r.sqlPlace(place, found))
			}
		case project.UsesErrorCode:
			if !understandsCode(r.to.Provider, use.Text) {
				place.What, place.Why = "error code "+use.Text, fmt.Sprintf("%s has codes of its own", r.to.Name)
				place.Instead = "Prisma's own codes, such as P2002 for what is not unique and P2003 for a foreign key"
				places = append(places, place)
			}
		case project.UsesErrorTarget:
			if (r.from.Provider == "mysql") != (r.to.Provider == "mysql") {
				place.What, place.Why = "meta.target of an error", "MySQL gives the name of the index there, and others the fields"
				place.Instead = "take the field from what was to be written, or look for its name in the text of target"
				places = append(places, place)
			}
		case project.UsesName:
			if slices.Contains(lost, use.Text) {
				place.What, place.Why = "enum "+use.Text, fmt.Sprintf("%s has no enums, and the client exports none", r.to.Name)
				place.Instead = "the values as texts, such as a const object of your own"
				places = append(places, place)
			}
		default:
			i := slices.IndexFunc(list, func(x rule) bool { return x.kind == use.Kind && (x.text == "" || x.text == use.Text) })
			if i < 0 || slices.Contains(list[i].on, r.to.Provider) || !slices.Contains(list[i].on, r.from.Provider) {
				continue
			}
			x := list[i]
			place.What, place.Why, place.Instead = x.what, fmt.Sprintf(x.why, r.to.Name), x.other
			if strings.Contains(x.what, "%s") {
				place.What = fmt.Sprintf(x.what, use.Text)
			}
			if text, found := x.instead[r.to.Provider]; found {
				place.Instead = text
			}
			places = append(places, place)
		}
	}
	return places
}

// lostEnums are those of the old schema that the new one has not.
func (r *request) lostEnums() []string {
	after := enums(r.converted.Files)
	return slices.DeleteFunc(enums(r.schema), func(name string) bool { return slices.Contains(after, name) })
}

// enums are the names of those in a schema.
func enums(files []*syntax.File) (names []string) {
	for _, f := range files {
		for b := range f.Blocks(syntax.Enum) {
			names = append(names, b.Name.Text(f.File))
		}
	}
	return names
}

// understandsCode reports whether a database gives a code of errors.
func understandsCode(provider, code string) bool {
	switch {
	case strings.HasPrefix(code, "ER_"):
		return provider == "mysql"
	case strings.HasPrefix(code, "SQLITE_"):
		return provider == "sqlite"
	}
	return provider == "postgresql" || provider == "cockroachdb"
}
