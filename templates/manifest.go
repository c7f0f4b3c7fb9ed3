package templates

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// all: because names that begin with "_" or "." would be left out otherwise.
//
//go:embed all:files parts versions.json
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
		{from: "AGENTS.md.tmpl", when: func(v view) bool { return v.AgentsMD }},
		{from: "Dockerfile.tmpl"},
		{from: "README.md.tmpl"},
		{from: "_dockerignore.tmpl", to: ".dockerignore"},
		{from: "_env.tmpl", to: ".env", secret: true},
		{from: "_env.tmpl", to: ".env.example"},
		{from: "_gitignore.tmpl", to: ".gitignore"},
		{from: "_vscode/extensions.json", to: ".vscode/extensions.json"},
		{from: "_yarnrc", to: ".yarnrc", when: func(v view) bool { return usesYarn(v) && v.HasDriver() }},
		{from: "_yarnrc.yml", to: ".yarnrc.yml", when: usesYarn},
		{from: "app/auth-route.ts.tmpl", to: "app/api/auth/[...nextauth]/route.ts", source: true, when: all(appRouter, withAuth4)},
		{from: "app/auth-route-5.ts.tmpl", to: "app/api/auth/[...nextauth]/route.ts", source: true, when: withAuth5},
		{from: "app/error.tsx.tmpl", source: true, when: appRouter},
		{from: "app/layout.tsx.tmpl", source: true, when: appRouter},
		{from: "app/not-found.tsx.tmpl", source: true, when: appRouter},
		{from: "app/page-account.tsx.tmpl", to: "app/account/page.tsx", source: true, when: all(appRouter, withAuth)},
		{from: "app/page-auth.tsx.tmpl", to: "app/page.tsx", source: true, when: all(appRouter, withAuth)},
		{from: "app/page-notes.tsx.tmpl", to: "app/page.tsx", source: true, when: all(appRouter, withoutAuth)},
		{from: "app/proxy.ts.tmpl", to: "proxy.ts", source: true, when: all(appRouter, withAuth)},
		{from: "avatar.tsx.tmpl", to: "app/avatar.tsx", source: true, when: all(appRouter, withAuth)},
		{from: "avatar.tsx.tmpl", to: "components/avatar.tsx", source: true, when: all(view.Pages, withAuth)},
		{from: "biome.json.tmpl", when: func(v view) bool { return v.Linter == "biome" }},
		{from: "compose.yaml.tmpl", when: func(v view) bool { return v.DB.Compose }},
		{from: "eslint.config.mjs.tmpl", when: func(v view) bool { return v.Linter == "eslint" }},
		{from: "globals.css.tmpl", to: "app/globals.css", source: true, when: appRouter},
		{from: "globals.css.tmpl", to: "styles/globals.css", source: true, when: view.Pages},
		{from: "icon.svg.tmpl", to: "app/icon.svg", source: true, when: appRouter},
		{from: "icon.svg.tmpl", to: "public/icon.svg", when: view.Pages},
		{from: "instrumentation.ts.tmpl", source: true, when: withAuth},
		{from: "next-steps.tsx.tmpl", to: "app/next-steps.tsx", source: true, when: all(appRouter, withAuth)},
		{from: "next-steps.tsx.tmpl", to: "components/next-steps.tsx", source: true, when: all(view.Pages, withAuth)},
		{from: "next.config.ts.tmpl"},
		{from: "package.json.tmpl"},
		{from: "pages/404.tsx.tmpl", source: true, when: func(v view) bool { return v.Pages() && !v.HasAppFolder() }}, // where there is one, Next.js has its own,
		{from: "pages/500.tsx.tmpl", source: true, when: view.Pages},
		{from: "pages/_app.tsx.tmpl", source: true, when: view.Pages},
		{from: "pages/_document.tsx", source: true, when: view.Pages},
		{from: "pages/account.tsx.tmpl", source: true, when: all(view.Pages, withAuth)},
		{from: "pages/account-route.ts.tmpl", to: "pages/api/account.ts", source: true, when: all(view.Pages, withAuth)},
		{from: "pages/auth-route.ts.tmpl", to: "pages/api/auth/[...nextauth].ts", source: true, when: all(view.Pages, withAuth4)},
		{from: "pages/index-auth.tsx.tmpl", to: "pages/index.tsx", source: true, when: all(view.Pages, withAuth)},
		{from: "pages/index-notes.tsx.tmpl", to: "pages/index.tsx", source: true, when: all(view.Pages, withoutAuth)},
		{from: "pages/notes-route.ts.tmpl", to: "pages/api/notes.ts", source: true, when: all(view.Pages, withoutAuth)},
		{from: "pnpm-workspace.yaml.tmpl", when: usesPNPM},
		{from: "postcss.config.mjs", when: func(v view) bool { return v.Tailwind }},
		{from: "prisma.config.ts.tmpl", when: view.HasDriver},
		{from: "prisma/schema.prisma.tmpl"},
		{from: "provider-mark.tsx.tmpl", to: "app/provider-mark.tsx", source: true, when: all(appRouter, withAuth)},
		{from: "provider-mark.tsx.tmpl", to: "components/provider-mark.tsx", source: true, when: all(view.Pages, withAuth)},
		{from: "server/account.ts.tmpl", source: true, when: withAuth},
		{from: "server/auth.ts.tmpl", source: true, when: withAuth4},
		{from: "server/auth-5.ts.tmpl", to: "server/auth.ts", source: true, when: withAuth5},
		{from: "server/db/client-driver.ts.tmpl", to: "server/db/client.ts", source: true, when: view.HasDriver},
		{from: "server/db/client-engine.ts.tmpl", to: "server/db/client.ts", source: true, when: func(v view) bool { return !v.HasDriver() }},
		{from: "server/env.ts.tmpl", source: true, when: func(v view) bool { return v.HasDriver() || v.Auth && !v.OwnAuth }},
		{from: "server/setup.ts.tmpl", source: true, when: withAuth},
		{from: "app/sign-in-5.tsx.tmpl", to: "app/sign-in.tsx", source: true, when: all(appRouter, withAuth5)},
		{from: "sign-in.tsx.tmpl", to: "app/sign-in.tsx", source: true, when: all(appRouter, withAuth4)},
		{from: "sign-in.tsx.tmpl", to: "components/sign-in.tsx", source: true, when: all(view.Pages, withAuth)},
		{from: "test/app.test.ts.tmpl"},
		{from: "test/settings.ts.tmpl"},
		{from: "test/tsconfig.json.tmpl", when: view.ServerOnly},
		{from: "tsconfig.json.tmpl"},
		{from: "types/next-auth.d.ts", source: true, when: withAuth},
	}
}

func appRouter(v view) bool   { return !v.Pages() }
func withAuth(v view) bool    { return v.Auth }
func withAuth4(v view) bool   { return v.Auth && v.NextAuth == 4 }
func withAuth5(v view) bool   { return v.Auth && v.NextAuth == 5 }
func withoutAuth(v view) bool { return !v.Auth }
func usesPNPM(v view) bool    { return v.PackageManager == "pnpm" }
func usesYarn(v view) bool    { return v.PackageManager == "yarn" }

func all(conditions ...func(view) bool) func(view) bool {
	return func(v view) bool {
		return !slices.ContainsFunc(conditions, func(holds func(view) bool) bool { return !holds(v) })
	}
}

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
