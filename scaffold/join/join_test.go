package join

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project"
	"create-app/scaffold/move"
	"create-app/templates"

	"create-app/internal/sandbox"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// nextApp is what create-next-app leaves, as far as it matters here.
func nextApp() map[string]string {
	return map[string]string{
		"package.json": `{
  "name": "web",
  "private": true,
  "scripts": {
    "dev": "next dev --turbopack",
    "build": "next build",
    "start": "next start",
    "lint": "eslint"
  },
  "dependencies": {
    "next": "16.4.6",
    "react": "19.3.1",
    "react-dom": "19.3.1"
  },
  "devDependencies": {
    "@types/node": "^20",
    "@types/react": "^19",
    "typescript": "^5"
  }
}
`,
		"tsconfig.json":     "{\n  // ours\n  \"compilerOptions\": {\n    \"strict\": true,\n    \"paths\": {\n      \"@/*\": [\"./*\"],\n    },\n  },\n}\n",
		".gitignore":        "/node_modules\n.env*\n*.tsbuildinfo\n",
		"next.config.ts":    "export default {};\n",
		"README.md":         "# web\n",
		"app/layout.tsx":    "layout\n",
		"app/page.tsx":      "page\n",
		"app/globals.css":   "css\n",
		"package-lock.json": `{"name":"web","lockfileVersion":3,"packages":{"":{}}}`,
	}
}

// below moves files into a folder.
func below(dir string, files map[string]string) map[string]string {
	moved := map[string]string{}
	for name, text := range files {
		moved[dir+"/"+name] = text
	}
	return moved
}

// with adds and replaces files; empty text takes one out.
func with(files, more map[string]string) map[string]string {
	for name, text := range more {
		files[name] = text
		if text == "" {
			delete(files, name)
		}
	}
	return files
}

// given says that these options were.
func given(names ...string) func(string) bool {
	return func(name string) bool { return strings.Contains(" "+strings.Join(names, " ")+" ", " "+name+" ") }
}

func planAdd(t testing.TB, dir string, alter func(*scaffold.Options), flags ...string) (*Plan, error) {
	t.Helper()
	o := scaffold.DefaultOptions()
	o.Dir = "."
	if alter != nil {
		alter(&o)
	}
	fsys := afero.NewOsFs()
	found, err := project.Find(fsys, dir, Needs(project.Options{}))
	require.NoError(t, err)
	seen, err := Look(fsys, found)
	require.NoError(t, err)
	o, steps, err := seen.Complete(o, given(flags...))
	if err != nil {
		return nil, err
	}
	plan, err := NewPlan(fsys, seen, o, "1.0.0")
	if plan != nil {
		plan.Steps = append(steps, plan.Steps...)
	}
	return plan, err
}

// added adds to the project in dir and returns what was planned.
func added(t testing.TB, dir string, alter func(*scaffold.Options), flags ...string) *Plan {
	t.Helper()
	addition, err := planAdd(t, dir, alter, flags...)
	require.NoError(t, err)
	_, err = change.Writer{FS: sandbox.Hasty()}.Apply(t.Context(), addition.Plan)
	require.NoError(t, err)
	again, err := planAdd(t, dir, alter, flags...)
	require.NoError(t, err)
	assert.Empty(t, again.Plan.Changes, "a second run changes nothing")
	return addition
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

// movedTo moves the project in dir to another database.
func movedTo(t testing.TB, dir, id string) *move.Plan {
	t.Helper()
	fsys := afero.NewOsFs()
	found, err := project.Find(fsys, dir, project.Options{})
	require.NoError(t, err)
	seen, err := move.Look(fsys, found, nil)
	require.NoError(t, err)
	to, known := templates.FindDatabase(id)
	require.True(t, known)
	plan, err := move.NewPlan(fsys, seen, to)
	require.NoError(t, err)
	require.False(t, plan.Report.Refused(), plan.Report)
	_, err = change.Writer{FS: sandbox.Hasty()}.Apply(t.Context(), plan.Plan)
	require.NoError(t, err)
	return plan
}

// without is a snapshot without some files.
func without(all map[string]string, paths ...string) map[string]string {
	for _, path := range paths {
		delete(all, path)
	}
	return all
}

// titles are the steps in one text.
func titles(p *Plan) string { return stepTitles(p.Steps) }

func stepTitles(steps []scaffold.Step) string {
	var list []string
	for _, step := range steps {
		list = append(list, step.Title)
	}
	return strings.Join(list, "\n")
}

// paths are the files a plan writes.
func paths(a *Plan, kind change.Kind) []string {
	var list []string
	for _, c := range a.Plan.Changes {
		if c.Kind == kind {
			list = append(list, c.Path)
		}
	}
	return list
}

func TestAddToANewNextApp(t *testing.T) {
	dir := sandbox.Lay(t, nextApp())
	before := sandbox.Snapshot(t, dir)
	addition := added(t, dir, nil)
	assert.Equal(t, []string{
		".env", ".env.example", "app/api/auth/[...nextauth]/route.ts", "prisma.config.ts", "prisma/schema.prisma",
		"server/auth.ts", "server/db/client.ts", "server/env.ts", "types/next-auth.d.ts",
	}, paths(addition, change.Create))
	assert.Equal(t, []string{".gitignore", "package.json"}, paths(addition, change.Modify))
	after := sandbox.Snapshot(t, dir)
	for path, text := range before {
		if path != ".gitignore" && path != "package.json" {
			assert.Equal(t, text, after[path], path)
		}
	}
	assert.Equal(t, "-rw-r--r-- /node_modules\n.env*\n!.env.example\n*.tsbuildinfo\n/generated/\n*.db\n*.db-*\n", after[".gitignore"])
	assert.Contains(t, after["package.json"], "\"dev\": \"next dev --turbopack\"")
	assert.Contains(t, after["package.json"], "    \"start\": \"next start\",\n    \"lint\": \"eslint\",\n    \"typecheck\": \"tsc --noEmit\",\n    \"db:generate\": \"prisma generate\"")
	assert.Contains(t, after["package.json"], "\"next\": \"16.4.6\",\n    \"next-auth\": ")
	assert.Contains(t, after["server/auth.ts"], `from "@/server/db/client"`)
	assert.NotContains(t, after["server/auth.ts"], "pages:", "the project's pages are its own")
	assert.True(t, strings.HasPrefix(after[".env"], "-rw------- "))
}

func TestAddBelowSrcWithPnpmInAWorkspace(t *testing.T) {
	app := with(nextApp(), map[string]string{
		"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "package-lock.json": "",
		"src/app/page.tsx": "page\n", "tsconfig.json": `{"extends": "../../tsconfig.json", "compilerOptions": {"baseUrl": ".", "paths": {"~/*": ["./src/*"]}}}`,
	})
	dir := sandbox.Lay(t, with(below("apps/web", app), map[string]string{
		"package.json": `{"name": "root", "private": true}`, "pnpm-workspace.yaml": "packages:\n  - apps/*\n", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
	}))
	addition := added(t, filepath.Join(dir, "apps/web"), func(o *scaffold.Options) { o.Database = "postgresql" }, "db")
	assert.Equal(t, "pnpm", addition.Options.PackageManager)
	assert.True(t, addition.Options.SrcDir)
	assert.Equal(t, []string{
		".env", ".env.example", "compose.yaml", "prisma.config.ts", "prisma/schema.prisma", "src/app/api/auth/[...nextauth]/route.ts",
		"src/server/auth.ts", "src/server/db/client.ts", "src/server/env.ts", "src/types/next-auth.d.ts",
	}, paths(addition, change.Create))
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["apps/web/src/server/auth.ts"], `from "~/server/db/client"`)
	assert.Contains(t, after["apps/web/.gitignore"], "/src/generated/\n")
	assert.Contains(t, after["apps/web/prisma/schema.prisma"], "../src/generated/prisma")

	_, err := planAdd(t, dir, nil)
	require.Error(t, err)
	assert.Contains(t, err.(*change.Error).Advice, "apps/web", "the root of a workspace is no Next.js project")
}

func TestAddWithoutAliasesAndToJavaScript(t *testing.T) {
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"tsconfig.json": "{\n\t\"compilerOptions\": {\n\t\t\"strict\": true\n\t}\n}\n"}))
	added(t, dir, nil)
	assert.Equal(t, "-rw-r--r-- {\n\t\"compilerOptions\": {\n\t\t\"strict\": true,\n\t\t\"paths\": {\n\t\t\t\"@/*\": [\n\t\t\t\t\"./*\"\n\t\t\t]\n\t\t}\n\t}\n}\n", sandbox.Snapshot(t, dir)["tsconfig.json"])

	dir = sandbox.Lay(t, with(nextApp(), map[string]string{"tsconfig.json": "{\"extends\": \"./base.json\"}"}))
	addition := added(t, dir, nil)
	assert.Contains(t, titles(addition), "let tsconfig.json know the import alias")

	dir = sandbox.Lay(t, with(nextApp(), map[string]string{"tsconfig.json": "", "jsconfig.json": `{"compilerOptions": {"paths": {"#/*": ["./*"]}}}`, "app/page.tsx": "", "app/page.jsx": "x"}))
	added(t, dir, nil)
	assert.Contains(t, sandbox.Snapshot(t, dir)["tsconfig.json"], `"#/*": ["./*"]`)

	// With a tsconfig.json Next.js reads no jsconfig.json: the project's own imports go along.
	script := with(nextApp(), map[string]string{"tsconfig.json": "", "app/page.tsx": "", "app/page.jsx": "x",
		"jsconfig.json": "{\"compilerOptions\": {\"baseUrl\": \"lib\", \"paths\": {\"#/*\": [\"./ui/*\", \"./old/*\"], \"config\": [\"../config.js\"]}}} // mine\n"})
	dir = sandbox.Lay(t, script)
	added(t, dir, nil)
	config, err := manifest.Parse([]byte(strings.SplitN(sandbox.Snapshot(t, dir)["tsconfig.json"], " ", 2)[1]))
	require.NoError(t, err)
	var paths map[string][]string
	require.True(t, config.Get(&paths, "compilerOptions", "paths"))
	assert.Equal(t, map[string][]string{"@/*": {"../*"}, "#/*": {"./ui/*", "./old/*"}, "config": {"../config.js"}}, paths)
	assert.Equal(t, "lib", config.String("compilerOptions", "baseUrl"))

	script["jsconfig.json"] = `{"compilerOptions": {"paths": {"@/*": ["./lib/*"]}}}`
	assert.Contains(t, titles(added(t, sandbox.Lay(t, script), nil)), "import alias @/* stands for something else in jsconfig.json")
}

func TestIgnored(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n"
	for _, c := range []struct {
		name   string
		files  map[string]string
		before string
		want   string
	}{
		{"under-a-heading-where-there-are-some", nil, "# next\n.next\n\n# secrets\n.env*\n\n# types\nnext-env.d.ts\nnode_modules\n",
			"# next\n.next\n\n# secrets\n.env*\n!.env.example\n\n# types\nnext-env.d.ts\nnode_modules\n\n# what Prisma makes\n/generated/\n*.db\n*.db-*\n"},
		{"nothing-of-secrets", nil, "node_modules\n", "node_modules\n.env\n.env.*\n!.env.example\n/generated/\n*.db\n*.db-*\n"},
		{"files-of-settings-in-git", nil, "node_modules\n.env\n.env*.local\n", "node_modules\n.env\n.env*.local\n/generated/\n*.db\n*.db-*\n"},
		{"a-database-of-its-own", map[string]string{"prisma/schema.prisma": schema, ".env": "DATABASE_URL=file:./db.sqlite\n"}, "node_modules\n.env\n/prisma/*.sqlite\n", "node_modules\n.env\n/prisma/*.sqlite\n"},
		{"a-database-of-its-own-for-git", map[string]string{"prisma/schema.prisma": schema, ".env": "DATABASE_URL=file:./db.sqlite\n"}, "node_modules\n.env\n/db.sqlite\n", "node_modules\n.env\n/db.sqlite\n*.db\n*.db-*\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := with(nextApp(), c.files)
			files[".gitignore"] = c.before
			if c.files != nil {
				files["package.json"] = strings.Replace(files["package.json"], `"next": `, `"@prisma/client": "6.19.3", "next": `, 1)
			}
			dir := sandbox.Lay(t, files)
			added(t, dir, nil)
			assert.Equal(t, "-rw-r--r-- "+c.want, sandbox.Snapshot(t, dir)[".gitignore"])
		})
	}
}

// In a workspace the root's .gitignore often speaks for all.
func TestIgnoredAbove(t *testing.T) {
	for name, c := range map[string]struct{ root, app, want string }{
		"all-of-it":              {"node_modules\n.env*\n!.env.example\ngenerated\n*.db*\n", "", ""},
		"no-database":            {"node_modules\n.env\n", "", "-rw-r--r-- .env.*\n!.env.example\n/generated/\n*.db\n*.db-*\n"},
		"a-file-of-the-app":      {"node_modules\n.env\n", "# builds\n.next\n.env.local\n", "-rw-r--r-- # builds\n.next\n.env.local\n\n# what Prisma makes\n/generated/\n*.db\n*.db-*\n"},
		"the-example-is-ignored": {"node_modules\n.env*\ngenerated\n*.db*\n", "", "-rw-r--r-- !.env.example\n"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{".git/HEAD": "ref: refs/heads/main\n", ".gitignore": c.root}
			for path, text := range nextApp() {
				if path != ".gitignore" {
					files["apps/web/"+path] = text
				}
			}
			if c.app != "" {
				files["apps/web/.gitignore"] = c.app
			}
			dir := sandbox.Lay(t, files)
			added(t, filepath.Join(dir, "apps/web"), nil)
			assert.Equal(t, c.want, sandbox.Snapshot(t, dir)["apps/web/.gitignore"])
		})
	}
}

// A script of the project does what one of ours would do, and no second one comes beside it.
func TestAddKeepsScriptsOfOtherNames(t *testing.T) {
	files := nextApp()
	files["package.json"] = strings.Replace(files["package.json"], `"lint": "eslint"`, `"lint": "eslint", "push": "prisma db push", "db:generate": "prisma migrate dev", "db:migrate": "prisma migrate deploy", "types": "tsc --noEmit"`, 1)
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	text := sandbox.Snapshot(t, dir)["package.json"]
	for _, name := range []string{"db:push", "db:deploy", "typecheck"} {
		assert.NotContains(t, text, `"`+name+`"`)
	}
	assert.Contains(t, text, `"postinstall": "prisma generate"`)
	var commands []string
	for _, next := range addition.NextSteps(true) {
		commands = append(commands, next.Command)
	}
	assert.Contains(t, commands, "npm run push")
}

// The client is made on install, where an image may not have the schema yet, and not where it is built.
func TestAddTellsOfImagesWithoutTheSchema(t *testing.T) {
	const deps, builder = "FROM node AS deps\nCOPY package*.json ./\nRUN npm ci\n", "FROM node\nCOPY --from=deps /node_modules ./node_modules\nCOPY . .\nRUN npm run build\n"
	const copies, makes = "let Dockerfile copy the schema before it installs the packages in line 3, where postinstall makes the client", "let Dockerfile make the client in the stage that builds the app, before line 7"
	for _, test := range []struct {
		name, image string
		want        []string
	}{
		{"own-stage", deps + builder, []string{copies + ": COPY prisma ./prisma", makes + ": RUN npx prisma generate"}},
		{"one-stage", deps + "COPY . .\nRUN npm run build\n", []string{copies + ": COPY prisma ./prisma"}},
		{"schema-copied", "FROM node\nCOPY prisma prisma\nCOPY package.json .\nRUN npm ci\n", nil},
		{"no-image", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(nextApp(), map[string]string{"Dockerfile": test.image}))
			var got []string
			for _, step := range added(t, dir, nil).Steps {
				if step.File == "Dockerfile" {
					got = append(got, step.Title+": "+step.Text)
				}
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestAddKeepsWhatIsThere(t *testing.T) {
	files := with(nextApp(), map[string]string{
		"server/auth.ts":      "mine\n",
		"docker-compose.yml":  "services: {}\n",
		".env":                "DATABASE_URL='mysql://ann:secret@db/x'\nNEXTAUTH_SECRET=old\n",
		".env.local":          "GITHUB_ID=1\n",
		".env.sample":         "X=\n",
		".gitignore":          "",
		"prisma/.keep":        "x",
		"app/api/auth/x/y.ts": "x",
	})
	files["package.json"] = strings.Replace(files["package.json"], `"lint": "eslint"`, `"lint": "eslint", "postinstall": "patch-package"`, 1)
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, `"next-auth": "^3.29.0", "next": `, 1)
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, func(o *scaffold.Options) { o.Database = "postgresql" }, "db")
	after := sandbox.Snapshot(t, dir)
	assert.Equal(t, "-rw-r--r-- mine\n", after["server/auth.ts"])
	assert.Contains(t, after["package.json"], `"postinstall": "patch-package"`)
	assert.Contains(t, after["package.json"], `"next-auth": "^3.29.0"`)
	assert.NotContains(t, after, "compose.yaml")
	assert.NotContains(t, after, ".env.example")
	assert.Contains(t, after, ".gitignore")
	environment := env.Parse([]byte(strings.SplitN(after[".env"], " ", 2)[1]))
	for name, want := range map[string]string{"DATABASE_URL": "mysql://ann:secret@db/x", "NEXTAUTH_SECRET": "old", "NEXTAUTH_URL": "http://localhost:3000", "GITHUB_SECRET": ""} {
		got, found := environment.Lookup(name)
		assert.True(t, found, name)
		assert.Equal(t, want, got.Value, name)
	}
	_, found := environment.Lookup("GITHUB_ID")
	assert.False(t, found, "Next.js reads it from .env.local")
	text := titles(addition)
	for _, want := range []string{
		"server/auth.ts is there already and stays", "let postinstall in package.json generate the client", "let docker-compose.yml start the database",
		"package.json asks for next-auth ^3.29.0", "set DATABASE_URL in .env to the URL of a postgresql database",
	} {
		assert.Contains(t, text, want)
	}
	for _, step := range addition.Steps {
		assert.NotContains(t, step.Title+step.Text, "ann:secret")
	}
	assert.NotContains(t, addition.Plan.Diff(scaffold.Mask), "ann:secret")
}

func TestAddOnConflict(t *testing.T) {
	files := with(nextApp(), map[string]string{"server/auth.ts": "mine\n", "README.md": "mine\n"})
	_, err := planAdd(t, sandbox.Lay(t, files), func(o *scaffold.Options) { o.OnConflict = scaffold.ConflictAbort }, "on-conflict")
	assert.EqualError(t, err, "already there: server/auth.ts; nothing was written")
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, func(o *scaffold.Options) { o.OnConflict = scaffold.ConflictOverwrite }, "on-conflict")
	assert.Contains(t, sandbox.Snapshot(t, dir)["server/auth.ts"], "NextAuthOptions")
	assert.Equal(t, "-rw-r--r-- mine\n", sandbox.Snapshot(t, dir)["README.md"], "only what is needed is replaced")
	assert.NotContains(t, titles(addition), "server/auth.ts is there")
}

func TestAddNextAuthToAProjectWithPrisma(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id    String  @id @default(cuid())\n  email String? @unique\n}\n"
	files := with(nextApp(), map[string]string{
		"prisma/schema.prisma": schema,
		"prisma.config.ts":     "export default {}\n",
		"lib/db.ts":            "import { PrismaClient } from '../generated/prisma/client'\nexport const db = new PrismaClient()\n",
		".env":                 "DATABASE_URL=postgresql://x\n",
	})
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, "\"@prisma/client\": \"^7.1.0\",\n    \"prisma\": \"^7.1.0\",\n    \"next\": ", 1)
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	assert.Equal(t, "postgresql", addition.Options.Database)
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["server/db/client.ts"], "export { db as prisma } from \"../../lib/db\";\n")
	assert.Contains(t, after["prisma/schema.prisma"], "model Account {")
	assert.Contains(t, after["prisma/schema.prisma"], "email         String?   @unique")
	assert.Equal(t, "-rw-r--r-- export default {}\n", after["prisma.config.ts"])
	assert.NotContains(t, after["package.json"], "adapter-pg", "the project connects in its own way")
	assert.Contains(t, after["package.json"], `"@prisma/client": "^7.1.0"`)
	assert.NotContains(t, after, "compose.yaml")

	unfilled, err := planAdd(t, sandbox.Lay(t, with(files, map[string]string{
		"prisma/schema.prisma": strings.Replace(schema, "  email ", "  age   Int\n  email ", 1),
	})), nil)
	require.NoError(t, err)
	assert.Contains(t, titles(unfilled), "prisma/schema.prisma:12: User.age is required and has no default; ", "what NextAuth cannot fill in is named with its line")

	_, err = planAdd(t, dir, func(o *scaffold.Options) { o.Database = "mysql" }, "db")
	var option *scaffold.OptionError
	require.ErrorAs(t, err, &option)
	assert.Contains(t, option.Advice, "create-app db mysql")
}

func TestAddGoesByTheRouterOfTheProject(t *testing.T) {
	noApp := map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": ""}
	const (
		appRoute   = "app/api/auth/[...nextauth]/route.ts"
		pagesRoute = "pages/api/auth/[...nextauth].ts"
	)
	for _, test := range []struct {
		name        string
		files       map[string]string
		router      string // as asked for
		route, says string
		auth        string // in server/auth.ts
	}{
		{"app", nextApp(), "", appRoute, "on the server, auth() of server/auth.ts", "export function auth()"},
		{"pages", with(with(nextApp(), noApp), map[string]string{"pages/index.tsx": "x"}), "",
			pagesRoute, "on the server, auth(req, res) of server/auth.ts", "getServerSession(req, res, authOptions)"},
		{"pages-in-src", with(with(nextApp(), noApp), map[string]string{"src/pages/index.tsx": "x"}), "",
			"src/" + pagesRoute, "auth(req, res) of src/server/auth.ts", "getServerSession(req, res, authOptions)"},
		{"both", with(nextApp(), map[string]string{"pages/index.tsx": "x"}), "",
			appRoute, "both routers are here: the route and auth() are for app/, as NextAuth advises", "export function auth()"},
		{"both-and-pages-asked-for", with(nextApp(), map[string]string{"pages/index.tsx": "x"}), "pages",
			pagesRoute, "both routers are here: the route and auth(req, res) are for pages/, as asked", "getServerSession(req, res, authOptions)"},
		{"none-yet-and-pages-asked-for", with(nextApp(), noApp), "pages", pagesRoute, "auth(req, res) of", "getServerSession(req, res, authOptions)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, test.files)
			var addition *Plan
			if test.router == "" {
				addition = added(t, dir, nil)
			} else {
				addition = added(t, dir, func(o *scaffold.Options) { o.Router = test.router }, "router")
			}
			var routes []string
			for _, path := range paths(addition, change.Create) {
				if strings.Contains(path, "[...nextauth]") {
					routes = append(routes, path)
				}
			}
			assert.Equal(t, []string{test.route}, routes)
			assert.Contains(t, titles(addition), test.says)
			after := sandbox.Snapshot(t, dir)
			assert.Contains(t, after["server/auth.ts"]+after["src/server/auth.ts"], test.auth)

			// What was decided stays, whatever the folders say by now.
			again, err := planAdd(t, dir, nil)
			require.NoError(t, err)
			assert.Empty(t, again.Plan.Changes)
		})
	}
}

func TestAddGoesByTheNextAuthOfTheProject(t *testing.T) {
	asking := func(version string) map[string]string {
		files := nextApp()
		files["package.json"] = strings.Replace(files["package.json"], `"next":`, `"next-auth": "`+version+`", "next":`, 1)
		return files
	}
	pages := map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "pages/index.tsx": "x"}
	const five = "export const { handlers, auth, signIn, signOut } = NextAuth("
	for _, test := range []struct {
		name  string
		files map[string]string
		asked string
		auth  string // in server/auth.ts
		env   string
		model string
		says  string
	}{
		{"4", asking("^4.24.0"), "", "authOptions: NextAuthOptions", "NEXTAUTH_SECRET=", "session_state", "auth() of"},
		{"4-asked-for", asking("^4.24.0"), "4", "authOptions: NextAuthOptions", "NEXTAUTH_SECRET=", "session_state", "auth() of"},
		{"5", asking("5.0.0-beta.25"), "", five, "AUTH_SECRET=", "@@id([provider, providerAccountId])", "auth() of"},
		{"tag", asking("beta"), "", five, "AUTH_SECRET=", "@@id([provider, providerAccountId])", "auth() of"},
		{"none-5-asked-for", nextApp(), "5", five, "AUTH_SECRET=", "@@id([provider, providerAccountId])", "auth() of"},
		{"5-with-pages-router", with(asking("beta"), pages), "", five, "AUTH_SECRET=", "@@id([provider, providerAccountId])", "auth(context) of"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, test.files)
			var addition *Plan
			if test.asked == "" {
				addition = added(t, dir, nil)
			} else {
				addition = added(t, dir, func(o *scaffold.Options) { o.NextAuth = test.asked }, "next-auth")
			}
			after := sandbox.Snapshot(t, dir)
			assert.Contains(t, after["server/auth.ts"], test.auth)
			assert.Contains(t, after[".env"], "\n"+test.env)
			assert.Contains(t, after["prisma/schema.prisma"], test.model)
			assert.Contains(t, after, "app/api/auth/[...nextauth]/route.ts")
			assert.Contains(t, titles(addition), test.says)
			again, err := planAdd(t, dir, nil)
			require.NoError(t, err)
			assert.Empty(t, again.Plan.Changes)
		})
	}
}

func TestAddRefusesTheOtherNextAuth(t *testing.T) {
	for has, asked := range map[string]string{"4.24.15": "5", "5.0.0-beta.32": "4"} {
		files := nextApp()
		files["package.json"] = strings.Replace(files["package.json"], `"next":`, `"next-auth": "`+has+`", "next":`, 1)
		_, err := planAdd(t, sandbox.Lay(t, files), func(o *scaffold.Options) { o.NextAuth = asked }, "next-auth")
		var option *scaffold.OptionError
		require.ErrorAs(t, err, &option)
		assert.Equal(t, "next-auth", option.Option)
		assert.Contains(t, option.Message, "the project is on NextAuth "+has[:1])
		assert.Contains(t, option.Advice, "take next-auth to "+asked+" first")
	}
}

func TestNextAuth5WithThePagesRouterNeedsToBeTranspiled(t *testing.T) {
	const asks = `transpilePackages: ["next-auth"]`
	for config, want := range map[string]string{
		"":                     "write next.config.js, to say " + asks,
		"export default {};\n": "let next.config.ts say " + asks,
		"export default { transpilePackages: ['ui'] };\n":                     "let next.config.ts say " + asks,
		"export default { transpilePackages: [\n  'ui', 'next-auth',\n] };\n": "",
		"export default { bundlePagesRouterDependencies: true };\n":           "",
	} {
		files := with(nextApp(), map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "pages/index.tsx": "x", "next.config.ts": config})
		addition := added(t, sandbox.Lay(t, files), func(o *scaffold.Options) { o.NextAuth = "5" }, "next-auth")
		if want == "" {
			assert.NotContains(t, titles(addition), "transpilePackages", config)
		} else {
			assert.Contains(t, titles(addition), want, config)
		}
	}
}

func TestAddRefusesTheRouterThatAProjectHasNot(t *testing.T) {
	dir := sandbox.Lay(t, nextApp())
	_, err := planAdd(t, dir, func(o *scaffold.Options) { o.Router = "pages" }, "router")
	var option *scaffold.OptionError
	require.ErrorAs(t, err, &option)
	assert.Equal(t, "router", option.Option)
	assert.Equal(t, "the project has the app router", option.Message)
	assert.Equal(t, "leave out --router, or make the folder pages first", option.Advice)
}

func TestAddWhereNextAuthIsReachedAlready(t *testing.T) {
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"pages/api/auth/[...nextauth].js": "x"}))
	addition := added(t, dir, nil)
	assert.Contains(t, titles(addition), "pages/api/auth/[...nextauth].js is there already")
	assert.NotContains(t, strings.Join(paths(addition, change.Create), " "), "[...nextauth]")

	files := with(nextApp(), map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "pages/api/auth/[...nextauth].ts": "mine"})
	dir = sandbox.Lay(t, files)
	assert.Contains(t, titles(added(t, dir, nil)), "pages/api/auth/[...nextauth].ts is there already and stays")
	assert.Contains(t, sandbox.Snapshot(t, dir)["pages/api/auth/[...nextauth].ts"], "mine")
	added(t, dir, func(o *scaffold.Options) { o.OnConflict = scaffold.ConflictOverwrite }, "on-conflict")
	assert.Contains(t, sandbox.Snapshot(t, dir)["pages/api/auth/[...nextauth].ts"], "export default NextAuth(authOptions);")
}

func TestAddPrismaAlone(t *testing.T) {
	dir := sandbox.Lay(t, nextApp())
	addition := added(t, dir, func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil }, "auth", "providers")
	assert.Equal(t, []string{".env", ".env.example", "prisma.config.ts", "prisma/schema.prisma", "server/db/client.ts", "server/env.ts"}, paths(addition, change.Create))
	assert.NotContains(t, sandbox.Snapshot(t, dir)["package.json"], "next-auth\": \"")
	assert.Empty(t, addition.Steps)

	added(t, dir, nil, "auth", "providers") // and NextAuth later
	assert.Contains(t, sandbox.Snapshot(t, dir)["prisma/schema.prisma"], "model Account {")
	assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], "\"auth\": \"nextauth\"")
}

func TestAddToOurOwnProjectAddsNothing(t *testing.T) {
	for _, alter := range []func(*scaffold.Options){
		func(*scaffold.Options) {},
		func(o *scaffold.Options) { o.Database, o.SrcDir, o.PackageManager = "postgresql", true, "pnpm" },
		func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil },
		func(o *scaffold.Options) { o.Router = "pages" },
		func(o *scaffold.Options) { o.NextAuth = "5" },
		func(o *scaffold.Options) { o.NextAuth, o.Router, o.SrcDir = "5", "pages", true },
		func(o *scaffold.Options) { o.Router, o.SrcDir, o.Auth, o.Providers = "pages", true, "none", nil },
	} {
		dir := made(t, alter)
		addition, err := planAdd(t, dir, nil)
		require.NoError(t, err)
		assert.Empty(t, paths(addition, change.Create))
		assert.Empty(t, paths(addition, change.Modify))
	}
}

func TestAnAddedProjectCanBeMoved(t *testing.T) {
	dir := sandbox.Lay(t, nextApp())
	added(t, dir, nil)
	before := sandbox.Snapshot(t, dir)
	moved := movedTo(t, dir, "postgresql")
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["server/db/client.ts"], "PrismaPg")
	assert.Contains(t, after, "compose.yaml")
	assert.Equal(t, before["README.md"], after["README.md"])
	assert.Len(t, moved.Steps, 2, "%v", moved.Steps)
	movedTo(t, dir, "sqlite")
	assert.Equal(t, without(before, ".env"), without(sandbox.Snapshot(t, dir), ".env"))
}

func TestAddPlansNoSecondSchema(t *testing.T) {
	const text = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n"
	pkg := `{"name": "x", "dependencies": {"next": "15.5.4", "@prisma/client": "6.19.3"}}`
	dir := sandbox.Lay(t, map[string]string{"package.json": pkg, "app/page.js": "", "prisma/a/schema.prisma": text, "prisma/b/schema.prisma": text})
	_, err := planAdd(t, dir, nil)
	assert.EqualError(t, err, "the project has several Prisma schemas, and nothing says which is its own: prisma/a/schema.prisma, prisma/b/schema.prisma")
	dir = sandbox.Lay(t, map[string]string{"package.json": pkg, "app/page.js": "", "db/main.prisma": text})
	_, err = planAdd(t, dir, nil)
	assert.EqualError(t, err, "the project has a Prisma schema that none of its commands finds: db/main.prisma")
	dir = sandbox.Lay(t, map[string]string{"package.json": pkg, "app/page.js": "", "examples/main.prisma": text})
	_, err = planAdd(t, dir, nil)
	assert.NoError(t, err, "what is shown is no schema of the project")
}

func TestAddRefusesWhatIsNoProject(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"no-next":  {`{"name": "x"}`, "has a package.json without next"},
		"not-json": {`{"name": `, "package.json: "},
		"list":     {`{"dependencies": {"next": "16"}, "scripts": []}`, "scripts is not an object"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, map[string]string{"package.json": test.text})
			_, err := planAdd(t, dir, nil)
			assert.ErrorContains(t, err, test.want)
			assert.Len(t, sandbox.Snapshot(t, dir), 2, "nothing was written")
		})
	}
	assert.False(t, IsProject(afero.NewOsFs(), sandbox.Lay(t, nil), "."))
	assert.False(t, IsProject(afero.NewOsFs(), sandbox.Lay(t, nextApp()), ""))
}

func TestAddKeepsLineEndsAndMarks(t *testing.T) {
	files := nextApp()
	files["package.json"] = "\ufeff" + strings.ReplaceAll(files["package.json"], "\n", "\r\n")
	files[".gitignore"] = "/node_modules\r\n.env\r\n"
	dir := sandbox.Lay(t, files)
	added(t, dir, nil)
	for _, name := range []string{"package.json", ".gitignore"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Equal(t, strings.Count(string(text), "\n"), strings.Count(string(text), "\r\n"), name)
	}
	text, _ := os.ReadFile(filepath.Join(dir, "package.json"))
	assert.True(t, strings.HasPrefix(string(text), "\ufeff{\r\n"))
}

func TestAddKeepsAKeyOfTheProjectsOwn(t *testing.T) {
	files := nextApp()
	files["package.json"] = strings.Replace(files["package.json"], "{", "{\n  \"create-app\": \"run by hand\",", 1)
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], `"create-app": "run by hand"`)
	assert.Contains(t, titles(addition), `give "create-app" in package.json another name`)
}

func TestAddKeepsAFileBehindALink(t *testing.T) {
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"lib/env.ts": "mine\n", "server/index.ts": "x\n"}))
	require.NoError(t, os.Symlink("../lib/env.ts", filepath.Join(dir, "server", "env.ts")))
	addition := added(t, dir, nil)
	assert.Equal(t, "-rw-r--r-- mine\n", sandbox.Snapshot(t, dir)["lib/env.ts"])
	assert.Contains(t, titles(addition), "lib/env.ts is there already and stays")
}

func TestAppsWithoutPackage(t *testing.T) {
	dir := sandbox.Lay(t, map[string]string{
		"package.json": "{}", "nx.json": "{}", "apps/web/project.json": "{}", "apps/web/app/page.tsx": "", "apps/own/project.json": "{}", "apps/own/package.json": "{}", "apps/new/a.txt": "",
	})
	assert.ErrorContains(t, BareApp(afero.NewOsFs(), filepath.Join(dir, "apps", "web"), "."), "is a project of Nx without a package.json of its own")
	assert.Error(t, BareApp(afero.NewOsFs(), dir, "apps/web"))
	for _, other := range []string{"", ".", "apps/own", "apps/new", "apps/none"} {
		assert.NoError(t, BareApp(afero.NewOsFs(), dir, other), other)
	}
}
