package scaffold

import (
	"create-app/project"
	"create-app/project/manifest"
	"create-app/scaffold/change"
)

// Record is what create-app recorded in package.json when it made the project,
// or added to it.
type Record struct {
	Version        string   `json:"version"`
	DB             string   `json:"db"`
	Auth           string   `json:"auth"`
	NextAuth       int      `json:"next-auth"`
	Providers      []string `json:"providers"`
	Prisma         int      `json:"prisma"`
	Router         string   `json:"router"`
	SrcDir         bool     `json:"src-dir"`
	ImportAlias    string   `json:"import-alias"`
	PackageManager string   `json:"package-manager"`
	Added          bool     `json:"added"`    // to a project that was there before
	OwnAuth        bool     `json:"own-auth"` // which has NextAuth set up in files of its own
}

// RecordKey is where package.json holds the answers.
const RecordKey = "create-app"

// ReadRecord reads it; where there is none the defaults serve.
func ReadRecord(p *manifest.File) Record {
	r := Record{PackageManager: "npm", ImportAlias: "@/*", Auth: "none"}
	if p != nil {
		p.Get(&r, RecordKey)
	}
	if !project.IsManager(r.PackageManager) {
		r.PackageManager = "npm" // it becomes part of commands that people paste
	}
	return r
}

// Ours reports whether create-app made the project.
func (r Record) Ours() bool { return r.Version != "" && r.DB != "" }

// BrokenManifest is about a package.json that cannot be read or edited.
func BrokenManifest(err error) error {
	return &change.Error{Message: "package.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
}

// DatabaseURL is the variable that holds the URL of the database in projects of ours.
const DatabaseURL = "DATABASE_URL"
