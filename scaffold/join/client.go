package join

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/scaffold"
	"create-app/templates"
)

// clientFile is where a project of ours makes its PrismaClient.
const clientFile = "server/db/client.ts"

// clientModule is the module that an existing schema's client is generated to, for the template to make it from. It is
// empty where there is no schema, or where more than the module is to be known: a client of Prisma 6 may have to be made
// with a driver adapter, and one of Prisma 7 in ways that the project shows.
func (s *Seen) clientModule(o scaffold.Options) string {
	from := source(o, clientFile)
	if !s.ownSchema() {
		return ""
	}
	if o.Prisma == "6" {
		return engineClient(s.project, from)
	}
	there, _ := s.client()
	if there != "" && (there != from || !s.record().Ours()) || there == "" && s.connectsInItsOwnWay() {
		return ""
	}
	return driverClient(s.project, from, o.ImportAlias)
}

// connectsInItsOwnWay reports whether the packages or the settings of a project with Prisma 7 show that its client is not
// made as ours is.
func (s *Seen) connectsInItsOwnWay() bool {
	if s.project.URLVariable() != project.DatabaseURL {
		return true
	}
	for _, group := range []string{"dependencies", "devDependencies"} {
		for _, name := range s.pkg.Names(group) {
			if strings.HasPrefix(name, "@prisma/adapter-") || name == "@prisma/extension-accelerate" {
				return true
			}
		}
	}
	return slices.ContainsFunc(s.urls(), func(url string) bool { return strings.HasPrefix(url, "prisma") })
}

// engineClient is how the module from, a path below the project, imports the client of a Prisma 6 schema. It is empty
// where the schema does not say it in so many words, or where the client takes a driver adapter instead of Prisma's own
// engine.
func engineClient(found *project.Project, from string) string {
	if g := clientGenerator(found); g != nil && g.Engine != "client" {
		return found.GeneratedModule(*g, from)
	}
	return ""
}

// driverClient is how the module from imports the client of a Prisma 7 schema: by the import alias where it is generated
// to the place of a new project. It is empty where the schema does not say it in so many words.
func driverClient(found *project.Project, from, alias string) string {
	g := clientGenerator(found)
	if g == nil {
		return ""
	}
	module, usual := found.GeneratedModule(*g, from), "generated/prisma/client"
	if module == project.RelativeModule(strings.TrimPrefix(from, "src/"), usual) { // of src, or of the root
		return strings.TrimSuffix(alias, "*") + usual
	}
	return module
}

// clientGenerator is the first generator that makes a client; nil if there is none.
func clientGenerator(found *project.Project) *project.Generator {
	for _, g := range found.Generators() {
		if g.Provider == "prisma-client-js" || g.Provider == "prisma-client" {
			return &g
		}
	}
	return nil
}

// client adds the module that makes the PrismaClient, or one that passes on the
// project's own.
func (r *request) client() (d scaffold.Decision) {
	ours := r.files[r.source(clientFile)]
	if r.library != nil && r.isComplete() {
		return d
	}
	if r.library != nil {
		return r.libraryClient(ours.Path)
	}
	there, made := r.Seen.client()
	switch inPlace := module(there) == module(ours.Path); {
	case there == "" && r.ownSchema() && r.app.Client == "":
		return r.clientByHand(ours)
	case there != "" && len(r.ownAuth) > 0: // what imports the client does so from there
	case there == "", there == ours.Path && r.options.OnConflict != scaffold.ConflictSkip:
		d.Make(ours.Path, ours.Content)
	case inPlace && made.Export == "prisma":
	case inPlace:
		d.Tell(fmt.Sprintf("let %s export its PrismaClient as prisma, which is what other files import", there))
	case made.Export == "":
		d.Tell(fmt.Sprintf("export the PrismaClient of %s as prisma from %s as well", there, ours.Path))
	default:
		d.Make(ours.Path, fmt.Appendf(nil, "// The client of this project is made there; a second one would open a second pool of connections.\nexport { %s } from %q;\n",
			made.AsPrisma(), project.RelativeModule(ours.Path, module(there))))
	}
	return d
}

// module is a source file's path without its extension.
func module(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }

// clientByHand leaves the client to the user, where it cannot be seen what it needs.
func (r *request) clientByHand(ours templates.File) (d scaffold.Decision) {
	if r.exists(ours.Path) != "" {
		return d
	}
	place := "for a client that Prisma 7 generates to " + r.source("generated/prisma") + " this is it"
	if r.app.Prisma == 6 {
		place = "imported from where the schema's generator puts it, and with the driver adapter that it may need"
	}
	d.Show("make the PrismaClient once, in "+ours.Path+", and export it as prisma; "+place, ours.Path, string(ours.Content))
	return d
}

// libraryClient passes the library's client on.
func (r *request) libraryClient(path string) (d scaffold.Decision) {
	name := ""
	if shared := r.library.SharedClient(); shared != nil {
		name = shared.AsPrisma()
	}
	if name == "" {
		d.Tell(fmt.Sprintf("let %s export its PrismaClient, and pass it on from %s as prisma", r.libraryName(), path))
		return d
	}
	d.Make(path, fmt.Appendf(nil, "// The client is made there, for the whole workspace.\nexport { %s } from %q;\n", name, r.libraryName()))
	return d
}
