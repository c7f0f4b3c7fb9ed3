package project

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Scripts are read as a shell would: what runs a program is taken off, and what
// it brings is kept.
func TestScriptsAreCommands(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"next dev --turbo -p 3001", "next dev --turbo -p 3001"},
		{"prisma generate && next build", "prisma generate; next build"},
		{`prisma generate --schema "server/my data/main.prisma"`, "prisma generate --schema server/my data/main.prisma"},
		{"npx -y prisma@7 migrate deploy; next start", "prisma migrate deploy (npx 7); next start"},
		{"pnpm dlx prisma@latest db push", "prisma db push (pnpm dlx latest)"},
		{"pnpm exec prisma studio", "prisma studio (pnpm exec)"},
		{"yarn prisma db seed", "prisma db seed"},
		{"bunx --bun prisma generate", "prisma generate (bunx) +"},
		{"NODE_ENV=production FOO= next start", "next start =NODE_ENV"},
		{"aZ_09=1 _=2 9A=3 next start", "9A=3 next start =aZ_09 =_"},
		{"cross-env DATABASE_URL=file:./dev.db prisma db push", "prisma db push =DATABASE_URL"},
		{"dotenv -e .env.local -e .env -- prisma migrate dev", "prisma migrate dev <.env.local <.env"},
		{"dotenv -- next dev", "next dev <.env"},
		{"dotenv prisma studio", "prisma studio <.env"},
		{"npx dotenv-cli -e .env -- prisma db push", "prisma db push <.env"},
		{"pnpm dlx dotenv-cli -- prisma db push", "prisma db push <.env"},
		{"env $(cat .env | xargs) prisma db push", "cat .env +; xargs +; prisma db push +"},
		{"dotenv -v A=1 -c test -- prisma db push", "prisma db push =A +"},
		{"dotenvx run --env-file=.env.production -f .env -- next build", "next build <.env.production <.env"},
		{"dotenvx run -- next dev", "next dev <.env"},
		{"env-cmd -f ./config/.env next dev", "next dev <config/.env"},
		{"env-cmd -e local prisma db push", "prisma db push +"},
		{"node --env-file=.env node_modules/next/dist/bin/next dev", "next dev <.env"},
		{"node --env-file .env ./node_modules/.bin/prisma db push", "prisma db push <.env"},
		{"node --import dotenv/config scripts/clean.mjs", "node --import dotenv/config scripts/clean.mjs +"},
		{"./node_modules/.bin/prisma generate", "prisma generate"},
		{"node -r dotenv/config $(which prisma) migrate dev", "prisma migrate dev +"},
		{"node --env-file=.env `which prisma` db push", "prisma db push <.env"},
		{"$(npm bin)/prisma generate", "prisma generate"},
		{"$(yarn bin prisma) generate && tsc", "prisma generate; tsc"},
		{"NODE_OPTIONS='-r dotenv/config' next dev", "next dev =NODE_OPTIONS +"},
		{"doppler run --project web -- next dev", "next dev +"},
		{"infisical run -- npm run migrate", "prisma migrate dev +"},
		{"op run --env-file=.env.tpl -- npx prisma db push", "prisma db push (npx) +"},
		{"sst shell next dev", "next dev +"},
		{". ./.env && prisma db push", "prisma db push +"},
		{"export $(cat .env | xargs) && prisma db push", "cat .env +; xargs +; prisma db push +"},
		{`concurrently "next dev" "prisma studio"`, "next dev; prisma studio"},
		{`bash -c 'set -a; prisma db push'`, "set -a; prisma db push"},
		{"dotenv -e .env.db -- sh -c 'prisma db push && prisma db seed'", "prisma db push <.env.db; prisma db seed <.env.db"},
		{"npm run with -- next dev", "next dev <.env.x"},
		{"pnpm with next dev", "next dev <.env.x"},
		{"npm run loop", ""},
		{"cd ../db && prisma generate", ""},
		{"next dev # prisma studio", "next dev"},
		{"next dev > out.txt 2>&1 | tee log", "next dev > out.txt 2>&1; tee log"},
		{`echo "a && b"`, "echo a && b"},
		{"'", ""},
		{"next 'dev", "next dev"},
		{"a=b", ""},
		{"&& || ;", ""},
	} {
		pkg := &Package{Path: "/app/package.json", Scripts: map[string]string{"it": c.script, "with": "dotenv -e .env.x --", "loop": "npm run loop", "migrate": "prisma migrate dev"}}
		var got []string
		for _, command := range scriptsOf("/app", pkg) {
			if command.script == "it" || strings.Contains(c.script, "npm run migrate") && command.script == "migrate" {
				got = append(got, commandText(command))
			}
		}
		assert.Equal(t, c.want, strings.Join(got, "; "), c.script)
	}
}

// What npm-run-all runs is run with what it is run with.
func TestScriptsOfNpmRunAll(t *testing.T) {
	pkg := &Package{Path: "/app/package.json", Scripts: map[string]string{"all": "dotenv -- run-s db:* seed", "db:push": "prisma db push", "seed": "tsx seed.ts", "other": "prisma studio"}}
	var got []string
	for _, command := range scriptsOf("/app", pkg) {
		got = append(got, commandText(command))
	}
	assert.Equal(t, []string{"run-s db:* seed <.env", "prisma db push <.env", "prisma studio", "tsx seed.ts <.env"}, got)
}

func commandText(c Command) string {
	text := strings.Join(c.Words, " ")
	if c.Runner != "" {
		text += " (" + strings.TrimSpace(c.Runner+" "+c.Version) + ")"
	}
	for _, f := range c.EnvFiles {
		text += " <" + strings.TrimPrefix(filepath.ToSlash(f), "/app/")
	}
	for _, s := range c.Sets {
		text += " =" + s
	}
	if c.Brings {
		text += " +"
	}
	return text
}

func TestFlagsOfACommand(t *testing.T) {
	c := Command{Words: []string{"prisma", "--telemetry", "db", "push", "--schema=a b", "--config", "x.ts", "--force"}}
	assert.Equal(t, "a b x.ts  true false", fmt.Sprint(c.Flag("--schema"), " ", c.Flag("--config"), " ", c.Flag("--force"), " ", c.Is("prisma", "db"), " ", c.Is("prisma", "generate")))
	assert.False(t, c.Is("prisma", "db", "push", "--force", "more"))
}

func FuzzScripts(f *testing.F) {
	for _, seed := range []string{"a && b", "npm run it", `"`, "dotenv -e", "npx -p", "node --env-file", "sh -c 'npm run it'", "\\", "cross-env"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, script string) {
		for _, c := range scriptsOf("/app", &Package{Path: "/app/package.json", Scripts: map[string]string{"it": script, "with": "dotenv --"}}) {
			assert.NotEmpty(t, c.Words)
		}
	})
}
