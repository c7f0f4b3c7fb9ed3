package project

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project/prismaconfig"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/untrusted"
)

// How a schema was found.
type How string

// The ways to a schema, in Prisma's order.
const (
	ByFlag    How = "--schema"
	ByConfig  How = "config"
	ByPackage How = "package.json"
	ByScripts How = "scripts"
	ByTargets How = "project.json"
	ByDefault How = "default"
)

// Schema is the schema of a project: a file, or a folder of files.
type Schema struct {
	Path   string // the file or folder that Prisma is pointed at
	Folder bool
	How    How
	// Note is set where Prisma itself would not find this schema: what to do
	// so that it does.
	Note  string
	Files []SchemaFile // in the order of their paths
	// Generated are folders with generated clients inside the schema folder.
	// Prisma would read the copies of the schema in them; here they are left out.
	Generated []string
}

// SchemaFile is one .prisma file.
type SchemaFile struct {
	Path string
	Text []byte

	config *syntax.File // its datasources and generators
}

// newSchemaFile reads the datasources and generators of a text, which are the
// same in every version of the language. What is large is so by its models, of
// which nothing is asked here: they are never in memory at once.
func newSchemaFile(path string, content []byte) SchemaFile {
	var config strings.Builder
	text := string(content)
	for item := range syntax.Items(syntax.Prisma7, text) {
		if b, ok := item.(*syntax.Block); ok && (b.Kind == syntax.Datasource || b.Kind == syntax.Generator) {
			config.WriteString(text[b.Span.Start:b.Span.End] + "\n")
		}
	}
	return SchemaFile{path, content, syntax.Parse(path, config.String())}
}

// Stray is the error for changing a schema that only a file of the project names and that stands outside of the repository, or
// where there is none, of the workspace: what a clone says about other folders of the user is not followed. Nil where the
// user named the schema.
func (p *Project) Stray() error {
	if p.Schema.How == ByFlag || len(p.Schema.Files) == 0 {
		return nil
	}
	for _, root := range []string{p.Root, p.repository, p.disk.findWorkspaceRoot(p.Root)} {
		if below, err := filepath.Rel(root, p.Schema.Path); root != "" && err == nil && filepath.IsLocal(below) {
			return nil
		}
	}
	return fmt.Errorf("the schema %s is outside of the repository, and only the project's own files name it", p.Rel(p.Schema.Path))
}

// NotFoundError says that there is no schema where Prisma looks.
type NotFoundError struct {
	Path     string   // what was named, shown; empty when nothing named a schema
	How      How      // what named it
	checked  []string // shown
	misnamed string   // what looks like the config that Prisma was meant to read, shown
	Members  []string // packages of the workspace that have one, shown
	strays   []string // schemas with a datasource of their own, shown, where the sources were looked at and there are several
	below    []string // folders below that have one, where there is no project here, shown
	Program  plain.Program
}

func (e *NotFoundError) Error() string {
	if e.Path != "" {
		return fmt.Sprintf("the schema %s, named by %s, does not exist", e.Path, e.How)
	}
	if e.misnamed != "" {
		return fmt.Sprintf("no Prisma schema found: %s looks like Prisma's config, and Prisma reads none of that name or place; call it prisma.config%s, beside package.json", e.misnamed, filepath.Ext(e.misnamed))
	}
	if len(e.Members) > 0 {
		return fmt.Sprintf("the workspace has several Prisma schemas, in %s; say which, as in \"%s\"", strings.Join(e.Members, ", "), e.Program.Command("-C", plain.Path(e.Members[0])))
	}
	if len(e.below) > 0 {
		return fmt.Sprintf("no Prisma schema found here, and one in %s; go there, as in \"%s\"", strings.Join(e.below, ", "), e.Program.Command("-C", plain.Path(e.below[0])))
	}
	checked := strings.Join(e.checked, ", ")
	if len(e.strays) > 0 {
		return fmt.Sprintf("no Prisma schema found where Prisma looks (%s), and %d elsewhere, in %s; say which with --schema", checked, len(e.strays), strings.Join(e.strays, ", "))
	}
	return fmt.Sprintf("no Prisma schema found (looked for %s); say where it is with --schema", checked)
}

// findSchema looks as Prisma would when run in the folder, and when there is
// nothing, as it would when run by a script of package.json.
func (p *Project) findSchema(o Options) {
	dirs := []string{p.Dir}
	if p.Root != p.Dir {
		dirs = append(dirs, p.Root)
	}
	for _, dir := range dirs {
		p.Dir = dir
		p.Schema, p.SchemaErr = p.schemaFrom(dir, o)
		var none *NotFoundError
		if p.SchemaErr == nil || !errors.As(p.SchemaErr, &none) || none.Path != "" {
			return
		}
	}
}

// schemaFrom follows Prisma's order for a CLI run in dir.
func (p *Project) schemaFrom(dir string, o Options) (Schema, error) {
	configErr := p.readConfig(dir)
	if o.Schema != "" {
		return p.load(p.fromUser(o.Schema), ByFlag)
	}
	if configErr != nil {
		return Schema{}, configErr
	}
	if p.Config != nil && p.Config.Schema != "" {
		return p.load(p.Config.Schema, ByConfig)
	}
	named := p.Package != nil && p.Package.prismaSchema != ""
	if named && p.Prisma.Major != 7 {
		return p.loadFromPackage()
	}
	if path := p.schemaOfAllScripts(); path != "" {
		return p.load(path, ByScripts)
	}
	checked := []string{"schema.prisma", filepath.Join("prisma", "schema.prisma")}
	for _, name := range checked {
		if path := filepath.Join(dir, name); p.disk.isFile(path) {
			return p.load(path, ByDefault)
		}
	}
	if named {
		s, err := p.loadFromPackage()
		s.Note = `Prisma 7 no longer reads "prisma.schema" in package.json: put the path into prisma.config.ts`
		return s, err
	}
	if path := filepath.Join(dir, "prisma", "schema"); p.disk.isDir(path) {
		if s, err := p.load(path, ByDefault); !errors.Is(err, errNoFiles) {
			if err == nil && p.overlooksFolder(s) {
				s.Note = p.nameFolder()
			}
			return s, err
		}
	}
	if path, without := p.schemaOfScripts(); path != "" {
		s, err := p.load(path, ByScripts)
		if without != "" {
			s.Note = fmt.Sprintf("the script %q runs Prisma without --schema: name it there as well, or in prisma.config.ts", without)
		}
		return s, err
	}
	switch targets := p.schemasOfTargets(); {
	case len(targets) == 1:
		return p.load(targets[0], ByTargets)
	case len(targets) > 1:
		none := &NotFoundError{Program: o.Program}
		for _, path := range targets {
			none.Members = append(none.Members, p.Rel(strings.TrimSuffix(filepath.Dir(path), string(filepath.Separator)+"prisma")))
		}
		return Schema{}, none
	}
	if p.Misnamed = p.findMisnamed(); p.Misnamed != "" {
		return Schema{}, &NotFoundError{misnamed: p.Rel(p.Misnamed), checked: []string{"schema.prisma", "prisma/schema.prisma", "prisma/schema/"}}
	}
	return Schema{}, &NotFoundError{checked: []string{"schema.prisma", "prisma/schema.prisma", "prisma/schema/"}}
}

func (p *Project) loadFromPackage() (Schema, error) {
	path := filepath.FromSlash(p.Package.prismaSchema)
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.Root, path)
	}
	return p.load(path, ByPackage)
}

// configNames lists where Prisma looks for its config file, in order. Prisma 6
// knows no prisma7.config.
func configNames(major int) []string {
	extensions := []string{".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"}
	var names []string
	add := func(base string) {
		for _, ext := range extensions {
			names = append(names, base+ext)
		}
	}
	if major != 6 {
		add("prisma7.config")
		add(".config/prisma7")
	}
	for _, base := range []string{"prisma.config", ".config/prisma", ".config/prisma.config"} {
		add(base)
		add(base + "/index")
	}
	return names
}

func (p *Project) readConfig(dir string) error {
	p.Config = nil
	paths := configNames(p.Prisma.Major)
	for i, name := range paths {
		paths[i] = filepath.Join(dir, filepath.FromSlash(name))
	}
	if named := p.configOfScripts(); named != "" {
		paths = append(paths, named)
	}
	for _, path := range paths {
		if !p.disk.hasFile(path) {
			continue
		}
		text, err := p.disk.readFile(path)
		if err != nil {
			return fmt.Errorf("read %s: %w", p.Rel(path), err)
		}
		p.Config, err = prismaconfig.Read(path, text, dir)
		var unreadable *prismaconfig.UnreadableError
		if errors.As(err, &unreadable) {
			unreadable.File = p.Rel(path)
		}
		p.followImports(p.Config, dir)
		return err
	}
	return nil
}

// errNoFiles is the end of the error for a folder without a schema: it is none, and hides none.
var errNoFiles = errors.New("has no .prisma files")

// load reads a schema file, or the .prisma files of a folder.
func (p *Project) load(path string, how How) (Schema, error) {
	s := Schema{Path: path, How: how}
	info, err := p.disk.stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, &NotFoundError{Path: p.Rel(path), How: how}
	case err != nil:
		return s, fmt.Errorf("read the schema %s: %w", p.Rel(path), err)
	case info.IsDir():
		s.Folder = true
		err = p.loadFolder(&s, path, 0)
		if err == nil {
			err = p.dense(s.Files)
		}
		if err != nil {
			s.Files = nil
		}
		s.dropGenerated()
		if err == nil && len(s.Files) == 0 {
			err = fmt.Errorf("the schema folder %s %w", p.Rel(path), errNoFiles)
		}
		return s, err
	}
	read := p.disk.readFile
	if how == ByFlag {
		read = p.disk.readNamed
	}
	text, err := read(path)
	if err != nil {
		return s, fmt.Errorf("read the schema %s: %w", p.Rel(path), unwrapPath(err))
	}
	s.Files = []SchemaFile{newSchemaFile(path, text)}
	return s, nil
}

// dense is the error for files that hold more than a schema ever does, together.
func (p *Project) dense(files []SchemaFile) error {
	var total untrusted.Total
	for _, f := range files {
		if err := total.Add(f.Path, f.Text); err != nil {
			return fmt.Errorf("read the schema file %s: %w", p.Rel(f.Path), err)
		}
	}
	return nil
}

// maxDepth keeps a link to a folder above from being followed for ever.
const maxDepth = 32

// loadFolder takes every .prisma file of a folder and of those in it, as
// Prisma does, links followed. Only node_modules and generated clients, which
// Prisma would read, are left out.
func (p *Project) loadFolder(s *Schema, dir string, depth int) error {
	entries, err := afero.ReadDir(p.disk.fsys, dir)
	if err != nil {
		p.disk.note(err)
		return fmt.Errorf("read the schema folder %s: %w", p.Rel(dir), err)
	}
	if depth > 0 && p.disk.isGeneratedClient(dir) {
		s.Generated = append(s.Generated, dir)
		return nil
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if entry.Mode()&fs.ModeSymlink != 0 {
			if entry, err = p.disk.stat(path); err != nil {
				continue // a dangling link
			}
		}
		switch {
		case entry.IsDir() && filepath.Base(path) != "node_modules" && depth < maxDepth:
			if err := p.loadFolder(s, path, depth+1); err != nil {
				return err
			}
		case entry.Mode().IsRegular() && filepath.Ext(path) == ".prisma":
			text, err := p.disk.readNamed(path)
			if err != nil {
				return fmt.Errorf("read the schema file %s: %w", p.Rel(path), err)
			}
			s.Files = append(s.Files, newSchemaFile(path, text))
		}
	}
	return nil
}

// configs are what the datasources and generators of the files say.
func (s Schema) configs() []*syntax.File {
	files := make([]*syntax.File, len(s.Files))
	for i, f := range s.Files {
		files[i] = f.config
	}
	return files
}

// datasources are the datasources of all files; Prisma takes one.
func (s Schema) datasources() []schema.Config { return schema.Datasources(s.configs()...) }

// within reports whether path is dir or lies below it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// readDatasource takes the provider from the schema, and Prisma's major from
// the schema's form where nothing else tells it: a url in the datasource is
// Prisma 6, a datasource without one Prisma 7.
func (p *Project) readDatasource() {
	sources := p.Schema.datasources()
	if len(sources) == 0 {
		return
	}
	ds := sources[0]
	p.Provider = ds.Text("provider")
	switch {
	case p.Prisma.Major != 0:
	case schema.WrittenFor(ds.File) == syntax.Prisma6:
		p.Prisma = Version{Major: 6, From: "the url of the datasource in " + p.Rel(ds.File.Name)}
	default:
		p.Prisma = Version{Major: 7, From: "a datasource without url in " + p.Rel(ds.File.Name)}
	}
}
