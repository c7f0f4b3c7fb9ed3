package project

import (
	"bytes"

	"create-app/project/manifest"
)

// RecordKey is where package.json holds the [Record].
const RecordKey = "create-app"

// Record is what create-app writes into package.json, so that a later run, and
// the one in CI, knows the answers. The names are those of the flags.
type Record struct {
	Version        string   `json:"version"` // of the create-app that made the project or added to it
	DB             string   `json:"db"`
	Auth           string   `json:"auth"` // nextauth or none
	NextAuth       int      `json:"next-auth,omitempty"`
	Providers      []string `json:"providers,omitempty"`
	Prisma         int      `json:"prisma"`
	Router         string   `json:"router"`
	SrcDir         bool     `json:"src-dir"`
	ImportAlias    string   `json:"import-alias"`
	PackageManager string   `json:"package-manager"`
	Tailwind       bool     `json:"tailwind,omitempty"`
	Linter         string   `json:"linter,omitempty"`
	AgentsMD       bool     `json:"agents-md,omitempty"`

	Added   bool `json:"added,omitempty"`    // to a project that was there before
	OwnAuth bool `json:"own-auth,omitempty"` // which has NextAuth set up in files of its own

	// What "create-app auth" was told.
	Strategy string            `json:"strategy,omitempty"`
	With     []string          `json:"with,omitempty"`  // roles
	Roles    map[string]string `json:"roles,omitempty"` // role → model
}

// Ours reports whether create-app made the project or added to it. Answers of
// "create-app auth" alone do not say so.
func (r Record) Ours() bool { return r.Version != "" && r.DB != "" }

// readRecord reads the record of a package.json, which is empty where there is
// none. Of one with odd fields, the others count.
func readRecord(text []byte) (r Record) {
	if !bytes.Contains(text, []byte(`"`+RecordKey+`"`)) {
		return Record{}
	}
	if file, err := manifest.Parse(text); err == nil {
		file.Get(&r, RecordKey)
	}
	if !IsManager(r.PackageManager) {
		r.PackageManager = "" // it becomes part of commands that people paste
	}
	return r
}
