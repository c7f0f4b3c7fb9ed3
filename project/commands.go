package project

import (
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Command is a program that the project runs: what a script of package.json, a
// Dockerfile or a file of CI says, without what runs it. It speaks for itself
// only.
type Command struct {
	File   string   // absolute
	Line   int      // from 1; of package.json 0
	script string   // its name in package.json; empty elsewhere
	Words  []string // the program, as prisma, and its arguments
	// Version is what stands behind the @ of npx prisma@7; Runner is what fetches
	// the program where it is not installed, such as npx.
	Version, Runner string
	// EnvFiles are the files that it is run with the variables of, absolute; Sets
	// are the variables that it is given by name. Brings is set where something
	// else gives it variables that cannot be known here, such as a vault.
	EnvFiles, Sets []string
	Brings         bool
	// Installed: packages were installed before it in the same stage or job.
	Installed bool
}

// Builds reports whether a command is of a script that hosts run, with the variables that are set there.
func (c Command) Builds() bool {
	return strings.Contains(c.script, "build") || strings.Contains(c.script, "deploy")
}

// Develops reports whether a command is of a script that is run where the project is worked on: as packages are installed, or as the
// app is started for development.
func (c Command) Develops() bool {
	return slices.Contains([]string{"postinstall", "prepare", "predev", "dev"}, c.script)
}

// Is reports whether a command begins with these words, flags left out.
func (c Command) Is(words ...string) bool {
	at := 0
	for _, w := range c.Words {
		if at == len(words) {
			return true
		}
		if strings.HasPrefix(w, "-") && at > 0 {
			continue
		}
		if w != words[at] {
			return false
		}
		at++
	}
	return at == len(words)
}

// Flag is the value of a flag such as --schema; empty where it is not given.
func (c Command) Flag(name string) string {
	for i, w := range c.Words {
		if value, ok := strings.CutPrefix(w, name+"="); ok {
			return value
		}
		if w == name && i+1 < len(c.Words) {
			return c.Words[i+1]
		}
	}
	return ""
}

// readScripts reads the scripts of package.json, by their names. What the root
// of a workspace runs all of its packages with, this one is run with, too.
func (p *Project) readScripts() (all []Command) {
	if p.Package == nil {
		return nil
	}
	all = scriptsOf(p.Root, p.Package)
	if p.rootPackage == nil {
		return all
	}
	ofRoot := scriptsOf(p.WorkspaceRoot, p.rootPackage)
	for _, c := range ofRoot {
		if named := c.Flag("--schema"); named != "" && within(p.Root, filepath.Join(p.WorkspaceRoot, filepath.FromSlash(named))) {
			p.ForSchema = append(p.ForSchema, c)
		}
	}
	return runBy(all, ofRoot)
}

// libraryScripts are those of a package below the project that has the schema: seen from the root of a workspace, which runs
// them.
func (p *Project) libraryScripts() []Command {
	if p.Library == nil || !within(p.Root, p.Library.Root) {
		return nil
	}
	return runBy(slices.Clone(p.Library.Commands), p.Commands)
}

// runBy has scripts of a package run with what the root of its workspace runs all of its packages with.
func runBy(scripts, root []Command) []Command {
	for _, above := range root {
		if above.Is("turbo") || above.Is("lerna") || above.Is("wireit") || len(above.Words) > 0 && IsManager(above.Words[0]) {
			for i := range scripts {
				scripts[i].take(above)
			}
		}
	}
	return scripts
}

// take has a command run with what another one brings.
func (c *Command) take(from Command) {
	c.EnvFiles = append(c.EnvFiles, from.EnvFiles...)
	c.Sets = append(c.Sets, from.Sets...)
	c.Brings = c.Brings || from.Brings
}

func scriptsOf(dir string, pkg *Package) (all []Command) {
	r := commandReader{dir: dir, scripts: pkg.Scripts, wrapped: map[string]Command{}}
	for _, name := range slices.Sorted(maps.Keys(pkg.Scripts)) {
		r.at = Command{File: pkg.Path, script: name}
		all = append(all, r.line(pkg.Scripts[name], 0)...)
	}
	for i := range all { // what a wrapped command runs by its name is wrapped as well
		all[i].take(r.wrapped[all[i].script])
	}
	return all
}

// commandReader reads lines of a shell.
type commandReader struct {
	dir     string
	scripts map[string]string
	at      Command            // where the line stands
	wrapped map[string]Command // scripts that are run by others, with what these bring
}

// maxCommandDepth keeps scripts that run each other from being followed for ever.
const maxCommandDepth = 8

// located matches what a shell puts the place of a program for: node -r dotenv/config $(which prisma), $(npm bin)/prisma.
var located = regexp.MustCompile("(?:\\$\\(|`)(?:which|command -v|npm bin|pnpm bin|yarn bin)(?: +([a-z][a-z0-9-]*))?(?:\\)|`)/?")

// line reads the commands of a line. What is set or sourced counts for those
// behind it; what runs in another folder is not of this project.
func (r *commandReader) line(text string, depth int) (all []Command) {
	brings := r.at.Brings
	for _, words := range shellCommands(located.ReplaceAllString(text, "node_modules/.bin/$1")) {
		switch {
		case len(words) == 0:
			continue
		case words[0] == "cd" && len(words) > 1 && filepath.Clean(words[1]) != ".":
			return all
		case words[0] == "source", words[0] == ".", words[0] == "export", words[0] == "eval", words[0] == "env" && slices.Contains(words, "$"): // what brackets hold stands apart
			brings = true
			continue
		}
		c := r.at
		c.Brings = c.Brings || brings
		all = append(all, r.command(c, words, depth)...)
	}
	return all
}

// command takes off what runs a program, and notes what that brings.
func (r *commandReader) command(c Command, words []string, depth int) []Command {
	for steps := 0; len(words) > 0 && steps < 50; steps++ {
		rest, ok := r.step(&c, words)
		if !ok {
			break
		}
		words = rest
	}
	if len(words) == 0 {
		return nil
	}
	if nested := nestedLines(words); nested != nil && depth < maxCommandDepth {
		inner := *r
		inner.at = c
		var all []Command
		for _, text := range nested {
			all = append(all, inner.line(text, depth+1)...)
		}
		return all
	}
	r.wrap(c, words)
	if name, rest, ok := r.script(words); ok && depth < maxCommandDepth {
		if len(c.EnvFiles) > 0 || len(c.Sets) > 0 || c.Brings {
			r.wrapped[name] = c
		}
		if len(rest) == 0 {
			return nil // the script speaks for itself
		}
		inner := *r
		inner.at = c
		return inner.line(r.scripts[name]+" "+joinWords(rest), depth+1)
	}
	c.Words = words
	return []Command{c}
}

// wrap has the scripts that npm-run-all runs by their names, or by patterns of these, run with what it is run with.
func (r *commandReader) wrap(c Command, words []string) {
	if !slices.Contains([]string{"run-s", "run-p", "npm-run-all", "npm-run-all2"}, words[0]) {
		return
	}
	for name := range r.scripts {
		if slices.ContainsFunc(words[1:], func(w string) bool { fits, _ := path.Match(w, name); return fits }) {
			r.wrapped[name] = c
		}
	}
}

// step takes off one thing in front of a program.
func (r *commandReader) step(c *Command, words []string) (rest []string, ok bool) {
	name, _, isSet := strings.Cut(words[0], "=")
	if isSet && isVariable(name) {
		c.set(words[0])
		return words[1:], true
	}
	program := filepath.Base(words[0])
	switch program {
	case "cross-env", "cross-env-shell", "env", "time", "exec", "sudo", "command", "nice", "nohup":
		words = words[1:]
		for len(words) > 0 && strings.HasPrefix(words[0], "-") {
			words = words[1:]
		}
		return words, true
	case "npx", "bunx", "pnpx":
		return c.fetched(program, words[1:]), true
	case "npm", "pnpm", "yarn", "bun":
		if len(words) < 2 {
			return words, false
		}
		if program == "bun" {
			words = c.bun(r.dir, words)
		}
		if len(words) < 2 {
			return words, false
		}
		switch words[1] {
		case "exec", "dlx", "x":
			return c.fetched(program+" "+words[1], words[2:]), true
		case "prisma", "next", "dotenv", "dotenvx", "env-cmd", "tsx", "ts-node", "cross-env", "node":
			if _, isScript := r.scripts[words[1]]; !isScript {
				return words[1:], true
			}
		}
	case "blitz": // which reads .env files itself, and runs Next.js and Prisma
		c.Brings = true
		if len(words) > 1 && words[1] == "prisma" {
			return words[1:], true
		}
		return slices.Concat([]string{"next"}, words[1:]), true
	case "node", "tsx", "ts-node", "bun.exe", "nodemon", "ts-node-dev":
		return c.node(r.dir, words)
	case "dotenv", "dotenv-cli", "dotenvx", "env-cmd", "dotenv-run", "dotenv-flow":
		c.Runner, c.Version = "", "" // which were its own
		return c.wrapped(r.dir, strings.TrimSuffix(program, "-cli"), words[1:]), true
	}
	if isVault(words) {
		c.Brings = true
		return behindDashes(words), true
	}
	if program != words[0] && strings.Contains(filepath.ToSlash(words[0]), "node_modules/") {
		return slices.Concat([]string{program}, words[1:]), true
	}
	return words, false
}

// bun takes off what stands before a program or a script: run, and flags, of which some bring variables.
func (c *Command) bun(dir string, words []string) []string {
	rest := words[:1:1]
	ran := false
	for i, w := range words[1:] {
		file, named := strings.CutPrefix(w, "--env-file=")
		switch {
		case named:
			c.EnvFiles = append(c.EnvFiles, inDir(dir, file))
		case w == "--bun":
			c.asBun()
		case w == "run" && !ran:
			ran = true
		case strings.HasPrefix(w, "-"):
			rest = append(rest, w)
		default:
			return append(rest, words[i+1:]...)
		}
	}
	return rest
}

// asBun: Bun itself runs the program in place of Node, and up to 1.3 reads .env for it; 1.4 does not.
func (c *Command) asBun() { c.Brings = true }

// set notes NAME=value before a program.
func (c *Command) set(word string) {
	name, value, _ := strings.Cut(word, "=")
	if value != "" {
		c.Sets = append(c.Sets, name)
	}
	if name == "NODE_OPTIONS" {
		c.Brings = c.Brings || strings.Contains(value, "env")
	}
}

// fetched takes off the flags of npx and its like, and the version.
func (c *Command) fetched(runner string, words []string) []string {
	c.Runner = runner
	asked := ""
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		if file, ok := strings.CutPrefix(words[0], "--package="); ok {
			asked = file
		}
		switch words[0] {
		case "-p", "--package":
			if len(words) > 1 {
				asked = words[1]
			}
			words = words[min(2, len(words)):]
		case "-C", "--filter", "-F", "-w", "--workspace", "--prefix":
			words = words[min(2, len(words)):]
		case "--bun":
			c.asBun()
			words = words[1:]
		default:
			words = words[1:]
		}
	}
	if len(words) == 0 {
		return words
	}
	if version, ok := strings.CutPrefix(asked, words[0]+"@"); ok {
		c.Version = version
		return words
	}
	if i := strings.LastIndexByte(words[0], '@'); i > 0 {
		c.Version = words[0][i+1:]
		return slices.Concat([]string{words[0][:i]}, words[1:])
	}
	return words
}

// node reads the flags of node and of its relatives that load files. What is run
// by a path into node_modules is the program of that name; other files are the
// command's own.
func (c *Command) node(dir string, words []string) (rest []string, ok bool) {
	i := 1
	for ; i < len(words) && strings.HasPrefix(words[i], "-"); i++ {
		name, value, joined := strings.Cut(words[i], "=")
		takes := slices.Contains([]string{"--env-file", "--env-file-if-exists", "-r", "--require", "--import", "--loader", "--exec", "-x"}, name)
		if takes && !joined && i+1 < len(words) {
			i++
			value = words[i]
		}
		switch name {
		case "--env-file", "--env-file-if-exists":
			c.EnvFiles = append(c.EnvFiles, inDir(dir, value))
		case "-r", "--require", "--import":
			if strings.Contains(value, "env") {
				c.Brings = true
			}
		}
	}
	if i < len(words) {
		path := filepath.ToSlash(words[i])
		if strings.Contains(path, "node_modules/.bin/") {
			return slices.Concat([]string{filepath.Base(path)}, words[i+1:]), true
		}
		for _, program := range []string{"prisma", "next"} {
			if strings.Contains(path, "node_modules/"+program+"/") {
				return slices.Concat([]string{program}, words[i+1:]), true
			}
		}
	}
	return words, false
}

func inDir(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// wrapped reads the flags of the programs that read files for another one.
func (c *Command) wrapped(dir, program string, words []string) []string {
	if program == "dotenvx" && len(words) > 0 && words[0] == "run" {
		words = words[1:]
	}
	var files []string
	for len(words) > 0 && strings.HasPrefix(words[0], "-") && words[0] != "--" {
		name, value, joined := strings.Cut(words[0], "=")
		words = words[1:]
		take := func() string {
			if !joined && len(words) > 0 {
				value, words = words[0], words[1:]
			}
			return value
		}
		switch {
		case program == "env-cmd" && (name == "-e" || name == "--environments" || name == "-r" || name == "--rc-file"):
			take()
			c.Brings = true
		case program == "dotenv-flow" || program == "dotenv-run":
			c.Brings = true
		case name == "-e" || name == "-f" || name == "--env-file" || name == "--file":
			files = append(files, inDir(dir, take()))
		case name == "-v" || name == "--env":
			c.set(take())
		case name == "-c":
			if !joined && len(words) > 0 && !strings.HasPrefix(words[0], "-") {
				words = words[1:]
			}
			c.Brings = true
		case name == "-p" || name == "-k" || name == "-fk" || name == "--convention" || name == "--env-keys-file":
			take()
			c.Brings = c.Brings || name == "--convention"
		}
	}
	if len(files) == 0 && !c.Brings {
		files = []string{filepath.Join(dir, ".env")}
	}
	c.EnvFiles = append(c.EnvFiles, files...)
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	return words
}

// isVault recognizes the programs that run another one with variables from
// somewhere else.
func isVault(words []string) bool {
	second := ""
	if len(words) > 1 {
		second = words[1]
	}
	switch filepath.Base(words[0]) {
	case "doppler", "infisical", "op", "varlock", "phase", "teller", "railway", "envkey-source", "fnox", "akeyless", "stack-env", "secretspec":
		return second == "run" || second == "exec" || second == "r" || second == "shell"
	case "chamber", "aws-vault", "direnv", "sops", "envchain", "summon", "berglas", "with-env", "nx", "netlify", "nf", "foreman", "heroku":
		return true
	case "sst":
		return second == "shell" || second == "bind" || second == "dev"
	case "vercel", "vc":
		return second == "dev" || second == "env"
	}
	return false
}

// behindDashes is what follows --, or all words behind the first two.
func behindDashes(words []string) []string {
	if i := slices.Index(words, "--"); i >= 0 {
		return words[i+1:]
	}
	for i, w := range words {
		if i > 0 && (w == "prisma" || w == "next" || w == "npx" || w == "node" || w == "npm" || w == "pnpm" || w == "yarn") {
			return words[i:]
		}
	}
	return nil
}

// nestedLines are the lines of a shell that a program takes as words.
func nestedLines(words []string) []string {
	switch filepath.Base(words[0]) {
	case "sh", "bash", "zsh":
		for i, w := range words {
			if strings.HasPrefix(w, "-") && strings.HasSuffix(w, "c") && i+1 < len(words) {
				return words[i+1 : i+2]
			}
		}
	case "concurrently":
		var lines []string
		for _, w := range words[1:] {
			if strings.Contains(w, " ") {
				lines = append(lines, w)
			}
		}
		return lines
	}
	return nil
}

// script is the script of package.json that words run by its name.
func (r *commandReader) script(words []string) (name string, rest []string, ok bool) {
	if !IsManager(words[0]) || len(words) < 2 {
		return "", nil, false
	}
	words = words[1:]
	for len(words) > 0 && (words[0] == "run" || words[0] == "run-script" || words[0] == "-s" || words[0] == "--silent" || words[0] == "-q") {
		words = words[1:]
	}
	if len(words) == 0 {
		return "", nil, false
	}
	if _, ok := r.scripts[words[0]]; !ok {
		return "", nil, false
	}
	rest = words[1:]
	if len(rest) > 0 && rest[0] == "--" {
		rest = rest[1:]
	}
	return words[0], rest, true
}

func isVariable(name string) bool {
	for i, c := range name {
		if c != '_' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// Adds is the range that a command installs a package with for the whole machine, where it does.
func (c Command) Adds(name string) (asked string, ok bool) {
	if len(c.Words) < 3 || !IsManager(c.Words[0]) {
		return "", false
	}
	global := false
	for _, w := range c.Words[1:] {
		global = global || w == "-g" || w == "--global" || w == "--location=global" || w == "global"
		if w == name {
			ok = true
		}
		if version, has := strings.CutPrefix(w, name+"@"); has {
			asked, ok = version, true
		}
	}
	adds := slices.ContainsFunc(c.Words[1:], func(w string) bool { return slices.Contains([]string{"i", "install", "add", "in", "isntall"}, w) })
	return asked, ok && global && adds
}

// joinWords writes words so that shellCommands reads them again.
func joinWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
	}
	return strings.Join(quoted, " ")
}

// isShellKeyword reports whether a word stands before a command of which it says when it is run.
func isShellKeyword(word string) bool {
	return slices.Contains([]string{"if", "then", "elif", "else", "while", "until", "do", "!", "{"}, word)
}

// shellCommands splits a line of a shell into commands and these into words,
// without quotes. It expands nothing.
func shellCommands(text string) (commands [][]string) {
	var words []string
	var word strings.Builder
	inWord := false
	endWord := func() {
		if inWord {
			words = append(words, word.String())
			word.Reset()
		}
		inWord = false
	}
	endCommand := func() {
		endWord()
		for len(words) > 0 && isShellKeyword(words[0]) {
			words = words[1:]
		}
		if len(words) > 0 {
			commands = append(commands, words)
		}
		words = nil
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\r':
			endWord()
		case '\n', ';', '|', '&', '(', ')':
			if i > 0 && text[i-1] == '>' { // 2>&1
				word.WriteByte(c)
				continue
			}
			endCommand()
		case '#':
			if !inWord {
				for i+1 < len(text) && text[i+1] != '\n' {
					i++
				}
				continue
			}
			word.WriteByte(c)
		case '\\':
			if i+1 < len(text) {
				if i++; text[i] != '\n' {
					word.WriteByte(text[i])
					inWord = true
				}
			}
		case '"', '\'', '`':
			inWord = true
			for i++; i < len(text) && text[i] != c; i++ {
				if c == '"' && text[i] == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\') {
					i++
				}
				word.WriteByte(text[i])
			}
		default:
			word.WriteByte(c)
			inWord = true
		}
	}
	endCommand()
	return commands
}
