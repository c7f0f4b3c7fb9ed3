package move

import (
	"fmt"
	"slices"
	"strings"

	"create-app/scaffold"
	"create-app/templates"
)

// targets are the databases that a project can be moved to.
func targets() []templates.Database { return templates.Movable() }

// TargetIDs are the names of [targets].
func TargetIDs() []string {
	var ids []string
	for _, d := range targets() {
		ids = append(ids, d.ID)
	}
	return ids
}

// ParseTarget reads the name of one of [targets] as it is typed.
func ParseTarget(name string) (templates.Database, error) {
	db, found := templates.FindDatabase(name)
	if found && slices.Contains(TargetIDs(), db.ID) {
		return db, nil
	}
	known := "known: " + strings.Join(TargetIDs(), ", ")
	fault := &scaffold.OptionError{Option: "db", Message: fmt.Sprintf("unknown database %q", name), Advice: known}
	if name == "mongodb" {
		fault.Message = "a project cannot be moved to MongoDB: it has no foreign keys, and Prisma 7 does not know it"
	} else if near, found := scaffold.Nearest(strings.ToLower(name), TargetIDs()); found {
		fault.Advice = fmt.Sprintf("did you mean %q?", near)
	}
	return templates.Database{}, fault
}
