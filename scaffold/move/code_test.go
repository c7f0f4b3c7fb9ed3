package move

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/internal/sandbox"
)

// own is a project that create-app did not make, on a database.
func own(provider, url string, more map[string]string) map[string]string {
	files := map[string]string{
		"package.json":         `{"name":"site","dependencies":{"next":"15.5.0","@prisma/client":"6.19.3"},"devDependencies":{"prisma":"6.19.3"}}`,
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"" + provider + "\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel Post {\n  id    Int    @id\n  title String\n}\n",
		".env":                 "DATABASE_URL=\"" + url + "\"\n",
		".gitignore":           "node_modules\n.env\n",
	}
	maps.Copy(files, more)
	return files
}

const postgresURL = "postgresql://me:geheim@localhost:5432/site"

func TestCodeThatTheNewDatabaseDoesNotUnderstand(t *testing.T) {
	const prisma = "import { prisma } from \"./prisma\";\n"
	for _, test := range []struct {
		name, from, to, source string
		want                   []string // line: what
	}{
		{"filters-of-text", "postgresql", "sqlite", `prisma.user.findMany({ where: { name: { contains: q, mode: "insensitive" } } })`, []string{`2: mode: "insensitive"`}},
		{"by-enum", "postgresql", "mysql", `const where = { name: { equals: q, mode: Prisma.QueryMode.insensitive } }`, []string{`2: mode: "insensitive"`}},
		{"to-database-that-has-them", "postgresql", "cockroachdb", `prisma.user.findMany({ where: { name: { equals: q, mode: 'insensitive' } } })`, nil},
		{"mode-of-something-else", "postgresql", "sqlite", `open({ mode: "read" }); prisma.x.findMany({ where: { mode: "dark" } })`, nil},
		{"in-comment-and-text", "postgresql", "sqlite", "// mode: \"insensitive\", skipDuplicates: true\nconst s = 'skipDuplicates: true'", nil},
		{"skipDuplicates", "postgresql", "sqlite", "await prisma.tag.createMany({\n  data,\n  skipDuplicates: true,\n})", []string{"4: skipDuplicates"}},
		{"skipDuplicates-that-is-off", "postgresql", "sqlite", "prisma.tag.createMany({ data, skipDuplicates: false })", nil},
		{"skipDuplicates-of-a-check", "postgresql", "sqlite", "export const input = z.object({ skipDuplicates: z.boolean().optional() })\nprisma.x.count()", nil},
		{"skipDuplicates-on-mysql", "postgresql", "mysql", "prisma.tag.createMany({ data, skipDuplicates: true })", nil},
		{"createManyAndReturn", "sqlite", "mysql", "prisma.tag.createManyAndReturn({ data })", []string{"2: createManyAndReturn"}},
		{"createManyAndReturn-on-postgresql", "sqlite", "postgresql", "prisma.tag.createManyAndReturn({ data })", nil},
		{"full-text-search", "postgresql", "sqlite", "prisma.post.findMany({ where: { body: { search: 'cat & dog' } }, orderBy: { _relevance: { fields: ['body'], search: 'cat', sort: 'asc' } } })",
			[]string{"2: full-text search", "2: full-text search"}},
		{"search-of-something-else", "postgresql", "sqlite", "router.push({ query: { search: q } }); const where = { search: q }", nil},
		{"lists", "postgresql", "mysql", "prisma.post.findMany({ where: { OR: [{ tags: { has: 'a' } }, { tags: { hasSome: list } }] } })", []string{"2: has, on a list", "2: hasSome, on a list"}},
		{"lists-that-grow", "postgresql", "mysql", "prisma.post.update({ where: { id }, data: { tags: { push: 'a' } } })", []string{"2: push, on a list"}},
		{"push-of-something-else", "postgresql", "mysql", "prisma.x.count(); router({ push: true }); list.push({ data: { push: 1 } }); const data = { push: 2 }", nil},
		{"set-that-has", "postgresql", "mysql", "new Set().has('prisma'); const options = { has: true, isEmpty: false }", nil},
		{"JSON", "postgresql", "mysql", "prisma.post.findMany({ where: { meta: { path: ['a', 'b'], equals: 1 } } })", []string{"2: a path of JSON as a list"}},
		{"json-other-way", "mysql", "postgresql", "prisma.post.findMany({ where: { meta: { path: '$.a.b', equals: 1 } } })", []string{"2: a path of JSON as a text"}},
		{"json-that-holds", "postgresql", "sqlite", "prisma.post.findMany({ where: { meta: { array_contains: ['a'] } } })", []string{"2: array_contains"}},
		{"path-of-something-else", "postgresql", "mysql", "prisma.route.create({ data: { path: ['a'] } }); z.refine(f, { path: ['b'] })", nil},
		{"isolation", "postgresql", "sqlite", "prisma.$transaction(f, { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead })", []string{"2: isolation level RepeatableRead"}},
		{"isolation-that-all-have", "postgresql", "sqlite", "prisma.$transaction(f, { isolationLevel: 'Serializable' })", nil},
		{"SQL", "postgresql", "mysql", "prisma.$queryRaw<User[]>`SELECT * FROM \"User\" WHERE name ILIKE ${q} AND at > now() - INTERVAL '1 day'`", []string{`2: SQL with ILIKE, INTERVAL '…', names in "…"`}},
		{"sql-in-call", "postgresql", "sqlite", "prisma.$executeRawUnsafe('UPDATE x SET a = $1::jsonb', v); prisma.$queryRaw(Prisma.sql`SELECT DISTINCT ON (a) a FROM b`)", []string{"2: SQL with ::, jsonb", "2: SQL with DISTINCT ON"}},
		{"sql-of-mysql", "mysql", "postgresql", "prisma.$executeRaw`INSERT IGNORE INTO \\`tag\\` VALUES (1)`", []string{"2: SQL with names in backquotes, INSERT IGNORE"}},
		{"sql-of-sqlite", "sqlite", "postgresql", "prisma.$queryRaw`SELECT strftime('%Y', at) FROM x`", []string{"2: SQL with strftime"}},
		{"sql-named-as-it-stands", "postgresql", "sqlite", "prisma.$queryRaw`SELECT to_char(at, 'YYYY') FROM x WHERE tags @> ARRAY['a'] AND id = gen_random_uuid()`", []string{"2: SQL with @>, ARRAY, to_char, gen_random_uuid"}},
		{"sql-of-texts-and-comments", "postgresql", "sqlite", "prisma.$queryRaw`SELECT 'FOR UPDATE, ILIKE, it''s @>' AS a /* RETURNING::text */ FROM x -- NOW()\n`", nil},
		{"sql-that-joins-texts", "postgresql", "mysql", "prisma.$queryRaw`SELECT first || ' ' || last FROM x`", []string{"2: SQL with ||"}},
		{"sql-that-orders-and-counts", "sqlite", "mysql", "prisma.$queryRaw`SELECT count(*) FILTER (WHERE a) FROM x ORDER BY b DESC NULLS LAST`", []string{"2: SQL with NULLS LAST, FILTER (WHERE …)"}},
		{"sql-that-empties", "postgresql", "mysql", "prisma.$executeRawUnsafe(`TRUNCATE TABLE ${names} RESTART IDENTITY CASCADE;`)", []string{"2: SQL with TRUNCATE … CASCADE, RESTART IDENTITY"}},
		{"sql-with-texts-in-double-quotes", "mysql", "postgresql", "prisma.$queryRaw`SELECT * FROM x WHERE a = \"b\" AND at > NOW() - INTERVAL 1 DAY AND c = ?`", []string{"2: SQL with INTERVAL 1 …, ?, texts in \"…\""}},
		{"sql-with-dates-of-sqlite", "sqlite", "postgresql", "prisma.$queryRaw`SELECT datetime('now')`", []string{"2: SQL with datetime('now')"}},
		{"sql-that-all-have", "postgresql", "sqlite", "prisma.$queryRaw`SELECT 1`; prisma.$queryRaw(sql); prisma.$queryRaw`SELECT count(*) FROM x WHERE a = ${b}`", nil},
		{"filters-that-mind-no-case", "sqlite", "postgresql", "prisma.post.findMany({ where: { OR: [{ title: { contains: q } }, { title: { startsWith: q, mode: 'insensitive' } }] } }); list.filter({ contains: q }); prisma.post.findMany({ where: { title: { equals: q } } })", []string{"2: contains, without mode"}},
		{"filters-from-mysql-to-cockroachdb", "mysql", "cockroachdb", "const where = { title: { endsWith: q, mode } }; const other = { AND: [{ title: { not: { endsWith: q } } }] }; prisma", []string{"2: endsWith, without mode"}},
		{"filters-that-mind-case-already", "postgresql", "sqlite", "prisma.post.findMany({ where: { title: { contains: q } } })", nil},
		{"filters-that-mind-none-on-both", "sqlite", "mysql", "prisma.post.findMany({ where: { title: { contains: q } } })", nil},
		{"sql-that-minds-no-case", "sqlite", "postgresql", "prisma.$queryRaw`SELECT id FROM x WHERE a LIKE ${b}`", []string{"2: SQL with LIKE"}},
		{"sql-with-collation-of-sqlite", "sqlite", "mysql", "prisma.$queryRaw`SELECT id FROM x WHERE a = ${b} COLLATE NOCASE AND c LIKE ${d}`", []string{"2: SQL with COLLATE NOCASE"}},
		{"sql-with-functions-of-mysql", "mysql", "postgresql", "prisma.$queryRaw`SELECT IF(a, 1, 2), YEAR(b), c->>'$.d', JSON_CONTAINS(e, '1') FROM x WHERE f <=> g LIMIT ${h}, ${i}`",
			[]string{"2: SQL with JSON_CONTAINS, ->> with a path, IF(…), <=>, LIMIT a, b, YEAR"}},
		{"sql-with-names-of-json", "postgresql", "mysql", "prisma.$queryRaw`SELECT a->>'b' FROM x`", []string{"2: SQL with ->>"}},
		{"sql-with-names-of-json-on-both", "sqlite", "postgresql", "prisma.$queryRaw`SELECT a->>'b' FROM x`", nil},
		{"names-with-capitals", "sqlite", "postgresql", "prisma.$queryRaw`SELECT Post.id, title FROM Post AS p`", []string{"2: SQL with Post without quotes"}},
		{"names-in-quotes", "mysql", "postgresql", "prisma.$queryRaw`SELECT \\`Post\\`.id FROM post WHERE Posts.a = 'Post' AND POST(1)`", []string{"2: SQL with names in backquotes"}},
		{"names-that-need-none", "postgresql", "mysql", "prisma.$queryRaw`SELECT id FROM Post`", nil},
		{"codes-of-errors", "postgresql", "mysql", "if (e.code === '23505' || e.code === 'P2002') retry(prisma)", []string{"2: error code 23505"}},
		{"numbers-that-are-none", "postgresql", "mysql", "const zip = '23505'; prisma.x.count()", nil},
		{"what-error-names", "postgresql", "mysql", "if (e.code === 'P2002' && e.meta?.target.includes('email')) prisma", []string{"2: meta.target of an error"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			urls := map[string]string{"postgresql": postgresURL, "mysql": "mysql://me:geheim@localhost:3306/site", "sqlite": "file:./dev.db"}
			dir := sandbox.Lay(t, own(test.from, urls[test.from], map[string]string{"src/a.ts": prisma + test.source + "\n", "node_modules/x/a.js": test.source}))
			var got []string
			for _, p := range moveTo(t, dir, test.to).Code {
				assert.Equal(t, "src/a.ts", p.File)
				assert.NotEmpty(t, p.Why)
				assert.NotEmpty(t, p.Instead)
				assert.NotContains(t, p.Why+p.Instead+p.What, "%")
				got = append(got, fmt.Sprintf("%d: %s", p.Line, p.What))
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestCodeOfTheWorkspaceIsSearchedToo(t *testing.T) {
	files := map[string]string{"package.json": `{"workspaces":["apps/*","packages/*"]}`, "apps/web/package.json": `{"name":"web","dependencies":{"db":"*"}}`,
		"apps/web/lib/a.ts": "db.user.findMany({ where: { a: { mode: \"insensitive\" } } })\n", ".github/workflows/ci.yml": "services:\n  db:\n    image: postgres:17\n"}
	for name, text := range own("postgresql", postgresURL, nil) {
		files["packages/db/"+name] = text
	}
	plan := moveTo(t, filepath.Join(sandbox.Lay(t, files), "packages", "db"), "sqlite")
	if assert.Len(t, plan.Code, 1) {
		assert.Equal(t, "../../apps/web/lib/a.ts", plan.Code[0].File)
	}
	if assert.Len(t, plan.Elsewhere, 1) {
		assert.Equal(t, "../../.github/workflows/ci.yml", plan.Elsewhere[0].File)
	}
}

func TestFilesOfSQL(t *testing.T) {
	const sql = "-- $1: who\nSELECT id\nFROM \"User\"\nWHERE name ILIKE $1\n"
	dir := sandbox.Lay(t, own("postgresql", postgresURL, map[string]string{
		"prisma/sql/find.sql": sql, "seed.SQL": "SELECT now();\n", "prisma/sql/plain.sql": "SELECT id FROM x\n", "node_modules/x/a.sql": sql,
		"prisma/migrations/1_init/migration.sql": sql, "prisma/migrations-sqlite/1_init/migration.sql": sql, "drizzle/0000.sql": sql,
	}))
	var got []string
	for _, p := range moveTo(t, dir, "mysql").Code {
		got = append(got, fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.What))
	}
	assert.Equal(t, []string{`prisma/sql/find.sql:3: SQL with ILIKE, $1, names in "…"`}, got)
	got = nil
	for _, p := range moveTo(t, dir, "sqlite").Code {
		got = append(got, fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.What))
	}
	assert.Equal(t, []string{"prisma/sql/find.sql:4: SQL with ILIKE", "seed.SQL:1: SQL with NOW()"}, got)
}

func TestEnumsThatGo(t *testing.T) {
	files := own("postgresql", postgresURL, map[string]string{
		"a.ts": "import { Role, type Post, Prisma } from \"@prisma/client\";\n", "b.ts": "import { Role } from \"./own-roles\";\n",
	})
	files["prisma/schema.prisma"] += "\nmodel User {\n  id   Int  @id\n  role Role\n}\n\nenum Role {\n  A\n  B\n}\n"
	plan := moveTo(t, sandbox.Lay(t, files), "sqlserver")
	if assert.Len(t, plan.Code, 1) {
		assert.Equal(t, "a.ts", plan.Code[0].File)
		assert.Equal(t, "enum Role", plan.Code[0].What)
		assert.Equal(t, "the values as texts, such as a const object of your own", plan.Code[0].Instead)
	}
	assert.Empty(t, moveTo(t, sandbox.Lay(t, files), "mysql").Code)
}

func TestWhatElseIsForTheOldDatabase(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		".github/workflows/ci.yml":  {"services:\n  db:\n    image: postgres:17-alpine\n    env:\n      POSTGRES_PASSWORD: geheim\nenv:\n  DATABASE_URL: postgresql://a:geheim@localhost/x\n", []string{"3: a server", "5: a tool or a setting", "7: a URL"}},
		"docker-compose.yml":        {"services:\n  db:\n    image: pgvector/pgvector:pg17\n", []string{"3: a server"}},
		".gitlab-ci.yml":            {"variables:\n  DATABASE_URL: 'postgres://x'\n", []string{"2: a URL"}},
		"Dockerfile":                {"FROM node:22\nENV DATABASE_URL=postgresql://build\n", []string{"2: a URL"}},
		"db.Dockerfile":             {"FROM postgres:17\n", []string{"1: a server"}},
		"scripts/wait.sh":           {"#!/bin/sh\nuntil pg_isready; do sleep 1; done\n", []string{"2: a tool or a setting"}},
		"ci/.gitlab-ci.yml":         {"test:\n  image: node:22\n  services:\n    - redis:7\n    - name: postgres:16\n", []string{"5: a server"}},
		"build/db.yaml":             {"links:\n  - postgres:16\n", nil},
		"web.Dockerfile":            {"FROM node:22\nRUN apk add postgresql-client\n", []string{"2: a tool or a setting"}},
		"package.json":              {`{"name":"site","scripts":{` + "\n" + `"db":"psql $DATABASE_URL"},"dependencies":{"next":"15.5.0","@prisma/client":"6.19.3"},"devDependencies":{"prisma":"6.19.3"}}`, []string{"2: a tool or a setting"}},
		".env.test":                 {"DATABASE_URL=\"" + postgresURL + "\"\n", []string{"1: a URL"}},
		".env.example":              {"DATABASE_URL=postgres://user:password@localhost/db\n", []string{"1: a URL"}},
		".devcontainer/compose.yml": {"    image: bitnami/postgresql:17\n", []string{"1: a server"}},
		"fly.toml":                  {"app = \"site\"\n", nil},
		"deploy/mysql.yaml":         {"image: mysql:8\n", nil},
		"Makefile":                  {"db:\n\t# psql\n\techo ok\n", nil},
		"notes.md":                  {"postgresql://x\n", nil},
		".github/dependabot.yml":    {"updates: [docker]\n", nil},
		"node_modules/x/ci.yml":     {"image: postgres\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, own("postgresql", postgresURL, map[string]string{name: test.text}))
			var got []string
			for _, p := range moveTo(t, dir, "sqlite").Elsewhere {
				assert.Equal(t, name, p.File)
				assert.NotContains(t, p.What+p.Why+p.Instead, "geheim")
				got = append(got, fmt.Sprintf("%d: %s", p.Line, strings.TrimSuffix(p.What, " of PostgreSQL")))
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// There and back: every byte is as before, but for the comments in .env.
func TestTheWayBackOfAProjectOfTheirOwn(t *testing.T) {
	for _, there := range []string{"mysql", "sqlite", "sqlserver", "cockroachdb"} {
		t.Run(there, func(t *testing.T) {
			dir := sandbox.Lay(t, own("postgresql", postgresURL, map[string]string{
				"prisma/migrations/migration_lock.toml": "# kept\nprovider = \"postgresql\"\n", "prisma/migrations/1_init/migration.sql": "CREATE TABLE x();\n",
			}))
			before := sandbox.Snapshot(t, dir)
			movedTo(t, dir, there)
			moved := sandbox.Snapshot(t, dir)
			assert.NotContains(t, moved, "prisma/migrations/1_init/migration.sql")
			assert.Equal(t, there == "sqlite", strings.Contains(moved[".gitignore"], "*.db"), "a database is kept out of git")
			assert.Equal(t, there != "sqlite", moved["compose.yaml"] != "")

			// what is made on the way is put aside, and comes back the next time
			lock := filepath.Join(dir, "prisma", "migrations")
			assert.NoError(t, os.MkdirAll(filepath.Join(lock, "2_init"), 0o755))
			assert.NoError(t, os.WriteFile(filepath.Join(lock, "migration_lock.toml"), []byte("provider = \""+there+"\"\n"), 0o644))
			assert.NoError(t, os.WriteFile(filepath.Join(lock, "2_init", "migration.sql"), []byte("SELECT 2;\n"), 0o644))
			plan := movedTo(t, dir, "postgresql")
			assert.Contains(t, fmt.Sprint(plan.Steps), "the migrations for PostgreSQL are back in prisma/migrations")
			back := sandbox.Snapshot(t, dir)
			assert.Contains(t, back, "prisma/migrations-"+there+"/2_init/migration.sql")
			for name, text := range before {
				if name != ".env" && !(name == "prisma/schema.prisma" && there == "cockroachdb") {
					assert.Equal(t, text, back[name], name)
				}
			}
			for name := range back {
				if !strings.HasPrefix(name, "prisma/migrations-") && name != "compose.yaml" {
					assert.Contains(t, before, name)
				}
			}
			movedTo(t, dir, there)
			assert.Contains(t, sandbox.Snapshot(t, dir)["prisma/migrations/2_init/migration.sql"], "SELECT 2;")
		})
	}
	dir := sandbox.Lay(t, own("sqlite", "file:./dev.db", nil))
	movedTo(t, dir, "postgresql")
	assert.Contains(t, sandbox.Snapshot(t, dir), "compose.yaml")
	movedTo(t, dir, "sqlite")
	assert.NotContains(t, sandbox.Snapshot(t, dir), "compose.yaml", "the file that the move wrote")
}

// A file of SQLite's stays out of git, by the project's own line where it has one.
func TestTheFileOfSQLiteIsKeptOutOfGit(t *testing.T) {
	for ignored, want := range map[string]string{
		"/prisma/site.sqlite\n": "/prisma/site.sqlite\n", "prisma/*.sqlite*\n": "prisma/*.sqlite*\n", "dist\n": "dist\n*.db\n*.db-*\n/prisma/site.sqlite\n",
	} {
		dir := sandbox.Lay(t, own("postgresql", postgresURL, map[string]string{
			".env": "# DATABASE_URL=\"file:./site.sqlite\"\nDATABASE_URL=\"" + postgresURL + "\"\n", ".gitignore": ignored,
		}))
		movedTo(t, dir, "sqlite")
		assert.Equal(t, want, strings.TrimPrefix(sandbox.Snapshot(t, dir)[".gitignore"], "-rw-r--r-- "))
	}
}
