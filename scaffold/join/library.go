package join

import (
	"cmp"
	"path/filepath"
)

// libraryName is how people know the library: its name, or where it is.
func (s *Seen) libraryName() string {
	if s.library.Package.Name != "" {
		return s.library.Package.Name
	}
	return s.libraryDir()
}

// libraryDir is the library's folder, seen from the workspace.
func (s *Seen) libraryDir() string {
	dir, err := filepath.Rel(s.project.WorkspaceRoot, s.library.Root)
	if err != nil {
		return s.library.Root
	}
	if dir == "." {
		return "the root of the workspace"
	}
	return filepath.ToSlash(dir)
}

// orms are packages that do what Prisma does, by the names that people know them under.
func orms() [][2]string {
	return [][2]string{
		{"drizzle-orm", "Drizzle"}, {"kysely", "Kysely"}, {"typeorm", "TypeORM"}, {"sequelize", "Sequelize"}, {"mongoose", "Mongoose"},
		{"@mikro-orm/core", "MikroORM"}, {"objection", "Objection.js"}, {"knex", "Knex"},
	}
}

// otherClient is what the library has in place of a PrismaClient.
func (s *Seen) otherClient() string {
	for _, orm := range orms() {
		if s.library.Package.Range(orm[0]) != "" {
			return orm[1]
		}
	}
	return "of another kind"
}

// besides names another ORM that the project, or a package of the workspace that it uses, has, where Prisma is new to it; empty where there is none.
func (s *Seen) besides() string {
	p := s.project.Package
	if s.HasSchema() || s.record().Ours() || p.AsksForPrisma() {
		return ""
	}
	for _, orm := range append(orms(), drivers()...) {
		if p.Range(orm[0]) != "" {
			return orm[1] + " (" + orm[0] + ")"
		}
	}
	for _, member := range s.project.DependedOn() {
		for _, orm := range orms() {
			if member.Range(orm[0]) != "" {
				return orm[1] + " (" + orm[0] + ", in " + cmp.Or(member.Name, s.project.Below(filepath.Dir(member.Path))) + ")"
			}
		}
	}
	return ""
}

// drivers are packages that a project speaks to its database by, without anything like Prisma.
func drivers() [][2]string {
	return [][2]string{
		{"mongodb", "MongoDB's driver"}, {"pg", "a driver of PostgreSQL"}, {"postgres", "a driver of PostgreSQL"}, {"@vercel/postgres", "a driver of PostgreSQL"},
		{"@neondatabase/serverless", "Neon's driver"}, {"mysql2", "a driver of MySQL"}, {"@planetscale/database", "PlanetScale's driver"},
		{"better-sqlite3", "a driver of SQLite"}, {"@libsql/client", "libSQL's driver"},
	}
}
