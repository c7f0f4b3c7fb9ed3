package doctor_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/project/env"
)

// authModels are what a schema has in place of the line "//: auth models".
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

// projectNames are the projects of testdata/projects: healthy ones, of the
// kinds that people have.
func projectNames(t *testing.T) []string {
	files, err := filepath.Glob("testdata/projects/*.txtar")
	require.NoError(t, err)
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), ".txtar")
	}
	return files
}

// loadProject writes one of them to the disk. The lines above its files say
// where doctor is run ("dir: "), with which environment ("env: "), and what it
// is right to find ("find: id file:line").
func loadProject(t testing.TB, name string) (a *app, wanted []string) {
	archive, err := txtar.ParseFile(filepath.Join("testdata/projects", name+".txtar"))
	require.NoError(t, err)
	a = &app{t: t, dir: t.TempDir(), world: doctor.World{Modes: true}}
	for _, f := range archive.Files {
		text := string(f.Data)
		native := ""
		if strings.Contains(text, `"mysql"`) || strings.Contains(text, `"postgresql"`) {
			native = "@db.Text"
		}
		models := strings.ReplaceAll(authModels, "TEXT", native)
		text = strings.Replace(text, "//: auth models with posts\n", strings.Replace(models, "POSTS", "\n  posts         Post[]", 1), 1)
		text = strings.Replace(text, "//: auth models\n", strings.Replace(models, "POSTS", "", 1), 1)
		a.write(f.Name, text)
	}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "dir":
			a.dir = a.path(value)
		case "env":
			a.world.Inherited = env.VarsOf(strings.Fields(value))
		case "find":
			wanted = append(wanted, value)
		}
	}
	return a, wanted
}

// found lists findings as "id file:line".
func found(report *doctor.Report) []string {
	var list []string
	for _, f := range report.Findings {
		place := f.File
		if f.Line > 0 {
			place += fmt.Sprintf(":%d", f.Line)
		}
		list = append(list, strings.TrimSpace(f.ID+" "+place))
	}
	return list
}

// In projects as people have them nothing is found, or what is rightly said.
func TestNoFalseAlarms(t *testing.T) {
	names := projectNames(t)
	require.Greater(t, len(names), 20)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			a, wanted := loadProject(t, name)
			report := a.examine()
			assert.Equal(t, wanted, found(report), "%+v", report.Findings)
		})
	}
}
