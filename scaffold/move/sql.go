package move

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"create-app/psl/schema"
)

// word is something in SQL that only some databases understand.
type word struct {
	name    string // what it is called; empty where what stands there says it
	pattern string // in any case of letters
	on      []string
	instead string            // what to write
	by      map[string]string // the same, by the provider of the new database where that differs
	differs bool              // every database understands it, and not all in the same way
}

// words of SQL. What is not sure to be one is left out, and so is what the new database has nothing to write for.
func words() []word {
	postgres := []string{"postgresql", "cockroachdb"}
	mysql, sqlite, sqlserver := []string{"mysql"}, []string{"sqlite"}, []string{"sqlserver"}
	except := func(providers ...string) []string {
		return slices.DeleteFunc([]string{"postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver"}, func(p string) bool { return slices.Contains(providers, p) })
	}
	dates := map[string]string{"postgresql": "date_trunc, to_char, or + INTERVAL '1 day'", "mysql": "DATE_FORMAT, DATE_ADD and the like", "sqlite": "strftime, or datetime(…, '-1 day')", "sqlserver": "FORMAT, DATEADD and the like"}
	paths := map[string]string{"postgresql": "->> and #>>", "mysql": "JSON_EXTRACT, JSON_CONTAINS", "sqlite": "json_extract, json_each", "sqlserver": "JSON_VALUE, OPENJSON"}
	lists := map[string]string{"mysql": "joins, or IN (…) with Prisma.join", "sqlite": "joins, or IN (…) with Prisma.join", "sqlserver": "joins, or IN (…) with Prisma.join"}
	texts := map[string]string{"postgresql": "STRING_AGG(a, ',')", "mysql": "GROUP_CONCAT(a)", "sqlite": "group_concat(a)", "sqlserver": "STRING_AGG(a, ',')"}
	search := "the full-text search of the new database"
	ids := map[string]string{"postgresql": "gen_random_uuid()", "mysql": "UUID()", "sqlite": "an id made in the code, such as crypto.randomUUID()", "sqlserver": "NEWID()"}
	upsert := map[string]string{"postgresql": "ON CONFLICT … DO UPDATE, or Prisma's upsert", "mysql": "ON DUPLICATE KEY UPDATE, or Prisma's upsert", "sqlite": "ON CONFLICT … DO UPDATE, or Prisma's upsert", "sqlserver": "MERGE, or Prisma's upsert"}
	ignore := map[string]string{"postgresql": "INSERT … ON CONFLICT DO NOTHING", "mysql": "INSERT IGNORE", "sqlite": "INSERT OR IGNORE", "sqlserver": "INSERT … WHERE NOT EXISTS (…)"}
	random := map[string]string{"postgresql": "RANDOM()", "mysql": "RAND()", "sqlite": "RANDOM()", "sqlserver": "NEWID()"}
	catalog := map[string]string{"sqlite": "sqlite_master, or pragma_table_info('name')"}
	return []word{
		{pattern: `\bILIKE\b`, on: postgres, instead: "LOWER(a) LIKE LOWER(b)"},
		{name: "~", pattern: `[\w")]\s+!?~\*?\s+['$:]|[\w")]\s+!?~\*?\s{2}`, on: postgres, instead: "LIKE", by: map[string]string{"mysql": "REGEXP"}},
		{name: "::", pattern: `[\w")]\s?::"?[A-Za-z_]`, on: postgres, instead: "CAST(a AS type)"},
		{name: "||", pattern: `['")\w]\s*\|\|\s*['"(\w]|['")\w]\s*\|\|\s*$`, on: except("mysql", "sqlserver"), instead: "CONCAT(a, b)"},
		{pattern: `\bRETURNING\b`, on: except("mysql", "sqlserver"), instead: "a SELECT after it", by: map[string]string{"sqlserver": "OUTPUT inserted.*"}},
		{pattern: `\bON\s+CONFLICT\b`, on: except("mysql", "sqlserver"), by: upsert},
		{pattern: `\bDISTINCT\s+ON\b`, on: postgres, instead: "ROW_NUMBER() in a subquery"},
		{pattern: `\bjsonb_[a-z_]+\s*\(|\bjson_(agg|build_object|build_array|object_agg|array_elements(_text)?|extract_path(_text)?|populate_record|typeof|to_record(set)?|strip_nulls)\s*\(`, on: postgres, by: paths},
		{pattern: `\bJSONB\b`, on: postgres, instead: "JSON", by: map[string]string{"sqlserver": "NVARCHAR(MAX)"}},
		{pattern: `#>>?|@>|<@`, on: postgres, by: paths},
		{pattern: `\b(array_agg|unnest|generate_series|array_length|cardinality)\s*\(|\bARRAY\s*\[|=\s*(ANY|ALL)\s*\(\s*('\{|$|\s|\$)`, on: postgres, by: lists},
		{pattern: `\bstring_agg\s*\(`, on: append([]string{"sqlserver"}, postgres...), by: texts},
		{pattern: `\bGROUP_CONCAT\s*\(`, on: []string{"mysql", "sqlite"}, by: texts},
		{pattern: `\b(date_trunc|to_char|to_timestamp|age|make_interval)\s*\(`, on: postgres, by: dates},
		{name: "INTERVAL '…'", pattern: `\bINTERVAL\s+'`, on: postgres, by: map[string]string{"mysql": "INTERVAL 1 DAY", "sqlite": "datetime('now', '-1 day')", "sqlserver": "DATEADD"}},
		{name: "INTERVAL 1 …", pattern: `\bINTERVAL\s+([\d?]+\s+|\s*)(MICROSECOND|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)\b`, on: mysql, by: map[string]string{"postgresql": "INTERVAL '1 day'", "sqlite": "datetime('now', '-1 day')", "sqlserver": "DATEADD"}},
		{pattern: `\bEXTRACT\s*\(`, on: except("sqlite", "sqlserver"), by: map[string]string{"sqlite": "strftime", "sqlserver": "DATEPART"}},
		{pattern: `\b(to_tsvector|to_tsquery|plainto_tsquery|websearch_to_tsquery|ts_rank)\s*\(|@@`, on: []string{"postgresql"}, instead: search},
		{pattern: `\bAGAINST\s*\(`, on: mysql, instead: search},
		{pattern: `\bpg_[a-z_]+\b`, on: []string{"postgresql"}, instead: "what the new database has for it"},
		{pattern: `\b(gen_random_uuid|uuid_generate_v4)\s*\(`, on: postgres, by: ids},
		{pattern: `\bUUID\s*\(\s*\)`, on: mysql, by: ids},
		{pattern: `\bNEWID\s*\(`, on: sqlserver, by: ids},
		{pattern: `\bFOR\s+(UPDATE|SHARE|NO\s+KEY\s+UPDATE)\b`, on: except("sqlite", "sqlserver"), instead: "a transaction with the level Serializable"},
		{pattern: `\bNULLS\s+(FIRST|LAST)\b`, on: except("mysql", "sqlserver"), instead: "ORDER BY a IS NULL, a", by: map[string]string{"sqlserver": "ORDER BY CASE WHEN a IS NULL THEN 1 ELSE 0 END, a"}},
		{name: "FILTER (WHERE …)", pattern: `\bFILTER\s*\(\s*WHERE\b`, on: except("mysql", "sqlserver"), instead: "SUM(CASE WHEN … THEN 1 ELSE 0 END)"},
		{pattern: `\bLATERAL\b`, on: except("sqlite", "sqlserver"), instead: "a subquery", by: map[string]string{"sqlserver": "CROSS APPLY"}},
		{pattern: `\b(GREATEST|LEAST)\s*\(`, on: except("sqlite"), instead: "max(a, b) and min(a, b)"},
		{pattern: `\bTRUNCATE\b`, on: except("sqlite"), instead: "DELETE FROM"},
		{name: "TRUNCATE … CASCADE", pattern: `\bTRUNCATE\b[^;]*\bCASCADE\b`, on: postgres, instead: "DELETE FROM, table by table"},
		{pattern: `\bRESTART\s+IDENTITY\b`, on: postgres, instead: "nothing, or a reset of the counter of its own"},
		{pattern: `\bFOREIGN_KEY_CHECKS\b`, on: mysql, instead: "an order that needs no switching off", by: map[string]string{"sqlite": "PRAGMA foreign_keys = OFF"}},
		{pattern: `\binformation_schema\b`, on: except("sqlite"), by: catalog},
		{pattern: `\bSHOW\s+(TABLES|COLUMNS|DATABASES|CREATE)\b`, on: mysql, instead: "information_schema", by: catalog},
		{name: "$1", pattern: `\$[1-9]\b`, on: except("mysql", "sqlserver"), by: map[string]string{"mysql": "?", "sqlserver": "@P1"}},
		{name: "?", pattern: `(=|<|>|,|\(|\bLIKE|\bLIMIT|\bAND|\bVALUES)\s*\?(\s|,|\)|;|$)`, on: []string{"mysql", "sqlite"}, instead: "$1, $2", by: map[string]string{"sqlserver": "@P1, @P2"}},
		{name: "@P1", pattern: `@P[1-9]\b`, on: sqlserver, instead: "$1", by: map[string]string{"mysql": "?"}},
		{name: `names in "…"`, pattern: `\b(FROM|JOIN|INTO|UPDATE|TABLE|SELECT|WHERE|BY|AND|OR|ON|SET)\s+"`, on: except("mysql"), instead: "names in backquotes"},
		{name: "names in backquotes", pattern: "\\b(FROM|JOIN|INTO|UPDATE|TABLE|SELECT|WHERE|BY|AND|OR|ON|SET)\\s+`", on: []string{"mysql", "sqlite"}, instead: `names in "…"`},
		{name: `texts in "…"`, pattern: `([=<>]|\bLIKE|\bIN\s*\(|\bVALUES\s*\()\s*"`, on: mysql, instead: "texts in '…'"},
		{pattern: `\bON\s+DUPLICATE\s+KEY\b`, on: mysql, by: upsert},
		{pattern: `\bINSERT\s+IGNORE\b`, on: mysql, by: ignore},
		{pattern: `\bREPLACE\s+INTO\b`, on: []string{"mysql", "sqlite"}, by: upsert},
		{pattern: `\bINSERT\s+OR\s+IGNORE\b`, on: sqlite, by: ignore},
		{pattern: `\bINSERT\s+OR\s+(REPLACE|ABORT|FAIL)\b`, on: sqlite, by: upsert},
		{pattern: `\bIFNULL\s*\(`, on: []string{"mysql", "sqlite"}, instead: "COALESCE"},
		{pattern: `\bISNULL\s*\(`, on: sqlserver, instead: "COALESCE"},
		{pattern: `\bGETDATE\s*\(`, on: sqlserver, instead: "CURRENT_TIMESTAMP"},
		{pattern: `\b(DATEADD|DATEDIFF|DATEPART)\s*\(`, on: sqlserver, by: dates},
		{pattern: `\bLEN\s*\(`, on: sqlserver, instead: "LENGTH"},
		{name: "NOW()", pattern: `\bNOW\s*\(\s*\)`, on: except("sqlite", "sqlserver"), instead: "CURRENT_TIMESTAMP"},
		{pattern: `\b(DATE_FORMAT|STR_TO_DATE|UNIX_TIMESTAMP|FROM_UNIXTIME|DATE_SUB|DATE_ADD|CURDATE|TIMESTAMPDIFF)\s*\(`, on: mysql, by: dates},
		{pattern: `\b(strftime|julianday|unixepoch)\s*\(`, on: sqlite, by: dates},
		{name: "datetime('now')", pattern: `\b(date|datetime)\s*\(\s*'now'`, on: sqlite, instead: "CURRENT_TIMESTAMP, and dates reckoned in the code"},
		{pattern: `\bPRAGMA\b|\bsqlite_[a-z]+\b|\bAUTOINCREMENT\b`, on: sqlite, instead: "what the new database has for it"},
		{name: "RAND()", pattern: `\bRAND\s*\(\s*\)`, on: []string{"mysql", "sqlserver"}, by: random},
		{name: "RANDOM()", pattern: `\bRANDOM\s*\(\s*\)`, on: except("mysql", "sqlserver"), by: random},
		{pattern: `\bLIKE\b`, on: except("postgresql", "cockroachdb"), by: map[string]string{"postgresql": "ILIKE where the case of letters is not to matter"}, differs: true},
		{pattern: `\bCOLLATE\s+(NOCASE|BINARY|RTRIM)\b`, on: sqlite, instead: "nothing: the usual collations compare without regard to case", by: map[string]string{"postgresql": "LOWER(a), or ILIKE in place of LIKE"}},
		{pattern: `\bGLOB\b`, on: sqlite, instead: "LIKE"},
		{pattern: `\b(REGEXP|RLIKE)\b`, on: mysql, instead: "LIKE", by: map[string]string{"postgresql": "~"}},
		{name: "JSON_EXTRACT and the like", pattern: `\bJSON_(EXTRACT|SET|REMOVE|REPLACE|INSERT)\s*\(`, on: []string{"mysql", "sqlite"}, by: paths},
		{pattern: `\bJSON_(CONTAINS|CONTAINS_PATH|UNQUOTE|SEARCH|LENGTH|KEYS|OVERLAPS)\s*\(`, on: mysql, by: paths},
		{pattern: `\bjson_group_array\s*\(`, on: sqlite, by: map[string]string{"postgresql": "json_agg(a)", "mysql": "JSON_ARRAYAGG(a)", "sqlserver": "FOR JSON PATH"}},
		{pattern: `\bOPENJSON\s*\(`, on: sqlserver, by: paths},
		{name: "->>", pattern: `->>?`, on: []string{"postgresql", "cockroachdb", "sqlite"}, by: map[string]string{"mysql": "->> with a path, as in a->>'$.b'", "sqlserver": "JSON_VALUE(a, '$.b')"}},
		{name: "->> with a path", pattern: `->>?`, on: mysql, by: map[string]string{"postgresql": "->> with a name, as in a->>'b'", "sqlserver": "JSON_VALUE(a, '$.b')"}},
		{name: "IF(…)", pattern: `\bIF\s*\(`, on: mysql, instead: "CASE WHEN … THEN … ELSE … END"},
		{pattern: `\bIIF\s*\(`, on: []string{"sqlite", "sqlserver"}, instead: "CASE WHEN … THEN … ELSE … END"},
		{pattern: `\bLAST_INSERT_ID\s*\(`, on: mysql, instead: "the id that Prisma's create gives back"},
		{pattern: `\blast_insert_rowid\s*\(`, on: sqlite, instead: "the id that Prisma's create gives back"},
		{pattern: `\bSCOPE_IDENTITY\s*\(`, on: sqlserver, instead: "the id that Prisma's create gives back"},
		{pattern: `\bFIND_IN_SET\s*\(`, on: mysql, instead: "a model of its own for the elements"},
		{pattern: `<=>`, on: mysql, instead: "IS NOT DISTINCT FROM", by: map[string]string{"sqlite": "IS"}},
		{name: "LIMIT a, b", pattern: `\bLIMIT\s+[\d?]*\s*,`, on: []string{"mysql", "sqlite"}, by: map[string]string{"postgresql": "LIMIT b OFFSET a"}},
		{pattern: `\b(YEAR|MONTH|DAY)\s*\(`, on: []string{"mysql", "sqlserver"}, by: map[string]string{"postgresql": "EXTRACT(YEAR FROM a) and the like", "sqlite": "strftime('%Y', a) and the like"}},
		{name: "LIMIT", pattern: `\bLIMIT\s+(\d|\$|\?|\s*$)`, on: except("sqlserver"), instead: "TOP, or OFFSET … FETCH NEXT"},
		{pattern: `\bSELECT\s+TOP\b`, on: sqlserver, instead: "LIMIT"},
		{name: "[names]", pattern: `\b(FROM|JOIN|INTO|UPDATE)\s+\[`, on: sqlserver, instead: `names in "…"`, by: map[string]string{"mysql": "names in backquotes"}},
	}
}

// foreignSQL are the words that the old database understands and the new one does not.
type foreignSQL struct {
	words    []word
	patterns []*regexp.Regexp
}

func foreignWords(from, to string) *foreignSQL {
	f := &foreignSQL{}
	for _, w := range words() {
		if slices.Contains(w.on, to) || !slices.Contains(w.on, from) {
			continue
		}
		if w.instead = cmp.Or(w.by[family(to)], w.instead); w.instead == "" {
			continue
		}
		f.words, f.patterns = append(f.words, w), append(f.patterns, regexp.MustCompile("(?i)"+w.pattern))
	}
	return f
}

// foreign is a word that was found.
type foreign struct {
	name    string
	instead string
	at      int // in bytes, where it was found first
	differs bool
}

// in finds the words in a piece of SQL, the first of each. What stands in its texts and comments does not count.
func (f *foreignSQL) in(sql string) (found []foreign) {
	sql = withoutTexts(sql)
	for i, w := range f.words {
		at := f.patterns[i].FindStringIndex(sql)
		if at == nil {
			continue
		}
		name := cmp.Or(w.name, strings.Join(strings.Fields(strings.Trim(sql[at[0]:at[1]], " \t\r\n([{'$")), " "))
		if !slices.ContainsFunc(found, func(other foreign) bool { return other.name == name }) {
			found = append(found, foreign{name, w.instead, at[0], w.differs})
		}
	}
	return found
}

var sqlText = regexp.MustCompile(`'(?:[^']|\'\')*'|--[^\n]*|/\*(?s:.*?)\*/`)

// withoutTexts is SQL with the contents of its texts and comments taken out, except that of 'now'; every byte that is left
// stays in its place.
func withoutTexts(sql string) string {
	return sqlText.ReplaceAllStringFunc(sql, func(text string) string {
		if strings.EqualFold(text, "'now'") {
			return text
		}
		blank := strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, strings.ToValidUTF8(text[1:len(text)-1], " "))
		blank += strings.Repeat(" ", len(text)-2-len(blank))
		if text[0] == '\'' {
			return "'" + blank + "'"
		}
		return " " + blank + " "
	})
}

// unquoted finds the names of tables and columns that have capital letters and stand there without quotes: PostgreSQL takes them in
// small letters, and has none of these.
func unquoted(sql string, capitals map[string]bool) (found []foreign) {
	sql = withoutTexts(sql)
	for _, at := range sqlName.FindAllStringIndex(sql, -1) {
		name := sql[at[0]:at[1]]
		if !capitals[name] || at[0] > 0 && strings.ContainsRune("\"`[@:$", rune(sql[at[0]-1])) || at[1] < len(sql) && strings.ContainsRune("\"`](", rune(sql[at[1]])) {
			continue
		}
		name += " without quotes"
		if !slices.ContainsFunc(found, func(f foreign) bool { return f.name == name }) {
			found = append(found, foreign{name: name, instead: fmt.Sprintf("%q", sql[at[0]:at[1]]), at: at[0]})
		}
	}
	return found
}

var sqlName = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// capitals are the tables and columns of the new schema whose names have capital letters, where the new database needs quotes for
// them, and the old one does not.
func (r *request) capitals() map[string]bool {
	names := map[string]bool{}
	if family(r.to.Provider) != "postgresql" || family(r.from.Provider) == "postgresql" {
		return names
	}
	add := func(name string) {
		if strings.ToLower(name) != name {
			names[name] = true
		}
	}
	s, _ := schema.Resolve(r.converted.Files)
	for _, m := range slices.Concat(s.Models, s.Views) {
		add(m.DatabaseName())
		for _, f := range m.Fields {
			add(f.DatabaseName())
		}
	}
	return names
}

// sqlPlace is a place with these words in it.
func (r *request) sqlPlace(place Place, found []foreign) Place {
	var names, instead []string
	for _, f := range found {
		names, instead = append(names, f.name), append(instead, f.name+" becomes "+f.instead)
	}
	place.What = "SQL with " + strings.Join(names, ", ")
	place.Why = fmt.Sprintf("it is %s's, and %s does not understand it", r.from.Name, r.to.Name)
	if !slices.ContainsFunc(found, func(f foreign) bool { return !f.differs }) {
		place.Why = fmt.Sprintf("%s minds the case of letters there, and %s does not", r.to.Name, r.from.Name)
	}
	place.Instead = strings.Join(instead, "; ")
	return place
}
