package templates

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

// all: because names that begin with "_" or "." would be left out otherwise.
//
//go:embed all:files versions.json
var embedded embed.FS

// entry says where one embedded file goes and when. Names that tools act upon have a neutral one under files/.
type entry struct {
	from   string // below files/
	to     string // in the project; empty for from without .tmpl
	source bool   // moves below src/ with --src-dir
	secret bool
	when   func(view) bool // nil for always
}

func manifest() []entry {
	return []entry{
		{from: "README.md.tmpl"},
		{from: "_env.tmpl", to: ".env", secret: true},
		{from: "_env.tmpl", to: ".env.example"},
		{from: "_gitignore.tmpl", to: ".gitignore"},
		{from: "_vscode/extensions.json", to: ".vscode/extensions.json"},
		{from: "_yarnrc", to: ".yarnrc", when: usesYarn},
		{from: "_yarnrc.yml", to: ".yarnrc.yml", when: usesYarn},
		{from: "app/auth-route.ts.tmpl", to: "app/api/auth/[...nextauth]/route.ts", source: true, when: withAuth},
		{from: "app/globals.css", source: true},
		{from: "app/layout.tsx.tmpl", source: true},
		{from: "app/page-auth.tsx.tmpl", to: "app/page.tsx", source: true, when: withAuth},
		{from: "app/page-notes.tsx.tmpl", to: "app/page.tsx", source: true, when: withoutAuth},
		{from: "app/sign-in.tsx.tmpl", to: "app/sign-in.tsx", source: true, when: withAuth},
		{from: "compose.yaml.tmpl", when: func(v view) bool { return v.DB.Compose }},
		{from: "next.config.ts"},
		{from: "package.json.tmpl"},
		{from: "pnpm-workspace.yaml", when: usesPNPM},
		{from: "prisma.config.ts"},
		{from: "prisma/schema.prisma.tmpl"},
		{from: "server/auth.ts.tmpl", source: true, when: withAuth},
		{from: "server/db/client.ts.tmpl", source: true},
		{from: "server/env.ts.tmpl", source: true},
		{from: "tsconfig.json.tmpl"},
		{from: "types/next-auth.d.ts", source: true, when: withAuth},
	}
}

func withAuth(v view) bool    { return v.Auth }
func withoutAuth(v view) bool { return !v.Auth }
func usesPNPM(v view) bool    { return v.PackageManager == "pnpm" }
func usesYarn(v view) bool    { return v.PackageManager == "yarn" }

// target is the file's path in the project.
func (e entry) target(v view) string {
	to := e.to
	if to == "" {
		to = strings.TrimSuffix(e.from, templateSuffix)
	}
	if e.source && v.SrcDir {
		to = path.Join("src", to)
	}
	return to
}

func (e entry) mode() fs.FileMode {
	if e.secret {
		return 0o600
	}
	return 0o644
}
