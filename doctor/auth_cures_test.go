package doctor_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"create-app/doctor"
	"create-app/nextauth"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/syntax"
	"create-app/templates"
)

const corpusSchema = "prisma/schema.prisma"

// TestEveryAuthCureCures does to the schemas of nextauth's corpus what doctor prints about them, one finding after the
// other: each is gone, nothing that is left to people has come, and create-app auth does the rest.
func TestEveryAuthCureCures(t *testing.T) {
	paths, err := filepath.Glob("../nextauth/testdata/corpus/*.txtar")
	require.NoError(t, err)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a := corpusApp(t, path)
			if a == nil {
				t.Skip("a schema of several files")
			}
			findings := a.auth()
			for left := len(findings); len(findings) > 0; left-- {
				f := nextByHand(findings)
				if f == nil {
					a.merge()
					require.Empty(t, a.auth(), "left by create-app auth")
					break
				}
				require.Positive(t, left, "still there: %+v", *f)
				before := a.read(corpusSchema)
				a.byHand(*f)
				require.False(t, slices.ContainsFunc(a.examine().Findings, func(o doctor.Finding) bool { return o.ID == "schema-invalid" }),
					"%s: %s\nmade of\n%s\n\n%s", f.ID, f.Cure, before, a.read(corpusSchema))
				known := findings
				findings = a.auth()
				for _, o := range findings {
					same := func(k doctor.Finding) bool { return k.ID == o.ID && k.Message == o.Message }
					assert.False(t, same(*f), "still there after: %s\n%s", f.Cure, a.read(corpusSchema))
					assert.True(t, isCommand(o) || f.ID == "auth-accessor" || slices.ContainsFunc(known, same), "%s came by: %s\n%+v", o.ID, f.Cure, o)
				}
			}
		})
	}
}

// isCommand: create-app auth cures it.
func isCommand(f doctor.Finding) bool { return f.Cure == "create-app auth" }

// nextByHand is the finding that a reader begins with: not one that says "once".
func nextByHand(findings []doctor.Finding) *doctor.Finding {
	for _, later := range []bool{false, true} {
		for i, f := range findings {
			if !isCommand(f) && strings.Contains(f.Cure, ", once ") == later {
				return &findings[i]
			}
		}
	}
	return nil
}

// corpusApp is a project with a schema of nextauth's corpus; nil where that is no single file.
func corpusApp(t *testing.T, path string) *app {
	archive, err := txtar.ParseFile(path)
	require.NoError(t, err)
	if len(archive.Files) < 2 || archive.Files[1].Name != "findings" && !strings.HasPrefix(archive.Files[1].Name, "want/") {
		return nil
	}
	of := templates.App{Database: "sqlite", NextAuth: 4, Providers: []string{"github"}}
	record := map[string]any{}
	for _, setting := range strings.Fields(regexp.MustCompile(`(?m)^wants .*$`).FindString(string(archive.Comment))) {
		switch name, value, _ := strings.Cut(setting, "="); name {
		case "version":
			of.NextAuth = 5
		case "strategy":
			record[name] = value
		case "providers", "with":
			record[name] = strings.Split(value, ",")
		case "role":
			role, model, _ := strings.Cut(value, ":")
			record["roles"] = map[string]string{role: model}
		}
	}
	a := newAppOf(t, of)
	file, err := manifest.Parse([]byte(a.read("package.json")))
	require.NoError(t, err)
	for key, value := range record {
		file, err = file.Set(value, "create-app", key)
		require.NoError(t, err)
	}
	a.write("package.json", string(file.Bytes()))
	a.write(corpusSchema, strings.NewReplacer("[cr]\n", "\n", "[bom]", "", "[eof]\n", "\n").Replace(string(archive.Files[0].Data)))
	return a
}

// auth are the findings about the adapter's models.
func (a *app) auth() []doctor.Finding {
	return slices.DeleteFunc(a.examine().Findings, func(f doctor.Finding) bool { return !strings.HasPrefix(f.ID, "auth-") })
}

// compare is what create-app auth sees.
func (a *app) compare() *nextauth.Comparison {
	p, err := project.Find(afero.NewOsFs(), a.dir, project.Options{Sources: true})
	require.NoError(a.t, err)
	c, err := nextauth.Compare([]*syntax.File{syntax.Parse(corpusSchema, a.read(corpusSchema))}, nextauth.WantsOf(p))
	require.NoError(a.t, err)
	return c
}

// merge is create-app auth.
func (a *app) merge() {
	after, err := a.compare().Merge()
	require.NoError(a.t, err)
	require.Len(a.t, after, 1)
	a.write(corpusSchema, after[0].Text)
}

// byHand does to the schema what a cure says in words.
func (a *app) byHand(f doctor.Finding) {
	cure, written, _ := strings.Cut(f.Cure, "; write ")
	var lines []string
	if written != "" {
		lines = strings.Split(written, " and ")
	}
	s := newSchemaText(a, f)
	group := func(pattern string) string {
		if m := regexp.MustCompile(pattern).FindStringSubmatch(cure); m != nil {
			return m[1]
		}
		return ""
	}
	switch {
	case strings.HasPrefix(cure, "rename the model to "):
		s.rename(group(`^rename the model to "(\w+)"`), group(`with (@@map\("\w+"\)) its table`))
	case strings.HasPrefix(cure, "rename it (with "):
		s.rename("Our"+s.name, group(`\(with (@@map\("\w+"\)) its table`))
	case strings.HasPrefix(cure, "rename that, "):
		s.rename("Our"+s.name, "")
	case strings.HasSuffix(cure, "prints the model"):
		s.replaceModel(a.printed(f))
	case cure == "remove @ignore", cure == "remove @@ignore":
		s.lines[s.at] = strings.Replace(s.lines[s.at], strings.TrimPrefix(cure, "remove "), "", 1)
	case cure == "make it the id by hand":
		s.lines[s.at] += " @id"
		s.lines = slices.DeleteFunc(s.lines, func(line string) bool { return strings.HasPrefix(line, "  @@id([tenant, id])") })
	case strings.HasPrefix(cure, "let it lead to the user model"):
		other := regexp.MustCompile(`leads to (\w+), and the user model is (\w+)`).FindStringSubmatch(f.Message)
		s.lines[s.at] = strings.Replace(s.lines[s.at], other[1], other[2], 1)
		s.pointBack(other[1], other[2])
	default:
		require.NotEmpty(a.t, lines, "the test does not know how to do this: %s", f.Cure)
		for i, line := range lines {
			s.put(line, i == 0 && !strings.HasPrefix(cure, "add "))
		}
		if strings.Contains(cure, "becomes a list") {
			for i, line := range s.lines {
				s.lines[i] = regexp.MustCompile(`\b`+s.name+`\?`).ReplaceAllString(line, s.name+"[]")
			}
		}
		if strings.HasPrefix(cure, "take the column out of its key") {
			field := strings.Fields(lines[0])[0]
			s.lines = slices.DeleteFunc(s.lines, func(line string) bool { return strings.Contains(line, "@@index(["+field+"])") })
		}
	}
	a.write(corpusSchema, strings.Join(s.lines, "\n"))
}

// printed is the model that create-app auth --check prints with a finding.
func (a *app) printed(f doctor.Finding) []string {
	for _, o := range a.compare().Findings {
		if o.Message == f.Message {
			return o.Lines
		}
	}
	require.Fail(a.t, "create-app auth does not find it", f.Message)
	return nil
}

// schemaText is a schema as lines, and the block that a finding is about.
type schemaText struct {
	lines          []string
	at, begin, end int // the finding's line, that with the block's name, and that with its closing brace
	name           string
}

func newSchemaText(a *app, f doctor.Finding) *schemaText {
	s := &schemaText{lines: strings.Split(a.read(corpusSchema), "\n"), at: max(0, f.Line-1)}
	block := regexp.MustCompile(`^(?:model|enum) (\w+)`)
	for s.begin = s.at; s.begin > 0 && !block.MatchString(s.lines[s.begin]); s.begin-- {
	}
	if m := block.FindStringSubmatch(s.lines[s.begin]); m != nil {
		s.name = m[1]
	}
	for s.end = s.begin; s.end < len(s.lines)-1 && !strings.HasPrefix(s.lines[s.end], "}"); s.end++ {
	}
	return s
}

// put writes a line of the block in place of the one for the same field, of the finding's, or at the end.
func (s *schemaText) put(line string, inPlace bool) {
	name := strings.Fields(line)[0]
	for i := s.begin + 1; i < s.end; i++ {
		if words := strings.Fields(s.lines[i]); len(words) > 1 && words[0] == name && !strings.HasPrefix(name, "@@") {
			s.lines[i] = "  " + line
			return
		}
	}
	if inPlace {
		old := strings.Fields(s.lines[s.at])[0]
		s.lines[s.at] = "  " + line
		for i := s.begin + 1; i < s.end; i++ { // keys and relations follow the name
			s.lines[i] = regexp.MustCompile(`\[[^\]]*\]`).ReplaceAllStringFunc(s.lines[i], func(list string) string {
				return regexp.MustCompile(`\b`+regexp.QuoteMeta(old)+`\b`).ReplaceAllString(list, name)
			})
		}
		if name == "id" { // which other models refer to
			for i, other := range s.lines {
				s.lines[i] = strings.Replace(other, "references: ["+old+"]", "references: [id]", 1)
			}
		}
		return
	}
	s.lines = slices.Insert(s.lines, s.end, "  "+line)
	s.end++
}

// rename gives the block another name, wherever it is used as a type.
func (s *schemaText) rename(name, mapped string) {
	for i, line := range s.lines {
		if i == s.begin {
			s.lines[i] = strings.Replace(line, " "+s.name+" ", " "+name+" ", 1)
		} else {
			s.lines[i] = regexp.MustCompile(`^(\s+\w+\s+)`+s.name+`\b`).ReplaceAllString(line, "${1}"+name)
		}
	}
	if mapped != "" && !slices.ContainsFunc(s.lines[s.begin:s.end], func(line string) bool { return strings.Contains(line, "@@map(") }) {
		s.lines = slices.Insert(s.lines, s.end, "  "+mapped)
	}
}

// replaceModel writes the model that was printed in place of the block of the same name, or behind all; behind it stands
// what it needs elsewhere.
func (s *schemaText) replaceModel(printed []string) {
	model := printed[:slices.Index(printed, "}")+1]
	if s.lines[s.begin] == model[0] {
		s.lines = slices.Replace(s.lines, s.begin, s.end+1, model...)
	} else {
		s.lines = append(append(s.lines, ""), append(slices.Clone(model), "")...)
	}
	for _, more := range printed[len(model):] {
		if m := regexp.MustCompile(`^// and in (\w+): (\w+) (.*)$`).FindStringSubmatch(more); m != nil {
			s.inModel(m[1], m[2]+" "+m[3])
		}
	}
}

// inModel adds a field to another model, unless that has it.
func (s *schemaText) inModel(name, field string) {
	for i, line := range s.lines {
		if !strings.HasPrefix(line, "model "+name+" {") {
			continue
		}
		end := i + slices.IndexFunc(s.lines[i:], func(l string) bool { return strings.HasPrefix(l, "}") })
		if !slices.ContainsFunc(s.lines[i:end], func(l string) bool { return slices.Equal(strings.Fields(l), strings.Fields(field)) }) {
			s.lines = slices.Insert(s.lines, end, "  "+field)
		}
		return
	}
}

// pointBack moves the list that points back to the block from one model to another.
func (s *schemaText) pointBack(from, to string) {
	inside := ""
	for i, line := range s.lines {
		if m := regexp.MustCompile(`^model (\w+)`).FindStringSubmatch(line); m != nil {
			inside = m[1]
		}
		if words := strings.Fields(line); inside == from && len(words) > 1 && words[1] == s.name+"[]" {
			s.lines = slices.Delete(s.lines, i, i+1)
			s.inModel(to, strings.TrimSpace(line))
			return
		}
	}
}
