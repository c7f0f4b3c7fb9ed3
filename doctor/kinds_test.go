package doctor_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
)

// More ways to write a config and what loads for it, most of them healthy.
func TestConfigurationsInMoreSpellings(t *testing.T) {
	const config = "prisma.config.ts"
	whole := func(text string) func(*app) { return func(a *app) { a.write(config, text) } }
	named := func(name, text string) func(*app) {
		return func(a *app) { a.remove(config); a.write(name, text) }
	}
	url, load, scripts, noEnv := configURL, configLoad, packageScripts, withoutEnv
	for _, c := range []spelling{
		// Where it lies and how it is written.
		{"generated-ignored", named("prisma.config.mjs", "import 'dotenv/config'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", named("prisma.config.cjs", "require('dotenv').config({ quiet: true })\nmodule.exports = { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", named("prisma.config.cts", "import dotenv = require('dotenv');\ndotenv.config();\nmodule.exports = { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } };\n"), ""},
		{"generated-ignored", named(".config/prisma.ts", "import 'dotenv/config'\nimport path from 'node:path'\nexport default { schema: path.join('..', 'prisma', 'schema.prisma'), datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", named(".config/prisma.mts", "import 'dotenv/config'\nexport default { schema: '../prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import \"dotenv/config\"\nimport type { PrismaConfig } from \"prisma\"\nimport { env } from \"prisma/config\"\n\nexport default ({\n  schema: \"prisma/schema.prisma\",\n  datasource: { url: (env(\"DATABASE_URL\") as string)! },\n} satisfies PrismaConfig)\n"), ""},
		{"generated-ignored", whole("import \"dotenv/config\"\nimport { defineConfig } from \"prisma/config\"\nconst datasource = { url: process.env.DATABASE_URL! } as const\nconst config = defineConfig({ schema: \"./prisma\", datasource })\nexport { config as default }\n"), ""},
		{"generated-ignored", whole("import { config as load } from \"dotenv\"\nimport { expand } from \"dotenv-expand\"\nimport { defineConfig } from \"prisma/config\"\nexpand(load())\nexport default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL ?? \"\" } })\n"), ""},
		{"generated-ignored", whole("import dotenv from \"dotenv\"\nimport { defineConfig } from \"prisma/config\"\n\nif (process.env.NODE_ENV !== \"production\") {\n  dotenv.config()\n}\n\nexport default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } })\n"), ""},
		{"generated-ignored", whole("import dotenv from \"dotenv\"\nimport { defineConfig } from \"prisma/config\"\nconst file = process.env.CI ? \".env.ci\" : \".env\"\ndotenv.config({ path: file })\nexport default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } })\n"), ""},
		{"generated-ignored", whole("try { process.loadEnvFile() } catch {}\nexport default { schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("process.loadEnvFile?.('.env')\nexport default { schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import nextEnv from '@next/env'\nimport { defineConfig } from 'prisma/config'\nconst { loadEnvConfig } = nextEnv\nloadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production')\nexport default defineConfig({ schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL! } })\n"), ""},
		{"generated-ignored", whole("import nextEnv from '@next/env'\nimport { defineConfig } from 'prisma/config'\nnextEnv.loadEnvConfig('.')\nexport default defineConfig({ schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL! } })\n"), ""},
		{"generated-ignored", whole("await import('dotenv/config')\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import 'dotenv/config.js'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import 'dotenv-defaults/config'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import '@dotenvx/dotenvx/config'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import dotenvx from '@dotenvx/dotenvx'\ndotenvx.config({ path: ['.env.local', '.env'], ignore: ['MISSING_ENV_FILE'] })\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", whole("import { config } from '@dotenv-run/core'\nconfig({ root: '..' })\nexport default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n"), ""},
		{"generated-ignored", both(whole("import { env } from './src/env'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: env.DATABASE_URL } }\n"), add("src/env.ts", "import { createEnv } from '@t3-oss/env-nextjs'\nimport { z } from 'zod'\nexport const env = createEnv({ server: { DATABASE_URL: z.string() }, runtimeEnv: process.env })\n")), ""},
		{"generated-ignored", whole("import 'dotenv/config'\nfunction url() {\n  const u = process.env.DATABASE_URL\n  if (!u) throw new Error('no DATABASE_URL')\n  return u\n}\nexport default { schema: 'prisma/schema.prisma', datasource: { url: url() } }\n"), ""},
		{"generated-ignored", whole("import 'dotenv/config'\nconst { DATABASE_URL, DIRECT_URL = DATABASE_URL } = process.env\nexport default { schema: 'prisma/schema.prisma', datasource: { url: DIRECT_URL } }\n"), ""},
		{"generated-ignored", whole("import 'dotenv/config'\nimport { env } from 'node:process'\nexport default { schema: 'prisma/schema.prisma', datasource: { url: env['DATABASE_URL'] } }\n"), ""},
		{"generated-ignored", whole("import 'dotenv/config'\nconst url = process.env.POSTGRES_URL || process.env.DATABASE_URL\nif (!url) throw new Error('x')\nexport default { schema: 'prisma/schema.prisma', ...(url ? { datasource: { url } } : {}) }\n"), ""},
		{"generated-ignored", whole("import 'dotenv/config'\nexport default (async () => ({ schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }))()\n"), "schema-place-unknown prisma.config.ts:2"},
		{"generated-ignored", url(`process.env.NODE_ENV === "test" ? "file:./test.db" : process.env.DATABASE_URL`), ""},
		{"generated-ignored", url("`${process.env.DATABASE_URL}?connection_limit=1`"), ""},
		{"generated-ignored", url("`${process.env.DATABASE_URL ?? \"file:./dev.db\"}`"), ""},
		{"generated-ignored", both(url("`file:${process.env.DB_PATH ?? './dev.db'}`"), noEnv), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", both(url("process.env.DATABASE_URL || `file:./dev.db`"), noEnv), ""},
		{"generated-ignored", both(url("'file:./dev.db'"), noEnv), "driver-url-missing src/lib/prisma.ts:6"}, // which the app lacks,
		{"generated-ignored", both(url("(process.env.DATABASE_URL ?? \"file:./dev.db\") as string"), noEnv), ""},
		{"generated-ignored", both(url("process.env.DATABASE_URL!"), noEnv), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(url("(process.env.DATABASE_URL as string)"), noEnv), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(url("env('DATABASE_URL') as string"), noEnv), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(url("env('DATABASE_URL').trim()"), noEnv), "config-variable-missing prisma.config.ts:12, driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", both(url("process.env.DATABASE_URL?.trim()"), noEnv), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", url("env('DATABASE_URL'),\n    shadowDatabaseUrl: (process.env.SHADOW ?? undefined)"), ""},
		{"generated-ignored", url("env('DATABASE_URL'),\n    ...(process.env.SHADOW ? { shadowDatabaseUrl: env('SHADOW') } : {})"), ""},
		{"generated-ignored", url("env('DATABASE_URL'),\n    ...(process.env.SHADOW && { shadowDatabaseUrl: env('SHADOW') })"), ""},
		{"generated-ignored", both(url("env('DATABASE_URL')"), edit(config, "migrations: {", "experimental: { externalTables: true },\n  tables: { external: [env('EXTERNAL')] },\n  migrations: {")), "config-variable-missing prisma.config.ts:9"},
		{"generated-ignored", both(url("env('DATABASE_URL')"), edit(config, "migrations: {", "migrations: {\n    seed: `tsx seed.ts ${env('SEED')}`,")), "config-variable-missing prisma.config.ts:9"},
		{"generated-ignored", both(url("env('DATABASE_URL')"), edit(config, "migrations: {", "migrations: {\n    initShadowDb: () => env('SEED'),")), ""},

		// What loads nothing of it.
		{"generated-ignored", load(`import dotenv from "dotenv";`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import { config } from "dotenv"; config({ path: ".env.local" });`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import "dotenv"`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`process.loadEnvFile(".env.production");`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import { config } from "dotenv"; config({ path: "../../.env" });`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import path from "node:path"; import { config } from "dotenv"; config({ path: path.join(import.meta.dirname, "prisma", ".env") });`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import path from "node:path"; import { config } from "dotenv"; config({ path: path.join(import.meta.dirname, ".env") });`), ""},
		{"generated-ignored", load(`import { fileURLToPath } from "node:url"; import { config } from "dotenv"; config({ path: fileURLToPath(new URL(".env", import.meta.url)) });`), ""},
		{"generated-ignored", load(`import { config } from "dotenv"; for (const path of [".env.local", ".env"]) config({ path });`), ""},
		{"generated-ignored", load(`import { config } from "dotenv"; [".env.local", ".env"].forEach((path) => config({ path }));`), ""},

		// What scripts bring.
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenv -e .env.local -e .env -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenvx run -f .env -- npx prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenvx run --env-file=.env -- pnpm prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "env-cmd prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "env-cmd -f ./.env prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "node --env-file .env ./node_modules/.bin/prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "NODE_OPTIONS='--env-file=.env' prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "cross-env NODE_OPTIONS=--env-file=.env prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "with-env": "dotenv -e .env --", "db": "pnpm with-env prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "export $(cat .env | xargs) && prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "set -a && source .env && set +a && prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "varlock run -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "prisma db push", "postinstall": "dotenv -- prisma generate" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun run prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun --env-file=.env prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenv -c -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenv-flow -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "prisma db push --config prisma.config.ts" }`)), "env-not-loaded .env:1"},
	} {
		c.check(t)
	}
}

// More ways to make a client.
func TestClientsInMoreSpellings(t *testing.T) {
	const client = "src/lib/prisma.ts"
	whole := func(text string) func(*app) { return func(a *app) { a.write(client, text) } }
	head := "import { PrismaBetterSqlite3 } from \"@prisma/adapter-better-sqlite3\";\nimport { PrismaClient } from '../generated/prisma/client';\n"
	lib := func(text string) func(*app) { return func(a *app) { a.write("lib/prisma.ts", text) } }
	pgHead := "import { PrismaPg } from \"@prisma/adapter-pg\";\nimport { PrismaClient } from \"@/generated/prisma/client\";\n"
	for _, c := range []spelling{
		// Shared ones.
		{"generated-ignored", whole(head + "class Database {\n  private static instance: PrismaClient\n  static get() {\n    if (!globalThis.database) globalThis.database = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) })\n    return globalThis.database\n  }\n}\nexport const prisma = Database.get()\n"), ""},
		{"generated-ignored", whole(head + "declare global { var __db: PrismaClient | undefined }\nif (!global.__db) {\n  global.__db = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) })\n}\nexport default global.__db\n"), ""},
		{"generated-ignored", whole(head + "const make = () => new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }).$extends({ model: {} })\ntype Client = ReturnType<typeof make>\nconst store = globalThis as typeof globalThis & { prisma?: Client }\nexport const prisma: Client = store.prisma ||= make()\n"), ""},
		{"generated-ignored", whole(head + "const key = Symbol.for('prisma')\nexport const prisma = ((globalThis as any)[key] ??= new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }))\n"), ""},
		{"generated-ignored", whole(head + "import { remember } from '@epic-web/remember'\nexport const prisma = remember('prisma', () => new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }))\n"), ""},
		{"generated-ignored", whole(head + "const options = { adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }), log: ['error'] } satisfies object\nexport const prisma = (globalThis.prisma ??= new PrismaClient(options as any))\n"), ""},
		{"generated-ignored", whole(head + "let prisma: PrismaClient\nconst adapter = new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! })\nif (process.env.NODE_ENV === 'production') {\n  prisma = new PrismaClient({ adapter })\n} else {\n  if (!global.prisma) global.prisma = new PrismaClient({ adapter })\n  prisma = global.prisma\n}\nexport default prisma\n"), "client-shared-in-development-only src/lib/prisma.ts:5"},
		{"generated-ignored", whole(head + "class Database {\n  private static instance: PrismaClient\n  static get() {\n    return (this.instance ??= new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }))\n  }\n}\nexport const prisma = Database.get()\n"), "client-not-shared src/lib/prisma.ts:6"},
		{"generated-ignored", whole(head + "function create() {\n  const adapter = new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! })\n  return new PrismaClient({ adapter })\n}\nglobalThis.db ??= create()\nexport const prisma = globalThis.db\n"), ""},
		{"generated-ignored", whole(head + "function create(options = {}) {\n  return new PrismaClient(options)\n}\nglobalThis.db ??= create({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) })\nexport const prisma = globalThis.db\n"), ""},
		{"generated-ignored", whole(head + "const config: ConstructorParameters<typeof PrismaClient>[0] = { log: ['query'] }\nconfig.adapter = new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! })\nexport const prisma = (globalThis.db ??= new PrismaClient(config))\n"), ""},
		{"generated-ignored", whole(head + "const adapter = process.env.X ? undefined : new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! })\nexport const prisma = (globalThis.db ??= new PrismaClient({ adapter }))\n"), ""},
		{"generated-ignored", whole(head + "const prismaOptions = { log: [] }\nexport const prisma = (globalThis.db ??= new PrismaClient(Object.assign(prismaOptions, { adapter: new PrismaBetterSqlite3({ url: 'file:./dev.db' }) })))\n"), ""},
		{"generated-ignored", whole("import * as db from '../generated/prisma/client';\nexport const prisma = (globalThis.db ??= new db.PrismaClient())\n"), "client-without-adapter src/lib/prisma.ts:2"},
		{"generated-ignored", whole("import { PrismaClient } from '../generated/prisma/client';\nexport const prisma = (globalThis.db ??= new PrismaClient({ datasources: { db: { url: process.env.DATABASE_URL } } }))\n"), "client-without-adapter src/lib/prisma.ts:2"},
		{"generated-ignored", whole(head + "export const prisma = (globalThis.db ??= new PrismaClient({ adapter: undefined }))\n"), "client-without-adapter src/lib/prisma.ts:3"},
		{"generated-ignored", whole("import { PrismaClient } from '../generated/prisma/client';\nexport const prisma = (globalThis.db ??= new PrismaClient({ log: ['query'] as Prisma.LogLevel[] }) as PrismaClient)\n"), "client-without-adapter src/lib/prisma.ts:2"},

		// Drivers.
		{"vercel", lib(pgHead + "import { Pool } from 'pg'\nconst pool = new Pool({ connectionString: process.env.POSTGRES_PRISMA_URL, max: 5 })\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool, { schema: 'x' }) }))\n"), ""},
		{"vercel", lib(pgHead + "import pg from 'pg'\nconst pool = new pg.Pool({ connectionString: process.env.NEON_URL })\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool) }))\n"), "driver-url-missing lib/prisma.ts:4"},
		{"vercel", lib(pgHead + "const connectionString = `${process.env.POSTGRES_PRISMA_URL}`\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString }) }))\n"), ""},
		{"vercel", lib(pgHead + "const u = new URL(process.env.POSTGRES_PRISMA_URL!)\nu.searchParams.set('a', 'b')\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: u.toString() }) }))\n"), ""},
		{"vercel", lib(pgHead + "const g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ host: process.env.PGHOST, user: process.env.PGUSER, password: process.env.PGPASSWORD, database: process.env.PGDATABASE }) }))\n"), ""},
		{"vercel", lib(pgHead + "const g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg(process.env.POSTGRES_PRISMA_URL!) }))\n"), ""},
		{"vercel", lib(pgHead + "const url = process.env.DIRECT ?? process.env.POSTGRES_PRISMA_URL\nif (!url) throw new Error('no URL')\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) }))\n"), ""},
		{"vercel", lib("import { PrismaNeon } from '@prisma/adapter-neon'\nimport { neonConfig } from '@neondatabase/serverless'\nimport ws from 'ws'\nimport { PrismaClient } from '@/generated/prisma/client'\nneonConfig.webSocketConstructor = ws\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaNeon({ connectionString: process.env.POSTGRES_PRISMA_URL }) }))\n"), ""},
		{"vercel", lib("import { withAccelerate } from '@prisma/extension-accelerate'\nimport { PrismaClient } from '@/generated/prisma/client'\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ accelerateUrl: process.env.ACCELERATE_URL! }).$extends(withAccelerate()))\n"), "driver-url-missing lib/prisma.ts:4"},
		{"vercel", lib("import { withAccelerate } from '@prisma/extension-accelerate'\nimport { PrismaClient } from '@/generated/prisma/client'\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient().$extends(withAccelerate()))\n"), "client-without-adapter lib/prisma.ts:4"},
		{"vercel", lib(pgHead + "import { env } from '@/env'\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env.POSTGRES_PRISMA_URL }) }))\n"), ""},
		{"vercel", lib(pgHead + "const required = (name: string) => process.env[name] ?? (() => { throw new Error(name) })()\nconst g = globalThis as any\nexport default (g.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: required('POSTGRES_PRISMA_URL') }) }))\n"), ""},

		// Files of SQLite.
		{"generated-ignored", edit(client, `process.env.DATABASE_URL!`, "`file:${process.cwd()}/dev.db`"), ""},
		{"generated-ignored", edit(client, `process.env.DATABASE_URL!`, `process.env.DATABASE_URL?.replace("file:", "") ?? "dev.db"`), ""},
		{"generated-ignored", edit(client, `process.env.DATABASE_URL!`, `process.env.DATABASE_URL ?? "file:./dev.db"`), ""},
		{"generated-ignored", edit(client, `process.env.DATABASE_URL!`, `"file:./../app/dev.db"`), "sqlite-files-differ src/lib/prisma.ts:6"},

		// Imports.
		{"generated-ignored", add("src/a.ts", "import { prisma as db } from './lib/prisma'\nimport * as all from './lib/prisma'\n"), ""},
		{"generated-ignored", add("src/a.ts", "const { prisma } = await import('./lib/prisma')\n"), ""},
		{"generated-ignored", add("src/a.ts", "import prisma from './lib/prisma.js'\n"), "client-import-undefined src/a.ts:1"},
		{"generated-ignored", both(edit(client, "globalForPrisma.prisma = prisma;", "globalForPrisma.prisma = prisma;\nexport default prisma;"), add("src/a.ts", "import db, { prisma } from './lib/prisma'\n")), ""},
		{"generated-ignored", both(edit(client, "export const prisma =", "const prisma ="), edit(client, "globalForPrisma.prisma = prisma;", "globalForPrisma.prisma = prisma;\nexport { prisma as db, prisma as default };"), add("src/a.ts", "import a, { db } from './lib/prisma'\n")), ""},
		{"generated-ignored", both(edit(client, "globalForPrisma.prisma = prisma;", "globalForPrisma.prisma = prisma;\nexport type { User } from '../generated/prisma/client';\nexport { Prisma } from '../generated/prisma/client';"), add("src/a.ts", "import { Prisma, type User } from './lib/prisma'\n")), ""},
		{"generated-ignored", add("src/a.test.ts", "import { mockDeep } from 'x'\njest.mock('./lib/prisma', () => ({ default: mockDeep() }))\nimport prisma from './lib/prisma'\n"), ""},
	} {
		c.check(t)
	}
}

// The line that keeps a client in production, too, is that of the file, under the file's own names.
func TestTheGuardIsLeftOut(t *testing.T) {
	const head = "import { PrismaClient } from \"@prisma/client\";\n"
	for name, c := range map[string]struct{ text, cure string }{
		"global-db":     {"const db = global.db ?? new PrismaClient();\nexport { db };\nif (process.env.NODE_ENV !== \"production\") global.db = db;\n", "in place of the if, with what it does: global.db = db"},
		"underscore":    {"export const prisma = globalThis._prisma || new PrismaClient()\nif (process.env.NODE_ENV === 'development') {\n  globalThis._prisma = prisma\n}\n", "in place of the if, with what it does: globalThis._prisma = prisma"},
		"named":         {"const globalForPrisma = globalThis as unknown as { client?: PrismaClient };\nexport const client = globalForPrisma.client ?? new PrismaClient();\nif (process.env.NODE_ENV !== \"production\")\n  globalForPrisma.client = client;\nexport default client;\n", "in place of the if, with what it does: globalForPrisma.client = client"},
		"without-marks": {"export const db = global.db || new PrismaClient()\nif (process.env.NODE_ENV !== 'production') global.db = db\nexport default db\n", "in place of the if, with what it does: global.db = db"},
		"cast":          {"export const db = (global as any).db || new PrismaClient();\nif (process.env.NODE_ENV !== 'production') (global as any).db = db;\n", "in place of the if, with what it does: (global as any).db = db"},
		"after-a-pool":  {"const g = globalThis as unknown as { pool?: object; prisma?: PrismaClient };\nconst pool = g.pool ?? {};\nif (process.env.NODE_ENV !== 'production') {\n  g.pool = pool;\n}\nexport const prisma = g.prisma ?? new PrismaClient();\nif (process.env.NODE_ENV !== 'production') {\n  g.prisma = prisma;\n}\n", "in place of the if, with what it does: g.prisma = prisma"},
		"two-things":    {"export const db = global.db || new PrismaClient();\nif (process.env.NODE_ENV !== 'production') {\n  global.db = db;\n  console.log('kept');\n}\n", "in place of the if: what stands in it, for every NODE_ENV"},
		"two-branches":  {"let db: PrismaClient;\nif (process.env.NODE_ENV === 'production') {\n  db = new PrismaClient();\n} else {\n  if (!global.db) global.db = new PrismaClient();\n  db = global.db;\n}\nexport default db;\n", "in place of the if and its else: what stands in the else, for every NODE_ENV"},
		"other-way":     {"let db: PrismaClient;\nif (process.env.NODE_ENV !== 'production') {\n  global.db ??= new PrismaClient();\n  db = global.db;\n} else {\n  db = new PrismaClient();\n}\nexport default db;\n", "in place of the if and its else: what stands in the if, for every NODE_ENV"},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, "lib-prisma")
			a.remove("lib/prisma.ts")
			a.write("lib/prisma.ts", head+c.text)
			report := a.examine()
			at := slices.IndexFunc(report.Findings, func(f doctor.Finding) bool { return f.ID == "client-shared-in-development-only" })
			require.GreaterOrEqual(t, at, 0, "%v", found(report))
			assert.Equal(t, c.cure, report.Findings[at].Cure)
		})
	}
}

// The generator prisma-client came with 6.6.
func TestTheGeneratorOfANewerPrisma(t *testing.T) {
	asks := edit("prisma/schema.prisma", `"prisma-client-js"`, "\"prisma-client\"\n  output = \"../generated\"")
	prisma := func(version string) func(*app) {
		return func(a *app) { a.write("package.json", strings.ReplaceAll(a.read("package.json"), "^5.22.0", version)) }
	}
	for _, c := range []spelling{
		{"prisma-5", asks, "prisma-too-old package.json:1"},
		{"prisma-5", both(asks, prisma("6.5.0")), "prisma-too-old package.json:1"},
		{"prisma-5", both(asks, prisma("6.6.0")), ""},
		{"prisma-5", both(asks, prisma("^6.5.0")), ""},
		{"prisma-5", func(*app) {}, ""},
	} {
		c.check(t)
	}
}
