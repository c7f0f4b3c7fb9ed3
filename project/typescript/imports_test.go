package typescript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestImports(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         []Import
	}{
		{"for-its-effects", `import "dotenv/config"`, []Import{{Module: "dotenv/config", Line: 1}}},
		{"default", `import NextAuth from 'next-auth'`, []Import{{Module: "next-auth", Line: 1, Bindings: []Binding{{"NextAuth", "default"}}}}},
		{"default-and-names", "import A, { b, c as d, type E } from \"x\"",
			[]Import{{Module: "x", Line: 1, Bindings: []Binding{{"A", "default"}, {"b", "b"}, {"d", "c"}, {"E", "E"}}}}},
		{"namespace", `import * as all from "x"`, []Import{{Module: "x", Line: 1, Bindings: []Binding{{"all", "*"}}}}},
		{"types", `import type { A } from "x"; import type B from "y"`, []Import{
			{Module: "x", Line: 1, Type: true, Bindings: []Binding{{"A", "A"}}},
			{Module: "y", Line: 1, Type: true, Bindings: []Binding{{"B", "default"}}},
		}},
		{"default-that-is-called-type", `import type from "x"`, []Import{{Module: "x", Line: 1, Bindings: []Binding{{"type", "default"}}}}},
		{"name-that-is-called-from", `import { from } from "x"`, []Import{{Module: "x", Line: 1, Bindings: []Binding{{"from", "from"}}}}},
		{"re-exports", "export { handlers as default, GET } from './auth'\nexport * from \"./b\"\nexport * as c from \"./c\"", []Import{
			{Module: "./auth", Line: 1, Passes: true, Bindings: []Binding{{"default", "handlers"}, {"GET", "GET"}}},
			{Module: "./b", Line: 2, Passes: true, Bindings: []Binding{{"*", "*"}}},
			{Module: "./c", Line: 3, Passes: true, Bindings: []Binding{{"c", "*"}}},
		}},
		{"export-of-module-own", "export { a }\nexport const b = 1\nexport default c", nil},
		{"require", "const a = require('a'), { b, c: d } = require(\"b\"); const e = require('c').e; require('d')", []Import{
			{Module: "a", Line: 1, Bindings: []Binding{{"a", "*"}}},
			{Module: "b", Line: 1, Bindings: []Binding{{"b", "b"}, {"d", "c"}}},
			{Module: "c", Line: 1, Bindings: []Binding{{"e", "e"}}},
			{Module: "d", Line: 1},
		}},
		{"import-equals", `import a = require("a")`, []Import{{Module: "a", Line: 1, Bindings: []Binding{{"a", "*"}}}}},
		{"dynamic", "const { a } = await import('./a')", []Import{{Module: "./a", Line: 1}}},
		{"computed", "import(name); require(`./${x}`); require.resolve('x')", nil},
		{"in-comments-and-strings", "// import 'a'\nconst x = \"import 'b'\"", nil},
		{"import.meta", "import.meta.url; x.import('a')", nil},
		{"unfinished", "import {", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, Scan("x.ts", test.source).Imports())
		})
	}
}
