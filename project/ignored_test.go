package project

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project/env"
)

func TestIgnores(t *testing.T) {
	dir := lay(t, layout{dir: "apps/web", files: files{
		".gitignore": ".env\n!/apps/web/.env.test\n", "apps/web/package.json": pkg7(""), "apps/web/.gitignore": ".env.*\n!.env.example\n", "apps/web/prisma/.gitignore": "!.env\n",
	}})
	require.NoError(t, os.Mkdir(filepath.Join(dir, "..", "..", ".git"), 0o755))
	p, err := Find(afero.NewOsFs(), dir, Options{})
	require.NoError(t, err)
	for name, want := range map[string]bool{".env": true, ".env.local": true, ".env.example": false, "prisma/.env": false, "src/.env": true, "../api/.env": true, "../../../.env": false} {
		assert.Equal(t, want, p.Ignores(filepath.Join(dir, name)), name)
	}
}

// countingFs counts how often each file is opened, by whichever goroutine.
type countingFs struct {
	afero.Fs
	mutex  sync.Mutex
	opened map[string]int
}

func (c *countingFs) count(name string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.opened[name]++
}

func (c *countingFs) Open(name string) (afero.File, error) {
	f, err := c.Fs.Open(name)
	if err == nil {
		c.count(name)
	}
	return f, err
}

func (c *countingFs) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	f, err := c.Fs.OpenFile(name, flag, mode)
	if err == nil && flag == os.O_RDONLY {
		c.count(name)
	}
	return f, err
}

// The look reads each file once, and after it the disk is left alone.
func TestEachFileIsReadOnce(t *testing.T) {
	fsys := &countingFs{Fs: afero.NewMemMapFs(), opened: map[string]int{}}
	for name, text := range (files{
		"package.json": pkg7(`,"dependencies":{"next":"16.4.5","next-auth":"latest","@prisma/client":"7.10.0"}`), "package-lock.json": "{}",
		"prisma.config.ts": "import \"dotenv/config\";\nexport default { schema: \"prisma/schema.prisma\" };\n", "prisma/schema.prisma": schema7,
		".env": envA, ".env.local": "A=b\n", "prisma/.env": envA, ".gitignore": ".env\n", "prisma/migrations/migration_lock.toml": "provider = \"sqlite\"\n",
		"lib/auth.ts": "import NextAuth from 'next-auth'\nexport default NextAuth({ secret: process.env.A_B })\n", "lib/db.ts": "export const db = new PrismaClient()\n",
		"app/page.tsx": "export default 1\n",
	}) {
		require.NoError(t, afero.WriteFile(fsys.Fs, "/app/"+name, []byte(text), 0o600))
	}
	p, err := Find(fsys, "/app", Options{Sources: true})
	require.NoError(t, err)
	for name, times := range fsys.opened {
		if info, err := fsys.Stat(name); err == nil && !info.IsDir() {
			assert.Equal(t, 1, times, name)
		}
	}
	seen := len(fsys.opened)
	_, err = p.Environment(env.Vars{})
	require.NoError(t, err)
	assert.Equal(t, "/app/lib/db.ts", filepath.ToSlash(p.SharedClient().Path))
	assert.Equal(t, []SignInFile{{Path: "lib/auth.ts", Starts: true, Calls: true, Form: 4, FormLine: 2}}, p.SignIn)
	assert.Equal(t, []SecretOption{{Path: filepath.FromSlash("/app/lib/auth.ts"), Line: 2, Variables: []string{"A_B"}, Plain: true}}, p.SecretOptions)
	_, err = p.Read("/app/.env.local")
	require.NoError(t, err)
	_, err = p.Read("/app/app/page.tsx")
	require.ErrorIs(t, err, errNotLookedAt)
	assert.Len(t, fsys.opened, seen)
}

// refusingFs has no descriptor left at one of the times that it is asked for a file or a folder.
type refusingFs struct {
	afero.Fs
	mutex      sync.Mutex
	asked, nth int
	refused    string
}

func (r *refusingFs) refuse(name string) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.asked++; r.asked == r.nth {
		r.refused = name
		return &fs.PathError{Op: "open", Path: name, Err: syscall.EMFILE}
	}
	return nil
}

func (r *refusingFs) Open(name string) (afero.File, error) {
	if err := r.refuse(name); err != nil {
		return nil, err
	}
	return r.Fs.Open(name)
}

func (r *refusingFs) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	if err := r.refuse(name); err != nil {
		return nil, err
	}
	return r.Fs.OpenFile(name, flag, mode)
}

// A look that could not open something is none: what it took for missing would be made anew, a user's .env among it.
func TestALookWithoutDescriptorsFails(t *testing.T) {
	fsys := afero.NewMemMapFs()
	for name, text := range (files{
		"package.json": pkg7(`,"dependencies":{"next":"16.4.5","next-auth":"4.24.15"}`), "package-lock.json": "{}", "prisma.config.ts": "import \"dotenv/config\";\nexport default { schema: \"prisma\" };\n",
		"prisma/schema.prisma": schema7, ".env": envA, ".gitignore": ".env\n", "tsconfig.json": "{}", "app/api/auth/[...nextauth]/route.ts": "export { GET } from '@/auth'\n",
		"lib/db.ts": "export const db = new PrismaClient()\n",
	}) {
		require.NoError(t, afero.WriteFile(fsys, "/app/"+name, []byte(text), 0o600))
	}
	for nth := 1; ; nth++ {
		refusing := &refusingFs{Fs: fsys, nth: nth}
		_, err := Find(refusing, "/app", Options{Sources: true})
		if refusing.asked < nth {
			assert.Greater(t, nth, 20)
			return
		}
		assert.ErrorIs(t, err, syscall.EMFILE, refusing.refused)
	}
}
