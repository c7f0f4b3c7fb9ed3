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
	major := x.clientMajor()
	if major != 6 && major != 7 {
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
		if x.asks("prisma") == "" {
			return true
		}
		return project.IsDockerfile(filepath.Base(c.File)) && !c.Installed
	}
	return false
}
