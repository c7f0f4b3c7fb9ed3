package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
)

// view is what the templates see: the answers and everything decided from them.
type view struct {
	App
	DB           Database
	DBName       string // name of the local database and of the compose project
	DatabaseURL  string // empty when only the reader can know it
	Chosen       []Provider
	Renames      []nextauth.Rename
	Models       string
	Versions     versions
	Example      bool // for .env.example, which git has
	Dependencies map[string]string
	DevPackages  map[string]string
}

func newView(app App) (view, error) {
	app.NextAuth, app.Prisma = cmp.Or(app.NextAuth, usualNextAuth), cmp.Or(app.Prisma, newestPrisma)
	app.Adapter = cmp.Or(app.Adapter, usualAdapter)
	v := view{App: app, DBName: databaseName(app.Name)}
	var known bool
	v.DB, known = FindDatabase(app.Database)
	switch {
	case !known:
		return v, fmt.Errorf("no templates for database %q", app.Database)
	case !v.DB.Has(app.Prisma):
		return v, fmt.Errorf("no templates for database %q with Prisma %d", app.Database, app.Prisma)
	}
	v.DatabaseURL = cmp.Or(app.URL, v.DB.url(v.DBName, v.HasDriver()))
	var err error
	if v.Versions, err = loadVersions(); err != nil {
		return v, err
	}
	if app.Auth {
		if err := v.addAuth(); err != nil {
			return v, err
		}
	}
	if v.Dependencies, err = v.Versions.pin(v.packages(), v.majors()...); err != nil {
		return v, err
	}
	v.DevPackages, err = v.Versions.pin(v.devPackages(), v.majors()...)
	return v, err
}

// newestPrisma is the major of Prisma where no other is asked for.
const newestPrisma = 7

// majors are the answers that versions.json has packages for.
func (v view) majors() []string {
	answers := []string{fmt.Sprintf("next-auth %d", v.NextAuth), fmt.Sprintf("prisma %d", v.Prisma)}
	if v.OldMail {
		answers = append(answers, "nodemailer 6")
	}
	return answers
}

// usualAdapter is the package of the adapter that both take, where the project has no other.
const usualAdapter = "@auth/prisma-adapter"

// usualNextAuth is the major of NextAuth where no other is asked for.
const usualNextAuth = 4

func (v *view) addAuth() error {
	var err error
	if v.Chosen, err = chosenProviders(v.Providers, v.NextAuth); err != nil {
		return err
	}
	ids := make([]string, len(v.Chosen))
	for i, p := range v.Chosen {
		ids[i] = p.ID
	}
	models, err := nextauth.Models(nextauth.Target{
		Version:   v.NextAuth,
		Database:  v.DB.Models(),
		Providers: ids,
	})
	if err != nil {
		return fmt.Errorf("models for %s: %w", v.Database, err)
	}
	v.Models = nextauth.Format(models)
	v.Renames = nextauth.Renames(v.NextAuth, ids)
	return nil
}

// OldAdapter reports whether the adapter is that of NextAuth 4 alone.
func (v view) OldAdapter() bool { return v.Adapter != usualAdapter }

func (v view) packages() []string {
	names := []string{"@prisma/client", "next", "react", "react-dom"}
	if v.HasDriver() {
		names = append(names, v.DB.Driver.Package, "dotenv")
	}
	if v.Auth {
		names = append(names, "next-auth")
		if !v.OldAdapter() {
			names = append(names, v.Adapter)
		}
	}
	if v.HasEmail() {
		names = append(names, "nodemailer")
	}
	return append(names, "prisma")
}

func (v view) devPackages() []string {
	names := []string{"@types/node", "@types/react", "@types/react-dom", "tsx", "typescript"}
	if v.HasEmail() {
		names = append(names, "@types/nodemailer")
	}
	if v.Tailwind {
		names = append(names, "@tailwindcss/postcss", "tailwindcss")
	}
	switch v.Linter {
	case "biome":
		names = append(names, "@biomejs/biome")
	case "eslint":
		names = append(names, "eslint", "eslint-config-next")
	}
	return names
}

// Builds are the packages with install scripts. None has to run, and package managers want to be told.
func (v view) Builds() []string {
	names := []string{"@prisma/engines", "prisma"}
	if !v.HasDriver() {
		names = append([]string{"@prisma/client"}, names...)
	}
	if !v.Existing {
		names = append(names, "esbuild") // of tsx, which runs the tests
	}
	if v.Linter == "eslint" {
		names = append(names, "unrs-resolver")
	}
	return names
}

// HasDriver reports whether the client reaches the database through a driver of npm's, and is TypeScript below generated/.
// Before Prisma 7 an engine of Prisma's own does it, which reads DATABASE_URL by itself, and the client is in node_modules.
func (v view) HasDriver() bool { return v.Prisma >= 7 }

// HasEmail reports whether people can sign in by a link sent to them.
func (v view) HasEmail() bool { return slices.ContainsFunc(v.Chosen, Provider.IsEmail) }

// Pages reports whether the project has Next.js's pages router.
func (v view) Pages() bool { return v.Router == "pages" }

// HasLinter reports whether there is a script that lints.
func (v view) HasLinter() bool { return v.Linter == "eslint" || v.Linter == "biome" }

// MajorOf is the major of a package as it is pinned here.
func (v view) MajorOf(name string) int { return project.MajorOf(v.Versions.Packages[name]) }

// ServerOnly reports whether Next.js is to refuse what the server keeps to itself in code for browsers, and whether React can
// remember an answer for a request. Both are for server components, in a version of Next.js that is known.
func (v view) ServerOnly() bool { return !v.Pages() && !v.Existing }

// Mark is the project's own.
func (v view) Mark() mark { return markOf(v.Name) }

// HasAppFolder reports whether there is an app folder, for pages or only for NextAuth's route.
func (v view) HasAppFolder() bool {
	return !v.Pages() || v.Auth && strings.HasPrefix(strings.TrimPrefix(v.AuthRoute(), "src/"), "app/")
}

// Page is the file of the first page.
func (v view) Page() string {
	if v.Pages() {
		return v.Source("pages/index.tsx")
	}
	return v.Source("app/page.tsx")
}

// MailParam is the parameter by which NextAuth tells the page that a sign-in link is on its way.
func (v view) MailParam() string {
	if v.NextAuth == 5 {
		return "type"
	}
	return "mail"
}

// BackTo is the option of signIn and signOut that says where the browser goes afterwards.
func (v view) BackTo() string {
	if v.NextAuth == 5 {
		return "redirectTo"
	}
	return "callbackUrl"
}

// RouteOfPages reports whether NextAuth's route is a handler of the pages router.
func (v view) RouteOfPages() bool { return v.Auth && !v.HasAppFolder() }

// RouteModule is NextAuth's route as files import it, without the alias.
func (v view) RouteModule() string {
	return strings.TrimSuffix(strings.TrimPrefix(v.AuthRoute(), "src/"), ".ts")
}

// TestURL is that of the database that the project's own tests make, beside the app's; empty where no database starts here.
func (v view) TestURL() string {
	if v.DB.File {
		return "file:./test.db"
	}
	return v.DB.url(v.DBName+"_test", v.HasDriver())
}

// Source puts a path below src/ where the project has one.
func (v view) Source(path string) string {
	if v.SrcDir {
		return "src/" + path
	}
	return path
}

// Import is the module specifier of a source file, through the project's alias, as a TypeScript string.
func (v view) Import(path string) (string, error) {
	return quote(strings.TrimSuffix(v.ImportAlias, "*") + path)
}

// AliasTarget is where the alias points, for tsconfig.json.
func (v view) AliasTarget() string { return "./" + v.Source("*") }

// ClientImport is the module specifier of the generated client, as a TypeScript string.
func (v view) ClientImport() (string, error) {
	switch {
	case v.Client != "":
		return quote(v.Client)
	case v.HasDriver():
		return v.Import("generated/prisma/client")
	default:
		return quote("@prisma/client")
	}
}

// CLIVariable has the URL that Prisma's commands take: the one that goes past the pool of connections, where there is one.
func (v view) CLIVariable() string { return cmp.Or(v.DB.Direct, urlVariable) }

// Tokens are the variables besides the URL that the driver reads.
func (v view) Tokens() []string {
	var names []string
	for _, option := range v.DB.Driver.Options {
		if v.HasDriver() && option.Variable != urlVariable {
			names = append(names, option.Variable)
		}
	}
	return names
}

// Install is the command that installs the dependencies.
func (v view) Install() string { return project.Manager(v.PackageManager).Install() }

// InstallLocked is the command that installs what the lockfile says, and nothing else.
func (v view) InstallLocked() string {
	switch v.PackageManager {
	case "npm":
		return "npm ci"
	case "yarn":
		return "yarn install --frozen-lockfile"
	}
	return v.Install() + " --frozen-lockfile"
}

// InstallReads are the files beside each other that an install reads, and the client that is generated with it.
func (v view) InstallReads() []string {
	files := []string{"package.json", project.Manager(v.PackageManager).Lockfile()}
	for _, e := range manifest() {
		switch e.target(v) {
		case "pnpm-workspace.yaml", ".yarnrc", ".yarnrc.yml", "prisma.config.ts":
			if e.when(v) {
				files = append(files, e.target(v))
			}
		}
	}
	return files
}

// Run is the command line for one of package.json's scripts.
func (v view) Run(script string) string { return project.Manager(v.PackageManager).Run(script) }

// Exec is the command line that runs a program of an installed package.
func (v view) Exec(program string) string { return project.Manager(v.PackageManager).Exec(program) }

// FirstMigration are the commands that make a migration of the tables which `prisma db push` made, and say of the database that
// it has been applied: `prisma migrate dev` would ask for an empty one.
// https://www.prisma.io/docs/orm/prisma-migrate/workflows/baselining
func (v view) FirstMigration() []string {
	to := "--to-schema"
	if v.Prisma < 7 {
		to = "--to-schema-datamodel"
	}
	return []string{
		v.Exec("prisma migrate diff --from-empty " + to + " prisma/schema.prisma --script --output prisma/migrations/0_init/migration.sql"),
		v.Exec("prisma migrate resolve --applied 0_init"),
	}
}

// SecretName is the variable in which NextAuth looks for its secret.
func (v view) SecretName() string { return nextauth.SecretName(v.NextAuth) }

// SecretCommand prints a secret to put there.
func (v view) SecretCommand() string { return nextauth.SecretCommand }

// SessionCookie is the cookie that names a person's session, over http.
func (v view) SessionCookie() string {
	if v.NextAuth == 5 {
		return "authjs.session-token"
	}
	return "next-auth.session-token"
}

// SignsInByForm reports whether the ways to sign in are forms that server actions take: the answer leads to the provider.
func (v view) SignsInByForm() bool { return v.Auth && v.NextAuth == 5 && !v.Pages() }

// URLName is the variable that tells NextAuth where people reach the app.
func (v view) URLName() string {
	if v.NextAuth == 5 {
		return "AUTH_URL"
	}
	return "NEXTAUTH_URL"
}

// Answers are recorded in package.json under "create-app", by the names of the flags.
func (v view) Answers() project.Record {
	a := project.Record{
		Version: v.Version, DB: v.Database, Auth: "none", Prisma: v.Prisma, Router: cmp.Or(v.Router, "app"),
		SrcDir: v.SrcDir, ImportAlias: v.ImportAlias, PackageManager: v.PackageManager,
		Tailwind: v.Tailwind, Linter: v.Linter, AgentsMD: v.AgentsMD,
	}
	if v.Auth {
		a.Auth, a.NextAuth = "nextauth", v.NextAuth
		for _, p := range v.Chosen {
			a.Providers = append(a.Providers, p.ID)
		}
	}
	return a
}

// HasOAuth reports whether people can sign in through another site.
func (v view) HasOAuth() bool {
	return slices.ContainsFunc(v.Chosen, func(p Provider) bool { return !p.IsEmail() })
}

// Studio is the script that shows the database with Prisma Studio; empty where that knows none. Studio of Prisma 7.10 refuses SQL
// Server, and the path of a file that does not begin with file://; where the file of a project that was there is, only its people know.
func (v view) Studio() string {
	switch {
	case v.HasDriver() && (v.DB.Provider == "sqlserver" || v.DB.File && v.Existing):
		return ""
	case v.HasDriver() && v.DB.File:
		return "prisma studio --url " + strings.Replace(v.DatabaseURL, "file:", "file://", 1)
	}
	return "prisma studio"
}

// Loopback reports whether a provider knows this machine by its address only.
func (v view) Loopback() bool {
	return slices.ContainsFunc(v.Chosen, func(p Provider) bool { return p.Home == loopback })
}

// Homes reports whether a provider leads people back to another place than most do.
func (v view) Homes() bool {
	return slices.ContainsFunc(v.Chosen, func(p Provider) bool { return p.Home != "" })
}

// Notes reports whether a provider asks for something that most do not.
func (v view) Notes() bool {
	return slices.ContainsFunc(v.Chosen, func(p Provider) bool { return p.Note != "" })
}

// TablesStep says on the page, as JSX, how the tables come to be.
func (v view) TablesStep() string {
	push := "<code>" + v.Run("db:push") + "</code>"
	switch {
	case v.DB.Compose:
		return "Start the database with <code>docker compose up -d --wait</code>, then run " + push + "."
	case v.DatabaseURL == "":
		return "Put the " + v.DB.URLs() + " of the database in <code>.env</code>, then run " + push + "."
	default:
		return "Run " + push + "."
	}
}
