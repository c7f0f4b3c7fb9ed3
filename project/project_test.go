package project

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/project/env"
)

// lay writes a layout into a fresh folder of a real disk.
func lay(t testing.TB, l layout) (dir string) {
	t.Helper()
	root := t.TempDir()
	dir = filepath.Join(root, filepath.FromSlash(l.dir))
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, text := range l.files {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return dir
}

func TestFind(t *testing.T) {
	require.GreaterOrEqual(t, len(allLayouts()), 60)
	for _, l := range allLayouts() {
		t.Run(l.name, func(t *testing.T) {
			p, err := Find(afero.NewOsFs(), lay(t, l), Options{Schema: l.flag})
			require.NoError(t, err)
			checkSchema(t, p, l)
			checkEnvironment(t, p, l)
			checkShape(t, p, l)
		})
	}
}

func checkSchema(t *testing.T, p *Project, l layout) {
	if l.err != "" {
		assert.ErrorContains(t, p.SchemaErr, l.err)
		return
	}
	require.NoError(t, p.SchemaErr)
	assert.Equal(t, l.schema, p.Rel(p.Schema.Path))
	assert.Equal(t, l.how, p.Schema.How)
	want := l.folder
	if want == nil {
		want = []string{l.schema}
	}
	var got []string
	for _, f := range p.Schema.Files {
		got = append(got, p.Rel(f.Path))
	}
	assert.Equal(t, want, got)
	assert.Equal(t, l.folder != nil, p.Schema.Folder)
	if l.note == "" {
		assert.Empty(t, p.Schema.Note)
	}
	assert.Contains(t, p.Schema.Note, l.note)
	assert.Contains(t, p.schemaNotice(), l.schema)
}

func checkEnvironment(t *testing.T, p *Project, l layout) {
	e, err := p.Environment(env.Vars{})
	require.NoError(t, err)
	var got []string
	for _, f := range e.Files {
		got = append(got, p.Rel(f.Path))
	}
	if l.env != nil || l.err == "" && strings.Contains(l.name, ": ") {
		assert.Equal(t, l.env, got)
	}
	keys := ""
	if e.Conflict != nil {
		keys = strings.Join(e.Conflict.Keys, ",")
	}
	assert.Equal(t, l.conflict, keys)
	assert.NotEmpty(t, p.EnvironmentNotice(e))
}

func checkShape(t *testing.T, p *Project, l layout) {
	for _, c := range []struct {
		what      string
		want, got any
	}{
		{"prisma", l.prisma, p.Prisma.Major},
		{"next-auth", l.nextAuth, p.NextAuth.Major},
		{"provider", l.provider, p.Provider},
		{"manager", l.manager, p.PackageManager},
	} {
		if c.want != 0 && c.want != "" {
			assert.Equal(t, c.want, c.got, c.what)
		}
	}
	assert.Equal(t, l.router, p.Router)
	assert.Equal(t, l.src, p.SrcDir)
	client, workspace := "", ""
	if p.ClientModule != "" {
		client = p.Rel(p.ClientModule)
	}
	if p.WorkspaceRoot != "" {
		workspace = p.Rel(p.WorkspaceRoot)
	}
	assert.Equal(t, l.client, client)
	assert.Equal(t, l.workspace, workspace)
}

func TestUnknownVersionsStayUnknown(t *testing.T) {
	for _, l := range versionLayouts() {
		if l.name == "tags say nothing" {
			p, err := Find(afero.NewOsFs(), lay(t, l), Options{})
			require.NoError(t, err)
			assert.Zero(t, p.Prisma.Major)
			assert.Zero(t, p.NextAuth.Major)
			assert.Equal(t, "latest", p.Prisma.Text)
		}
	}
}

func TestVersionsAreExactWhereTheLockfileKnows(t *testing.T) {
	want := map[string]Version{
		"pnpm-9":     {5, "5.0.0-beta.32", true, "pnpm-lock.yaml"},
		"yarn-1":     {4, "4.24.15", true, "yarn.lock"},
		"bun":        {4, "4.24.15", true, "bun.lock"},
		"bun-binary": {4, "^4.0.0", false, "package.json"},
	}
	for _, l := range versionLayouts() {
		if w, ok := want[l.name]; ok {
			p, err := Find(afero.NewOsFs(), lay(t, l), Options{})
			require.NoError(t, err)
			assert.Equal(t, w, p.NextAuth, l.name)
		}
	}
}

func TestEnvFileFlagReadsNothingElse(t *testing.T) {
	dir := lay(t, layout{files: files{"package.json": pkg6(""), "prisma/schema.prisma": schema6, ".env": envA, "a.env": "A=1\nB=${A}\n", "b.env": "A=2\nC=3\n"}})
	p, err := Find(afero.NewOsFs(), dir, Options{EnvFiles: []string{"a.env", "b.env"}})
	require.NoError(t, err)
	e, err := p.Environment(env.VarsOf([]string{"C=inherited"}))
	require.NoError(t, err)
	assert.Equal(t, env.VarsOf([]string{"C=inherited", "A=1", "B=1"}), e.Vars)
	assert.Equal(t, "environment: a.env, then b.env", p.EnvironmentNotice(e))

	p, err = Find(afero.NewOsFs(), dir, Options{EnvFiles: []string{"nope.env"}})
	require.NoError(t, err)
	_, err = p.Environment(env.Vars{})
	assert.EqualError(t, err, "read nope.env: there is no such file; check --env-file")
}

func TestConflictNamesKeysAndFilesButNoValue(t *testing.T) {
	for _, c := range []struct{ second, want string }{
		{"SECRET=hunter2\n", "SECRET is set in .env and again in prisma/.env (Prisma 6 stops at this); keep one of the lines, best in .env"},
		{"SECRET=other\nB=1\n", "B, SECRET are set in .env and again in prisma/.env (Prisma 6 takes the one in .env); keep one of the lines, best in .env"},
	} {
		p, err := Find(afero.NewOsFs(), lay(t, layout{files: files{"package.json": pkg6(""), "prisma/schema.prisma": schema6, ".env": "SECRET=hunter2\nB=1\n", "prisma/.env": c.second}}), Options{})
		require.NoError(t, err)
		e, err := p.Environment(env.Vars{})
		require.NoError(t, err)
		require.NotNil(t, e.Conflict)
		assert.EqualError(t, e.Conflict, c.want)
	}
}

// A file that the config loads with "override" wins over what is set already.
func TestAFileThatOverrides(t *testing.T) {
	for call, want := range map[string]string{
		`config({ path: ".env.local", override: true })`: "file:./local.db", `config({ path: ".env.local" })`: "file:./set.db",
	} {
		dir := lay(t, layout{files: files{"package.json": pkg7(""), "prisma/schema.prisma": schema7, ".env.local": "DATABASE_URL=file:./local.db\n",
			"prisma.config.ts": "import { config } from \"dotenv\";\n" + call + "\nexport default { schema: \"prisma/schema.prisma\" };\n"}})
		p, err := Find(afero.NewOsFs(), dir, Options{})
		require.NoError(t, err)
		var set env.Vars
		set.Set("DATABASE_URL", "file:./set.db")
		e, err := p.Environment(set)
		require.NoError(t, err)
		value, _ := e.Vars.Lookup("DATABASE_URL")
		assert.Equal(t, want, value, call)
	}
}

func TestNotices(t *testing.T) {
	config := "import \"dotenv/config\";\nexport default { schema: \"prisma\" };\n"
	p, err := Find(afero.NewOsFs(), lay(t, layout{files: files{"package.json": pkg7(""), "prisma.config.ts": config, "prisma/a.prisma": schema7, "prisma/b.prisma": model, ".env": envA}}), Options{})
	require.NoError(t, err)
	e, err := p.Environment(env.Vars{})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"schema: prisma/ (2 files), named by prisma.config.ts",
		"environment: .env (loaded by prisma.config.ts:1)",
	}, p.Notices(e))
}

func TestSymbolicLinksInASchemaFolderAreFollowedOnce(t *testing.T) {
	sandbox.NeedsLinks(t)
	dir := lay(t, layout{files: files{"package.json": pkg7(""), "prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema7, "shared/b.prisma": model}})
	require.NoError(t, os.Symlink("../shared", filepath.Join(dir, "prisma", "shared")))
	require.NoError(t, os.Symlink("nowhere", filepath.Join(dir, "prisma", "dangling.prisma")))
	p, err := Find(afero.NewOsFs(), dir, Options{})
	require.NoError(t, err)
	require.NoError(t, p.SchemaErr)
	require.Len(t, p.Schema.Files, 2)
	assert.Equal(t, "prisma/shared/b.prisma", p.Rel(p.Schema.Files[1].Path))
}

func TestSourcesSkipWhatIsNotTheProjects(t *testing.T) {
	sandbox.NeedsLinks(t)
	p, err := Find(afero.NewMemMapFs(), "/", Options{})
	require.NoError(t, err)
	assert.Empty(t, p.Schema.Files)
	const makes = "export const p = new PrismaClient()\n"
	dir := lay(t, layout{files: files{"package.json": pkg7(""), "app/page.tsx": makes, "lib/a.mjs": makes, "types/x.d.ts": makes, "lib/huge.js": makes + strings.Repeat(" ", 1<<20), "lib/odd.ts": strings.Repeat(" ", 200_000) + makes, "db/out/client.ts": "",
		"prisma/schema.prisma": "generator c {\n  provider = \"prisma-client\"\n  output = \"../db/client\"\n}\n", "db/client/client.ts": makes, "node_modules/x/a.ts": makes, ".next/a.js": makes, "generated/prisma/client.ts": makes, "packages/b/package.json": "{}", "packages/b/a.ts": makes, "a.css": makes}})
	require.NoError(t, os.Symlink("nowhere.ts", filepath.Join(dir, "lib", "dangling.ts")))
	require.NoError(t, os.Symlink("../lib/a.mjs", filepath.Join(dir, "app", "linked.mjs")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "locked"), 0))
	p, err = Find(afero.NewOsFs(), dir, Options{Sources: true})
	require.NoError(t, err)
	var got []string
	for _, c := range p.Clients {
		got = append(got, p.Rel(c.Path))
	}
	assert.Equal(t, []string{"app/linked.mjs", "app/page.tsx", "lib/a.mjs", "lib/odd.ts"}, got)
}

func TestSourcesOfAFolderThatIsGone(t *testing.T) {
	dir := lay(t, layout{files: files{"package.json": pkg7("")}})
	p, err := Find(afero.NewOsFs(), dir, Options{})
	require.NoError(t, err)
	require.NoError(t, os.RemoveAll(dir))
	p.disk = newDisk(afero.NewOsFs())
	require.ErrorIs(t, p.readSources(false, false), fs.ErrNotExist)
}

func TestClientLine(t *testing.T) {
	for text, want := range map[string]int{
		"export const prisma = new PrismaClient()":                          1,
		"new PrismaClient()":                                                1,
		"export const prisma = new PrismaClient":                            1,
		"globalThis.p ??= new  PrismaClient ({ adapter })":                  1,
		"\nconst p = new PrismaClient<Options>()":                           2,
		"import * as P from '@prisma/client'\nconst p = new P.PrismaClient": 2,
		"const p =\n  new\n  PrismaClient({\n})":                            2,
		"function f(p: PrismaClient) {}\r\nconst q = new PrismaClient({})":  2,
		"export default new PrismaClient()":                                 1,
		"return await new PrismaClient()":                                   1,
		"`a` + new PrismaClient()":                                          1,
		"import { PrismaClient as PC } from './p'\n\nconst p = new PC()":    3,
		"const { PrismaClient: PC } = require('./p')\nconst p = new PC({})": 2,
		"const re = /[\"']/\nconst p = new PrismaClient()":                  2,
		"<p>Don't</p>\nconst p = new PrismaClient()":                        2,

		"import { PrismaClient } from '@prisma/client'":                  0,
		"import { PrismaClient as PC } from './p'\nlet p: PC":            0,
		"// const p = new PrismaClient()":                                0,
		"/**\n new PrismaClient()\n*/":                                   0,
		"/* new PrismaClient()":                                          0,
		"throw Error('call new PrismaClient() once')":                    0,
		"const a = `\nnew PrismaClient()\n`":                             0,
		"<p>Do not call new PrismaClient() here</p>":                     0,
		"let p: PrismaClient | null":                                     0,
		"renew PrismaClient":                                             0,
		"const p = new PrismaClientError()":                              0,
		"class S extends PrismaClient {}":                                1,
		"function f<T extends PrismaClient>(c: T) {}":                    0,
		"const a = new Map(); let p: PrismaClient":                       0,
		"const p = new (class {})(); const c = x as PrismaClient as any": 0,
	} {
		c, _ := readClient("a.tsx", []byte(text))
		assert.Equal(t, want, c.Line, text)
	}
}

func TestEnvironmentNoticeNamesWhatScriptsRunPrismaWith(t *testing.T) {
	for file, want := range map[string]string{
		"conf/dev.env": "environment: no .env that Prisma loads by itself; the scripts run it with conf/dev.env",
		"conf/no.env":  "environment: no .env found",
	} {
		dir := lay(t, layout{files: files{
			"package.json":         `{ "scripts": { "db": "dotenv -e ` + file + ` -- prisma db push" }, "dependencies": { "@prisma/client": "6.19.3" }, "devDependencies": { "prisma": "6.19.3" } }`,
			"prisma/schema.prisma": schema6, "conf/dev.env": envA,
		}})
		p, err := Find(afero.NewOsFs(), dir, Options{})
		require.NoError(t, err)
		e, err := p.Environment(env.Vars{})
		require.NoError(t, err)
		assert.Equal(t, want, p.EnvironmentNotice(e))
	}
}
