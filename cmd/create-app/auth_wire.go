package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/psl/syntax"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/scaffold/join"
	"create-app/templates"
)

// wiring is what --wire adds, and what it leaves to a person.
type wiring struct {
	edits []change.Edit
	steps []string
}

// wire adds the files that bring the models to life, where the project lacks
// them. What is there already stays as it is.
func (r *authRun) wire() (*wiring, error) {
	if err := r.canWire(); err != nil {
		return nil, err
	}
	app, err := r.wireApp()
	if err != nil {
		return nil, err
	}
	files, err := wireFiles(app)
	if err != nil {
		return nil, err
	}
	w := &wiring{}
	client := ""
	if made := r.project.found.SharedClient(); made != nil {
		rel, err := filepath.Rel(r.project.root, made.Path)
		if err != nil {
			return nil, err
		}
		client = filepath.ToSlash(rel)
	}
	for _, name := range []string{"server/db/client.ts", "server/env.ts", "server/auth.ts", strings.TrimPrefix(app.AuthRoute(), "src/"), "types/next-auth.d.ts"} {
		file := files[name]
		switch {
		case r.exists(file.Path), name == "server/db/client.ts" && strings.TrimSuffix(client, path.Ext(client)) == strings.TrimSuffix(file.Path, ".ts"):
		case name == "server/db/client.ts" && client != "":
			w.reexport(r, file.Path, client)
		case name == "server/db/client.ts" && r.clientModule() == "":
			w.steps = append(w.steps, fmt.Sprintf("write %s, which exports the one PrismaClient of the app as prisma: the generator of this schema is not the one the template is for", file.Path))
		case name != "server/db/client.ts" && name != "server/env.ts" && len(r.project.found.SignIn) > 0:
			// NextAuth is set up already, elsewhere.
		default:
			w.edits = append(w.edits, change.Edit{Path: file.Path, Content: file.Content})
		}
	}
	if len(r.project.found.SignIn) == 0 {
		if r.project.found.BothRouters {
			w.steps = append(w.steps, join.BothRoutersStep(app))
		}
		if step := join.NextConfigStep(r.env.FS, r.project.root, app); step != "" {
			w.steps = append(w.steps, step)
		}
	}
	if len(w.edits) > 0 && join.ImportAlias(r.env.FS, r.project.root, r.project.found.SrcDir) == "" {
		w.steps = append(w.steps, fmt.Sprintf("let tsconfig.json know the import alias %s, under paths in compilerOptions", app.ImportAlias))
	}
	if err := w.addKeys(r, files[".env"]); err != nil {
		return nil, err
	}
	return w, w.addInstall(r, files["package.json"])
}

// canWire refuses what the templates do not cover.
func (r *authRun) canWire() error {
	if has := r.project.found.NextAuthMajor(r.project.found.Record.NextAuth); has != 0 && has != r.wants.Version {
		return usageErrorf("leave --wire or --next-auth out; the models are added all the same",
			"--wire writes files that run with the project's NextAuth, which is %d and not %d", has, r.wants.Version)
	}
	if r.project.root != r.project.found.Root || r.project.found.Package == nil {
		return usageErrorf("start in the project's folder, or see --cwd", "--wire needs a project: a package.json, and the schema below its folder")
	}
	if r.wants.Strategy == nextauth.JWTSessions && len(r.project.found.SignIn) == 0 {
		return usageErrorf("leave --wire out, or use --strategy database", "--wire writes an app that keeps its sessions in the database, and this one uses JWT")
	}
	if r.compared.Database() == "" {
		return usageErrorf("give the schema a datasource first", "--wire needs to know the database, and the schema does not say")
	}
	return nil
}

// wireApp is this project as the templates see it.
func (r *authRun) wireApp() (templates.App, error) {
	secret, err := scaffold.NewSecret()
	if err != nil {
		return templates.App{}, err
	}
	app := templates.App{
		Name: filepath.Base(r.project.root), Database: string(r.compared.Database()), Auth: true, Existing: true,
		NextAuth: r.wants.Version, Prisma: int(r.project.prisma), Client: r.clientModule(),
		Router: r.project.found.RouterOr(r.project.found.Record.Router), SrcDir: r.project.found.SrcDir, ImportAlias: r.importAlias(), PackageManager: r.project.found.PackageManager, Secret: secret, Version: version,
	}
	for _, id := range r.wants.Providers {
		if p, known := templates.FindProvider(id); known {
			app.Providers = append(app.Providers, p.ID)
		}
	}
	return app, nil
}

// wireFiles renders the templates by their names without src/.
func wireFiles(app templates.App) (map[string]templates.File, error) {
	rendered, err := templates.Render(app)
	if err != nil {
		return nil, fmt.Errorf("--wire: %w", err)
	}
	files := make(map[string]templates.File)
	for _, f := range rendered {
		files[strings.TrimPrefix(f.Path, "src/")] = f
	}
	return files, nil
}

func (r *authRun) exists(name string) bool {
	_, err := r.env.FS.Stat(filepath.Join(r.project.root, filepath.FromSlash(name)))
	return err == nil
}

// importAlias is the prefix of the project's own imports as tsconfig.json has it, or that of a new project.
func (r *authRun) importAlias() string {
	return cmp.Or(join.ImportAlias(r.env.FS, r.project.root, r.project.found.SrcDir), scaffold.DefaultOptions().ImportAlias)
}

// reexport gives the client that is there the place the other files import it from.
func (w *wiring) reexport(r *authRun, at, client string) {
	text := join.PassClientOn(at, client, r.project.found.SharedClient())
	if text == nil {
		w.steps = append(w.steps, fmt.Sprintf("write %s, which exports the PrismaClient of %s as prisma", at, client))
		return
	}
	w.edits = append(w.edits, change.Edit{Path: at, Content: text})
}

// clientModule is the module of the client that the schema generates, for the template to make: with a driver adapter for
// Prisma 7, without one for Prisma 6.
func (r *authRun) clientModule() string {
	at := "server/db/client.ts"
	if r.project.found.SrcDir {
		at = "src/" + at
	}
	if r.project.prisma == syntax.Prisma6 {
		return join.EngineClient(r.project.found, at)
	}
	return join.DriverClient(r.project.found, at, r.importAlias())
}

// addKeys adds to .env what the new files read and no .env file has yet. A
// value that is there is neither changed nor shown.
func (w *wiring) addKeys(r *authRun, rendered templates.File) error {
	var known []*env.File
	before := env.Parse(nil)
	for _, name := range project.NextEnvFiles() {
		text, err := afero.ReadFile(r.env.FS, filepath.Join(r.project.root, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read %s: %s", name, reason(err))
		}
		file := env.Parse(text)
		if known = append(known, file); name == ".env" {
			before = file
		}
	}
	target := before
	ownURL := r.project.prisma == syntax.Prisma6 && join.HasOwnURL(r.env.FS, r.project.found)
	for _, entry := range env.Parse(rendered.Content).Entries {
		if entry.Key == "DATABASE_URL" && ownURL || slices.ContainsFunc(known, func(f *env.File) bool { _, set := f.Lookup(entry.Key); return set }) {
			continue
		}
		var err error
		if target, err = target.Append(entry.Key, entry.Value, ""); err != nil {
			return fmt.Errorf("change .env: %w", err)
		}
		if entry.Key == "DATABASE_URL" {
			w.steps = append(w.steps, "set DATABASE_URL in .env to the URL of your database; the one there now is only an example")
		}
	}
	if !bytes.Equal(target.Bytes(), before.Bytes()) {
		w.edits = append(w.edits, change.Edit{Path: ".env", Content: target.Bytes(), Mode: 0o600, Secret: true})
		w.checkIgnored(r)
	}
	return nil
}

// checkIgnored sees whether git would take .env with it.
func (w *wiring) checkIgnored(r *authRun) {
	if r.project.found.Ignores(filepath.Join(r.project.root, ".env")) {
		return
	}
	w.steps = append(w.steps, "add .env to .gitignore: it holds secrets")
}

// addInstall says which of the packages that the new files need are missing.
func (w *wiring) addInstall(r *authRun, rendered templates.File) error {
	var needed struct{ Dependencies map[string]string }
	if err := json.Unmarshal(rendered.Content, &needed); err != nil {
		return fmt.Errorf("--wire: read the versions: %w", err)
	}
	pkg := r.project.found.Package
	var missing []string
	for name, version := range needed.Dependencies {
		adapter := name == "@auth/prisma-adapter" && pkg.Range("@next-auth/prisma-adapter") != ""
		if pkg.Range(name) == "" && !adapter && !slices.Contains([]string{"next", "react", "react-dom"}, name) {
			missing = append(missing, name+"@"+cmp.Or(pkg.Range(join.PrismaSister(name)), version))
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		w.steps = append(w.steps, project.Manager(r.project.found.PackageManager).Add(missing...))
	}
	return nil
}
