package project

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// ImageInstall is a command of a Dockerfile that installs what package.json asks for, and runs its scripts.
type ImageInstall struct {
	File   string // absolute
	Line   int    // from 1
	Builds int    // the line that builds the app in a stage that has only the packages of this one; 0 where there is none

	brought []string // what was copied into the stage before, with slashes, as seen from where the image is built
}

// brings reports whether a file below Root may be there when the packages are installed. The path has slashes.
func (i ImageInstall) brings(file string) bool {
	return slices.ContainsFunc(i.brought, func(source string) bool {
		if source == "." || source == file || strings.HasPrefix(file, source+"/") || strings.Contains(source, "$") {
			return true
		}
		for parent := file; parent != "." && strings.ContainsAny(source, "*?["); parent = path.Dir(parent) {
			if matches, err := path.Match(source, parent); matches || err != nil {
				return true
			}
		}
		return false
	})
}

// InstallsBefore are the commands of Dockerfiles that install the packages before the schema is there, a file below Root with slashes.
func (p *Project) InstallsBefore(schema string) []ImageInstall {
	return slices.DeleteFunc(slices.Clone(p.imageInstalls), func(i ImageInstall) bool { return i.brings(schema) })
}

// CopyLine is the line of a Dockerfile that copies the schema, a file below Root with slashes, and its folder.
func CopyLine(schema string) string {
	if folder := path.Dir(schema); folder != "." {
		return "COPY " + folder + " ./" + folder
	}
	return "COPY " + schema + " ./"
}

// GeneratesOnInstall is the script of package.json that makes the client when packages are installed, and fails with it; empty where
// there is none.
func (p *Project) GeneratesOnInstall() string {
	for _, c := range p.Commands {
		if c.Is("prisma", "generate") && slices.Contains([]string{"preinstall", "install", "postinstall", "prepare"}, c.script) &&
			!strings.ContainsAny(p.Package.Scripts[c.script], "|;[(") {
			return c.script
		}
	}
	return ""
}

// GeneratesBeside reports whether a client is made in a folder of the project, and not in node_modules.
func (p *Project) GeneratesBeside() bool {
	return slices.ContainsFunc(p.Generators(), func(g Generator) bool {
		return g.MakesClient() && g.Output != "" && within(p.Root, g.Output) && !g.InPackages()
	})
}

// BuildGenerates reports whether the script that builds the app makes the client, too.
func (p *Project) BuildGenerates() bool {
	return p.Package.ScriptHas("build", "prisma generate") || p.Package.ScriptHas("prebuild", "prisma generate")
}

// ignoresScripts matches what has an install run no script.
var ignoresScripts = regexp.MustCompile(`(?i)ignore[-_]?scripts|skip-build`)

// readImages reads what the Dockerfiles install. In a workspace it takes more than its lines to know which package.json that is.
func (p *Project) readImages() (all []ImageInstall) {
	if p.WorkspaceRoot != "" || p.Package == nil || len(p.Package.workspaces) > 0 {
		return nil
	}
	for _, name := range p.dockerfiles(p.Root) {
		file := p.Path(name)
		if text, err := p.disk.readFile(file); err == nil {
			all = append(all, imageInstalls(file, string(text))...)
		}
	}
	if npmrc := filepath.Join(p.Root, ".npmrc"); len(all) > 0 && p.disk.hasFile(npmrc) {
		if text, err := p.disk.readFile(npmrc); err != nil || ignoresScripts.Match(text) {
			return nil
		}
	}
	return all
}

// dockerfiles are those of a folder, with slashes, as seen from it.
func (p *Project) dockerfiles(root string) (names []string) {
	for _, folder := range []string{"", "docker", "deploy", ".docker"} {
		for _, name := range p.disk.names(filepath.Join(root, folder)) {
			if IsDockerfile(name) {
				names = append(names, path.Join(folder, name))
			}
		}
	}
	return names
}

// imageStage is what is known of a stage of a Dockerfile at the line that is read.
type imageStage struct {
	brought []string // "." where it may be anything
	install int      // the place in the list of the last install whose packages it has, from 1
	own     bool     // it may have what that made elsewhere, too: the client
}

// imageInstalls reads a Dockerfile by its instructions. What it does not understand may have brought everything.
func imageInstalls(file, text string) (all []ImageInstall) {
	if ignoresScripts.MatchString(text) {
		return nil
	}
	stages, at, name := map[string]imageStage{}, imageStage{}, ""
	for number, line := range instructions(text) {
		instruction, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch strings.ToUpper(instruction) {
		case "FROM":
			stages[name] = at
			var base string
			base, name = stageOf(line)
			at = stages[base]
			at.brought = slices.Clone(at.brought)
		case "COPY", "ADD":
			sources, from := copied(rest)
			packages := slices.ContainsFunc(sources, func(s string) bool { return path.Base(s) == "node_modules" })
			switch {
			case from == "":
				at.brought = append(at.brought, sources...)
			case packages && len(sources) == 1:
				at.install, at.own = stages[strings.ToLower(from)].install, false
			default:
				at.brought, at.own = append(at.brought, "."), true
			}
		case "RUN":
			for strings.HasPrefix(rest, "--") {
				var flag string
				flag, rest, _ = strings.Cut(rest, " ")
				if strings.Contains(flag, "type=bind") {
					at.brought = append(at.brought, bound(flag))
				}
				rest = strings.TrimSpace(rest)
			}
			for _, words := range shellCommands(shellPart(rest)) {
				switch {
				case installsAll(words) && slices.ContainsFunc(at.brought, bringsPackage):
					all = append(all, ImageInstall{File: file, Line: number, brought: slices.Clone(at.brought)})
					at.install, at.own = len(all), true
				case slices.Contains(words, "prisma"):
					at.own = true
				case buildsApp(words) && at.install > 0 && !at.own && all[at.install-1].Builds == 0:
					all[at.install-1].Builds = number
				}
			}
			if strings.Contains(rest, "prisma") || strings.Contains(rest, "git clone") || strings.Contains(rest, "<<") {
				at.brought = append(at.brought, ".")
				at.own = true
			}
		case "ONBUILD":
			at.brought = append(at.brought, ".")
		}
	}
	return all
}

// instructions are those of a Dockerfile, each on one line without comments, by the numbers of the lines they begin on.
func instructions(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		number, begins, whole := 0, 0, ""
		for line := range strings.Lines(text) {
			number++
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if whole == "" {
				begins = number
			}
			cut, more := strings.CutSuffix(line, "\\")
			whole += cut
			if more {
				whole += " "
				continue
			}
			if !yield(begins, strings.TrimSpace(whole)) {
				return
			}
			whole = ""
		}
	}
}

// copied is what COPY takes, and the stage or image that it takes it from.
func copied(rest string) (sources []string, from string) {
	var paths []string
	for _, word := range strings.Fields(rest) {
		if flag, found := strings.CutPrefix(word, "--from="); found {
			from = flag
			continue
		}
		if word = strings.Trim(word, `[]",`); word != "" && !strings.HasPrefix(word, "--") {
			paths = append(paths, word)
		}
	}
	for _, source := range paths[:max(0, len(paths)-1)] {
		if from == "" {
			source = strings.TrimPrefix(source, "/")
		}
		if strings.Contains(source, "<<") {
			source = "."
		}
		sources = append(sources, path.Clean(source))
	}
	return sources, from
}

// bound is what a mount shows of the folder that the image is built from.
func bound(flag string) string {
	for _, option := range strings.Split(flag, ",") {
		if source, found := strings.CutPrefix(option, "source="); found {
			return path.Clean(source)
		}
		if source, found := strings.CutPrefix(option, "src="); found {
			return path.Clean(source)
		}
	}
	return "."
}

// bringsPackage reports whether what was copied is the package.json.
func bringsPackage(source string) bool {
	matches, _ := path.Match(source, "package.json")
	return matches
}

// installsAll reports whether a command installs what package.json asks for, and runs its scripts.
func installsAll(words []string) bool {
	for len(words) > 0 && strings.Contains(words[0], "=") { // variables
		words = words[1:]
	}
	if len(words) == 0 || !IsManager(words[0]) {
		return false
	}
	verbs := 0
	for i, w := range words[1:] {
		switch {
		case w == "-g" || w == "--global" || strings.HasPrefix(w, "--prefix") || w == "-C" || strings.HasPrefix(w, "--cwd") || strings.HasPrefix(w, "--dir") || strings.HasPrefix(w, "--filter") || w == "-F" || strings.HasPrefix(w, "-w") || strings.HasPrefix(w, "--workspace"):
			return false
		case strings.HasPrefix(w, "-") || i > 0 && strings.HasPrefix(words[i], "--") && !strings.Contains(words[i], "="): // the flag before it may have a value
		case slices.Contains([]string{"install", "i", "ci", "clean-install"}, w):
			verbs++
		default:
			return false
		}
	}
	return verbs == 1 || verbs == 0 && words[0] == "yarn"
}

// buildsApp reports whether a command is next build, or the script called build.
func buildsApp(words []string) bool {
	return slices.Contains(words, "build") && (IsManager(words[0]) || words[0] == "npx" || words[0] == "next")
}
