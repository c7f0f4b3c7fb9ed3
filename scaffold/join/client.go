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
	there, made := r.Seen.client()
	if r.library != nil && there == "" {
		return r.libraryClient(ours.Path)
	}
	hidden := r.hiddenClients()
	kept := r.kept(hidden)
	if len(hidden) > 0 && kept == "" {
		d.Tell(fmt.Sprintf("import prisma from %s in %s: a PrismaClient that is made there opens a pool of connections of its own", ours.Path, listed(hidden)))
	}
	switch inPlace := module(there) == module(ours.Path); {
	case kept != "":
		d.Tell(fmt.Sprintf("%s, and import it where you need one: a second one would open a second pool of connections", exportAsPrisma(kept, r.clientOf(kept))))
	case there == "" && r.ownSchema() && r.app.Client == "":
		return r.clientByHand(ours)
	case there != "" && (len(r.ownAuth) > 0 || !r.writesAuth() && !inPlace): // what imports the client does so from there
	case there == "", there == ours.Path && r.options.OnConflict != scaffold.ConflictSkip:
		d.Make(ours.Path, ours.Content)
	case inPlace && made.Export == "prisma":
	case inPlace:
		d.Tell(exportAsPrisma(there, made) + ": that is what other files import")
	case made.Export == "":
		d.Tell(fmt.Sprintf("%s, and pass it on from %s: export { prisma } from %q;", exportAsPrisma(there, made), ours.Path, project.RelativeModule(ours.Path, module(there))))
	default:
		d.Make(ours.Path, fmt.Appendf(nil, "// The client of this project is made there; a second one would open a second pool of connections.\nexport { %s } from %q;\n",
			made.AsPrisma(), project.RelativeModule(ours.Path, module(there))))
	}
	return d
}

// exportAsPrisma is what a file that makes a client is told to do, in its own names as far as they show.
func exportAsPrisma(file string, made project.Client) string {
	add := ""
	switch {
	case made.Exports.CommonJS:
	case made.Holder == "prisma":
		add = "export { prisma };"
	case made.Holder != "":
		add = "export { " + made.Holder + " as prisma };"
	case made.Giver != "":
		add = "export const prisma = " + made.Giver + "();"
	}
	if add == "" {
		return "export the PrismaClient of " + file + " as prisma"
	}
	return "add " + add + " to " + file
}

// clientOf is the client that a file, by its path below the project, makes.
func (r *request) clientOf(file string) project.Client {
	for _, c := range r.project.Clients {
		if r.project.Below(c.Path) == file {
			return c
		}
	}
	return project.Client{}
}

// hiddenClients are the routes, what imports lead to from them, and the files of the sign-in that make a PrismaClient for
// themselves, where the project has no other one.
func (r *request) hiddenClients() (files []string) {
	if there, _ := r.Seen.client(); there != "" || r.library != nil {
		return nil
	}
	for _, c := range r.project.Clients {
		below := r.project.Below(c.Path)
		isRoute := project.RouterOf(below) != "" && !project.IsTest(below)
		if !c.Edge && !c.Class && (isRoute || c.Reached || r.setsNextAuthUp(below)) {
			files = append(files, below)
		}
	}
	return files
}

// setsNextAuthUp reports whether a file is one in which the project sets NextAuth up.
func (r *request) setsNextAuthUp(file string) bool {
	return slices.ContainsFunc(r.ownAuth, func(f project.SignInFile) bool { return f.Path == file })
}

// keepsHidden is the file of the project's own sign-in that makes the only PrismaClient for itself: NextAuth has what it needs
// there. It is empty where there is none.
func (r *request) keepsHidden() string { return r.kept(r.hiddenClients()) }

// kept is that file of the hidden clients.
func (r *request) kept(hidden []string) string {
	if len(hidden) == 1 && r.setsNextAuthUp(hidden[0]) {
		return hidden[0]
	}
	return ""
}

// listed names files, the first three at most.
func listed(files []string) string {
	const most = 3
	if len(files) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(files[:most], ", "), len(files)-most)
	}
	return strings.Join(files, ", ")
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
	name, module := r.sharedByLibrary()
	if name == "" {
		d.Tell(fmt.Sprintf("let %s export its PrismaClient, and pass it on from %s as prisma", r.libraryName(), path))
		return d
	}
	d.Make(path, fmt.Appendf(nil, "// The client is made there, for the whole workspace.\nexport { %s } from %q;\n", name, module))
	return d
}

// sharedByLibrary is what the library's client is imported as, and from where; empty where that does not show.
func (r *request) sharedByLibrary() (name, module string) {
	if r.library == nil || r.library.ClientName == "" {
		return "", ""
	}
	return r.library.SharedClient().AsPrisma(), r.library.ClientName
}
