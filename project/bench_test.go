package project

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"

	"create-app/project/env"
)

// bigRepo has 5,000 source files and a node_modules.
func bigRepo(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(tb, os.WriteFile(path, []byte(text), 0o600))
	}
	write("package.json", pkg7(`,"dependencies":{"next":"16.4.6","@prisma/client":"7.10.0"}`))
	write("prisma.config.ts", "import \"dotenv/config\";\nexport default { schema: \"prisma\" };\n")
	write(".env", envA)
	for i := range 50 {
		write(fmt.Sprintf("prisma/models/m%d.prisma", i), fmt.Sprintf("model M%d {\n  id Int @id\n}\n", i))
	}
	write("prisma/schema.prisma", schema7)
	for i := range 5_000 {
		write(fmt.Sprintf("src/app/part%d/c%d.tsx", i/50, i), "import { prisma } from '@/server/db/client'\nexport default function C() { return null }\n")
		if i%10 == 0 {
			write(fmt.Sprintf("node_modules/p%d/index.js", i), "new PrismaClient()")
		}
	}
	return dir
}

func BenchmarkFindIn5000Files(b *testing.B) {
	dir := bigRepo(b)
	for b.Loop() {
		p, err := Find(afero.NewOsFs(), dir, Options{})
		require.NoError(b, err)
		_, err = p.Environment(env.Vars{})
		require.NoError(b, err)
	}
}

func BenchmarkSourcesOf5000Files(b *testing.B) {
	dir := bigRepo(b)
	for b.Loop() {
		p, err := Find(afero.NewOsFs(), dir, Options{Sources: true})
		require.NoError(b, err)
		require.Empty(b, p.Clients)
	}
}

// What is asked for without the sources is found without opening one of them, or what lies among them.
func TestFindIsCheapInABigRepo(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 5,500 files")
	}
	fsys := &countingFs{Fs: afero.NewOsFs(), opened: map[string]int{}}
	dir := bigRepo(t)
	p, err := Find(fsys, dir, Options{})
	require.NoError(t, err)
	require.Len(t, p.Schema.Files, 51)
	for name := range fsys.opened {
		require.NotContains(t, filepath.ToSlash(name), "/src/app/")
	}
	require.Less(t, len(fsys.opened), 51+100)
}
