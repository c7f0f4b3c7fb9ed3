package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// trap is a file that is made to harm who reads it.
type trap struct {
	name string
	put  func(path string) error
}

// traps are what may lie in the place of any file.
func traps() []trap {
	text := func(name string, make func() string) trap {
		return trap{name, func(path string) error { return os.WriteFile(path, []byte(make()), 0o600) }}
	}
	return []trap{
		{"a link to /dev/zero", func(path string) error { return os.Symlink("/dev/zero", path) }},
		{"a link to a terminal", func(path string) error { return os.Symlink("/dev/tty", path) }},
		{"a pipe", func(path string) error { return syscall.Mkfifo(path, 0o600) }},
		{"a link to a pipe", func(path string) error {
			pipe := filepath.Join(filepath.Dir(path), "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil && !os.IsExist(err) {
				return err
			}
			return os.Symlink("pipe", path)
		}},
		{"a link to itself", func(path string) error { return os.Symlink(filepath.Base(path), path) }},
		{"a folder", func(path string) error { return os.Mkdir(path, 0o700) }},
		{"a hole of 64 GB", func(path string) error {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				return err
			}
			return os.Truncate(path, 64<<30)
		}},
		text("a million brackets", func() string { return strings.Repeat("[", 1_000_000) }),
		text("200,000 keys in each other", func() string { return strings.Repeat(`{"a":`, 200_000) }),
		text("300,000 parentheses", func() string { return "export default " + strings.Repeat("(", 300_000) }),
		text("300,000 of ${", func() string { return "A=" + strings.Repeat("${", 300_000) }),
		text("60,000 lines of keys", func() string { return strings.Repeat("KEY_A=\"${KEY_B}\"\n", 60_000) }),
		text("100,000 models", func() string { return strings.Repeat("model A { id Int @id }\n", 100_000) }),
		text("100,000 attributes on a line", func() string { return "model A {\n  id Int " + strings.Repeat("@x ", 100_000) + "\n}\n" }),
		text("40,000 fields of one name", func() string { return "model A {\n" + strings.Repeat("  a Int\n", 40_000) + "}\n" }),
		text("a line of 10 MB", func() string {
			return "model A {\n  id Int @id @default(\"" + strings.Repeat("x", 10<<20) + "\") @x\n}\n"
		}),
		text("50 MB of models", func() string { return strings.Repeat("model A {\n  id Int @id\n}\n", 2_000_000) }),
		text("50 MB of lines", func() string { return strings.Repeat("KEY_A=\"${KEY_B}\"\n", 3_000_000) }),
		text("a million dependencies", func() string {
			return "{\"dependencies\": {" + strings.Repeat("\"a\": \"1.0.0\", ", 1_000_000) + "\"b\": \"1.0.0\"}}\n"
		}),
		text("60,000 dependencies", func() string {
			var b strings.Builder
			b.WriteString("{\"dependencies\": {")
			for i := range 60_000 {
				fmt.Fprintf(&b, "\"a%d\": \"1.0.0\", ", i)
			}
			return b.String() + "\"b\": \"1.0.0\"}}\n"
		}),
		text("no text", func() string { return strings.Repeat("\x00\xff\x1b[2J", 100_000) }),
	}
}

// trapped are the files that every command may read.
func trapped() []string {
	return []string{"package.json", "prisma/schema.prisma", ".env", ".gitignore", "tsconfig.json", "prisma.config.ts", "prisma/migrations/migration_lock.toml",
		"package-lock.json", "pnpm-lock.yaml", "app/page.tsx", "next.config.ts", "proxy.ts"}
}

// meet puts a trap in the place of a file and runs the command. It may do its work or refuse; it has to end soon, with
// little memory, and what it does not do it leaves alone.
func (s scenario) meet(program, top string, t trap, file string) error {
	p, err := s.lay(program, top)
	defer p.clean()
	if err != nil {
		return err
	}
	path := filepath.Join(p.dir, file)
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := t.put(path); err != nil {
		return err
	}
	old, err := shape(p.dir)
	if err != nil {
		return err
	}
	size := int64(0)
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() < 1<<30 {
		size = info.Size()
	}
	cmd, used := p.command(s.args...), filepath.Join(p.top, "used")
	if err := measured(cmd, used, 4_000_000); err != nil {
		return err
	}
	r, err := finish(cmd, farTooLong)
	if err != nil {
		return err
	}
	if r.exit == 128+int(syscall.SIGKILL) || r.exit == 128+int(syscall.SIGXCPU) {
		return problemf(hung, "still running after %s of the processor's time; said: %s", tooMuch, r.said)
	}
	memory := int64(0)
	if !r.hung {
		if memory, err = memoryOf(used); err != nil {
			return err
		}
	}
	if r.exit == 2 && !strings.Contains(r.said, "goroutine ") {
		r.exit = 1 // a project that cannot be read may be wrong usage
	}
	if err := s.quiet(p, r); err != nil {
		return err
	}
	if memory > bound(file, size) {
		return problemf(crashed, "%d MiB of memory for a file of %d KiB", memory>>20, size>>10)
	}
	now, err := shape(p.dir)
	if err != nil {
		return err
	}
	if r.exit != 0 && !s.finds() && !maps.Equal(old, now) {
		return problemf(lost, "exit %d, and the project has changed: %s", r.exit, r.said)
	}
	if left := p.left(); len(left) > 0 {
		return problemf(lost, "there is still %s", strings.Join(left, ", "))
	}
	return nil
}

// bound is how much memory a run may use that meets a file of that name and size. Of a schema that is changed there are two trees.
func bound(file string, size int64) int64 {
	if strings.HasSuffix(file, ".prisma") {
		return 64<<20 + 40*size
	}
	return 64<<20 + 20*size
}

// shape is what a folder holds, without reading what has no end.
func shape(dir string) (tree, error) {
	all := tree{}
	return all, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		all[path] = info.Mode().String()
		if info.Mode().IsRegular() && info.Size() < 1<<24 {
			text, err := os.ReadFile(path)
			all[path] += string(text)
			return err
		}
		return nil
	})
}

// looking are commands that write nothing and read the same files.
func looking(all []scenario) []scenario {
	i := slices.IndexFunc(all, func(s scenario) bool { return s.name == "doctor --fix" })
	var more []scenario
	for _, args := range [][]string{{"doctor"}, {"inspect"}, {"validate"}, {"format", "-l"}, {"auth", "--check"}, {"db", "mysql", "--dry-run"}} {
		more = append(more, scenario{name: strings.Join(args, " "), args: args, files: all[i].files})
	}
	return more
}
