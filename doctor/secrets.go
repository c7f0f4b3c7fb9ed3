package doctor

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/gitignore"
)

func (x *examination) checkSecret() {
	major := x.wants.Version
	if x.asks("next-auth") == "" || major != 4 && major != 5 {
		return
	}
	name, other := nextauth.SecretName(major), nextauth.SecretName(9-major)
	value, file, line := x.secret(name)
	if value == "" && major == 5 { // those that are being replaced
		for _, old := range []string{"_1", "_2", "_3"} {
			if value == "" {
				value, file, line = x.secret(name + old)
			}
		}
	}
	if value == "" {
		x.reportNoSecret(name, other)
		return
	}
	if !sealed(value) && weakSecret(value) {
		x.add(Finding{ID: "secret-weak", Group: Auth, File: file, Line: line,
			Message: name + " is short or easy to guess",
			Why:     "it signs session cookies and tokens: whoever guesses it can sign in as anybody",
			Cure:    "replace it with the output of: openssl rand -base64 32"})
	}
}

// secret reads a variable as Next.js would, or from the environment.
func (x *examination) secret(name string) (value, file string, line int) {
	if v, ok := x.world.Inherited.Lookup(name); ok && v != "" {
		return v, "", 0
	}
	return x.nextValue(name)
}

func (x *examination) reportNoSecret(name, other string) {
	if x.isBrought(name, "next") || x.secretInCode(name, other) {
		return
	}
	if _, file, line := x.secret(other); file != "" {
		why := "without a secret under the right name NextAuth does not start in production"
		if x.wants.Version == 5 {
			why = "next-auth falls back to the old name for now; @auth/core, which it stands on, reads the new one only"
		}
		x.add(Finding{ID: "secret-misnamed", Group: Auth, File: file, Line: line,
			Message: fmt.Sprintf("the secret is called %s, and NextAuth %d looks for %s", other, x.wants.Version, name),
			Why:     why,
			Cure:    "rename " + other + " to " + name, Fix: x.renameFix(file, other, name)})
		return
	}
	x.add(Finding{ID: "secret-missing", Group: Auth, File: ".env",
		Message: name + " is not set", Why: "NextAuth does not start in production without it, and in development every restart signs everybody out",
		Cure: cmp.Or(x.copyExample(name), "add to .env: "+name+"= and the output of: openssl rand -base64 32"), Fix: x.secretFix(name)})
}

// secretFix puts a fresh secret into a .env that is there and that git does
// not give away.
func (x *examination) secretFix(name string) *Fix {
	path := filepath.Join(x.project.Root, ".env")
	if mode, err := x.project.Mode(path); err != nil || !mode.IsRegular() || x.world.NewSecret == nil || x.git.tracks(path) {
		return nil
	}
	return editFix(path, true, func(text []byte) ([]byte, error) {
		secret, err := x.world.NewSecret()
		if err != nil {
			return nil, err
		}
		f, err := env.Parse(text).Replace(name, secret)
		if err != nil {
			return nil, err
		}
		return f.Bytes(), nil
	})
}

// isBrought: a clone in CI has no .env, and what it needs of it comes when and
// where the app is deployed; or .env is a pipe, into which a vault writes it; or
// the scripts run the programs that need a variable with it.
func (x *examination) isBrought(name string, programs ...string) bool {
	ci, _ := x.world.Inherited.Lookup("CI")
	if ci != "" && ci != "0" && ci != "false" && len(x.secretFiles()) == 0 {
		return true
	}
	if mode, err := x.project.Mode(filepath.Join(x.project.Root, ".env")); err == nil && mode&fs.ModeNamedPipe != 0 {
		return true
	}
	brought := false
	for _, c := range x.project.Commands {
		if len(c.Words) == 0 || !slices.Contains(programs, c.Words[0]) {
			continue
		}
		switch {
		case x.isRunWith(c, name):
			brought = true
		case isRunByHand(c):
			return false
		}
	}
	return brought
}

// isRunWith reports whether a command is given a variable by what runs it. A file
// that is not there yet may set anything.
func (x *examination) isRunWith(c project.Command, name string) bool {
	return c.Brings || slices.Contains(c.Sets, name) || slices.ContainsFunc(c.EnvFiles, func(path string) bool {
		text, err := x.project.Read(path)
		entry, ok := env.Parse(text).Lookup(name)
		return err != nil || ok && entry.Value != ""
	})
}

// isRunByHand: where one develops, rather than where the app is built and runs,
// which has its variables from there.
func isRunByHand(c project.Command) bool {
	return c.Is("next", "dev") || c.Is("prisma", "db") || c.Is("prisma", "studio") || c.Is("prisma", "migrate", "dev") || c.Is("prisma", "migrate", "reset")
}

// secretInCode: options may say the secret themselves, or name the variable it
// is in. Naming those that NextAuth looks for anyway brings it none, unless the
// one for the other version is set.
func (x *examination) secretInCode(name, other string) bool {
	_, _, set := x.secret(other)
	brings := func(variable string) bool { return variable != name && (variable != other || set > 0) }
	return slices.ContainsFunc(x.project.SecretOptions, func(o project.SecretOption) bool {
		return len(o.Variables) == 0 || slices.ContainsFunc(o.Variables, brings)
	})
}

// renameFix keeps the line and gives it the other name.
func (x *examination) renameFix(shown, from, to string) *Fix {
	path := filepath.Join(x.project.Root, filepath.Base(shown))
	rename := func(text []byte) ([]byte, error) {
		f, err := env.Parse(text).Rename(from, to)
		if err != nil {
			return nil, err
		}
		return f.Bytes(), nil
	}
	text, err := x.project.Read(path)
	if err != nil {
		return nil
	}
	if _, err := rename(text); err != nil {
		return nil
	}
	return editFix(path, true, rename)
}

// pastedSecret matches what stands in examples in place of a secret.
var pastedSecret = regexp.MustCompile(`(?:change|replace)[-_ ]?(?:me|this|with)|your[-_ ]?(?:[a-z]+[-_ ]){0,3}?secret|super[-_ ]?secret|secret[-_ ](?:key[-_ ])?here|nextauth_secret|password`)

// weakSecret: less than what 32 characters of hex hold, or a word people paste.
func weakSecret(value string) bool {
	distinct := map[rune]bool{}
	for _, r := range value {
		distinct[r] = true
	}
	lower := strings.ToLower(value)
	return pastedSecret.MatchString(lower) || len(value) < 32 || len(distinct) < 10
}

// checkFiles looks at who else can read the files with secrets.
func (x *examination) checkFiles() {
	files := x.secretFiles()
	x.checkGit(files)
	if !x.world.Modes {
		return
	}
	for _, path := range files {
		defaults := x.git.tracks(path) || !isPersonal(path) && len(x.secretsOf(path)) == 0
		if mode, err := x.project.Mode(path); err == nil && mode.Perm()&0o077 != 0 && !defaults {
			shown := x.project.Rel(path)
			x.add(Finding{ID: "env-readable", Group: Environment, File: shown,
				Message: fmt.Sprintf("others on this machine can read it (mode %04o)", mode.Perm()),
				Why:     "it holds secrets", Cure: "chmod 600 " + plain.Path(shown), Fix: &Fix{paths: []string{path}, private: true}})
		}
	}
}

// isPersonal: what these hold is for this machine, secrets sooner or later.
func isPersonal(path string) bool {
	base := filepath.Base(path)
	return base == ".env" || strings.HasSuffix(base, ".local")
}

// secretFiles are the .env files of the project, examples not among them.
func (x *examination) secretFiles() []string {
	var files []string
	for _, dir := range slices.Compact([]string{x.project.Root, x.project.Dir, filepath.Join(x.project.Dir, "prisma")}) {
		for _, base := range project.EnvFiles() {
			path := filepath.Join(dir, base)
			if mode, err := x.project.Mode(path); err == nil && mode.IsRegular() && !slices.Contains(files, path) {
				files = append(files, path)
			}
		}
	}
	return files
}

// checkGit: what is tracked is out already, what is not ignored soon will be.
func (x *examination) checkGit(files []string) {
	for _, path := range files {
		shown := x.project.Rel(path)
		secrets := x.secretsOf(path)
		switch {
		case len(secrets) == 0: // defaults, such as Next.js means to be committed
		case x.git.tracks(path):
			x.add(Finding{ID: "env-tracked", Group: Environment, File: shown, Message: "git tracks it",
				Why:  "its secrets are in every clone and stay in the history",
				Cure: "git rm --cached " + plain.Path(shown) + " && " + x.ignoreCommand(path) + ", then change these secrets, which others may have: " + strings.Join(secrets, ", ")})
		case x.git.wouldAdd(path):
			x.add(Finding{ID: "env-not-ignored", Group: Environment, File: shown, Message: "git does not ignore it",
				Why: "the next git add -A stages its secrets", Cure: x.ignoreCommand(path), Fix: x.ignoreFix("secrets", filepath.Base(path))})
		}
	}
}

// secretsOf are the variables of a .env file whose values are nobody else's business.
func (x *examination) secretsOf(path string) (names []string) {
	text, err := x.project.Read(path)
	if err != nil {
		return nil
	}
	for _, e := range env.Parse(text).Entries {
		if !slices.Contains(names, e.Key) && isSecret(e.Key, e.Value) {
			names = append(names, e.Key)
		}
	}
	return names
}

// standIn matches what examples have in place of a value.
var standIn = regexp.MustCompile(`^(<.*>|\.{2,}|x{3,}|\*+|your[-_ ].*|change[-_ ]?me.*|replace[-_ ]?(me|this|with).*|todo|example.*|dummy.*|placeholder.*)$`)

// isSecret goes by the name of a variable, and by what a URL holds. What is empty, sealed, made public by its name, or for a
// server on this machine is none.
func isSecret(name, value string) bool {
	upper := strings.ToUpper(name)
	if value == "" || sealed(value) || strings.HasPrefix(upper, "NEXT_PUBLIC_") || strings.HasPrefix(upper, "DOTENV_PUBLIC_KEY") {
		return false
	}
	if u, err := url.Parse(value); err == nil && u.Scheme != "" && u.Host != "" {
		_, hasPassword := u.User.Password()
		query := u.Query()
		token := query.Has("api_key") || query.Has("authToken") || query.Has("password")
		return (hasPassword || token) && !isLocal(u.Hostname()) && !placeholder(value)
	}
	if standIn.MatchString(strings.ToLower(value)) {
		return false
	}
	for _, part := range []string{"SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIALS", "ENCRYPTION_KEY"} {
		if strings.Contains(upper, part) {
			return true
		}
	}
	return strings.HasSuffix(upper, "_URL") && strings.Contains(value, "@") && !strings.Contains(value, "@localhost") && !strings.Contains(value, "@127.0.0.1")
}

// isLocal: a server on this machine, or one that only a compose file knows by this name.
func isLocal(host string) bool {
	return host == "127.0.0.1" || host == "::1" || !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".internal")
}

// ignoreCommand has git ignore a file of the project, or a folder elsewhere,
// from wherever doctor is run.
func (x *examination) ignoreCommand(path string) string {
	below, err := filepath.Rel(x.project.Root, path)
	beside := x.project.Root
	if err != nil || !filepath.IsLocal(below) {
		below, beside = filepath.Base(path), filepath.Dir(path)
	}
	return fmt.Sprintf("echo %s >> %s", plain.Word(gitignore.Pattern(below)), plain.Path(x.project.Rel(filepath.Join(beside, ".gitignore"))))
}

// ignoreFix adds a pattern to the project's .gitignore.
func (x *examination) ignoreFix(comment, pattern string) *Fix {
	return editFix(filepath.Join(x.project.Root, ".gitignore"), false, func(text []byte) ([]byte, error) {
		return gitignore.Append(text, comment, pattern), nil
	})
}
