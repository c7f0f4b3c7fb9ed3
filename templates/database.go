package templates

import (
	"fmt"
	"regexp"
	"strings"
)

// database is what the templates say about a database.
type database struct {
	ID       string
	Name     string // as people know it
	Provider string // in the schema's datasource and of the driver
	Package  string // npm package of the driver adapter
	Class    string // what the package exports
	Option   string // key that takes the URL; empty where the class takes the URL itself
	Scheme   string // pattern for the start of a valid URL, as a JavaScript regular expression
	Example  string // what such a URL looks like, for the error message
	NoFKs    bool   // the database knows no foreign keys: relationMode = "prisma"
	Compose  bool   // compose.yaml can start it
	User     string
	Port     int
	Query    string // what the URL needs behind "?"
}

func findDatabase(id string) (database, error) {
	for _, d := range databases() {
		if d.ID == id {
			return d, nil
		}
	}
	return database{}, fmt.Errorf("no templates for database %q", id)
}

func databases() []database {
	return []database{
		{
			ID: "sqlite", Name: "SQLite", Provider: "sqlite",
			Package: "@prisma/adapter-libsql", Class: "PrismaLibSql", Option: "url",
			Scheme: `(file:|libsql:\/\/)`, Example: "file:./dev.db",
		},
		{
			ID: "postgresql", Name: "PostgreSQL", Provider: "postgres",
			Package: "@prisma/adapter-pg", Class: "PrismaPg", Option: "connectionString",
			Scheme: `postgres(ql)?:\/\/`, Example: "postgresql://user:password@host:5432/name",
			Compose: true, User: "postgres", Port: 5432,
		},
		{
			ID: "mysql", Name: "MySQL", Provider: "mysql",
			Package: "@prisma/adapter-mariadb", Class: "PrismaMariaDb",
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host:3306/name",
			// MySQL 8 sends its key only when asked, and without TLS the driver does not ask by itself.
			Compose: true, User: "root", Port: 3306, Query: "?allowPublicKeyRetrieval=true",
		},
		{
			ID: "planetscale", Name: "PlanetScale", Provider: "mysql",
			Package: "@prisma/adapter-planetscale", Class: "PrismaPlanetScale", Option: "url",
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host/name?sslaccept=strict",
			NoFKs: true,
		},
	}
}

// SchemaProvider is the name the schema's datasource has for it.
func (d database) SchemaProvider() string {
	if d.Provider == "postgres" {
		return "postgresql"
	}
	return d.Provider
}

// url is DATABASE_URL for a new project; empty where only the reader's provider knows it. localName goes in
// as it is: it holds nothing that a URL would have to escape.
func (d database) url(name string) string {
	switch {
	case d.ID == "sqlite":
		return "file:./dev.db"
	case d.Compose:
		return fmt.Sprintf("%s://%s:%s@127.0.0.1:%d/%s%s", d.SchemaProvider(), d.User, localPassword, d.Port, name, d.Query)
	default:
		return ""
	}
}

// localPassword opens a database that listens on 127.0.0.1 only and is thrown away with its volume; it is no secret.
const localPassword = "password"

// maxName leaves room below PostgreSQL's 63 and MySQL's 64 bytes.
const maxName = 48

// databaseName makes a name of letters, digits and underscores from an npm package name, so that it needs no quotes
// in SQL, URLs or a shell. The scope goes; what would begin with a digit or is the server's own gets "app_" in front.
func databaseName(app string) string {
	if strings.HasPrefix(app, "@") {
		_, app, _ = strings.Cut(app, "/")
	}
	name := regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(app), "_")
	name = strings.Trim(name, "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' || isServersOwn(name) {
		name = strings.TrimRight("app_"+name, "_")
	}
	if len(name) > maxName {
		name = strings.TrimRight(name[:maxName], "_")
	}
	return name
}

// isServersOwn tells the databases that PostgreSQL and MySQL keep for themselves.
func isServersOwn(name string) bool {
	switch name {
	case "postgres", "template0", "template1", "mysql", "sys", "information_schema", "performance_schema":
		return true
	default:
		return false
	}
}
