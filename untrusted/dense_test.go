package untrusted

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDense(t *testing.T) {
	model := "model LongEnough {\n  id        Int      @id @default(autoincrement())\n  createdAt DateTime @default(now())\n\n  @@index([createdAt])\n}\n\n"
	for name, test := range map[string]struct {
		path, text, want string
	}{
		"schema":             {"a.prisma", strings.Repeat(model, 50_000), ""},
		"schema-of-enums":    {"a.prisma", strings.Repeat("enum A {\n  A\n  B\n  C\n  D\n}\n\n", 7_000), ""},
		"schema-of-lines":    {"a.prisma", strings.Repeat("a\n", 70_000), "it has more than 55833 lines, which no file of its kind has; see whether it is what its name says"},
		"schema-of-blanks":   {"a.prisma", strings.Repeat(" \t\r\n", 1_000_000), ""},
		"schema-of-values":   {"a.prisma", "x(" + strings.Repeat("1,", 200_000), "more than 190000 values"},
		"schema-of-blocks":   {"a.prisma", strings.Repeat("type a {}\n", 20_000), "more than 16333 blocks"},
		"package":            {"package.json", "{" + strings.Repeat("\"a-package\": \"1.0.0\",\n", 10_000) + "}", ""},
		"package-of-values":  {"package.json", "[" + strings.Repeat("0,", 100_000) + "0]", "values, which no file of its kind has; see whether it is what its name says"},
		"tsconfig-of-values": {"tsconfig.build.json", strings.Repeat("[", 100_000), "values"},
		"config":             {"prisma.config.ts", strings.Repeat("a.", 100_000), "values"},
		"env":                {".env.local", strings.Repeat("A_VARIABLE=\"a value of it\"\n", 20_000), ""},
		"env-of-lines":       {".env", strings.Repeat("A=\n", 40_000), "lines"},
		"ignore-of-lines":    {".gitignore", strings.Repeat("a\n", 40_000), "lines"},
		"dockerfile":         {"Dockerfile", strings.Repeat("RUN a && b\n", 9_000), ""},
		"dockerfile-dense":   {"Dockerfile.web", strings.Repeat("RUN a\n", 12_000), "lines"},
		"lockfile":           {"yarn.lock", strings.Repeat("a\n", 1_000_000), ""},
		"source":             {"page.tsx", strings.Repeat("const name = call(one, 2);\n", 38_000), ""},
		"source-of-values":   {"page.tsx", strings.Repeat("a,", 200_000), "values"},
		"source-of-a-client": {"class.ts", strings.Repeat("a,", 200_000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := Dense(test.path, []byte(test.text))
			fsys := afero.NewMemMapFs()
			path := filepath.Join("/web", test.path)
			require.NoError(t, afero.WriteFile(fsys, path, []byte(test.text), 0o600))
			text, readErr := Read(fsys, path)
			if test.want == "" {
				assert.NoError(t, err)
				require.NoError(t, readErr)
				assert.Len(t, text, len(test.text))
				return
			}
			assert.ErrorContains(t, err, test.want)
			assert.ErrorContains(t, readErr, "read "+path+": it has more than ")
			assert.Empty(t, text)
		})
	}
}

// What is taken for one is judged as one.
func TestTotal(t *testing.T) {
	var total Total
	text := []byte(strings.Repeat("a\n", 40_000))
	require.NoError(t, total.Add("a.prisma", text))
	assert.ErrorContains(t, total.Add("b.prisma", text), "with it there are more than 56666 lines, which no files of their kind have; see whether it is what its name says")
}
