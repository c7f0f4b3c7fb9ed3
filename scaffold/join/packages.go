package join

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/scaffold"
)

// packages merges packages, scripts and the record into package.json. Versions
// that are there stay.
func (r *request) packages() (d scaffold.Decision, err error) {
	ours, err := manifest.Parse(r.files["package.json"].Content)
	if err != nil {
		return d, err
	}
	d.Join(r.tooOldNext())
	file := r.pkg
	for _, group := range []string{"dependencies", "devDependencies"} {
		for _, name := range ours.Names(group) {
			if !r.needs(name) {
				continue
			}
			if there := r.project.Package.Range(name); there != "" {
				if r.writesFor(name) {
					d.Join(compareVersions(name, there, ours.String(group, name)))
				}
				continue
			}
			if file, err = file.Set(r.fitting(name, ours.String(group, name)), group, name); err != nil {
				return d, scaffold.BrokenManifest(err)
			}
		}
	}
	if name := r.unlinkedLibrary(); name != "" {
		if file, err = file.Set("workspace:*", "dependencies", name); err != nil {
			return d, scaffold.BrokenManifest(err)
		}
	}
	if file, err = r.scripts(&d, file, ours); err != nil {
		return d, scaffold.BrokenManifest(err)
	}
	if file, err = r.remember(&d, file, ours); err != nil {
		return d, scaffold.BrokenManifest(err)
	}
	d.Edit("package.json", file.Bytes())
	return d, nil
}

// unlinkedLibrary is the package whose client is passed on, where pnpm, which links only what is asked for, would not have it in the app;
// empty otherwise.
func (r *request) unlinkedLibrary() string {
	_, module := r.sharedByLibrary()
	there, _ := r.Seen.client()
	if module == "" || there != "" || r.isComplete() || r.project.PackageManager != "pnpm" {
		return ""
	}
	name := r.library.Package.Name
	if p := r.project.Package; p.Range(name) != "" || p.Name == name || module != name && !strings.HasPrefix(module, name+"/") {
		return ""
	}
	return name
}

// tooOldNext tells of a Next.js that npm does not install beside the NextAuth that is added.
func (r *request) tooOldNext() (d scaffold.Decision) {
	major, _ := strconv.Atoi(r.options.NextAuth)
	oldest, next := nextauth.OldestNext(major), r.project.Version("next")
	if !r.writesAuth() || r.project.Package.Range("next-auth") != "" || !next.Exact && strings.Trim(next.Text, "0123456789.") != "" || next.Major == 0 || !project.OlderThan(next.Text, oldest) {
		return d
	}
	newest := strings.TrimSuffix(oldest, ".0.0")
	if major == 4 {
		newest = "12.3"
	}
	d.Show(fmt.Sprintf("take Next.js to %s or later before packages are installed: NextAuth %d allows no older one beside it, and this is %s", oldest, major, next.Text),
		"", project.Manager(r.options.PackageManager).Add("next@"+newest))
	return d
}

// missing says how to install the packages that the files need and the project
// lacks, where package.json is left alone.
func (r *request) missing() (d scaffold.Decision, err error) {
	ours, err := manifest.Parse(r.files["package.json"].Content)
	if err != nil {
		return d, err
	}
	var lacks []string
	for _, name := range ours.Names("dependencies") {
		if r.needs(name) && r.project.Package.Range(name) == "" {
			lacks = append(lacks, name+"@"+r.fitting(name, ours.String("dependencies", name)))
		}
	}
	if len(lacks) > 0 {
		slices.Sort(lacks)
		d.Tell(project.Manager(r.options.PackageManager).Add(lacks...))
	}
	return d, nil
}

// remember records the answers, so that a later run knows them.
func (r *request) remember(d *scaffold.Decision, file, ours *manifest.File) (*manifest.File, error) {
	var record, before map[string]any
	ours.Get(&record, project.RecordKey)
	switch there := file.Get(&before, project.RecordKey); {
	case !there && file.Has(project.RecordKey):
		d.Tell(fmt.Sprintf("give %q in package.json another name, and run again: it is in the place where the answers are remembered", project.RecordKey))
		return file, nil
	case there:
		record["version"] = before["version"]
	}
	if r.app.Existing {
		record["added"] = true
	}
	if r.app.OwnAuth {
		record["own-auth"] = true
	}
	if reflect.DeepEqual(record, before) {
		return file, nil
	}
	return file.Set(record, project.RecordKey)
}

// needs says which packages of a new project an existing one has to have, too.
func (r *request) needs(name string) bool {
	switch name {
	case "next", "react", "react-dom", "tailwindcss", "@tailwindcss/postcss", "eslint", "eslint-config-next", "@biomejs/biome", "tsx":
		return false
	case "next-auth":
		return !r.isElsewhere()
	case "typescript", "@types/node":
		return r.exists("tsconfig.json") != "" || r.writesTypeScript()
	case "@auth/prisma-adapter":
		if r.isElsewhere() || r.isOld() || r.keepsNobody() || r.project.OtherAdapter() != "" {
			return false
		}
		return len(r.ownAuth) == 0 || r.adapterPackage() == name && !r.otherStore()
	case "@types/react", "@types/react-dom": // next build asks for them as soon as there is a tsconfig.json
		return r.exists("tsconfig.json") == "" && r.writesTypeScript()
	case "prisma", "@prisma/client", "dotenv":
		if r.library != nil && r.isComplete() {
			return false
		}
		return !r.HasSchema() || name == "@prisma/client" || name == "prisma" && r.library == nil
	}
	if strings.HasPrefix(name, "@prisma/adapter-") {
		return !r.HasSchema() || r.app.Client != "" && r.exists(r.source(clientFile)) == ""
	}
	return true
}

// fitting is our version of a package that is missing, or the one that goes with what is there.
func (r *request) fitting(name, ours string) string {
	if sister := prismaSister(name); sister != "" {
		home := r.home()
		there := cmp.Or(home.Package.Range(name), home.Package.Range(sister))
		if root := r.project.RootPackage(); there == "" && r.library != nil && root != nil {
			there = cmp.Or(root.Range(name), root.Range(sister))
		}
		if r.understood(there, name) {
			return there
		}
		if is := home.Prisma; is.Exact {
			return is.Text
		}
	}
	if react := project.MajorOf(r.project.Package.Range("react")); strings.HasPrefix(name, "@types/react") && react != 0 && react != project.MajorOf(ours) {
		return fmt.Sprintf("^%d", react)
	}
	return ours
}

// prismaSister is the package that has to be of the same release as the named one; empty for others than the two.
func prismaSister(name string) string {
	switch name {
	case "prisma":
		return "@prisma/client"
	case "@prisma/client":
		return "prisma"
	}
	return ""
}

// understood reports whether the package manager knows what a range means for
// this package: a catalog has only the packages that stand in it.
func (r *request) understood(asked, name string) bool {
	if !strings.HasPrefix(asked, "catalog:") {
		return asked != ""
	}
	if there := r.home().Package.Range(name); there == asked {
		return true
	}
	listed := regexp.MustCompile(`(?m)^\s+["']?` + regexp.QuoteMeta(name) + `["']?\s*:`)
	for _, root := range []string{r.project.WorkspaceRoot, r.project.Root} {
		for _, file := range []string{"pnpm-workspace.yaml", ".yarnrc.yml", "package.json"} {
			content, err := r.project.Read(filepath.Join(cmp.Or(root, r.project.Root), file))
			if err == nil && listed.Match(content) && bytes.Contains(content, []byte("catalog")) {
				return true
			}
		}
	}
	return false
}

// builds answers what pnpm asks about Prisma's install scripts, without which it calls the installation a failure. Where
// Prisma was there before us, so is an answer.
func (r *request) builds() (d scaffold.Decision, _ error) {
	ours, usesPNPM := r.files["pnpm-workspace.yaml"]
	if !usesPNPM || r.library != nil || r.project.Package.AsksForPrisma() {
		return d, nil
	}
	shown, file := ours.Path, r.path(ours.Path)
	inWorkspace := r.project.WorkspaceRoot != "" && r.project.WorkspaceRoot != r.project.Root
	if inWorkspace {
		file = filepath.Join(r.project.WorkspaceRoot, ours.Path)
		shown = ours.Path + " of the workspace"
	}
	content, err := r.project.Read(file)
	switch {
	case err != nil && !inWorkspace:
		d.Make(ours.Path, ours.Content)
	case !bytes.Contains(content, []byte("@prisma/engines")):
		d.Show("let pnpm know that Prisma's install scripts need not run, in "+shown, shown, string(ours.Content))
	}
	return d, nil
}

// writesFor reports whether something is written, or shown, that uses a package of NextAuth's.
func (r *request) writesFor(name string) bool {
	return r.writesAuth() || name == "@auth/prisma-adapter" && !r.isComplete()
}

// compareVersions tells of a package whose major is not the one our files are
// written for. Prisma's is: the options have been completed by it.
func compareVersions(name, there, ours string) (d scaffold.Decision) {
	written := []string{"next-auth", "@auth/prisma-adapter"}
	if major := project.MajorOf(there); slices.Contains(written, name) && major != 0 && major != project.MajorOf(ours) {
		d.Tell(fmt.Sprintf("package.json asks for %s %s, and the files are written for %s: change the one or the other", name, there, ours))
	}
	return d
}

// withSchema has a script of Prisma name the schema, where those of the project do.
func (r *request) withSchema(script string) string {
	if p := r.project; (p.Schema.How == project.ByScripts || p.Schema.How == project.ByTargets) && p.Schema.Note == "" && strings.HasPrefix(script, "prisma ") {
		return script + " --schema " + plain.Word(p.Below(p.Schema.Path))
	}
	return script
}

// scriptOf is the project's script that is a command, by another name than ours.
func (r *request) scriptOf(command string) string {
	for _, name := range r.pkg.Names("scripts") {
		if name != "postinstall" && name != "prepare" && strings.TrimSpace(r.pkg.String("scripts", name)) == r.withSchema(command) {
			return name
		}
	}
	return ""
}

// refusal is why the project's Prisma makes no client of the schema that is there; empty where it does, or there is none.
func (r *request) refusal() string {
	schema, err := SchemaOf(r.home())
	if err != nil || len(schema.Files) == 0 {
		return ""
	}
	for _, found := range schema.Before {
		if since := code.Since(found.Code); found.Severity != diag.Error || since != "" && r.home().Version("prisma", "@prisma/client").Before(since) {
			continue
		}
		return fmt.Sprintf("Prisma %d refuses it (%s:%d: %s)", r.home().Prisma.Major, found.File.Name, found.Line(), found.Message)
	}
	return ""
}

// images tells of the images that are built no longer where postinstall makes the client.
func (r *request) images() (d scaffold.Decision) {
	schema, outside := "prisma/schema.prisma", r.options.Prisma == "7"
	if files := r.project.Schema.Files; len(files) > 0 {
		schema, outside = r.project.Below(files[0].Path), r.project.GeneratesBeside()
	}
	for _, i := range r.project.InstallsBefore(schema) {
		file := r.project.Rel(i.File)
		d.Show(fmt.Sprintf("let %s copy the schema before it installs the packages in line %d, where postinstall makes the client", file, i.Line), file, project.CopyLine(schema))
		if i.Builds > 0 && outside && !r.project.BuildGenerates() {
			d.Show(fmt.Sprintf("let %s make the client in the stage that builds the app, before line %d", file, i.Builds), file, "RUN "+project.Manager(r.options.PackageManager).Exec("prisma generate"))
		}
	}
	return d
}

// scripts adds the scripts that are missing, and sees that the client is generated. Those that are there stay.
func (r *request) scripts(d *scaffold.Decision, file, ours *manifest.File) (*manifest.File, error) {
	var err error
	for _, name := range ours.Names("scripts") {
		text := ours.String("scripts", name)
		there := r.pkg.String("scripts", name)
		switch {
		case name == "lint" || name == "format" || name == "test":
		case name == "typecheck" && !r.needs("typescript"):
		case r.library != nil && (strings.HasPrefix(name, "db:") || name == "postinstall"):
		case there == "" && name != "postinstall" && r.scriptOf(text) != "":
		case name == "postinstall" && r.refusal() != "":
			if !r.project.Package.ScriptHas(name, "prisma generate") {
				d.Show(fmt.Sprintf("correct the schema, then let postinstall in package.json generate the client: it does not so far, for %s, and installing packages would stop there", r.refusal()), "package.json", fmt.Sprintf("%q: %q", name, strings.TrimPrefix(there+" && "+r.withSchema(text), " && ")))
			}
		case there == "":
			if file, err = file.Set(r.withSchema(text), "scripts", name); err != nil {
				return nil, err
			}
			if name == "postinstall" {
				d.Join(r.images())
			}
		case name == "postinstall" && !r.project.Package.ScriptHas(name, "prisma generate"):
			d.Show("let postinstall in package.json generate the client, too", "package.json", fmt.Sprintf("%q: %q", name, there+" && "+text))
			d.Join(r.images())
		}
	}
	return file, nil
}
