package scaffold

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/scaffold/change"
	"create-app/templates"
)

// Plan is what making a new project would do.
type Plan struct {
	*change.Plan
	Name string // npm package name
}

// NewPlan decides what a new project consists of. The options must have
// passed [Options.Validate]. version is create-app's own, for package.json.
// cwd is absolute.
func NewPlan(fsys afero.Fs, cwd string, o Options, version string) (*Plan, error) {
	where, err := locate(fsys, cwd, o)
	if err != nil {
		return nil, err
	}
	exists, err := checkTarget(fsys, where.path, o)
	if err != nil {
		return nil, err
	}
	secret, err := NewSecret()
	if err != nil {
		return nil, err
	}
	files, err := templates.Render(templates.App{
		Name: where.name, Database: o.Database, Auth: o.Auth == "nextauth", Providers: o.Providers, NextAuth: o.NextAuthMajor(),
		Prisma: o.PrismaMajor(), Router: o.Router, SrcDir: o.SrcDir, ImportAlias: o.ImportAlias, PackageManager: o.PackageManager,
		Tailwind: o.Tailwind, Linter: o.Linter, AgentsMD: o.AgentsMD,
		Secret: secret, Version: version,
	})
	if err != nil {
		return nil, err
	}
	edits := make([]change.Edit, len(files))
	for i, f := range files {
		edits[i] = change.Edit{Path: f.Path, Content: f.Content, Mode: f.Mode, Secret: f.Secret}
	}
	plan, err := change.NewPlan(fsys, where.path, edits)
	if err != nil {
		return nil, err
	}
	if !exists && !plan.Fresh() {
		return nil, change.Taken(plan.Root)
	}
	switch o.OnConflict {
	case ConflictAbort:
		keepExisting(plan, isWelcome)
		err = onlyNew(plan)
	case ConflictSkip:
		keepExisting(plan, func(string) bool { return true })
	}
	if err != nil {
		return nil, err
	}
	return &Plan{Plan: plan, Name: where.name}, CheckSchemas(plan, o.PrismaMajor())
}

// onlyNew refuses a plan that meets files of its own names in a folder that
// was empty a moment ago: another run has been quicker.
func onlyNew(plan *change.Plan) error {
	if slices.ContainsFunc(plan.Changes, func(c change.Change) bool { return c.Kind != change.Create && !isWelcome(c.Path) }) {
		return change.Taken(plan.Root)
	}
	return nil
}

// keepExisting turns what would replace one of these files into leaving it alone. Only a
// .gitignore gets what it lacks of ours: a fresh .env without the line that ignores
// it would be in the next commit.
func keepExisting(plan *change.Plan, these func(path string) bool) {
	for i, c := range plan.Changes {
		if c.Kind != change.Modify || !these(c.Path) {
			continue
		}
		after := c.Before
		if c.Path == ".gitignore" {
			after = WithIgnored(c.Before, c.After, "", func(string) bool { return true })
		}
		plan.Changes[i].After = after
		if bytes.Equal(after, c.Before) {
			plan.Changes[i].Kind = change.Keep
		}
	}
}

// checkTarget reports whether the folder exists, and refuses it if the
// project cannot go there.
func checkTarget(fsys afero.Fs, path string, o Options) (exists bool, err error) {
	if there, err := change.Occupied(fsys, path); err != nil || !there {
		return false, err
	}
	info, err := fsys.Stat(path)
	switch {
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, &change.Error{Message: fmt.Sprintf("%s is a file", change.Quote(o.Dir)), Advice: "choose another name, or move the file away"}
	}
	names, err := occupants(fsys, path)
	if err != nil || len(names) == 0 || o.OnConflict != ConflictAbort {
		return true, err
	}
	advice := "choose another name, or see --on-conflict"
	projects := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		info, err := fsys.Stat(filepath.Join(path, name, "package.json"))
		return err != nil || !info.Mode().IsRegular()
	})
	if len(projects) > 0 {
		advice = "to add to the project in a folder of it, name that one (" + someOf(projects) + "); for a new one " + advice
	}
	return true, &change.Error{
		Message: fmt.Sprintf("%s is not empty: %s", change.Quote(o.Dir), someOf(names)),
		Advice:  advice,
		Cause:   ErrNotEmpty,
	}
}

// someOf names a few of a list, and says how many more there are.
func someOf(names []string) string {
	const few = 3
	if len(names) <= few+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

// occupants are the names of what a folder holds besides what is welcome there, sorted.
func occupants(fsys afero.Fs, dir string) ([]string, error) {
	list, err := change.List(fsys, dir)
	list = slices.DeleteFunc(list, isWelcome)
	slices.Sort(list)
	return list, err
}

// isWelcome reports whether a path is one of a fresh clone, or what editors and desktop programs leave everywhere: a new
// project goes beside it, and it stays as it is.
func isWelcome(path string) bool {
	name, _, _ := strings.Cut(path, "/")
	switch name {
	case ".git", ".gitattributes", ".gitignore", ".gitmodules", ".gitkeep", ".gitlab-ci.yml", ".github", ".hg", ".hgignore", ".hgcheck", ".travis.yml",
		".circleci", ".nvmrc", ".node-version", ".tool-versions", "mise.toml", ".mise.toml", "renovate.json", ".renovaterc", ".gitpod.yml", ".codesandbox",
		".editorconfig", ".idea", ".vscode", ".devcontainer", ".npmignore", ".mailmap", "CODEOWNERS", "docs", "mkdocs.yml",
		"npm-debug.log", "yarn-debug.log", "yarn-error.log", ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "README", "LICENSE", "LICENCE", "COPYING", "NOTICE", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "AUTHORS":
		return true
	}
	return strings.HasSuffix(name, ".iml")
}

// NewSecret is 32 bytes of the system's randomness as text.
func NewSecret() (string, error) {
	var secret [32]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return base64.StdEncoding.EncodeToString(secret[:]), nil
}

// isSchema reports whether a change gives the project a Prisma schema.
func isSchema(c change.Change) bool {
	return strings.HasSuffix(c.Path, ".prisma") && (c.Kind == change.Create || c.Kind == change.Modify)
}
