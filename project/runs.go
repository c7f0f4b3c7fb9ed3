package project

import (
	"path/filepath"
	"slices"
	"strings"
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
		for _, folder := range []string{"", "docker", "deploy", ".docker"} {
			for _, name := range p.disk.names(filepath.Join(root, folder)) {
				path := filepath.ToSlash(filepath.Join(folder, name))
				if IsDockerfile(name) && !slices.Contains(names, path) {
					names = append(names, path)
				}
			}
		}
		for _, name := range names {
			path := filepath.Join(root, filepath.FromSlash(name))
			if !p.disk.mayHold(path) || !p.disk.isFile(path) {
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
		case strings.HasPrefix(trimmed, "FROM "), strings.HasPrefix(trimmed, "runs-on:"):
			installed = false
		case installs(trimmed):
			installed = true
		}
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

// installs: after these, packages of the project may be there.
func installs(line string) bool {
	for _, word := range []string{"npm ci", "npm i", "npm install", "pnpm i", "pnpm install", "pnpm fetch", "yarn install", "yarn --", "bun i", "bun install", "node_modules", "COPY --from"} {
		if strings.Contains(line, word) {
			return true
		}
	}
	return strings.HasSuffix(line, "yarn") || strings.Contains(line, "uses:") && strings.Contains(line, "install")
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
