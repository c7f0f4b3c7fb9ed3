package project

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What images install before the schema is there, with the line that builds the app without the client.
func TestImageInstalls(t *testing.T) {
	const copies = "FROM node AS deps\nWORKDIR /app\nCOPY package.json package-lock.json* ./\n"
	for _, c := range []struct{ text, want string }{
		{"FROM node\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build", "4"},
		{copies + "RUN npm ci\nFROM node AS builder\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npm run build", "4 builds 8"},
		{copies + "RUN npm ci\nFROM node AS builder\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npx prisma generate && npm run build", "4"},
		{copies + "RUN npm ci\nFROM node AS builder\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npx prisma generate\nRUN npm run build", "4"},
		{copies + "RUN npm ci\nFROM deps AS builder\nCOPY . .\nRUN npm run build", "4"},
		{copies + "RUN \\\n  if [ -f yarn.lock ]; then yarn --frozen-lockfile; \\\n  # or\n  elif [ -f package-lock.json ]; then npm ci; \\\n  fi", "4;4"},
		{copies + "RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev", "4"},
		{copies + "RUN npm install -g pnpm && pnpm install --frozen-lockfile", "4"},
		{copies + "RUN corepack enable && corepack prepare yarn@4 --activate && yarn", "4"},
		{copies + "RUN [\"npm\", \"ci\"]", "4"},
		{copies + "ENV A=1\nRUN NODE_ENV=development bun install --frozen-lockfile", "5"},
		{"FROM node\nCOPY [\"package.json\", \"package-lock.json\", \"./\"]\nRUN npm i --legacy-peer-deps", "3"},
		{"FROM node AS base\nCOPY package.json .\nFROM base\nRUN npm install --loglevel verbose", "4"},
		{"from node\ncopy ./package.json ./\nrun npm ci", "3"},

		{copies + "COPY prisma ./prisma\nRUN npm ci", ""},
		{copies + "COPY ./prisma/ ./prisma/\nRUN npm ci", ""},
		{copies + "COPY prisma/schema.prisma ./prisma/\nRUN npm ci", ""},
		{copies + "COPY pris* ./prisma\nRUN npm ci", ""},
		{copies + "COPY --chown=node:node . .\nRUN npm ci", ""},
		{copies + "ADD . /app\nRUN npm ci", ""},
		{copies + "COPY $SCHEMA ./prisma\nRUN npm ci", ""},
		{copies + "COPY --from=context . .\nRUN npm ci", ""},
		{copies + "RUN git clone https://example.com/a . && echo\nRUN npm ci", ""},
		{copies + "RUN --mount=type=bind,source=prisma,target=prisma npm ci", ""},
		{copies + "RUN --mount=type=bind,target=. npm ci", ""},
		{copies + "RUN npm ci --ignore-scripts", ""},
		{copies + "ENV npm_config_ignore_scripts=true\nRUN npm ci", ""},
		{copies + "RUN npm install sharp", ""},
		{copies + "RUN npm install -g npm", ""},
		{copies + "RUN pnpm fetch", ""},
		{copies + "RUN npm --prefix server ci", ""},
		{copies + "RUN pnpm install --filter web", ""},
		{"FROM node\nCOPY server/package.json ./\nRUN npm ci", ""},
		{"FROM node\nRUN npm ci", ""},
		{"FROM node\nCOPY --from=pruned /app/out/json/ .\nRUN npm ci", ""},
	} {
		var got []string
		for _, i := range imageInstalls("/app/Dockerfile", c.text) {
			if i.brings("prisma/schema.prisma") {
				continue
			}
			text := fmt.Sprint(i.Line)
			if i.Builds > 0 {
				text += fmt.Sprint(" builds ", i.Builds)
			}
			got = append(got, text)
		}
		assert.Equal(t, c.want, strings.Join(got, ";"), c.text)
	}
}
