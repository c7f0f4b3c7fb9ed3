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
	Password string // of the database that compose.yaml starts; empty where it asks for none
	Port     int
	Creates  bool // compose.yaml starts a server only: Prisma makes the database on it
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
			Compose: true, User: "postgres", Password: localPassword, Port: 5432,
		},
		{
			ID: "mysql", Name: "MySQL", Provider: "mysql",
			Package: "@prisma/adapter-mariadb", Class: "PrismaMariaDb",
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host:3306/name",
			Compose: true, User: "root", Password: localPassword, Port: 3306,
		},
		{
			ID: "planetscale", Name: "PlanetScale", Provider: "mysql",
			Package: "@prisma/adapter-planetscale", Class: "PrismaPlanetScale", Option: "url",
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host/name?sslaccept=strict",
			NoFKs: true,
		},
		{
			ID: "cockroachdb", Name: "CockroachDB", Provider: "postgres",
			Package: "@prisma/adapter-pg", Class: "PrismaPg", Option: "connectionString",
			Scheme: `postgres(ql)?:\/\/`, Example: "postgresql://user:password@host:26257/name?sslmode=verify-full",
			// Without certificates, which a server for one machine has no use for, CockroachDB knows no passwords.
			Compose: true, User: "root", Port: 26257, Creates: true,
		},
		{
			ID: "sqlserver", Name: "SQL Server", Provider: "sqlserver",
			Package: "@prisma/adapter-mssql", Class: "PrismaMssql",
			Scheme: `sqlserver:\/\/`, Example: "sqlserver://host:1433;database=name;user=user;password=password;encrypt=true",
			// The server starts only with a password of three kinds of characters.
			Compose: true, User: "sa", Password: "Password1", Port: 1433, Creates: true,
		},
	}
}

// FitsURL reports whether a URL begins as those of a database do.
func FitsURL(id, url string) bool {
	d, err := findDatabase(id)
	return err == nil && regexp.MustCompile("^"+d.Scheme).MatchString(url)
}

// SchemaProvider is the name the schema's datasource has for it.
func (d database) SchemaProvider() string {
	if d.ID == "planetscale" {
		return "mysql"
	}
	return d.ID
}

// url is DATABASE_URL for a new project, for the driver or for Prisma's own engine; empty where only the reader's provider
// knows it. The name goes in as it is: it holds nothing that a URL would have to escape.
func (d database) url(name string, driver bool) string {
	switch d.ID {
	case "sqlite":
		return "file:./dev.db"
	case "postgresql":
		return fmt.Sprintf("postgresql://%s:%s@127.0.0.1:%d/%s", d.User, d.Password, d.Port, name)
	case "mysql":
		query := ""
		if driver { // MySQL 8 sends its key only when asked, and without TLS the driver does not ask by itself.
			query = "?allowPublicKeyRetrieval=true"
		}
		return fmt.Sprintf("mysql://%s:%s@127.0.0.1:%d/%s%s", d.User, d.Password, d.Port, name, query)
	case "cockroachdb":
		return fmt.Sprintf("postgresql://%s@127.0.0.1:%d/%s?sslmode=disable", d.User, d.Port, name)
	case "sqlserver":
		// By name, because the driver hands the host to TLS, which takes no addresses. The certificate is the server's own.
		return fmt.Sprintf("sqlserver://localhost:%d;database=%s;user=%s;password=%s;encrypt=true;trustServerCertificate=true",
			d.Port, name, d.User, d.Password)
	default:
		return ""
	}
}

// localPassword opens a database that listens on 127.0.0.1 only and is thrown away with its volume; it is no secret.
const localPassword = "password"

// maxName leaves room below PostgreSQL's 63, MySQL's 64 and SQL Server's 128 bytes.
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

// isServersOwn tells the databases that the servers keep for themselves.
func isServersOwn(name string) bool {
	switch name {
	case "postgres", "template0", "template1", // PostgreSQL
		"mysql", "sys", "information_schema", "performance_schema",
		"defaultdb", "system", // CockroachDB
		"master", "model", "msdb", "tempdb": // SQL Server
		return true
	default:
		return false
	}
}
