package doctor_test

import (
	"strings"
	"testing"
)

// Prisma 8 beside 7, and what fetches it.
func TestGenerationsInTheirSpellings(t *testing.T) {
	const schema = "prisma/schema.prisma"
	scripts := func(text string) func(*app) {
		return edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": `+text+`,`)
	}
	lock := func(from, to string) func(*app) {
		return func(a *app) { a.write("yarn.lock", strings.Replace(a.read("yarn.lock"), from, to, 1)) }
	}
	noPrisma := edit("package.json", `"devDependencies": { "prisma": "6.19.3" }`, `"devDependencies": { }`)
	for _, c := range []spelling{
		{"vercel", func(a *app) { a.write(schema, "// use prisma-next\n\n"+a.read(schema)) }, "other-generation prisma/schema.prisma"},
		{"vercel", func(a *app) { a.write(schema, "\uFEFF\n//  use prisma-next  \nmodel A {}\n") }, "other-generation prisma/schema.prisma"},
		{"lib-prisma", func(a *app) { a.write(schema, "// how to use prisma-next: not at all\n"+a.read(schema)) }, ""},
		{"lib-prisma", func(a *app) { a.write(schema, a.read(schema)+"\n// use prisma-next\n") }, ""},
		{"lib-prisma", lock("prisma@6.19.3:\n  version \"6.19.3\"", "prisma@6.19.3:\n  version \"8.0.1\""), "prisma-versions-differ package.json:4"},
		{"lib-prisma", scripts(`{ "db": "npx prisma@latest db push" }`), "prisma-unpinned package.json"},
		{"lib-prisma", scripts(`{ "db": "pnpm dlx prisma migrate deploy", "x": "yarn dlx prisma generate" }`), "prisma-unpinned package.json"},
		{"lib-prisma", both(noPrisma, scripts(`{ "postinstall": "npx prisma generate" }`)), "prisma-unpinned package.json"},
		{"lib-prisma", both(noPrisma, add(".github/workflows/ci.yml", "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npx prisma migrate deploy\n")), "prisma-unpinned .github/workflows/ci.yml:5"},
		{"lib-prisma", add("Dockerfile", "FROM node AS build\nRUN yarn install\nFROM node\nCOPY . .\nCMD [\"npx\", \"prisma\", \"migrate\", \"deploy\"]\n"), "prisma-unpinned Dockerfile:5"},
		{"lib-prisma", add("Dockerfile", "FROM node AS build\nRUN yarn install\nRUN npx prisma generate\n"), ""},
		{"lib-prisma", add("Dockerfile", "FROM node\nCOPY --from=build /app/node_modules ./node_modules\nCMD npx prisma migrate deploy\n"), ""},
		{"lib-prisma", scripts(`{ "postinstall": "npx prisma generate", "db": "yarn prisma db push" }`), ""},
		{"lib-prisma", scripts(`{ "db": "pnpm dlx prisma@6 migrate deploy", "x": "npx prisma@6.19.3 generate" }`), ""},
		{"lib-prisma", both(noPrisma, scripts(`{ "postinstall": "npx prisma@6 generate" }`)), ""},
	} {
		c.check(t)
	}
}

// Images that install before they have the schema, where a script of package.json needs it.
func TestImagesWithoutSchema(t *testing.T) {
	const image = "FROM node:22\nCOPY package.json ./\nRUN pnpm install\nCOPY . .\n"
	postinstall := func(script string) func(*app) {
		return both(add("Dockerfile", image), edit("package.json", `"postinstall": "prisma generate"`, script))
	}
	for _, c := range []spelling{
		{"t3", add("Dockerfile", image), "schema-not-in-image Dockerfile:3"},
		{"t3", add("docker/web.Dockerfile", image), "schema-not-in-image docker/web.Dockerfile:3"},
		{"t3", postinstall(`"prepare": "husky && prisma generate"`), "schema-not-in-image Dockerfile:3"},
		{"t3", postinstall(`"build": "prisma generate && next build"`), ""},
		{"t3", postinstall(`"postinstall": "prisma generate || true"`), ""},
		{"t3", postinstall(`"postinstall": "[ ! -d prisma ] || prisma generate"`), ""},
		{"t3", both(add("Dockerfile", image), add(".npmrc", "ignore-scripts=true\n")), ""},
		{"t3", both(add("Dockerfile", image), add(".npmrc", "shamefully-hoist=true\n")), "schema-not-in-image Dockerfile:3"},
		{"t3", add("Dockerfile", "FROM node:22\nCOPY package.json ./\nCOPY prisma ./prisma\nRUN pnpm install\nCOPY . .\n"), ""},
		{"t3", add("Dockerfile", "FROM node:22\nCOPY . .\nRUN pnpm install\n"), ""},
	} {
		c.check(t)
	}
}
