package templates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/psl/connector"
	"create-app/psl/convert"
)

// Database is one row of the table of databases: what --db can name, and what a project on it does otherwise than on
// another. Two rows may speak the same language: PlanetScale is MySQL without foreign keys.
type Database struct {
	ID       string   // as --db names it
	Aliases  []string // other spellings that --db takes
	Name     string   // as people know it
	About    string   // half a sentence that helps to choose it
	Provider string   // in the schema's datasource
	NoFKs    bool     // the database knows no foreign keys: relationMode = "prisma"
	Prisma   []int    // the majors of Prisma that the templates have it for; nil for every one

	Driver  Driver // through which the client of Prisma 7 reaches it
	Scheme  string // pattern for the start of a valid URL, as a regular expression of JavaScript and of Go
	Example string // what such a URL looks like, for error messages
	// URL is that of a new project's database, with {user}, {password}, {port} and {name} in the places of those; empty where
	// only the reader knows it.
	URL         string
	DriverQuery string   // what the driver needs behind it, and Prisma's own engine does not
	Hosts       []string // what only its URLs hold behind the scheme; they tell rows of one scheme apart

	Direct    string     // variable with the URL that goes past the pool of connections, for migrations; empty where one URL does both
	Variables []Variable // read beside DATABASE_URL

	File     bool // the database is a file of the project's
	Compose  bool // compose.yaml can start it
	User     string
	Password string // of the database that compose.yaml starts; empty where it asks for none
	Port     int
	Creates  bool // compose.yaml starts a server only: Prisma makes the database on it
}

// Driver is a driver adapter of Prisma's.
type Driver struct {
	Provider string   // what it calls itself
	Package  string   // of npm
	Class    string   // what the package exports
	Options  []Option // of the class; none where it takes the URL itself
}

// Option is one key of the object that a driver's class takes.
type Option struct {
	Key      string
	Variable string // of the environment, whose value it has
}

// Variable is one of the environment.
type Variable struct {
	Name  string
	About string // said above it in .env
}

// Comment is what stands above the variable in .env.
func (v Variable) Comment() string { return sentence(v.About) }

// urlVariable holds the database's URL, whatever the database.
const urlVariable = project.DatabaseURL

// localPassword opens a database that listens on 127.0.0.1 only and is thrown away with its volume; it is no secret.
const localPassword = "password"

// Databases is the table, in the order in which the rows are offered: the default first, then what runs on one's own
// machine, then what others run.
func Databases() []Database {
	return []Database{
		{
			ID: "sqlite", Name: "SQLite", Provider: "sqlite",
			About:  "a file, nothing to install; great to start, not for production",
			Driver: Driver{"sqlite", "@prisma/adapter-libsql", "PrismaLibSql", []Option{{"url", urlVariable}}},
			Scheme: `(file:|libsql:\/\/)`, Example: "file:./dev.db", File: true,
			URL: localFile,
		},
		{
			ID: "postgresql", Aliases: []string{"postgres"}, Name: "PostgreSQL", Provider: "postgresql",
			About:  "the usual choice for production; compose.yaml starts one here",
			Driver: pgDriver(),
			Scheme: postgresScheme, Example: "postgresql://user:password@host:5432/name",
			Compose: true, User: "postgres", Password: localPassword, Port: 5432,
			URL: "postgresql://{user}:{password}@127.0.0.1:{port}/{name}",
		},
		{
			ID: "mysql", Name: "MySQL", Provider: "mysql",
			About:  "or MariaDB; compose.yaml starts one here",
			Driver: Driver{"mysql", "@prisma/adapter-mariadb", "PrismaMariaDb", nil},
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host:3306/name",
			Compose: true, User: "root", Password: localPassword, Port: 3306,
			URL: "mysql://{user}:{password}@127.0.0.1:{port}/{name}",
			// MySQL 8 sends its key only when asked, and without TLS the driver does not ask by itself.
			DriverQuery: "?allowPublicKeyRetrieval=true",
		},
		{
			ID: "planetscale", Name: "PlanetScale", Provider: "mysql", NoFKs: true,
			About:  "MySQL for those who outgrow one machine, without foreign keys",
			Driver: Driver{"mysql", "@prisma/adapter-planetscale", "PrismaPlanetScale", []Option{{"url", urlVariable}}},
			Scheme: `mysql:\/\/`, Example: "mysql://user:password@host/name?sslaccept=strict",
			Hosts: []string{".psdb.cloud"},
		},
		{
			ID: "cockroachdb", Name: "CockroachDB", Provider: "cockroachdb",
			About:  "for those who outgrow one machine; compose.yaml starts one node here",
			Driver: pgDriver(),
			Scheme: postgresScheme, Example: "postgresql://user:password@host:26257/name?sslmode=verify-full",
			Hosts: []string{":26257/", ".cockroachlabs.cloud"},
			// Without certificates, which a server for one machine has no use for, CockroachDB knows no passwords.
			Compose: true, User: "root", Port: 26257, Creates: true,
			URL: "postgresql://{user}@127.0.0.1:{port}/{name}?sslmode=disable",
		},
		{
			ID: "sqlserver", Name: "SQL Server", Provider: "sqlserver",
			About:  "Microsoft's; compose.yaml starts one here",
			Driver: Driver{"sqlserver", "@prisma/adapter-mssql", "PrismaMssql", nil},
			Scheme: `sqlserver:\/\/`, Example: "sqlserver://host:1433;database=name;user=user;password=password;encrypt=true",
			// The server starts only with a password of three kinds of characters.
			Compose: true, User: "sa", Password: "Password1", Port: 1433, Creates: true,
			// By name, because the driver hands the host to TLS, which takes no addresses. The certificate is the server's own.
			URL: "sqlserver://localhost:{port};database={name};user={user};password={password};encrypt=true;trustServerCertificate=true",
		},
		{
			ID: "neon", Name: "Neon", Provider: "postgresql",
			About:  "PostgreSQL as a service, with a pool of connections before it",
			Driver: pgDriver(),
			Scheme: postgresScheme, Example: "postgresql://user:password@ep-name-pooler.region.aws.neon.tech/name?sslmode=require",
			Hosts:     []string{".neon.tech"},
			Direct:    directVariable,
			Variables: []Variable{{directVariable, "the same database without the pool, for Prisma's commands, such as postgresql://user:password@ep-name.region.aws.neon.tech/name?sslmode=require"}},
		},
		{
			ID: "supabase", Name: "Supabase", Provider: "postgresql",
			About:  "PostgreSQL as a service, with a pool of connections before it",
			Driver: pgDriver(),
			Scheme: postgresScheme, Example: "postgresql://postgres.project:password@aws-0-region.pooler.supabase.com:6543/postgres?pgbouncer=true",
			Hosts:     []string{".supabase.com", ".supabase.co"},
			Direct:    directVariable,
			Variables: []Variable{{directVariable, "the same database in session mode, for Prisma's commands, such as postgresql://postgres.project:password@aws-0-region.pooler.supabase.com:5432/postgres"}},
		},
		{
			ID: "turso", Name: "Turso", Provider: "sqlite", Prisma: []int{7},
			About: "SQLite as a service (libSQL); a file here until it is deployed",
			Driver: Driver{"sqlite", "@prisma/adapter-libsql", "PrismaLibSql", []Option{
				{"url", urlVariable}, {"authToken", "TURSO_AUTH_TOKEN"},
			}},
			Scheme: `(file:|libsql:\/\/|https?:\/\/|wss?:\/\/)`, Example: "libsql://name-organisation.turso.io", File: true,
			URL:       localFile,
			Hosts:     []string{"libsql://", ".turso.io"},
			Variables: []Variable{{"TURSO_AUTH_TOKEN", "the token for a database at Turso; a file needs none"}},
		},
		{
			ID: "mongodb", Name: "MongoDB", Provider: "mongodb", Prisma: []int{6},
			About:  "documents in place of tables, with Prisma 6; compose.yaml starts one here",
			Scheme: `mongodb(\+srv)?:\/\/`, Example: "mongodb+srv://user:password@cluster.mongodb.net/name?retryWrites=true&w=majority",
			// Prisma asks for transactions, which take a set of servers; one is enough. Such a set with passwords would need a key file.
			Compose: true, Port: 27017, Creates: true,
			URL: "mongodb://127.0.0.1:{port}/{name}?replicaSet=rs0",
		},
	}
}

// localFile is the database of a new project that is a file.
const localFile = "file:./dev.db"

// directVariable has the URL past the pool, by the name that Prisma's own pages give it.
const directVariable = "DIRECT_URL"

const postgresScheme = `postgres(ql)?:\/\/`

// pgDriver speaks to everything that understands PostgreSQL's protocol.
func pgDriver() Driver {
	return Driver{"postgres", "@prisma/adapter-pg", "PrismaPg", []Option{{"connectionString", urlVariable}}}
}

// FindDatabase looks a database up by its id or another spelling of it.
func FindDatabase(id string) (Database, bool) {
	for _, d := range Databases() {
		if d.ID == id || slices.Contains(d.Aliases, id) {
			return d, true
		}
	}
	return Database{}, false
}

// DatabaseIDs are the ids of all databases, the default first.
func DatabaseIDs() []string {
	var ids []string
	for _, d := range Databases() {
		ids = append(ids, d.ID)
	}
	return ids
}

// Movable are the databases that a schema can be moved to and from.
func Movable() []Database {
	return slices.DeleteFunc(Databases(), func(d Database) bool {
		_, known := d.Schema()
		return !known
	})
}

// DatabaseFor is the plain database that a datasource's provider names: the first one of the table.
func DatabaseFor(provider string) (Database, bool) {
	if c, known := connector.ByProvider(provider); known {
		provider = c.Provider // its one name
	}
	i := slices.IndexFunc(Databases(), func(d Database) bool { return d.Provider == provider })
	if i < 0 {
		return Database{}, false
	}
	return Databases()[i], true
}

// DatabaseOf is the database of a schema: that with the given id, which may be empty, where it has the schema's provider; or
// else the first one with the provider, and with or without foreign keys as the schema has it.
func DatabaseOf(id, provider string, noFKs bool) (Database, bool) {
	plain, known := DatabaseFor(provider)
	if d, found := FindDatabase(id); found && d.Provider == plain.Provider {
		return d, true
	}
	for _, d := range Databases() {
		if known && d.Provider == plain.Provider && d.NoFKs == noFKs {
			return d, true
		}
	}
	return plain, known
}

// DatabaseOfDrivers is the id of the database that only one of the packages serves; empty where they tell nothing.
func DatabaseOfDrivers(packages []string) string {
	for _, name := range packages {
		var served []string
		for _, d := range Databases() {
			if d.Driver.Package == name {
				served = append(served, d.ID)
			}
		}
		if len(served) == 1 {
			return served[0]
		}
	}
	return ""
}

// DatabaseOfURL is the database that a URL leads to, as far as it shows.
func DatabaseOfURL(url string) (Database, bool) {
	var fits []Database
	for _, d := range Databases() {
		if !d.FitsURL(url) {
			continue
		}
		if slices.ContainsFunc(d.Hosts, func(part string) bool { return strings.Contains(url, part) }) {
			return d, true
		}
		if len(d.Hosts) == 0 {
			fits = append(fits, d)
		}
	}
	if len(fits) == 0 {
		return Database{}, false
	}
	return fits[0], true
}

// HasMigrations reports whether Prisma knows migrations for the database. MongoDB has indexes to make, and no tables.
func (d Database) HasMigrations() bool { return d.Provider != "mongodb" }

// WritesMigrations reports whether `prisma migrate dev` writes them. It wants a second database to try them on, and PlanetScale lets it
// make none.
func (d Database) WritesMigrations() bool { return d.HasMigrations() && d.ID != "planetscale" }

// Migrates reports whether Prisma's migrations are how the database's tables change where the app runs: Turso takes them by its own
// command, and PlanetScale by its own branches.
func (d Database) Migrates() bool {
	return d.WritesMigrations() && d.ID != "turso"
}

// Elsewhere reports whether the URL of a new project's database is known to the reader only.
func (d Database) Elsewhere() bool { return !d.File && !d.Compose }

// Stays reports whether the database is a file where the app runs, too, on a disk that stays.
func (d Database) Stays() bool { return d.File && d.ID != "turso" }

// Tables is what the database calls its tables.
func (d Database) Tables() string {
	if d.HasMigrations() {
		return "tables"
	}
	return "collections"
}

// URLs is what .env needs of a database that runs elsewhere, in words.
func (d Database) URLs() string {
	if d.Direct != "" {
		return "two URLs"
	}
	return "URL"
}

// FitsURL reports whether a URL begins as those of the database do. Behind a proxy of Prisma's own is PostgreSQL.
func (d Database) FitsURL(url string) bool {
	if strings.HasPrefix(url, "prisma+postgres:") {
		return d.Provider == "postgresql"
	}
	return regexp.MustCompile("^" + d.Scheme).MatchString(url)
}

// Has reports whether the templates have the database for a major of Prisma.
func (d Database) Has(prisma int) bool {
	return len(d.Prisma) == 0 || slices.Contains(d.Prisma, prisma)
}

// Schema is the database as package convert moves schemas to it. It is not there for one that no schema can be moved to.
func (d Database) Schema() (convert.Database, bool) {
	schema, known := convert.Plain(d.Provider)
	schema.Name, schema.Emulated, schema.DirectURL = d.Name, d.NoFKs, d.Direct
	return schema, known
}

// Models is the database as package nextauth has models for it.
func (d Database) Models() nextauth.Database {
	if d.NoFKs && d.Provider == "mysql" {
		return nextauth.PlanetScale
	}
	return nextauth.Database(d.Provider)
}

// url is DATABASE_URL for a new project, for the driver or for Prisma's own engine; empty where only the reader's provider
// knows it. The name goes in as it is: it holds nothing that a URL would have to escape.
func (d Database) url(name string, driver bool) string {
	url := d.URL
	if driver {
		url += d.DriverQuery
	}
	return strings.NewReplacer("{user}", d.User, "{password}", d.Password, "{port}", strconv.Itoa(d.Port), "{name}", name).Replace(url)
}

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
