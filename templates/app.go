// Package templates holds the files of a new project and fills them in.
//
// The files are real ones, under files/: those whose name ends in .tmpl go through text/template, the others are
// copied byte for byte. What a file says is decided in Go (see view.go) and only printed in the template. [Render]
// is the one call; it neither reads nor writes a disk. Checking the answers in [App] is the caller's work: the
// templates escape every value for the language it lands in, but they do not refuse any.
package templates

import "io/fs"

// App holds the decisions the templates print. All values are already validated by the caller.
type App struct {
	Name           string   // npm package name, scope included
	Database       string   // as --db names it: sqlite, postgresql, mysql, planetscale, cockroachdb, sqlserver
	Auth           bool     // NextAuth on
	Providers      []string // OAuth provider ids as --providers names them, in the order wanted
	NextAuth       int      // 4 or 5; 0 is 4
	Prisma         int      // 6 or 7; 0 is 7
	Client         string   // module that an existing project's client is generated to; empty for the place of a new one
	Router         string   // app, pages; empty is app
	SrcDir         bool     // app/, server/ and so on below src/
	ImportAlias    string   // such as "@/*"
	Tailwind       bool     // pages have Tailwind's classes; without, classes that globals.css describes
	Linter         string   // eslint, biome; empty or none for none
	AgentsMD       bool     // AGENTS.md, for coding agents
	PackageManager string   // npm, pnpm, yarn, bun
	Secret         string   // fresh secret for .env; it goes into no other file
	Version        string   // of create-app, recorded in package.json
	OwnAuth        bool     // NextAuth is set up in files of the project's own, which read variables of their own
	URL            string   // what .env has for the database's URL, where that is not for the templates to say
	Adapter        string   // the package of the adapter for NextAuth; empty is @auth/prisma-adapter
	NoServer       bool     // no compose.yaml of ours starts the database
	OldMail        bool     // the NextAuth that is there has nodemailer 6 among its peers, not 7
	Existing       bool     // the project has pages of its own: people sign in on NextAuth's page, not on ours
}

// AuthRoute is the file through which Next.js reaches NextAuth. NextAuth 5 has no other than a route handler, which is
// in app/ with both routers.
func (a App) AuthRoute() string {
	route := "app/api/auth/[...nextauth]/route.ts"
	if a.Router == "pages" && a.NextAuth != 5 {
		route = "pages/api/auth/[...nextauth].ts"
	}
	if a.SrcDir {
		return "src/" + route
	}
	return route
}

// TranspilesNextAuth reports whether next.config.ts has to name next-auth in transpilePackages: Next.js leaves packages
// to Node for its pages router, and NextAuth 5 imports from next in a way that Node cannot follow.
func (a App) TranspilesNextAuth() bool { return a.Auth && a.NextAuth == 5 && a.Router == "pages" }

// File is one file of the project.
type File struct {
	Path    string // slash separated, relative to the project
	Content []byte
	Mode    fs.FileMode
	Secret  bool // holds secrets: a caller masks its values when showing it
}
