package doctor_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
)

const (
	sharedSchema = "generator client {\n  provider = \"prisma-client-js\"\n}\ndatasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\nmodel User {\n  id Int @id\n  name String\n}\n"
	sharedClient = "import { PrismaClient } from '@prisma/client'\nconst g = globalThis\nexport const prisma = g.prisma ?? new PrismaClient()\ng.prisma = prisma\n"
)

// monorepo is a workspace whose app has its schema from packages/db, with Prisma where base says.
func monorepo(t *testing.T, root, db string) *app {
	a := &app{t: t, dir: t.TempDir()}
	a.write("package.json", root)
	a.write("apps/web/package.json", `{"dependencies":{"next":"15.3.1","next-auth":"4.24.11","@acme/db":"*"}}`)
	a.write("apps/web/pages/api/auth/[...nextauth].ts", "import NextAuth from 'next-auth'\nimport Credentials from 'next-auth/providers/credentials'\nimport { prisma } from '@acme/db'\nexport default NextAuth({ providers: [Credentials({ authorize: () => prisma.user.findFirst() })], secret: process.env.NEXTAUTH_SECRET || 'secret' })\n")
	a.write("packages/db/package.json", db)
	a.write("packages/db/prisma/schema.prisma", sharedSchema)
	a.write("packages/db/index.ts", sharedClient)
	return a
}

func only(t *testing.T, findings []doctor.Finding, id string) doctor.Finding {
	t.Helper()
	for _, f := range findings {
		if f.ID == id {
			return f
		}
	}
	require.Fail(t, "no finding "+id, "%v", findings)
	return doctor.Finding{}
}

// The root may have Prisma for a package that has nothing but the schema.
func TestASchemaPackageWithThePrismaOfTheRoot(t *testing.T) {
	a := monorepo(t, `{"workspaces":["apps/*","packages/*"],"dependencies":{"prisma":"6.3.1","@prisma/client":"6.3.1"}}`, `{"name":"@acme/db"}`)
	root := a.dir
	for dir, want := range map[string][]string{
		"":            {"database-url-missing packages/db/prisma/schema.prisma:6"},
		"packages/db": {"database-url-missing prisma/schema.prisma:6"},
		"apps/web":    {"database-url-missing ../../packages/db/prisma/schema.prisma:6", "secret-missing .env"},
	} {
		a.dir = filepath.Join(root, filepath.FromSlash(dir))
		assert.Equal(t, want, found(a.examine()), dir)
	}
}

// An example is copied to where Prisma's commands read it.
func TestTheExampleOfAWorkspaceIsCopiedToThePackageWithTheSchema(t *testing.T) {
	a := monorepo(t, `{"workspaces":["apps/*","packages/*"]}`, `{"name":"@acme/db","dependencies":{"prisma":"6.3.1","@prisma/client":"6.3.1"}}`)
	a.write(".env.example", "DATABASE_URL=\nNEXTAUTH_SECRET=\n")
	root := a.dir
	for dir, want := range map[string]string{
		"":            "cp .env.example packages/db/.env, then put your own value for DATABASE_URL there",
		"packages/db": "cp ../../.env.example .env, then put your own value for DATABASE_URL there",
		"apps/web":    "cp ../../.env.example ../../packages/db/.env, then put your own value for DATABASE_URL there",
	} {
		a.dir = filepath.Join(root, filepath.FromSlash(dir))
		assert.Equal(t, want, only(t, a.examine().Findings, "database-url-missing").Cure, dir)
	}
	a.dir = filepath.Join(root, "apps", "web")
	secret := only(t, a.examine().Findings, "secret-missing")
	assert.Equal(t, "cp ../../.env.example .env, then put your own value for NEXTAUTH_SECRET there", secret.Cure)
	assert.Contains(t, secret.Why, "the options then take a text of the source")
}

// NextAuth runs in Next.js: what is left over of it elsewhere asks for no models.
func TestOptionsOfNextAuthWithoutNext(t *testing.T) {
	lay := func(dependencies string) *app {
		a := &app{t: t, dir: t.TempDir()}
		a.write("package.json", `{"dependencies":{"next-auth":"4.24.5","@next-auth/prisma-adapter":"1.0.7","@prisma/client":"5.7.1","prisma":"5.7.1"`+dependencies+`}}`)
		a.write(".env", "DATABASE_URL=postgresql://a:b@localhost:5432/c\n")
		a.write("prisma/schema.prisma", sharedSchema)
		a.write("lib/db.js", sharedClient)
		a.write("lib/auth.js", "import { PrismaAdapter } from '@next-auth/prisma-adapter'\nimport Email from 'next-auth/providers/email'\nimport { prisma } from './db'\nexport const options = { providers: [Email({})], adapter: PrismaAdapter(prisma), session: { strategy: 'database' } }\n")
		return a
	}
	of := func(a *app) string { return strings.Join(found(a.examine()), ", ") }
	assert.NotContains(t, of(lay(`,"express":"4.18.2"`)), "auth-")
	assert.Contains(t, of(lay(`,"next":"14.0.4"`)), "auth-models")
	assert.Contains(t, of(lay(`,"@auth/express":"0.8.0"`)), "auth-models")
	served := lay(`,"express":"4.18.2"`)
	served.write("api/auth.js", "import NextAuth from 'next-auth'\nimport { options } from '../lib/auth'\nexport default NextAuth(options)\n")
	served.write("lib/auth/index.js", "import NextAuth from 'next-auth'\nimport { options } from '../auth.js'\nexport default NextAuth(options)\n")
	assert.Contains(t, of(served), "auth-models")
}

// Where a folder below has a config of Prisma's beside its schema, Prisma is run there, and not at the root.
func TestASchemaWithAConfigOfItsOwnBelow(t *testing.T) {
	lay := func(config string) *app {
		a := &app{t: t, dir: t.TempDir()}
		a.write("package.json", `{"workspaces":["packages/*"],"dependencies":{"prisma":"7.10.1","@prisma/client":"7.10.1"}}`)
		a.write("packages/db/prisma/schema.prisma", "generator client {\n  provider = \"prisma-client\"\n  output = \"../generated\"\n}\ndatasource db {\n  provider = \"postgresql\"\n}\n")
		a.write("packages/db/client.ts", "import { PrismaClient } from './generated/client'\nimport { PrismaPg } from '@prisma/adapter-pg'\nconst g = globalThis\nexport const prisma = g.prisma ?? new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })\ng.prisma = prisma\n")
		a.write(config, "export default { schema: 'prisma/schema.prisma', datasource: { url: process.env.DATABASE_URL } }\n")
		return a
	}
	assert.Empty(t, found(lay("packages/db/prisma.config.ts").examine()))
	assert.Contains(t, found(lay("packages/ui/prisma.config.ts").examine()), "schema-missing")
	runs := lay("packages/db/prisma.config.ts")
	runs.write("package.json", `{"scripts":{"generate":"prisma generate"},"dependencies":{"prisma":"7.10.1","@prisma/client":"7.10.1"}}`)
	assert.Contains(t, found(runs.examine()), "schema-missing")
}

// The root's scripts may bring what a package's schema asks for.
func TestTheVariablesThatTheRootRunsASchemaWith(t *testing.T) {
	lay := func(schema string) *app {
		a := &app{t: t, dir: t.TempDir()}
		a.write("package.json", `{"workspaces":["packages/*"],"scripts":{"generate":"dotenv -e api/.env -- prisma generate --schema=`+schema+`"},"dependencies":{"prisma":"5.22.0","@prisma/client":"5.22.0"}}`)
		a.write("packages/db/package.json", `{"name":"@acme/db"}`)
		a.write("packages/db/schema.prisma", sharedSchema)
		a.dir = filepath.Join(a.dir, "packages", "db")
		return a
	}
	assert.Empty(t, found(lay("packages/db/schema.prisma").examine()))
	assert.Equal(t, []string{"database-url-missing schema.prisma:6"}, found(lay("packages/other/schema.prisma").examine()))
}

// The root that names the schema of a package runs Prisma where it asks for it, or a script of it does; else the package does, and
// the variable belongs there.
func TestTheRootNamesTheSchemaOfAPackage(t *testing.T) {
	const named, db = `"prisma":{"schema":"packages/db/prisma/schema.prisma"}`, `{"name":"@acme/db","scripts":{"push":"prisma db push"},"devDependencies":{"prisma":"6.19.3","@prisma/client":"6.19.3"}}`
	for name, c := range map[string]struct{ root, cure string }{
		"the package runs it": {`{"workspaces":["apps/*","packages/*"],` + named + `,"scripts":{"dev":"turbo dev"}}`, "set it in packages/db/.env: "},
		"a script runs it":    {`{"workspaces":["apps/*","packages/*"],` + named + `,"scripts":{"push":"prisma db push"}}`, "set it in .env: "},
		"the root has it":     {`{"workspaces":["apps/*","packages/*"],` + named + `,"devDependencies":{"prisma":"6.19.3"}}`, "set it in .env: "},
	} {
		a := monorepo(t, c.root, db)
		assert.True(t, strings.HasPrefix(only(t, a.examine().Findings, "database-url-missing").Cure, c.cure), name)
	}
	none := strings.Replace(named, "packages/db", "packages/none", 1)
	a := monorepo(t, `{"workspaces":["apps/*","packages/*"],`+none+`}`, db)
	assert.Equal(t, "the schema packages/none/prisma/schema.prisma, named by package.json, does not exist", only(t, a.examine().Findings, "schema-missing").Message)
}
