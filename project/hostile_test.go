package project

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"create-app/project/typescript"
)

// each writes a text n times, with the number in place of "#".
func each(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// What grows with the square of a source takes minutes here, what grows with it a second.
func TestManyOfAKindInASourceWithAClient(t *testing.T) {
	const n = 40_000
	const begin = "import { PrismaClient } from '@prisma/client';\n"
	for name, text := range map[string]string{
		"uses-of-the-client":        "export function f() { const p = new PrismaClient({});" + each(n, "p.a;") + " }\n",
		"uses-of-the-global-object": "export const p = new PrismaClient({});\n" + each(n, "global.a#;"),
		"casts-of-it":               "export const p = global.q || new PrismaClient({});\n" + each(n, "(global as any).p;"),
		"parameters-and-arguments":  "export function f(" + each(n, "a#,") + "b) { return new PrismaClient({ x: [" + each(n, "c,") + "] }) }\n",
		"functions-in-each-other":   "export const f = " + each(n, "() => ") + "new PrismaClient({});\n",
		"blocks-in-each-other":      "export function f() " + each(n, "{") + " return new PrismaClient({}) " + each(n, "}") + "\n",
		"calls-in-each-other":       "export const p = " + each(n, "g(") + "() => new PrismaClient({})" + each(n, ")") + ";\n",
		"functions-called-at-once":  "export const p = " + each(n, "(() => ") + "new PrismaClient({})" + each(n, ")()") + ";\n",
		"mentions-of-the-function":  "function f() { return new PrismaClient({}) }\nexport default g(" + each(n, "f,") + ")\n",
		"names-behind-a-condition":  "export const p = globalThis.p ?? new PrismaClient({});\nif (process.env.NODE_ENV !== 'x') " + each(n, "a# "),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, makes := readClient("lib/db.ts", []byte(begin+text))
			assert.True(t, makes)
			assert.Less(t, time.Since(start), 10*time.Second)
		})
	}
}

func TestManyOfAKindWhereNextAuthIsSetUp(t *testing.T) {
	const n = 20_000
	const begin = "import NextAuth from 'next-auth';\nimport { PrismaAdapter } from '@auth/prisma-adapter';\nexport default NextAuth({ adapter: PrismaAdapter(p), providers: [] });\n"
	for name, text := range map[string]string{
		"names-of-the-list":   each(n, "providers,"),
		"words-in-braces":     "const {" + each(n, "providers ") + "} = x",
		"adapters-of-objects": each(n, "const m# = PrismaAdapter(p);"),
		"calls-of-its-own":    "const q = {" + each(n, "...z, createUser() {},") + "};",
		"calls":               each(n, "NextAuth({ providers: [] });\n"),
		"options-taken-in":    "NextAuth({" + each(n, "...authConfig,") + "});",
		"imports":             each(n, "import { providers } from './m#';\n") + "x({" + each(n, "providers,") + "})",
		"defaults":            each(n, "import a# from 'next-auth';\n") + each(n, "b;"),
	} {
		t.Run(name, func(t *testing.T) {
			start, src := time.Now(), typescript.Scan("auth.ts", begin+text)
			f, _, _ := readSignIn("auth.ts", src, src.Imports())
			assert.True(t, f.Starts && f.Adapter)
			assert.Less(t, time.Since(start), 10*time.Second)
		})
	}
}
