package scaffold

import (
	"cmp"

	"create-app/project"
	"create-app/scaffold/change"
)

// Recorded is the record of a project with the defaults in place of answers that
// are not there.
func Recorded(r project.Record) project.Record {
	r.PackageManager = cmp.Or(r.PackageManager, "npm")
	r.ImportAlias = cmp.Or(r.ImportAlias, "@/*")
	r.Auth = cmp.Or(r.Auth, "none")
	return r
}

// BrokenManifest is about a package.json that cannot be read or edited.
func BrokenManifest(err error) error {
	return &change.Error{Message: "package.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
}
