package project

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/project/env"
)

// NextEnvFiles are the names of the files in a project's root that Next.js reads
// in development, the first that sets a variable before the others.
func NextEnvFiles() []string {
	return []string{".env.development.local", ".env.local", ".env.development", ".env"}
}

// EnvFiles are the names of all files that Next.js reads, in one mode or another.
func EnvFiles() []string {
	return []string{".env", ".env.local", ".env.development", ".env.development.local", ".env.production", ".env.production.local"}
}

// EnvExamples are the names of the files that show what a .env is to have.
func EnvExamples() []string {
	return []string{".env.example", ".env.sample", ".env.template", ".env.dist", ".env.local.example", "env.example"}
}

// envCopy matches the names under which people keep a second .env: what they had before, and what a server has.
var envCopy = regexp.MustCompile(`(?i)^\.env([._-].*)?([._ -](bak|bkup|bkp|backup|old|orig|save|saved|copy|prod|staging|live)\d*|~)$`)

// EnvCopies are the paths of the files in the project's folder and that of its schema's package that hold, by their names,
// the .env of before or of a server. Nothing loads them by itself.
func (p *Project) EnvCopies() (paths []string) {
	for _, dir := range slices.Compact([]string{p.Root, p.Dir}) {
		for _, name := range p.disk.names(dir) {
			if path := filepath.Join(dir, name); envCopy.MatchString(name) && p.disk.isFile(path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// Environment is what Prisma's CLI has in process.env when it looks at the
// schema.
type Environment struct {
	Files []EnvFile // those that were there, in the order of loading
	Vars  env.Vars  // the inherited environment with the files on top
	// Missing are files that the config loads and that do not exist.
	Missing []string
	// Computed is set where prisma.config.ts may load a file that cannot be known
	// without running it: it is not in Files. By says what loads it.
	Computed bool
	By       string
	// Conflict is set when two files set the same variable. It is part of the
	// answer because doctor goes on; other commands return it.
	Conflict *ConflictError
}

// Loads are the absolute paths of all files that are loaded, those that do not exist included.
func (e *Environment) Loads() []string {
	var paths []string
	for _, f := range e.Files {
		paths = append(paths, f.Path)
	}
	return append(paths, e.Missing...)
}

// EnvFile is one .env file that is loaded.
type EnvFile struct {
	Path string
	*env.File
	by string // what loads it, for people: "Prisma", "prisma.config.ts:1", "--env-file"
}

// ConflictError is a variable that the root's .env and a later one both set.
// Prisma 6 stops where the two agree, and silently takes the root's value
// where they differ.
type ConflictError struct {
	First, Second string   // as shown
	Keys          []string // sorted
	differ        bool     // at least one has two values
}

func (e *ConflictError) Error() string {
	verb, effect := "is", "Prisma 6 stops at this"
	if len(e.Keys) > 1 {
		verb = "are"
	}
	if e.differ {
		effect = "Prisma 6 takes the one in " + e.First
	}
	return fmt.Sprintf("%s %s set in %s and again in %s (%s); keep one of the lines, best in %s",
		strings.Join(e.Keys, ", "), verb, e.First, e.Second, effect, e.First)
}

// Environment reads the .env files that Prisma's CLI would read in this
// project, into a copy of the inherited environment. An error names a file
// that cannot be read or expanded; it never holds a value.
func (p *Project) Environment(inherited env.Vars) (*Environment, error) {
	e := &Environment{Vars: inherited.Clone()}
	switch {
	case len(p.envFiles) > 0:
		return e, p.loadGiven(e)
	case p.Config != nil:
		return e, p.loadByConfig(e)
	case p.Prisma.Major == 7:
		return e, nil // Prisma 7 reads no .env by itself
	}
	return e, p.loadByPrisma6(e)
}

func (p *Project) loadGiven(e *Environment) error {
	reader := env.DotenvExpand
	if p.Prisma.Major != 0 && p.Prisma.Major < 7 {
		reader = env.Prisma6
	}
	for _, path := range p.envFiles {
		if !p.disk.isFile(path) {
			return fmt.Errorf("read %s: there is no such file; check --env-file", p.Rel(path))
		}
		if _, err := p.loadEnvFile(e, path, reader, "--env-file"); err != nil {
			return err
		}
	}
	return nil
}

func (p *Project) loadByConfig(e *Environment) error {
	for _, load := range p.Config.Loads {
		by := fmt.Sprintf("%s:%d", p.Rel(p.Config.File), load.Line)
		if load.Computed && !e.Computed {
			e.Computed, e.By = true, by
			if load.By != "" {
				e.By += ", " + load.By
			}
		}
		missing := []string{}
		for _, path := range load.Files {
			if !p.disk.isFile(path) {
				missing = append(missing, path)
				continue
			}
			if load.Override {
				if err := p.override(e, path); err != nil {
					return err
				}
			}
			if _, err := p.loadEnvFile(e, path, load.Reader, by); err != nil {
				return err
			}
		}
		if len(missing) == len(load.Files) {
			e.Missing = append(e.Missing, missing...)
		}
	}
	return nil
}

// override lets a file win over what is set already.
func (p *Project) override(e *Environment, path string) error {
	text, err := p.disk.readNamed(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", p.Rel(path), err)
	}
	vars := env.Parse(text).Vars()
	for _, name := range vars.Names() {
		value, _ := vars.Lookup(name)
		e.Vars.Set(name, value)
	}
	return nil
}

// loadByPrisma6 follows Prisma 6: the .env beside the nearest package.json,
// then the first of these that exists: beside --schema, in prisma/, here.
func (p *Project) loadByPrisma6(e *Environment) error {
	root := p.rootEnv()
	var rootVars env.Vars
	if root != "" {
		var err error
		if rootVars, err = p.loadEnvFile(e, root, env.Prisma6, "Prisma"); err != nil {
			return err
		}
	}
	second := p.schemaEnv()
	if second == "" || second == root {
		return nil
	}
	if _, err := p.loadEnvFile(e, second, env.Prisma6, "Prisma"); err != nil {
		return err
	}
	if root != "" {
		e.Conflict = p.conflict(root, rootVars, e.Files[len(e.Files)-1])
	}
	return nil
}

// RunsIn is the folder that Prisma's commands are run in: that of the schema's package, or the root of the workspace, where
// its scripts alone run them and say which schema they mean.
func (p *Project) RunsIn() string {
	home := p
	if p.Library != nil {
		home = p.Library
	}
	isPrisma := func(c Command) bool { return c.Is("prisma") }
	if p.Config != nil || p.WorkspaceRoot == "" || p.Schema.How == ByFlag || slices.ContainsFunc(home.Commands, isPrisma) {
		return p.Dir
	}
	for _, c := range home.ForSchema {
		if isPrisma(c) && filepath.Join(p.WorkspaceRoot, filepath.FromSlash(c.Flag("--schema"))) == p.Schema.Path {
			return p.WorkspaceRoot
		}
	}
	return p.Dir
}

func (p *Project) rootEnv() string {
	for at := p.RunsIn(); ; at = filepath.Dir(at) {
		text, err := p.disk.readFile(filepath.Join(at, "package.json"))
		if err == nil {
			if pkg := parsePackage("", text); pkg.Err == nil && pkg.Name != ".prisma/client" {
				if path := filepath.Join(at, ".env"); p.disk.isFile(path) {
					return path
				}
				return ""
			}
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}

func (p *Project) schemaEnv() string {
	dir := p.RunsIn()
	candidates := []string{filepath.Join(dir, "prisma", ".env"), filepath.Join(dir, ".env")}
	if dir != p.Dir || p.Schema.How == ByFlag || p.Schema.How == ByScripts || p.Schema.How == ByTargets { // which say --schema, or go into its folder
		candidates = slices.Insert(candidates, 0, filepath.Join(filepath.Dir(p.Schema.Path), ".env"))
	}
	for _, path := range candidates {
		if p.disk.isFile(path) {
			return path
		}
	}
	return ""
}

// conflict compares what the root's file made of its variables with what the
// second file says.
func (p *Project) conflict(root string, rootVars env.Vars, second EnvFile) *ConflictError {
	c := &ConflictError{First: p.Rel(root), Second: p.Rel(second.Path)}
	said := second.File.Vars()
	for _, name := range said.Names() {
		if first, both := rootVars.Lookup(name); both {
			value, _ := said.Lookup(name)
			c.Keys = append(c.Keys, name)
			c.differ = c.differ || first != value
		}
	}
	if len(c.Keys) == 0 {
		return nil
	}
	slices.Sort(c.Keys)
	return c
}

func (p *Project) loadEnvFile(e *Environment, path string, reader env.Reader, by string) (env.Vars, error) {
	read := p.disk.readFile
	if by == "--env-file" {
		read = p.disk.readNamed
	}
	text, err := read(path)
	if err != nil {
		return env.Vars{}, fmt.Errorf("read %s: %w", p.Rel(path), unwrapPath(err))
	}
	f := env.Parse(text)
	vars, err := reader.Load(f, &e.Vars)
	if err != nil {
		return vars, fmt.Errorf("read %s: %w", p.Rel(path), err)
	}
	e.Files = append(e.Files, EnvFile{Path: path, File: f, by: by})
	return vars, nil
}

// unwrapPath drops the path from an error of the file system: it is said already.
func unwrapPath(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
