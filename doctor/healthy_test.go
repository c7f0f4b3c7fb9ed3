package doctor_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/doctor"
	"github.com/stretchr/testify/require"
)

// What is right, in spellings that look like what a rule is about, is no finding.
func TestHealthyClients(t *testing.T) {
	const shared = "src/server/db.ts"
	// client is the shared one of the project, in another way.
	client := func(text string) func(*app) { return func(a *app) { a.remove(shared); a.write(shared, text) } }
	page := func(text string) func(*app) { return add("src/app/more/page.tsx", text) }
	const makes = "import { PrismaClient } from \"@prisma/client\";\n"
	const byDefault = makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nconst prisma = (g.prisma ??= new PrismaClient());\nexport default prisma;\n"
	bare := func(name, text string) spelling {
		return spelling{"t3", both(client(byDefault+"export { prisma as db };\n"), add(name, text)), ""}
	}
	silent := func(plant ...func(*app)) spelling {
		return spelling{"t3", both(plant...), ""}
	}
	inWorkspace := both(add("pnpm-workspace.yaml", "packages:\n  - packages/*\n"), add("packages/a/package.json", `{ "name": "a" }`))
	for name, c := range map[string]spelling{
		// What runs apart from Next.js.
		"trigger":            bare("trigger/mail.ts", makes+"const prisma = new PrismaClient();\nexport const mail = task({ run: async () => prisma.user.count() });\n"),
		"lambda":             bare("lambda/handler.ts", makes+"const prisma = new PrismaClient();\nexport const handler = async () => prisma.user.count();\n"),
		"netlify-function":   bare("netlify/functions/a.ts", makes+"const prisma = new PrismaClient();\nexport const handler = async () => prisma.user.count();\n"),
		"example":            bare("examples/basic/client.ts", makes+"export const prisma = new PrismaClient();\n"),
		"helper-of-tests":    bare("test-helpers.ts", makes+"export const testPrisma = new PrismaClient();\n"),
		"class-of-its-own":   bare("src/lib/fake.ts", "class PrismaClient { user = { count: () => 1 } }\nexport const fake = new PrismaClient();\n"),
		"imported-by-script": silent(client(byDefault+"export { prisma as db };\n"), edit("package.json", `"db:push"`, `"ws": "tsx src/ws/main.ts", "db:push"`), add("src/ws/main.ts", "import { rooms } from \"./rooms\";\nrooms();\n"), add("src/ws/rooms.ts", makes+"const prisma = new PrismaClient();\nexport const rooms = () => prisma.user.count();\n")),

		// With the app router alone, Next.js loads a module once before 16.
		"guarded-with-next-15":      {"t3", func(*app) {}, ""},
		"guarded-with-next-16":      {"t3", edit("pnpm-lock.yaml", "15.3.1(react-dom@19.1.0(react@19.1.0))(react@19.1.0)\n", "16.4.5(react@19.1.0)\n"), "next-auth-too-old package.json:4, client-shared-in-development-only src/server/db.ts:16"},
		"guarded-with-turbopack":    {"t3", edit("package.json", `"postinstall"`, `"build": "next build --turbopack", "postinstall"`), "client-shared-in-development-only src/server/db.ts:16"},
		"guarded-with-webpack":      {"client-guarded-under-another-name", edit("package.json", "&& next build", "&& next build --webpack"), "-client-shared-in-development-only app/lib/store.ts:4"},
		"guarded-with-both-routers": {"t3", add("src/pages/api/a.ts", "export default (q, r) => r.json({});\n"), "client-shared-in-development-only src/server/db.ts:16"},

		// Clients of other databases.
		"tenants": silent(client(byDefault+"export { prisma as db };\n"), add("src/lib/tenant.ts", makes+"const clients = new Map<string, PrismaClient>();\nexport function clientOf(url: string) {\n  let c = clients.get(url);\n  if (!c) { c = new PrismaClient({ datasourceUrl: url }); clients.set(url, c); }\n  return c;\n}\n"), page("import { clientOf } from \"@/lib/tenant\";\nexport default () => clientOf(\"a\");\n")),
		"replica": silent(client(byDefault+"export { prisma as db };\n"), add("src/lib/replica.ts", makes+"const g = globalThis as unknown as { replica?: PrismaClient };\nexport const replica = (g.replica ??= new PrismaClient({ datasources: { db: { url: process.env.REPLICA_URL } } }));\n"), page("import { replica } from \"@/lib/replica\";\nexport default () => replica.user.count();\n")),

		"replica-of-the-same-url": silent(client(byDefault+"export { prisma as db };\n"), add(".env.local", "REPLICA_URL=\"postgresql://postgres:password@localhost:5432/t3\"\n"), add("src/lib/replica.ts", makes+"const g = globalThis as unknown as { replica?: PrismaClient };\nexport const replica = (g.replica ??= new PrismaClient({ datasourceUrl: process.env.REPLICA_URL }));\n"), page("import { replica } from \"@/lib/replica\";\nexport default () => replica.user.count();\n")),

		// Another class, another place, under the same name.
		"alias-of-the-package":  {"client-of-no-generator", add("tsconfig.json", `{ "compilerOptions": { "paths": { "@prisma/client": ["./src/generated/prisma/client"] } } }`), "-client-of-no-generator prisma/seed.ts:2, -client-of-no-generator src/lib/prisma.ts:2"},
		"package-from-a-folder": {"client-of-no-generator", edit("package.json", `"@prisma/client": "7.10.0"`, `"@prisma/client": "link:./src/generated/prisma"`), "-client-of-no-generator prisma/seed.ts:2, -client-of-no-generator src/lib/prisma.ts:2"},
		"class-with-an-adapter": {"generated-ignored", both(func(a *app) { a.remove("src/lib/prisma.ts") }, add("src/lib/prisma-client.ts", "import { PrismaBetterSqlite3 } from \"@prisma/adapter-better-sqlite3\";\nimport { PrismaClient as Base } from \"../generated/prisma/client\";\nexport class PrismaClient extends Base {\n  constructor() { super({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }); }\n}\n"), add("src/lib/prisma.ts", "import { PrismaClient } from \"./prisma-client\";\nconst g = globalThis as unknown as { prisma?: PrismaClient };\nexport const prisma = (g.prisma ??= new PrismaClient());\n")), ""},

		"one-of-two": {"generated-ignored", edit("src/lib/prisma.ts", "new PrismaClient({ adapter })", "(process.env.PROXY ? new PrismaClient({ accelerateUrl: process.env.PROXY }) : new PrismaClient({ adapter }))"), ""},

		// Other ways to keep it.
		"kept-by-another-module": silent(client(makes+"import { globalForPrisma } from \"./global\";\nexport const db = globalForPrisma.prisma ?? new PrismaClient();\nglobalForPrisma.prisma = db;\n"), add("src/server/global.ts", "export const globalForPrisma = globalThis as unknown as { prisma?: object };\n")),
		"kept-by-helper":         silent(client(makes+"import { hot } from \"./hot\";\nexport const db = hot(\"prisma\", () => new PrismaClient());\n"), add("src/server/hot.ts", "export const hot = (name, make) => (globalThis[name] ??= make());\n")),
		"kept-by-helper-by-name": silent(client(makes+"import { hot } from \"./hot\";\nconst make = () => new PrismaClient();\nexport const db = hot(\"prisma\", make);\n"), add("src/server/hot.ts", "export const hot = (name, make) => (globalThis[name] ??= make());\n")),
		"made-for-another":       silent(func(a *app) { a.remove(shared) }, add("src/server/create.ts", makes+"export function createClient() {\n  return new PrismaClient({ log: [\"error\"] });\n}\n"), add(shared, "import { createClient } from \"./create\";\nconst g = globalThis as unknown as { prisma?: ReturnType<typeof createClient> };\nexport const db = (g.prisma ??= createClient());\n")),
		"handed-out":             silent(func(a *app) { a.remove(shared) }, add("src/server/create.ts", makes+"export function createClient() {\n  const client = new PrismaClient();\n  client.$connect();\n  return client;\n}\n"), add(shared, "import { createClient } from \"./create\";\nconst g = globalThis as unknown as { prisma?: ReturnType<typeof createClient> };\nexport const db = (g.prisma ??= createClient());\n")),
		"handed-out-extended":    silent(func(a *app) { a.remove(shared) }, add("src/server/create.ts", makes+"export function createClient() {\n  const client = new PrismaClient();\n  return client.$extends({});\n}\n"), add(shared, "import { createClient } from \"./create\";\nconst g = globalThis as unknown as { prisma?: ReturnType<typeof createClient> };\nexport const db = (g.prisma ??= createClient());\n")),
		"disconnected":           silent(client(byDefault+"export { prisma as db };\n"), add("src/app/api/join/route.ts", makes+"export async function POST(request: Request) {\n  const prisma = new PrismaClient();\n  try {\n    return Response.json(await prisma.user.create({ data: await request.json() }));\n  } finally {\n    await prisma.$disconnect();\n  }\n}\n")),
		"put-in-brackets":        silent(client(makes + "const g = globalThis as any;\nexport const db = g.prisma ?? new PrismaClient();\ng[\"prisma\"] = db;\n")),
		"put-by-its-name":        silent(client(makes + "declare global { var cached: PrismaClient | undefined }\nexport const db = global.cached ?? new PrismaClient();\ncached = db;\n")),
		"put-by-a-function":      silent(client(makes + "const g = globalThis as any;\nexport const db = g.prisma ?? new PrismaClient();\nObject.assign(globalThis, { prisma: db });\n")),
		"put-by-another-name":    silent(client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nconst made = g.prisma ? null : new PrismaClient();\nexport const db = made ?? g.prisma!;\ng.prisma = db;\n")),
		"kept-on-process":        silent(client(makes + "const store = process as unknown as { prisma?: PrismaClient };\nexport const db = (store.prisma ??= new PrismaClient());\n")),

		// Clients that nothing uses.
		"unused-name":            silent(page(makes + "const prisma = new PrismaClient();\nexport default () => null;\n")),
		"unused-name-extended":   silent(page(makes + "const prisma: unknown = new PrismaClient({ log: [\"query\"] }).$extends({});\nexport default () => null;\n")),
		"unused-and-not-shared":  silent(client(makes + "const old = new PrismaClient();\nexport const db = createDb();\n")),
		"left-over":              silent(add("src/lib/prisma.ts", makes+"const prisma = new PrismaClient();\nexport default prisma;\n")),
		"left-over-of-an-action": silent(add("src/lib/actions.ts", "\"use server\";\n"+makes+"const prisma = new PrismaClient();\nexport async function count() { return prisma.user.count(); }\n")),
		"left-over-beside-pages": silent(add("src/app/users/store.ts", makes+"export const prisma = new PrismaClient();\n"), page("import { prisma } from \"./store\";\nexport default () => prisma;\n")),
		"left-over-in-tests":     silent(add("src/lib/prisma.ts", makes+"export const prisma = new PrismaClient();\n"), add("src/test/setup.ts", "export { prisma } from \"../lib/prisma\";\n")),

		// Programs that are run by hand, in a package that others of the workspace may import.
		"script-by-its-name":  silent(inWorkspace, add("src/server/backfill.ts", makes+"const prisma = new PrismaClient();\nexport async function main() {\n  await prisma.user.count();\n}\nmain().finally(() => prisma.$disconnect());\n")),
		"script-that-stands":  silent(inWorkspace, add("src/lib/fix.ts", makes+"export const prisma = new PrismaClient();\n(async () => {\n  await prisma.user.count();\n  process.exit(0);\n})();\n")),
		"script-that-awaits":  silent(inWorkspace, add("lib/fix.mjs", makes+"const prisma = new PrismaClient();\nexport const run = async () => prisma.user.count();\nawait run();\nprocess.exit();\n")),
		"script-beside-pages": silent(add("src/app/users/fix.ts", makes+"const prisma = new PrismaClient();\nasync function main() {\n  await prisma.user.count();\n}\nmain().then(() => process.exit(0));\n")),

		// Imports that are none, or that are of types.
		"import-commented-out": silent(client(byDefault+"export type Db = typeof prisma;\n"), edit("src/server/auth/config.ts", "{ db } from", "db from"), page("// import { db } from \"@/server/db\";\nimport db from \"@/server/db\";\nexport default () => db.user.count();\n")),
		"import-in-a-comment":  silent(client(byDefault), edit("src/server/auth/config.ts", "{ db } from", "db from"), page("/*\nUsage:\nimport { db } from \"@/server/db\";\n*/\nimport db from \"@/server/db\";\nexport default () => db.user.count();\n")),
		"import-of-a-type":     silent(client(byDefault+"export type Db = typeof prisma;\nexport interface Context { db: Db }\nexport type { Other } from \"./other\";\n"), edit("src/server/auth/config.ts", "{ db } from", "db from"), page("import { Db, Context, Other } from \"@/server/db\";\nexport default (c: Context, d: Db, o: Other) => c.db;\n")),
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

// The same rules find what is wrong next to it.
func TestClientsBesideHealthyOnes(t *testing.T) {
	const shared = "src/server/db.ts"
	const makes = "import { PrismaClient } from \"@prisma/client\";\n"
	const read = "const g = globalThis as unknown as { prisma?: PrismaClient };\nexport const db = g.prisma ?? new PrismaClient();\n"
	client := func(text string) func(*app) { return func(a *app) { a.remove(shared); a.write(shared, text) } }
	inWorkspace := both(add("pnpm-workspace.yaml", "packages:\n  - packages/*\n"), add("packages/a/package.json", `{ "name": "a" }`))
	kept := client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nexport const db = (g.prisma ??= new PrismaClient());\n")
	for name, c := range map[string]spelling{
		"imported-by-a-page":              {"t3", both(kept, add("background/rooms.ts", makes+"const prisma = new PrismaClient();\nexport const rooms = () => prisma.user.count();\n"), add("src/app/rooms/page.tsx", "import { rooms } from \"../../../background/rooms\";\nexport default rooms;\n")), "client-outside-singleton background/rooms.ts:2"},
		"imported-by-an-index":            {"t3", both(kept, add("background/rooms.ts", makes+"const prisma = new PrismaClient();\nexport const rooms = () => prisma.user.count();\n"), add("background/index.ts", "export * from \"./rooms\";\n"), add("src/app/rooms/page.tsx", "import { rooms } from \"../../../background\";\nexport default rooms;\n")), "client-outside-singleton background/rooms.ts:2"},
		"imported-later":                  {"t3", both(kept, add("src/lib/more.ts", makes+"export const more = new PrismaClient();\n"), add("src/app/more/page.tsx", "export default async () => {\n  const { more } = await import(\"~/lib/more\");\n  return more.user.count();\n};\n")), "client-outside-singleton src/lib/more.ts:2"},
		"required-later":                  {"t3", both(kept, add("src/lib/more.ts", makes+"export const more = new PrismaClient();\n"), add("src/app/more/page.jsx", "export default () => {\n  return require('@/lib/more.js').more.user.count();\n};\n")), "client-outside-singleton src/lib/more.ts:2"},
		"passed-on-at-the-end":            {"t3", both(kept, add("src/lib/more.ts", makes+"export const more = new PrismaClient();\n"), add("src/app/more/page.tsx", "const a = 1;\nexport default () => a;\nexport { more } from \"../../lib/more/index\";\n"), func(a *app) { a.write("src/lib/more/index.ts", a.read("src/lib/more.ts")); a.remove("src/lib/more.ts") }), "client-outside-singleton src/lib/more/index.ts:2"},
		"by-an-unknown-alias":             {"t3", both(kept, add("src/lib/more.ts", makes+"export const more = new PrismaClient();\n"), add("src/app/more/page.tsx", "import { more } from \"$app/lib/more\";\nexport default () => more;\n")), "client-outside-singleton src/lib/more.ts:2"},
		"second-of-a-module":              {"t3", both(kept, add("src/app/api/a/route.ts", makes+"const old = new PrismaClient();\nconst prisma = new PrismaClient();\nexport const GET = () => Response.json(prisma.user.count());\n")), "client-outside-singleton src/app/api/a/route.ts:3"},
		"exported-and-not-used":           {"t3", client(makes + "const db = new PrismaClient();\nexport { db };\n"), "client-not-shared src/server/db.ts:2"},
		"ended-with-the-server":           {"t3", both(kept, inWorkspace, add("src/lib/more.ts", makes+"function make() {\n  return new PrismaClient();\n}\nexport const more = make();\nprocess.on(\"SIGTERM\", () => more.$disconnect().then(() => process.exit(0)));\n")), "client-outside-singleton src/lib/more.ts:3"},
		"run-by-itself-and-imported":      {"t3", both(kept, inWorkspace, taken("src/lib/more.ts", makes+"export const more = new PrismaClient();\nasync function main() {\n  await more.$connect();\n}\nmain().catch(() => process.exit(1));\n")), "client-outside-singleton src/lib/more.ts:2"},
		"same-url-as-the-schema":          {"t3", both(kept, taken("src/lib/more.ts", makes+"export const more = new PrismaClient({ datasourceUrl: process.env.DATABASE_URL });\n")), "client-outside-singleton src/lib/more.ts:2"},
		"same-url-in-the-code":            {"t3", both(kept, taken("src/lib/more.ts", makes+"export const more = new PrismaClient({ datasourceUrl: \"postgresql://postgres:password@localhost:5432/t3\" });\n")), "client-outside-singleton src/lib/more.ts:2"},
		"replica-not-kept":                {"t3", both(kept, taken("src/lib/replica.ts", makes+"export const replica = new PrismaClient({ datasourceUrl: process.env.REPLICA_URL });\n")), "client-not-shared src/lib/replica.ts:2"},
		"kept-in-the-module":              {"t3", client(makes + "let prisma: PrismaClient | undefined;\nexport function get() {\n  prisma ??= new PrismaClient();\n  return prisma;\n}\nexport const db = get();\n"), "client-not-shared src/server/db.ts:4"},
		"kept-in-a-variable":              {"t3", client(makes + "let prisma: PrismaClient | undefined;\nexport const db = () => {\n  if (!prisma) prisma = new PrismaClient();\n  return prisma;\n};\n"), "client-not-shared src/server/db.ts:4"},
		"kept-for-a-request":              {"t3", client(makes + "import { cache } from \"react\";\nexport const db = cache(() => new PrismaClient());\n"), "client-not-shared src/server/db.ts:3"},
		"of-accelerate":                   {"t3", both(edit("package.json", `"zod":`, `"@prisma/extension-accelerate": "2.0.2", "zod":`), client(makes+"import { withAccelerate } from \"@prisma/extension-accelerate\";\nimport { cache } from \"react\";\nexport const db = cache(() => new PrismaClient().$extends(withAccelerate()));\n")), ""},
		"made-by-a-function":              {"t3", client(makes + "const make = () => new PrismaClient();\nexport const db = make();\n"), "client-not-shared src/server/db.ts:2"},
		"in-a-folder-of-tools":            {"t3", both(kept, add("src/server/tasks/mine.ts", makes+"export const mine = new PrismaClient();\n"), add("src/app/mine/page.tsx", "import { mine } from \"../../server/tasks/mine\";\nexport default () => mine.user.count();\n")), "client-outside-singleton src/server/tasks/mine.ts:2"},
		"used-where-it-is-made":           {"t3", both(kept, add("src/app/api/join/route.ts", makes+"export async function POST(request: Request) {\n  const prisma = new PrismaClient();\n  return Response.json(await prisma.user.create({ data: await request.json() }));\n}\n")), "client-outside-singleton src/app/api/join/route.ts:3"},
		"used-in-what-is-handed":          {"t3", both(kept, add("src/app/api/join/route.ts", makes+"import { guarded } from \"./guarded\";\nexport const POST = guarded(async () => {\n  const prisma = new PrismaClient();\n  return Response.json(await prisma.user.count());\n});\n")), "client-outside-singleton src/app/api/join/route.ts:4"},
		"one-file-by-two-ways":            {"lib-prisma", both(func(a *app) { a.remove("lib/prisma.ts") }, add("lib/prisma.ts", "import { PrismaBetterSQLite3 } from \"@prisma/adapter-better-sqlite3\";\n"+makes+"const g = globalThis as unknown as { prisma?: PrismaClient };\nconst prisma = (g.prisma ??= new PrismaClient({ adapter: new PrismaBetterSQLite3({ url: \"file:prisma/dev.db\" }) }));\nexport default prisma;\n"), add("pages/api/join.ts", makes+"export default async function join(request, response) {\n  const prisma = new PrismaClient();\n  response.json(await prisma.user.count());\n}\n")), "-client-shared-in-development-only lib/prisma.ts:13, client-outside-singleton pages/api/join.ts:3, package-undeclared lib/prisma.ts:1"},
		"put-and-not-taken":               {"t3", client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nexport const db: PrismaClient = new PrismaClient();\nif (process.env.NODE_ENV !== \"production\") g.prisma = db;\n"), "client-not-shared src/server/db.ts:3"},
		"taken-and-not-put-by-a-maker":    {"t3", client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nconst make = () => new PrismaClient();\nexport const db = g.prisma ?? make();\n"), "client-not-shared src/server/db.ts:3"},
		"kept-outside-development":        {"t3", client(makes + read + "if (process.env.NODE_ENV !== \"development\") g.prisma = db;\n"), "client-not-shared src/server/db.ts:4"},
		"kept-in-production":              {"t3", client(makes + read + "if (process.env.NODE_ENV === \"production\") {\n  g.prisma = db;\n}\n"), "client-not-shared src/server/db.ts:4"},
		"kept-in-development":             {"t3", client(makes + read + "if (process.env.NODE_ENV === \"development\") g.prisma = db;\n"), ""},
		"kept-but-in-tests":               {"t3", client(makes + read + "if (process.env.NODE_ENV !== \"test\") g.prisma = db;\n"), ""},
		"kept-in-production-or-elsewhere": {"t3", client(makes + read + "if (process.env.NODE_ENV !== \"development\" || process.env.KEEP) g.prisma = db;\n"), ""},
		"put-by-a-maker":                  {"t3", client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nconst make = () => (g.prisma = new PrismaClient());\nexport const db = g.prisma ?? make();\n"), ""},
		"taken-and-not-put":               {"t3", client(makes + "const g = globalThis as unknown as { prisma?: PrismaClient };\nexport const db =\n  g.prisma ||\n  new PrismaClient({ log: [\"query\"] });\nif (process.env.NODE_ENV !== \"production\") g.prisma;\n"), "client-not-shared src/server/db.ts:5"},
		"put-by-a-cast":                   {"t3", client(makes + "export const db = new PrismaClient();\n(global as any).db = db;\n"), "client-not-shared src/server/db.ts:2"},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

// What is built has a module once for pages and once for routes: a client that one of them alone leads to is made once.
func TestClientOfPagesOrRoutesAlone(t *testing.T) {
	const id, own = "client-shared-in-development-only", "pages/api/own.ts"
	uses := "import db from '../lib/store'\nexport const getServerSideProps = async () => ({ props: { n: await db.user.count() } })\nexport default function P() { return null }\n"
	route := "import db from '../../lib/store'\nexport default async function own(req, res) { res.json(await db.user.count()) }\n"
	for name, c := range map[string]struct {
		change func(*app)
		note   bool
		why    string
	}{
		"pages-and-routes":      {both(add("pages/all.tsx", uses), add(own, route)), true, "makes two clients"},
		"pages":                 {add("pages/all.tsx", uses), false, ""},
		"routes":                {add(own, route), false, ""},
		"route-through-another": {both(add("lib/count.ts", "import db from './store'\nexport const count = () => db.user.count()\n"), add(own, "import { count } from '../../lib/count'\nexport default async function own(req, res) { res.json(await count()) }\n")), false, ""},
		"route-and-middleware":  {both(add(own, route), add("instrumentation.ts", "export async function register() { const { default: db } = await import('./lib/store'); await db.user.count() }\n")), true, "makes two clients"},
		"route-of-app":          {add("app/own/route.ts", strings.ReplaceAll(route, "export default async function own", "export async function GET")), true, "routes alone use this one so far"},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, "lib-prisma")
			a.remove("lib/prisma.ts")
			a.remove("pages/users.tsx")
			a.remove("pages/api/auth/[...nextauth].ts")
			a.write("lib/store.ts", "import { PrismaClient } from '@prisma/client'\nconst g = globalThis as unknown as { db?: PrismaClient }\nconst db = g.db ?? new PrismaClient()\nexport default db\nif (process.env.NODE_ENV !== 'production') g.db = db\n")
			c.change(a)
			report := a.examine()
			at := slices.IndexFunc(report.Findings, func(f doctor.Finding) bool { return f.ID == id })
			if assert.Equal(t, c.note, at >= 0, "%v", found(report)); at >= 0 {
				assert.Contains(t, report.Findings[at].Why, c.why)
			}
		})
	}
}

// Clients of two databases are kept on globalThis under two names.
func TestTwoClientsThatAreNotKept(t *testing.T) {
	a, _ := loadProject(t, "lib-prisma")
	a.remove("lib/prisma.ts")
	a.write("lib/prisma.ts", "import { PrismaClient } from \"@prisma/client\";\nconst prisma = new PrismaClient();\nexport default prisma;\n")
	a.write("lib/replica.ts", "import { PrismaClient } from \"@prisma/client\";\nconst prisma = new PrismaClient({ datasourceUrl: process.env.REPLICA_URL });\nexport default prisma;\n")
	a.write("pages/two.tsx", "import prisma from '../lib/prisma'\nimport replica from '../lib/replica'\nexport default () => prisma.user.count() + replica.user.count()\n")
	cures := map[string]string{}
	for _, f := range a.examine().Findings {
		cures[f.File] = f.Cure
	}
	assert.Contains(t, cures["lib/prisma.ts"], "(shared.prisma ??= make())")
	assert.Contains(t, cures["lib/replica.ts"], "(shared.prismaOfLibReplica ??= make())")
}

// A copy of a .env is as secret as the .env; what shows or tests the app is none.
func TestCopiesOfEnv(t *testing.T) {
	for name, secret := range map[string]bool{
		".env.bak": true, ".env.bkup": true, ".env.local.old": true, ".env.production.backup": true, ".env~": true, ".env copy": true, ".env_old2": true, ".env.staging": true, ".env-prod": true,
		".env.example": false, ".env.sample": false, ".env.test": false, ".env.ci": false, ".env.defaults": false, ".env.prod.example": false, ".env.old.md": false, ".envrc.bak": false, "env.bak.ts": false,
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t, "sqlite")
			a.write(name, "STRIPE_SECRET_KEY=sk_live_51Habcdefghijklmno\n")
			a.world.Git = repository{tracked: []string{a.path(name)}}
			assert.Equal(t, secret, slices.Contains(found(a.examine()), "env-tracked "+name), "%v", found(a.examine()))
		})
	}
}

// A .env that git tracks is an alarm for the secrets in it, and for nothing that has a name like one.
func TestTrackedSecrets(t *testing.T) {
	for name, c := range map[string]struct {
		lines  string
		secret bool
	}{
		"key":               {"STRIPE_SECRET_KEY=sk_live_51Habcdefghijklmno", true},
		"app-password":      {"SMTP_PASSWORD=abcdefghijklmnop", true},
		"words-and-digits":  {"SMTP_PASSWORD=hunter2", true},
		"remote-server":     {"REDIS_URL=redis://default:a1b2c3@redis.example.com:6379", true},
		"long-digits":       {"API_TOKEN=83749281734", true},
		"server-of-its-own": {"POSTGRES_PASSWORD=Passw0rd1\nPG_URL=postgres://u:Passw0rd2@localhost:5432/a\nB_TOKEN=8c7d2e", true},
		"settings":          {"ACCESS_TOKEN_EXPIRE_MINUTES=30\nPASSWORD_MIN_LENGTH=8\nTOKEN_TTL=15m\nMAX_TOKENS=4096\nENABLE_PASSWORD_LOGIN=true\nTOKEN_NAME=a.b2", false},
		"address-of-a-coin": {"TOKEN_ADDRESS=0x6B175474E89094C44Da98b954EedeAC495271d0F\nTOKEN_DECIMALS=18", false},
		"other-variables":   {"JWT_SECRET=${AUTH_SECRET}\nCOOKIE_SECRET=$AUTH_SECRET", false},
		"files":             {"POSTGRES_PASSWORD_FILE=/run/secrets/db1\nAUTH_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:1:secret:x\nGOOGLE_APPLICATION_CREDENTIALS=./gcp.json", false},
		"local-defaults":    {"POSTGRES_PASSWORD=postgres\nMYSQL_ROOT_PASSWORD=root", false},
		"local-password":    {"POSTGRES_PASSWORD=Passw0rd1\nPG_URL=postgres://u:Passw0rd1@localhost:5432/a", false},
		"stand-ins":         {"AUTH_SECRET=secret\nA_SECRET=google-client-secret\nRESEND_API_KEY=re_xxxxxxxxx\nOPENAI_API_KEY=sk-...\nB_SECRET=insert-your-secret-here\nA_TOKEN=[token1]\nC_SECRET=please-change-me-1", false},
		"public":            {"VITE_API_KEY=AIzaSyA1234567890\nEXPO_PUBLIC_API_KEY=AIzaSyA1234567890\nCLERK_PUBLISHABLE_TOKEN=pk_1", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t, "sqlite")
			a.write(".env.local", c.lines+"\n")
			a.world.Git = repository{tracked: []string{a.path(".env.local")}}
			report := a.examine()
			assert.Equal(t, c.secret, strings.Contains(strings.Join(found(report), " "), "env-tracked"), "%v", found(report))
		})
	}
}

func TestHealthyEnvironment(t *testing.T) {
	noURL := func(name, text string) spelling {
		return spelling{"generated-ignored", both(withoutEnv, add(name, text)), ""}
	}
	noSecret := func(plant ...func(*app)) spelling {
		return spelling{"t3", both(append(plant, lines(".env", "AUTH_SECRET"))...), ""}
	}
	secret := func(value, want string) spelling {
		return spelling{"t3", edit(".env", "AUTH_SECRET=\"dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\"", "AUTH_SECRET="+value), want}
	}
	for name, c := range map[string]spelling{
		// What else sets variables.
		"direnv":                noURL(".envrc", "export DATABASE_URL=file:./dev.db\n"),
		"direnv-of-a-file":      noURL(".envrc", "dotenv .env.shared\n"),
		"direnv-without-it":     {"generated-ignored", both(withoutEnv, add(".envrc", "use flake\n# DATABASE_URL=\nexport OTHER_DATABASE_URL=1\n")), "database-url-missing prisma.config.ts:12"},
		"direnv-loads":          {"generated-ignored", both(edit("prisma.config.ts", "import \"dotenv/config\";\n", ""), add(".envrc", "dotenv\n")), ""},
		"mise":                  noURL("mise.toml", "[env]\nDATABASE_URL = \"file:./dev.db\"\n"),
		"mise-of-a-file":        noURL("mise.toml", "[env]\n_.file = \".env.mise\"\n"),
		"dev-container":         noURL(".devcontainer/devcontainer.json", `{"remoteEnv":{"DATABASE_URL":"file:./dev.db"}}`),
		"nix":                   noURL("flake.nix", "{ devShells.default = mkShell { DATABASE_URL = \"file:./dev.db\"; }; }\n"),
		"config-sets-it":        {"generated-ignored", both(withoutEnv, edit("prisma.config.ts", `import "dotenv/config";`, `process.env.DATABASE_URL ??= "file:./dev.db";`)), ""},
		"config-assigns-all":    {"generated-ignored", both(withoutEnv, edit("prisma.config.ts", `import "dotenv/config";`, `Object.assign(process.env, read());`)), ""},
		"config-reads-it":       {"generated-ignored", both(withoutEnv, edit("prisma.config.ts", `import "dotenv/config";`, `if (process.env.DATABASE_URL === "") throw new Error();`)), "database-url-missing prisma.config.ts:12"},
		"scripts-load-local":    {"lib-prisma", both(edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": { "db:push": "dotenv -e .env.local -- prisma db push" },`), add(".env.local", "DATABASE_URL=file:./mine.db\n")), ""},
		"script-names-stray":    {"generated-ignored", both(packageScripts(`{ "db:push": "dotenv -e prisma/.env -- prisma db push" }`), add("prisma/.env", "A=1\n")), ""},
		"secret-of-config":      noSecret(add("next.config.js", "export default { env: { AUTH_SECRET: process.env.MY_SECRET } };\n")),
		"secret-of-a-spread":    noSecret(add("src/server/auth/base.ts", "export const base = { secret: read() };\n"), edit("src/server/auth/config.ts", "{ providers:", "{ ...base, providers:"), edit("src/server/auth/config.ts", "import { db }", "import { base } from \"./base\";\nimport { db }")),
		"for-production-alone":  {"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), add(".env.production", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n")), ""},
		"for-production-with-5": {"t3", both(lines(".env", "AUTH_SECRET"), add(".env.production", "AUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n")), "secret-missing .env"},
		"spread-without-one":    {"t3", both(lines(".env", "AUTH_SECRET"), add("src/server/auth/base.ts", "export const base = { debug: true };\n"), edit("src/server/auth/config.ts", "{ providers:", "{ ...base, providers:"), edit("src/server/auth/config.ts", "import { db }", "import { base } from \"./base\";\nimport { db }")), "secret-missing .env"},

		// Secrets of other makes.
		"base64-of-16-bytes": secret("q7XPz0bD5l2mQe9RkT1vYg==", ""),
		"nanoid":             secret("V1StGXR8_Z5jdHi6B-myT", ""),
		"hex-of-16-bytes":    secret("5f4dcc3b5aa765d61d8327deb882cf99", ""),
		"short":              secret("q7XPz0bD5l2mQe9", "secret-weak .env:3"),
		"words":              secret("averylongsecretofmyownapp", "secret-weak .env:3"),
		"command":            secret("'$(openssl rand -base64 32)'", "secret-weak .env:3"),
		"command-of-node":    secret("'require(\"crypto\").randomBytes(32)'", "secret-weak .env:3"),
		"for-development":    {"t3", add(".env.development", "AUTH_SECRET=development\n"), ""},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

// What is not there in a fresh clone, and all of which one copied example brings, is one finding.
func TestUnsetTogether(t *testing.T) {
	c := spelling{"generated-ignored", both(withoutEnv, edit("prisma.config.ts", "DATABASE_URL", "DIRECT_URL"), add(".env.example", "DATABASE_URL=\nDIRECT_URL=\n")), "database-url-missing prisma.config.ts:12"}
	c.check(t)
	c = spelling{"generated-ignored", both(edit(".env", "DATABASE_URL", "OTHER"), edit("prisma.config.ts", "DATABASE_URL", "DIRECT_URL")), "database-url-missing prisma.config.ts:12, driver-url-missing src/lib/prisma.ts:6"}
	c.check(t)
}

// A file that its mode lets others read is a note where they do not come to it.
func TestReadableInAClosedFolder(t *testing.T) {
	for _, closed := range []bool{false, true} {
		a, _ := loadProject(t, "t3")
		require.NoError(t, os.Chmod(a.path(".env"), 0o644))
		a.world.Closed = func(string) bool { return closed }
		for _, f := range a.examine().Findings {
			if f.ID == "env-readable" {
				assert.Equal(t, closed, f.Note, f.Message)
				assert.True(t, f.Fixable)
			}
		}
	}
}

func TestHealthyVersions(t *testing.T) {
	const seven = "generated-ignored"
	// driver has the client made with another driver, and no package of Prisma's for one.
	driver := func(dependency, imports, made string) func(*app) {
		return both(edit("package.json", `"@prisma/adapter-better-sqlite3": "^7.10.0"`, dependency), func(a *app) { a.remove("package-lock.json") },
			edit("src/lib/prisma.ts", `import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";`, imports), edit("src/lib/prisma.ts", `new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! })`, made))
	}
	builds := func(script string, plant ...func(*app)) func(*app) {
		return both(append(plant, packageScripts(`{ "build": "next build"`+script+` }`))...)
	}
	const generate = "import { execSync } from \"node:child_process\";\nexecSync(\"npx prisma generate\");\n"
	for name, c := range map[string]spelling{
		"driver-of-others":        {seven, driver(`"prisma-adapter-bun-sqlite": "0.6.0"`, `import { PrismaBunSqlite } from "prisma-adapter-bun-sqlite";`, `new PrismaBunSqlite({ url: process.env.DATABASE_URL! })`), ""},
		"driver-of-its-own":       {seven, both(driver(`"@prisma/driver-adapter-utils": "7.10.0"`, `import { Memory } from "./memory";`, `new Memory()`), add("src/lib/memory.ts", "export class Memory {}\n")), ""},
		"driver-undeclared":       {seven, both(edit("package.json", `"@prisma/adapter-better-sqlite3": "^7.10.0", `, ``), func(a *app) { a.remove("package-lock.json") }), "driver-missing package.json:1"},
		"client-of-types-only":    {seven, both(driver(`"kysely": "0.28.0"`, "", "0"), func(a *app) { a.remove("src/lib/prisma.ts") }, edit("prisma/schema.prisma", `"prisma-client"`, `"prisma-kysely"`)), ""},
		"driver-left-over-with-6": {"t3", edit("package.json", `"@prisma/client": "^6.6.0",`, `"@prisma/client": "^6.6.0", "@prisma/adapter-libsql": "^6.6.0",`), ""},
		"driver-used-with-6":      {"t3", both(edit("package.json", `"@prisma/client": "^6.6.0",`, `"@prisma/client": "^6.6.0", "@prisma/adapter-libsql": "^6.6.0",`), edit("src/server/db.ts", "import { env }", "import { PrismaLibSQL } from \"@prisma/adapter-libsql\";\nimport { env }"), edit("src/server/db.ts", "    log:", "    adapter: new PrismaLibSQL({ url: \"file:a.db\" }), log:")), "driver-of-other-database package.json:4"},

		"generated-by-a-program":  {seven, builds(`, "prebuild": "tsx scripts/pre.ts"`, add("scripts/pre.ts", generate)), ""},
		"generated-by-a-shell":    {seven, builds(`, "postinstall": "./scripts/post.sh"`, add("scripts/post.sh", "#!/bin/sh\nnpx prisma generate\n")), ""},
		"generated-by-bash":       {seven, builds(`, "postinstall": "bash scripts/post.sh"`, add("scripts/post.sh", "npx prisma generate\n")), ""},
		"generated-by-zenstack":   {seven, builds(`, "postinstall": "zenstack generate"`), ""},
		"generated-by-lefthook":   {seven, builds(``, add("lefthook.yml", "post-checkout:\n  commands:\n    g:\n      run: npx prisma generate\n")), ""},
		"generated-by-aws":        {seven, builds(``, add("buildspec.yml", "phases:\n  build:\n    commands:\n      - npx prisma generate\n")), ""},
		"generated-by-the-config": {seven, builds(``, add("next.config.mjs", generate+"export default {};\n")), ""},
		"not-by-another-program":  {seven, builds(`, "prebuild": "tsx scripts/pre.ts"`, add("scripts/pre.ts", "console.log(\"build\");\n")), "client-never-generated package.json"},

		"schema-of-zenstack":   {"t3", both(func(a *app) { a.remove("prisma/schema.prisma") }, add("schema.zmodel", "")), "schema-missing schema.zmodel"},
		"schema-of-zenstack-3": {"t3", both(func(a *app) { a.remove("prisma/schema.prisma") }, add("schema.zmodel", ""), edit("package.json", `"next-auth"`, `"@zenstackhq/orm": "3.0.0", "next-auth"`)), ""},

		"newest-beside-a-schema-of-6": {"prisma-5", both(edit("package.json", `"@prisma/client": "^5.22.0"`, `"@prisma/client": "latest"`), edit("package.json", `"prisma": "^5.22.0"`, `"prisma": "latest"`)), "prisma-unpinned package.json:1"},
		"any-beside-a-schema-of-6":    {"prisma-5", both(edit("package.json", `"@prisma/client": "^5.22.0"`, `"@prisma/client": "*"`), edit("package.json", `"prisma": "^5.22.0"`, `"prisma": "*"`)), "prisma-unpinned package.json:1"},
		"newest-beside-a-schema-of-7": {seven, both(func(a *app) { a.remove("package-lock.json") }, edit("package.json", `"prisma": "^7.10.0"`, `"prisma": "latest"`)), ""},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

// A program of Prisma's in the package above is found from below.
func TestCommandOfThePackageAbove(t *testing.T) {
	for name, want := range map[string]bool{`{"devDependencies":{"prisma":"6.19.3"}}`: false, `{}`: true} {
		a, _ := loadProject(t, "prisma-command-undeclared")
		root := a.dir
		require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(root), "package.json"), []byte(name), 0o600))
		assert.Equal(t, want, strings.Contains(strings.Join(found(a.examine()), " "), "prisma-undeclared"), name)
	}
}

// The schema is held against Prisma's adapter where NextAuth is given that, and a client.
func TestHealthySignIn(t *testing.T) {
	const config = "src/server/auth/config.ts"
	without := func(a *app) { // the models that the adapter asks for
		text := a.read("prisma/schema.prisma")
		a.write("prisma/schema.prisma", strings.Replace(strings.Split(text, "model Account")[0], "accounts      Account[]\n  sessions      Session[]\n", "", 1))
	}
	own := edit(config, `"@auth/prisma-adapter"`, `"./adapter"`)
	for name, c := range map[string]spelling{
		"prisma's":               {"t3", without, "auth-models"},
		"own-function":           {"t3", both(without, own, add("src/server/auth/adapter.ts", "export function PrismaAdapter(p) { return { createUser: (d) => p.user.create({ data: d }), getUser: () => null }; }\n")), ""},
		"own-around-prisma's":    {"t3", both(without, own, add("src/server/auth/adapter.ts", "import { PrismaAdapter as Base } from \"@auth/prisma-adapter\";\nexport function PrismaAdapter(p) { return { ...Base(p), getUser: () => null }; }\n")), "auth-models"},
		"of-another":             {"t3", both(without, edit(config, `import { PrismaAdapter } from "@auth/prisma-adapter";`, `import { DrizzleAdapter } from "@auth/drizzle-adapter";`), edit(config, "PrismaAdapter(db)", "DrizzleAdapter(db)")), ""},
		"object-for-a-client":    {"t3", both(without, edit(config, "PrismaAdapter(db)", "PrismaAdapter({ user: db.member, account: db.login })")), ""},
		"object-by-name":         {"t3", both(without, edit(config, "export const", "const models = { user: db.member, account: db.login };\nexport const"), edit(config, "PrismaAdapter(db)", "PrismaAdapter(models)")), ""},
		"middleware-of-redux":    {"t3", add("src/app/middleware.ts", "import type { Middleware } from \"@reduxjs/toolkit\";\nexport const middleware: Middleware = () => (next) => (action) => next(action);\n"), ""},
		"middleware-of-trpc":     {"t3", add("middleware.ts", "import { initTRPC } from \"@trpc/server\";\nexport const middleware = initTRPC.create().middleware;\n"), ""},
		"socket-in-a-url":        {"t3", edit(".env", "postgres:password@localhost:5432/t3", "postgres@%2Fvar%2Frun%2Fpostgresql/t3"), ""},
		"url-beside-adapter":     {"t3", both(edit("package.json", `"next-auth"`, `"@prisma/adapter-pg": "^6.6.0", "next-auth"`), edit("src/server/db.ts", "  new PrismaClient({\n", "  new PrismaClient({ adapter: new PrismaPg({ connectionString: env.URL }), datasourceUrl: env.URL,\n"), edit("src/server/db.ts", "import { env } from", "import { PrismaPg } from \"@prisma/adapter-pg\"; import { env } from")), "client-option-unknown src/server/db.ts:6"},
		"nothing-beside-adapter": {"t3", both(edit("package.json", `"next-auth"`, `"@prisma/adapter-pg": "^6.6.0", "next-auth"`), edit("src/server/db.ts", "  new PrismaClient({\n", "  new PrismaClient({ adapter: new PrismaPg({ connectionString: env.URL }), datasourceUrl: undefined,\n"), edit("src/server/db.ts", "import { env } from", "import { PrismaPg } from \"@prisma/adapter-pg\"; import { env } from")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if c.want == "auth-models" {
				a, _ := loadProject(t, c.project)
				c.plant(a)
				assert.Contains(t, strings.Join(found(a.examine()), " "), "auth-models")
				return
			}
			c.check(t)
		})
	}
}

// A package that is imported and that nothing brings is said; one that something may bring is not.
func TestUndeclaredPackages(t *testing.T) {
	const route = "pages/api/auth/[...nextauth].ts"
	imports := func(text string) func(*app) { return edit(route, "import NextAuth", text+"\nimport NextAuth") }
	const bcrypt = "import { compare } from 'bcryptjs'"
	for name, c := range map[string]spelling{
		"bcryptjs":         {"lib-prisma", imports(bcrypt), "package-undeclared pages/api/auth/[...nextauth].ts:1"},
		"mail":             {"lib-prisma", imports("import EmailProvider from 'next-auth/providers/email'\nconst mail = EmailProvider({ server, from })"), "package-undeclared pages/api/auth/[...nextauth].ts:1"},
		"mail-declared":    {"lib-prisma", both(imports("import EmailProvider from 'next-auth/providers/email'\nconst mail = EmailProvider({ server, from })"), edit("package.json", `"next":`, `"nodemailer": "^6.10.0", "next":`)), ""},
		"mail-unlocked":    {"lib-prisma", both(imports("import EmailProvider from 'next-auth/providers/email'\nconst mail = EmailProvider({ server, from })"), func(a *app) { a.remove("yarn.lock") }), ""},
		"mail-left-over":   {"lib-prisma", imports("import EmailProvider from 'next-auth/providers/email'\n// EmailProvider({ server, from })"), ""},
		"mail-type":        {"lib-prisma", imports("import type { EmailConfig } from 'next-auth/providers/email'"), ""},
		"mail-by-requests": {"signin-mail-only", func(a *app) {}, ""},
		"two":              {"lib-prisma", imports(bcrypt + "\nimport nodemailer from 'nodemailer'"), "package-undeclared pages/api/auth/[...nextauth].ts:1"},
		"driver-of-client": {"lib-prisma", edit("lib/prisma.ts", "import { PrismaClient }", "import { Pool } from 'pg'; import { PrismaClient }"), "package-undeclared lib/prisma.ts:1"},
		"declared":         {"lib-prisma", both(imports(bcrypt), edit("package.json", `"next":`, `"bcryptjs": "3.0.2", "next":`)), ""},
		"locked":           {"lib-prisma", both(imports(bcrypt), func(a *app) { a.write("yarn.lock", a.read("yarn.lock")+"\nbcryptjs@^3.0.0:\n  version \"3.0.2\"\n") }), ""},
		"installed":        {"lib-prisma", both(imports(bcrypt), add("node_modules/bcryptjs/package.json", "{}")), ""},
		"without-lockfile": {"lib-prisma", both(imports(bcrypt), func(a *app) { a.remove("yarn.lock") }), "-client-shared-in-development-only lib/prisma.ts:13, client-shared-in-development-only lib/prisma.ts:13"},
		"alias":            {"lib-prisma", both(imports(bcrypt), add("tsconfig.json", `{ "compilerOptions": { "paths": { "bcryptjs": ["./lib/hash.ts"] } } }`)), ""},
		"types":            {"lib-prisma", imports("import type { Transporter } from 'nodemailer'"), ""},
		"what-next-brings": {"lib-prisma", imports("import 'server-only'\nimport crypto from 'crypto'"), ""},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

// The release of nodemailer is one that npm installs beside the NextAuth that is there.
func TestMailerThatGoesWithNextAuth(t *testing.T) {
	for version, want := range map[string]string{"4.24.11": "yarn add nodemailer@6", "4.24.12": "yarn add nodemailer@7"} {
		a, _ := loadProject(t, "lib-prisma")
		a.replace("yarn.lock", `version "4.24.11"`, `version "`+version+`"`)
		a.replace("pages/api/auth/[...nextauth].ts", "import NextAuth", "import EmailProvider from 'next-auth/providers/email'\nconst mail = EmailProvider({ server, from })\nimport NextAuth")
		cure := ""
		for _, f := range a.examine().Findings {
			if f.ID == "package-undeclared" {
				cure = f.Cure
				assert.Equal(t, "next-auth/providers/email imports nodemailer, and neither package.json nor the lockfile has it", f.Message)
			}
		}
		assert.Equal(t, want, cure)
	}
}

// A NextAuth that does not allow this Next.js is a problem where npm refuses it, or where it fails; else a note.
func TestOldNextAuthThatWorks(t *testing.T) {
	for name, c := range map[string]struct {
		project string
		plant   func(*app)
		note    bool
	}{
		"locked-works":   {"t3", edit("pnpm-lock.yaml", "15.3.1(react-dom@19.1.0(react@19.1.0))(react@19.1.0)\n", "16.4.5(react@19.1.0)\n"), true},
		"locked-throws":  {"lib-prisma", both(edit("yarn.lock", "next-auth@^4.24.11:\n  version \"4.24.11\"", "next-auth@^4.24.11:\n  version \"4.24.8\""), edit("yarn.lock", "next@15.5.4:\n  version \"15.5.4\"", "next@15.5.4:\n  version \"16.0.1\"")), false},
		"refused-by-npm": {"lib-prisma", both(func(a *app) { a.remove("yarn.lock") }, edit("package.json", "^4.24.11", "4.24.8")), false},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, c.project)
			c.plant(a)
			for _, f := range a.examine().Findings {
				if f.ID == "next-auth-too-old" {
					assert.Equal(t, c.note, f.Note, f.Why)
					return
				}
			}
			t.Error("nothing was found")
		})
	}
}

// What a function makes, or keeps, is kept on globalThis where that stands; what the function alone knows does not appear.
func TestCuresOfClientsThatFunctionsMake(t *testing.T) {
	const file, head = "src/server/db.ts", "import { PrismaPg } from \"@prisma/adapter-pg\";\nimport { PrismaClient } from \"@prisma/client\";\n"
	const adapter = "  const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });\n"
	for name, c := range map[string]struct{ made, cure, cured string }{
		"called": {
			"function make() {\n" + adapter + "  return new PrismaClient({ adapter });\n}\nexport const db = make();\n",
			"const shared = globalThis as unknown as { db?: ReturnType<typeof make> }; export const db = (shared.db ??= make())",
			"function make() {\n" + adapter + "  return new PrismaClient({ adapter });\n}\nconst shared = globalThis as unknown as { db?: ReturnType<typeof make> }; export const db = (shared.db ??= make())\n",
		},
		"kept in a variable": {
			"let one: PrismaClient | undefined;\nexport function db() {\n  if (!one) {\n  " + adapter + "    one = new PrismaClient({ adapter });\n  }\n  return one;\n}\n",
			"below the imports: const shared = globalThis as unknown as { prisma?: PrismaClient }; in place of new PrismaClient({ adapter }): (shared.prisma ??= new PrismaClient({ adapter }))",
			"const shared = globalThis as unknown as { prisma?: PrismaClient };\nlet one: PrismaClient | undefined;\nexport function db() {\n  if (!one) {\n  " + adapter + "    one = (shared.prisma ??= new PrismaClient({ adapter }));\n  }\n  return one;\n}\n",
		},
		"made by one and kept by another": {
			"function make() {\n" + adapter + "  return new PrismaClient({ adapter });\n}\nlet one: PrismaClient | undefined;\nconst get = () => (one ??= make());\nexport const db = new Proxy({} as PrismaClient, { get: (_, key) => Reflect.get(get(), key) });\n",
			"below the imports: const shared = globalThis as unknown as { db?: PrismaClient }; in place of new PrismaClient({ adapter }): (shared.db ??= new PrismaClient({ adapter }))",
			"const shared = globalThis as unknown as { db?: PrismaClient };\nfunction make() {\n" + adapter + "  return (shared.db ??= new PrismaClient({ adapter }));\n}\nlet one: PrismaClient | undefined;\nconst get = () => (one ??= make());\nexport const db = new Proxy({} as PrismaClient, { get: (_, key) => Reflect.get(get(), key) });\n",
		},
		"for a request": {
			"import { cache } from \"react\";\nexport const db = cache(() => new PrismaClient());\n",
			"below the imports: const shared = globalThis as unknown as { db?: PrismaClient }; in place of new PrismaClient(): (shared.db ??= new PrismaClient())",
			"import { cache } from \"react\";\nconst shared = globalThis as unknown as { db?: PrismaClient };\nexport const db = cache(() => (shared.db ??= new PrismaClient()));\n",
		},
		"chosen": {
			"let db: PrismaClient;\nif (process.env.NODE_ENV === \"production\") {\n  db = new PrismaClient();\n} else {\n  db = new PrismaClient({ log: [\"query\"] });\n}\nexport { db };\n",
			"below the imports: const shared = globalThis as unknown as { db?: PrismaClient }; in front of new PrismaClient on the lines 5 and 7: (shared.db ??= and behind its last bracket: )",
			"const shared = globalThis as unknown as { db?: PrismaClient };\nlet db: PrismaClient;\nif (process.env.NODE_ENV === \"production\") {\n  db = (shared.db ??= new PrismaClient());\n} else {\n  db = (shared.db ??= new PrismaClient({ log: [\"query\"] }));\n}\nexport { db };\n",
		},
		"in a class": {
			"class Database {\n  private static instance: PrismaClient;\n  static get() {\n    return (this.instance ??= new PrismaClient());\n  }\n}\nexport const db = Database.get();\n",
			"below the imports: const shared = globalThis as unknown as { db?: PrismaClient }; in place of new PrismaClient(): (shared.db ??= new PrismaClient())",
			"const shared = globalThis as unknown as { db?: PrismaClient };\nclass Database {\n  private static instance: PrismaClient;\n  static get() {\n    return (this.instance ??= (shared.db ??= new PrismaClient()));\n  }\n}\nexport const db = Database.get();\n",
		},
		"exported apart": {
			"const client = new PrismaClient();\nexport { client as db };\n",
			"const make = () => new PrismaClient(); const shared = globalThis as unknown as { client?: ReturnType<typeof make> }; const client = (shared.client ??= make())",
			"const make = () => new PrismaClient(); const shared = globalThis as unknown as { client?: ReturnType<typeof make> }; const client = (shared.client ??= make());\nexport { client as db };\n",
		},
		"over several lines": {
			"export const db = new PrismaClient({\n  log: [\"query\"],\n}).$extends({});\n",
			"below the imports: const shared = globalThis as unknown as { db?: PrismaClient }; in front of new PrismaClient on line 3: (shared.db ??= and behind its last bracket: )",
			"const shared = globalThis as unknown as { db?: PrismaClient };\nexport const db = (shared.db ??= new PrismaClient({\n  log: [\"query\"],\n})).$extends({});\n",
		},
		"by default": {
			"export default new PrismaClient();\n",
			"below the imports: const shared = globalThis as unknown as { prisma?: PrismaClient }; in place of new PrismaClient(): (shared.prisma ??= new PrismaClient())",
			"const shared = globalThis as unknown as { prisma?: PrismaClient };\nexport default (shared.prisma ??= new PrismaClient());\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, "t3")
			a.write(file, head+c.made)
			found := ""
			for _, f := range a.examine().Findings {
				if f.ID == "client-not-shared" {
					found = f.Cure
				}
			}
			assert.Equal(t, c.cure, found)
			a.write(file, head+c.cured)
			for _, f := range a.examine().Findings {
				assert.NotEqual(t, "client-not-shared", f.ID)
			}
		})
	}
}

// Where the client of Prisma is asked for by nobody, it comes by itself in two ways, and neither is a good one.
func TestWhereTheClientOfPrismaComesFrom(t *testing.T) {
	for _, c := range []struct {
		name, pkg, lock, why string
		note                 bool
	}{
		{"from-nowhere", `"scripts": { "build": "next build" }, "dependencies": { "prisma": "6.19.3"`, "", "nothing that imports it can be built", false},
		{"from-nowhere-with-7", `"scripts": { "postinstall": "prisma generate" }, "dependencies": { "prisma": "7.1.0"`, "", "nothing that imports it can be built", false},
		{"by-prisma-generate", `"scripts": { "build": "prisma generate && next build" }, "dependencies": { "prisma": "6.19.3"`, "", "prisma generate installs it on its way", true},
		{"by-postinstall", `"scripts": { "postinstall": "npx prisma generate" }, "dependencies": { "prisma": "^4.15.0"`, "", "prisma generate installs it on its way", true},
		{"by-the-adapter", `"scripts": { "postinstall": "prisma generate" }, "dependencies": { "@next-auth/prisma-adapter": "^1.0.6", "prisma": "^4.15.0"`, "", "since @next-auth/prisma-adapter takes any, and prisma is of 4", false},
		{"by-the-adapter-beside-7", `"dependencies": { "@auth/prisma-adapter": "^2.11.0", "prisma": "^7.1.0"`, "", "since @auth/prisma-adapter takes any, and prisma is of 7", true},
		{"not-by-the-adapter-with-yarn", `"dependencies": { "@auth/prisma-adapter": "^2.11.0", "prisma": "6.19.3"`, "yarn.lock", "nothing that imports it can be built", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := loadProject(t, "prisma-command-undeclared")
			a.write("package.json", `{ "name": "barn", `+c.pkg+`, "next": "15.5.4", "react": "19.1.0" } }`)
			if c.lock != "" {
				a.write(c.lock, "# yarn lockfile v1\n")
			}
			for _, f := range a.examine().Findings {
				if f.ID == "prisma-undeclared" {
					assert.Contains(t, f.Why, c.why)
					assert.Equal(t, c.note, f.Note)
					assert.Contains(t, f.Message, "@prisma/client, which lib/prisma.ts needs, is not")
					return
				}
			}
			t.Error("not found")
		})
	}
}
