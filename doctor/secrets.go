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
	if !x.uses("next-auth") || major != 4 && major != 5 || !x.startsNextAuth() {
		return
	}
	defer x.checkSecretOption() // which is silent where the variable is said
	if x.readsNoSecret() {
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
	if asked := x.unsetSecret(); asked != "" && asked != name && asked != other && x.project.SecretOptions[0].Text { // which goes before those
		x.reportUnsetSecret(asked)
		return
	}
	if chosen := x.chosenSecret(); chosen != "" {
		name = chosen
		value, file, line = x.secret(name)
	} else if value == "" {
		x.reportNoSecret(name, other)
		return
	}
	if value != "" && !sealed(value) && weakSecret(value) && !strings.HasPrefix(filepath.Base(file), ".env.development") { // which only next dev reads
		x.add(Finding{ID: "secret-weak", Group: Auth, File: file, Line: line,
			Message: name + " is short or easy to guess",
			Why:     "it signs session cookies and tokens: whoever guesses it can sign in as anybody",
			Cure:    "replace it with the output of: " + nextauth.SecretCommand})
	}
}

// checkSecretOption: of the options that a route leads to, where there are no others with a secret, that shows not to be kept from
// those who read the source, or from visitors.
func (x *examination) checkSecretOption() {
	if len(x.project.SecretOptions) != 1 || x.found("secret-missing") {
		return
	}
	o, name := x.project.SecretOptions[0], nextauth.SecretName(x.wants.Version)
	if !slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Reached && x.project.Path(f.Path) == o.Path }) {
		return
	}
	f := Finding{Group: Auth, File: x.project.Rel(o.Path), Line: o.Line, Why: "it signs session cookies and tokens: whoever has it can sign in as anybody"}
	asked := ""
	if o.Plain && len(o.Variables) == 1 {
		asked = o.Variables[0]
	}
	instead := "write process.env." + name + " in its place"
	if value, _, _ := x.secret(name); value == "" {
		instead = x.secretCure(name) + ", and " + instead
	}
	switch {
	case o.Literal:
		f.ID = "secret-in-source"
		f.Message = "NextAuth's secret is a text that stands in the source"
		f.Why = "it signs session cookies and tokens: whoever reads the source, or what git keeps of it, can sign in as anybody"
		f.Cure = instead
	case asked != "" && isPublic(asked):
		f.ID = "secret-public"
		f.Note, f.Message = true, "NextAuth's secret is "+asked+", and Next.js writes the value of a variable that is called so into every script that names it, those for browsers too"
		f.Cure = instead
	case asked != "" && o.Text:
		f.ID = "secret-in-source"
		f.Note, f.Message = true, "where "+asked+" is not set, NextAuth's secret is a text that stands in the source"
		f.Why = "in production NextAuth would say that it is missing; so whoever reads the source can sign in as anybody"
		f.Cure = "write process.env." + asked + " alone"
	default:
		return
	}
	x.add(f)
}

// chosenSecret is the variable that the options have the secret in, where they name one and nothing else: it goes before those that
// NextAuth looks for itself.
func (x *examination) chosenSecret() string {
	if len(x.project.SecretOptions) != 1 || len(x.project.SecretOptions[0].Variables) != 1 {
		return ""
	}
	name := x.project.SecretOptions[0].Variables[0]
	if _, file, _ := x.secret(name); file == "" || name == nextauth.SecretName(4) || name == nextauth.SecretName(5) {
		return ""
	}
	return name
}

// startsNextAuth: a package alone, or options that nothing hands to NextAuth, ask for no secret.
func (x *examination) startsNextAuth() bool {
	return slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Starts || f.Route || f.Elsewhere() })
}

// readsNoSecret: NextAuth 3 makes one of its options, and 4 reads the variable from 4.2 on.
func (x *examination) readsNoSecret() bool {
	v := x.project.Version("next-auth")
	return v.Major == 3 || v.Major == 4 && pinned(v) && project.OlderThan(v.Text, "4.2.0")
}

// secret reads a variable as Next.js would, or from the environment.
func (x *examination) secret(name string) (value, file string, line int) {
	if v, ok := x.world.Inherited.Lookup(name); ok && v != "" {
		return v, "", 0
	}
	return x.nextValue(name)
}

func (x *examination) reportNoSecret(name, other string) {
	if asked := x.unsetSecret(); asked != "" && asked != name && asked != other {
		if value, _, _ := x.secret(other); value == "" && !x.isBrought(name, "next") && !x.isBrought(other, "next") && !x.project.NextConfigSets(name) {
			x.reportUnsetSecret(asked)
		}
		return
	}
	byOptions := len(x.project.SecretOptions) > 0 && !slices.ContainsFunc(x.project.SecretOptions, func(o project.SecretOption) bool {
		return !slices.Equal(o.Variables, []string{other})
	})
	if byOptions { // which go before what NextAuth looks for itself
		if value, _, _ := x.secret(other); value != "" {
			return
		}
		name, other = other, name
	}
	if x.isBrought(name, "next") || x.project.NextConfigSets(name) || x.secretInCode(name, other) {
		return
	}
	why, fallsBack := "without a secret under the right name NextAuth answers every request with an error in production", true
	switch v := x.project.Version("next-auth"); {
	case x.wants.Version == 5:
		why = "next-auth falls back to the old name for now; @auth/core, which it stands on, reads the new one only"
	case pinned(v) && project.OlderThan(v.Text, "4.24.10"):
		fallsBack = false
	default:
		why = "next-auth takes this name from 4.24.10 on only"
	}
	if fallsBack && x.isBrought(other, "next") {
		return
	}
	if _, file, line := x.secret(other); file != "" && !byOptions {
		x.add(Finding{ID: "secret-misnamed", Group: Auth, Note: fallsBack, File: file, Line: line,
			Message: fmt.Sprintf("the secret is called %s, and NextAuth %d looks for %s", other, x.wants.Version, name),
			Why:     why,
			Cure:    "rename " + other + " to " + name, Fix: x.renameFix(file, other, name)})
		return
	}
	why = "NextAuth answers every request with an error without it"
	compose, _, _ := x.project.InContainer(name)
	if x.wants.Version < 5 { // in development it takes a hash of its options, and warns
		if x.inProduction(name) || compose != "" {
			return
		}
		why = "in production " + why
	}
	if compose != "" {
		why = x.project.Rel(compose) + " sets it in a container; elsewhere " + why
	}
	x.addNoSecret(name, why)
}

// unsetSecret is the variable that the options have the secret from, and from nothing else but a text, where it is not set and
// nothing brings it: NextAuth then goes by those that it looks for itself.
func (x *examination) unsetSecret() string {
	options := x.project.SecretOptions
	if len(options) != 1 || !options[0].Plain || len(options[0].Variables) != 1 {
		return ""
	}
	name := options[0].Variables[0]
	if value, _, _ := x.secret(name); value != "" || x.isBrought(name, "next") || x.project.NextConfigSets(name) {
		return ""
	}
	return name
}

// reportUnsetSecret says so of a variable that the options name.
func (x *examination) reportUnsetSecret(name string) {
	why := "the options have the secret from there: NextAuth answers every request with an error without it"
	if compose, _, _ := x.project.InContainer(name); x.wants.Version < 5 {
		if x.inProduction(name) || compose != "" {
			return
		}
		why = "the options have the secret from there: in production NextAuth answers every request with an error without it"
	}
	x.addNoSecret(name, why)
}

func (x *examination) addNoSecret(name, why string) {
	if slices.ContainsFunc(x.project.SecretOptions, func(o project.SecretOption) bool { return o.Text }) {
		why = "the options then take a text of the source for the secret: whoever reads it there can sign in as anybody"
	}
	path := x.secretPlace()
	x.add(Finding{ID: "secret-missing", Group: Auth, File: x.project.Rel(path), Message: name + " is not set", Why: why,
		Cure: cmp.Or(x.copyExample(name, path), x.secretCure(name)), Fix: x.secretFix(name, path)})
}

// secretCure is how a variable comes to have a fresh secret.
func (x *examination) secretCure(name string) string {
	path := x.secretPlace()
	cure := "add to " + x.project.Rel(path) + ": " + name + "= and the output of: " + nextauth.SecretCommand
	if x.givesAway(path) {
		cure += ", and have git ignore it: " + x.ignoreCommand(path)
	}
	return cure
}

// givesAway reports whether git would take a file once it has its first secret: of one that has some already, that is said elsewhere.
func (x *examination) givesAway(path string) bool {
	if x.world.Git == nil || len(x.secretsOf(path)) > 0 {
		return false
	}
	if _, err := x.project.Mode(path); err == nil {
		return x.git.wouldAdd(path)
	}
	return !x.project.Ignores(path)
}

// secretPlace is the file that Next.js reads and a secret belongs into: .env, unless git tracks that.
func (x *examination) secretPlace() string {
	path := filepath.Join(x.project.Root, ".env")
	if x.git.tracks(path) {
		return path + ".local"
	}
	return path
}

// inProduction reports whether a file sets a variable that Next.js reads for production alone.
func (x *examination) inProduction(name string) bool {
	return slices.ContainsFunc([]string{".env.production.local", ".env.production"}, func(base string) bool {
		text, err := x.project.Read(filepath.Join(x.project.Root, base))
		entry, found := env.Parse(text).Lookup(name)
		return err == nil && found && entry.Value != ""
	})
}

// secretFix puts a fresh secret into a file that is there and that git does
// not give away.
func (x *examination) secretFix(name, path string) *Fix {
	if mode, err := x.project.Mode(path); err != nil || !mode.IsRegular() || x.world.NewSecret == nil || x.git.tracks(path) {
		return nil
	}
	fix := editFix(path, true, func(text []byte) ([]byte, error) {
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
	fix.private = x.world.Modes
	return fix
}

// isBrought: a clone in CI has no .env, and what it needs of it comes when and
// where the app is deployed; or .env is a pipe, into which a vault writes it; or
// the scripts run the programs that need a variable with it; or another tool may set it for all that is run here.
func (x *examination) isBrought(name string, programs ...string) bool {
	if x.project.MayBring(name) {
		return true
	}
	ci, _ := x.world.Inherited.Lookup("CI")
	if ci != "" && ci != "0" && ci != "false" && len(x.secretFiles()) == 0 {
		return true
	}
	if mode, err := x.project.Mode(filepath.Join(x.project.Root, ".env")); err == nil && mode&fs.ModeNamedPipe != 0 {
		return true
	}
	brought := false
	commands := slices.Concat(x.project.Commands, x.project.ForSchema)
	if library := x.project.Library; library != nil {
		commands = slices.Concat(commands, library.Commands)
	}
	for _, c := range commands {
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
	return c.Is("next", "dev") || !c.Builds() && c.Is("prisma", "db") || c.Is("prisma", "studio") || c.Is("prisma", "migrate", "dev") || c.Is("prisma", "migrate", "reset")
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
var pastedSecret = regexp.MustCompile(`(?:change|replace)[-_ ]?(?:me|this|with)|your[-_ ]?(?:[a-z]+[-_ ]){0,3}?secret|super[-_ ]?secret|secret[-_ ](?:key[-_ ])?here|nextauth_secret|password|openssl rand|randombytes`)

// weakSecret: what can be guessed, or tried out: less than what 28 characters of hex hold, or a word people paste.
func weakSecret(value string) bool {
	distinct := map[rune]bool{}
	lower, upper, digit := false, false, false
	for _, r := range value {
		distinct[r] = true
		lower, upper, digit = lower || 'a' <= r && r <= 'z', upper || 'A' <= r && r <= 'Z', digit || '0' <= r && r <= '9'
	}
	bits := 4.0 // of one character
	switch {
	case lower && upper && digit:
		bits = 5.9
	case strings.Trim(value, "0123456789abcdefABCDEF") != "" && digit:
		bits = 5.1
	case !digit: // words
		bits = 3.5
	}
	return pastedSecret.MatchString(strings.ToLower(value)) || float64(len(value))*bits < 112 || len(distinct) < 10
}

// checkFiles looks at who else can read the files with secrets.
func (x *examination) checkFiles() {
	files := x.secretFiles()
	x.checkGit(files)
	if !x.world.Modes {
		return
	}
	for _, path := range files {
		if x.git.tracks(path) || len(x.secretsOf(path)) == 0 {
			continue
		}
		if mode, err := x.project.Mode(path); err == nil && mode.Perm()&0o077 != 0 {
			shown := x.project.Rel(path)
			f := Finding{ID: "env-readable", Group: Environment, File: shown,
				Message: fmt.Sprintf("others on this machine can read it (mode %04o)", mode.Perm()),
				Why:     "it holds secrets", Cure: "chmod 600 " + plain.Path(shown), Fix: &Fix{paths: []string{path}, private: true}}
			if x.world.Closed != nil && x.world.Closed(filepath.Dir(path)) {
				f.Note = true
				f.Message = fmt.Sprintf("its mode (%04o) lets others read it, and only a folder above keeps them out", mode.Perm())
				f.Why = "it holds secrets, and a copy of it elsewhere has the same mode"
			}
			x.add(f)
		}
	}
}

// secretFiles are the .env files of the project and the copies of them, examples not among them.
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
	return append(files, x.project.EnvCopies()...)
}

// checkGit: what is tracked is out already, what is not ignored soon will be.
func (x *examination) checkGit(files []string) {
	for _, path := range files {
		shown := x.project.Rel(path)
		secrets := x.secretsOf(path)
		switch {
		case len(secrets) == 0: // defaults, such as Next.js means to be committed
		case x.git.tracks(path):
			untrack := "git rm --cached " + plain.Path(shown)
			if !x.project.Ignores(path) {
				untrack = plain.Then(untrack, x.ignoreCommand(path))
			}
			x.add(Finding{ID: "env-tracked", Group: Environment, File: shown, Message: "git tracks it",
				Why:  "its secrets are in every clone and stay in the history",
				Cure: untrack + ", then change these secrets, which others may have: " + strings.Join(secrets, ", ")})
		case x.git.wouldAdd(path):
			x.add(Finding{ID: "env-not-ignored", Group: Environment, File: shown, Message: "git does not ignore it",
				Why: "the next git add -A stages its secrets", Cure: x.ignoreCommand(path), Fix: x.ignoreFix("secrets", filepath.Base(path))})
		}
	}
}

// secretsOf are the variables of a .env file whose values are nobody else's business. What production runs with is one
// whatever it looks like.
func (x *examination) secretsOf(path string) (names []string) {
	text, err := x.project.Read(path)
	if err != nil {
		return nil
	}
	entries := env.Parse(text).Entries
	ofProduction := strings.HasPrefix(filepath.Base(path), ".env.prod")
	for _, e := range entries {
		if slices.Contains(names, e.Key) || !isSecret(e.Key, e.Value) || !ofProduction && isStandIn(e.Value) {
			continue
		}
		if !slices.ContainsFunc(entries, func(other env.Entry) bool { return other.Key != e.Key && isLocalPassword(other.Value, e.Value) }) {
			names = append(names, e.Key)
		}
	}
	return names
}

// isLocalPassword reports whether a value is the password in the URL of a server on this machine.
func isLocalPassword(address, value string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User == nil || !isLocal(u.Hostname()) {
		return false
	}
	password, has := u.User.Password()
	return has && password == value
}

// standIn matches what examples have in place of a value.
var standIn = regexp.MustCompile(`^(<.*>|\[.*\]|\{.*\}|.*\.{2,}|.*x{3,}.*|\*+|(your|insert|enter|put|add)[-_ ].*|(please[-_ ]?)?(change|replace)[-_ ]?(me|this|with).*|todo|example.*|dummy.*|placeholder.*|1234(5|56|567|5678)?)$`)

// fewWords matches one to three words of small letters, such as "postgres" and "my-app-secret": what defaults look like.
var fewWords = regexp.MustCompile(`^[a-z]{1,12}([-_ ][a-z]{1,12}){0,2}$`)

// isStandIn: what shows by itself that it keeps nothing from anybody.
func isStandIn(value string) bool {
	lower := strings.ToLower(value)
	return standIn.MatchString(lower) || fewWords.MatchString(value) || pastedSecret.MatchString(lower)
}

// setting matches the values of switches, sizes and times.
var setting = regexp.MustCompile(`^(true|false|on|off|yes|no|none|null|undefined|\d{1,5}|\d+ ?(ms|s|sec|seconds|m|min|minutes|h|hours|d|days|w|y))$`)

// noSecret matches the names of what only belongs to a secret.
var noSecret = regexp.MustCompile(`(^|_)(FILE|PATH|DIR|NAME|ADDRESS|ARN|TTL|LENGTH|ENDPOINT|COOKIE|ISSUER|AUDIENCE|ALGORITHM|HEADER|PREFIX|REGION|HOST|PORT|VERSION|SYMBOL|ROTATION|EXPIRES(_IN)?|EXPIRY|EXPIRATION)$`)

// isPublic reports whether a variable is made public by its name.
func isPublic(upper string) bool {
	return strings.Contains(upper, "PUBLIC_") || strings.Contains(upper, "_PUBLISHABLE") || slices.ContainsFunc([]string{"VITE_", "REACT_APP_", "GATSBY_", "STORYBOOK_"}, func(start string) bool { return strings.HasPrefix(upper, start) })
}

// isReference: the value of another variable, a file, or the name of a secret in a vault.
func isReference(value string) bool {
	for _, start := range []string{"./", "../", "~/", "arn:", "$(", "/run/", "/etc/", "/var/"} {
		if strings.HasPrefix(value, start) {
			return true
		}
	}
	return reference.MatchString(value)
}

var reference = regexp.MustCompile(`^(\$\{?[A-Za-z_][A-Za-z0-9_]*\}?|0x[0-9a-fA-F]{40})$`)

// isSecret goes by the name of a variable, and by what a URL holds. What is empty, sealed, made public by its name, a setting, or
// for a server on this machine is none.
func isSecret(name, value string) bool {
	upper := strings.ToUpper(name)
	if value == "" || sealed(value) || isPublic(upper) || isReference(value) {
		return false
	}
	if u, err := url.Parse(value); err == nil && u.Scheme != "" && u.Host != "" {
		_, hasPassword := u.User.Password()
		query := u.Query()
		token := query.Has("api_key") || query.Has("authToken") || query.Has("password")
		return (hasPassword || token) && !isLocal(u.Hostname()) && !placeholder(value)
	}
	if noSecret.MatchString(upper) || setting.MatchString(strings.ToLower(value)) {
		return false
	}
	for _, part := range []string{"SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIALS", "ENCRYPTION_KEY"} {
		if strings.Contains(upper, part) {
			return true
		}
	}
	return strings.HasSuffix(upper, "_URL") && strings.Contains(value, "@") && !strings.Contains(value, "@localhost") && !strings.Contains(value, "@127.0.0.1")
}

// isLocal: a server on this machine, where 0.0.0.0 leads as well, or one that only a compose file knows by this name.
func isLocal(host string) bool {
	return host == "127.0.0.1" || host == "0.0.0.0" || host == "::1" || !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".internal")
}

// ignoreCommand has git ignore a file of the project, or a folder elsewhere,
// from wherever doctor is run.
func (x *examination) ignoreCommand(path string) string {
	below, err := filepath.Rel(x.project.Root, path)
	beside := x.project.Root
	if err != nil || !filepath.IsLocal(below) {
		below, beside = filepath.Base(path), filepath.Dir(path)
	}
	file := filepath.Join(beside, ".gitignore")
	text, _ := x.project.Read(file)
	return plain.Append(gitignore.Pattern(below), x.project.Rel(file), len(text) > 0 && text[len(text)-1] != '\n')
}

// ignoreFix adds a pattern to the project's .gitignore.
func (x *examination) ignoreFix(comment, pattern string) *Fix {
	return editFix(filepath.Join(x.project.Root, ".gitignore"), false, func(text []byte) ([]byte, error) {
		return gitignore.Append(text, comment, pattern), nil
	})
}
