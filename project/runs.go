package project

import (
	"cmp"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// runFiles are the files beside package.json that say what is run where the app
// is built and started.
func runFiles() []string {
	return []string{
		"entrypoint.sh", "docker-entrypoint.sh", "start.sh", "build.sh",
		"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml", "docker-compose.prod.yml",
		"vercel.json", "netlify.toml", "render.yaml", "railway.json", "railway.toml", "fly.toml", "nixpacks.toml", "amplify.yml", "app.yaml", "Procfile", "turbo.json",
		".gitlab-ci.yml", ".circleci/config.yml", "bitbucket-pipelines.yml", "azure-pipelines.yml", "Makefile", "justfile", "Taskfile.yml",
		".husky/pre-commit", ".husky/post-merge", ".devcontainer/devcontainer.json",
	}
}

// IsDockerfile goes by a file's name: Dockerfile, Dockerfile.prod and web.Dockerfile.
func IsDockerfile(name string) bool {
	return name == "Dockerfile" || strings.HasPrefix(name, "Dockerfile.") || strings.HasSuffix(name, ".Dockerfile") || strings.HasSuffix(name, ".dockerfile") || name == "Containerfile"
}

// otherRunFiles are files that say what is run in ways of their own, of which it is only looked for whether they name a command.
func otherRunFiles() []string {
	return []string{
		"lefthook.yml", ".lefthook.yml", "lefthook.yaml", "buildspec.yml", "buildspec.yaml", "Jenkinsfile", "mise.toml", ".mise.toml", "deno.json", "deno.jsonc", "cloudbuild.yaml", "cloudbuild.yml",
		".woodpecker.yml", ".drone.yml", ".travis.yml", "heroku.yml", "captain-definition", "apprunner.yaml", "nixpacks.json", "railpack.json", ".replit", "Earthfile", "Tiltfile", ".do/app.yaml",
		"next.config.js", "next.config.mjs", "next.config.ts", "Makefile.toml", "moon.yml", "project.json", "nx.json", "flake.nix", "devenv.nix", "zenstack.config.ts", "package-scripts.js", "wireit.json",
	}
}

// namesGenerate matches what makes a client, however it is run.
var namesGenerate = regexp.MustCompile(`(prisma|zenstack)\b[^\n]{0,40}\bgenerate\b`)

// readMayGenerate looks whether one of those files, or a file that a script runs, names the command that makes the client, for
// [Project.MayGenerate].
func (p *Project) readMayGenerate() {
	paths := []string{}
	for _, root := range []string{p.Root, p.WorkspaceRoot} {
		for _, name := range slices.Concat(runFiles(), otherRunFiles()) {
			if root != "" {
				paths = append(paths, filepath.Join(root, filepath.FromSlash(name)))
			}
		}
	}
	if p.WorkspaceRoot != "" {
		paths = append(paths, filepath.Join(p.WorkspaceRoot, "package.json"))
	}
	for _, c := range p.Commands {
		for _, word := range c.Words[:min(len(c.Words), 4)] {
			file := filepath.Join(filepath.Dir(c.File), filepath.FromSlash(word))
			if strings.HasSuffix(word, ".sh") || typescript.IsSource(word) {
				paths = append(paths, file)
			} else if strings.ContainsAny(word, "/\\") && !strings.HasPrefix(word, "-") {
				for _, ending := range []string{"", ".ts", ".js", ".mjs"} {
					paths = append(paths, file+ending)
				}
			}
		}
	}
	for _, path := range paths {
		if !within(cmp.Or(p.WorkspaceRoot, p.Root), path) || !p.disk.hasFile(path) {
			continue
		}
		if text, err := p.disk.readFile(path); err == nil && namesGenerate.Match(text) {
			p.MayGenerate = true
			return
		}
	}
}

// readRuns reads what those files, and the workflows of GitHub, run of Prisma.
func (p *Project) readRuns() (all []Command) {
	for _, root := range []string{p.Root, p.WorkspaceRoot} {
		if root == "" {
			continue
		}
		names := runFiles()
		for _, name := range p.disk.names(filepath.Join(root, ".github", "workflows")) {
			names = append(names, ".github/workflows/"+name)
		}
		names = append(names, p.dockerfiles(root)...)
		for _, name := range names {
			path := filepath.Join(root, filepath.FromSlash(name))
			if !p.disk.hasFile(path) {
				continue
			}
			if text, err := p.disk.readFile(path); err == nil {
				all = append(all, runsOf(path, string(text))...)
			}
		}
	}
	return all
}

// runsOf finds the commands of Prisma in a file of which only the lines are
// understood.
func runsOf(path, text string) (all []Command) {
	if !strings.Contains(text, "prisma") {
		return nil
	}
	r := commandReader{dir: filepath.Dir(path), wrapped: map[string]Command{}}
	installed, number, begins := false, 0, 0
	stages, stage := map[string]bool{}, "" // of a Dockerfile: whether packages are in what they leave
	whole := ""
	for line := range strings.Lines(text) {
		number++
		if whole == "" {
			begins = number
		}
		line = strings.TrimRight(line, "\r\n")
		if cut, more := strings.CutSuffix(line, "\\"); more {
			whole += cut + " "
			continue
		}
		whole, line = "", whole+line
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, "//") {
			continue
		}
		switch {
		case len(trimmed) > 5 && strings.EqualFold(trimmed[:5], "FROM "):
			var base string
			base, stage = stageOf(trimmed)
			installed = stages[base]
		case strings.HasPrefix(trimmed, "runs-on:"):
			installed = false
		case installs(trimmed) || installsBefore(shellCommands(shellPart(trimmed))):
			installed = true
		}
		stages[stage] = installed
		if !strings.Contains(line, "prisma") {
			continue
		}
		r.at = Command{File: path, Line: begins, Installed: installed}
		for _, c := range r.line(shellPart(trimmed), 0) {
			if _, adds := c.Adds("prisma"); adds || len(c.Words) > 0 && c.Words[0] == "prisma" {
				all = append(all, c)
			}
		}
	}
	return all
}

// stageOf is what a stage of a Dockerfile begins with, and its name.
func stageOf(line string) (base, name string) {
	words := slices.DeleteFunc(strings.Fields(strings.ToLower(line))[1:], func(w string) bool { return strings.HasPrefix(w, "--") })
	if len(words) == 0 {
		return "", ""
	}
	if len(words) > 2 && words[1] == "as" {
		name = words[2]
	}
	return words[0], name
}

// installsBefore reports whether one of the commands of a line may install packages, in front of those of Prisma.
func installsBefore(commands [][]string) bool {
	for _, words := range commands {
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "prisma") }) {
			return false
		}
		if mayInstall(words) {
			return true
		}
	}
	return false
}

// mayInstall reports whether a command installs packages, runs a script of package.json, for which they have to be there, or is one
// of those that may do anything.
func mayInstall(words []string) bool {
	program := path.Base(words[0])
	switch program {
	case "npm", "pnpm", "yarn", "bun":
		return slices.ContainsFunc(words[1:], func(w string) bool {
			return slices.Contains([]string{"i", "in", "install", "ci", "ic", "add", "clean-install", "install-clean", "install-test", "cit", "it", "isntall", "focus", "fetch", "run", "run-script", "test"}, w)
		}) && !slices.Contains(words, "-g") && !slices.Contains(words, "--global")
	case "make", "just", "task", "ni", "nci", "nr", "na", "vp", "devbox", "nix", "rush", "lerna", "turbo", "nx", "moon", "mise", "lage", "bash", "sh", "zsh":
		return true
	}
	return strings.HasPrefix(words[0], "./")
}

// installs: after these, packages of the project may be there.
func installs(line string) bool {
	for _, word := range []string{"npm ci", "npm i", "npm install", "pnpm i", "pnpm install", "pnpm fetch", "yarn install", "yarn --", "bun i", "bun install", "node_modules", "run_install"} {
		if strings.Contains(line, word) {
			return true
		}
	}
	if _, action, found := strings.Cut(line, "uses:"); found {
		return !installsNothing(action)
	}
	return strings.HasSuffix(line, "yarn") || strings.HasPrefix(line, "COPY --from") && bringsAll(line)
}

// installsNothing: of other actions it cannot be known.
func installsNothing(action string) bool {
	name, _, _ := strings.Cut(strings.Trim(action, " \"'"), "@")
	switch name {
	case "actions/checkout", "actions/setup-node", "pnpm/action-setup", "oven-sh/setup-bun", "actions/cache", "actions/setup-python":
		return true
	}
	return strings.HasPrefix(name, "docker/") || strings.HasPrefix(name, "aws-actions/") || strings.HasPrefix(name, "google-github-actions/")
}

// bringsAll reports whether COPY --from takes along what was installed: not where all that it names is known to be something
// else. What Next.js puts into standalone has what the app imports, and no commands.
func bringsAll(line string) bool {
	var named []string
	for _, word := range strings.Fields(line)[1:] {
		if !strings.HasPrefix(word, "--") {
			named = append(named, strings.Trim(word, `[]",`))
		}
	}
	return slices.ContainsFunc(named[:max(0, len(named)-1)], func(source string) bool {
		switch path.Base(source) {
		case "public", "prisma", "generated", "package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "next.config.js", "next.config.mjs", "next.config.ts",
			"prisma.config.ts", "entrypoint.sh", "docker-entrypoint.sh", "start.sh", "server.js", "scripts":
			return false
		}
		return !strings.Contains(source+"/", "/.next/") && !strings.HasPrefix(source, ".next/")
	})
}

// shellPart is what a line gives to a shell: without the key, the instruction
// and the punctuation around it.
func shellPart(line string) string {
	line = strings.TrimLeft(strings.TrimPrefix(line, "- "), "{ \"")
	for _, start := range []string{"RUN ", "CMD ", "ENTRYPOINT ", "run:", "command:", "release_command", "release:", "web:", "script:", "buildCommand", "installCommand", "build:", "command =", "cmd:", "startCommand", "@"} {
		if at := strings.Index(line, start); at >= 0 && at <= 2 {
			line = line[at+len(start):]
			break
		}
	}
	line = strings.TrimLeft(line, " :=|>-\"'")
	for strings.HasPrefix(line, "--mount") {
		_, line, _ = strings.Cut(line, " ")
	}
	if strings.HasPrefix(line, "[") || strings.Contains(line, `", "`) || strings.Contains(line, `","`) {
		line = strings.NewReplacer("[", " ", "]", " ", ",", " ", `"`, " ").Replace(line)
	}
	return strings.TrimRight(line, " \"',}")
}
