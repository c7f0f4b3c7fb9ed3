package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// scenario is a command that writes, and what it is run on.
type scenario struct {
	name  string
	args  []string
	files map[string]string
	fresh bool // makes a folder of its own; files are what is beside it
	apart bool // a file that may not be opened is left alone, and the others are done
}

// marked is what no output and no left-over file may show.
const marked = "marked0Qw7secret9ZtLp"

const (
	schema = "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n}\n"
	older  = "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  url = \"postgresql://ann:" + marked + "@localhost/db\"\n}\n\nmodel A {\n  id Int @id\n   b Int\n}\n"
	config = "import \"dotenv/config\"\nexport default { schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } }\n"
	// tidy is a schema in its layout. Formatting it is a command that writes and has nothing to write: it only takes back.
	tidy = "tidy.prisma"
)

// scenarios are all commands that write.
func scenarios() []scenario {
	plain := map[string]string{
		"package.json":   "{\n  \"name\": \"web\",\n  \"dependencies\": {\n    \"next\": \"16.4.5\",\n    \"react\": \"19.0.0\"\n  }\n}\n",
		".gitignore":     "node_modules\n.env\n",
		".env":           "API_TOKEN=" + marked + "\n",
		"app/page.tsx":   "export default function Page() {}\n",
		"app/layout.tsx": "export default function Layout() {}\n",
		"tsconfig.json":  "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./*\"]}}}\n",
		tidy:             "model Tidy {\n  id Int @id\n}\n",
	}
	withPrisma := with(plain, map[string]string{
		"prisma.config.ts":                        config,
		"prisma/schema.prisma":                    schema,
		".env":                                    "DATABASE_URL=\"file:./dev.db\"\nAPI_TOKEN=" + marked + "\n",
		"prisma/migrations/migration_lock.toml":   "provider = \"sqlite\"\n",
		"prisma/migrations/1_init/migration.sql":  "select 1;\n",
		"prisma/migrations/2_later/migration.sql": "select 2;\n",
	})
	return []scenario{
		{name: "create-app NAME", args: []string{"my-app", "--yes", "--no-git", "--no-install"}, files: map[string]string{"notes.txt": "mine\n"}, fresh: true},
		{name: "create-app .", args: []string{".", "--yes", "--no-git", "--no-install"}, files: plain},
		{name: "auth", args: []string{"auth", "--yes", "--next-auth", "4"}, files: withPrisma},
		{name: "auth --wire", args: []string{"auth", "--wire", "--yes", "--next-auth", "4"}, files: withPrisma},
		{name: "db", args: []string{"db", "postgresql", "--yes"}, files: withPrisma},
		{name: "doctor --fix", args: []string{"doctor", "--fix"}, files: with(withPrisma, map[string]string{
			"package.json":                        "{\n  \"name\": \"web\",\n  \"dependencies\": {\n    \"next\": \"16.4.5\",\n    \"next-auth\": \"4.24.15\",\n    \"dotenv\": \"17.0.0\",\n    \"prisma\": \"7.10.1\"\n  }\n}\n",
			".gitignore":                          "node_modules\n",
			"prisma.config.ts":                    strings.TrimPrefix(config, "import \"dotenv/config\"\n"),
			"app/api/auth/[...nextauth]/route.ts": "import NextAuth from \"next-auth\"\nexport const GET = NextAuth({ providers: [] })\n",
		})},
		{name: "format", args: []string{"format"}, apart: true, files: with(withPrisma, map[string]string{
			"package.json":         "{\n  \"name\": \"web\",\n  \"dependencies\": {\n    \"prisma\": \"6.19.0\"\n  }\n}\n",
			"prisma.config.ts":     "",
			"prisma/schema.prisma": older,
		})},
		{name: "format a/ b/", args: []string{"format", "a", "b"}, apart: true, files: map[string]string{
			"a/one.prisma": "model  A {\n id   Int @id\n}\n", "a/two.prisma": "model  B {\n id   Int @id\n}\n", "b/three.prisma": "model  C {\n id   Int @id\n}\n",
			tidy: plain[tidy],
		}},
	}
}

// with is files with others in addition or instead; an empty text removes one.
func with(files, others map[string]string) map[string]string {
	all := map[string]string{}
	for path, text := range files {
		all[path] = text
	}
	for path, text := range others {
		all[path] = text
		if text == "" {
			delete(all, path)
		}
	}
	return all
}

// place is a folder with a project in it, and a home of its own beside it.
type place struct {
	program string
	top     string
	dir     string       // the project
	made    string       // what the command makes or changes
	unmount func() error // where the place is a disk of its own
}

// lay makes the place for one try.
func (s scenario) lay(program, top string) (place, error) {
	p := place{program: program, top: top, dir: filepath.Join(top, "p")}
	p.made = p.dir
	if s.fresh {
		p.made = filepath.Join(p.dir, s.args[0])
	}
	for _, dir := range []string{p.dir, filepath.Join(top, "home")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return p, err
		}
	}
	for path, text := range s.files {
		full := filepath.Join(p.dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return p, err
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p place) state() string { return filepath.Join(p.top, "state", "create-app") }

// command is the program in the place, with an environment that is known.
func (p place) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.program, args...)
	cmd.Dir = p.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + filepath.Join(p.top, "home"), "XDG_STATE_HOME=" + filepath.Join(p.top, "state"), "CI=1"}
	return cmd
}
