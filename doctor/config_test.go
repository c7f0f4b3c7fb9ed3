package doctor_test

import "testing"

// What a config says, and what loads for it, in the ways that people write it.
func TestConfigurationsInTheirSpellings(t *testing.T) {
	const config = "prisma.config.ts"
	url, load, scripts, noEnv := configURL, configLoad, packageScripts, withoutEnv
	for _, c := range []spelling{
		// What may stand in.
		{"generated-ignored", url(`process.env.DIRECT_URL ?? process.env.DATABASE_URL`), ""},
		{"generated-ignored", url(`process.env.DIRECT_URL || env("DATABASE_URL")`), ""},
		{"generated-ignored", url(`process.env.DIRECT_URL ? process.env.DIRECT_URL : process.env.DATABASE_URL!`), ""},
		{"generated-ignored", url("`${process.env.DATABASE_URL}`"), ""},
		{"generated-ignored", url(`env<{ DATABASE_URL: string }>("DATABASE_URL")`), ""},
		{"generated-ignored", url(`process.env.DIRECT_URL || "file:./dev.db"`), ""},
		{"generated-ignored", url(`process.env.DIRECT_URL ?? fromVault()`), ""},
		{"generated-ignored", both(url(`process.env.DIRECT_URL ?? process.env.DATABASE_URL`), noEnv), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(url(`process.env.DATABASE_URL ?? ""`), noEnv), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", url(`env("DIRECT_URL") ?? process.env.DATABASE_URL`), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(url(`env<E>('DATABASE_URL')`), noEnv), "database-url-missing prisma.config.ts:12"},

		// env() stops every command, wherever it stands.
		{"generated-ignored", url("env('DATABASE_URL'),\n    shadowDatabaseUrl: env('SHADOW_DATABASE_URL')"), "config-variable-missing prisma.config.ts:13"},
		{"generated-ignored", both(url(`env('DATABASE_URL')`), edit(config, "export default", "const shadow = env(\"SHADOW_URL\");\nexport default")), "config-variable-missing prisma.config.ts:6"},
		{"generated-ignored", url("env('DATABASE_URL'),\n    directUrl: `${env('DIRECT_URL')}?x=1`"), "config-variable-missing prisma.config.ts:13"},
		{"generated-ignored", url("env('DATABASE_URL'),\n    shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL"), ""},
		{"generated-ignored", url("env('DATABASE_URL'),\n    shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL ?? env('DATABASE_URL')"), ""},
		{"generated-ignored", both(url("env('DATABASE_URL'),\n    shadowDatabaseUrl: env('SHADOW_DATABASE_URL')"), edit(".env", "DATABASE_URL=", "SHADOW_DATABASE_URL=file:./shadow.db\nDATABASE_URL=")), ""},
		{"generated-ignored", url("env('DATABASE_URL'),\n    shadowDatabaseUrl: process.env.CI ? env('SHADOW_DATABASE_URL') : undefined"), ""},
		{"lib-prisma", edit("prisma/schema.prisma", `"sqlite"`, "\"postgresql\"\n  directUrl = env(\"DIRECT_URL\")"), "direct-url-missing prisma/schema.prisma:7, database-url-other-provider .env:4"},
		{"t3", edit("prisma/schema.prisma", `env("DATABASE_URL")`, "env(\"DATABASE_URL\")\n    directUrl = env(\"DIRECT_URL\")"), "direct-url-missing prisma/schema.prisma:8"},
		{"t3", both(edit("prisma/schema.prisma", `env("DATABASE_URL")`, "env(\"DATABASE_URL\")\n    directUrl = env(\"DIRECT_URL\")"), edit(".env", "DATABASE_URL=", "DIRECT_URL=postgres://localhost/t3\nDATABASE_URL=")), ""},
		{"t3", edit("prisma/schema.prisma", `env("DATABASE_URL")`, "env(\"DATABASE_URL\")\n    shadowDatabaseUrl = env(\"SHADOW_URL\")"), ""},

		// What loads .env.
		{"generated-ignored", load(`import "dotenv-flow/config";`), ""},
		{"generated-ignored", load(`import { config } from "@dotenvx/dotenvx"; config();`), ""},
		{"generated-ignored", load(`import * as dotenv from 'dotenv-safe'; dotenv.config();`), ""},
		{"generated-ignored", load(`import { loadEnvConfig } from "@next/env"; loadEnvConfig(process.cwd());`), ""},
		{"generated-ignored", load(`import { loadEnvFile } from "node:process"; loadEnvFile();`), ""},
		{"generated-ignored", load(`import "@acme/env/load";`), ""},
		{"generated-ignored", both(load(`import "./src/load-env";`), add("src/load-env.ts", "import { config } from 'dotenv';\nconfig();\n")), ""},
		{"generated-ignored", both(load(`import { env as vars } from "@/env";`), add("tsconfig.json", `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`), add("src/env.mjs", "import './more';\nexport const env = process.env;\n"), add("src/more.js", "require('dotenv').config()\n")), ""},
		{"generated-ignored", load(`import { env as vars } from "@/nowhere";`), ""},
		{"generated-ignored", both(load(`import { env as vars } from "./src/env";`), add("src/env.ts", "export const env = process.env;\n")), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import type { Env } from "./src/env";`), "env-not-loaded .env:1"},
		{"generated-ignored", load(`import { config } from "./src/lib/prisma"; config.dotenv();`), ""}, // which loads it
		{"generated-ignored", load(`const dotenv = "dotenv/config";`), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(`import { config } from "@dotenvx/dotenvx"; config();`), edit(".env", `"file:./dev.db"`, `"encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hmLXPXRuDBXaJi/LwWYEVUNiq0HISrslzQPaoyS8Lotg3gFWJTsNCdOWnqpjF2xNUX2RQiP05kAbEXM6MWVjDr"`)), ""},

		// Scripts speak for themselves.
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenv -e .env -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenvx run -- prisma db push", "generate": "prisma generate" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "node --env-file=.env node_modules/prisma/build/index.js migrate dev" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "with-env": "env-cmd -f .env", "db": "npm run with-env -- prisma migrate dev" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bunx --bun prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "npx dotenv-cli -e .env -- prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "env $(cat .env | xargs) prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "all": "dotenv -- run-s db:*", "db:push": "prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "all": "dotenv -- run-s lint", "db:push": "prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun --bun run prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun run --bun prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun x --bun prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun --bun prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bunx prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "bun run --env-file=.env prisma db push" }`)), ""},
		{"generated-ignored", both(load(""), scripts(`{ "clean": "node --env-file=.env clean.js" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "dev": "dotenv -- next dev", "db": "prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), scripts(`{ "db": "dotenv -e .env -- prisma db push", "studio": "prisma studio" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(load(""), add(".env.db", "OTHER=1\n"), scripts(`{ "db": "dotenv -e .env.db -- prisma db push" }`)), "env-not-loaded .env:1"},
		{"generated-ignored", both(noEnv, scripts(`{ "dev": "doppler run -- next dev", "build": "prisma generate && next build", "db": "doppler run --project x -- npx prisma migrate dev" }`)), ""},
		{"generated-ignored", both(noEnv, scripts(`{ "dev": "DATABASE_URL=file:./dev.db next dev", "db": "cross-env DATABASE_URL=file:./dev.db prisma db push" }`)), ""},
		{"generated-ignored", both(noEnv, scripts(`{ "dev": "next dev", "test": "dotenv -e .env.test -- vitest" }`)), "database-url-missing prisma.config.ts:12"},
		{"generated-ignored", both(noEnv, scripts(`{ "dev": "op run --env-file=.env.tpl -- next dev", "db": "set -a; . ./.env.local; prisma db push" }`)), ""},
	} {
		c.check(t)
	}
}
