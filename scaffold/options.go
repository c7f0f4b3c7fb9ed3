package scaffold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"create-app/plain"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Options say what is wanted. Flags and the wizard fill in the same fields;
// the zero value of a field is a missing answer, except where noted.
type Options struct {
	Dir            string // the folder, as typed
	Name           string // of the package; empty for the folder's
	Database       string
	Auth           string   // "nextauth" or "none"
	Providers      []string // OAuth providers; empty is an answer
	NextAuth       string   // major version
	Prisma         string   // major version
	Router         string   // "app" or "pages"
	SrcDir         bool
	ImportAlias    string
	Tailwind       bool
	Linter         string // "eslint", "biome" or "none"
	AgentsMD       bool   // a file for coding agents
	PackageManager string
	Install        bool // run the package manager afterwards
	Git            bool // make a repository afterwards
	OnConflict     string

	Program plain.Program // how the user starts this program, for the commands that are printed
}

// The words for OnConflict: what happens to a folder that holds something.
const (
	ConflictAbort     = "abort"
	ConflictSkip      = "skip"      // keep what is there, add what is missing
	ConflictOverwrite = "overwrite" // replace files that stand in the way
)

// DefaultOptions are the answers where none is given. The folder has none.
func DefaultOptions() Options {
	return Options{
		Database:       "sqlite",
		Auth:           "nextauth",
		Providers:      []string{"github"},
		NextAuth:       "4",
		Prisma:         "7",
		Router:         "app",
		ImportAlias:    "@/*",
		Tailwind:       true,
		Linter:         "eslint",
		AgentsMD:       true,
		PackageManager: "npm",
		OnConflict:     ConflictAbort,
	}
}

// choice is a setting with a fixed set of values.
type choice struct {
	option string                   // the flag
	noun   string                   // what the user calls it
	field  func(o *Options) *string // where its value is kept
	values []string
	alias  map[string]string // other spellings
}

func databaseChoice() choice {
	c := choice{option: "db", noun: "database", field: func(o *Options) *string { return &o.Database }, values: templates.DatabaseIDs(), alias: map[string]string{}}
	for _, d := range templates.Databases() {
		for _, spelling := range d.Aliases {
			c.alias[spelling] = d.ID
		}
	}
	return c
}

func choices() []choice {
	return []choice{
		databaseChoice(),
		{option: "auth", noun: "kind of authentication", field: func(o *Options) *string { return &o.Auth },
			values: []string{"nextauth", "none"}},
		{option: "next-auth", noun: "NextAuth version", field: func(o *Options) *string { return &o.NextAuth },
			values: []string{"4", "5"}},
		{option: "prisma", noun: "Prisma version", field: func(o *Options) *string { return &o.Prisma },
			values: []string{"7", "6"}},
		{option: "router", noun: "router", field: func(o *Options) *string { return &o.Router },
			values: []string{"app", "pages"}},
		{option: "linter", noun: "linter", field: func(o *Options) *string { return &o.Linter },
			values: []string{"eslint", "biome", "none"}},
		{option: "package-manager", noun: "package manager", field: func(o *Options) *string { return &o.PackageManager },
			values: []string{"npm", "pnpm", "yarn", "bun"}},
		{option: "on-conflict", noun: "way out of a conflict", field: func(o *Options) *string { return &o.OnConflict },
			values: []string{ConflictAbort, ConflictSkip, ConflictOverwrite}},
	}
}

// Choices are the values that an option with a fixed set of them takes, the
// default first; nil for other options.
func Choices(option string) []string {
	for _, c := range choices() {
		if c.option == option {
			return c.values
		}
	}
	return nil
}

// field is where a choice's value is kept; nil for what is no choice.
func (o *Options) field(option string) *string {
	for _, c := range choices() {
		if c.option == option {
			return c.field(o)
		}
	}
	return nil
}

// NextAuthMajor is NextAuth's major as a number; the options are valid.
func (o *Options) NextAuthMajor() int {
	major, _ := strconv.Atoi(o.NextAuth)
	return major
}

// PrismaMajor is Prisma's major as a number; the options are valid.
func (o *Options) PrismaMajor() int {
	major, _ := strconv.Atoi(o.Prisma)
	return major
}

// OnlyPrisma is the one major of Prisma that the chosen database can be had with; false where there are several.
func (o *Options) OnlyPrisma() (string, bool) {
	d, found := templates.FindDatabase(o.Database)
	if !found || len(d.Prisma) != 1 {
		return "", false
	}
	return strconv.Itoa(d.Prisma[0]), true
}

// Validate checks every answer by itself and all of them together, and puts
// other spellings ("postgres") into the one the rest of the program knows.
// It looks at nothing but o; whether the folder can be used is for [NewPlan]
// to find out.
func (o *Options) Validate() error {
	if o.Dir == "" {
		return &OptionError{
			Option:  "dir",
			Message: "no folder given",
			Advice:  fmt.Sprintf(`type it, as in "%s"; "." is this folder`, o.Program.Command("my-app")),
		}
	}
	if o.Name != "" {
		if err := ValidateName(o.Name); err != nil {
			return &OptionError{Option: "name", Message: err.Error(), Advice: fmt.Sprintf("try %q", SuggestName(o.Name))}
		}
	}
	for _, c := range choices() {
		value, err := c.pick(*c.field(o))
		if err != nil {
			return err
		}
		*c.field(o) = value
	}
	if d, _ := templates.FindDatabase(o.Database); !d.Has(o.PrismaMajor()) {
		return &OptionError{
			Option:  "prisma",
			Message: fmt.Sprintf("%s cannot be had with Prisma %s", d.Name, o.Prisma),
			Advice:  "leave out --prisma, or choose another database",
		}
	}
	providers, err := pickProviders(o.Providers)
	if err != nil {
		return err
	}
	o.Providers = providers
	if o.Auth == "none" && len(o.Providers) > 0 {
		return &OptionError{
			Option:  "providers",
			Message: fmt.Sprintf("providers (%s) without NextAuth have nothing to sign in to", strings.Join(o.Providers, ", ")),
			Advice:  "leave out --providers, or say --auth nextauth",
		}
	}
	return ValidateAlias(o.ImportAlias)
}

// pick gives the value its one spelling, or says why it cannot be had.
func (c choice) pick(value string) (string, error) {
	known := slices.Clone(c.values)
	typed := value
	if spelling, found := c.alias[value]; found {
		value = spelling
	}
	if slices.Contains(c.values, value) {
		return value, nil
	}
	for spelling := range c.alias {
		known = append(known, spelling)
	}
	advice := "supported: " + strings.Join(c.values, ", ")
	if near, found := Nearest(strings.ToLower(typed), known); found {
		if spelling, aliased := c.alias[near]; aliased {
			near = spelling
		}
		advice = fmt.Sprintf("did you mean %q?", near)
	}
	return "", &OptionError{Option: c.option, Message: fmt.Sprintf("unknown %s %s", c.noun, change.Quote(typed)), Advice: advice}
}

// ValidateAlias checks the prefix under which the project imports its own
// files. It ends up in tsconfig.json and in import statements.
func ValidateAlias(alias string) error {
	fault := func(what string) error {
		return &OptionError{
			Option:  "import-alias",
			Message: fmt.Sprintf("import alias %s %s", change.Quote(alias), what),
			Advice:  "use something like \"@/*\" or \"~/*\"",
		}
	}
	prefix, ok := strings.CutSuffix(alias, "/*")
	if !ok || prefix == "" {
		return fault("does not have the form prefix/*")
	}
	for _, r := range prefix {
		if runeFault(r) != "" && (r < 'A' || r > 'Z') && !strings.ContainsRune("@~#$/", r) {
			return fault(runeFault(r))
		}
	}
	name, _, _ := strings.Cut(prefix, "/")
	taken := []string{"next", "react", "react-dom", "next-auth", "dotenv", "@prisma", "@auth", "@next-auth", "@types"}
	switch {
	case strings.HasPrefix(prefix, "."), strings.HasPrefix(prefix, "/"):
		return fault("is a path, not a prefix")
	case slices.Contains(strings.Split(prefix, "/"), ""), slices.Contains(strings.Split(prefix, "/"), ".."):
		return fault("has an empty part or \"..\"")
	case slices.Contains(taken, name):
		return fault(fmt.Sprintf("would hide the package %q", name))
	}
	return nil
}
