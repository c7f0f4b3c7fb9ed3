package project

// layout is a project on disk and what is to be found in it. Where cli is set,
// schema and env are Prisma's own rule, and prisma_test.go asks its CLI too.
type layout struct {
	name  string
	files map[string]string // path below the repository -> text
	dir   string            // where to look from, below the repository
	flag  string            // --schema
	cli   int               // 6 or 7: the CLI that must agree

	schema   string   // as shown, empty if none
	folder   []string // of a folder
	how      How
	env      []string
	conflict string // the keys, joined with ","
	err      string // part of SchemaErr
	note     string

	prisma, nextAuth  int
	provider, manager string
	router            string
	src               bool
	client, workspace string
}

type files = map[string]string

const (
	schema6 = "datasource db {\n  provider = \"sqlite\"\n  url = env(\"DATABASE_URL\")\n}\nmodel A {\n  id Int @id\n}\n"
	schema7 = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n"
	model   = "model B {\n  id Int @id\n}\n"
	envA    = "DATABASE_URL=\"file:a\"\n"
	envB    = "DATABASE_URL=\"file:b\"\n"
)

func pkg6(more string) string {
	return `{"name":"app","devDependencies":{"prisma":"^6.19.0"}` + more + `}`
}

func pkg7(more string) string {
	return `{"name":"app","devDependencies":{"prisma":"^7.1.0"}` + more + `}`
}

func with(base files, more files) files {
	all := files{}
	for k, v := range base {
		all[k] = v
	}
	for k, v := range more {
		all[k] = v
	}
	return all
}

func schemaLayouts() []layout {
	p6, p7 := files{"package.json": pkg6("")}, files{"package.json": pkg7("")}
	return []layout{
		{name: "6-prisma-schema.prisma", cli: 6, files: with(p6, files{"prisma/schema.prisma": schema6}), schema: "prisma/schema.prisma", how: ByDefault, prisma: 6, provider: "sqlite"},
		{name: "7-prisma-schema.prisma", cli: 7, files: with(p7, files{"prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault, prisma: 7, provider: "postgresql"},
		{name: "6-schema.prisma-in-root", cli: 6, files: with(p6, files{"schema.prisma": schema6}), schema: "schema.prisma", how: ByDefault},
		{name: "6-root-goes-first", cli: 6, files: with(p6, files{"schema.prisma": schema6, "prisma/schema.prisma": schema6}), schema: "schema.prisma", how: ByDefault},
		{name: "7-root-goes-first", cli: 7, files: with(p7, files{"schema.prisma": schema7, "prisma/schema.prisma": schema7}), schema: "schema.prisma", how: ByDefault},
		{name: "6-nothing", cli: 6, files: p6, err: "no Prisma schema found (looked for schema.prisma, prisma/schema.prisma, prisma/schema/); say where it is with --schema"},
		{name: "7-nothing", cli: 7, files: p7, err: "no Prisma schema found"},
		{name: "no-package.json", cli: 7, files: files{"prisma/schema.prisma": schema7}, schema: "prisma/schema.prisma", how: ByDefault, prisma: 7},
		{name: "folder-called-schema.prisma", cli: 7, files: with(p7, files{"schema.prisma/x.txt": "", "prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault},
		{name: "prisma-schema-is-ours-alone", files: with(p7, files{"prisma/schema/a.prisma": schema7, "prisma/schema/b.prisma": model}), schema: "prisma/schema", folder: []string{"prisma/schema/a.prisma", "prisma/schema/b.prisma"}, how: ByDefault, note: "Prisma does not look into prisma/schema by itself"},
		{name: "prisma-schema-without-schemas", files: with(p7, files{"prisma/schema/readme.md": ""}), err: "no Prisma schema found"},

		{name: "6-flag", cli: 6, files: with(p6, files{"prisma/schema.prisma": schema6, "db/x.prisma": schema6}), flag: "db/x.prisma", schema: "db/x.prisma", how: ByFlag},
		{name: "7-flag-beats-config", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema7, "db/x.prisma": schema7}), flag: "db/x.prisma", schema: "db/x.prisma", how: ByFlag},
		{name: "7-flag-names-folder", cli: 7, files: with(p7, files{"db/x.prisma": schema7, "db/y.prisma": model}), flag: "db", schema: "db", folder: []string{"db/x.prisma", "db/y.prisma"}, how: ByFlag},
		{name: "6-flag-names-nothing", cli: 6, files: with(p6, files{"prisma/schema.prisma": schema6}), flag: "db", err: "the schema db, named by --schema, does not exist"},
		{name: "flag-with-config-that-cannot-be-read", files: with(p7, files{"prisma.config.ts": `export default { schema: f() }`, "db/x.prisma": schema7}), flag: "db/x.prisma", schema: "db/x.prisma", how: ByFlag},

		{name: "6-package.json", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db/schema.prisma"}`), "db/schema.prisma": schema6}, schema: "db/schema.prisma", how: ByPackage},
		{name: "6-package.json-beats-defaults", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db/schema.prisma"}`), "db/schema.prisma": schema6, "schema.prisma": schema6}, schema: "db/schema.prisma", how: ByPackage},
		{name: "6-package.json-names-folder", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"./db"}`), "db/a.prisma": schema6, "db/sub/b.prisma": model}, schema: "db", folder: []string{"db/a.prisma", "db/sub/b.prisma"}, how: ByPackage},
		{name: "6-package.json-above", cli: 6, dir: "sub", files: files{"package.json": pkg6(`,"prisma":{"schema":"db/schema.prisma"}`), "db/schema.prisma": schema6, "sub/x": ""}, schema: "../db/schema.prisma", how: ByPackage},
		{name: "6-package.json-names-nothing", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db"}`), "prisma/schema.prisma": schema6}, err: "the schema db, named by package.json, does not exist"},
		{name: "6-package.json-with-seed-alone", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"seed":"x"}`), "prisma/schema.prisma": schema6}, schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-package.json-no-longer-counts", cli: 7, files: files{"package.json": pkg7(`,"prisma":{"schema":"db/schema.prisma"}`), "db/schema.prisma": schema7, "prisma/schema.prisma": schema7}, schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-package.json-as-last-resort", files: files{"package.json": pkg7(`,"prisma":{"schema":"db/schema.prisma"}`), "db/schema.prisma": schema7}, schema: "db/schema.prisma", how: ByPackage, note: "Prisma 7 no longer reads"},

		{name: "6-config", cli: 6, files: with(p6, files{"prisma.config.ts": `export default { schema: "db/schema.prisma" }`, "db/schema.prisma": schema6}), schema: "db/schema.prisma", how: ByConfig},
		{name: "7-config", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "db/schema.prisma" }`, "db/schema.prisma": schema7}), schema: "db/schema.prisma", how: ByConfig},
		{name: "6-config-beats-package.json", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"x"}`), "prisma.config.ts": `export default { schema: "db" }`, "db/schema.prisma": schema6}, schema: "db", folder: []string{"db/schema.prisma"}, how: ByConfig},
		{name: "6-config-without-schema-leaves-it-to-package.json", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db"}`), "prisma.config.ts": `export default {}`, "db/schema.prisma": schema6}, schema: "db", folder: []string{"db/schema.prisma"}, how: ByPackage},
		{name: "7-config-without-schema", cli: 7, files: with(p7, files{"prisma.config.ts": `export default {}`, "prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-config-names-nothing", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "nope" }`, "prisma/schema.prisma": schema7}), err: "the schema nope, named by config, does not exist"},
		{name: "7-prisma7.config.ts-goes-first", cli: 7, files: with(p7, files{"prisma7.config.ts": `export default { schema: "one" }`, "prisma.config.ts": `export default { schema: "two" }`, "one/a.prisma": schema7, "two/a.prisma": schema7}), schema: "one", folder: []string{"one/a.prisma"}, how: ByConfig},
		{name: "6-prisma7.config.ts-is-nothing", cli: 6, files: with(p6, files{"prisma7.config.ts": `export default { schema: "one" }`, "one/a.prisma": schema6, "schema.prisma": schema6}), schema: "schema.prisma", how: ByDefault},
		{name: "7-config-prisma.ts", cli: 7, files: with(p7, files{".config/prisma.ts": `export default { schema: "../db" }`, "db/a.prisma": schema7}), schema: "db", folder: []string{"db/a.prisma"}, how: ByConfig},
		{name: "6-config-prisma.config.mjs", cli: 6, files: with(p6, files{".config/prisma.config.mjs": `export default { schema: "../db" }`, "db/a.prisma": schema6}), schema: "db", folder: []string{"db/a.prisma"}, how: ByConfig},
		{name: "7-js-before-ts", cli: 7, files: with(p7, files{"prisma.config.js": `module.exports = { schema: "one" }`, "prisma.config.ts": `export default { schema: "two" }`, "one/a.prisma": schema7, "two/a.prisma": schema7}), schema: "one", folder: []string{"one/a.prisma"}, how: ByConfig},
		{name: "7-mts", cli: 7, files: with(p7, files{"prisma.config.mts": `export default { schema: "one" }`, "one/a.prisma": schema7}), schema: "one", folder: []string{"one/a.prisma"}, how: ByConfig},
		{name: "7-cts", cli: 7, files: with(p7, files{"prisma.config.cts": `module.exports = { schema: "one" }`, "one/a.prisma": schema7}), schema: "one", folder: []string{"one/a.prisma"}, how: ByConfig},
		{name: "7-folder-prisma.config", cli: 7, files: with(p7, files{"prisma.config/index.ts": `export default { schema: "../one" }`, "one/a.prisma": schema7}), schema: "one", folder: []string{"one/a.prisma"}, how: ByConfig},
		{name: "7-config-of-folder-above-does-not-count", files: with(p7, files{"prisma.config.ts": `export default { schema: "one" }`, "one/a.prisma": schema7, "sub/package.json": pkg7(""), "sub/prisma/schema.prisma": schema7}), dir: "sub", schema: "prisma/schema.prisma", how: ByDefault},
		{name: "config-that-cannot-be-read", files: with(p7, files{"prisma.config.ts": "export default {\n  schema: process.env.X,\n}", "prisma/schema.prisma": schema7}), err: "prisma.config.ts:2: where the schema is cannot be read without running the file (it is given as process.env.X); say it with --schema"},
		{name: "7-config-with-path.join", cli: 7, files: with(p7, files{"prisma.config.ts": "import path from 'node:path'\nexport default { schema: path.join('db', 'schema.prisma') }", "db/schema.prisma": schema7}), schema: "db/schema.prisma", how: ByConfig},
		{name: "from-folder-below-as-script-would", dir: "src/app", files: with(p7, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema7, "src/app/page.tsx": ""}), schema: "../../prisma", folder: []string{"../../prisma/a.prisma"}, how: ByConfig, router: "app", src: true},

		{name: "7-folder-in-folder", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema7, "prisma/models/b.prisma": model, "prisma/notes.txt": "", "prisma/b.prisma.bak": "x"}), schema: "prisma", folder: []string{"prisma/a.prisma", "prisma/models/b.prisma"}, how: ByConfig},
		{name: "folder-with-generated-client", files: with(p6, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema6, "prisma/client/schema.prisma": schema6, "prisma/client/package.json": `{"name":"prisma-client-0123"}`}), schema: "prisma", folder: []string{"prisma/a.prisma"}, how: ByConfig},
		{name: "folder-with-generator-output-inside", files: with(p6, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": "generator c {\n  provider = \"prisma-client-js\"\n  output = \"./out\"\n}\n" + schema6, "prisma/out/schema.prisma": schema6}), schema: "prisma", folder: []string{"prisma/a.prisma"}, how: ByConfig},
		{name: "folder-with-node_modules", files: with(p7, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/a.prisma": schema7, "prisma/node_modules/x/a.prisma": schema7}), schema: "prisma", folder: []string{"prisma/a.prisma"}, how: ByConfig},
		{name: "empty-folder", files: with(p7, files{"prisma.config.ts": `export default { schema: "prisma" }`, "prisma/x.txt": ""}), err: "the schema folder prisma has no .prisma files"},
		{name: "6-flag-with-dots", cli: 6, files: with(p6, files{"db/x.prisma": schema6}), flag: "./db/../db/x.prisma", schema: "db/x.prisma", how: ByFlag},
		{name: "6-flag-names-folder-with-slash", cli: 6, files: with(p6, files{"db/x.prisma": schema6}), flag: "db/", schema: "db", folder: []string{"db/x.prisma"}, how: ByFlag},
		{name: "6-flag-names-file-of-another-ending", cli: 6, files: with(p6, files{"db/x.psl": schema6}), flag: "db/x.psl", schema: "db/x.psl", how: ByFlag},
		{name: "6-package.json-of-another-kind", cli: 6, files: files{"package.json": pkg6(`,"prisma":"x"`), "prisma/schema.prisma": schema6}, schema: "prisma/schema.prisma", how: ByDefault},
		{name: "6-package.json-names-empty-place", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":""}`), "prisma/schema.prisma": schema6}, schema: "prisma/schema.prisma", how: ByDefault},
		{name: "6-package.json-of-workspace-does-not-count", cli: 6, dir: "a", files: files{"package.json": `{"workspaces":["a"],"prisma":{"schema":"db/schema.prisma"}}`, "db/schema.prisma": schema6, "a/package.json": pkg6("")}, err: "no Prisma schema found", workspace: ".."},
		{name: "6-folder-called-schema.prisma-in-prisma", cli: 6, files: with(p6, files{"prisma/schema.prisma/a.prisma": schema6}), err: "no Prisma schema found"},
		{name: "6-in-folder-of-schema", cli: 6, dir: "prisma", files: with(p6, files{"prisma/schema.prisma": schema6}), schema: "schema.prisma", how: ByDefault},
		{name: "7-json-config-is-none", cli: 7, files: with(p7, files{"prisma.config.json": `{"schema":"db"}`, "db/a.prisma": schema7}), err: "no Prisma schema found"},
		{name: "7-empty-config", cli: 7, files: with(p7, files{"prisma.config.ts": "", "prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-config-without-default-export", cli: 7, files: with(p7, files{"prisma.config.ts": "export const a = 1", "prisma/schema.prisma": schema7}), err: "no default export"},
		{name: "7-config-with-export-list", cli: 7, files: with(p7, files{"prisma.config.ts": "const config = { schema: 'db/a.prisma' }\nexport { config as default }", "db/a.prisma": schema7}), schema: "db/a.prisma", how: ByConfig},
		{name: "7-config-whose-schema-is-undefined", cli: 7, files: with(p7, files{"prisma.config.ts": "export default { schema: undefined }", "prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-config-whose-schema-is-empty", cli: 7, files: with(p7, files{"prisma.config.ts": "export default { schema: '' }", "prisma/schema.prisma": schema7}), schema: "prisma/schema.prisma", how: ByDefault},
		{name: "7-exports.default", cli: 7, files: with(p7, files{"prisma.config.ts": "exports.default = { schema: 'db/a.prisma' }", "db/a.prisma": schema7}), schema: "db/a.prisma", how: ByConfig},
		{name: "7-config-with-import.meta", cli: 7, files: with(p7, files{"prisma.config.ts": "import { join } from 'node:path'\nexport default { schema: join(import.meta.dirname, 'db/a.prisma') }", "db/a.prisma": schema7}), schema: "db/a.prisma", how: ByConfig},
		{name: "7-config-that-says-it-twice", cli: 7, files: with(p7, files{"prisma.config.ts": "export default { schema: 'x', schema: 'db/a.prisma' }", "db/a.prisma": schema7}), schema: "db/a.prisma", how: ByConfig},
		{name: "7-prisma7.config.js", cli: 7, files: with(p7, files{"prisma7.config.js": `export default { schema: "db" }`, "db/a.prisma": schema7}), schema: "db", folder: []string{"db/a.prisma"}, how: ByConfig},
		{name: "7-config-prisma7.mjs", cli: 7, files: with(p7, files{".config/prisma7.mjs": `export default { schema: "../db" }`, "db/a.prisma": schema7}), schema: "db", folder: []string{"db/a.prisma"}, how: ByConfig},
		{name: "7-config-prisma-index.ts", cli: 7, files: with(p7, files{".config/prisma/index.ts": `export default { schema: "../../db" }`, "db/a.prisma": schema7}), schema: "db", folder: []string{"db/a.prisma"}, how: ByConfig},
		{name: "7-config-names-file-without-ending", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "db/schema" }`, "db/schema": schema7}), schema: "db/schema", how: ByConfig},
		{name: "7-hidden-files-of-folder", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "./db/" }`, "db/a.prisma": schema7, "db/.b.prisma": model, "db/.old/c.prisma": "model C {\n  id Int @id\n}\n", "db/D.PRISMA": "x", "db/e.prisma/f.txt": "x"}), schema: "db", folder: []string{"db/.b.prisma", "db/.old/c.prisma", "db/a.prisma"}, how: ByConfig},
		{name: "dots-in-path", cli: 7, files: with(p7, files{"prisma.config.ts": `export default { schema: "./prisma/../db/schema.prisma" }`, "db/schema.prisma": schema7, "prisma/x": ""}), schema: "db/schema.prisma", how: ByConfig},
	}
}

func envLayouts() []layout {
	p6 := files{"package.json": pkg6(""), "prisma/schema.prisma": schema6}
	p7 := files{"package.json": pkg7(""), "prisma/schema.prisma": schema7}
	const at = "prisma/schema.prisma"
	return []layout{
		{name: "6-root-env", cli: 6, files: with(p6, files{".env": envA}), schema: at, how: ByDefault, env: []string{".env"}},
		{name: "6-prisma-env", cli: 6, files: with(p6, files{"prisma/.env": envA}), schema: at, how: ByDefault, env: []string{"prisma/.env"}},
		{name: "6-both-other-variables", cli: 6, files: with(p6, files{".env": "A=1\n", "prisma/.env": envA}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}},
		{name: "6-both-same-variable", cli: 6, files: with(p6, files{".env": envA, "prisma/.env": "B=1\n" + envA}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}, conflict: "DATABASE_URL"},
		{name: "both-two-values", files: with(p6, files{".env": envA + "B=1\n", "prisma/.env": "B=2\n" + envB}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}, conflict: "B,DATABASE_URL"},
		{name: "6-no-env", cli: 6, files: p6, schema: at, how: ByDefault},
		{name: "6-beside-schema", cli: 6, flag: "db/s.prisma", files: with(p6, files{"db/s.prisma": schema6, "db/.env": envA, "prisma/.env": envB}), schema: "db/s.prisma", how: ByFlag, env: []string{"db/.env"}},
		{name: "6-root-and-beside-schema", cli: 6, flag: "db/s.prisma", files: with(p6, files{"db/s.prisma": schema6, ".env": "A=1\n", "db/.env": envA}), schema: "db/s.prisma", how: ByFlag, env: []string{".env", "db/.env"}},
		{name: "6-beside-folder-given-by-schema", cli: 6, flag: "db/s", files: with(p6, files{"db/s/a.prisma": schema6, "db/.env": envA, "db/s/.env": envB}), schema: "db/s", folder: []string{"db/s/a.prisma"}, how: ByFlag, env: []string{"db/.env"}},
		{name: "6-none-beside-schema-then-prisma", cli: 6, flag: "db/s.prisma", files: with(p6, files{"db/s.prisma": schema6, "prisma/.env": envA}), schema: "db/s.prisma", how: ByFlag, env: []string{"prisma/.env"}},
		{name: "6-beside-schema-of-package.json-does-not-count", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db/s.prisma"}`), "db/s.prisma": schema6, "db/.env": envA}, schema: "db/s.prisma", how: ByPackage},
		{name: "6-root-of-package-above", cli: 6, dir: "sub", files: files{"package.json": pkg6(""), ".env": "A=1\n", "sub/prisma/schema.prisma": schema6, "sub/.env": envA}, schema: at, how: ByDefault, env: []string{"../.env", ".env"}},
		{name: "6-package-without-env-hides-one-above", cli: 6, dir: "sub", files: files{"package.json": `{"workspaces":["sub"]}`, ".env": envA, "sub/package.json": pkg6(""), "sub/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, workspace: ".."},
		{name: "6-broken-package.json-is-stepped-over", cli: 0, dir: "sub", files: files{"package.json": pkg6(""), ".env": "A=1\n", "sub/package.json": "{", "sub/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, env: []string{"../.env"}, prisma: 6},
		{name: "6-in-folder-of-schema-two-files", cli: 6, dir: "prisma", files: with(p6, files{".env": "A=1\n", "prisma/.env": envA}), schema: "schema.prisma", how: ByDefault, env: []string{"../.env", ".env"}},
		{name: "6-in-folder-of-schema-one-file", cli: 6, dir: "prisma", files: with(p6, files{".env": envA}), schema: "schema.prisma", how: ByDefault, env: []string{"../.env"}},
		{name: "6-beside-folder-given-with-slash", cli: 6, flag: "./db/", files: with(p6, files{"db/x.prisma": schema6, "db/.env": envA, ".env": "A=1\n"}), schema: "db", folder: []string{"db/x.prisma"}, how: ByFlag, env: []string{".env"}},
		{name: "6-empty-env-counts", cli: 6, files: with(p6, files{".env": "", "prisma/.env": envA}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}},
		{name: "6-env.local-does-not", cli: 6, files: with(p6, files{".env.local": envA}), schema: at, how: ByDefault},
		{name: "6-names-differ-in-case", cli: 6, files: with(p6, files{".env": "database_url=x\n", "prisma/.env": envA}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}},
		{name: "6-same-once-it-is-expanded", cli: 6, files: with(p6, files{".env": "X=a\nDATABASE_URL=file:${X}\n", "prisma/.env": "DATABASE_URL=file:a\n"}), schema: at, how: ByDefault, env: []string{".env", "prisma/.env"}, conflict: "DATABASE_URL"},
		{name: "6-without-package.json", cli: 6, files: files{at: schema6, ".env": envA}, schema: at, how: ByDefault, env: []string{".env"}},
		{name: "6-root-schema-prisma-env", cli: 6, files: files{"package.json": pkg6(""), "schema.prisma": schema6, "prisma/.env": envA}, schema: "schema.prisma", how: ByDefault, env: []string{"prisma/.env"}},
		{name: "6-beside-folder-that-package.json-names", cli: 6, files: files{"package.json": pkg6(`,"prisma":{"schema":"db"}`), "db/a.prisma": schema6, "db/.env": envA, ".env": "A=1\n"}, schema: "db", folder: []string{"db/a.prisma"}, how: ByPackage, env: []string{".env"}},
		{name: "6-config-turns-it-off-for-schema-too", cli: 6, flag: "db/s.prisma", files: with(p6, files{"prisma.config.ts": `export default {}`, "db/s.prisma": schema6, "db/.env": envA, ".env": envA}), schema: "db/s.prisma", how: ByFlag},
		{name: "6-config-turns-loading-off", cli: 6, files: with(p6, files{"prisma.config.ts": `export default {}`, ".env": envA}), schema: at, how: ByDefault},
		{name: "6-config-that-loads", files: with(p6, files{"prisma.config.ts": "import 'dotenv/config'\nexport default {}", ".env": envA, "prisma/.env": envB}), schema: at, how: ByDefault, env: []string{".env"}},
		{name: "7-nothing-is-loaded", cli: 7, files: with(p7, files{".env": envA, "prisma/.env": envB}), schema: at, how: ByDefault},
		{name: "7-what-config-loads", files: with(p7, files{"prisma.config.ts": "import dotenv from 'dotenv'\ndotenv.config({ path: ['.env.local', '.env'] })\nexport default {}", ".env": envA, ".env.local": envB}), schema: at, how: ByDefault, env: []string{".env.local", ".env"}},
		{name: "7-config-loads-what-is-not-there", files: with(p7, files{"prisma.config.ts": "import 'dotenv/config'\nexport default {}"}), schema: at, how: ByDefault},
	}
}

func versionLayouts() []layout {
	const at = "prisma/schema.prisma"
	lock := func(name, text string) files {
		return files{"package.json": `{"dependencies":{"next-auth":"^4.0.0","@prisma/client":"*"},"devDependencies":{"prisma":"*"}}`, at: schema7, name: text}
	}
	one := func(name string, f files, prisma, nextAuth int, manager string) layout {
		return layout{name: name, files: f, schema: at, how: ByDefault, prisma: prisma, nextAuth: nextAuth, manager: manager}
	}
	ranges := func(prisma, nextAuth string) files {
		return files{"package.json": `{"dependencies":{"prisma":"` + prisma + `","next-auth":"` + nextAuth + `"}}`, at: "model A {\n  id Int @id\n}\n"}
	}
	return []layout{
		one("package-lock-3", lock("package-lock.json", `{"lockfileVersion":3,"packages":{"":{"name":"prisma"},"node_modules/next-auth":{"version":"4.24.15"},"node_modules/prisma":{"version":"6.19.3","dev":true}}}`), 6, 4, "npm"),
		one("package-lock-2", lock("package-lock.json", `{"packages":{"node_modules/prisma":{"version":"6.0.1"}},"dependencies":{"prisma":{"version":"5.0.0"}}}`), 6, 4, "npm"),
		one("package-lock-1", lock("package-lock.json", "{\n  \"lockfileVersion\": 1,\n  \"dependencies\": {\n    \"x\": {\n      \"version\": \"1.0.0\",\n      \"dependencies\": {\n        \"prisma\": {\n          \"version\": \"5.0.0\"\n        }\n      }\n    },\n    \"prisma\": {\n      \"version\": \"6.1.0\"\n    }\n  }\n}"), 6, 4, "npm"),
		one("shrinkwrap", lock("npm-shrinkwrap.json", `{"packages":{"node_modules/prisma":{"version":"6.0.1"}}}`), 6, 4, "npm"),
		one("pnpm-9", lock("pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      next-auth:\n        specifier: beta\n        version: 5.0.0-beta.32(next@16.4.6(react@19.0.0))(react@19.0.0)\n    devDependencies:\n      prisma:\n        specifier: '*'\n        version: 6.19.3(typescript@5.9.3)\n\npackages:\n\n  prisma@7.0.0:\n"), 6, 5, "pnpm"),
		one("pnpm-6", lock("pnpm-lock.yaml", "lockfileVersion: '6.0'\n\ndependencies:\n  '@prisma/client':\n    specifier: ^6\n    version: 6.1.0(prisma@6.1.0)\n  next-auth:\n    specifier: ^4\n    version: 4.24.5\n\ndevDependencies:\n  prisma:\n    specifier: ^6\n    version: 6.1.0\n\npackages:\n\n  /prisma@5.0.0:\n"), 6, 4, "pnpm"),
		one("pnpm-5", lock("pnpm-lock.yaml", "lockfileVersion: 5.4\n\nspecifiers:\n  prisma: '*'\n  next-auth: ^4.0.0\n\ndependencies:\n  next-auth: 4.24.5_abc\n\ndevDependencies:\n  prisma: 6.0.0\n\npackages:\n"), 6, 4, "pnpm"),
		one("yarn-1", lock("yarn.lock", "# yarn lockfile v1\n\n\nnext-auth@^4.0.0:\n  version \"4.24.15\"\n\n\"prisma@*\", prisma@^6:\n  version \"6.19.3\"\n  dependencies:\n    x \"1\"\n"), 6, 4, "yarn"),
		one("yarn-berry", lock("yarn.lock", "__metadata:\n  version: 8\n\n\"next-auth@npm:^4.0.0\":\n  version: 4.24.15\n\n\"prisma@npm:*\":\n  version: 6.19.3\n  resolution: \"prisma@npm:6.19.3\"\n\n\"prisma@npm:^5\":\n  version: 5.0.0\n"), 6, 4, "yarn"),
		one("bun", lock("bun.lock", "{\n  \"lockfileVersion\": 1,\n  \"workspaces\": { \"\": { \"dependencies\": { \"prisma\": \"*\", }, }, },\n  \"packages\": {\n    \"next-auth\": [\"next-auth@4.24.15\", \"\", {}, \"sha\"],\n    \"prisma\": [\"prisma@6.19.3\", \"\", { }, \"sha\"],\n  }\n}\n"), 6, 4, "bun"),
		one("bun-binary", lock("bun.lockb", "\x00\x01"), 7, 4, "bun"),
		one("lockfile-without-package", lock("package-lock.json", `{"packages":{}}`), 7, 4, "npm"),
		one("packageManager-field", files{"package.json": `{"packageManager":"pnpm@10.1.0","dependencies":{"prisma":"6"}}`, at: schema6, "yarn.lock": ""}, 6, 0, "pnpm"),
		one("caret", ranges("^6.1.0", "^4.24.0"), 6, 4, "npm"),
		one("tilde-and-beta", ranges("~7.0", "5.0.0-beta.32"), 7, 5, "npm"),
		one("bare-majors", ranges("6", "4.x"), 6, 4, "npm"),
		one("comparators", ranges(">=6.0.0 <7", ">=4"), 6, 4, "npm"),
		one("alternatives", ranges("^6 || ^7", "^4||^5.0.0-beta"), 7, 5, "npm"),
		one("alias", ranges("npm:prisma@6.1.0", "npm:next-auth@4"), 6, 4, "npm"),
		one("tags-say-nothing", ranges("latest", "beta"), 0, 0, "npm"),
		one("form-of-schema-url", files{"package.json": `{}`, at: schema6}, 6, 0, "npm"),
		one("form-of-schema-no-url", files{"package.json": `{}`, at: schema7}, 7, 0, "npm"),
		one("nextauth-by-its-variables", files{"package.json": `{"dependencies":{"next-auth":"beta","prisma":"7"}}`, at: schema7, ".env": "AUTH_SECRET=x\n"}, 7, 5, "npm"),
		one("client-alone", files{"package.json": `{"dependencies":{"@prisma/client":"^6.2.0"}}`, at: schema7}, 6, 0, "npm"),
	}
}

func shapeLayouts() []layout {
	const at = "prisma/schema.prisma"
	base := files{"package.json": pkg7(""), at: schema7}
	client := "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()\n"
	one := func(name string, f files, check layout) layout {
		check.name, check.files, check.schema, check.how = name, with(base, f), at, ByDefault
		return check
	}
	mono := files{"pnpm-workspace.yaml": "packages:\n  - 'apps/*'\n  - packages/**\n", "package.json": `{"name":"root"}`, "pnpm-lock.yaml": "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  apps/api:\n    dependencies:\n      prisma:\n        specifier: ^7\n        version: 7.0.0\n\n  apps/web:\n    dependencies:\n      prisma:\n        specifier: ^6\n        version: 6.19.3\n\npackages:\n", "apps/web/package.json": pkg6(""), "apps/web/prisma/schema.prisma": schema6}
	return []layout{
		one("app-router", files{"app/page.tsx": ""}, layout{router: "app"}),
		one("pages-router", files{"pages/index.tsx": ""}, layout{router: "pages"}),
		one("both-routers", files{"pages/index.tsx": "", "app/page.tsx": ""}, layout{router: "app"}),
		one("src", files{"src/app/page.tsx": ""}, layout{router: "app", src: true}),
		one("src-pages", files{"src/pages/index.tsx": ""}, layout{router: "pages", src: true}),
		one("root-app-hides-src", files{"app/page.tsx": "", "src/pages/index.tsx": ""}, layout{router: "app"}),
		one("client-of-ours", files{"server/db/client.ts": client}, layout{client: "server/db/client.ts"}),
		one("client-in-lib", files{"lib/prisma.ts": client}, layout{client: "lib/prisma.ts"}),
		one("client-in-src-server", files{"src/app/page.tsx": "", "src/server/db.ts": client}, layout{router: "app", src: true, client: "src/server/db.ts"}),
		one("module-without-client", files{"lib/prisma.ts": "// new PrismaClient()\nexport {}", "lib/db.ts": client}, layout{client: "lib/db.ts"}),
		{name: "pnpm-workspace", files: mono, dir: "apps/web", schema: at, how: ByDefault, prisma: 6, manager: "pnpm", workspace: "../.."},
		{name: "npm-workspace", dir: "web", files: files{"package.json": `{"workspaces":["web"],"packageManager":"npm@11"}`, "package-lock.json": `{"packages":{"node_modules/prisma":{"version":"7.0.0"},"web/node_modules/prisma":{"version":"6.1.0"}}}`, "web/package.json": pkg6(""), "web/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, prisma: 6, manager: "npm", workspace: ".."},
		{name: "yarn-workspace-of-old-form", dir: "packages/a/b", files: files{"package.json": `{"workspaces":{"packages":["packages/**"]}}`, "yarn.lock": "", "packages/a/b/package.json": pkg6(""), "packages/a/b/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, prisma: 6, manager: "yarn", workspace: "../../.."},
		{name: "not-of-workspace", dir: "other", files: files{"package.json": `{"workspaces":["apps/*","!apps/x"]}`, "yarn.lock": "", "other/package.json": pkg6(""), "other/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, prisma: 6, manager: "npm"},
		{name: "taken-out-of-workspace", dir: "apps/x", files: files{"package.json": `{"workspaces":["apps/*","!apps/x"]}`, "apps/x/package.json": pkg6(""), "apps/x/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, prisma: 6},
		{name: "repository-of-its-own-in-workspace", dir: "web", files: files{"package.json": `{"workspaces":["web"]}`, "web/.git/HEAD": "", "web/package.json": pkg6(""), "web/prisma/schema.prisma": schema6}, schema: at, how: ByDefault, prisma: 6},
	}
}

func allLayouts() []layout {
	var all []layout
	for _, some := range [][]layout{schemaLayouts(), envLayouts(), versionLayouts(), shapeLayouts()} {
		all = append(all, some...)
	}
	return all
}
