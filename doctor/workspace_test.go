package doctor_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// An app whose NextAuth and whose client are packages of its workspace is examined as if they were its own.
func TestSignInOfAnotherPackage(t *testing.T) {
	const models = `model User {
  id            String    @id @default(cuid())
  name          String?
  email         String?   @unique
  emailVerified DateTime?
  image         String?
  accounts      Account[]
}

model Account {
  userId            String
  type              String
  provider          String
  providerAccountId String
  refresh_token     String?
  access_token      String?
  expires_at        Int?
  token_type        String?
  scope             String?
  id_token          String?
  session_state     String?
  user              User    @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@id([provider, providerAccountId])
}
`
	lay := func(options, generate, asked string) *app {
		a := &app{t: t, dir: t.TempDir()}
		a.write("package.json", `{"private":true,"workspaces":["apps/*","packages/*"]}`)
		a.write(".gitignore", "generated\n.env\n")
		a.write(".git/HEAD", "ref: refs/heads/main\n")
		a.write("packages/db/package.json", `{"name":"@acme/db","exports":"./index.ts","scripts":{`+generate+`},"dependencies":{"@prisma/client":"7.10.0","@prisma/adapter-pg":"7.10.1","prisma":"7.10.1"}}`)
		a.write("packages/db/prisma.config.ts", "import 'dotenv/config';\nexport default { schema: 'schema.prisma', datasource: { url: process.env.DATABASE_URL } };\n")
		a.write("packages/db/schema.prisma", "generator client {\n  provider = \"prisma-client\"\n  output   = \"./generated\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n\n"+models)
		a.write("packages/db/.env", "DATABASE_URL=postgresql://a:b@localhost/c\n")
		a.write("packages/db/index.ts", "import { PrismaPg } from '@prisma/adapter-pg';\nimport { PrismaClient } from './generated/client';\nconst g = globalThis as { db?: PrismaClient };\nexport const db = (g.db ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) }));\n")
		a.write("packages/auth/package.json", `{"name":"@acme/auth","exports":"./index.ts","dependencies":{"@acme/db":"*","next-auth":"5.0.0-beta.30","@auth/prisma-adapter":"2.11.1"}}`)
		a.write("packages/auth/index.ts", "import NextAuth from 'next-auth';\nimport { PrismaAdapter } from '@auth/prisma-adapter';\nimport { db } from '@acme/db';\n"+options)
		a.write("apps/web/package.json", `{"name":"web","scripts":{"build":"next build"},"dependencies":{"next":"16.0.7","@acme/db":"*"`+asked+`}}`)
		a.write("apps/web/.env", "DATABASE_URL=postgresql://a:b@localhost/c\nAUTH_SECRET=q8Zf0k2hY7mB3cV6nX9sL1aJ5dG4eW2r\n")
		a.write("apps/web/app/api/auth/[...nextauth]/route.ts", "import { handlers } from '@acme/auth';\nexport const { GET, POST } = handlers;\n")
		a.dir = filepath.Join(a.dir, "apps", "web")
		return a
	}
	const (
		github      = "import GitHub from 'next-auth/providers/github';\nexport const { handlers } = NextAuth({ adapter: PrismaAdapter(db), providers: [GitHub] });\n"
		jwt         = "import GitHub from 'next-auth/providers/github';\nexport const { handlers } = NextAuth({ adapter: PrismaAdapter(db), session: { strategy: 'jwt' }, providers: [GitHub] });\n"
		credentials = "import Credentials from 'next-auth/providers/credentials';\nexport const { handlers } = NextAuth({ adapter: PrismaAdapter(db), providers: [Credentials({ authorize })] });\n"
		generate    = `"generate":"prisma generate"`
		auth        = `,"@acme/auth":"*"`
	)
	for _, c := range []struct{ options, scripts, asked, want string }{
		{jwt, generate, auth, ""},
		{github, generate, auth, "auth-missing-model"},
		{github, generate, "", ""}, // which no import reaches
		{credentials, generate, auth, "credentials-without-jwt ../../packages/auth/index.ts:4"},
		{jwt, "", auth, "client-never-generated ../../packages/db/package.json"},
	} {
		assert.Equal(t, c.want, strings.TrimSpace(strings.Join(found(lay(c.options, c.scripts, c.asked).examine()), ", ")), c.options)
	}
	a := lay(jwt, generate, auth)
	a.write(".env", "DATABASE_URL=postgresql://a:b@localhost/c\n")
	assert.Equal(t, []string{"secret-missing .env"}, found(a.examine()))
}

// Where the root's scripts run Prisma, the URL goes into the root's .env, seen from any package.
func TestTheURLWhereTheScriptsOfTheRootRun(t *testing.T) {
	for _, c := range []struct{ at, example, want string }{
		{"apps/web", "", `set it in ../../.env: DATABASE_URL="postgresql://`},
		{"packages/db", "", `set it in ../../.env: DATABASE_URL="postgresql://`},
		{"apps/web", ".env.example", "cp ../../.env.example ../../.env, then put your own value for DATABASE_URL there"},
		{"packages/db", ".env.example", "cp ../../.env.example ../../.env, then put your own value for DATABASE_URL there"},
	} {
		a, _ := loadProject(t, "monorepo-scripts-of-the-root")
		root := filepath.Join(a.dir, "..", "..")
		a.remove("../../.env")
		if c.example != "" {
			a.write("../../"+c.example, "DATABASE_URL=\n")
		}
		a.dir = filepath.Join(root, filepath.FromSlash(c.at))
		findings := a.examine().Findings
		if assert.Len(t, findings, 1, c.at) {
			assert.Equal(t, "database-url-missing", findings[0].ID)
			assert.Contains(t, findings[0].Cure, c.want)
		}
	}
}
