package project

import (
	"path/filepath"
	"strings"
)

// MigrationsDir is where Prisma keeps the migrations: where the config says,
// else beside the schema; of a folder of files, Prisma 6 takes the folder of
// the one with the datasource. Empty without a schema.
func (p *Project) MigrationsDir() string {
	switch {
	case p.Config != nil && p.Config.Migrations != "":
		return p.Config.Migrations
	case p.Schema.Path == "":
		return ""
	case !p.Schema.Folder:
		return filepath.Join(filepath.Dir(p.Schema.Path), "migrations")
	}
	if p.Prisma.Major == 6 {
		if sources := p.Schema.datasources(); len(sources) > 0 {
			return filepath.Join(filepath.Dir(sources[0].File.Name), "migrations")
		}
	}
	return filepath.Join(p.Schema.Path, "migrations")
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
