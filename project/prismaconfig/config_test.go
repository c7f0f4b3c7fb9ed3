package prismaconfig

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project/env"
)

func TestReadFindsTheSchema(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"plain", `export default { schema: "prisma/schema.prisma" }`, "/app/prisma/schema.prisma"},
		{"nothing-said", `export default {}`, ""},
		{"single-quotes", `export default { schema: 'db' }`, "/app/db"},
		{"defineConfig", "import { defineConfig } from \"prisma/config\";\nexport default defineConfig({\n  schema: \"prisma/schema.prisma\",\n});\n", "/app/prisma/schema.prisma"},
		{"quoted-name", `export default { "schema": "db" }`, "/app/db"},
		{"dot-and-slash", `export default { schema: "./db/../prisma" }`, "/app/prisma"},
		{"absolute", `export default { schema: "/srv/schema.prisma" }`, "/srv/schema.prisma"},
		{"join", `import path from "node:path"; export default { schema: path.join("prisma", "schema.prisma") }`, "/app/prisma/schema.prisma"},
		{"join-from-path", `import * as p from "path"; export default { schema: p.join("prisma", "schema") }`, "/app/prisma/schema"},
		{"named-join", `import { join as j } from "node:path"; export default { schema: j("a", "..", "b") }`, "/app/b"},
		{"join-with-__dirname", `import path from "path"; export default { schema: path.join(__dirname, "db") }`, "/app/db"},
		{"import.meta", `import path from "path"; export default { schema: path.resolve(import.meta.dirname, "db") }`, "/app/db"},
		{"resolve-starts-where-prisma-runs", `import { resolve } from "path"; export default { schema: resolve("db") }`, "/app/db"},
		{"process.cwd", `import { join } from "path"; export default { schema: join(process.cwd(), "db") }`, "/app/db"},
		{"fileURLToPath", `import { fileURLToPath } from "node:url"; import path from "node:path";
const here = path.dirname(fileURLToPath(import.meta.url)); export default { schema: path.join(here, "db") }`, "/app/db"},
		{"URL", `import { fileURLToPath } from "node:url"; export default { schema: fileURLToPath(new URL("./db/schema.prisma", import.meta.url)) }`, "/app/db/schema.prisma"},
		{"URL-pathname", `export default { schema: new URL("db", import.meta.url).pathname }`, "/app/db"},
		{"template", "const dir = 'prisma'; export default { schema: `${dir}/schema.prisma` }", "/app/prisma/schema.prisma"},
		{"template-without-holes", "export default { schema: `db` }", "/app/db"},
		{"sum", `export default { schema: "prisma" + "/" + "schema.prisma" }`, "/app/prisma/schema.prisma"},
		{"constant", `const schema = "db"; export default { schema }`, "/app/db"},
		{"constant-with-type", `const s: string = "db"; export default { schema: s }`, "/app/db"},
		{"property-of-constant", `const paths = { schema: "db" } as const; export default { schema: paths.schema }`, "/app/db"},
		{"config-in-constant", "const config = { schema: \"db\" } satisfies PrismaConfig\nexport default config", "/app/db"},
		{"exported-constant", `export const config: PrismaConfig = { schema: "db" }; export default config;`, "/app/db"},
		{"defineConfig-in-constant", `const c = defineConfig({ schema: "db" }); export default c`, "/app/db"},
		{"satisfies", `export default { schema: "db" } satisfies PrismaConfig`, "/app/db"},
		{"as-with-type-arguments", `export default { schema: "db" as Path<"a", { b: 1 }>, x: 1 } as PrismaConfig`, "/app/db"},
		{"function", `export default () => ({ schema: "db" })`, "/app/db"},
		{"async-function-with-body", `export default async (): Promise<X> => { return { schema: "db" } }`, "/app/db"},
		{"CommonJS", `module.exports = { schema: "db" }`, "/app/db"},
		{"commonjs-with-require", `const path = require("node:path"); const { defineConfig } = require("prisma/config"); module.exports = defineConfig({ schema: path.join(__dirname, "db") })`, "/app/db"},
		{"comments", "// schema: \"no\"\n/* export default { schema: 'no' } */ export default { /* schema: \"no\", */ schema: /* here */ \"db\", // schema: 'no'\n}", "/app/db"},
		{"strings-that-look-like-code", "const s = \"export default { schema: 'no' }\"; const u = `schema: \"no\"`; export default { schema: \"db\", note: \"schema: no\" }", "/app/db"},
		{"nested-schema-is-another", `export default { views: { schema: "no" }, schema: "db", x: { schema: "no" } }`, "/app/db"},
		{"after-functions-and-lists", `export default { adapter: async () => { const schema = "no"; return new X({ schema: "no" }) }, list: [1, { schema: "no" }], async f() { return { schema: "no" } }, schema: "db" }`, "/app/db"},
		{"after-conditional", `export default { engine: process.env.X ? "js" : "classic", schema: "db" }`, "/app/db"},
		{"after-regular-expression", `export default { r: /["'}]schema: "no"/, schema: "db" }`, "/app/db"},
		{"after-new", `export default { a: new Adapter({ url: "x" }), schema: "db" }`, "/app/db"},
		{"last-one-counts", `export default { schema: "no", schema: "db" }`, "/app/db"},
		{"spread-of-constant", `const base = { schema: "db" }; export default { ...base, x: 1 }`, "/app/db"},
		{"said-after-unknown-spread", `export default { ...base, schema: "db" }`, "/app/db"},
		{"escape", `export default { schema: "d\"b" }`, `/app/d"b`},
		{"shebang-and-bom", "\uFEFF#!/usr/bin/env node\nexport default { schema: \"db\" }", "/app/db"},
		{"export-list", "const config = { schema: 'db' }\nexport { other, config as default }", "/app/db"},
		{"export-list-with-type", "const config = { schema: 'db' }; export { type X, config as default };", "/app/db"},
		{"given-again-with-more", "let config: PrismaConfig = { schema: 'db' }\nif (dev) { config = defineConfig({ ...config, datasource: { url: 'x' } }) } else if (prod) {\n config = defineConfig({ ...config }) }\nexport default config", "/app/db"},
		{"given-later", "let config: PrismaConfig;\nif (dev) { config = { schema: 'db' } } else { config = { schema: 'db', migrations: { path: 'm' } } }\nexport default config", "/app/db"},
		{"given-the-same", "let schema = 'db'; if (dev) schema = `${'db'}`; export default { schema }", "/app/db"},
		{"another-variable-given-again", "let url = 'a'; url = 'b'; export default { schema: 'db', datasource: { url } }", "/app/db"},
		{"undefined", "export default { schema: undefined }", ""},
		{"empty-file", "", ""},
		{"nothing-exported", "import \"dotenv/config\"\nconst schema = 'no'\n", ""},
		{"CRLF", "export default {\r\n  schema: \"db\",\r\n}\r\n", "/app/db"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := Read("/app/prisma.config.ts", []byte(c.src), "/app")
			require.NoError(t, err)
			assert.Equal(t, c.want, config.Schema)
		})
	}
}

func TestReadSaysWhatItCannotRead(t *testing.T) {
	for _, c := range []struct {
		name, src string
		line      int
		what      string
	}{
		{"environment", "export default {\n  schema: process.env.SCHEMA,\n}", 2, "process.env.SCHEMA"},
		{"other-exports", "export const a = 1", 1, "no default export that this can find"},
		{"of-another-module", "export { default } from './other'", 1, "no default export that this can find"},
		{"of-another-module-under-another-name", "const config = { schema: 'db' }\nexport { config as default } from './other'", 1, "no default export that this can find"},
		{"environment-with-fallback", `export default { schema: process.env.SCHEMA ?? "db" }`, 1, "an expression with ??"},
		{"condition", `export default { schema: dev ? "a" : "b" }`, 1, "an expression with ?"},
		{"function", "import { where } from './where'\nexport default { schema: where() }", 2, "a call of ./where.where()"},
		{"template", "export default { schema: `${where}/db` }", 1, "where"},
		{"unknown-spread-after", `export default { schema: "db", ...base }`, 1, "a spread of base"},
		{"unknown-spread-alone", `export default { ...require("./base") }`, 1, "a spread of the result of a function"},
		{"imported-config", `import config from "./x"; export default config`, 1, "config, which is imported"},
		{"changed", "const config = { schema: 'db' }\nconfig.schema = 'other'\nexport default config", 3, "config, which is changed after it is made"},
		{"given-one-or-the-other", "let schema = 'a'\nif (process.env.CI) schema = 'b'\nexport default { schema }", 1, "schema, which is set again"},
		{"of-one-of-two", "let config = { schema: 'a' }\nif (process.env.CI) { config = { ...config, schema: 'b' } }\nexport default config", 2, "an expression with ?"},
		{"given-in-part-only", "let config = {}\nif (process.env.CI) config = { schema: 'b' }\nexport default config", 2, "an expression with ?"},
		{"wrapped", `export default withDefaults({ schema: "db" })`, 1, "the result of a function"},
		{"itself", `const a = a; export default { schema: a }`, 1, "refers to itself"},
		{"class", `export default class {}`, 1, "a class"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("/app/prisma.config.ts", []byte(c.src), "/app")
			var unreadable *UnreadableError
			require.True(t, errors.As(err, &unreadable), "%v", err)
			assert.Equal(t, c.line, unreadable.Line)
			assert.Contains(t, unreadable.What, c.what)
			assert.Contains(t, err.Error(), "say it with --schema")
		})
	}
}

func TestReadPathsStartAtTheFile(t *testing.T) {
	config, err := Read("/app/.config/prisma.ts", []byte(`export default { schema: "../db", migrations: { path: "m" } }`), "/app")
	require.NoError(t, err)
	assert.Equal(t, "/app/db", config.Schema)
	assert.Equal(t, "/app/.config/m", config.Migrations)
}

func TestReadFindsTheURL(t *testing.T) {
	head := `import { defineConfig, env } from "prisma/config"; `
	for _, c := range []struct {
		name, url string
		want      URL
	}{
		{"env", `env("DATABASE_URL")`, URL{Var: "DATABASE_URL", Strict: true}},
		{"env-with-type", `env<Env>("DATABASE_URL")`, URL{Var: "DATABASE_URL", Strict: true}},
		{"process.env-in-template", "`${process.env.DATABASE_URL}`", URL{Var: "DATABASE_URL"}},
		{"two-in-template", "`${process.env.A}${process.env.B}`", URL{Computed: true}},
		{"destructured", `DATABASE_URL`, URL{Var: "DATABASE_URL"}},
		{"of-environment-in-constant", `e.DATABASE_URL`, URL{Var: "DATABASE_URL"}},
		{"imported-process", `p.env.DATABASE_URL`, URL{Var: "DATABASE_URL"}},
		{"imported-environment", `environment.DATABASE_URL`, URL{Var: "DATABASE_URL"}},
		{"process.env", `process.env.DATABASE_URL`, URL{Var: "DATABASE_URL"}},
		{"process.env-with-bang", `process.env.DATABASE_URL!`, URL{Var: "DATABASE_URL"}},
		{"process.env-by-index", `process.env["DATABASE_URL"]`, URL{Var: "DATABASE_URL"}},
		{"with-fallback", `process.env.DATABASE_URL ?? ""`, URL{Var: "DATABASE_URL"}},
		{"with-another-fallback", `process.env.DATABASE_URL || "file:./dev.db"`, URL{Var: "DATABASE_URL", Or: []URL{{Line: 1, Literal: "file:./dev.db"}}}},
		{"with-another-variable", `process.env.DIRECT_URL || process.env.DATABASE_URL!`, URL{Var: "DIRECT_URL", Or: []URL{{Line: 1, Var: "DATABASE_URL"}}}},
		{"with-env-as-last-resort", `process.env.A ?? process.env["B"] ?? env("C")`, URL{Var: "A", Or: []URL{{Line: 1, Var: "B"}, {Line: 1, Var: "C", Strict: true}}}},
		{"with-function-as-last-resort", `(process.env.A) ?? getUrl()`, URL{Var: "A", Or: []URL{{Line: 1, Computed: true}}}},
		{"choice", `process.env.CI === "1" ? env("A") : process.env.B`, URL{Var: "A", Strict: true, Either: true, Or: []URL{{Line: 1, Var: "B"}}}},
		{"choice-of-what-is-set", `process.env.A ? process.env.A : process.env.B`, URL{Var: "A", Or: []URL{{Line: 1, Var: "B"}}}},
		{"undefined-or-variable", `undefined ?? process.env.B`, URL{Var: "B"}},
		{"choice-of-choices", `a ? process.env.A : b ? process.env.B : "c"`, URL{Var: "A", Either: true, Or: []URL{{Line: 1, Var: "B"}, {Line: 1, Literal: "c"}}}},
		{"nothing-or-variable", `"" || process.env.B`, URL{Var: "B"}},
		{"both", `process.env.A && process.env.B`, URL{Computed: true}},
		{"cast", `process.env.DATABASE_URL as string`, URL{Var: "DATABASE_URL"}},
		{"literal", `"file:./dev.db"`, URL{Literal: "file:./dev.db"}},
		{"computed", `getUrl()`, URL{Computed: true}},
		{"of-module-of-project", `settings.DATABASE_URL`, URL{Computed: true}},
		{"itself", `url`, URL{Computed: true}},
		{"given-again", `again`, URL{Var: "A", Either: true, Or: []URL{{Line: 1, Var: "B"}}}},
		{"the-same-twice", `dev ? process.env.A : process.env["A"]`, URL{Var: "A"}},
		{"given-where-unset", `filled`, URL{Var: "A", Or: []URL{{Line: 1, Var: "B"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := Read("/app/prisma.config.ts", []byte(head+`import p, { env as environment } from "node:process"; const url = url; const e = process.env; const { DATABASE_URL } = process.env; let again = process.env.A; if (e.CI) again = process.env.B; let filled = e.A; filled ??= e.B; export default defineConfig({ datasource: { url: `+c.url+` } })`), "/app")
			require.NoError(t, err)
			c.want.Line = 1
			assert.Equal(t, c.want, config.URL)
		})
	}
	config, err := Read("/app/prisma.config.ts", []byte(`export default {}`), "/app")
	require.NoError(t, err)
	assert.Zero(t, config.URL)
}

func TestReadFindsWhichEnvFilesAreLoaded(t *testing.T) {
	dotenv := func(files ...string) []Load { return []Load{{Reader: env.Dotenv, Files: files}} }
	for _, c := range []struct {
		name, src string
		want      []Load
	}{
		{"none", ``, nil},
		{"side-effect", `import "dotenv/config";`, dotenv("/app/.env")},
		{"required", `require("dotenv/config");`, dotenv("/app/.env")},
		{"called", `import dotenv from "dotenv"; dotenv.config();`, dotenv("/app/.env")},
		{"namespace", `import * as d from "dotenv"; d.config();`, dotenv("/app/.env")},
		{"named", `import { config } from "dotenv"; config();`, dotenv("/app/.env")},
		{"renamed", `import { config as load } from "dotenv"; load({ path: ".env.local" });`, dotenv("/app/.env.local")},
		{"required-and-called", `require("dotenv").config({ path: "../.env" });`, dotenv("/.env")},
		{"constant", `const { config } = require("dotenv"); config();`, dotenv("/app/.env")},
		{"joined-path", `import path from "path"; import dotenv from "dotenv"; dotenv.config({ path: path.join(__dirname, "../../.env") });`, dotenv("/.env")},
		{"many-paths", `import dotenv from "dotenv"; dotenv.config({ path: [".env.local", ".env"] });`, dotenv("/app/.env.local", "/app/.env")},
		{"override", `import dotenv from "dotenv"; dotenv.config({ override: true });`, []Load{{Reader: env.Dotenv, Files: []string{"/app/.env"}, Override: true}}},
		{"computed-path", `import dotenv from "dotenv"; dotenv.config({ path: where() });`, []Load{{Reader: env.Dotenv, Computed: true}}},
		{"expanded", `import dotenv from "dotenv"; import { expand } from "dotenv-expand"; expand(dotenv.config());`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}}}},
		{"expanded-by-default-export", `import dotenv from "dotenv"; import dotenvExpand from "dotenv-expand"; const e = dotenvExpand.expand(dotenv.config());`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}}}},
		{"imported-when-run", `if (x) { const { config } = await import("dotenv"); config(); }`, []Load{{Computed: true, By: "dotenv"}}},
		{"imported-for-its-effect", `await import("dotenv/config");`, dotenv("/app/.env")},
		{"Bun", `const url = Bun.env.DATABASE_URL;`, []Load{{Computed: true, By: "Bun"}}},
		{"node", `process.loadEnvFile();`, dotenv("/app/.env")},
		{"node-with-path", `process.loadEnvFile(".env.local");`, dotenv("/app/.env.local")},
		{"next", `import { loadEnvConfig } from "@next/env"; loadEnvConfig(process.cwd());`, []Load{{Reader: env.Next, Files: []string{"/app/.env.production.local", "/app/.env.local", "/app/.env.production", "/app/.env"}}}},
		{"next-for-development", `import nextEnv from "@next/env"; nextEnv.loadEnvConfig(process.cwd(), true);`, []Load{{Reader: env.Next, Files: []string{"/app/.env.development.local", "/app/.env.local", "/app/.env.development", "/app/.env"}}}},
		{"behind-condition", `import dotenv from "dotenv"; if (!process.env.CI) { dotenv.config() }`, dotenv("/app/.env")},
		{"in-comment", "// import \"dotenv/config\"\n/* require('dotenv').config() */", nil},
		{"in-string", `const s = 'import "dotenv/config"';`, nil},
		{"another-config", `import { config } from "./x"; config();`, nil},
		{"dotenv-flow", `import "dotenv-flow/config";`, dotenv("/app/.env.local", "/app/.env")},
		{"dotenv-flow-called", `import * as flow from "dotenv-flow"; flow.config();`, dotenv("/app/.env.local", "/app/.env")},
		{"dotenv-flow-with-options", `require("dotenv-flow").config({ path: "env" });`, []Load{{Computed: true, By: "dotenv-flow"}}},
		{"dotenvx", `import { config } from "@dotenvx/dotenvx"; config();`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}}}},
		{"dotenvx-by-its-effect", `import "@dotenvx/dotenvx/config";`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}}}},
		{"dotenvx-with-path", `require('@dotenvx/dotenvx').config({ path: ['.env.local'] });`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env.local"}}}},
		{"dotenvx-with-convention", `import dotenvx from "@dotenvx/dotenvx"; dotenvx.config({ convention: "nextjs" });`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}, Computed: true}}},
		{"dotenv-safe", `import dotenv from "dotenv-safe"; dotenv.config();`, dotenv("/app/.env")},
		{"dotenv-expand-by-its-effect", `import "dotenv-expand/config";`, []Load{{Reader: env.DotenvExpand, Files: []string{"/app/.env"}}}},
		{"dotenv-mono", `import { dotenvLoad } from "dotenv-mono"; dotenvLoad();`, []Load{{Computed: true, By: "dotenv-mono"}}},
		{"by-its-effect-with-ending", `import "dotenv/config.js";`, dotenv("/app/.env")},
		{"imported-when-it-runs", `await import("dotenv/config");`, dotenv("/app/.env")},
		{"by-function-of-another-kind", `import { loadConfig } from "c12"; await loadConfig({ dotenv: true });`, []Load{{Computed: true, By: "c12"}}},
		{"parsed-by-itself", `import dotenv from "dotenv"; import fs from "fs"; Object.assign(process.env, dotenv.parse(fs.readFileSync(".env.db")));`, []Load{{Computed: true, By: "dotenv"}}},
		{"read-by-itself", `import fs from "fs"; for (const line of fs.readFileSync(".env.db", "utf8").split("\n")) set(line);`, []Load{{Computed: true}}},
		{"path-in-constant", `import dotenv from "dotenv"; const path = ".env.db"; dotenv.config({ path });`, dotenv("/app/.env.db")},
		{"only-type-of-it", `import type { DotenvConfigOptions } from "dotenv";`, nil},
		{"two", `import "dotenv/config"; process.loadEnvFile(".env.db");`, append(dotenv("/app/.env"), dotenv("/app/.env.db")...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := Read("/app/prisma.config.ts", []byte(c.src+"\nexport default {}"), "/app")
			require.NoError(t, err)
			for i := range config.Loads {
				config.Loads[i].Line = 0
			}
			assert.Equal(t, c.want, config.Loads)
		})
	}
}

func TestReadFindsWhatEveryCommandNeeds(t *testing.T) {
	head := `import { defineConfig, env } from "prisma/config"; `
	for _, c := range []struct {
		name, src string
		want      []Variable
	}{
		{"both-urls", `export default defineConfig({ datasource: { url: env("A"), shadowDatabaseUrl: env("B") } })`, []Variable{{"A", 1}, {"B", 1}}},
		{"typed-and-direct", `export default defineConfig({ datasource: { url: env<E>('A'), directUrl: env('C') } })`, []Variable{{"A", 1}, {"C", 1}}},
		{"in-constant", `const url = env("A"); export default { datasource: { url } }`, []Variable{{"A", 1}}},
		{"in-front-of-fallback", `export default { datasource: { url: env("A") ?? env("B") } }`, []Variable{{"A", 1}}},
		{"under-another-name", `import { env as need } from "prisma/config"; export default { x: need("A") }`, []Variable{{"A", 1}}},
		{"required", `const p = require("prisma/config"); module.exports = { datasource: { url: p.env("A") } }`, []Variable{{"A", 1}}},
		{"in-template", "export default { datasource: { url: `${env('A')}?x=1` } }", []Variable{{"A", 1}}},
		{"twice", `export default { a: env("A"), b: env("A") }`, []Variable{{"A", 1}}},
		{"in-choice", `export default { datasource: { url: process.env.CI ? env("A") : env("B") } }`, nil},
		{"as-fallback", `export default { datasource: { url: process.env.A ?? env("B"), x: a && env("C") } }`, nil},
		{"in-function", `const later = () => env("A"); function f() { return env("B") } export default { x: () => env("C") }`, nil},
		{"another-env", `import { env } from "./env"; export default { datasource: { url: env("A") } }`, nil},
		{"property-called-env", `export default { datasource: { url: process.env("A"), y: x.env("A") } }`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, err := Read("/app/prisma.config.ts", []byte(head+c.src), "/app")
			require.NoError(t, err)
			assert.Equal(t, c.want, config.Needs)
		})
	}
}

func TestReadListsImportsThatMayLoad(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []Import
	}{
		{`import "./env";`, []Import{{"./env", 1}}},
		{`import { env } from "./src/env.js";`, []Import{{"./src/env.js", 1}}},
		{`import { env } from "@/env";`, []Import{{"@/env", 1}}},
		{`require("./load-env");`, []Import{{"./load-env", 1}}},
		{`await import("../env.mjs");`, []Import{{"../env.mjs", 1}}},
		{`import "@acme/load-env";`, []Import{{"@acme/load-env", 1}}},
		{`import type { Env } from "./env";`, nil},
		{`import { defineConfig } from "prisma/config"; import path from "node:path"; import "dotenv/config";`, nil},
		{`// import "./env"`, nil},
		{`import "node:process";`, nil},
	} {
		config, err := Read("/app/prisma.config.ts", []byte(c.src+"\nexport default {}"), "/app")
		require.NoError(t, err)
		assert.Equal(t, c.want, config.Imports, c.src)
	}
}

func FuzzReadNeverFails(f *testing.F) {
	f.Add(`import { defineConfig } from "prisma/config"; export default defineConfig({ schema: path.join("a", "b") })`)
	f.Add("export default { schema: `${a + `${b}`}` , ...x } satisfies Y<Z>")
	f.Add("const a = b; const b = a; export default { datasource: { url: a }, schema: `${a}${a}`, ...a }")
	f.Add("const a = `${b}${b}${b}`, b = 1; const b = `${a}${a}${a}`; export default { schema: a }")
	f.Add("const a = { ...b, ...b }; const b = { ...a, ...a }; export default { ...a }")
	f.Add("let a = { ...a }; a = { ...a, ...b }; let b; b = a; b ??= b; a = { ...b, ...a }; export default a")
	f.Add(`require("dotenv").config({ path: [".env"] }); require(); a[`)
	f.Fuzz(func(t *testing.T, src string) {
		config, err := Read("/app/prisma.config.ts", []byte(src), "/app")
		if config == nil {
			t.Fatal("no config")
		}
		if err != nil && !strings.Contains(err.Error(), "--schema") {
			t.Fatalf("unhelpful: %v", err)
		}
	})
}
