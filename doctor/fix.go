package doctor

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project"
	"create-app/psl/code"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
	"create-app/untrusted"
)

// Fix is a cure that needs no decision. Findings that are cured in one go share
// one.
type Fix struct {
	paths   []string // absolute, of the files that may be changed
	private bool     // only their owner is to read them from now on
	change  func(*draft) error
}

// draft is the project as the cures have made it so far, in memory.
type draft struct {
	fsys    afero.Fs
	secrets map[string]bool // files that hold some
	changed map[string]bool
}

func (d *draft) read(path string) ([]byte, error) {
	text, err := untrusted.Read(d.fsys, path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

func (d *draft) write(path string, text []byte, secret bool) error {
	if old, err := d.read(path); err == nil && bytes.Equal(old, text) {
		return nil
	}
	d.secrets[path] = d.secrets[path] || secret
	d.changed[path] = true
	return afero.WriteFile(d.fsys, path, text, 0o600)
}

// Edit is the new content of a file.
type Edit struct {
	Path    string // absolute
	Content []byte
	Secret  bool
}

// Cures are what is to be written so that the findings that need no decision
// are gone.
type Cures struct {
	Edits   []Edit   // in the order of their paths
	Private []string // absolute paths of files that only their owner is to read
	IDs     []string // of the findings that are cured, each once for every file

	seen map[string]bool // ids with their files
}

// Cure finds what [Examine] would in a project and cures, in memory, all that
// needs no decision, until there is nothing more of it: what one cure brings to
// light the next one cures. The disk stays as it is.
func Cure(fsys afero.Fs, dir string, o project.Options, w World) (*Cures, error) {
	d := &draft{
		fsys:    afero.NewCopyOnWriteFs(afero.NewReadOnlyFs(fsys), afero.NewMemMapFs()),
		secrets: map[string]bool{}, changed: map[string]bool{},
	}
	cures := &Cures{seen: map[string]bool{}}
	o.Sources = true
	for range maxRounds {
		p, err := project.Find(d.fsys, dir, o)
		if err != nil {
			return nil, err
		}
		report, err := Examine(p, w)
		if err != nil {
			return nil, err
		}
		before := len(cures.IDs)
		if err := cures.round(d, report); err != nil {
			return nil, err
		}
		if len(cures.IDs) == before {
			break
		}
	}
	for path := range d.changed {
		text, err := d.read(path)
		if err != nil {
			return nil, err
		}
		cures.Edits = append(cures.Edits, Edit{Path: path, Content: text, Secret: d.secrets[path]})
	}
	slices.SortFunc(cures.Edits, func(a, b Edit) int { return strings.Compare(a.Path, b.Path) })
	return cures, nil
}

// maxRounds is more than cures depend on each other.
const maxRounds = 5

// round carries out the cures of a report, each once.
func (c *Cures) round(d *draft, report *Report) error {
	var done []*Fix
	for _, f := range report.Findings {
		if f.Fix == nil {
			continue
		}
		if key := f.ID + " " + f.File; !c.seen[key] {
			c.seen[key] = true
			c.IDs = append(c.IDs, f.ID)
		}
		if slices.Contains(done, f.Fix) {
			continue
		}
		done = append(done, f.Fix)
		for _, path := range f.Fix.paths {
			if f.Fix.private && !slices.Contains(c.Private, path) {
				c.Private = append(c.Private, path)
			}
		}
		if f.Fix.change == nil {
			continue
		}
		if err := f.Fix.change(d); err != nil {
			return fmt.Errorf("cure %s: %w", f.ID, err)
		}
	}
	return nil
}

// editFix changes one file by its text.
func editFix(path string, secret bool, change func(text []byte) ([]byte, error)) *Fix {
	return &Fix{paths: []string{path}, change: func(d *draft) error {
		text, err := d.read(path)
		if err != nil {
			return err
		}
		if text, err = change(text); err != nil {
			return err
		}
		return d.write(path, text, secret)
	}}
}

// mayCarryOut reports whether all that a cure changes is in the project: what is
// outside, or reached by a link to there, is another project's to change.
func (x *examination) mayCarryOut(fix *Fix) bool {
	for _, path := range fix.paths {
		below, err := filepath.Rel(x.project.Root, path)
		if err != nil || !filepath.IsLocal(below) || x.world.MayChange != nil && !x.world.MayChange(path) {
			return false
		}
	}
	return true
}

// schemaFix changes the files of the schema.
func (x *examination) schemaFix(change func([]*syntax.File) ([]*syntax.File, error)) *Fix {
	var all []string
	paths := make(map[string]string)
	for _, f := range x.project.Schema.Files {
		all = append(all, f.Path)
		paths[x.project.Rel(f.Path)] = f.Path
	}
	return &Fix{paths: all, change: func(d *draft) error {
		var files []*syntax.File
		for _, f := range x.project.Schema.Files {
			text, err := d.read(f.Path)
			if err != nil {
				return err
			}
			files = append(files, syntax.ParseAs(x.version(), x.project.Rel(f.Path), string(text)))
		}
		changed, err := change(files)
		if err != nil {
			return err
		}
		before, after := validate.Schema(files, validate.Options{}), validate.Schema(changed, validate.Options{})
		if !before.HasErrors() && after.HasErrors() {
			return errors.New("the schema would not be valid")
		}
		for _, f := range changed {
			if slices.Contains(files, f) {
				continue
			}
			path := paths[f.Name]
			if path == "" {
				path = x.project.Abs(f.Name)
			}
			if err := d.write(path, []byte(f.Text), false); err != nil {
				return err
			}
		}
		return nil
	}}
}

// addIndexes gives every relation that has none its index.
func (x *examination) addIndexes() *Fix {
	return x.schemaFix(func(files []*syntax.File) ([]*syntax.File, error) {
		s, list := validate.Resolve(files, validate.Options{})
		d, added := edit.New(files...), map[string]bool{}
		for _, diagnostic := range list {
			if diagnostic.Code != code.MissingIndex {
				continue
			}
			m := s.Model(diagnostic.Subject.Block)
			var columns []string
			for _, f := range m.Field(diagnostic.Subject.Member).Relation.Fields {
				columns = append(columns, f.Name())
			}
			index := "@@index([" + strings.Join(columns, ", ") + "])"
			if key := m.Name() + index; !added[key] {
				added[key] = true
				d.AddBlockAttribute(m.Node, index)
			}
		}
		return d.Apply()
	})
}

// changeDatasource changes the properties of the datasource.
func (x *examination) changeDatasource(change func(*edit.Draft, *syntax.Block)) *Fix {
	return x.schemaFix(func(files []*syntax.File) ([]*syntax.File, error) {
		d := edit.New(files...)
		for _, ds := range schema.Datasources(files...) {
			change(d, ds.Block)
		}
		return d.Apply()
	})
}

// mergeAuth is what create-app auth does to the schema.
func (x *examination) mergeAuth(wants nextauth.Wants) *Fix {
	return x.schemaFix(func(files []*syntax.File) ([]*syntax.File, error) {
		c, err := nextauth.Compare(files, wants)
		if err != nil {
			return nil, err
		}
		return c.Merge()
	})
}
