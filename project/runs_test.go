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

func FuzzRuns(f *testing.F) {
	f.Add("RUN npx prisma generate\\\n&& x")
	f.Add(`CMD ["npx", "prisma"`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range runsOf("/app/file", text) {
			assert.NotEmpty(t, c.Words)
		}
	})
}
