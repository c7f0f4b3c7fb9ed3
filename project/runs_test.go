package project

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What Dockerfiles, workflows and hosts run of Prisma is found in their lines.
func TestRunsOfPrisma(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"FROM node:22\nRUN npm ci \\\n  && npx prisma generate\n", "prisma generate (npx) 2 installed"},
		{"FROM node:22\nRUN npm ci\nFROM node:22-slim\nCMD [\"npx\", \"prisma@7\", \"migrate\", \"deploy\"]", "prisma migrate deploy (npx 7) 4"},
		{"FROM a\nCOPY --from=build /app/node_modules ./node_modules\nCMD npx prisma migrate deploy", "prisma migrate deploy (npx) 3 installed"},
		{"jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npx prisma generate\n", "prisma generate (npx) 5"},
		{"      - name: prisma\n        run: |\n          pnpm install\n          pnpm prisma migrate deploy\n", "prisma migrate deploy 4 installed"},
		{`{ "buildCommand": "prisma generate && next build" }`, "prisma generate 1"},
		{"{\n  \"buildCommand\": \"npx prisma generate && npm run build\",\n}", "prisma generate (npx) 2"},
		{"release: npx prisma migrate deploy\nweb: npm start", "prisma migrate deploy (npx) 1"},
		{"    command: sh -c \"npx prisma migrate deploy && node server.js\"", "prisma migrate deploy (npx) 1"},
		{"[build]\n  command = \"npx prisma generate && npm run build\"", "prisma generate (npx) 2"},
		{"up:\n\t@npx prisma db push", "prisma db push (npx) 2"},
		{"FROM a\nCOPY --from=build --chown=node:node /app/.next/standalone ./\nCOPY --from=build /app/prisma ./prisma\nCMD npx prisma migrate deploy", "prisma migrate deploy (npx) 4"},
		{"FROM a\nCOPY --from=build /app ./\nCMD npx prisma migrate deploy", "prisma migrate deploy (npx) 3 installed"},
		{"    runs-on: x\n    steps:\n      - uses: actions/checkout@v4\n      - uses: \"actions/setup-node@v4\"\n      - run: npx prisma migrate deploy\n", "prisma migrate deploy (npx) 5"},
		{"    steps:\n      - uses: actions/checkout@v4\n      - uses: ./.github/setup\n      - run: npx prisma migrate deploy\n", "prisma migrate deploy (npx) 4 installed"},
		{"FROM node:22 AS deps\nRUN npm ci\nFROM deps AS builder\nRUN npx prisma generate\n", "prisma generate (npx) 4 installed"},
		{"FROM --platform=linux/amd64 node:22 as deps\nRUN npm ci\n\nfrom deps\nCMD [\"npx\", \"prisma\", \"generate\"]\n", "prisma generate (npx) 5 installed"},
		{"FROM node:22 AS deps\nRUN echo\nFROM deps\nRUN npx prisma generate\n", "prisma generate (npx) 4"},
		{"FROM node:22\nRUN corepack enable && pnpm --prod install\nRUN npx prisma generate\n", "prisma generate (npx) 3 installed"},
		{"    steps:\n      - run: npm install -g pnpm\n      - run: npx prisma generate\n", "prisma generate (npx) 3 installed"}, // by its words, which may be more
		{"# npx prisma generate\n// npx prisma generate", ""},
		{"image: prisma/prisma:1.34", ""},
		{"COPY prisma ./prisma", ""},
	} {
		var got []string
		for _, run := range runsOf("/app/file", c.text) {
			text := commandText(run) + " " + string(rune('0'+run.Line))
			if run.Installed {
				text += " installed"
			}
			got = append(got, text)
		}
		assert.Equal(t, c.want, strings.Join(got, "; "), c.text)
	}
}

// In front of these, packages are there, or may be.
func TestMayInstall(t *testing.T) {
	for _, line := range []string{
		"pnpm --filter web install", "pnpm -r install", "pnpm --frozen-lockfile install", "npm --prefix . ci", "bun ci", "npm clean-install", "yarn workspaces focus", "make install", "just setup",
		"npm run setup", "ni", "task install", "corepack yarn", "yarn --immutable", "nix develop -c npm ci", "./scripts/bootstrap.sh", "bash setup.sh", "npm test",
	} {
		runs := runsOf("/app/ci.yml", "    runs-on: x\n      - run: "+line+"\n      - run: npx prisma generate\n")
		assert.True(t, len(runs) == 1 && runs[0].Installed, line)
	}
	for _, line := range []string{"echo hi", "apt-get update", "corepack enable", "cp .env.example .env", "node --version", "npm config set x y"} {
		runs := runsOf("/app/ci.yml", "    runs-on: x\n      - run: "+line+"\n      - run: npx prisma generate\n")
		assert.True(t, len(runs) == 1 && !runs[0].Installed, line)
	}
}

func FuzzRuns(f *testing.F) {
	f.Add("RUN npx prisma generate\\\n&& x")
	f.Add(`CMD ["npx", "prisma"`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range runsOf("/app/file", text) {
			assert.NotEmpty(t, c.Words)
		}
	})
}
