package project

import "path/filepath"

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
