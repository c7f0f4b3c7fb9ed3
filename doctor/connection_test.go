package doctor_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// How clients are made, against versions and what Prisma's commands use.
func TestConnectionsInTheirSpellings(t *testing.T) {
	const client = "src/lib/prisma.ts"
	made := func(expression string) func(*app) {
		return edit(client, "globalForPrisma.prisma ?? new PrismaClient({ adapter })", expression)
	}
	driver := func(argument string) func(*app) {
		return edit(client, `{ url: process.env.DATABASE_URL! }`, argument)
	}
	inModules := both(edit("prisma/schema.prisma", "\"prisma-client\"\n  output   = \"../src/generated/prisma\"", "\"prisma-client-js\""), edit(client, "'../generated/prisma/client'", "'@prisma/client'"))
	scripts := func(text string) func(*app) {
		return edit("package.json", `"type": "module",`, `"type": "module", "scripts": `+text+`,`)
	}
	pg := func(argument, url string) func(*app) { // vercel, with its driver given something else
		return both(edit("lib/prisma.ts", `{ connectionString: process.env.POSTGRES_PRISMA_URL }`, argument), edit(".env.local", `POSTGRES_PRISMA_URL="postgres://default:abc@ep-x-pooler.us-east-1.aws.neon.tech/verceldb?pgbouncer=true&connect_timeout=15&sslmode=require"`, "POSTGRES_PRISMA_URL=\""+url+"\""))
	}
	const proxied, direct = "prisma+postgres://localhost:51213/?api_key=abc", "postgres://a:b@localhost:5432/verceldb"
	moved := func(a *app) {
		a.write("src/lib/prisma/index.ts", strings.Replace(a.read("src/lib/prisma.ts"), "../generated", "../../generated", 1))
		a.remove("src/lib/prisma.ts")
	}
	aliases := add("tsconfig.json", `{ "compilerOptions": { "paths": { "@/*": ["./src/*", "./*"] } } }`)
	without := "client-without-adapter src/lib/prisma.ts:7"
	for _, c := range []spelling{
		// Prisma 7 is told how to connect.
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient()`), without},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient`), without},
		{"generated-ignored", made(`globalForPrisma.prisma || new PrismaClient({ log: ["query"], errorFormat: "pretty" })`), without},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient({}).$extends(x)`), without},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient({ datasourceUrl: process.env.DATABASE_URL })`), without},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient(process.env.CI ? { log: [] } : undefined)`), without},
		{"generated-ignored", both(made(`globalForPrisma.prisma ?? new PrismaClient(options)`), edit(client, "const adapter =", "const options = { log: ['warn'] as const };\nconst adapter =")), "client-without-adapter src/lib/prisma.ts:8"},
		{"generated-ignored", add("prisma/seed.ts", "import { PrismaClient } from '../src/generated/prisma/client'\nconst p = new PrismaClient()\n"), "client-without-adapter prisma/seed.ts:2"},
		{"generated-ignored", add("src/service.ts", "import { PrismaClient } from './generated/prisma/client'\nexport class Service extends PrismaClient { async onInit() { await this.$connect() } }\n"), "client-without-adapter src/service.ts:2"},
		{"generated-ignored", add("src/service.ts", "import { PrismaClient as Base } from './generated/prisma/client'\nclass Service extends Base {\n  constructor() { super({ log: [] }) }\n}\n"), "client-without-adapter src/service.ts:2"},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient(options())`), ""},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient({ ...options, log: [] })`), ""},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient({ ...(process.env.CI ? {} : { log: [] }), adapter: connect() })`), ""},
		{"generated-ignored", made(`globalForPrisma.prisma ?? new PrismaClient({ accelerateUrl: process.env.PROXY_URL ?? proxy() })`), ""},
		{"generated-ignored", add("src/prisma.test.ts", "const p = new PrismaClient()\n"), ""},
		{"generated-ignored", add("src/service.ts", "import { PrismaClient } from './generated/prisma/client'\nexport class Service extends PrismaClient { constructor(adapter) { super({ adapter }) } }\n"), ""},
		{"generated-ignored", add("src/f.ts", "export function f<T extends PrismaClient>(c: T) { return c }\n"), ""},
		{"lib-prisma", add("src/service.ts", "import { PrismaClient } from '@prisma/client'\nexport class Service extends PrismaClient {}\n"), ""}, // Prisma 6

		// A URL that the driver cannot read.
		{"vercel", pg(`{ connectionString: process.env.POSTGRES_PRISMA_URL }`, proxied), "driver-of-other-url lib/prisma.ts:4"},
		{"vercel", pg("{ connectionString: `${process.env['POSTGRES_PRISMA_URL']}`, max: 5 }", proxied), "driver-of-other-url lib/prisma.ts:4"},
		{"vercel", pg(`new Pool({ connectionString: process.env.POSTGRES_PRISMA_URL as string })`, "prisma://accelerate.prisma-data.net/?api_key=abc"), "driver-of-other-url lib/prisma.ts:4"},
		{"vercel", pg(`new lib.pg.Pool({ connectionString: process.env.POSTGRES_PRISMA_URL })`, proxied), "driver-of-other-url lib/prisma.ts:4"},
		{"vercel", pg(`{ connectionString: process.env.DIRECT_URL ?? process.env.POSTGRES_PRISMA_URL }`, proxied), "driver-of-other-url lib/prisma.ts:4"},
		{"vercel", pg(`{ connectionString: url() }`, proxied), ""},
		{"vercel", pg(`{ connectionString: process.env.POSTGRES_URL_NON_POOLING ?? process.env.POSTGRES_PRISMA_URL }`, proxied), ""},
		{"vercel", pg(`{ host: "localhost" }`, direct), ""},
		{"prisma-postgres", edit("src/lib/prisma.ts", "accelerateUrl: process.env.DATABASE_URL", "accelerateUrl: process.env.PLAIN_URL ?? process.env.DATABASE_URL"), ""},

		// A variable that is not set.
		{"generated-ignored", driver(`{ url: process.env.SQLITE_URL! }`), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", driver("{ url: `${process.env.SQLITE_URL}` }"), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", both(driver(`{ url }`), edit(client, "const adapter", "const { SQLITE_URL: file } = process.env; const url = file\nconst adapter")), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", both(driver(`{ url: SQLITE_URL }`), edit(client, "const adapter", "const { SQLITE_URL } = process.env\nconst adapter")), "driver-url-missing src/lib/prisma.ts:6"},
		{"generated-ignored", driver(`{ url: process.env.SQLITE_URL || process.env.DATABASE_URL! }`), ""},
		{"generated-ignored", driver(`{ url: env.SQLITE_URL }`), ""},
		{"generated-ignored", both(driver(`{ url: process.env.SQLITE_URL! }`), add(".env.local", "SQLITE_URL=file:./dev.db\n")), ""},
		{"generated-ignored", both(driver(`{ url: process.env.SQLITE_URL! }`), scripts(`{ "dev": "doppler run -- next dev" }`)), ""},

		// Two SQLite files.
		{"generated-ignored", driver(`{ url: "file:./prisma/dev.db" }`), "sqlite-files-differ src/lib/prisma.ts:6"},
		{"generated-ignored", driver(`{ url: "dev2.db" }`), "sqlite-files-differ src/lib/prisma.ts:6"},
		{"generated-ignored", driver(`{ url: process.env.SQLITE_URL ?? "file:./data/app.db" }`), "sqlite-files-differ src/lib/prisma.ts:6"},
		{"generated-ignored", both(driver("{ url: `file:${path.join(process.cwd(), 'prisma', 'dev.db')}` }"), edit(client, "const adapter", "import path from 'node:path'\nconst adapter")), "sqlite-files-differ src/lib/prisma.ts:7"},
		{"generated-ignored", driver(`{ url: "file:dev.db" }`), ""},
		{"generated-ignored", driver(`{ url: "./dev.db" }`), ""},
		{"generated-ignored", driver(`{ url: ":memory:" }`), ""},
		{"generated-ignored", driver(`{ url: file() }`), ""},
		{"generated-ignored", add("prisma/seed.ts", "const p = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: 'file:./test.db' }) })\n"), ""},

		// What is not exported under that name.
		{"lib-prisma", edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { prisma } from"), "client-import-undefined pages/api/auth/[...nextauth].ts:4"},
		{"lib-prisma", edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { prisma as db } from"), "client-import-undefined pages/api/auth/[...nextauth].ts:4"},
		{"lib-prisma", add("pages/api/users.js", "const { prisma } = require('../../lib/prisma')\n"), "client-import-undefined pages/api/users.js:1"},
		{"lib-prisma", both(aliases, both(add("pages/api/a.js", "import {\n  prisma,\n} from \"@/lib/prisma\"\n"), add("pages/api/b.js", "\nimport { prisma } from '../../lib/prisma'\n"))), "client-import-undefined pages/api/a.js:1"},
		{"generated-ignored", both(aliases, moved, add("app/page.tsx", "import prisma from '@/lib/prisma/index'\n")), "client-import-undefined app/page.tsx:1"},
		{"generated-ignored", both(aliases, moved, add("src/a.ts", "import prisma from './lib/prisma/index.js'\n")), "client-import-undefined src/a.ts:1"},
		{"generated-ignored", both(aliases, moved, add("app/page.tsx", "import { prisma } from '@/lib/prisma/index'\n")), ""},
		{"generated-ignored", both(aliases, moved, add("app/page.tsx", "import index from '@/index'\nimport prisma from './index'\n")), ""},
		{"generated-ignored", both(aliases, add("app/page.tsx", "import prisma from '@/lib/prisma'\n")), "client-import-undefined app/page.tsx:1"},
		{"generated-ignored", both(aliases, add("app/page.tsx", "import prisma, { type X } from '@/lib/prisma'\n")), "client-import-undefined app/page.tsx:1"},
		{"lib-prisma", both(edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { prisma } from"), both(edit("pages/users.tsx", "import prisma from", "import { prisma } from"), edit("lib/prisma.ts", "export default prisma", "export { prisma }"))), ""},
		{"lib-prisma", both(edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { prisma } from"), edit("lib/prisma.ts", "export default prisma", "module.exports = { prisma }")), ""},
		{"lib-prisma", edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { default as prisma } from"), ""},
		{"lib-prisma", add("pages/api/a.js", "import type { prisma } from '../../lib/prisma'\nimport * as all from '../../lib/prisma'\n"), ""},
		{"lib-prisma", both(edit("pages/api/auth/[...nextauth].ts", "import prisma from", "import { prisma } from"), edit("lib/prisma.ts", "globalThis.prismaGlobal = prisma", "globalThis.prismaGlobal = prisma\nexport * from './more'")), ""},
		{"generated-ignored", both(aliases, add("app/page.tsx", "import { prisma } from '@/lib/prisma'\nimport prismaData from '@/data/prisma'\n")), ""},

		// What throws leaves no pool behind: it is one finding.
		{"generated-ignored", both(made("new PrismaClient()"), edit(client, "globalForPrisma.prisma = prisma;", "")), "client-without-adapter src/lib/prisma.ts:7"},

		// A client that nothing makes.
		{"generated-ignored", scripts(`{ "build": "next build" }`), "client-never-generated package.json"},
		{"generated-ignored", scripts(`{ "build": "next build", "postinstall": "husky" }`), "client-never-generated package.json"},
		{"generated-ignored", scripts(`{ "build": "next build", "lint": "prisma validate" }`), "client-never-generated package.json"},
		{"generated-ignored", scripts(`{ "build": "next build", "db:push": "prisma db push", "db": "prisma migrate dev" }`), "client-never-generated package.json"},
		{"generated-ignored", both(inModules, scripts(`{ "build": "next build" }`)), "client-never-generated package.json"},
		{"generated-ignored", both(inModules, scripts(`{ "build": "next build", "postinstall": "prisma generate" }`)), ""},
		{"generated-ignored", scripts(`{ "build": "prisma generate && next build" }`), ""},
		{"generated-ignored", scripts(`{ "build": "next build", "postinstall": "npx prisma generate --no-hints" }`), ""},
		{"generated-ignored", scripts(`{ "build": "next build", "prepare": "pnpm exec prisma generate" }`), ""},
		{"generated-ignored", scripts(`{ "build": "npm run gen && next build", "gen": "dotenv -- prisma generate" }`), ""},
		{"generated-ignored", both(scripts(`{ "build": "next build" }`), add("Dockerfile", "FROM node:22\nRUN npm ci \\\n  && npx prisma generate\n")), ""},
		{"generated-ignored", both(scripts(`{ "build": "next build" }`), add(".github/workflows/ci.yml", "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm ci && npx prisma generate\n")), ""},
		{"generated-ignored", both(scripts(`{ "build": "next build" }`), add("vercel.json", `{ "buildCommand": "prisma generate && next build" }`)), ""},
		{"generated-ignored", both(scripts(`{ "build": "next build" }`), edit(".gitignore", "/src/generated/prisma\n", "")), ""},
		{"generated-ignored", scripts(`{ "dev": "next dev" }`), ""},

		// Clients without an engine, which speak to Accelerate alone.
		{"t3", edit("package.json", `"postinstall": "prisma generate"`, `"postinstall": "prisma generate --no-engine"`), "driver-of-other-url .env:8"},
		{"t3", both(edit("package.json", `"postinstall": "prisma generate"`, `"postinstall": "prisma generate --no-engine"`), edit(".env", "postgresql://postgres:password@localhost:5432/t3", "prisma://accelerate.prisma-data.net/?api_key=abc")), ""},
		{"t3", both(edit("package.json", `"postinstall": "prisma generate"`, `"postinstall": "prisma generate --no-engine"`), edit(".env", "postgresql://postgres:password@localhost:5432/t3", "prisma+postgres://accelerate.prisma-data.net/?api_key=abc")), ""},
		{"t3", edit("package.json", `"postinstall": "prisma generate"`, `"postinstall": "prisma generate", "vercel-build": "prisma generate --no-engine && next build"`), ""},
		{"t3", edit("package.json", `"postinstall": "prisma generate"`, `"build": "prisma generate --no-engine && next build"`), ""},
		{"t3", both(edit("package.json", `"postinstall": "prisma generate"`, `"postinstall": "prisma generate --no-engine"`), edit("src/server/db.ts", "new PrismaClient({", "new PrismaClient({ datasourceUrl: process.env.ACCELERATE_URL,")), ""},

		// Scripts have clients of their own.
		{"lib-prisma", both(add("cleanup.js", "const { PrismaClient } = require('@prisma/client')\nnew PrismaClient()\n"), edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": { "cleanup": "node ./cleanup.js" },`)), ""},
		{"lib-prisma", both(add("src/import.ts", "import { PrismaClient } from '@prisma/client'\nnew PrismaClient()\n"), edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": { "import": "dotenv -- tsx watch src/import.ts" },`)), ""},
		{"lib-prisma", both(add("src/import.ts", "import { PrismaClient } from '@prisma/client'\nexport const all = new PrismaClient()\n"), add("pages/all.tsx", "import { all } from '../src/import'\nexport default () => all.user.count()\n"), edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": { "import": "tsx src/other.ts" },`)), "client-outside-singleton src/import.ts:2"},
		{"lib-prisma", add("check-users.ts", "import { PrismaClient } from '@prisma/client'\nconst c = new PrismaClient()\nc.user.count().then(console.log)\n"), ""}, // run by hand: nothing can import it
	} {
		c.check(t)
	}
}

// What is to be written in place of a module differs from folder to folder.
func TestGeneratedModuleOfEachFolder(t *testing.T) {
	a, _ := loadProject(t, "client-of-no-generator")
	var cures []string
	for _, f := range a.examine().Findings {
		cures = append(cures, f.File+": "+f.Cure)
	}
	assert.ElementsMatch(t, []string{
		`prisma/seed.ts: write "../src/generated/prisma/client" in place of "@prisma/client"`,
		`src/lib/prisma.ts: write "../generated/prisma/client" in place of "@prisma/client"`,
	}, cures)
}
