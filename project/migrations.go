package project

import (
	"path/filepath"
	"strings"
)

// MigrationsDir is where Prisma keeps the migrations: where the config says,
// else beside the schema. Of a folder of files, Prisma up to 6.5 keeps them beside the folder, 6.6 and its like beside the file with
// the datasource, and 7 in the folder; where the version is not known as well as that, those that are there count. Empty
// without a schema.
func (p *Project) MigrationsDir() string {
	switch {
	case p.Config != nil && p.Config.Migrations != "":
		return p.Config.Migrations
	case p.Schema.Path == "":
		return ""
	case !p.Schema.Folder:
		return filepath.Join(filepath.Dir(p.Schema.Path), "migrations")
	}
	inside, beside := filepath.Join(p.Schema.Path, "migrations"), filepath.Join(filepath.Dir(p.Schema.Path), "migrations")
	if p.Prisma.Major == 7 {
		return inside
	}
	if sources := p.Schema.datasources(); len(sources) > 0 {
		inside = filepath.Join(filepath.Dir(sources[0].File.Name), "migrations")
	}
	switch all, none := p.Prisma.between("1.0.0", "6.6.0"); {
	case all, !none && p.disk.isDir(beside) && !p.disk.isDir(inside):
		return beside
	}
	return inside
}

// findStrayMigrations looks, for a schema of several files, for migrations that lie where Prisma does not look: beside the
// folder of the schema, or at its top where the datasource is deeper. It is empty where Prisma finds some.
func (p *Project) findStrayMigrations() string {
	dir := p.MigrationsDir()
	if !p.Schema.Folder || dir == "" || p.disk.isDir(dir) {
		return ""
	}
	for _, other := range []string{filepath.Join(filepath.Dir(p.Schema.Path), "migrations"), filepath.Join(p.Schema.Path, "migrations"), filepath.Join(p.Root, "prisma", "migrations")} {
		copied := strings.HasPrefix(dir, other+string(filepath.Separator)) // the datasource is that of a copy below them
		if other != dir && !copied && p.disk.isFile(filepath.Join(other, "migration_lock.toml")) {
			return other
		}
	}
	return ""
}
