package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"create-app/plain"
	"create-app/project"
	envfile "create-app/project/env"
	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/untrusted"
)

// schemaOptions are the flags of the commands that read schemas and change
// nothing.
type schemaOptions struct {
	Paths    []string // "-" is standard input
	Prisma   string   // "6", "7", or empty: find out
	Schema   string   // the project's, instead of where Prisma looks for it
	EnvFiles []string
	Together bool
}

func (o *schemaOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Prisma, "prisma", "", "the version whose rules count: 7 or 6 (found in the project if left out)")
	flags.BoolVar(&o.Together, "together", false, "take all files as one schema")
	addSchemaFlag(flags, &o.Schema)
	addEnvFileFlag(flags, &o.EnvFiles)
	_ = cmd.RegisterFlagCompletionFunc("prisma", cobra.FixedCompletions([]string{"7", "6"}, cobra.ShellCompDirectiveNoFileComp))
}

// validate refuses what cannot go together.
func (o *schemaOptions) validate() error {
	switch {
	case slices.Contains(o.Paths, "-") && len(o.Paths) > 1:
		return usageErrorf("", `"-" is standard input and goes with no other path`)
	case o.Prisma != "" && o.Prisma != "6" && o.Prisma != "7":
		return usageErrorf("", "--prisma: %q is neither 6 nor 7", o.Prisma)
	case slices.Contains(o.Paths, ""):
		return usageErrorf("", "a path is empty")
	}
	return refuseBoth(o.Paths, o.Schema, o.EnvFiles)
}

// addSchemaFlag adds --schema to a command that takes paths as well. It must
// have validated its options before it reads settings: CREATE_APP_SCHEMA, unlike
// the flag, goes with paths, and they win.
func addSchemaFlag(flags *pflag.FlagSet, schema *string) {
	flags.StringVar(schema, "schema", "", "the project's schema: a `PATH` to a file or a folder")
	bindSettings(flags, "schema")
}

// addEnvFileFlag adds --env-file to a command that uses the project's schema.
func addEnvFileFlag(flags *pflag.FlagSet, files *[]string) {
	flags.StringArrayVar(files, "env-file", nil, "read this `FILE` instead of the .env files Prisma would read (repeatable)")
}

// refuseBoth refuses what is about the project's own schema beside paths.
func refuseBoth(paths []string, schema string, envFiles []string) error {
	flag := ""
	switch {
	case len(paths) == 0:
		return nil
	case schema != "":
		flag = "--schema"
	case len(envFiles) > 0:
		flag = "--env-file"
	default:
		return nil
	}
	return usageErrorf("leave one of them out", "%s is for the project's own schema, and there is a path: %q", flag, paths[0])
}

// schemaTexts are the files of one schema, read.
type schemaTexts struct {
	Name    string
	Version syntax.Version
	From    string // what says that it is this version, for people
	// Installed is the project's own Prisma, where that says so: it may be older than those whose rules are known.
	Installed project.Version
	Files     []*syntax.File
	Err       error // why it cannot be read
	ErrFile   string
}

// readSchemas reads every schema that o names: each path is one, or all of
// them together are.
func readSchemas(ctx context.Context, env *Env, o *schemaOptions) ([]schemaTexts, error) {
	versions := versionFinder{ctx: ctx, env: env, flag: o.Prisma, projects: map[string]foundVersion{}}
	if slices.Equal(o.Paths, []string{"-"}) {
		text, err := readInput(ctx, env)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		if err := errHugeSchema(new(untrusted.Total), text); err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return []schemaTexts{versions.parse("-", env.Dir, []namedText{{"-", string(text)}})}, nil
	}
	sources := findSchemas(env, o.Paths)
	if len(o.Paths) == 0 {
		source, p, err := projectSchema(env, project.Options{Schema: o.Schema, EnvFiles: o.EnvFiles})
		if err != nil {
			return nil, err
		}
		if _, err := noteEnvironment(env, p); err != nil {
			return nil, err
		}
		sources = []schemaSource{source}
	}
	if o.Together {
		sources = together(sources)
	}
	var schemas []schemaTexts
	for _, source := range sources {
		schemas = append(schemas, versions.read(source))
	}
	return schemas, ctx.Err()
}

// projectSchema is the schema of the project that the working directory is in,
// as Prisma would find it. It says which one that is.
func projectSchema(env *Env, o project.Options) (schemaSource, *project.Project, error) {
	p, err := project.Find(env.FS, env.Dir, o)
	if err != nil {
		return schemaSource{}, nil, err
	}
	if p.SchemaErr != nil {
		return schemaSource{}, nil, withHint(p.SchemaErr, "name the files, or see --cwd")
	}
	noteHalfDone(env, p)
	noteSchema(env, p)
	source := schemaSource{Name: p.Rel(p.Schema.Path), Root: p.Root}
	for _, f := range p.Schema.Files {
		source.Files = append(source.Files, schemaFile{Name: p.Rel(f.Path), Path: f.Path})
	}
	return source, p, nil
}

// refuseStray refuses to change a schema that a clone names outside of itself.
func refuseStray(p *project.Project) error {
	if err := p.Stray(); err != nil {
		return withHint(err, "nothing was written; to change it, name it: --schema "+plain.Path(p.Rel(p.Schema.Path)))
	}
	return nil
}

// noteSchema says which schema a command uses, and what is odd about where it
// is.
func noteSchema(env *Env, p *project.Project) {
	for _, line := range p.SchemaNotices() {
		env.Notef("%s", line)
	}
}

// noteEnvironment says which .env files are loaded with the schema, and fails
// where they contradict each other.
func noteEnvironment(env *Env, p *project.Project) (*project.Environment, error) {
	var inherited envfile.Vars
	if env.Environ != nil {
		inherited = envfile.VarsOf(env.Environ())
	}
	environment, err := p.Environment(inherited)
	if err != nil {
		return nil, err
	}
	env.Notef("%s", p.EnvironmentNotice(environment))
	if environment.Conflict != nil {
		return nil, environment.Conflict
	}
	return environment, nil
}

// together makes one source of all; a file that is named twice is in it once.
func together(sources []schemaSource) []schemaSource {
	all := schemaSource{Name: sources[0].Name}
	seen := map[string]bool{}
	for _, source := range sources {
		if source.Err != nil {
			return []schemaSource{source}
		}
		for _, file := range source.Files {
			if !seen[file.Path] {
				all.Files = append(all.Files, file)
			}
			seen[file.Path] = true
		}
	}
	return []schemaSource{all}
}

// namedText is a file's name, as it was given, and its text.
type namedText struct{ name, text string }

// read reads the files of one schema.
func (v *versionFinder) read(source schemaSource) schemaTexts {
	if source.Err != nil {
		return schemaTexts{Name: source.Name, Err: source.Err, ErrFile: source.Name}
	}
	var texts []namedText
	var total untrusted.Total
	for _, file := range source.Files {
		text, err := readFile(v.ctx, v.env.FS, file.Path)
		if err == nil {
			err = errHugeSchema(&total, text)
		}
		if other := project.OtherLanguage(string(text)); err == nil && other != "" {
			err = errors.New(other)
		}
		if err != nil {
			return schemaTexts{Name: source.Name, Err: err, ErrFile: file.Name}
		}
		texts = append(texts, namedText{file.Name, string(text)})
	}
	return v.parse(source.Name, filepath.Dir(source.Files[0].Path), texts)
}

// versionFinder finds out whose rules a schema follows, and asks each project
// only once.
type versionFinder struct {
	ctx      context.Context
	env      *Env
	flag     string
	projects map[string]foundVersion // by folder
}

// foundVersion is a version and what says so, for people; it is zero where
// nothing does.
type foundVersion struct {
	version   syntax.Version
	from      string
	installed project.Version
}

// parse reads texts as the files of one schema, whose project is looked for
// from dir upwards.
func (v *versionFinder) parse(name, dir string, texts []namedText) schemaTexts {
	found := v.find(dir, texts)
	s := schemaTexts{Name: name, Version: found.version, From: found.from, Installed: found.installed}
	for _, t := range texts {
		s.Files = append(s.Files, syntax.ParseAs(s.Version, t.name, t.text))
	}
	return s
}

// find takes the version of the flag, else that of the project, else the one
// whose form the schema has.
func (v *versionFinder) find(dir string, texts []namedText) foundVersion {
	switch v.flag {
	case "6":
		return foundVersion{version: syntax.Prisma6, from: "--prisma"}
	case "7":
		return foundVersion{version: syntax.Prisma7, from: "--prisma"}
	}
	if found := v.ofProject(dir); found.version != 0 {
		return found
	}
	for _, t := range texts {
		if schema.WrittenFor(syntax.Parse(t.name, t.text)) == syntax.Prisma6 {
			return foundVersion{version: syntax.Prisma6, from: "the datasource has a URL"}
		}
	}
	return foundVersion{version: syntax.Prisma7, from: "the datasource has no URL"}
}

// ofProject is the version of Prisma that the project of dir asks for.
func (v *versionFinder) ofProject(dir string) foundVersion {
	if found, ok := v.projects[dir]; ok {
		return found
	}
	var found foundVersion
	if p, err := project.Find(v.env.FS, dir, project.Options{}); err == nil && p.Prisma.Major != 0 {
		found = foundVersion{syntax.VersionOf(p.Prisma.Major), p.Prisma.From, p.Prisma}
	}
	v.projects[dir] = found
	return found
}

// takes reports whether the project's own Prisma, being older than the first that says so, has nothing against this. The
// warnings of what is before 5 are not known.
func (s *schemaTexts) takes(d diag.Diagnostic) bool {
	if since := code.Since(d.Code); since != "" && s.Installed.Before(since) {
		return true
	}
	return s.Installed.Before("5.0.0") && d.Severity != diag.Error
}

// rules says whose rules count.
func (s *schemaTexts) rules() string {
	rules := fmt.Sprintf("rules: Prisma %d (%s)", s.Version, s.From)
	if s.Installed.Before("5.0.0") {
		rules += fmt.Sprintf(", without those that came after %s", s.Installed.Text)
	}
	return rules
}
