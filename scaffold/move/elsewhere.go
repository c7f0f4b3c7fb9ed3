package move

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/scaffold/change"
	"create-app/untrusted"
)

// mention is a line of a file that names a database: its URL, its server or its tools.
type mention struct {
	file     string
	line     int
	provider string
	kind     string // url, server or tool
}

// mark is how a file names a database.
type mark struct {
	kind, provider string
	pattern        *regexp.Regexp
}

func marks() []mark {
	list := []mark{}
	add := func(kind, provider, pattern string) {
		list = append(list, mark{kind, provider, regexp.MustCompile(pattern)})
	}
	add("url", "postgresql", `\bpostgres(ql)?://`)
	add("url", "mysql", `\bmysql://`)
	add("url", "sqlserver", `\bsqlserver://`)
	add("url", "sqlite", `\bfile:[^\s"'`+"`"+`]*\.(db|sqlite3?)\b|\blibsql://`)
	for provider, image := range map[string]string{
		"postgresql": `[a-z0-9.\-]*postgres[a-z0-9.\-]*|pgvector|postgis|timescaledb[a-z0-9\-]*`, "mysql": `mysql[a-z0-9\-]*|mariadb|percona[a-z0-9\-]*`,
		"cockroachdb": `cockroach`, "sqlserver": `(?:azure-sql-edge|server)`,
	} {
		prefix := `([\w.\-]+(:\d+)?/)*`
		if provider == "sqlserver" {
			prefix = `([\w.\-]*/)*(mssql|azure-sql-edge)/?`
			image = `\w*`
		}
		add("server", provider, `(?i)(^\s*-?\s*image:\s*["']?|^FROM\s+(--platform=\S+\s+)?|docker run .*\s)`+prefix+`(`+image+`)(:|@|["'\s]|$)`)
	}
	add("tool", "postgresql", `\b(psql|pg_dump|pg_restore|pg_isready|createdb|dropdb|initdb)\b|\bpostgresql-client|\blibpq-dev\b|\bPOSTGRES_(USER|PASSWORD|DB)\b`)
	add("tool", "mysql", `\b(mysqldump|mysqladmin|mariadb-dump|mariadb-admin|mysql\s+-)|\b(mysql|mariadb)-client\b|\bMYSQL_(ROOT_PASSWORD|DATABASE|USER|PASSWORD)\b`)
	add("tool", "sqlite", `\bsqlite3\s`)
	add("tool", "sqlserver", `\bsqlcmd\b|\bMSSQL_SA_PASSWORD\b`)
	add("tool", "cockroachdb", `\bcockroach\s+(sql|start|init)`)
	return list
}

// holdsSettings reports whether a file, by its name, may hold URLs, servers or scripts.
func holdsSettings(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".yml", ".yaml", ".toml", ".sh", ".bash", ".ps1", ".mk", ".dockerfile", ".conf", ".tf", ".nix":
		return !strings.Contains(base, "lock") && base != "pnpm-workspace.yaml"
	}
	return strings.HasPrefix(base, "dockerfile") || strings.HasPrefix(base, ".env") || strings.HasPrefix(base, "containerfile") ||
		slices.Contains([]string{"makefile", "justfile", "procfile", "vercel.json", "netlify.json", "devcontainer.json", "package.json", "app.json", "railway.json"}, base)
}

// How much is read of what may name a database.
const (
	maxOtherDepth = 4
	maxOtherFiles = 400
	maxSQL        = 1 << 20 // what is larger is a dump
)

// readElsewhere looks through the files of the project, and of the repository that it is in, for what names a database,
// and for SQL that is no migration: Prisma's TypedSQL, seeds, scripts.
func (s *Seen) readElsewhere(fsys afero.Fs, found *project.Project) {
	roots := []string{s.root}
	if found.WorkspaceRoot != "" {
		if root, err := change.Resolve(fsys, found.WorkspaceRoot, found.WorkspaceRoot); err == nil {
			roots = append(roots, root)
		}
	}
	list, read := marks(), map[string]bool{}
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		names, err := change.List(fsys, dir)
		if err != nil {
			return // what cannot be listed tells nothing
		}
		for _, name := range names {
			file := filepath.Join(dir, name)
			if info, err := fsys.Stat(file); err == nil && info.IsDir() {
				hidden := name[0] == '.' && !slices.Contains([]string{".github", ".circleci", ".devcontainer", ".gitlab", ".docker", ".buildkite"}, name)
				if depth < maxOtherDepth && !hidden && !slices.Contains([]string{"node_modules", "dist", "build", "out", "public", "vendor", "src", "app", "pages", "components", "lib", "drizzle"}, name) && !strings.HasPrefix(name, "migrations") {
					walk(file, depth+1)
				}
				continue
			}
			isSQL := strings.EqualFold(path.Ext(name), ".sql")
			if read[file] || len(read) >= maxOtherFiles || !isSQL && !holdsSettings(name) {
				continue
			}
			read[file] = true
			text, err := untrusted.Read(fsys, file)
			if err != nil {
				continue
			}
			below, err := filepath.Rel(s.root, file)
			switch below = filepath.ToSlash(below); {
			case err != nil:
			case isSQL && len(text) <= maxSQL:
				s.uses = append(s.uses, usage{below, project.Usage{Path: file, Line: 1, Kind: project.UsesSQL, Text: string(text)}})
			case !isSQL:
				s.elsewhere = append(s.elsewhere, mentions(list, below, string(text))...)
			}
		}
	}
	for _, root := range roots {
		walk(root, 0)
	}
}

// mentions are the first line of each kind in a text that names a database. Comments do not count.
func mentions(list []mark, file, text string) (found []mention) {
	number, servers := 0, false
	for line := range strings.Lines(text) {
		number++
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || trimmed[0] == '#' || len(line) > 4096 {
			continue
		}
		image, isItem := strings.CutPrefix(trimmed, "- ")
		if servers = trimmed == "services:" || servers && isItem; servers && isItem { // GitLab's: a list of images
			line = "image: " + strings.TrimPrefix(image, "name: ")
		}
		for _, m := range list {
			known := slices.ContainsFunc(found, func(other mention) bool { return other.kind == m.kind && other.provider == m.provider })
			if !known && m.pattern.MatchString(line) {
				found = append(found, mention{file, number, m.provider, m.kind})
			}
		}
	}
	return found
}

// in is the mention as it stands in another text of its file, and whether it does.
func (m mention) in(text string) (mention, bool) {
	for _, other := range mentions(marks(), m.file, text) {
		if other.kind == m.kind && other.provider == m.provider {
			return other, true
		}
	}
	return m, false
}

// family is the provider that another one has the URLs, the tools and most of the SQL of.
func family(provider string) string {
	if provider == "cockroachdb" {
		return "postgresql"
	}
	return provider
}

// otherPlaces are the places in files which name the old database, and not the new one as well, and which the plan leaves as they
// are.
func (r *request) otherPlaces(edits []change.Edit) (places []Place) {
	if r.from.Provider == r.to.Provider {
		return nil
	}
	for _, m := range r.elsewhere {
		was, now := m.provider == r.from.Provider, m.provider == r.to.Provider
		if m.kind != "server" {
			was, now = m.provider == family(r.from.Provider), m.provider == family(r.to.Provider)
		}
		if !was || now || m.file == r.env || slices.Contains(project.EnvFiles(), m.file) {
			continue
		}
		if at := slices.IndexFunc(edits, func(e change.Edit) bool { return e.Path == m.file }); at >= 0 {
			var left bool // in what the plan makes of it
			if m, left = m.in(string(edits[at].Content)); !left {
				continue
			}
		}
		place := Place{File: m.file, Line: m.line}
		switch m.kind {
		case "url":
			place.What, place.Why, place.Instead = "a URL of "+r.from.Name, "what reads it goes on with the old database", "the URL of the "+r.to.Name+" database"
		case "server":
			place.What, place.Why, place.Instead = "a server of "+r.from.Name, "it is started, and nothing asks it any more", "one of "+r.to.Name
			if r.to.File {
				place.Instead = "nothing: " + r.to.Name + " is a file"
			}
		default:
			place.What, place.Why, place.Instead = "a tool or a setting of "+r.from.Name, "it is for the old server", "what "+r.to.Name+" has for it"
		}
		places = append(places, place)
	}
	return places
}
