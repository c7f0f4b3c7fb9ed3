package join

import (
	"cmp"
	"slices"

	"create-app/scaffold"
)

// Settings are those of [scaffold.Settings] that mean something for a project
// that is there: it has its place already.
func Settings() []scaffold.Setting {
	return slices.DeleteFunc(scaffold.Settings(), func(s scaffold.Setting) bool {
		return s.Option == "dir" || s.Option == "git" || s.Option == "on-conflict" || slices.Contains(ForNewProjects(), s.Option)
	})
}

// ForNewProjects are the settings that mean nothing where a project is already: its pages have their looks, its code its linter.
func ForNewProjects() []string { return []string{"tailwind", "linter", "agents-md"} }

// Shown says where the project's own answer to a setting was found, as in
// "found: pnpm-lock.yaml". What it says nothing of is as in a new project, and is
// not asked for either. Shown is empty for the settings that people choose.
func (s *Seen) Shown(option string) string {
	p, record, place := s.project, s.record(), ""
	recorded := func(is bool) string {
		if is {
			return "package.json"
		}
		return ""
	}
	switch option {
	case "package-manager":
		place = cmp.Or(p.ManagerFrom, recorded(record.PackageManager != ""))
	case "prisma":
		place = cmp.Or(s.home().Prisma.From, recorded(record.Prisma != 0))
	case "next-auth":
		place = cmp.Or(p.NextAuth.From, recorded(record.NextAuth != 0 || p.NextAuthMajor(0) != 0))
	case "src-dir", "router":
		if p.Router != "" {
			place = source(scaffold.Options{SrcDir: p.SrcDir}, cmp.Or(p.RouterOr(p.Record.Router), "app")+"/")
		}
	case "import-alias":
		if s.alias(p.SrcDir) != "" {
			place = s.aliases
		}
	case "db":
		if !s.HasSchema() {
			return ""
		}
		place = p.Rel(s.home().Schema.Path)
	default:
		return ""
	}
	if place == "" {
		return "as in a new project"
	}
	return "found: " + place
}
