package templates

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/joho/godotenv"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const testSecret = "Zm9yLXRlc3RzLW9ubHktMTIzNDU2Nzg5MDEyMzQ1Njc4OTA="

// sample is a project like the default one.
func sample() App {
	return App{
		Name: "my-app", Database: "sqlite", Auth: true, Providers: []string{"github"},
		Router: "app", ImportAlias: "@/*", PackageManager: "npm", Secret: testSecret, Version: "1.0.0",
	}
}

// everyApp goes through all databases, routers, majors and switches, with no, one and every provider.
func everyApp() []App {
	apps := []App{sample()}
	vary := func(answers ...func(*App)) {
		var varied []App
		for _, app := range apps {
			for _, answer := range answers {
				answer(&app)
				varied = append(varied, app)
			}
		}
		apps = varied
	}
	var databaseAnswers []func(*App)
	for _, d := range Databases() {
		databaseAnswers = append(databaseAnswers, func(a *App) { a.Database = d.ID })
	}
	vary(databaseAnswers...)
	vary(func(a *App) { a.Router = "app" }, func(a *App) { a.Router = "pages" })
	vary(func(a *App) { a.NextAuth = 4 }, func(a *App) { a.NextAuth = 5 })
	vary(func(a *App) { a.Prisma = 6 }, func(a *App) { a.Prisma = 7 })
	ways := []func(*App){func(a *App) { a.Auth, a.Providers = false, nil }}
	for _, providers := range [][]string{nil, {"github"}, {"email"}, providerIDs()} {
		ways = append(ways, func(a *App) { a.Auth, a.Providers = true, providers })
	}
	vary(ways...)
	apps = slices.DeleteFunc(apps, func(a App) bool {
		d, _ := FindDatabase(a.Database)
		return !d.Has(a.Prisma)
	})
	managers, linters := []string{"npm", "pnpm", "yarn", "bun"}, []string{"none", "eslint", "biome"}
	for i := range apps { // in turn: no file has to do with one of these and with two more
		apps[i].PackageManager = managers[i%len(managers)]
		apps[i].SrcDir = i/7%2 == 1
		apps[i].Tailwind, apps[i].Linter, apps[i].AgentsMD = i/3%2 == 1, linters[i/11%3], i/5%2 == 1
	}
	return apps
}

func providerIDs() []string {
	var ids []string
	for _, p := range Providers() {
		ids = append(ids, p.ID)
	}
	return ids
}

func render(t *testing.T, app App) map[string]File {
	t.Helper()
	files, err := Render(app)
	require.NoError(t, err)
	byPath := map[string]File{}
	for _, f := range files {
		require.NotContains(t, byPath, f.Path, "two files for one path")
		byPath[f.Path] = f
	}
	return byPath
}

func TestEveryCombinationRenders(t *testing.T) {
	for _, app := range everyApp() {
		files, err := Render(app)
		require.NoError(t, err, "%+v", app)
		assert.True(t, slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }))
		for _, f := range files {
			assert.NotContains(t, string(f.Content), "<no value>", f.Path)
			assert.NotContains(t, string(f.Content), "\n\n\n", "%s has a gap", f.Path)
			assert.NotRegexp(t, `[ \t]\n`, string(f.Content), "%s has blanks at a line's end", f.Path)
			assert.NotRegexp(t, `[^\n]\n\n$`, string(f.Content), "%s ends in an empty line", f.Path)
			assert.True(t, fs.ValidPath(f.Path), f.Path)
		}
	}
}

func TestEveryEmbeddedFileIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, app := range everyApp() {
		v, err := newView(app)
		require.NoError(t, err)
		for _, e := range manifest() {
			if e.when == nil || e.when(v) {
				used[path.Join("files", e.from)] = true
			}
		}
	}
	require.NoError(t, fs.WalkDir(embedded, "files", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			assert.True(t, used[p], "%s is used by no combination", p)
		}
		return err
	}))
}

func TestEveryPartIsUsed(t *testing.T) {
	var all strings.Builder
	require.NoError(t, fs.WalkDir(embedded, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := embedded.ReadFile(p)
			all.Write(text)
		}
		return err
	}))
	defined := regexp.MustCompile(`{{define ("[^"]*")}}`).FindAllStringSubmatch(all.String(), -1)
	require.NotEmpty(t, defined)
	for _, part := range defined {
		assert.Regexp(t, `{{part `+part[1]+` \d+ \.}}`, all.String())
	}
}

func TestTheAuthRouteIsAmongTheFiles(t *testing.T) {
	for _, app := range everyApp() {
		_, found := render(t, app)[app.AuthRoute()]
		assert.Equal(t, app.Auth, found, app.AuthRoute())
	}
}

func TestEveryPinnedVersionIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, app := range append(everyApp(), App{Database: "sqlite", Auth: true, Providers: []string{"email"}, Existing: true, OldMail: true}) {
		v, err := newView(app)
		require.NoError(t, err)
		for _, pinned := range []map[string]string{v.Dependencies, v.DevPackages} {
			for name, version := range pinned {
				used[name+" "+version] = true
				assert.Regexp(t, `^\d+\.\d+\.\d+(-beta\.\d+)?$`, version, "%s is not pinned to one version", name)
			}
		}
	}
	v, err := loadVersions()
	require.NoError(t, err)
	sets := append(slices.Collect(maps.Values(v.Instead)), v.Packages)
	for _, set := range sets {
		for name, version := range set {
			assert.True(t, used[name+" "+version], "%s %s is pinned and used by no combination", name, version)
		}
	}
}

// A tag such as latest-v25.4 is another image every month.
func TestEveryImageIsPinned(t *testing.T) {
	v, err := loadVersions()
	require.NoError(t, err)
	require.NotEmpty(t, v.Images)
	for database, image := range v.Images {
		_, tag, _ := strings.Cut(image, ":")
		assert.Regexp(t, `\d`, tag, database)
		assert.NotContains(t, tag, "latest", database)
	}
}

func TestJSONFilesAreJSON(t *testing.T) {
	for _, app := range everyApp() {
		for _, f := range render(t, app) {
			if strings.HasSuffix(f.Path, ".json") {
				assert.True(t, json.Valid(f.Content), "%s:\n%s", f.Path, f.Content)
			}
		}
	}
}

func TestSecretsAreInDotEnvOnly(t *testing.T) {
	for _, app := range everyApp() {
		for _, f := range render(t, app) {
			if f.Path == ".env" {
				assert.True(t, f.Secret)
				assert.Equal(t, fs.FileMode(0o600), f.Mode)
				assert.Equal(t, app.Auth, strings.Contains(string(f.Content), testSecret))
				continue
			}
			assert.False(t, f.Secret, f.Path)
			assert.NotContains(t, string(f.Content), testSecret, f.Path)
		}
	}
}

func TestPackageJSONRecordsTheAnswers(t *testing.T) {
	app := sample()
	app.Name, app.SrcDir, app.ImportAlias, app.Providers = "@acme/web", true, "~/*", []string{"azure-ad", "email"}
	var got struct {
		Name    string
		Answers map[string]any `json:"create-app"`
	}
	require.NoError(t, json.Unmarshal(render(t, app)["package.json"].Content, &got))
	assert.Equal(t, "@acme/web", got.Name)
	assert.Equal(t, map[string]any{
		"version": "1.0.0", "db": "sqlite", "auth": "nextauth", "next-auth": 4.0,
		"providers": []any{"microsoft-entra-id", "email"}, "prisma": 7.0, "router": "app", "src-dir": true,
		"import-alias": "~/*", "package-manager": "npm",
	}, got.Answers)
}

func TestDotEnvReadsBackAsMeant(t *testing.T) {
	names := map[string]string{
		"my-app": "my_app", "@acme/web": "web", "4ever": "app_4ever", "a.b~c": "a_b_c", "---": "app", "true": "true", "mysql": "app_mysql", "master": "app_master", "system": "app_system",
		"$(touch x)": "touch_x", "x'; DROP TABLE y; --": "x_drop_table_y", "`x`\n\"y\"": "x_y",
		strings.Repeat("ab-", 60): strings.TrimSuffix(strings.Repeat("ab_", 16), "_"),
	}
	for name, db := range names {
		for _, d := range Databases() {
			app := sample()
			app.Name, app.Database, app.Providers = name, d.ID, providerIDs()
			if !d.Has(7) {
				app.Prisma = 6
			}
			files := render(t, app)
			got, err := godotenv.UnmarshalBytes(files[".env"].Content)
			require.NoError(t, err)
			assert.Equal(t, map[string]string{
				"sqlite":      "file:./dev.db",
				"postgresql":  "postgresql://postgres:password@127.0.0.1:5432/" + db,
				"mysql":       "mysql://root:password@127.0.0.1:3306/" + db + "?allowPublicKeyRetrieval=true",
				"planetscale": "",
				"cockroachdb": "postgresql://root@127.0.0.1:26257/" + db + "?sslmode=disable",
				"turso":       "file:./dev.db",
				"mongodb":     "mongodb://127.0.0.1:27017/" + db + "?replicaSet=rs0",
				"sqlserver":   "sqlserver://localhost:1433;database=" + db + ";user=sa;password=Password1;encrypt=true;trustServerCertificate=true",
			}[d.ID], got["DATABASE_URL"])
			assert.Equal(t, testSecret, got["NEXTAUTH_SECRET"])

			example, err := godotenv.UnmarshalBytes(files[".env.example"].Content)
			require.NoError(t, err)
			got["NEXTAUTH_SECRET"] = ""
			assert.Equal(t, got, example, ".env.example has the same keys, without the secret")
		}
	}
}

func TestNextAuth5HasItsOwnNames(t *testing.T) {
	for _, router := range []string{"app", "pages"} {
		app := sample()
		app.NextAuth, app.Router, app.Providers = 5, router, providerIDs()
		files := render(t, app)
		vars, err := godotenv.UnmarshalBytes(files[".env"].Content)
		require.NoError(t, err)
		assert.Equal(t, testSecret, vars["AUTH_SECRET"])
		assert.NotContains(t, vars, "AUTH_URL", "in development the request says it")
		for name := range vars {
			assert.True(t, strings.HasPrefix(name, "AUTH_") || strings.HasPrefix(name, "EMAIL_") || name == "DATABASE_URL", name)
		}
		for _, name := range []string{"AUTH_GITHUB_ID", "AUTH_GOOGLE_SECRET", "AUTH_MICROSOFT_ENTRA_ID_ID", "AUTH_MICROSOFT_ENTRA_ID_ISSUER", "AUTH_KEYCLOAK_ISSUER"} {
			assert.Contains(t, vars, name)
		}
		auth := string(files["server/auth.ts"].Content)
		assert.Contains(t, auth, `from "next-auth/providers/nodemailer";`)
		assert.Contains(t, auth, `from "next-auth/providers/microsoft-entra-id";`)
		assert.Contains(t, string(files["app/api/auth/[...nextauth]/route.ts"].Content), "export const { GET, POST } = handlers;\n")
		assert.Equal(t, router == "pages", strings.Contains(string(files["next.config.ts"].Content), "transpilePackages"))
		assert.Contains(t, string(files["package.json"].Content), `"next-auth": 5,`)
		for path, f := range files {
			assert.NotContains(t, string(f.Content), "NEXTAUTH_", path)
			assert.NotContains(t, string(f.Content), "authOptions", path)
		}
	}
}

func TestAPrisma6ProjectHasItsFormsAndNoneOf7(t *testing.T) {
	for _, d := range Databases() {
		if !d.Has(6) {
			continue
		}
		for _, srcDir := range []bool{false, true} {
			app := sample()
			app.Database, app.SrcDir, app.Prisma, app.PackageManager = d.ID, srcDir, 6, "yarn"
			files := render(t, app)
			prefix := ""
			if srcDir {
				prefix = "src/"
			}
			assert.Contains(t, string(files[prefix+"server/db/client.ts"].Content), "import { PrismaClient } from \"@prisma/client\";\n")
			assert.Contains(t, string(files["prisma/schema.prisma"].Content), "provider = \"prisma-client-js\"\n}")
			assert.Regexp(t, `\n  url +\= env\("DATABASE_URL"\)\n`, string(files["prisma/schema.prisma"].Content))
			for _, name := range []string{"prisma.config.ts", ".yarnrc"} {
				assert.NotContains(t, files, name)
			}
			var pkg struct {
				Dependencies map[string]string
				Answers      struct{ Prisma int } `json:"create-app"`
			}
			require.NoError(t, json.Unmarshal(files["package.json"].Content, &pkg))
			assert.Equal(t, 6, pkg.Answers.Prisma)
			assert.Regexp(t, `^6\.`, pkg.Dependencies["prisma"])
			assert.Equal(t, pkg.Dependencies["prisma"], pkg.Dependencies["@prisma/client"])
			assert.NotContains(t, pkg.Dependencies, "dotenv", "the CLI of Prisma 6 reads .env by itself")
			for path, f := range files {
				assert.NotContains(t, string(f.Content), "@prisma/adapter-", path)
				assert.NotContains(t, string(f.Content), "generated/", path)
				assert.NotContains(t, string(f.Content), "allowPublicKeyRetrieval", path)
			}
		}
	}
}

func TestWithoutNextAuthAPrisma6ProjectHasNothingToCheckItself(t *testing.T) {
	app := sample()
	app.Prisma, app.Auth, app.Providers = 6, false, nil
	for path, f := range render(t, app) {
		assert.NotContains(t, path, "env.ts")
		assert.NotContains(t, string(f.Content), "server/env", path)
	}
}

func TestAnExistingClientIsImportedFromWhereItIsGenerated(t *testing.T) {
	for _, prisma := range []int{6, 7} {
		app := sample()
		app.Prisma, app.Client = prisma, "../../lib/generated"
		assert.Contains(t, string(render(t, app)["server/db/client.ts"].Content), "import { PrismaClient } from \"../../lib/generated\";\n")
	}
}

func TestASecretThatDotEnvCannotHoldIsRefused(t *testing.T) {
	for _, secret := range []string{"a\nB=c", `a"b`, "a$b", `a\b`} {
		app := sample()
		app.Secret = secret
		_, err := Render(app)
		require.Error(t, err)
		assert.NotContains(t, err.Error(), secret, "the message keeps the secret")
	}
}

func TestAHostileNameStaysData(t *testing.T) {
	app := sample()
	app.Name = "x\"; process.exit(1) //</h1>`${1}`\n# y"
	app.Database = "postgresql"
	quoted, err := quote(app.Name)
	require.NoError(t, err)
	for router, want := range map[string]map[string]string{
		"app":   {"app/page.tsx": "<h1>{" + quoted + "}</h1>", "app/layout.tsx": "title: " + quoted + ",\n"},
		"pages": {"pages/index.tsx": "<h1>{" + quoted + "}</h1>", "pages/_app.tsx": "<title>{" + quoted + "}</title>"},
	} {
		app.Router = router
		checkHostileName(t, render(t, app), want)
	}
}

// checkHostileName looks for the name where it belongs, pages and the files of every project, and nowhere else.
func checkHostileName(t *testing.T, files map[string]File, pages map[string]string) {
	t.Helper()
	for path, text := range pages {
		assert.Contains(t, string(files[path].Content), text)
	}
	assert.True(t, json.Valid(files["package.json"].Content))
	assert.Contains(t, string(files["compose.yaml"].Content), "\nname: \"x_process_exit_1_h1_1_y\"\n")
	heading, _, _ := strings.Cut(string(files["README.md"].Content), "\n")
	assert.Equal(t, `# x"; process.exit\(1\) //\</h1\>\`+"`"+`$\{1\}\`+"`"+` \# y`, heading)
	for p, f := range files {
		if pages[p] == "" && !slices.Contains([]string{"package.json", "README.md"}, p) {
			assert.NotContains(t, string(f.Content), "process.exit(1)", p)
		}
	}
}

func TestAliasAndSourceFolderAreTheSameEverywhere(t *testing.T) {
	for _, srcDir := range []bool{false, true} {
		for i, alias := range []string{"@/*", "~/*", "#app/*", "@/*"} {
			app := sample()
			app.SrcDir, app.ImportAlias, app.Router = srcDir, alias, []string{"app", "pages"}[i%2]
			files := render(t, app)
			var tsconfig struct {
				CompilerOptions struct{ Paths map[string][]string }
			}
			require.NoError(t, json.Unmarshal(files["tsconfig.json"].Content, &tsconfig))
			target := map[bool]string{false: "./*", true: "./src/*"}[srcDir]
			require.Equal(t, map[string][]string{alias: {target}}, tsconfig.CompilerOptions.Paths)
			checkImports(t, files, strings.TrimSuffix(alias, "*"), strings.TrimPrefix(strings.TrimSuffix(target, "*"), "./"))
		}
	}
}

// checkImports follows every import through the alias to a file of the project, or to the generated client.
func checkImports(t *testing.T, files map[string]File, prefix, folder string) {
	t.Helper()
	found := 0
	for p, f := range files {
		for _, line := range strings.Split(string(f.Content), "\n") {
			_, specifier, ok := strings.Cut(line, " from \"")
			if !ok {
				specifier, ok = strings.CutPrefix(line, "import \"")
			}
			specifier, isImport := strings.CutSuffix(specifier, "\";")
			if rest, ours := strings.CutPrefix(specifier, prefix); ok && isImport && ours {
				found++
				exists := slices.ContainsFunc([]string{"", ".ts", ".tsx"}, func(ext string) bool { return files[folder+rest+ext].Path != "" })
				assert.True(t, exists || rest == "generated/prisma/client", "%s imports %s", p, specifier)
			}
		}
		if strings.HasSuffix(p, ".tsx") || strings.HasPrefix(p, "server/") || strings.HasPrefix(p, "src/") {
			assert.True(t, strings.HasPrefix(p, folder), "%s is outside %s", p, folder)
		}
	}
	assert.GreaterOrEqual(t, found, 6)
	schema := string(files["prisma/schema.prisma"].Content)
	assert.Contains(t, schema, `output   = "../`+folder+`generated/prisma"`)
	assert.Contains(t, string(files[".gitignore"].Content), "\n/"+folder+"generated/\n")
}

func TestUnknownAnswersAreErrors(t *testing.T) {
	app := sample()
	app.Database = "oracle"
	_, err := Render(app)
	assert.EqualError(t, err, `no templates for database "oracle"`)
	app = sample()
	app.Providers = []string{"myspace"}
	_, err = Render(app)
	assert.EqualError(t, err, `unknown provider "myspace"`)
}

func TestProvidersHaveNoNameTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Providers() {
		names := append([]string{p.ID}, p.Aliases...)
		for _, e := range p.Env {
			names = append(names, e.Name)
			assert.Regexp(t, `^[A-Z][A-Z0-9_]*$`, e.Name)
		}
		for _, name := range names {
			assert.False(t, seen[name], "%s stands for two things", name)
			seen[name] = true
		}
		assert.Regexp(t, `^[A-Za-z0-9]+$`, p.Name, "%s becomes an identifier", p.Name)
		require.NotEmpty(t, p.Env)
	}
}

func TestProvidersAreFoundByIDAndAlias(t *testing.T) {
	for id, want := range map[string]string{"github": "github", "azure-ad": "microsoft-entra-id", "email": "email"} {
		p, ok := FindProvider(id)
		assert.True(t, ok)
		assert.Equal(t, want, p.ID)
	}
	_, ok := FindProvider("GITHUB_ID")
	assert.False(t, ok)
}
