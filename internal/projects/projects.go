// Package projects has small projects as people have them, for tests: each a
// txtar archive of testdata, with what is rightly said about it above its files.
//
// The first call is [Load]. A line of the head is one of
//
//	dir: FOLDER       where commands are run; the root where it is left out
//	env: NAME=VALUE…  the environment that they are run in
//	find: ID FILE:LINE
//	                  what doctor finds, one a line
//	adds: FILE…       what create-app . writes
//	steps: TEXT       the beginning of a step that create-app . leaves to people, one a line
//	refuses: TEXT     a part of why create-app . writes nothing
//
// and everything else in it is for the reader.
package projects

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

//go:embed testdata/*.txtar
var archives embed.FS

// Project is one of them.
type Project struct {
	Name    string
	Files   []txtar.File
	Dir     string
	Env     []string
	Find    []string
	Adds    []string // nil where nothing is said about create-app .
	Steps   []string
	Refuses string
}

// Names are the names of all, in order.
func Names() []string {
	all, err := fs.Glob(archives, "testdata/*.txtar")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	for i := range all {
		all[i] = strings.TrimSuffix(path.Base(all[i]), ".txtar")
	}
	return all
}

// Load reads one. The models that NextAuth's adapter needs stand in its schema in
// place of the line "//: auth models", or "//: auth models with posts".
func Load(name string) (*Project, error) {
	text, err := archives.ReadFile("testdata/" + name + ".txtar")
	if err != nil {
		return nil, err
	}
	archive := txtar.Parse(text)
	p := &Project{Name: name}
	for _, f := range archive.Files {
		text := string(f.Data)
		native := ""
		if strings.Contains(text, `"mysql"`) || strings.Contains(text, `"postgresql"`) {
			native = "@db.Text"
		}
		models := strings.ReplaceAll(authModels, "TEXT", native)
		text = strings.Replace(text, "//: auth models with posts\n", strings.Replace(models, "POSTS", "\n  posts         Post[]", 1), 1)
		text = strings.Replace(text, "//: auth models\n", strings.Replace(models, "POSTS", "", 1), 1)
		p.Files = append(p.Files, txtar.File{Name: f.Name, Data: []byte(text)})
	}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "dir":
			p.Dir = value
		case "env":
			p.Env = strings.Fields(value)
		case "find":
			p.Find = append(p.Find, value)
		case "adds":
			p.Adds = append([]string{}, strings.Fields(value)...)
		case "steps":
			p.Steps = append(p.Steps, value)
		case "refuses":
			p.Refuses = value
		}
	}
	return p, nil
}

// authModels are what NextAuth's adapter works with.
const authModels = `model User {
  id            String    @id @default(cuid())
  name          String?
  email         String?   @unique
  emailVerified DateTime?
  image         String?
  accounts      Account[]
  sessions      Session[]POSTS
}

model Account {
  id                String  @id @default(cuid())
  userId            String
  type              String
  provider          String
  providerAccountId String
  refresh_token     String? TEXT
  access_token      String? TEXT
  expires_at        Int?
  token_type        String?
  scope             String? TEXT
  id_token          String? TEXT
  session_state     String?
  refresh_token_expires_in Int?
  user              User    @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@unique([provider, providerAccountId])
}

model Session {
  id           String   @id @default(cuid())
  sessionToken String   @unique
  userId       String
  expires      DateTime
  user         User     @relation(fields: [userId], references: [id], onDelete: Cascade)
}

model VerificationToken {
  identifier String
  token      String   @unique
  expires    DateTime

  @@unique([identifier, token])
}
`
