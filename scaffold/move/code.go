package move

import (
	"fmt"
	"regexp"
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
		{kind: project.UsesSkipDuplicates, on: []string{"postgresql", "cockroachdb", "mysql"}, what: "skipDuplicates", why: "createMany for %s does not take it",
			other: "upsert the rows in a $transaction, or read which are there and leave those out"},
		{kind: project.UsesManyAndReturn, on: []string{"postgresql", "cockroachdb", "sqlite"}, what: "%s", why: "the client for %s does not have it",
			other: "call create for each row in a $transaction, or createMany and then findMany"},
		{kind: project.UsesFullText, on: []string{"postgresql", "mysql"}, what: "full-text search", why: "the client for %s has no search in filters and no _relevance",
			other: "use contains, or SQL of your own"},
		{kind: project.UsesListFilter, on: postgres, what: "%s, on a list", why: "%s has no lists of scalars",
			other: "make the list a model of its own, and filter by some, every or none"},
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

// code lists the places of the sources that the new database does not understand, in the order of files.
func (r *request) code() (places []Place) {
	if r.from.Provider == r.to.Provider {
		return nil
	}
	list, lost := rules(), r.lostEnums()
	for _, use := range r.uses {
		place := Place{File: use.file, Line: use.Line}
		switch use.Kind {
		case project.UsesSQL:
			if r.foreignSQL(&place, use.Text) {
				places = append(places, place)
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

// word is something in SQL that only some databases understand.
type word struct {
	name    string
	pattern string
	on      []string
	instead string
}

// words of SQL. What is not sure to be one is left out.
func words() []word {
	postgres := []string{"postgresql", "cockroachdb"}
	return []word{
		{"ILIKE", `\bILIKE\b`, postgres, "LOWER(a) LIKE LOWER(b)"},
		{"::", `[\w")]::"?[A-Za-z_]`, postgres, "CAST(a AS type)"},
		{"RETURNING", `\bRETURNING\b`, []string{"postgresql", "cockroachdb", "sqlite"}, "a SELECT after it"},
		{"ON CONFLICT", `\bON\s+CONFLICT\b`, []string{"postgresql", "cockroachdb", "sqlite"}, "Prisma's upsert, or ON DUPLICATE KEY UPDATE on MySQL and MERGE on SQL Server"},
		{"DISTINCT ON", `\bDISTINCT\s+ON\b`, postgres, "GROUP BY, or ROW_NUMBER() in a subquery"},
		{"jsonb", `\bjsonb?_[a-z_]+\s*\(|\bJSONB\b`, postgres, "the functions for JSON of the new database"},
		{"#>>", `#>>?|@>|<@`, postgres, "JSON_EXTRACT, or JSON_VALUE"},
		{"array_agg", `\b(array_agg|unnest|generate_series)\s*\(|\bARRAY\s*\[|=\s*ANY\s*\(`, postgres, "joins, or IN (…) with Prisma.join"},
		{"string_agg", `\bstring_agg\s*\(`, []string{"postgresql", "cockroachdb", "sqlserver"}, "GROUP_CONCAT"},
		{"date_trunc", `\b(date_trunc|to_char|to_timestamp|age)\s*\(`, postgres, "the functions for dates of the new database"},
		{"INTERVAL '…'", `\bINTERVAL\s+'`, postgres, "INTERVAL 1 DAY on MySQL, datetime('now', '-1 day') on SQLite, DATEADD on SQL Server"},
		{"tsvector", `\b(to_tsvector|to_tsquery|plainto_tsquery|websearch_to_tsquery|ts_rank)\s*\(|@@`, []string{"postgresql"}, "the full-text search of the new database"},
		{"pg_…", `\bpg_[a-z_]+\b`, []string{"postgresql"}, "what the new database has for it"},
		{"FOR UPDATE", `\bFOR\s+UPDATE\b`, []string{"postgresql", "cockroachdb", "mysql"}, "a transaction with the level Serializable"},
		{"$1", `\$[1-9]\b`, []string{"postgresql", "cockroachdb", "sqlite"}, "? on MySQL, @P1 on SQL Server"},
		{`names in "…"`, `(?i)\b(FROM|JOIN|INTO|UPDATE|TABLE)\s+"`, []string{"postgresql", "cockroachdb", "sqlite", "sqlserver"}, "names in backquotes"},
		{"names in backquotes", "(?i)\\b(FROM|JOIN|INTO|UPDATE|TABLE|SELECT|WHERE|BY)\\s+`", []string{"mysql", "sqlite"}, `names in "…"`},
		{"ON DUPLICATE KEY", `\bON\s+DUPLICATE\s+KEY\b`, []string{"mysql"}, "Prisma's upsert, or ON CONFLICT … DO UPDATE"},
		{"INSERT IGNORE", `\bINSERT\s+IGNORE\b`, []string{"mysql"}, "INSERT … ON CONFLICT DO NOTHING"},
		{"REPLACE INTO", `\bREPLACE\s+INTO\b`, []string{"mysql", "sqlite"}, "Prisma's upsert, or INSERT … ON CONFLICT … DO UPDATE"},
		{"INSERT OR …", `\bINSERT\s+OR\s+(IGNORE|REPLACE|ABORT|FAIL)\b`, []string{"sqlite"}, "INSERT … ON CONFLICT"},
		{"IFNULL", `\bIFNULL\s*\(`, []string{"mysql", "sqlite"}, "COALESCE(…)"},
		{"ISNULL", `\b(ISNULL|GETDATE|DATEADD|LEN|NEWID)\s*\(`, []string{"sqlserver"}, "COALESCE, CURRENT_TIMESTAMP, LENGTH"},
		{"NOW()", `\bNOW\s*\(\s*\)`, []string{"postgresql", "cockroachdb", "mysql"}, "CURRENT_TIMESTAMP"},
		{"DATE_FORMAT", `\b(DATE_FORMAT|STR_TO_DATE|UNIX_TIMESTAMP|FROM_UNIXTIME|DATE_SUB|DATE_ADD|CURDATE)\s*\(`, []string{"mysql"}, "the functions for dates of the new database"},
		{"GROUP_CONCAT", `\bGROUP_CONCAT\s*\(`, []string{"mysql", "sqlite"}, "STRING_AGG"},
		{"MATCH … AGAINST", `\bAGAINST\s*\(`, []string{"mysql"}, "the full-text search of the new database"},
		{"strftime", `\b(strftime|julianday|unixepoch)\s*\(|\b(date|datetime)\s*\(\s*'now'`, []string{"sqlite"}, "the functions for dates of the new database"},
		{"PRAGMA", `\bPRAGMA\s|\bsqlite_[a-z]+\b|\bAUTOINCREMENT\b`, []string{"sqlite"}, "what the new database has for it"},
		{"RAND()", `\bRAND\s*\(\s*\)`, []string{"mysql", "sqlserver"}, "RANDOM()"},
		{"RANDOM()", `\bRANDOM\s*\(\s*\)`, []string{"postgresql", "cockroachdb", "sqlite"}, "RAND() on MySQL, NEWID() on SQL Server"},
		{"LIMIT", `\bLIMIT\s+(\d|\$|\?|\s*$)`, []string{"postgresql", "cockroachdb", "mysql", "sqlite"}, "TOP, or OFFSET … FETCH NEXT"},
		{"TOP", `\bSELECT\s+TOP\b`, []string{"sqlserver"}, "LIMIT"},
		{"[names]", `\b(FROM|JOIN|INTO|UPDATE)\s+\[`, []string{"sqlserver"}, `names in "…", or in backquotes on MySQL`},
	}
}

// foreignSQL says what in a piece of SQL the new database does not understand; false where that is nothing.
func (r *request) foreignSQL(place *Place, sql string) bool {
	if sql == "" {
		return false
	}
	var names, instead []string
	for _, w := range words() {
		if slices.Contains(w.on, r.to.Provider) || !slices.Contains(w.on, r.from.Provider) || !regexp.MustCompile("(?i)"+w.pattern).MatchString(sql) {
			continue
		}
		names, instead = append(names, w.name), append(instead, w.name+": "+w.instead)
	}
	if len(names) == 0 {
		return false
	}
	place.What, place.Why = "SQL with "+strings.Join(names, ", "), fmt.Sprintf("it is %s's, and %s does not understand it", r.from.Name, r.to.Name)
	place.Instead = strings.Join(instead, "; ")
	return true
}
