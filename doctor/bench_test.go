package doctor_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/project"
)

// bigApp is a generated project that has grown to so many files, as repositories
// of that size look: components of 2 to 10 kB in nested folders, tests and
// stories beside them, styles, translations and images, a lockfile of 1 MB, a
// git repository with an index, and a node_modules.
func bigApp(tb testing.TB, files int) *app {
	a := newApp(tb, "postgresql")
	random := rand.New(rand.NewPCG(1, 2))
	for i := range files {
		dir := fmt.Sprintf("features/area%d/part%d", i%40, i/40%12)
		if i%3 == 0 {
			dir += fmt.Sprintf("/components/c%d", i/2_500)
		}
		name := fmt.Sprintf("%s/item%d", dir, i)
		switch kind := i % 20; {
		case kind < 13:
			a.write(name+".tsx", component(random, i))
		case kind < 15:
			a.write(name+".ts", component(random, i))
		case kind == 15:
			a.write(name+".test.tsx", component(random, i))
		case kind == 16:
			a.write(name+".module.css", strings.Repeat(".a { color: red }\n", 60))
		case kind == 17:
			a.write(name+".json", `{"`+strings.Repeat("text ", 400)+`": 1}`)
		default:
			a.write(fmt.Sprintf("public/images/p%d/%d.png", i%30, i), "\x89PNG\r\n\x1a\n"+strings.Repeat("\x00\xff", 4_000))
		}
	}
	for i := range 800 {
		a.write(fmt.Sprintf("node_modules/p%d/index.js", i), "new PrismaClient()")
	}
	a.write("package-lock.json", lockfile(a, 1_000_000))
	return a
}

// component is the source of a component, of 2 to 10 kB; one of ten asks the
// database, one of fifty who is signed in.
func component(random *rand.Rand, i int) string {
	var b strings.Builder
	b.WriteString("import { useState } from 'react'\nimport { Button } from '@/features/area1/button'\n")
	if i%10 == 0 {
		b.WriteString("import { prisma } from '@/server/db/client'\nimport type { PrismaClient } from '@/generated/prisma/client'\n")
	}
	if i%50 == 0 {
		b.WriteString("import { getServerSession } from 'next-auth'\n")
	}
	for size := 2_000 + random.IntN(8_000); b.Len() < size; {
		fmt.Fprintf(&b, "\nexport function Item%d(props: { title: string; new?: boolean }) {\n  const [open, setOpen] = useState(false)\n"+
			"  return <Button className=\"flex gap-2\" onClick={() => setOpen(!open)}>{props.title}</Button>\n}\n", b.Len())
	}
	return b.String()
}

// lockfile locks what package.json asks for, and as many other packages as
// give it the size.
func lockfile(a *app, size int) string {
	var b strings.Builder
	b.WriteString("{\n  \"name\": \"app\",\n  \"lockfileVersion\": 3,\n  \"packages\": {\n")
	entry := func(name, version string) {
		fmt.Fprintf(&b, "    \"node_modules/%s\": {\n      \"version\": \"%s\",\n      \"resolved\": \"https://packages.example/%s/-/%s.tgz\",\n"+
			"      \"integrity\": \"sha512-%s==\",\n      \"license\": \"MIT\",\n      \"engines\": {\n        \"node\": \">=18\"\n      }\n    },\n",
			name, version, name, version, strings.Repeat("q9", 43))
	}
	for i := 0; b.Len() < size; i++ {
		entry(fmt.Sprintf("p%d", i), "1.2.3")
		if i == 2_000 {
			for _, name := range a.dependencies() {
				entry(name[0], strings.TrimLeft(name[1], "^~"))
			}
		}
	}
	b.WriteString("    \"node_modules/zod\": {\n      \"version\": \"4.0.0\"\n    }\n  }\n}\n")
	return b.String()
}

// commit makes the folder a repository with everything in its index.
func (a *app) commit() {
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = a.dir
		out, err := cmd.CombinedOutput()
		require.NoError(a.t, err, "%s", out)
	}
}

// Nothing of what lies in a large repository, installed packages among it, is taken for a fault.
func TestABigRepoHasNoFindings(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 5,800 files")
	}
	require.Empty(t, bigApp(t, 5_000).examine().Findings)
}

func BenchmarkExamine5000Files(b *testing.B) {
	a := bigApp(b, 5_000)
	a.options.Sources = true
	for b.Loop() {
		p, err := project.Find(afero.NewOsFs(), a.dir, a.options)
		require.NoError(b, err)
		report, err := doctor.Examine(p, a.world)
		require.NoError(b, err)
		require.Empty(b, report.Findings)
	}
}

// BenchmarkProcess is what a user waits for: the whole program, git included.
// It reports the middle one of the runs, too, and the processor time, that of git included.
func BenchmarkProcess5000Files(b *testing.B) { benchmarkProcess(b, 5_000) }

func BenchmarkProcess10000Files(b *testing.B) { benchmarkProcess(b, 10_000) }

func benchmarkProcess(b *testing.B, files int) {
	if _, err := exec.LookPath("git"); err != nil {
		b.Skip("git is not installed")
	}
	program := filepath.Join(b.TempDir(), "create-app")
	out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, "create-app/cmd/create-app").CombinedOutput()
	require.NoError(b, err, "%s", out)
	a := bigApp(b, files)
	a.commit()
	if keep := os.Getenv("BIG_APP"); keep != "" {
		require.NoError(b, os.CopyFS(keep, os.DirFS(a.dir)))
	}
	var took, busy []time.Duration
	for b.Loop() {
		start, c := time.Now(), exec.Command(program, "doctor", "-C", a.dir)
		out, err := c.CombinedOutput()
		took = append(took, time.Since(start))
		busy = append(busy, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		require.NoError(b, err, "%s", out)
	}
	slices.Sort(took)
	slices.Sort(busy)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(busy[len(busy)/2].Microseconds())/1000, "cpu-ms")
}
