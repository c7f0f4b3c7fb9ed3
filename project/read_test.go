package project

import (
	"io/fs"
	"syscall"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/untrusted"
)

// unlisted has folders whose files can be read by their names, and not be listed: their mode has x and no r.
type unlisted struct{ afero.Fs }

func (u unlisted) Open(name string) (afero.File, error) {
	if info, err := u.Stat(name); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
	}
	return u.Fs.Open(name)
}

func TestAFolderThatCannotBeListedMayHoldAnything(t *testing.T) {
	memory := afero.NewMemMapFs()
	for path, text := range map[string]string{
		"/web/package.json":     "{\"dependencies\": {\"prisma\": \"^7.0.0\"}}\n",
		"/web/yarn.lock":        "prisma@^7.0.0:\n  version \"7.10.1\"\n",
		"/web/prisma.config.ts": "export default { schema: \"db/schema.prisma\" }\n",
		"/web/db/schema.prisma": "datasource db {\n  provider = \"mysql\"\n}\n",
	} {
		require.NoError(t, afero.WriteFile(memory, path, []byte(text), 0o600))
	}
	for name, fsys := range map[string]afero.Fs{"listed": memory, "not-listed": unlisted{memory}} {
		t.Run(name, func(t *testing.T) {
			p, err := Find(fsys, "/web", Options{})
			require.NoError(t, err)
			require.NoError(t, p.SchemaErr)
			assert.Equal(t, "yarn", p.PackageManager)
			assert.Equal(t, "7.10.1", p.Prisma.Text)
			assert.Equal(t, "mysql", p.Provider)
		})
	}
	for name, want := range map[string]map[string]bool{"/web": nil, "/none": {}} {
		assert.Equal(t, want, newDisk(unlisted{memory}).folder(name), name)
	}
}

// A folder of a schema that cannot be read is no folder without one: beside it, another schema would be written.
func TestASchemaFolderThatCannotBeRead(t *testing.T) {
	memory := afero.NewMemMapFs()
	for path, text := range map[string]string{
		"/web/package.json":           "{}\n",
		"/web/prisma/schema/a.prisma": "datasource db {\n  provider = \"mysql\"\n}\n",
		"/web/prisma/schema/b.prisma": string(make([]byte, untrusted.Limit("b.prisma")+1)),
	} {
		require.NoError(t, afero.WriteFile(memory, path, []byte(text), 0o600))
	}
	p, err := Find(memory, "/web", Options{})
	require.NoError(t, err)
	assert.ErrorContains(t, p.SchemaErr, "read the schema file prisma/schema/b.prisma")
	assert.Empty(t, p.Schema.Files)

	require.NoError(t, memory.RemoveAll("/web/prisma/schema"))
	require.NoError(t, memory.MkdirAll("/web/prisma/schema", 0o755))
	p, err = Find(memory, "/web", Options{})
	require.NoError(t, err)
	var none *NotFoundError
	assert.ErrorAs(t, p.SchemaErr, &none)
}
