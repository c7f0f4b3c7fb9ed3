package doctor

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
)

// checkGeneration reports a project that is of another Prisma than 6 and 7, of
// which nothing else can be said.
func (x *examination) checkGeneration() bool {
	other := x.project.OtherGeneration()
	if other == "" {
		return false
	}
	f := Finding{ID: "other-generation", Group: Versions, Message: other,
		Why: "nothing in it was examined", Cure: "to stay with what NextAuth's adapters speak: " + x.install("prisma@7", "@prisma/client@7")}
	if file, about, ofFile := strings.Cut(other, ": "); ofFile {
		f.File, f.Message = file, about
		f.Cure = "nothing, where this is meant; for NextAuth's adapters, which speak Prisma 6 and 7: " + x.install("prisma@7", "@prisma/client@7") + ", and put a schema in its place, which prisma db pull writes from the database"
	}
	x.add(f)
	return true
}

// checkUnpinned reports commands that fetch the Prisma of the day, in a project
// that is on a release of its own.
func (x *examination) checkUnpinned() {
	x.checkTag()
	major := x.clientMajor()
	if major != 6 && major != 7 || x.project.Package != nil && x.project.Package.Err != nil { // which may have it
		return
	}
	f := Finding{ID: "prisma-unpinned", Group: Versions, Why: "what npm calls the latest Prisma may be 8 by then, which does not know this schema"}
	for _, c := range slices.Concat(x.project.Commands, x.project.Runs) {
		if !x.fetchesLatest(c) {
			continue
		}
		words := slices.Clone(c.Words)
		for i, w := range words {
			if w == "prisma" && (i == 0 || project.IsManager(words[0])) || strings.HasPrefix(w, "prisma@") {
				words[i] = fmt.Sprintf("prisma@%d", major)
			}
		}
		said := strings.TrimSpace(c.Runner + " " + strings.Join(c.Words, " "))
		if c.Version != "" {
			said = strings.Replace(said, " prisma", " prisma@"+c.Version, 1)
		}
		if f.Cure == "" {
			f.Cure = "write " + strings.TrimSpace(c.Runner+" "+strings.Join(words, " "))
			f.Message = said + fmt.Sprintf(" takes the newest Prisma there is, and the project is on %d", major)
		}
		f.Places = append(f.Places, Place{x.project.Rel(c.File), c.Line, said})
	}
	if len(f.Places) > 0 {
		x.addPlaced(f)
	}
}

// checkTag: where package.json asks for the newest Prisma, and no lockfile says which that was, a schema of Prisma 6 is refused by
// what comes.
func (x *examination) checkTag() {
	p := x.project
	if p.Locked() || p.WorkspaceRoot != "" || len(x.files) == 0 || x.broken || p.Prisma.Major != 6 || p.Config != nil && p.Config.URL.Set() {
		return
	}
	for _, name := range []string{"prisma", "@prisma/client"} {
		asked := x.asks(name)
		if p.Version(name).Major != 0 || asked != "latest" && asked != "*" && asked != "x" {
			continue
		}
		x.add(x.versionFinding("prisma-unpinned", name, fmt.Sprintf("package.json asks for whatever %s is newest (%q), and the schema is for Prisma 6", name, asked),
			"a fresh install brings 7 or later, which refuses the url of its datasource", x.install("prisma@6", "@prisma/client@6")))
		return
	}
}

// hasCommand reports whether the program of a package is installed where a script is run: by the package whose script it is, by
// the project, or by the one that has the schema, where the manager puts all programs into one folder.
func (x *examination) hasCommand(file, name string) bool {
	declared := func(p *project.Package) bool {
		return p != nil && (p.Range(name) != "" || name == "prisma" && p.Range("@prisma/prisma7") != "")
	}
	p := x.project
	ofSchema := p.SchemaPackage
	if p.Library != nil {
		ofSchema = p.Library.Package
	}
	return declared(p.Package) || declared(p.PackageOf(file)) || declared(ofSchema) && p.PackageManager != "pnpm"
}

// fetchesLatest: npx and bunx take what is installed, where it is and unless a
// tag is asked for; dlx never does.
func (x *examination) fetchesLatest(c project.Command) bool {
	if asked, adds := c.Adds("prisma"); adds {
		return asked == "" || asked == "latest" || asked == "next"
	}
	if len(c.Words) == 0 || c.Words[0] != "prisma" || c.Runner == "" {
		return false
	}
	if c.Version != "" {
		return c.Version == "latest" || c.Version == "next"
	}
	switch c.Runner {
	case "pnpm dlx", "yarn dlx", "pnpx":
		return true
	case "npx", "bunx", "bun x", "npm exec":
		if !x.hasCommand(c.File, "prisma") {
			return true
		}
		workflow := filepath.Base(filepath.Dir(c.File)) == "workflows"
		return (workflow || project.IsDockerfile(filepath.Base(c.File))) && !c.Installed
	}
	return false
}
