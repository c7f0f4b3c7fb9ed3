package scaffold

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answered are the default options with a folder, changed.
func answered(alter func(*Options)) Options {
	o := DefaultOptions()
	o.Dir = "my-app"
	if alter != nil {
		alter(&o)
	}
	return o
}

func TestTheDefaultsAreValid(t *testing.T) {
	o := answered(nil)
	require.NoError(t, o.Validate())
	assert.Equal(t, answered(nil), o)
}

func TestValidateRefuses(t *testing.T) {
	for _, test := range []struct {
		name                  string
		change                func(*Options)
		option, message, hint string
	}{
		{"no-folder", func(o *Options) { o.Dir = "" },
			"dir", "no folder given", `type it, as in "create-app my-app"; "." is this folder`},
		{"misspelt-database", func(o *Options) { o.Database = "postgress" },
			"db", `unknown database "postgress"`, `did you mean "postgresql"?`},
		{"database-in-capitals", func(o *Options) { o.Database = "MySQL" },
			"db", `unknown database "MySQL"`, `did you mean "mysql"?`},
		{"unknown-database", func(o *Options) { o.Database = "oracle" },
			"db", `unknown database "oracle"`, "supported: sqlite, postgresql, mysql, planetscale, cockroachdb, sqlserver, neon, supabase, turso, mongodb"},
		{"near-a-database", func(o *Options) { o.Database = "mongo" },
			"db", `unknown database "mongo"`, `did you mean "mongodb"?`},
		{"database-of-prisma-6-only", func(o *Options) { o.Database = "mongodb" },
			"prisma", "MongoDB cannot be had with Prisma 7", "leave out --prisma, or choose another database"},
		{"nextauth-3", func(o *Options) { o.NextAuth = "3" },
			"next-auth", `unknown NextAuth version "3"`, "supported: 4, 5"},
		{"prisma-5", func(o *Options) { o.Prisma = "5" },
			"prisma", `unknown Prisma version "5"`, "supported: 7, 6"},
		{"prisma-that-turso-has-no-client-for", func(o *Options) { o.Database, o.Prisma = "turso", "6" },
			"prisma", "Turso cannot be had with Prisma 6", "leave out --prisma, or choose another database"},
		{"unknown-router", func(o *Options) { o.Router = "page" },
			"router", `unknown router "page"`, `did you mean "pages"?`},
		{"unknown-package-manager", func(o *Options) { o.PackageManager = "yarm" },
			"package-manager", `unknown package manager "yarm"`, `did you mean "yarn"?`},
		{"unknown-provider", func(o *Options) { o.Providers = []string{"githib"} },
			"providers", `unknown provider "githib"`, `did you mean "github"?`},
		{"providers-without-nextauth", func(o *Options) { o.Auth = "none" },
			"providers", "providers (github) without NextAuth have nothing to sign in to", "leave out --providers, or say --auth nextauth"},
		{"alias-without-star", func(o *Options) { o.ImportAlias = "@" },
			"import-alias", `import alias "@" does not have the form prefix/*`, `use something like "@/*" or "~/*"`},
		{"alias-with-a-quote", func(o *Options) { o.ImportAlias = `@"/*` },
			"import-alias", `import alias "@\"/*" has '"'`, `use something like "@/*" or "~/*"`},
		{"alias-that-climbs", func(o *Options) { o.ImportAlias = "@/../*" },
			"import-alias", `import alias "@/../*" has an empty part or ".."`, `use something like "@/*" or "~/*"`},
		{"relative-alias", func(o *Options) { o.ImportAlias = "./*" },
			"import-alias", `import alias "./*" is a path, not a prefix`, `use something like "@/*" or "~/*"`},
		{"alias-of-a-package", func(o *Options) { o.ImportAlias = "react/*" },
			"import-alias", `import alias "react/*" would hide the package "react"`, `use something like "@/*" or "~/*"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := answered(test.change)
			err := o.Validate()
			var option *OptionError
			require.ErrorAs(t, err, &option)
			assert.Equal(t, OptionError{test.option, test.message, test.hint}, *option)
		})
	}
}

// Each choice has a field of its own, which its value is read from and put into.
func TestEveryChoiceHasItsField(t *testing.T) {
	for _, c := range choices() {
		o := answered(nil)
		*c.field(&o) = "nonsense"
		var option *OptionError
		require.ErrorAs(t, o.Validate(), &option, c.option)
		assert.Equal(t, c.option, option.Option)
		assert.Equal(t, c.values, Choices(c.option))
	}
	o := answered(nil)
	assert.False(t, o.SetAnswer("routr", "pages"), "a mistyped name is no other setting")
	assert.Empty(t, o.Answer("routr"))
	assert.Equal(t, answered(nil), o)
}

func TestValidateUsesOneSpelling(t *testing.T) {
	o := answered(func(o *Options) {
		o.Database = "postgres"
		o.Providers = []string{"azure-ad", "github", "microsoft-entra-id"}
	})
	require.NoError(t, o.Validate())
	assert.Equal(t, "postgresql", o.Database)
	assert.Equal(t, []string{"microsoft-entra-id", "github"}, o.Providers)
}

func TestParseProviders(t *testing.T) {
	for list, want := range map[string][]string{
		"github":           {"github"},
		" github, google ": {"github", "google"},
		"none":             nil,
		"":                 nil,
		",":                nil,
		"none,github":      {"none", "github"},
	} {
		assert.Equal(t, want, ParseProviders(list), "%q", list)
	}
}

func TestCommandLine(t *testing.T) {
	const tail = " --prisma 7 --router app --tailwind --linter eslint --agents-md --import-alias '@/*' --package-manager npm --no-install --no-git"
	assert.Equal(t, "create-app my-app --db sqlite --auth nextauth --providers github --next-auth 4"+tail, answered(nil).CommandLine())
	assert.Equal(t, "create-app my-app --db sqlite --auth nextauth --providers none --next-auth 4"+tail,
		answered(func(o *Options) { o.Providers = nil }).CommandLine())
	assert.Equal(t, "create-app '/tmp/it'\\''s $(x)/my-app' --db mysql --auth none --prisma 7 --router app --tailwind --linter eslint --agents-md --src-dir"+
		" --import-alias '~/*' --package-manager bun --on-conflict skip --install --git",
		answered(func(o *Options) {
			o.Dir, o.Database, o.Auth, o.Providers = "/tmp/it's $(x)/my-app", "mysql", "none", nil
			o.SrcDir, o.ImportAlias, o.PackageManager, o.OnConflict = true, "~/*", "bun", ConflictSkip
			o.Install, o.Git = true, true
		}).CommandLine())
}
