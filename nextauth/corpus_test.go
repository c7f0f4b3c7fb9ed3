package nextauth_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"create-app/golden"
	"create-app/nextauth"
	"create-app/psl/format"
	"create-app/psl/syntax"
)

// A case of the corpus is a txtar file: what it is about and, on lines that
// begin with "wants", what the app is known to need; the files of the schema;
// below want/ those that change, as they are afterwards; and the findings.
// [cr] stands for a carriage return at the end of a line, [bom] for a byte
// order mark, and [eof] for a last line without a line end.
type corpusCase struct {
	name  string
	path  string
	about string
	wants nextauth.Wants
	files []*syntax.File
}

func readCorpus(t testing.TB) []corpusCase {
	t.Helper()
	paths, err := filepath.Glob("testdata/corpus/*.txtar")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 120, "the corpus is what shows that nothing is lost")
	var cases []corpusCase
	for _, path := range paths {
		cases = append(cases, readCase(t, path))
	}
	return cases
}

func readCase(t testing.TB, path string) corpusCase {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	archive := txtar.Parse(text)
	c := corpusCase{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, wants: nextauth.Wants{Version: 4}}
	for line := range strings.Lines(string(archive.Comment)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == "wants" {
			readWants(t, path, fields[1:], &c.wants)
		} else {
			c.about += line
		}
	}
	require.NotEmpty(t, strings.TrimSpace(c.about), "%s does not say what it is about", path)
	for _, f := range archive.Files {
		if f.Name != "findings" && !strings.HasPrefix(f.Name, "want/") {
			c.files = append(c.files, syntax.Parse(f.Name, unescape(string(f.Data))))
		}
	}
	require.NotEmpty(t, c.files, path)
	return c
}

func readWants(t testing.TB, path string, settings []string, w *nextauth.Wants) {
	t.Helper()
	for _, setting := range settings {
		name, value, _ := strings.Cut(setting, "=")
		switch name {
		case "version":
			w.Version = int(value[0] - '0')
		case "providers":
			w.Providers = []string{}
			for p := range strings.SplitSeq(value, ",") {
				if p != "" {
					w.Providers = append(w.Providers, p)
				}
			}
		case "strategy":
			w.Strategy = nextauth.Strategy(value)
		case "planetscale":
			w.PlanetScale = true
		case "with":
			role, err := nextauth.ParseRole(value)
			require.NoError(t, err)
			w.With = append(w.With, role)
		case "role":
			name, model, _ := strings.Cut(value, ":")
			role, err := nextauth.ParseRole(name)
			require.NoError(t, err)
			if w.Models == nil {
				w.Models = make(map[nextauth.Role]string)
			}
			w.Models[role] = model
		default:
			require.Fail(t, path+": unknown setting "+setting)
		}
	}
}

var escapes = []string{"[cr]\n", "\r\n", "[bom]", "\ufeff", "[eof]\n", ""}

func unescape(s string) string { return strings.NewReplacer(escapes...).Replace(s) }

func escape(s string) string {
	s = strings.NewReplacer("\r\n", "[cr]\n", "\ufeff", "[bom]").Replace(s)
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "[eof]\n"
	}
	return s
}

// TestCorpus compares findings and results with the expected ones.
func TestCorpus(t *testing.T) {
	for _, c := range readCorpus(t) {
		t.Run(c.name, func(t *testing.T) {
			compared, err := nextauth.Compare(c.files, c.wants)
			require.NoError(t, err)
			after, err := compared.Merge()
			require.NoError(t, err)
			golden.Compare(t, c.path, c.archive(t, compared, after))
			checkKept(t, c.files, after, compared)
			checkTwice(t, after, c.wants)
		})
	}
}

// archive is the case as it would be written: the input as it stands on the
// disk, with what was found and made.
func (c corpusCase) archive(t *testing.T, compared *nextauth.Comparison, after []*syntax.File) []byte {
	t.Helper()
	text, err := os.ReadFile(c.path)
	require.NoError(t, err)
	old := txtar.Parse(text)
	archive := &txtar.Archive{Comment: old.Comment}
	for _, f := range old.Files {
		if f.Name != "findings" && !strings.HasPrefix(f.Name, "want/") {
			archive.Files = append(archive.Files, f)
		}
	}
	archive.Files = append(archive.Files, txtar.File{Name: "findings", Data: []byte(render(compared.Findings))})
	for _, f := range after {
		if !slices.Contains(c.files, f) {
			archive.Files = append(archive.Files, txtar.File{Name: "want/" + f.Name, Data: []byte(escape(f.Text))})
		}
	}
	return txtar.Format(archive)
}

func render(findings []nextauth.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s: %s %s", f.Level, f.Code, f.Subject)
		if f.File != nil {
			p := f.File.Position(f.Span.Start)
			fmt.Fprintf(&b, " at %s:%d:%d", f.File.Name, p.Line, p.Column)
		}
		if f.Safe {
			b.WriteString(" (added)")
		}
		fmt.Fprintf(&b, "\n    %s\n    why: %s\n    cure: %s\n", f.Message, f.Reason, f.Cure)
		for _, line := range f.Lines {
			b.WriteString(strings.TrimRight("    + "+line, " ") + "\n")
		}
		if f.Needs != "" {
			fmt.Fprintf(&b, "    needs: %s\n", f.Needs)
		}
		for _, op := range f.Fails {
			fmt.Fprintf(&b, "    fails: %s\n", op)
		}
	}
	return b.String()
}

// checkKept sees that every line that was there is there, in its order. In the
// models that findings name, blanks may differ and attributes may have come;
// all else has its very bytes.
func checkKept(t *testing.T, before, after []*syntax.File, compared *nextauth.Comparison) {
	t.Helper()
	touched := make(map[string]bool)
	attributes := []string{}
	for _, f := range compared.Findings {
		if !f.Safe {
			continue
		}
		model, _, _ := strings.Cut(f.Subject, ".")
		touched[model] = true
		touched[compared.Model(nextauth.RoleUser)] = true
		if f.Code == "not-unique" || f.Code == "short-column" {
			attributes = append(attributes, squeeze(f.Lines[0][strings.LastIndex(f.Lines[0], " @")+1:]))
		}
	}
	require.GreaterOrEqual(t, len(after), len(before))
	for i, f := range before {
		rest := after[i].Text
		for line := range strings.Lines(f.Text) {
			var found bool
			if rest, found = cutLine(rest, line, attributes); !found {
				assert.Fail(t, "line lost", "%s: %q", f.Name, line)
				return
			}
		}
		for b := range f.Blocks() {
			text := f.Slice(b.Span)
			switch {
			case !touched[b.Name.Text(f.File)]:
				assert.Contains(t, after[i].Text, text, "block %s changed, and no finding says so", b.Name.Text(f.File))
			case !mayBeTidy(text):
				for line := range strings.Lines(text) {
					same := strings.Contains(after[i].Text, line) || slices.ContainsFunc(attributes, func(a string) bool {
						return strings.Contains(squeeze(after[i].Text), a)
					})
					assert.True(t, same, "line of an untidy block changed: %q", line)
				}
			}
		}
	}
}

// mayBeTidy reports whether a block could be laid out as Prisma's formatter
// would, but for its indentation and line ends.
func mayBeTidy(text string) bool {
	plain := strings.ReplaceAll(text, "\r\n", "\n")
	formatted := strings.TrimSuffix(format.Source(plain), "\n")
	left := func(s string) string {
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = strings.TrimLeft(lines[i], " \t")
		}
		return strings.Join(lines, "\n")
	}
	return left(plain) == left(formatted)
}

// cutLine finds line in text, blanks and new attributes not counting, and
// gives what is behind it.
func cutLine(text, line string, attributes []string) (rest string, found bool) {
	want := squeeze(line)
	for text != "" {
		have, behind, _ := strings.Cut(text, "\n")
		text = behind
		squeezed := squeeze(have)
		if squeezed == want {
			return text, true
		}
		for _, a := range attributes {
			if at := strings.Index(squeezed, a); at >= 0 && squeezed[:at]+squeezed[at+len(a):] == want {
				return text, true
			}
		}
	}
	return "", squeeze(line) == ""
}

func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "").Replace(s)
}

// checkTwice sees that a second run finds nothing to add and changes nothing.
func checkTwice(t *testing.T, files []*syntax.File, w nextauth.Wants) {
	t.Helper()
	again, err := nextauth.Compare(files, w)
	require.NoError(t, err)
	for _, f := range again.Findings {
		assert.False(t, f.Safe, "a second run would add: %s %s", f.Code, f.Subject)
	}
	after, err := again.Merge()
	require.NoError(t, err)
	require.Len(t, after, len(files))
	for i := range files {
		assert.Same(t, files[i], after[i], "a second run changes %s", files[i].Name)
	}
}

// BenchmarkMerge is the work on a schema of 6,000 lines that has a user and
// lacks the rest.
func BenchmarkMerge(b *testing.B) {
	var text strings.Builder
	text.WriteString("datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id    String @id @default(cuid())\n  email String @unique\n}\n")
	for i := range 250 {
		fmt.Fprintf(&text, "\nmodel Thing%d {\n  id Int @id @default(autoincrement())\n", i)
		for k := range 20 {
			fmt.Fprintf(&text, "  field%d String? @db.VarChar(255) // note\n", k)
		}
		text.WriteString("}\n")
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		files := []*syntax.File{syntax.Parse("schema.prisma", text.String())}
		compared, err := nextauth.Compare(files, nextauth.Wants{Version: 4})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := compared.Merge(); err != nil {
			b.Fatal(err)
		}
	}
}
