package main

import (
	"os"
	"strconv"
	"strings"
	"sync"

	"create-app/untrusted"
)

// dense is a text that has as much as possible for each of its bytes: n times the same.
type dense struct {
	file, name string
	text       func(n int) string
}

// times is a text that repeats a unit.
func times(head, unit, tail string) func(n int) string {
	return func(n int) string { return head + strings.Repeat(unit, n) + tail }
}

// counted is a text that repeats a unit with a number in each.
func counted(head, unit, tail string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		parts := strings.Split(unit, "#")
		for i := range n {
			b.WriteString(parts[0])
			for _, part := range parts[1:] {
				b.WriteString(strconv.FormatInt(int64(i), 36))
				b.WriteString(part)
			}
		}
		return b.String() + tail
	}
}

// denseTexts are such texts in the place of each file that is taken apart.
func denseTexts() []dense {
	const (
		manifest = `{"name":"w","dependencies":{"next":"16.4.5","next-auth":"4.24.15","prisma":"7.10.1"}`
		model    = schema + "model B {\n  id Int @id\n"
		handler  = "import NextAuth from 'next-auth'\nexport const GET = NextAuth({providers: ["
		client   = "import {PrismaClient} from '@prisma/client';export const p=new PrismaClient();"
	)
	return []dense{
		{"package.json", "scripts", counted(manifest+`,"scripts":{`, `"#":"a",`, `"z":""}}`)},
		{"package.json", "dependencies", counted(manifest+`,"devDependencies":{`, `"#":"",`, `"z":""}}`)},
		{"package.json", "numbers", times(manifest+`,"x":[`, "0,", "0]}")},
		{"package.json", "objects", times(manifest+`,"x":[`, "{},", "0]}")},
		{"package.json", "workspaces", times(manifest+`,"workspaces":[`, `"a",`, `"b"]}`)},
		{"package.json", "exports", counted(manifest+`,"exports":{`, `"#":0,`, `"z":0}}`)},
		{"package.json", "commands", times(manifest+`,"scripts":{"a":"`, "prisma a;", `"}}`)},
		{"package.json", "words of commands", times(manifest+`,"scripts":{"a":"`, "a;", `"}}`)},
		{"package.json", "scripts that run others", times(manifest+`,"scripts":{"b":"npm run a;npm run a","a":"`, "npm run b;", `"}}`)},
		{"package.json", "lines", times(manifest, "\n", "}")},
		{"tsconfig.json", "numbers", times(`{"x":[`, "0,", "0]}")},
		{"tsconfig.json", "paths", counted(`{"compilerOptions":{"paths":{`, `"#":[],`, `"z":[]}}}`)},
		{"tsconfig.json", "extends", counted(`{"extends":[`, `"./#",`, `""]}`)},
		{"tsconfig.json", "brackets", times("", "[", "")},
		{".env", "keys", times("", "A=\n", "")},
		{".env", "different keys", counted("", "A#=\n", "")},
		{".env", "references", counted("A0=a\n", "A#=$A0\n", "")},
		{".env", "references to long ones", times("B="+strings.Repeat("x", 1<<19)+"\nA=", "${B}", "\n")},
		{".env", "references on a line", times("B=x\nA=", "${B}", "\n")},
		{".env", "lines", times("", "\n", "")},
		{".env", "escaped quotes", times(`A="`, `\"`, "")},
		{".env", "bytes of no character", times("A=", "\xff", "")},
		{"prisma.config.ts", "numbers", times("export default {a:[", "1,", "]}")},
		{"prisma.config.ts", "properties", times("export default {", "a:1,", "}")},
		{"prisma.config.ts", "parentheses", times("export default ", "(", "")},
		{"prisma.config.ts", "parts of a path", times("export default a", ".a", "")},
		{"prisma.config.ts", "constants", times("", "const a=1;", "export default {schema:a}")},
		{"prisma.config.ts", "imports", times("", `import"./a";`, "export default {}")},
		{"prisma.config.ts", "calls", times("export default ", "a()+", "1")},
		{"prisma.config.ts", "parts of a template", times("export default {schema:`", "${a}", "`}")},
		{"prisma/migrations/migration_lock.toml", "lines", times("", "a=1\n", "")},
		{".gitignore", "names", times("", "a\n", "")},
		{".gitignore", "stars", times("", "*\n", "")},
		{".gitignore", "stars on a line", times("", "*a", "")},
		{".gitignore", "classes", times("", "[a]", "")},
		{"prisma/schema.prisma", "models", counted(schema, "model B# {\n}\n", "")},
		{"prisma/schema.prisma", "types of one name", times(schema, "type a {\n}\n", "")},
		{"prisma/schema.prisma", "usual models", counted(schema, "model Bxx# {\n  id        Int      @id @default(autoincrement())\n  createdAt DateTime @default(now())\n  name      String?  @unique\n  other     Int\n\n  @@index([name, createdAt])\n}\n\n", "")},
		{"prisma/schema.prisma", "names in a model", times(model, "a\n", "}\n")},
		{"prisma/schema.prisma", "fields", counted(model, "a# Int\n", "}\n")},
		{"prisma/schema.prisma", "relation fields", counted(model, "a# B\n", "}\n")},
		{"prisma/schema.prisma", "relations", counted(model, "b# B @relation(\"#\",fields:[id],references:[id])\nc# B[] @relation(\"#\")\n", "}\n")},
		{"prisma/schema.prisma", "values", times(schema+"enum B {\n", "a\n", "}\n")},
		{"prisma/schema.prisma", "different values", counted(schema+"enum B {\n", "a#\n", "}\n")},
		{"prisma/schema.prisma", "names in an index", times(model+"@@index([", "a,", "a])\n}\n")},
		{"prisma/schema.prisma", "a list as default", times(model+"a Int[] @default([", "1,", "1])\n}\n")},
		{"prisma/schema.prisma", "attributes", times(model+"a Int ", "@a", "\n}\n")},
		{"prisma/schema.prisma", "attributes with brackets", times(model+"a Int ", "@a() ", "\n}\n")},
		{"prisma/schema.prisma", "a name of many parts", times(model+"a Int @a", ".a", "\n}\n")},
		{"prisma/schema.prisma", "arguments", times(model+"a Int @a(", "a:1,", ")\n}\n")},
		{"prisma/schema.prisma", "objects", times(model+"a Int @a({", "a:1,", "})\n}\n")},
		{"prisma/schema.prisma", "block attributes", times(model, "@@a\n", "}\n")},
		{"prisma/schema.prisma", "indexes", times(model, "@@index([id])\n", "}\n")},
		{"prisma/schema.prisma", "blank lines", times(schema, "\n", "")},
		{"prisma/schema.prisma", "comments", times(schema, "//\n", "")},
		{"prisma/schema.prisma", "documentation", times(schema, "///\n", "model C {\n  id Int @id\n}\n")},
		{"prisma/schema.prisma", "properties", times(schema+"generator b {\n", "a=1\n", "}\n")},
		{"prisma/schema.prisma", "datasources", times(schema, "datasource a {\n}\n", "")},
		{"prisma/schema.prisma", "broken lines", times(schema, "?\n", "")},
		{"package-lock.json", "packages", times(`{"packages":{`, `"node_modules/next":{},`, `"":{}}}`)},
		{"package-lock.json", "dependencies", times(`{"dependencies":{`, "\n\"next\":{},", `"":{}}}`)},
		{"package-lock.json", "numbers", times(`{"packages":{"node_modules/prisma":{"x":[`, "0,", "0]}}}")},
		{"pnpm-lock.yaml", "lines", times("", "a:\n", "")},
		{"pnpm-lock.yaml", "packages", times("importers:\n  .:\n", "   a:\n", "")},
		{"yarn.lock", "lines", times("", "a\n", "")},
		{"yarn.lock", "packages", times("", "next@1\n", "")},
		{"yarn.lock", "versions", times("", "next@1,next@2:\n version \"1\"\n", "")},
		{"bun.lock", "packages", times("", `"next":["next@1`, "")},
		{"pnpm-workspace.yaml", "packages", times("packages:\n", "- a\n", "")},
		{"pnpm-workspace.yaml", "packages on a line", times("packages: [", "a,", "]\n")},
		{"app/page.tsx", "statements", times("", "a;", "")},
		{"app/page.tsx", "imports", times("", `import"./b";`, "")},
		{"app/page.tsx", "clients", times(client, "new PrismaClient();", "")},
		{"app/page.tsx", "calls of a client", times(client, "p.a.b();", "")},
		{"app/page.tsx", "tags", times("", "<a>", "")},
		{"app/page.tsx", "secrets", times("import 'next-auth';", "({secret:process.env.A});", "")},
		{"app/api/auth/[...nextauth]/route.ts", "providers", times(handler, "A(),", "]})\n")},
		{"app/api/auth/[...nextauth]/route.ts", "names", times(handler, "a,", "]})\n")},
		{"app/api/auth/[...nextauth]/route.ts", "exports", times("export*from'./a';", "export*from'./b';", handler+"]})\n")},
		{"lib/prisma.ts", "clients", times(client, "new PrismaClient();", "")},
		{"lib/prisma.ts", "names", times("import {PrismaClient} from '@prisma/client';export const p=new PrismaClient({a:[", "a,", "]})\n")},
		{"lib/prisma.ts", "uses of a client", times("import {PrismaClient} from '@prisma/client';export function f(){const p=new PrismaClient();", "p.a;", "}\n")},
		{"lib/prisma.ts", "functions in each other", times("import {PrismaClient} from '@prisma/client';export const f=", "()=>", "new PrismaClient()\n")},
		{"lib/prisma.ts", "uses of the global object", times(client, "global.a;", "")},
		{"app/api/auth/[...nextauth]/route.ts", "options taken in", times(handler+"],", "...a,", "})\n")},
		{"app/api/auth/[...nextauth]/route.ts", "adapters", times(handler+"]});", "x=PrismaAdapter(a);", "")},
		{"next.config.ts", "statements", times("", "a;", "")},
		{"proxy.ts", "imports", times("", "import'./b';", "")},
		{"compose.yaml", "lines", times("", "a:\n", "")},
		{"Dockerfile", "commands", times("", "RUN prisma a;prisma b\n", "")},
		{".github/workflows/ci.yml", "commands", times("", "- run: prisma a\n", "")},
		{"prisma/migrations/1_init/migration.sql", "statements", times("", "a;", "")},
		{"biome.json", "numbers", times(`{"x":[`, "0,", "0]}")},
		{".vscode/extensions.json", "numbers", times(`{"recommendations":[`, "0,", "0]}")},
		{"AGENTS.md", "lines", times("", "a\n", "")},
	}
}

// largest is the longest text of a kind that is read at all. Of what is searched and not taken apart, 60 MB are enough.
func (d dense) largest() string {
	limit := min(int(untrusted.Limit(d.file)), 60<<20)
	most := limit / (len(d.text(2000)) - len(d.text(1999)))
	text := d.text(most)
	if len(text) <= limit && untrusted.Dense(d.file, []byte(text)) == nil {
		return text
	}
	for fits := 0; ; {
		n := (fits + most) / 2
		if n == fits {
			return d.text(fits)
		}
		if text := d.text(n); len(text) > limit || untrusted.Dense(d.file, []byte(text)) != nil {
			most = n
		} else {
			fits = n
		}
	}
}

// filled is a file that is read and holds as much as one may.
type filled struct {
	file string
	trap
}

// filledTraps are the texts as traps. Each is made when it is asked for, once.
func filledTraps() []filled {
	var all []filled
	for _, d := range denseTexts() {
		text := sync.OnceValue(d.largest)
		all = append(all, filled{d.file, trap{"as many " + d.name + " as are read", func(path string) error { return os.WriteFile(path, []byte(text()), 0o600) }}})
	}
	return all
}
