package move

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// look looks at the project in dir as a command does.
func look(dir, schema string) (*Seen, error) {
	fsys := afero.NewOsFs()
	found, err := project.Find(fsys, dir, Needs(project.Options{Schema: schema}))
	if err != nil {
		return nil, err
	}
	return Look(fsys, found, nil)
}

// seenWithEnvironment looks at a project with the .env files that are loaded.
func seenWithEnvironment(t testing.TB, dir string) *Seen {
	t.Helper()
	fsys := afero.NewOsFs()
	found, err := project.Find(fsys, dir, Needs(project.Options{}))
	require.NoError(t, err)
	environment, err := found.Environment(env.Vars{})
	require.NoError(t, err)
	seen, err := Look(fsys, found, environment)
	require.NoError(t, err)
	return seen
}

// moveTo plans the move of the project in dir.
func moveTo(t testing.TB, dir, id string) *Plan {
	t.Helper()
	seen, err := look(dir, "")
	require.NoError(t, err)
	to, found := templates.FindDatabase(id)
	require.True(t, found)
	plan, err := NewPlan(afero.NewOsFs(), seen, to)
	require.NoError(t, err)
	return plan
}

// movedTo also carries it out.
func movedTo(t testing.TB, dir, id string) *Plan {
	t.Helper()
	plan := moveTo(t, dir, id)
	require.False(t, plan.Report.Refused(), plan.Report)
	_, err := change.Writer{FS: sandbox.Hasty()}.Apply(t.Context(), plan.Plan)
	require.NoError(t, err)
	return plan
}

// made makes a new project called my-app and returns its folder.
func made(t testing.TB, alter func(*scaffold.Options)) string {
	t.Helper()
	o := scaffold.DefaultOptions()
	o.Dir = "my-app"
	alter(&o)
	require.NoError(t, o.Validate())
	plan, err := scaffold.NewPlan(afero.NewOsFs(), sandbox.Lay(t, nil), o, "1.0.0")
	require.NoError(t, err)
	_, err = change.Writer{FS: sandbox.Hasty()}.Apply(t.Context(), plan.Plan)
	require.NoError(t, err)
	return plan.Root
}

// without is a snapshot without some files.
func without(all map[string]string, paths ...string) map[string]string {
	for _, path := range paths {
		delete(all, path)
	}
	return all
}

// databases are the ids of those that can be moved between, with Prisma 6 or 7; hosts has those in that run elsewhere and
// read more than one variable.
func databases(six, hosts bool) []string {
	prisma := 7
	if six {
		prisma = 6
	}
	var ids []string
	for _, d := range templates.Movable() {
		if d.Has(prisma) && (hosts || len(d.Variables) == 0) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

func TestAMovedProjectIsTheOneThatWouldHaveBeenMade(t *testing.T) {
	for _, kind := range []struct {
		name  string
		alter func(*scaffold.Options)
	}{
		{"nextauth", func(*scaffold.Options) {}},
		{"none-src", func(o *scaffold.Options) { o.Auth, o.Providers, o.SrcDir = "none", nil, true }},
		{"nextauth-5-pages", func(o *scaffold.Options) { o.NextAuth, o.Router = "5", "pages" }},
		{"nextauth-pages-prisma-6", func(o *scaffold.Options) { o.Router, o.Prisma = "pages", "6" }},
		{"nextauth-5-prisma-6", func(o *scaffold.Options) { o.NextAuth, o.Prisma = "5", "6" }},
		{"none-prisma-6", func(o *scaffold.Options) { o.Auth, o.Providers, o.Prisma = "none", nil, "6" }},
	} {
		with := func(db string) func(*scaffold.Options) {
			return func(o *scaffold.Options) {
				kind.alter(o)
				o.Database = db
			}
		}
		// What a host adds to the language of another row shows in these two.
		hosts := kind.name == "nextauth" || kind.name == "nextauth-pages-prisma-6"
		for _, from := range databases(strings.HasSuffix(kind.name, "prisma-6"), hosts) {
			for _, to := range databases(strings.HasSuffix(kind.name, "prisma-6"), hosts) {
				if from == to {
					continue
				}
				t.Run(kind.name+"/"+from+"-to-"+to, func(t *testing.T) {
					dir := made(t, with(from))
					before := sandbox.Snapshot(t, dir)
					movedTo(t, dir, to)
					want, got := sandbox.Snapshot(t, made(t, with(to))), sandbox.Snapshot(t, dir)
					assertEnv(t, want, got)
					assert.Equal(t, without(want, ".env"), without(got, ".env"))

					movedTo(t, dir, from)
					got = sandbox.Snapshot(t, dir)
					assertEnv(t, before, got)
					assert.Equal(t, without(before, ".env"), without(got, ".env"))
				})
			}
		}
	}
}

func TestThroughEveryDatabaseAndBack(t *testing.T) {
	dir := made(t, func(*scaffold.Options) {})
	before := sandbox.Snapshot(t, dir)
	for _, to := range append(databases(false, true)[1:], "sqlite") {
		movedTo(t, dir, to)
	}
	got := sandbox.Snapshot(t, dir)
	assert.Equal(t, without(before, ".env"), without(got, ".env"))
	assert.NotContains(t, got[".env"], `URL=""`, "an empty line is not worth a comment")
}

// assertEnv compares the .env files of two projects but for secrets and for the
// URLs of before, which stay as comments.
func assertEnv(t *testing.T, want, got map[string]string) {
	t.Helper()
	lines := func(text string) []string {
		var list []string
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "# DATABASE_URL=") && !strings.Contains(line, "AUTH_SECRET=") {
				list = append(list, line)
			}
		}
		return list
	}
	assert.Equal(t, lines(want[".env"]), lines(got[".env"]))
}

func TestAURLThatMayBeTheNewDatabasesStays(t *testing.T) {
	for _, c := range []struct {
		from, to, url string
		stays         bool
	}{
		{"sqlite", "postgresql", "postgresql://ann:secret@db.example.com/app", true},
		{"mysql", "planetscale", "mysql://ann:secret@aws.connect.psdb.cloud/app?sslaccept=strict", true},
		{"planetscale", "mysql", "mysql://ann:secret@aws.connect.psdb.cloud/app?sslaccept=strict", false},
		{"postgresql", "cockroachdb", "postgresql://ann:secret@db.example.com/app", false},
		{"postgresql", "sqlserver", "postgresql://ann:secret@db.example.com/app", false},
		{"sqlite", "postgresql", "file:./mine.db", false},
		{"sqlite", "postgresql", "$OTHER", false},
	} {
		dir := made(t, func(o *scaffold.Options) { o.Database = c.from })
		path := filepath.Join(dir, ".env")
		old, err := os.ReadFile(path)
		require.NoError(t, err)
		entry, _ := env.Parse(old).Lookup("DATABASE_URL")
		text := strings.Replace(string(old), `URL="`+entry.Value+`"`, `URL="`+c.url+`"`, 1)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		movedTo(t, dir, c.to)
		after := sandbox.Snapshot(t, dir)[".env"]
		assert.Equal(t, c.stays, after == "-rw------- "+text, after)
		assert.Equal(t, !c.stays, strings.Contains(after, "\n# DATABASE_URL=\""+c.url+"\"\n"), after)
	}
}

func TestTheLinesThatKeepADatabaseOutOfGitStayWithIt(t *testing.T) {
	for _, file := range []string{"dev.db", "prisma/old.db-journal", "data/a/b.db"} {
		dir := made(t, func(o *scaffold.Options) { o.Database = "sqlite" })
		path := filepath.Join(dir, filepath.FromSlash(file))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, nil, 0o644))
		movedTo(t, dir, "postgresql")
		assert.Contains(t, sandbox.Snapshot(t, dir)[".gitignore"], "\n*.db\n*.db-*\n", file)
	}
}

func TestTheOldURLStaysAsAComment(t *testing.T) {
	dir := made(t, func(o *scaffold.Options) { o.Database = "sqlite" })
	path := filepath.Join(dir, ".env")
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	secret, _ := env.Parse(old).Lookup("NEXTAUTH_SECRET")
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(old), "file:./dev.db", "file:./my-private.db", 1)), 0o600))

	plan := moveTo(t, dir, "postgresql")
	diff := plan.Diff(scaffold.Mask)
	assert.Contains(t, diff, "b/.env")
	assert.NotContains(t, diff, "my-private")
	assert.NotContains(t, diff, secret.Value)
	movedTo(t, dir, "postgresql")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(text), "# DATABASE_URL=\"file:./my-private.db\"\nDATABASE_URL=\"postgresql://postgres:password@127.0.0.1:5432/my_app\"\n")
	now, _ := env.Parse(text).Lookup("NEXTAUTH_SECRET")
	assert.Equal(t, secret.Value, now.Value)
}

func TestTheWayBackToSQLiteLeadsToItsFile(t *testing.T) {
	dir := made(t, func(o *scaffold.Options) { o.Database = "sqlite" })
	path := filepath.Join(dir, ".env")
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	mine := strings.Replace(string(old), "DATABASE_URL=\"file:./dev.db\"", "# DATABASE_URL=\"postgresql://ann:x@production/app\"\nDATABASE_URL=\"file:./my own.db\"", 1)
	require.NoError(t, os.WriteFile(path, []byte(mine), 0o600))
	urlOn := func(database string) string {
		movedTo(t, dir, database)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		url, _ := env.Parse(text).Lookup("DATABASE_URL")
		return url.Value
	}
	assert.Contains(t, urlOn("postgresql"), "@127.0.0.1:", "a server that was put aside by hand may not be one to push to")
	urlOn("sqlserver")
	assert.Equal(t, "file:./my own.db", urlOn("sqlite"), "the rows are still there")
}

func TestMigrationsAreSetAside(t *testing.T) {
	dir := made(t, func(o *scaffold.Options) { o.Database = "sqlite" })
	for _, path := range []string{"migrations/1_init/migration.sql", "migrations/migration_lock.toml", "migrations-sqlite/x"} {
		full := filepath.Join(dir, "prisma", path)
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o755))
		require.NoError(t, os.WriteFile(full, []byte(path), 0o644))
	}
	movedTo(t, dir, "mysql")
	after := sandbox.Snapshot(t, dir)
	assert.Equal(t, "-rw-r--r-- migrations/1_init/migration.sql", after["prisma/migrations-sqlite-2/1_init/migration.sql"])
	assert.Equal(t, "-rw-r--r-- migrations/migration_lock.toml", after["prisma/migrations-sqlite-2/migration_lock.toml"])
	assert.Equal(t, "-rw-r--r-- migrations-sqlite/x", after["prisma/migrations-sqlite/x"])
	assert.NotContains(t, after, "prisma/migrations/", "Prisma takes an empty folder for a broken migration")

	require.NoError(t, os.MkdirAll(filepath.Join(dir, "prisma/migrations"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "prisma/migrations/a"), nil, 0o644))
	movedTo(t, dir, "planetscale")
	assert.Contains(t, sandbox.Snapshot(t, dir), "prisma/migrations/a", "the same database keeps its migrations")
}

func TestFilesThatWereChangedByHandAreLeftAndShown(t *testing.T) {
	dir := made(t, func(o *scaffold.Options) { o.Database = "postgresql" })
	for _, name := range []string{"server/db/client.ts", "compose.yaml"} {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, append(text, "// mine\n"...), 0o644))
	}
	crlf := filepath.Join(dir, "README.md")
	text, err := os.ReadFile(crlf)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(crlf, []byte(strings.ReplaceAll(string(text), "\n", "\r\n")), 0o644))
	require.NoError(t, os.Remove(filepath.Join(dir, ".env.example")))

	plan := movedTo(t, dir, "mysql")
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["server/db/client.ts"], "PrismaPg")
	assert.Contains(t, after["server/db/client.ts"], "// mine")
	assert.Contains(t, after["compose.yaml"], "postgres")
	assert.NotContains(t, after, ".env.example", "what was taken out is not made again")
	assert.Equal(t, strings.Count(after["README.md"], "\n"), strings.Count(after["README.md"], "\r\n"))
	assert.Contains(t, after["README.md"], "MySQL")
	steps := map[string]string{}
	for _, step := range plan.Steps {
		steps[step.File] = step.Text
	}
	assert.Contains(t, steps["server/db/client.ts"], "PrismaMariaDb")
	assert.Contains(t, steps["compose.yaml"], "MYSQL_DATABASE")
}

// older is a project that create-app did not make: Prisma 6, a schema in
// several files, its own variable, npm's layout.
func older() map[string]string {
	return map[string]string{
		"package.json":                "{\n    \"name\": \"older\",\n    \"dependencies\": {\n        \"@prisma/client\": \"^6.1.0\"\n    }\n}",
		"prisma/schema/schema.prisma": "datasource db {\r\n  provider = \"mysql\"\r\n  url      = env(\"DB\")\r\n}\r\n",
		"prisma/schema/user.prisma":   "model User {\n  id   Int    @id\n  name String @db.VarChar(20)\n  tags Tag[]\n}\n",
		"prisma/schema/tag.prisma":    "model Tag {\n  id    Int    @id\n  text  String @db.Text\n  users User[]\n}\n",
		".env":                        "A=1\nDB='mysql://ann:secret@db/x' # note\n",
	}
}

func TestAProjectThatSomebodyElseMade(t *testing.T) {
	dir := sandbox.Lay(t, older())
	plan := movedTo(t, dir, "sqlite")
	after := sandbox.Snapshot(t, dir)
	assert.Equal(t, "-rw-r--r-- datasource db {\r\n  provider = \"sqlite\"\r\n  url      = env(\"DB\")\r\n}\r\n", after["prisma/schema/schema.prisma"])
	assert.Equal(t, "-rw-r--r-- model User {\n  id   Int    @id\n  name String\n  tags Tag[]\n}\n", after["prisma/schema/user.prisma"])
	assert.Equal(t, "-rw-r--r-- model Tag {\n  id    Int    @id\n  text  String\n  users User[]\n}\n", after["prisma/schema/tag.prisma"])
	assert.Equal(t, "-rw-r--r-- "+older()["package.json"], after["package.json"], "Prisma 6 has its own drivers")
	assert.Contains(t, after[".env"], "A=1\n# DB='mysql://ann:secret@db/x'")
	assert.Contains(t, after[".env"], "DB='file:./dev.db'")
	for _, step := range plan.Steps {
		assert.NotContains(t, step.Title+step.Text, "secret")
	}
}

func TestTheDriverOfAProjectThatSomebodyElseMade(t *testing.T) {
	files := older()
	files["package.json"] = "{\n  \"dependencies\": {\n    \"@prisma/adapter-mariadb\": \"6.19.0\",\n    \"@prisma/client\": \"^6.1.0\",\n    \"z\": \"1\"\n  }\n}\n"
	dir := sandbox.Lay(t, files)
	plan := movedTo(t, dir, "postgresql")
	assert.Equal(t, "-rw-r--r-- {\n  \"dependencies\": {\n    \"@prisma/adapter-pg\": \"6.19.0\",\n    \"@prisma/client\": \"^6.1.0\",\n    \"z\": \"1\"\n  }\n}\n", sandbox.Snapshot(t, dir)["package.json"])
	assert.Contains(t, plan.Steps[0].Text, "PrismaPg")
}

// The driver is named where the project makes the old one, with the variable that it is given there.
func TestTheModulesThatMakeTheDriver(t *testing.T) {
	files := older()
	files["package.json"] = "{\n  \"dependencies\": {\n    \"@prisma/adapter-mariadb\": \"6.19.0\",\n    \"@prisma/client\": \"^6.1.0\",\n    \"z\": \"1\"\n  }\n}\n"
	made := "import { PrismaMariaDb } from \"@prisma/adapter-mariadb\";\nimport { PrismaClient } from \"@prisma/client\";\n"
	files["lib/db.ts"] = made + "export const db = new PrismaClient({ adapter: new PrismaMariaDb(process.env.APP_DB!) });\n"
	files["prisma/seed.mjs"] = made + "const adapter = new PrismaMariaDb(process.env.DB);\nconst db = new PrismaClient({ adapter });\nawait db.tag.count();\n"
	files["lib/other.ts"] = "import { PrismaClient } from \"@prisma/client\";\nexport const other = new PrismaClient();\n"
	shown := map[string]string{}
	for _, step := range movedTo(t, sandbox.Lay(t, files), "postgresql").Steps {
		if step.File != "" {
			shown[step.File] = step.Title + "\n" + step.Text
		}
	}
	pg := "import { PrismaPg } from \"@prisma/adapter-pg\";\n\n"
	assert.Equal(t, map[string]string{
		"lib/db.ts":       "make the driver of PostgreSQL in lib/db.ts, in place of PrismaMariaDb\n" + pg + "new PrismaPg({ connectionString: process.env.APP_DB! })\n",
		"prisma/seed.mjs": "make the driver of PostgreSQL in prisma/seed.mjs, in place of PrismaMariaDb\n" + pg + "new PrismaPg({ connectionString: process.env.DB })\n",
	}, shown)
}

// Where a ?? b has the URL in the config, the move changes the one that is set.
func TestTheVariableThatStandsIn(t *testing.T) {
	files := older()
	files["prisma.config.ts"] = "import \"dotenv/config\";\nimport { env } from \"prisma/config\";\nexport default { schema: \"prisma/schema\", datasource: { url: process.env.DIRECT_DB ?? env(\"DB\") } };\n"
	dir := sandbox.Lay(t, files)
	assert.Equal(t, "DB", seenWithEnvironment(t, dir).variable)
	seen, err := look(dir, "")
	require.NoError(t, err)
	assert.Equal(t, "DIRECT_DB", seen.variable)
}

// With Prisma 7 each client needs a driver, and what that is given the URL from gets the new one where Prisma's commands go by another.
func TestDriversOfPrisma7(t *testing.T) {
	files := older()
	files["package.json"] = "{\n  \"dependencies\": {\n    \"@prisma/adapter-mariadb\": \"7.1.0\",\n    \"@prisma/client\": \"7.1.0\",\n    \"prisma\": \"7.1.0\"\n  }\n}\n"
	files["prisma/schema/schema.prisma"] = "datasource db {\n  provider = \"mysql\"\n}\n"
	files["prisma.config.ts"] = "import \"dotenv/config\";\nexport default { schema: \"prisma/schema\", datasource: { url: process.env.DB } };\n"
	files["lib/other.ts"] = "import { PrismaClient } from \"../generated/client\";\nexport const other = new PrismaClient();\n"
	files["lib/db.ts"] = "import { PrismaMariaDb } from \"@prisma/adapter-mariadb\";\nimport { PrismaClient } from \"../generated/client\";\nexport const db = new PrismaClient({ adapter: new PrismaMariaDb(process.env.APP_DB!) });\n"
	dir := sandbox.Lay(t, files)
	var titles []string
	for _, step := range movedTo(t, dir, "postgresql").Steps {
		if strings.HasPrefix(step.File, "lib/") {
			titles = append(titles, step.Title)
		}
	}
	assert.ElementsMatch(t, []string{"make the driver of PostgreSQL in lib/db.ts, in place of PrismaMariaDb", "give the PrismaClient of lib/other.ts the driver of PostgreSQL"}, titles)
	env := sandbox.Snapshot(t, dir)[".env"]
	assert.Contains(t, env, "\nAPP_DB=postgresql://", env)
	assert.Contains(t, env, "\nDB='postgresql://", env)
}

// Where the config has the URL itself, the user is told that it does: .env does not count there.
func TestTheURLThatTheConfigHas(t *testing.T) {
	for name, c := range map[string]struct{ url, want string }{
		"text":     {`"mysql://ann:secret@db/x"`, "put the URL of the SQLite database into prisma.config.ts, line 2 in place of the one that stands there: Prisma's commands go by it, and not by .env"},
		"computed": {"`mysql://${process.env.DB_HOST}/x`", "have prisma.config.ts, line 2 give the URL of the SQLite database: Prisma's commands go by it, and not by .env"},
		"variable": {`process.env.DB`, ""},
		"either":   {`process.env.DB ?? "mysql://ann:secret@db/x"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := older()
			files["prisma.config.ts"] = "import \"dotenv/config\";\nexport default { schema: \"prisma/schema\", datasource: { url: " + c.url + " } };\n"
			t.Chdir(sandbox.Lay(t, files))
			var told []string
			for _, step := range moveTo(t, ".", "sqlite").Steps {
				if strings.Contains(step.Title, "prisma.config.ts") {
					told = append(told, step.Title)
				}
				assert.NotContains(t, step.Title+step.Text, "secret")
			}
			assert.Equal(t, c.want, strings.Join(told, "\n"))
		})
	}
}

// A file that the config loads, and no other, gets the URL, there or not.
func TestTheFileThatTheConfigLoads(t *testing.T) {
	for loads, want := range map[string]string{`import "dotenv/config";`: ".env", `import { config } from "dotenv"; config({ path: ".env.local" });`: ".env.local", `import { config } from "dotenv"; config({ path: [".env.local", ".env"] });`: ".env"} {
		files := older()
		delete(files, ".env")
		files["prisma.config.ts"] = loads + "\nexport default { schema: \"prisma/schema\", datasource: { url: process.env.DB } };\n"
		assert.Equal(t, want, seenWithEnvironment(t, sandbox.Lay(t, files)).env, loads)
	}
}

// A .env that a move makes is not for git to take.
func TestANewEnvIsIgnored(t *testing.T) {
	for ignored, want := range map[string]string{"node_modules\n": "node_modules\n\n# secrets\n/.env\n", "node_modules\r\n": "node_modules\r\n\r\n# secrets\r\n/.env\r\n", "node_modules\n.env*\n": "node_modules\n.env*\n"} {
		files := older()
		delete(files, ".env")
		files[".gitignore"] = ignored
		dir := sandbox.Lay(t, files)
		movedTo(t, dir, "postgresql")
		assert.Equal(t, "-rw-r--r-- "+want, sandbox.Snapshot(t, dir)[".gitignore"])
	}
}

func TestARefusedMoveHasNoPlan(t *testing.T) {
	files := older()
	files["prisma/schema/user.prisma"] = "model User {\n  id   Int    @id\n  big  Unsupported(\"point\")?\n  tags Tag[]\n}\n"
	plan := moveTo(t, sandbox.Lay(t, files), "sqlite")
	require.True(t, plan.Report.Refused())
	assert.Nil(t, plan.Plan)
	assert.Equal(t, "prisma/schema/user.prisma", plan.Report[0].File)
	assert.Equal(t, 3, plan.Report[0].Line)
}

func TestAMoveNeedsAValidSchema(t *testing.T) {
	files := older()
	files["prisma/schema/user.prisma"] = "model User {\n  id   Int    @id\n  name Strng\n  tags Tag[]\n}\n"
	project, err := look(sandbox.Lay(t, files), "")
	require.NoError(t, err)
	to, _ := templates.FindDatabase("sqlite")
	_, err = NewPlan(afero.NewOsFs(), project, to)
	var invalid *invalidSchemaError
	require.ErrorAs(t, err, &invalid)
	assert.Contains(t, err.Error(), "prisma/schema/user.prisma:3: ")
}

// facts are what is to be known before a project moves.
type facts struct {
	schema                    []string
	prisma                    int
	variable, env, migrations string
}

func TestLook(t *testing.T) {
	const schema = "datasource db {\n  provider = \"sqlite\"\n}\n"
	for _, test := range []struct {
		name, dir, flag string
		files           map[string]string
		want            facts
	}{
		{"the-default-place", "", "", map[string]string{"package.json": "{}", "prisma/schema.prisma": schema},
			facts{schema: []string{"prisma/schema.prisma"}, prisma: 7}},
		{"without-package.json", "", "", map[string]string{"schema.prisma": schema},
			facts{schema: []string{"schema.prisma"}, prisma: 7}},
		{"from-a-folder-below", "app/api", "", map[string]string{"package.json": `{"dependencies":{"prisma":"~6.2"}}`, "app/api/x": "", "prisma/schema/a.prisma": schema, "prisma/schema/b.prisma": ""},
			facts{schema: []string{"prisma/schema/a.prisma", "prisma/schema/b.prisma"}, prisma: 6}},
		{"package.json-says", "", "", map[string]string{"package.json": `{"prisma":{"schema":"db/x.prisma"}}`, "db/x.prisma": schema, "schema.prisma": schema},
			facts{schema: []string{"db/x.prisma"}, prisma: 7}},
		{"the-configuration-says", "", "", map[string]string{"package.json": "{}", "prisma.config.ts": "export default { schema: 'db/x.prisma', migrations: { path: 'db/m' }, datasource: { url: process.env.PG } }", "db/x.prisma": schema, "db/m/x": ""},
			facts{schema: []string{"db/x.prisma"}, prisma: 7, variable: "PG", migrations: "db/m"}},
		{"the-configuration-names-a-place-in-no-folder", "", "", map[string]string{"package.json": "{}", "prisma.config.ts": "export default { migrations: { path: 'db/migrations' } }", "schema.prisma": schema},
			facts{schema: []string{"schema.prisma"}, prisma: 7}},
		{"the-flag-says", "", "other/y.prisma", map[string]string{"package.json": "{}", "other/y.prisma": schema, "other/migrations/x": "", "schema.prisma": schema},
			facts{schema: []string{"other/y.prisma"}, prisma: 7, migrations: "other/migrations"}},
		{"the-schema-is-of-prisma-6", "", "", map[string]string{"package.json": "{}", "schema.prisma": "datasource db {\n  provider = \"sqlite\"\n  url = env(\"X\")\n}\n", "prisma/.env": "X=1"},
			facts{schema: []string{"schema.prisma"}, prisma: 6, variable: "X", env: "prisma/.env"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := sandbox.Lay(t, test.files)
			seen, err := look(filepath.Join(root, test.dir), test.flag)
			require.NoError(t, err)
			assert.Equal(t, root, seen.root)
			test.want.variable, test.want.env = cmp.Or(test.want.variable, "DATABASE_URL"), cmp.Or(test.want.env, ".env")
			got := facts{prisma: seen.prisma, variable: seen.variable, env: seen.env}
			if len(seen.migrations.files) > 0 {
				got.migrations = seen.migrations.path
			}
			for _, f := range seen.schema {
				got.schema = append(got.schema, f.Name)
			}
			assert.Equal(t, test.want, got)
		})
	}
	_, err := look(sandbox.Lay(t, map[string]string{"package.json": "{}"}), "")
	assert.ErrorContains(t, err, "no Prisma schema found")
	_, err = look(sandbox.Lay(t, map[string]string{"package.json": "{", "schema.prisma": schema}), "")
	assert.ErrorContains(t, err, "package.json: not JSON")
}

func TestAURLInTheSchemaItselfStaysAsAComment(t *testing.T) {
	schema := "datasource db {\n  provider = \"mysql\"\n  url = \"mysql://ann:hunter2@h/d\"\n  directUrl = \"mysql://ann:hunter3@h/d\"\n}\n\nmodel A {\n  id Int @id\n}\n"
	for before, after := range map[string]string{
		"": "# DATABASE_URL=mysql://ann:hunter2@h/d\nDATABASE_URL=\"postgresql://postgres:password@127.0.0.1:5432/app\"\n" +
			"# DIRECT_URL=mysql://ann:hunter3@h/d\nDIRECT_URL=\"\"\n",
		"DIRECT_URL=x\nDATABASE_URL=postgresql://mine/d\n": "# DIRECT_URL=mysql://ann:hunter3@h/d\nDIRECT_URL=x\n" +
			"# DATABASE_URL=mysql://ann:hunter2@h/d\nDATABASE_URL=postgresql://mine/d\n",
	} {
		dir := sandbox.Lay(t, map[string]string{"package.json": `{"dependencies":{"@prisma/client":"6.19.3"}}`, "schema.prisma": schema, ".env": before})
		plan := moveTo(t, dir, "postgresql")
		assert.NotContains(t, plan.Diff(scaffold.Mask), "hunter")
		movedTo(t, dir, "postgresql")
		_, text, _ := strings.Cut(sandbox.Snapshot(t, dir)[".env"], " ")
		assert.Equal(t, after, text)
	}
}

// stepTitles are the titles of steps, each on a line.
func stepTitles(steps []scaffold.Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString(s.Title + "\n")
	}
	return b.String()
}

func TestFilesThatStandBeforeDotEnvAreNamed(t *testing.T) {
	dir := made(t, func(*scaffold.Options) {})
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".env.local"), []byte("A=1\nDATABASE_URL=file:./mine.db\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".env.production"), []byte("DATABASE_URL=postgresql://h/d\n"), 0o600))
	plan := movedTo(t, dir, "postgresql")
	assert.Contains(t, stepTitles(plan.Steps), "change DATABASE_URL in .env.local, line 2: Next.js reads it before .env, and it is not for PostgreSQL")
	assert.NotContains(t, stepTitles(plan.Steps), ".env.production")
	assert.Equal(t, "-rw------- A=1\nDATABASE_URL=file:./mine.db\n", sandbox.Snapshot(t, dir)[".env.local"])
}

func TestAnotherComposeFileStaysTheOnlyOne(t *testing.T) {
	for _, name := range []string{"docker-compose.yml", "compose.yml"} {
		dir := made(t, func(o *scaffold.Options) { o.Database = "postgresql" })
		require.NoError(t, os.Rename(filepath.Join(dir, "compose.yaml"), filepath.Join(dir, name)))
		plan := movedTo(t, dir, "mysql")
		after := sandbox.Snapshot(t, dir)
		assert.NotContains(t, after, "compose.yaml")
		assert.Contains(t, after[name], "postgres:")
		i := slices.IndexFunc(plan.Steps, func(s scaffold.Step) bool { return s.File == name })
		require.GreaterOrEqual(t, i, 0)
		assert.Contains(t, plan.Steps[i].Text, "mysql:")
	}
}

func TestWithoutAPackageFileThePackagesAreNamed(t *testing.T) {
	dir := made(t, func(*scaffold.Options) {})
	require.NoError(t, os.Remove(filepath.Join(dir, "package.json")))
	plan := movedTo(t, dir, "sqlserver")
	assert.Contains(t, stepTitles(plan.Steps), "add the package @prisma/adapter-mssql 7.")
}

func TestAFolderThatCannotBeWrittenIsNamed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root can write everywhere")
	}
	dir := made(t, func(*scaffold.Options) {})
	require.NoError(t, os.Chmod(filepath.Join(dir, "server", "db"), 0o500))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "server", "db"), 0o700) })
	before := sandbox.Snapshot(t, dir)
	_, err := change.Writer{FS: sandbox.Hasty()}.Apply(t.Context(), moveTo(t, dir, "mysql").Plan)
	assert.EqualError(t, err, "cannot write "+filepath.Join(dir, "server", "db", "client.ts")+": permission denied; nothing was written")
	assert.Equal(t, before, sandbox.Snapshot(t, dir))
}

// The script that carries rows over imports what the project has, by the names that it has for it.
func TestRows(t *testing.T) {
	for _, c := range []struct{ name, provider, output, path, client, generated, shared string }{
		{"ours", "prisma-client", `output = "../generated/prisma"`, "server/db/client.ts", "export const prisma = (globalThis.p ??= new PrismaClient({ adapter }));", `({ Prisma } = await import("./generated/prisma/client"))`, `({ prisma: client } = await import("./server/db/client"))`},
		{"t3", "prisma-client-js", "", "src/server/db.ts", "export const db = (globalThis.p ??= new PrismaClient());", `({ Prisma } = await import("@prisma/client"))`, `({ db: client } = await import("./src/server/db"))`},
		{"by-default", "prisma-client-js", `output = "../src/generated"`, "lib/prisma.js", "const p = (globalThis.p ??= new PrismaClient());\nexport default p;", `({ Prisma } = await import("./src/generated"))`, `({ default: client } = await import("./lib/prisma"))`},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := afero.NewMemMapFs()
			for name, text := range map[string]string{
				"package.json":         `{ "dependencies": { "next": "16.4.5", "@prisma/client": "6.19.3" }, "devDependencies": { "prisma": "6.19.3" } }`,
				"prisma/schema.prisma": "generator client {\n  provider = \"" + c.provider + "\"\n  " + c.output + "\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url = env(\"DATABASE_URL\")\n}\n",
				c.path:                 "import { PrismaClient } from 'x';\n" + c.client + "\n",
			} {
				require.NoError(t, afero.WriteFile(fsys, "/app/"+name, []byte(text), 0o600))
			}
			p, err := project.Find(fsys, "/app", Needs(project.Options{}))
			require.NoError(t, err)
			script, err := Rows(p)
			require.NoError(t, err)
			assert.Contains(t, script, c.generated)
			assert.Contains(t, script, c.shared)
			assert.NotContains(t, script, "GENERATED")
			require.NoError(t, fsys.Remove("/app/"+c.path))
			p, err = project.Find(fsys, "/app", Needs(project.Options{}))
			require.NoError(t, err)
			_, err = Rows(p)
			assert.ErrorContains(t, err, "there is none to be seen")
		})
	}
}
