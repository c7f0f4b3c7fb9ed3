package project

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// lockedPackages are what is looked up in a large lockfile, and where it
// stands among the others.
func lockedPackages() map[int]string {
	return map[int]string{200: "@prisma/client", 900: "@prisma/adapter-pg", 5_000: "next", 5_001: "next-auth", 6_000: "prisma"}
}

// largeLockfiles are lockfiles of 8,000 packages, of 1 to 2 MB, as each
// package manager writes them.
func largeLockfiles() map[string]string {
	entries := map[string][2]string{ // before the packages, and one of them
		"package-lock.json": {"{\n  \"lockfileVersion\": 3,\n  \"packages\": {\n    \"\": {\n      \"name\": \"app\"\n    },\n",
			"    \"node_modules/NAME\": {\n      \"version\": \"7.10.0\",\n      \"resolved\": \"https://packages.example/NAME/-/NAME-7.10.0.tgz\",\n      \"integrity\": \"sha512-HASH\",\n      \"license\": \"MIT\"\n    },\n"},
		"yarn.lock":      {"# yarn lockfile v1\n\n", "NAME@^7.0.0, NAME@^7.1.0:\n  version \"7.10.0\"\n  resolved \"https://packages.example/NAME/-/NAME-7.10.0.tgz#HASH\"\n  dependencies:\n    next-other \"^1.0.0\"\n\n"},
		"pnpm-lock.yaml": {"lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      @prisma/client:\n        specifier: ^7.0.0\n        version: 7.10.0\n      next:\n        specifier: ^7\n        version: 7.10.0(react@19)\n      next-auth:\n        specifier: ^7\n        version: 7.10.0\n      '@prisma/adapter-pg':\n        specifier: ^7\n        version: 7.10.0\n      prisma:\n        specifier: ^7\n        version: 7.10.0\n\npackages:\n\n", "  NAME@7.10.0:\n    resolution: {integrity: sha512-HASH}\n    engines: {node: '>=18'}\n\n"},
		"bun.lock":       {"{\n  \"lockfileVersion\": 1,\n  \"packages\": {\n", "    \"NAME\": [\"NAME@7.10.0\", \"\", { \"dependencies\": { \"a\": \"^1.0.0\" } }, \"sha512-HASH\"],\n\n"},
	}
	locks := map[string]string{}
	for file, e := range entries {
		var b strings.Builder
		b.WriteString(e[0])
		for i := range 8_000 {
			name := lockedPackages()[i]
			if name == "" {
				name = fmt.Sprintf("next-package-%d", i)
			}
			b.WriteString(strings.NewReplacer("NAME", name, "HASH", strings.Repeat("q9X", 29)).Replace(e[1]))
		}
		if strings.HasPrefix(e[0], "{") {
			b.WriteString("    \"last\": {}\n  }\n}\n")
		}
		locks[file] = b.String()
	}
	return locks
}

func BenchmarkVersionsInALockfileOf8000Packages(b *testing.B) {
	for file, text := range largeLockfiles() {
		b.Run(file, func(b *testing.B) {
			dir := lay(b, layout{files: files{"package.json": "{}", file: text}})
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				l := newDisk(afero.NewOsFs()).findLockfiles(dir, "")
				for _, name := range lockedPackages() {
					_, version := l.version(name, "^7.0.0")
					require.Equal(b, "7.10.0", version, name)
				}
				_, version := l.version("@prisma/adapter-neon", "^7.0.0")
				require.Empty(b, version)
			}
		})
	}
}
