package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// artifact is a file of dist.
type artifact struct {
	Name string // below dist, with slashes
	Data []byte
}

const sumsFile = "SHA256SUMS"

// build makes everything from the source and puts it in place of dist, whole or not at all.
func build(ctx context.Context, s settings, out io.Writer) error {
	a, err := readAbout(s.About)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "create-app-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	made, err := makeAll(ctx, s.Root, work, a, out)
	if err != nil {
		return err
	}
	if err := writeDist(s.Out, made); err != nil {
		return err
	}
	for _, each := range made {
		fmt.Fprintf(out, "%9d  %s\n", len(each.Data), each.Name)
	}
	if keys := a.unfilled(); len(keys) > 0 {
		fmt.Fprintf(out, "not to be published: in %s, %s: still a placeholder\n", s.About, strings.Join(keys, ", "))
	}
	return nil
}

// makeAll compiles into work and returns the files of dist.
func makeAll(ctx context.Context, root, work string, a about, out io.Writer) ([]artifact, error) {
	here := filepath.Join(work, "host", host().executable(a.Name))
	if err := compile(ctx, root, host(), here); err != nil {
		return nil, err
	}
	id, err := identify(ctx, root, here)
	if err != nil {
		return nil, err
	}
	x, err := gatherTexts(ctx, root, here, a)
	if err != nil {
		return nil, err
	}
	news, err := changesOf(x.Changelog, id.Version)
	if err != nil {
		return nil, err
	}
	var programs []string
	for _, t := range targets() {
		fmt.Fprintf(out, "compiling for %s\n", t)
		programs = append(programs, filepath.Join(work, t.String(), t.executable(a.Name)))
		if err := compile(ctx, root, t, programs[len(programs)-1]); err != nil {
			return nil, err
		}
	}
	modules, err := modulesOf(ctx, root, id.Go, programs)
	if err != nil {
		return nil, err
	}
	p := packer{about: a, id: id, texts: x, notices: notices(a, modules), archives: map[string]artifact{}}
	for i, t := range targets() {
		program, err := os.ReadFile(programs[i])
		if err != nil {
			return nil, err
		}
		if err := p.pack(t, program); err != nil {
			return nil, err
		}
	}
	return p.finish(news, modules)
}

// packer collects what is made of the programs.
type packer struct {
	about
	id       identity
	texts    *texts
	notices  []byte
	archives map[string]artifact
	made     []artifact
}

// pack makes what there is for one target.
func (p *packer) pack(t target, program []byte) error {
	folder := archiveFolder(p.about, p.id.Version, t.String())
	entries := archiveEntries(folder, t, p.Name, program, p.notices, p.texts)
	archive := artifact{Name: folder + ".tar.gz"}
	var err error
	if t.GOOS == "windows" {
		archive.Name = folder + ".zip"
		archive.Data, err = zipped(entries, p.id.Time)
	} else {
		archive.Data, err = tarGz(entries, p.id.Time)
	}
	if err != nil {
		return err
	}
	p.archives[t.String()] = archive
	p.made = append(p.made, archive)
	if t.GOOS == "linux" {
		packages, err := linuxPackages(p.about, p.id, t, program, p.notices, p.texts)
		if err != nil {
			return err
		}
		p.made = append(p.made, packages...)
	}
	npm, err := platformPackage(p.about, p.id.Version, p.id.Time, t, program, p.texts.Licence, p.notices)
	p.made = append(p.made, npm)
	return err
}

// finish makes what there is once, with the checksums of everything at the end.
func (p *packer) finish(news changes, modules []module) ([]artifact, error) {
	npm, err := mainPackage(p.about, p.id.Version, p.id.Time, p.texts)
	if err != nil {
		return nil, err
	}
	bom, err := sbom(p.about, p.id, modules)
	if err != nil {
		return nil, err
	}
	date := news.Date
	if date == "" {
		date = p.id.Time.Format("2006-01-02")
	}
	filledIn, err := manifests(release{p.about, p.id.Version, date, p.archives})
	if err != nil {
		return nil, err
	}
	p.made = append(p.made, npm, bom, artifact{"release-notes.md", []byte(news.Text + "\n")})
	p.made = append(p.made, filledIn...)
	slices.SortFunc(p.made, func(a, b artifact) int { return strings.Compare(a.Name, b.Name) })
	var sums bytes.Buffer
	for _, each := range p.made {
		fmt.Fprintf(&sums, "%s  %s\n", each.sha256(), each.Name)
	}
	return append(p.made, artifact{sumsFile, sums.Bytes()}), nil
}

// writeDist writes a new dist beside the old one and puts it in its place. It replaces
// nothing that it did not make: what is there has to have checksums, or be empty.
func writeDist(dist string, made []artifact) error {
	old, err := os.ReadDir(dist)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if _, err := os.Stat(filepath.Join(dist, sumsFile)); err != nil && len(old) > 0 {
		return fmt.Errorf("%s holds something that the release program did not make", dist)
	}
	next, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dist)), ".dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(next)
	if err := os.Chmod(next, 0o755); err != nil {
		return err
	}
	for _, each := range made {
		file := filepath.Join(next, filepath.FromSlash(each.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, each.Data, 0o644); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	return os.Rename(next, dist)
}
